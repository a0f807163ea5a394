//! A table lacks columns that the ledger needs.

use model::{Rule, Severity, Texts};

/// A table lacks columns that the ledger needs.
pub static MISSING_COLUMN: Rule = Rule {
    code: "missing-column",
    severity: Severity::Error,
    chinese: Texts {
        title: "缺少列",
        meaning: "表头里没有台账必需的列，这一列按空读取。",
        example: "没有“税收合计”一列，相近的表头是“税收总计”。",
        remedy: "在台账定义的 labels 里补上新名称，或请报送单位补齐这一列。",
        words: &[
            "表头里没有“{filled}”，已按各分项之和补齐。请核对是否漏了这一列。",
            "表头里没有{columns}，按空读取。{hints}请补齐，或在台账定义的 labels 里补上新名称。",
            "表头里没有{columns}，按空读取。请补齐，或在台账定义的 labels 里补上新名称。",
        ],
    },
    english: Texts {
        title: "Missing column",
        meaning: "The header lacks a column that the ledger needs; it was read as empty.",
        example: "There is no column “税收合计”; the nearest header is “税收总计”.",
        remedy: "Add the new name to labels in the ledger's definition, or ask the office that sent it to add the column.",
        words: &[
            "The header has no “{filled}”; it was filled with the sums of its parts. Please check whether the column was left out.",
            "The header lacks {columns}; this was read as empty. {hints} Please add what is missing, or add the new names to labels in the ledger's definition.",
            "The header lacks {columns}; this was read as empty. Please add what is missing, or add the new names to labels in the ledger's definition.",
        ],
    },
};
