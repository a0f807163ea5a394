//! A document as the page shows it: set on its pages, with what stands behind its numbers.

use crate::documents::{Job, Made, made};
use crate::outcome::Fatal;
use crate::produced::stem;
use crate::publishing::Publishing;
use crate::session::Session;
use model::document::{Cell, Document, Table};
use model::expr::Expr;
use model::figure::{Figure, Provenance};
use model::page::{Face, Origin, Pages};
use model::plan::FigurePlan;
use model::{Diagnostic, Exact, Language, Place, ReportingTime, Spoken as _, say};
use stats::Scope;

/// A document on its pages.
pub(crate) struct Shown {
    pub(crate) title: String,
    /// The name of its files without extensions.
    pub(crate) stem: String,
    pub(crate) pages: Pages,
    pub(crate) findings: Vec<Diagnostic>,
    document: Document,
    /// The cells that the rows of each listing came from.
    places: Vec<(String, Vec<Vec<Place>>)>,
    plans: Vec<FigurePlan>,
    scope: Option<Scope>,
    time: ReportingTime,
}

/// What stands behind a number.
pub(crate) enum Behind {
    /// A figure with where it comes from.
    Figure(Box<(Figure, Provenance)>),
    /// The number of a table's cell: its table, row and column in words, its printed text and where it
    /// comes from.
    Cell {
        table: String,
        row: String,
        column: String,
        text: String,
        /// The exact value in the unit of its column, if there is one.
        exact: Option<(Exact, String)>,
        provenance: Box<Provenance>,
    },
    /// The cell of a record that a listing shows.
    Record { table: String, column: String, text: String, place: Place },
}

impl Shown {
    pub(crate) fn of(
        session: &Session,
        publishing: Option<&Publishing>,
        job: &Job<'_>,
        faces: &[Face],
    ) -> Result<Shown, Fatal> {
        let Made { package, mut findings, places, .. } = made(session, publishing, job)?;
        let (pages, more) = layout::pages(&package.document, faces);
        findings.extend(more);
        Ok(Shown {
            title: package.document.title.clone(),
            stem: stem(job, &package.document.title),
            pages,
            findings,
            document: package.document,
            places,
            plans: job.plan.figures.clone(),
            scope: job.scope().cloned(),
            time: job.plan.time,
        })
    }

    /// Every figure of the document.
    pub(crate) fn figures(&self) -> &[Figure] {
        &self.document.figures
    }

    /// What a reader hears of a number; nothing where nothing stands behind it.
    pub(crate) fn label(&self, language: Language, origin: &Origin) -> Option<String> {
        match origin {
            Origin::Figure(name) => {
                let figure = self.figures().iter().find(|figure| figure.name == *name)?;
                let (title, text) = (&figure.title, &figure.text);
                Some(say!("{title}：{text}", "{title}: {text}").spoken(language))
            }
            Origin::Cell { table, row, column } => {
                let cell = self.cell(table, *row, *column)?;
                let known = cell.expr.is_some() || self.place(table, *row, *column).is_some();
                known.then(|| cell.text.clone())
            }
        }
    }

    /// What stands behind a number.
    pub(crate) fn behind(&self, session: &Session, origin: &Origin) -> Option<Behind> {
        match origin {
            Origin::Figure(name) => {
                let figure = self.figures().iter().find(|figure| figure.name == *name)?;
                let provenance = self.trace(session, &figure.expr, figure.time);
                Some(Behind::Figure(Box::new((figure.clone(), provenance))))
            }
            Origin::Cell { table, row, column } => {
                let shown = self.document.tables().find(|shown| shown.name == *table)?;
                let cell = self.cell(table, *row, *column)?;
                let head = shown.columns.get(*column).map(|column| column.title.clone()).unwrap_or_default();
                let (title, text) = (shown.title.clone(), cell.text.clone());
                let Some(expr) = &cell.expr else {
                    let place = self.place(table, *row, *column)?.clone();
                    return Some(Behind::Record { table: title, column: head, text, place });
                };
                let provenance = Box::new(self.trace(session, expr, self.time));
                let row = self.label_of(shown, *row);
                let unit =
                    shown.columns.get(*column).and_then(|column| column.format.as_ref()).map(|format| &format.unit);
                let converted = cell.value.map(|value| unit.and_then(|unit| unit.convert(value)).unwrap_or(value));
                let exact = converted.map(|value| (value, unit.map_or("", |unit| unit.name()).to_owned()));
                Some(Behind::Cell { table: title, row, column: head, text, exact, provenance })
            }
        }
    }

    /// Where a number comes from, among the records of the document's scope.
    fn trace(&self, session: &Session, expr: &Expr, time: ReportingTime) -> Provenance {
        match &self.scope {
            None => stats::trace(&session.sources, &self.plans, expr, time),
            Some(scope) => {
                let (sources, _) = stats::narrow(&session.sources, &session.findings, scope);
                stats::trace(&sources, &self.plans, expr, time)
            }
        }
    }

    /// What a row of a table is called: its first words, before which a running number may stand.
    fn label_of(&self, table: &Table, row: usize) -> String {
        let cells = table.rows.get(row).map(|row| row.cells.as_slice()).unwrap_or_default();
        let words = cells
            .iter()
            .zip(&table.columns)
            .find(|(cell, column)| cell.expr.is_none() && !column.kind.is_number() && !cell.text.is_empty());
        words.map(|(cell, _)| cell.text.clone()).unwrap_or_default()
    }

    fn cell(&self, table: &str, row: usize, column: usize) -> Option<&Cell> {
        self.document.tables().find(|shown| shown.name == table)?.rows.get(row)?.cells.get(column)
    }

    /// The cell of a workbook that a listing shows; nothing for the running number, which stands before
    /// the columns of the record, and for what comes from no cell of its own.
    fn place(&self, table: &str, row: usize, column: usize) -> Option<&Place> {
        let (_, places) = self.places.iter().find(|(name, _)| name == table)?;
        let places = places.get(row)?;
        let shown = self.document.tables().find(|shown| shown.name == table)?.rows.get(row)?.cells.len();
        let before = shown.checked_sub(places.len())?;
        places.get(column.checked_sub(before)?).filter(|place| !place.file.is_empty())
    }
}
