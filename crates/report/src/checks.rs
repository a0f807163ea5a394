//! The rules of this crate.

use model::{Diagnostic, Place, Rule, Severity};

/// The rules of this crate.
pub static RULES: &[&Rule] = &[&MISSING_COMPARED, &MISSING_PICTURE];

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

/// A picture that a cell names and that is not there.
static MISSING_PICTURE: Rule = Rule {
    code: "missing-picture",
    severity: Severity::Warning,
    title: "没有找到照片",
    meaning: "台账的单元格里写了照片的文件名，文字里用 picture 放这张照片，而月份文件夹和报告的文件夹里都没有这个文件，或者文件打不开。报告照出，照片的位置写“（无照片：名称）”。",
    example: "隐患台账的“照片”一列写了 IMG_0012.jpg，而 data/2020-12/ 里没有这个文件。",
    remedy: "把照片放在当月的文件夹里（可以建“照片”文件夹），文件名与单元格一致，再重新生成；不需要照片的，清空单元格。",
    words: &["照片“{name}”放不进报告：{reason}"],
};

/// Says it of the cell, the name and the reason.
pub(crate) fn missing_picture(place: Place, name: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&MISSING_PICTURE, place).words("name", name).text("reason", reason)
}

/// Says it of a place in a text and the figure.
pub(crate) fn missing_compared(place: Place, figure: String) -> Diagnostic {
    Diagnostic::new(&MISSING_COMPARED, place).name("figure", figure)
}
