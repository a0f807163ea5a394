//! The cells, merged blocks and hidden rows of one sheet.

use crate::cells::{LAST_COLUMN, LAST_ROW};
use crate::grid::{Fault, Merge, Raw};
use crate::sheet_builder::{SheetBuilder, Stop};
use crate::strings::{PICTURE, shows_picture};
use opc::{Error, Step, Tag, Xml};
use std::collections::HashMap;

/// More nested shapes than any sheet has.
const DEEPEST: u32 = 1_000;

/// Reads up to the end of the sheet.
pub(super) fn read(xml: &mut Xml<'_>, sheet: &mut SheetBuilder<'_>, widths: &HashMap<String, f64>) -> Result<(), Stop> {
    let mut state = State { sheet, row: 1, rows: 1, hidden: false, column: 1, next_column: 1, cells: Vec::new() };
    loop {
        match xml.next()? {
            Step::Open(tag) => match tag.name() {
                b"table-column" => state.columns(tag, widths),
                b"table-row" => {
                    let empty = tag.empty();
                    state.begin_row(tag);
                    if empty {
                        state.end_row()?;
                    }
                }
                b"table-cell" | b"covered-table-cell" => {
                    let mut cell = Cell::new(tag);
                    if !tag.empty() {
                        cell.text = text(xml)?;
                    }
                    state.add(&cell);
                }
                b"shapes" if !tag.empty() => pass_over(xml, b"shapes")?,
                _ => {}
            },
            Step::Close(b"table-row") => state.end_row()?,
            Step::Close(b"table") => return Ok(()),
            Step::End => return Err(Stop::damaged("工作表没有结束", "the sheet does not end")),
            _ => {}
        }
    }
}

