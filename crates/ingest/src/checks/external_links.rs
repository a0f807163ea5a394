//! Formulas refer to other workbooks.

use model::{Diagnostic, Rule, Severity, Texts};

/// Formulas refer to other workbooks.
pub static EXTERNAL_LINKS: Rule = Rule {
    code: "external-links",
    severity: Severity::Info,
    chinese: Texts {
        title: "引用了别的工作簿",
        meaning: "公式引用了别的工作簿，读取的是上次保存时的结果，可能不是最新的数。",
        example: "=[预算.xlsx]汇总!B2",
        remedy: "在 Excel 或 WPS 中更新链接并保存，或粘贴为数值后重新报送。",
        words: &[
            "公式引用了别的 {count} 个工作簿，读取的是上次保存时的结果。请核对这些数是否最新，或粘贴为数值后重新报送。",
        ],
    },
    english: Texts {
        title: "Links to other workbooks",
        meaning: "Formulas refer to other workbooks; what was read are the results of the last saving, which may be out of date.",
        example: "=[Budget.xlsx]Summary!B2",
        remedy: "Update the links in Excel or WPS and save, or paste the values, then send the file again.",
        words: &[
            "Formulas refer to {count} other workbook(s); what was read are the results of the last saving. Please check that these values are up to date, or paste the values, then send the file again.",
        ],
    },
};

/// Says how many workbooks are referred to.
pub(crate) fn problem(count: u32) -> Diagnostic {
    EXTERNAL_LINKS.problem().count("count", usize::try_from(count).unwrap_or(usize::MAX))
}
