//! Characters that a face does not have.

use crate::fonts::Fonts;
use model::{Diagnostic, Place, Rule, Severity};

/// No face has a character.
pub static MISSING_GLYPH: Rule = Rule {
    code: "missing-glyph",
    severity: Severity::Error,
    title: "字库缺字",
    meaning: "文稿里有一个字，所有字体都没有，版面上以“〓”代替。",
    example: "“𬭎”（U+2CB4E）在仿宋、楷体、宋体里都没有，见“联系人张𬭎”。",
    remedy: "核对该字是否有误；确为用字的，在 taizhang.toml 里换用收有该字的字体。",
};

/// Another face shows a character.
pub static SUBSTITUTED_GLYPH: Rule = Rule {
    code: "substituted-glyph",
    severity: Severity::Info,
    title: "以他种字体代替",
    meaning: "文稿里有一个字，应用的字体没有，改用另一种字体印出。",
    example: "“喆”仿宋没有，以楷体代替。",
    remedy: "一般无须处理；要求字体一致的，在 taizhang.toml 里换用收有该字的字体。",
};

/// Every substitution and every missing character, once each.
pub(crate) fn problems(fonts: &Fonts, document: &str) -> Vec<Diagnostic> {
    let missing = fonts.missing.iter().map(|(character, context)| {
        let message = format!(
            "“{character}”（U+{:04X}）所有字体都没有，见“{context}”，版面上以“〓”代替；请核对用字，或换用收有该字的字体。",
            u32::from(*character)
        );
        Diagnostic::new(&MISSING_GLYPH, Place::file(document), message)
    });
    let substituted = fonts.substituted.iter().map(|(wanted, character, used)| {
        let message = format!("“{character}”{}没有，以{}代替。", wanted.chinese(), used.chinese());
        Diagnostic::new(&SUBSTITUTED_GLYPH, Place::file(document), message)
    });
    missing.chain(substituted).collect()
}
