//! A word that the definition does not allow.

use model::diagnostic::nearest;
use model::ledger::Column;
use model::{Diagnostic, Rule, Said, Severity, Texts};

/// A word that the definition does not allow.
pub static UNKNOWN_WORD: Rule = Rule {
    code: "unknown-word",
    severity: Severity::Error,
    chinese: Texts {
        title: "不在可填的词中",
        meaning: "状态列或限定了词的列里填了别的词，按空读取。",
        example: "整改状态填了“己完成”，应为“已完成”。",
        remedy: "改填定义里的词；确实要用新词的，补进台账定义。",
        words: &[
            "“{column}”填了“{found}”，按空读取。是否为“{near}”？可填：{allowed}。",
            "“{column}”填了“{found}”，按空读取。可填：{allowed}。",
        ],
    },
    english: Texts {
        title: "Word not allowed",
        meaning: "A column of a status or of certain words holds another word; it was read as empty.",
        example: "The status of rectification says “己完成” and should be “已完成”.",
        remedy: "Write one of the words of the definition; if a new word is needed, add it to the ledger's definition.",
        words: &[
            "“{column}” says “{found}”; it was read as empty. Did you mean “{near}”? Allowed are: {allowed}.",
            "“{column}” says “{found}”; it was read as empty. Allowed are: {allowed}.",
        ],
    },
};

/// Says that a word is not one of the allowed ones.
pub(crate) fn problem(column: &Column, found: &str, words: &[&str]) -> Diagnostic {
    let problem = UNKNOWN_WORD.problem().name("column", column.title()).words("found", found);
    let problem = problem.text("allowed", Said::list(words.iter().map(|word| Said::same(*word))));
    match nearest(found, words.iter().copied()) {
        Some(word) => problem.name("near", word),
        None => problem,
    }
}
