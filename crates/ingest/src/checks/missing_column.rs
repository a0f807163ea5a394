//! A table lacks columns that the ledger needs.

use model::{Rule, Severity};

/// A table lacks columns that the ledger needs.
pub static MISSING_COLUMN: Rule = Rule {
    code: "missing-column",
    severity: Severity::Error,
    title: "缺少列",
    meaning: "表头里没有台账必需的列，这一列按空读取。",
    example: "没有“税收合计”一列，相近的表头是“税收总计”。",
    remedy: "在台账定义的 labels 里补上新名称，或请报送单位补齐这一列。",
    words: &[
        "表头里没有“{filled}”，已按各分项之和补齐。请核对是否漏了这一列。",
        "表头里没有{columns}，按空读取。{hints}请补齐，或在台账定义的 labels 里补上新名称。",
        "表头里没有{columns}，按空读取。请补齐，或在台账定义的 labels 里补上新名称。",
    ],
};
