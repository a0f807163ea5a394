//! Where everything will lie, decided before anything is written.

pub(crate) use crate::detail_sheets::{DetailPart, DetailSheets};

use crate::formula::{self, Known, Scope, scale_of};
use crate::names::{SheetNames, TableNames};
use crate::number;
use model::diagnostic::letters;
use model::document::{Cell, Chart, Document, Row, Series, Table, TableColumn};
use model::expr::Expr;
use model::ledger::Kind;
use model::package::Package;
use model::unit::Format;
use model::{Exact, Unit};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The first sheet.
pub(crate) const CONTENTS: &str = "目录";
/// The sheet of all figures.
pub(crate) const FIGURES: &str = "指标";
/// The sheet of all problems.
pub(crate) const PROBLEMS: &str = "问题";
/// The sheet of what was not sent.
pub(crate) const REMINDERS: &str = "催报清单";
/// The sheet of the pictures.
pub(crate) const PICTURES: &str = "图片";
/// The rows of a sheet of XLSX.
pub(crate) const MAX_ROWS: u32 = 1_048_576;

/// The sheets of a workbook in their order: 目录, the tables, 图片, 指标, 问题, 催报清单, the details.
pub(crate) struct Sheets<'a> {
    /// A sheet for each table or listing.
    pub(crate) tables: Vec<TableSheet<'a>>,
    /// One sheet or more for each ledger.
    pub(crate) details: Vec<DetailSheets<'a>>,
}

/// The sheet of a table: title, unit line, head, rows, notes, charts.
pub(crate) struct TableSheet<'a> {
    /// The sheet's name.
    pub(crate) sheet: String,
    /// What it shows; made up of a chart's numbers where the chart's table is not in the text.
    pub(crate) table: Cow<'a, Table>,
    /// The charts beneath.
    pub(crate) charts: Vec<&'a Chart>,
    /// For each row, for each column, how its number comes about.
    pub(crate) exprs: Vec<Vec<Option<Expr>>>,
    /// The name of the Excel table of a listing.
    pub(crate) name: String,
}

impl<'a> TableSheet<'a> {
    /// The row of the unit line, from 0.
    pub(crate) const UNIT: u32 = 1;
    /// The first row of the heads, from 0.
    pub(crate) const HEAD: u32 = 2;

    /// The last row of the heads, from 0: that of the columns' own titles.
    pub(crate) fn heads_end(&self) -> u32 {
        Self::HEAD.saturating_add(u32::try_from(self.table.head.len()).unwrap_or(0))
    }

    /// The first row below the heads, from 0.
    pub(crate) fn first(&self) -> u32 {
        self.heads_end().saturating_add(1)
    }

    /// The row of a row of the table, both from 0. Each group has a row for its title.
    pub(crate) fn row(&self, index: usize) -> u32 {
        let titles = self.table.groups.iter().filter(|group| group.first <= index).count();
        self.first().saturating_add(u32::try_from(index + titles).unwrap_or(u32::MAX))
    }

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
        let titles = u32::try_from(self.table.groups.len()).unwrap_or(0);
        self.first().saturating_add(self.rows()).saturating_add(titles)
    }

    /// The column of a chart's series, from 0. A table made up of a chart has the labels first
    /// and then the series in their order.
    pub(crate) fn column_of(&self, chart: &Chart, series: &Series) -> Option<usize> {
        match self.table {
            Cow::Borrowed(_) => Some(series.column),
            Cow::Owned(_) => chart.series.iter().position(|other| other == series).map(|at| at + 1),
        }
    }

    /// How the number of a cell comes about.
    pub(crate) fn expr(&self, row: usize, column: usize) -> Option<&Expr> {
        self.exprs.get(row)?.get(column)?.as_ref()
    }

    /// The column of the labels: the first one that shows no figure and no running number.
    pub(crate) fn label(&self) -> Option<usize> {
        self.table.columns.iter().position(|column| column.figure.is_none() && column.kind == Kind::Text)
    }

    /// What the formulas of the sheet may refer to: its own cells and the detail sheets.
    pub(crate) fn scope<'b>(&'b self, details: &'b [DetailSheets<'b>]) -> Scope<'b> {
        let mut known: BTreeMap<Expr, Known> = BTreeMap::new();
        for (index, cells) in self.exprs.iter().enumerate() {
            let row = self.row(index) + 1;
            for (at, expr) in (1_u32..).zip(cells) {
                let Some(expr) = expr else { continue };
                let unit = self.unit(usize::try_from(at - 1).unwrap_or(0));
                let cell = Known { column: letters(at), row, scale: scale_of(&unit) };
                known.entry(expr.clone()).or_insert(cell);
            }
        }
        Scope { details, known }
    }

    /// The unit of a column's numbers.
    pub(crate) fn unit(&self, column: usize) -> Unit {
        let Some(column) = self.table.columns.get(column) else { return Unit::None };
        match (&column.format, column.kind) {
            (Some(format), _) => format.unit.clone(),
            (None, Kind::Money) => Unit::Money("元", 100),
            (None, _) => Unit::None,
        }
    }

    /// Whether it shows records as they are, and no figures.
    pub(crate) fn is_listing(&self) -> bool {
        self.table.columns.iter().all(|column| column.figure.is_none())
    }
}

