//! Which names stand for something in a text.

use crate::operators;
use crate::vocabulary::FUNCTIONS;
use model::diagnostic::{nearest, suggestion};
use model::{Said, say};

/// What is said of a name that stands for nothing.
pub(crate) fn unknown(names: &[String], name: &str) -> Option<Said> {
    let is_group =
        |name: &str| names.iter().any(|known| known.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')));
    let known = |name: &str| names.iter().any(|known| known == name);
    // `rect.further.number` asks a figure for its number.
    let asked = name.rsplit_once('.').is_some_and(|(figure, attribute)| {
        known(figure) && ["digits", "unit", "title", "number", "missing", "whose"].contains(&attribute)
    });
    let called = name == operators::COMPARE
        || name.strip_prefix(operators::CALL).is_some_and(|function| FUNCTIONS.contains(&function));
    if known(name) || is_group(name) || asked || called {
        return None;
    }
    let all = names.iter().map(String::as_str);
    Some(match nearest(name, all.clone()) {
        Some(_) => {
            let near = suggestion(name, all);
            say!("没有名为“{name}”的指标{near}", "there is no figure “{name}”{near}", near)
        }
        None => say!(
            "没有名为“{name}”的指标，请先在 report.toml 的 [figures] 里定义。",
            "there is no figure “{name}”; define it first in [figures] of report.toml."
        ),
    })
}
