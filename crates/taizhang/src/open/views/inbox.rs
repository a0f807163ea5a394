//! The views of workbooks that wait.

use super::badge;
use super::book::place_in;
use crate::open::address::Addresses;
use crate::open::inbox::{Dropped, Proposal};
use ingest::{Reading, Submitted, learn};
use maud::{Markup, html};
use model::ledger::Ledger;
use model::{Diagnostic, Language, Severity, say};
use std::path::Path;
use std::sync::Arc;

/// So many problems of a workbook that waits are listed.
const LISTED: usize = 200;

/// Where workbooks are dropped.
pub(crate) fn drop_zone(addresses: &Addresses, language: Language) -> Markup {
    html! {
        section id="drop" class="drop" data-done=(addresses.view("")) aria-labelledby="drop-title" {
            h2 id="drop-title" { (language.say("放入工作簿", "Add workbooks")) }
            p { (language.say("把一个或几个工作簿、文件夹拖到这里；先识别、检查，您确认以后才写入 data/，不覆盖已有文件。",
                "Drop workbooks or folders here. They are recognised and checked first, and written into data/ only when you confirm; no file is ever written over.")) }
            p {
                label class="button" { (language.say("选择文件…", "Choose files…"))
                    input id="files" class="unseen" type="file" multiple accept=".xlsx,.xlsm,.xls,.xlsb,.ods,.et,.csv"; }
                " "
                label class="button quiet" { (language.say("选择文件夹…", "Choose a folder…"))
                    input id="folder" class="unseen" type="file" webkitdirectory; }
            }
        }
    }
}

/// All workbooks that wait, each with what it is taken for.
pub(crate) fn list(
    addresses: &Addresses,
    language: Language,
    project: &Path,
    waiting: &[(Arc<Dropped>, Arc<Proposal>)],
    ledgers: &[Ledger],
) -> Markup {
    let ready = waiting.iter().filter(|(_, proposal)| proposal.is_clear() && !proposal.is_taken(project)).count();
    html! {
        @if !waiting.is_empty() {
            section aria-labelledby="waiting" {
                h2 id="waiting" { (language.say("待确认的工作簿", "Workbooks to confirm")) }
                p class="small" { (language.say("还没有写入，程序结束就没有了；原来的文件不受影响。", "Not written yet: they are gone when the program ends. Your own files are not touched.")) }
                @if ready > 1 {
                    form method="post" action=(addresses.view("inbox/place-all")) data-told="" {
                        button { (language.say("写明月份、没有错误的全部写入", "Write all that say their month and have no errors")) " (" (ready) ")" }
                    }
                }
                ul class="waiting" { @for (dropped, proposal) in waiting {
                    li class="card" {
                        h3 { a href=(addresses.view(&format!("inbox/{}", dropped.id))) { (dropped.name) } }
                        (summary(language, dropped, proposal))
                        (warned(language, project, proposal))
                        (confirm(addresses, language, dropped, proposal, ledgers))
                    }
                } }
            }
        }
    }
}

/// What a workbook is taken for and what is wrong with it, in a line.
fn summary(language: Language, dropped: &Dropped, proposal: &Proposal) -> Markup {
    html! {
        p {
            @match (&dropped.looked, &proposal.ledger) {
                (_, Some(ledger)) => {
                    @let count = proposal.records();
                    (language.say("识别为", "Recognised as")) " " strong { (ledger.title) }
                    (say!("，记录 {count}", ", records: {count}").text(language)) " "
                    (super::counted([Severity::Error, Severity::Warning, Severity::Info].map(|severity| proposal.count(severity)), language))
                }
                (Err(reason), None) => { span class="badge error" { (language.say("无法读取", "unreadable")) } " " (reason.text(language)) }
                (Ok(_), None) => { span class="badge warning" { (language.say("没有识别", "not recognised")) } " " (language.say("没有台账是这样的表头。点开可以由它生成台账定义。", "No ledger has such a header. Open it to make a definition from it.")) }
            }
        }
    }
}

