//! The bad cells of a sheet get their colour; those that are not there yet are added empty.

use crate::notes::Marks;
use crate::styles::Styles;
use model::diagnostic::address;
use opc::markup::{Tag, tags};

struct Writer<'a> {
    xml: &'a str,
    out: String,
    at: usize,
    /// Cells that are still to be coloured, in order.
    waiting: std::collections::VecDeque<(u32, u32)>,
    prefix: String,
}

impl Writer<'_> {
    /// Copies what stands before a tag.
    fn copy(&mut self, to: usize) {
        self.out.push_str(self.xml.get(self.at..to).unwrap_or_default());
        self.at = to;
    }

    /// Writes another text in place of a tag.
    fn replace(&mut self, tag: &Tag<'_>, text: &str) {
        self.copy(tag.start);
        self.out.push_str(text);
        self.at = tag.end;
    }

    /// Adds the waiting cells of a row that come before a column.
    fn cells(&mut self, row: u32, before: u32, styles: &mut Styles) {
        while let Some((_, column)) = self.waiting.front().copied().filter(|cell| cell.0 == row && cell.1 < before) {
            let twin = styles.twin(0);
            self.out.push_str(&format!("<{}c r=\"{}\" s=\"{twin}\"/>", self.prefix, address(row, column)));
            self.waiting.pop_front();
        }
    }

    /// Adds the waiting rows that come before a row.
    fn rows(&mut self, before: u32, styles: &mut Styles) {
        while let Some((row, _)) = self.waiting.front().copied().filter(|cell| cell.0 < before) {
            self.out.push_str(&format!("<{}row r=\"{row}\">", self.prefix));
            self.cells(row, u32::MAX, styles);
            self.out.push_str(&format!("</{}row>", self.prefix));
        }
    }
}

/// The sheet's XML with its bad cells coloured.
pub(crate) fn colour(xml: &str, marks: &Marks, styles: &mut Styles) -> String {
    let prefix = tags(xml).next().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
    let mut writer = Writer {
        xml,
        out: String::with_capacity(xml.len() + 4096),
        at: 0,
        waiting: marks.keys().copied().collect(),
        prefix,
    };
    let (mut row, mut column, mut inside) = (0_u32, 0_u32, false);
    for tag in tags(xml) {
        match (tag.name(), tag.closes()) {
            ("sheetData", false) if tag.empty() => {
                let open = format!("<{}>", tag.full_name());
                writer.replace(&tag, &open);
                writer.rows(u32::MAX, styles);
                writer.out.push_str(&format!("</{}>", tag.full_name()));
            }
            ("sheetData", false) => inside = true,
            ("sheetData", true) => {
                writer.copy(tag.start);
                writer.rows(u32::MAX, styles);
                inside = false;
            }
            ("row", false) if inside => {
                row = tag.get("r").and_then(|row| row.parse().ok()).unwrap_or(row.saturating_add(1));
                column = 0;
                writer.copy(tag.start);
                writer.rows(row, styles);
                if tag.empty() && writer.waiting.front().is_some_and(|cell| cell.0 == row) {
                    let open = format!("{}>", tag.text.trim_end_matches("/>").trim_end());
                    writer.replace(&tag, &open);
                    writer.cells(row, u32::MAX, styles);
                    writer.out.push_str(&format!("</{}>", tag.full_name()));
                }
            }
            ("row", true) if inside => {
                writer.copy(tag.start);
                writer.cells(row, u32::MAX, styles);
            }
            ("c", false) if inside => {
                (row, column) = tag
                    .get("r")
                    .and_then(|place| opc::cell(place.as_bytes()))
                    .unwrap_or((row, column.saturating_add(1)));
                writer.copy(tag.start);
                writer.cells(row, column, styles);
                if writer.waiting.front() == Some(&(row, column)) {
                    writer.waiting.pop_front();
                    let own = tag.get("s").and_then(|style| style.parse().ok()).unwrap_or(0);
                    let twin = styles.twin(own);
                    writer.replace(&tag, &tag.with("s", &twin.to_string()));
                }
            }
            _ => {}
        }
    }
    writer.copy(xml.len());
    writer.out
}
