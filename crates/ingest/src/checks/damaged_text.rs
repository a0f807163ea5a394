//! Bytes of a text file mean no letter.

use model::{Rule, Severity, Texts};

/// Bytes of a text file mean no letter.
pub static DAMAGED_TEXT: Rule = Rule {
    code: "damaged-text",
    severity: Severity::Warning,
    chinese: Texts {
        title: "文字有损坏",
        meaning: "文本文件的一行里有不是文字的字节（例如汉字被系统截断了一半），这一行照常读取，坏的地方显示为“�”。",
        example: "“示例食品有限�”。",
        remedy: "核对这一行，在来源系统里改正后重新导出。",
        words: &["这一行里有损坏的文字，坏的地方显示为“�”，其余照常读取。请核对这一行，改正后重新报送。"],
    },
    english: Texts {
        title: "Damaged text",
        meaning: "A line of the text file has bytes that are no text (such as a Chinese character that a system cut in half). The line was read as usual; the damaged places show as “�”.",
        example: "“示例食品有限�”.",
        remedy: "Check the line, correct it in the system that it comes from, and export it again.",
        words: &[
            "This line has damaged text, which shows as “�”; the rest was read as usual. Please check the line, correct it and send the file again.",
        ],
    },
};
