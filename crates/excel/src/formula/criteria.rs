//! Tests of records: as criteria of SUMIFS and COUNTIFS, and as conditions within an array.

use super::Label;
use crate::number;
use crate::sheets::{DetailPart, DetailSheets};
use crate::words::word;
use model::document::DetailColumn;
use model::expr::{Bound, Criterion, Field, Selection, Sent, Span, Test, Value};
use model::ledger::Kind;
use model::{Date, Month};

/// A longer list of words is looked up and not compared one by one.
const MANY: usize = 6;

/// A test of one column of a detail sheet: what to write in either form.
pub(super) struct Tested {
    /// For SUMIFS: one list of criteria for each alternative; nothing where it cannot say it.
    pub(super) alternatives: Option<Vec<Vec<(String, String)>>>,
    /// Conditions to multiply within an array.
    pub(super) conditions: Vec<String>,
}

/// The tests of the month of the submission and of the record's own month; nothing where the
/// submission that holds is not known.
pub(super) fn times(plan: &DetailSheets, part: &DetailPart, selection: &Selection) -> Option<Vec<Tested>> {
    let sent = match selection.sent {
        Sent::Any => None,
        Sent::Every(span) => Some(span),
        Sent::Last { month, .. } => Some(Span { from: Some(month?), to: month? }),
    };
    let sent = sent.map(|months| span(&plan.reference(part, plan.sent()), months));
    let own = match &selection.periods {
        None => None,
        Some((id, months)) => Some(span(&plan.reference(part, plan.column(&Field::Own(id.clone()))?), *months)),
    };
    Some(own.into_iter().chain(sent).collect())
}

/// The months from one to another, in the cells of a column.
fn span(column: &str, span: Span) -> Tested {
    let date = |month: Month| format!("DATE({},{},1)", month.year(), month.month());
    let to = date(span.to);
    let (criteria, conditions) = match span.from.map(date) {
        Some(from) if from == to => (vec![(column.to_owned(), to.clone())], vec![format!("({column}={to})")]),
        Some(from) => (
            vec![(column.to_owned(), format!("\">=\"&{from}")), (column.to_owned(), format!("\"<=\"&{to}"))],
            vec![format!("({column}>={from})"), format!("({column}<={to})")],
        ),
        // An empty cell would pass as zero, but every record has a month.
        None => (vec![(column.to_owned(), format!("\"<=\"&{to}"))], vec![format!("({column}<={to})")]),
    };
    Tested { alternatives: Some(vec![criteria]), conditions }
}

/// A test of a column.
pub(super) fn test(
    plan: &DetailSheets,
    part: &DetailPart,
    criterion: &Criterion,
    label: Option<Label<'_>>,
) -> Option<Tested> {
    let at = plan.column(&criterion.field)?;
    let column = plan.detail.columns.get(at)?;
    let cells = plan.reference(part, at);
    let one = |criterion: String, condition: String| Tested {
        alternatives: Some(vec![vec![(cells.clone(), criterion)]]),
        conditions: vec![condition],
    };
    Some(match &criterion.test {
        Test::Set(true) => one("\"<>\"".to_owned(), format!("({cells}<>\"\")")),
        Test::Set(false) => one("\"=\"".to_owned(), format!("({cells}=\"\")")),
        Test::Time(value) => is(&operands(plan, part, at, &[Value::Stored(*value)], label)?),
        Test::Is(values) => is(&operands(plan, part, at, values, label)?),
        Test::Not(values) => not(&operands(plan, part, at, values, None)?),
        Test::Listed(listed) => self::listed(&cells, *listed, column.unlisted.as_deref()?),
        Test::Compare(side, Bound::Stored(value)) => {
            let operand = literal(column, *value)?;
            let sign = side.sign();
            let mut tested = one(joined(sign, &operand), format!("({cells}{sign}{operand})"));
            // In an array an empty cell counts as zero.
            tested.conditions.insert(0, format!("({cells}<>\"\")"));
            tested
        }
        Test::Compare(side, Bound::Field(other, days)) => {
            let other = plan.reference(part, plan.column(other)?);
            let sign = side.sign();
            let compared = match days {
                0 => format!("({cells}{sign}{other})"),
                1.. => format!("({cells}{sign}{other}+{days})"),
                _ => format!("({cells}{sign}{other}{days})"),
            };
            let conditions = vec![format!("({cells}<>\"\")"), format!("({other}<>\"\")"), compared];
            Tested { alternatives: None, conditions }
        }
    })
}

