//! Another face shows a character.

use model::page::Role;
use model::{Diagnostic, Place, Rule, Severity};

/// Another face shows a character.
pub static SUBSTITUTED_GLYPH: Rule = Rule {
    code: "substituted-glyph",
    severity: Severity::Info,
    title: "以他种字体代替",
    meaning: "文稿里有一个字，应用的字体没有，改用另一种字体印出。",
    example: "“喆”仿宋没有，以楷体代替。",
    remedy: "一般无须处理；要求字体一致的，在 taizhang.toml 里换用收有该字的字体。",
    words: &["“{character}”{wanted}没有，以{used}代替。"],
};

/// Says it of a character and the faces' roles.
pub(super) fn problem(place: Place, character: char, wanted: Role, used: Role) -> Diagnostic {
    Diagnostic::new(&SUBSTITUTED_GLYPH, place)
        .words("character", character)
        .phrase("wanted", wanted.chinese())
        .phrase("used", used.chinese())
}
