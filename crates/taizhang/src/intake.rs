//! The submitted workbooks of all months: found, read on all cores, put together by ledger.

use crate::child;
use crate::disk::{io_words, names};
use crate::outcome::Fatal;
use crate::problems::{CLAIMED_TWICE, LOCK_FILE, MISSING_DIRECTORY, NO_MONTH, UNCLAIMED, UNREADABLE};
use crate::project::Project;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use indicatif::{ProgressBar, ProgressStyle};
use model::ledger::{Grain, Ledger};
use model::records::Records;
use model::{Diagnostic, Month, Place};
use rayon::prelude::*;
use stats::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

/// All that was submitted.
pub(crate) struct Intake {
    /// The ledgers with their records.
    pub(crate) sources: Vec<Source>,
    /// What is wrong with the workbooks.
    pub(crate) findings: Vec<Diagnostic>,
    /// The workbooks that were read.
    pub(crate) workbooks: Vec<Workbook>,
}

/// A workbook that was read.
pub(crate) struct Workbook {
    /// The file within the project.
    pub(crate) file: String,
    /// The title of the ledger that it was read as.
    pub(crate) ledger: String,
    /// How many records it has.
    pub(crate) records: usize,
}

/// A workbook to be read.
struct Found {
    file: String,
    month: Month,
    ledger: usize,
}

/// Reads every workbook of every month up to the run's time.
pub(crate) fn read(project: &Project) -> Result<Intake, Fatal> {
    let mut findings = Vec::new();
    let found = find(project, &mut findings)?;
    let bar = progress(found.len());
    let read = found.par_iter().map(|found| {
        let reading = read_one(project, found);
        bar.inc(1);
        reading
    });
    // The order of the files decides the order of all that follows, not the order of threads.
    let readings: Vec<ingest::Reading> = read.collect();
    bar.finish_and_clear();
    let mut records: Vec<Records> = project.ledgers.iter().map(|ledger| Records::empty(ledger)).collect();
    let mut workbooks = Vec::new();
    for (found, reading) in found.into_iter().zip(readings) {
        let ledger = &project.ledgers[found.ledger];
        records[found.ledger].append(ledger, &reading.records);
        workbooks.push(Workbook { file: found.file, ledger: ledger.title.clone(), records: reading.records.len() });
        findings.extend(reading.diagnostics);
    }
    for (ledger, records) in project.ledgers.iter().zip(&records) {
        findings.extend(ingest::magnitudes(ledger, records));
    }
    if workbooks.is_empty() {
        return Err(Fatal::Message(format!(
            "data/ 里没有截至{}的工作簿可读，请先放入 data/{}/。",
            project.time.as_of.chinese(),
            project.time.month
        )));
    }
    let entities = entities(project, &records, &mut findings);
    let sources = project.ledgers.iter().zip(records).zip(entities).map(|((ledger, records), entities)| Source {
        ledger: Arc::clone(ledger),
        records: Arc::new(records),
        entities,
    });
    Ok(Intake { sources: sources.collect(), findings, workbooks })
}

/// The records of one workbook; what cannot be read has none.
fn read_one(project: &Project, found: &Found) -> ingest::Reading {
    let ledger = &project.ledgers[found.ledger];
    match fs::read(project.folder.join(&found.file)) {
        Ok(bytes) => {
            let grid = child::open(&bytes);
            // The cells are all that is needed, and a million of them need the room.
            drop(bytes);
            ingest::read_grid(&found.file, found.month, grid, ledger)
        }
        Err(error) => {
            let message = format!("无法读取：{}。{}", io_words(&error), UNREADABLE.remedy);
            let problem = Diagnostic::new(&UNREADABLE, Place::file(&found.file), message);
            ingest::Reading { records: Records::empty(ledger), diagnostics: vec![problem] }
        }
    }
}

/// The workbooks by month and name, each with its ledger.
fn find(project: &Project, findings: &mut Vec<Diagnostic>) -> Result<Vec<Found>, Fatal> {
    let globs = project.ledgers.iter().map(|ledger| globs(ledger)).collect::<Result<Vec<GlobSet>, Fatal>>()?;
    let data = project.folder.join("data");
    if !data.is_dir() {
        return Err(Fatal::Message(format!("项目里没有 data 文件夹：“{}”。", data.display())));
    }
    let mut found = Vec::new();
    for folder in names(&data)? {
        let path = data.join(&folder);
        if !path.is_dir() || folder == "definitions" {
            continue;
        }
        let Ok(month) = folder.parse::<Month>() else {
            let place = Place::file(format!("data/{folder}"));
            findings.push(Diagnostic::new(
                &NO_MONTH,
                place,
                format!("“{folder}”不是月份，没有读取；请{}", NO_MONTH.remedy),
            ));
            continue;
        };
        if month > project.time.month && month.first_day() > project.time.as_of {
            continue;
        }
        for name in names(&path)?.into_iter().filter(|name| path.join(name).is_file()) {
            let file = format!("data/{folder}/{name}");
            match claim(project, &globs, &name) {
                Ok(ledger) => found.push(Found { file, month, ledger }),
                Err((rule, message)) => findings.push(Diagnostic::new(rule, Place::file(file), message)),
            }
        }
    }
    Ok(found)
}

