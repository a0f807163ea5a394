//! Two columns of a sheet stand for one column of the ledger.

use model::{Rule, Severity, Texts};

/// Two columns of a sheet stand for one column of the ledger.
pub static DUPLICATE_LABEL: Rule = Rule {
    code: "duplicate-label",
    severity: Severity::Warning,
    chinese: Texts {
        title: "同一列出现两次",
        meaning: "两个表头都对应台账的同一列，只读其中一个。",
        example: "“统一社会信用代码”和“税号”都是企业代码，读取前者。",
        remedy: "删去多余的一列，或在台账定义的 labels 里写上一级表头，或在台账定义里把它们分成两列。",
        words: &[
            "“{label}”和 {at} 的“{kept}”都对应“{column}”，读取的是 {at} 那一列。请删去多余的一列；要读的是另一列的，在台账定义的 labels 里把上一级表头一起写上（如“2020年/本月”）。",
        ],
    },
    english: Texts {
        title: "Column stands twice",
        meaning: "Two headers stand for the same column of the ledger; only one of them was read.",
        example: "Both “统一社会信用代码” and “税号” are the code of a company; the first was read.",
        remedy: "Delete the column that is too many, or write the header above it in labels of the ledger's definition, or make two columns of them in the ledger's definition.",
        words: &[
            "“{label}” and “{kept}” in {at} both stand for “{column}”; the column of {at} was read. Please delete the column that is too many; if it is the other one that is meant, write the header above it too in labels of the ledger's definition (as “2020年/本月”).",
        ],
    },
};
