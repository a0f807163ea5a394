//! Names for what was seen: ids of columns, titles of ledgers, patterns of file names.

use crate::text::match_form;
use std::collections::BTreeSet;

/// Words of labels and the ids that they suggest; the first that occurs counts.
const IDS: [(&str, &str); 48] = [
    ("序号", "number"),
    ("统一社会信用代码", "code"),
    ("信用代码", "code"),
    ("纳税人识别号", "code"),
    ("合同编号", "contract_code"),
    ("编号", "code"),
    ("代码", "code"),
    ("企业名称", "name"),
    ("单位名称", "name"),
    ("项目名称", "project"),
    ("合同名称", "contract"),
    ("责任单位", "department"),
    ("责任人", "person"),
    ("名称", "name"),
    ("姓名", "person"),
    ("地区", "region"),
    ("街道", "street"),
    ("行业", "industry"),
    ("指标", "indicator"),
    ("签订日期", "signed_on"),
    ("完成日期", "done_on"),
    ("完成时限", "due"),
    ("整改时限", "due"),
    ("日期", "date"),
    ("时间", "time"),
    ("月份", "month"),
    ("预算", "budget"),
    ("合同金额", "amount"),
    ("中标", "bid"),
    ("支付", "paid"),
    ("税", "tax"),
    ("收入", "income"),
    ("支出", "expense"),
    ("金额", "amount"),
    ("数量", "quantity"),
    ("面积", "area"),
    ("状态", "status"),
    ("措施", "measure"),
    ("问题", "issue"),
    ("备注", "remark"),
    ("联系电话", "phone"),
    ("乡镇", "town"),
    ("部门", "department"),
    ("单位", "unit"),
    ("项目", "item"),
    ("类别", "kind"),
    ("类型", "kind"),
    ("来源", "source"),
];

/// The longest run of letters without years and months: 2020年12月合同台账 is 合同台账.
pub(super) fn words(text: &str) -> String {
    let stem = text.rsplit_once('.').map_or(text, |(stem, _)| stem);
    // 进度 is a word of its own, 年度 and 季度 are times.
    let stem = ["年度", "季度", "月度"].iter().fold(stem.to_owned(), |stem, time| stem.replace(time, " "));
    let parts =
        stem.split(|letter: char| letter.is_ascii_digit() || "年月日第—-_ 　（）()《》：:·*?[]{}\"\\".contains(letter));
    parts.max_by_key(|part| part.chars().count()).unwrap_or_default().to_owned()
}

/// The longest run of letters that all of some words have; the first of several.
pub(super) fn common(words: &[String]) -> String {
    let Some((first, others)) = words.split_first() else { return String::new() };
    let letters: Vec<char> = first.chars().collect();
    for length in (1..=letters.len()).rev() {
        let runs = letters.windows(length).map(|run| run.iter().collect::<String>());
        if let Some(run) = runs.into_iter().find(|run| others.iter().all(|other| other.contains(run.as_str()))) {
            return run;
        }
    }
    String::new()
}

/// Patterns that all of these files fit: what their names have in common, else a pattern for each.
pub(super) fn globs(files: &[&str], title: &str) -> Vec<String> {
    let mut names: Vec<String> = files.iter().map(|file| words(file)).filter(|name| !name.is_empty()).collect();
    names.dedup();
    let shared = common(&names);
    let shared =
        if names.len() > 1 && title.chars().count() >= 2 && shared.contains(title) { title.to_owned() } else { shared };
    if shared.chars().count() >= 2 || names.len() == 1 && !shared.is_empty() {
        return vec![format!("*{shared}*")];
    }
    let mut each: Vec<String> = names.iter().map(|name| format!("*{name}*")).collect();
    each.sort();
    each.dedup();
    if each.is_empty() { vec![format!("*{title}*")] } else { each }
}

/// An id for a column: from its label, else from its letters.
pub(super) fn id(label: &str, column: &str, ids: &mut BTreeSet<String>) -> String {
    let label = match_form(label);
    let known = IDS.iter().find(|(word, _)| label.contains(word)).map(|(_, id)| (*id).to_owned());
    unique(&known.unwrap_or_else(|| format!("column_{}", column.to_lowercase())), ids)
}

/// An id that no other has.
pub(super) fn unique(id: &str, ids: &mut BTreeSet<String>) -> String {
    let mut name = id.to_owned();
    let mut number = 2;
    while !ids.insert(name.clone()) {
        name = format!("{id}_{number}");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_what_the_names_have_in_common() {
        for (files, title, expected) in [
            (&["企业税收2020年11月.xlsx", "企业税收2020年12月.xlsx"][..], "税收统计表", &["*企业税收*"][..]),
            (&["东河镇预算执行情况表.xlsx", "县医院预算执行情况表.xls"], "预算执行情况表", &["*预算执行情况表*"]),
            (&["甲.xlsx", "乙.xlsx"], "台账", &["*乙*", "*甲*"]),
            (&["202012.xlsx"], "信访件", &["*信访件*"]),
        ] {
            assert_eq!(globs(files, title), expected, "{files:?}");
        }
    }
}
