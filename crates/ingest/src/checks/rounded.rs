//! A number has more decimals than its column keeps.

use model::ledger::Column;
use model::records::{Cells, told};
use model::{Diagnostic, Rule, Severity, Texts};

/// A number has more decimals than its column keeps.
pub static ROUNDED: Rule = Rule {
    code: "rounded",
    severity: Severity::Info,
    chinese: Texts {
        title: "数字已舍入",
        meaning: "小数位数超过了这一列保留的位数（金额到分），已四舍五入。",
        example: "金额 12.345 元按 12.35 元读取。",
        remedy: "一般不用处理；需要更多小数的，在台账定义里调整 places。",
        words: &["“{column}”是“{found}”，小数位数超过保留的位数，四舍五入为 {kept}。"],
    },
    english: Texts {
        title: "Number rounded",
        meaning: "The number has more decimals than the column keeps (amounts have two, for fen); it was rounded half up.",
        example: "An amount of 12.345 yuan was read as 12.35 yuan.",
        remedy: "Usually there is nothing to do; if more decimals are needed, change places in the ledger's definition.",
        words: &["“{column}” is “{found}”, which has more decimals than are kept; it was rounded to {kept}."],
    },
};

/// Says that digits were cut.
pub(crate) fn problem(column: &Column, found: &str, value: i64) -> Diagnostic {
    let kept = told(column, &Cells::default(), value).unwrap_or_default();
    ROUNDED.problem().name("column", column.title()).words("found", found).amount("kept", kept)
}
