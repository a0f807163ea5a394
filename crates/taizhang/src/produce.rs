//! `taizhang report`: from the workbooks of all months to the files of one.

use crate::cli::ReportOptions;
use crate::documents::{Job, Made, jobs, made};
use crate::file_names::{Named, collisions, file_name, told_apart};
use crate::outcome::{End, Fatal};
use crate::output::write_all;
use crate::publishing::Publishing;
use crate::session::Session;
use crate::writers::{self, Deliverable};
use crate::{fonts, terminal};
use model::caveat::{Caveat, sentences};
use model::edition::Edition;
use model::page::Face;
use model::{Diagnostic, Severity};
use rayon::prelude::*;
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
    let editions = options.edition.unwrap_or(project.edition).editions();
    let jobs: Vec<Job<'_>> = session.reports.iter().flat_map(|report| jobs(&session, report, &editions)).collect();
    let public = jobs.iter().any(|job| job.edition == Edition::Public);
    let publishing = if public { Some(Publishing::new(&session)?) } else { None };
    let make = |job: &Job<'_>| make(&session, publishing.as_ref(), job, &faces, &options.formats);
    let made: Vec<Result<Written, Fatal>> = jobs.par_iter().map(make).collect();
    let mut problems = session.findings.clone();
    let mut files = Vec::new();
    let mut wrong = Vec::new();
    let mut named = Vec::new();
    for (job, made) in jobs.iter().zip(made) {
        match made {
            Ok(made) => {
                // Both editions have the same findings.
                let new = made.problems.iter().filter(|problem| !problems.contains(problem)).cloned();
                problems.extend(new.collect::<Vec<_>>());
                named.push((job, made));
            }
            Err(Fatal::Definitions(more)) => wrong.extend(more),
            Err(fatal) => return Err(fatal),
        }
    }
    let names = told_apart(named.iter().map(|(_, made)| (made.title.as_str(), made.name.as_str())));
    let documents = named.iter().zip(&names);
    let documents = documents.map(|((job, _), name)| Named { place: &job.source.title, document: job.words(), name });
    wrong.extend(collisions(&documents.collect::<Vec<_>>()));
    if !wrong.is_empty() {
        return Err(Fatal::Definitions(wrong));
    }
    for ((_, made), name) in named.into_iter().zip(&names) {
        files.extend(made.files.into_iter().map(|(extension, bytes)| (format!("{name}.{extension}"), bytes)));
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

/// The files of one document.
struct Written {
    title: String,
    /// The name of the files without extensions.
    name: String,
    /// The bytes by their extensions.
    files: Vec<(&'static str, Vec<u8>)>,
    problems: Vec<Diagnostic>,
}

/// Makes a document in the formats of the command line, else in those of its definition. What is
/// public is opened again and searched before it is given out.
fn make(
    session: &Session,
    publishing: Option<&Publishing>,
    job: &Job<'_>,
    faces: &[Face],
    formats: &[String],
) -> Result<Written, Fatal> {
    let formats = if formats.is_empty() { &job.source.report.formats } else { formats };
    let formats = writers::chosen(formats)?;
    let Made { package, findings: mut problems, .. } = made(session, publishing, job)?;
    let title = &package.document.title;
    let deliverable = Deliverable::new(&package, faces);
    let named = |message: String| Fatal::Message(format!("报告“{title}”：{message}"));
    let written = writers::written(&deliverable, &formats).map_err(named)?;
    let own_title = job.source.report.public.title.is_some();
    let suffix = if job.edition == Edition::Public && !own_title { "（公开）" } else { "" };
    let name = file_name(&format!("{title}{suffix}"));
    if let Some(publishing) = publishing.filter(|_| job.edition == Edition::Public) {
        written.iter().try_for_each(|(extension, bytes)| publishing.prove(&format!("{name}.{extension}"), bytes))?;
    }
    problems.extend(deliverable.findings().to_vec());
    Ok(Written { title: title.clone(), name, files: written, problems })
}
