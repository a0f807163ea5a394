//! Neither code nor name is known in the directory.

use model::{Rule, Severity};

/// Neither code nor name is known in the directory.
pub static UNRESOLVED_ENTITY: Rule = Rule {
    code: "unresolved-entity",
    severity: Severity::Warning,
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
};
