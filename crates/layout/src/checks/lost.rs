//! Characters of the text and the tables that stand on no page.

use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// Characters of the text and the tables that stand on no page.
pub static LOST: Rule = Rule {
    code: "lost-words",
    severity: Severity::Error,
    chinese: Texts {
        title: "漏排文字",
        meaning: "正文或表格里的文字没有全部排上版面。",
        example: "有 3 个字没有排上版面，如“责任人”。",
        remedy: "不要使用这份文件；这是程序的错误，请报告。",
        words: &["有 {count} 个字没有排上版面，如“{words}”。请不要使用这份文件，并把定义和数据一并报告。"],
    },
    english: Texts {
        title: "Words were not set",
        meaning: "Not all words of the text and the tables stand on the pages.",
        example: "3 character(s) stand on no page, such as “责任人”.",
        remedy: "Do not use this file; the program is at fault: please report it.",
        words: &[
            "{count} character(s) stand on no page, such as “{words}”. Do not use this file, and report it together with the definitions and the data.",
        ],
    },
};

/// Says it of the characters in the order of their codes.
pub(super) fn problem(place: Place, count: usize, words: &str) -> Diagnostic {
    Diagnostic::new(&LOST, place).text("count", Said::same(count.to_string())).words("words", words)
}
