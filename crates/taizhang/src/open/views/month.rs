//! The month's view.

use super::{counted, place_as};
use crate::open::address::Addresses;
use maud::{Markup, html};
use model::{Diagnostic, Language, Month as YearMonth, ReportingTime, Said, Spoken as _, say};

/// A workbook that was sent.
pub(crate) struct Sent {
    pub(crate) file: String,
    pub(crate) records: usize,
    pub(crate) problems: [usize; 3],
}

/// A ledger in the month.
pub(crate) struct LedgerLine {
    pub(crate) title: String,
    pub(crate) sent: Vec<Sent>,
    /// Who has sent, where the ledger names who has to.
    pub(crate) senders: Option<Vec<String>>,
    /// What did not come, in words.
    pub(crate) missing: Vec<Said>,
    /// The last month before of which there is a workbook.
    pub(crate) last: Option<YearMonth>,
}

/// What is known of the month.
pub(crate) struct Month {
    pub(crate) time: ReportingTime,
    pub(crate) lines: Vec<LedgerLine>,
    pub(crate) workbooks: usize,
    pub(crate) all_workbooks: usize,
    pub(crate) records: usize,
    pub(crate) now: [usize; 3],
    pub(crate) before: [usize; 3],
    /// Files that no ledger claims.
    pub(crate) unread: Vec<Diagnostic>,
}

/// The ledgers with what came, what is missing and what is wrong; `incoming` is what may come yet.
pub(crate) fn view(addresses: &Addresses, language: Language, month: &Month, incoming: &Markup) -> Markup {
    let missing = month.lines.iter().filter(|line| !line.missing.is_empty()).count();
    let ReportingTime { month: of, as_of, .. } = month.time;
    html! {
        h1 { (say!("{of}（截至{as_of}）", "{of} (as of {as_of})", of, as_of).text(language)) }
        ul class="facts" {
            li { (language.say("本月工作簿", "Workbooks of the month")) " " strong { (month.workbooks) } }
            li { (language.say("连同以前各月", "With the months before")) " " strong { (month.all_workbooks) } }
            li { (language.say("记录", "Records")) " " strong { (month.records) } }
            li { (language.say("未报送的台账", "Ledgers not sent")) " " strong { (missing) } }
            li { a href=(addresses.view("problems")) { (language.say("本月问题", "Problems of the month")) } " " (counted(month.now, language)) }
            @if month.before[0] + month.before[1] > 0 {
                li { a href=(addresses.ask("problems", &[("all", &"on")])) { (language.say("以前各月", "Months before")) } " " (counted(month.before, language)) }
            }
        }
        (incoming)
        @if !month.unread.is_empty() {
            div class="notice warning" {
                p { (language.say("这些文件没有台账认领，没有读取：", "No ledger claims these files; they were not read:")) }
                ul { @for problem in &month.unread { li { (problem.place.spoken(language)) } } }
            }
        }
        table {
            caption class="unseen" { (language.say("各台账本月的报送", "What was sent for each ledger")) }
            thead { tr {
                th scope="col" { (language.say("台账", "Ledger")) }
                th scope="col" { (language.say("状态", "State")) }
                th scope="col" { (language.say("工作簿", "Workbook")) }
                th scope="col" class="number" { (language.say("记录", "Records")) }
                th scope="col" { (language.say("问题", "Problems")) }
            } }
            tbody { @for line in &month.lines { (rows(addresses, language, line)) } }
        }
    }
}

fn rows(addresses: &Addresses, language: Language, line: &LedgerLine) -> Markup {
    let count = line.sent.len().max(1);
    html! {
        @for at in 0..count {
            tr {
                @if at == 0 {
                    th scope="row" rowspan=(count) { (line.title) }
                    td rowspan=(count) { (state(language, line)) }
                }
                @match line.sent.get(at) {
                    Some(sent) => {
                        td { (place_as(addresses, &model::Place::file(&sent.file), short(&sent.file))) }
                        td class="number" { (sent.records) }
                        td { a href=(addresses.ask("problems", &[("file", &sent.file)])) { (counted(sent.problems, language)) } }
                    }
                    None => { td class="faint" { "—" } td class="number faint" { "—" } td class="faint" { "—" } }
                }
            }
        }
    }
}

/// The file within the folder of its month.
fn short(file: &str) -> &str {
    file.splitn(3, '/').nth(2).unwrap_or(file)
}

fn state(language: Language, line: &LedgerLine) -> Markup {
    html! {
        @if let Some(senders) = line.senders.as_ref().filter(|senders| !senders.is_empty()) {
            @let count = senders.len();
            details { summary { (say!("{count} 家已报送", "{count} have sent").text(language)) } p class="small" { (senders.join(language.say("、", ", "))) } }
        }
        @if !line.missing.is_empty() {
            @if !line.sent.is_empty() { span class="badge fine" { (language.say("已报送", "sent")) " " (line.sent.len()) } br; }
            @for words in &line.missing { span class="badge warning" { (if line.sent.is_empty() { language.say("未报送", "not sent") } else { language.say("还缺", "missing") }) } " " span class="small" { (words.text(language)) } br; }
        } @else if !line.sent.is_empty() && line.sent.iter().all(|sent| sent.records == 0 && sent.problems[0] > 0) {
            span class="badge error" { (language.say("已收到，读不出", "received, unreadable")) }
        } @else if !line.sent.is_empty() {
            span class="badge fine" { (language.say("已报送", "sent")) }
        } @else if let Some(last) = line.last {
            span class="faint" { (say!("沿用 {last}", "as of {last}", last).text(language)) }
        } @else {
            span class="faint" { (language.say("从未报送", "never sent")) }
        }
    }
}
