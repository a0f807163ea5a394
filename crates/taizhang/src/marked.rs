//! The marked copies that go back to the senders.

use crate::child;
use crate::disk::names;
use crate::outcome::Fatal;
use crate::output::write_all;
use crate::problems::claimed_twice::CLAIMED_TWICE;
use crate::problems::unclaimed_file::UNCLAIMED;
use crate::produced::month_folder;
use crate::project::Project;
use ingest::{Content, Contents};
use model::{Diagnostic, Said, Severity, say};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// The folder of the copies within that of a month's reports.
const FOLDER: &str = "退回";
/// What the name of every copy has in it.
const MARK: &str = "（标注";

/// Larger workbooks get no copy: their problems are in the list of the terminal all the same.
const MOST_BYTES: usize = 16 << 20;
/// So many values are written anew for a format that cannot be edited.
const MOST_CELLS: usize = 400_000;
const TOO_LARGE: Said =
    Said::fixed("文件过大，请按列出的单元格改正。", "the file is too large; please correct the cells that are listed.");

/// Marked copies by their names, and for each that cannot be made why.
pub(crate) struct Copies {
    /// The workbook within the project, the name of its copy and the copy's bytes.
    pub(crate) copies: Vec<(String, String, Vec<u8>)>,
    pub(crate) missing: Vec<Said>,
}

/// Writes a marked copy of each workbook of the month that has errors or warnings. Gives the
/// copies, and for each that cannot be made why.
pub(crate) fn copies(
    project: &Project,
    problems: &[Diagnostic],
    folder: Option<&Path>,
) -> Result<(Vec<PathBuf>, Vec<Said>), Fatal> {
    let Copies { copies, missing } = made(project, problems, |_| true);
    if copies.is_empty() {
        return Ok((Vec::new(), missing));
    }
    let files: Vec<(String, Vec<u8>)> = copies.into_iter().map(|(_, name, bytes)| (name, bytes)).collect();
    let written = write_all(&place(project, folder), &files)?;
    Ok((written, missing))
}

/// Where the copies of the month go.
fn place(project: &Project, folder: Option<&Path>) -> PathBuf {
    folder.map_or_else(|| month_folder(project).join(FOLDER), Path::to_path_buf)
}

/// The names of copies of earlier runs whose workbooks have no errors and warnings any more. A clerk may have put
/// something into them, so they stay.
pub(crate) fn left(project: &Project, problems: &[Diagnostic], written: &[PathBuf]) -> Vec<String> {
    let stem = |file: &str| {
        let name = file.rsplit('/').next().unwrap_or(file);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    };
    let faulty: BTreeSet<String> = faulty(project, problems).into_iter().map(stem).collect();
    let old = |name: &String| {
        let of = name.rsplit_once(MARK).map(|(stem, _)| stem);
        // A copy that Excel has open has a lock file beside it.
        of.is_some_and(|stem| !name.starts_with(['.', '~']) && !faulty.contains(stem))
    };
    let place = place(project, None);
    let all = names(&place).unwrap_or_default().into_iter();
    all.filter(old).filter(|name| !written.contains(&place.join(name))).collect()
}

/// The workbooks of the month that have errors or warnings, in the order of their names.
pub(crate) fn faulty<'a>(project: &Project, problems: &'a [Diagnostic]) -> Vec<&'a str> {
    let month = format!("data/{}/", project.time.month);
    // What no ledger reads has nothing to mark, and its name is for the clerk to mend.
    let read = |problem: &&Diagnostic| ![UNCLAIMED.code, CLAIMED_TWICE.code].contains(&problem.rule.code);
    let grave = |problem: &&Diagnostic| {
        problem.severity > Severity::Info && problem.place.file.starts_with(&month) && read(problem)
    };
    let files: BTreeSet<&str> = problems.iter().filter(grave).map(|problem| problem.place.file.as_str()).collect();
    files.into_iter().collect()
}

