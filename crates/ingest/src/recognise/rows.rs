//! What the rows below a header are, in one pass.

use super::columns::Header;
use super::labels::Labels;
use super::learn::{Learnt, amount, blank, counts, ordinal_cell};
use super::levels::remark;
use super::sums::Sums;
use super::view::{Shape, View};
use super::{Row, Table};
use crate::grid::{Line, LineCells, Raw};
use crate::row_words::{
    Total, begins_note, carried_word, counts_columns, latin, note_mark, ordinal, says_none, total_word,
};
use crate::text::{first, match_form, placeholder};
use crate::unit;
use crate::value::shown;

/// So many rows are compared with the header letter by letter.
const NEAR: usize = 5_000;
/// So many rows of a long table are told apart at a time.
const MANY: usize = 1 << 14;

/// What is known while the rows are passed.
pub(super) struct Pass<'a, 'v> {
    pub(super) view: &'a View<'v>,
    pub(super) header: &'a Header,
    pub(super) learnt: Learnt,
    leaves: Vec<String>,
    /// The texts of the header by their numbers.
    heads: Vec<u32>,
    sums: Sums,
    /// How many rows were passed.
    passed: usize,
    /// Whether a record or a total was passed.
    begun: bool,
    /// Whether the rows before were footers: their continuation lines have no mark of their own.
    footer: bool,
}

/// A row that needs the others to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    None,
    /// A text alone in the column of names.
    Name,
    /// A record that equals the sum of all rows above it.
    Sum,
    /// Nothing in the column of names, and few cells.
    Loose,
}

/// Tells the rows from the header to a row apart, and makes a table of both.
pub(crate) fn table(view: &View<'_>, header: Header, until: u32, labels: Option<&Labels<'_>>) -> Table {
    let (rows, numbering) = rows(view, &header, until, labels);
    Table { header, rows, numbering, above: 0, panel: None }
}

fn rows(view: &View<'_>, header: &Header, until: u32, labels: Option<&Labels<'_>>) -> (Vec<(u32, Row)>, Option<u32>) {
    let learnt = Learnt::of(view, header, until, labels);
    let sums = Sums::new(header, &learnt);
    let heads = (header.top..=header.bottom).flat_map(|row| view.row(row));
    let heads = heads.filter_map(|(_, raw)| if let Raw::Text(number) = raw { Some(number) } else { None }).collect();
    let leaves = header.leaves();
    let mut pass = Pass { view, header, learnt, leaves, heads, sums, passed: 0, begun: false, footer: false };
    let lines = view.after(header.bottom);
    let lines = lines.get(..lines.partition_point(|line| line.row <= until)).unwrap_or_default();
    let mut rows: Vec<(u32, Row)> = Vec::with_capacity(lines.len());
    let mut doubts: Vec<(usize, Doubt)> = Vec::new();
    for lines in lines.chunks(MANY) {
        let seen = pass.beforehand(lines);
        for (at, line) in lines.iter().enumerate() {
            let cells = cells_of(view, &pass.learnt, line);
            if cells.len() == 0 {
                continue;
            }
            let (kind, doubt) = pass.kind(line, cells, seen.get(at).copied());
            if doubt != Doubt::None {
                doubts.push((rows.len(), doubt));
            }
            rows.push((line.row, kind));
        }
    }
    pass.settle(&mut rows, &doubts);
    (rows, pass.learnt.numbering)
}

/// The cells of a line within the table.
fn cells_of<'v>(view: &View<'v>, learnt: &Learnt, line: &Line) -> LineCells<'v> {
    view.sheet.cells(line).between(learnt.left, learnt.right)
}

impl Pass<'_, '_> {
    pub(super) fn text(&self, raw: Raw) -> Option<&str> {
        self.view.book.text(raw)
    }

