//! A quotation mark of a text file has no other half.

use model::{Rule, Severity, Texts};

/// A quotation mark of a text file has no other half.
pub static OPEN_QUOTE: Rule = Rule {
    code: "open-quote",
    severity: Severity::Warning,
    chinese: Texts {
        title: "引号没有成对",
        meaning: "CSV 里的单元格以引号开头，但没有配对的引号，其他软件会把后面的行并进这一格。这里按行读取，引号当作普通文字。",
        example: "一行写成 \"甲公司,100，后面没有另一个引号。",
        remedy: "核对这一行和下一行的内容，删去多余的引号，或另存为 xlsx 后重新报送。",
        words: &[
            "引号没有成对，已按行读取，引号当作文字。请核对这一行和下一行有没有串行、缺行，删去多余的引号后重新报送。",
        ],
    },
    english: Texts {
        title: "Quotation mark not closed",
        meaning: "A cell of the CSV begins with a quotation mark that is never closed; other software joins the following lines to this cell. Here it was read line by line, the mark as plain text.",
        example: "A line says \"Company A,100 without another quotation mark after it.",
        remedy: "Check this line and the next, delete the mark that is too many, or save the file as xlsx and send it again.",
        words: &[
            "A quotation mark is not closed; the file was read line by line, the mark as text. Please check whether this line and the next run together or lines are missing, delete the mark that is too many and send the file again.",
        ],
    },
};
