//! What the markup of a sheet says, step by step, without knowing what stands before: bands of a large sheet are
//! read on two cores.

use super::rich::Rich;
use crate::grid::{Fault, Merge};
use crate::sheet_builder::Stop;
use crate::strings::shows_picture;
use model::say;
use opc::{Step, Tag, unescaped};

/// Something that a sheet says.
pub(super) enum Told {
    /// A row begins; where nothing is said it is the next one.
    Row {
        at: Option<u32>,
        hidden: bool,
    },
    Cell(Cell),
    Columns {
        first: u32,
        last: u32,
        hidden: bool,
        width: Option<f64>,
    },
    /// How wide all other columns are.
    Width(f64),
    Merge(Merge),
}

/// A cell, without what it refers to.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// Row and column from 1; where nothing is said it stands right of the last one.
    pub(super) at: Option<(u32, u32)>,
    pub(super) format: u32,
    /// Whether the content is a formula's result.
    pub(super) formula: bool,
    pub(super) content: Content,
}

#[derive(Debug, Default, PartialEq)]
pub(super) enum Content {
    #[default]
    Empty,
    /// A formula without a value.
    Uncomputed,
    /// A formula that shows a picture.
    Picture,
    Number(f64),
    /// From where to where the text stands among those that were scanned with it.
    Text(u32, u32),
    /// The same of one that is struck out as a whole.
    Struck(u32, u32),
    /// The number of one of the shared strings, if it is one.
    Shared(Option<u32>),
    Bool(bool),
    Fault(Fault),
}

/// What the `t` of a cell says about its value.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    /// The text itself, typed or the result of a formula.
    Text,
    Bool,
    Fault,
}

/// Reads the steps of a sheet, or of a band of it.
#[derive(Default)]
pub(super) struct Scanner {
    /// The texts of cells, one behind another: a text of its own for each takes longer to get and to give back than
    /// all else that is done with it.
    pub(super) texts: String,
    /// The cell that is being read.
    cell: Cell,
    kind: Kind,
    formula: bool,
    /// Whether the formula shows a picture.
    picture: bool,
    /// Whether the cell has a value, which may be an empty text.
    value: bool,
    text: String,
    /// A text that stands in the cell itself, in runs.
    rich: Option<Rich>,
    /// Whether letters are of a value, of how it is pronounced, of a formula.
    inside: bool,
    phonetic: bool,
    within_formula: bool,
}

impl Scanner {
    /// What a step says.
    pub(super) fn step(&mut self, step: Step<'_>) -> Result<Option<Told>, Stop> {
        match step {
            Step::Open(tag) => return self.open(tag),
            Step::Letters(letters) if self.inside => match &mut self.rich {
                Some(rich) => rich.push(&letters),
                None => self.text.push_str(&letters),
            },
            Step::Letters(letters) if self.within_formula => self.picture |= shows_picture(&letters),
            Step::Close(name) => match name {
                b"c" => return Ok(Some(self.end())),
                b"f" => self.within_formula = false,
                b"v" | b"t" => self.inside = false,
                b"rPh" => self.phonetic = false,
                _ => {}
            },
            _ => {}
        }
        Ok(None)
    }

    fn open(&mut self, tag: Tag<'_>) -> Result<Option<Told>, Stop> {
        match tag.name() {
            b"c" => {
                self.begin(tag)?;
                return Ok(tag.empty().then(|| self.end()));
            }
            b"v" | b"t" if !self.phonetic => {
                self.inside = !tag.empty();
                // `<v/>` beside a formula is what programs write that do not calculate.
                self.value |= !tag.empty();
            }
            b"f" => {
                self.formula = true;
                self.within_formula = !tag.empty();
            }
            b"is" => self.rich = Some(Rich::default()),
            b"r" | b"strike" | b"vertAlign" => self.rich.iter_mut().for_each(|rich| rich.open(&tag)),
            b"row" => return Ok(Some(row(tag))),
            b"rPh" => self.phonetic = !tag.empty(),
            b"col" => return Ok(Some(columns(tag))),
            b"sheetFormatPr" => {
                let width = tag.attributes().find(|(name, _)| *name == b"defaultColWidth");
                return Ok(width.and_then(|(_, value)| decimal(value)).map(Told::Width));
            }
            b"mergeCell" => {
                let area = opc::area(&tag.attribute("ref").unwrap_or_default());
                return Ok(area.map(|[top, left, bottom, right]| Told::Merge(Merge { top, left, bottom, right })));
            }
            _ => {}
        }
        Ok(None)
    }

