//! `taizhang report` over several months and projects: on all cores, each workbook read once, and what
//! cannot be done told in a line while the rest goes on.

use crate::cli::{Common, ReportOptions};
use crate::disk::{projects, whole};
use crate::intake::Library;
use crate::language::{either, here, tell};
use crate::outcome::{End, Fatal};
use crate::output::write_all;
use crate::produced::{Produced, Wanted, may_go_out, month_folder, produced};
use crate::session::{Session, written};
use crate::terminal;
use indicatif::ProgressBar;
use model::{Diagnostic, Month, Said, Severity, say};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// A month of a project that came to its end.
struct Done {
    project: PathBuf,
    /// As it was asked for; none for that of the settings.
    month: Option<Month>,
    ended: Result<Written, Said>,
}

/// What was written.
struct Written {
    month: Month,
    files: Vec<PathBuf>,
    problems: Vec<Diagnostic>,
    /// How many workbooks it stands on, and with how many records.
    workbooks: usize,
    records: usize,
}

/// Writes the reports of all months of all projects.
pub(crate) fn run(options: &ReportOptions, months: &[Month]) -> Result<End, Fatal> {
    let started = Instant::now();
    let projects = match &options.folder {
        Some(folder) => within(folder)?,
        None => options.projects.clone(),
    };
    told_apart(options, &projects)?;
    if months.len() > 1 && options.as_of.is_some() {
        return Err(Said::fixed(
            "几个月一起生成时不能写 --as-of：每个月的截至日不同，不写则取各月月末。",
            "--as-of cannot be given with several months, since each has an as-of date of its own; without it, each month's last day is taken.",
        )
        .into());
    }
    let length = projects.len() * months.len().max(1);
    let bar = terminal::bar(length, either("生成报告", "Writing reports"), either(" 个月", " months"));
    let done = of_each(&projects, |project| of_project(options, project, months, &bar));
    bar.finish_and_clear();
    let failed = done.iter().filter(|one| one.ended.is_err()).count();
    if options.output.json() {
        println!("{:#}", serde_json::Value::from_iter(done.iter().map(json)));
    } else {
        done.iter().for_each(|one| println!("{}", here(&line(one))));
        let files: usize = done.iter().filter_map(|one| one.ended.as_ref().ok()).map(|one| one.files.len()).sum();
        let (projects, months, seconds) = (projects.len(), done.len(), started.elapsed().as_secs_f64());
        tell!(
            "项目 {projects} 个、月份 {months} 个：写文件 {files} 个，未能生成 {failed} 个月，用时 {seconds:.1} 秒。",
            "{projects} project(s), {months} month(s): wrote {files} file(s); {failed} month(s) could not be done; {seconds:.1} s."
        );
    }
    let grave = |written: &Written| written.problems.iter().any(|problem| problem.severity == Severity::Error);
    let faulty = done.iter().any(|one| one.ended.as_ref().map_or(true, grave));
    match failed == done.len() {
        true => Err(Said::fixed(
            "没有一个月能生成报告，原因见上。",
            "not one month's reports could be written; the reasons stand above.",
        )
        .into()),
        false => Ok(if faulty { End::Problems } else { End::Clean }),
    }
}

/// What comes of each project, in their order. As many are in work as there are cores, and no more: a thread
/// of the pool that waits for others would begin one more project and hold all of its records.
fn of_each(projects: &[PathBuf], done: impl Fn(&Path) -> Vec<Done> + Sync) -> Vec<Done> {
    let (next, all) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..rayon::current_num_threads().min(projects.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(project) = projects.get(at) else { break };
                    let of_project = done(project);
                    all.lock().unwrap_or_else(PoisonError::into_inner).insert(at, of_project);
                }
            });
        }
    });
    all.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().flatten().collect()
}

/// The projects in a folder, by their names.
pub(crate) fn within(folder: &Path) -> Result<Vec<PathBuf>, Fatal> {
    let projects: Vec<PathBuf> = projects(folder)?.into_iter().map(|name| folder.join(name)).collect();
    if projects.is_empty() {
        let folder = folder.display();
        return Err(say!(
            "“{folder}”里没有项目（内有 taizhang.toml 的文件夹）。",
            "there is no project (a folder with taizhang.toml in it) in “{folder}”."
        )
        .into());
    }
    Ok(projects)
}

