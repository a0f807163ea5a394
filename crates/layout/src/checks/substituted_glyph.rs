//! Another face shows a character.

use model::page::Role;
use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// Another face shows a character.
pub static SUBSTITUTED_GLYPH: Rule = Rule {
    code: "substituted-glyph",
    severity: Severity::Info,
    chinese: Texts {
        title: "以他种字体代替",
        meaning: "文稿里有一个字，应用的字体没有，改用另一种字体印出。",
        example: "“喆”仿宋没有，以楷体代替。",
        remedy: "一般无须处理；要求字体一致的，在 taizhang.toml 里换用收有该字的字体。",
        words: &["“{character}”{wanted}没有，以{used}代替。"],
    },
    english: Texts {
        title: "Another font stands in",
        meaning: "The font that a character should be in does not have it; it is printed in another one.",
        example: "“仿宋” does not have “喆”; “楷体” stands in for it.",
        remedy: "Usually nothing needs to be done; where one font is required, name one that has the character in taizhang.toml.",
        words: &["“{wanted}” does not have “{character}”; “{used}” stands in for it."],
    },
};

/// Says it of a character and the faces' roles.
pub(super) fn problem(place: Place, character: char, wanted: Role, used: Role) -> Diagnostic {
    Diagnostic::new(&SUBSTITUTED_GLYPH, place)
        .words("character", character)
        .phrase("wanted", Said::same(wanted.chinese()))
        .phrase("used", Said::same(used.chinese()))
}
