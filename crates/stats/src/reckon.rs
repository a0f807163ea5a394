//! Reckonings (推算): the same definitions that figures are computed from, told step by step, so
//! that a workbook can do the sums again.

use crate::aggregate::summed;
use crate::detail::change_column;
use crate::evaluate::Evaluation;
use crate::filter::{CHANGE, Filter, change_kinds, stored};
use crate::period::{Moment, days, months};
use crate::sources::{Dimension, Loaded, Sources, UNLISTED};
use model::figure::{Against, Condition, FigureDefinition, Measure, Missing, PartOf, Period, Scalar};
use model::ledger::{Column, Grain, Kind};
use model::reckoning::{Bound, Criterion, Reckoning, Selection, Side, Span, Take, Test, Value};
use model::records::{Cells, NULL};
use std::collections::BTreeSet;

/// Which records the numbers are about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum At<'a> {
    /// All.
    Whole,
    /// Those with one value of a dimension.
    Key(&'a str, i64),
    /// Those with none of the values that are shown.
    Rest(&'a str, &'a BTreeSet<i64>),
}

impl At<'_> {
    /// The value of the dimension.
    pub(crate) fn key(self) -> Option<i64> {
        if let At::Key(_, key) = self { Some(key) } else { None }
    }
}

/// Makes reckonings for one row of a table, or for the figures of a report.
pub(crate) struct Reckoner<'a> {
    /// The evaluation of the same scope; it knows which values are missing.
    pub(crate) evaluation: &'a Evaluation<'a>,
    pub(crate) at: At<'a>,
}

impl<'a> Reckoner<'a> {
    /// How a figure comes about at a moment.
    pub(crate) fn of(&self, name: &str, moment: Moment) -> Reckoning {
        let Some((_, figure)) = self.evaluation.definition(name) else { return Reckoning::Missing };
        let moment = moment.of(figure);
        // A base of zero is seen by the formula itself; why else there is no value is not.
        if !matches!(self.evaluation.values(name, moment).get(self.at.key()), Ok(_) | Err(Missing::ZeroBase)) {
            return Reckoning::Missing;
        }
        let now = |name: &str| self.of(name, moment);
        let before = |name: &str, against: Against| self.of(name, moment.earlier(against.months()));
        match &figure.measure {
            Measure::Count | Measure::Distinct(_) | Measure::Sum(_) | Measure::Latest(_) => {
                self.over_records(figure, moment)
            }
            Measure::Ratio([part, whole]) => Reckoning::quotient(now(part), now(whole)),
            Measure::Difference(names) => Reckoning::Difference(names.iter().map(|name| now(name)).collect()),
            Measure::Total(names) => Reckoning::Sum(names.iter().map(|name| now(name)).collect()),
            Measure::Earlier(name, against) => before(name, *against),
            Measure::Change(name, against) => Reckoning::Difference(vec![now(name), before(name, *against)]),
            Measure::Growth(name, against) => growth(now(name), before(name, *against), before(name, *against)),
            Measure::Share(parts) => {
                let (part, whole) = self.part_and_whole(parts, moment);
                Reckoning::quotient(part, whole)
            }
            Measure::Contribution(parts, against) => {
                let (part, _) = self.part_and_whole(parts, moment);
                let (part_before, whole_before) = self.part_and_whole(parts, moment.earlier(against.months()));
                growth(part, part_before, whole_before)
            }
            // Both sides stand in the text of the figure, each a figure of its own in the workbook.
            Measure::Balance(whole, parts) => {
                let operands = std::iter::once(whole).chain(parts).map(|name| now(name));
                Reckoning::Difference(operands.collect())
            }
            // The value of a trend is that of its last year; the years stand in `shown`.
            Measure::Trend(name, _) => now(name),
        }
    }

    /// How a figure as it is shown comes about: of a trend each year, of a balance each side.
    pub(crate) fn shown(&self, figure: &FigureDefinition, moment: Moment) -> Reckoning {
        let moment = moment.of(figure);
        match &figure.measure {
            Measure::Trend(name, years) => {
                let back = (0..i32::try_from(*years).unwrap_or(0)).rev();
                let year = |years: i32| {
                    let moment = moment.earlier(12 * years);
                    (moment.month.year().to_string(), self.of(name, moment))
                };
                Reckoning::Series(back.map(year).collect())
            }
            Measure::Balance(whole, parts) => {
                let parts = parts.iter().map(|name| self.of(name, moment)).collect();
                Reckoning::Balance(Box::new(self.of(whole, moment)), parts)
            }
            _ => self.of(&figure.name, moment),
        }
    }

    fn part_and_whole(&self, parts: &PartOf, moment: Moment) -> (Reckoning, Reckoning) {
        match parts {
            PartOf::Pair([part, whole]) => (self.of(part, moment), self.of(whole, moment)),
            PartOf::Row(name) => {
                let whole = Reckoner { evaluation: self.evaluation.whole(), at: At::Whole };
                (self.of(name, moment), whole.of(name, moment))
            }
        }
    }

