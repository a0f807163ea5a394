//! `taizhang check`: what is wrong with the submitted workbooks.

use crate::cli::CheckOptions;
use crate::definitions;
use crate::intake::Workbook;
use crate::language::{here, language, tell};
use crate::marked;
use crate::months::folder_month;
use crate::of_month::{Parted, is_of, parted};
use crate::outcome::{End, Fatal};
use crate::session::Session;
use crate::terminal;
use model::{Diagnostic, Said, Severity};
use serde::Serialize;

/// Reads all workbooks and tells the problems of the run's month; with `--all` those of the months
/// before as well. What those months got wrong was told when they were checked, and nobody waits
/// for their senders any more: the month's exit code does not speak of them.
pub(crate) fn run(options: &CheckOptions) -> Result<End, Fatal> {
    if options.definitions {
        return definitions::run(options);
    }
    let session = Session::open(&options.common, &[])?;
    let (copies, missing) = marked::copies(&session.project, &session.findings, options.marked.as_deref())?;
    // In a folder of the clerk's own there may be copies of other months.
    let usual = options.marked.is_none();
    let left = if usual { marked::left(&session.project, &session.findings, &copies) } else { Vec::new() };
    let copies: Vec<String> = copies.iter().map(|path| path.display().to_string()).collect();
    let Parted { now, before } = parted(&session);
    if options.output.json() {
        println!("{:#}", json(&session, &copies));
    } else {
        summary(&session, options.all);
        terminal::print(&now, options.all);
        for reason in &missing {
            tell!("没有标注副本：{reason}", "no marked copy of {reason}", reason);
        }
        for path in &copies {
            tell!("标注副本 {path}", "marked copy {path}");
        }
        if !left.is_empty() {
            let left = Said::list(left.iter().map(Said::same));
            tell!(
                "以前的标注副本，工作簿已改正或不在了，可以删除：{left}",
                "marked copies of earlier runs, whose workbooks were corrected or are gone and which may be deleted: {left}",
                left
            );
        }
        let (month, counted) = (session.project.time.month, terminal::counted(&now));
        let notes = !options.all && now.iter().any(|problem| problem.severity == Severity::Info);
        match notes {
            true => tell!(
                "{month}的问题 {counted}；说明用 taizhang check --all 查看。",
                "Problems of {month}: {counted}; see taizhang check --all for the notes.",
                month,
                counted
            ),
            false => tell!("{month}的问题 {counted}。", "Problems of {month}: {counted}.", month, counted),
        }
        earlier(&before, options.all);
        reminders(&session);
    }
    let grave = |problems: &[Diagnostic]| problems.iter().any(|problem| problem.severity == Severity::Error);
    let failed = grave(&now) || options.all && grave(&before);
    Ok(if failed { End::Problems } else { End::Clean })
}

/// The form for machines: everything, and of each problem whether it is of the run's month.
fn json(session: &Session, copies: &[String]) -> serde_json::Value {
    #[derive(Serialize)]
    struct Told<P> {
        #[serde(flatten)]
        problem: P,
        this_month: bool,
    }
    let month = session.project.time.month;
    let workbook = |Workbook { file, ledger, records }: &Workbook| serde_json::json!({ "file": file, "ledger": ledger, "records": records });
    let workbooks: Vec<serde_json::Value> = session.workbooks.iter().map(workbook).collect();
    let unsent: Vec<String> = session.unsent.iter().map(|unsent| here(&unsent.words()).to_owned()).collect();
    let problems = session
        .findings
        .iter()
        .map(|problem| Told { problem: problem.written(language()), this_month: is_of(&problem.place.file, month) });
    let problems: Vec<_> = problems.collect();
    serde_json::json!({ "workbooks": workbooks, "diagnostics": problems, "marked": copies, "unsent": unsent })
}

/// A line for each workbook with problems, and one for all others.
fn summary(session: &Session, all: bool) {
    let month = session.project.time.month;
    let (mut read, mut clean) = (0, 0);
    for Workbook { file, ledger, records } in session.workbooks.iter().filter(|book| all || is_of(&book.file, month)) {
        let own = session.findings.iter().filter(|problem| problem.place.file == *file);
        let own: Vec<Diagnostic> = own.cloned().collect();
        read += 1;
        if own.iter().any(|problem| problem.severity > Severity::Info) {
            tell!(
                "{file}　{ledger}　记录 {records} 条，问题 {counted}",
                "{file}  {ledger}  {records} record(s), problems: {counted}",
                counted = terminal::counted(&own)
            );
        } else {
            clean += 1;
        }
    }
    let whole = session.workbooks.len();
    let after = |book: &&Workbook| folder_month(&book.file).is_some_and(|own| own > month);
    let later = session.workbooks.iter().filter(after).count();
    match all {
        true => tell!(
            "共读取工作簿 {whole} 个，其中 {clean} 个没有错误和警告。",
            "Read {whole} workbook(s), {clean} of them without errors and warnings."
        ),
        false if later > 0 => tell!(
            "本月的工作簿 {read} 个（其中 {later} 个是以后报送的，算到截至日{as_of}），其中 {clean} 个没有错误和警告；连同以前各月共读取 {whole} 个。",
            "Workbooks of this month: {read} ({later} of them sent later, up to {as_of}), {clean} of them without errors and warnings; with those of earlier months {whole} were read.",
            as_of = session.project.time.as_of
        ),
        false => tell!(
            "本月的工作簿 {read} 个，其中 {clean} 个没有错误和警告；连同以前各月共读取 {whole} 个。",
            "Workbooks of this month: {read}, {clean} of them without errors and warnings; with those of earlier months {whole} were read."
        ),
    }
}

/// The problems of the months before: listed, or only counted.
fn earlier(before: &[Diagnostic], all: bool) {
    let grave: Vec<Diagnostic> = before.iter().filter(|problem| problem.severity > Severity::Info).cloned().collect();
    if all && !before.is_empty() {
        let counted = terminal::counted(before);
        tell!("以前各月的问题 {counted}：", "Problems of earlier months: {counted}.", counted);
        terminal::print(before, true);
    } else if !grave.is_empty() {
        let counted = terminal::counted(&grave);
        tell!(
            "以前各月另有 {counted}，用 taizhang check --all 查看。",
            "Earlier months have {counted} more; see taizhang check --all.",
            counted
        );
    }
}

/// Whom to remind (催报清单); nothing where all have sent.
fn reminders(session: &Session) {
    if session.unsent.is_empty() {
        return;
    }
    let (month, count) = (session.project.time.month, session.unsent.len());
    tell!("催报清单（{month}，{count} 项未报送）：", "Not sent for {month} ({count}):", month);
    for unsent in &session.unsent {
        println!("  {}", here(&unsent.words()));
    }
}
