//! `taizhang check`: what is wrong with the submitted workbooks.

use crate::cli::CheckOptions;
use crate::intake::Workbook;
use crate::session::Session;
use crate::{End, Fatal, marked};
use model::{Diagnostic, Severity};
use std::collections::BTreeMap;

/// So many places of each kind are shown unless all are asked for.
const SHOWN: usize = 5;

/// Reads all workbooks and tells their problems.
pub(crate) fn run(options: &CheckOptions) -> Result<End, Fatal> {
    let session = Session::open(&options.common, &[])?;
    let problems = &session.findings;
    let (copies, missing) = marked::copies(&session.project, problems, options.marked.as_deref())?;
    let copies: Vec<String> = copies.iter().map(|path| path.display().to_string()).collect();
    if options.output.json() {
        let workbook = |Workbook { file, ledger, records }: &Workbook| serde_json::json!({ "file": file, "ledger": ledger, "records": records });
        let workbooks: Vec<serde_json::Value> = session.workbooks.iter().map(workbook).collect();
        println!("{:#}", serde_json::json!({ "workbooks": workbooks, "diagnostics": problems, "marked": copies }));
    } else {
        summary(&session.workbooks, problems);
        print(problems, options.all);
        for reason in &missing {
            println!("没有标注副本：{reason}");
        }
        for path in &copies {
            println!("标注副本 {path}");
        }
        println!("问题 {}。", counted(problems));
    }
    Ok(if session.has_errors() { End::Problems } else { End::Clean })
}

/// A line for each workbook with problems, and one for all others.
fn summary(workbooks: &[Workbook], problems: &[Diagnostic]) {
    let mut clean = 0;
    for Workbook { file, ledger, records } in workbooks {
        let own: Vec<Diagnostic> = problems.iter().filter(|problem| problem.place.file == *file).cloned().collect();
        if own.iter().any(|problem| problem.severity > Severity::Info) {
            println!("{file}　{ledger}　记录 {records} 条，问题 {}", counted(&own));
        } else {
            clean += 1;
        }
    }
    println!("共读取工作簿 {} 个，其中 {clean} 个没有错误和警告。", workbooks.len());
}

/// The problems by code, gravest first, each with its first places.
pub(crate) fn print(problems: &[Diagnostic], all: bool) {
    let mut groups: BTreeMap<(std::cmp::Reverse<Severity>, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems {
        groups.entry((std::cmp::Reverse(problem.severity), problem.rule.code)).or_default().push(problem);
    }
    for ((severity, code), group) in &groups {
        // Remarks are only counted unless all is asked for.
        if severity.0 == Severity::Info && !all {
            continue;
        }
        let title = group.first().map_or("", |problem| problem.rule.title);
        println!("{} {title}（{code}）{} 处", severity.0.chinese(), group.len());
        let shown = if all { group.len() } else { SHOWN.min(group.len()) };
        for problem in &group[..shown] {
            let place = if problem.place.file.is_empty() { String::new() } else { format!("{}：", problem.place) };
            println!("  {place}{}", problem.message);
        }
        if shown < group.len() {
            println!("  ……还有 {} 处，用 taizhang check --all 查看", group.len() - shown);
        }
    }
}

/// `2 个错误、1 个警告、3 个说明`
pub(crate) fn counted(problems: &[Diagnostic]) -> String {
    let count = |severity: Severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let words = [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| (count(severity), severity))
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| format!("{count} 个{}", severity.chinese()));
    let words: Vec<String> = words.collect();
    if words.is_empty() { "0 个".to_owned() } else { words.join("、") }
}
