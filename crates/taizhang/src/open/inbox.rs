//! Workbooks that were dropped onto the page: looked at, recognised, checked, and only when the clerk
//! says so written into `data/`, never over another file.

use super::held::held;
use crate::child;
use crate::disk::names;
use crate::init::{directive, schemas_missing};
use crate::intake::{claims, matches};
use crate::looking::{Looked, WORKBOOKS, look};
use crate::outcome::Fatal;
use crate::output::write_new;
use crate::project::known_ledgers;
use ingest::{Reading, one_ledger};
use model::ledger::Ledger;
use model::{Diagnostic, Language, Month, Said, Severity, define, say};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A file of more bytes is no workbook of an office.
pub(crate) const MOST_BYTES: usize = 256 << 20;
/// Most systems store no longer name than this in Chinese characters of three bytes.
const LONGEST: usize = 80;
/// A workbook whose name no ledger claims is tried with so many whose labels it has.
const TRIED: usize = 3;

/// What is said of a workbook that waits no more.
static DEALT_WITH: Said = Said::fixed(
    "这个文件已经处理过了（可能在另一个窗口里）。",
    "This file was dealt with already (perhaps in another window).",
);

/// The workbooks that wait for the clerk.
pub(crate) struct Inbox {
    folder: tempfile::TempDir,
    next: AtomicUsize,
    waiting: Mutex<BTreeMap<usize, Arc<Dropped>>>,
}

/// A workbook that waits.
pub(crate) struct Dropped {
    pub(crate) id: usize,
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// What is in it, or why nothing can be read.
    pub(crate) looked: Result<Looked, Said>,
    /// What it was recognised as; again whenever a ledger is defined.
    proposal: Mutex<Option<Arc<Proposal>>>,
}

/// What a workbook is taken for.
pub(crate) struct Proposal {
    pub(crate) ledger: Option<Ledger>,
    pub(crate) month: Month,
    /// Whether the workbook says the month itself.
    pub(crate) says_month: bool,
    /// The name under which it would lie in the folder of the month.
    pub(crate) name: String,
    /// What reading it gives.
    pub(crate) reading: Option<Reading>,
    /// A file of the project that has the same bytes.
    pub(crate) same: Option<String>,
}

impl Proposal {
    /// How many problems of a severity were found.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        let problems = self.reading.iter().flat_map(|reading| &reading.diagnostics);
        problems.filter(|problem| problem.severity == severity).count()
    }

    pub(crate) fn records(&self) -> usize {
        self.reading.as_ref().map_or(0, |reading| reading.records.len())
    }

    /// Whether nothing is left for the clerk to decide: it is of a ledger and of a month that it says
    /// itself, and was read without an error.
    pub(crate) fn is_clear(&self) -> bool {
        let known = self.ledger.is_some() && self.says_month && self.same.is_none();
        known && self.records() > 0 && self.count(Severity::Error) == 0
    }

    /// Whether a file of that name is there already.
    pub(crate) fn is_taken(&self, project: &Path) -> bool {
        project.join(format!("data/{}/{}", self.month, self.name)).exists()
    }
}

impl Inbox {
    pub(crate) fn new() -> Result<Inbox, Fatal> {
        let folder = tempfile::tempdir().map_err(|error| {
            Fatal::Message(say!("无法新建临时文件夹：{error}。", "no temporary folder can be made: {error}."))
        })?;
        Ok(Inbox { folder, next: AtomicUsize::new(1), waiting: Mutex::default() })
    }

