//! A folder within a month's folder that is not read.

use model::{Diagnostic, Place, Rule, Severity, Texts};

/// A folder within a month's folder that is not read.
pub(crate) static UNREAD_FOLDER: Rule = Rule {
    code: "unread-folder",
    severity: Severity::Warning,
    chinese: Texts {
        title: "文件夹没有读取",
        meaning: "月份文件夹里的文件夹（如 补报）一并读取，名称写明作废、旧、备份、退回、原件等的和以点开头的不读取。",
        example: "data/2020-12/作废/",
        remedy: "里面有应当计入的文件的，请移到月份文件夹。",
        words: &["文件夹“{folder}”没有读取。里面有应当计入的文件的，请移到月份文件夹。"],
    },
    english: Texts {
        title: "Folder not read",
        meaning: "Folders within a month's folder (such as “补报”) are read with it, except those whose names say that they do not count (“作废”, “旧”, “备份”, “退回”, “原件” and the like) or begin with a dot.",
        example: "“data/2020-12/作废/”",
        remedy: "If files in it should be counted, move them to the month's folder.",
        words: &[
            "The folder “{folder}” was not read. If files in it should be counted, move them to the month's folder.",
        ],
    },
};

/// Says it of a folder, which has a name.
pub(crate) fn problem(place: Place, name: &str) -> Diagnostic {
    Diagnostic::new(&UNREAD_FOLDER, place).name("folder", name)
}
