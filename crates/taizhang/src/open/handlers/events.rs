//! The news for a page that is looked at (server-sent events).

use super::State;
use crate::open::desk::Desk;
use axum::extract::State as Shared;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// So often a page that hears nothing is looked for, so that one that is closed is noticed.
const ALIVE: Duration = Duration::from_secs(5);

/// Counts a page as looked at until it is closed.
struct Visit(Arc<Desk>);

impl Drop for Visit {
    fn drop(&mut self) {
        self.0.visitors.fetch_sub(1, Ordering::SeqCst);
        self.0.seen();
    }
}

/// What happens while a page is looked at.
pub(crate) async fn stream(Shared(desk): Shared<State>) -> Response {
    desk.visitors.fetch_add(1, Ordering::SeqCst);
    let start = (desk.news.subscribe(), Visit(desk));
    let stream = unfold(start, |(mut news, visit)| async move {
        loop {
            match news.recv().await {
                Ok(one) => {
                    let event = Event::default().json_data(&one).unwrap_or_default();
                    return Some((Ok::<Event, Infallible>(event), (news, visit)));
                }
                // Of what a slow page missed only the last counts.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
}
