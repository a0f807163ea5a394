//! Conditions of a definition as masks over a frame.

use crate::changes::changed;
use crate::period::{Moment, days};
use crate::sources::{Dimension, Loaded, Sources};
use model::change::ChangeKind;
use model::figure::{Condition, Scalar, Test};
use model::ledger::{Column, Kind};
use model::records::Cells;
use model::{Date, Exact, Month, Rounding, Unit};
use polars::prelude::{BooleanChunked, ChunkCompareEq, ChunkCompareIneq, Int64Chunked};
use std::collections::BTreeMap;

/// Conditions by the name of a column or dimension.
pub(crate) type Filter = BTreeMap<String, Condition>;

/// The records that fit every condition.
///
/// # Errors
/// What is wrong with a condition, in Chinese.
pub(crate) fn mask(
    sources: &Sources<'_>,
    loaded: &Loaded<'_>,
    filter: &Filter,
    moment: Moment,
) -> Result<BooleanChunked, String> {
    let ledger = loaded.source.ledger.id.as_str();
    let mut mask = loaded.every(true);
    for (name, condition) in filter {
        if name == CHANGE {
            mask = mask & changed(loaded, &change_kinds(condition)?, moment);
            continue;
        }
        if let (Some(Dimension::Entity { .. }), Condition::Test(Test { set: Some(set), .. })) =
            (sources.dimension(ledger, name), condition)
        {
            // An entity that no list knows has a number below zero.
            let listed = known(&loaded.integers("entity").gt_eq(0));
            mask = mask & if *set { listed } else { !listed };
            continue;
        }
        let dimension = sources.dimension(ledger, name);
        let Some(Dimension::Column { frame, column, cells, .. }) = dimension else {
            // A part of a sum narrows the summed column, not the records.
            if matches!(dimension, Some(Dimension::Parts { .. })) {
                continue;
            }
            return Err(format!("台账“{}”没有“{name}”这一列", loaded.source.ledger.title));
        };
        let reading = Reading { loaded, column, cells, values: loaded.integers(&frame), moment };
        mask = mask & reading.condition(condition)?;
    }
    Ok(mask)
}

/// The name under which a condition asks what changed since the submission before.
pub(crate) const CHANGE: &str = "change";

/// The kinds of change that a condition names.
pub(crate) fn change_kinds(condition: &Condition) -> Result<Vec<ChangeKind>, String> {
    let values = match condition {
        Condition::Is(value) => std::slice::from_ref(value),
        Condition::Any(values) => values.as_slice(),
        Condition::Test(_) => &[],
    };
    let words = || ChangeKind::ALL.into_iter().map(ChangeKind::word);
    let kind = |value: &Scalar| {
        let Scalar::Text(text) = value else {
            return Err(format!("change 应写 {} 之一", words().collect::<Vec<_>>().join("、")));
        };
        let kind = ChangeKind::ALL.into_iter().find(|kind| kind.word() == text);
        kind.ok_or_else(|| format!("没有“{text}”这种变化{}", model::diagnostic::suggestion(text, words())))
    };
    values.iter().map(kind).collect()
}

/// A condition on one column.
struct Reading<'a> {
    loaded: &'a Loaded<'a>,
    column: &'a Column,
    cells: &'a Cells,
    values: Int64Chunked,
    moment: Moment,
}

/// What a value is compared with.
enum Bound {
    Value(i64),
    Column(Int64Chunked),
}

impl Reading<'_> {
    fn condition(&self, condition: &Condition) -> Result<BooleanChunked, String> {
        match condition {
            Condition::Is(value) => self.any(std::slice::from_ref(value)),
            Condition::Any(values) => self.any(values),
            Condition::Test(test) => self.test(test),
        }
    }

    fn any(&self, values: &[Scalar]) -> Result<BooleanChunked, String> {
        let mut mask = self.loaded.every(false);
        for value in values {
            for stored in self.stored(value)? {
                mask = mask | known(&self.values.equal(stored));
            }
        }
        Ok(mask)
    }

    fn test(&self, test: &Test) -> Result<BooleanChunked, String> {
        let mut mask = self.loaded.every(true);
        if let Some(set) = test.set {
            mask = mask & if set { self.values.is_not_null() } else { self.values.is_null() };
        }
        if let Some(values) = &test.not {
            mask = mask & !self.any(values)?;
        }
        if let Some(bound) = &test.above {
            mask = mask & self.compare(bound, |values, other| values.gt(other), |values, other| values.gt(other))?;
        }
        if let Some(bound) = &test.below {
            mask = mask & self.compare(bound, |values, other| values.lt(other), |values, other| values.lt(other))?;
        }
        if let Some(bound) = &test.from {
            mask =
                mask & self.compare(bound, |values, other| values.gt_eq(other), |values, other| values.gt_eq(other))?;
        }
        if let Some(bound) = &test.to {
            mask =
                mask & self.compare(bound, |values, other| values.lt_eq(other), |values, other| values.lt_eq(other))?;
        }
        if let Some(period) = test.within {
            let days = days(period, self.moment.month);
            mask = mask & self.between(*days.start(), *days.end());
        }
        if let Some(number) = test.within_days {
            mask = mask & self.between(self.moment.as_of, self.moment.as_of.plus_days(number.into()));
        }
        Ok(mask)
    }

    fn between(&self, first: Date, last: Date) -> BooleanChunked {
        known(&self.values.gt_eq(first.days())) & known(&self.values.lt_eq(last.days()))
    }

    fn compare(
        &self,
        bound: &Scalar,
        with_value: impl Fn(&Int64Chunked, i64) -> BooleanChunked,
        with_column: impl Fn(&Int64Chunked, &Int64Chunked) -> BooleanChunked,
    ) -> Result<BooleanChunked, String> {
        Ok(match self.bound(bound)? {
            Bound::Value(value) => known(&with_value(&self.values, value)),
            Bound::Column(other) => known(&with_column(&self.values, &other)),
        })
    }

    fn bound(&self, scalar: &Scalar) -> Result<Bound, String> {
        if let Scalar::Text(text) = scalar
            && let Some(at) = self.loaded.source.ledger.position(text)
        {
            return Ok(Bound::Column(self.loaded.integers(&format!("c{at}"))));
        }
        match self.stored(scalar)?.first() {
            Some(value) if !self.column.kind.is_words() => Ok(Bound::Value(*value)),
            _ => Err(format!("“{}”是{}，不能比较大小", self.column.title(), self.column.kind.chinese())),
        }
    }

    fn stored(&self, scalar: &Scalar) -> Result<Vec<i64>, String> {
        stored(self.column, self.cells, scalar, self.moment)
    }
}

