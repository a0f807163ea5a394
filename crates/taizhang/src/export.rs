//! `taizhang export`: the records of all ledgers as typed tables for other engines.

use crate::batch::within;
use crate::cli::{Common, ExportOptions};
use crate::disk::names;
use crate::file_names::file_name;
use crate::intake::{Intake, read};
use crate::language::tell;
use crate::outcome::{End, Fatal};
use crate::output::{folder_beside, put_folder, write_all};
use crate::project::Project;
use ::export::{Part, columns, package, table};
use model::ledger::Ledger;
use model::query::Links;
use model::{Month, Said, Severity, say};
use stats::{Source, Sources};
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
    /// Which links its records have.
    links: Links,
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
    if to.is_file() || !may_replace(&to) {
        let to = to.display();
        return Err(say!(
            "“{to}”里有别的文件，没有改动；请换一个文件夹。",
            "“{to}” holds other files and was not changed; please choose another folder."
        )
        .into());
    }
    let made = folder_beside(&to)?;
    let (mut ledgers, mut zones, mut errors, mut records) = (BTreeMap::new(), BTreeSet::new(), 0, 0);
    let mut titles = Vec::new();
    for project in &projects {
        let common =
            Common { project: project.clone(), month: options.month, as_of: options.as_of, no_cache: options.no_cache };
        let project = Project::load(&common)?;
        let zone = zone_name(&project.organisation);
        if !zones.insert(zone.to_lowercase()) {
            return Err(say!(
                "有两个项目的单位名称都是“{zone}”，请在各自的 taizhang.toml 里改成不同的。",
                "the offices of two projects are both called “{zone}”; please give them different names in their taizhang.toml."
            )
            .into());
        }
        let intake = read(&project, None)?;
        errors += intake.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        records += intake.sources.iter().map(|source| source.records.len()).sum::<usize>();
        zone_tables(made.path(), &zone, &intake, &mut ledgers)?;
        titles.push(project.organisation);
    }
    let files: usize = ledgers.values().map(|written: &Written| written.files.len()).sum();
    let parts = ledgers.values().map(|written| Part {
        ledger: &written.ledger,
        links: &written.links,
        files: written.files.clone(),
    });
    let description = package(&titles.join("、"), parts.collect())?;
    write_all(made.path(), &[(DESCRIPTION.to_owned(), description.into_bytes())])?;
    put_folder(made, &to)?;
    let (to, ledgers) = (to.display(), ledgers.len());
    tell!(
        "已导出到 {to}：台账 {ledgers} 个，文件 {files} 个，记录 {records} 条；各列的说明在 {DESCRIPTION}。",
        "Exported to {to}: {ledgers} ledger(s), {files} file(s), {records} record(s); {DESCRIPTION} describes the columns."
    );
    if errors > 0 {
        tell!(
            "报送的工作簿有 {errors} 个错误，读不出的格是空值；请先用 taizhang check 查看。",
            "The workbooks that were sent have {errors} error(s), and cells that could not be read are null; please see taizhang check first."
        );
    }
    Ok(if errors > 0 { End::Problems } else { End::Clean })
}

/// The folder that is written.
fn place(options: &ExportOptions, projects: &[PathBuf]) -> Result<PathBuf, Fatal> {
    match (&options.to, projects) {
        (Some(to), _) => Ok(to.clone()),
        (None, [project]) => Ok(project.join("export")),
        (None, _) => Err(Said::fixed(
            "几个项目一起导出，请用 --to 写明导出到哪里。",
            "several projects are exported together; please name the folder with --to.",
        )
        .into()),
    }
}

/// What the folders of an office's tables are named after. Engines read `%` and `=` in such names otherwise.
pub(crate) fn zone_name(organisation: &str) -> String {
    file_name(organisation).replace(['%', '='], "_")
}

/// Writes the tables of one office.
fn zone_tables(to: &Path, zone: &str, intake: &Intake, ledgers: &mut BTreeMap<String, Written>) -> Result<(), Fatal> {
    let sources = Sources::new(intake.sources.clone())?;
    for Source { ledger, .. } in &intake.sources {
        let Some(records) = sources.records(&ledger.id) else { continue };
        let links = stats::links(&sources, &ledger.id);
        let written = ledgers.entry(ledger.id.clone()).or_insert_with(|| Written {
            ledger: Arc::clone(ledger),
            links: links.form(),
            zone: zone.to_owned(),
            files: Vec::new(),
        });
        let linked = |ledger: &Ledger, links: &Links| columns(ledger, links).split_off(ledger.columns.len());
        let other = linked(&written.ledger, &written.links) != linked(ledger, &links);
        let apart = other.then(|| Said::fixed("与名录、其他台账的对应", "the links to entities and to other ledgers"));
        if let Some(column) = different(&written.ledger, ledger).or(apart) {
            let (first, id) = (&written.zone, &ledger.id);
            return Err(say!(
                "“{first}”和“{zone}”的台账 {id} 不同（{column}），合不成一张表，请分开导出。",
                "the ledger {id} of “{first}” and that of “{zone}” differ ({column}) and cannot be one table; please export them apart.",
                column
            )
            .into());
        }
        let months: BTreeSet<Month> = records.submissions.iter().map(|sent| sent.month).collect();
        for month in months {
            let bytes = table(ledger, records, &links, month)?;
            let folder = format!("{}/_zone={zone}/_month={month}", ledger.id);
            write_all(&to.join(&folder), &[(TABLE.to_owned(), bytes)])?;
            written.files.push(format!("{folder}/{TABLE}"));
        }
    }
    Ok(())
}

/// The first column in which two definitions of a ledger differ, as tables have them: values of other
/// units or decimals would be added up as if they were alike.
fn different(one: &Ledger, other: &Ledger) -> Option<Said> {
    let (one, other) = (::export::forms(one), ::export::forms(other));
    let apart = |from: &[(String, String)], to: &[(String, String)]| {
        from.iter().find(|column| !to.contains(column)).map(|(id, _)| Said::same(id))
    };
    let order = || (one != other).then(|| Said::fixed("列的次序", "the order of the columns"));
    apart(&one, &other).or_else(|| apart(&other, &one)).or_else(order)
}

/// Whether an export may take the place of what is there: nothing, or an earlier export and no more.
fn may_replace(to: &Path) -> bool {
    let Ok(entries) = names(to) else { return false };
    let description = fs::read_to_string(to.join(DESCRIPTION)).ok();
    let known = description.map(|text| ::export::resources(&text)).unwrap_or_default();
    entries.iter().all(|name| (name == DESCRIPTION && !known.is_empty()) || known.contains(name))
}
