//! An amount stands in a merged cell of several records.

use model::ledger::Column;
use model::{Diagnostic, Rule, Severity};

/// An amount stands in a merged cell of several records.
pub static MERGED_AMOUNT: Rule = Rule {
    code: "merged-amount",
    severity: Severity::Warning,
    title: "几条记录的金额合并成一格",
    meaning: "数字列的单元格跨几行合并，只有一个数，计在第一行；其余各行按空计。合并单元格会丢掉被盖住的数。",
    example: "第 5、6 行的“审定价”合并成一格，只有 200.00。",
    remedy: "取消合并，每条记录填自己的数；确是几条共一个数的，可以不改。",
    words: &[
        "“{column}”的这一格与上面合并成一格（共 {rows} 行），那个数只计在第一行，这里按空计。请取消合并，逐行填写。",
    ],
};

/// Says it of the second row of such a block.
pub(crate) fn problem(column: &Column, rows: usize) -> Diagnostic {
    MERGED_AMOUNT.problem().name("column", column.title()).count("rows", rows)
}
