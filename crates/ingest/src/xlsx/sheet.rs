//! The cells, merged blocks and hidden rows of one sheet.

use crate::grid::{Budget, Fault, Merge, Raw, Sheet};
use crate::refusal::Refusal;
use crate::sheet_builder::{Referred, SheetBuilder, Stop};
use crate::strings::{PICTURE, Strings, shows_picture};
use model::say;
use opc::{Package, Pipe, SheetPart, Step, Tag, Xml, unescaped};

/// Reads one sheet. Damage ends it early; only a sheet beyond all bounds is an error.
pub(crate) fn read(
    package: &Package<'_>,
    referred: &Referred,
    entry: SheetPart,
    strings: &mut Strings,
    budget: &mut Budget,
) -> Result<Sheet, Refusal> {
    let mut state = State {
        referred,
        sheet: SheetBuilder::new(strings, budget),
        row: 0,
        column: 0,
        kind: Kind::Number,
        style: 0,
        formula: false,
        picture: false,
        value: false,
        text: String::new(),
    };
    let read = opc::read(package, &entry.part, |pipe| state.run(pipe));
    let read = read.unwrap_or_else(|| Err(Stop::damaged("工作表的部件缺失", "the part of the sheet is missing")));
    state.sheet.finish(entry.name, entry.hidden, read)
}

/// What the `t` of a cell says about its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    /// The text itself, typed or the result of a formula.
    Text,
    Bool,
    Fault,
}

struct State<'a> {
    referred: &'a Referred,
    sheet: SheetBuilder<'a>,
    row: u32,
    column: u32,
    kind: Kind,
    style: usize,
    formula: bool,
    /// Whether the formula shows a picture.
    picture: bool,
    /// Whether the cell has a value, which may be an empty text.
    value: bool,
    text: String,
}

impl State<'_> {
    fn run(&mut self, pipe: &mut Pipe) -> Result<(), Stop> {
        let mut xml = Xml::new(pipe);
        let (mut inside, mut phonetic, mut formula) = (false, false, false);
        loop {
            match xml.next()? {
                Step::Open(tag) => match tag.name() {
                    b"c" => {
                        self.begin(tag)?;
                        if tag.empty() {
                            self.end()?;
                        }
                    }
                    b"v" | b"t" if !phonetic => {
                        inside = !tag.empty();
                        // `<v/>` beside a formula is what programs write that do not calculate.
                        self.value |= !tag.empty();
                    }
                    b"f" => {
                        self.formula = true;
                        formula = !tag.empty();
                    }
                    b"row" => self.row(tag),
                    b"rPh" => phonetic = !tag.empty(),
                    b"col" => self.columns(tag),
                    b"sheetFormatPr" => self.default_width(tag),
                    b"mergeCell" => self.merge(tag),
                    _ => {}
                },
                Step::Letters(letters) if inside => self.text.push_str(&letters),
                Step::Letters(letters) if formula => self.picture |= shows_picture(&letters),
                Step::Close(name) => match name {
                    b"c" => self.end()?,
                    b"f" => formula = false,
                    b"v" | b"t" => inside = false,
                    b"rPh" => phonetic = false,
                    _ => {}
                },
                Step::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn row(&mut self, tag: Tag<'_>) {
        (self.row, self.column) = (self.row.saturating_add(1), 0);
        let mut hidden = false;
        for (name, value) in tag.attributes() {
            match name {
                b"r" => self.row = number(value).unwrap_or(self.row),
                b"hidden" => hidden = flag(value),
                _ => {}
            }
        }
        if hidden {
            self.sheet.hide_rows(self.row, self.row);
        }
    }

    fn begin(&mut self, tag: Tag<'_>) -> Result<(), Stop> {
        self.column = self.column.saturating_add(1);
        (self.kind, self.style, self.value) = (Kind::Number, 0, false);
        (self.formula, self.picture) = (false, false);
        self.text.clear();
        for (name, value) in tag.attributes() {
            match name {
                b"r" => {
                    if let Some((row, column)) = opc::cell(value) {
                        (self.row, self.column) = (row, column);
                    }
                }
                b"s" => self.style = number(value).unwrap_or(0),
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

    fn end(&mut self) -> Result<(), Stop> {
        let raw = self.content()?;
        if raw == Raw::Empty {
            return Ok(());
        }
        self.sheet.add(self.row, self.column, raw)
    }

    fn content(&mut self) -> Result<Raw, Stop> {
        if self.picture {
            return Ok(self.sheet.strings.intern(PICTURE));
        }
        if !self.value {
            return Ok(if self.formula { Raw::Uncomputed } else { Raw::Empty });
        }
        Ok(match self.kind {
            Kind::Text => self.sheet.strings.intern(&unescaped(&self.text)),
            Kind::Shared => self.sheet.shared(self.referred, self.text.trim().parse().ok())?,
            Kind::Bool => Raw::Bool(flag(self.text.trim().as_bytes())),
            Kind::Fault => Raw::Fault(Fault::named(self.text.trim())),
            Kind::Number => match self.text.trim().parse::<f64>() {
                Ok(number) => self.sheet.number((self.row, self.column), &self.referred.formats, number, self.style),
                Err(_) => self.sheet.strings.intern(&unescaped(&self.text)),
            },
        })
    }

    fn columns(&mut self, tag: Tag<'_>) {
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
        if hidden {
            self.sheet.hide_columns(first, last);
        }
        if let Some(width) = width {
            self.sheet.widths.add(first, last, width);
        }
    }

    fn default_width(&mut self, tag: Tag<'_>) {
        let width = tag.attributes().find(|(name, _)| *name == b"defaultColWidth");
        if let Some(width) = width.and_then(|(_, value)| decimal(value)) {
            self.sheet.widths.all(width);
        }
    }

    fn merge(&mut self, tag: Tag<'_>) {
        let area = tag.attribute("ref").unwrap_or_default();
        if let Some([top, left, bottom, right]) = opc::area(&area) {
            self.sheet.merge(Merge { top, left, bottom, right });
        }
    }
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
