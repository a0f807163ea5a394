//! Workbooks that were dropped onto the page.

use super::{Asked, State, aside, beside, conflict, waiting_of};
use crate::open::inbox::{Dropped, define_new};
use crate::open::news::News;
use crate::open::views::frame::Tab;
use crate::open::views::{inbox as views, told};
use crate::project::known_ledgers;
use axum::body::Bytes;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use model::{Month, Said, say};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Named {
    name: String,
}

/// Takes a file in.
pub(crate) async fn receive(Shared(desk): Shared<State>, Query(named): Query<Named>, bytes: Bytes) -> Response {
    let language = desk.language();
    aside(language, move || match desk.inbox.receive(&named.name, &bytes) {
        Ok(id) => Json(serde_json::json!({ "id": id })).into_response(),
        Err(reason) => conflict(reason.text(language)),
    })
    .await
}

/// A workbook that waits: what is in it, what it is taken for, and where no ledger is, a definition.
pub(crate) async fn view(Shared(desk): Shared<State>, Path((month, id)): Path<(String, usize)>) -> Response {
    of_waiting(desk, &month, id, |asked, dropped| {
        let folder = asked.desk.folder();
        let proposal = dropped.proposal(&folder, asked.month);
        let (ledgers, _) = known_ledgers(&folder);
        let like = asked.desk.inbox.like(dropped);
        let content = views::view(&asked.addresses(), asked.language(), (dropped, &proposal), &like, &ledgers);
        asked.page(Tab::Month, &dropped.name, &content)
    })
    .await
}

/// Answers with a workbook that waits, or says that it waits no more.
async fn of_waiting<F>(desk: State, month: &str, id: usize, answer: F) -> Response
where
    F: FnOnce(&Asked, &Dropped) -> Response + Send + 'static,
{
    beside(desk, month, move |asked| match asked.desk.inbox.get(id) {
        Ok(dropped) => answer(asked, &dropped),
        Err(reason) => conflict(reason.text(asked.language())),
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct Placed {
    ledger: String,
    month: String,
    name: String,
}

/// Writes a workbook to its place, as the clerk confirmed it.
pub(crate) async fn place(
    Shared(desk): Shared<State>,
    Path((month, id)): Path<(String, usize)>,
    Form(placed): Form<Placed>,
) -> Response {
    beside(desk, &month, move |asked| {
        let language = asked.language();
        let Ok(month) = placed.month.parse::<Month>() else {
            return conflict(language.say("月份要写成 2020-12 这样。", "Please write the month like 2020-12."));
        };
        match put(asked, id, &placed.ledger, month, &placed.name) {
            Ok(file) => {
                asked.desk.did(say!("已写入 {file}。", "{file} was written."));
                asked.desk.tell(News::Changed);
                Redirect::to(&asked.addresses().of(month).view("")).into_response()
            }
            Err(reason) => conflict(reason.text(language)),
        }
    })
    .await
}

/// Writes a workbook that is taken out meanwhile, so that two windows do not write it twice.
fn put(asked: &Asked, id: usize, ledger: &str, month: Month, name: &str) -> Result<String, Said> {
    let dropped = asked.desk.inbox.take(id)?;
    let placed = dropped.place(&asked.desk.folder(), ledger, month, name);
    match placed {
        Ok(_) => dropped.delete(),
        Err(_) => asked.desk.inbox.give_back(dropped),
    }
    placed
}

/// Writes all that were recognised and read without an error, and that say their month themselves.
pub(crate) async fn place_all(Shared(desk): Shared<State>, Path(month): Path<String>) -> Response {
    beside(desk, &month, |asked| {
        let (mut written, mut refused) = (Vec::new(), Vec::new());
        for (dropped, proposal) in waiting_of(asked) {
            let Some(ledger) = proposal.ledger.as_ref().filter(|_| proposal.is_clear()) else { continue };
            match put(asked, dropped.id, &ledger.id, proposal.month, &proposal.name) {
                Ok(file) => written.push(file),
                Err(reason) => {
                    let name = &dropped.name;
                    refused.push(say!("没有写入 {name}：{reason}", "{name} was not written: {reason}", reason));
                }
            }
        }
        let (count, files) = (written.len(), Said::list(written.into_iter().map(Said::same)));
        asked.desk.did(say!("已写入 {count} 个文件：{files}。", "Files written ({count}): {files}.", files));
        refused.into_iter().for_each(|words| asked.desk.did(words));
        asked.desk.tell(News::Changed);
        Redirect::to(&asked.addresses().view("")).into_response()
    })
    .await
}

/// Puts a workbook away; nothing of it stays.
pub(crate) async fn remove(Shared(desk): Shared<State>, Path((month, id)): Path<(String, usize)>) -> Response {
    beside(desk, &month, move |asked| {
        if let Ok(dropped) = asked.desk.inbox.take(id) {
            dropped.delete();
        }
        asked.desk.tell(News::Changed);
        Redirect::to(&asked.addresses().view("")).into_response()
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct Defined {
    ledger: String,
    text: String,
}

/// Tries a definition on the workbook, without writing anything.
pub(crate) async fn attempt(
    Shared(desk): Shared<State>,
    Path((month, id)): Path<(String, usize)>,
    Form(defined): Form<Defined>,
) -> Response {
    of_waiting(desk, &month, id, move |asked, dropped| {
        let said = dropped.looked.as_ref().ok().and_then(|looked| looked.month);
        let month = said.unwrap_or(asked.month);
        let tried = dropped.try_definition(&asked.desk.folder(), (&defined.ledger, &defined.text), month);
        views::tried(&asked.addresses(), asked.language(), id, &tried).into_response()
    })
    .await
}

/// Writes a definition; the workbook is recognised by it at once.
pub(crate) async fn define(
    Shared(desk): Shared<State>,
    Path((month, id)): Path<(String, usize)>,
    Form(defined): Form<Defined>,
) -> Response {
    beside(desk, &month, move |asked| match define_new(&asked.desk.folder(), &defined.ledger, &defined.text) {
        Ok(()) => {
            asked.desk.inbox.forget();
            let ledger = &defined.ledger;
            asked.desk.did(say!(
                "已保存定义 data/definitions/{ledger}.toml。",
                "The definition data/definitions/{ledger}.toml was saved."
            ));
            asked.desk.tell(News::Changed);
            Redirect::to(&asked.addresses().view(&format!("inbox/{id}"))).into_response()
        }
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(|problem| told(asked.language(), problem)).collect();
            conflict(&lines.join("\n"))
        }
    })
    .await
}
