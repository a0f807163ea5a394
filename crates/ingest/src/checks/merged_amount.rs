//! An amount stands in a merged cell of several records.

use model::ledger::Column;
use model::{Diagnostic, Rule, Severity, Texts};

/// An amount stands in a merged cell of several records.
pub static MERGED_AMOUNT: Rule = Rule {
    code: "merged-amount",
    severity: Severity::Warning,
    chinese: Texts {
        title: "几条记录的金额合并成一格",
        meaning: "数字列的单元格跨几行合并，只有一个数，计在第一行；其余各行按空计。合并单元格会丢掉被盖住的数。",
        example: "第 5、6 行的“审定价”合并成一格，只有 200.00。",
        remedy: "取消合并，每条记录填自己的数；确是几条共一个数的，可以不改。",
        words: &[
            "“{column}”的这一格与上面合并成一格（共 {rows} 行），那个数只计在第一行，这里按空计。请取消合并，逐行填写。",
        ],
    },
    english: Texts {
        title: "One merged amount for several records",
        meaning: "A cell of a column of numbers is merged over several rows and has only one number, which counts for the first row; the other rows count as empty. Merging cells loses the numbers that are covered.",
        example: "The cells of “审定价” in rows 5 and 6 are merged into one with 200.00.",
        remedy: "Unmerge the cells and enter each record's own number; if the records do share one number, leave it as it is.",
        words: &[
            "This cell of “{column}” is merged with the one above ({rows} rows in all); the number counts only for the first row, and this row counts as empty. Please unmerge the cells and fill in every row.",
        ],
    },
};

/// Says it of the second row of such a block.
pub(crate) fn problem(column: &Column, rows: usize) -> Diagnostic {
    MERGED_AMOUNT.problem().name("column", column.title()).count("rows", rows)
}
