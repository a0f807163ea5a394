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

/// No face fills a role.
pub static MISSING_FACE: Rule = Rule {
    code: "missing-face",
    severity: Severity::Warning,
    title: "缺少字体",
    meaning: "公文要求的一种字体没有字体文件，或文件无法读取，整种字体以另一种代替。",
    example: "没有小标宋字体，以宋体代替。",
    remedy: "检查程序旁的 fonts 文件夹，或在 taizhang.toml 的 [fonts] 里写明字体文件。",
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
    let absent = fonts.absent.iter().map(|(wanted, used)| {
        let message = format!(
            "没有{}字体，以{}代替；请在 taizhang.toml 的 [fonts] 里写明字体文件。",
            wanted.chinese(),
            used.chinese()
        );
        Diagnostic::new(&MISSING_FACE, Place::file(document), message)
    });
    missing.chain(absent).chain(substituted).collect()
}
