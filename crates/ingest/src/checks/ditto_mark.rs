//! A cell says that it is the same as the one above.

use model::{Rule, Severity, Texts};

/// A cell says that it is the same as the one above.
pub static DITTO_MARK: Rule = Rule {
    code: "ditto-mark",
    severity: Severity::Info,
    chinese: Texts {
        title: "写着“同上”的格子",
        meaning: "文字、日期、状态列里写着“同上”“〃”，按上一条记录的内容读取。",
        example: "“所在街道”一栏第二行写着“同上”。",
        remedy: "一般不用处理；最好每行都填写完整，排序后才不会错。",
        words: &["写着“同上”，按上一条记录的内容读取。"],
    },
    english: Texts {
        title: "Cells that say “ditto”",
        meaning: "A cell of words, days or states says “同上” or “〃”; it was read as that of the record above.",
        example: "The second row of “所在街道” says “同上”.",
        remedy: "Usually there is nothing to do; fill in every row, so that sorting does no harm.",
        words: &["It says “ditto” and was read as the cell of the record above."],
    },
};
