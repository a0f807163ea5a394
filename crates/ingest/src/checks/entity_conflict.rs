//! Code and name of a record belong to different entities.

use model::{Rule, Severity};

/// Code and name of a record belong to different entities.
pub static ENTITY_CONFLICT: Rule = Rule {
    code: "entity-conflict",
    severity: Severity::Warning,
    title: "代码和名称不是同一个",
    meaning: "按代码和按名称在名录里找到了不同的记录，以代码为准。",
    example: "代码属于甲公司，名称却是乙公司。",
    remedy: "核对这一行的代码和名称，改正写错的一个。",
    words: &[
        "{record}（共 {rows} 行）不是同一个：按前者是{left}，按后者是{right}，已按前者统计。请核对代码和名称。",
        "{record}不是同一个：按前者是{left}，按后者是{right}，已按前者统计。请核对代码和名称。",
    ],
};
