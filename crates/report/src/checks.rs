//! The rules of this crate.

use model::{Diagnostic, Place, Rule, Severity};

/// The rules of this crate.
pub static RULES: &[&Rule] = &[&MISSING_COMPARED];

/// A condition on a figure that has no value.
static MISSING_COMPARED: Rule = Rule {
    code: "missing-compared",
    severity: Severity::Warning,
    title: "用没有值的指标作比较",
    meaning: "文字里的条件（{% if … %}）比较了一个没有值的指标（显示为“—”），无论怎样比较都不成立，会走“否则”那一支。",
    example: "{% if tax.growth < 0 %}下降{% else %}上升{% endif %}，而上年同期无报送数据。",
    remedy: "补齐数据；或先写 {% if tax.growth.missing %}…，为没有值的情形另写一句。",
    words: &["条件里比较的指标“{figure}”没有值（—），按不成立处理；请补齐数据，或先用 {figure}.missing 判断。"],
};

/// Says it of a place in a text and the figure.
pub(crate) fn missing_compared(place: Place, figure: String) -> Diagnostic {
    Diagnostic::new(&MISSING_COMPARED, place).name("figure", figure)
}
