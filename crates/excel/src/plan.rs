//! Where everything will lie, decided before anything is written.

use crate::names::SheetNames;
use crate::number;
use model::document::{Cell, Chart, Detail, Document, Row, Series, Table, TableColumn};
use model::ledger::Kind;
use model::unit::Format;
use model::{Exact, Unit};
use std::borrow::Cow;

/// The first sheet.
pub(crate) const CONTENTS: &str = "目录";
/// The sheet of all figures.
pub(crate) const FIGURES: &str = "指标";
/// The sheet of all problems.
pub(crate) const PROBLEMS: &str = "问题";
/// The rows of a sheet of XLSX.
pub(crate) const MAX_ROWS: u32 = 1_048_576;

/// The sheets of a workbook in their order: 目录, the tables, 指标, 问题, the details.
pub(crate) struct Plan<'a> {
    /// A sheet for each table or listing.
    pub(crate) tables: Vec<TablePlan<'a>>,
    /// One sheet or more for each ledger.
    pub(crate) details: Vec<DetailPlan<'a>>,
}

/// The sheet of a table: title, unit line, head, rows, notes, charts.
pub(crate) struct TablePlan<'a> {
    /// The sheet's name.
    pub(crate) sheet: String,
    /// What it shows; made up of a chart's numbers where the chart's table is not in the text.
    pub(crate) table: Cow<'a, Table>,
    /// The charts beneath.
    pub(crate) charts: Vec<&'a Chart>,
}

impl TablePlan<'_> {
    /// The row of the unit line, from 0.
    pub(crate) const UNIT: u32 = 1;
    /// The row of the heads, from 0.
    pub(crate) const HEAD: u32 = 2;
    /// The first row of the table, from 0.
    pub(crate) const FIRST: u32 = 3;

    /// How many rows the table has.
    pub(crate) fn rows(&self) -> u32 {
        u32::try_from(self.table.rows.len()).unwrap_or(u32::MAX)
    }

    /// How many columns the table has.
    pub(crate) fn columns(&self) -> u16 {
        u16::try_from(self.table.columns.len()).unwrap_or(u16::MAX)
    }

    /// The row below the table, from 0: the first note, or an empty one.
    pub(crate) fn below(&self) -> u32 {
        Self::FIRST.saturating_add(self.rows())
    }

    /// The column of a chart's series, from 0. A table made up of a chart has the labels first
    /// and then the series in their order.
    pub(crate) fn column_of(&self, chart: &Chart, series: &Series) -> Option<usize> {
        match self.table {
            Cow::Borrowed(_) => Some(series.column),
            Cow::Owned(_) => chart.series.iter().position(|other| other == series).map(|at| at + 1),
        }
    }

    /// Whether it shows records as they are, and no figures.
    pub(crate) fn is_listing(&self) -> bool {
        self.table.columns.iter().all(|column| column.figure.is_none())
    }
}

/// The sheets of a ledger's records.
pub(crate) struct DetailPlan<'a> {
    /// The records.
    pub(crate) detail: &'a Detail,
    /// The sheets; more than one where the records exceed the rows of a sheet.
    pub(crate) parts: Vec<DetailPart>,
}

/// Some of a ledger's records on one sheet.
pub(crate) struct DetailPart {
    /// The sheet's name.
    pub(crate) sheet: String,
    /// The first record, from 0. It stands in row [`DetailPart::FIRST`], and column `n` of the
    /// detail in column `n`; the columns of the origin follow.
    pub(crate) first: usize,
    /// How many records.
    pub(crate) count: u32,
}

impl DetailPart {
    /// The row of the kinds and units, from 0.
    pub(crate) const KIND: u32 = 2;
    /// The row of the heads, from 0.
    pub(crate) const HEAD: u32 = 3;
    /// The row of the first record, from 0.
    pub(crate) const FIRST: u32 = 4;
}

impl<'a> Plan<'a> {
    /// Plans the sheets. `max_rows` is the number of rows of a sheet.
    pub(crate) fn new(document: &'a Document, details: &'a [Detail], max_rows: u32) -> Plan<'a> {
        let mut names = SheetNames::default();
        for fixed in [CONTENTS, FIGURES, PROBLEMS] {
            names.unique(fixed);
        }
        let tables = tables(document, &mut names);
        let details = details.iter().map(|detail| plan_detail(detail, &mut names, max_rows)).collect();
        Plan { tables, details }
    }
}

