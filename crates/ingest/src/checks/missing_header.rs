//! No sheet has the header of the ledger.

use model::{Rule, Severity};

/// No sheet has the header of the ledger.
pub static MISSING_HEADER: Rule = Rule {
    code: "missing-header",
    severity: Severity::Error,
    title: "没有找到表头",
    meaning: "所有工作表里都没有找到本台账的表头，没有读到数据。",
    example: "企业税收应有“统一社会信用代码”“税收合计”等表头，工作簿里只有“编号”“数额”。",
    remedy: "核对是否放错了台账；表头改了名称的，在台账定义的 labels 里补上新名称。",
    words: &[
        "没有找到“{ledger}”的表头，没有读到数据。应有{wanted}；最像表头的是工作表“{sheet}”第 {row} 行：{labels}。{hints}请核对是否放错了台账，或在台账定义的 labels 里补上新名称。",
        "没有找到“{ledger}”的表头，没有读到数据。应有{wanted}；最像表头的是工作表“{sheet}”第 {row} 行：{labels}。请核对是否放错了台账，或在台账定义的 labels 里补上新名称。",
        "工作簿里没有内容。请核对文件。",
    ],
};
