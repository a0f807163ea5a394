//! Definitions become a plan: every name, every time and every small language is settled here and
//! nowhere else, with the place of whatever is wrong.

mod criteria;
mod figures;
mod heads;
mod listings;
mod places;
mod quantities;
mod reconciliations;
mod tables;
mod times;
mod units;

pub(crate) use listings::detail_deadline;
pub use reconciliations::reconciliations;
pub use times::holding;
pub(crate) use times::months;

use crate::catalogue::Catalogue;
use figures::{Resolver, Wanted};
use model::define;
use model::expr::{Expr, Field};
use model::figure::FigureDefinition;
use model::plan::{FigurePlan, Plan};
use model::report::Report;
use model::unit::Format;
use model::{Diagnostic, ReportingTime, Said, say};
use times::At;

/// The plan of a report at a time.
///
/// # Errors
/// Every name that stands for nothing and everything that makes no sense, each at its line. What
/// is wrong with figures is told alone: a table of wrong figures would only repeat it.
pub fn resolve(catalogue: &Catalogue, report: &Report, time: ReportingTime) -> Result<Plan, Vec<Diagnostic>> {
    let time = match report.year_begins {
        Some(begins @ 1..=12) => time.with_years_from(begins),
        Some(_) => {
            let message = Said::fixed("year-begins 应为1到12", "year-begins must be from 1 to 12");
            return Err(vec![report.problem(&["year-begins"], message)]);
        }
        None => time,
    };
    let figures = figures(catalogue, &report.figures, time)?;
    let resolver = Resolver::new(catalogue, &report.figures);
    let resolving = Resolving { resolver: &resolver, figures: &figures, report, at: At::new(time) };
    let mut problems = Vec::new();
    let tables = report.tables.iter().filter_map(|table| resolving.table(table, &mut problems)).collect();
    let listings = report.listings.iter().filter_map(|listing| resolving.listing(listing, &mut problems)).collect();
    resolving.charts(&mut problems);
    let details = resolving.details(&mut problems);
    let each = report.each.as_ref().and_then(|each| resolving.each(each, &mut problems));
    if problems.is_empty() { Ok(Plan { time, figures, tables, listings, details, each }) } else { Err(problems) }
}

/// The plans of figures in the order of their definitions.
///
/// # Errors
/// Everything that is wrong with them, each at its line.
pub fn figures(
    catalogue: &Catalogue,
    definitions: &[FigureDefinition],
    time: ReportingTime,
) -> Result<Vec<FigurePlan>, Vec<Diagnostic>> {
    let resolver = Resolver::new(catalogue, definitions);
    let at = At::new(time);
    let exprs: Vec<Option<Expr>> =
        (0..definitions.len()).map(|position| resolver.expr(position, Wanted { at, filter: None })).collect();
    let problems = resolver.problems();
    if !problems.is_empty() {
        let placed = problems
            .into_iter()
            .filter_map(|(position, message)| Some(define::problem(definitions.get(position)?.place.clone(), message)));
        return Err(placed.collect());
    }
    let formats = resolver.formats()?;
    let whose: Vec<Option<Field>> = whose(&resolver, definitions, at)?;
    let plan = |figure: &FigureDefinition, expr: Option<Expr>, format: Format, whose: Option<Field>| {
        let expr = expr?;
        let against = quantities::against(&figure.measure);
        Some(FigurePlan {
            name: figure.name.clone(),
            title: figure.title.clone(),
            expr,
            against,
            quantity: resolver.quantity(figure),
            trims: resolver.trims(figure, &format),
            format,
            whose,
            time: at.of(figure.month).time,
        })
    };
    let all = definitions.iter().zip(exprs).zip(formats).zip(whose);
    Ok(all.filter_map(|(((figure, expr), format), whose)| plan(figure, expr, format, whose)).collect())
}

/// What says whose a largest or smallest value is.
///
/// # Errors
/// Names that are none of the ledger's, each at its figure's line.
fn whose(
    resolver: &Resolver<'_>,
    definitions: &[FigureDefinition],
    at: At,
) -> Result<Vec<Option<Field>>, Vec<Diagnostic>> {
    let (mut fields, mut problems) = (Vec::new(), Vec::new());
    for figure in definitions {
        let Some(name) = &figure.whose else {
            fields.push(None);
            continue;
        };
        let meaning = resolver.catalogue.meaning(&figure.ledger, name, at.of(figure.month).time.as_of);
        match meaning.and_then(|meaning| meaning.field().cloned()) {
            Some(field) => fields.push(Some(field)),
            None => {
                let message = criteria::no_column(resolver.catalogue, &figure.ledger, name);
                let figure_name = &figure.name;
                let message =
                    say!("指标“{figure_name}”：whose：{message}", "figure “{figure_name}”: whose: {message}", message);
                problems.push(define::problem(figure.place.clone(), message));
            }
        }
    }
    if problems.is_empty() { Ok(fields) } else { Err(problems) }
}

/// What the parts of a report are resolved with.
pub(crate) struct Resolving<'a> {
    resolver: &'a Resolver<'a>,
    /// The plans of the figures, in the order of their definitions.
    figures: &'a [FigurePlan],
    report: &'a Report,
    at: At,
}

impl<'a> Resolving<'a> {
    fn catalogue(&self) -> &'a Catalogue {
        self.resolver.catalogue
    }

    fn figure(&self, name: &str) -> Option<&'a FigurePlan> {
        self.figures.iter().find(|figure| figure.name == name)
    }

    fn names(&self) -> impl Iterator<Item = &'a str> {
        self.figures.iter().map(|figure| figure.name.as_str())
    }
}
