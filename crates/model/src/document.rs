//! Documents (文稿): a report before it has pages.

use crate::edition::Edition;
use crate::expr::{Expr, Field};
use crate::figure::{Figure, Missing};
use crate::ledger::{Column, Kind};
use crate::picture::{Image, Width};
use crate::report::{ChartKind, Head, Layout};
use crate::unit::Format;
use crate::{Date, Exact, Month, Place, ReportingTime, Unit};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A report with all its words and numbers, ready to be set on pages or put into a workbook.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Document {
    /// The report's name: `tax-monthly`.
    pub name: String,
    /// The title.
    pub title: String,
    /// The organisation, for the properties of the files.
    pub organisation: String,
    /// The shape of the pages.
    pub layout: Layout,
    /// The fixed parts, rendered.
    pub head: Head,
    /// The month and the day that it speaks of: of its title, its sheets and its files' properties;
    /// no clock is asked.
    pub time: ReportingTime,
    /// The text from top to bottom.
    pub blocks: Vec<Block>,
    /// Every figure of the report, in the order of its definition.
    pub figures: Vec<Figure>,
    /// For whom it is.
    pub edition: Edition,
}

impl Document {
    /// The tables and listings in the order in which they stand.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Every expression of its figures, its tables and its charts.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        let cells = self.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let charts = self.charts().flat_map(|chart| &chart.series).flat_map(|series| series.exprs.iter().flatten());
        let figures = self.figures.iter().map(|figure| &figure.expr);
        figures.chain(cells.filter_map(|cell| cell.expr.as_deref())).chain(charts)
    }

    /// The charts in the order in which they stand.
    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
    }

    /// The pictures in the order in which they stand.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Picture(picture) => Some(picture),
            _ => None,
        })
    }
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Block {
    /// A heading of level 1 to 4, with its number as typed: `一、`, `（一）`, `1.`, `（1）`.
    Heading(u8, Vec<Inline>),
    /// A paragraph, its first line indented by two characters.
    Paragraph(Vec<Inline>),
    /// A list; its items are paragraphs. Numbered where `ordered`.
    List {
        /// Whether the items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<Vec<Inline>>,
    },
    /// A quotation or an editor's note (按语).
    Quote(Vec<Inline>),
    /// A table or a listing.
    Table(Table),
    /// A chart.
    Chart(Chart),
    /// A map, a scan, a photo.
    Picture(Picture),
    /// A new page.
    PageBreak,
}

/// An attachment (附件) behind a text (GB/T 9704-2012, 7.3.6).
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment<'a> {
    /// `附件1`.
    pub label: String,
    /// Its title; empty for none.
    pub title: String,
    /// What belongs to it.
    pub blocks: &'a [Block],
}

/// The text itself, and the attachments behind it: each begins with a first-level heading
/// `附件1 title` (or `附件 title`), and all up to the next one belongs to it.
pub fn divided(blocks: &[Block]) -> (&[Block], Vec<Attachment<'_>>) {
    let mut parts = blocks.chunk_by(|_, next| attachment(next).is_none()).peekable();
    let text = parts.next_if(|part| part.first().is_some_and(|block| attachment(block).is_none()));
    let attachments = parts.filter_map(|part| {
        let (heading, blocks) = part.split_first()?;
        let (label, title) = attachment(heading)?;
        Some(Attachment { label, title, blocks })
    });
    (text.unwrap_or_default(), attachments.collect())
}

/// The label and the title of an attachment's heading.
fn attachment(block: &Block) -> Option<(String, String)> {
    let Block::Heading(1, inlines) = block else { return None };
    let words: String = inlines.iter().map(Inline::text).collect();
    let rest = words.strip_prefix("附件")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let title = rest.strip_prefix(digits.as_str())?;
    // 附件材料清单 is a heading like any other.
    let is_label = !digits.is_empty() || title.is_empty() || title.starts_with([' ', '　', '：', ':']);
    let title = title.trim_matches([' ', '　', '：', ':']);
    is_label.then(|| (format!("附件{digits}"), title.to_owned()))
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words that stand out (黑体).
    Strong(String),
    /// The printed text of a figure, or a phrase around it such as `同比增长4.20%`.
    Figure {
        /// The figure's name.
        name: String,
        /// The text as printed.
        text: String,
    },
    /// A line break within a paragraph.
    Break,
    /// A note on what stands before it, printed at the page's foot.
    Note(String),
}