    fn begin(&mut self, tag: Tag<'_>) -> Result<(), Stop> {
        (self.cell, self.kind) = (Cell::default(), Kind::Number);
        (self.value, self.formula, self.picture, self.rich) = (false, false, false, None);
        self.text.clear();
        for (name, value) in tag.attributes() {
            match name {
                b"r" => self.cell.at = opc::cell(value).or(self.cell.at),
                b"s" => {
                    self.cell.format =
                        number::<u64>(value).map_or(0, |format| u32::try_from(format).unwrap_or(u32::MAX))
                }
                b"t" => {
                    self.kind = match value {
                        b"n" => Kind::Number,
                        b"s" => Kind::Shared,
                        // A date in ISO form is read like one that was typed.
                        b"str" | b"inlineStr" | b"d" => Kind::Text,
                        b"b" => Kind::Bool,
                        b"e" => Kind::Fault,
                        other => {
                            let other = String::from_utf8_lossy(other);
                            let what = say!("不认识的单元格类型 {other}", "the type of cell {other} is not known");
                            return Err(Stop::Damaged(what));
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Told {
        let (content, formula) = (self.content(), self.formula);
        (self.value, self.formula, self.picture) = (false, false, false);
        Told::Cell(Cell { content, formula, ..std::mem::take(&mut self.cell) })
    }

    fn content(&mut self) -> Content {
        if self.picture {
            return Content::Picture;
        }
        if !self.value {
            return if self.formula { Content::Uncomputed } else { Content::Empty };
        }
        let mut struck = false;
        if let Some(rich) = self.rich.take() {
            (self.text, struck) = rich.whole();
        }
        let trimmed = self.text.trim();
        match self.kind {
            Kind::Text => match kept(&mut self.texts, &unescaped(&self.text)) {
                Content::Text(start, end) if struck => Content::Struck(start, end),
                content => content,
            },
            Kind::Shared => Content::Shared(trimmed.parse().ok()),
            Kind::Bool => Content::Bool(flag(trimmed.as_bytes())),
            Kind::Fault => Content::Fault(Fault::named(trimmed)),
            Kind::Number => match trimmed.parse::<f64>() {
                Ok(number) => Content::Number(number),
                Err(_) => kept(&mut self.texts, &unescaped(&self.text)),
            },
        }
    }
}

/// A text that is put behind the others.
pub(super) fn kept(texts: &mut String, text: &str) -> Content {
    let start = texts.len() as u32;
    texts.push_str(text);
    Content::Text(start, texts.len() as u32)
}

fn row(tag: Tag<'_>) -> Told {
    let (mut at, mut hidden) = (None, false);
    for (name, value) in tag.attributes() {
        match name {
            b"r" => at = number(value).or(at),
            b"hidden" => hidden = flag(value),
            _ => {}
        }
    }
    Told::Row { at, hidden }
}

fn columns(tag: Tag<'_>) -> Told {
    let (mut first, mut last, mut hidden, mut width) = (0, 0, false, None);
    for (name, value) in tag.attributes() {
        match name {
            b"min" => first = number(value).unwrap_or(0),
            b"max" => last = number(value).unwrap_or(0),
            b"hidden" => hidden = flag(value),
            b"width" => width = decimal(value),
            _ => {}
        }
    }
    Told::Columns { first, last, hidden, width }
}

fn flag(value: &[u8]) -> bool {
    matches!(value, b"1" | b"true" | b"TRUE")
}

fn decimal(value: &[u8]) -> Option<f64> {
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}

/// A number of digits alone.
fn number<T: TryFrom<u64>>(digits: &[u8]) -> Option<T> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    let value = digits.iter().try_fold(0_u64, |value, byte| value.checked_mul(10)?.checked_add(digit(byte)?));
    T::try_from(value.filter(|_| !digits.is_empty())?).ok()
}
