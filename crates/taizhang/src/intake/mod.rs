//! The submitted workbooks of all months: found, read on all cores, put together by ledger.

mod library;
mod on_disk;
mod received;
mod resent;
mod senders;
mod unsent;
mod zones;

use crate::album::named_in_cells;
use crate::cache::{Asked, Cache};
use crate::disk::io_words;
use crate::language::either;
use crate::outcome::Fatal;
use crate::problems::{self, missing_directory, unreadable_file};
use crate::project::Project;
use crate::terminal::bar;
use indicatif::ProgressBar;
use ingest::checks::other_month::{OTHER_MONTH, same_as};
pub(crate) use library::Library;
use library::{Content, ReadFile};
use model::ledger::{Grain, Ledger};
use model::records::Records;
use model::unsent::{Missing, Unsent};
use model::{Diagnostic, Month, Place, say};
use on_disk::OnDisk;
use rayon::prelude::*;
use received::{Found, find};
pub(crate) use received::{LOCK_SIZE, claims, files_can_be_claimed, is_set_aside, matches};
use resent::{Sent, resent};
use senders::Sending;
use stats::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;
use unsent::{Received, unsent};
pub(crate) use zones::gathered_from;

/// All that was submitted.
pub(crate) struct Intake {
    /// The ledgers with their records.
    pub(crate) sources: Vec<Source>,
    /// What is wrong with the workbooks.
    pub(crate) findings: Vec<Diagnostic>,
    /// The workbooks that were read.
    pub(crate) workbooks: Vec<Workbook>,
    /// What is missing in the run's month.
    pub(crate) unsent: Vec<Unsent>,
    /// What other projects did not send, of ledgers that gather their records, for months in which others did.
    pub(crate) gaps: Vec<(Month, Unsent)>,
    /// What was missing in the months before: states that hold on from earlier ones, and files of flows.
    pub(crate) earlier: Vec<(Month, Unsent)>,
    /// Ledgers that came only once within a year, and when, each with whose it is where it is another project's.
    pub(crate) once: Vec<Once>,
    /// By the titles of ledgers that name who has to send, who has sent in the run's month.
    pub(crate) sent_by: Vec<(String, Vec<String>)>,
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

/// Reads every workbook of every month up to the run's time. What a library holds is not read again;
/// where there is one, another tells how far the work is.
pub(crate) fn read(project: &Project, library: Option<&Library>) -> Result<Intake, Fatal> {
    read_as(project, library, false)
}

/// The same; for another project that gathers its records it may have none.
fn read_as(project: &Project, library: Option<&Library>, gathered_from: bool) -> Result<Intake, Fatal> {
    let mut findings = Vec::new();
    let gathered = zones::gather(project)?;
    let (found, never) = find(project, &mut findings)?;
    let never: Vec<usize> = never.into_iter().filter(|at| project.ledgers[*at].from.is_none()).collect();
    let shown = match library {
        Some(_) => ProgressBar::hidden(),
        None => bar(found.len(), either("读取工作簿", "Reading workbooks"), ""),
    };
    let read = found.par_iter().map(|found| {
        let reading = read_one(project, found, library);
        shown.inc(1);
        reading
    });
    // The order of the files decides the order of all that follows, not the order of threads.
    let readings: Vec<Arc<ReadFile>> = read.collect();
    shown.finish_and_clear();
    let out = left_out(project, &found, &readings, &mut findings);
    findings.extend(other_months(project, &found, &readings, &out));
    let (mut unsent, mut once, earlier) = missing(project, &found, &never);
    let mut records: Vec<Records> = project.ledgers.iter().map(|ledger| Records::empty(ledger)).collect();
    let mut workbooks = Vec::new();
    for (at, (found, read)) in found.into_iter().zip(readings).enumerate() {
        let reading = &read.reading;
        let ledger = &project.ledgers[found.ledger];
        if out.contains(&at) {
            workbooks.push(Workbook { file: found.file, ledger: ledger.title.clone(), records: 0 });
            continue;
        }
        records[found.ledger].append(ledger, &reading.records);
        workbooks.push(Workbook { file: found.file, ledger: ledger.title.clone(), records: reading.records.len() });
        findings.extend(reading.diagnostics.iter().cloned());
    }
    // A photo that a cell names is no workbook that nobody reads.
    let photos = named_in_cells(&records, findings.iter().map(|finding| finding.place.file.as_str()));
    findings.retain(|finding| !(finding.rule.code == "unclaimed-file" && photos.contains(&finding.place.file)));
    // What is gathered was looked at in its own project.
    let own = project.ledgers.iter().zip(&records).filter(|(ledger, _)| ledger.from.is_none());
    for (ledger, records) in own {
        findings.extend(ingest::magnitudes(ledger, records));
        findings.extend(ingest::summary_files(ledger, records));
        findings.extend(ingest::row_ratios(ledger, records));
        findings.extend(ingest::running_lists(ledger, records));
    }
    let zones::Gathered {
        ledgers,
        originals,
        workbooks: theirs,
        findings: told,
        unsent: unsent_there,
        gaps,
        once: once_there,
    } = gathered;
    workbooks.extend(theirs);
    findings.extend(told);
    unsent.extend(unsent_there);
    once.extend(once_there);
    findings.extend(gaps.iter().map(|(month, unsent)| problems::not_sent::problem(*month, unsent.words())));
    let mut named = BTreeMap::new();
    for (at, (gathered, entities)) in ledgers {
        records[at] = gathered;
        named.extend(entities.map(|entities| (at, entities)));
    }
    if workbooks.is_empty() && !gathered_from {
        let (day, month) = (project.time.as_of, project.time.month);
        return Err(say!(
            "data/ 里没有截至{day}的工作簿可读，请先放入 data/{month}/。",
            "there is no workbook up to {day} in data/; please put some into data/{month}/ first.",
            day
        )
        .into());
    }
    let entities = entities(project, &records, named, &originals, &mut findings);
    let month = project.time.month;
    let sending = sending(project, &records, &entities);
    unsent.extend(sending.iter().flat_map(|sending| senders::unsent(sending, month)));
    let sent_by = sending.iter().map(|sending| (sending.ledger.title.clone(), senders::sent(sending, month))).collect();
    findings.extend(unsent.iter().map(|unsent| problems::not_sent::problem(month, unsent.words())));
    let sources = project.ledgers.iter().zip(records).zip(entities).map(|((ledger, records), entities)| Source {
        ledger: Arc::clone(ledger),
        records: Arc::new(records),
        entities,
    });
    Ok(Intake { sources: sources.collect(), findings, workbooks, unsent, gaps, earlier, once, sent_by })
}

/// The records of one workbook; what cannot be read has none.
fn read_one(project: &Project, found: &Found, library: Option<&Library>) -> Arc<ReadFile> {
    let ledger = &project.ledgers[found.ledger];
    read_of(project, found, library).unwrap_or_else(|error| {
        let problem = unreadable_file::problem(Place::file(&found.file), io_words(&error));
        let reading = ingest::Reading { records: Records::empty(ledger), diagnostics: vec![problem] };
        Arc::new(ReadFile { reading, content: Content::default() })
    })
}

fn read_of(project: &Project, found: &Found, library: Option<&Library>) -> io::Result<Arc<ReadFile>> {
    let ledger = &project.ledgers[found.ledger];
    let mut workbook = OnDisk::open(&project.folder.join(&found.file))?;
    let content = workbook.content()?;
    let known = library.and_then(|library| library.known(found, ledger, &content));
    if let Some(known) = known {
        return Ok(known);
    }
    let asked = Asked { file: &found.file, month: found.month, ledger, content: content.bytes() };
    let (reading, passing) = kept_or_read(project.cache.as_ref(), asked, workbook)?;
    let read = Arc::new(ReadFile { reading, content });
    if let Some(library) = library.filter(|_| !passing) {
        library.keep(found, ledger, &read);
    }
    Ok(read)
}

/// What was kept of a workbook, else what is in it; and whether it may be otherwise the next time.
fn kept_or_read(cache: Option<&Cache>, asked: Asked<'_>, workbook: OnDisk) -> io::Result<(ingest::Reading, bool)> {
    if let Some(reading) = cache.and_then(|cache| cache.get(asked)) {
        return Ok((reading, false));
    }
    let (grid, passing) = workbook.grid()?;
    let reading = ingest::read_grid(asked.file, asked.month, grid, asked.ledger);
    if let Some(cache) = cache.filter(|_| !passing) {
        cache.put(asked, &reading);
    }
    Ok((reading, passing))
}

/// The positions of the workbooks that do not count, since another of their ledger and month does.
fn left_out(
    project: &Project,
    found: &[Found],
    read: &[Arc<ReadFile>],
    findings: &mut Vec<Diagnostic>,
) -> BTreeSet<usize> {
    let mut groups: BTreeMap<(Month, usize), Vec<usize>> = BTreeMap::new();
    for (at, one) in found.iter().enumerate().filter(|(at, _)| !read[*at].reading.records.is_empty()) {
        groups.entry((one.month, one.ledger)).or_default().push(at);
    }
    let mut left_out = BTreeSet::new();
    for ((_, ledger), group) in groups {
        let ledger = project.ledgers[ledger].as_ref();
        let sent = |at: &usize| Sent { file: &found[*at].file, ledger, records: &read[*at].reading.records };
        let (out, problems) = resent(&group.iter().map(sent).collect::<Vec<_>>());
        left_out.extend(out.into_iter().map(|at| group[at]));
        findings.extend(problems);
    }
    left_out
}

/// Workbooks that are the same as one of an earlier month.
fn other_months(project: &Project, found: &[Found], read: &[Arc<ReadFile>], out: &BTreeSet<usize>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut first: BTreeMap<(usize, Content), usize> = BTreeMap::new();
    for (at, one) in found.iter().enumerate().filter(|(at, _)| !out.contains(at)) {
        let flow = project.ledgers[one.ledger].grain == Grain::Month;
        // A state may stay as it is; that the newest file is that of before is asked about.
        let asked = (flow || one.month == project.time.month) && !read[at].reading.records.is_empty();
        let known = first.get(&(one.ledger, read[at].content)).copied();
        let earlier = asked.then_some(known).flatten();
        first.entry((one.ledger, read[at].content)).or_insert(at);
        let earlier = earlier.map(|earlier| &found[earlier]).filter(|earlier| earlier.month != one.month);
        // Where its name or its title says another month, that is said already.
        let said = read[at].reading.diagnostics.iter().any(|problem| problem.rule.code == OTHER_MONTH.code);
        problems.extend(earlier.filter(|_| !said).map(|earlier| same_as(&one.file, one.month, &earlier.file)));
    }
    problems
}

/// A ledger that came only once within a year.
#[derive(Clone, Debug)]
pub(crate) struct Once {
    /// Its title.
    pub(crate) ledger: String,
    /// The office that it is of, where it is another project's.
    pub(crate) whose: String,
    /// The month that it came for.
    pub(crate) last: Month,
}

/// In so many months before what was missing is looked for.
const EARLIER: i32 = 12;

/// What was not submitted for the run's month, what came only once before, and what was missing in the months before
/// that numbers of several months need; `never` are the ledgers that no month has.
fn missing(project: &Project, found: &[Found], never: &[usize]) -> (Vec<Unsent>, Vec<Once>, Vec<(Month, Unsent)>) {
    let received = found.iter().map(|found| Received {
        ledger: &project.ledgers[found.ledger].title,
        list: project.ledgers[found.ledger].entity.is_some(),
        file: &found.file,
        month: found.month,
    });
    let received: Vec<Received<'_>> = received.collect();
    let mut unsent = unsent(&received, project.time.month);
    let month = project.time.month;
    // A state may be one of the whole year, such as a budget: it is in doubt once the year is over.
    let flows =
        |title: &str| project.ledgers.iter().any(|ledger| ledger.title == title && ledger.grain == Grain::Month);
    let once = unsent::once(&received, month).into_iter();
    let once = once
        .filter(|(ledger, last)| flows(ledger) || last.year() < month.year())
        .map(|(ledger, last)| Once { ledger, whose: String::new(), last })
        .collect();
    // Where the senders are known, they are named and not their files.
    let listed = |title: &str| project.ledgers.iter().any(|ledger| ledger.title == title && ledger.senders.is_some());
    unsent.retain(|unsent| !matches!(unsent.missing, Missing::File(_)) || !listed(&unsent.ledger));
    // A month of flows that was not sent has no number, and a file that is not there lacks in all sums.
    let counts = |unsent: &Unsent| match unsent.missing {
        Missing::Whole => !flows(&unsent.ledger),
        Missing::File(_) => !listed(&unsent.ledger),
        Missing::Sender(_) => false,
    };
    // By now it is known what came again.
    let usual = |unsent: &Unsent, of: Month| {
        let own = received.iter().filter(|one| one.ledger == unsent.ledger && one.month >= month.plus(-EARLIER));
        let months: BTreeSet<Month> = own.map(|one| one.month).collect();
        let all = months.first().map_or(0, |first| month.index() - first.index() + 1);
        months.last().is_some_and(|last| *last > of) && i64::try_from(months.len()).unwrap_or(0) * 2 > all
    };
    let before = (1..=EARLIER).map(|months| month.plus(-months)).flat_map(|month| {
        let of_month = unsent::unsent(&received, month).into_iter().filter(counts);
        let of_month = of_month.filter(|unsent| usual(unsent, month));
        of_month.map(move |unsent| (month, unsent)).collect::<Vec<_>>()
    });
    let earlier = before.collect();
    unsent.extend(never.iter().map(|at| Unsent::never(&project.ledgers[*at].title)));
    (unsent, once, earlier)
}

/// The ledgers that name who has to send, with what was sent.
fn sending<'a>(project: &'a Project, records: &'a [Records], entities: &'a [Entities]) -> Vec<Sending<'a>> {
    let mut all = Vec::new();
    for ((ledger, records_of), of) in project.ledgers.iter().zip(records).zip(entities) {
        let (Some(senders), Some((named, of))) = (&ledger.senders, of) else { continue };
        let at = project.ledgers.iter().position(|other| other.id == *senders).filter(|_| senders == named);
        let Some(at) = at else { continue };
        let (list, known) = (&project.ledgers[at], &records[at]);
        let holding = holding(project, list, known);
        all.push(Sending { ledger, records: records_of, of, senders: (list, known), holding });
    }
    all
}

