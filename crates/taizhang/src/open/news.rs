//! What the open pages are told while they are looked at (server-sent events).

use super::desk::Desk;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{Stream, unfold};
use serde::Serialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// So often a page that hears nothing is looked for, so that one that is closed is noticed.
const ALIVE: Duration = Duration::from_secs(5);

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum News {
    /// So many documents are made of so many.
    Progress { done: usize, of: usize },
    /// The making of reports came to its end.
    Made { words: String },
    /// Files came or changed, so that what is shown is old.
    Changed,
}

/// Counts a page as looked at until it is closed.
struct Visit(Arc<Desk>);

impl Drop for Visit {
    fn drop(&mut self) {
        self.0.visitors.fetch_sub(1, Ordering::SeqCst);
        self.0.seen();
    }
}

/// The stream of a page.
pub(crate) fn stream(desk: &Arc<Desk>) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    desk.visitors.fetch_add(1, Ordering::SeqCst);
    let start = (desk.news.subscribe(), Visit(Arc::clone(desk)));
    let stream = unfold(start, |(mut news, visit)| async move {
        loop {
            match news.recv().await {
                Ok(one) => {
                    let event = Event::default().json_data(&one).unwrap_or_default();
                    return Some((Ok(event), (news, visit)));
                }
                // Of what a slow page missed only the last counts.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE))
}
