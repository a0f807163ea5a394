//! Expressions in the words of a clerk.

use crate::catalogue::Catalogue;
use model::expr::{Bound, Criterion, Expr, Field, Of, Operand, Selection, Sent, Side, Span, Take, Test, Value};
use model::ledger::{Column, Kind};
use model::records::{Cells, told};
use model::time::months_chinese;
use model::{Month, ReportingTime, Said, say};

/// How an expression is computed, and the conditions on its records:
/// `“企业税收”的“税收合计”求和，2020年1—12月` and `是否高新技术企业 = 是；完成时限 早于2021年2月9日`.
/// `time` is that of the figure itself; operands at another time say theirs.
pub(crate) fn words(catalogue: &Catalogue, expr: &Expr, time: ReportingTime) -> [Said; 2] {
    match expr {
        Expr::Records(take, selection) => {
            [records(catalogue, take, selection), filter(catalogue, selection).unwrap_or_default()]
        }
        other => [Telling { catalogue, time }.telling(other), Said::default()],
    }
}

/// Words for the operations of one figure.
struct Telling<'a> {
    catalogue: &'a Catalogue,
    time: ReportingTime,
}

impl Telling<'_> {
    fn telling(&self, expr: &Expr) -> Said {
        let all = |exprs: &[Expr], sign: &str| Said::joined(exprs.iter().map(|expr| self.within(expr)), sign, sign);
        match expr {
            Expr::Records(take, selection) => {
                let records = records(self.catalogue, take, selection);
                match filter(self.catalogue, selection) {
                    Some(filter) => say!("{records}（{filter}）", "{records} ({filter})", records, filter),
                    None => records,
                }
            }
            Expr::Figure(operand, _) => self.operand(operand),
            Expr::Sum(operands) => all(operands, " + "),
            Expr::Difference(operands) => all(operands, " − "),
            Expr::Quotient(pair) => all(pair.as_slice(), " ÷ "),
            Expr::Base(inner) => self.within(inner),
            Expr::Elapsed(passed, of) => {
                say!("已过去的时间占全年的比重，{passed}÷{of}", "the part of the year that has passed, {passed} ÷ {of}")
            }
            Expr::Rank(own, _, side) => {
                let own = self.within(own);
                let first = match side {
                    Side::Above | Side::From => Said::fixed("从大到小", "largest first"),
                    Side::Below | Side::To => Said::fixed("从小到大", "smallest first"),
                };
                say!(
                    "{own}在表中各行里{first}的名次",
                    "the rank of {own} among the rows of the table, {first}",
                    own,
                    first
                )
            }
            Expr::Rest(whole, _) => {
                let whole = self.within(whole);
                say!("{whole}减去表中各行", "{whole} less the rows of the table", whole)
            }
            Expr::Series(points) => match points.iter().next_back() {
                Some((_, last)) => {
                    let (last, years) = (self.telling(last), points.len());
                    say!("{last}近{years}年的走势", "the course of {last} over the last {years} years", last)
                }
                None => Said::default(),
            },
            Expr::Balance(whole, parts) => {
                let (whole, parts) = (self.within(whole), all(parts, " + "));
                say!("{whole} 与 {parts} 之和对照", "{whole} compared with the sum {parts}", whole, parts)
            }
        }
    }

    /// An expression as a part of another one.
    fn within(&self, expr: &Expr) -> Said {
        let told = self.telling(expr);
        match expr {
            Expr::Sum(operands) | Expr::Difference(operands) if operands.len() > 1 => bracketed(&told),
            Expr::Quotient(_) | Expr::Balance(..) => bracketed(&told),
            Expr::Records(..)
            | Expr::Figure(..)
            | Expr::Sum(_)
            | Expr::Difference(_)
            | Expr::Base(_)
            | Expr::Elapsed(..)
            | Expr::Rank(..)
            | Expr::Rest(..)
            | Expr::Series(_) => told,
        }
    }

    fn operand(&self, operand: &Operand) -> Said {
        let title = &operand.title;
        let whole = match operand.of {
            Of::Row => Said::default(),
            Of::Whole => Said::fixed("的全部", " of the whole table"),
            Of::WholeRow => Said::fixed("的本行合计", " of the whole row"),
            Of::WholeColumn => Said::fixed("的本列合计", " of the whole column"),
        };
        let month = operand.time.month;
        let time = if month == self.time.month { Said::default() } else { say!("（{month}）", " ({month})", month) };
        say!("“{title}”{whole}{time}", "“{title}”{whole}{time}", whole, time)
    }
}

