//! The tables of a web page, which many systems export under the name of a workbook.
//!
//! All tables become one sheet, below one another, as they do in Excel; text between them is a row
//! of its own, since titles and units stand there.

use crate::cells::{LAST_COLUMN, LAST_ROW};
use crate::encoding::decode;
use crate::grid::{Book, Budget, Doubt, Merge, Raw};
use crate::refusal::{Other, Refusal};
use crate::sheet_builder::{SheetBuilder, Stop};
use html5gum::{StartTag, Token, Tokenizer};
use std::collections::HashMap;

/// No such file is larger.
const MOST: usize = 256 << 20;
/// Tables lie within tables no deeper.
const DEEPEST: usize = 1_000;

/// Reads a web page as one sheet.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    if bytes.len() > MOST {
        return Err(Refusal::TooLarge);
    }
    let text = decode(bytes)?;
    let (mut book, mut budget) = (Book::default(), Budget::new());
    let mut page = Page::new(SheetBuilder::new(&mut book.strings, &mut budget));
    let read = page.read(&text.text);
    let (doubts, cells) = (page.doubts, page.cells);
    let mut sheet = page.sheet.finish("网页".to_owned(), false, read)?;
    if cells == 0 {
        return Err(Refusal::Other(Other::WebPage));
    }
    sheet.doubts = doubts;
    book.sheets.push(sheet);
    Ok(book)
}

/// A page while it is read.
struct Page<'a> {
    sheet: SheetBuilder<'a>,
    doubts: Vec<(u32, u32, Doubt)>,
    /// How many cells of tables were met.
    cells: u64,
    /// The row that is read, and the column that the next cell may take.
    row: u32,
    column: u32,
    /// The columns at which the tables around this place begin.
    tables: Vec<u32>,
    /// Up to which row a cell above takes each column.
    taken: HashMap<u32, u32>,
    /// The cell that is open, if one is: its column and its exact number.
    cell: Option<(u32, Option<f64>)>,
    text: String,
    hidden: bool,
    /// The element whose text nobody sees.
    unseen: Option<Vec<u8>>,
}

/// The value of an attribute.
fn attribute<'t>(tag: &'t StartTag<()>, name: &[u8]) -> Option<&'t [u8]> {
    tag.attributes.iter().find(|(own, _)| own.as_slice() == name).map(|(_, value)| value.value.as_slice())
}

fn count(tag: &StartTag<()>, name: &[u8], most: u32) -> u32 {
    let count = attribute(tag, name).and_then(|count| std::str::from_utf8(count).ok()?.trim().parse().ok());
    count.unwrap_or(1).clamp(1, most)
}

