//! The files of reports, made from a session without being written.

use crate::caveats;
use crate::cli::Editions;
use crate::documents::{Job, Made, jobs, made};
use crate::file_names::{Named, collisions, file_name, told_apart};
use crate::finished::{Asked, Finished};
use crate::fonts;
use crate::outcome::Fatal;
use crate::project::Project;
use crate::publishing::Publishing;
use crate::session::Session;
use crate::writers::{self, Deliverable, Written};
use model::caveat::Caveat;
use model::edition::Edition;
use model::page::Face;
use model::{Diagnostic, Said, say};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What is said of a run that was stopped.
const STOPPED: Said = Said::fixed("已停止，没有写文件。", "stopped; no file was written.");

/// Where the reports of a session's month lie.
pub(crate) fn month_folder(project: &Project) -> PathBuf {
    project.folder.join("reports").join(project.time.month.to_string())
}

/// Which files are made.
pub(crate) struct Wanted<'a> {
    /// The formats; those of each report's definition where there is none.
    pub(crate) formats: &'a [String],
    /// The editions; those of the project where none is named.
    pub(crate) editions: Option<Editions>,
    /// The names of the reports; all of the session where there is none.
    pub(crate) reports: &'a [String],
    /// Where the files will be written: those that are there and would come out the same are not made again.
    pub(crate) folder: &'a Path,
}

/// The files of reports by their names, and everything that was found wrong.
pub(crate) struct Produced {
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) problems: Vec<Diagnostic>,
}

/// Whether reports may go out at all.
pub(crate) fn may_go_out(session: &Session) -> Result<(), Fatal> {
    if session.reports.is_empty() {
        return Err(Said::fixed(
            "reports/definitions/ 里没有报告定义。",
            "there is no definition of a report in reports/definitions/.",
        )
        .into());
    }
    refused(session).map_or(Ok(()), Err)
}

/// Makes the files of all documents without writing them. `done` hears after each document how many
/// of how many are made, and says whether to go on.
pub(crate) fn produced(
    session: &Session,
    wanted: &Wanted<'_>,
    done: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Produced, Fatal> {
    let project = &session.project;
    let faces = fonts::load(&project.folder, &project.fonts)?;
    let editions = wanted.editions.unwrap_or(project.edition).editions();
    let asked = |name: &String| wanted.reports.is_empty() || wanted.reports.contains(name);
    let reports = session.reports.iter().filter(|(source, _)| asked(&source.report.name));
    let jobs: Vec<Job<'_>> = reports.flat_map(|report| jobs(session, report, &editions)).collect();
    let public = jobs.iter().any(|job| job.edition == Edition::Public);
    let publishing = if public { Some(Publishing::new(session)?) } else { None };
    let finished = Finished::within(session, wanted.folder, &faces);
    let making = Making { session, publishing: publishing.as_ref(), faces: &faces, finished: finished.as_ref() };
    let (count, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let make = |job: &Job<'_>| {
        if stopped.load(Ordering::Relaxed) {
            return Err(STOPPED.into());
        }
        let made = making.document(job, wanted.formats);
        if !done(count.fetch_add(1, Ordering::Relaxed) + 1, jobs.len()) {
            stopped.store(true, Ordering::Relaxed);
        }
        made
    };
    let made: Vec<Result<Document, Fatal>> = jobs.par_iter().map(make).collect();
    if stopped.into_inner() {
        return Err(STOPPED.into());
    }
    let mut problems = session.findings.clone();
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
    if let Some(finished) = &finished {
        named.par_iter().zip(&names).for_each(|((_, made), name)| {
            made.new.iter().for_each(|asked| finished.keep(asked, name, &made.files));
        });
    }
    let named = named.into_iter().zip(&names);
    let files = named.flat_map(|((_, made), name)| {
        made.files.into_iter().map(move |(extension, bytes)| (format!("{name}.{extension}"), bytes))
    });
    Ok(Produced { files: files.collect(), problems })
}

/// With `strict` no report goes out whose numbers may not be whole.
fn refused(session: &Session) -> Option<Fatal> {
    let concerned = |caveat: &&Caveat| {
        let figures = session.reports.iter().flat_map(|(_, plan)| &plan.figures);
        session.project.strict && figures.into_iter().any(|figure| caveat.concerns(&figure.expr))
    };
    let caveats: Vec<&Caveat> = session.caveats.iter().filter(concerned).collect();
    let message = || {
        say!(
            "taizhang.toml 写了 strict = true，数据不全时不出报告：{words}",
            "taizhang.toml says strict = true, so no report goes out of data that are not whole: {words}",
            words = caveats::said(&caveats)
        )
    };
    (!caveats.is_empty()).then(|| message().into())
}

/// The files of one document.
struct Document {
    title: String,
    /// The name of the files without extensions.
    name: String,
    files: Written,
    /// What is to be kept of it for the next run, where it was made in this one.
    new: Option<Asked>,
    problems: Vec<Diagnostic>,
}

/// The name of a document's files without extensions, unless another document has it too.
pub(crate) fn stem(job: &Job<'_>, title: &str) -> String {
    let own_title = job.source.report.public.title.is_some();
    let suffix = if job.edition == Edition::Public && !own_title { "（公开）" } else { "" };
    file_name(&format!("{title}{suffix}"))
}

/// What the making of all documents shares.
struct Making<'a> {
    session: &'a Session,
    publishing: Option<&'a Publishing>,
    faces: &'a [Face],
    finished: Option<&'a Finished<'a>>,
}

impl Making<'_> {
    /// Makes a document in the formats of the command line, else in those of its definition. What is
    /// public is opened again and searched before it is given out.
    fn document(&self, job: &Job<'_>, formats: &[String]) -> Result<Document, Fatal> {
        let formats = if formats.is_empty() { &job.source.report.formats } else { formats };
        let formats = writers::chosen(formats)?;
        let Made { package, findings: mut problems, .. } = made(self.session, self.publishing, job)?;
        let title = package.document.title.clone();
        let named = |why: Said| say!("报告“{title}”：{why}", "report “{title}”: {why}", why);
        let mut new = self.finished.and_then(|finished| finished.asked(job, &package, &formats));
        let kept = self.finished.zip(new.as_ref()).and_then(|(finished, asked)| finished.files(asked, &formats));
        let files = match kept {
            Some(files) => {
                new = None;
                files
            }
            None => {
                let deliverable = Deliverable::new(&package, self.faces);
                let files = writers::written(&deliverable, &formats).map_err(named)?;
                // What is wrong with its pages is to be told each time.
                new = new.filter(|_| deliverable.findings().is_empty());
                problems.extend(deliverable.findings().to_vec());
                files
            }
        };
        let name = stem(job, &title);
        if let Some(publishing) = self.publishing.filter(|_| job.edition == Edition::Public) {
            files.iter().try_for_each(|(extension, bytes)| publishing.prove(&format!("{name}.{extension}"), bytes))?;
        }
        Ok(Document { title, name, files, new, problems })
    }
}
