//! The rows below a header, told apart without a definition.

use super::header::{self, Header};
use super::view::{Look, View};
use crate::grid::Raw;
use crate::marks::{counts_columns, note_mark, ordinal, total_word};
use crate::text::{key, placeholder, quoted};

/// What stands below a header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(crate) records: Vec<u32>,
    pub(crate) totals: Vec<u32>,
    pub(crate) sections: Vec<u32>,
    pub(crate) notes: Vec<(u32, String)>,
    /// The last row that belongs to the table.
    pub(crate) end: u32,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Record,
    Total,
    Section,
    Note,
    Blank,
}

/// So many rows are compared with the header letter by letter.
const NEAR: usize = 5_000;

/// The number of a text.
fn text_of(raw: Raw) -> Option<u32> {
    if let Raw::Text(number) = raw { Some(number) } else { None }
}

/// Tells the rows from the header to a row apart.
pub(crate) fn body(view: &View<'_>, header: &Header, until: u32) -> Body {
    let rows = rows(view, header, until);
    let mut body = Body { end: header.bottom, ..Body::default() };
    let last = rows.iter().rposition(|(_, kind)| matches!(kind, Row::Record | Row::Total));
    for (at, (row, kind)) in rows.iter().enumerate() {
        let kind = match kind {
            // What stands alone behind the last number is a remark, whatever it looks like.
            Row::Section if last.is_none_or(|last| at > last) => Row::Note,
            kind => *kind,
        };
        match kind {
            Row::Record => body.records.push(*row),
            Row::Total => body.totals.push(*row),
            Row::Section => body.sections.push(*row),
            Row::Note => body.notes.push((*row, said(view, *row))),
            Row::Blank => continue,
        }
        body.end = *row;
    }
    body
}

fn said(view: &View<'_>, row: u32) -> String {
    let texts = view.row(row).into_iter().filter_map(|(_, raw)| view.text(raw)).map(quoted);
    texts.collect::<Vec<_>>().join("　")
}

fn rows(view: &View<'_>, header: &Header, until: u32) -> Vec<(u32, Row)> {
    let start = view.sheet.lines.partition_point(|line| line.row <= header.bottom);
    let lines = view.sheet.lines.iter().skip(start).map(|line| line.row).take_while(|row| *row <= until);
    let first = header.left();
    let numbering = Numbering::of(view, header, until);
    let (mut rows, mut footer, mut begun): (Vec<(u32, Row)>, bool, bool) = (Vec::new(), false, false);
    let leaves = header.leaves();
    let heads: Vec<Option<u32>> = (header.top..=header.bottom)
        .flat_map(|row| view.row(row))
        .map(|(_, raw)| text_of(raw))
        .filter(Option::is_some)
        .collect();
    for row in lines {
        let cells = view.row(row);
        let filled: Vec<&(u32, Raw)> =
            cells.iter().filter(|(_, raw)| !view.text(*raw).is_some_and(placeholder)).collect();
        let texts = cells.iter().filter_map(|(_, raw)| view.text(*raw)).take(3);
        let lone_number = filled.len() == 1 && filled.iter().all(|cell| numbering.counts(view, cell));
        // Comparing the labels of a million rows in earnest would take seconds.
        let repeated = (rows.len() < NEAR || cells.first().is_some_and(|(_, raw)| heads.contains(&text_of(*raw))))
            && repeats(view, header, &leaves, row);
        let kind = if texts.clone().any(|text| total_word(text).is_some()) && !repeated {
            Row::Total
        } else if repeated || !begun && (counts(view, &cells) || super::levels::remark(view, &cells)) {
            Row::Note
        } else if filled.is_empty() || lone_number && !merged(view, header, row) {
            if cells.is_empty() { continue } else { Row::Blank }
        } else if numbering.heads(view, &filled) {
            Row::Section
        } else {
            single(view, header, row, &cells, &filled, footer, first)
        };
        footer = match kind {
            Row::Note => begun,
            Row::Blank => footer,
            _ => false,
        };
        begun |= matches!(kind, Row::Record | Row::Total);
        rows.push((row, kind));
    }
    // Rows of one text in the column of names are records where there are many of them.
    let alone = |row: u32| view.row(row).len() == 1;
    let records = rows.iter().filter(|(row, kind)| *kind == Row::Record && !alone(*row)).count();
    if records == 0 {
        for (_, kind) in &mut rows {
            if *kind == Row::Section {
                *kind = Row::Note;
            }
        }
    }
    rows
}

