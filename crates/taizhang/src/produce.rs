//! `taizhang report`: from the workbooks of all months to the files of one.

use crate::cli::ReportOptions;
use crate::intake::Intake;
use crate::output::write_all;
use crate::project::{CHECKS, Project, Written};
use crate::{End, Fatal, check, fonts};
use model::check::Check;
use model::document::{Detail, Document, Listing, Table};
use model::page::Face;
use model::report::Report;
use model::{Diagnostic, Severity};
use rayon::prelude::*;
use stats::{Moment, Sources};
use std::time::Instant;

/// Writes the reports of a month.
pub(crate) fn run(options: &ReportOptions) -> Result<End, Fatal> {
    let started = Instant::now();
    let project = Project::load(&options.common)?;
    let chosen = project.chosen(&options.reports)?;
    if chosen.is_empty() {
        return Err(Fatal::Message("reports/definitions/ 里没有报告定义。".to_owned()));
    }
    let faces = fonts::load(&project.folder, &project.fonts)?;
    let intake = Intake::read(&project)?;
    let sources = intake.sources(&project);
    let sources = Sources::new(&sources)?;
    let mut problems = intake.diagnostics.clone();
    problems.extend(validate(&sources, &chosen)?);
    problems.extend(stats::check(&sources));
    problems.extend(reconcile(&project, &sources));
    let jobs: Vec<Job> = chosen.iter().flat_map(|written| jobs(&sources, written, project.moment)).collect();
    let made: Vec<Result<Made, Fatal>> =
        jobs.par_iter().map(|job| make(&project, &sources, job, &faces, &problems)).collect();
    let mut files = Vec::new();
    let mut wrong = Vec::new();
    for made in made {
        match made {
            Ok(made) => {
                files.extend(made.files);
                problems.extend(made.problems);
            }
            Err(Fatal::Definitions(more)) => wrong.extend(more),
            Err(fatal) => return Err(fatal),
        }
    }
    if !wrong.is_empty() {
        return Err(Fatal::Definitions(wrong));
    }
    let month = project.moment.month.to_string();
    let folder = options.out.clone().unwrap_or_else(|| project.folder.join("reports").join(month));
    let written = write_all(&folder, &files)?;
    let paths: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
    let records: usize = intake.workbooks.iter().map(|(.., records)| records).sum();
    if options.output.json() {
        let summary = serde_json::json!({ "files": paths, "workbooks": intake.workbooks.len(), "records": records, "diagnostics": problems });
        println!("{summary:#}");
    } else {
        check::print(&problems, false);
        for path in &paths {
            println!("已写 {path}");
        }
        println!(
            "{}（截至{}）：读工作簿 {} 个、记录 {records} 条，写文件 {} 个，问题 {}，用时 {:.1} 秒。",
            project.moment.month.chinese(),
            project.moment.as_of.chinese(),
            intake.workbooks.len(),
            paths.len(),
            check::counted(&problems),
            started.elapsed().as_secs_f64()
        );
    }
    Ok(if problems.iter().any(|problem| problem.severity == Severity::Error) { End::Problems } else { End::Clean })
}

/// Tells every wrong name in the definitions of the reports; gives what is only worth a warning.
pub(crate) fn validate(sources: &Sources<'_>, reports: &[&Written]) -> Result<Vec<Diagnostic>, Fatal> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    for problem in reports.iter().flat_map(|written| stats::validate(sources, &written.report)) {
        // A wrong figure that several reports share is told once.
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    let (wrong, warnings): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|problem| problem.severity == Severity::Error);
    if wrong.is_empty() { Ok(warnings) } else { Err(Fatal::Definitions(wrong)) }
}

/// The reconciliations that fail, of the figures that all reports share.
pub(crate) fn reconcile(project: &Project, sources: &Sources<'_>) -> Vec<Diagnostic> {
    let checks: &[Check] = &project.checks;
    stats::reconcile(sources, &project.shared, checks, project.moment, CHECKS)
}

/// A document to be made: a report, or its part for one value of its `each`.
struct Job {
    report: Report,
    text: String,
    file: String,
    each: String,
}