/// An empty cell fits no comparison.
fn known(mask: &BooleanChunked) -> BooleanChunked {
    mask.iter().map(|fits| Some(fits.unwrap_or(false))).collect()
}

/// A value of a definition as it would be stored; several for a class of states, none for a word
/// that no record holds.
pub(crate) fn stored(column: &Column, cells: &Cells, scalar: &Scalar, moment: Moment) -> Result<Vec<i64>, String> {
    let wrong = |expected: &str| format!("列“{}”是{}，条件的值应为{expected}", column.title(), column.kind.chinese());
    let value = match (column.kind, scalar) {
        (Kind::Boolean, Scalar::Bool(value)) => i64::from(*value),
        (Kind::Boolean, _) => return Err(wrong("true 或 false")),
        (Kind::Date, Scalar::Text(text)) => {
            day(text, moment).ok_or_else(|| wrong("日期，如 2021-02-09，或 as-of、as-of+14"))?.days()
        }
        (Kind::Month, Scalar::Text(text)) => text.parse::<Month>().map_err(|_| wrong("月份，如 2020-12"))?.index(),
        (Kind::Status, Scalar::Text(text)) => return status(column, cells, text),
        (Kind::Text | Kind::CreditCode, Scalar::Text(text)) => {
            if !column.values.is_empty() && !column.values.contains(text) {
                return Err(wrong(&column.values.join("、")));
            }
            return Ok(cells.number(text).into_iter().collect());
        }
        (kind, Scalar::Integer(_) | Scalar::Text(_)) if kind.is_number() => {
            let text = if let Scalar::Text(text) = scalar { text.clone() } else { String::new() };
            let typed = if let Scalar::Integer(value) = scalar {
                Some(Exact::integer((*value).into()))
            } else {
                Exact::parse(&text)
            };
            typed.and_then(|typed| number(column, typed)).ok_or_else(|| wrong("数字"))?
        }
        _ => return Err(wrong("这一列会有的值")),
    };
    Ok(vec![value])
}

/// A day as written, the as-of date, or so many days after it.
fn day(text: &str, moment: Moment) -> Option<Date> {
    match text.strip_prefix("as-of") {
        Some("") => Some(moment.as_of),
        Some(days) => days.strip_prefix('+')?.parse().ok().map(|days| moment.as_of.plus_days(days)),
        None => text.parse().ok(),
    }
}

/// A number in the column's unit as it would be stored.
fn number(column: &Column, typed: Exact) -> Option<i64> {
    let base = match column.unit() {
        Unit::Money(_, fen) => {
            return i64::try_from(typed.times(Exact::integer(fen.into()))?.rounded(0, Rounding::HalfUp)?).ok();
        }
        Unit::Percent => typed.over(Exact::integer(100))?,
        _ => typed,
    };
    i64::try_from(base.rounded(column.scale(), Rounding::HalfUp)?).ok()
}

/// A class of states (长期坚持 counts as done) or one word of the definition.
fn status(column: &Column, cells: &Cells, text: &str) -> Result<Vec<i64>, String> {
    let words: Vec<&str> = match text {
        "done" => column.done.iter().chain(&column.standing).map(String::as_str).collect(),
        "open" => column.open.iter().map(String::as_str).collect(),
        "standing" => column.standing.iter().map(String::as_str).collect(),
        word if column.status_words().any(|known| known == word) => vec![word],
        word => {
            let known = ["done", "open", "standing"].into_iter().chain(column.status_words());
            return Err(format!("没有“{word}”这种状态{}", model::diagnostic::suggestion(word, known)));
        }
    };
    Ok(words.into_iter().filter_map(|word| cells.number(word)).collect())
}
