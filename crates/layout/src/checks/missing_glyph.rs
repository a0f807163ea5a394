//! No face has a character.

use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// No face has a character.
pub static MISSING_GLYPH: Rule = Rule {
    code: "missing-glyph",
    severity: Severity::Error,
    chinese: Texts {
        title: "字库缺字",
        meaning: "文稿里有一个字，所有字体都没有，版面上以“〓”代替。",
        example: "“𬭎”（U+2CB4E）在仿宋、楷体、宋体里都没有，见“联系人张𬭎”。",
        remedy: "核对该字是否有误；确为用字的，在 taizhang.toml 里换用收有该字的字体。",
        words: &[
            "“{character}”（{code}）所有字体都没有，见“{context}”，版面上以“〓”代替；请核对用字，或换用收有该字的字体。",
        ],
    },
    english: Texts {
        title: "No font has a character",
        meaning: "No font has a character of the document; the pages show “〓” in its place.",
        example: "“𬭎” (U+2CB4E) is in none of the fonts, in “联系人张𬭎”.",
        remedy: "Check whether the character is right; if it is, name a font that has it in taizhang.toml.",
        words: &[
            "No font has “{character}” ({code}), in “{context}”; the pages show “〓” in its place. Check the character, or use a font that has it.",
        ],
    },
};

/// Says it of a character and the words around it.
pub(super) fn problem(place: Place, character: char, context: &str) -> Diagnostic {
    Diagnostic::new(&MISSING_GLYPH, place)
        .words("character", character)
        .text("code", Said::same(format!("U+{:04X}", u32::from(character))))
        .words("context", context)
}
