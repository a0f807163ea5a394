//! What the measures over records mean: count, distinct, sum, latest, percentiles, products.

use crate::answered;
use crate::select::{fitting, guards, refused, uncovered};
use crate::sources::{Loaded, Sources, View};
use crate::values::{Values, absent, of_none};
use model::Exact;
use model::expr::{Field, Selection, Take};
use model::figure::Missing;
use model::ledger::{Column, Kind};
use model::plan::Dimension;
use model::query::{Guard, Query};
use model::records::NULL;
use polars::prelude::{BooleanChunked, ChunkFilter, DataFrame, GroupsType, Int64Chunked, IntoColumn};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The values of a measure over records, for the whole or for each value of a dimension.
pub(crate) fn measure(sources: &Sources, take: &Take, selection: &Selection, by: Option<&Dimension>) -> Values {
    let values = match sources.answers() {
        Some(answers) => query(sources, take, selection, by).map(|query| answered::values(answers, sources, &query)),
        None => computed(sources, (take, selection), by),
    };
    values.unwrap_or_else(|| Values::whole(Err(Missing::NoRecord)))
}

/// A measure with all that decides whether it has a value; nothing where a ledger has no such records.
pub(crate) fn query(sources: &Sources, take: &Take, selection: &Selection, by: Option<&Dimension>) -> Option<Query> {
    let guards = guards_of(sources, (take, selection), by)?;
    // What the submissions and the definitions decide is part of the query: they may be others the next time.
    let id = Sha256::digest(format!("{take:?} {selection:?} {by:?} {guards:?} {}", sources.definitions()));
    let id = id.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Some(Query { id, take: take.clone(), selection: selection.clone(), by: by.cloned(), guards })
}

/// Why a measure may have no value; nothing where a ledger has no such records.
fn guards_of(sources: &Sources, (take, selection): (&Take, &Selection), by: Option<&Dimension>) -> Option<Vec<Guard>> {
    let loaded = sources.get(&selection.ledger)?;
    let row = match by {
        Some(by @ Dimension::Fields(_)) => Some(by.field(&selection.ledger)?),
        Some(Dimension::Parts { .. }) | None => None,
    };
    // Rows of a ledger that was not sent would all be nothing.
    let row = row.filter(|field| matches!(field, Field::Joined(..)));
    let mut guards = guards(sources, loaded, selection, take.fields().chain(row));
    if take.adds_up() {
        guards.extend(uncovered(loaded, selection).map(Guard::Always));
    }
    Some(guards)
}

/// The values from the records that are here.
fn computed(sources: &Sources, (take, selection): (&Take, &Selection), by: Option<&Dimension>) -> Option<Values> {
    let loaded = sources.get(&selection.ledger)?;
    let guards = guards_of(sources, (take, selection), by)?;
    if let Some(missing) = refused(sources, loaded, selection, &guards) {
        return Some(Values::whole(Err(missing)));
    }
    let mask = fitting(sources, loaded, selection);
    let values = match by {
        None => one(sources, loaded, (take, selection), &mask).map(|value| Values::whole(Ok(value))),
        Some(Dimension::Parts { parts, .. }) => by_parts(sources, loaded, (parts, selection), &mask),
        Some(Dimension::Fields(fields)) => {
            by_field(sources, loaded, (take, selection), &mask, fields.get(&selection.ledger)?)
        }
    };
    Some(values.unwrap_or_else(|missing| Values::whole(Err(missing))))
}

fn one(
    sources: &Sources,
    loaded: &Loaded,
    (take, selection): (&Take, &Selection),
    mask: &BooleanChunked,
) -> Result<Exact, Missing> {
    Measured::new(sources, loaded, (take, selection), mask).ok_or(Missing::NoRecord)?.of(take, None)
}

