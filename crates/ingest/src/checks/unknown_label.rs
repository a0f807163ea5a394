//! Labels that the definition does not know.

use model::{Rule, Severity, Texts};

/// Labels that the definition does not know.
pub static UNKNOWN_LABEL: Rule = Rule {
    code: "unknown-label",
    severity: Severity::Info,
    chinese: Texts {
        title: "未登记的表头",
        meaning: "台账定义里没有登记的表头，这些列不读取。",
        example: "“上年同期”没有登记。",
        remedy: "需要读取的，在台账定义里增加一列，或补进某一列的 labels。",
        words: &[
            "台账定义里没有登记这些表头，没有读取：{labels}。{hints}",
            "台账定义里没有登记这些表头，没有读取：{labels}。",
        ],
    },
    english: Texts {
        title: "Headers not in the definition",
        meaning: "Headers that are not in the ledger's definition; their columns are not read.",
        example: "“上年同期” is not in the definition.",
        remedy: "If they should be read, add a column to the ledger's definition, or add them to the labels of a column.",
        words: &[
            "These headers are not in the ledger's definition and were not read: {labels}. {hints}",
            "These headers are not in the ledger's definition and were not read: {labels}.",
        ],
    },
};
