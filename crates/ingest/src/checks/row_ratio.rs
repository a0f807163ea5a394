//! One amount of a row is thousands of times what the row's other amounts say.

use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, Records, told};
use model::{Diagnostic, Rule, Said, Severity, Texts};

/// One amount of a row is thousands of times what the row's other amounts say.
pub static ROW_RATIO: Rule = Rule {
    code: "row-ratio",
    severity: Severity::Warning,
    chinese: Texts {
        title: "与同一行的另一金额相差悬殊",
        meaning: "同一行两个金额的比，与其他各行相差上千倍，多半是其中一格的单位或小数点填错。",
        example: "各行的送审价都与合同价相近，这一行是合同价的一万倍。",
        remedy: "核对这一格的单位和小数点。",
        words: &[
            "“{column}”这一格是 {now}，同一行的“{other}”是 {beside}，相差约 {times} 倍，绝大多数行不是这样。请核对单位和小数点。",
        ],
    },
    english: Texts {
        title: "Amount far from another of its row",
        meaning: "The ratio of two amounts of this row is a thousand times or more off that of the other rows. Most likely the unit or the decimal point of one of them is wrong.",
        example: "In every row the price submitted is near that of the contract; in this row it is ten thousand times as much.",
        remedy: "Check the unit and the decimal point of this cell.",
        words: &[
            "“{column}” is {now} in this cell and “{other}” is {beside} in the same row, about {times} times apart, as in hardly any other row. Please check the unit and the decimal point.",
        ],
    },
};

/// Fewer rows say nothing about what is usual.
const LEAST: usize = 5;
/// Half of the four powers of ten between one unit and the next, and what is usual on either side.
const APART: f64 = 1_000.0;
const USUAL: f64 = 20.0;

/// Compares two columns of money in every row: almost all rows agree, and one does not at all.
pub fn row_ratios(ledger: &Ledger, records: &Records) -> Vec<Diagnostic> {
    let money = ledger.columns.iter().zip(&records.columns).enumerate();
    let money: Vec<(usize, &Column, &Cells)> = money
        .filter(|(_, (column, _))| column.kind == Kind::Money)
        .map(|(at, (column, cells))| (at, column, cells))
        .collect();
    let mut problems: Vec<Diagnostic> = Vec::new();
    for (number, one) in money.iter().enumerate() {
        for other in money.iter().skip(number + 1) {
            for problem in pair(records, one, other) {
                if !problems.iter().any(|known| known.place == problem.place) {
                    problems.push(problem);
                }
            }
        }
    }
    problems
}

fn pair(records: &Records, one: &(usize, &Column, &Cells), other: &(usize, &Column, &Cells)) -> Vec<Diagnostic> {
    let amounts = |record: usize| {
        let filled =
            |cells: &Cells| cells.get(record).filter(|value| *value != 0).map(|value| value.unsigned_abs() as f64);
        Some((record, filled(one.2)?, filled(other.2)?))
    };
    let rows: Vec<(usize, f64, f64)> = (0..records.len()).filter_map(amounts).collect();
    if rows.len() < LEAST {
        return Vec::new();
    }
    let mut ratios: Vec<f64> = rows.iter().map(|(_, one, other)| one / other).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let usual = ratios[ratios.len() / 2];
    let off = |ratio: f64| (ratio / usual).max(usual / ratio);
    let alike = ratios.iter().filter(|ratio| off(**ratio) <= USUAL).count();
    if alike * 20 < ratios.len() * 19 && alike + 1 < ratios.len() {
        return Vec::new();
    }
    let apart = rows.iter().filter(|(_, one, other)| off(one / other) >= APART);
    apart.filter_map(|(record, left, right)| said(records, *record, one, other, left / right > usual)).collect()
}

/// Says it of the larger amount.
fn said(
    records: &Records,
    record: usize,
    one: &(usize, &Column, &Cells),
    other: &(usize, &Column, &Cells),
    first: bool,
) -> Option<Diagnostic> {
    let ((at, column, cells), (_, beside, others)) = if first { (one, other) } else { (other, one) };
    let (now, less) = (cells.get(record)?, others.get(record)?);
    let amount = |column: &Column, value: i64| told(column, &Cells::default(), value);
    let times = now.unsigned_abs() / less.unsigned_abs().max(1);
    let problem = Diagnostic::new(&ROW_RATIO, records.place(record, *at)).name("column", column.title());
    let problem = problem.amount("now", amount(column, now)?).name("other", beside.title());
    Some(problem.amount("beside", amount(beside, less)?).text("times", Said::same(times.max(1).to_string())))
}
