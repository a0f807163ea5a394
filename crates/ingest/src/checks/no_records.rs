//! A header has no records below it.

use crate::grid::{Book, Sheet};
use crate::mapping::Table;
use crate::report::Report;
use crate::row_words::says_none;
use model::{Rule, Severity, Texts};

/// A header has no records below it.
pub static NO_RECORDS: Rule = Rule {
    code: "no-records",
    severity: Severity::Warning,
    chinese: Texts {
        title: "表里没有记录",
        meaning: "找到了本台账的表头，下面没有记录，也没有写“无”。按没有发生计算。",
        example: "隐患排查台账只有表头和填报人。",
        remedy: "漏填的请补报；确实没有发生的，在表头下面写“无”。",
        words: &["表头下面没有记录，按没有发生计算。漏填的请补报；确实没有的，请在表头下面写“无”。"],
    },
    english: Texts {
        title: "A table without records",
        meaning: "The header of this ledger was found, but there is no record below it and no “无” either. It counts as if nothing had happened.",
        example: "The ledger of safety inspections has only its header and the name of who filled it in.",
        remedy: "If records were left out, send them; if there really are none, write “无” below the header.",
        words: &[
            "There is no record below the header; it counts as if nothing had happened. If records were left out, please send them; if there really are none, please write “无” below the header.",
        ],
    },
};

/// Tells of the tables of a workbook without records. Who writes 无 below the header has said so.
pub(crate) fn check(book: &Book, tables: &[(&Sheet, Table)], report: &mut Report<'_>) {
    for (sheet, table) in tables {
        let below = sheet.lines.iter().filter(|line| line.row > table.bottom);
        let mut cells = below.flat_map(|line| sheet.cells(line).iter());
        if !cells.any(|(_, raw)| book.text(raw).is_some_and(says_none)) {
            report.sheet(&sheet.name, NO_RECORDS.problem());
        }
    }
}
