//! A word that the definition does not allow.

use model::diagnostic::nearest;
use model::ledger::Column;
use model::{Diagnostic, Rule, Severity};

/// A word that the definition does not allow.
pub static UNKNOWN_WORD: Rule = Rule {
    code: "unknown-word",
    severity: Severity::Error,
    title: "不在可填的词中",
    meaning: "状态列或限定了词的列里填了别的词，按空读取。",
    example: "整改状态填了“己完成”，应为“已完成”。",
    remedy: "改填定义里的词；确实要用新词的，补进台账定义。",
    words: &[
        "“{column}”填了“{found}”，按空读取。是否为“{near}”？可填：{allowed}。",
        "“{column}”填了“{found}”，按空读取。可填：{allowed}。",
    ],
};

/// Says that a word is not one of the allowed ones.
pub(crate) fn problem(column: &Column, found: &str, words: &[&str]) -> Diagnostic {
    let problem = UNKNOWN_WORD.problem().name("column", column.title()).words("found", found);
    let problem = problem.name("allowed", words.join("、"));
    match nearest(found, words.iter().copied()) {
        Some(word) => problem.name("near", word),
        None => problem,
    }
}