    /// What rows of a long table are by themselves, told on two threads: once records have begun the rows above say
    /// no more about it than whether they are footers. Nothing where it is not worth it.
    fn beforehand(&self, lines: &[Line]) -> Vec<(Row, Doubt)> {
        if lines.len() < MANY || self.passed < NEAR || !self.begun || self.footer {
            return Vec::new();
        }
        let told = |lines: &[Line]| {
            lines.iter().map(|line| self.by_itself(line, cells_of(self.view, &self.learnt, line))).collect()
        };
        let (first, second) = lines.split_at(lines.len() / 2);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| -> Vec<(Row, Doubt)> { told(second) });
            let mut seen: Vec<(Row, Doubt)> = told(first);
            match other.join() {
                Ok(more) => seen.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
            seen
        })
    }

    /// Tells what a row is, as far as it can be told by itself and the rows above; `seen` is what was told
    /// beforehand, which does not know footers.
    fn kind(&mut self, line: &Line, cells: LineCells<'_>, seen: Option<(Row, Doubt)>) -> (Row, Doubt) {
        let (kind, mut doubt) = seen.filter(|_| !self.footer).unwrap_or_else(|| self.by_itself(line, cells));
        self.footer = match kind {
            Row::Note => self.begun,
            Row::Blank => self.footer,
            _ => false,
        };
        let mut kind = kind;
        match kind {
            Row::Record => {
                self.sums.take(self.view, cells);
                match self.sums.agreement() {
                    Some(agreement) if agreement.likely() && self.nameless(line, cells) => {
                        kind = Row::Sum { total: agreement.total, named: false };
                        // The sum of one column of several, apart from the records, is a loose figure.
                        let whole = agreement.columns * 2 >= self.learnt.numeric.len();
                        doubt = if whole { Doubt::None } else { doubt };
                        self.sums.part();
                    }
                    agreement => {
                        if agreement.is_some_and(|agreement| agreement.certain()) {
                            doubt = Doubt::Sum;
                        }
                        self.sums.add();
                    }
                }
            }
            Row::Total(_) | Row::Sum { .. } => self.sums.part(),
            _ => {}
        }
        self.passed += 1;
        self.begun |= matches!(kind, Row::Record | Row::Total(_) | Row::Sum { .. });
        (kind, doubt)
    }

    fn by_itself(&self, line: &Line, cells: LineCells<'_>) -> (Row, Doubt) {
        let sure = |row: Row| (row, Doubt::None);
        // Comparing the labels of a million rows in earnest would take seconds.
        let first_text =
            cells.iter().find_map(|(_, raw)| if let Raw::Text(number) = raw { Some(number) } else { None });
        let near = self.passed < NEAR || first_text.is_some_and(|number| self.heads.contains(&number));
        let repeated = near && self.repeats(cells);
        if let Some(total) = self.total(cells).filter(|_| !repeated) {
            return sure(Row::Total(total));
        }
        if repeated {
            return sure(Row::Repeat);
        }
        if !self.learnt.indicators && cells.iter().filter_map(|(_, raw)| self.text(raw)).take(3).any(carried_word) {
            return sure(Row::Carried);
        }
        if !self.begun
            && let Some(kind) = self.continues_header(cells)
        {
            return sure(kind);
        }
        let filled = cells.iter().filter(|(_, raw)| !self.text(*raw).is_some_and(blank)).count();
        let in_merged = || merged(self.view, self.header, line.row);
        if filled == 0 || filled == 1 && self.only_numbered(cells) && !in_merged() || self.prepared(line, cells) {
            return sure(Row::Blank);
        }
        // A name with 暂无 beside it is a record, and 暂无 alone is none.
        let named = || cells.iter().filter_map(|(_, raw)| self.text(raw)).any(|text| !blank(text) && !says_none(text));
        let none = || cells.iter().filter_map(|(_, raw)| self.text(raw)).any(says_none) && !named();
        if filled == 1 && none() && !in_merged() {
            return sure(Row::Note);
        }
        if self.heads_others(cells, filled) || filled > 1 && self.one_text(cells) {
            return sure(Row::Section);
        }
        let (kind, mut doubt) = self.single(line, cells, filled);
        if kind == Row::Record && doubt == Doubt::None && self.loose(line, cells, filled) {
            doubt = Doubt::Loose;
        }
        (kind, doubt)
    }

    /// Whether one of the first texts of the row is 合计 or its like.
    fn total(&self, cells: LineCells<'_>) -> Option<Total> {
        let texts = cells.iter().filter_map(|(_, raw)| self.text(raw)).take(3);
        // Of indicators down the side 利润总计 may be one.
        texts.filter_map(total_word).find(|total| !self.learnt.indicators || total.1).map(|total| total.0)
    }

    /// What a row above all records is that counts the columns, holds their units, or explains them
    /// or repeats their labels in English.
    fn continues_header(&self, cells: LineCells<'_>) -> Option<Row> {
        if counts_columns(cells.iter().map(|(_, raw)| shown(raw, self.view.book))) {
            return Some(Row::Counting);
        }
        let all = |says: &dyn Fn(&str) -> bool| cells.iter().all(|(_, raw)| self.text(raw).is_some_and(says));
        let numeric = cells.iter().filter(|(column, _)| self.learnt.numeric.contains(column)).count();
        if cells.len() > 1 && numeric > 0 {
            if all(&|text| unit::bare(text).is_some()) {
                return Some(Row::Units);
            }
            // Where all other rows have numbers, sentences say what the numbers are.
            let said = |(_, raw): (u32, Raw)| {
                // 12（暂估） is a number with a remark.
                amount(self.view.book, raw).is_none()
                    && self.text(raw).is_some_and(|text| {
                        let behind =
                            text.trim_start_matches(|letter: char| letter.is_ascii_digit() || ".,".contains(letter));
                        let number = behind.len() < text.len() && behind.starts_with(['(', '（', '[', '【', '〔', '*']);
                        !text.is_ascii() && text.chars().count() > 5 && !number
                    })
            };
            let numeric = || cells.iter().filter(|(column, _)| self.learnt.numeric.contains(column));
            if all(&latin) || all(&|text| !placeholder(text)) && numeric().all(said) {
                return Some(Row::Note);
            }
        }
        let listed: Vec<(u32, Raw)> = cells.iter().collect();
        remark(self.view, &listed).then_some(Row::Note)
    }

    /// Whether the row is the header once more.
    fn repeats(&self, cells: LineCells<'_>) -> bool {
        let same = |(at, raw): &(u32, Raw)| {
            let Some(column) = self.header.columns.iter().position(|column| column.at == *at) else { return false };
            let Some(text) = self.text(*raw).map(match_form) else { return false };
            self.leaves.get(column) == Some(&text)
                || self
                    .header
                    .columns
                    .get(column)
                    .is_some_and(|column| column.path.iter().any(|label| match_form(label) == text))
        };
        // A running number that says 序号 is none.
        let number = |(at, raw): &(u32, Raw)| {
            self.header.columns.iter().any(|column| column.at == *at && column.numbers()) && same(&(*at, *raw))
        };
        cells.len() >= 2
            && (cells.iter().filter(same).count() * 5 >= cells.len() * 4 || cells.iter().any(|cell| number(&cell)))
    }

    fn only_numbered(&self, cells: LineCells<'_>) -> bool {
        let number = self.learnt.numbering.map(|column| cells.get(column));
        number.is_some_and(|raw| counts(self.view, raw))
    }

    /// Whether a row has formulas that give nothing yet: a running number, zeros and errors.
    fn prepared(&self, line: &Line, cells: LineCells<'_>) -> bool {
        let nothing = |raw: Raw| match raw {
            Raw::Number(value) | Raw::Percent(value) => value == 0.0,
            Raw::Fault(_) | Raw::Uncomputed | Raw::Empty => true,
            Raw::Text(number) => placeholder(self.view.book.strings.get(number)),
            _ => false,
        };
        let Some(names) = self.learnt.names else { return false };
        let unnamed =
            matches!(cells.get(names), Raw::Empty) || matches!(cells.get(names), Raw::Number(value) if value == 0.0);
        unnamed
            && cells.iter().all(|(column, raw)| nothing(raw) || Some(column) == self.learnt.numbering)
            && cells.iter().any(|(_, raw)| matches!(raw, Raw::Number(_)))
            && !merged(self.view, self.header, line.row)
    }

    /// Whether a row heads the rows below it, though it has a number or sums of its own:
    /// `（一）在谈项目 | 30 | 10` among rows numbered 1, 2; `流动资产： | 1`.
    fn heads_others(&self, cells: LineCells<'_>, filled: usize) -> bool {
        let Some(numbering) = self.learnt.numbering else { return false };
        if self.learnt.grouped && ordinal_cell(self.view, cells.get(numbering)) {
            return true;
        }
        if filled != 2 {
            return false;
        }
        let counted = |(column, raw): &(u32, Raw)| *column == numbering && counts(self.view, *raw);
        let mut others = cells.iter().filter(|cell| !counted(cell) && !self.text(cell.1).is_some_and(blank));
        let (title, more) = (others.next(), others.next());
        more.is_none() && title.and_then(|(_, raw)| self.text(raw)).is_some_and(|text| titled(&match_form(text)))
    }

    /// Whether the same text stands in all cells: the title of a section, typed instead of merged.
    fn one_text(&self, cells: LineCells<'_>) -> bool {
        let mut filled = cells.iter().map(|(_, raw)| raw).filter(|raw| !self.text(*raw).is_some_and(blank));
        let Some(Raw::Text(first)) = filled.next() else { return false };
        let text = self.view.book.strings.get(first);
        filled.all(|raw| self.text(raw).is_some_and(|other| other == text)) && self.learnt.filled > 2
    }

    /// A row that is no total: a record, a section's title or a note.
    fn single(&self, line: &Line, cells: LineCells<'_>, filled: usize) -> (Row, Doubt) {
        let sure = |row: Row| (row, Doubt::None);
        let Some((column, text)) = cells.iter().find_map(|(column, raw)| Some((column, self.text(raw)?))) else {
            return sure(Row::Record);
        };
        // Most rows are records at a glance: several cells, no colon, no word with which notes begin.
        let colon = text.contains([':', '：']);
        if filled > 1 && !colon && !first(text).is_some_and(begins_note) {
            return sure(Row::Record);
        }
        let plain = match_form(text);
        let others = || cells.iter().filter(|(_, raw)| !self.text(*raw).is_some_and(blank));
        let values = others().any(|(_, raw)| matches!(self.view.shape(raw), Shape::Value | Shape::Period));
        let asks = |raw: Raw| self.text(raw).is_some_and(|text| text.contains([':', '：']));
        let asked = others().filter(|(_, raw)| asks(*raw)).count();
        let few = filled * 2 <= self.header.columns.len().max(4);
        if note_mark(&plain) && (filled == 1 || !values && (asked > 0 || filled * 3 < self.header.columns.len())) {
            return sure(Row::Note);
        }
        // 单位负责人：张三 | 制表人：李四
        if filled > 1 && colon && asked * 2 >= filled && few {
            let digits = |raw: Raw| self.text(raw).is_none_or(|text| text.bytes().any(|byte| byte.is_ascii_digit()));
            if !others().any(|(_, raw)| !asks(raw) && digits(raw)) {
                return sure(Row::Note);
            }
        }
        if filled > 1 || merged(self.view, self.header, line.row) || of_the_form(&plain) {
            return sure(if filled == 1 && of_the_form(&plain) { Row::Note } else { Row::Record });
        }
        if self.header.columns.len() < 3 {
            return sure(Row::Record);
        }
        // 验收意见：合格
        if plain.split_once(':').is_some_and(|(before, after)| before != "其中" && !after.is_empty()) {
            return sure(Row::Note);
        }
        let spread = self.view.end_of(line.row, column) >= column + 2;
        let long = text.chars().count() > 40 || text.contains('。');
        if self.footer || long && (spread || column == self.learnt.left) {
            return sure(Row::Note);
        }
        if spread || titled(&plain) {
            return sure(Row::Section);
        }
        let named = self.learnt.names == Some(column)
            || self.learnt.naming.contains(&column)
            || self.learnt.always.contains(&column);
        if self.view.shape(cells.iter().next().map_or(Raw::Empty, |cell| cell.1)) == Shape::Label {
            return (Row::Section, if named { Doubt::Name } else { Doubt::None });
        }
        (Row::Record, Doubt::None)
    }

    /// Whether the row has nothing in the column where all records have words, and few cells.
    fn loose(&self, line: &Line, cells: LineCells<'_>, filled: usize) -> bool {
        let Some(names) = self.learnt.names else { return false };
        let unnamed = cells.get(names) == Raw::Empty || self.text(cells.get(names)).is_some_and(blank);
        unnamed && filled + 1 < self.learnt.filled.max(3) && !merged(self.view, self.header, line.row)
    }

    /// Whether a row has no name, which every record has.
    fn nameless(&self, line: &Line, cells: LineCells<'_>) -> bool {
        let says = |raw: Raw| raw != Raw::Empty && !self.text(raw).is_some_and(blank);
        let mut named = self.learnt.naming.iter().chain(&self.learnt.names).map(|column| cells.get(*column));
        let words = || cells.iter().any(|(_, raw)| matches!(raw, Raw::Text(_)) && says(raw));
        let nameless = if self.learnt.names.is_some() { !named.any(says) } else { !words() };
        nameless && !merged(self.view, self.header, line.row)
    }
}

/// Whether a merged block of the body reaches into the row from above.
fn merged(view: &View<'_>, header: &Header, row: u32) -> bool {
    !view.sheet.merges.is_empty()
        && header.columns.iter().any(|column| {
            view.sheet
                .covering(row, column.at)
                .is_some_and(|merge| merge.left == column.at && merge.top > header.bottom && merge.top < row)
        })
}

/// Whether a text in comparable form is written as the titles of sections are: 一、收入, 流动资产:.
fn titled(text: &str) -> bool {
    ordinal(text) || text.ends_with(':')
}

/// Whether a text in comparable form speaks of the form and not of a record: 保留格式，勿删.
fn of_the_form(text: &str) -> bool {
    ["保留格式", "勿删", "请勿"].iter().any(|word| text.contains(word))
}
