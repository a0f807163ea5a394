//! The texts of XML, however broken: words between tags, attributes, remarks.
//!
//! What a parser refuses or passes over is read here all the same.

use crate::elements::{is_for_programs, is_inline, is_words};
use crate::fold::SEPARATOR;
use crate::kind::Kind;

/// All texts of a part.
#[derive(Default)]
pub(crate) struct Texts {
    words: String,
    programs: String,
    named: String,
    values: String,
    remarks: String,
    /// Whether the text of each open element is for programs.
    open: Vec<bool>,
    /// Whether the cell's value is a place in the list of strings.
    is_index: bool,
}

/// A tag's attributes: names without prefixes, values without entities.
pub(crate) type Attributes = Vec<(String, String)>;

/// A piece of XML.
pub(crate) enum Piece<'a> {
    /// `<name …>` or `<name …/>`: the name without its prefix, and whether the element ends here.
    Open(&'a str, Attributes, bool),
    /// `</name>`
    Close(&'a str),
    /// Letters without entities.
    Letters(String),
    /// A comment, an instruction, a declaration.
    Remark(&'a str),
}

impl Texts {
    /// Reads a part.
    pub(crate) fn new(xml: &str) -> Texts {
        let mut texts = Texts::default();
        pieces(xml, |piece| texts.take(piece));
        texts
    }

    /// The texts and their kinds.
    pub(crate) fn all(&self) -> [(&str, Kind); 5] {
        [
            (&self.words, Kind::Words),
            (&self.named, Kind::Words),
            (&self.remarks, Kind::Words),
            (&self.values, Kind::Values),
            (&self.programs, Kind::Values),
        ]
    }

    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(name, attributes, is_empty) => self.open(name, &attributes, is_empty),
            Piece::Close(name) => {
                self.open.pop();
                if !is_inline(name) {
                    self.words.push(SEPARATOR);
                }
            }
            Piece::Letters(letters) => self.letters(&letters),
            Piece::Remark(remark) => push(&mut self.remarks, remark),
        }
    }

    fn open(&mut self, name: &str, attributes: &[(String, String)], is_empty: bool) {
        for (attribute, value) in attributes {
            push(if is_words(name, attribute, value) { &mut self.named } else { &mut self.values }, value);
        }
        match name {
            "tab" => self.words.push(SEPARATOR),
            "br" | "cr" => self.words.push('\n'),
            _ if is_empty || is_inline(name) => {}
            _ => self.words.push(SEPARATOR),
        }
        if name == "c" {
            self.is_index = attributes.iter().any(|(attribute, value)| attribute == "t" && value == "s");
        }
        if !is_empty {
            self.open.push(is_for_programs(name) || name == "v" && self.is_index);
        }
    }

    fn letters(&mut self, letters: &str) {
        if self.open.last().is_some_and(|for_programs| *for_programs) {
            return push(&mut self.programs, letters);
        }
        self.words.push_str(letters);
        // `6.2220210012E+15` is shown as a number of sixteen digits.
        let number = letters.contains(['E', 'e']).then(|| letters.trim().parse::<f64>().ok()).flatten();
        if let Some(number) = number.filter(|number| number.abs() < 1e21) {
            self.words.push(SEPARATOR);
            push(&mut self.words, &number.to_string());
        }
    }
}

fn push(texts: &mut String, text: &str) {
    texts.push_str(text);
    texts.push(SEPARATOR);
}

/// Hands out the pieces of a text in order. What is not ended is letters.
pub(crate) fn pieces(xml: &str, mut take: impl FnMut(Piece<'_>)) {
    let mut rest = xml;
    while let Some((letters, behind)) = rest.split_once('<') {
        if !letters.is_empty() {
            take(Piece::Letters(resolved(letters)));
        }
        rest = match markup(behind) {
            Some((piece, behind)) => {
                take(piece);
                behind
            }
            None => {
                take(Piece::Letters("<".to_owned()));
                behind
            }
        };
    }
    take(Piece::Letters(resolved(rest)));
}

/// The piece that begins behind `<`, and what follows it.
fn markup(rest: &str) -> Option<(Piece<'_>, &str)> {
    if let Some(inside) = rest.strip_prefix("!--") {
        return inside.split_once("-->").map(|(text, behind)| (Piece::Remark(text), behind));
    }
    if let Some(inside) = rest.strip_prefix("![CDATA[") {
        return inside.split_once("]]>").map(|(text, behind)| (Piece::Letters(text.to_owned()), behind));
    }
    if let Some(inside) = rest.strip_prefix('?') {
        return inside.split_once("?>").map(|(text, behind)| (Piece::Remark(text), behind));
    }
    if let Some(inside) = rest.strip_prefix('!') {
        return inside.split_once('>').map(|(text, behind)| (Piece::Remark(text), behind));
    }
    if let Some(inside) = rest.strip_prefix('/') {
        return inside.split_once('>').map(|(name, behind)| (Piece::Close(local(name.trim_end())), behind));
    }
    tag(rest)
}

fn tag(rest: &str) -> Option<(Piece<'_>, &str)> {
    let end = rest.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>'))?;
    let (name, mut rest) = rest.split_at_checked(end)?;
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix("/>") {
            return Some((Piece::Open(local(name), attributes, true), behind));
        }
        if let Some(behind) = rest.strip_prefix('>') {
            return Some((Piece::Open(local(name), attributes, false), behind));
        }
        if let Some(behind) = rest.strip_prefix('/') {
            rest = behind;
            continue;
        }
        let (attribute, behind) = attribute(rest)?;
        attributes.push(attribute);
        rest = behind;
    }
}

/// A name and a value, which may be without quotes or not there.
fn attribute(rest: &str) -> Option<((String, String), &str)> {
    let is_end = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '=' | '>' | '/');
    let (name, behind) = rest.split_at_checked(rest.find(is_end)?)?;
    let Some(value) = behind.trim_start().strip_prefix('=').map(str::trim_start) else {
        return Some(((local(name).to_owned(), String::new()), behind));
    };
    let (value, behind) = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split_once(quote)?,
        _ => value.split_at_checked(value.find(|letter: char| letter.is_ascii_whitespace() || letter == '>')?)?,
    };
    Some(((local(name).to_owned(), resolved(value)), behind))
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Letters with `&amp;`, `&#20013;` and their like resolved, and the space of web pages.
fn resolved(text: &str) -> String {
    opc::resolved(&text.replace("&nbsp;", "\u{a0}"))
}
