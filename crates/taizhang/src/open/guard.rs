//! Who may ask: programs of this machine that know the address, and no page of another site.

use axum::http::{HeaderMap, Method, header};
use model::Language;

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It was sent to another name: a foreign name that leads to this machine (DNS rebinding).
    Host,
    /// It comes from a page of another site.
    Origin,
}

impl Refused {
    /// One sentence for who sees it.
    pub(crate) fn words(self, language: Language) -> &'static str {
        match self {
            Refused::Host => language.say(
                "请求的主机名不对，已拒绝。请用程序打印的地址打开。",
                "The request names another host and was refused. Please open the address that the program printed.",
            ),
            Refused::Origin => {
                language.say("请求来自别的网站，已拒绝。", "The request comes from another site and was refused.")
            }
        }
    }
}

/// Judges a request by its headers, for a server at a port of this machine. The token in the address
/// is the router's affair.
pub(crate) fn judge(method: &Method, headers: &HeaderMap, port: u16) -> Result<(), Refused> {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let Some(host) = text(header::HOST.as_str()).filter(|host| own.iter().any(|own| own == host)) else {
        return Err(Refused::Host);
    };
    let foreign = text("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    let reads = method == Method::GET || method == Method::HEAD;
    match text(header::ORIGIN.as_str()) {
        Some(origin) if origin != format!("http://{host}") => Err(Refused::Origin),
        // A browser says from where it changes something; who does not say it may only read.
        None if !reads => Err(Refused::Origin),
        _ if foreign && !reads => Err(Refused::Origin),
        _ => Ok(()),
    }
}

/// What every answer says to the browser: nothing from elsewhere, nothing to elsewhere. Within the page
/// an address is told, since without one a form would not say from where it comes.
pub(crate) const HEADERS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cache-control", "no-store"),
];

#[cfg(test)]
mod tests {
    use super::{Refused, judge};
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    fn asked(method: &Method, headers: &[(&'static str, &'static str)]) -> Result<(), Refused> {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        judge(method, &headers.iter().map(pair).collect::<HeaderMap>(), 8000)
    }

    #[test]
    fn only_pages_of_this_program_may_change_anything() {
        let host = ("host", "127.0.0.1:8000");
        assert_eq!(asked(&Method::GET, &[host]), Ok(()));
        assert_eq!(asked(&Method::GET, &[]), Err(Refused::Host));
        assert_eq!(asked(&Method::GET, &[("host", "evil.example:8000")]), Err(Refused::Host));
        assert_eq!(asked(&Method::GET, &[host, ("origin", "http://evil.example")]), Err(Refused::Origin));
        assert_eq!(asked(&Method::POST, &[host]), Err(Refused::Origin));
        assert_eq!(asked(&Method::POST, &[host, ("origin", "null")]), Err(Refused::Origin));
        assert_eq!(asked(&Method::POST, &[host, ("origin", "http://localhost:8000")]), Err(Refused::Origin));
        assert_eq!(asked(&Method::POST, &[host, ("origin", "http://127.0.0.1:8000")]), Ok(()));
        let own = [("host", "localhost:8000"), ("origin", "http://localhost:8000")];
        assert_eq!(asked(&Method::POST, &own), Ok(()));
        assert_eq!(asked(&Method::POST, &[own[0], own[1], ("sec-fetch-site", "cross-site")]), Err(Refused::Origin));
    }
}
