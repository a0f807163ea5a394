//! A quotation mark of a text file has no other half.

use model::{Rule, Severity};

/// A quotation mark of a text file has no other half.
pub static OPEN_QUOTE: Rule = Rule {
    code: "open-quote",
    severity: Severity::Warning,
    title: "引号没有成对",
    meaning: "CSV 里的单元格以引号开头，但没有配对的引号，其他软件会把后面的行并进这一格。这里按行读取，引号当作普通文字。",
    example: "一行写成 \"甲公司,100，后面没有另一个引号。",
    remedy: "核对这一行和下一行的内容，删去多余的引号，或另存为 xlsx 后重新报送。",
    words: &[
        "引号没有成对，已按行读取，引号当作文字。请核对这一行和下一行有没有串行、缺行，删去多余的引号后重新报送。",
    ],
};
