//! What is wrong with a template.

use crate::vocabulary::{no_filter, no_function, no_test};
use minijinja::{Error, ErrorKind};
use model::{Said, SaidError, say};

/// An error with a sentence of ours.
pub(crate) fn invalid(message: Said) -> Error {
    Error::new(ErrorKind::InvalidOperation, SaidError(message).to_string())
}

/// A template error in words.
pub(crate) fn said(error: &Error) -> Said {
    let detail = error.detail().unwrap_or_default();
    if let Some(said) = SaidError::carried(detail) {
        return said;
    }
    let name = || detail.trim_start_matches("filter ").trim_start_matches("test ").trim_end_matches(" is unknown");
    match error.kind() {
        ErrorKind::SyntaxError => say!(
            "模板写法有误，请检查 {{{{ }}}} 和 {{% %}} 是否成对（{detail}）。",
            "the template is written wrongly; check that every {{{{ }}}} and {{% %}} is closed ({detail})."
        ),
        ErrorKind::UnknownFilter => no_filter(name()),
        ErrorKind::UnknownTest => no_test(name()),
        ErrorKind::UnknownFunction => no_function(name()),
        ErrorKind::UnknownMethod => say!(
            "没有这种写法（{detail}）：名称后面的括号里要写什么，请看说明里的表。",
            "there is no such call ({detail}); see the table in the guide for what the brackets take."
        ),
        ErrorKind::MissingArgument => Said::fixed(
            "括号里少写了一项，请看说明里的表。",
            "one item is missing in the brackets; see the table in the guide.",
        ),
        ErrorKind::TooManyArguments => Said::fixed(
            "括号里多写了一项，请看说明里的表。",
            "there is one item too many in the brackets; see the table in the guide.",
        ),
        ErrorKind::UndefinedError => {
            say!(
                "用到了没有值的名称（{detail}）；只供内部版的指标、明细表的列，请用 {{% if internal %}} 和 {{% endif %}} 括起。",
                "a name without a value is used ({detail}); put figures and columns of listings that only the internal edition has between {{% if internal %}} and {{% endif %}}."
            )
        }
        _ if detail.is_empty() => say!("模板无法渲染（{error}）。", "the template cannot be rendered ({error})."),
        _ if detail.is_ascii() => say!(
            "这样写不行（{detail}），请看说明里的表。",
            "this cannot be written so ({detail}); see the table in the guide."
        ),
        _ => Said::same(detail),
    }
}
