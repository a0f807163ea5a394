//! Measures over records: SUMIFS and COUNTIFS where they can say it, arrays where they cannot.

use super::criteria::{self, Tested};
use super::{Bond, Label, Part, Reason};
use crate::sheets::{DetailPart, DetailSheets};
use model::Exact;
use model::expr::{Field, Selection, Take};
use model::ledger::Kind;

/// More alternatives than these are summed in one array.
const MAX_ALTERNATIVES: usize = 12;

/// A measure over the records of the detail sheets of its ledger.
pub(super) fn part(
    details: &[DetailSheets],
    take: &Take,
    selection: &Selection,
    label: Option<Label<'_>>,
) -> Result<Part, Reason> {
    let plan = details.iter().find(|plan| plan.detail.ledger == selection.ledger);
    let plan = plan.ok_or("这个台账的明细不在本工作簿里")?;
    if !take.adds_up() && plan.parts.len() > 1 {
        return Err("记录分在几张工作表上，不能用一个公式数出".to_owned());
    }
    if matches!(take, Take::Latest(_)) && !plan.in_order() {
        return Err("明细不按月份先后排列，不能用一个公式取最新值".to_owned());
    }
    let mut texts = Vec::new();
    let mut array = false;
    for part in &plan.parts {
        let (text, is_array) = over(plan, part, (take, selection), label).ok_or("明细里没有公式要用的列")?;
        array |= is_array;
        texts.extend(text);
    }
    let money = |field: &Field| {
        plan.column(field)
            .and_then(|at| plan.detail.columns.get(at))
            .is_some_and(|column| column.column.kind == Kind::Money)
    };
    // Money stands in 元 on a detail sheet, and an expression is in 分.
    let scale = match take {
        Take::Count | Take::Distinct(_) => Exact::integer(1),
        Take::Sum(_) | Take::Latest(_) | Take::Max(_) | Take::Min(_) | Take::Percentile(..) | Take::Products(..) => {
            let factors = take.fields().filter(|field| money(field)).count();
            Exact::integer(100_i128.pow(u32::try_from(factors).unwrap_or(0)))
        }
    };
    let bond = if texts.len() > 1 { Bond::Sum } else { Bond::One };
    Ok(Part { text: texts.join("+"), bond, scale, array, fails: take.needs_a_value() })
}

/// The terms of one detail sheet, and whether they must be marked as an array.
fn over(
    plan: &DetailSheets,
    part: &DetailPart,
    (take, selection): (&Take, &Selection),
    label: Option<Label<'_>>,
) -> Option<(Vec<String>, bool)> {
    let mut tested = criteria::times(plan, part, selection)?;
    for criterion in &selection.criteria {
        tested.push(criteria::test(plan, part, criterion, label)?);
    }
    let mut conditions: Vec<&str> = Vec::new();
    for condition in tested.iter().flat_map(|test| &test.conditions) {
        // Both ends of a range demand that the cell is filled in.
        if !conditions.contains(&condition.as_str()) {
            conditions.push(condition);
        }
    }
    let cells = |field: &Field| Some(plan.reference(part, plan.column(field)?));
    match take {
        Take::Distinct(field) => {
            let at = plan.column(field)?;
            let numbers = plan.reference(part, plan.numbered(at).unwrap_or(at));
            // Without any number some programs give an error for the frequencies of nothing.
            let filled = format!("({numbers}<>\"\")");
            let any = match alternatives(&tested) {
                Some(alternatives) => {
                    alternatives.iter().map(|criteria| counted(criteria, &numbers)).collect::<Vec<_>>()
                }
                None => vec![format!("SUM({}*{filled})", conditions.join("*"))],
            };
            let values = match conditions.as_slice() {
                [] => numbers.clone(),
                // What does not fit becomes a text, which is not counted; FALSE would be zero to
                // some programs.
                _ => format!("IF({},{numbers},\"\")", conditions.join("*")),
            };
            let distinct = format!("SUM(--(FREQUENCY({values},{numbers})>0))");
            Some((vec![format!("IF({}=0,0,{distinct})", any.join("+"))], true))
        }
        Take::Latest(field) => {
            let values = cells(field)?;
            let filled = format!("({values}<>\"\")");
            let fits: Vec<&str> = conditions.iter().copied().chain([filled.as_str()]).collect();
            // Every record that fits gives 1, all others an error; 2 is found nowhere, so that
            // the last number is taken.
            Some((vec![format!("LOOKUP(2,1/({}),{values})", fits.join("*"))], true))
        }
        Take::Max(field) => Some((vec![of_values("MAX", "", &cells(field)?, &conditions)], true)),
        Take::Min(field) => Some((vec![of_values("MIN", "", &cells(field)?, &conditions)], true)),
        Take::Percentile(field, at) => {
            let at = format!(",{}", Exact::scaled(i64::from(*at), 2));
            Some((vec![of_values("PERCENTILE", &at, &cells(field)?, &conditions)], true))
        }
        Take::Products(one, other) => {
            let factors = format!("{},{}", cells(one)?, cells(other)?);
            let text = match conditions.as_slice() {
                [] => format!("SUMPRODUCT({factors})"),
                [condition] => format!("SUMPRODUCT(--{condition},{factors})"),
                many => format!("SUMPRODUCT({},{factors})", many.join("*")),
            };
            Some((vec![text], false))
        }
        Take::Sum(field) => Some((sums(Some(&cells(field)?), plan, part, &tested, &conditions), false)),
        Take::Count => Some((sums(None, plan, part, &tested, &conditions), false)),
    }
}

