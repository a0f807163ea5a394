//! The first sheet: all problems, gravest first, each with a link to its cell.

use crate::styles::Look;
use model::diagnostic::{MARKED_HEAD, address};
use model::{Diagnostic, Language};
use opc::WorkbookParts;
use opc::markup::escaped;
use std::cmp::Reverse;

const WIDTHS: [u32; 6] = [6, 8, 20, 10, 90, 24];
/// So many problems are listed.
const MOST: usize = 20_000;

/// The sheet's XML.
pub(crate) fn sheet(problems: &[Diagnostic], parts: &WorkbookParts, look: &Look) -> String {
    let mut sorted: Vec<&Diagnostic> = problems.iter().collect();
    let order = |sheet: &Option<String>| parts.sheets.iter().position(|other| Some(&other.name) == sheet.as_ref());
    sorted.sort_by_key(|problem| (Reverse(problem.severity), order(&problem.place.sheet), problem.place.cell));
    let columns: Vec<String> = (1..)
        .zip(WIDTHS)
        .map(|(at, width)| format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"))
        .collect();
    let intro = format!("共 {} 处问题。红底的单元格请按批注和下表改正，另存后重新报送；本表不用删除。", sorted.len());
    let mut rows = row(1, &[(intro.as_str(), look.head)]);
    rows.push_str(&row(2, &MARKED_HEAD.map(|head| (head, look.head))));
    let mut links = String::new();
    for (at, problem) in (3_u32..).zip(sorted.iter().take(MOST)) {
        let number = (at - 2).to_string();
        let sheet = problem.place.sheet.clone().unwrap_or_default();
        let cell = problem.place.cell.map(|(row, column)| address(row, column)).unwrap_or_default();
        // A text file's only sheet has another name here.
        let known = parts
            .sheets
            .iter()
            .find(|other| other.name == sheet)
            .or(parts.sheets.first().filter(|_| parts.sheets.len() == 1));
        let linked = known.filter(|_| !cell.is_empty());
        if let Some(target) = linked {
            let place = format!("'{}'!{cell}", target.name.replace('\'', "''"));
            links.push_str(&format!("<hyperlink ref=\"D{at}\" location=\"{}\" display=\"{cell}\"/>", escaped(&place)));
        }
        let link = if linked.is_some() { look.link } else { look.text };
        rows.push_str(&row(
            at,
            &[
                (&number, look.text),
                (problem.severity.chinese(), look.text),
                (&sheet, look.text),
                (&cell, link),
                (&problem.message(Language::Chinese), look.text),
                (problem.rule.code, look.text),
            ],
        ));
    }
    let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"2\" topLeftCell=\"A3\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>{}</cols><sheetData>{rows}</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:F1\"/></mergeCells>{links}<pageMargins left=\"0.6\" right=\"0.6\" top=\"0.7\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
        columns.concat()
    )
}

fn row(row: u32, cells: &[(&str, usize)]) -> String {
    let cells: Vec<String> = (1..)
        .zip(cells)
        .map(|(column, (text, style))| {
            let place = address(row, column);
            format!(
                "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            )
        })
        .collect();
    format!("<row r=\"{row}\">{}</row>", cells.concat())
}
