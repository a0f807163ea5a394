//! What a report shows in its public edition that its ledgers do not say to be public.

use crate::project::ReportSource;
use crate::session::Session;
use model::edition::{Edition, Sensitivity, Way};
use model::expr::{Field, Take};
use model::ledger::{Column, Ledger};
use model::plan::{AcrossPlan, Dimension, FigurePlan, ListingPlan, Plan, RowsPlan, TablePlan};
use model::{Diagnostic, Said, define, say};
use stats::{is_undeclared, masking};

/// Every problem of the reports that have a public edition.
pub(super) fn all(session: &Session) -> Vec<Diagnostic> {
    let public = session.reports.iter().filter(|(source, _)| Edition::Public.has(source.report.edition));
    let report = |(source, plan): &(ReportSource, Plan)| {
        let plan = plan.of_edition(&source.report, Edition::Public);
        Report { session, source, plan: &plan }.problems()
    };
    public.flat_map(report).collect()
}

/// A report with the plan of its public edition.
struct Report<'a> {
    session: &'a Session,
    source: &'a ReportSource,
    plan: &'a Plan,
}

impl<'a> Report<'a> {
    fn problems(&self) -> Vec<Diagnostic> {
        let mut problems: Vec<Diagnostic> = self.plan.listings.iter().flat_map(|one| self.listing(one)).collect();
        problems.extend(self.plan.tables.iter().flat_map(|table| self.table(table)));
        problems.extend(self.plan.figures.iter().filter_map(|figure| self.figure(figure)));
        problems
    }

