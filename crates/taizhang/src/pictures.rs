//! The pictures that texts ask for: found in the project, read once for all documents of a run.

use crate::album::{is_called, is_picture};
use crate::disk::names;
use crate::outcome::Fatal;
use crate::project::ReportSource;
use crate::session::Session;
use model::edition::{Edition, Sensitivity};
use model::picture::{Found, Wanted};
use model::plan::Plan;
use model::{Place, Said, say};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Folders lie in one another no deeper than this, lest a link leads round in a circle.
const DEEPEST: usize = 8;
/// The document that asks for pictures: its definition, its plan and for whom it is.
#[derive(Clone, Copy)]
pub(crate) struct Wanting<'a> {
    pub(crate) source: &'a ReportSource,
    pub(crate) plan: &'a Plan,
    pub(crate) edition: Edition,
}

/// What each picture that a document asks for turned out to be.
pub(crate) fn found(
    session: &Session,
    wanting: Wanting<'_>,
    wanted: Vec<Wanted>,
) -> Result<BTreeMap<Wanted, Found>, Fatal> {
    let mut all = BTreeMap::new();
    for wanted in wanted {
        let found = match &wanted {
            Wanted::File(file) => of_report(session, wanting.source, file),
            Wanted::Named { cells, .. } if !is_shown(session, wanting, cells) => Found::Withheld,
            Wanted::Named { name, cells } => named(session, wanting, name, cells)?,
        };
        all.insert(wanted, found);
    }
    Ok(all)
}

/// The same for texts over supposed numbers: what ledgers' cells name is not looked for.
pub(crate) fn of_definition(session: &Session, source: &ReportSource, wanted: Vec<Wanted>) -> BTreeMap<Wanted, Found> {
    let found = |wanted: Wanted| {
        let found = match &wanted {
            Wanted::File(file) => of_report(session, source, file),
            Wanted::Named { .. } => Found::Withheld,
        };
        (wanted, found)
    };
    wanted.into_iter().map(found).collect()
}

/// A file of the report's folder, or of the project's.
fn of_report(session: &Session, source: &ReportSource, file: &str) -> Found {
    let folder = &session.project.folder;
    let own = format!("reports/definitions/{}/{file}", source.report.name);
    match [own.as_str(), file].into_iter().find(|file| folder.join(file).is_file()) {
        Some(file) => read(session, file),
        None => Found::Wrong(say!(
            "找不到这个文件，请放到 {own}，或改正文件名。",
            "there is no such file; please put it at {own}, or correct its name."
        )),
    }
}

fn read(session: &Session, file: &str) -> Found {
    match session.album.image(&session.project.folder.join(file)) {
        Ok(image) => Found::Image(image),
        Err(reason) => Found::Wrong(reason),
    }
}

/// Whether a picture that cells name is for the document's edition: a photo may show who or what a
/// ledger hides, so that the public edition has it only where the column is declared public.
fn is_shown(session: &Session, wanting: Wanting<'_>, cells: &[(String, String, Place)]) -> bool {
    let is_public = |(listing, id, _): &(String, String, Place)| {
        let listing = wanting.plan.listings.iter().find(|plan| plan.name == *listing);
        let field = listing.and_then(|plan| Some((plan, &plan.columns.iter().find(|(name, _)| name == id)?.1)));
        let column = field.and_then(|(plan, field)| session.project.column(&plan.selection.ledger, field));
        column.is_some_and(|(_, column)| column.sensitivity == Some(Sensitivity::Public))
    };
    wanting.edition == Edition::Internal || !cells.is_empty() && cells.iter().all(is_public)
}

/// A picture beside the workbook whose cell names it, or else anywhere in that month's folder, or in
/// the report's.
fn named(
    session: &Session,
    wanting: Wanting<'_>,
    name: &str,
    cells: &[(String, String, Place)],
) -> Result<Found, Fatal> {
    let name = match report::path(name) {
        Ok(name) => name,
        Err(reason) => return Ok(Found::Wrong(reason)),
    };
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    folders.extend(cells.iter().filter_map(|(_, _, place)| Some(place.file.rsplit_once('/')?.0)));
    let report = format!("reports/definitions/{}", wanting.source.report.name);
    // What lies nearest counts: beside the workbook, then within the month, then with the report.
    let near: Vec<String> = folders.iter().map(|folder| (*folder).to_owned()).collect();
    let months: BTreeSet<String> = folders.iter().map(|folder| month_folder(folder)).collect();
    for (places, deep) in [(near, 0), (months.into_iter().collect(), DEEPEST), (vec![report], DEEPEST)] {
        let mut files = Vec::new();
        for place in &places {
            within(&session.project.folder, place, deep, &mut files)?;
        }
        let fitting: Vec<&String> = files.iter().filter(|file| is_called(file, &name)).collect();
        match fitting.as_slice() {
            [] => {}
            [file] => return Ok(read(session, file)),
            [one, other, ..] => {
                return Ok(Found::Wrong(say!(
                    "有几个文件都叫这个名称（{one}、{other}），请改名，或在单元格里写上文件夹。",
                    "several files have this name ({one}, {other}); please rename them, or write the folder into the cell, too."
                )));
            }
        }
    }
    let usual = || Said::fixed("当月的文件夹", "the month's folder");
    let place = folders.first().map_or_else(usual, |folder| Said::same(month_folder(folder)));
    Ok(Found::Wrong(say!(
        "{place} 里没有这个文件，请补上文件，或改正单元格里的文件名。",
        "there is no such file in {place}; please add it, or correct the name in the cell.",
        place
    )))
}

/// `data/2020-12` for `data/2020-12/补报`.
fn month_folder(folder: &str) -> String {
    folder.split('/').take(2).collect::<Vec<_>>().join("/")
}

/// The pictures of a folder and of those within it.
fn within(project: &Path, folder: &str, deep: usize, files: &mut Vec<String>) -> Result<(), Fatal> {
    for name in names(&project.join(folder))? {
        let file = format!("{folder}/{name}");
        if name.starts_with('.') {
            continue;
        }
        if is_picture(&name) {
            files.push(file);
        } else if deep > 0 && project.join(&file).is_dir() {
            within(project, &file, deep - 1, files)?;
        }
    }
    Ok(())
}
