//! A sheet that had records in the submission before has none in the last one.

use crate::sources::Loaded;
use model::{Diagnostic, Month, Place, Rule, Severity, Texts};
use std::collections::BTreeMap;

/// A sheet that had records in the submission before has none in the last one.
pub(crate) static LOST_SHEET: Rule = Rule {
    code: "lost-sheet",
    severity: Severity::Warning,
    chinese: Texts {
        title: "上次有记录的工作表这次没有",
        meaning: "上一次报送里这张工作表有记录，最近一次报送没有这张表，或者表里没有记录，而别的工作表还在。",
        example: "11月“党政办”一张有 13 条记录，12月这张表是空的。",
        remedy: "核对是否漏填、删掉了工作表或改了表头；确实没有的，可以不管。",
        words: &[
            "上次报送（{month}）的工作表“{sheet}”有 {rows} 条记录，这次没有。请核对是否漏填、删掉了工作表或改了表头。",
        ],
    },
    english: Texts {
        title: "A sheet that had records last time has none now",
        meaning: "This sheet had records in the submission before. The latest one does not have the sheet, or the sheet has no records, while other sheets are still there.",
        example: "In November the sheet “党政办” had 13 records; in December it is empty.",
        remedy: "Check whether it was left empty, whether the sheet was deleted or its header changed; where there really is nothing, no action is needed.",
        words: &[
            "In the submission before ({month}) the sheet “{sheet}” had records ({rows}); now it has none. Please check whether it was left empty, whether the sheet was deleted or its header changed.",
        ],
    },
};

/// Tells the sheets of the month before that the last month lacks, where others go on.
pub(super) fn check(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut months = loaded.submitted.iter().rev().copied();
    let (Some(last), Some(before)) = (months.next(), months.next()) else { return Vec::new() };
    let (now, earlier) = (sheets(loaded, last), sheets(loaded, before));
    // One that is called otherwise now is not lost.
    if now.len() >= earlier.len() || !earlier.keys().any(|sheet| now.contains_key(sheet)) {
        return Vec::new();
    }
    let Some(sent) = loaded.records.submissions.iter().find(|sent| sent.month == last) else { return Vec::new() };
    let lost = earlier.into_iter().filter(|(sheet, _)| !now.contains_key(sheet));
    let told = lost.map(|(_, (sheet, rows))| {
        let problem = Diagnostic::new(&LOST_SHEET, Place::file(&sent.file)).name("sheet", sheet).count("rows", rows);
        problem.with("month", model::Argument::Month(before))
    });
    told.collect()
}

/// The sheets of a month with records by their names without digits, with their names and counts.
fn sheets(loaded: &Loaded, month: Month) -> BTreeMap<String, (String, usize)> {
    let mut sheets: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (record, origin) in loaded.records.origins.iter().enumerate() {
        let sent = loaded.records.submission(record).filter(|sent| sent.month == month);
        let table = sent.and_then(|sent| sent.tables.get(usize::try_from(origin.table).ok()?));
        let Some(table) = table else { continue };
        let name: String = table.sheet.chars().filter(|letter| !letter.is_ascii_digit()).collect();
        sheets.entry(name).or_insert_with(|| (table.sheet.clone(), 0)).1 += 1;
    }
    sheets
}
