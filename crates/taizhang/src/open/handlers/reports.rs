//! The reports: made, stopped, fetched.

use super::{State, beside, conflict, download, missing};
use crate::cli::Editions;
use crate::disk::names;
use crate::open::making::Asked as Wanted;
use crate::open::news::News;
use crate::open::run::begin;
use crate::open::views::frame::Tab;
use crate::open::views::reports::{Listed, view as markup};
use crate::produced::month_folder;
use crate::writers::{FORMATS, chosen};
use axum::body::Bytes;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use clap::ValueEnum;
use serde::Deserialize;

pub(crate) async fn view(Shared(desk): Shared<State>, Path(month): Path<String>) -> Response {
    beside(desk, &month, |asked| {
        let language = asked.language();
        let title = language.say("报告", "Reports");
        let opened = asked.opened();
        let session = match opened.session() {
            Ok(session) => session,
            Err(refused) => return asked.refusal(Tab::Reports, title, &refused),
        };
        let (jobs, titles) = match opened.jobs().and_then(|jobs| Ok((jobs, opened.titles()?))) {
            Ok(both) => both,
            Err(refused) => return asked.refusal(Tab::Reports, title, &refused),
        };
        let documents = jobs.iter().zip(titles);
        let folder = month_folder(&session.project);
        let files = names(&folder).unwrap_or_default().into_iter().filter(|name| folder.join(name).is_file());
        let listed = Listed {
            reports: session.reports.iter().map(|(source, _)| &source.report).collect(),
            documents: documents.map(|(job, (words, title))| (job.source.report.name.as_str(), words, title)).collect(),
            files: files.collect(),
            formats: FORMATS.iter().map(|format| (format.extension, format.usual)).collect(),
            running: asked.desk.making.running(),
            last: asked.desk.making.last().filter(|ended| ended.month == asked.month),
        };
        asked.page(Tab::Reports, title, &markup(&asked.addresses(), language, &listed))
    })
    .await
}

/// Makes what the form names.
pub(crate) async fn make(Shared(desk): Shared<State>, Path(month): Path<String>, form: Bytes) -> Response {
    beside(desk, &month, move |asked| {
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
            return conflict("没有选报告，请先在前面打勾。");
        }
        if let Err(message) = chosen(&wanted.formats) {
            return conflict(&message);
        }
        if !begin(&asked.desk, wanted) {
            return conflict("正在生成报告（可能在另一个窗口里），请等它结束。");
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
        Err(fatal) => conflict(&super::words(fatal)),
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
        let folder = asked.desk.folder().join("reports").join(asked.month.to_string());
        let listed = names(&folder).unwrap_or_default().contains(&named.name);
        let bytes = listed.then(|| std::fs::read(folder.join(&named.name)).ok()).flatten();
        bytes.map_or_else(|| missing("没有这个文件。"), |bytes| download(&named.name, bytes))
    })
    .await
}
