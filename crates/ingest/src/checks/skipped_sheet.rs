//! A sheet was passed over.

use model::{Rule, Severity};

/// A sheet was passed over.
pub static SKIPPED_SHEET: Rule = Rule {
    code: "skipped-sheet",
    severity: Severity::Info,
    title: "工作表未读取",
    meaning: "隐藏的工作表，或者没有找到本台账表头的工作表，不读取。",
    example: "工作表“代码表”是隐藏的。",
    remedy: "需要读取的，取消隐藏，或改正表头后重新报送。",
    words: &["工作表{why}。", "工作表里没有本台账的表头，没有读取。需要读取的，请按台账的表头填写。"],
};

/// Why a hidden sheet without records was passed over.
pub(crate) const HIDDEN: &str = "是隐藏的，没有读取。需要读取的，请取消隐藏后重新报送";
/// The same where nothing is known of a ledger.
pub(crate) const WILL_BE: &str = "是隐藏的，读取台账时会跳过";