impl<'a> Page<'a> {
    fn new(sheet: SheetBuilder<'a>) -> Page<'a> {
        Page {
            sheet,
            doubts: Vec::new(),
            cells: 0,
            row: 1,
            column: 1,
            tables: Vec::new(),
            taken: HashMap::new(),
            cell: None,
            text: String::new(),
            hidden: false,
            unseen: None,
        }
    }

    fn read(&mut self, text: &str) -> Result<(), Stop> {
        for token in Tokenizer::new(text) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) if self.unseen.is_none() => self.open(&tag)?,
                Token::EndTag(tag) => match &self.unseen {
                    Some(name) if *name == tag.name.as_slice() => self.unseen = None,
                    Some(_) => {}
                    None => self.close(&tag.name)?,
                },
                Token::String(letters) if self.unseen.is_none() => self.letters(&String::from_utf8_lossy(&letters)),
                _ => {}
            }
        }
        self.end_cell()?;
        if self.tables.is_empty() {
            Ok(())
        } else {
            Err(Stop::damaged("网页在表格中间中断", "the web page breaks off within a table"))
        }
    }

    fn open(&mut self, tag: &StartTag<()>) -> Result<(), Stop> {
        match tag.name.as_slice() {
            name @ (b"head" | b"script" | b"style" | b"title" | b"xml" | b"select" | b"noscript") => {
                self.unseen = Some(name.to_vec()).filter(|_| !tag.self_closing);
            }
            b"table" => {
                let left = self.cell.map_or(1, |(column, _)| column);
                // A cell that holds nothing else gives its place to the table.
                if self.text.trim().is_empty() && self.cell.is_some() {
                    self.column = left;
                }
                self.end_cell()?;
                if self.tables.len() < DEEPEST {
                    self.tables.push(left);
                }
                self.new_row();
            }
            b"tr" => {
                self.end_cell()?;
                self.new_row();
                let style = attribute(tag, b"style").map(|style| String::from_utf8_lossy(style).replace(' ', ""));
                self.hidden = style.is_some_and(|style| style.to_lowercase().contains("display:none"));
            }
            b"td" | b"th" => {
                self.end_cell()?;
                self.begin_cell(tag);
            }
            b"br" => self.text.push('\n'),
            b"s" | b"del" | b"strike" => self.text.push_str("〔划去："),
            // 1234 with the note 1 is not 12341; the 2 of m² is a part of its word.
            b"sup" if self.text.ends_with(|letter: char| letter.is_ascii_digit()) => self.text.push_str("〔上标〕"),
            b"p" | b"div" | b"li" | b"caption" | b"h1" | b"h2" | b"h3" | b"h4" => self.block()?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &[u8]) -> Result<(), Stop> {
        match name {
            b"td" | b"th" | b"tr" => self.end_cell(),
            b"table" => {
                self.end_cell()?;
                self.tables.pop();
                self.taken.clear();
                self.new_row();
                Ok(())
            }
            b"p" | b"div" | b"li" | b"caption" | b"h1" | b"h2" | b"h3" | b"h4" => self.block(),
            b"s" | b"del" | b"strike" => {
                self.text.push('〕');
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Blocks of text are lines of a cell, or rows outside the tables.
    fn block(&mut self) -> Result<(), Stop> {
        if self.cell.is_some() {
            self.text.push('\n');
            return Ok(());
        }
        self.end_cell()
    }

    /// Text as a reader sees it: spaces and line ends between words are one space.
    fn letters(&mut self, letters: &str) {
        for letter in letters.chars() {
            let space = matches!(letter, ' ' | '\t' | '\r' | '\n');
            if !space {
                self.text.push(letter);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    /// Begins a row, unless the one that is there is still empty.
    fn new_row(&mut self) {
        let left = self.tables.last().copied().unwrap_or(1);
        if self.column > left || self.column > 1 && self.tables.is_empty() {
            self.row = self.row.saturating_add(1);
        }
        (self.column, self.hidden) = (left, false);
    }

    fn begin_cell(&mut self, tag: &StartTag<()>) {
        self.cells += 1;
        while self.taken.get(&self.column).is_some_and(|last| *last >= self.row) {
            self.column = self.column.saturating_add(1);
        }
        let (left, wide, high) = (self.column, count(tag, b"colspan", LAST_COLUMN), count(tag, b"rowspan", LAST_ROW));
        let (right, bottom) = (left.saturating_add(wide - 1), self.row.saturating_add(high - 1));
        if wide > 1 || high > 1 {
            self.sheet.merge(Merge { top: self.row, left, bottom, right });
        }
        if high > 1 {
            self.taken.extend((left..=right.min(LAST_COLUMN)).map(|column| (column, bottom)));
        }
        self.column = right.saturating_add(1);
        // Excel writes the number itself beside what it shows.
        let number = attribute(tag, b"x:num").and_then(|number| std::str::from_utf8(number).ok()?.trim().parse().ok());
        (self.cell, self.text) = (Some((left, number)), String::new());
    }

    /// Ends the open cell; text outside the tables is a row.
    fn end_cell(&mut self) -> Result<(), Stop> {
        let text = std::mem::take(&mut self.text);
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let (text, cell) = (lines.join("\n"), self.cell.take());
        if cell.is_none() && (text.is_empty() || !self.tables.is_empty() && self.column > 1) {
            return Ok(());
        }
        let (column, number) = cell.unwrap_or((self.tables.last().copied().unwrap_or(1), None));
        let raw = match number {
            Some(number) => Raw::Number(number),
            None => self.sheet.strings.intern(&text),
        };
        if text.contains('\u{fffd}') {
            self.doubts.push((self.row, column, Doubt::DamagedText));
        }
        if self.hidden && raw != Raw::Empty {
            self.sheet.hide_rows(self.row, self.row);
        }
        self.sheet.add(self.row, column, raw)?;
        if cell.is_none() {
            self.row = self.row.saturating_add(1);
        }
        Ok(())
    }
}
