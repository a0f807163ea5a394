//! What a report shows in its public edition that its ledgers do not say to be public.

use crate::project::ReportSource;
use crate::session::Session;
use model::Diagnostic;
use model::edition::{Edition, Way};
use model::expr::Field;
use model::ledger::{Column, Ledger};
use model::plan::{Dimension, Plan, RowsPlan};
use stats::{is_undeclared, masking};

/// Every problem of the reports that have a public edition.
pub(super) fn all(session: &Session) -> Vec<Diagnostic> {
    let public = session.reports.iter().filter(|(source, _)| Edition::Public.has(source.report.edition));
    public.flat_map(|report| Report { session, report }.problems()).collect()
}

struct Report<'a> {
    session: &'a Session,
    report: &'a (ReportSource, Plan),
}

impl<'a> Report<'a> {
    fn problems(&self) -> Vec<Diagnostic> {
        let (source, plan) = self.report;
        let report = &source.report;
        let public = |edition: Option<Option<Edition>>| edition.is_none_or(|edition| Edition::Public.has(edition));
        let mut problems = Vec::new();
        for listing in &plan.listings {
            let own = report.listings.iter().find(|one| one.name == listing.name).map(|one| one.edition);
            if !public(own) {
                continue;
            }
            let columns =
                || listing.columns.iter().filter_map(|(_, field)| self.column(&listing.selection.ledger, field));
            let path = ["listings", listing.name.as_str(), "columns"];
            for (ledger, column) in columns().filter(|(_, column)| is_undeclared(column, |id| self.ledger(id))) {
                problems.push(report.problem(&path, format!(
                    "公开版的明细表“{}”要列“{}”，台账“{}”的定义没有写它能否公开。请在 data/definitions/{}.toml 的 [columns.{}] 里写 sensitivity（public、internal、personal 或 secret），或给明细表写 edition = \"internal\"。",
                    listing.name, column.title(), ledger.title, ledger.id, column.id
                )));
            }
            if columns().next().is_some() && columns().all(|(_, column)| self.way(column) == Some(Way::Omit)) {
                let message = format!(
                    "公开版的明细表“{}”各列都要略去，什么也不剩。请给它写 edition = \"internal\"。",
                    listing.name
                );
                problems.push(report.problem(&path, message));
            }
        }
        for table in &plan.tables {
            let own = report.tables.iter().find(|one| one.name == table.name).map(|one| one.edition);
            let RowsPlan::Values(values) = &table.rows else { continue };
            if !public(own) {
                continue;
            }
            for (key, by) in [("rows", Some(&values.by)), ("group", values.group.as_ref())] {
                let Some(Dimension::Fields(fields)) = by else { continue };
                let columns = fields.iter().filter_map(|(ledger, field)| self.column(ledger, field));
                for (_, column) in columns.filter(|(_, column)| self.way(column) == Some(Way::Omit)) {
                    let message = format!(
                        "公开版的统计表“{}”按“{}”分行，而这一列要略去。请换一种 mask，或给统计表写 edition = \"internal\"。",
                        table.name,
                        column.title()
                    );
                    problems.push(report.problem(&["tables", &table.name, key], message));
                }
            }
        }
        problems
    }

    fn ledger(&self, id: &str) -> Option<&'a Ledger> {
        self.session.project.ledger(id)
    }

    fn way(&self, column: &'a Column) -> Option<Way> {
        masking(column, |id| self.ledger(id))
    }

    fn column(&self, ledger: &str, field: &Field) -> Option<(&'a Ledger, &'a Column)> {
        self.session.project.column(ledger, field)
    }
}
