//! Measures over records: count, distinct, sum, latest.

use crate::evaluate::{Scope, Values};
use crate::filter::mask;
use crate::period::{Moment, available, months};
use crate::sources::{Dimension, Loaded, Sources};
use model::Exact;
use model::figure::{Condition, FigureDefinition, Measure, Missing, Period, Scalar};
use model::ledger::{Column, Grain, Kind};
use model::records::NULL;
use polars::prelude::{BooleanChunked, ChunkCompareEq, ChunkCompareIneq, DataFrame, GroupsType, Int64Chunked};
use std::collections::{BTreeMap, BTreeSet};

/// The values of a measure over records, for the whole or for each value of the scope's dimension.
pub(crate) fn aggregate(sources: &Sources<'_>, figure: &FigureDefinition, moment: Moment, scope: &Scope<'_>) -> Values {
    let Some(loaded) = sources.get(&figure.ledger) else { return Values::missing(Missing::NoSubmission(moment.as_of)) };
    let ledger = loaded.source.ledger;
    let across = ledger.across().is_some();
    if let Err(missing) = available(ledger.grain, across, &loaded.submitted, figure.period, moment) {
        return Values::missing(missing);
    }
    if ledger.grain == Grain::Snapshot && loaded.snapshot(moment).is_none() {
        return Values::missing(Missing::NoSubmission(moment.as_of));
    }
    let Some(mask) = selected(sources, loaded, figure, moment, scope) else {
        return Values::missing(Missing::NoRecord);
    };
    if across && mask.sum().unwrap_or(0) == 0 {
        return Values::missing(Missing::NoData(moment.month));
    }
    match scope.by.and_then(|by| sources.dimension(&figure.ledger, by)) {
        Some(Dimension::Parts { parts, .. }) => by_parts(loaded, &parts, &mask),
        Some(dimension) => by_key(sources, loaded, figure, &mask, dimension.frame().unwrap_or_default()),
        None => Values::whole(one(sources, loaded, figure, &mask)),
    }
}

/// The records that a figure takes.
pub(crate) fn selected(
    sources: &Sources<'_>,
    loaded: &Loaded<'_>,
    figure: &FigureDefinition,
    moment: Moment,
    scope: &Scope<'_>,
) -> Option<BooleanChunked> {
    let mut records = in_period(loaded, figure.period, moment)? & mask(sources, loaded, &figure.filter, moment).ok()?;
    if let Some(filter) = scope.filter {
        records = records & mask(sources, loaded, filter, moment).ok()?;
    }
    if let Some((by, keys)) = &scope.except
        && let Some(frame) = sources.dimension(&figure.ledger, by)?.frame()
    {
        let values = loaded.integers(frame);
        let left_out = values.iter().map(|value| Some(!keys.contains(&value.unwrap_or(NULL))));
        records = records & left_out.collect::<BooleanChunked>();
    }
    Some(records)
}

/// The records of the period: by month, or of the snapshot that holds.
pub(crate) fn in_period(loaded: &Loaded<'_>, period: Period, moment: Moment) -> Option<BooleanChunked> {
    let mut records = loaded.every(true);
    if loaded.source.ledger.grain == Grain::Snapshot {
        let sent = loaded.snapshot(moment)?;
        records = records & loaded.integers("sent").equal(sent.index());
    }
    if loaded.source.ledger.grain == Grain::Month || loaded.source.ledger.across().is_some() {
        let months = months(period, moment.month);
        let month = loaded.integers("month");
        records = records & month.gt_eq(months.start().index()) & month.lt_eq(months.end().index());
    }
    Some(records)
}

/// The column that is summed: the one named, or the part of it that the filter names.
pub(crate) fn summed<'a>(sources: &Sources<'a>, figure: &FigureDefinition) -> Option<(String, &'a Column)> {
    let named = figure.measure.column()?;
    for (name, condition) in &figure.filter {
        if let (Some(Dimension::Parts { parts, .. }), Condition::Is(Scalar::Text(part))) =
            (sources.dimension(&figure.ledger, name), condition)
        {
            let column = parts.into_iter().find(|column| column.id == *part)?;
            let at = sources.get(&figure.ledger)?.source.ledger.position(&column.id)?;
            return Some((format!("c{at}"), column));
        }
    }
    match sources.dimension(&figure.ledger, named)? {
        Dimension::Column { frame, column, .. } => Some((frame, column)),
        _ => None,
    }
}

fn one(
    sources: &Sources<'_>,
    loaded: &Loaded<'_>,
    figure: &FigureDefinition,
    mask: &BooleanChunked,
) -> Result<Exact, Missing> {
    let measured = measured(sources, loaded, figure, mask).ok_or(Missing::NoRecord)?;
    measured.of(&figure.measure, None)
}

fn by_key(
    sources: &Sources<'_>,
    loaded: &Loaded<'_>,
    figure: &FigureDefinition,
    mask: &BooleanChunked,
    key: &str,
) -> Values {
    let Some(measured) = measured(sources, loaded, figure, mask) else { return Values::missing(Missing::NoRecord) };
    let Some(grouped) = loaded.frame.select([key]).and_then(|frame| frame.filter(mask)).ok() else {
        return Values::missing(Missing::NoRecord);
    };
    let rows =
        groups(&grouped, key).into_iter().map(|(key, records)| (key, measured.of(&figure.measure, Some(&records))));
    let none = match figure.measure {
        Measure::Latest(_) => Err(Missing::NoRecord),
        _ => Ok(Exact::ZERO),
    };
    Values { rows: rows.collect(), other: none }
}