fn by_field(
    sources: &Sources,
    loaded: &Loaded,
    (take, selection): (&Take, &Selection),
    mask: &BooleanChunked,
    field: &Field,
) -> Result<Values, Missing> {
    let measured = Measured::new(sources, loaded, (take, selection), mask).ok_or(Missing::NoRecord)?;
    let view = sources.view(&loaded.ledger.id, field).ok_or(Missing::NoRecord)?;
    let keys = loaded.values(&view).filter(mask).map_err(|_| Missing::NoRecord)?;
    let rows = groups(keys).into_iter().map(|(key, records)| (key, measured.of(take, Some(&records)))).collect();
    Ok(Values { rows, other: of_none(take, selection) })
}

/// The positions of the records with each key, keys and positions in order.
fn groups(keys: Int64Chunked) -> BTreeMap<i64, Vec<usize>> {
    let column = keys.clone().with_name("key".into()).into_column();
    let Ok(frame) = DataFrame::new(keys.len(), vec![column]) else { return BTreeMap::new() };
    let Ok(grouped) = frame.group_by_stable(["key"]) else { return BTreeMap::new() };
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

/// The sum of each part, by its place among the parts.
fn by_parts(
    sources: &Sources,
    loaded: &Loaded,
    (parts, selection): (&[String], &Selection),
    mask: &BooleanChunked,
) -> Result<Values, Missing> {
    let sum = |part: &String| one(sources, loaded, (&Take::Sum(Field::Own(part.clone())), selection), mask);
    let rows = parts.iter().enumerate().map(|(at, part)| (i64::try_from(at).unwrap_or(NULL), sum(part)));
    Ok(Values { rows: rows.collect(), other: Err(Missing::NoRecord) })
}

/// The records that fit, with what a measure reads of them.
struct Measured<'a> {
    column: Option<&'a Column>,
    values: Int64Chunked,
    /// The other factor of a product.
    factor: Option<(Int64Chunked, &'a Column)>,
    months: Int64Chunked,
    count: usize,
    /// Why a sum over no record has no value; where there is no such reason it is zero.
    absent: Option<Missing>,
}

impl<'a> Measured<'a> {
    fn new(
        sources: &'a Sources,
        loaded: &Loaded,
        (take, selection): (&Take, &Selection),
        mask: &BooleanChunked,
    ) -> Option<Measured<'a>> {
        let count = usize::try_from(mask.sum().unwrap_or(0)).ok()?;
        let read = |field: &Field| {
            let view = sources.view(&loaded.ledger.id, field)?;
            let column = match &view {
                View::Column { column, .. } | View::Joined { column, .. } | View::Days { column, .. } => Some(*column),
                View::Entity { .. } => None,
            };
            Some((loaded.values(&view).filter(mask).ok()?, column))
        };
        let months = loaded.integers("month").filter(mask).ok()?;
        let (values, column) = match take.field() {
            Some(field) => read(field)?,
            None => (months.clone(), None),
        };
        let factor = match take {
            Take::Products(_, other) => {
                let (values, column) = read(other)?;
                Some((values, column?))
            }
            Take::Count
            | Take::Distinct(_)
            | Take::Sum(_)
            | Take::Latest(_)
            | Take::Max(_)
            | Take::Min(_)
            | Take::Percentile(..) => None,
        };
        Some(Measured { column, values, factor, months, count, absent: absent(selection) })
    }

    /// The measure over all records, or over those at the positions.
    fn of(&self, take: &Take, at: Option<&[usize]>) -> Result<Exact, Missing> {
        match take {
            Take::Count => Ok(whole(at.map_or(self.count, <[usize]>::len))),
            Take::Distinct(_) => Ok(whole(self.each(at).flatten().collect::<BTreeSet<i64>>().len())),
            Take::Latest(_) => self.latest(at),
            Take::Max(_) => self.exact(self.each(at).flatten().max()),
            Take::Min(_) => self.exact(self.each(at).flatten().min()),
            Take::Sum(_) => self.sum(at),
            Take::Percentile(_, hundredths) => self.percentile(*hundredths, at),
            Take::Products(..) => self.products(at),
        }
    }

    fn each<'b>(&'b self, at: Option<&'b [usize]>) -> Box<dyn Iterator<Item = Option<i64>> + 'b> {
        match at {
            Some(at) => Box::new(at.iter().map(|at| self.values.get(*at))),
            None => Box::new(self.values.iter()),
        }
    }

    /// The sum of stored values as an exact number. Without any record it is zero where the ledger
    /// would have one; records without any value have no sum.
    fn sum(&self, at: Option<&[usize]>) -> Result<Exact, Missing> {
        let (mut units, mut records, mut filled) = (0_i128, 0_usize, 0_usize);
        for value in self.each(at) {
            records += 1;
            if let Some(value) = value {
                units += i128::from(value);
                filled += 1;
            }
        }
        match &self.absent {
            Some(absent) if records == 0 => return Err(absent.clone()),
            _ if records > 0 && filled == 0 => return Err(Missing::NoValue),
            _ => {}
        }
        let column = self.column.ok_or(Missing::NoRecord)?;
        let places = if column.kind == Kind::Money { 0 } else { column.scale() };
        Exact::new(units, 10_i128.pow(places.into())).ok_or(Missing::TooLarge)
    }

    /// The value of the last month that has one; of several records of it, of the last.
    fn latest(&self, at: Option<&[usize]>) -> Result<Exact, Missing> {
        let every: Vec<usize> = if at.is_none() { (0..self.values.len()).collect() } else { Vec::new() };
        let filled =
            at.unwrap_or(&every).iter().filter_map(|at| Some((self.months.get(*at)?, *at, self.values.get(*at)?)));
        self.exact(filled.max().map(|(_, _, value)| value))
    }

    /// The value at so many hundredths of the way from the smallest value to the largest, in proportion
    /// between two: what spreadsheets call PERCENTILE (Hyndman and Fan 1996, definition 7).
    fn percentile(&self, hundredths: u8, at: Option<&[usize]>) -> Result<Exact, Missing> {
        let mut values: Vec<i64> = self.each(at).flatten().collect();
        values.sort_unstable();
        let steps = values.len().saturating_sub(1) * usize::from(hundredths);
        let (below, part) = (steps / 100, i128::try_from(steps % 100).unwrap_or(0));
        let low = self.exact(values.get(below).copied())?;
        let Some(high) = values.get(below + 1).filter(|_| part > 0) else { return Ok(low) };
        let gap = self.exact(Some(*high))?.minus(low);
        let part = gap.and_then(|gap| gap.times(Exact::new(part, 100)?));
        part.and_then(|part| low.plus(part)).ok_or(Missing::TooLarge)
    }

    /// The sum of the products of the records that have both values; without a record it is zero as a
    /// sum is.
    fn products(&self, at: Option<&[usize]>) -> Result<Exact, Missing> {
        let (column, (factors, other)) = self.column.zip(self.factor.as_ref()).ok_or(Missing::NoRecord)?;
        let all: Vec<usize>;
        let positions = match at {
            Some(at) => at,
            None => {
                all = (0..self.values.len()).collect();
                &all
            }
        };
        match &self.absent {
            Some(absent) if positions.is_empty() => return Err(absent.clone()),
            _ => {}
        }
        let (mut units, mut filled) = (0_i128, 0_usize);
        for (one, factor) in positions.iter().filter_map(|at| self.values.get(*at).zip(factors.get(*at))) {
            let product = i128::from(one).checked_mul(i128::from(factor)).ok_or(Missing::TooLarge)?;
            units = units.checked_add(product).ok_or(Missing::TooLarge)?;
            filled += 1;
        }
        if filled == 0 && !positions.is_empty() {
            return Err(Missing::NoValue);
        }
        let places = |column: &Column| if column.kind == Kind::Money { 0 } else { u32::from(column.scale()) };
        Exact::new(units, 10_i128.pow(places(column) + places(other))).ok_or(Missing::TooLarge)
    }

    /// A stored value as a number.
    fn exact(&self, value: Option<i64>) -> Result<Exact, Missing> {
        let (column, value) = self.column.zip(value).ok_or(Missing::NoRecord)?;
        Ok(model::records::exact(column, value))
    }
}

fn whole(count: usize) -> Exact {
    Exact::integer(i128::try_from(count).unwrap_or(i128::MAX))
}
