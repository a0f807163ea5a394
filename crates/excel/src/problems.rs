//! 问题: what the checks found in the submitted workbooks.

use crate::error::failed;
use crate::formula::Scope;
use crate::sheets::{MAX_ROWS, PROBLEMS};
use crate::{reconciliations, sheet, style};
use model::diagnostic::address;
use model::package::Reconciled;
use model::{Diagnostic, Place, Severity};
use model::{Language, Said};
use rust_xlsxwriter::{FormatAlign, Worksheet};

/// 严重程度, 代码, 文件, 工作表, 单元格, 说明; three more for the reconciliations beneath.
const WIDTHS: [f64; 9] = [26.0, 24.0, 36.0, 16.0, 11.0, 70.0, 16.0, 14.0, 10.0];
const HEADS: [&str; 6] = ["严重程度", "代码", "文件", "工作表", "单元格", "说明"];
const LAST: u16 = 8;
/// The last column of the problems, from 0.
const LAST_OF_PROBLEMS: u16 = 5;
/// The row of the heads, from 0.
const HEAD: u32 = 2;
/// The row of the first problem, from 0.
const FIRST: u32 = 3;

/// Writes the sheet: the problems, and beneath them the reconciliations.
pub(crate) fn write(
    sheet: &mut Worksheet,
    diagnostics: &[Diagnostic],
    reconciliations: &[Reconciled],
    scope: &Scope<'_>,
) -> Result<(), Said> {
    sheet.set_name(PROBLEMS).map_err(failed)?;
    sheet::set_widths(sheet, &WIDTHS)?;
    sheet::set_page(sheet, &WIDTHS, Some(HEAD))?;
    sheet::freeze(sheet, HEAD)?;
    sheet::title(sheet, &WIDTHS, "问题")?;
    let room = usize::try_from(MAX_ROWS - FIRST).unwrap_or(usize::MAX);
    sheet::banner(sheet, 1, LAST, &summary(diagnostics, room), &style::remark())?;
    sheet::heads(sheet, HEAD, &WIDTHS, HEADS)?;
    for (row, diagnostic) in (FIRST..).zip(diagnostics.iter().take(room)) {
        write_problem(sheet, row, diagnostic)?;
    }
    let rows = u32::try_from(diagnostics.len().min(room)).unwrap_or(MAX_ROWS - FIRST);
    sheet::filter(sheet, HEAD, rows, LAST_OF_PROBLEMS + 1)?;
    let end =
        reconciliations::write(sheet, HEAD.saturating_add(rows).saturating_add(2), &WIDTHS, reconciliations, scope)?;
    sheet.set_print_area(0, 0, end, LAST).map_err(failed)?;
    sheet::back(sheet, 0, LAST + 1)
}

/// How many problems there are of each severity.
fn summary(diagnostics: &[Diagnostic], room: usize) -> String {
    if diagnostics.is_empty() {
        return "本月无问题。".to_owned();
    }
    let count = |severity: Severity| {
        let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        (count > 0).then(|| format!("{}{count}条", severity.chinese()))
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Info].into_iter().filter_map(count);
    let cut = if diagnostics.len() > room { format!("，只列出前{room}条") } else { String::new() };
    format!("共{}条：{}{cut}。", diagnostics.len(), counts.collect::<Vec<_>>().join("，"))
}

fn write_problem(sheet: &mut Worksheet, row: u32, diagnostic: &Diagnostic) -> Result<(), Said> {
    let words = style::words();
    let centre = words.clone().set_align(FormatAlign::Center);
    let place = &diagnostic.place;
    sheet::text(sheet, row, 0, diagnostic.severity.chinese(), &style::severity(diagnostic.severity))?;
    sheet::text(sheet, row, 1, diagnostic.rule.code, &words)?;
    sheet::text(sheet, row, 2, &place.file, &words)?;
    sheet::text(sheet, row, 3, place.sheet.as_deref().unwrap_or_default(), &words)?;
    sheet::text(sheet, row, 4, &position(place), &centre)?;
    sheet::text(sheet, row, 5, &diagnostic.message(Language::Chinese), &words)?;
    let sheet_name = place.sheet.as_deref().unwrap_or_default();
    let texts = ["", diagnostic.rule.code, &place.file, sheet_name, "", &diagnostic.message(Language::Chinese)];
    sheet::fit(sheet, row, texts.into_iter().zip(WIDTHS))
}

/// The cell, or the line of a text file.
fn position(place: &Place) -> String {
    match (place.cell, place.line) {
        (Some((row, column)), _) => address(row, column),
        (None, Some(line)) => format!("第{line}行"),
        (None, None) => String::new(),
    }
}
