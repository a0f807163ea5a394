//! The operators that draw one page (ISO 32000-1, 8 and 9), written straight into bytes.

use crate::fonts::{Loaded, no_face};
use crate::images;
use crate::number::{hex, put};
use crate::words;
use model::Said;
use model::page::{Color, ElementKind, Item, Page, Pages, Run};
use model::picture::Image;

/// A page's operators, and the element behind each of its marked contents.
pub(crate) struct Content {
    /// The operators.
    pub(crate) bytes: Vec<u8>,
    /// By the number of the marked content: the element that it belongs to.
    pub(crate) marked: Vec<usize>,
}

/// What the file holds besides the pages.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// The faces in use.
    pub(crate) faces: &'a [Option<Loaded>],
    /// The pictures, each once.
    pub(crate) images: &'a [&'a Image],
}

/// Writes a page.
pub(crate) fn page(page: &Page, pages: &Pages, known: Known<'_>) -> Result<Content, Said> {
    let mut content = Content { bytes: Vec::with_capacity(page.items.len() * 48), marked: Vec::new() };
    let mut pen = Pen::default();
    let mut start = 0;
    let mut element = None;
    let ends = page.parts.iter().map(|part| (part.first, part.element)).chain([(page.items.len(), None)]);
    for (end, next) in ends {
        let items = page.items.get(start..end).unwrap_or_default();
        let spoken = element.and_then(|number| Some((number, pages.elements.get(number)?)));
        match spoken {
            Some((number, element)) => content.element(number, tag(element.kind), items, known, &mut pen)?,
            None => content.artifact(items, known, &mut pen)?,
        }
        (start, element) = (end.max(start), next);
    }
    Ok(content)
}

impl Content {
    /// Writes what belongs to an element. Words that need their exact text are marked content of
    /// their own: readers do not agree on marked content within another.
    fn element(
        &mut self,
        number: usize,
        tag: &str,
        items: &[Item],
        known: Known<'_>,
        pen: &mut Pen,
    ) -> Result<(), Said> {
        let mut open = false;
        for group in words::groups(items) {
            let exact = words::need_words(group, known.faces);
            if open && exact {
                self.bytes.extend(b"EMC\n");
            }
            if exact || !open {
                let tag = if exact { "Span" } else { tag };
                self.bytes.extend(format!("/{tag}<</MCID {}", self.marked.len()).as_bytes());
                self.marked.push(number);
                if exact {
                    words::put(group, &mut self.bytes);
                }
                self.bytes.extend(b">>BDC\n");
            }
            draw(group, known, pen, &mut self.bytes)?;
            if exact {
                self.bytes.extend(b"EMC\n");
            }
            open = !exact;
        }
        if open {
            self.bytes.extend(b"EMC\n");
        }
        Ok(())
    }

    /// Writes what belongs to no element.
    fn artifact(&mut self, items: &[Item], known: Known<'_>, pen: &mut Pen) -> Result<(), Said> {
        if items.is_empty() {
            return Ok(());
        }
        self.bytes.extend(b"/Artifact BMC\n");
        for group in words::groups(items) {
            let exact = words::need_words(group, known.faces);
            if exact {
                self.bytes.extend(b"/Span<<");
                words::put(group, &mut self.bytes);
                self.bytes.extend(b">>BDC\n");
            }
            draw(group, known, pen, &mut self.bytes)?;
            if exact {
                self.bytes.extend(b"EMC\n");
            }
        }
        self.bytes.extend(b"EMC\n");
        Ok(())
    }
}

/// The standard structure type of an element (ISO 32000-1, 14.8.4).
pub(crate) fn tag(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Part => "Part",
        ElementKind::Title | ElementKind::Paragraph => "P",
        ElementKind::Heading(level) => match level {
            0 | 1 => "H1",
            2 => "H2",
            3 => "H3",
            4 => "H4",
            5 => "H5",
            _ => "H6",
        },
        ElementKind::Quote => "BlockQuote",
        ElementKind::List => "L",
        ElementKind::Item => "LI",
        ElementKind::ItemBody => "LBody",
        ElementKind::Contents => "TOC",
        ElementKind::Entry => "TOCI",
        ElementKind::Table => "Table",
        ElementKind::Row => "TR",
        ElementKind::HeadCell => "TH",
        ElementKind::Cell => "TD",
        ElementKind::Caption => "Caption",
        ElementKind::Figure => "Figure",
        ElementKind::Note => "Note",
    }
}

