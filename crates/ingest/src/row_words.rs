//! What the texts of a row say about the row: totals, footers, sections, counted columns.

use crate::text::{first, match_form};

/// What a total row sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Total {
    /// 小计: the rows since the last total.
    Part,
    /// 合计 and 总计: all rows.
    Whole,
    /// 累计: since January, so that this workbook cannot tell whether it is right.
    Cumulative,
}

/// Beginnings of footers. They count where a colon, a digit or nothing follows.
const NOTES: [&str; 36] = [
    "注",
    "备注",
    "说明",
    "填表说明",
    "填写说明",
    "填报说明",
    "填报单位",
    "填表单位",
    "编制单位",
    "报送单位",
    "制表单位",
    "制表人",
    "制表",
    "填表人",
    "填报人",
    "审核人",
    "审核",
    "复核人",
    "复核",
    "审批人",
    "负责人",
    "单位负责人",
    "数据来源",
    "资料来源",
    "填表日期",
    "填报日期",
    "制表日期",
    "附注",
    "会计主管",
    "主管领导",
    "财务负责人",
    "会计机构负责人",
    "经办人",
    "法定代表人",
    "联系电话",
    "统计负责人",
];

/// Rows of accounts that carry a balance over from before or to what follows.
const CARRIED: [&str; 16] = [
    "期初余额",
    "年初余额",
    "月初余额",
    "期初结存",
    "年初结存",
    "期初结余",
    "年初结余",
    "上年结转",
    "上年结余",
    "上期结转",
    "上期结余",
    "上月结转",
    "上月结余",
    "结转下年",
    "承前页",
    "过次页",
];

/// Whether a text names a row that carries a balance over.
pub(crate) fn carried_word(text: &str) -> bool {
    text.contains(['初', '上', '转', '前', '次']) && {
        let text = match_form(text);
        CARRIED.contains(&text.trim_end_matches(':'))
    }
}

/// Whether a text says that there is nothing to report: 无, （本月无）, 零报告.
pub(crate) fn says_none(text: &str) -> bool {
    let text = match_form(text);
    let bare = text.trim_matches(['(', ')', '。', '-']);
    matches!(bare, "无" | "本月无" | "本期无" | "零报告" | "没有" | "未发生" | "本月未发生" | "暂无" | "无此项")
}

/// How many letters a text has without the spaces that old systems pad it with, as far as it matters.
fn letters(text: &str) -> usize {
    text.chars().filter(|letter| !letter.is_whitespace()).take(100).count()
}

/// Words that can only be those of totals, though they have no 计: TOTAL, 共12笔.
fn foreign_total(text: &str) -> bool {
    let text = match_form(text);
    let counted =
        text.strip_prefix('共').and_then(|text| text.strip_suffix(['笔', '户', '家', '项', '条', '宗', '件', '人']));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let word = text.trim_end_matches([':', '.']);
    counted.is_some_and(digits)
        || ["total", "grandtotal", "subtotal", "sum"].iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Whether a text is 合计 or its like: what it sums, and whether it says nothing else.
pub(crate) fn total_word(text: &str) -> Option<(Total, bool)> {
    // All these words have the letter; comparing a million names in earnest would take seconds.
    if !text.contains('计') || text.len() > 80 && letters(text) > 27 {
        let may_be = text.len() <= 40 && first(text).is_some_and(|letter| "共tTgGsS".contains(letter));
        return (may_be && foreign_total(text)).then_some((Total::Whole, true));
    }
    let text = match_form(text);
    // 总计(9个), 合计(元)
    let word = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map_or(text.as_str(), |(word, _)| word);
    let word = word.trim_end_matches([':', '元']);
    // Yearbooks write `总计 Total`.
    let word = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '-');
    Some(match word {
        "合计" | "总计" | "共计" | "总合计" | "全部合计" | "合计数" => (Total::Whole, true),
        "小计" | "本页小计" | "本页合计" | "分项小计" => (Total::Part, true),
        "累计" | "本年累计" | "本月累计" | "月累计" | "年累计" | "全年累计" | "累计数" => {
            (Total::Cumulative, true)
        }
        // 合计(大写):壹万元整
        _ if ["合计(", "合计:", "总计(", "总计:"].iter().any(|mark| text.starts_with(mark)) => {
            (Total::Whole, true)
        }
        _ if word.ends_with("小计") && word.chars().count() <= 14 => (Total::Part, false),
        _ if (word.ends_with("合计") || word.ends_with("总计")) && word.chars().count() <= 16 => {
            (Total::Part, false)
        }
        _ => return None,
    })
}