/// Passes over an element with all that it holds, others of its name among it.
pub(super) fn pass_over(xml: &mut Xml<'_>, name: &[u8]) -> Result<(), Error> {
    let mut depth = 1_u32;
    while depth > 0 && depth < DEEPEST {
        match xml.next()? {
            Step::Open(tag) if tag.name() == name && !tag.empty() => depth += 1,
            Step::Close(closed) if closed == name => depth -= 1,
            Step::End => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}

/// What stands in a cell besides its paragraphs: a remark's or a shape's text is not the cell's.
fn beside(name: &[u8]) -> Option<&'static [u8]> {
    let names: [&'static [u8]; 9] =
        [b"annotation", b"frame", b"custom-shape", b"rect", b"ellipse", b"line", b"g", b"control", b"ruby-text"];
    names.into_iter().find(|known| *known == name)
}

/// The text of a cell: its paragraphs, one a line.
fn text(xml: &mut Xml<'_>) -> Result<String, Error> {
    let (mut text, mut paragraphs, mut inside) = (String::new(), 0_u32, false);
    loop {
        let passed = match xml.next()? {
            Step::Open(tag) => {
                let name = tag.name();
                match name {
                    b"p" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs = paragraphs.saturating_add(1);
                        inside = !tag.empty();
                    }
                    b"line-break" => text.push('\n'),
                    b"tab" => text.push('\t'),
                    b"s" => {
                        let count = tag.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                        text.extend(std::iter::repeat_n(' ', count.min(1_000)));
                    }
                    _ => {}
                }
                beside(name).filter(|_| !tag.empty())
            }
            Step::Close(b"p") => {
                inside = false;
                None
            }
            Step::Close(b"table-cell" | b"covered-table-cell") | Step::End => return Ok(text),
            Step::Letters(letters) if inside => {
                text.push_str(&letters);
                None
            }
            _ => None,
        };
        if let Some(name) = passed {
            pass_over(xml, name)?;
        }
    }
}

/// A cell as it is written.
#[derive(Default)]
struct Cell {
    kind: String,
    value: String,
    fault: bool,
    formula: bool,
    /// Whether the formula shows a picture.
    picture: bool,
    /// How many cells side by side are alike.
    repeated: u32,
    /// How many columns and rows a merged block has that begins here.
    spanned: (u32, u32),
    text: String,
}

fn count(tag: Tag<'_>, name: &str) -> u32 {
    tag.attribute(name).and_then(|count| count.trim().parse().ok()).unwrap_or(1).max(1)
}

impl Cell {
    fn new(tag: Tag<'_>) -> Cell {
        let mut cell = Cell { repeated: 1, spanned: (1, 1), ..Cell::default() };
        for (name, _) in tag.attributes() {
            match name {
                // LibreOffice says a second time under a prefix of its own what is an error.
                b"value-type" => {
                    let kind = tag.attribute("value-type").unwrap_or_default();
                    cell.fault = tag.attributes().any(|(name, value)| name == b"value-type" && value == b"error");
                    cell.kind = kind;
                }
                b"value" | b"date-value" | b"boolean-value" | b"string-value" => {
                    let name = String::from_utf8_lossy(name);
                    cell.value = tag.attribute(&name).unwrap_or_default();
                }
                b"formula" => {
                    cell.formula = true;
                    cell.picture = tag.attribute("formula").is_some_and(|formula| shows_picture(&formula));
                }
                b"number-columns-repeated" => cell.repeated = count(tag, "number-columns-repeated"),
                b"number-columns-spanned" => cell.spanned.0 = count(tag, "number-columns-spanned"),
                b"number-rows-spanned" => cell.spanned.1 = count(tag, "number-rows-spanned"),
                _ => {}
            }
        }
        cell
    }

    fn raw(&self, sheet: &mut SheetBuilder<'_>) -> Raw {
        if self.picture {
            return sheet.strings.intern(PICTURE);
        }
        if self.fault {
            return Raw::Fault(Fault::named(self.text.trim()));
        }
        let number = || self.value.trim().parse::<f64>().ok();
        let raw = match self.kind.as_str() {
            "float" | "currency" => number().map(Raw::Number),
            "percentage" => number().map(Raw::Percent),
            "boolean" => Some(Raw::Bool(self.value == "true")),
            // A date in ISO form is read like one that was typed.
            "date" | "string" if !self.value.is_empty() => Some(sheet.strings.intern(&self.value)),
            _ => None,
        };
        match raw {
            Some(raw) => raw,
            None if self.text.is_empty() && self.formula => Raw::Uncomputed,
            None => sheet.strings.intern(&self.text),
        }
    }
}

struct State<'a, 'b> {
    sheet: &'a mut SheetBuilder<'b>,
    /// The row that is read, and how many rows from there on are alike.
    row: u32,
    rows: u32,
    hidden: bool,
    /// Where the next cell stands.
    column: u32,
    /// Where the next definition of columns begins.
    next_column: u32,
    cells: Vec<(u32, Raw)>,
}

fn concealed(tag: Tag<'_>) -> bool {
    tag.attribute("visibility").is_some_and(|visibility| visibility != "visible")
}

impl State<'_, '_> {
    fn columns(&mut self, tag: Tag<'_>, widths: &HashMap<String, f64>) {
        let next = self.next_column.saturating_add(count(tag, "number-columns-repeated"));
        if concealed(tag) {
            self.sheet.hide_columns(self.next_column, next.saturating_sub(1));
        }
        if let Some(width) = tag.attribute("style-name").and_then(|style| widths.get(&style)) {
            self.sheet.widths.add(self.next_column, next.saturating_sub(1), *width);
        }
        self.next_column = next;
    }

    fn begin_row(&mut self, tag: Tag<'_>) {
        (self.rows, self.hidden, self.column) = (count(tag, "number-rows-repeated"), concealed(tag), 1);
    }

    fn add(&mut self, cell: &Cell) {
        let raw = cell.raw(self.sheet);
        let next = self.column.saturating_add(cell.repeated);
        if raw != Raw::Empty {
            let last = next.min(LAST_COLUMN.saturating_add(2));
            self.cells.extend((self.column..last).map(|column| (column, raw)));
        }
        if cell.spanned != (1, 1) {
            self.sheet.merge(Merge {
                top: self.row,
                left: self.column,
                bottom: self.row.saturating_add(cell.spanned.1 - 1),
                right: self.column.saturating_add(cell.spanned.0 - 1),
            });
        }
        self.column = next;
    }

    fn end_row(&mut self) -> Result<(), Stop> {
        let next = self.row.saturating_add(self.rows);
        if self.hidden {
            self.sheet.hide_rows(self.row, next.saturating_sub(1));
        }
        if !self.cells.is_empty() {
            for row in self.row..next.min(LAST_ROW.saturating_add(2)) {
                for (column, raw) in &self.cells {
                    self.sheet.add(row, *column, *raw)?;
                }
            }
        }
        self.cells.clear();
        (self.row, self.rows, self.hidden) = (next, 1, false);
        Ok(())
    }
}
