//! A record has no key.

use model::{Rule, Severity};

/// A record has no key.
pub static EMPTY_KEY: Rule = Rule {
    code: "empty-key",
    severity: Severity::Warning,
    title: "关键列为空",
    meaning: "台账用来区分每一行的列是空的，这一行无法与其他月份对照。",
    example: "整改台账的“序号”为空。",
    remedy: "补填这一列。",
    words: &["“{column}”为空，这一行无法与其他月份对照。请补填。"],
};
