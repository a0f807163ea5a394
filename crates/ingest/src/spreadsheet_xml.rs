//! Excel's XML of 2003 (XML Spreadsheet Reference), which systems export under the name of xls.

use crate::formats::Formats;
use crate::grid::{Book, Budget, Fault, Merge, Raw};
use crate::refusal::Refusal;
use crate::sheet_builder::{SheetBuilder, Stop};
use crate::widths::of_points;
use opc::{Pipe, Step, Tag, Xml};
use std::collections::HashMap;

/// More sheets than any workbook has.
const MOST_SHEETS: usize = 20_000;
/// No such file is larger.
const MOST: usize = 256 << 20;

/// Reads a workbook that is one XML text, in whichever encoding it is written.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    if bytes.len() > MOST {
        return Err(Refusal::TooLarge);
    }
    let mut pipe = Pipe::ready(vec![Ok(bytes.to_vec())]);
    let (mut book, mut budget, mut styles) = (Book::default(), Budget::new(), Styles::default());
    let read = contents(&mut Xml::new(&mut pipe), &mut book, &mut budget, &mut styles);
    match read {
        // Damage within a sheet is told there; elsewhere it may have cost whole sheets.
        Err(refusal) => Err(refusal),
        Ok(()) if book.sheets.is_empty() => Err(Refusal::damaged("没有工作表", "there is no sheet")),
        Ok(()) => Ok(book),
    }
}

/// The styles of cells by their names.
#[derive(Default)]
struct Styles {
    formats: Formats,
    numbers: HashMap<String, usize>,
}

impl Styles {
    fn add(&mut self, name: String, format: &str) {
        let number = self.numbers.len();
        let Ok(id) = u32::try_from(number) else { return };
        if self.numbers.insert(name, number).is_none() {
            self.formats.code(id, if format == "Percent" { "0%" } else { format });
            // Fonts are not looked at here.
            self.formats.cell(id, 0);
        }
    }
}

fn contents(xml: &mut Xml<'_>, book: &mut Book, budget: &mut Budget, styles: &mut Styles) -> Result<(), Refusal> {
    let mut style = String::new();
    loop {
        match xml.next()? {
            Step::Open(tag) => match tag.name() {
                b"Date1904" => book.from_1904 = true,
                b"Style" => style = tag.attribute("ID").unwrap_or_default(),
                b"NumberFormat" => {
                    styles.add(std::mem::take(&mut style), &tag.attribute("Format").unwrap_or_default());
                }
                b"Worksheet" if !tag.empty() => {
                    if book.sheets.len() >= MOST_SHEETS {
                        return Err(Refusal::TooLarge);
                    }
                    let name = tag.attribute("Name").unwrap_or_default();
                    let mut hidden = false;
                    let mut sheet = State::new(styles, SheetBuilder::new(&mut book.strings, budget));
                    let read = sheet.read(xml, &mut hidden);
                    let ended = read.is_err();
                    book.sheets.push(sheet.sheet.finish(name, hidden, read)?);
                    if ended {
                        return Ok(());
                    }
                }
                _ => {}
            },
            Step::End => return Ok(()),
            _ => {}
        }
    }
}

/// A cell as it is written.
#[derive(Default)]
struct Cell {
    style: usize,
    formula: bool,
    kind: String,
    /// The text of its data, if it has any.
    text: Option<String>,
}

struct State<'a> {
    styles: &'a Styles,
    sheet: SheetBuilder<'a>,
    /// The row and the column of the next row or cell that says no other.
    next: (u32, u32),
    row: u32,
    column: u32,
    next_column: u32,
    cell: Cell,
}

fn count(tag: Tag<'_>, name: &str) -> Option<u32> {
    tag.attribute(name).and_then(|count| count.trim().parse().ok())
}

fn points(tag: Tag<'_>, name: &str) -> Option<f64> {
    tag.attribute(name).and_then(|points| points.trim().parse().ok())
}

fn concealed(tag: Tag<'_>) -> bool {
    tag.attribute("Hidden").is_some_and(|hidden| hidden == "1")
}