    /// Takes a file in; its number.
    ///
    /// # Errors
    /// A name that is none, a disk that takes no file: one sentence.
    pub(crate) fn receive(&self, name: &str, bytes: &[u8]) -> Result<usize, Said> {
        let name = plain_name(name).ok_or_else(|| {
            say!(
                "“{name}”的文件名太长，或有不能用的字符，没有接收。",
                "The name of “{name}” is too long or has characters that cannot be used; it was not taken."
            )
        })?;
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
        if !WORKBOOKS.contains(&extension.as_str()) {
            let kinds = Said::list(WORKBOOKS.into_iter().map(Said::same));
            return Err(say!(
                "“{name}”不是工作簿（{kinds}），没有接收。",
                "“{name}” is no workbook ({kinds}); it was not taken.",
                kinds
            ));
        }
        let id = self.next.fetch_add(1, Ordering::SeqCst);
        let path = self.folder.path().join(id.to_string()).join(&name);
        match write_new(&path, bytes) {
            Ok(_) => {}
            Err(Fatal::Message(message)) => return Err(message),
            Err(Fatal::Definitions(_)) => return Err(Said::fixed("没有接收。", "It was not taken.")),
        }
        let looked = match look(&path) {
            Ok(looked) => looked.map_err(|reason| named(&reason, &path, &name)),
            Err(Fatal::Message(message)) => Err(message),
            Err(Fatal::Definitions(_)) => Err(Said::fixed("无法读取。", "It cannot be read.")),
        };
        let dropped = Dropped { id, name, path, looked, proposal: Mutex::default() };
        held(&self.waiting).insert(id, Arc::new(dropped));
        Ok(id)
    }

    pub(crate) fn all(&self) -> Vec<Arc<Dropped>> {
        held(&self.waiting).values().cloned().collect()
    }

    /// A workbook that still waits; another window may have dealt with it.
    pub(crate) fn get(&self, id: usize) -> Result<Arc<Dropped>, Said> {
        held(&self.waiting).get(&id).cloned().ok_or_else(|| DEALT_WITH.clone())
    }

    /// The workbooks that wait and are of one ledger with another, the newest last, that one among them.
    pub(crate) fn like(&self, dropped: &Dropped) -> Vec<Arc<Dropped>> {
        let Ok(own) = &dropped.looked else { return Vec::new() };
        let is_like = |other: &Arc<Dropped>| {
            let of = |looked: &Looked| other.id == dropped.id || one_ledger(&own.description, &looked.description);
            other.looked.as_ref().is_ok_and(of)
        };
        let mut all: Vec<Arc<Dropped>> = self.all().into_iter().filter(is_like).collect();
        all.sort_by_key(|one| (one.looked.as_ref().ok().and_then(|looked| looked.month), one.name.clone()));
        all
    }

    /// Takes a workbook out; another window may have dealt with it.
    pub(crate) fn take(&self, id: usize) -> Result<Arc<Dropped>, Said> {
        held(&self.waiting).remove(&id).ok_or_else(|| DEALT_WITH.clone())
    }

    /// Puts back what was taken out.
    pub(crate) fn give_back(&self, dropped: Arc<Dropped>) {
        held(&self.waiting).insert(dropped.id, dropped);
    }

    /// Deletes all copies: the program ends.
    pub(crate) fn clear(&self) {
        held(&self.waiting).clear();
        let _ = std::fs::remove_dir_all(self.folder.path());
    }

    /// Recognises all anew: a ledger was defined.
    pub(crate) fn forget(&self) {
        held(&self.waiting).values().for_each(|dropped| *held(&dropped.proposal) = None);
    }
}

/// The last part of a name that may be one of a file on any system.
pub(crate) fn plain_name(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next()?.trim();
    let odd = |c: char| c.is_control() || "<>:\"|?*".contains(c);
    let fits =
        !name.is_empty() && !name.starts_with(['.', '~']) && name.chars().count() <= LONGEST && !name.contains(odd);
    fits.then(|| name.to_owned())
}

/// A reason with the name of the file in place of that of its copy.
fn named(reason: &Said, copy: &Path, name: &str) -> Said {
    let copy = copy.display().to_string();
    let [chinese, english] = Language::ALL.map(|language| reason.text(language).replace(&copy, name));
    Said::new(chinese, english)
}

impl Dropped {
    /// Deletes the copy; what is left of it goes with the temporary folder.
    pub(crate) fn delete(&self) {
        let _ = std::fs::remove_file(&self.path);
    }

    /// What the workbook is taken for, in a month where it says none itself.
    pub(crate) fn proposal(&self, project: &Path, month: Month) -> Arc<Proposal> {
        let mut known = held(&self.proposal);
        if let Some(known) = known.as_ref().filter(|known| known.says_month || known.month == month) {
            return Arc::clone(known);
        }
        let made = Arc::new(self.propose(project, month));
        *known = Some(Arc::clone(&made));
        made
    }

