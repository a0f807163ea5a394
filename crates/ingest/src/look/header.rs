//! Headers without a definition: rows of labels that are as wide as the rows below them.

use super::view::{Look, View};
use crate::grid::Raw;
use crate::header::Paths;
use crate::text::key;
use crate::unit;

/// A header: its rows, and its columns with their labels from top to bottom.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) top: u32,
    pub(crate) bottom: u32,
    pub(crate) columns: Vec<(u32, Vec<String>)>,
    /// The unit under a label, where a row of the header holds nothing but units.
    pub(crate) units: Vec<(u32, String)>,
}

/// The most rows that a header spans.
const DEEPEST: u32 = 5;
/// So many rows below are looked at to know how wide the table is.
const BELOW: usize = 12;

impl Header {
    pub(crate) fn left(&self) -> u32 {
        self.columns.first().map_or(0, |(column, _)| *column)
    }

    pub(crate) fn right(&self) -> u32 {
        self.columns.last().map_or(0, |(column, _)| *column)
    }

    /// The lowest labels in comparable form.
    pub(crate) fn leaves(&self) -> Vec<String> {
        self.columns.iter().map(|(_, path)| path.last().map(|label| key(label)).unwrap_or_default()).collect()
    }
}

/// The header that begins at a row, if one does.
pub(crate) fn at(view: &View<'_>, row: u32) -> Option<Header> {
    let cells = view.row(row);
    if !labels(view, &cells, 2) || remark(view, &cells) {
        return None;
    }
    let top = above(view, row);
    let mut bottom = row;
    while bottom + 1 - top < DEEPEST && below(view, top, bottom) {
        bottom += 1;
    }
    // A column-counting or a mapping row may stand between the rows of a header and its data.
    let header = header(view, top, bottom);
    let width = header.columns.len();
    // A header holds no values; a row that does and has a better one below is of keys and values.
    let doubtful = cells.iter().any(|(_, raw)| view.look(*raw) == Look::Value);
    let numbered = header.columns.iter().any(|(_, path)| numbers(path));
    let (typical, wider) = widths(view, bottom, width, |cells| {
        let named = cells.iter().all(|(_, raw)| matches!(view.look(*raw), Look::Label | Look::Period));
        let numbers = |(_, raw): &(u32, Raw)| view.text(*raw).is_some_and(|text| numbers(&[text.to_owned()]));
        cells.len() * 5 > width * 7
            || doubtful && named && cells.len() * 5 >= width * 4
            || !numbered && named && cells.iter().any(numbers)
    });
    let wide_enough = width >= 2 && typical >= 2.min(width) && width * 10 >= typical * 6 && typical * 4 >= width;
    (wide_enough && !wider).then_some(header)
}

/// Whether a row's cells are labels, but for few: at least so many.
fn labels(view: &View<'_>, cells: &[(u32, Raw)], least: usize) -> bool {
    let looks: Vec<Look> = cells.iter().map(|(_, raw)| view.look(*raw)).collect();
    let named = looks.iter().filter(|look| **look == Look::Label).count();
    let periods = looks.iter().filter(|look| **look == Look::Period).count();
    let ends = |(_, raw): &&(u32, Raw)| view.text(*raw).is_some_and(|text| key(text).ends_with(':'));
    let asked = cells.iter().filter(ends).count();
    named + periods >= least
        && named >= 1
        && (named + periods) * 4 >= looks.len() * 3
        && looks.iter().filter(|look| **look == Look::Value).count() * 5 <= looks.len()
        && asked * 3 < cells.len()
}

