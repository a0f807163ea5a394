//! `taizhang export`: the records of all ledgers as typed tables for other engines.

use crate::batch::within;
use crate::cli::{Common, ExportOptions};
use crate::disk::io_words;
use crate::file_names::file_name;
use crate::intake::{Intake, read};
use crate::outcome::{End, Fatal};
use crate::output::write_all;
use crate::project::Project;
use export::{Part, package, table};
use model::ledger::Ledger;
use model::{Month, Severity};
use stats::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The description of an export, by which one is known.
const DESCRIPTION: &str = "datapackage.json";
/// The table of one ledger, one office and one month.
const TABLE: &str = "records.parquet";

/// What was written of a ledger.
struct Written {
    ledger: Arc<Ledger>,
    /// Whose definition it is.
    zone: String,
    files: Vec<String>,
}

/// Writes the tables of all projects, whole or not at all.
pub(crate) fn run(options: &ExportOptions) -> Result<End, Fatal> {
    let projects = match &options.folder {
        Some(folder) => within(folder)?,
        None => options.projects.clone(),
    };
    let to = place(options, &projects)?;
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: std::io::Error| Fatal::Message(format!("无法写入“{}”：{}。", to.display(), io_words(&error)));
    fs::create_dir_all(parent).map_err(failed)?;
    let made = tempfile::tempdir_in(parent).map_err(failed)?;
    let (mut ledgers, mut zones, mut errors, mut records) = (BTreeMap::new(), BTreeSet::new(), 0, 0);
    let mut titles = Vec::new();
    for project in &projects {
        let common = Common { project: project.clone(), month: options.month, as_of: None };
        let project = Project::load(&common)?;
        let zone = file_name(&project.organisation);
        if !zones.insert(zone.to_lowercase()) {
            return Err(Fatal::Message(format!(
                "有两个项目的单位名称都是“{zone}”，请在各自的 taizhang.toml 里改成不同的。"
            )));
        }
        let intake = read(&project, None)?;
        errors += intake.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        records += intake.sources.iter().map(|source| source.records.len()).sum::<usize>();
        zone_tables(made.path(), &zone, &intake, &mut ledgers)?;
        titles.push(project.organisation);
    }
    let files: usize = ledgers.values().map(|written: &Written| written.files.len()).sum();
    let parts = ledgers.values().map(|written| Part { ledger: &written.ledger, files: written.files.clone() });
    let description = package(&titles.join("、"), parts.collect())?;
    write_all(made.path(), &[(DESCRIPTION.to_owned(), description.into_bytes())])?;
    replace(made, &to)?;
    println!(
        "已导出到 {}：台账 {} 个，文件 {files} 个，记录 {records} 条；各列的说明在 {DESCRIPTION}。",
        to.display(),
        ledgers.len()
    );
    if errors > 0 {
        println!("报送的工作簿有 {errors} 个错误，读不出的格是空值；请先用 taizhang check 查看。");
    }
    Ok(if errors > 0 { End::Problems } else { End::Clean })
}

/// The folder that is written.
fn place(options: &ExportOptions, projects: &[PathBuf]) -> Result<PathBuf, Fatal> {
    match (&options.to, projects) {
        (Some(to), _) => Ok(to.clone()),
        (None, [project]) => Ok(project.join("export")),
        (None, _) => Err(Fatal::Message("几个项目一起导出，请用 --to 写明导出到哪里。".to_owned())),
    }
}

/// Writes the tables of one office.
fn zone_tables(to: &Path, zone: &str, intake: &Intake, ledgers: &mut BTreeMap<String, Written>) -> Result<(), Fatal> {
    for Source { ledger, records, .. } in &intake.sources {
        let written = ledgers.entry(ledger.id.clone()).or_insert_with(|| Written {
            ledger: Arc::clone(ledger),
            zone: zone.to_owned(),
            files: Vec::new(),
        });
        if let Some(column) = different(&written.ledger, ledger) {
            return Err(Fatal::Message(format!(
                "“{}”和“{zone}”的台账 {} 不同（{column}），合不成一张表，请分开导出。",
                written.zone, ledger.id
            )));
        }
        let months: BTreeSet<Month> = records.submissions.iter().map(|sent| sent.month).collect();
        for month in months {
            let Some(bytes) = table(ledger, records, month)? else { continue };
            let folder = format!("{}/_zone={zone}/_month={month}", ledger.id);
            write_all(&to.join(&folder), &[(TABLE.to_owned(), bytes)])?;
            written.files.push(format!("{folder}/{TABLE}"));
        }
    }
    Ok(())
}

/// The first column in which two definitions of a ledger differ, as tables have them.
fn different(one: &Ledger, other: &Ledger) -> Option<String> {
    let columns = |ledger: &Ledger| -> Vec<(String, _, u8)> {
        ledger.columns.iter().map(|column| (column.id.clone(), column.kind, column.scale())).collect()
    };
    let (one, other) = (columns(one), columns(other));
    let apart = |from: &[(String, _, u8)], to: &[(String, _, u8)]| {
        from.iter().find(|column| !to.contains(column)).map(|(id, ..)| id.clone())
    };
    apart(&one, &other).or_else(|| apart(&other, &one)).or_else(|| (one != other).then(|| "列的次序".to_owned()))
}

/// Puts a new export in the place of an old one; nothing else is ever replaced.
fn replace(made: tempfile::TempDir, to: &Path) -> Result<(), Fatal> {
    let failed = |error: std::io::Error| Fatal::Message(format!("无法写入“{}”：{}。", to.display(), io_words(&error)));
    let is_empty = || fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none());
    if to.exists() && !to.join(DESCRIPTION).is_file() && !is_empty() {
        return Err(Fatal::Message(format!("“{}”里有别的文件，没有改动；请换一个文件夹。", to.display())));
    }
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let old = tempfile::tempdir_in(parent).map_err(failed)?;
    if to.exists() {
        fs::rename(to, old.path().join("old")).map_err(failed)?;
    }
    let new = made.keep();
    readable(&new).map_err(failed)?;
    fs::rename(&new, to).map_err(|error| {
        // The old one comes back where the new one cannot take its place.
        let _ = fs::rename(old.path().join("old"), to);
        let _ = fs::remove_dir_all(&new);
        failed(error)
    })
}

/// A temporary folder is its owner's alone; an export is for everyone who may read the project.
#[cfg(unix)]
fn readable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
