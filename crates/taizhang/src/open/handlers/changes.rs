//! Month against month, per ledger, by kind of change.

use super::{State, of_session};
use crate::diff::changes;
use crate::open::opened::{Refused, months};
use crate::open::views::changes::view as markup;
use crate::open::views::frame::Tab;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use model::Month;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// The earlier month; the one before where none is named.
    from: Option<String>,
    #[serde(default)]
    ledger: String,
}

pub(crate) async fn view(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    of_session(desk, &month, Tab::Changes, ["变化", "Changes"], move |asked, _, session| {
        let named = wanted.from.as_ref().and_then(|from| from.parse::<Month>().ok());
        let from = named.unwrap_or_else(|| asked.month.plus(-1));
        let ledger = Some(wanted.ledger.as_str()).filter(|ledger| !ledger.is_empty());
        let found = changes(session, (from, asked.month), ledger).map_err(Refused::from);
        let earlier: Vec<Month> =
            months(&asked.desk.folder()).into_iter().filter(|month| *month < asked.month).collect();
        let ledgers: Vec<(&str, &str)> =
            session.project.ledgers.iter().map(|ledger| (ledger.id.as_str(), ledger.title.as_str())).collect();
        Ok(markup(&asked.addresses(), asked.language(), (from, &earlier), (&wanted.ledger, &ledgers), &found))
    })
    .await
}
