//! Words beyond the edge of the paper or of their text area.

use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// Words beyond the edge of the paper or of their text area.
pub static OUTSIDE: Rule = Rule {
    code: "outside-page",
    severity: Severity::Error,
    chinese: Texts {
        title: "版面越界",
        meaning: "有文字排到了纸张或版心之外，印出来会缺字或压住别的内容。",
        example: "第3页有 12 个字超出版心，如“责任单位”。",
        remedy: "缩短所说的文字或减少表格的列后重新生成；仍然如此的，是程序的错误，请报告。",
        words: &["第{page}页有 {count} 个字超出版心，如“{words}”。请缩短这些文字或减少表格的列后重新生成。"],
    },
    english: Texts {
        title: "Words beyond the edge",
        meaning: "Words stand beyond the paper or the text area: in print they would be cut off or cover something else.",
        example: "12 character(s) on page 3 stand outside the text area, such as “责任单位”.",
        remedy: "Shorten these words or take columns out of the table, and make the document again; if that does not help, the program is at fault: please report it.",
        words: &[
            "{count} character(s) on page {page} stand outside the text area, such as “{words}”. Shorten these words or take columns out of the table, and make the document again.",
        ],
    },
};

/// Says it of the first page on which it happens.
pub(super) fn problem(place: Place, page: usize, count: usize, words: &str) -> Diagnostic {
    Diagnostic::new(&OUTSIDE, place)
        .text("page", Said::same(page.to_string()))
        .text("count", Said::same(count.to_string()))
        .words("words", words)
}
