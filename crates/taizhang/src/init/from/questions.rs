//! What a clerk is asked who can answer; in a pipe nobody is, and the usual answer is taken.

use crate::language::here;
use crate::outcome::Fatal;
use model::{Said, say};
use std::io::{BufRead, IsTerminal, Write};

/// Who answers.
pub(super) trait Clerk {
    /// The answer to a question; nothing where nobody answers, or there is only an empty line.
    fn answer(&mut self, question: &Said) -> Result<Option<String>, Fatal>;
}

/// Nobody: the output is a pipe.
pub(super) struct Nobody;

impl Clerk for Nobody {
    fn answer(&mut self, _: &Said) -> Result<Option<String>, Fatal> {
        Ok(None)
    }
}

/// Somebody at a terminal.
pub(super) struct Terminal;

impl Clerk for Terminal {
    fn answer(&mut self, question: &Said) -> Result<Option<String>, Fatal> {
        print!("{}", here(question));
        let failed = |error: std::io::Error| say!("无法读取回答：{error}。", "the answer cannot be read: {error}.");
        std::io::stdout().flush().map_err(failed)?;
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
        Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
    }
}

/// Somebody, where both sides are a terminal.
pub(super) fn clerk() -> Box<dyn Clerk> {
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if terminal { Box::new(Terminal) } else { Box::new(Nobody) }
}
