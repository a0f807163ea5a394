//! `taizhang check`: what is wrong with the submitted workbooks.

use crate::cli::CheckOptions;
use crate::intake::Workbook;
use crate::marked;
use crate::outcome::{End, Fatal};
use crate::session::Session;
use crate::terminal;
use model::unsent::Unsent;
use model::{Diagnostic, Severity};

/// Reads all workbooks and tells their problems.
pub(crate) fn run(options: &CheckOptions) -> Result<End, Fatal> {
    let session = Session::open(&options.common, &[])?;
    let problems = &session.findings;
    let (copies, missing) = marked::copies(&session.project, problems, options.marked.as_deref())?;
    let copies: Vec<String> = copies.iter().map(|path| path.display().to_string()).collect();
    if options.output.json() {
        let workbook = |Workbook { file, ledger, records }: &Workbook| serde_json::json!({ "file": file, "ledger": ledger, "records": records });
        let workbooks: Vec<serde_json::Value> = session.workbooks.iter().map(workbook).collect();
        let unsent: Vec<String> = session.unsent.iter().map(Unsent::words).collect();
        let json =
            serde_json::json!({ "workbooks": workbooks, "diagnostics": problems, "marked": copies, "unsent": unsent });
        println!("{json:#}");
    } else {
        summary(&session.workbooks, problems);
        terminal::print(problems, options.all);
        for reason in &missing {
            println!("没有标注副本：{reason}");
        }
        for path in &copies {
            println!("标注副本 {path}");
        }
        println!("问题 {}。", terminal::counted(problems));
        reminders(&session);
    }
    Ok(if session.has_errors() { End::Problems } else { End::Clean })
}

/// A line for each workbook with problems, and one for all others.
fn summary(workbooks: &[Workbook], problems: &[Diagnostic]) {
    let mut clean = 0;
    for Workbook { file, ledger, records } in workbooks {
        let own: Vec<Diagnostic> = problems.iter().filter(|problem| problem.place.file == *file).cloned().collect();
        if own.iter().any(|problem| problem.severity > Severity::Info) {
            println!("{file}　{ledger}　记录 {records} 条，问题 {}", terminal::counted(&own));
        } else {
            clean += 1;
        }
    }
    println!("共读取工作簿 {} 个，其中 {clean} 个没有错误和警告。", workbooks.len());
}

/// Whom to remind (催报清单); nothing where all have sent.
fn reminders(session: &Session) {
    if session.unsent.is_empty() {
        return;
    }
    println!("催报清单（{}，{} 项未报送）：", session.project.time.month.chinese(), session.unsent.len());
    for unsent in &session.unsent {
        println!("  {}", unsent.words());
    }
}
