//! The documents of a report: one for all, or one for each value, in each edition.

use crate::outcome::Fatal;
use crate::pictures::{self, Wanting};
use crate::project::ReportSource;
use crate::publishing::{Hidden, Publishing, Redaction, redactions};
use crate::session::Session;
use model::document::Document;
use model::edition::Edition;
use model::package::{Package, Reconciled};
use model::plan::Plan;
use model::report::Report;
use model::{Diagnostic, Place};
use report::TextFile;
use stats::{Computed, Scope};
use std::collections::BTreeMap;

/// A document to be made: a report, or its part for one value of its `each`, in one edition.
pub(crate) struct Job<'a> {
    pub(crate) source: &'a ReportSource,
    pub(crate) plan: &'a Plan,
    scope: Option<Scope>,
    pub(crate) edition: Edition,
}

impl Job<'_> {
    /// The value that the document is for, where its report makes one for each.
    pub(crate) fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }

    /// What tells the document from others: `supervision（办公室）`.
    pub(crate) fn words(&self) -> String {
        let value = self.scope.as_ref().map(|scope| format!("（{}）", scope.value)).unwrap_or_default();
        let edition = if self.edition == Edition::Public { "（公开版）" } else { "" };
        format!("{}{value}{edition}", self.source.report.name)
    }
}

/// The documents that a report is made of, of the editions that are asked for.
pub(crate) fn jobs<'a>(
    session: &Session,
    (source, plan): &'a (ReportSource, Plan),
    editions: &[Edition],
) -> Vec<Job<'a>> {
    let scopes: Vec<Option<Scope>> = match &plan.each {
        None => vec![None],
        Some(each) => stats::each(&session.sources, each).into_iter().map(Some).collect(),
    };
    let own = editions.iter().copied().filter(|edition| edition.has(source.report.edition));
    own.flat_map(|edition| scopes.iter().cloned().map(move |scope| Job { source, plan, scope, edition })).collect()
}

/// A document with all that its files are made of, the findings of its text, and what its edition
/// leaves out.
pub(crate) struct Made {
    pub(crate) package: Package,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) redactions: Vec<Redaction>,
    /// By the name of a listing the cells that the columns of each of its rows came from.
    pub(crate) places: Vec<(String, Vec<Vec<Place>>)>,
}

/// All that a document's files are made of. What a scope or an edition leaves out is left out before
/// anything is computed, so that it can stand in none of them; reconciliations and what was not sent
/// speak of whole ledgers, which a document for one value does not carry.
pub(crate) fn made(session: &Session, publishing: Option<&Publishing>, job: &Job<'_>) -> Result<Made, Fatal> {
    let Session { findings, reconciled, unsent, .. } = session;
    let publishing = publishing.filter(|_| job.edition == Edition::Public);
    let sources = publishing.map_or(&session.sources, |publishing| &publishing.sources);
    let narrowed = job.scope.as_ref().map(|scope| stats::narrow(sources, findings, scope));
    let (sources, findings, reconciled, unsent) = match &narrowed {
        None => (sources, findings, reconciled.as_slice(), unsent.clone()),
        Some((sources, findings)) => (sources, findings, [].as_slice(), Vec::new()),
    };
    let plan = job.plan.of_edition(&job.source.report, job.edition);
    let mut computed = stats::compute(sources, &plan);
    let suppressed = match publishing {
        Some(_) => stats::suppress(sources, &mut computed.tables, |table| {
            least(session, &job.source.report, Some(&table.name))
        }),
        None => Vec::new(),
    };
    let (mut document, compared) = document(session, job, &computed, reconciled)?;
    report::own_up(&mut document, &plan.listings, &session.caveats);
    let places = computed.listings.into_iter().map(|listing| (listing.table.name, listing.places)).collect();
    let Some(publishing) = publishing else {
        let findings = findings.iter().cloned().chain(compared.iter().cloned()).collect();
        let package = stats::package(sources, &plan, document, findings, reconciled, unsent);
        return Ok(Made { package, findings: compared, redactions: Vec::new(), places });
    };
    let (document, replaced) = report::publish(document, &publishing.secrets)?;
    let figures = document.figures.iter().map(|figure| (figure.name.as_str(), &figure.expr));
    let few = stats::small(sources, figures, least(session, &job.source.report, None));
    let hidden = Hidden { suppressed, replaced, few };
    let redactions = redactions(session, publishing, &job.source.report, &plan, (&document, &hidden));
    Ok(Made { package: Package::alone(document), findings: compared, redactions, places })
}

/// From how many firms or persons on a number of a public table, or of the text, is none too small.
fn least(session: &Session, report: &Report, table: Option<&str>) -> u32 {
    let own = report.tables.iter().find(|one| Some(one.name.as_str()) == table).and_then(|one| one.small);
    own.or(report.public.small).unwrap_or(session.project.public.small)
}

/// The document of a report.
fn document(
    session: &Session,
    job: &Job<'_>,
    computed: &Computed,
    reconciled: &[Reconciled],
) -> Result<(Document, Vec<Diagnostic>), Fatal> {
    let source = job.source;
    let appendices: Vec<TextFile<'_>> = source.appendices.iter().map(|(file, text)| TextFile { file, text }).collect();
    let none = BTreeMap::new();
    let inputs = report::Inputs {
        report: &job.source.report,
        text: TextFile { file: &source.file, text: &source.text },
        appendices: &appendices,
        pictures: &none,
        organisation: &session.project.organisation,
        each: job.scope.as_ref().map_or("", |scope| &scope.value),
        each_number: job.scope.as_ref().map_or(0, |scope| scope.number),
        time: job.plan.time,
        edition: job.edition,
        figures: &computed.figures,
        tables: &computed.tables,
        listings: &computed.listings,
        reconciled,
        notes: &stats::notes(&computed.figures, reconciled),
    };
    let wanting = Wanting { source, plan: job.plan, edition: job.edition };
    let pictures = pictures::found(session, wanting, report::pictures(&inputs))?;
    report::document(&report::Inputs { pictures: &pictures, ..inputs }).map_err(Fatal::Definitions)
}
