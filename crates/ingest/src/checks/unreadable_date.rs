//! A cell is no date or month.

use model::{Rule, Severity};

/// A cell is no date or month.
pub static UNREADABLE_DATE: Rule = Rule {
    code: "unreadable-date",
    severity: Severity::Error,
    title: "日期无法识别",
    meaning: "日期或月份列里的内容不是日期，按空读取。",
    example: "日期列里写了“节后”。",
    remedy: "改填 2021-05-20 样式的日期。",
};
