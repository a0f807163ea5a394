//! A total row differs from the sum of its rows.

use crate::mapping::Table;
use crate::row_words::{Total, average, balance, numbering};
use crate::text::match_form;
use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, NULL, told};
use model::{Diagnostic, Rule, Severity, Texts};

/// A total row differs from the sum of its rows.
pub static TOTAL_MISMATCH: Rule = Rule {
    code: "total-mismatch",
    severity: Severity::Warning,
    chinese: Texts {
        title: "合计与各行之和不符",
        meaning: "合计、小计或总计行的数与它所含各行之和不相等。",
        example: "“税收合计”合计行是 100.00 万元，各行之和是 99.00 万元。",
        remedy: "核对合计公式的范围、是否漏行或重复，以及合计行是否手工填写。",
        words: &["“{column}”合计是 {total}，各行之和是 {sum}，相差 {difference}。请核对合计的范围、是否漏行或重复。"],
    },
    english: Texts {
        title: "Total differs from the sum of its rows",
        meaning: "A number of a total or subtotal row is not the sum of the rows that it covers.",
        example: "The total row of “税收合计” says “100.00 万元”, and the sum of its rows is “99.00 万元”.",
        remedy: "Check the range of the total's formula, whether rows are missing or repeated, and whether the total was typed by hand.",
        words: &[
            "The total of “{column}” is {total}, and the sum of its rows is {sum}; the difference is {difference}. Please check the range of the total and whether rows are missing or repeated.",
        ],
    },
};

/// A total row and what stood above it.
struct Mark {
    total: Total,
    row: u32,
    values: Vec<Option<i64>>,
    /// The sums of all data rows above, the values of the last of them, and how many they are.
    above: Vec<i128>,
    last: Vec<Option<i64>>,
    rows: usize,
}

/// Collects the totals of one table, and the sums of its rows.
pub(crate) struct Totals<'a> {
    ledger: &'a Ledger,
    /// The position in the ledger and the sheet's column of everything that can be summed.
    columns: Vec<(usize, u32)>,
    sums: Vec<i128>,
    /// The values of the last row: that of a running balance is what its total says.
    last: Vec<Option<i64>>,
    rows: usize,
    marks: Vec<Mark>,
}

impl<'a> Totals<'a> {
    pub(crate) fn new(ledger: &'a Ledger, table: &Table) -> Totals<'a> {
        let summed = |column: &Column| {
            matches!(column.kind, Kind::Money | Kind::Number | Kind::Integer) && !ledger.key.contains(&column.id)
        };
        let mut columns: Vec<(usize, u32)> = ledger
            .columns
            .iter()
            .zip(&table.columns)
            .enumerate()
            .filter(|(_, (column, _))| summed(column))
            .filter_map(|(at, (_, found))| found.as_ref().map(|found| (at, found)))
            .filter(|(_, found)| table.numbering != Some(found.column) && adds_up(&match_form(&found.label)))
            .map(|(at, found)| (at, found.column))
            .collect();
        if let Some((_, value)) = ledger.across().filter(|(_, value)| ledger.columns.get(*value).is_some_and(summed)) {
            columns.extend(table.periods.iter().map(|(column, _)| (value, *column)));
        }
        Totals {
            ledger,
            sums: vec![0; columns.len()],
            last: vec![None; columns.len()],
            columns,
            rows: 0,
            marks: Vec::new(),
        }
    }

    fn add(&mut self, value: impl Fn(usize, u32) -> Option<i64>) {
        for (((at, column), sum), last) in self.columns.iter().zip(&mut self.sums).zip(&mut self.last) {
            *last = value(*at, *column).filter(|value| *value != NULL);
            *sum += last.map_or(0, i128::from);
        }
        self.rows += 1;
    }

    /// Adds a data row by the positions of the ledger's columns.
    pub(crate) fn row(&mut self, value: impl Fn(usize) -> Option<i64>) {
        self.add(|at, _| value(at));
    }

    /// Adds a data row of periods by the sheet's columns.
    pub(crate) fn periods(&mut self, value: impl Fn(u32) -> Option<i64>) {
        self.add(|_, column| value(column));
    }

    /// Adds a total row.
    pub(crate) fn total(&mut self, total: Total, row: u32, value: impl Fn(usize, u32) -> Option<i64>) {
        let values = self.columns.iter().map(|(at, column)| value(*at, *column)).collect();
        self.marks.push(Mark {
            total,
            row,
            values,
            above: self.sums.clone(),
            last: self.last.clone(),
            rows: self.rows,
        });
    }

    /// The cells of total rows that equal no sum that they could mean: of the rows since the last
    /// total, of all rows above, of all rows, or of the rows until the next total.
    pub(crate) fn problems(&self) -> Vec<(u32, u32, Diagnostic)> {
        let mut list = Vec::new();
        for (at, mark) in self.marks.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| self.marks.get(at));
            if mark.total == Total::Cumulative && before.is_some_and(|before| before.rows == mark.rows) {
                continue;
            }
            let after = self.marks.get(at + 1).map_or(&self.sums, |after| &after.above);
            for (slot, ((position, column), value)) in self.columns.iter().zip(&mark.values).enumerate() {
                let Some(value) = value.map(i128::from) else { continue };
                let of = |sums: &[i128]| sums.get(slot).copied().unwrap_or(0);
                let (over, all) = (of(&mark.above), of(&self.sums));
                let since = over - before.map_or(0, |before| of(&before.above));
                let next = of(after) - over;
                let balance = || {
                    let last = mark.last.get(slot).copied().flatten().map(i128::from);
                    self.ledger.columns.get(*position).is_some_and(|column| balance(column.title()))
                        && last == Some(value)
                };
                if [since, over, all, next].contains(&value) || balance() {
                    continue;
                }
                let expected = match mark.total {
                    _ if mark.rows == 0 => next,
                    Total::Part => since,
                    Total::Whole | Total::Cumulative => over,
                };
                let Some(definition) = self.ledger.columns.get(*position) else { continue };
                list.extend(problem(definition, value, expected).map(|problem| (mark.row, *column, problem)));
            }
        }
        list
    }
}

/// Whether a total of the numbers below a label is their sum.
fn adds_up(label: &str) -> bool {
    !numbering(label) && !average(label)
}

fn problem(column: &Column, value: i128, expected: i128) -> Option<Diagnostic> {
    let print = |value: i128| told(column, &Cells::default(), i64::try_from(value).ok()?);
    let problem = TOTAL_MISMATCH.problem().name("column", column.title()).amount("total", print(value)?);
    Some(problem.amount("sum", print(expected)?).amount("difference", print(value - expected)?))
}
