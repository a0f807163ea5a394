//! The head of a table: its rows, and cells that span columns and rows.

use crate::cells::{BLANK, Columns, Place, cell, with_unit, written_row};
use crate::format::{Format, Letters};
use crate::page::{POINT, em};
use crate::styles::TABLE_HEAD;
use crate::writer::Writer;
use model::document::Table;

/// A cell of the head: its words, its first column and how many there are, and the row that it
/// begins in.
struct HeadBox {
    title: String,
    columns: (usize, usize),
    row: usize,
}

/// The rows of the head; a column's own title reaches up where nothing stands above it.
pub(crate) fn rows(writer: &mut Writer<'_>, table: &Table, columns: &Columns) {
    let count = table.head.len() + 1;
    let mut boxes: Vec<HeadBox> = Vec::new();
    for (row, cells) in table.head.iter().enumerate() {
        let mut first = 0;
        for cell in cells {
            let span = cell.columns.max(1);
            if !cell.title.is_empty() {
                boxes.push(HeadBox { title: cell.title.clone(), columns: (first, span), row });
            }
            first += span;
        }
    }
    for (number, column) in table.columns.iter().enumerate() {
        let above = boxes.iter().filter(|known| (known.columns.0..known.columns.0 + known.columns.1).contains(&number));
        let row = above.map(|known| known.row + 1).max().unwrap_or(0);
        boxes.push(HeadBox { title: column.title.clone(), columns: (number, 1), row });
    }
    for row in 0..count {
        let outer = std::mem::take(&mut writer.xml);
        let mut number = 0;
        while number < table.columns.len() {
            let own = boxes.iter().find(|known| known.row == row && known.columns.0 == number);
            let above = boxes.iter().find(|known| known.row < row && known.columns == (number, 1));
            let span = own.map_or(1, |own| own.columns.1);
            // Only a column's own title goes over several rows; it is the last that stands in it.
            let reaches = own.is_some_and(|own| own.columns.1 == 1 && row + 1 < count && is_last(&boxes, own));
            let merge = match (own, above) {
                (Some(_), _) if reaches => Some("restart"),
                (None, Some(_)) => Some("continue"),
                _ => None,
            };
            let title = own.map_or("", |own| own.title.as_str());
            let width = columns.widths.iter().skip(number).take(span).sum();
            let letters = Letters::default().sized(columns.size);
            let (words, unit) = with_unit(title);
            let fits = (em(title) + BLANK) * columns.size * POINT <= f64::from(width);
            let title = if fits || unit.is_empty() { title.to_owned() } else { format!("{words}\n{unit}") };
            cell(writer, Place { width, span, merge }, |writer| {
                writer.line(&Format::of(TABLE_HEAD), letters, &title);
            });
            number += span;
        }
        let cells = std::mem::replace(&mut writer.xml, outer);
        written_row(&mut writer.xml, &cells, true);
    }
}

/// Whether nothing stands below a cell of the head.
fn is_last(boxes: &[HeadBox], own: &HeadBox) -> bool {
    !boxes.iter().any(|known| known.row > own.row && known.columns.0 == own.columns.0)
}
