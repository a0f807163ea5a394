//! A file that cannot be read from the disk.

use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// A file that cannot be read from the disk.
pub(crate) static UNREADABLE: Rule = Rule {
    code: "unreadable-file",
    severity: Severity::Error,
    chinese: Texts {
        title: "文件无法读取",
        meaning: "操作系统不让读取这个文件，其余文件照常处理。",
        example: "没有读取权限。",
        remedy: "检查文件的权限，或重新复制一份。",
        words: &["无法读取：{reason}。检查文件的权限，或重新复制一份。"],
    },
    english: Texts {
        title: "File cannot be read",
        meaning: "The system does not let the program read this file; the other files are read all the same.",
        example: "There is no permission to read it.",
        remedy: "Check the file's permissions, or copy it again.",
        words: &["The file cannot be read: {reason}. Check its permissions, or copy it again."],
    },
};

/// Says it of a file, with the system's reason.
pub(crate) fn problem(place: Place, reason: Said) -> Diagnostic {
    Diagnostic::new(&UNREADABLE, place).text("reason", reason)
}
