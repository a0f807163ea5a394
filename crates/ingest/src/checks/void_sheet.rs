//! A sheet that seems to be void or a copy was counted.

use model::{Rule, Severity};

/// A sheet that seems to be void or a copy was counted.
pub static VOID_SHEET: Rule = Rule {
    code: "void-sheet",
    severity: Severity::Warning,
    title: "计入的工作表像是作废或副本",
    meaning: "工作表的名称像是作废的或副本，里面的记录照常计入了。",
    example: "工作表“12月 (2)”像是“12月”的副本。",
    remedy: "核对有没有重复或作废的记录；不应计入的，删去后重新报送。",
    words: &[
        "工作表的名称像是“{original}”的副本，里面的 {rows} 行照常计入。不应计入的，请删去这张表后重新报送。",
        "工作表的名称说已作废，里面的 {rows} 行照常计入。不应计入的，请删去这张表后重新报送。",
    ],
};
