//! The values of measures from the answers of another engine.

use crate::answers::Answers;
use crate::sources::{Sources, View};
use crate::values::{Values, of_none};
use model::figure::Missing;
use model::ledger::Kind;
use model::plan::Dimension;
use model::query::{AnsweredRow, Query};
use model::records::NULL;
use model::{Date, Exact, Month};
use std::collections::BTreeMap;

/// The values of a measure as another engine computed them, in place of what would be computed here.
pub(crate) fn values(answers: &Answers, sources: &Sources, query: &Query) -> Values {
    answered(answers, sources, query).unwrap_or_else(|| {
        answers.lacks(&query.id);
        Values::whole(Err(Missing::NoRecord))
    })
}

fn answered(answers: &Answers, sources: &Sources, query: &Query) -> Option<Values> {
    let rows = answers.rows(&query.id)?;
    let mut wholes = rows.iter().filter(|(row, _)| *row == AnsweredRow::Whole).map(|(_, value)| value);
    // The same query answered twice would be two numbers for one.
    let (Some(whole), None) = (wholes.next(), wholes.next()) else { return None };
    let Some(by) = &query.by else {
        return Some(Values::whole(known(whole)?));
    };
    if let Err(missing) = whole {
        return Some(Values::whole(Err(missing.clone())));
    }
    let mut values = BTreeMap::new();
    for (row, value) in rows.iter().filter(|(row, _)| *row != AnsweredRow::Whole) {
        let key = key(sources, query, by, row)?;
        if values.insert(key, known(value)?).is_some() {
            return None;
        }
    }
    let other = match by {
        Dimension::Fields(_) => of_none(&query.take, &query.selection),
        Dimension::Parts { .. } => Err(Missing::NoRecord),
    };
    Some(Values { rows: values, other })
}

/// A value or the reason why there is none; nothing where neither is said.
fn known(value: &Result<Option<Exact>, Missing>) -> Option<Result<Exact, Missing>> {
    match value {
        Ok(value) => value.map(Ok),
        Err(missing) => Some(Err(missing.clone())),
    }
}

/// The value of a dimension that a row is about, as it is stored here; nothing where no record has it.
fn key(sources: &Sources, query: &Query, by: &Dimension, row: &AnsweredRow) -> Option<i64> {
    let word = match row {
        AnsweredRow::Value(word) => word.as_str(),
        AnsweredRow::Empty => return Some(NULL),
        AnsweredRow::Whole => return None,
    };
    let Dimension::Fields(_) = by else { return word.parse().ok() };
    let ledger = &query.selection.ledger;
    match sources.view(ledger, by.field(ledger)?)? {
        View::Column { column, cells, .. } | View::Joined { column, cells, .. } => match column.kind {
            Kind::Text | Kind::CreditCode | Kind::Status => cells.number(word),
            Kind::Date => word.parse().ok().map(Date::days),
            Kind::Month => word.parse().ok().map(Month::index),
            Kind::Money | Kind::Number | Kind::Integer | Kind::Percent | Kind::Boolean => word.parse().ok(),
        },
        View::Entity { .. } | View::Days { .. } => word.parse().ok(),
    }
}
