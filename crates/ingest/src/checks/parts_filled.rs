//! Empty wholes were filled with the sum of their parts.

use model::{Rule, Severity, Texts};

/// Empty wholes were filled with the sum of their parts.
pub static PARTS_FILLED: Rule = Rule {
    code: "parts-filled",
    severity: Severity::Info,
    chinese: Texts {
        title: "合计按分项补齐",
        meaning: "合计列是空的，已按同一行的各分项之和补上。",
        example: "税收合计为空，按各税种之和读取。",
        remedy: "一般不用处理；合计应当为空的，请清空各分项。",
        words: &["“{column}”有 {rows} 行为空，已按各分项之和补齐。"],
    },
    english: Texts {
        title: "Total filled with the sum of its parts",
        meaning: "The total is empty and was filled with the sum of the parts of its row.",
        example: "The total of taxes is empty and was read as the sum of the single taxes.",
        remedy: "Usually there is nothing to do; if the total should be empty, empty its parts.",
        words: &["“{column}” is empty in {rows} row(s); it was filled with the sum of its parts."],
    },
};