/// Makes the marked copies of those that are wanted, without writing them.
pub(crate) fn made(project: &Project, problems: &[Diagnostic], wanted: impl Fn(&str) -> bool) -> Copies {
    let files: Vec<&str> = faulty(project, problems).into_iter().filter(|file| wanted(file)).collect();
    type Made<'a> = (&'a str, Result<Option<Vec<u8>>, Said>);
    let made: Vec<Made<'_>> = files
        .into_par_iter()
        .map(|file| {
            let own: Vec<Diagnostic> = problems.iter().filter(|problem| problem.place.file == file).cloned().collect();
            // Whatever a hostile workbook does to its copy, the others are still written.
            let made = catch_unwind(AssertUnwindSafe(|| copy(&project.folder.join(file), &own)));
            let damaged = Said::fixed("文件有损坏，无法标注。", "the file is damaged and cannot be marked.");
            (file, made.unwrap_or(Err(damaged)))
        })
        .collect();
    let mut all = Copies { copies: Vec::new(), missing: Vec::new() };
    for (file, made) in made {
        match made {
            Ok(Some(bytes)) => {
                let name = name(file, |name| all.copies.iter().all(|(_, other, _)| other != name));
                all.copies.push((file.to_owned(), name, bytes));
            }
            Ok(None) => {}
            Err(reason) => all.missing.push(say!("{file}：{reason}", "{file}: {reason}", reason)),
        }
    }
    all
}

/// The name of a copy; two workbooks may differ only in their formats or in their folders.
fn name(file: &str, free: impl Fn(&str) -> bool) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
    let kept = if kind.eq_ignore_ascii_case("xlsm") { "xlsm" } else { "xlsx" };
    let folders: Vec<&str> = file.split('/').skip(2).collect();
    let inner = folders[..folders.len().saturating_sub(1)].join("，");
    let plain = format!("{stem}{MARK}）.{kept}");
    let by_kind = format!("{stem}{MARK}，{kind}）.{kept}");
    let by_folder = || format!("{stem}{MARK}，{inner}，{kind}）.{kept}");
    [plain, by_kind].into_iter().find(|name| free(name)).unwrap_or_else(by_folder)
}

/// A marked copy; nothing of what is no workbook.
fn copy(path: &Path, problems: &[Diagnostic]) -> Result<Option<Vec<u8>>, Said> {
    if problems.iter().any(|problem| problem.rule.code == "unreadable-workbook") {
        return Ok(None);
    }
    let Ok(bytes) = fs::read(path) else { return Ok(None) };
    if bytes.len() > MOST_BYTES {
        return Err(TOO_LARGE);
    }
    // A container that cannot be edited still gives up its values.
    if bytes.starts_with(b"PK")
        && !ingest::risky(&bytes)
        && let Ok(copy) = annotate::annotate(&bytes, problems)
    {
        return Ok(Some(copy));
    }
    let grid = child::open(&bytes).map_err(|refusal| refusal.said())?;
    if grid.cells() > MOST_CELLS {
        return Err(TOO_LARGE);
    }
    let sheets: Vec<annotate::Sheet> = grid.contents().into_iter().map(sheet).collect();
    annotate::annotate(&annotate::rewrite(&sheets)?, problems).map(Some)
}

fn sheet(contents: Contents) -> annotate::Sheet {
    let content = |content: Content| match content {
        Content::Text(text) => annotate::Content::Text(text),
        Content::Number(value) => annotate::Content::Number(value),
        Content::Percent(value) => annotate::Content::Percent(value),
        Content::Date(value) => annotate::Content::Date(value),
        Content::Bool(value) => annotate::Content::Bool(value),
    };
    let cells = contents.cells.into_iter().map(|(row, column, cell)| (row, column, content(cell)));
    annotate::Sheet { name: contents.name, hidden: contents.hidden, cells: cells.collect(), merges: contents.merges }
}
