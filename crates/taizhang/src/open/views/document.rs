//! A document on its pages, and the panel of a number.

use super::place;
use crate::open::address::Addresses;
use crate::open::shown::{Behind, Shown};
use maud::{Markup, html};
use model::figure::{Figure, Outcome, Provenance};
use model::page::Origin;
use model::{CellRef, Exact, Language, Rounding, Spoken as _, say};

/// So many cells are listed at once.
const LISTED: usize = 100;

/// The document that is asked about, and what the files told when its page was made.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    /// The words that tell the document from others.
    pub(crate) name: &'a str,
    pub(crate) state: u64,
}

/// The number that is asked about.
#[derive(Clone, Copy)]
pub(crate) struct Number<'a> {
    pub(crate) of: Of<'a>,
    pub(crate) origin: &'a Origin,
    /// The first cell that is listed, from 0.
    pub(crate) from: usize,
    /// The operand whose cells are listed from there, by its place and those of the ones above it.
    pub(crate) path: &'a [usize],
}

/// The address of what stands behind a number.
pub(crate) fn number_address(addresses: &Addresses, of: Of<'_>, origin: &Origin) -> String {
    let Of { name, state } = of;
    match origin {
        Origin::Figure(figure) => addresses.ask("number", &[("name", &name), ("figure", figure), ("state", &state)]),
        Origin::Cell { table, row, column } => addresses
            .ask("number", &[("name", &name), ("table", table), ("row", row), ("column", column), ("state", &state)]),
    }
}

/// The pages, each fetched when it comes into view, beside the panel of the number that was clicked.
/// `files` are those that were made of it.
pub(crate) fn view(addresses: &Addresses, language: Language, name: &str, shown: &Shown, files: &[String]) -> Markup {
    html! {
        p class="row" {
            a href=(addresses.view("reports")) { "← " (language.say("全部报告", "All reports")) }
            @for file in files { a class="button quiet" download="" href=(addresses.ask("file", &[("name", file)])) { (language.say("下载", "Download")) " " (file) } }
            @if files.is_empty() { span class="small" { (language.say("还没有生成文件", "No file was made yet")) } }
        }
        h1 { (shown.title) }
        p class="small" { (language.say("点正文和表格里的任何一个数，看它的定义、算法和单元格。", "Click any number of the text or of a table to see its definition, its reckoning and its cells.")) }
        @if !shown.findings.is_empty() {
            div class="notice warning" { ul { @for problem in &shown.findings { li { (super::badge(language, problem.severity)) " " (problem.message(language)) } } } }
        }
        div class="beside" {
            div class="pages" {
                @for (at, page) in shown.pages.pages.iter().enumerate() {
                    @let title = page_of(language, at + 1, shown.pages.pages.len());
                    figure class=(if page.width > page.height { "page wide" } else { "page" }) data-sheet=(addresses.ask("sheet", &[("name", &name), ("page", &at)])) aria-label=(title) {
                        noscript { a href=(addresses.ask("sheet", &[("name", &name), ("page", &at)])) { (title) } }
                    }
                }
            }
            aside id="panel" tabindex="-1" aria-live="polite" aria-label=(language.say("数的来历", "Where a number comes from")) {
                p class="faint" { (language.say("还没有选数。", "No number is chosen.")) }
            }
        }
    }
}

/// What a page is called.
fn page_of(language: Language, page: usize, all: usize) -> String {
    say!("第 {page} / {all}", "Page {page} of {all}").spoken(language)
}

/// What stands behind a number.
pub(crate) fn panel(addresses: &Addresses, language: Language, number: Number<'_>, behind: &Behind) -> Markup {
    html! {
        div class="behind" {
            @match behind {
                Behind::Figure(figure) => {
                    @let (figure, provenance) = figure.as_ref();
                    h2 { (figure.title) " " code { (figure.name) } }
                    (value(language, figure))
                    (from(addresses, language, number, &[], provenance))
                }
                Behind::Cell { table, row, column, text, exact: value, provenance } => {
                    h2 { (table) }
                    p { (row) " · " (column) }
                    p class="value" { (text) }
                    @if let Some((value, unit)) = value { dl { dt { (language.say("精确值", "Exact value")) } dd class="exact" { (exact(language, *value, unit)) } } }
                    (from(addresses, language, number, &[], provenance))
                }
                Behind::Record { table, column, text, place: at } => {
                    h2 { (table) }
                    p { (column) }
                    p class="value" { (text) }
                    p { (language.say("单元格：", "Cell: ")) (place(addresses, language, at)) }
                }
            }
        }
    }
}

/// The panel as a page of its own.
pub(crate) fn alone(addresses: &Addresses, name: &str, title: &str, panel: &Markup) -> Markup {
    html! {
        h1 { a href=(addresses.ask("document", &[("name", &name)])) { (title) } }
        (panel)
    }
}

