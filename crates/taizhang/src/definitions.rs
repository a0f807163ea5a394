//! `taizhang check --definitions`: what is wrong with the definitions, without reading a workbook.
//!
//! Every text is rendered over numbers that are supposed, once above zero and once below, and over
//! one row of each table and listing, so that both sides of its conditions and the inside of its
//! loops are seen. What only some data would show is left to `check` and `report`.

use crate::cli::CheckOptions;
use crate::file_names::{Named, collisions, file_name, told_apart};
use crate::language::tell;
use crate::outcome::{End, Fatal};
use crate::project::{Project, ReportSource};
use crate::session::{Session, add, written};
use crate::{intake, pictures, publishing};
use model::document::{Cell, Document, Listing, Row, RowKind, Table, TableColumn};
use model::edition::Edition;
use model::expr::Expr;
use model::figure::{Figure, Outcome};
use model::plan::Plan;
use model::{Diagnostic, Exact};
use report::TextFile;
use stats::Computed;
use std::collections::BTreeMap;

/// Checks the definitions of a project.
pub(crate) fn run(options: &CheckOptions) -> Result<End, Fatal> {
    let checked = checked(options);
    let json = options.output.json();
    match checked {
        Ok(project) => {
            let (ledgers, figures) = (project.ledgers.len(), project.shared.len());
            let (reports, reconciliations) = (project.reports.len(), project.reconciliations.len());
            if json {
                let counts = serde_json::json!({ "ledgers": ledgers, "figures": figures, "reports": reports, "reconciliations": reconciliations, "diagnostics": [] });
                println!("{counts:#}");
            } else {
                tell!(
                    "定义没有错误：台账 {ledgers} 个，共用指标 {figures} 个，报告 {reports} 个，勾稽 {reconciliations} 条。只检查了定义。",
                    "The definitions have no errors: {ledgers} ledger(s), {figures} shared figure(s), {reports} report(s), {reconciliations} reconciliation(s). Only the definitions were checked."
                );
            }
            Ok(End::Clean)
        }
        Err(Fatal::Definitions(wrong)) => {
            if json {
                println!("{:#}", serde_json::json!({ "diagnostics": written(&wrong) }));
            }
            Err(Fatal::Definitions(wrong))
        }
        Err(fatal) => Err(fatal),
    }
}

fn checked(options: &CheckOptions) -> Result<Project, Fatal> {
    let (session, mut wrong) = Session::of_definitions(&options.common)?;
    intake::files_can_be_claimed(&session.project)?;
    let editions = editions(&session.project);
    if editions.contains(&Edition::Public) {
        add(&mut wrong, publishing::problems(&session));
    }
    let mut titled: Vec<(&ReportSource, String)> = Vec::new();
    for (source, plan) in &session.reports {
        for edition in editions.iter().copied().filter(|edition| edition.has(source.report.edition)) {
            // Nothing was submitted: no more than the shape of what is computed is taken of it.
            let computed = stats::compute(&session.sources, &plan.of_edition(&source.report, edition));
            let supposed = Supposed { session: &session, source, plan, edition, computed };
            for number in [1, -1] {
                match supposed.document(number) {
                    Ok(document) if number == 1 && edition == Edition::Internal => {
                        titled.push((source, document.title))
                    }
                    Ok(_) => {}
                    Err(more) => add(&mut wrong, more),
                }
            }
        }
    }
    add(&mut wrong, same_names(&titled));
    if wrong.is_empty() { Ok(session.project) } else { Err(Fatal::Definitions(wrong)) }
}

/// The editions that the project writes: a public one where the settings ask for it, or hold what
/// only it needs.
fn editions(project: &Project) -> Vec<Edition> {
    let mut editions = project.edition.editions();
    for edition in [Edition::Internal, Edition::Public] {
        let wanted = edition == Edition::Internal || !project.public.key.is_empty();
        if wanted && !editions.contains(&edition) {
            editions.push(edition);
        }
    }
    editions
}