    fn over_records(&self, figure: &FigureDefinition, moment: Moment) -> Reckoning {
        let At::Rest(by, keys) = self.at else { return self.selection(figure, moment, self.at) };
        let dimension = self.evaluation.sources.dimension(&figure.ledger, by);
        if dimension.is_none_or(|dimension| dimension.frame().is_none()) {
            return self.selection(figure, moment, At::Whole);
        }
        // Counts and sums of the parts add up to the whole; different values do not.
        match figure.measure {
            Measure::Count | Measure::Sum(_) => {
                let shown = keys.iter().map(|key| self.selection(figure, moment, At::Key(by, *key)));
                Reckoning::Rest(Box::new(self.selection(figure, moment, At::Whole)), shown.collect())
            }
            _ => self.selection(figure, moment, self.at),
        }
    }

    /// A measure over records as what it takes and the tests that records pass.
    fn selection(&self, figure: &FigureDefinition, moment: Moment, at: At<'_>) -> Reckoning {
        let none = || Reckoning::Fixed("这个数没有对应的公式".to_owned());
        self.selected(figure, moment, at).unwrap_or_else(none)
    }

    fn selected(&self, figure: &FigureDefinition, moment: Moment, at: At<'_>) -> Option<Reckoning> {
        let sources = self.evaluation.sources;
        let ledger = figure.ledger.as_str();
        let loaded = sources.get(ledger)?;
        let mut take = match &figure.measure {
            Measure::Distinct(name) => Take::Distinct(column_id(sources, ledger, name)?),
            Measure::Sum(_) => Take::Sum(summed_id(sources, figure)?),
            Measure::Latest(_) => Take::Latest(summed_id(sources, figure)?),
            _ => Take::Count,
        };
        let mut criteria = Vec::new();
        for filter in [Some(&figure.filter), self.evaluation.filter()].into_iter().flatten() {
            criteria.extend(tests(sources, loaded, filter, moment)?);
        }
        match at {
            At::Whole => {}
            At::Key(by, key) => match sources.dimension(ledger, by)? {
                Dimension::Parts { parts, .. } => {
                    take = Take::Sum(parts.get(usize::try_from(key).ok()?)?.id.clone());
                }
                dimension => {
                    let test = value(&dimension, key).map_or(Test::Set(false), |value| Test::Is(vec![value]));
                    criteria.push(Criterion { column: column_id(sources, ledger, by)?, test });
                }
            },
            At::Rest(by, keys) => {
                let dimension = sources.dimension(ledger, by)?;
                let column = column_id(sources, ledger, by)?;
                let shown = keys.iter().filter_map(|key| value(&dimension, *key)).collect();
                criteria.push(Criterion { column: column.clone(), test: Test::Not(shown) });
                if keys.contains(&NULL) {
                    criteria.push(Criterion { column, test: Test::Set(true) });
                }
            }
        }
        let spans = spans(loaded, figure.period, moment)?;
        Some(Reckoning::Records(Selection { ledger: ledger.to_owned(), take, spans, criteria }))
    }
}

fn growth(now: Reckoning, before: Reckoning, base: Reckoning) -> Reckoning {
    let base = Reckoning::Magnitude(Box::new(base));
    Reckoning::quotient(Reckoning::Difference(vec![now, before]), base)
}

/// The value of a dimension as a test names it; nothing for an empty cell.
fn value(dimension: &Dimension<'_>, key: i64) -> Option<Value> {
    match dimension {
        _ if key == NULL => None,
        Dimension::Column { column, cells, .. } if column.kind.is_words() => {
            cells.word(key).map(|word| Value::Word(word.to_owned()))
        }
        _ => Some(Value::Stored(key)),
    }
}

/// The column of the detail sheet that holds a dimension.
pub(crate) fn column_id(sources: &Sources<'_>, ledger: &str, name: &str) -> Option<String> {
    let own = sources.get(ledger)?.source.ledger;
    sources.dimension(ledger, name)?.frame()?;
    match name.split_once('.') {
        Some((prefix, rest)) if own.position(name).is_none() && prefix == own.id => Some(rest.to_owned()),
        _ => Some(name.to_owned()),
    }
}

/// The column of the detail sheet that is summed: the one named, or the part that a filter names.
fn summed_id(sources: &Sources<'_>, figure: &FigureDefinition) -> Option<String> {
    let (frame, column) = summed(sources, figure)?;
    if frame.starts_with('c') {
        return Some(column.id.clone());
    }
    column_id(sources, &figure.ledger, figure.measure.column()?)
}

