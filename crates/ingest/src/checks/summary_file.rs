//! A file whose numbers are together those of other files of its month: a summary that lies beside what it sums up.

use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, Records, told};
use model::{Diagnostic, Month, Rule, Severity, Texts};
use std::collections::BTreeMap;

/// A file's numbers are the sums of those of other files of its month.
pub static SUMMARY_FILE: Rule = Rule {
    code: "summary-file",
    severity: Severity::Warning,
    chinese: Texts {
        title: "像是其他文件的汇总",
        meaning: "同一台账同一个月的几份文件里，有一份各列的合计正好（或者四舍五入后）是其他几份的合计，多半是把它们汇总而成的，一起放进了文件夹；照样计入，合计就大了一倍。",
        example: "甲街道.xlsx、乙街道.xlsx 之外还有一份两个街道加在一起的表。",
        remedy: "核对这份文件；确是汇总的，移出月份文件夹，或者只留汇总。",
        words: &[
            "这份文件的“{column}”合计 {total}，与“{other}”等同月 {count} 份文件的合计相同，像是它们的汇总，两边都计入了。请核对；确是汇总的，请移出月份文件夹。",
        ],
    },
    english: Texts {
        title: "May be a summary of other files",
        meaning: "Of the files of one ledger and month the numbers of one are in each column together those of others, exactly or rounded. Most likely it sums them up and lies in the folder beside them; as it is counted too, totals are twice as large.",
        example: "Beside the workbooks of two streets there is one of both together.",
        remedy: "Check the file; if it is a summary, move it out of the folder of the month, or keep the summary alone.",
        words: &[
            "“{column}” of this file is {total} together, as much as of {count} other file(s) of the month such as “{other}”, so that it may be a summary of them; both are counted. Please check it and move a summary out of the folder of the month.",
        ],
    },
};

/// So many digits are hardly alike by chance, for one set of files that are compared.
const DIGITS: u32 = 3;
/// Of more files only all of them together are compared.
const MOST: usize = 12;
/// A sum that is rounded is at least so many times what rounding makes of it.
const SURE: i128 = 200;

/// A submission's records.
struct Sent {
    first: usize,
    records: i128,
    /// The sum of each column.
    sums: Vec<i128>,
    /// For each column the greatest power of ten that all of its values are multiples of.
    steps: Vec<i128>,
}

/// Looks in every month for files that sum up others.
pub fn summary_files(ledger: &Ledger, records: &Records) -> Vec<Diagnostic> {
    let of = |kinds: &[Kind]| -> Vec<usize> {
        let fits = |column: &Column| kinds.contains(&column.kind) && !ledger.key.contains(&column.id);
        ledger.columns.iter().enumerate().filter(|(_, column)| fits(column)).map(|(at, _)| at).collect()
    };
    let money = of(&[Kind::Money]);
    let columns = if money.is_empty() { of(&[Kind::Integer]) } else { money };
    let mut months: BTreeMap<Month, BTreeMap<u32, Sent>> = BTreeMap::new();
    for (record, origin) in records.origins.iter().enumerate() {
        let Some(submission) = records.submission(record) else { continue };
        let none = || Sent { first: record, records: 0, sums: vec![0; columns.len()], steps: vec![0; columns.len()] };
        let sent = months.entry(submission.month).or_default().entry(origin.submission).or_insert_with(none);
        sent.records += 1;
        for ((sum, step), at) in sent.sums.iter_mut().zip(&mut sent.steps).zip(&columns) {
            let value = records.columns.get(*at).and_then(|cells| cells.get(record)).map_or(0, i128::from);
            *sum += value;
            *step = match (*step, power(value)) {
                (step, 0) => step,
                (0, power) => power,
                (step, power) => step.min(power),
            };
        }
    }
    let mut list = Vec::new();
    for sent in months.into_values() {
        let sent: Vec<Sent> = sent.into_values().filter(|sent| sent.sums.iter().any(|sum| *sum != 0)).collect();
        for (at, own) in sent.iter().enumerate() {
            let others: Vec<&Sent> =
                sent.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other).collect();
            let Some((column, parts)) = summed(own, &others) else { continue };
            list.extend(columns.get(column).and_then(|at| told_of(ledger, records, (own, column, *at), &parts)));
        }
    }
    list
}

/// The files that one sums up, and the first column that says so.
fn summed<'a>(own: &Sent, others: &[&'a Sent]) -> Option<(usize, Vec<&'a Sent>)> {
    if others.is_empty() {
        return None;
    }
    if let Some(column) = agrees(own, others, DIGITS + u32::from(others.len() == 1)) {
        return Some((column, others.to_vec()));
    }
    if others.len() < 3 || others.len() >= MOST {
        return None;
    }
    let sets = 1_u32 << others.len();
    (1..sets - 1).filter(|set| set.count_ones() > 1).find_map(|set| {
        let chosen = others.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, other)| *other);
        let parts: Vec<&Sent> = chosen.collect();
        // Of many sets one agrees by chance more easily.
        let column = agrees(own, &parts, DIGITS + sets.ilog10() + 1)?;
        exact(own, &parts).then_some((column, parts))
    })
}

fn exact(own: &Sent, parts: &[&Sent]) -> bool {
    own.sums.iter().enumerate().all(|(at, sum)| *sum == 0 || *sum == together(parts, at))
}

fn together(parts: &[&Sent], column: usize) -> i128 {
    parts.iter().filter_map(|sent| sent.sums.get(column)).sum()
}

/// The first column in which one is the sum of the others, where all columns are that it has; of one other file it is a
/// summary if it has fewer records.
fn agrees(own: &Sent, parts: &[&Sent], digits: u32) -> Option<usize> {
    if let [only] = parts
        && only.records <= own.records
    {
        return None;
    }
    let mut first = None;
    let mut alike = 0;
    for (at, sum) in own.sums.iter().enumerate().filter(|(_, sum)| **sum != 0) {
        let apart = (*sum - together(parts, at)).abs();
        // One number is near another more easily than the sum of several.
        let rounded = own.steps.get(at).filter(|_| own.records > 1);
        let rounding = rounded.map_or(0, |step| step * own.records / 2);
        if apart > rounding || apart > 0 && rounding * SURE > sum.abs() {
            return None;
        }
        first = first.or(Some(at));
        alike += (sum.abs() / power(*sum).max(1)).ilog10() + 1;
    }
    first.filter(|_| alike >= digits)
}

/// The greatest power of ten that a number is a multiple of; of 0 it is 0.
fn power(number: i128) -> i128 {
    let mut power = i128::from(number != 0);
    while number != 0 && number % (power * 10) == 0 {
        power *= 10;
    }
    power
}

fn told_of(
    ledger: &Ledger,
    records: &Records,
    (own, sum, at): (&Sent, usize, usize),
    parts: &[&Sent],
) -> Option<Diagnostic> {
    let column = ledger.columns.get(at)?;
    let problem = Diagnostic::new(&SUMMARY_FILE, records.place(own.first, at)).name("column", column.title());
    let total = told(column, &Cells::default(), i64::try_from(*own.sums.get(sum)?).ok()?)?;
    let other = &records.submission(parts.first()?.first)?.file;
    Some(problem.amount("total", total).name("other", other).count("count", parts.len()))
}
