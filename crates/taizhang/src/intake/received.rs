//! The files under `data/`: each is read, or named as unread.

use crate::disk::names;
use crate::outcome::Fatal;
use crate::problems::{claimed_twice, lock_file, no_month_folder, unclaimed_file, unread_folder};
use crate::project::Project;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use model::ledger::Ledger;
use model::{Diagnostic, Month, Place, Said, say};
use std::collections::BTreeSet;
use std::path::Path;

/// Words in the name of a folder that holds what does not count.
const SET_ASIDE: [&str; 9] = ["作废", "旧版", "旧件", "旧文件", "备份", "退回", "原件", "不报", "停用"];

/// A workbook to be read.
pub(crate) struct Found {
    pub(crate) file: String,
    pub(crate) month: Month,
    pub(crate) ledger: usize,
}

/// The workbooks up to the run's time by month and name, each with its ledger; and the ledgers of
/// which there is no workbook in any month.
pub(crate) fn find(project: &Project, findings: &mut Vec<Diagnostic>) -> Result<(Vec<Found>, Vec<usize>), Fatal> {
    let globs = all_globs(project)?;
    let data = project.folder.join("data");
    if !data.is_dir() {
        let data = data.display();
        return Err(say!("项目里没有 data 文件夹：“{data}”。", "the project has no folder data: “{data}”.").into());
    }
    let (mut found, mut later_ledgers) = (Vec::new(), Vec::new());
    for folder in names(&data)? {
        let path = data.join(&folder);
        if folder == "definitions" {
            continue;
        }
        if !path.is_dir() {
            if globs.iter().any(|globs| globs.is_match(&folder)) {
                findings.push(no_month_folder::loose(&folder, project.time.month));
            }
            continue;
        }
        let Ok(month) = folder.parse::<Month>() else {
            findings.push(no_month_folder::problem(&folder));
            continue;
        };
        let later = month > project.time.month && month.first_day() > project.time.as_of;
        let (mut files, mut unread) = (Vec::new(), Vec::new());
        within(&path, &format!("data/{folder}"), &mut files, &mut unread)?;
        findings.extend(unread.into_iter().filter(|_| !later));
        for file in files {
            match claim(project, &globs, &file) {
                Ok(ledger) if later => later_ledgers.push(ledger),
                Err(_) if later => {}
                Ok(ledger) => found.push(Found { file, month, ledger }),
                Err(problem) => findings.push(problem),
            }
        }
    }
    let begun = |at: &usize| later_ledgers.contains(at) || found.iter().any(|found: &Found| found.ledger == *at);
    let never = (0..project.ledgers.len()).filter(|at| !begun(at)).collect();
    Ok((found, never))
}

/// Whether the name of a folder says that what it holds does not count.
pub(crate) fn is_set_aside(name: &str) -> bool {
    name.starts_with('.') || name == "旧" || SET_ASIDE.iter().any(|word| name.contains(word))
}

/// The files of a month: those of its folder, then those of each folder within (补报/), except
/// folders that say that they hold what does not count.
fn within(path: &Path, folder: &str, files: &mut Vec<String>, findings: &mut Vec<Diagnostic>) -> Result<(), Fatal> {
    let (folders, plain): (Vec<String>, Vec<String>) =
        names(path)?.into_iter().partition(|name| path.join(name).is_dir());
    files.extend(plain.into_iter().map(|name| format!("{folder}/{name}")));
    for name in folders {
        let inner = format!("{folder}/{name}");
        if is_set_aside(&name) {
            findings.push(unread_folder::problem(Place::file(inner), &name));
        } else {
            within(&path.join(&name), &inner, files, findings)?;
        }
    }
    Ok(())
}

/// Whether the patterns of all ledgers are patterns at all.
pub(crate) fn files_can_be_claimed(project: &Project) -> Result<(), Fatal> {
    all_globs(project).map(drop)
}

fn all_globs(project: &Project) -> Result<Vec<GlobSet>, Fatal> {
    project.ledgers.iter().map(|ledger| globs(ledger)).collect()
}

fn globs(ledger: &Ledger) -> Result<GlobSet, Fatal> {
    let id = &ledger.id;
    let wrong = |glob: Said| {
        Fatal::Message(say!(
            "data/definitions/{id}.toml：files 里的“{glob}”写法不对。",
            "data/definitions/{id}.toml: “{glob}” in files is no valid pattern.",
            glob
        ))
    };
    let mut set = GlobSetBuilder::new();
    for glob in &ledger.files {
        set.add(GlobBuilder::new(glob).case_insensitive(true).build().map_err(|_| wrong(Said::same(glob)))?);
    }
    set.build().map_err(|_| wrong(Said::list(ledger.files.iter().map(Said::same))))
}

/// The positions of the ledgers that claim a file by its name.
pub(crate) fn claims(ledgers: &[Ledger], name: &str) -> Vec<usize> {
    (0..ledgers.len()).filter(|at| ledgers.get(*at).is_some_and(|ledger| matches(ledger, name))).collect()
}

/// Whether a ledger claims a file by its name.
pub(crate) fn matches(ledger: &Ledger, name: &str) -> bool {
    globs(ledger).is_ok_and(|globs| globs.is_match(name))
}

/// A lock file holds no more than the name of who has the workbook open.
pub(crate) const LOCK_SIZE: u64 = 2_048;

fn size(project: &Project, file: &str) -> u64 {
    project.folder.join(file).metadata().map_or(0, |metadata| metadata.len())
}

/// The one ledger that claims a file, or what is wrong.
fn claim(project: &Project, globs: &[GlobSet], file: &str) -> Result<usize, Diagnostic> {
    let place = Place::file(file);
    let name = file.rsplit('/').next().unwrap_or(file);
    let bare = name.trim_start_matches('.');
    let lock = name.starts_with("~$") || name.starts_with(".~");
    if name.starts_with('.') && !lock && globs.iter().any(|globs| globs.is_match(bare)) {
        return Err(unclaimed_file::hidden(place, name));
    }
    let named = name.trim_start_matches(['.', '~', '$']);
    if lock && globs.iter().any(|globs| globs.is_match(named)) && size(project, file) > LOCK_SIZE {
        return Err(unclaimed_file::hidden(place, name));
    }
    if lock || name.starts_with('.') {
        return Err(lock_file::problem(place, name));
    }
    let claims: Vec<usize> = (0..globs.len()).filter(|at| globs[*at].is_match(name)).collect();
    match claims.as_slice() {
        [ledger] => Ok(*ledger),
        [] => {
            // How many letters of its title and its patterns the name has.
            let near = |ledger: &Ledger| {
                let letters = ledger.files.iter().chain([&ledger.title]).flat_map(|text| text.chars());
                let letters: BTreeSet<char> = letters.filter(|letter| letter.is_alphanumeric()).collect();
                // These stand in the names of most ledgers.
                let telling = |letter: &char| !letter.is_ascii() && !"台账统计报表情况清单登记年月".contains(*letter);
                letters.into_iter().filter(telling).filter(|letter| name.contains(*letter)).count()
            };
            let known = project.ledgers.iter().map(|ledger| {
                let (title, globs) = (&ledger.title, Said::list(ledger.files.iter().map(Said::same)));
                (near(ledger), say!("{title}（{globs}）", "{title} ({globs})", globs))
            });
            Err(unclaimed_file::problem(place, known.collect()))
        }
        several => {
            let titles: Vec<&str> = several.iter().map(|at| project.ledgers[*at].title.as_str()).collect();
            Err(claimed_twice::problem(place, &titles))
        }
    }
}