fn globs(ledger: &Ledger) -> Result<GlobSet, Fatal> {
    let wrong =
        |glob: &str| Fatal::Message(format!("data/definitions/{}.toml：files 里的“{glob}”写法不对。", ledger.id));
    let mut set = GlobSetBuilder::new();
    for glob in &ledger.files {
        set.add(GlobBuilder::new(glob).case_insensitive(true).build().map_err(|_| wrong(glob))?);
    }
    set.build().map_err(|_| wrong(&ledger.files.join("、")))
}

/// The one ledger that claims a file, or what is wrong.
fn claim(project: &Project, globs: &[GlobSet], name: &str) -> Result<usize, (&'static model::Rule, String)> {
    if name.starts_with("~$") || name.starts_with(".~") || name.starts_with('.') {
        return Err((&LOCK_FILE, format!("“{name}”是临时文件，没有读取。")));
    }
    let claims: Vec<usize> = (0..globs.len()).filter(|at| globs[*at].is_match(name)).collect();
    match claims.as_slice() {
        [ledger] => Ok(*ledger),
        [] => {
            let known: Vec<String> = project
                .ledgers
                .iter()
                .map(|ledger| format!("{}（{}）", ledger.title, ledger.files.join("、")))
                .collect();
            Err((&UNCLAIMED, format!("没有台账认领，没有读取；各台账认领的文件名：{}。", known.join("；"))))
        }
        several => {
            let titles: Vec<&str> = several.iter().map(|at| project.ledgers[*at].title.as_str()).collect();
            Err((&CLAIMED_TWICE, format!("{}都认领，没有读取；{}", titles.join("、"), CLAIMED_TWICE.remedy)))
        }
    }
}

/// For a ledger that names entities: their ledger, and for each record the one that stands for it.
type Entities = Option<(String, Vec<Option<u32>>)>;

/// Finds the entities that records name, among those of the snapshot that holds.
fn entities(project: &Project, records: &[Records], findings: &mut Vec<Diagnostic>) -> Vec<Entities> {
    let by_id: BTreeMap<&str, usize> =
        project.ledgers.iter().enumerate().map(|(at, ledger)| (ledger.id.as_str(), at)).collect();
    let mut missing = BTreeSet::new();
    let each = project.ledgers.iter().zip(records).map(|(ledger, own)| {
        let entities = ledger.columns.iter().find_map(|column| column.entity.as_deref())?;
        let at = *by_id.get(entities)?;
        let (entity_ledger, known) = (&project.ledgers[at], &records[at]);
        let (entity_of, problems) =
            ingest::resolve(ledger, own, entity_ledger, known, &holding(project, entity_ledger, known));
        if known.is_empty() {
            missing.insert(at);
        } else {
            findings.extend(problems);
        }
        Some((entities.to_owned(), entity_of))
    });
    let entities = each.collect();
    // Without a directory every name is unknown: that is said once and not of each.
    for at in missing {
        let title = &project.ledgers[at].title;
        let message = format!(
            "截至{}没有报送过{title}，各户按填写的名称和代码分别统计，没有名录里的行业、街道等。请把{title}放入 data/{}/ 或更早月份的文件夹。",
            project.time.as_of.chinese(),
            project.time.month
        );
        findings.push(Diagnostic::new(&MISSING_DIRECTORY, Place::file("data"), message));
    }
    entities
}

/// The records of the snapshot that holds. Figures of all months see the same entities (同口径).
fn holding(project: &Project, ledger: &Ledger, records: &Records) -> Vec<usize> {
    let all = 0..records.len();
    if ledger.grain != Grain::Snapshot {
        return all.collect();
    }
    let submitted: BTreeSet<Month> = records.submissions.iter().map(|sent| sent.month).collect();
    let month = stats::holding(&submitted, project.time);
    all.filter(|record| records.submission(*record).map(|sent| sent.month) == month).collect()
}

/// A bar on a terminal, nothing in a pipe.
fn progress(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(0));
    if let Ok(style) = ProgressStyle::with_template("读取工作簿 {bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    bar
}
