//! The last line of a text file ends early.

use model::{Rule, Severity, Texts};

/// The last line of a text file ends early.
pub static CUT_OFF: Rule = Rule {
    code: "cut-off",
    severity: Severity::Warning,
    chinese: Texts {
        title: "文件可能不完整",
        meaning: "文本文件的最后一行没有写完：没有换行，列数比其他各行都少，多半是导出或传输中断，后面的行可能丢失。",
        example: "最后一行只有“示例五公司”。",
        remedy: "核对行数和合计，重新导出后报送。",
        words: &[
            "最后一行没有写完（没有换行，列数比其他各行少），文件可能不完整，后面的行可能丢失。请核对行数和合计，重新导出后报送。",
        ],
    },
    english: Texts {
        title: "The file may be incomplete",
        meaning: "The last line of the text file is unfinished: it has no line break and fewer columns than all others. Most likely the export or the transfer was cut off, and rows after it may be lost.",
        example: "The last line is only “示例五公司”.",
        remedy: "Check the number of rows and the totals, then export the file and send it again.",
        words: &[
            "The last line is unfinished (it has no line break and fewer columns than the others); the file may be incomplete, and rows after it may be lost. Please check the number of rows and the totals, then export the file and send it again.",
        ],
    },
};
