//! Readings as bytes, so that a workbook that has not changed need not be read again.

use crate::RULES;
use crate::read::Reading;
use model::diagnostic::{Argument, Diagnostic, Rule, Severity};
use model::records::{Cells, Origin, Records, SheetTable, Submission};
use model::{Exact, Month, Place, Said, Unit};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::Write;

/// A reading, borrowed where it is written.
#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    columns: Cow<'a, [Cells]>,
    origins: Vec<[u32; 4]>,
    submissions: Vec<KeptSubmission>,
    problems: Vec<KeptProblem>,
}

#[derive(Serialize, Deserialize)]
struct KeptSubmission {
    file: String,
    month: i64,
    tables: Vec<KeptTable>,
}

#[derive(Serialize, Deserialize)]
struct KeptTable {
    sheet: String,
    columns: Vec<Option<u32>>,
    units: Vec<Option<KeptUnit>>,
    none: Vec<(u32, u32)>,
}

#[derive(Serialize, Deserialize)]
enum KeptUnit {
    None,
    Money(String),
    Scaled(String, i128, i128),
    Percent,
    Points,
    Of(String),
}

#[derive(Serialize, Deserialize)]
struct KeptPlace {
    file: String,
    sheet: Option<String>,
    cell: Option<(u32, u32)>,
    line: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct KeptProblem {
    code: String,
    severity: u8,
    place: KeptPlace,
    arguments: Vec<(String, KeptArgument)>,
    more: usize,
}

#[derive(Serialize, Deserialize)]
enum KeptArgument {
    Words(String),
    Name(String),
    Names(Vec<String>),
    Amount(String),
    Count(usize),
    Month(i64),
    Cell((u32, u32)),
    Places(Vec<KeptPlace>),
    Phrase(Said),
    Text(Said),
}

/// Writes a reading; false, and nothing written, where [`from_kept`] could not give all of it back.
///
/// # Errors
/// Those of the writer.
pub fn keep(reading: &Reading, to: impl Write) -> std::io::Result<bool> {
    let problems = reading.diagnostics.iter().map(|problem| {
        let kept = KeptProblem::from(problem);
        (problem_of(&kept)? == *problem).then_some(kept)
    });
    let Some(problems) = problems.collect::<Option<Vec<KeptProblem>>>() else { return Ok(false) };
    let records = &reading.records;
    let origins = records.origins.iter().map(|origin| [origin.submission, origin.table, origin.row, origin.across]);
    let submissions = records.submissions.iter().map(KeptSubmission::from).collect();
    let kept = Kept { columns: Cow::Borrowed(&records.columns), origins: origins.collect(), submissions, problems };
    postcard::to_io(&kept, to).map(|_| true).map_err(std::io::Error::other)
}

/// What [`keep`] wrote; nothing where the bytes are no such.
pub fn from_kept(bytes: &[u8]) -> Option<Reading> {
    let kept: Kept<'_> = postcard::from_bytes(bytes).ok()?;
    let origin = |[submission, table, row, across]: [u32; 4]| Origin { submission, table, row, across };
    let submissions = kept.submissions.into_iter().map(submission_of).collect::<Option<Vec<_>>>()?;
    let records = Records {
        columns: kept.columns.into_owned(),
        origins: kept.origins.into_iter().map(origin).collect(),
        submissions,
    };
    let diagnostics = kept.problems.iter().map(problem_of).collect::<Option<Vec<_>>>()?;
    Some(Reading { records, diagnostics })
}

impl From<&Submission> for KeptSubmission {
    fn from(sent: &Submission) -> KeptSubmission {
        let table = |table: &SheetTable| KeptTable {
            sheet: table.sheet.clone(),
            columns: table.columns.clone(),
            units: table.units.iter().map(|unit| unit.as_ref().map(KeptUnit::from)).collect(),
            none: table.none.clone(),
        };
        let tables = sent.tables.iter().map(table).collect();
        KeptSubmission { file: sent.file.clone(), month: sent.month.index(), tables }
    }
}

fn submission_of(kept: KeptSubmission) -> Option<Submission> {
    let table = |table: KeptTable| {
        let units = table.units.into_iter().map(|unit| unit.map_or(Some(None), |unit| unit_of(unit).map(Some)));
        Some(SheetTable {
            sheet: table.sheet,
            columns: table.columns,
            units: units.collect::<Option<_>>()?,
            none: table.none,
        })
    };
    let tables = kept.tables.into_iter().map(table).collect::<Option<_>>()?;
    Some(Submission { file: kept.file, month: Month::from_index(kept.month)?, tables })
}

impl From<&Unit> for KeptUnit {
    fn from(unit: &Unit) -> KeptUnit {
        match unit {
            Unit::None => KeptUnit::None,
            Unit::Money(name, _) => KeptUnit::Money((*name).to_owned()),
            Unit::Scaled(name, worth) => KeptUnit::Scaled(name.clone(), worth.numerator(), worth.denominator()),
            Unit::Percent => KeptUnit::Percent,
            Unit::Points => KeptUnit::Points,
            Unit::Of(name) => KeptUnit::Of(name.clone()),
        }
    }
}

fn unit_of(kept: KeptUnit) -> Option<Unit> {
    Some(match kept {
        KeptUnit::None => Unit::None,
        KeptUnit::Money(name) => Unit::money(&name)?,
        KeptUnit::Scaled(name, numerator, denominator) => Unit::Scaled(name, Exact::new(numerator, denominator)?),
        KeptUnit::Percent => Unit::Percent,
        KeptUnit::Points => Unit::Points,
        KeptUnit::Of(name) => Unit::Of(name),
    })
}

impl From<&Place> for KeptPlace {
    fn from(place: &Place) -> KeptPlace {
        let Place { file, sheet, cell, line } = place.clone();
        KeptPlace { file, sheet, cell, line }
    }
}

fn place_of(kept: &KeptPlace) -> Place {
    Place { file: kept.file.clone(), sheet: kept.sheet.clone(), cell: kept.cell, line: kept.line }
}

impl From<&Diagnostic> for KeptProblem {
    fn from(problem: &Diagnostic) -> KeptProblem {
        let arguments = problem.arguments.iter().map(|(name, argument)| ((*name).to_owned(), argument.into()));
        KeptProblem {
            code: problem.rule.code.to_owned(),
            severity: match problem.severity {
                Severity::Info => 0,
                Severity::Warning => 1,
                Severity::Error => 2,
            },
            place: (&problem.place).into(),
            arguments: arguments.collect(),
            more: problem.more,
        }
    }
}

/// A problem again: its rule is found by the code, the names of its arguments in the rule's sentences.
fn problem_of(kept: &KeptProblem) -> Option<Diagnostic> {
    let rule = RULES.iter().copied().find(|rule| rule.code == kept.code)?;
    let severity = [Severity::Info, Severity::Warning, Severity::Error].get(usize::from(kept.severity)).copied()?;
    let argument = |(name, argument): &(String, KeptArgument)| Some((name_in(rule, name)?, argument_of(argument)?));
    let arguments = kept.arguments.iter().map(argument).collect::<Option<Vec<_>>>()?;
    Some(Diagnostic { rule, severity, place: place_of(&kept.place), arguments, more: kept.more })
}

/// The name of an argument as one of the rule's sentences has it.
fn name_in(rule: &'static Rule, name: &str) -> Option<&'static str> {
    let names = rule.chinese.words.iter().flat_map(|words| words.split('{').skip(1));
    names.filter_map(|piece| piece.split_once('}')).map(|(known, _)| known).find(|known| *known == name)
}

impl From<&Argument> for KeptArgument {
    fn from(argument: &Argument) -> KeptArgument {
        match argument {
            Argument::Words(text) => KeptArgument::Words(text.clone()),
            Argument::Name(text) => KeptArgument::Name(text.clone()),
            Argument::Names(names) => KeptArgument::Names(names.clone()),
            Argument::Amount(text) => KeptArgument::Amount(text.clone()),
            Argument::Count(count) => KeptArgument::Count(*count),
            Argument::Month(month) => KeptArgument::Month(month.index()),
            Argument::Cell(cell) => KeptArgument::Cell(*cell),
            Argument::Places(places) => KeptArgument::Places(places.iter().map(KeptPlace::from).collect()),
            Argument::Phrase(words) => KeptArgument::Phrase(words.clone()),
            Argument::Text(text) => KeptArgument::Text(text.clone()),
        }
    }
}

fn argument_of(kept: &KeptArgument) -> Option<Argument> {
    Some(match kept {
        KeptArgument::Words(text) => Argument::Words(text.clone()),
        KeptArgument::Name(text) => Argument::Name(text.clone()),
        KeptArgument::Names(names) => Argument::Names(names.clone()),
        KeptArgument::Amount(text) => Argument::Amount(text.clone()),
        KeptArgument::Count(count) => Argument::Count(*count),
        KeptArgument::Month(month) => Argument::Month(Month::from_index(*month)?),
        KeptArgument::Cell(cell) => Argument::Cell(*cell),
        KeptArgument::Places(places) => Argument::Places(places.iter().map(place_of).collect()),
        KeptArgument::Phrase(words) => Argument::Phrase(words.clone()),
        KeptArgument::Text(text) => Argument::Text(text.clone()),
    })
}
