//! A workbook as its sender sees it, with its problems in view; only what is seen is sent.

use super::{Asked, State, beside, conflict, download, missing};
use crate::marked::faulty;
use crate::months::folder_month;
use crate::open::inbox::Dropped;
use crate::open::opened::Opened;
use crate::open::views::book::{Shown, view as markup};
use crate::open::views::frame::Tab;
use crate::open::workbooks::Workbook;
use axum::Json;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Response};
use model::{Diagnostic, Said, say};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Deserialize)]
pub(crate) struct Place {
    file: String,
    sheet: Option<String>,
    /// The cell that is asked about, from 1.
    row: Option<u32>,
    column: Option<u32>,
}

/// What is said of a workbook that is not there.
static NO_WORKBOOK: Said = Said::fixed("没有这个工作簿。", "There is no such workbook.");

/// The workbook that waits under a name such as `inbox/3`.
fn waiting(asked: &Asked, file: &str) -> Option<Arc<Dropped>> {
    asked.desk.inbox.get(file.strip_prefix("inbox/")?.parse().ok()?).ok()
}

/// A file below `data/` that is there, or one that waits; no other file is ever shown.
fn path(asked: &Asked, file: &str) -> Option<PathBuf> {
    if let Some(dropped) = waiting(asked, file) {
        return Some(dropped.path.clone());
    }
    let plain = file.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
    let path = asked.desk.folder().join(file);
    (plain && !file.contains('\\') && folder_month(file).is_some() && path.is_file()).then_some(path)
}

fn open(asked: &Asked, file: &str) -> Result<Arc<Workbook>, Said> {
    let path = path(asked, file).ok_or_else(|| NO_WORKBOOK.clone())?;
    asked.desk.workbooks.open(&path)
}

/// The problems of a workbook.
fn problems(asked: &Asked, opened: &Opened, file: &str) -> Vec<Diagnostic> {
    if let Some(dropped) = waiting(asked, file) {
        let proposal = dropped.proposal(&asked.desk.folder(), asked.month);
        return proposal.reading.as_ref().map(|reading| reading.diagnostics.clone()).unwrap_or_default();
    }
    let findings = opened.session().map(|session| session.findings.as_slice()).unwrap_or_default();
    findings.iter().filter(|problem| problem.place.file == file).cloned().collect()
}

pub(crate) async fn view(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(place): Query<Place>,
) -> Response {
    beside(desk, &month, move |asked| {
        if path(asked, &place.file).is_none() {
            return missing(NO_WORKBOOK.text(asked.language()));
        }
        // What cannot be opened has its problem, which says why.
        let workbook = open(asked, &place.file).ok();
        let opened = asked.opened();
        let problems = problems(asked, &opened, &place.file);
        let dropped = waiting(asked, &place.file);
        let title = dropped.as_ref().map_or(place.file.as_str(), |dropped| dropped.name.as_str());
        let sheets = workbook.as_ref().map(|workbook| workbook.sheets.as_slice()).unwrap_or_default();
        let named = place.sheet.as_ref().and_then(|name| sheets.iter().position(|sheet| sheet.name == *name));
        let usual = || sheets.iter().position(|sheet| !sheet.hidden).unwrap_or(0);
        let shown = Shown {
            file: &place.file,
            title,
            waits: dropped.is_some(),
            sheets,
            sheet: named.unwrap_or_else(usual),
            cell: place.row.zip(place.column),
            problems: &problems,
            has_copy: opened
                .session()
                .is_ok_and(|session| faulty(&session.project, &session.findings).contains(&place.file.as_str())),
        };
        let content = markup(&asked.addresses(), asked.language(), &shown);
        asked.page(if dropped.is_some() { Tab::Month } else { Tab::Problems }, title, &content)
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct Window {
    file: String,
    sheet: usize,
    top: u32,
    left: u32,
    rows: u32,
    columns: u32,
}

/// The cells that are in view, with what is wrong with each.
pub(crate) async fn window(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(window): Query<Window>,
) -> Response {
    beside(desk, &month, move |asked| {
        let language = asked.language();
        let no_sheet = || missing(language.say("没有这个工作表。", "There is no such sheet."));
        let workbook = match open(asked, &window.file) {
            Ok(workbook) => workbook,
            Err(reason) => return conflict(reason.text(language)),
        };
        let Some(sheet) = workbook.sheets.get(window.sheet) else { return no_sheet() };
        let last = |first: u32, count: u32| first.saturating_add(count.saturating_sub(1));
        let (bottom, right) = (last(window.top, window.rows), last(window.left, window.columns));
        let Some(seen) = workbook.grid.window(window.sheet, window.top..=bottom, window.left..=right) else {
            return no_sheet();
        };
        let opened = asked.opened();
        let all = problems(asked, &opened, &window.file);
        let within =
            |(row, column): (u32, u32)| (window.top..=bottom).contains(&row) && (window.left..=right).contains(&column);
        let marks: Vec<serde_json::Value> = all
            .iter()
            .filter(|problem| problem.place.sheet.as_ref().is_none_or(|name| *name == sheet.name))
            .filter_map(|problem| Some((problem, problem.place.cell.filter(|cell| within(*cell))?)))
            .map(|(problem, (row, column))| {
                let (severity, message) = (problem.severity, problem.said());
                let words = say!("{severity}：{message}", "{severity}: {message}", severity, message);
                serde_json::json!([row, column, problem.severity, words.text(language)])
            })
            .collect();
        Json(serde_json::json!({ "seen": seen, "marks": marks })).into_response()
    })
    .await
}

/// The workbook as it was sent.
pub(crate) async fn original(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(place): Query<Place>,
) -> Response {
    beside(desk, &month, move |asked| {
        let language = asked.language();
        let Some(path) = path(asked, &place.file) else { return missing(NO_WORKBOOK.text(language)) };
        let name = place.file.rsplit('/').next().unwrap_or(&place.file);
        let unreadable = |_| missing(language.say("无法读取。", "It cannot be read."));
        std::fs::read(path).map_or_else(unreadable, |bytes| download(name, bytes))
    })
    .await
}