/// Whether an entity is listed: one that is not goes by one word.
fn listed(cells: &str, listed: bool, otherwise: &str) -> Tested {
    let criterion = |text: String| vec![(cells.to_owned(), text)];
    if listed {
        let both = [criterion("\"<>\"".to_owned()), criterion(format!("\"<>{otherwise}\""))].concat();
        let conditions = vec![format!("({cells}<>\"\")"), format!("({cells}<>\"{otherwise}\")")];
        return Tested { alternatives: Some(vec![both]), conditions };
    }
    Tested {
        alternatives: Some(vec![criterion("\"=\"".to_owned()), criterion(format!("\"{otherwise}\""))]),
        conditions: vec![format!("(({cells}=\"\")+({cells}=\"{otherwise}\"))")],
    }
}

/// A value with the cells that it is looked for in.
struct Operand {
    cells: String,
    /// As an expression: `"词"`, `5`, `DATE(2020,1,1)`, `$B4`.
    text: String,
}

/// The values of a test. A word that a criterion would read as a pattern, a number or another
/// word is looked for by its number.
fn operands(
    plan: &DetailSheets,
    part: &DetailPart,
    at: usize,
    values: &[Value],
    label: Option<Label<'_>>,
) -> Option<Vec<Operand>> {
    let column = plan.detail.columns.get(at)?;
    let operand = |value: &Value| {
        let Some(word) = word(column, value) else {
            let Value::Stored(stored) = value else { return None };
            return Some(Operand { cells: plan.reference(part, at), text: literal(column, *stored)? });
        };
        if plan.is_plain(at, word) {
            let cell = label.filter(|label| label.word == word).map(|label| label.cell.to_owned());
            let text = cell.unwrap_or_else(|| format!("\"{}\"", word.replace('"', "\"\"")));
            return Some(Operand { cells: plan.reference(part, at), text });
        }
        let text = number_of(column, value).map_or_else(|| "0".to_owned(), |number| number.to_string());
        Some(Operand { cells: plan.reference(part, plan.numbered(at)?), text })
    };
    values.iter().map(operand).collect()
}

fn is(operands: &[Operand]) -> Tested {
    let alternatives = operands.iter().map(|operand| vec![(operand.cells.clone(), operand.text.clone())]).collect();
    let equal = |operand: &Operand| format!("({}={})", operand.cells, operand.text);
    let condition = match operands {
        [] => "(1=0)".to_owned(),
        [one] => equal(one),
        [first, ..] if operands.len() > MANY && operands.iter().all(|operand| may_be_listed(operand, first)) => {
            let list: Vec<&str> = operands.iter().map(|operand| operand.text.as_str()).collect();
            format!("ISNUMBER(MATCH({},{{{}}},0))", first.cells, list.join(","))
        }
        many => format!("({})", many.iter().map(equal).collect::<Vec<_>>().join("+")),
    };
    Tested { alternatives: Some(alternatives), conditions: vec![condition] }
}

/// A list in braces takes words and numbers alone, all for the same cells.
fn may_be_listed(operand: &Operand, first: &Operand) -> bool {
    operand.cells == first.cells && operand.text.starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit())
}

fn not(operands: &[Operand]) -> Tested {
    let criteria = operands.iter().map(|operand| (operand.cells.clone(), joined("<>", &operand.text))).collect();
    let unequal = |operand: &Operand| format!("({}<>{})", operand.cells, operand.text);
    Tested { alternatives: Some(vec![criteria]), conditions: operands.iter().map(unequal).collect() }
}

/// A sign and an operand as a criterion: `">0"`, `">="&DATE(2020,1,1)`, `"<>词"`.
fn joined(sign: &str, operand: &str) -> String {
    match operand.strip_prefix('"') {
        Some(word) => format!("\"{sign}{word}"),
        None if operand.starts_with(|c: char| c.is_ascii_digit() || c == '-') => format!("\"{sign}{operand}\""),
        None => format!("\"{sign}\"&{operand}"),
    }
}

/// The number of a word in the column of numbers, from 1.
fn number_of(column: &DetailColumn, value: &Value) -> Option<usize> {
    let at = match value {
        Value::Word(word) => column.words.iter().position(|known| known.as_ref() == word)?,
        Value::Stored(value) => column.numbers.iter().position(|number| number == value)?,
    };
    Some(at + 1)
}

/// A stored number, day or month as a formula writes it.
fn literal(column: &DetailColumn, value: i64) -> Option<String> {
    let date = |date: Date| format!("DATE({},{},{})", date.year(), date.month(), date.day());
    match column.column.kind {
        Kind::Date => Date::from_days(value).map(date),
        Kind::Month => Month::from_index(value).map(|month| date(month.first_day())),
        Kind::Money => number::written(model::records::exact(&column.column, value), Kind::Money, None)
            .map(|number| number.to_string()),
        kind if kind.is_number() => Some(model::records::exact(&column.column, value).to_f64().to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_join_what_they_compare_with() {
        assert_eq!(joined(">", "0"), "\">0\"");
        assert_eq!(joined(">=", "DATE(2020,1,1)"), "\">=\"&DATE(2020,1,1)");
        assert_eq!(joined("<>", "\"词\""), "\"<>词\"");
    }
}