/// A function of the numbers of the records that fit, such as the largest; an error where none has
/// one, since some functions give zero then. `more` are the function's other arguments.
fn of_values(function: &str, more: &str, values: &str, conditions: &[&str]) -> String {
    let filled = format!("({values}<>\"\")");
    let fits = conditions.iter().copied().chain([filled.as_str()]).collect::<Vec<_>>().join("*");
    format!("IF(SUM(--({fits}>0))=0,NA(),{function}(IF({fits}>0,{values},\"\"){more}))")
}

/// The sum of a column, or the number of records, one term for each alternative.
fn sums(
    column: Option<&str>,
    plan: &DetailSheets,
    part: &DetailPart,
    tested: &[Tested],
    conditions: &[&str],
) -> Vec<String> {
    let Some(alternatives) = alternatives(tested) else {
        let fits = match conditions {
            [one] => format!("--{one}"),
            many => many.join("*"),
        };
        return vec![
            column.map_or_else(|| format!("SUMPRODUCT({fits})"), |column| format!("SUMPRODUCT({fits},{column})")),
        ];
    };
    let term = |criteria: &Vec<(String, String)>| {
        let pairs: Vec<String> = criteria.iter().map(|(cells, criterion)| format!("{cells},{criterion}")).collect();
        match (column, pairs.is_empty()) {
            (Some(column), true) => format!("SUM({column})"),
            (Some(column), false) => format!("SUMIFS({column},{})", pairs.join(",")),
            (None, true) => format!("COUNTA({})", plan.reference(part, plan.sent())),
            (None, false) => format!("COUNTIFS({})", pairs.join(",")),
        }
    };
    if alternatives.is_empty() { vec!["0".to_owned()] } else { alternatives.iter().map(term).collect() }
}

/// How many records pass the criteria and have a number.
fn counted(criteria: &[(String, String)], numbers: &str) -> String {
    let pairs = criteria.iter().map(|(cells, criterion)| format!("{cells},{criterion},"));
    format!("COUNTIFS({}{numbers},\"<>\")", pairs.collect::<String>())
}

/// Every way of passing all tests, each a list of criteria; nothing where criteria cannot say it
/// or where there are too many.
fn alternatives(tested: &[Tested]) -> Option<Vec<Vec<(String, String)>>> {
    let mut all: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for test in tested {
        let more = test.alternatives.as_ref()?;
        all = all.iter().flat_map(|known| more.iter().map(move |more| [known.as_slice(), more].concat())).collect();
        if all.len() > MAX_ALTERNATIVES {
            return None;
        }
    }
    Some(all)
}
