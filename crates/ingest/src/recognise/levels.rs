//! Which rows belong to a header: groups above, lower levels, units and English below.

use super::DEEPEST;
use super::view::{Shape, View};
use crate::grid::{LineCells, Raw};
use crate::row_words::latin;
use crate::text::match_form;
use crate::unit;

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
            let text = match_form(text);
            // Labels end with such words in brackets: 企业名称(必填).
            let stem = unit::split(&text).0.split('(').next().unwrap_or_default();
            WORDS.iter().any(|word| stem.contains(word))
        })
    };
    let letters = |(_, raw): &&(u32, Raw)| {
        view.text(*raw).is_some_and(|text| {
            let text = match_form(text);
            let text = text.trim_end_matches('列');
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
        })
    };
    let (said, lettered) = (cells.iter().filter(says).count(), cells.iter().filter(letters).count());
    !cells.is_empty() && (said * 5 >= cells.len() * 2 || lettered * 2 > cells.len())
}

/// The first row of a header: labels of groups stand above it.
pub(crate) fn above(view: &View<'_>, row: u32) -> u32 {
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
            let text = view.text(*raw).map(match_form).unwrap_or_default();
            let named = matches!(view.shape(*raw), Shape::Label | Shape::Period) && unit::banner(&text).is_empty();
            named && !text.ends_with(':') && *column >= first && *column <= last && (end > *column || cells.len() > 1)
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
pub(crate) fn below(view: &View<'_>, top: u32, bottom: u32) -> bool {
    let row = bottom + 1;
    let cells = view.row(row);
    let named = |cell: &(u32, Raw)| view.heads(row, cell);
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
    if units(view, &cells) || english(view, bottom, &cells) || describes(view, row, &cells) {
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
        } else if next > *column + 1 && at > 0 && cells.iter().any(|(under, _)| under == column) {
            shared.extend(*column..next);
        } else {
            alone.push(*column);
        }
    }
    let under = cells.iter().filter(|(column, _)| shared.contains(column)).count();
    let filled = |column: &&u32| cells.iter().any(|(other, _)| other == *column);
    // Below groups alone stand labels where there are more of them than groups.
    let levels = corner || !alone.is_empty() || cells.len() > head.len();
    under * 10 >= cells.len() * 9 && levels && alone.iter().filter(filled).count() == 0
        || fills_gaps(view, bottom, &head, &cells)
}

/// Whether the labels of a header are spread over two rows without merged cells: the lower ones
/// stand over columns of values that have no label yet.
fn fills_gaps(view: &View<'_>, bottom: u32, head: &[(u32, Raw)], cells: &[(u32, Raw)]) -> bool {
    let Some(next) = view.after(bottom + 1).first().map(|line| view.cells(line)) else { return false };
    let labelled = |column: u32| head.iter().any(|(start, _)| (*start..=view.end_of(bottom, *start)).contains(&column));
    let valued = |column: u32| matches!(next.get(column), Raw::Number(_) | Raw::Percent(_) | Raw::Date(_));
    let fresh = cells.iter().filter(|(column, _)| !labelled(*column)).count();
    let over = cells.iter().filter(|(column, _)| valued(*column)).count();
    let label = |(_, raw): &(u32, Raw)| view.shape(*raw) == Shape::Label;
    // A value in each of the upper labels' columns, too, tells them from a title.
    let under = head.iter().filter(|(column, _)| next.get(*column) != Raw::Empty).count();
    fresh >= 2 && over * 2 > cells.len() && cells.iter().all(label) && under * 4 >= head.len() * 3 && head.len() >= 3
}

/// Whether a row holds nothing but units, perhaps behind the word for them.
pub(crate) fn units(view: &View<'_>, cells: &[(u32, Raw)]) -> bool {
    const WORDS: [&str; 3] = ["计量单位", "计算单位", "单位"];
    let unit = |(_, raw): &(u32, Raw)| view.text(*raw).is_some_and(|text| unit::bare(text).is_some());
    let word = |(_, raw): &(u32, Raw)| view.text(*raw).is_some_and(|text| WORDS.contains(&match_form(text).as_str()));
    let units = if cells.first().is_some_and(word) { &cells[1..] } else { cells };
    units.len() >= 2 && units.iter().all(unit)
}

/// Whether a row says something of each column, 全市 or 月 or 万吨: but for the first, numbers stand
/// below all its cells.
fn describes(view: &View<'_>, row: u32, cells: &[(u32, Raw)]) -> bool {
    let texts = |cells: LineCells<'_>| cells.iter().all(|(_, raw)| matches!(raw, Raw::Text(_)));
    let below = view.after(row).iter().take(8).map(|line| view.cells(line));
    let values: Vec<LineCells<'_>> = below.skip_while(|cells| texts(*cells)).take(2).collect();
    let number = |column: u32| values.iter().all(|cells| matches!(cells.get(column), Raw::Number(_) | Raw::Percent(_)));
    let placeholder = |(_, raw): &(u32, Raw)| view.shape(*raw) == Shape::Placeholder;
    cells.len() >= 3
        && values.len() == 2
        && !cells.iter().any(placeholder)
        && cells.iter().skip(1).all(|(column, _)| number(*column))
}

/// Whether a row repeats Chinese labels in English.
pub(crate) fn english(view: &View<'_>, bottom: u32, cells: &[(u32, Raw)]) -> bool {
    let all = cells.iter().all(|(_, raw)| view.text(*raw).is_some_and(latin));
    let han = |(_, raw): &(u32, Raw)| view.text(*raw).is_some_and(|text| !text.is_ascii());
    all && view.row(bottom).iter().any(han)
}
