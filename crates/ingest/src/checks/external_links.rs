//! Formulas refer to other workbooks.

use model::{Diagnostic, Rule, Severity};

/// Formulas refer to other workbooks.
pub static EXTERNAL_LINKS: Rule = Rule {
    code: "external-links",
    severity: Severity::Info,
    title: "引用了别的工作簿",
    meaning: "公式引用了别的工作簿，读取的是上次保存时的结果，可能不是最新的数。",
    example: "=[预算.xlsx]汇总!B2",
    remedy: "在 Excel 或 WPS 中更新链接并保存，或粘贴为数值后重新报送。",
    words: &[
        "公式引用了别的 {count} 个工作簿，读取的是上次保存时的结果。请核对这些数是否最新，或粘贴为数值后重新报送。",
    ],
};

/// Says how many workbooks are referred to.
pub(crate) fn problem(count: u32) -> Diagnostic {
    EXTERNAL_LINKS.problem().count("count", usize::try_from(count).unwrap_or(usize::MAX))
}
