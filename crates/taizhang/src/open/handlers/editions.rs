//! The editions, and what the public one leaves out.

use super::{State, of_session};
use crate::open::views::editions::view as markup;
use crate::open::views::frame::Tab;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use model::edition::Edition;

pub(crate) async fn view(Shared(desk): Shared<State>, Path(month): Path<String>) -> Response {
    of_session(desk, &month, Tab::Editions, ["公开版", "Public edition"], |asked, opened, session| {
        let reports: Vec<(&str, bool)> = session
            .reports
            .iter()
            .map(|(source, _)| (source.report.name.as_str(), Edition::Public.has(source.report.edition)))
            .collect();
        Ok(markup(asked.language(), &reports, &opened.redactions()))
    })
    .await
}