fn jobs(sources: &Sources<'_>, written: &Written, moment: Moment) -> Vec<Job> {
    let job =
        |report: Report, each: String| Job { report, text: written.text.clone(), file: written.file.clone(), each };
    match &written.report.each {
        None => vec![job(written.report.clone(), String::new())],
        Some(each) => {
            let values = stats::each(sources, each, moment).into_iter();
            values.map(|value| job(written.report.narrowed(each, &value), value)).collect()
        }
    }
}

/// The files of one report.
struct Made {
    files: Vec<(String, Vec<u8>)>,
    problems: Vec<Diagnostic>,
}

fn make(
    project: &Project,
    sources: &Sources<'_>,
    job: &Job,
    faces: &[Face],
    problems: &[Diagnostic],
) -> Result<Made, Fatal> {
    let document = document(project, sources, job)?;
    let workings = stats::workings(sources, &job.report, project.moment);
    // Reconciliations speak of whole ledgers, which a document for one value does not carry.
    let checks = if job.each.is_empty() { project.checks.as_slice() } else { &[] };
    let checks = (project.shared.as_slice(), checks);
    let workings = stats::with_checks(workings, sources, &job.report, checks, project.moment);
    let details = stats::details(sources, &job.report.details, &workings, project.moment);
    let details: Vec<Detail> = details.into_iter().map(|detail| narrowed(detail, job)).collect();
    let (pdf, xlsx) = rayon::join(
        || {
            let (pages, problems) = layout::pages(&document, faces);
            pdf::bytes(&pages).map(|bytes| (bytes, problems))
        },
        || excel::workbook(&document, &details, &workings, problems, Some(&std::env::temp_dir())),
    );
    let named = |message: String| Fatal::Message(format!("报告“{}”：{message}", document.title));
    let (pdf, glyphs) = pdf.map_err(named)?;
    let xlsx = xlsx.map_err(named)?;
    let name = file_name(&document.title);
    Ok(Made { files: vec![(format!("{name}.pdf"), pdf), (format!("{name}.xlsx"), xlsx)], problems: glyphs })
}

/// The detail of one value of `each`: a letter to one department carries no row of another.
fn narrowed(mut detail: Detail, job: &Job) -> Detail {
    let each = job.report.each.as_ref().filter(|each| each.ledger == detail.ledger);
    let Some(column) = each.and_then(|each| detail.columns.iter().find(|column| column.id == each.column)) else {
        return detail;
    };
    let word = |value: &i64| usize::try_from(*value).ok().and_then(|at| column.words.get(at)).map(AsRef::as_ref);
    let kept: Vec<bool> = column.values.iter().map(|value| word(value) == Some(job.each.as_str())).collect();
    for column in &mut detail.columns {
        let mut keep = kept.iter();
        column.values.retain(|_| keep.next().copied().unwrap_or(false));
    }
    let mut keep = kept.iter();
    detail.origins.retain(|_| keep.next().copied().unwrap_or(false));
    detail
}

/// The document of a report.
fn document(project: &Project, sources: &Sources<'_>, job: &Job) -> Result<Document, Fatal> {
    let (report, moment) = (&job.report, project.moment);
    let figures = stats::figures(sources, &report.figures, moment);
    let tables: Vec<Table> =
        report.tables.iter().map(|table| stats::table(sources, &report.figures, table, moment)).collect();
    let listings: Vec<Listing> =
        report.listings.iter().map(|listing| stats::listing(sources, listing, moment)).collect();
    let notes = stats::notes(sources, &report.figures, &project.checks, moment);
    let inputs = ::report::Inputs {
        report,
        text: &job.text,
        file: &job.file,
        organisation: &project.organisation,
        each: &job.each,
        month: moment.month,
        as_of: moment.as_of,
        figures: &figures,
        tables: &tables,
        listings: &listings,
        notes: &notes,
    };
    ::report::document(&inputs).map_err(Fatal::Definitions)
}

/// A title as a file name: without what Windows forbids.
fn file_name(title: &str) -> String {
    title.chars().map(|c| if "\\/:*?\"<>|\n".contains(c) || c.is_control() { '_' } else { c }).collect()
}
