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

/// Rows below the records with what these are compared with, or come to on average.
const COMPARED: [&str; 54] = [
    "上年同期",
    "上年同期数",
    "去年同期",
    "去年同期数",
    "上年同月",
    "上年数",
    "上年实际",
    "上年累计",
    "去年数",
    "上期数",
    "上月数",
    "上月累计",
    "截至上月",
    "年初至今",
    "差额",
    "差异",
    "差值",
    "平均",
    "平均值",
    "平均数",
    "平均水平",
    "均值",
    "户均",
    "人均",
    "最大值",
    "最小值",
    "最高值",
    "最低值",
    "最高",
    "最低",
    "最大",
    "最小",
    "余额",
    "账户余额",
    "目标任务",
    "目标任务数",
    "任务数",
    "中位数",
    "标准值",
    "年度计划",
    "年度计划数",
    "年度预算",
    "年度目标",
    "全年计划",
    "全年预算",
    "全年目标",
    "计划数",
    "预算数",
    "目标数",
    "完成率",
    "结转上年",
    "结转下年",
    "期末余额",
    "期末结余",
];
/// How the names of others of them begin, and of which letters the rest is: 同比增减, 较上年同期增长, and not 同比例配套工程.
const COMPARING: [&str; 14] = [
    "同比",
    "环比",
    "增减",
    "增长",
    "增幅",
    "增速",
    "较上年",
    "较上月",
    "较上期",
    "较去年",
    "较同期",
    "比上年",
    "比去年",
    "比上月",
];
const COMPARISON: &str = "增减长速幅加少下降率额值数比例同期上年去月末%±+-/";

/// Whether a text in comparable form names what records are compared with, and no record.
pub(crate) fn compared_word(text: &str) -> bool {
    let short = text.chars().count() <= 14;
    // 1-3月累计
    let span = || {
        let digit = |letter: char| letter.is_ascii_digit() || "-—~至".contains(letter);
        text.strip_suffix("累计").and_then(|text| text.strip_suffix('月')).is_some_and(|text| text.chars().all(digit))
    };
    let bare = text.split_once('(').map_or(text, |(bare, _)| bare).trim_end_matches([':', '%']);
    let comparing = |word: &&str| {
        bare.strip_prefix(*word)
            .is_some_and(|rest| rest.chars().all(|letter| COMPARISON.contains(letter)) && rest != "例")
    };
    let of_all =
        ["全国", "全省", "全市", "全县", "全区", "全系统", "全行业"].iter().find_map(|all| bare.strip_prefix(all));
    let bare = of_all.filter(|rest| rest.starts_with("平均")).unwrap_or(bare);
    short && (COMPARED.contains(&bare) || COMPARING.iter().any(comparing) || span())
}

/// Whether a text in comparable form is a name that totals go by without saying so: 全区, 各街道, 汇总.
pub(crate) fn whole_word(text: &str) -> bool {
    const ALL: [&str; 17] =
        ["区", "市", "县", "省", "州", "旗", "镇", "乡", "街道", "国", "系统", "局", "公司", "集团", "院", "校", "所"];
    const EACH: [&str; 10] = ["街道", "镇", "乡镇", "县区", "区县", "县市区", "部门", "单位", "科室", "企业"];
    const WORDS: [&str; 9] = ["汇总", "汇总数", "总数", "总量", "总额", "总体", "总和", "总户数", "总人数"];
    text.strip_prefix('全').is_some_and(|rest| ALL.contains(&rest))
        || text.strip_prefix('各').is_some_and(|rest| EACH.contains(&rest))
        || WORDS.contains(&text)
}

/// Whether a text in comparable form says that its row shows how a form is to be filled in.
pub(crate) fn example_word(text: &str) -> bool {
    const BARE: [&str; 9] = ["例", "示例", "样例", "范例", "例如", "举例", "填写示例", "填表示例", "填写样例"];
    let bare = text.trim_matches(['(', ')', ':']);
    BARE.contains(&bare)
        || ["例:", "示例:", "样例:", "例如:", "(例)", "(示例)"].iter().any(|word| text.starts_with(word))
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
        let may_be = text.len() <= 40 && matches!(first(text), Some('共' | 't' | 'T' | 'g' | 'G' | 's' | 'S'));
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
        // A remark says of its record that a total has it, or lacks it: 暂不计入合计, 已列入总计.
        _ if ["计入", "纳入", "列入", "并入", "归入"].iter().any(|mark| word.contains(mark)) => return None,
        _ if word.ends_with("小计") && word.chars().count() <= 14 => (Total::Part, false),
        _ if (word.ends_with("合计") || word.ends_with("总计")) && word.chars().count() <= 16 => {
            (Total::Part, false)
        }
        _ => return None,
    })
}

