//! What a report has to own up to: ledgers that were not sent, or whose submissions have errors.

use crate::intake::{Once, Workbook};
use crate::language::complain;
use crate::months::folder_month;
use crate::problems::shared_key::SHARED_KEY;
use crate::project::Project;
use ingest::checks::duplicate_label::DUPLICATE_LABEL;
use ingest::checks::duplicate_month::DUPLICATE_MONTH;
use ingest::checks::magnitude::MAGNITUDE;
use ingest::checks::missing_column::MISSING_COLUMN;
use ingest::checks::mixed_basis::MIXED_BASIS;
use ingest::checks::nested_rows::NESTED_ROWS;
use ingest::checks::odd_format::ODD_FORMAT;
use ingest::checks::odd_unit::ODD_UNIT;
use ingest::checks::other_month::OTHER_MONTH;
use ingest::checks::running_list::RUNNING_LIST;
use ingest::checks::shifted_row::SHIFTED_ROW;
use ingest::checks::since_january::SINCE_JANUARY;
use ingest::checks::stale_formula::STALE_FORMULA;
use ingest::checks::struck_out::STRUCK_OUT;
use ingest::checks::summary_file::SUMMARY_FILE;
use ingest::checks::total_mismatch::TOTAL_MISMATCH;
use ingest::checks::unheaded_rows::UNHEADED_ROWS;
use ingest::checks::void_sheet::VOID_SHEET;
use model::caveat::{Caveat, Reason, sentences};
use model::diagnostic::Argument;
use model::figure::{Figure, Outcome};
use model::ledger::{Column, Grain, Ledger};
use model::unsent::Unsent;
use model::{Diagnostic, Month, Rule, Said, Severity, say};
use stats::{SHARE_ABOVE_WHOLE, Sources, UNFILLED_CELL, UNFILLED_COLUMN};
use std::collections::{BTreeMap, BTreeSet};

/// What was submitted and what is wrong with it.
pub(crate) struct Submitted<'a> {
    pub(crate) project: &'a Project,
    pub(crate) workbooks: &'a [Workbook],
    pub(crate) unsent: &'a [Unsent],
    /// What other projects did not send for months in which others did.
    pub(crate) gaps: &'a [(Month, Unsent)],
    /// What was missing in the months before.
    pub(crate) earlier: &'a [(Month, Unsent)],
    /// What came only once within a year.
    pub(crate) once: &'a [Once],
    pub(crate) findings: &'a [Diagnostic],
    pub(crate) sources: &'a Sources,
}

/// Warnings by which records are missing, count twice, are those of another month, or numbers are many times too large.
/// Others say that something is odd, and a report that repeats each of them would be believed in none.
const DOUBTS: [&Rule; 21] = [
    &MIXED_BASIS,
    &DUPLICATE_LABEL,
    &UNHEADED_ROWS,
    &OTHER_MONTH,
    &SINCE_JANUARY,
    &UNFILLED_CELL,
    &UNFILLED_COLUMN,
    &NESTED_ROWS,
    &SHIFTED_ROW,
    &STRUCK_OUT,
    &STALE_FORMULA,
    &VOID_SHEET,
    &SHARED_KEY,
    &SUMMARY_FILE,
    &RUNNING_LIST,
    &DUPLICATE_MONTH,
    &MAGNITUDE,
    &ODD_UNIT,
    &ODD_FORMAT,
    &SHARE_ABOVE_WHOLE,
    &TOTAL_MISMATCH,
];

/// Whether a warning is one of them. A state may stay as it is from one month to the next.
fn doubtful(problem: &Diagnostic, ledger: &Ledger, column: Option<&Column>) -> bool {
    let unchanged = problem.arguments.iter().any(|(name, _)| *name == "earlier") && ledger.grain == Grain::Snapshot;
    // A share above the whole is odd; what lacks its % is another number.
    let share = problem.rule.code == SHARE_ABOVE_WHOLE.code
        && !problem.arguments.iter().any(|(name, _)| ["rate", "low", "small"].contains(name));
    let chosen = problem.rule.code == DUPLICATE_LABEL.code && chosen_by_definition(problem, column);
    let doubt = DOUBTS.iter().any(|rule| rule.code == problem.rule.code);
    let known = share || chosen || (problem.rule.code == OTHER_MONTH.code && unchanged);
    doubt && !known
}

