//! Parts do not add up to their whole.

use model::{Rule, Severity, Texts};

/// Parts do not add up to their whole.
pub static PARTS_SUM: Rule = Rule {
    code: "parts-sum",
    severity: Severity::Error,
    chinese: Texts {
        title: "分项之和不等于合计",
        meaning: "同一行里各分项之和与合计列不相等。",
        example: "增值税 1.00 元、企业所得税 2.00 元，税收合计却是 4.00 元。",
        remedy: "核对这一行的各分项和合计。",
        words: &["“{column}”是 {whole}，各分项之和是 {sum}，相差 {difference}。请核对这一行的各分项和合计。"],
    },
    english: Texts {
        title: "Parts do not add up to the total",
        meaning: "The sum of the parts of a row is not its total.",
        example: "VAT is 1.00 yuan and company income tax 2.00 yuan, but the total of taxes is 4.00 yuan.",
        remedy: "Check the parts and the total of this row.",
        words: &[
            "“{column}” is {whole}, and the sum of its parts is {sum}; the difference is {difference}. Please check the parts and the total of this row.",
        ],
    },
};
