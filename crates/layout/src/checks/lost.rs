//! Characters of the text and the tables that stand on no page.

use model::{Diagnostic, Place, Rule, Severity};

/// Characters of the text and the tables that stand on no page.
pub static LOST: Rule = Rule {
    code: "lost-words",
    severity: Severity::Error,
    title: "漏排文字",
    meaning: "正文或表格里的文字没有全部排上版面。",
    example: "有 3 个字没有排上版面，如“责任人”。",
    remedy: "不要使用这份文件；这是程序的错误，请报告。",
    words: &["有 {count} 个字没有排上版面，如“{words}”。请不要使用这份文件，并把定义和数据一并报告。"],
};

/// Says it of the characters in the order of their codes.
pub(super) fn problem(place: Place, count: usize, words: &str) -> Diagnostic {
    Diagnostic::new(&LOST, place).text("count", count.to_string()).words("words", words)
}
