//! `taizhang report`: from the workbooks of all months to the files of one.

use crate::batch;
use crate::cli::{Common, Months, ReportOptions};
use crate::language::tell;
use crate::outcome::{End, Fatal};
use crate::output::write_all;
use crate::produced::{Produced, Wanted, may_go_out, month_folder, produced};
use crate::session::{Session, written};
use crate::values::all_answered;
use crate::{terminal, writers};
use model::{Month, Said, Severity};
use std::path::Path;
use std::time::Instant;

/// Writes the reports of a month, or of several months and projects.
pub(crate) fn run(options: &ReportOptions) -> Result<End, Fatal> {
    writers::chosen(&options.formats)?;
    let months = options.months.map(Months::all).into_iter().flatten().collect::<Vec<Month>>();
    match (&options.folder, options.projects.as_slice(), months.as_slice()) {
        (None, [project], []) => one(options, project, None),
        (None, [project], [month]) => one(options, project, Some(*month)),
        _ if options.values.is_some() => Err(Said::fixed(
            "--values 只用于一个项目的一个月：一份查询结果只是一个月的。",
            "--values is for one month of one project, since a table of answers is of one month.",
        )
        .into()),
        _ => batch::run(options, &months),
    }
}

/// Writes the reports of one project and one month.
fn one(options: &ReportOptions, project: &Path, month: Option<Month>) -> Result<End, Fatal> {
    let started = Instant::now();
    let common = Common { project: project.to_path_buf(), month, as_of: options.as_of, no_cache: options.no_cache };
    let session = Session::open_answered(&common, &options.reports, options.values.as_deref())?;
    let project = &session.project;
    if let Err(refused) = may_go_out(&session) {
        terminal::print(&session.findings, false);
        return Err(refused);
    }
    let folder = options.out.clone().unwrap_or_else(|| month_folder(project));
    let wanted = Wanted { formats: &options.formats, editions: options.edition, reports: &[], folder: &folder };
    let Produced { files, problems } = produced(&session, &wanted, &|_, _| true)?;
    all_answered(&session.sources)?;
    let paths: Vec<String> = write_all(&folder, &files)?.iter().map(|path| path.display().to_string()).collect();
    let records: usize = session.workbooks.iter().map(|workbook| workbook.records).sum();
    if options.output.json() {
        let summary = serde_json::json!({ "files": paths, "workbooks": session.workbooks.len(), "records": records, "diagnostics": written(&problems) });
        println!("{summary:#}");
    } else {
        terminal::print(&problems, false);
        for path in &paths {
            tell!("已写 {path}", "wrote {path}");
        }
        let (workbooks, files, seconds) = (session.workbooks.len(), paths.len(), started.elapsed().as_secs_f64());
        tell!(
            "{month}（截至{as_of}）：读工作簿 {workbooks} 个、记录 {records} 条，写文件 {files} 个，问题 {counted}，用时 {seconds:.1} 秒。",
            "{month} (as of {as_of}): read {workbooks} workbook(s) with {records} record(s), wrote {files} file(s); problems: {counted}; {seconds:.1} s.",
            month = project.time.month,
            as_of = project.time.as_of,
            counted = terminal::counted(&problems)
        );
    }
    Ok(if problems.iter().any(|problem| problem.severity == Severity::Error) { End::Problems } else { End::Clean })
}
