//! A cell says more than a date, or less than a day.

use model::{Diagnostic, Rule, Severity};

/// A date was read, but the cell says more than a date or less than a day.
pub static DATE_REMARK: Rule = Rule {
    code: "date-remark",
    severity: Severity::Warning,
    title: "日期带有其他内容",
    meaning: "单元格里除日期外还有文字，或者是一段时间，或者只到月份；日期已按所写读取。",
    example: "“2021-5-20履行中”按 2021-05-20 读取；“2021年6月底前”按 2021-06-30 读取。",
    remedy: "日期列只填一个日期，说明文字另放一列。",
    words: &["“{found}”{what}，按 {kept} 读取。请只填一个日期，说明文字另放一列。"],
};

/// Says what was kept of a cell; `rest` is what stands behind the date.
pub(crate) fn problem(found: &str, kept: &str, rest: &str) -> Diagnostic {
    let range = rest.starts_with(['至', '到', '-', '—', '–', '~']);
    let what = match (range, rest.is_empty()) {
        (true, _) => "是一段时间，取开始的日期",
        (_, false) => "日期后面还有文字",
        _ => "没有写到日，取最后一天",
    };
    DATE_REMARK.problem().words("found", found).phrase("what", what).text("kept", kept)
}