/// Documents whose files would have one name, whatever the data: a title with a condition, or of a
/// report of many documents, is left to the run that has them.
fn same_names(titled: &[(&ReportSource, String)]) -> Vec<Diagnostic> {
    let plain =
        |(source, _): &&(&ReportSource, String)| source.report.each.is_none() && !source.report.title.contains("{%");
    let plain: Vec<&(&ReportSource, String)> = titled.iter().filter(plain).collect();
    let names: Vec<String> = plain.iter().map(|(_, title)| file_name(title)).collect();
    let names = told_apart(plain.iter().zip(&names).map(|((_, title), name)| (title.as_str(), name.as_str())));
    let named = plain.iter().zip(&names).map(|((source, _), name)| Named {
        place: &source.title,
        document: source.report.name.clone(),
        name,
    });
    collisions(&named.collect::<Vec<_>>())
}

/// A report in an edition, to be written over supposed numbers.
struct Supposed<'a> {
    session: &'a Session,
    source: &'a ReportSource,
    plan: &'a Plan,
    edition: Edition,
    computed: Computed,
}

impl Supposed<'_> {
    fn document(&self, number: i128) -> Result<Document, Vec<Diagnostic>> {
        let Computed { mut figures, mut tables, mut listings } = self.computed.clone();
        figures.iter_mut().for_each(|figure| suppose(figure, number));
        tables.iter_mut().for_each(|table| fill(table, number));
        listings.iter_mut().for_each(|listing| list(listing, number));
        let (source, none) = (self.source, BTreeMap::new());
        let appendices: Vec<TextFile<'_>> =
            source.appendices.iter().map(|(file, text)| TextFile { file, text }).collect();
        let inputs = report::Inputs {
            report: &source.report,
            text: TextFile { file: &source.file, text: &source.text },
            appendices: &appendices,
            pictures: &none,
            organisation: &self.session.project.organisation,
            each: if self.plan.each.is_some() { "某单位" } else { "" },
            each_number: 1,
            time: self.plan.time,
            edition: self.edition,
            figures: &figures,
            tables: &tables,
            listings: &listings,
            reconciled: &[],
            notes: &[],
        };
        let pictures = pictures::of_definition(self.session, source, report::pictures(&inputs));
        report::document(&report::Inputs { pictures: &pictures, ..inputs }).map(|(document, _)| document)
    }
}

/// Gives a figure a value of its own kind.
fn suppose(figure: &mut Figure, number: i128) {
    let value = Exact::integer(number);
    figure.value = match &figure.expr {
        Expr::Series(years) => Outcome::Trend(years.iter().map(|(year, _)| (*year, value)).collect()),
        Expr::Balance(_, parts) => Outcome::Balance { whole: value, parts: vec![value; parts.len()] },
        _ => Outcome::Number(value),
    };
    figure.text = figure.format.text(value).unwrap_or_else(|| "—".to_owned());
}

/// Gives a table a row where it has none, and every cell of a figure a value.
fn fill(table: &mut Table, number: i128) {
    if table.rows.iter().all(|row| row.kind != RowKind::Body) {
        let cells = table.columns.iter().map(|column| cell(column, number)).collect();
        table.rows.insert(0, Row { kind: RowKind::Body, cells });
    }
    for row in &mut table.rows {
        for (column, own) in table.columns.iter().zip(&mut row.cells).filter(|(column, _)| column.figure.is_some()) {
            let supposed = cell(column, number);
            *own = Cell { expr: own.expr.take(), ..supposed };
        }
    }
}

/// Gives a listing a row.
fn list(listing: &mut Listing, number: i128) {
    let cells: Vec<Cell> = listing.table.columns.iter().map(|column| cell(column, number)).collect();
    listing.places = vec![vec![model::Place::default(); listing.columns.len()]];
    listing.table.rows = vec![Row { kind: RowKind::Body, cells }];
}

/// A cell of a column.
fn cell(column: &TableColumn, number: i128) -> Cell {
    let value = Exact::integer(number);
    let digits = column.format.as_ref().and_then(|format| format.digits(value));
    match column.figure {
        Some(_) => Cell { text: digits.unwrap_or_default(), value: Some(value), ..Cell::default() },
        None => Cell { text: digits.unwrap_or_else(|| "某".to_owned()), ..Cell::default() },
    }
}
