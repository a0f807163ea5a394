//! Expressions in the words of a clerk.

use crate::catalogue::Catalogue;
use model::expr::{Bound, Criterion, Expr, Field, Of, Operand, Selection, Sent, Side, Span, Take, Test, Value};
use model::ledger::{Column, Kind};
use model::records::{Cells, told};
use model::time::months_chinese;
use model::{Month, ReportingTime};

/// How an expression is computed, and the conditions on its records:
/// `“企业税收”的“税收合计”求和，2020年1—12月` and `是否高新技术企业 = 是；完成时限 早于2021年2月9日`.
/// `time` is that of the figure itself; operands at another time say theirs.
pub(crate) fn words(catalogue: &Catalogue, expr: &Expr, time: ReportingTime) -> [String; 2] {
    match expr {
        Expr::Records(take, selection) => [records(catalogue, take, selection), filter(catalogue, selection)],
        other => [Telling { catalogue, time }.telling(other), String::new()],
    }
}

/// Words for the operations of one figure.
struct Telling<'a> {
    catalogue: &'a Catalogue,
    time: ReportingTime,
}

impl Telling<'_> {
    fn telling(&self, expr: &Expr) -> String {
        let all =
            |exprs: &[Expr], sign: &str| exprs.iter().map(|expr| self.within(expr)).collect::<Vec<_>>().join(sign);
        match expr {
            Expr::Records(take, selection) => {
                let filter = filter(self.catalogue, selection);
                let filter = if filter.is_empty() { filter } else { format!("（{filter}）") };
                format!("{}{filter}", records(self.catalogue, take, selection))
            }
            Expr::Figure(operand, _) => self.operand(operand),
            Expr::Sum(operands) => all(operands, " + "),
            Expr::Difference(operands) => all(operands, " − "),
            Expr::Quotient(pair) => all(pair.as_slice(), " ÷ "),
            Expr::Base(inner) => self.within(inner),
            Expr::Elapsed(passed, of) => format!("已过去的时间占全年的比重，{passed}÷{of}"),
            Expr::Rank(own, _, side) => {
                let first = match side {
                    Side::Above | Side::From => "从大到小",
                    Side::Below | Side::To => "从小到大",
                };
                format!("{}在表中各行里{first}的名次", self.within(own))
            }
            Expr::Rest(whole, _) => format!("{}减去表中各行", self.within(whole)),
            Expr::Series(points) => match points.iter().next_back() {
                Some((_, last)) => format!("{}近{}年的走势", self.telling(last), points.len()),
                None => String::new(),
            },
            Expr::Balance(whole, parts) => format!("{} 与 {} 之和对照", self.within(whole), all(parts, " + ")),
        }
    }

    /// An expression as a part of another one.
    fn within(&self, expr: &Expr) -> String {
        match expr {
            Expr::Sum(operands) | Expr::Difference(operands) if operands.len() > 1 => {
                format!("（{}）", self.telling(expr))
            }
            Expr::Quotient(_) | Expr::Balance(..) => format!("（{}）", self.telling(expr)),
            Expr::Records(..)
            | Expr::Figure(..)
            | Expr::Sum(_)
            | Expr::Difference(_)
            | Expr::Base(_)
            | Expr::Elapsed(..)
            | Expr::Rank(..)
            | Expr::Rest(..)
            | Expr::Series(_) => self.telling(expr),
        }
    }

    fn operand(&self, operand: &Operand) -> String {
        let whole = match operand.of {
            Of::Row => "",
            Of::Whole => "的全部",
            Of::WholeRow => "的本行合计",
            Of::WholeColumn => "的本列合计",
        };
        let time = if operand.time.month == self.time.month {
            String::new()
        } else {
            format!("（{}）", operand.time.month.chinese())
        };
        format!("“{}”{whole}{time}", operand.title)
    }
}

/// A measure over records.
fn records(catalogue: &Catalogue, take: &Take, selection: &Selection) -> String {
    let ledger = format!("“{}”", catalogue.title(&selection.ledger));
    let title = |field: &Field| catalogue.field_title(&selection.ledger, field);
    let span = span(selection);
    match take {
        Take::Count => format!("{ledger}的记录数，{span}"),
        Take::Distinct(field) => format!("{ledger}中不同“{}”的个数，{span}", title(field)),
        Take::Sum(field) => format!("{ledger}的“{}”求和，{span}", title(field)),
        Take::Latest(field) => format!("{ledger}的“{}”最新值，{span}", title(field)),
        Take::Max(field) => format!("{ledger}的“{}”最大值，{span}", title(field)),
        Take::Min(field) => format!("{ledger}的“{}”最小值，{span}", title(field)),
        Take::Percentile(field, 50) => format!("{ledger}的“{}”中位数，{span}", title(field)),
        Take::Percentile(field, at) => format!("{ledger}的“{}”第{at}百分位数，{span}", title(field)),
        Take::Products(one, other) => format!("{ledger}的“{}”乘以“{}”求和，{span}", title(one), title(other)),
    }
}