/// Whether a row explains columns and does not name them: 引用招采台账A列信息, 必填, 保留格式，勿删.
pub(crate) fn remark(view: &View<'_>, cells: &[(u32, Raw)]) -> bool {
    const WORDS: [&str; 14] = [
        "引用",
        "列信息",
        "必填",
        "选填",
        "填写",
        "下拉",
        "勿删",
        "请勿",
        "保留格式",
        "例如",
        "示例:",
        "格式:",
        "自动生成",
        "自动计算",
    ];
    let says = |(_, raw): &&(u32, Raw)| {
        view.text(*raw).is_some_and(|text| {
            let text = key(text);
            // Labels end with such words in brackets: 企业名称(必填).
            let stem = unit::split(&text).0.split('(').next().unwrap_or_default();
            WORDS.iter().any(|word| stem.contains(word))
        })
    };
    let letters = |(_, raw): &&(u32, Raw)| {
        view.text(*raw).is_some_and(|text| {
            let text = key(text);
            let text = text.trim_end_matches('列');
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
        })
    };
    let (said, lettered) = (cells.iter().filter(says).count(), cells.iter().filter(letters).count());
    !cells.is_empty() && (said * 5 >= cells.len() * 2 || lettered * 2 > cells.len())
}

/// The first row of a header: labels of groups stand above it.
fn above(view: &View<'_>, row: u32) -> u32 {
    let mut top = row;
    for column in view.left..=view.right.min(view.left + 1024) {
        if let Some(merge) = view.sheet.covering(row, column)
            && merge.top < top
            && merge.top + DEEPEST > row
        {
            top = merge.top;
        }
    }
    let cells = view.row(row);
    let (first, last) = (cells.first().map_or(0, |cell| cell.0), cells.last().map_or(0, |cell| cell.0));
    while top > 1 && row - top + 1 < DEEPEST {
        let cells = view.row(top - 1);
        let group = |(column, raw): &(u32, Raw)| {
            let end = view.end_of(top - 1, *column);
            let text = view.text(*raw).map(key).unwrap_or_default();
            let named = matches!(view.look(*raw), Look::Label | Look::Period) && unit::banner(&text).is_none();
            named && *column >= first && *column <= last && (end > *column || cells.len() > 1)
        };
        // What begins over the first column is a title, unless merged groups stand beside one another.
        let titles = cells.first().is_some_and(|(column, _)| *column <= first)
            && (cells.len() < 2 || !cells.iter().all(|(column, _)| view.end_of(top - 1, *column) > *column));
        if cells.is_empty() || titles || !cells.iter().all(group) {
            break;
        }
        top -= 1;
    }
    top
}

/// Whether the row below the header belongs to it too.
fn below(view: &View<'_>, top: u32, bottom: u32) -> bool {
    let row = bottom + 1;
    let cells = view.row(row);
    let named = |(_, raw): &(u32, Raw)| matches!(view.look(*raw), Look::Label | Look::Period);
    let continued = (view.left..=view.right.min(view.left + 1024)).any(|column| {
        view.sheet.covering(row, column).is_some_and(|merge| (top..=bottom).contains(&merge.top) && merge.bottom >= row)
    });
    if continued {
        let values = cells.iter().filter(|cell| !named(cell)).count();
        return values * 4 <= cells.len();
    }
    if cells.len() < 2 || !cells.iter().all(named) || remark(view, &cells) {
        return false;
    }
    if units(view, &cells) || english(view, bottom, &cells) {
        return true;
    }
    let head = view.row(bottom);
    // The columns that a label stands over alone, and those that it shares; the row below may fill
    // the corner left of all groups.
    let (mut alone, mut shared) = (Vec::new(), Vec::new());
    let left = head.first().map_or(0, |(column, _)| *column);
    let corner = cells.first().is_some_and(|(column, _)| *column < left);
    if corner {
        shared.extend(view.left..left);
    }
    for (at, (column, _)) in head.iter().enumerate() {
        let next = head.get(at + 1).map_or(view.right + 1, |(column, _)| *column);
        let end = view.end_of(bottom, *column);
        if end > *column {
            shared.extend(*column..=end);
        } else if next > *column + 1 && at > 0 {
            shared.extend(*column..next);
        } else {
            alone.push(*column);
        }
    }
    let under = cells.iter().filter(|(column, _)| shared.contains(column)).count();
    let filled = |column: &&u32| cells.iter().any(|(other, _)| other == *column);
    under * 10 >= cells.len() * 9 && (corner || !alone.is_empty()) && alone.iter().filter(filled).count() == 0
}