    fn definition(&self) -> &'a model::report::Report {
        &self.source.report
    }

    /// Columns of a listing of which nobody says that they are public, and a listing of which nothing
    /// would be left.
    fn listing(&self, listing: &ListingPlan) -> Vec<Diagnostic> {
        let columns = || listing.columns.iter().filter_map(|(_, field)| self.column(&listing.selection.ledger, field));
        let path = ["listings", listing.name.as_str(), "columns"];
        let undeclared = columns().filter(|(_, column)| is_undeclared(column, |id| self.ledger(id)));
        let name = &listing.name;
        let told = |(ledger, column): (&Ledger, &Column)| {
            let (title, shown, id, own) = (&ledger.title, column.title(), &ledger.id, &column.id);
            let message = say!(
                "公开版的明细表“{name}”要列“{shown}”，台账“{title}”的定义没有写它能否公开。请在 data/definitions/{id}.toml 的 [columns.{own}] 里写 sensitivity（public、internal、personal 或 secret），或给明细表写 edition = \"internal\"。",
                "listing “{name}” of the public edition shows “{shown}”, and the definition of ledger “{title}” does not say whether it may be public. Write sensitivity (public, internal, personal or secret) under [columns.{own}] of data/definitions/{id}.toml, or give the listing edition = \"internal\"."
            );
            self.definition().problem(&path, message)
        };
        let mut problems: Vec<Diagnostic> = undeclared.map(told).collect();
        if columns().next().is_some() && columns().all(|(_, column)| self.way(column) == Some(Way::Omit)) {
            let message = say!(
                "公开版的明细表“{name}”各列都要略去，什么也不剩。请给它写 edition = \"internal\"。",
                "all columns of listing “{name}” are left out of the public edition, so that nothing remains. Give it edition = \"internal\"."
            );
            problems.push(self.definition().problem(&path, message));
        }
        problems
    }

    /// Rows by a column that is left out, and figures of the internal edition.
    fn table(&self, table: &TablePlan) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let name = &table.name;
        let (rows, group) = match &table.rows {
            RowsPlan::Values(values) => (Some(&values.by), values.group.as_ref()),
            RowsPlan::Times(_) => (None, None),
        };
        let across = match &table.across {
            Some(AcrossPlan::Values { by, .. }) => Some(by),
            Some(AcrossPlan::Times { .. }) | None => None,
        };
        for (key, by) in [("rows", rows), ("group", group), ("across", across)] {
            let Some(Dimension::Fields(fields)) = by else { continue };
            let columns = fields.iter().filter_map(|(ledger, field)| self.column(ledger, field));
            for (_, column) in columns {
                let why = match (self.way(column), column.sensitivity) {
                    (Some(Way::Omit), _) => Said::fixed("这一列要略去", "this column is left out"),
                    (Some(Way::Initial | Way::Middle), _) | (_, Some(Sensitivity::Personal)) => {
                        Said::fixed("一行是一个人", "each row would be one person")
                    }
                    _ => continue,
                };
                let column = column.title();
                let message = say!(
                    "公开版的统计表“{name}”按“{column}”分行，而{why}。请换一种 mask，或给统计表写 edition = \"internal\"。",
                    "table “{name}” of the public edition has rows by “{column}”, and {why}. Use another mask, or give the table edition = \"internal\".",
                    why
                );
                problems.push(self.definition().problem(&["tables", name, key], message));
            }
        }
        let shown = table.columns.iter().filter_map(|column| column.figure.as_deref());
        for figure in shown.filter(|name| self.is_internal(name)) {
            let message = say!(
                "公开版的统计表“{name}”有一列是只供内部版的指标“{figure}”。请去掉这一列，或给统计表写 edition = \"internal\"。",
                "a column of table “{name}” of the public edition is figure “{figure}”, which is for the internal edition only. Take the column out, or give the table edition = \"internal\"."
            );
            problems.push(self.definition().problem(&["tables", name, "columns"], message));
        }
        problems
    }

    fn is_internal(&self, figure: &str) -> bool {
        self.plan.figures.iter().all(|own| own.name != figure)
    }

    /// A figure that is one value of a masked column, or any of a secret one.
    fn figure(&self, figure: &FigurePlan) -> Option<Diagnostic> {
        let own = self.definition().figures.iter().find(|own| own.name == figure.name)?;
        let name = &own.name;
        if let Some((_, column)) = figure.whose.as_ref().and_then(|field| self.column(&own.ledger, field)) {
            let hidden = matches!(self.way(column), Some(Way::Omit | Way::Initial | Way::Middle));
            if hidden || is_undeclared(column, |id| self.ledger(id)) {
                let column = column.title();
                let message = say!(
                    "指标“{name}”的 whose 说出“{column}”，这一列没有写能公开，或要隐去。请给指标写 edition = \"internal\"，或在台账定义里写 sensitivity。",
                    "whose of figure “{name}” tells “{column}”, a column that is not declared public or is to be masked. Give the figure edition = \"internal\", or write sensitivity in the ledger's definition."
                );
                return Some(define::problem(own.place.clone(), message));
            }
        }
        let mut told = None;
        figure.expr.visit(&mut |take, selection| {
            let columns = take.fields().flat_map(|field| self.read(&selection.ledger, field));
            for column in columns {
                let single = take.tells_one() && self.way(column).is_some();
                let secret = column.sensitivity == Some(Sensitivity::Secret) && !matches!(take, Take::Distinct(_));
                if single || secret {
                    told = Some(column.title());
                }
            }
        });
        let column = told?;
        let message = say!(
            "指标“{name}”取的是要隐去的“{column}”的值，不能进公开版。请给它写 edition = \"internal\"。",
            "figure “{name}” takes values of “{column}”, which is to be masked, and cannot be in the public edition. Give it edition = \"internal\"."
        );
        Some(define::problem(own.place.clone(), message))
    }

    /// The columns that a field reads: of days those of the first and of the last day.
    fn read(&self, ledger: &str, field: &Field) -> Vec<&'a Column> {
        match field {
            Field::Days(_) => {
                let own = self.ledger(ledger);
                field.columns().filter_map(|id| own?.column(id)).collect()
            }
            Field::Own(_) | Field::OfEntity(..) | Field::Entity(_) | Field::Changed(_) | Field::Joined(..) => {
                self.column(ledger, field).map(|(_, column)| column).into_iter().collect()
            }
        }
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