/// Whether the cells of a row count the columns: 1 2 3 …, 甲 乙 1 2 …, or 栏次 and any numbers.
pub(crate) fn counts_columns(cells: impl Iterator<Item = String>) -> bool {
    let (mut expected, mut counted, mut said) = (None, 0, false);
    for cell in cells {
        let text = match_form(&cell);
        // 5=3+4 and (5)=(3)+(4) say how a column is computed.
        let text = text.split('=').next().unwrap_or_default().trim_matches(['(', ')', '栏', '次', '列']);
        said |= matches!(match_form(&cell).as_str(), "栏次" | "列次");
        if matches!(text, "甲" | "乙" | "丙" | "丁" | "戊" | "") {
            continue;
        }
        let Ok(number) = text.parse::<u32>() else { return false };
        if !said && expected.map_or(number > 1, |expected| number != expected) {
            return false;
        }
        (expected, counted) = (Some(number + 1), counted + 1);
    }
    counted >= if said { 1 } else { 3 }
}

/// Whether a text in comparable form begins as the titles of sections are numbered: 一、, (二).
pub(crate) fn ordinal(text: &str) -> bool {
    let digit = |letter: char| "一二三四五六七八九十".contains(letter);
    let rest = text.strip_prefix('(').unwrap_or(text);
    let after = rest.trim_start_matches(digit);
    after.len() < rest.len()
        && if rest.len() < text.len() {
            after.starts_with(')')
        } else {
            after.is_empty() || after.starts_with(['、', '.'])
        }
}

/// Whether a label in comparable form is that of a column of running numbers.
pub(crate) fn numbering(label: &str) -> bool {
    matches!(label, "序号" | "行次" | "编号" | "行号" | "No." | "NO." | "No" | "栏次" | "项次" | "#")
}

/// Whether a label is that of a column of rates or growths.
pub(crate) fn rate(label: &str) -> bool {
    const RATES: [&str; 10] = ["率", "占比", "比重", "比例", "同比", "环比", "增速", "增幅", "增长", "%"];
    RATES.iter().any(|word| label.contains(word))
}

/// Whether a label is that of a column of averages, whose total is no sum.
pub(crate) fn average(label: &str) -> bool {
    const AVERAGES: [&str; 7] = ["单价", "均价", "平均", "人均", "户均", "每公里", "百公里"];
    AVERAGES.iter().any(|word| label.contains(word))
}

/// Whether a label is that of a balance, which may run on from row to row.
pub(crate) fn balance(label: &str) -> bool {
    ["余额", "结余", "结存", "库存"].iter().any(|word| label.contains(word))
}

/// Whether any of the beginnings of footers begins with this letter.
pub(crate) fn begins_note(letter: char) -> bool {
    NOTES.iter().any(|word| word.starts_with(letter))
}

/// Whether a text in comparable form begins as footers and remarks do.
pub(crate) fn note_mark(start: &str) -> bool {
    NOTES.iter().filter_map(|word| start.strip_prefix(word)).any(|after| {
        let next = after.chars().next();
        next.is_none_or(|next| next == ':' || next.is_ascii_digit() || next == '.' || next == '(')
    })
}

/// Whether a text in Latin letters only may repeat a label in English.
pub(crate) fn latin(text: &str) -> bool {
    let text = match_form(text);
    text.is_ascii() && text.bytes().any(|byte| byte.is_ascii_lowercase())
}
