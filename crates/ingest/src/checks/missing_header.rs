//! No sheet has the header of the ledger.

use model::{Rule, Severity, Texts};

/// No sheet has the header of the ledger.
pub static MISSING_HEADER: Rule = Rule {
    code: "missing-header",
    severity: Severity::Error,
    chinese: Texts {
        title: "没有找到表头",
        meaning: "所有工作表里都没有找到本台账的表头，没有读到数据。",
        example: "企业税收应有“统一社会信用代码”“税收合计”等表头，工作簿里只有“编号”“数额”。",
        remedy: "核对是否放错了台账；表头改了名称的，在台账定义的 labels 里补上新名称。",
        words: &[
            "没有找到“{ledger}”的表头，没有读到数据。应有{wanted}；最像表头的是工作表“{sheet}”第 {row} 行：{labels}。{hints}请核对是否放错了台账，或在台账定义的 labels 里补上新名称。",
            "没有找到“{ledger}”的表头，没有读到数据。应有{wanted}；最像表头的是工作表“{sheet}”第 {row} 行：{labels}。请核对是否放错了台账，或在台账定义的 labels 里补上新名称。",
            "工作簿里没有内容。请核对文件。",
        ],
    },
    english: Texts {
        title: "No header found",
        meaning: "The header of this ledger was found in none of the sheets; no data were read.",
        example: "The ledger of company taxes should have headers such as “统一社会信用代码” and “税收合计”, and the workbook has only “编号” and “数额”.",
        remedy: "Check whether the file belongs to another ledger; if headers were renamed, add the new names to labels in the ledger's definition.",
        words: &[
            "The header of “{ledger}” was not found; no data were read. It should have {wanted}; what looks most like a header is row {row} of the sheet “{sheet}”: {labels}. {hints} Please check whether the file belongs to another ledger, or add the new names to labels in the ledger's definition.",
            "The header of “{ledger}” was not found; no data were read. It should have {wanted}; what looks most like a header is row {row} of the sheet “{sheet}”: {labels}. Please check whether the file belongs to another ledger, or add the new names to labels in the ledger's definition.",
            "The workbook has no content. Please check the file.",
        ],
    },
};
