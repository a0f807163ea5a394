//! The reports: made, stopped, fetched.

use super::{State, beside, conflict, download, missing, of_session};
use crate::cli::Editions;
use crate::open::making::Asked as Wanted;
use crate::open::news::News;
use crate::open::run::begin;
use crate::open::views::frame::Tab;
use crate::open::views::reports::{Listed, view as markup};
use crate::writers::{FORMATS, chosen};
use axum::body::Bytes;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use clap::ValueEnum;
use serde::Deserialize;

pub(crate) async fn view(Shared(desk): Shared<State>, Path(month): Path<String>) -> Response {
    of_session(desk, &month, Tab::Reports, ["报告", "Reports"], |asked, opened, session| {
        let titled = opened.titled()?;
        let listed = Listed {
            reports: session.reports.iter().map(|(source, _)| &source.report).collect(),
            documents: titled
                .iter()
                .map(|(job, title)| (job.source.report.name.as_str(), job.words(), title.clone()))
                .collect(),
            files: asked.made(),
            formats: FORMATS.iter().map(|format| format.extension).collect(),
            running: asked.desk.making.running(),
            last: asked.desk.making.last().filter(|ended| ended.month == asked.month),
        };
        Ok(markup(&asked.addresses(), asked.language(), &listed))
    })
    .await
}

/// Makes what the form names.
pub(crate) async fn make(Shared(desk): Shared<State>, Path(month): Path<String>, form: Bytes) -> Response {
    beside(desk, &month, move |asked| {
        let language = asked.language();
        let pairs: Vec<(String, String)> = form_urlencoded::parse(&form).into_owned().collect();
        let all = |name: &str| -> Vec<String> {
            pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
        };
        let wanted = Wanted {
            month: asked.month,
            reports: all("report"),
            formats: all("format"),
            editions: editions(&all("edition")),
        };
        if wanted.reports.is_empty() {
            return conflict(
                language.say("没有选报告，请先在前面打勾。", "No report is chosen; please tick one first."),
            );
        }
        if let Err(message) = chosen(&wanted.formats) {
            return conflict(message.text(language));
        }
        if !begin(&asked.desk, wanted) {
            return conflict(language.say(
                "正在生成报告（可能在另一个窗口里），请等它结束。",
                "Reports are being made (perhaps in another window); please wait until that ends.",
            ));
        }
        Redirect::to(&asked.addresses().view("reports")).into_response()
    })
    .await
}

/// The editions of the form; those of the project where it names none.
fn editions(named: &[String]) -> Option<Editions> {
    Editions::from_str(named.first()?, true).ok()
}

/// Stops what is being made; nothing is written.
pub(crate) async fn stop(Shared(desk): Shared<State>, Path(month): Path<String>) -> Response {
    beside(desk, &month, |asked| {
        asked.desk.making.stop();
        Redirect::to(&asked.addresses().view("reports")).into_response()
    })
    .await
}

/// Proposes a first report for the ledgers that there are.
pub(crate) async fn first(Shared(desk): Shared<State>, Path(month): Path<String>) -> Response {
    beside(desk, &month, |asked| match crate::init::first_report(&asked.desk.folder(), asked.month) {
        Ok(()) => {
            asked.desk.tell(News::Changed);
            Redirect::to(&asked.addresses().view("reports")).into_response()
        }
        Err(fatal) => conflict(&super::words(asked.language(), fatal)),
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct Named {
    name: String,
}

/// A file of the month's reports, by its name in the list.
pub(crate) async fn file(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(named): Query<Named>,
) -> Response {
    beside(desk, &month, move |asked| {
        let listed = asked.made().contains(&named.name);
        let bytes = listed.then(|| std::fs::read(asked.reports().join(&named.name)).ok()).flatten();
        let none = || missing(asked.language().say("没有这个文件。", "There is no such file."));
        bytes.map_or_else(none, |bytes| download(&named.name, bytes))
    })
    .await
}