impl<'a> Sheets<'a> {
    /// Lays out the sheets. `max_rows` is the number of rows of a sheet.
    pub(crate) fn new(package: &'a Package, max_rows: u32) -> Sheets<'a> {
        let Package { document, details, .. } = package;
        let mut names = SheetNames::default();
        for fixed in [CONTENTS, FIGURES, PROBLEMS, REMINDERS] {
            names.unique(fixed);
        }
        if document.pictures().next().is_some() {
            names.unique(PICTURES);
        }
        let mut table_names = TableNames::new(document.figures.iter().map(|figure| figure.name.as_str()));
        let mut tables = tables(document, &mut names);
        let mut needs = crate::detail_sheets::needs(package);
        let details = details.iter().map(|detail| {
            DetailSheets::new(detail, needs.remove(detail.ledger.as_str()), (&mut names, &mut table_names), max_rows)
        });
        let details = details.collect();
        for table in &mut tables {
            table.name = table_names.unique(&table.sheet);
        }
        Sheets { tables, details }
    }
}

fn tables<'a>(document: &'a Document, names: &mut SheetNames) -> Vec<TableSheet<'a>> {
    let mut plans: Vec<TableSheet<'a>> = Vec::new();
    for table in document.tables() {
        // A table that stands in the text twice needs one sheet; a listing of its name has other columns.
        let same = |known: &TableSheet<'_>| known.table.name == table.name && known.table.columns == table.columns;
        if !plans.iter().any(same) {
            let drawn = table.columns.iter().any(|column| column.figure.is_some());
            let charts = document.charts().filter(|chart| drawn && chart.table == table.name).collect();
            let expr = |cell: &Cell| formula::live(cell.expr.as_deref()?, cell.missing.as_ref());
            let exprs = table.rows.iter().map(|row| row.cells.iter().map(expr).collect()).collect();
            plans.push(table_sheet(Cow::Borrowed(table), charts, exprs, names));
        }
    }
    let shown = |chart: &&Chart| document.tables().any(|table| table.name == chart.table);
    for chart in document.charts().filter(|chart| !shown(chart)) {
        let cell = |row: usize, series: &Series| {
            let shown = series.values.get(row)?.is_some();
            series.exprs.get(row)?.as_ref().filter(|_| shown).map(Expr::unnamed)
        };
        let row = |row: usize| std::iter::once(None).chain(chart.series.iter().map(move |series| cell(row, series)));
        let exprs = (0..chart.categories.len()).map(|at| row(at).collect()).collect();
        plans.push(table_sheet(Cow::Owned(table_of(chart)), vec![chart], exprs, names));
    }
    plans
}

fn table_sheet<'a>(
    table: Cow<'a, Table>,
    charts: Vec<&'a Chart>,
    exprs: Vec<Vec<Option<Expr>>>,
    names: &mut SheetNames,
) -> TableSheet<'a> {
    let wanted = if table.title.trim().is_empty() { &table.name } else { &table.title };
    let sheet = names.unique(wanted);
    TableSheet { sheet, table, charts, exprs, name: String::new() }
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
        Unit::None | Unit::Of(_) | Unit::Scaled(..) => Kind::Number,
    }
}

fn cell_of(value: Option<Exact>, format: &Format) -> Cell {
    let text = value.and_then(|value| format.digits(value)).unwrap_or_else(|| "—".to_owned());
    Cell { text, value, ..Cell::default() }
}