impl Inline {
    /// The words in the line itself; a note has none there.
    pub fn text(&self) -> &str {
        match self {
            Inline::Text(text) | Inline::Strong(text) | Inline::Figure { text, .. } => text,
            Inline::Break => "\n",
            Inline::Note(_) => "",
        }
    }
}

/// A table (统计表) or a listing (明细表).
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Table {
    /// Its name in the definition: `by_street`.
    pub name: String,
    /// The title above.
    pub title: String,
    /// The unit that all number columns share, shown above on the right: `单位：万元`.
    pub unit: Option<String>,
    /// The columns from left to right.
    pub columns: Vec<TableColumn>,
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// Notes below.
    pub notes: Vec<String>,
    /// Rows of the head above the columns' own titles, the outermost first; none for a plain head.
    pub head: Vec<Vec<HeadCell>>,
    /// Rows that belong together, in their order; none for a plain table.
    pub groups: Vec<RowGroup>,
    /// The columns that tell whether a row is overdue, in a listing of records with a deadline.
    pub deadline: Option<Deadline>,
    /// The rows, from 0, whose number in the column that orders the rows is that of the row above.
    pub ties: Vec<usize>,
    /// Whether the first row that `top` left out has the same number as the last one that is shown.
    pub cut_tie: bool,
}

/// The columns that tell whether a record is done, due soon or overdue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// The column of the deadline, from 0.
    pub due: usize,
    /// The column of the state, from 0.
    pub status: usize,
    /// The words of the state that mean done.
    pub done: Vec<String>,
    /// The day as of which the records stand.
    pub as_of: Date,
    /// The submission that holds on that day; older ones on a detail sheet are not judged.
    pub sent: Option<Month>,
}

/// A cell of a table's upper head.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct HeadCell {
    /// Its words; empty where the column's own title reaches up.
    pub title: String,
    /// How many columns it spans, at least 1.
    pub columns: usize,
}

/// Rows of a table that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RowGroup {
    /// The words above them; empty for none.
    pub title: String,
    /// The first row, from 0.
    pub first: usize,
    /// How many rows there are, the subtotal among them.
    pub rows: usize,
}

impl RowGroup {
    /// Whether a row, from 0, belongs to it and is not its first.
    pub fn goes_on_at(&self, row: usize) -> bool {
        self.first < row && row < self.first + self.rows
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct TableColumn {
    /// The head.
    pub title: String,
    /// What its cells are, which decides how they are aligned.
    pub kind: Kind,
    /// How numbers are printed; nothing for words, dates and counts without a unit.
    pub format: Option<Format>,
    /// The figure whose values it shows.
    pub figure: Option<String>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// One value of the dimension, or one record.
    #[default]
    Body,
    /// 其他: all that the rows above leave out.
    Others,
    /// 小计: the whole of a group of rows.
    Subtotal,
    /// 合计.
    Total,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its cells, one a column.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Cell {
    /// The text as printed, numbers without their unit; `—` where there is no value.
    pub text: String,
    /// The number, or the day or month as stored; nothing for words and missing values.
    pub value: Option<Exact>,
    /// Why there is no value.
    pub missing: Option<Missing>,
    /// How the number comes about; nothing for labels and for the cells of records.
    pub expr: Option<Box<Expr>>,
}

/// A picture (图片) in the text.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Picture {
    /// The title below: `图1 片区位置`; empty for none.
    pub title: String,
    /// How wide it stands.
    pub width: Width,
    /// What it shows.
    pub image: Arc<Image>,
}

impl Picture {
    /// Words for who cannot see it. The name of its file is none of them: it may name a person.
    pub fn words(&self) -> &str {
        if self.title.is_empty() { "图片" } else { &self.title }
    }
}

/// A chart (图) of a table's columns.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Chart {
    /// Its name in the definition.
    pub name: String,
    /// The title below.
    pub title: String,
    /// The form of the series on the first axis.
    pub kind: ChartKind,
    /// The table that it shows.
    pub table: String,
    /// The words along the axis.
    pub categories: Vec<String>,
    /// The figures drawn.
    pub series: Vec<Series>,
}

impl Chart {
    /// The unit that the axis of a series says: none where the title says it already.
    pub fn axis_unit<'a>(&self, series: Option<&'a Series>) -> &'a str {
        let unit = series.map_or("", |series| series.format.unit.name());
        if crate::scale::says(&self.title, unit) { "" } else { unit }
    }
}

