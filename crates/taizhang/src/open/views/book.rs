//! The grid of a workbook. The cells themselves come as the clerk scrolls.

use super::badge;
use crate::open::address::Addresses;
use ingest::SheetOutline;
use maud::{Markup, html};
use model::{Diagnostic, Language, Place};

/// So many problems are listed beside the grid.
const LISTED: usize = 300;

/// The width of a column of which nothing is said, in digits.
const USUAL: f64 = 8.43;

/// A workbook to be shown.
pub(crate) struct Shown<'a> {
    /// The file within the project, or `inbox/3` of one that waits.
    pub(crate) file: &'a str,
    /// What it is called.
    pub(crate) title: &'a str,
    /// Whether it waits to be written.
    pub(crate) waits: bool,
    pub(crate) sheets: &'a [SheetOutline],
    pub(crate) sheet: usize,
    /// The cell that is asked about.
    pub(crate) cell: Option<(u32, u32)>,
    pub(crate) problems: &'a [Diagnostic],
    /// Whether there is a marked copy.
    pub(crate) has_copy: bool,
}

pub(crate) fn view(addresses: &Addresses, language: Language, shown: &Shown<'_>) -> Markup {
    html! {
        @if shown.waits {
            p { a href=(addresses.view(shown.file)) { "← " (language.say("返回待确认的工作簿", "Back to the workbook to confirm")) } }
        } @else {
            p { a href=(addresses.ask("problems", &[("file", &shown.file)])) { "← " (language.say("这个文件的问题", "Problems of this file")) } }
        }
        h1 class="path" { (shown.title) }
        @if !shown.waits { p class="row" {
            a class="button quiet" download="" href=(addresses.ask("original", &[("file", &shown.file)])) { (language.say("下载原件", "Download the original")) }
            @if shown.has_copy { a class="button quiet" download="" href=(addresses.ask("marked", &[("file", &shown.file)])) { (language.say("下载标注副本", "Download the marked copy")) } }
        } }
        @if shown.sheets.is_empty() { p class="notice error" { (language.say("这个文件打不开，原因见问题。", "This file cannot be opened; its problems say why.")) } }
        @else { (tabs(addresses, language, shown)) }
        div class="beside" {
            @if let Some(sheet) = shown.sheets.get(shown.sheet) { (grid(addresses, language, shown, sheet)) }
            (problems(addresses, language, shown))
        }
    }
}

fn tabs(addresses: &Addresses, language: Language, shown: &Shown<'_>) -> Markup {
    html! {
        nav class="tabs" aria-label=(language.say("工作表", "Sheets")) {
            @for (at, sheet) in shown.sheets.iter().enumerate() {
                a href=(addresses.ask("book", &[("file", &shown.file), ("sheet", &sheet.name)])) aria-current=[(at == shown.sheet).then_some("page")] {
                    (sheet.name) @if sheet.hidden { " " span class="small" { (language.say("（隐藏）", "(hidden)")) } }
                }
            }
        }
    }
}

/// The frame of the grid, and what the script must know of the sheet.
fn grid(addresses: &Addresses, language: Language, shown: &Shown<'_>, sheet: &SheetOutline) -> Markup {
    let pairs =
        |list: &[[u32; 2]]| list.iter().map(|[first, last]| format!("{first}-{last}")).collect::<Vec<_>>().join(",");
    let widths = sheet.widths.iter().map(|width| format!("{}-{}:{:.2}", width.first, width.last, width.width));
    let usual = sheet.default_width.unwrap_or(USUAL);
    let (row, column) = shown.cell.unwrap_or((1, 1));
    html! {
        section class="grid-part" {
            @if let Some(reason) = &sheet.broken { p class="notice error" { (reason.text(language)) } }
            p id="cell" class="cell-line" role="status" aria-live="polite" {}
            div id="grid" class="grid" tabindex="0" role="grid" aria-label=(sheet.name)
                aria-rowcount=(sheet.last_row) aria-colcount=(sheet.last_column)
                data-window=(addresses.ask("window", &[("file", &shown.file), ("sheet", &shown.sheet)]))
                data-rows=(sheet.last_row) data-columns=(sheet.last_column)
                data-widths=(widths.collect::<Vec<_>>().join(",")) data-usual=(format!("{usual:.2}"))
                data-hidden-columns=(pairs(&sheet.hidden_columns))
                data-row=(row) data-column=(column) data-asked=[shown.cell.map(|_| "yes")] {}
            p class="small" { (language.say("方向键移动；PageUp、PageDown 翻页；Home 到行首，Ctrl+Home 到开头，Ctrl+End 到末尾。隐藏的行列以灰底标出。",
                "Arrow keys move; PageUp and PageDown turn pages; Home goes to the row's start, Ctrl+Home to the beginning, Ctrl+End to the end. Hidden rows and columns are grey.")) }
        }
    }
}

/// A place as a link into this grid.
pub(crate) fn place_in(addresses: &Addresses, file: &str, place: &Place) -> Markup {
    let sheet = place.sheet.clone().unwrap_or_default();
    let Some((row, column)) = place.cell else { return html! { (sheet) } };
    let words = format!("{sheet} {}", model::diagnostic::address(row, column));
    let to = addresses.ask("book", &[("file", &file), ("sheet", &sheet), ("row", &row), ("column", &column)]);
    html! { a href=(to) { (words.trim()) } }
}

/// Whether a problem is that of the cell that is asked about.
fn is_asked(shown: &Shown<'_>, problem: &Diagnostic) -> bool {
    let sheet = shown.sheets.get(shown.sheet).map(|sheet| sheet.name.as_str());
    shown.cell.is_some() && problem.place.cell == shown.cell && problem.place.sheet.as_deref() == sheet
}

fn problems(addresses: &Addresses, language: Language, shown: &Shown<'_>) -> Markup {
    html! {
        @if !shown.problems.is_empty() {
            aside aria-labelledby="of-file" {
                h2 id="of-file" { (language.say("这个文件的问题", "Problems of this file")) " (" (shown.problems.len()) ")" }
                ol class="of-file" { @for problem in shown.problems.iter().take(LISTED) {
                    li class=[is_asked(shown, problem).then_some("current")] { (badge(language, problem.severity)) " " (place_in(addresses, shown.file, &problem.place)) br; (problem.message(language)) br; span class="small" { (problem.rule.texts(language).remedy) } }
                } }
            }
        }
    }
}
