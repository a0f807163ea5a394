//! A document on its pages, and what stands behind each of its numbers.

use super::{Asked, State, beside, missing};
use crate::open::opened::Refused;
use crate::open::shown::Shown;
use crate::open::views::document as views;
use crate::open::views::frame::Tab;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::page::Origin;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// The words that tell the document from others.
    name: String,
    /// The page, from 0.
    #[serde(default)]
    page: usize,
}

/// A document; else the answer that says why there is none.
fn shown(asked: &Asked, name: &str) -> Result<Arc<Result<Shown, Refused>>, Refused> {
    asked.opened().shown(name)
}

fn with(asked: &Asked, name: &str, answer: impl FnOnce(&Shown) -> Response) -> Response {
    let refusal = |refused: &Refused| asked.refusal(Tab::Reports, name, refused);
    match shown(asked, name) {
        Err(refused) => refusal(&refused),
        Ok(shown) => match shown.as_ref() {
            Err(refused) => refusal(refused),
            Ok(shown) => answer(shown),
        },
    }
}

pub(crate) async fn view(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    beside(desk, &month, move |asked| {
        with(asked, &wanted.name, |shown| {
            let content = views::view(&asked.addresses(), asked.language(), &wanted.name, shown);
            asked.page(Tab::Reports, &shown.title, &content)
        })
    })
    .await
}

/// One page as it prints, its numbers leading to what stands behind them.
pub(crate) async fn sheet(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    beside(desk, &month, move |asked| {
        with(asked, &wanted.name, |shown| {
            let addresses = asked.addresses();
            let address = |origin: &Origin| {
                let label = shown.label(origin)?;
                Some((views::number_address(&addresses, &wanted.name, origin), label))
            };
            match svg::page(&shown.pages, wanted.page, &address) {
                Ok(svg) => ([(header::CONTENT_TYPE, "image/svg+xml; charset=utf-8")], svg).into_response(),
                Err(reason) => (StatusCode::NOT_FOUND, reason).into_response(),
            }
        })
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct Number {
    name: String,
    figure: Option<String>,
    table: Option<String>,
    #[serde(default)]
    row: usize,
    #[serde(default)]
    column: usize,
    /// The first cell that is listed, from 0.
    #[serde(default)]
    from: usize,
    /// Whether the panel alone is wanted, for a page that is open.
    #[serde(default)]
    part: bool,
}

/// What stands behind a number.
pub(crate) async fn number(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(number): Query<Number>,
) -> Response {
    beside(desk, &month, move |asked| {
        let Number { name, figure, table, row, column, from, part } = number;
        let origin = match (figure, table) {
            (Some(figure), _) => Origin::Figure(figure),
            (None, Some(table)) => Origin::Cell { table, row, column },
            (None, None) => return missing("没有说明是哪个数。"),
        };
        let opened = asked.opened();
        let session = match opened.session() {
            Ok(session) => session,
            Err(refused) => return asked.refusal(Tab::Reports, &name, &refused),
        };
        with(asked, &name, |shown| {
            let Some(behind) = shown.behind(session, &origin) else { return missing("这个数后面没有记录。") };
            let context = views::Number { name: &name, origin: &origin, from };
            let panel = views::panel(&asked.addresses(), asked.language(), &context, &behind);
            if part {
                return panel.into_response();
            }
            asked.page(Tab::Reports, &shown.title, &views::alone(&asked.addresses(), &name, &shown.title, &panel))
        })
    })
    .await
}

/// Every figure of every document of the month.
pub(crate) async fn figures(Shared(desk): Shared<State>, Path(month): Path<String>) -> Response {
    beside(desk, &month, |asked| {
        let language = asked.language();
        let title = language.say("指标", "Figures");
        let opened = asked.opened();
        let jobs = match opened.jobs() {
            Ok(jobs) => jobs,
            Err(refused) => return asked.refusal(Tab::Figures, title, &refused),
        };
        let all = jobs.iter().map(|job| job.words());
        let documents: Vec<_> = all.map(|name| (name.clone(), opened.shown(&name))).collect();
        asked.page(Tab::Figures, title, &views::figures(&asked.addresses(), language, &documents))
    })
    .await
}
