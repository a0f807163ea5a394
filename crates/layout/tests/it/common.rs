//! Documents in, lines of placed characters out.

use model::document::{Block, Document, Inline};
use model::page::{Color, Face, Item, Pages, Role};
use model::report::{Head, Layout};
use model::{Diagnostic, Language, Month, ReportingTime};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Points in a millimetre.
pub(crate) const MM: f64 = 72.0 / 25.4;

/// The faces of the fonts folder.
#[expect(clippy::disallowed_methods, reason = "A test reads the faces that it sets.")]
pub(crate) fn faces() -> &'static [Face] {
    static FACES: OnceLock<Vec<Face>> = OnceLock::new();
    FACES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let face = |(role, file): (Role, &str)| {
            let bytes = std::fs::read(folder.join(file)).expect("a face");
            Face { role, name: file.to_owned(), bytes: Arc::new(bytes), index: 0 }
        };
        layout::FILES.into_iter().map(face).collect()
    })
}

/// A document without a head and a title.
pub(crate) fn document(blocks: Vec<Block>) -> Document {
    Document {
        edition: model::edition::Edition::Internal,
        name: "test".to_owned(),
        title: String::new(),
        organisation: String::new(),
        layout: Layout::Plain,
        head: Head::default(),
        time: ReportingTime::end_of(Month::new(2021, 2).expect("a month")),
        blocks,
        figures: Vec::new(),
    }
}

/// A paragraph of plain words.
pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(text.to_owned())])
}

/// A heading of plain words.
pub(crate) fn heading(level: u8, text: &str) -> Block {
    Block::Heading(level, vec![Inline::Text(text.to_owned())])
}

/// Sets a document; nothing of it may be lost or stand beyond an edge.
pub(crate) fn set(document: &Document) -> (Pages, Vec<Diagnostic>) {
    let (pages, problems) = layout::pages(document, faces());
    let wrong = problems.iter().find(|problem| ["outside-page", "lost-words"].contains(&problem.rule.code));
    assert!(wrong.is_none(), "{}", wrong.map(|problem| problem.message(Language::Chinese)).unwrap_or_default());
    (pages, problems)
}

/// A line of characters on a page.
#[derive(Debug)]
pub(crate) struct Line {
    /// The page, from 0.
    pub(crate) page: usize,
    /// The baseline, from the page's foot.
    pub(crate) y: f64,
    /// The size.
    pub(crate) size: f64,
    /// The colour.
    pub(crate) color: Color,
    /// Whether it runs downwards.
    pub(crate) turned: bool,
    /// The characters with their origins.
    pub(crate) glyphs: Vec<(char, f64)>,
}

impl Line {
    /// The words.
    pub(crate) fn text(&self) -> String {
        self.glyphs.iter().map(|(character, _)| character).collect()
    }

    /// The left edge.
    pub(crate) fn left(&self) -> f64 {
        self.glyphs.first().map_or(0.0, |(_, x)| *x)
    }
}

/// The lines of all pages: neighbouring runs on one baseline.
pub(crate) fn lines(pages: &Pages) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (page, content) in pages.pages.iter().enumerate() {
        for item in &content.items {
            let Item::Run(run) = item else { continue };
            let mut x = run.x;
            let glyphs: Vec<(char, f64)> = run
                .glyphs
                .iter()
                .map(|glyph| {
                    let place = (glyph.text, x);
                    x += glyph.advance;
                    place
                })
                .collect();
            match lines.last_mut() {
                Some(line) if line.page == page && (line.y == run.y || line.turned) && line.turned == run.turned => {
                    line.glyphs.extend(glyphs)
                }
                _ => lines.push(Line { page, y: run.y, size: run.size, color: run.color, turned: run.turned, glyphs }),
            }
        }
    }
    lines
}

/// The lines of body text: those of 15.75 points.
pub(crate) fn body(pages: &Pages) -> Vec<Line> {
    lines(pages).into_iter().filter(|line| line.size == 15.75).collect()
}
