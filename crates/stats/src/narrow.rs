//! Expressions for one row of a table.

use model::expr::{Criterion, Expr, Field, Of, Take, Test, Value};
use model::plan::Dimension;

/// The same expression about the records with one value of a dimension. What shares refer to, the
/// whole, stays the whole.
pub(crate) fn at_key(expr: &Expr, by: &Dimension, key: i64, test: Option<&Test>) -> Expr {
    expr.map_records(Of::Row, &|of, take, selection| {
        let own = Expr::Records(take.clone(), selection.clone());
        match (of, by) {
            (Of::Whole, _) => own,
            (Of::Row, Dimension::Parts { parts, .. }) => {
                let part = usize::try_from(key).ok().and_then(|at| parts.get(at));
                part.map_or(own, |part| Expr::Records(Take::Sum(Field::Own(part.clone())), selection.clone()))
            }
            (Of::Row, Dimension::Fields(fields)) => match fields.get(&selection.ledger).zip(test) {
                Some((field, test)) => {
                    let criterion = Criterion { field: field.clone(), test: test.clone() };
                    Expr::Records(take.clone(), selection.and([criterion]))
                }
                None => own,
            },
        }
    })
}

/// The same expression about the records with none of the values that are shown (其他). Counts and
/// sums of the parts add up to the whole; different values do not.
pub(crate) fn rest(expr: &Expr, by: &Dimension, shown: &[(i64, Option<Test>)]) -> Expr {
    expr.map_records(Of::Row, &|of, take, selection| {
        let own = Expr::Records(take.clone(), selection.clone());
        if of == Of::Whole {
            return own;
        }
        if take.adds_up() {
            let parts = shown.iter().map(|(key, test)| at_key(&own, by, *key, test.as_ref())).collect();
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