/// So many rows, of a problem that says so; of others the places that it stands for.
fn amount(problem: &Diagnostic) -> usize {
    let rows = problem.arguments.iter().find_map(|(name, argument)| match argument {
        Argument::Count(rows) if *name == "rows" && problem.rule.code == UNHEADED_ROWS.code => Some(*rows),
        Argument::Count(rows)
            if *name == "count" && [SHARED_KEY.code, RUNNING_LIST.code].contains(&problem.rule.code) =>
        {
            Some(*rows)
        }
        Argument::Count(others)
            if *name == "others" && [STRUCK_OUT.code, STALE_FORMULA.code].contains(&problem.rule.code) =>
        {
            Some(1 + *others)
        }
        _ => None,
    });
    rows.unwrap_or(1 + problem.more)
}

/// By which records may count twice.
const TWICE: [&Rule; 6] = [&VOID_SHEET, &SHARED_KEY, &SUMMARY_FILE, &RUNNING_LIST, &MIXED_BASIS, &DUPLICATE_MONTH];

/// What is wrong by the code of a warning; by none what errors say.
fn reason(code: &str, count: usize, column: Option<[String; 2]>) -> Reason {
    match (code, column) {
        (code, Some(column)) if code == UNFILLED_CELL.code => Reason::Empty(count, column),
        (code, Some(column)) if code == UNFILLED_COLUMN.code => Reason::EmptyColumn(column),
        (code, Some(column)) if code == DUPLICATE_LABEL.code => Reason::Chosen(column),
        (code, Some(column)) if code == TOTAL_MISMATCH.code => Reason::Total(count, column),
        (code, Some(column)) if code == SHARE_ABOVE_WHOLE.code => Reason::Scale(count, column),
        (code, _) if code == UNHEADED_ROWS.code => Reason::Unread(count),
        (code, _) if code == OTHER_MONTH.code => Reason::OtherMonth,
        (code, _) if code == SINCE_JANUARY.code => Reason::SinceJanuary,
        (code, _) if code == NESTED_ROWS.code => Reason::Nested(count),
        (code, _) if code == STRUCK_OUT.code => Reason::Struck(count),
        (code, _) if code == STALE_FORMULA.code => Reason::Uncalculated(count),
        (code, _) if TWICE.iter().any(|rule| rule.code == code) => Reason::Twice(count),
        (code, _) if [MAGNITUDE.code, ODD_UNIT.code, ODD_FORMAT.code].contains(&code) => Reason::Unit,
        (_, column) => Reason::Errors(count, column),
    }
}

/// Whether what is said of a warning is said of a column.
fn of_column(code: &str) -> bool {
    reason(code, 1, Some(Default::default())).column().is_some()
}

/// Whether it is no question which of two columns of a sheet is meant: the definition names the better label, or both
/// hold words, as a code and a tax number do.
fn chosen_by_definition(problem: &Diagnostic, column: Option<&Column>) -> bool {
    let leaf = |wanted: &str| {
        problem.arguments.iter().find_map(|(name, argument)| match argument {
            Argument::Name(label) if *name == wanted => Some(label.rsplit('/').next().unwrap_or(label).to_owned()),
            _ => None,
        })
    };
    leaf("label") != leaf("kept") || column.is_none_or(|column| column.kind.is_words())
}

/// The column of a ledger that a problem is about, by the cell that was read as it, or as it is named where the column
/// of a whole sheet is empty.
fn column_of(sources: &Sources, ledger: &Ledger, problem: &Diagnostic) -> Option<usize> {
    let mut place = problem.place.clone();
    if problem.rule.code == DUPLICATE_LABEL.code {
        place.cell = problem.arguments.iter().find_map(|(name, argument)| match argument {
            Argument::Cell(cell) if *name == "at" => Some(*cell),
            _ => None,
        });
    }
    sources.column_of(&ledger.id, &place).or_else(|| empty_column(ledger, problem))
}

