//! The editions, and what the public one leaves out.

use super::{State, beside};
use crate::open::views::editions::view as markup;
use crate::open::views::frame::Tab;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use model::edition::Edition;

pub(crate) async fn view(Shared(desk): Shared<State>, Path(month): Path<String>) -> Response {
    beside(desk, &month, |asked| {
        let language = asked.language();
        let title = language.say("公开版", "Public edition");
        let opened = asked.opened();
        let session = match opened.session() {
            Ok(session) => session,
            Err(refused) => return asked.refusal(Tab::Editions, title, &refused),
        };
        let reports: Vec<(&str, bool)> = session
            .reports
            .iter()
            .map(|(source, _)| (source.report.name.as_str(), Edition::Public.has(source.report.edition)))
            .collect();
        asked.page(Tab::Editions, title, &markup(language, &reports, &opened.redactions()))
    })
    .await
}
