//! The month: which ledgers are in, from whom, which are missing, how many problems.

use super::{State, beside, waiting_of};
use crate::months::folder_month;
use crate::of_month::parted;
use crate::open::views::frame::Tab;
use crate::open::views::month::{LedgerLine, Month, Sent, view as markup};
use crate::open::views::{inbox, refused};
use crate::project::known_ledgers;
use crate::session::Session;
use axum::extract::{Path, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::html;
use model::{Diagnostic, Language, Said, Severity, Spoken as _};

pub(crate) async fn view(Shared(desk): Shared<State>, Path(month): Path<String>, headers: HeaderMap) -> Response {
    // A form that is sent by the script sees the page before the clerk does.
    let seen = headers.get("sec-fetch-dest").is_none_or(|dest| dest == "document");
    beside(desk, &month, move |asked| {
        let opened = asked.opened();
        let language = asked.language();
        let known = known_ledgers(&asked.desk.folder()).0;
        let folder = asked.desk.folder();
        let waiting = inbox::list(&asked.addresses(), language, &folder, &waiting_of(asked), &known);
        let told = if seen { asked.desk.done() } else { Vec::new() };
        let waiting = html! { (done(language, &told)) (waiting) };
        let drop_zone = inbox::drop_zone(&asked.addresses(), language);
        let content = match opened.session() {
            Ok(session) => markup(&asked.addresses(), language, &of(session), &html! { (drop_zone) (waiting) }),
            Err(_) if known.is_empty() => html! {
                h1 { (asked.month.spoken(language)) }
                p class="notice" { (language.say(
                    "还没有台账定义。把本单位的工作簿拖到下面（同一个台账几个月的一起拖，学得更准），由它们生成定义。",
                    "There is no ledger yet. Drop your workbooks below, those of several months together, and make definitions from them.")) }
                (drop_zone) (waiting)
            },
            Err(reason) => html! { h1 { (asked.month.spoken(language)) } (refused(language, &reason)) (drop_zone) (waiting) },
        };
        asked.page(Tab::Month, language.say("月份", "Month"), &content)
    })
    .await
}

/// What was just done.
fn done(language: Language, told: &[Said]) -> maud::Markup {
    html! {
        @if !told.is_empty() {
            div class="notice fine" role="status" { @for words in told { p { (words.text(language)) } } }
        }
    }
}

/// What the view shows of a session.
fn of(session: &Session) -> Month {
    let month = session.project.time.month;
    let lines = session.project.ledgers.iter().map(|ledger| {
        let own = session.workbooks.iter().filter(|book| book.ledger == ledger.title);
        let now = own.clone().filter(|book| folder_month(&book.file) == Some(month));
        let sent = now.map(|book| Sent {
            file: book.file.clone(),
            records: book.records,
            problems: counts(session.findings.iter().filter(|problem| problem.place.file == book.file)),
        });
        let missing = session.unsent.iter().filter(|unsent| unsent.ledger == ledger.title);
        LedgerLine {
            title: ledger.title.clone(),
            sent: sent.collect(),
            senders: session.sent_by.iter().find(|(title, _)| *title == ledger.title).map(|(_, names)| names.clone()),
            missing: missing.map(model::unsent::Unsent::words).collect(),
            last: own.filter_map(|book| folder_month(&book.file)).filter(|sent| *sent < month).max(),
        }
    });
    let parted = parted(session);
    Month {
        time: session.project.time,
        lines: lines.collect(),
        workbooks: session.workbooks.iter().filter(|book| folder_month(&book.file) == Some(month)).count(),
        records: session.workbooks.iter().map(|book| book.records).sum(),
        all_workbooks: session.workbooks.len(),
        now: counts(parted.now.iter()),
        before: counts(parted.before.iter()),
        unread: parted.now.iter().filter(|problem| problem.rule.code == "unclaimed-file").cloned().collect(),
    }
}

/// How many problems of each severity: errors, warnings, remarks.
pub(crate) fn counts<'a>(problems: impl Iterator<Item = &'a Diagnostic>) -> [usize; 3] {
    let mut counts = [0; 3];
    for problem in problems {
        let at = match problem.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        counts[at] += 1;
    }
    counts
}