/// The column of a ledger that a problem of a whole sheet says to be empty.
fn empty_column(ledger: &Ledger, problem: &Diagnostic) -> Option<usize> {
    if problem.rule.code != UNFILLED_COLUMN.code {
        return None;
    }
    let named = problem.arguments.iter().find_map(|(name, argument)| match argument {
        Argument::Name(title) if ["column", "empty"].contains(name) => Some(title),
        _ => None,
    })?;
    ledger.columns.iter().position(|column| column.title() == named)
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
    let earlier = submitted.earlier.iter().rev().map(|(month, unsent)| (*month, unsent));
    let unsent = now.chain(gaps).chain(earlier).filter_map(|(month, unsent)| {
        let ledger = ledgers.get(titled(&unsent.ledger)?)?;
        Some(caveat(ledger, month, Reason::Unsent(unsent.caveat(month))))
    });
    let once = submitted.once.iter().filter_map(|Once { ledger: title, whose, last }| {
        let words = match whose.as_str() {
            "" => say!(
                "{title}近一年只报送过一次，数据截至{last}。",
                "{title} was sent only once within a year; its data are those of {last}.",
                last
            ),
            whose => say!(
                "{title}（{whose}）近一年只报送过一次，数据截至{last}。",
                "{title} ({whose}) was sent only once within a year; its data are those of {last}.",
                last
            ),
        };
        Some(caveat(ledgers.get(titled(title)?)?, month, Reason::Unsent(words)))
    });
    // How many errors and doubts each ledger, month and column has.
    let mut counted: BTreeMap<(&str, usize, Month, Option<usize>), usize> = BTreeMap::new();
    for problem in submitted.findings {
        let workbook = submitted.workbooks.iter().find(|workbook| workbook.file == problem.place.file);
        let at = workbook.and_then(|workbook| titled(&workbook.ledger));
        let Some(at) = at else { continue };
        let error = problem.severity == Severity::Error;
        let column = column_of(submitted.sources, &ledgers[at], problem);
        if !error && !doubtful(problem, &ledgers[at], column.and_then(|column| ledgers[at].columns.get(column))) {
            continue;
        }
        // What holds on in later months, since an office did not send again, is wrong in them too.
        let records = submitted.sources.records(&ledgers[at].id);
        let sent = records.into_iter().flat_map(|records| &records.submissions);
        let of_file = sent.filter(|sent| sent.file == problem.place.file).map(|sent| sent.month);
        let months: BTreeSet<Month> = of_file.chain(folder_month(&problem.place.file)).collect();
        // A column that is not there has no cell, and a title stands over all: any number of the ledger may be meant.
        let code = if error { "" } else { problem.rule.code };
        let whole = [MISSING_COLUMN.code, SHIFTED_ROW.code].contains(&problem.rule.code) || !of_column(code);
        let column = column.filter(|_| !whole);
        for month in months {
            *counted.entry((code, at, month, column)).or_default() += amount(problem);
        }
    }
    let counted = counted.into_iter().map(|((code, at, month, column), count)| {
        let column = column.and_then(|column| ledgers[at].columns.get(column));
        let column = column.map(|column| [column.id.clone(), column.title().to_owned()]);
        caveat(&ledgers[at], month, reason(code, count, column))
    });
    let against = ledgers.iter().filter(|ledger| ledger.grain == Grain::Snapshot).filter_map(|ledger| {
        let sent: BTreeSet<Month> = submitted.sources.catalogue().submitted(&ledger.id).collect();
        let last = sent.range(..=month).next_back()?;
        let before = sent.range(..*last).next_back().filter(|before| **before < last.plus(-1))?;
        Some(caveat(ledger, *last, Reason::Against(*before)))
    });
    unsent.chain(once).chain(against).chain(counted).collect()
}

/// Why numbers may not be whole, for the terminal and the page. Documents have the Chinese sentences.
pub(crate) fn said(caveats: &[&Caveat]) -> Said {
    Said::joined(sentences(caveats.iter().copied()), "", " ")
}

/// Says beside numbers which of them may not be whole, and why.
pub(crate) fn complain_of(caveats: &[Caveat], figures: &[Figure]) {
    const NAMED: usize = 3;
    // What concerns the same numbers is said of them together.
    let mut all: BTreeMap<BTreeSet<&str>, Vec<&Caveat>> = BTreeMap::new();
    for caveat in caveats {
        let valued = |figure: &Figure| !matches!(figure.value, Outcome::Missing(_));
        let concerned = figures.iter().filter(|figure| caveat.concerns_printed(&figure.expr, valued(figure)));
        all.entry(concerned.map(|figure| figure.title.as_str()).collect()).or_default().push(caveat);
    }
    for (titles, caveats) in all.into_iter().filter(|(titles, _)| !titles.is_empty()) {
        let (why, count) = (said(&caveats), titles.len());
        let named = Said::list(titles.into_iter().take(NAMED).map(Said::same));
        if count <= NAMED {
            complain!("{named}：{why}", "{named}: {why}", named, why);
        } else {
            complain!("{named}等 {count} 项：{why}", "{named} and others, {count} in all: {why}", named, why);
        }
    }
}
