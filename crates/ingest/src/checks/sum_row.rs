//! A row was taken for a total because it is the sum of the rows above it.

use crate::text::quoted;
use model::{Diagnostic, Place, Rule, Severity, Texts};

/// A row was taken for a total because it is the sum of the rows above it.
pub static SUM_ROW: Rule = Rule {
    code: "sum-row",
    severity: Severity::Warning,
    chinese: Texts {
        title: "按数值认定的合计行",
        meaning: "这一行各项金额都恰好等于上面（或者下面）各行之和，没有写“合计”，按合计处理，没有计入。",
        example: "“全区”一行的税额 300.00 等于上面 12 行之和。",
        remedy: "是合计的，在名称一栏写“合计”；不是合计的，核对这一行的数。",
        words: &[
            "“{name}”这一行各项金额恰好等于上面各行之和，按合计处理，没有计入。是合计的，请写明“合计”；不是的，请核对。",
            "“{first}”这一行各项金额恰好等于下面各行之和，按合计处理，没有计入。是合计的，请写明“合计”；不是的，请核对。",
            "这一行没有名称，各项金额恰好等于上面各行之和，按合计处理，没有计入。是合计的，请写明“合计”；不是的，请核对。",
        ],
    },
    english: Texts {
        title: "Row taken for a total by its amounts",
        meaning: "Every amount of this row is exactly the sum of the rows above (or below); it does not say “合计”, but was taken for a total and not counted.",
        example: "The tax of 300.00 in the row “全区” is the sum of the 12 rows above.",
        remedy: "If it is a total, write “合计” in the column of names; if not, check the numbers of this row.",
        words: &[
            "Every amount of the row “{name}” is exactly the sum of the rows above; it was taken for a total and not counted. If it is a total, please write “合计”; if not, please check it.",
            "Every amount of the row “{first}” is exactly the sum of the rows below; it was taken for a total and not counted. If it is a total, please write “合计”; if not, please check it.",
            "This row has no name, and every amount of it is exactly the sum of the rows above; it was taken for a total and not counted. If it is a total, please write “合计”; if not, please check it.",
        ],
    },
};

/// Says it of a row, whether the rows that it sums stand above it. One without a name is hardly anything else than a
/// total.
pub(crate) fn problem(place: Place, name: Option<&str>, above: bool) -> Diagnostic {
    let problem = Diagnostic::new(&SUM_ROW, place);
    match name {
        Some(name) => problem.words(if above { "name" } else { "first" }, quoted(name)),
        None => Diagnostic { severity: Severity::Info, ..problem },
    }
}
