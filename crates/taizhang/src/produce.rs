//! `taizhang report`: from the workbooks of all months to the files of one.

use crate::cli::ReportOptions;
use crate::file_names::{Named, collisions, file_name};
use crate::outcome::{End, Fatal};
use crate::output::write_all;
use crate::project::ReportSource;
use crate::session::Session;
use crate::writers::{self, Deliverable};
use crate::{fonts, terminal};
use model::caveat::{Caveat, sentences};
use model::document::Document;
use model::package::{Package, Reconciled};
use model::page::Face;
use model::plan::Plan;
use model::{Diagnostic, Severity};
use rayon::prelude::*;
use stats::{Computed, Scope};
use std::time::Instant;

/// Writes the reports of a month.
pub(crate) fn run(options: &ReportOptions) -> Result<End, Fatal> {
    let started = Instant::now();
    writers::chosen(&options.formats)?;
    let session = Session::open(&options.common, &options.reports)?;
    let project = &session.project;
    if session.reports.is_empty() {
        return Err(Fatal::Message("reports/definitions/ 里没有报告定义。".to_owned()));
    }
    if let Some(refused) = refused(&session) {
        terminal::print(&session.findings, false);
        return Err(refused);
    }
    let faces = fonts::load(&project.folder, &project.fonts)?;
    let jobs: Vec<Job<'_>> = session.reports.iter().flat_map(|report| jobs(&session, report)).collect();
    let made: Vec<Result<Made, Fatal>> =
        jobs.par_iter().map(|job| make(&session, job, &faces, &options.formats)).collect();
    let mut problems = session.findings.clone();
    let mut files = Vec::new();
    let mut wrong = Vec::new();
    let mut named = Vec::new();
    for (job, made) in jobs.iter().zip(made) {
        match made {
            Ok(made) => {
                named.push((job, made.name));
                files.extend(made.files);
                problems.extend(made.problems);
            }
            Err(Fatal::Definitions(more)) => wrong.extend(more),
            Err(fatal) => return Err(fatal),
        }
    }
    let named = named.iter().map(|(job, name)| Named { place: &job.source.title, document: job.words(), name });
    wrong.extend(collisions(&named.collect::<Vec<_>>()));
    if !wrong.is_empty() {
        return Err(Fatal::Definitions(wrong));
    }
    let month = project.time.month.to_string();
    let folder = options.out.clone().unwrap_or_else(|| project.folder.join("reports").join(month));
    let written = write_all(&folder, &files)?;
    let paths: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
    let records: usize = session.workbooks.iter().map(|workbook| workbook.records).sum();
    if options.output.json() {
        let summary = serde_json::json!({ "files": paths, "workbooks": session.workbooks.len(), "records": records, "diagnostics": problems });
        println!("{summary:#}");
    } else {
        terminal::print(&problems, false);
        for path in &paths {
            println!("已写 {path}");
        }
        println!(
            "{}：读工作簿 {} 个、记录 {records} 条，写文件 {} 个，问题 {}，用时 {:.1} 秒。",
            project.time.chinese(),
            session.workbooks.len(),
            paths.len(),
            terminal::counted(&problems),
            started.elapsed().as_secs_f64()
        );
    }
    Ok(if problems.iter().any(|problem| problem.severity == Severity::Error) { End::Problems } else { End::Clean })
}

/// With `strict` no report goes out whose numbers may not be whole.
fn refused(session: &Session) -> Option<Fatal> {
    let concerned = |caveat: &&Caveat| {
        let figures = session.reports.iter().flat_map(|(_, plan)| &plan.figures);
        session.project.strict && figures.into_iter().any(|figure| caveat.concerns(&figure.expr))
    };
    let words = sentences(session.caveats.iter().filter(concerned));
    let message = || format!("taizhang.toml 写了 strict = true，数据不全时不出报告：{}", words.concat());
    (!words.is_empty()).then(|| Fatal::Message(message()))
}

