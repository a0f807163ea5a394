//! No face fills a role.

use model::page::Role;
use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// No face fills a role.
pub static MISSING_FACE: Rule = Rule {
    code: "missing-face",
    severity: Severity::Warning,
    chinese: Texts {
        title: "缺少字体",
        meaning: "公文要求的一种字体没有字体文件，或文件无法读取，整种字体以另一种代替。",
        example: "没有小标宋字体，以宋体代替。",
        remedy: "检查程序旁的 fonts 文件夹，或在 taizhang.toml 的 [fonts] 里写明字体文件。",
        words: &["没有{wanted}字体，以{used}代替；请在 taizhang.toml 的 [fonts] 里写明字体文件。"],
    },
    english: Texts {
        title: "A font is missing",
        meaning: "One of the fonts that official documents ask for has no file, or its file cannot be read; another one stands in for all of it.",
        example: "There is no font for “小标宋”; “宋体” stands in for it.",
        remedy: "Look at the folder fonts beside the program, or name a font file in [fonts] of taizhang.toml.",
        words: &[
            "There is no font for “{wanted}”; “{used}” stands in for it. Name a font file in [fonts] of taizhang.toml.",
        ],
    },
};

/// Says it of the faces' roles.
pub(super) fn problem(place: Place, wanted: Role, used: Role) -> Diagnostic {
    Diagnostic::new(&MISSING_FACE, place)
        .phrase("wanted", Said::same(wanted.chinese()))
        .phrase("used", Said::same(used.chinese()))
}
