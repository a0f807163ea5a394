//! A file whose amounts are together those of all other files of its month: a summary that lies beside what it sums up.

use model::ledger::{Kind, Ledger};
use model::records::{Cells, Records, told};
use model::{Diagnostic, Month, Rule, Severity, Texts};
use std::collections::BTreeMap;

/// A file's amounts are the sums of those of all other files of its month.
pub static SUMMARY_FILE: Rule = Rule {
    code: "summary-file",
    severity: Severity::Warning,
    chinese: Texts {
        title: "像是其他文件的汇总",
        meaning: "同一台账同一个月有三份以上的文件，其中一份各列金额的合计正好是其他各份的合计，多半是把它们汇总而成的，一起放进了文件夹；照样计入，合计就大了一倍。",
        example: "甲街道.xlsx、乙街道.xlsx 之外还有一份两个街道加在一起的表。",
        remedy: "核对这份文件；确是汇总的，移出台账的文件夹，或者只报汇总。",
        words: &[
            "这份文件的“{column}”合计 {total}，正好是同月其他 {count} 份文件的合计，像是它们的汇总，两边都计入了。请核对；确是汇总的，请移出台账的文件夹。",
        ],
    },
    english: Texts {
        title: "May be a summary of other files",
        meaning: "There are three files or more of one ledger and month, and the amounts of one of them are in each column together those of all others. Most likely it sums them up and lies in the folder beside them; as it is counted too, totals are twice as large.",
        example: "Beside the workbooks of two streets there is one of both together.",
        remedy: "Check the file; if it is a summary, move it out of the ledger's folder, or send the summary alone.",
        words: &[
            "“{column}” of this file is {total} together, exactly as much as of the other {count} files of the month, so that it may be a summary of them; both are counted. Please check it and move a summary out of the ledger's folder.",
        ],
    },
};

/// So many digits are hardly alike by chance.
const DIGITS: usize = 4;

/// A submission's records.
#[derive(Default)]
struct Sent {
    first: Option<usize>,
    /// The sum of each column of amounts.
    sums: Vec<i128>,
}

/// Looks in every month for the one file that sums up the others.
pub fn summary_files(ledger: &Ledger, records: &Records) -> Vec<Diagnostic> {
    let amounts: Vec<usize> =
        ledger.columns.iter().enumerate().filter(|(_, column)| column.kind == Kind::Money).map(|(at, _)| at).collect();
    let mut months: BTreeMap<Month, BTreeMap<u32, Sent>> = BTreeMap::new();
    for (record, origin) in records.origins.iter().enumerate() {
        let Some(submission) = records.submission(record) else { continue };
        let sent = months.entry(submission.month).or_default().entry(origin.submission).or_default();
        sent.first.get_or_insert(record);
        sent.sums.resize(amounts.len(), 0);
        for (sum, at) in sent.sums.iter_mut().zip(&amounts) {
            *sum += records.columns.get(*at).and_then(|cells| cells.get(record)).map_or(0, i128::from);
        }
    }
    months.values().filter(|sent| sent.len() > 2).filter_map(|sent| summary(ledger, records, &amounts, sent)).collect()
}

fn summary(ledger: &Ledger, records: &Records, amounts: &[usize], month: &BTreeMap<u32, Sent>) -> Option<Diagnostic> {
    let all: Vec<i128> =
        (0..amounts.len()).map(|at| month.values().filter_map(|sent| sent.sums.get(at)).sum()).collect();
    if all.iter().map(|sum| digits(*sum / 2)).sum::<usize>() < DIGITS {
        return None;
    }
    let holds_half = |sent: &&Sent| sent.sums.iter().zip(&all).all(|(own, all)| 2 * own == *all);
    let sent = month.values().find(holds_half)?;
    let at = *amounts.get(all.iter().position(|sum| *sum != 0)?)?;
    let (column, sum) = (ledger.columns.get(at)?, sent.sums.get(amounts.iter().position(|amount| *amount == at)?)?);
    let problem = Diagnostic::new(&SUMMARY_FILE, records.place(sent.first?, at)).name("column", column.title());
    let total = told(column, &Cells::default(), i64::try_from(*sum).ok()?)?;
    Some(problem.amount("total", total).count("count", month.len() - 1))
}

/// The digits of a number without the zeros at its end.
fn digits(number: i128) -> usize {
    number.to_string().trim_start_matches('-').trim_end_matches('0').len()
}
