//! Labels that the definition does not know.

use model::{Rule, Severity};

/// Labels that the definition does not know.
pub static UNKNOWN_LABEL: Rule = Rule {
    code: "unknown-label",
    severity: Severity::Info,
    title: "未登记的表头",
    meaning: "台账定义里没有登记的表头，这些列不读取。",
    example: "“上年同期”没有登记。",
    remedy: "需要读取的，在台账定义里增加一列，或补进某一列的 labels。",
    words: &[
        "台账定义里没有登记这些表头，没有读取：{labels}。{hints}",
        "台账定义里没有登记这些表头，没有读取：{labels}。",
    ],
};