/// Refuses projects whose files would lie in one place.
fn told_apart(options: &ReportOptions, projects: &[PathBuf]) -> Result<(), Fatal> {
    let (mut places, mut names) = (BTreeSet::new(), BTreeSet::new());
    for project in projects {
        let shown = project.display();
        if !places.insert(whole(project)) {
            return Err(say!("项目“{shown}”写了两次。", "the project “{shown}” is given twice.").into());
        }
        let name = name(project);
        if options.out.is_some() && !names.insert(name.to_lowercase()) {
            return Err(say!(
                "有两个项目的文件夹都叫“{name}”，写到同一个 --out 会混在一起；请分开运行。",
                "the folders of two projects are both called “{name}”, and their files would be mixed in one --out; please run them one by one."
            )
            .into());
        }
    }
    Ok(())
}

/// All months of a project, one after the other: what was read of a workbook serves them all, and is
/// given back before the next project.
fn of_project(options: &ReportOptions, project: &Path, months: &[Month], bar: &ProgressBar) -> Vec<Done> {
    let library = Library::default();
    let asked: Vec<Option<Month>> =
        if months.is_empty() { vec![None] } else { months.iter().copied().map(Some).collect() };
    let month = |month: Option<Month>| {
        let ended = of_month(options, project, month, &library).map_err(|fatal| fatal.in_a_line());
        bar.inc(1);
        Done { project: project.to_path_buf(), month, ended }
    };
    asked.into_iter().map(month).collect()
}

fn of_month(
    options: &ReportOptions,
    project: &Path,
    month: Option<Month>,
    library: &Library,
) -> Result<Written, Fatal> {
    let common = Common { project: project.to_path_buf(), month, as_of: options.as_of, no_cache: options.no_cache };
    let session = Session::open_with(&common, &options.reports, Some(library))?;
    may_go_out(&session)?;
    let month = session.project.time.month;
    let folder = match &options.out {
        Some(out) => out.join(name(project)).join(month.to_string()),
        None => month_folder(&session.project),
    };
    let wanted = Wanted { formats: &options.formats, editions: options.edition, reports: &[], folder: &folder };
    let Produced { files, problems } = produced(&session, &wanted, &|_, _| true)?;
    Ok(Written {
        month,
        files: write_all(&folder, &files)?,
        problems,
        workbooks: session.workbooks.len(),
        records: session.workbooks.iter().map(|workbook| workbook.records).sum(),
    })
}

/// What a project's folder is called.
fn name(project: &Path) -> String {
    whole(project).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// `甲区 2020年3月：写文件 16 个，问题 0 个。`
fn line(done: &Done) -> Said {
    let month = done.ended.as_ref().map(|written| Some(written.month)).unwrap_or(done.month);
    let month = month.map(|month| say!(" {month}", " {month}", month)).unwrap_or_default();
    let project = name(&done.project);
    match &done.ended {
        Ok(written) => {
            let Written { files, problems, workbooks, records, .. } = written;
            let (files, counted) = (files.len(), terminal::counted(problems));
            say!(
                "{project}{month}：读工作簿 {workbooks} 个、记录 {records} 条，写文件 {files} 个，问题 {counted}。",
                "{project}{month}: read {workbooks} workbook(s) with {records} record(s), wrote {files} file(s); problems: {counted}.",
                month,
                counted
            )
        }
        Err(reason) => {
            say!("{project}{month}：未能生成。{reason}", "{project}{month}: could not be done: {reason}", month, reason)
        }
    }
}

fn json(done: &Done) -> serde_json::Value {
    let project = done.project.display().to_string();
    match &done.ended {
        Ok(Written { month, files, problems, workbooks, records }) => {
            let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
            serde_json::json!({ "project": project, "month": month, "files": files, "workbooks": workbooks, "records": records, "diagnostics": written(problems) })
        }
        Err(reason) => serde_json::json!({ "project": project, "month": done.month, "error": here(reason) }),
    }
}
