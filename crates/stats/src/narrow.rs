//! Expressions for one row of a table.

use model::expr::{Axis, Criterion, Expr, Field, Of, Take, Test, Value};
use model::plan::Dimension;

/// The same expression about the records with one value of a dimension. What shares refer to, the
/// whole, stays the whole.
pub(crate) fn at_key(expr: &Expr, axis: Axis, by: &Dimension, (key, test): (i64, Option<&Test>)) -> Expr {
    expr.map_records(Of::Row, &|of, take, selection| {
        let own = Expr::Records(take.clone(), selection.clone());
        match by {
            _ if of.stays(axis) => own,
            Dimension::Parts { parts, .. } => {
                let part = usize::try_from(key).ok().and_then(|at| parts.get(at));
                part.map_or(own, |part| Expr::Records(Take::Sum(Field::Own(part.clone())), selection.clone()))
            }
            Dimension::Fields(fields) => match fields.get(&selection.ledger).zip(test) {
                Some((field, test)) => {
                    let criterion = Criterion { field: field.clone(), test: test.clone() };
                    Expr::Records(take.clone(), selection.and([criterion]))
                }
                None => own,
            },
        }
    })
}

/// More rows than these have places without a formula: each would name all others.
const MOST_RANKED: usize = 200;

/// The numbers that places are told by, each with the rows that have one.
pub(crate) type Ranked<'a> = Vec<(&'a Expr, Vec<(i64, Option<Test>)>)>;

/// The same expression about a row of a table, where its place among all rows is settled.
pub(crate) fn at_row(expr: &Expr, by: &Dimension, row: (i64, Option<&Test>), rows: &Ranked) -> Expr {
    match expr {
        Expr::Rank(own, _, side) => {
            let rows = rows.iter().find(|(ranked, _)| *ranked == own.as_ref()).map_or([].as_slice(), |(_, rows)| rows);
            let ranked = rows.iter().filter(|_| rows.len() <= MOST_RANKED);
            let all = ranked.map(|(key, test)| at_key(own, Axis::Down, by, (*key, test.as_ref()))).collect();
            Expr::Rank(Box::new(at_key(own, Axis::Down, by, row)), all, *side)
        }
        Expr::Figure(operand, inner) if operand.of == Of::Row => {
            Expr::Figure(operand.clone(), Box::new(at_row(inner, by, row, rows)))
        }
        Expr::Records(..) | Expr::Figure(..) => at_key(expr, Axis::Down, by, row),
        other => other.with(&|operand| at_row(operand, by, row, rows)),
    }
}

/// The same expression about the records with none of the values that are shown (其他). Counts and
/// sums of the parts add up to the whole; different values do not.
pub(crate) fn rest(expr: &Expr, by: &Dimension, shown: &[(i64, Option<Test>)]) -> Expr {
    expr.map_records(Of::Row, &|of, take, selection| {
        let own = Expr::Records(take.clone(), selection.clone());
        if of.stays(Axis::Down) {
            return own;
        }
        if take.adds_up() {
            let parts = shown.iter().map(|(key, test)| at_key(&own, Axis::Down, by, (*key, test.as_ref()))).collect();
            return Expr::Rest(Box::new(own), parts);
        }
        match by.field(&selection.ledger) {
            Some(field) => Expr::Records(take.clone(), selection.and(without(field, shown))),
            None => own,
        }
    })
}

/// None of the values that are shown.
fn without(field: &Field, shown: &[(i64, Option<Test>)]) -> Vec<Criterion> {
    let values = shown.iter().filter_map(|(_, test)| match test {
        Some(Test::Is(values)) => Some(values.iter().cloned()),
        _ => None,
    });
    let values: Vec<Value> = values.flatten().collect();
    let mut criteria = vec![Criterion { field: field.clone(), test: Test::Not(values) }];
    if shown.iter().any(|(_, test)| *test == Some(Test::Set(false))) {
        criteria.push(Criterion { field: field.clone(), test: Test::Set(true) });
    }
    criteria
}