/// The months or the submission that records are taken from.
fn span(selection: &Selection) -> String {
    let months = |span: &Span| match span.from {
        Some(from) => months_chinese(from, span.to),
        None => format!("截至{}的全部月份", span.to.chinese()),
    };
    let periods = selection.periods.as_ref().map(|(_, span)| months(span));
    let sent = match selection.sent {
        Sent::Any => None,
        Sent::Every(span) => Some(months(&span)),
        Sent::Last { month, as_of } => {
            let sent = month.map_or_else(|| "无报送".to_owned(), |month| format!("{}报送", month.chinese()));
            Some(format!("截至{}（{sent}）", as_of.chinese()))
        }
    };
    periods.into_iter().chain(sent).collect::<Vec<_>>().join("，")
}

/// The conditions of a selection; empty where there are none.
fn filter(catalogue: &Catalogue, selection: &Selection) -> String {
    let mut parts: Vec<(&Field, String)> = Vec::new();
    for Criterion { field, test } in &selection.criteria {
        let words = test_words(catalogue, &selection.ledger, field, test);
        match parts.last_mut().filter(|(last, _)| *last == field) {
            Some((_, last)) => *last = format!("{last}且{words}"),
            None => parts.push((field, words)),
        }
    }
    let part = |(field, words): (&Field, String)| match field {
        Field::Changed(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.chinese()).collect();
            format!("与上次报送相比{}", kinds.join("或"))
        }
        field => format!("{} {words}", catalogue.field_title(&selection.ledger, field)),
    };
    parts.into_iter().map(part).collect::<Vec<_>>().join("；")
}

fn test_words(catalogue: &Catalogue, ledger: &str, field: &Field, test: &Test) -> String {
    let column = catalogue.column(ledger, field);
    let list = |values: &[Value]| values.iter().map(|value| value_words(column, value)).collect::<Vec<_>>().join("、");
    match test {
        Test::Time(value) => format!("= {}", value_words(column, &Value::Stored(*value))),
        Test::Is(values) if values.len() == 1 => format!("= {}", list(values)),
        Test::Is(values) => format!("为{}之一", list(values)),
        Test::Not(values) => format!("不为{}", list(values)),
        Test::Set(true) => "已填".to_owned(),
        Test::Set(false) => "未填".to_owned(),
        Test::Listed(true) => "已登记".to_owned(),
        Test::Listed(false) => "未登记".to_owned(),
        Test::Compare(side, bound) => {
            let timed = column.is_some_and(|column| matches!(column.kind, Kind::Date | Kind::Month));
            let bound = match bound {
                Bound::Stored(value) => value_words(column, &Value::Stored(*value)),
                Bound::Field(other, days) => {
                    let days = match days {
                        0 => String::new(),
                        1.. => format!("后{days}日"),
                        _ => format!("前{}日", days.unsigned_abs()),
                    };
                    format!("“{}”{days}", catalogue.field_title(ledger, other))
                }
            };
            format!("{}{bound}", side_words(*side, timed))
        }
    }
}

fn side_words(side: Side, timed: bool) -> &'static str {
    match (side, timed) {
        (Side::Above, false) => "大于",
        (Side::Above, true) => "晚于",
        (Side::Below, false) => "小于",
        (Side::Below, true) => "早于",
        (Side::From, false) => "不小于",
        (Side::From, true) => "不早于",
        (Side::To, false) => "不大于",
        (Side::To, true) => "不晚于",
    }
}

/// A value as a test names it; numbers in the column's unit.
fn value_words(column: Option<&Column>, value: &Value) -> String {
    match (value, column) {
        (Value::Word(word), _) => word.clone(),
        (Value::Stored(value), Some(column)) if column.kind == Kind::Date => {
            model::Date::from_days(*value).map_or_else(String::new, model::Date::chinese)
        }
        (Value::Stored(value), Some(column)) if column.kind == Kind::Month => {
            Month::from_index(*value).map_or_else(String::new, Month::chinese)
        }
        (Value::Stored(value), Some(column)) => told(column, &Cells::default(), *value).unwrap_or_default(),
        (Value::Stored(value), None) => value.to_string(),
    }
}