fn tables<'a>(document: &'a Document, names: &mut SheetNames) -> Vec<TablePlan<'a>> {
    let mut plans: Vec<TablePlan<'a>> = Vec::new();
    for table in document.tables() {
        // A table that stands in the text twice needs one sheet.
        if !plans.iter().any(|known| known.table.name == table.name) {
            let charts = document.charts().filter(|chart| chart.table == table.name).collect();
            plans.push(plan_table(Cow::Borrowed(table), charts, names));
        }
    }
    let shown = |chart: &&Chart| document.tables().any(|table| table.name == chart.table);
    for chart in document.charts().filter(|chart| !shown(chart)) {
        plans.push(plan_table(Cow::Owned(table_of(chart)), vec![chart], names));
    }
    plans
}

fn plan_table<'a>(table: Cow<'a, Table>, charts: Vec<&'a Chart>, names: &mut SheetNames) -> TablePlan<'a> {
    let wanted = if table.title.trim().is_empty() { &table.name } else { &table.title };
    let sheet = names.unique(wanted);
    TablePlan { sheet, table, charts }
}

/// The numbers of a chart whose table is not in the text.
fn table_of(chart: &Chart) -> Table {
    let label = TableColumn { title: "项目".to_owned(), kind: Kind::Text, format: None, figure: None };
    let series = chart.series.iter().map(|series| TableColumn {
        title: series.title.clone(),
        kind: kind_of(&series.format),
        format: Some(series.format.clone()),
        figure: Some(series.title.clone()),
    });
    let row = |(index, category): (usize, &String)| {
        let label = Cell { text: category.clone(), ..Cell::default() };
        let number = chart.series.iter().map(|series| {
            let value = series.values.get(index).copied().flatten();
            cell_of(value.and_then(|value| number::stored(value, &series.format.unit)), &series.format)
        });
        Row { cells: std::iter::once(label).chain(number).collect(), ..Row::default() }
    };
    Table {
        name: chart.table.clone(),
        title: chart.title.clone(),
        columns: std::iter::once(label).chain(series).collect(),
        rows: chart.categories.iter().enumerate().map(row).collect(),
        ..Table::default()
    }
}

fn kind_of(format: &Format) -> Kind {
    match format.unit {
        Unit::Money(..) => Kind::Money,
        Unit::Percent | Unit::Points => Kind::Percent,
        Unit::None | Unit::Of(_) => Kind::Number,
    }
}

fn cell_of(value: Option<Exact>, format: &Format) -> Cell {
    let text = value.and_then(|value| format.digits(value)).unwrap_or_else(|| "—".to_owned());
    Cell { text, value, note: None }
}

fn plan_detail<'a>(detail: &'a Detail, names: &mut SheetNames, max_rows: u32) -> DetailPlan<'a> {
    let room = max_rows.saturating_sub(DetailPart::FIRST).max(1);
    let records = detail.origins.len();
    let step = usize::try_from(room).unwrap_or(usize::MAX);
    let part = |first: usize| DetailPart {
        sheet: names.unique(&format!("明细-{}", detail.title)),
        first,
        count: u32::try_from(records - first).unwrap_or(u32::MAX).min(room),
    };
    // A ledger without records has a sheet as well, which says so.
    DetailPlan { detail, parts: (0..records.max(1)).step_by(step).map(part).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::document::DetailOrigin;

    #[test]
    fn records_beyond_the_rows_of_a_sheet_go_on_another() {
        let origin = DetailOrigin { month: "2020-12".into(), file: "a".into(), sheet: "s".into(), row: 2 };
        let origins = vec![origin; 5];
        let detail = Detail { ledger: "tax".into(), title: "企业税收".into(), columns: Vec::new(), origins };
        let plan = plan_detail(&detail, &mut SheetNames::default(), DetailPart::FIRST + 2);
        let parts: Vec<_> = plan.parts.iter().map(|part| (part.sheet.as_str(), part.first, part.count)).collect();
        assert_eq!(parts, [("明细-企业税收", 0, 2), ("明细-企业税收（2）", 2, 2), ("明细-企业税收（3）", 4, 1)]);
    }
}
