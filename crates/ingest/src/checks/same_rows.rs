//! A table of a workbook repeats the records of another one.

use crate::report::Report;
use crate::row_words::numbering;
use crate::text::match_form;
use model::ledger::{Column, Ledger};
use model::records::{NULL, Records};
use model::{Argument, Rule, Severity, Texts};
use std::collections::{BTreeMap, HashMap};

/// A table of a workbook repeats the records of another one.
pub static SAME_ROWS: Rule = Rule {
    code: "same-rows",
    severity: Severity::Warning,
    chinese: Texts {
        title: "两张表的记录相同",
        meaning: "同一工作簿里的两张表有相同的记录（各列都相同），台账定义没有写 key，两处都计入了，数可能重复。",
        example: "用水表下面空三行，又有一张表头相同、各行相同的表。",
        remedy: "核对是否重复，删去一处；确为不同记录的，加一列区分，并在台账定义里写 key。",
        words: &[
            "从这一行起有 {count} 条记录与前面一张表（{first}）完全相同，两处都计入了。请核对是否重复，删去一处。",
        ],
    },
    english: Texts {
        title: "Two tables with the same records",
        meaning: "Two tables of one workbook have the same records (all columns are the same). The ledger's definition has no key, so both were counted, and figures may be doubled.",
        example: "Three empty rows below the table of water use there is another one with the same header and the same rows.",
        remedy: "Check whether they are repeated and delete one; if they are different records, add a column that tells them apart and write key in the ledger's definition.",
        words: &[
            "From this row on, {count} records are exactly those of an earlier table ({first}); both were counted. Please check whether they are repeated and delete one.",
        ],
    },
};

/// How many records a table has, how many of them stand in an earlier table, and the first of these
/// with the earlier record.
#[derive(Default)]
struct Again {
    all: usize,
    again: usize,
    first: Option<(usize, usize)>,
}

/// Tells of tables half of whose records stand in an earlier table already; with a key they are told
/// one by one.
pub(crate) fn check(ledger: &Ledger, records: &Records, report: &mut Report<'_>) {
    // Of most workbooks one table is read, of which no other is a repetition.
    let one = records.origins.first().is_none_or(|first| records.origins.iter().all(|next| next.table == first.table));
    if !ledger.key.is_empty() || one {
        return;
    }
    // Copied records are numbered anew.
    let counted = |column: &Column| column.labels.iter().any(|label| numbering(&match_form(label)));
    let compared: Vec<usize> = (0..ledger.columns.len()).filter(|at| !counted(&ledger.columns[*at])).collect();
    let numbers: Vec<usize> = (0..ledger.columns.len()).filter(|at| ledger.columns[*at].kind.is_number()).collect();
    let cell = |at: usize, record: usize| records.columns.get(at).and_then(|cells| cells.get(record)).unwrap_or(NULL);
    let mut first: HashMap<Vec<i64>, usize> = HashMap::new();
    let mut tables: BTreeMap<u32, Again> = BTreeMap::new();
    for record in 0..records.len() {
        let Some(table) = records.origins.get(record).map(|origin| origin.table) else { continue };
        let counted = tables.entry(table).or_default();
        counted.all += 1;
        if numbers.iter().all(|at| [NULL, 0].contains(&cell(*at, record))) {
            continue;
        }
        let values = compared.iter().map(|at| cell(*at, record)).collect();
        let known = *first.entry(values).or_insert(record);
        if records.origins.get(known).is_some_and(|origin| origin.table < table) {
            counted.again += 1;
            counted.first.get_or_insert((record, known));
        }
    }
    for Again { all, again, first } in tables.into_values() {
        let Some((record, known)) = first.filter(|_| again > 1 && again * 2 >= all) else { continue };
        let at = |record: usize| {
            (0..ledger.columns.len()).map(|at| records.place(record, at)).find(|place| place.cell.is_some())
        };
        if let (Some(place), Some(earlier)) = (at(record), at(known)) {
            let problem = SAME_ROWS.problem().count("count", again);
            let problem = problem.with("first", Argument::Cell(earlier.cell.unwrap_or_default()));
            report.add(model::Diagnostic { place, ..problem });
        }
    }
}
