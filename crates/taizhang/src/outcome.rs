//! How a run ends.

use model::{Diagnostic, Said, say};

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
    /// One sentence.
    Message(Said),
    /// Definitions that cannot be used, each problem at its line.
    Definitions(Vec<Diagnostic>),
}

impl From<Said> for Fatal {
    fn from(message: Said) -> Fatal {
        Fatal::Message(message)
    }
}

impl Fatal {
    /// Why it could not be done, in one line.
    pub(crate) fn in_a_line(&self) -> Said {
        match self {
            Fatal::Message(message) => message.clone(),
            Fatal::Definitions(problems) => {
                let (count, first) = (problems.len(), problems.first());
                let place = first.map(|problem| problem.place.clone()).unwrap_or_default();
                let what = first.map(Diagnostic::said).unwrap_or_default();
                say!(
                    "定义有 {count} 处错误，如 {place}：{what}",
                    "{count} errors in definitions, such as {place}: {what}",
                    place,
                    what
                )
            }
        }
    }
}
