//! Two records of one workbook have the same key.

use model::{Rule, Severity, Texts};

/// Two records of one workbook have the same key.
pub static DUPLICATE_KEY: Rule = Rule {
    code: "duplicate-key",
    severity: Severity::Warning,
    chinese: Texts {
        title: "关键列重复",
        meaning: "同一份报送里有两行的关键列相同，可能是重复填报。",
        example: "两行的“统一社会信用代码”相同。",
        remedy: "核对是否重复；确为两行的，在台账定义的 key 里再加一列。",
        words: &["“{key}”与 {first} 重复。请核对是否重复填报。"],
    },
    english: Texts {
        title: "Key stands twice",
        meaning: "Two rows of one submission have the same key columns; a record may have been entered twice.",
        example: "Two rows have the same “统一社会信用代码”.",
        remedy: "Check whether it was entered twice; if they really are two records, add a column to key in the ledger's definition.",
        words: &["“{key}” is the same as in {first}. Please check whether it was entered twice."],
    },
};
