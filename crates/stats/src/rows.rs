//! Which rows a table has: the values of a dimension, perhaps in groups, or months, or years.

use crate::evaluate::{EMPTY, Evaluation, Scope, months_to};
use crate::filter::Filter;
use crate::period::Moment;
use crate::reckon::At;
use crate::sources::{Dimension, Sources};
use model::document::RowKind;
use model::figure::{Condition, FigureDefinition, Scalar, Test};
use model::report::TableDefinition;
use model::{Exact, Month};
use std::collections::BTreeSet;

/// A row before it has values.
pub(crate) struct Place<'r> {
    /// What it is.
    pub(crate) kind: RowKind,
    /// The words in front.
    pub(crate) label: String,
    /// The group that it belongs to.
    pub(crate) group: Option<&'r str>,
    /// Gives its values.
    pub(crate) evaluation: &'r Evaluation<'r>,
    /// Which of the values of the evaluation are its own.
    pub(crate) at: At<'r>,
    /// As of when.
    pub(crate) moment: Moment,
}

/// A table that is walked row by row, with the figures of its columns.
pub(crate) struct Walk<'a> {
    pub(crate) sources: &'a Sources<'a>,
    pub(crate) definitions: &'a [FigureDefinition],
    pub(crate) table: &'a TableDefinition,
    pub(crate) figures: &'a [&'a FigureDefinition],
    pub(crate) moment: Moment,
}