fn bracketed(said: &Said) -> Said {
    say!("（{said}）", "({said})", said)
}

/// A measure over records.
fn records(catalogue: &Catalogue, take: &Take, selection: &Selection) -> Said {
    let ledger = catalogue.title(&selection.ledger);
    let title = |field: &Field| catalogue.field_title(&selection.ledger, field);
    let span = span(selection);
    match take {
        Take::Count => say!("“{ledger}”的记录数，{span}", "the number of records in “{ledger}”, {span}", span),
        Take::Distinct(field) => say!(
            "“{ledger}”中不同“{of}”的个数，{span}",
            "the number of different “{of}” in “{ledger}”, {span}",
            of = title(field),
            span
        ),
        Take::Sum(field) => {
            say!("“{ledger}”的“{of}”求和，{span}", "the sum of “{of}” in “{ledger}”, {span}", of = title(field), span)
        }
        Take::Latest(field) => {
            say!("“{ledger}”的“{of}”最新值，{span}", "the latest “{of}” in “{ledger}”, {span}", of = title(field), span)
        }
        Take::Max(field) => say!(
            "“{ledger}”的“{of}”最大值，{span}",
            "the largest “{of}” in “{ledger}”, {span}",
            of = title(field),
            span
        ),
        Take::Min(field) => say!(
            "“{ledger}”的“{of}”最小值，{span}",
            "the smallest “{of}” in “{ledger}”, {span}",
            of = title(field),
            span
        ),
        Take::Percentile(field, 50) => say!(
            "“{ledger}”的“{of}”中位数，{span}",
            "the median of “{of}” in “{ledger}”, {span}",
            of = title(field),
            span
        ),
        Take::Percentile(field, at) => say!(
            "“{ledger}”的“{of}”第{at}百分位数，{span}",
            "percentile {at} of “{of}” in “{ledger}”, {span}",
            of = title(field),
            span
        ),
        Take::Products(one, other) => say!(
            "“{ledger}”的“{one}”乘以“{other}”求和，{span}",
            "the sum of “{one}” times “{other}” in “{ledger}”, {span}",
            one = title(one),
            other = title(other),
            span
        ),
    }
}

/// The months or the submission that records are taken from.
fn span(selection: &Selection) -> Said {
    let periods = selection.periods.as_ref().map(|(_, span)| months(*span));
    let sent = match selection.sent {
        Sent::Any => None,
        Sent::Every(span) => Some(months(span)),
        Sent::Last { month, as_of } => {
            let sent = match month {
                Some(month) => say!("{month}报送", "sent for {month}", month),
                None => Said::fixed("无报送", "nothing was sent"),
            };
            Some(say!("截至{as_of}（{sent}）", "as of {as_of} ({sent})", as_of, sent))
        }
    };
    Said::joined(periods.into_iter().chain(sent), "，", ", ")
}

fn months(span: Span) -> Said {
    let to = span.to;
    match span.from {
        Some(from) if from == to => say!("{to}", "{to}", to),
        Some(from) => Said::new(months_chinese(from, to), format!("{from} to {to}")),
        None => say!("截至{to}的全部月份", "all months up to {to}", to),
    }
}

/// The conditions of a selection; nothing where there are none.
fn filter(catalogue: &Catalogue, selection: &Selection) -> Option<Said> {
    let mut parts: Vec<(&Field, Said)> = Vec::new();
    for Criterion { field, test } in &selection.criteria {
        let words = test_words(catalogue, &selection.ledger, field, test);
        match parts.last_mut().filter(|(last, _)| *last == field) {
            Some((_, last)) => *last = say!("{last}且{words}", "{last} and {words}", last = &*last, words),
            None => parts.push((field, words)),
        }
    }
    let part = |(field, words): (&Field, Said)| match field {
        Field::Changed(kinds) => {
            let kinds = crate::catalogue::either(kinds);
            say!("与上次报送相比{kinds}", "{kinds} since the submission before", kinds)
        }
        field => {
            let title = catalogue.field_title(&selection.ledger, field);
            say!("{title} {words}", "{title} {words}", title, words)
        }
    };
    (!parts.is_empty()).then(|| Said::joined(parts.into_iter().map(part), "；", "; "))
}

