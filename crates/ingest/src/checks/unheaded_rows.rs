//! A sheet has rows like the ledger's records and no header.

use crate::grid::{Book, LineCells, Raw, Sheet};
use crate::mapping::Table;
use crate::report::Report;
use model::{Place, Rule, Severity, Texts};
use std::mem::{Discriminant, discriminant};

/// A sheet has rows like the ledger's records and no header.
pub static UNHEADED_ROWS: Rule = Rule {
    code: "unheaded-rows",
    severity: Severity::Warning,
    chinese: Texts {
        title: "像记录的行没有表头",
        meaning: "工作表里没有本台账的表头，却有像记录的行：各列的内容与本台账其他工作表的记录是同一种。没有读取。",
        example: "工作表“续表”直接从第 51 条记录开始，没有表头。",
        remedy: "把这些行接到有表头的表里，或者在上面加上表头，重新报送。",
        words: &[
            "工作表里没有本台账的表头，却有 {rows} 行像是本台账的记录，没有读取，数里不含它们。没有表头的，请加上表头，或接到有表头的表里；有表头而名称不同的，请在台账定义的 labels 里补上。",
        ],
    },
    english: Texts {
        title: "Rows like records without a header",
        meaning: "The sheet does not have the header of this ledger, but rows like records: each column holds the same kind of content as in the records of the ledger's other sheets. They were not read.",
        example: "The sheet “续表” begins at once with record 51 and has no header.",
        remedy: "Move these rows into the table that has the header, or put a header above them, and send the file again.",
        words: &[
            "The sheet does not have the header of this ledger, but {rows} rows look like its records; they were not read and do not count. Where there is no header, please add one, or move the rows into the table that has one; where its labels are others, add them to labels in the ledger's definition.",
        ],
    },
};

/// So many rows tell what a record looks like.
const SAMPLE: usize = 50;

/// What stands in the columns of a ledger's records, and in how many cells most of these stand.
pub(crate) struct Pattern {
    columns: Vec<(u32, Discriminant<Raw>)>,
    cells: usize,
}

impl Pattern {
    /// Learns it from a table: the columns that are filled in most of its records.
    pub(crate) fn of(sheet: &Sheet, table: &Table) -> Pattern {
        let records: Vec<LineCells<'_>> = sheet
            .lines
            .iter()
            .filter(|line| table.is_record(line.row))
            .take(SAMPLE)
            .map(|line| sheet.cells(line))
            .collect();
        let usual = |column: u32| {
            let kinds = records.iter().map(|cells| cells.get(column)).filter(|raw| *raw != Raw::Empty);
            let kinds: Vec<Discriminant<Raw>> = kinds.map(|raw| discriminant(&raw)).collect();
            let first = *kinds.first()?;
            (kinds.len() * 2 > records.len() && kinds.iter().all(|kind| *kind == first)).then_some((column, first))
        };
        let mut lengths: Vec<usize> = records.iter().map(|cells| cells.len()).collect();
        lengths.sort_unstable();
        let cells = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
        Pattern { columns: table.columns.iter().flatten().filter_map(|found| usual(found.column)).collect(), cells }
    }

    fn fits(&self, cells: LineCells<'_>) -> bool {
        let all = self.columns.len();
        let fitting = self.columns.iter().filter(|(column, kind)| discriminant(&cells.get(*column)) == *kind).count();
        // Of a ledger with two columns all that is beside them has to be alike as well.
        let alike = fitting == all && cells.len().abs_diff(self.cells) <= 1;
        if all == 2 {
            alike && self.amount().is_some()
        } else {
            fitting >= 3 && fitting * 5 >= all.min(cells.len()) * 4
        }
    }

    /// The column of numbers of a ledger that has one beside a column of words.
    fn amount(&self) -> Option<u32> {
        let number = discriminant(&Raw::Number(0.0));
        let mut numbers = self.columns.iter().filter(|(_, kind)| *kind == number).map(|(column, _)| *column);
        numbers.next().filter(|_| numbers.next().is_none())
    }

    /// Whether the rows of a sheet are headed as those of another ledger are: by a label that says no amount.
    fn of_another(&self, book: &Book, sheet: &Sheet) -> bool {
        let Some(amount) = self.amount().filter(|_| self.columns.len() == 2) else { return false };
        let above = sheet.lines.iter().take_while(|line| !self.fits(sheet.cells(line)));
        let mut labels = above.filter_map(|line| book.text(sheet.in_line(line, amount)));
        labels.any(|label| !label.contains(['额', '款', '元', '费', '税']))
    }
}

/// Tells of a sheet without a table of the ledger, whose rows look like the records of other
/// sheets; whether it does. Rows of which another header stands in the first are of another table.
pub(crate) fn check((book, sheet): (&Book, &Sheet), patterns: &[Pattern], report: &mut Report<'_>) -> bool {
    let fits = |pattern: &Pattern| sheet.lines.iter().filter(|line| pattern.fits(sheet.cells(line))).count();
    let rows = patterns.iter().filter(|pattern| !pattern.of_another(book, sheet)).map(fits).max().unwrap_or(0);
    if rows < 2 || rows * 2 < sheet.lines.len() {
        return false;
    }
    let mut problem = UNHEADED_ROWS.problem().count("rows", rows);
    problem.place = Place::sheet(report.file, sheet.name.as_str());
    report.add(problem);
    true
}
