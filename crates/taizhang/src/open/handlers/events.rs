//! The news for a page that is looked at (server-sent events).

use super::State;
use crate::open::news::News;
use axum::extract::State as Shared;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// So often a page that hears nothing is looked for, so that one that is closed is noticed.
const ALIVE: Duration = Duration::from_secs(5);

/// What happens while a page is looked at.
pub(crate) async fn stream(Shared(desk): Shared<State>) -> Response {
    let news = desk.news.subscribe();
    // A run may have ended between the page and its connection.
    let first = (!desk.making.is_running()).then_some(News::Idle);
    let stream = unfold((first, news, desk.visit()), |(first, mut news, visit)| async move {
        if let Some(first) = first {
            return Some((Ok::<Event, Infallible>(event(&first)), (None, news, visit)));
        }
        loop {
            match news.recv().await {
                Ok(one) => return Some((Ok(event(&one)), (None, news, visit))),
                // Of what a slow page missed only the last counts.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
}

fn event(news: &News) -> Event {
    Event::default().json_data(news).unwrap_or_default()
}