/// For a ledger that names entities: their ledger, and for each record the one that stands for it.
type Entities = Option<(String, Vec<Option<u32>>)>;

/// Finds the entities that records name, among those of the snapshot that holds; `gathered` are known already.
fn entities(
    project: &Project,
    records: &[Records],
    mut gathered: BTreeMap<usize, (String, Vec<Option<u32>>)>,
    originals: &BTreeMap<usize, Vec<u32>>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Entities> {
    let by_id: BTreeMap<&str, usize> =
        project.ledgers.iter().enumerate().map(|(at, ledger)| (ledger.id.as_str(), at)).collect();
    let mut missing = BTreeSet::new();
    let each = project.ledgers.iter().zip(records).enumerate().map(|(position, (ledger, own))| {
        // Names of a gathered ledger were resolved in each project.
        if let Some(known) = gathered.remove(&position) {
            return Some(known);
        }
        let entities = ledger.columns.iter().find_map(|column| column.entity.as_deref())?;
        let at = *by_id.get(entities)?;
        let (entity_ledger, known) = (&project.ledgers[at], &records[at]);
        let (entity_of, problems) =
            ingest::resolve(ledger, own, entity_ledger, known, &holding(project, entity_ledger, known));
        // What holds on in a month is the record that was sent before.
        let original = |entity: u32| {
            let of = originals.get(&at).and_then(|of| of.get(usize::try_from(entity).ok()?));
            of.copied().unwrap_or(entity)
        };
        let entity_of = entity_of.into_iter().map(|entity| entity.map(original)).collect();
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
        findings.push(missing_directory::problem(&project.ledgers[at].title, project.time));
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
