//! The recognised columns of a table as columns of the ledger.

use crate::grid::{Line, Sheet};
use crate::recognise::columns::Header;
use crate::recognise::units::Units;
use crate::recognise::{Labels, Row, Table as Seen};
use crate::text::match_form;
use model::{Month, Unit};

/// A column of the sheet that stands for a column of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// The sheet's column, from 1.
    pub(crate) column: u32,
    /// The label as it was found.
    pub(crate) label: String,
    /// The unit in the label, in a label above it or under it.
    pub(crate) unit: Option<Unit>,
}

/// A table of a sheet in terms of the ledger.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The first row of the header.
    pub(crate) top: u32,
    /// The last row of the header.
    pub(crate) bottom: u32,
    /// The first column of the header.
    pub(crate) left: u32,
    /// The last column of the header.
    pub(crate) right: u32,
    /// The rows below the header and what they are.
    pub(crate) rows: Vec<(u32, Row)>,
    /// For each column of the ledger where it stands.
    pub(crate) columns: Vec<Option<Found>>,
    /// Periods across: the sheet's columns and their months.
    pub(crate) periods: Vec<(u32, Month)>,
    /// The units that are not in the labels.
    pub(crate) outside: Units,
    /// For each column of the ledger what the workbook states for all rows.
    pub(crate) stated: Vec<Option<String>>,
    /// Labels that mean no column: the sheet's column and the label.
    pub(crate) unknown: Vec<(u32, String)>,
    /// Second columns for a column that was found already: the sheet's column, the label and the ledger's column.
    pub(crate) doubles: Vec<(u32, String, usize)>,
    /// The column of running numbers.
    pub(crate) numbering: Option<u32>,
    /// How many columns and periods matched.
    pub(crate) score: usize,
    /// Tables that were set as panels of one share a number.
    pub(crate) panel: Option<u32>,
}

impl Table {
    /// The last record's row.
    pub(crate) fn end(&self) -> u32 {
        self.rows.iter().rev().find(|(_, kind)| *kind == Row::Record).map_or(self.bottom, |(row, _)| *row)
    }

    /// The lines of its records, in their order: its rows are lines of its sheet.
    pub(crate) fn record_lines<'a>(&'a self, sheet: &'a Sheet) -> impl Iterator<Item = &'a Line> {
        let mut lines = sheet.lines_between(self.top, u32::MAX).iter();
        let records = self.rows.iter().filter(|(_, kind)| *kind == Row::Record);
        records.filter_map(move |(row, _)| lines.find(|line| line.row == *row))
    }

    /// How many records it has.
    pub(crate) fn records(&self) -> usize {
        self.rows.iter().filter(|(_, kind)| *kind == Row::Record).count()
    }

    /// Whether it is an account (明细账): what comes in and what goes out stand in two columns.
    pub(crate) fn is_account(&self) -> bool {
        let found = self.columns.iter().flatten().map(|found| found.label.as_str());
        let labels: Vec<&str> = found.chain(self.unknown.iter().map(|(_, label)| label.as_str())).collect();
        let any = |words: &[&str]| labels.iter().any(|label| words.iter().any(|word| label.contains(word)));
        any(&["借方", "收入", "收方", "增加"]) && any(&["贷方", "支出", "付方", "支方", "减少"])
    }

    /// Whether a row is one of the table's records.
    pub(crate) fn is_record(&self, row: u32) -> bool {
        let at = self.rows.binary_search_by_key(&row, |(row, _)| *row).ok();
        at.and_then(|at| self.rows.get(at)).is_some_and(|(_, kind)| *kind == Row::Record)
    }
}

/// Maps a table; of two columns for one the longer path counts, then the earlier label.
pub(crate) fn map(seen: Seen, labels: &Labels<'_>) -> Table {
    let score = labels.score(&seen.header);
    let mut table = Table {
        top: seen.header.top,
        bottom: seen.header.bottom,
        left: seen.header.left(),
        right: seen.header.right(),
        columns: vec![None; labels.ledger.columns.len()],
        periods: Vec::new(),
        outside: Units::default(),
        stated: vec![None; labels.ledger.columns.len()],
        unknown: Vec::new(),
        doubles: Vec::new(),
        numbering: seen.numbering,
        rows: seen.rows,
        score,
        panel: seen.panel,
    };
    let mut matched: Vec<Option<(usize, usize)>> = vec![None; labels.ledger.columns.len()];
    for column in &seen.header.columns {
        let Some(label) = column.path.last().cloned() else { continue };
        if let Some((at, rank, depth)) = labels.meaning(&column.path) {
            let better = matched
                .get(at)
                .is_some_and(|held| held.is_none_or(|(held_depth, held_rank)| (depth, held_rank) > (held_depth, rank)));
            match table.columns.get_mut(at) {
                Some(slot) if better => {
                    if let Some(before) = slot.replace(Found { column: column.at, label, unit: column.unit() }) {
                        table.doubles.push((before.column, before.label, at));
                    }
                    if let Some(held) = matched.get_mut(at) {
                        *held = Some((depth, rank));
                    }
                }
                // 2020年/本月 beside 2019年/本月.
                _ => table.doubles.push((column.at, column.path.join("/"), at)),
            }
        } else if let Some(month) = column.period.filter(|_| labels.across) {
            table.periods.push((column.at, month));
        } else {
            table.unknown.push((column.at, label));
        }
    }
    spans_apart(&mut table, &seen.header);
    table
}

/// A quarter, a half or a year with one of its months beside it is no month, nor is 1—3月 beside 3月: it holds their sum.
fn spans_apart(table: &mut Table, header: &Header) {
    let label = |at: u32| {
        let column = header.columns.iter().find(|column| column.at == at);
        column.and_then(|column| column.path.last()).map(|label| match_form(label)).unwrap_or_default()
    };
    let single =
        |label: &str| label.trim_end_matches('份').ends_with('月') && !label.contains(['-', '—', '–', '~', '至', '到']);
    let months: Vec<(u32, Month)> = table.periods.iter().filter(|(at, _)| single(&label(*at))).copied().collect();
    if months.len() < 2 {
        return;
    }
    let spans: Vec<u32> = table
        .periods
        .iter()
        .filter(|(at, month)| {
            let label = label(*at);
            // So many months end with the one that it is named after.
            let length = match () {
                () if label.contains("半年") => 6,
                () if label.contains('季') => 3,
                () if ["年度", "全年"].iter().any(|word| label.contains(word)) || label.ends_with('年') => 12,
                () => 1,
            };
            let within = |other: &Month| *other <= *month && *other > month.plus(-length);
            !single(&label) && months.iter().any(|(_, other)| within(other))
        })
        .map(|(at, _)| *at)
        .collect();
    table.periods.retain(|(at, _)| !spans.contains(at));
    for at in spans {
        let label = header.columns.iter().find(|column| column.at == at).and_then(|column| column.path.last().cloned());
        table.unknown.push((at, label.unwrap_or_default()));
    }
}
