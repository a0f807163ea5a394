//! A word that the definition does not allow.

use crate::value::Finding;
use model::diagnostic::nearest;
use model::ledger::Column;
use model::{Rule, Severity};

/// A word that the definition does not allow.
pub static UNKNOWN_WORD: Rule = Rule {
    code: "unknown-word",
    severity: Severity::Error,
    title: "不在可填的词中",
    meaning: "状态列或限定了词的列里填了别的词，按空读取。",
    example: "整改状态填了“己完成”，应为“已完成”。",
    remedy: "改填定义里的词；确实要用新词的，补进台账定义。",
};

/// Says that a word is not one of the allowed ones.
pub(crate) fn finding(column: &Column, found: &str, words: &[&str]) -> Option<Finding> {
    let (title, list) = (column.title(), words.join("、"));
    let hint = nearest(found, words.iter().copied()).map(|word| format!("是否为“{word}”？")).unwrap_or_default();
    Finding::new(&UNKNOWN_WORD, format!("“{title}”填了“{found}”，按空读取。{hint}可填：{list}。"))
}
