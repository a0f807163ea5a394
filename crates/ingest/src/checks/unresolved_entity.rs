//! Neither code nor name is known in the directory.

use model::{Rule, Severity, Texts};

/// Neither code nor name is known in the directory.
pub static UNRESOLVED_ENTITY: Rule = Rule {
    code: "unresolved-entity",
    severity: Severity::Warning,
    chinese: Texts {
        title: "名录中没有登记",
        meaning: "代码和名称在名录里都没有找到，这些行暂单独计作一个，但没有名录里登记的各项（如行业、街道），按这些项目统计时归不到任何一类。",
        example: "“示例科技有限公司”不在企业名录中，相近的有“示例科技股份有限公司”。",
        remedy: "核对名称和代码；确属新的，先登记进名录。",
        words: &[
            "{record}（共 {rows} 行）不在{ledger}中，暂单独计作一个，没有{ledger}里登记的各项。{ledger}里有几个同名（“{ambiguous}”），请填写代码。请核对；确属新的，先登记进{ledger}。",
            "{record}（共 {rows} 行）不在{ledger}中，暂单独计作一个，没有{ledger}里登记的各项。相近的有：{near}。请核对；确属新的，先登记进{ledger}。",
            "{record}（共 {rows} 行）不在{ledger}中，暂单独计作一个，没有{ledger}里登记的各项。请核对；确属新的，先登记进{ledger}。",
            "{record}不在{ledger}中，暂单独计作一个，没有{ledger}里登记的各项。{ledger}里有几个同名（“{ambiguous}”），请填写代码。请核对；确属新的，先登记进{ledger}。",
            "{record}不在{ledger}中，暂单独计作一个，没有{ledger}里登记的各项。相近的有：{near}。请核对；确属新的，先登记进{ledger}。",
            "{record}不在{ledger}中，暂单独计作一个，没有{ledger}里登记的各项。请核对；确属新的，先登记进{ledger}。",
        ],
    },
    english: Texts {
        title: "Not in the list of entities",
        meaning: "Neither the code nor the name was found in the list of entities; these rows count as one entity of its own for now, but without what the list holds on each (such as industry or street), so in statistics by these they belong to no group.",
        example: "“示例科技有限公司” is not in the list of companies; similar is “示例科技股份有限公司”.",
        remedy: "Check the name and the code; if it is new, add it to the list first.",
        words: &[
            "{record} ({rows} rows) is not in “{ledger}”; it counts as one of its own for now, without what “{ledger}” holds on each. “{ledger}” has several of the name “{ambiguous}”; please write the code. Please check it; if it is new, add it to “{ledger}” first.",
            "{record} ({rows} rows) is not in “{ledger}”; it counts as one of its own for now, without what “{ledger}” holds on each. Similar are: {near}. Please check it; if it is new, add it to “{ledger}” first.",
            "{record} ({rows} rows) is not in “{ledger}”; it counts as one of its own for now, without what “{ledger}” holds on each. Please check it; if it is new, add it to “{ledger}” first.",
            "{record} is not in “{ledger}”; it counts as one of its own for now, without what “{ledger}” holds on each. “{ledger}” has several of the name “{ambiguous}”; please write the code. Please check it; if it is new, add it to “{ledger}” first.",
            "{record} is not in “{ledger}”; it counts as one of its own for now, without what “{ledger}” holds on each. Similar are: {near}. Please check it; if it is new, add it to “{ledger}” first.",
            "{record} is not in “{ledger}”; it counts as one of its own for now, without what “{ledger}” holds on each. Please check it; if it is new, add it to “{ledger}” first.",
        ],
    },
};