/// One figure of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its words in the legend.
    pub title: String,
    /// The column of the table, from 0.
    pub column: usize,
    /// How its numbers are printed.
    pub format: Format,
    /// Whether it is a line on the second axis.
    pub line: bool,
    /// A value for each category, in the unit of the format; nothing where it is missing.
    pub values: Vec<Option<f64>>,
    /// How each value comes about.
    pub exprs: Vec<Option<Expr>>,
}

// Binary numbers are the same where their bits are.
impl Hash for Series {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Series { title, column, format, line, values, exprs } = self;
        (title, column, format, line, exprs).hash(state);
        values.iter().for_each(|value| value.map(f64::to_bits).hash(state));
        values.len().hash(state);
    }
}

/// A listing with what its rows are called by in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The rows as a table.
    pub table: Table,
    /// The id of each column of the ledger that is shown, without the running number.
    pub columns: Vec<String>,
    /// For each row the cells that its columns came from.
    pub places: Vec<Vec<Place>>,
}

/// The records of one ledger for a workbook's detail sheet.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Detail {
    /// The ledger's id.
    pub ledger: String,
    /// The ledger's Chinese name.
    pub title: String,
    /// The columns.
    pub columns: Vec<DetailColumn>,
    /// Where each record came from.
    pub origins: Vec<DetailOrigin>,
    /// The columns that tell whether a record is overdue.
    pub deadline: Option<Deadline>,
}

/// A column of a detail sheet.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct DetailColumn {
    /// What it shows.
    pub field: Field,
    /// The head.
    pub title: String,
    /// The column as defined: its kind, unit and scale.
    pub column: Column,
    /// One stored value a record, see [`crate::records`].
    pub values: Vec<i64>,
    /// The words of a column of words.
    pub words: Vec<Arc<str>>,
    /// For a column of entities the stored value of the entity behind each word; else empty, and
    /// a word's number is its stored value.
    pub numbers: Vec<i64>,
    /// For a column of entities the word of one that its ledger does not list.
    pub unlisted: Option<String>,
}

/// Where a record of a detail sheet came from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DetailOrigin {
    /// The month of the submission, as `2020-12`.
    pub month: Arc<str>,
    /// The workbook's file name.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The row, from 1.
    pub row: u32,
}

/// What the columns of a cross table for all values together are called.
pub const ALL_ACROSS: &str = "合计";

impl TableColumn {
    /// The name of a figure's column for one value of a cross table: `ytd[城南街道]`.
    pub fn crossed(figure: &str, value: &str) -> String {
        format!("{figure}[{value}]")
    }

    /// The figure's name in the definitions, and in a cross table the value that the column is for.
    pub fn figure_across(&self) -> Option<(&str, Option<&str>)> {
        let figure = self.figure.as_deref()?;
        let across = figure.strip_suffix(']').and_then(|figure| figure.split_once('['));
        Some(across.map_or((figure, None), |(figure, value)| (figure, Some(value))))
    }

    /// The unit behind the numbers of the column, if any.
    pub fn unit(&self) -> &str {
        self.format.as_ref().map_or("", |format| match &format.unit {
            Unit::None => "",
            unit => unit.name(),
        })
    }
}
