//! What is wrong with a template, in Chinese.

use crate::vocabulary::{no_filter, no_function, no_test};
use minijinja::{Error, ErrorKind};

/// An error with a sentence of ours.
pub(crate) fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// A template error in Chinese.
pub(crate) fn chinese(error: &Error) -> String {
    let detail = error.detail().unwrap_or_default();
    let name = || detail.trim_start_matches("filter ").trim_start_matches("test ").trim_end_matches(" is unknown");
    match error.kind() {
        ErrorKind::SyntaxError => format!("模板写法有误，请检查 {{{{ }}}} 和 {{% %}} 是否成对（{detail}）。"),
        ErrorKind::UnknownFilter => no_filter(name()),
        ErrorKind::UnknownTest => no_test(name()),
        ErrorKind::UnknownFunction => no_function(name()),
        ErrorKind::UnknownMethod => format!("没有这种写法（{detail}）：名称后面的括号里要写什么，请看说明里的表。"),
        ErrorKind::MissingArgument => "括号里少写了一项，请看说明里的表。".to_owned(),
        ErrorKind::TooManyArguments => "括号里多写了一项，请看说明里的表。".to_owned(),
        ErrorKind::UndefinedError => {
            format!(
                "用到了没有值的名称（{detail}）；只供内部版的指标、明细表的列，请用 {{% if internal %}} 和 {{% endif %}} 括起。"
            )
        }
        _ if detail.is_empty() => format!("模板无法渲染（{error}）。"),
        _ if detail.is_ascii() => format!("这样写不行（{detail}），请看说明里的表。"),
        _ => detail.to_owned(),
    }
}