/// What the clerk should know before it is written.
fn warned(language: Language, project: &Path, proposal: &Proposal) -> Markup {
    html! {
        @if let Some(same) = &proposal.same {
            p { span class="badge warning" { (language.say("内容相同", "same content")) } " " (say!("与这个文件完全相同：{same}", "The same as: {same}").text(language)) }
        }
        @if proposal.ledger.is_some() && proposal.is_taken(project) {
            p { span class="badge warning" { (language.say("已有同名文件", "name taken")) } " " (language.say("是更正件的，请改名，如加上“更正”。", "Call a correction by another name.")) }
        }
    }
}

/// The form by which a workbook is written, or put away.
fn confirm(
    addresses: &Addresses,
    language: Language,
    dropped: &Dropped,
    proposal: &Proposal,
    ledgers: &[Ledger],
) -> Markup {
    let of = |path: &str| addresses.view(&format!("inbox/{}/{path}", dropped.id));
    let chosen = proposal.ledger.as_ref().map(|ledger| ledger.id.as_str());
    html! {
        div class="row" {
            @if !ledgers.is_empty() && dropped.looked.is_ok() {
                form method="post" action=(of("place")) class="row" data-told="" {
                    label { (language.say("台账", "Ledger")) select name="ledger" required {
                        @if chosen.is_none() { option value="" { (language.say("请选", "choose")) } }
                        @for ledger in ledgers { option value=(ledger.id) selected[chosen == Some(ledger.id.as_str())] { (ledger.title) } }
                    } }
                    label { (language.say("月份", "Month")) input type="text" name="month" size="8" required pattern="[0-9]{4}-[0-9]{2}" value=(if proposal.says_month { proposal.month.to_string() } else { String::new() }) placeholder=(proposal.month.to_string());
                        @if !proposal.says_month { span class="small" { (language.say("（文件没有写明）", "(the file does not say)")) } } }
                    label { (language.say("文件名", "File name")) input type="text" name="name" size="28" required value=(proposal.name); }
                    button { (language.say("写入", "Write")) }
                }
            }
            form method="post" action=(of("remove")) data-told="" { button class="quiet" { (language.say("不要", "Discard")) } }
        }
    }
}

/// One workbook: its problems if a ledger reads it, else a definition learned from it and from those that
/// wait and are like it.
pub(crate) fn view(
    addresses: &Addresses,
    language: Language,
    (dropped, proposal): (&Dropped, &Proposal),
    like: &[Arc<Dropped>],
    ledgers: &[Ledger],
) -> Markup {
    let file = format!("inbox/{}", dropped.id);
    html! {
        p { a href=(addresses.view("")) { "← " (language.say("返回月份", "Back to the month")) } }
        h1 { (dropped.name) }
        @if dropped.looked.is_ok() { p { a href=(addresses.ask("book", &[("file", &file)])) { (language.say("看表格", "See the sheets")) } } }
        (summary(language, dropped, proposal))
        (confirm(addresses, language, dropped, proposal, ledgers))
        @match &proposal.reading {
            Some(reading) => {
                (problems(addresses, language, &file, &reading.diagnostics))
                details {
                    summary { (language.say("不是这个台账？另建定义", "Not this ledger? Define another one")) }
                    (definition(addresses, language, dropped, like))
                }
            }
            None => (definition(addresses, language, dropped, like)),
        }
    }
}

