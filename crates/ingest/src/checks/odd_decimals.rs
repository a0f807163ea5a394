//! Amounts in 元 have the decimals of 万元.

use super::odd_format::Numbers;
use crate::grid::{Book, Raw, Sheet};
use crate::mapping::Table;
use crate::report::Report;
use crate::value::decimal::Decimal;
use crate::value::shown;
use model::{Place, Rule, Severity, Texts, Unit};

/// Amounts in 元 have the decimals of 万元.
pub static ODD_DECIMALS: Rule = Rule {
    code: "odd-decimals",
    severity: Severity::Warning,
    chinese: Texts {
        title: "小数位数像是按万元填的",
        meaning: "单位是元，而这一列的金额有三到六位小数，元的金额到分只有两位。多半是按万元填的。",
        example: "单位写着元，金额是 8.64205、31.86。",
        remedy: "核对单位是元还是万元，改正表上方或列名里的单位。",
        words: &["“{column}”按元读取，却有 {count} 格的小数多于两位（如 {found}），像是按万元填的。请核对单位。"],
    },
    english: Texts {
        title: "Decimals like those of “万元”",
        meaning: "The unit is “元”, but the amounts of this column have three to six decimals; amounts in “元” have only two. Most likely they were entered in “万元” (10,000 yuan).",
        example: "The unit says “元”, and the amounts are 8.64205 and 31.86.",
        remedy: "Check whether the unit is “元” or “万元” and correct it above the table or in the header.",
        words: &[
            "“{column}” was read in “元”, but {count} cell(s) have more than two decimals (such as {found}), as if they were entered in “万元”. Please check the unit.",
        ],
    },
};

/// Hundredths of 元 in 万元 have so many decimals; what was divided by other numbers has more.
const PLACES: u32 = 6;

/// How many decimals the amounts of a column have.
#[derive(Clone, Default)]
struct Decimals {
    all: usize,
    /// Those with more than hundredths, the most of them, and the first amount with its row.
    odd: usize,
    most: u32,
    first: Option<(u32, f64)>,
}

impl Decimals {
    fn take(&mut self, row: u32, number: f64) {
        let cents = (number * 100.0).round();
        if cents.abs() < 1e13 && cents / 100.0 == number {
            self.all += 1;
            return;
        }
        let Some(places) = Decimal::of_f64(number).map(|decimal| decimal.places) else { return };
        self.all += 1;
        if places > 2 {
            self.odd += 1;
            self.most = self.most.max(places);
            self.first.get_or_insert((row, number));
        }
    }
}

/// Tells the columns of a table in 元 of which half the amounts have the decimals of 万元.
pub(crate) fn check((book, sheet): (&Book, &Sheet), (table, columns): (&Table, &[Numbers]), report: &mut Report<'_>) {
    let columns = columns.iter().filter(|numbers| matches!(numbers.unit, Unit::Money(_, 100)));
    let mut columns: Vec<(&Numbers, Decimals)> = columns.map(|numbers| (numbers, Decimals::default())).collect();
    // Row by row, since to find a million rows once more for each column takes longer than to look at them.
    for line in table.record_lines(sheet).take(if columns.is_empty() { 0 } else { usize::MAX }) {
        for (numbers, decimals) in &mut columns {
            match sheet.in_line(line, numbers.column) {
                Raw::Number(number) if number != 0.0 => decimals.take(line.row, number),
                _ => {}
            }
        }
    }
    for (Numbers { column, label, .. }, Decimals { all, odd, most, first }) in columns {
        let Some((row, number)) = first.filter(|_| most <= PLACES && odd * 2 >= all) else { continue };
        let problem = ODD_DECIMALS.problem().name("column", label).count("count", odd);
        let mut problem = problem.amount("found", shown(Raw::Number(number), book));
        problem.place = Place::cell(report.file, sheet.name.as_str(), row, *column);
        report.add(problem);
    }
}