    fn propose(&self, project: &Path, month: Month) -> Proposal {
        let said = self.looked.as_ref().ok().and_then(|looked| looked.month);
        let month_of = said.unwrap_or(month);
        let (ledgers, _) = known_ledgers(project);
        let found = self.recognise(&ledgers, month_of);
        let name = found.as_ref().map_or(self.name.clone(), |(ledger, _)| fitting(ledger, &self.name));
        let (ledger, reading) = found.map_or((None, None), |(ledger, reading)| (Some(ledger.clone()), Some(reading)));
        Proposal { ledger, month: month_of, says_month: said.is_some(), name, reading, same: self.same_as(project) }
    }

    /// A file of the project's months with the same bytes, whatever it is called.
    fn same_as(&self, project: &Path) -> Option<String> {
        let length = self.path.metadata().ok()?.len();
        let own = std::fs::read(&self.path).ok()?;
        for month in names(&project.join("data")).ok()?.iter().filter(|name| name.parse::<Month>().is_ok()) {
            for name in names(&project.join("data").join(month)).ok()? {
                let path = project.join("data").join(month).join(&name);
                let alike = path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() == length);
                if alike && std::fs::read(&path).is_ok_and(|bytes| bytes == own) {
                    return Some(format!("data/{month}/{name}"));
                }
            }
        }
        None
    }

    /// The ledger that the file is of: the one that claims its name, else the one that reads it best.
    fn recognise<'a>(&self, ledgers: &'a [Ledger], month: Month) -> Option<(&'a Ledger, Reading)> {
        let claiming = claims(ledgers, &self.name);
        let candidates: Vec<&Ledger> = match claiming.as_slice() {
            [] => self.with_such_labels(ledgers),
            claiming => claiming.iter().filter_map(|at| ledgers.get(*at)).collect(),
        };
        let mut best: Option<(&Ledger, Reading)> = None;
        for ledger in candidates {
            let reading = self.read(ledger, month);
            let errors = errors(&reading);
            let reads = !reading.records.is_empty() && (!claiming.is_empty() || errors * 2 <= reading.records.len());
            let better = best.as_ref().is_none_or(|(_, other)| {
                (reading.records.len() * 2).saturating_sub(errors)
                    > (other.records.len() * 2).saturating_sub(self::errors(other))
            });
            if reads && better {
                best = Some((ledger, reading));
            }
        }
        // What claims the file by its name is meant, even if nothing can be read.
        if let (None, [only]) = (&best, claiming.as_slice()) {
            let ledger = ledgers.get(*only)?;
            return Some((ledger, self.read(ledger, month)));
        }
        best
    }

    /// The ledgers most of whose labels stand in the workbook, the likeliest first.
    fn with_such_labels<'a>(&self, ledgers: &'a [Ledger]) -> Vec<&'a Ledger> {
        let Ok(looked) = &self.looked else { return Vec::new() };
        let tables = looked.description.sheets.iter().flat_map(|sheet| &sheet.tables);
        let labels: BTreeSet<String> = tables
            .flat_map(|table| &table.fields)
            .filter_map(|field| field.path.last())
            .map(|label| bare(label))
            .collect();
        let share = |ledger: &Ledger| {
            let stated = ledger.columns.iter().filter(|column| !column.labels.is_empty());
            let (found, all) = stated.fold((0, 0), |(found, all), column| {
                let last = |label: &String| bare(label.rsplit('/').next().unwrap_or(label));
                let stands = column.labels.iter().any(|label| labels.contains(&last(label)));
                (found + usize::from(stands), all + 1)
            });
            (found * 100).checked_div(all).unwrap_or(0)
        };
        let mut likely: Vec<(usize, &Ledger)> =
            ledgers.iter().map(|ledger| (share(ledger), ledger)).filter(|(share, _)| *share >= 50).collect();
        likely.sort_by_key(|(share, _)| std::cmp::Reverse(*share));
        likely.into_iter().take(TRIED).map(|(_, ledger)| ledger).collect()
    }

    /// What a ledger reads of the workbook.
    pub(crate) fn read(&self, ledger: &Ledger, month: Month) -> Reading {
        let grid = match std::fs::read(&self.path) {
            Ok(bytes) => child::open(&bytes),
            Err(error) => Err(ingest::Refusal::NoReader(crate::disk::io_words(&error))),
        };
        ingest::read_grid(&format!("data/{month}/{}", self.name), month, grid, ledger)
    }

    /// Writes the workbook to its place.
    ///
    /// # Errors
    /// A name that the ledger does not claim, one that is taken: a sentence that says what to do.
    pub(crate) fn place(&self, project: &Path, ledger: &str, month: Month, name: &str) -> Result<String, Said> {
        let name = plain_name(name).ok_or_else(|| {
            say!("“{name}”不能作文件名，请改。", "“{name}” cannot be the name of a file; please change it.")
        })?;
        let (ledgers, _) = known_ledgers(project);
        let Some(chosen) = ledgers.iter().find(|known| known.id == ledger) else {
            return Err(Said::fixed("请先选定是哪个台账。", "Please choose the ledger first."));
        };
        let claiming = claims(&ledgers, &name);
        match claiming.as_slice() {
            [at] if ledgers.get(*at).is_some_and(|claiming| claiming.id == ledger) => {}
            [] => {
                let (title, example) = (&chosen.title, fitting(chosen, &name));
                let patterns = Said::list(chosen.files.iter().map(|pattern| Said::same(pattern.as_str())));
                return Err(say!(
                    "“{title}”的文件名要符合 {patterns}，请把名称改成“{example}”这样。",
                    "The files of “{title}” must be called like {patterns}; please change the name to one like “{example}”.",
                    patterns
                ));
            }
            _ => {
                return Err(say!(
                    "按名称，“{name}”属于别的台账，请改文件名。",
                    "By its name “{name}” is of another ledger; please change the name."
                ));
            }
        }
        let extension = |name: &str| name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
        if extension(&name) != extension(&self.name) {
            let own = &self.name;
            return Err(say!(
                "文件的扩展名要与原来的“{own}”相同。",
                "The extension must be that of the original, “{own}”."
            ));
        }
        let file = format!("data/{month}/{name}");
        let bytes = std::fs::read(&self.path).map_err(|error| {
            let reason = crate::disk::io_words(&error);
            say!("无法读取：{reason}。", "It cannot be read: {reason}.", reason)
        })?;
        match write_new(&project.join(&file), &bytes) {
            Ok(true) => Ok(file),
            Ok(false) => Err(say!(
                "{file} 已经有了，没有改动。更正件请换一个名称，如加上“更正”。",
                "{file} is there already and was not changed. Please give a correction another name, for example with “更正” in it."
            )),
            Err(Fatal::Message(message)) => Err(message),
            Err(Fatal::Definitions(_)) => Err(Said::fixed("没有写入。", "It was not written.")),
        }
    }

    /// What a definition that is being written reads of the workbook.
    ///
    /// # Errors
    /// What is wrong with the definition, each at its line.
    pub(crate) fn try_definition(
        &self,
        project: &Path,
        (id, text): (&str, &str),
        month: Month,
    ) -> Result<(Ledger, Reading), Vec<Diagnostic>> {
        let ledger = parsed(project, id, text)?;
        let reading = self.read(&ledger, month);
        Ok((ledger, reading))
    }
}

