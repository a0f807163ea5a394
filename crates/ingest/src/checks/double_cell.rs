//! A cell stands twice in a file, with other contents.

use model::{Rule, Severity, Texts};

/// A cell stands twice in a file, with other contents.
pub static DOUBLE_CELL: Rule = Rule {
    code: "double-cell",
    severity: Severity::Error,
    chinese: Texts {
        title: "同一单元格写了两次",
        meaning: "文件里同一个单元格写了两次，内容不同（系统导出出错，或者文件被改动过），按后一次的读取；Excel 会说文件有问题、需要修复。",
        example: "B5 在文件里先写 120，后写 150。",
        remedy: "在来源系统里重新导出，或者在 Excel、WPS 中打开，核对后另存，重新报送。",
        words: &[
            "这个单元格在文件里写了两次，内容不同，按后一次的读取。请在 Excel 或 WPS 中打开，核对后另存，重新报送。",
        ],
    },
    english: Texts {
        title: "A cell that stands twice",
        meaning: "The file holds the same cell twice, with other contents (a faulty export, or the file was changed); the later was read. Excel says of such a file that it needs to be repaired.",
        example: "The file holds B5 as 120 and then as 150.",
        remedy: "Export the file again from the system that it comes from, or open it in Excel or WPS, check it, save it and send it again.",
        words: &[
            "The file holds this cell twice, with other contents; the later was read. Please open the file in Excel or WPS, check it, save it and send it again.",
        ],
    },
};
