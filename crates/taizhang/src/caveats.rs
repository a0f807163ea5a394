//! What a report has to own up to: ledgers that were not sent, or whose submissions have errors.

use crate::intake::{Once, Workbook};
use crate::months::folder_month;
use crate::project::Project;
use ingest::checks::missing_column::MISSING_COLUMN;
use model::caveat::{Caveat, Reason, sentences};
use model::ledger::Ledger;
use model::unsent::Unsent;
use model::{Diagnostic, Month, Said, Severity};
use stats::Sources;
use std::collections::{BTreeMap, BTreeSet};

/// What was submitted and what is wrong with it.
pub(crate) struct Submitted<'a> {
    pub(crate) project: &'a Project,
    pub(crate) workbooks: &'a [Workbook],
    pub(crate) unsent: &'a [Unsent],
    /// What other projects did not send for months in which others did.
    pub(crate) gaps: &'a [(Month, Unsent)],
    /// What came only once within a year.
    pub(crate) once: &'a [Once],
    pub(crate) findings: &'a [Diagnostic],
    pub(crate) sources: &'a Sources,
}

/// The caveats of a run, those of what was not sent first.
pub(crate) fn of(submitted: &Submitted<'_>) -> Vec<Caveat> {
    let ledgers = &submitted.project.ledgers;
    let caveat = |ledger: &Ledger, month: Month, reason: Reason| Caveat {
        ledger: [ledger.id.clone(), ledger.title.clone()],
        month,
        reason,
    };
    let titled = |title: &str| ledgers.iter().position(|ledger| ledger.title == title);
    let month = submitted.project.time.month;
    let now = submitted.unsent.iter().map(|unsent| (month, unsent));
    let gaps = submitted.gaps.iter().map(|(month, unsent)| (*month, unsent));
    let unsent = now.chain(gaps).filter_map(|(month, unsent)| {
        let ledger = ledgers.get(titled(&unsent.ledger)?)?;
        Some(caveat(ledger, month, Reason::Unsent(unsent.caveat(month))))
    });
    let once = submitted.once.iter().filter_map(|Once { ledger: title, whose, last }| {
        let whose = if whose.is_empty() { String::new() } else { format!("（{whose}）") };
        let words = format!("{title}{whose}近一年只报送过一次，数据截至{}。", last.chinese());
        Some(caveat(ledgers.get(titled(title)?)?, month, Reason::Unsent(words)))
    });
    // How many errors each ledger, month and column has.
    let mut errors: BTreeMap<(usize, Month, Option<usize>), usize> = BTreeMap::new();
    for problem in submitted.findings.iter().filter(|problem| problem.severity == Severity::Error) {
        let workbook = submitted.workbooks.iter().find(|workbook| workbook.file == problem.place.file);
        let at = workbook.and_then(|workbook| titled(&workbook.ledger));
        let Some(at) = at else { continue };
        // What holds on in later months, since an office did not send again, is wrong in them too.
        let records = submitted.sources.records(&ledgers[at].id);
        let sent = records.into_iter().flat_map(|records| &records.submissions);
        let of_file = sent.filter(|sent| sent.file == problem.place.file).map(|sent| sent.month);
        let months: BTreeSet<Month> = of_file.chain(folder_month(&problem.place.file)).collect();
        // A column that is not there has no cell: any number of the ledger may need it.
        let lacks = problem.rule.code == MISSING_COLUMN.code;
        let column = submitted.sources.column_of(&ledgers[at].id, &problem.place).filter(|_| !lacks);
        for month in months {
            *errors.entry((at, month, column)).or_default() += 1 + problem.more;
        }
    }
    let errors = errors.into_iter().map(|((at, month, column), count)| {
        let column = column.and_then(|column| ledgers[at].columns.get(column));
        let column = column.map(|column| [column.id.clone(), column.title().to_owned()]);
        caveat(&ledgers[at], month, Reason::Errors(count, column))
    });
    unsent.chain(once).chain(errors).collect()
}

/// Why numbers may not be whole, for the terminal and the page. Documents have the Chinese sentences.
pub(crate) fn said(caveats: &[&Caveat]) -> Said {
    let (mut english, mut errors) = (Vec::new(), BTreeMap::<_, (usize, BTreeSet<Month>)>::new());
    for caveat in caveats {
        let (ledger, month) = (&caveat.ledger[1], caveat.month);
        match &caveat.reason {
            Reason::Unsent(_) => english.push(format!("{ledger} was not sent in full for {month}.")),
            Reason::Errors(count, column) => {
                let (all, months) = errors.entry((ledger, column.as_ref().map(|[_, title]| title))).or_default();
                *all += count;
                months.insert(month);
            }
        }
    }
    english.extend(errors.into_iter().map(|((ledger, column), (count, months))| {
        let months = months.iter().map(Month::to_string).collect::<Vec<_>>().join(", ");
        match column {
            Some(column) => format!(
                "{count} error(s) in “{column}” of {ledger} ({months}) were not corrected and count as empty, so that numbers may not be whole."
            ),
            None => format!(
                "{count} error(s) in {ledger} ({months}) were not corrected, so that numbers may not be whole."
            ),
        }
    }));
    Said::new(sentences(caveats.iter().copied()).concat(), english.join(" "))
}