/// A label without blanks and without its unit in brackets.
fn bare(label: &str) -> String {
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    label.split(['（', '(']).next().unwrap_or_default().to_owned()
}

fn errors(reading: &Reading) -> usize {
    reading.diagnostics.iter().filter(|problem| problem.severity == Severity::Error).count()
}

/// The place of a ledger's definition.
fn definition_file(id: &str) -> String {
    format!("data/definitions/{id}.toml")
}

/// A ledger's definition as it would be read among the others.
fn parsed(project: &Path, id: &str, text: &str) -> Result<Ledger, Vec<Diagnostic>> {
    let file = definition_file(id);
    let ledger = define::ledger(text, &file).map_err(|problem| vec![problem])?;
    let (mut all, _) = known_ledgers(project);
    all.push(ledger.clone());
    let problems = ingest::definition(&ledger, &all, &file, text);
    if problems.is_empty() { Ok(ledger) } else { Err(problems) }
}

/// Writes the definition of a new ledger.
///
/// # Errors
/// An id that is none or is taken, a definition that cannot be used.
pub(crate) fn define_new(project: &Path, id: &str, text: &str) -> Result<(), Vec<Diagnostic>> {
    let wrong = |message: Said| vec![define::problem(model::Place::file(definition_file(id)), message)];
    let fits = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c))
        && id != "checks";
    if !fits {
        return Err(wrong(say!(
            "代号“{id}”不能用：只用小写英文字母、数字和下划线，以字母开头，如 tax。",
            "the name “{id}” cannot be used: write small letters, digits and underscores, a letter first, such as tax."
        )));
    }
    parsed(project, id, text)?;
    let file = definition_file(id);
    let text = if text.starts_with("#:schema") {
        text.to_owned()
    } else {
        directive(&file, crate::cli::Definition::Ledger) + text
    };
    let failed = |fatal: Fatal| match fatal {
        Fatal::Message(message) => wrong(message),
        Fatal::Definitions(problems) => problems,
    };
    for (path, bytes) in schemas_missing(project).map_err(failed)? {
        write_new(&project.join(path), &bytes).map_err(failed)?;
    }
    match write_new(&project.join(&file), text.as_bytes()).map_err(failed)? {
        true => Ok(()),
        false => Err(wrong(say!(
            "代号“{id}”已经有了，没有改动；请换一个。",
            "the name “{id}” is taken; nothing was changed. Please choose another."
        ))),
    }
}