/// A row that is no total: a record, a section's title or a note.
fn single(
    view: &View<'_>,
    header: &Header,
    row: u32,
    cells: &[(u32, Raw)],
    filled: &[&(u32, Raw)],
    footer: bool,
    first: u32,
) -> Row {
    let Some((column, text)) = cells.iter().find_map(|(column, raw)| Some((*column, view.text(*raw)?))) else {
        return Row::Record;
    };
    // Most rows are records at a glance: several cells, no colon, no word with which notes begin.
    let colon = |(_, raw): &&(u32, Raw)| view.text(*raw).is_some_and(|text| text.contains([':', '：']));
    let begins = crate::text::first(text).is_some_and(crate::marks::begins_note);
    if filled.len() > 1 && !begins && !filled.iter().any(colon) {
        return Row::Record;
    }
    let plain = key(text);
    let values = filled.iter().any(|(_, raw)| matches!(view.look(*raw), Look::Value | Look::Period));
    let asks = filled.iter().filter(|(_, raw)| view.text(*raw).is_some_and(|text| key(text).contains(':'))).count();
    if note_mark(&plain) && (filled.len() == 1 || !values && (asks > 0 || filled.len() * 3 < header.columns.len())) {
        return Row::Note;
    }
    // 单位负责人：张三 | 制表人：李四
    if filled.len() > 1
        && plain.contains(':')
        && asks * 2 >= filled.len()
        && !values
        && filled.len() * 2 <= header.columns.len().max(4)
    {
        return Row::Note;
    }
    if filled.len() > 1 || merged(view, header, row) || header.columns.len() < 3 {
        return Row::Record;
    }
    // 验收意见：合格
    if plain.split_once(':').is_some_and(|(before, after)| before != "其中" && !after.is_empty()) {
        return Row::Note;
    }
    let spread = view.end_of(row, column) >= column + 2;
    let long = text.chars().count() > 40 || text.contains('。');
    if footer || long && (spread || column == first) {
        return Row::Note;
    }
    if spread || titled(&plain) || view.look(cells.first().map_or(Raw::Empty, |cell| cell.1)) == Look::Label {
        return Row::Section;
    }
    Row::Record
}

/// Whether a merged block of the body reaches into the row from above.
fn merged(view: &View<'_>, header: &Header, row: u32) -> bool {
    header.columns.iter().any(|(column, _)| {
        view.sheet
            .covering(row, *column)
            .is_some_and(|merge| merge.left == *column && merge.top > header.bottom && merge.top < row)
    })
}

/// Whether the row is the header once more, as pages are printed.
fn repeats(view: &View<'_>, header: &Header, leaves: &[String], row: u32) -> bool {
    let cells = view.row(row);
    let same = |(column, raw): &&(u32, Raw)| {
        let text = view.text(*raw).map(key).unwrap_or_default();
        let at = header.columns.iter().position(|(other, _)| other == column);
        at.and_then(|at| leaves.get(at)).is_some_and(|leaf| *leaf == text)
            || at
                .and_then(|at| header.columns.get(at))
                .is_some_and(|(_, path)| path.iter().any(|label| key(label) == text))
    };
    cells.len() >= 2 && cells.iter().filter(same).count() * 5 >= cells.len() * 4
}

/// Whether the row counts the columns: 1 2 3 … or 甲 乙 1 2 ….
fn counts(view: &View<'_>, cells: &[(u32, Raw)]) -> bool {
    counts_columns(cells.iter().map(|(_, raw)| crate::value::shown(*raw, view.book)))
}

/// Whether a text in comparable form is written as the titles of sections are: 一、收入, 流动资产:.
fn titled(text: &str) -> bool {
    ordinal(text) || text.ends_with(':')
}

/// The column of 序号 or 行次.
struct Numbering {
    column: Option<u32>,
    /// Whether some of its rows have 一 or （一） and others 1 and 2: the first head the second.
    grouped: bool,
}

impl Numbering {
    fn of(view: &View<'_>, header: &Header, until: u32) -> Numbering {
        let column = header.columns.iter().find(|(_, path)| header::numbers(path)).map(|(column, _)| *column);
        let mut numbering = Numbering { column, grouped: false };
        let Some(column) = column else { return numbering };
        let start = view.sheet.lines.partition_point(|line| line.row <= header.bottom);
        let lines = view.sheet.lines.iter().skip(start).take_while(|line| line.row <= until).take(NEAR);
        let cells: Vec<(u32, Raw)> = lines.map(|line| (column, view.sheet.own(line.row, column))).collect();
        let ordinals = cells.iter().filter(|cell| numbering.ordinal(view, cell)).count();
        let numbers = cells.iter().filter(|cell| numbering.counts(view, cell)).count();
        numbering.grouped = ordinals > 0 && numbers >= ordinals;
        numbering
    }

    /// Whether the cell numbers its row.
    fn counts(&self, view: &View<'_>, (column, raw): &(u32, Raw)) -> bool {
        Some(*column) == self.column && matches!(view.look(*raw), Look::Value | Look::Period)
    }

    fn ordinal(&self, view: &View<'_>, (column, raw): &(u32, Raw)) -> bool {
        Some(*column) == self.column && view.text(*raw).is_some_and(|text| ordinal(&key(text)))
    }

    /// Whether a row heads the rows below it, though it has a number or sums of its own:
    /// `（一）在谈项目 | 30 | 10`, `流动资产： | 1`.
    fn heads(&self, view: &View<'_>, filled: &[&(u32, Raw)]) -> bool {
        let mut others = filled.iter().filter(|cell| !self.counts(view, cell));
        let (first, more) = (others.next(), others.next().is_some());
        let alone = filled.len() == 2 && !more;
        let title = first.and_then(|(_, raw)| view.text(*raw)).is_some_and(|text| titled(&key(text)));
        self.grouped && filled.iter().any(|cell| self.ordinal(view, cell)) || alone && title
    }
}
