//! Neither code nor name is known in the directory.

use model::{Rule, Severity};

/// Neither code nor name is known in the directory.
pub static UNRESOLVED_ENTITY: Rule = Rule {
    code: "unresolved-entity",
    severity: Severity::Warning,
    title: "名录中没有这一户",
    meaning: "代码和名称在名录里都没有找到，这些行暂按单独一户计，但没有名录里的行业、街道等，按这些项目统计时归不到任何一类。",
    example: "“示例科技有限公司”不在企业名录中，相近的有“示例科技股份有限公司”。",
    remedy: "核对名称和代码；确属新入驻的，先登记进企业名录。",
    words: &[
        "{record}（共 {rows} 行）不在{ledger}中，暂按单独一户计，没有名录里的行业、街道等。名录里有几户同名（“{ambiguous}”），请填写代码。请核对；确属新的，先登记进{ledger}。",
        "{record}（共 {rows} 行）不在{ledger}中，暂按单独一户计，没有名录里的行业、街道等。相近的有：{near}。请核对；确属新的，先登记进{ledger}。",
        "{record}（共 {rows} 行）不在{ledger}中，暂按单独一户计，没有名录里的行业、街道等。请核对；确属新的，先登记进{ledger}。",
        "{record}不在{ledger}中，暂按单独一户计，没有名录里的行业、街道等。名录里有几户同名（“{ambiguous}”），请填写代码。请核对；确属新的，先登记进{ledger}。",
        "{record}不在{ledger}中，暂按单独一户计，没有名录里的行业、街道等。相近的有：{near}。请核对；确属新的，先登记进{ledger}。",
        "{record}不在{ledger}中，暂按单独一户计，没有名录里的行业、街道等。请核对；确属新的，先登记进{ledger}。",
    ],
};