/// A name that the ledger claims, as near to the file's own as there is.
fn fitting(ledger: &Ledger, name: &str) -> String {
    if matches(ledger, name) {
        return name.to_owned();
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "xlsx"));
    let filled = |pattern: &String| {
        let pattern = pattern.rsplit_once('.').map_or(pattern.as_str(), |(stem, _)| stem);
        let once = pattern.replacen('*', stem, 1).replace(['*', '?'], "");
        [format!("{once}.{extension}"), format!("{}{stem}.{extension}", pattern.replace(['*', '?'], ""))]
    };
    ledger.files.iter().flat_map(filled).find(|name| matches(ledger, name)).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Inbox, fitting, plain_name};
    use model::{Language, define};

    #[test]
    fn names_lose_their_folders_and_odd_ones_are_refused() {
        assert_eq!(plain_name("报送/2020-12/税收.xlsx").as_deref(), Some("税收.xlsx"));
        assert_eq!(plain_name("..\\..\\税收.xlsx").as_deref(), Some("税收.xlsx"));
        for name in ["", "a/", ".hidden.xlsx", "~$税收.xlsx", "a\0.xlsx", "a|b.xlsx", ".."] {
            assert_eq!(plain_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_is_made_to_fit_its_ledger() {
        let text = "title = \"税收\"\nfiles = [\"*税收台账*.xlsx\"]\ngrain = \"month\"\n[columns.a]\nlabels = [\"甲\"]\ntype = \"text\"\n";
        let ledger = define::ledger(text, "data/definitions/tax.toml").expect("a ledger");
        assert_eq!(fitting(&ledger, "12月税收台账.xlsx"), "12月税收台账.xlsx");
        assert_eq!(fitting(&ledger, "十二月.xlsx"), "十二月税收台账.xlsx");
    }

    #[test]
    fn what_is_no_workbook_waits_with_its_reason() {
        let inbox = Inbox::new().expect("a folder");
        let id = inbox.receive("通知.xlsx", b"<html>").expect("a file");
        let dropped = inbox.get(id).expect("a file");
        let reason = dropped.looked.as_ref().err().expect("a reason");
        for language in Language::ALL {
            let told = reason.text(language);
            assert!(told.contains("通知.xlsx") && !told.contains("tmp"), "{told}");
        }
        assert!(inbox.take(id).is_ok() && inbox.take(id).is_err() && inbox.get(id).is_err());
        inbox.give_back(dropped);
        assert!(inbox.get(id).is_ok());
    }
}
