//! Code and name of a record belong to different entities.

use model::{Rule, Severity, Texts};

/// Code and name of a record belong to different entities.
pub static ENTITY_CONFLICT: Rule = Rule {
    code: "entity-conflict",
    severity: Severity::Warning,
    chinese: Texts {
        title: "代码和名称不是同一个",
        meaning: "按代码和按名称在名录里找到了不同的记录，以代码为准。",
        example: "代码属于甲公司，名称却是乙公司。",
        remedy: "核对这一行的代码和名称，改正写错的一个。",
        words: &[
            "{record}（共 {rows} 行）不是同一个：按前者是{left}，按后者是{right}，已按前者统计。请核对代码和名称。",
            "{record}不是同一个：按前者是{left}，按后者是{right}，已按前者统计。请核对代码和名称。",
        ],
    },
    english: Texts {
        title: "Code and name are not of the same entity",
        meaning: "By code and by name different records were found in the list of entities; the code was used.",
        example: "The code is that of company A, but the name is that of company B.",
        remedy: "Check the code and the name of this row and correct the wrong one.",
        words: &[
            "{record} ({rows} rows) are not the same entity: by the first it is {left}, by the second {right}; the first was used. Please check the code and the name.",
            "{record} are not the same entity: by the first it is {left}, by the second {right}; the first was used. Please check the code and the name.",
        ],
    },
};
