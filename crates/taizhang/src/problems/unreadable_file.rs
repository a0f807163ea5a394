//! A file that cannot be read from the disk.

use model::{Diagnostic, Place, Rule, Severity};

/// A file that cannot be read from the disk.
pub(crate) static UNREADABLE: Rule = Rule {
    code: "unreadable-file",
    severity: Severity::Error,
    title: "文件无法读取",
    meaning: "操作系统不让读取这个文件，其余文件照常处理。",
    example: "没有读取权限。",
    remedy: "检查文件的权限，或重新复制一份。",
    words: &["无法读取：{reason}。检查文件的权限，或重新复制一份。"],
};

/// Says it of a file, with the system's reason in Chinese.
pub(crate) fn problem(place: Place, reason: String) -> Diagnostic {
    Diagnostic::new(&UNREADABLE, place).text("reason", reason)
}
