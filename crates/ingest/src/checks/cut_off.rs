//! The last line of a text file ends early.

use model::{Rule, Severity};

/// The last line of a text file ends early.
pub static CUT_OFF: Rule = Rule {
    code: "cut-off",
    severity: Severity::Warning,
    title: "文件可能不完整",
    meaning: "文本文件的最后一行没有写完：没有换行，列数比其他各行都少，多半是导出或传输中断，后面的行可能丢失。",
    example: "最后一行只有“示例五公司”。",
    remedy: "核对行数和合计，重新导出后报送。",
    words: &[
        "最后一行没有写完（没有换行，列数比其他各行少），文件可能不完整，后面的行可能丢失。请核对行数和合计，重新导出后报送。",
    ],
};
