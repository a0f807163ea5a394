//! Selections as masks over a frame.

use crate::changes::changed;
use crate::joining;
use crate::joins::{self, Common};
use crate::sources::{Loaded, Sources, View, positions};
use model::Month;
use model::expr::{Bound, Criterion, Field, Selection, Sent, Side, Span, Test, Value};
use model::figure::Missing;
use model::query::Guard;
use model::records::Cells;
use polars::prelude::{BooleanChunked, ChunkApply, ChunkCompareEq, ChunkCompareIneq, ChunkFillNullValue, Int64Chunked};
use std::collections::BTreeSet;

/// The records of a selection.
///
/// # Errors
/// A month that was not submitted, no submission at all by then, or no record of the periods.
pub(crate) fn select(sources: &Sources, selection: &Selection) -> Result<BooleanChunked, Missing> {
    let loaded = sources.get(&selection.ledger).ok_or(Missing::NoRecord)?;
    match refused(sources, loaded, selection, &guards(sources, loaded, selection, std::iter::empty())) {
        Some(missing) => Err(missing),
        None => Ok(fitting(sources, loaded, selection)),
    }
}

/// Why a number over a selection may have no value, in the order in which it is asked; `read` are the
/// fields that are read besides those of the tests.
pub(crate) fn guards<'a>(
    sources: &Sources,
    loaded: &Loaded,
    selection: &Selection,
    read: impl Iterator<Item = &'a Field>,
) -> Vec<Guard> {
    let mut guards = Vec::new();
    read.for_each(|field| guards.extend(joined_guards(sources, loaded, field)));
    guards.extend(complete(loaded, selection.sent).err().map(Guard::Always));
    selection.fields().for_each(|field| guards.extend(joined_guards(sources, loaded, field)));
    guards.extend(selection.periods.as_ref().map(|(_, span)| Guard::Periods(span.to)));
    // A year that a plan does not have is no plan of nothing.
    let times = selection.criteria.iter().filter(|criterion| matches!(criterion.test, Test::Time(_)));
    guards.extend(times.cloned().map(Guard::Time));
    let mut known = Vec::new();
    guards.retain(|guard| !known.contains(guard) && (known.push(guard.clone()), true).1);
    guards
}

/// What a field that is read of another record asks for.
fn joined_guards(sources: &Sources, loaded: &Loaded, field: &Field) -> Vec<Guard> {
    let mut guards = Vec::new();
    if by_entity(sources, loaded, field) {
        guards.push(Guard::Directory);
    }
    let Field::Joined(ledger, _) = field else { return guards };
    if let Some(other) = sources.get(ledger) {
        let unsent = |month: &&Month| joining::submission(other, **month).is_none();
        let months: Vec<Month> = loaded.submitted.iter().filter(unsent).copied().collect();
        guards.extend((!months.is_empty()).then_some(Guard::Unsent(months)));
    }
    guards
}

/// The first reason for which a number has no value.
pub(crate) fn refused(sources: &Sources, loaded: &Loaded, selection: &Selection, guards: &[Guard]) -> Option<Missing> {
    guards.iter().find_map(|guard| match guard {
        Guard::Always(missing) => Some(missing.clone()),
        Guard::Directory => all_unknown(loaded, selection).then_some(Missing::NoDirectory),
        Guard::Unsent(months) => {
            let sent = loaded.integers("sent");
            let mask = of_months(loaded, selection);
            let found: BTreeSet<i64> = positions(&mask).filter_map(|record| sent.get(record)).collect();
            months.iter().find(|month| found.contains(&month.index())).map(|month| Missing::NoData(*month))
        }
        Guard::Periods(last) => {
            (of_months(loaded, selection).sum().unwrap_or(0) == 0).then_some(Missing::NoData(*last))
        }
        Guard::Time(criterion) => {
            let own = of_months(loaded, selection);
            let of_time = test(sources, loaded, selection.sent, criterion).unwrap_or_else(|| loaded.every(false));
            ((own & of_time).sum().unwrap_or(0) == 0).then_some(Missing::NoRecord)
        }
    })
}

/// Whether a field is found by the entity that a record names.
fn by_entity(sources: &Sources, loaded: &Loaded, field: &Field) -> bool {
    match field {
        Field::OfEntity(..) => true,
        Field::Joined(ledger, _) => sources.get(ledger).is_some_and(|other| {
            let list = sources.catalogue().entities(&loaded.ledger.id);
            joins::common(&loaded.ledger, list, &other.ledger).is_some_and(|common| common.contains(&Common::Entity))
        }),
        Field::Own(_) | Field::Entity(_) | Field::Changed(_) | Field::Days(_) => false,
    }
}

/// Whether there are records and no list knows any that they name.
fn all_unknown(loaded: &Loaded, selection: &Selection) -> bool {
    let entities = loaded.integers("entity");
    let mask = of_months(loaded, selection);
    let mut records = positions(&mask).peekable();
    records.peek().is_some() && records.all(|record| entities.get(record).is_none_or(|entity| entity < 0))
}

/// The records of a selection that are there, whatever was not submitted.
pub(crate) fn present(sources: &Sources, selection: &Selection) -> Option<BooleanChunked> {
    Some(fitting(sources, sources.get(&selection.ledger)?, selection))
}

pub(crate) fn fitting(sources: &Sources, loaded: &Loaded, selection: &Selection) -> BooleanChunked {
    let mut mask = of_months(loaded, selection);
    for criterion in &selection.criteria {
        // The plan names no field that a ledger does not have.
        mask = mask & test(sources, loaded, selection.sent, criterion).unwrap_or_else(|| loaded.every(false));
    }
    mask
}