/// The printed text, the month and the exact value.
fn value(language: Language, figure: &Figure) -> Markup {
    let exact = match &figure.value {
        Outcome::Number(value) => {
            let shown = figure.format.unit.convert(*value).unwrap_or(*value);
            Some(exact(language, shown, figure.format.unit.name()))
        }
        Outcome::Missing(why) => Some(why.spoken(language)),
        Outcome::Balance { .. } | Outcome::Trend(_) => None,
    };
    html! {
        p class="value" { (figure.text) }
        dl {
            dt { (language.say("月份", "Month")) } dd { (figure.time.month.spoken(language)) }
            @if let Some(exact) = exact { dt { (language.say("精确值", "Exact value")) } dd class="exact" { (exact) } }
        }
    }
}

/// So many decimals are shown of a value that no decimals end.
const DECIMALS: u8 = 10;

/// A value with its unit; of one that no decimals end, some of them and the fraction.
fn exact(language: Language, value: Exact, unit: &str) -> String {
    let whole = value.to_string();
    match value.decimal(DECIMALS, Rounding::HalfUp).filter(|_| whole.contains('/')) {
        Some(decimals) => say!("{decimals}…{unit}（{whole}）", "{decimals}…{unit} ({whole})").spoken(language),
        None => format!("{whole}{unit}"),
    }
}

/// The reckoning, its cells and its operands; `at` is the operand's own place.
fn from(
    addresses: &Addresses,
    language: Language,
    number: Number<'_>,
    at: &[usize],
    provenance: &Provenance,
) -> Markup {
    html! {
        dl {
            dt { (language.say("算法", "Reckoning")) } dd { (provenance.definition.text(language)) }
            @let filter = provenance.filter.text(language);
            @if !filter.is_empty() { dt { (language.say("条件", "Condition")) } dd { (filter) } }
        }
        (cells(addresses, language, number, at, &provenance.cells))
        @for (place, (operand, inner)) in provenance.operands.iter().enumerate() {
            details class="operand" open {
                summary { (of_month(language, operand)) strong { (operand.text) } }
                (value(language, operand))
                (from(addresses, language, number, &[at, &[place]].concat(), inner))
            }
        }
    }
}

/// The title of an operand with its month, before its value.
fn of_month(language: Language, operand: &Figure) -> String {
    let (title, month) = (&operand.title, operand.time.month);
    say!("{title}（{month}）= ", "{title} ({month}) = ", month).spoken(language)
}

/// The cells, each leading into the grid of its workbook.
fn cells(addresses: &Addresses, language: Language, number: Number<'_>, at: &[usize], all: &[CellRef]) -> Markup {
    // Only the operand that is asked about is turned; all others begin with their first cell.
    let first = if number.path == at { number.from.min(all.len().saturating_sub(1)) } else { 0 };
    let rest = all.len().saturating_sub(first.saturating_add(LISTED));
    let steps: Vec<String> = at.iter().map(ToString::to_string).collect();
    let turned = |from: usize| {
        format!("{}&at={}&from={from}", number_address(addresses, number.of, number.origin), steps.join("."))
    };
    html! {
        @if !all.is_empty() {
            p { (language.say("单元格", "Cells")) " " strong { (all.len()) } @if first > 0 { (beginning(language, first + 1)) } }
            ol class="cells" start=(first + 1) { @for cell in all.iter().skip(first).take(LISTED) { li { (place(addresses, language, &cell.place)) " = " (cell.value) } } }
            @if first > 0 { p { a href=(turned(first.saturating_sub(LISTED))) data-panel="" { (language.say("前面的单元格", "Earlier cells")) } } }
            @if rest > 0 { p { a href=(turned(first + LISTED)) data-panel="" { (language.say("后面的单元格", "Further cells")) " (" (rest) ")" } } }
        }
    }
}

/// With which cell a list begins, from 1.
fn beginning(language: Language, first: usize) -> String {
    say!(" · 从第 {first}", " · from number {first}").spoken(language)
}

/// Every figure of every document.
pub(crate) fn all_figures(language: Language, documents: &[Markup]) -> Markup {
    html! {
        h1 { (language.say("指标", "Figures")) }
        @if documents.is_empty() { p { (language.say("还没有报告，所以没有指标。", "There is no report yet, and so no figure.")) } }
        @for document in documents { section { (document) } }
    }
}

/// Every figure of a document.
pub(crate) fn figures(addresses: &Addresses, language: Language, of: Of<'_>, shown: &Shown) -> Markup {
    html! {
        h2 { a href=(addresses.ask("document", &[("name", &of.name)])) { (shown.title) } }
        table {
            thead { tr {
                th scope="col" { (language.say("指标", "Figure")) } th scope="col" { (language.say("名称", "Name")) }
                th scope="col" { (language.say("月份", "Month")) } th scope="col" class="number" { (language.say("值", "Value")) }
            } }
            tbody { @for figure in shown.figures() { tr {
                th scope="row" { (figure.title) } td { code { (figure.name) } } td { (figure.time.month.spoken(language)) }
                td class="number" { a href=(number_address(addresses, of, &Origin::Figure(figure.name.clone()))) { (figure.text) } }
            } } }
        }
    }
}
