//! A formula has no stored result.

use model::{Rule, Severity, Texts};

/// A formula has no stored result.
pub static FORMULA_WITHOUT_VALUE: Rule = Rule {
    code: "formula-without-value",
    severity: Severity::Warning,
    chinese: Texts {
        title: "公式没有计算结果",
        meaning: "单元格是公式，但文件里没有存计算结果（常见于系统导出的文件），按空读取。",
        example: "=SUM(B2:B9) 没有结果。",
        remedy: "在 Excel 或 WPS 中打开、重新计算并保存后重新报送。",
        words: &["单元格是公式，但文件里没有存计算结果，按空读取。请在 Excel 或 WPS 中打开、重新计算并保存。"],
    },
    english: Texts {
        title: "Formula without a result",
        meaning: "The cell is a formula, but the file holds no result for it (often so in files exported by systems); it was read as empty.",
        example: "=SUM(B2:B9) has no result.",
        remedy: "Open the file in Excel or WPS, recalculate, save and send it again.",
        words: &[
            "The cell is a formula, but the file holds no result for it; it was read as empty. Please open the file in Excel or WPS, recalculate and save it.",
        ],
    },
};