/// A document to be made: a report, or its part for one value of its `each`.
pub(crate) struct Job<'a> {
    source: &'a ReportSource,
    plan: &'a Plan,
    scope: Option<Scope>,
}

impl Job<'_> {
    /// What tells the document from others: `supervision（办公室）`.
    fn words(&self) -> String {
        let value = self.scope.as_ref().map(|scope| format!("（{}）", scope.value));
        self.source.report.name.clone() + value.as_deref().unwrap_or_default()
    }
}

/// The documents that a report is made of.
pub(crate) fn jobs<'a>(session: &Session, (source, plan): &'a (ReportSource, Plan)) -> Vec<Job<'a>> {
    match &plan.each {
        None => vec![Job { source, plan, scope: None }],
        Some(each) => {
            let scopes = stats::each(&session.sources, each).into_iter();
            scopes.map(|scope| Job { source, plan, scope: Some(scope) }).collect()
        }
    }
}

/// The files of one document.
struct Made {
    /// The name of the files without extensions.
    name: String,
    files: Vec<(String, Vec<u8>)>,
    problems: Vec<Diagnostic>,
}

/// Makes a document in the formats of the command line, else in those of its definition.
fn make(session: &Session, job: &Job<'_>, faces: &[Face], formats: &[String]) -> Result<Made, Fatal> {
    let formats = if formats.is_empty() { &job.source.report.formats } else { formats };
    let formats = writers::chosen(formats)?;
    let (package, mut problems) = package(session, job)?;
    let title = &package.document.title;
    let deliverable = Deliverable::new(&package, faces);
    let named = |message: String| Fatal::Message(format!("报告“{title}”：{message}"));
    let written = writers::written(&deliverable, &formats).map_err(named)?;
    let name = file_name(title);
    let files = written.into_iter().map(|(extension, bytes)| (format!("{name}.{extension}"), bytes)).collect();
    problems.extend(deliverable.findings().to_vec());
    Ok(Made { name, files, problems })
}

/// All that a document's files are made of. What a scope leaves out is left out before anything is
/// computed, so that it can stand in none of them; reconciliations and
/// what was not sent speak of whole ledgers, which a document for one value does not carry. With it come the findings of its text.
pub(crate) fn package(session: &Session, job: &Job<'_>) -> Result<(Package, Vec<Diagnostic>), Fatal> {
    let Session { sources, findings, reconciled, unsent, .. } = session;
    let narrowed = job.scope.as_ref().map(|scope| stats::narrow(sources, findings, scope));
    let (sources, findings, reconciled, unsent) = match &narrowed {
        None => (sources, findings, reconciled.as_slice(), unsent.clone()),
        Some((sources, findings)) => (sources, findings, [].as_slice(), Vec::new()),
    };
    let computed = stats::compute(sources, job.plan);
    let (mut document, compared) = document(session, job, &computed, reconciled)?;
    report::own_up(&mut document, &job.plan.listings, &session.caveats);
    let findings = findings.iter().cloned().chain(compared.iter().cloned()).collect();
    Ok((stats::package(sources, job.plan, document, findings, reconciled, unsent), compared))
}

/// The document of a report.
fn document(
    session: &Session,
    job: &Job<'_>,
    computed: &Computed,
    reconciled: &[Reconciled],
) -> Result<(Document, Vec<Diagnostic>), Fatal> {
    let inputs = report::Inputs {
        report: &job.source.report,
        text: &job.source.text,
        file: &job.source.file,
        organisation: &session.project.organisation,
        each: job.scope.as_ref().map_or("", |scope| &scope.value),
        time: job.plan.time,
        figures: &computed.figures,
        tables: &computed.tables,
        listings: &computed.listings,
        notes: &stats::notes(&computed.figures, reconciled),
    };
    report::document(&inputs).map_err(Fatal::Definitions)
}