/// The months whose submissions or periods are taken.
pub(crate) fn spans(loaded: &Loaded<'_>, period: Period, moment: Moment) -> Option<Vec<Span>> {
    let ledger = loaded.source.ledger;
    let mut spans = Vec::new();
    if ledger.grain == Grain::Snapshot {
        let sent = loaded.snapshot(moment)?;
        spans.push(Span { column: None, from: Some(sent), to: sent });
    }
    let across = ledger.across().and_then(|(period, _)| ledger.columns.get(period));
    if ledger.grain == Grain::Month || across.is_some() {
        let months = months(period, moment.month);
        let from = (period != Period::All).then_some(*months.start());
        spans.push(Span { column: across.map(|column| column.id.clone()), from, to: *months.end() });
    }
    Some(spans)
}

/// The tests of a filter. A part of a sum narrows the column and not the records.
fn tests(sources: &Sources<'_>, loaded: &Loaded<'_>, filter: &Filter, moment: Moment) -> Option<Vec<Criterion>> {
    let ledger = loaded.source.ledger.id.as_str();
    let mut criteria = Vec::new();
    for (name, condition) in filter {
        if name == CHANGE {
            let column = change_column(&change_kinds(condition).ok()?);
            criteria.push(Criterion { column, test: Test::Is(vec![Value::Stored(1)]) });
            continue;
        }
        if let (Some(Dimension::Entity { .. }), Condition::Test(test)) = (sources.dimension(ledger, name), condition) {
            let test = Test::Listed { listed: test.set?, otherwise: UNLISTED.to_owned() };
            criteria.push(Criterion { column: column_id(sources, ledger, name)?, test });
            continue;
        }
        let Some(Dimension::Column { column, cells, .. }) = sources.dimension(ledger, name) else { continue };
        let id = column_id(sources, ledger, name)?;
        let testing = Testing { loaded, column, cells, moment };
        let tests = testing.condition(condition)?;
        criteria.extend(tests.into_iter().map(|test| Criterion { column: id.clone(), test }));
    }
    Some(criteria)
}

/// A condition on one column.
struct Testing<'a> {
    loaded: &'a Loaded<'a>,
    column: &'a Column,
    cells: &'a Cells,
    moment: Moment,
}

impl Testing<'_> {
    fn condition(&self, condition: &Condition) -> Option<Vec<Test>> {
        match condition {
            Condition::Is(value) => Some(vec![Test::Is(self.values(std::slice::from_ref(value))?)]),
            Condition::Any(values) => Some(vec![Test::Is(self.values(values)?)]),
            Condition::Test(test) => self.test(test),
        }
    }

    fn test(&self, test: &model::figure::Test) -> Option<Vec<Test>> {
        let mut tests: Vec<Test> = test.set.map(Test::Set).into_iter().collect();
        if let Some(values) = &test.not {
            tests.push(Test::Not(self.values(values)?));
        }
        let sides =
            [(Side::Above, &test.above), (Side::Below, &test.below), (Side::From, &test.from), (Side::To, &test.to)];
        for (side, bound) in sides {
            if let Some(bound) = bound {
                tests.push(Test::Compare(side, self.bound(bound)?));
            }
        }
        let mut between = |first: i64, last: i64| {
            tests.push(Test::Compare(Side::From, Bound::Stored(first)));
            tests.push(Test::Compare(Side::To, Bound::Stored(last)));
        };
        if let Some(period) = test.within {
            let days = days(period, self.moment.month);
            between(days.start().days(), days.end().days());
        }
        if let Some(number) = test.within_days {
            let first = self.moment.as_of;
            between(first.days(), first.plus_days(number.into()).days());
        }
        Some(tests)
    }

    fn bound(&self, scalar: &Scalar) -> Option<Bound> {
        if let Scalar::Text(text) = scalar
            && self.loaded.source.ledger.position(text).is_some()
        {
            return Some(Bound::Column(text.clone()));
        }
        stored(self.column, self.cells, scalar, self.moment).ok()?.first().map(|value| Bound::Stored(*value))
    }

    /// The values that a condition names: all words of a class of states, also those that no
    /// record holds yet, so that the formula stays right when one does.
    fn values(&self, scalars: &[Scalar]) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        for scalar in scalars {
            match (self.column.kind, scalar) {
                (Kind::Status, Scalar::Text(class)) => values.extend(self.states(class)),
                (kind, Scalar::Text(word)) if kind.is_words() => values.push(Value::Word(word.clone())),
                _ => {
                    let stored = stored(self.column, self.cells, scalar, self.moment).ok()?;
                    values.extend(stored.into_iter().map(Value::Stored));
                }
            }
        }
        values.dedup();
        Some(values)
    }

    fn states(&self, class: &str) -> Vec<Value> {
        let column = self.column;
        let words: Vec<&String> = match class {
            "done" => column.done.iter().chain(&column.standing).collect(),
            "open" => column.open.iter().collect(),
            "standing" => column.standing.iter().collect(),
            word => return vec![Value::Word(word.to_owned())],
        };
        words.into_iter().map(|word| Value::Word(word.clone())).collect()
    }
}
