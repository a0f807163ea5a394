//! A field of a ledger's records: its values, and what they mean.

use crate::loaded::Loaded;
use crate::mask::Mask;
use model::Date;
use model::expr::{Test, Value};
use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, NULL, Records};
use polars::prelude::{Int64Chunked, NewChunkedArray};

/// A field of a ledger's records with what its values mean.
#[derive(Clone, Debug)]
pub(crate) enum View<'a> {
    /// A column, of the ledger itself or of the entities that it names.
    Column { frame: String, column: &'a Column, cells: &'a Cells, mask: Option<&'a Mask> },
    /// A column of another ledger, with the record there of each record.
    Joined { positions: &'a [Option<usize>], column: &'a Column, cells: &'a Cells, mask: Option<&'a Mask> },
    /// Numbers of days: the columns of the frame that hold the days, and the day where no last one is known.
    Days { from: String, to: Vec<String>, until: Option<Date>, column: &'a Column, mask: Option<&'a Mask> },
    /// The entity itself.
    Entity { ledger: &'a Ledger, records: &'a Records, mask: Option<&'a Mask> },
}

impl Loaded {
    /// The values of a field, one a record.
    pub(crate) fn values(&self, view: &View<'_>) -> Int64Chunked {
        match view {
            View::Column { frame, .. } => self.integers(frame),
            View::Entity { .. } => self.integers("entity"),
            View::Joined { positions, cells, .. } => {
                let values = positions.iter().map(|position| cells.get((*position)?));
                Int64Chunked::from_iter_options("joined".into(), values)
            }
            View::Days { from, to, until, .. } => {
                let from = self.integers(from);
                let to: Vec<Int64Chunked> = to.iter().map(|frame| self.integers(frame)).collect();
                let last = |record: usize| to.iter().find_map(|days| days.get(record)).or(until.map(Date::days));
                let days = from.iter().enumerate().map(|(record, first)| last(record)?.checked_sub(first?));
                Int64Chunked::from_iter_options("days".into(), days)
            }
        }
    }
}

impl View<'_> {
    /// What stands in place of its values in a public document.
    pub(crate) fn mask(&self) -> Option<&Mask> {
        match self {
            View::Column { mask, .. }
            | View::Entity { mask, .. }
            | View::Days { mask, .. }
            | View::Joined { mask, .. } => *mask,
        }
    }

    /// Where one of its values stands by its alias.
    pub(crate) fn alias_rank(&self, value: i64) -> Option<i64> {
        match self {
            View::Column { mask, .. } | View::Joined { mask, .. } => mask.as_ref()?.rank(value),
            View::Days { .. } => None,
            View::Entity { ledger, records, mask } => {
                let name = ledger.position(ledger.entity.as_ref()?.names.first()?)?;
                mask.as_ref()?.rank(records.columns.get(name)?.get(usize::try_from(value).ok()?)?)
            }
        }
    }

    /// The words of one of its values.
    pub(crate) fn label(&self, value: i64) -> String {
        match self {
            _ if value == NULL => "未填".to_owned(),
            View::Column { column, cells, mask: Some(mask), .. }
            | View::Joined { column, cells, mask: Some(mask), .. } => mask.text(column, cells, value),
            View::Days { mask: Some(_), .. } => model::edition::OMITTED.to_owned(),
            View::Days { .. } => value.to_string(),
            View::Column { column, cells, .. } | View::Joined { column, cells, .. } => {
                match (column.kind, &column.names) {
                    (Kind::Boolean, Some([yes, no])) => if value == 0 { no } else { yes }.clone(),
                    _ => model::records::shown(column, cells, value).unwrap_or_default(),
                }
            }
            View::Entity { ledger, records, mask } => {
                let name = ledger.entity.as_ref().and_then(|entity| ledger.position(entity.names.first()?));
                let record = usize::try_from(value).ok();
                let cells = name.and_then(|name| records.columns.get(name));
                let masked = || {
                    let (mask, cells) = mask.zip(cells)?;
                    Some(mask.text(ledger.columns.get(name?)?, cells, cells.get(record?)?))
                };
                let name = || cells.zip(record).and_then(|(cells, record)| cells.text(record)).map(str::to_owned);
                masked().or_else(name).unwrap_or_else(|| ledger.unlisted())
            }
        }
    }

    /// What a record's value must be to have one of its values.
    pub(crate) fn test(&self, value: i64) -> Test {
        match self {
            _ if value == NULL => Test::Set(false),
            View::Column { column, cells, .. } | View::Joined { column, cells, .. } if column.kind.is_words() => {
                match cells.word(value) {
                    Some(word) => Test::Is(vec![Value::Word(word.to_owned())]),
                    None => Test::Is(Vec::new()),
                }
            }
            View::Column { .. } | View::Joined { .. } | View::Entity { .. } | View::Days { .. } => {
                Test::Is(vec![Value::Stored(value)])
            }
        }
    }

    /// Where a value stands among the others when a table names no order: by the order of the
    /// definition's words, else by first appearance.
    pub(crate) fn rank(&self, value: i64) -> (usize, i64) {
        if let Some(rank) = self.alias_rank(value) {
            return (0, rank);
        }
        let (View::Column { column, cells, .. } | View::Joined { column, cells, .. }) = self else { return (0, value) };
        // 是 stands before 否, an empty cell last.
        let value = if column.kind == Kind::Boolean && value != NULL { -value } else { value };
        let known: Vec<&str> = match column.kind {
            Kind::Status => column.status_words().collect(),
            _ => column.values.iter().map(String::as_str).collect(),
        };
        let at = cells.word(value).and_then(|word| known.iter().position(|known| *known == word));
        (if value == NULL { usize::MAX } else { at.unwrap_or(usize::MAX - 1) }, value)
    }
}