/// A definition proposed from the workbooks, its labels beside its columns, to be edited and tried.
fn definition(addresses: &Addresses, language: Language, dropped: &Dropped, like: &[Arc<Dropped>]) -> Markup {
    let looked = like.iter().filter_map(|one| one.looked.as_ref().ok());
    let submitted: Vec<Submitted<'_>> =
        looked.map(|one| Submitted { description: &one.description, month: one.month }).collect();
    let names: Vec<&str> = like.iter().map(|one| one.name.as_str()).collect();
    let Some(draft) = learn(&submitted) else { return html! {} };
    let of = |path: &str| addresses.view(&format!("inbox/{}/{path}", dropped.id));
    html! {
        section aria-labelledby="columns" {
            h2 id="columns" { (language.say("工作簿里的列", "Columns of the workbook")) }
            table {
                thead { tr {
                    th scope="col" { (language.say("表头", "Label")) } th scope="col" { (language.say("列代号", "Id")) }
                    th scope="col" { (language.say("类型", "Type")) } th scope="col" { (language.say("单位", "Unit")) }
                    th scope="col" { (language.say("请核对", "To be checked")) }
                } }
                tbody { @for column in &draft.columns { tr {
                    th scope="row" { @for label in &column.labels { (label) br; } } td { code { (column.id) } } td { (column.kind) }
                    td { (column.unit.as_deref().unwrap_or("")) }
                    td { @for doubt in &column.doubts { span class="small" { (doubt.text.text(language)) } br; } }
                } } }
            }
            @if !draft.doubts.is_empty() {
                div class="notice warning" { ul { @for doubt in &draft.doubts { li { (doubt.text.text(language)) } } } }
            }
        }
        section aria-labelledby="definition" {
            h2 id="definition" { (language.say("台账定义", "Definition of the ledger")) }
            @if names.len() > 1 { p { (language.say("由这些文件合起来得出：", "Learned from these files together: ")) (names.join(language.say("、", ", "))) } }
            p { (language.say("改好后先试，再保存；保存后这个工作簿就能识别。", "Edit it, try it, then save it; the workbook is recognised from then on.")) }
            form id="define" method="post" action=(of("define")) data-told="" class="stacked" {
                label { (language.say("代号（小写英文，如 tax）", "Id (small letters, such as tax)"))
                    input type="text" name="ledger" required pattern="[a-z][a-z0-9_\\-]*" value=(crate::init::suggested_id(&draft)); }
                label { (language.say("定义", "Definition")) textarea name="text" rows="22" spellcheck="false" { (draft.toml()) } }
                div class="row" {
                    button type="submit" formaction=(of("try")) data-into="tried" { (language.say("试一试", "Try")) }
                    button type="submit" { (language.say("保存定义", "Save the definition")) }
                }
            }
            div id="tried" role="status" aria-live="polite" {}
        }
    }
}

/// What a definition that was tried reads.
pub(crate) fn tried(
    addresses: &Addresses,
    language: Language,
    id: usize,
    tried: &Result<(Ledger, Reading), Vec<Diagnostic>>,
) -> Markup {
    html! {
        @match tried {
            Ok((ledger, reading)) => {
                @let count = reading.records.len();
                p { strong { (ledger.title) } (say!("：读到记录 {count}", ": records read: {count}").text(language)) }
                (problems(addresses, language, &format!("inbox/{id}"), &reading.diagnostics))
            }
            Err(wrong) => {
                div class="notice error" { ul { @for problem in wrong { li { (super::told(language, problem)) } } } }
            }
        }
    }
}

/// The problems of a workbook that lies nowhere yet, the gravest first.
fn problems(addresses: &Addresses, language: Language, file: &str, all: &[Diagnostic]) -> Markup {
    let mut sorted: Vec<&Diagnostic> = all.iter().collect();
    sorted.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    html! {
        @if sorted.is_empty() { p class="fine" { (language.say("没有问题。", "No problems.")) } }
        @else {
            table {
                thead { tr { th scope="col" { (language.say("级别", "Severity")) } th scope="col" { (language.say("位置", "Place")) } th scope="col" { (language.say("问题", "Problem")) } th scope="col" { (language.say("怎么办", "What to do")) } } }
                tbody { @for problem in sorted.iter().take(LISTED) { tr {
                    td { (badge(language, problem.severity)) }
                    td { (place_in(addresses, file, &problem.place)) }
                    td { (problem.message(language)) }
                    td class="small" { (problem.rule.texts(language).remedy) }
                } } }
            }
            @if sorted.len() > LISTED {
                @let more = sorted.len() - LISTED;
                p { (say!("还有 {more} 处", "{more} more are not listed.").text(language)) }
            }
        }
    }
}