impl<'a> Walk<'a> {
    /// Calls `put` for every row from top to bottom.
    pub(crate) fn rows(&self, put: &mut impl FnMut(Place<'_>)) {
        let months = || months_to(self.moment.month).map(|month| (month.chinese(), at_month(self.moment, month)));
        match self.table.rows.as_str() {
            "month" => self.by_time(months(), put),
            "year" => self.by_time(years(self.table, self.moment), put),
            _ => self.by_dimension(put),
        }
    }

    fn by_time(&self, moments: impl Iterator<Item = (String, Moment)>, put: &mut impl FnMut(Place<'_>)) {
        let evaluation = Evaluation::new(self.sources, self.definitions);
        for (label, moment) in moments {
            let evaluation = &evaluation;
            put(Place { kind: RowKind::Body, label, group: None, evaluation, at: At::Whole, moment });
        }
    }

    fn by_dimension(&self, put: &mut impl FnMut(Place<'_>)) {
        let groups = self.groups();
        for (title, filter) in &groups {
            self.body(Some(title), filter, put);
            self.whole((RowKind::Subtotal, "小计"), Some(title), filter, put);
        }
        if self.table.group.is_none() {
            self.body(None, &self.table.filter, put);
        }
        if self.table.total {
            self.whole((RowKind::Total, "合计"), None, &self.table.filter, put);
        }
    }

    /// The groups with what narrows the records to each; none for a plain table.
    fn groups(&self) -> Vec<(String, Filter)> {
        let Some(group) = &self.table.group else { return Vec::new() };
        let evaluation = self.within(Scope { by: Some(group), filter: Some(&self.table.filter), except: None });
        let Some((dimension, keys)) = self.keys(&evaluation, group) else { return Vec::new() };
        let of = |key: &i64| {
            let mut filter = self.table.filter.clone();
            filter.insert(group.clone(), condition(&dimension, *key));
            (dimension.label(*key), filter)
        };
        keys.iter().map(of).collect()
    }

    /// The rows of the dimension's values and 其他.
    fn body(&self, group: Option<&str>, filter: &Filter, put: &mut impl FnMut(Place<'_>)) {
        let (by, moment) = (self.table.rows.as_str(), self.moment);
        let evaluation = self.within(Scope { by: Some(by), filter: Some(filter), except: None });
        let Some((dimension, mut keys)) = self.keys(&evaluation, by) else { return };
        let all = keys.len();
        keys.truncate(self.table.top.unwrap_or(all));
        for key in &keys {
            let (label, evaluation) = (dimension.label(*key), &evaluation);
            put(Place { kind: RowKind::Body, label, group, evaluation, at: At::Key(by, *key), moment });
        }
        if self.table.others && keys.len() < all {
            let shown: BTreeSet<i64> = keys.into_iter().collect();
            let except = Some((by, shown.clone()));
            let evaluation = &self.within(Scope { by: None, filter: Some(filter), except });
            let label = "其他".to_owned();
            put(Place { kind: RowKind::Others, label, group, evaluation, at: At::Rest(by, &shown), moment });
        }
    }

    /// A row for all records that fit.
    fn whole(
        &self,
        (kind, label): (RowKind, &str),
        group: Option<&str>,
        filter: &Filter,
        put: &mut impl FnMut(Place<'_>),
    ) {
        let evaluation = &self.within(Scope { by: None, filter: Some(filter), except: None });
        put(Place { kind, label: label.to_owned(), group, evaluation, at: At::Whole, moment: self.moment });
    }

    /// An evaluation whose shares refer to all records of the table.
    fn within<'b>(&'b self, scope: Scope<'b>) -> Evaluation<'b> {
        Evaluation::within(self.sources, self.definitions, scope, &self.table.filter)
    }

    /// A dimension with its values in the order of the table.
    fn keys<'b>(&'b self, evaluation: &Evaluation<'b>, by: &str) -> Option<(Dimension<'b>, Vec<i64>)> {
        let dimension = dimension_of(evaluation, self.figures, by)?;
        let columns: Vec<_> = self.figures.iter().map(|figure| evaluation.values(&figure.name, self.moment)).collect();
        let keys: BTreeSet<i64> = columns.iter().flat_map(|values| values.rows.keys().copied()).collect();
        let mut keys: Vec<i64> = keys.into_iter().collect();
        self.sort(&mut keys, &dimension, |column, key| columns.get(column)?.get(Some(key)).ok());
        Some((dimension, keys))
    }

    /// Orders values by a column, missing ones last, ties and the rest by the dimension's order.
    fn sort(&self, keys: &mut [i64], dimension: &Dimension<'_>, value: impl Fn(usize, i64) -> Option<Exact>) {
        let order = self.table.order.as_deref().unwrap_or_default();
        let (name, descending) = order.strip_suffix(" desc").map_or((order, false), |name| (name, true));
        let column = self.table.figures().position(|column| column == name);
        keys.sort_by(|left, right| {
            let by_value = column.map_or(std::cmp::Ordering::Equal, |column| {
                match (value(column, *left), value(column, *right)) {
                    (Some(left), Some(right)) if descending => right.cmp(&left),
                    (Some(left), Some(right)) => left.cmp(&right),
                    (left, right) => right.is_some().cmp(&left.is_some()),
                }
            });
            by_value.then_with(|| dimension.rank(*left).cmp(&dimension.rank(*right)))
        });
    }
}

/// What narrows records to one value of a column of words or of truth values.
fn condition(dimension: &Dimension<'_>, key: i64) -> Condition {
    match dimension {
        Dimension::Column { column, cells, .. } if key != EMPTY => match cells.word(key) {
            Some(word) if column.kind.is_words() => Condition::Is(Scalar::Text(word.to_owned())),
            _ => Condition::Is(Scalar::Bool(key != 0)),
        },
        _ => Condition::Test(Test { set: Some(false), ..Test::default() }),
    }
}

/// The end of the report's own month is its as-of date, that of another month its last day.
fn at_month(moment: Moment, month: Month) -> Moment {
    if month == moment.month { moment } else { Moment::end_of(month) }
}

fn years(table: &TableDefinition, moment: Moment) -> impl Iterator<Item = (String, Moment)> {
    let last = i32::try_from(table.last.unwrap_or(3)).unwrap_or(3);
    (0..last).rev().map(move |years| {
        let moment = moment.earlier(12 * years);
        (format!("{}年", moment.month.year()), moment)
    })
}

/// The dimension of a table's rows, as the first figure over records that it shows knows it.
pub(crate) fn dimension_of<'a>(
    evaluation: &Evaluation<'a>,
    figures: &[&FigureDefinition],
    by: &str,
) -> Option<Dimension<'a>> {
    figures.iter().find_map(|figure| {
        let base = bases(evaluation, figure);
        base.iter().find_map(|figure| evaluation.sources.dimension(&figure.ledger, by))
    })
}

/// The figures over records that a figure is computed from in the end.
pub(crate) fn bases<'a>(evaluation: &Evaluation<'a>, figure: &'a FigureDefinition) -> Vec<&'a FigureDefinition> {
    if figure.measure.operands().is_empty() {
        return vec![figure];
    }
    let operands = figure.measure.operands().into_iter().filter_map(|name| evaluation.definition(name));
    operands.flat_map(|(_, operand)| bases(evaluation, operand)).collect()
}
