//! XML as it is written: elements, attributes, words.

use quick_xml::escape::escape;
use std::fmt::{Display, Write};

/// The namespaces of all parts that hold text.
pub(crate) const NAMESPACES: Attributes<'static> = &[
    ("xmlns:w", &"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", &"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", &"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", &"http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", &"http://schemas.openxmlformats.org/drawingml/2006/picture"),
];

/// Attributes of an element in their order.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

/// A part, or a piece of one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Xml(String);

impl Xml {
    /// A part whose outermost element is to follow.
    pub(crate) fn part() -> Xml {
        Xml("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// An element without content.
    pub(crate) fn tag(&mut self, name: &str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.0.push_str("/>");
    }

    /// An element whose only attribute is `w:val`, which is how most properties are written.
    pub(crate) fn val(&mut self, name: &str, value: impl Display) {
        self.tag(name, &[("w:val", &value)]);
    }

    /// An element with its content.
    pub(crate) fn within<T>(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Xml) -> T,
    ) -> T {
        self.begin(name, attributes);
        self.0.push('>');
        let result = content(self);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
        result
    }

    /// Words. Control characters, which no XML may hold, are left out.
    pub(crate) fn text(&mut self, words: &str) {
        let allowed = |c: &char| (!c.is_control() || *c == '\t') && !matches!(c, '\u{fffe}' | '\u{ffff}');
        let clean: String = words.chars().filter(allowed).collect();
        self.0.push_str(&escape(clean.as_str()));
    }

    /// A piece that was written apart.
    pub(crate) fn push(&mut self, piece: &Xml) {
        self.0.push_str(&piece.0);
    }

    /// The bytes.
    pub(crate) fn bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn begin(&mut self, name: &str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            let value = value.to_string();
            // Writing to a string cannot fail.
            let _ = write!(self.0, " {key}=\"{}\"", escape(value.as_str()));
        }
    }
}
