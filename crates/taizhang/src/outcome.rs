//! How a run ends.

use model::Diagnostic;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing to complain of.
    Clean,
    /// Done, with problems at error level.
    Problems,
}

/// Why a run could not be done at all.
#[derive(Debug)]
pub(crate) enum Fatal {
    /// One sentence in Chinese.
    Message(String),
    /// Definitions that cannot be used, each problem at its line.
    Definitions(Vec<Diagnostic>),
}

impl From<String> for Fatal {
    fn from(message: String) -> Fatal {
        Fatal::Message(message)
    }
}

impl Fatal {
    /// Why it could not be done, in one line.
    pub(crate) fn in_a_line(&self) -> String {
        match self {
            Fatal::Message(message) => message.clone(),
            Fatal::Definitions(problems) => {
                let first = problems.first().map(|problem| format!("{}：{}", problem.place, problem.message()));
                format!("定义有 {} 处错误，如 {}", problems.len(), first.unwrap_or_default())
            }
        }
    }
}
