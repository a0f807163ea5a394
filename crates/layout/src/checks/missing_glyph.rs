//! No face has a character.

use model::{Diagnostic, Place, Rule, Severity};

/// No face has a character.
pub static MISSING_GLYPH: Rule = Rule {
    code: "missing-glyph",
    severity: Severity::Error,
    title: "字库缺字",
    meaning: "文稿里有一个字，所有字体都没有，版面上以“〓”代替。",
    example: "“𬭎”（U+2CB4E）在仿宋、楷体、宋体里都没有，见“联系人张𬭎”。",
    remedy: "核对该字是否有误；确为用字的，在 taizhang.toml 里换用收有该字的字体。",
    words: &[
        "“{character}”（{code}）所有字体都没有，见“{context}”，版面上以“〓”代替；请核对用字，或换用收有该字的字体。",
    ],
};

/// Says it of a character and the words around it.
pub(super) fn problem(place: Place, character: char, context: &str) -> Diagnostic {
    Diagnostic::new(&MISSING_GLYPH, place)
        .words("character", character)
        .text("code", format!("U+{:04X}", u32::from(character)))
        .words("context", context)
}
