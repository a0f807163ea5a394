//! A cell says more than a date, or less than a day.

use super::unreadable_date::UNREADABLE_DATE;
use crate::grid::{Book, Raw};
use crate::text::quoted;
use crate::value::date::{Civil, Found};
use crate::value::{Finding, Taken, Value, shown, stored};
use model::ledger::Kind;
use model::{Date, Month, Rule, Severity};

/// A date was read, but the cell says more than a date or less than a day.
pub static DATE_REMARK: Rule = Rule {
    code: "date-remark",
    severity: Severity::Warning,
    title: "日期带有其他内容",
    meaning: "单元格里除日期外还有文字，或者是一段时间，或者只到月份；日期已按所写读取。",
    example: "“2021-5-20履行中”按 2021-05-20 读取；“2021年6月底前”按 2021-06-30 读取。",
    remedy: "日期列只填一个日期，说明文字另放一列。",
};

/// A day or a month, and what is to be said about it.
pub(crate) fn judge(found: Found, raw: Raw, book: &Book, kind: Kind) -> Taken {
    let month = kind == Kind::Month;
    let text = || quoted(&shown(raw, book));
    let civil = match found {
        Found::Date(civil) => civil,
        Found::Open => return (Value::Null, None),
        Found::Unreadable => {
            let example = if month { "2020年12月" } else { "2021-05-20" };
            let message = format!(
                "应为{}，实为“{}”，按空读取。请改填 {example} 样式的{}。",
                kind.chinese(),
                text(),
                kind.chinese()
            );
            return (Value::Null, Finding::new(&UNREADABLE_DATE, message));
        }
    };
    if month {
        let Some(month) = Month::new(civil.year, civil.month.unwrap_or(12)) else { return (Value::Null, None) };
        let finding = if civil.rest.is_empty() { None } else { remark(&text(), &month.to_string(), &civil) };
        return (stored(month.index()), finding);
    }
    let last = || Month::new(civil.year, civil.month.unwrap_or(12)).map(Month::last_day);
    let date = civil.day.and_then(|day| Date::new(civil.year, civil.month?, day)).or_else(last);
    let Some(date) = date else { return (Value::Null, None) };
    let clean = civil.rest.is_empty() && civil.day.is_some();
    let finding = if clean { None } else { remark(&text(), &date.to_string(), &civil) };
    (stored(date.days()), finding)
}

fn remark(text: &str, kept: &str, civil: &Civil) -> Option<Finding> {
    let range = civil.rest.starts_with(['至', '到', '-', '—', '–', '~']);
    let what = match (range, civil.rest.is_empty()) {
        (true, _) => "是一段时间，取开始的日期",
        (_, false) => "日期后面还有文字",
        _ => "没有写到日，取最后一天",
    };
    Finding::new(&DATE_REMARK, format!("“{text}”{what}，按 {kept} 读取。请只填一个日期，说明文字另放一列。"))
}
