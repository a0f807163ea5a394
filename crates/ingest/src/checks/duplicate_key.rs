//! Two records of one workbook have the same key.

use model::{Rule, Severity};

/// Two records of one workbook have the same key.
pub static DUPLICATE_KEY: Rule = Rule {
    code: "duplicate-key",
    severity: Severity::Warning,
    title: "关键列重复",
    meaning: "同一份报送里有两行的关键列相同，可能是重复填报。",
    example: "两行的“统一社会信用代码”相同。",
    remedy: "核对是否重复；确为两行的，在台账定义的 key 里再加一列。",
    words: &["“{key}”与 {first} 重复。请核对是否重复填报。"],
};