/// Whether the cells of a row count the columns: 1 2 3 …, 甲 乙 1 2 …, or 栏次 and any numbers.
pub(crate) fn counts_columns(cells: impl Iterator<Item = String>) -> bool {
    let (mut expected, mut counted, mut said, mut letters) = (None, 0, false, 0);
    for cell in cells {
        let text = match_form(&cell);
        // 5=3+4 and (5)=(3)+(4) say how a column is computed.
        let text = text.split('=').next().unwrap_or_default().trim_matches(['(', ')', '栏', '次', '列']);
        said |= matches!(match_form(&cell).as_str(), "栏次" | "列次");
        // Columns of words come before those of numbers: 甲 乙 1 2, A B 1 2.
        if matches!(text, "甲" | "乙" | "丙" | "丁" | "戊" | "A" | "B" | "C" | "D" | "") {
            letters += usize::from(
                ["甲乙丙丁戊", "ABCD"]
                    .iter()
                    .any(|all| all.chars().nth(letters).map(String::from).as_deref() == Some(text)),
            );
            continue;
        }
        let Ok(number) = text.parse::<u32>() else { return false };
        if !said && expected.map_or(number > 1, |expected| number != expected) {
            return false;
        }
        (expected, counted) = (Some(number + 1), counted + 1);
    }
    counted
        >= if said {
            1
        } else if letters > 1 {
            2
        } else {
            3
        }
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

/// The level that the number of a row, or the beginning of its name, says that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// It says none.
    None,
    /// 一、, 第一部分, 甲, A, Ⅰ.
    Chapter,
    /// （一）.
    Section,
    /// 1, 1., 1、: which number it is.
    Number(u32),
    /// (1), 1), ①: which number it is.
    Item(u32),
    /// 1.1, 1-1: its numbers.
    Path(Vec<u32>),
    /// 2050202: a code of so many digits or more whose beginnings may be codes too.
    Code(String),
    /// A dash or a mark in place of a number; 其中.
    Mark,
}

impl Level {
    /// Whether the row below, which is of the other level, is the first part of this one.
    pub(crate) fn heads(&self, below: &Level) -> bool {
        match (self, below) {
            (Level::Chapter, Level::Section | Level::Number(1) | Level::Item(1))
            | (Level::Section, Level::Number(1) | Level::Item(1))
            | (Level::Number(_), Level::Item(1)) => true,
            (Level::Number(own), Level::Path(path)) => path.len() == 2 && *path == [*own, 1],
            (Level::Path(own), Level::Path(path)) => {
                path.len() == own.len() + 1 && path.starts_with(own) && path.last() == Some(&1)
            }
            (Level::Code(own), Level::Code(code)) => code.len() > own.len() && code.starts_with(own.as_str()),
            _ => false,
        }
    }
}

/// The level of a row by its number or the beginning of its name.
pub(crate) fn level(words: &str) -> Level {
    let indented = words.starts_with([' ', '\u{3000}']) && !words.trim().is_empty();
    let text = match_form(words);
    if indented
        || text.starts_with("其中")
        || text.starts_with(['-', '—', '#', '*', '·', '•']) && text.chars().count() > 1
    {
        return Level::Mark;
    }
    if ordinal(&text) {
        return if text.starts_with('(') { Level::Section } else { Level::Chapter };
    }
    let chapter = text.strip_prefix('第').is_some_and(|rest| rest.contains("部分") || rest.contains('章'));
    if chapter
        || matches!(
            text.trim_end_matches(['、', '.']),
            "甲" | "乙" | "丙" | "丁" | "A" | "B" | "C" | "D" | "I" | "II" | "III" | "IV"
        )
    {
        return Level::Chapter;
    }
    let inside = text.strip_prefix('(').unwrap_or(&text);
    let digits: String = inside.chars().take_while(char::is_ascii_digit).collect();
    let rest = &inside[digits.len()..];
    let Ok(number) = digits.parse::<u32>() else { return Level::None };
    if inside.len() < text.len() || rest.starts_with(')') {
        return if rest.starts_with(')') { Level::Item(number) } else { Level::None };
    }
    if rest.is_empty() && digits.len() >= 3 {
        return Level::Code(digits);
    }
    if rest.is_empty() || rest.starts_with(['、']) {
        return Level::Number(number);
    }
    let Some(after) = rest.strip_prefix(['.', '-']) else { return Level::None };
    let further: Vec<u32> = after
        .split(['.', '-'])
        .map_while(|part| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok().filter(|_| digits.len() <= 2)
        })
        .collect();
    if further.is_empty() { Level::Number(number) } else { Level::Path([vec![number], further].concat()) }
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
