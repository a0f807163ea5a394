//! The server: which address leads to what.

use super::desk::Desk;
use super::guard::{HEADERS, judge};
use super::handlers;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State as Shared};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often it is asked whether anybody still looks.
const LOOK: Duration = Duration::from_millis(500);

/// Serves until nobody has looked at a page for `idle`.
pub(crate) async fn serve(listener: std::net::TcpListener, desk: Arc<Desk>, idle: Duration) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let app = router(&desk);
    let watched = Arc::clone(&desk);
    let alone = async move {
        loop {
            tokio::time::sleep(LOOK).await;
            let nobody = watched.visitors.load(Ordering::SeqCst) == 0 && !watched.making.is_running();
            if nobody && watched.alone() > idle {
                return;
            }
        }
    };
    // A connection that a browser keeps open is not waited for.
    tokio::select! {
        served = axum::serve(listener, app) => served,
        () = alone => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
    }
}

fn router(desk: &Arc<Desk>) -> Router {
    let base = desk.base();
    let own = |path: &str| format!("{base}{path}");
    let of_month = |path: &str| format!("{base}/{{month}}{path}");
    let large = DefaultBodyLimit::max(super::inbox::MOST_BYTES);
    Router::new()
        .route(&own("/"), get(handlers::home))
        .route(&own("/assets/{name}"), get(handlers::asset))
        .route(&own("/events"), get(handlers::events::stream))
        .route(&own("/language"), post(handlers::language))
        .route(&own("/start"), post(handlers::start))
        .route(&own("/project"), post(handlers::choose))
        .route(&own("/inbox"), post(handlers::inbox::receive).layer(large))
        .route(&of_month("/"), get(handlers::month::view))
        .route(&of_month("/problems"), get(handlers::problems::view))
        .route(&of_month("/marked"), get(handlers::problems::marked))
        .route(&of_month("/book"), get(handlers::book::view))
        .route(&of_month("/window"), get(handlers::book::window))
        .route(&of_month("/original"), get(handlers::book::original))
        .route(&of_month("/reports"), get(handlers::reports::view))
        .route(&of_month("/reports/make"), post(handlers::reports::make))
        .route(&of_month("/reports/stop"), post(handlers::reports::stop))
        .route(&of_month("/reports/first"), post(handlers::reports::first))
        .route(&of_month("/document"), get(handlers::document::view))
        .route(&of_month("/sheet"), get(handlers::document::sheet))
        .route(&of_month("/number"), get(handlers::document::number))
        .route(&of_month("/figures"), get(handlers::document::figures))
        .route(&of_month("/file"), get(handlers::reports::file))
        .route(&of_month("/changes"), get(handlers::changes::view))
        .route(&of_month("/editions"), get(handlers::editions::view))
        .route(&of_month("/inbox/{id}"), get(handlers::inbox::view))
        .route(&of_month("/inbox/{id}/place"), post(handlers::inbox::place))
        .route(&of_month("/inbox/{id}/remove"), post(handlers::inbox::remove))
        .route(&of_month("/inbox/{id}/try"), post(handlers::inbox::attempt))
        .route(&of_month("/inbox/{id}/define"), post(handlers::inbox::define))
        .route(&of_month("/inbox/place-all"), post(handlers::inbox::place_all))
        .fallback(handlers::nowhere)
        .layer(from_fn_with_state(Arc::clone(desk), guarded))
        .with_state(Arc::clone(desk))
}

/// Refuses what may not ask, and tells the browser to keep all others out.
async fn guarded(Shared(desk): Shared<Arc<Desk>>, request: Request, next: Next) -> Response {
    let mut response = match judge(request.method(), request.headers(), desk.port()) {
        Ok(()) => {
            // However long the answer takes, the clerk waits for it.
            let _visit = desk.visit();
            next.run(request).await
        }
        Err(refused) => (StatusCode::FORBIDDEN, refused.words(desk.language())).into_response(),
    };
    // What the router says of an address that it cannot read is for programmers.
    if matches!(response.status(), StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY) {
        let words = desk.language().say(
            "地址或表单的内容不对，请回到上一页重试。",
            "The address or the form is not right; please go back and try again.",
        );
        response = (StatusCode::BAD_REQUEST, words).into_response();
    }
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
