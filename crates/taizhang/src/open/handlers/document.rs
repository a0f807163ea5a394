//! A document on its pages, and what stands behind each of its numbers.

use super::{Asked, State, beside, conflict, missing, of_session};
use crate::documents::Job;
use crate::open::opened::Opened;
use crate::open::shown::Shown;
use crate::open::views::document as views;
use crate::open::views::frame::Tab;
use crate::open::views::refused;
use axum::extract::{Path, Query, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use model::Said;
use model::edition::Edition;
use model::page::Origin;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// The words that tell the document from others.
    name: String,
    /// The page, from 0.
    #[serde(default)]
    page: usize,
}

/// Answers with a document, or says as a whole page why there is none.
fn with(asked: &Asked, opened: &Opened, name: &str, answer: impl FnOnce(&Shown) -> Response) -> Response {
    opened.with(name, answer).unwrap_or_else(|refused| asked.refusal(Tab::Reports, name, &refused))
}

/// What is said where the files are not those any more of which a page was made.
static CHANGED: Said = Said::fixed(
    "台账或定义刚有变化，请刷新页面再点。",
    "The ledgers or definitions have just changed; please reload the page and click again.",
);

pub(crate) async fn view(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    beside(desk, &month, move |asked| {
        with(asked, &asked.opened(), &wanted.name, |shown| {
            let is_own = |name: &String| name.rsplit_once('.').is_some_and(|(stem, _)| stem == shown.stem);
            let files: Vec<String> = asked.made().into_iter().filter(is_own).collect();
            let content = views::view(&asked.addresses(), asked.language(), &wanted.name, shown, &files);
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
        let (opened, language) = (asked.opened(), asked.language());
        let drawn = opened.with(&wanted.name, |shown| {
            let addresses = asked.addresses();
            let of = views::Of { name: &wanted.name, state: opened.state };
            let address =
                |origin: &Origin| Some((views::number_address(&addresses, of, origin), shown.label(language, origin)?));
            svg::page(&shown.pages, wanted.page, language, &address)
        });
        match drawn {
            Ok(Ok(svg)) => ([(header::CONTENT_TYPE, "image/svg+xml; charset=utf-8")], svg).into_response(),
            Ok(Err(reason)) => missing(reason.text(language)),
            Err(refused) => conflict(refused.message.text(language)),
        }
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
    /// The operand whose cells are listed, by its place and those of the ones above it: `0.1`.
    #[serde(default)]
    at: String,
    /// What the files told when the page was made.
    state: Option<u64>,
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
        let language = asked.language();
        let Number { name, figure, table, row, column, from, at, state, part } = number;
        let origin = match (figure, table) {
            (Some(figure), _) => Origin::Figure(figure),
            (None, Some(table)) => Origin::Cell { table, row, column },
            (None, None) => {
                return missing(language.say("没有说明是哪个数。", "It is not said which number is meant."));
            }
        };
        let opened = asked.opened();
        if state.is_some_and(|state| state != opened.state) {
            return conflict(CHANGED.text(language));
        }
        let session = match opened.session() {
            Ok(session) => session,
            Err(refused) if part => return conflict(refused.message.text(language)),
            Err(refused) => return asked.refusal(Tab::Reports, &name, &refused),
        };
        let answer = |shown: &Shown| {
            let Some(behind) = shown.behind(session, &origin) else {
                return missing(language.say("这个数后面没有记录。", "No record stands behind this number."));
            };
            let of = views::Of { name: &name, state: opened.state };
            let path: Vec<usize> = at.split('.').filter_map(|step| step.parse().ok()).collect();
            let context = views::Number { of, origin: &origin, from, path: &path };
            let panel = views::panel(&asked.addresses(), language, context, &behind);
            if part {
                return panel.into_response();
            }
            asked.page(Tab::Reports, &shown.title, &views::alone(&asked.addresses(), &name, &shown.title, &panel))
        };
        match opened.with(&name, answer) {
            Ok(answer) => answer,
            Err(refused) if part => conflict(refused.message.text(language)),
            Err(refused) => asked.refusal(Tab::Reports, &name, &refused),
        }
    })
    .await
}

/// Every figure of every document of the month; those of a public edition are those of the internal one.
pub(crate) async fn figures(Shared(desk): Shared<State>, Path(month): Path<String>) -> Response {
    of_session(desk, &month, Tab::Figures, ["指标", "Figures"], |asked, opened, _| {
        let jobs = opened.jobs()?;
        let listed =
            |job: &&Job<'_>| job.edition == Edition::Internal || !Edition::Internal.has(job.source.report.edition);
        let figures = |job: &Job<'_>| {
            let name = job.words();
            let of = views::Of { name: &name, state: opened.state };
            let markup = opened.with(&name, |shown| views::figures(&asked.addresses(), asked.language(), of, shown));
            markup.unwrap_or_else(|reason| refused(asked.language(), &reason))
        };
        let all: Vec<Markup> = jobs.iter().filter(listed).map(figures).collect();
        Ok(views::all_figures(asked.language(), &all))
    })
    .await
}
