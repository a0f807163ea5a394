//! Empty wholes were filled with the sum of their parts.

use model::{Rule, Severity};

/// Empty wholes were filled with the sum of their parts.
pub static PARTS_FILLED: Rule = Rule {
    code: "parts-filled",
    severity: Severity::Info,
    title: "合计按分项补齐",
    meaning: "合计列是空的，已按同一行的各分项之和补上。",
    example: "税收合计为空，按各税种之和读取。",
    remedy: "一般不用处理；合计应当为空的，请清空各分项。",
    words: &["“{column}”有 {rows} 行为空，已按各分项之和补齐。"],
};
