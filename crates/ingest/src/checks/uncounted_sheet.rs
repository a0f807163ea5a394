//! A sheet with records of the ledger was not counted.

use model::{Rule, Severity, Texts};

/// A sheet with records of the ledger was not counted.
pub static UNCOUNTED_SHEET: Rule = Rule {
    code: "uncounted-sheet",
    severity: Severity::Warning,
    chinese: Texts {
        title: "有工作表没有计入",
        meaning: "工作表里有本台账的记录，但它是隐藏的、名称说已作废、是副本、草稿或样表，与另一张工作表完全相同，或者是其他工作表的合计，没有计入。",
        example: "隐藏的工作表“补报”里有 12 行。",
        remedy: "应当计入的，取消隐藏或改名后重新报送；不应计入的，请删去。",
        words: &[
            "工作表与“{twin}”内容完全相同，里面有本台账的 {rows} 行，没有计入。应当计入的，请取消隐藏或改名后重新报送。",
            "工作表{why}，里面有本台账的 {rows} 行，没有计入。应当计入的，请取消隐藏或改名后重新报送。",
        ],
    },
    english: Texts {
        title: "Sheet not counted",
        meaning: "The sheet has records of this ledger, but it is hidden, its name says that it is void, a copy, a draft or a form, it is exactly the same as another sheet, or it is the total of other sheets; it was not counted.",
        example: "The hidden sheet “补报” has 12 rows.",
        remedy: "If it should be counted, unhide or rename it and send the file again; if not, delete it.",
        words: &[
            "The sheet is exactly the same as “{twin}” and has {rows} row(s) of this ledger; it was not counted. If it should be counted, please unhide or rename it and send the file again.",
            "The sheet {why} and has {rows} row(s) of this ledger; it was not counted. If it should be counted, please unhide or rename it and send the file again.",
        ],
    },
};