fn test_words(catalogue: &Catalogue, ledger: &str, field: &Field, test: &Test) -> Said {
    let column = catalogue.column(ledger, field);
    let list = |values: &[Value]| Said::list(values.iter().map(|value| value_words(column, value)));
    match test {
        Test::Time(value) => {
            let value = value_words(column, &Value::Stored(*value));
            say!("= {value}", "= {value}", value)
        }
        Test::Is(values) if values.len() == 1 => say!("= {list}", "= {list}", list = list(values)),
        Test::Is(values) => say!("为{list}之一", "is one of {list}", list = list(values)),
        Test::Not(values) if values.len() == 1 => say!("不为{list}", "is not {list}", list = list(values)),
        Test::Not(values) => say!("不为{list}", "is none of {list}", list = list(values)),
        Test::Set(true) => Said::fixed("已填", "is filled in"),
        Test::Set(false) => Said::fixed("未填", "is empty"),
        Test::Listed(true) => Said::fixed("已登记", "is on the list"),
        Test::Listed(false) => Said::fixed("未登记", "is not on the list"),
        Test::Compare(side, bound) => {
            let timed = column.is_some_and(|column| matches!(column.kind, Kind::Date | Kind::Month));
            let bound = match bound {
                Bound::Stored(value) => value_words(column, &Value::Stored(*value)),
                Bound::Field(other, days) => days_from(&catalogue.field_title(ledger, other), *days),
            };
            let side = side_words(*side, timed);
            say!("{side}{bound}", "{side} {bound}", side, bound)
        }
    }
}

/// Another column, or so many days after or before it.
fn days_from(title: &Said, days: i64) -> Said {
    let count = days.unsigned_abs();
    match days {
        0 => say!("“{title}”", "“{title}”", title),
        1 => say!("“{title}”后{count}日", "{count} day after “{title}”", title),
        2.. => say!("“{title}”后{count}日", "{count} days after “{title}”", title),
        -1 => say!("“{title}”前{count}日", "{count} day before “{title}”", title),
        _ => say!("“{title}”前{count}日", "{count} days before “{title}”", title),
    }
}

fn side_words(side: Side, timed: bool) -> Said {
    match (side, timed) {
        (Side::Above, false) => Said::fixed("大于", "is above"),
        (Side::Above, true) => Said::fixed("晚于", "is after"),
        (Side::Below, false) => Said::fixed("小于", "is below"),
        (Side::Below, true) => Said::fixed("早于", "is before"),
        (Side::From, false) => Said::fixed("不小于", "is not below"),
        (Side::From, true) => Said::fixed("不早于", "is not before"),
        (Side::To, false) => Said::fixed("不大于", "is not above"),
        (Side::To, true) => Said::fixed("不晚于", "is not after"),
    }
}

/// A value as a test names it; numbers in the column's unit.
fn value_words(column: Option<&Column>, value: &Value) -> Said {
    match (value, column) {
        (Value::Word(word), _) => Said::same(word),
        (Value::Stored(value), Some(column)) => match column.kind {
            Kind::Date => model::Date::from_days(*value).map_or_else(Said::default, |day| say!("{day}", "{day}", day)),
            Kind::Month => {
                Month::from_index(*value).map_or_else(Said::default, |month| say!("{month}", "{month}", month))
            }
            Kind::Boolean if *value == 0 => Said::fixed("否", "no"),
            Kind::Boolean => Said::fixed("是", "yes"),
            _ => Said::same(told(column, &Cells::default(), *value).unwrap_or_default()),
        },
        (Value::Stored(value), None) => Said::same(value.to_string()),
    }
}