/// Whether all submissions are there that a number needs.
fn complete(loaded: &Loaded, sent: Sent) -> Result<(), Missing> {
    match sent {
        Sent::Any | Sent::Last { month: Some(_), .. } => Ok(()),
        Sent::Last { month: None, as_of } => Err(Missing::NoSubmission(as_of)),
        // What begins later than the month is no sum of nothing.
        Sent::Every(Span { from: Some(from), to }) if from > to => Err(Missing::NoData(to)),
        Sent::Every(span) => {
            let first = span.from.or(loaded.submitted.first().copied()).unwrap_or(span.to);
            let missing = crate::resolve::months(first..=span.to).find(|month| !loaded.submitted.contains(month));
            missing.map_or(Ok(()), |month| Err(Missing::NoData(month)))
        }
    }
}

/// The visible records of the submissions and periods.
fn of_months(loaded: &Loaded, selection: &Selection) -> BooleanChunked {
    let periods = selection.periods.as_ref().map(|(_, span)| *span);
    loaded.of_months((selection.sent, periods), || {
        let sent = match selection.sent {
            Sent::Any => loaded.every(true),
            Sent::Every(span) => within(&loaded.integers("sent"), span),
            Sent::Last { month: Some(month), .. } => known(&loaded.integers("sent").equal(month.index())),
            Sent::Last { month: None, .. } => loaded.every(false),
        };
        let mask = &loaded.visible & &sent;
        match periods {
            Some(span) => mask & within(&loaded.integers("month"), span),
            None => mask,
        }
    })
}

/// Why a sum over periods across is not whole: the submissions hold no record of the first or the last of its months.
/// January may be counted with February.
pub(crate) fn uncovered(loaded: &Loaded, selection: &Selection) -> Option<Missing> {
    let (_, Span { from, to }) = selection.periods.as_ref()?;
    let all = Selection { periods: None, ..selection.records() };
    let mask = of_months(loaded, &all);
    let months = loaded.integers("month");
    let present: BTreeSet<i64> = positions(&mask).filter_map(|record| months.get(record)).collect();
    let (first, last) = (*present.first()?, *present.last()?);
    let joined = |from: &Month| from.month() == 1 && first == from.index() + 1;
    match from.filter(|from| from.index() < first && !joined(from)) {
        Some(from) => Some(Missing::NoData(from)),
        None => (last < to.index()).then_some(Missing::NoData(*to)),
    }
}

fn within(months: &Int64Chunked, span: Span) -> BooleanChunked {
    let last = known(&months.lt_eq(span.to.index()));
    match span.from {
        Some(from) => last & known(&months.gt_eq(from.index())),
        None => last,
    }
}

/// The records that pass a test; nothing where the ledger has no such field.
fn test(sources: &Sources, loaded: &Loaded, sent: Sent, criterion: &Criterion) -> Option<BooleanChunked> {
    let ledger = loaded.ledger.id.as_str();
    let view = match &criterion.field {
        Field::Changed(kinds) => {
            let months = match sent {
                Sent::Last { month, .. } => month.into_iter().collect(),
                Sent::Any | Sent::Every(_) => loaded.submitted.clone(),
            };
            return Some(changed(loaded, kinds, &months));
        }
        field => sources.view(ledger, field)?,
    };
    let values = loaded.values(&view);
    let cells = match &view {
        View::Column { cells, .. } | View::Joined { cells, .. } => Some(*cells),
        View::Entity { .. } | View::Days { .. } => None,
    };
    Some(match &criterion.test {
        Test::Is(wanted) => any(loaded, &values, cells, wanted),
        Test::Time(wanted) => known(&values.equal(*wanted)),
        Test::Not(wanted) => !any(loaded, &values, cells, wanted),
        Test::Set(true) => values.is_not_null(),
        Test::Set(false) => values.is_null(),
        // An entity that no list knows has a number below zero.
        Test::Listed(true) => known(&values.gt_eq(0)),
        Test::Listed(false) => !known(&values.gt_eq(0)),
        Test::Compare(side, Bound::Stored(value)) => known(&match side {
            Side::Above => values.gt(*value),
            Side::Below => values.lt(*value),
            Side::From => values.gt_eq(*value),
            Side::To => values.lt_eq(*value),
        }),
        Test::Compare(side, Bound::Field(other, later)) => {
            let other = loaded.values(&sources.view(ledger, other)?);
            let other = if *later == 0 { other } else { other.apply_values(|value| value.saturating_add(*later)) };
            known(&match side {
                Side::Above => values.gt(&other),
                Side::Below => values.lt(&other),
                Side::From => values.gt_eq(&other),
                Side::To => values.lt_eq(&other),
            })
        }
    })
}

fn any(loaded: &Loaded, values: &Int64Chunked, cells: Option<&Cells>, wanted: &[Value]) -> BooleanChunked {
    let mut mask = loaded.every(false);
    for value in wanted {
        let stored = match value {
            Value::Stored(value) => Some(*value),
            Value::Word(word) => cells.and_then(|cells| cells.number(word)),
        };
        if let Some(stored) = stored {
            mask = mask | known(&values.equal(stored));
        }
    }
    mask
}

/// An empty cell fits no comparison.
fn known(mask: &BooleanChunked) -> BooleanChunked {
    mask.fill_null_with_values(false).unwrap_or_else(|_| mask.clone())
}
