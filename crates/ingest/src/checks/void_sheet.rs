//! A sheet that seems to be void or a copy was counted.

use model::{Rule, Severity, Texts};

/// A sheet that seems to be void or a copy was counted.
pub static VOID_SHEET: Rule = Rule {
    code: "void-sheet",
    severity: Severity::Warning,
    chinese: Texts {
        title: "计入的工作表像是作废或副本",
        meaning: "工作表的名称像是作废的、副本或旧表，里面的记录照常计入了。",
        example: "工作表“12月 (2)”像是“12月”的副本。",
        remedy: "核对有没有重复或作废的记录；不应计入的，删去后重新报送。",
        words: &[
            "工作表的名称像是“{original}”的副本，里面的 {rows} 行照常计入。不应计入的，请删去这张表后重新报送。",
            "工作表的名称“{called}”像是不用报送的，里面的 {rows} 行照常计入。不应计入的，请删去这张表后重新报送。",
            "工作表的名称说已作废，里面的 {rows} 行照常计入。不应计入的，请删去这张表后重新报送。",
        ],
    },
    english: Texts {
        title: "Counted sheet looks void or like a copy",
        meaning: "The name of the sheet is like that of a void sheet, a copy or an old one; its records were counted as usual.",
        example: "The sheet “12月 (2)” looks like a copy of “12月”.",
        remedy: "Check for repeated or void records; if the sheet should not be counted, delete it and send the file again.",
        words: &[
            "The name of the sheet looks like a copy of “{original}”; its {rows} row(s) were counted as usual. If they should not be counted, please delete this sheet and send the file again.",
            "The name of the sheet, “{called}”, is like one of a sheet that is not to be sent; its {rows} row(s) were counted as usual. If they should not be counted, please delete this sheet and send the file again.",
            "The name of the sheet says that it is void; its {rows} row(s) were counted as usual. If they should not be counted, please delete this sheet and send the file again.",
        ],
    },
};
