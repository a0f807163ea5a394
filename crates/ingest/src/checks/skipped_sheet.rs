//! A sheet was passed over.

use model::{Rule, Said, Severity, Texts};

/// A sheet was passed over.
pub static SKIPPED_SHEET: Rule = Rule {
    code: "skipped-sheet",
    severity: Severity::Info,
    chinese: Texts {
        title: "工作表未读取",
        meaning: "隐藏的工作表，或者没有找到本台账表头的工作表，不读取。",
        example: "工作表“代码表”是隐藏的。",
        remedy: "需要读取的，取消隐藏，或改正表头后重新报送。",
        words: &["工作表{why}。", "工作表里没有本台账的表头，没有读取。需要读取的，请按台账的表头填写。"],
    },
    english: Texts {
        title: "Sheet not read",
        meaning: "Hidden sheets and sheets without the header of this ledger are not read.",
        example: "The sheet “代码表” is hidden.",
        remedy: "If it should be read, unhide it or correct its header and send the file again.",
        words: &[
            "The sheet {why}.",
            "The sheet does not have the header of this ledger and was not read. If it should be read, please give it the header of the ledger.",
        ],
    },
};

/// Why a hidden sheet without records was passed over.
pub(crate) const HIDDEN: Said = Said::fixed(
    "是隐藏的，没有读取。需要读取的，请取消隐藏后重新报送",
    "is hidden and was not read; if it should be read, please unhide it and send the file again",
);
/// The same where nothing is known of a ledger.
pub(crate) const WILL_BE: Said =
    Said::fixed("是隐藏的，读取台账时会跳过", "is hidden and will be passed over when the ledger is read");