/// The positions of the records with each key, keys and positions in order.
fn groups(frame: &DataFrame, key: &str) -> BTreeMap<i64, Vec<usize>> {
    let Ok(grouped) = frame.group_by_stable([key]) else { return BTreeMap::new() };
    let Ok(keys) = frame.column(key).and_then(|column| column.i64()) else { return BTreeMap::new() };
    let positions = grouped.into_groups();
    let key_of = |records: &[usize]| records.first().and_then(|first| keys.get(*first)).unwrap_or(NULL);
    let as_usize = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let lists: Vec<Vec<usize>> = match &*positions {
        GroupsType::Idx(groups) => {
            groups.all().iter().map(|group| group.iter().map(|at| as_usize(*at)).collect()).collect()
        }
        GroupsType::Slice { groups, .. } => {
            groups.iter().map(|[first, length]| (as_usize(*first)..as_usize(first + length)).collect()).collect()
        }
    };
    lists.into_iter().map(|records| (key_of(&records), records)).collect()
}

fn by_parts(loaded: &Loaded<'_>, parts: &[&Column], mask: &BooleanChunked) -> Values {
    let sum = |column: &&Column| {
        let at = loaded.source.ledger.position(&column.id).ok_or(Missing::NoRecord)?;
        let frame = loaded.frame.select([format!("c{at}")]).and_then(|frame| frame.filter(mask));
        let values = frame.ok().map(|frame| frame.column(&format!("c{at}")).and_then(|column| column.i64().cloned()));
        let values = values.and_then(Result::ok).ok_or(Missing::NoRecord)?;
        total(column, values.iter().flatten())
    };
    let rows = parts.iter().enumerate().map(|(at, column)| (i64::try_from(at).unwrap_or(NULL), sum(column)));
    Values { rows: rows.collect(), other: Ok(Exact::ZERO) }
}

/// The records that fit, with what the measure reads of them.
struct Measured<'a> {
    column: Option<&'a Column>,
    values: Int64Chunked,
    months: Int64Chunked,
    count: usize,
}

fn measured<'a>(
    sources: &Sources<'a>,
    loaded: &Loaded<'a>,
    figure: &FigureDefinition,
    mask: &BooleanChunked,
) -> Option<Measured<'a>> {
    let count = usize::try_from(mask.sum().unwrap_or(0)).ok()?;
    let (frame, column) = match &figure.measure {
        Measure::Count => (None, None),
        Measure::Distinct(name) => (sources.dimension(&figure.ledger, name)?.frame().map(str::to_owned), None),
        _ => summed(sources, figure).map(|(frame, column)| (Some(frame), Some(column)))?,
    };
    let read = |name: &str| {
        let frame = loaded.frame.select([name]).and_then(|frame| frame.filter(mask)).ok()?;
        frame.column(name).ok().and_then(|column| column.i64().ok()).cloned()
    };
    let values = read(frame.as_deref().unwrap_or("month"))?;
    Some(Measured { column, values, months: read("month")?, count })
}

impl Measured<'_> {
    /// The measure over all records, or over those at the positions.
    fn of(&self, measure: &Measure, at: Option<&[usize]>) -> Result<Exact, Missing> {
        match measure {
            Measure::Count => Ok(whole(at.map_or(self.count, <[usize]>::len))),
            Measure::Distinct(_) => Ok(whole(self.each(at).flatten().collect::<BTreeSet<i64>>().len())),
            Measure::Latest(_) => self.latest(at),
            _ => total(self.column.ok_or(Missing::NoRecord)?, self.each(at).flatten()),
        }
    }

    fn each<'b>(&'b self, at: Option<&'b [usize]>) -> Box<dyn Iterator<Item = Option<i64>> + 'b> {
        match at {
            Some(at) => Box::new(at.iter().map(|at| self.values.get(*at))),
            None => Box::new(self.values.iter()),
        }
    }

    /// The value of the last month that has one; of several records of it, of the last.
    fn latest(&self, at: Option<&[usize]>) -> Result<Exact, Missing> {
        let every: Vec<usize> = if at.is_none() { (0..self.values.len()).collect() } else { Vec::new() };
        let filled =
            at.unwrap_or(&every).iter().filter_map(|at| Some((self.months.get(*at)?, *at, self.values.get(*at)?)));
        let (_, _, value) = filled.max().ok_or(Missing::NoRecord)?;
        Ok(model::records::exact(self.column.ok_or(Missing::NoRecord)?, value))
    }
}

fn whole(count: usize) -> Exact {
    Exact::integer(i128::try_from(count).unwrap_or(i128::MAX))
}

/// The sum of stored values as an exact number.
fn total(column: &Column, values: impl Iterator<Item = i64>) -> Result<Exact, Missing> {
    let units = values.fold(0_i128, |sum, value| sum + i128::from(value));
    let places = if column.kind == Kind::Money { 0 } else { column.scale() };
    Exact::new(units, 10_i128.pow(places.into())).ok_or(Missing::TooLarge)
}
