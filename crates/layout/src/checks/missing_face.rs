//! No face fills a role.

use model::page::Role;
use model::{Diagnostic, Place, Rule, Severity};

/// No face fills a role.
pub static MISSING_FACE: Rule = Rule {
    code: "missing-face",
    severity: Severity::Warning,
    title: "缺少字体",
    meaning: "公文要求的一种字体没有字体文件，或文件无法读取，整种字体以另一种代替。",
    example: "没有小标宋字体，以宋体代替。",
    remedy: "检查程序旁的 fonts 文件夹，或在 taizhang.toml 的 [fonts] 里写明字体文件。",
    words: &["没有{wanted}字体，以{used}代替；请在 taizhang.toml 的 [fonts] 里写明字体文件。"],
};

/// Says it of the faces' roles.
pub(super) fn problem(place: Place, wanted: Role, used: Role) -> Diagnostic {
    Diagnostic::new(&MISSING_FACE, place).phrase("wanted", wanted.chinese()).phrase("used", used.chinese())
}
