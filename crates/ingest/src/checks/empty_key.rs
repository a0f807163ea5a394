//! A record has no key.

use model::{Rule, Severity, Texts};

/// A record has no key.
pub static EMPTY_KEY: Rule = Rule {
    code: "empty-key",
    severity: Severity::Warning,
    chinese: Texts {
        title: "关键列为空",
        meaning: "台账用来区分每一行的列是空的，这一行无法与其他月份对照。",
        example: "整改台账的“序号”为空。",
        remedy: "补填这一列。",
        words: &["“{column}”为空，这一行无法与其他月份对照。请补填。"],
    },
    english: Texts {
        title: "Empty key",
        meaning: "A column that tells the ledger's rows apart is empty; the row cannot be compared with other months.",
        example: "“序号” is empty in the ledger of rectifications.",
        remedy: "Fill in the column.",
        words: &["“{column}” is empty, so this row cannot be compared with other months. Please fill it in."],
    },
};
