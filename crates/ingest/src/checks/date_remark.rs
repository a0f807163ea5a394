//! A cell says more than a date, or less than a day.

use model::{Diagnostic, Rule, Said, Severity, Texts};

/// A date was read, but the cell says more than a date or less than a day.
pub static DATE_REMARK: Rule = Rule {
    code: "date-remark",
    severity: Severity::Warning,
    chinese: Texts {
        title: "日期带有其他内容",
        meaning: "单元格里除日期外还有文字，或者是一段时间，或者只到月份；日期已按所写读取。",
        example: "“2021-5-20履行中”按 2021-05-20 读取；“2021年6月底前”按 2021-06-30 读取，“6月上旬”按10日读取。",
        remedy: "日期列只填一个日期，说明文字另放一列。",
        words: &["“{found}”{what}，按 {kept} 读取。请只填一个日期，说明文字另放一列。"],
    },
    english: Texts {
        title: "A date with something else",
        meaning: "Besides a date the cell has other text, or it is a span of time, or it says no more than the month; the date was read as written.",
        example: "“2021-5-20履行中” was read as 2021-05-20, “2021年6月底前” as 2021-06-30, the first ten days (上旬) of a month as its 10th.",
        remedy: "Write only one date in the column and put remarks into another one.",
        words: &[
            "“{found}” {what}; it was read as {kept}. Please write only one date and put remarks into another column.",
        ],
    },
};

/// Says what was kept of a cell; `rest` is what stands behind the date.
pub(crate) fn problem(found: &str, kept: &str, rest: &str) -> Diagnostic {
    let range = rest.starts_with(['至', '到', '-', '—', '–', '~']);
    let what = match (range, rest.is_empty()) {
        (true, _) => Said::fixed("是一段时间，取开始的日期", "is a span of time, of which the beginning was taken"),
        (_, false) => Said::fixed("日期后面还有文字", "has more text behind the date"),
        _ => Said::fixed("没有写到日，取最后一天", "names no day, so the last one was taken"),
    };
    DATE_REMARK.problem().words("found", found).phrase("what", what).text("kept", Said::same(kept))
}