impl<'a> State<'a> {
    fn new(styles: &'a Styles, sheet: SheetBuilder<'a>) -> State<'a> {
        State { styles, sheet, next: (1, 1), row: 0, column: 0, next_column: 1, cell: Cell::default() }
    }

    /// Reads up to the end of the sheet, and whether the sheet is hidden.
    fn read(&mut self, xml: &mut Xml<'_>, hidden: &mut bool) -> Result<(), Stop> {
        // A remark holds data of its own.
        let (mut inside, mut remark, mut visible) = (false, false, false);
        loop {
            match xml.next()? {
                Step::Open(tag) => match tag.name() {
                    b"Table" => {
                        if let Some(points) = points(tag, "DefaultColumnWidth") {
                            self.sheet.widths.all(of_points(points));
                        }
                    }
                    b"Column" => self.columns(tag),
                    b"Row" => self.begin_row(tag),
                    b"Cell" => {
                        self.begin(tag);
                        if tag.empty() {
                            self.end()?;
                        }
                    }
                    b"Comment" => remark = !tag.empty(),
                    b"Data" if !remark => {
                        inside = !tag.empty();
                        self.cell.kind = tag.attribute("Type").unwrap_or_default();
                        self.cell.text = inside.then(String::new);
                    }
                    b"Visible" => visible = !tag.empty(),
                    _ => {}
                },
                Step::Letters(letters) if inside => {
                    if let Some(text) = &mut self.cell.text {
                        text.push_str(&letters);
                    }
                }
                Step::Letters(letters) if visible => *hidden |= letters.trim() != "SheetVisible",
                Step::Close(name) => match name {
                    b"Data" => inside = false,
                    b"Comment" => remark = false,
                    b"Cell" => self.end()?,
                    b"Visible" => visible = false,
                    b"Worksheet" => return Ok(()),
                    _ => {}
                },
                Step::End => return Err(Stop::damaged("工作表没有结束", "the sheet does not end")),
                _ => {}
            }
        }
    }

    fn columns(&mut self, tag: Tag<'_>) {
        let first = count(tag, "Index").unwrap_or(self.next_column);
        let last = first.saturating_add(count(tag, "Span").unwrap_or(0));
        self.next_column = last.saturating_add(1);
        if concealed(tag) {
            self.sheet.hide_columns(first, last);
        }
        if let Some(points) = points(tag, "Width") {
            self.sheet.widths.add(first, last, of_points(points));
        }
    }

    fn begin_row(&mut self, tag: Tag<'_>) {
        self.row = count(tag, "Index").unwrap_or(self.next.0);
        let last = self.row.saturating_add(count(tag, "Span").unwrap_or(0));
        self.next = (last.saturating_add(1), 1);
        if concealed(tag) {
            self.sheet.hide_rows(self.row, last);
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        self.column = count(tag, "Index").unwrap_or(self.next.1);
        let (right, down) = (count(tag, "MergeAcross").unwrap_or(0), count(tag, "MergeDown").unwrap_or(0));
        let (right, bottom) = (self.column.saturating_add(right), self.row.saturating_add(down));
        if (right, bottom) != (self.column, self.row) {
            self.sheet.merge(Merge { top: self.row, left: self.column, bottom, right });
        }
        self.next.1 = right.saturating_add(1);
        let style = tag.attribute("StyleID").and_then(|name| self.styles.numbers.get(&name).copied());
        let formula = tag.attribute("Formula").is_some();
        self.cell = Cell { style: style.unwrap_or(usize::MAX), formula, ..Cell::default() };
    }

    fn end(&mut self) -> Result<(), Stop> {
        let Cell { style, formula, kind, text } = std::mem::take(&mut self.cell);
        let raw = match (kind.as_str(), text) {
            (_, None) => {
                if formula {
                    Raw::Uncomputed
                } else {
                    Raw::Empty
                }
            }
            ("Number", Some(text)) => match text.trim().parse::<f64>() {
                Ok(number) => self.sheet.number((self.row, self.column), &self.styles.formats, number, style),
                Err(_) => self.sheet.strings.intern(&text),
            },
            ("Boolean", Some(text)) => Raw::Bool(text.trim() == "1"),
            ("Error", Some(text)) => Raw::Fault(Fault::named(text.trim())),
            // A date in ISO form is read like one that was typed.
            (_, Some(text)) => self.sheet.strings.intern(&text),
        };
        self.sheet.add(self.row, self.column, raw)
    }
}