/// Whether a row holds nothing but units.
fn units(view: &View<'_>, cells: &[(u32, Raw)]) -> bool {
    cells.len() >= 2 && cells.iter().all(|(_, raw)| view.text(*raw).is_some_and(|text| bare_unit(text).is_some()))
}

/// A text that is a unit, in brackets or not.
pub(crate) fn bare_unit(text: &str) -> Option<model::Unit> {
    let text = key(text);
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(&text);
    unit::unit(inside.strip_prefix("单位:").unwrap_or(inside))
}

/// Whether a row repeats Chinese labels in English.
fn english(view: &View<'_>, bottom: u32, cells: &[(u32, Raw)]) -> bool {
    let latin = |text: &str| text.is_ascii() && text.bytes().any(|byte| byte.is_ascii_lowercase());
    let all = cells.iter().all(|(_, raw)| view.text(*raw).is_some_and(|text| latin(&key(text))));
    let han = |(_, raw): &(u32, Raw)| view.text(*raw).is_some_and(|text| !text.is_ascii());
    all && view.row(bottom).iter().any(han)
}

/// The usual width of the rows below, and whether a row of labels below is much wider: then this
/// one is of a block of keys and values above the table.
fn widths(view: &View<'_>, bottom: u32, width: usize, better: impl Fn(&[(u32, Raw)]) -> bool) -> (usize, bool) {
    let start = view.sheet.lines.partition_point(|line| line.row <= bottom);
    let rows = view.sheet.lines.iter().skip(start).take(BELOW * 2).map(|line| line.row);
    let (mut counts, mut wider) = (Vec::new(), false);
    for row in rows {
        let cells = view.row(row);
        if cells.is_empty() {
            continue;
        }
        let near = counts.len() < 8 && row <= bottom + 10;
        if near && better(&cells) && labels(view, &cells, 3) && !remark(view, &cells) {
            wider = true;
        }
        // Rows of one cell are titles and notes.
        if cells.len() > 1 || width <= 2 {
            counts.push(view.width(row));
        }
        if counts.len() >= BELOW {
            break;
        }
    }
    counts.sort_unstable();
    (counts.get(counts.len() / 2).copied().unwrap_or(0), wider)
}

/// The columns of a header with their labels.
fn header(view: &View<'_>, top: u32, bottom: u32) -> Header {
    let mut header = Header { top, bottom, columns: Vec::new(), units: Vec::new() };
    let mut rows: Vec<u32> = (top..=bottom).collect();
    for row in top + 1..=bottom {
        let cells = view.row(row);
        if units(view, &cells) {
            let named = cells.iter().filter_map(|(column, raw)| Some((*column, bare_unit(view.text(*raw)?)?)));
            header.units.extend(named.map(|(column, unit)| (column, unit.name().to_owned())));
            rows.retain(|other| *other != row);
        } else if english(view, row - 1, &cells) {
            rows.retain(|other| *other != row);
        }
    }
    let last = rows.last().copied().unwrap_or(bottom);
    let mut paths = Paths::new(view.sheet, view.book, top, last);
    for column in view.left..=view.right.min(view.left + 1024) {
        let path: Vec<String> = paths.at(column).into_iter().map(|part| tidy(&part.shown)).collect();
        if !path.is_empty() {
            header.columns.push((column, path));
        }
    }
    header
}

/// Whether the label is that of a column of running numbers.
pub(crate) fn numbers(path: &[String]) -> bool {
    let leaf = path.last().map(|label| key(label)).unwrap_or_default();
    crate::rows::numbering(&leaf)
}

/// A label on one line, without the spaces that only spread its letters.
pub(crate) fn tidy(label: &str) -> String {
    let label: String = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = label.chars().collect();
    let wide = |at: Option<&char>| at.is_some_and(|letter| !letter.is_ascii());
    let kept = letters.iter().enumerate().filter(|(at, letter)| {
        **letter != ' ' || !(wide(at.checked_sub(1).and_then(|at| letters.get(at))) || wide(letters.get(at + 1)))
    });
    kept.map(|(_, letter)| *letter).collect()
}