/// Draws items that make up one line of words, or one item of another kind.
fn draw(group: &[Item], known: Known<'_>, pen: &mut Pen, out: &mut Vec<u8>) -> Result<(), Said> {
    let is_text = matches!(group, [Item::Run(_), ..]);
    if is_text {
        out.extend(b"BT\n");
    }
    for item in group {
        match item {
            Item::Run(run) => show(run, known.faces, pen, out)?,
            Item::Line { from, to, width, color, dash } => {
                pen.stroke(*width, *color, dash, out);
                points(&[*from, *to], out);
                out.extend(b"S\n");
            }
            Item::Polygon { points, fill, outline } => polygon(points, *fill, *outline, pen, out),
            Item::Image { image, at, size } => images::draw(known.images, image, *at, *size, out),
        }
    }
    if is_text {
        out.extend(b"ET\n");
    }
    Ok(())
}

/// What the graphics state holds, so that only changes are written.
#[derive(Default)]
struct Pen {
    font: Option<(usize, f64)>,
    fill: Option<Color>,
    stroke: Option<Color>,
    width: Option<f64>,
    dash: Vec<f64>,
}

impl Pen {
    fn fill(&mut self, color: Color, out: &mut Vec<u8>) {
        if self.fill != Some(color) {
            self.fill = Some(color);
            paint(color, b"g\n", b"rg\n", out);
        }
    }

    fn stroke(&mut self, width: f64, color: Color, dash: &[f64], out: &mut Vec<u8>) {
        if self.stroke != Some(color) {
            self.stroke = Some(color);
            paint(color, b"G\n", b"RG\n", out);
        }
        if self.width != Some(width) {
            self.width = Some(width);
            put(width, out);
            out.extend(b"w\n");
        }
        if self.dash != dash {
            self.dash = dash.to_vec();
            out.push(b'[');
            dash.iter().for_each(|length| put(*length, out));
            out.extend(b"]0 d\n");
        }
    }

    fn font(&mut self, run: &Run, face: &Loaded, out: &mut Vec<u8>) {
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            out.push(b'/');
            out.extend(face.name.as_bytes());
            out.push(b' ');
            put(run.size, out);
            out.extend(b"Tf\n");
        }
    }
}

/// Black and greys stay on the black plate of a printer.
fn paint(color: Color, grey: &[u8], colour: &[u8], out: &mut Vec<u8>) {
    put(f64::from(color.0), out);
    if color.0 == color.1 && color.1 == color.2 {
        out.extend(grey);
        return;
    }
    put(f64::from(color.1), out);
    put(f64::from(color.2), out);
    out.extend(colour);
}

fn show(run: &Run, faces: &[Option<Loaded>], pen: &mut Pen, out: &mut Vec<u8>) -> Result<(), Said> {
    let Some(Some(face)) = faces.get(run.face) else {
        return Err(no_face(run.face));
    };
    pen.fill(run.color, out);
    pen.font(run, face, out);
    out.extend(if run.turned { b"0 -1 1 0 ".as_slice() } else { b"1 0 0 1 ".as_slice() });
    put(run.x, out);
    put(run.y, out);
    out.extend(b"Tm\n");
    glyphs(run, face, out);
    Ok(())
}

/// The glyphs with what justification changed of their widths. The remainder of each rounding is
/// carried on, so that a long line still ends where it should.
fn glyphs(run: &Run, face: &Loaded, out: &mut Vec<u8>) {
    out.extend(b"[<");
    let mut owed = 0.0;
    let last = run.glyphs.len().saturating_sub(1);
    for (position, glyph) in run.glyphs.iter().enumerate() {
        let Some(coded) = face.glyph(glyph.id) else { continue };
        hex(coded.code, out);
        let exact = f64::from(coded.width) - glyph.advance * 1000.0 / run.size + owed;
        // A tenth of a thousandth of an em is seen by nobody.
        let offset = if position == last { 0.0 } else { (exact * 10.0).round() / 10.0 };
        owed = exact - offset;
        if offset != 0.0 {
            out.push(b'>');
            put(offset, out);
            out.push(b'<');
        }
    }
    out.extend(b">]TJ\n");
}

fn polygon(
    corners: &[(f64, f64)],
    fill: Option<Color>,
    outline: Option<(f64, Color)>,
    pen: &mut Pen,
    out: &mut Vec<u8>,
) {
    if let Some(color) = fill {
        pen.fill(color, out);
    }
    if let Some((width, color)) = outline {
        pen.stroke(width, color, &[], out);
    }
    let operator: &[u8] = match (fill, outline) {
        (Some(_), Some(_)) => b"h B\n",
        (Some(_), None) => b"h f\n",
        (None, Some(_)) => b"h S\n",
        (None, None) => return,
    };
    points(corners, out);
    out.extend(operator);
}

fn points(points: &[(f64, f64)], out: &mut Vec<u8>) {
    for (number, (x, y)) in points.iter().enumerate() {
        put(*x, out);
        put(*y, out);
        out.extend(if number == 0 { b"m\n" } else { b"l\n" });
    }
}
