//! Pages: placed glyphs and lines. Lengths are points; the origin is the page's lower left corner.

use crate::Date;
use crate::picture::Image;
use std::sync::Arc;

/// What a face is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 仿宋: body text.
    Fangsong,
    /// 小标宋: marks and titles.
    Biaosong,
    /// 宋体: page numbers and figures in tables.
    Song,
    /// 黑体: first-level headings.
    Hei,
    /// 楷体: second-level headings.
    Kai,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 5] = [Role::Fangsong, Role::Biaosong, Role::Song, Role::Hei, Role::Kai];

    /// The Chinese name.
    pub fn chinese(self) -> &'static str {
        match self {
            Role::Fangsong => "仿宋",
            Role::Biaosong => "小标宋",
            Role::Song => "宋体",
            Role::Hei => "黑体",
            Role::Kai => "楷体",
        }
    }
}

/// A font file for a role.
#[derive(Clone, Debug)]
pub struct Face {
    /// What it is for.
    pub role: Role,
    /// The name shown by `taizhang fonts`.
    pub name: String,
    /// The file's bytes.
    pub bytes: Arc<Vec<u8>>,
    /// The face's number in a collection.
    pub index: u32,
}

/// A document on pages.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The faces that runs refer to by position.
    pub faces: Vec<Face>,
    /// The pages.
    pub pages: Vec<Page>,
    /// The bookmarks in reading order.
    pub bookmarks: Vec<Bookmark>,
    /// The file's properties.
    pub info: Info,
    /// What the parts of the pages are to a reader that cannot see them (ISO 32000-1, 14.7), in
    /// reading order; an element stands behind the one that holds it.
    pub elements: Vec<Element>,
}

/// An element of the logical structure: a paragraph, a table, a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// The position in [`Pages::elements`] of the element that holds it; none for the outermost.
    pub parent: Option<usize>,
    /// Words for what cannot be read aloud: the title of a chart.
    pub alternative: Option<String>,
    /// How many rows and columns a cell of a table takes.
    pub span: (u16, u16),
}

/// What an element is (ISO 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElementKind {
    /// A part of the document: an attachment.
    Part,
    /// The title, the mark and other lines of the head.
    Title,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A quotation.
    Quote,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// The words of an item.
    ItemBody,
    /// A table of contents.
    Contents,
    /// A line of a table of contents, with its link.
    Entry,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a table's head.
    HeadCell,
    /// A cell of a table.
    Cell,
    /// The title of a table or of a chart.
    Caption,
    /// A chart.
    Figure,
    /// A note.
    Note,
}

/// Where on a page another element begins to speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The first item that belongs to it; it lasts up to the next part.
    pub first: usize,
    /// The element's position; none for rules, page numbers and repeated heads, which nobody reads aloud.
    pub element: Option<usize>,
}

/// A place that leads to a bookmark when it is clicked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The lower left corner.
    pub from: (f64, f64),
    /// The upper right corner.
    pub to: (f64, f64),
    /// The bookmark's position in [`Pages::bookmarks`].
    pub bookmark: usize,
    /// The element whose place it is.
    pub element: Option<usize>,
}

/// A place where a number of the document stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The lower left corner.
    pub from: (f64, f64),
    /// The upper right corner.
    pub to: (f64, f64),
    /// What the document knows it by.
    pub origin: Origin,
}

/// What a document knows a number by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A figure in the text, by its name.
    Figure(String),
    /// A cell of a table's body.
    Cell {
        /// The table's name.
        table: String,
        /// The row's position in [`crate::document::Table::rows`].
        row: usize,
        /// The column's position in [`crate::document::Table::columns`].
        column: usize,
    },
}

/// The properties of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// The title.
    pub title: String,
    /// The organisation.
    pub author: String,
    /// What it is about.
    pub subject: String,
    /// The date of the file: the report's, never the clock's.
    pub date: Date,
}

/// A bookmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// Its depth, from 1.
    pub level: u8,
    /// The page, from 0.
    pub page: usize,
    /// The height on the page to which it leads.
    pub y: f64,
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// What stands on it, in reading order.
    pub items: Vec<Item>,
    /// Which elements the items belong to; items before the first part belong to none.
    pub parts: Vec<Part>,
    /// The places that lead elsewhere.
    pub links: Vec<Link>,
    /// Where the document's numbers stand, in reading order: a figure once for each line on which it
    /// stands, a cell of a table once for each page. No file shows them.
    pub numbers: Vec<Number>,
}

/// A colour: red, green, blue from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color(pub f32, pub f32, pub f32);

impl Color {
    /// Black.
    pub const BLACK: Color = Color(0.0, 0.0, 0.0);
    /// The red of official heads.
    pub const RED: Color = Color(1.0, 0.0, 0.0);
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Glyphs on one baseline.
    Run(Run),
    /// A straight line.
    Line {
        /// Start.
        from: (f64, f64),
        /// End.
        to: (f64, f64),
        /// Width.
        width: f64,
        /// Colour.
        color: Color,
        /// Lengths of dashes and gaps; empty for a solid line.
        dash: Vec<f64>,
    },
    /// A filled polygon, outlined where `outline` has a width.
    Polygon {
        /// The corners.
        points: Vec<(f64, f64)>,
        /// The filling.
        fill: Option<Color>,
        /// Width and colour of the outline.
        outline: Option<(f64, Color)>,
    },
    /// A picture.
    Image {
        /// What it shows.
        image: Arc<Image>,
        /// The lower left corner.
        at: (f64, f64),
        /// The width and the height.
        size: (f64, f64),
    },
}

/// Glyphs of one face and size on one baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The face's position in [`Pages::faces`].
    pub face: usize,
    /// The size.
    pub size: f64,
    /// The colour.
    pub color: Color,
    /// The origin of the first glyph.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// Whether the baseline runs from top to bottom: the number of a landscape page, which is read
    /// with the paper upright.
    pub turned: bool,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
}

/// A glyph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// The character that it shows, for extraction.
    pub text: char,
    /// How far the next glyph's origin lies, in points: what justification made of the width.
    pub advance: f64,
}
