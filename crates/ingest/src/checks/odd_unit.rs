//! A unit above a table of amounts, at their labels or among and below their rows that is none of money, is not
//! understood, or contradicts the one that was read.

use crate::grid::{Book, Line, Sheet};
use crate::mapping::{Found, Table};
use crate::recognise::{BANNER, Row};
use crate::report::Report;
use crate::text::{match_form, quoted};
use crate::unit;
use model::ledger::{Column, Kind, Ledger};
use model::{Place, Rule, Severity, Texts, Unit};

/// A unit above a table of amounts or at their labels that is none of money, or not understood.
pub static ODD_UNIT: Rule = Rule {
    code: "odd-unit",
    severity: Severity::Warning,
    chinese: Texts {
        title: "单位看不明白",
        meaning: "表上方或列名里写的单位不是人民币的单位，或者写了几种而分不清各列是哪一种，金额按定义的单位读取；或者表格中间、表下写着另一种单位。",
        example: "表上方写着“单位：万美元”，而税收合计定义为万元。",
        remedy: "在表上方或列名里写明金额的单位：元、万元或亿元。",
        words: &[
            "“{column}”写的单位是“{unit}”，不是金额的单位，按“{read}”读取。请核对并写明元、万元或亿元。",
            "表上方写的单位是“{units}”，分不清各列是哪一种，金额按“{read}”读取。请核对，在列名里分别写明。",
            "这里写的单位是“{elsewhere}”，而表里的金额按“{read}”读取，相差很大。请核对，在表上方或列名里写明金额的单位。",
            "表上方写的单位是“{unit}”，不是金额的单位，金额按“{read}”读取。请核对并写明元、万元或亿元。",
        ],
    },
    english: Texts {
        title: "Unit not understood",
        meaning: "The unit above the table or in a header is no unit of Chinese money, or several are written and it is not clear which column has which, and the amounts were read in the unit of the definition; or another unit is written among or below the rows.",
        example: "“单位：万美元” stands above the table, and “税收合计” is defined in “万元”.",
        remedy: "Write the unit of the amounts above the table or in the header: “元”, “万元” or “亿元”.",
        words: &[
            "The unit of “{column}” is written as “{unit}”, which is no unit of money; it was read in “{read}”. Please check it and write “元”, “万元” or “亿元”.",
            "The units above the table are “{units}”, and it is not clear which column has which; the amounts were read in “{read}”. Please check them and write each in its header.",
            "The unit is written here as “{elsewhere}”, and the amounts of the table were read in “{read}”, which is far apart. Please check it and write the unit of the amounts above the table or in the headers.",
            "The unit above the table is “{unit}”, which is no unit of money; the amounts were read in “{read}”. Please check it and write “元”, “万元” or “亿元”.",
        ],
    },
};

/// What follows 单位 is a number's unit and no office where it holds one of these.
const NUMERIC: [&str; 18] = [
    "元", "万", "千", "百", "亿", "¥", "$", "w", "rmb", "yuan", "cny", "usd", "hkd", "eur", "dollar", "million",
    "thousand", "000",
];

/// Tells units that decide nothing though they stand over amounts.
/// `others` are the first and the last rows of the other tables of the sheet.
pub(crate) fn check(
    (book, sheet): (&Book, &Sheet),
    (table, others): (&Table, &[(u32, u32)]),
    ledger: &Ledger,
    report: &mut Report<'_>,
) {
    let amounts = ledger.columns.iter().zip(&table.columns).filter_map(|(column, found)| {
        found.as_ref().filter(|_| column.kind == Kind::Money).map(|found| (column, found))
    });
    let mut bare: Vec<&Column> = Vec::new();
    for (column, found) in amounts {
        match &found.unit {
            None if table.outside.columns.iter().any(|(at, _)| *at == found.column) => {}
            None => bare.push(column),
            Some(Unit::Money(..)) => {}
            Some(unit) if column.unit.as_deref() == Some(unit.name()) => {}
            Some(unit) => {
                let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, found.column);
                let read = unit::money_in(unit).unwrap_or_else(|| column.unit());
                let problem = ODD_UNIT.problem().name("column", quoted(&found.label)).name("unit", unit.name());
                report.add(model::Diagnostic { place, ..problem.name("read", read.name()) });
            }
        }
    }
    if !table.periods.is_empty() {
        bare.extend(ledger.across().and_then(|(_, value)| ledger.columns.get(value)));
    }
    let Some(first) = bare.first() else {
        // Each label has its unit; what stands among the rows speaks of them all the same.
        let labelled = table.columns.iter().flatten().filter_map(|found| found.unit.as_ref());
        if let Some(unit) = labelled.into_iter().find(|unit| matches!(unit, Unit::Money(..))) {
            elsewhere((book, sheet), (table, others), (unit, table.bottom + 1), report);
        }
        return;
    };
    // The units of rows are those of months across alone.
    let outside = table.outside.table.as_ref().filter(|found| found.from != "row" || !table.periods.is_empty());
    let read = outside.map(|found| found.unit.clone());
    let read = read.filter(|unit| matches!(unit, Unit::Money(..))).unwrap_or_else(|| first.unit());
    elsewhere((book, sheet), (table, others), (&read, 1), report);
    by_row((book, sheet), table, &read, report);
    if table.periods.is_empty() {
        labelled((book, sheet), table, &read, report);
    }
    let end = sheet.lines.partition_point(|line| line.row < table.top);
    let above = sheet.lines.get(..end).unwrap_or_default().iter().rev();
    for line in above.take_while(|line| line.row + BANNER >= table.top) {
        for (column, raw) in sheet.cells(line).iter() {
            let Some(text) = book.text(raw) else { continue };
            let problem = match words(text) {
                Said::Nothing => continue,
                Said::Money => return,
                Said::Several(units) => ODD_UNIT.problem().name("units", units),
                Said::Other(unit) => ODD_UNIT.problem().name("unit", unit),
            };
            let place = Place::cell(report.file, sheet.name.as_str(), line.row, column);
            report.add(model::Diagnostic { place, ..problem.name("read", read.name()) });
            return;
        }
    }
}

/// So many rows above the next table are its titles.
const TITLES: u32 = 4;

/// A row with more cells says no unit alone.
const ALONE: usize = 2;

/// Tells of another unit of money that stands about the table from a row on: among its rows, below them, or anywhere
/// above.
fn elsewhere(
    (book, sheet): (&Book, &Sheet),
    (table, others): (&Table, &[(u32, u32)]),
    (read, from): (&Unit, u32),
    report: &mut Report<'_>,
) {
    let before = others.iter().map(|(_, end)| *end).filter(|end| *end < table.top).max().unwrap_or(0);
    let next = others.iter().map(|(top, _)| *top).filter(|top| *top > table.end()).min().unwrap_or(u32::MAX);
    let first = table.top.saturating_sub(BANNER).max(before + 1).max(from);
    let last = (table.end() + BANNER).min(next.saturating_sub(TITLES).max(table.end()));
    let mut rows = table.rows.iter().peekable();
    for line in sheet.lines_between(first, last) {
        while rows.next_if(|(row, _)| *row < line.row).is_some() {}
        let kind = rows.peek().filter(|(row, _)| *row == line.row);
        // What a record says is its own and cells of a header are labels, but for a unit alone.
        let own = matches!(kind, Some((_, Row::Record | Row::Total(_) | Row::Sum { .. })));
        if own && sheet.cells(line).len() > ALONE {
            continue;
        }
        // A sentence alone in its row is taken for a name.
        let head = own && sheet.cells(line).len() > 1 || (table.top..=table.bottom).contains(&line.row);
        let texts = unit::joined(sheet.cells(line).iter().filter_map(|(column, raw)| Some((column, book.text(raw)?))));
        for (column, text) in texts.into_iter().filter(|(_, text)| !head || unit::only_banner(text)) {
            // 二、柳林乡（万元） heads the records below it.
            let heads = matches!(kind, Some((_, Row::Section))).then(|| unit::split(&match_form(&text)).1).flatten();
            let heads = heads.filter(|unit| matches!(unit, Unit::Money(..)));
            let Some(unit) = unit::said(&text).or(heads).filter(|unit| unit != read) else { continue };
            // A unit alone below a label is that of its column.
            let of_column = |found: &Found| found.column == column && found.unit.is_some();
            if !unit::only_banner(&text) && table.columns.iter().flatten().any(of_column) {
                continue;
            }
            let place = Place::cell(report.file, sheet.name.as_str(), line.row, column);
            let problem = ODD_UNIT.problem().name("elsewhere", unit.name()).name("read", read.name());
            report.add(model::Diagnostic { place, ..problem });
            return;
        }
    }
}

/// Tells of records whose own words end with another unit than their amounts were read in: 税收收入（万元）.
fn labelled((book, sheet): (&Book, &Sheet), table: &Table, read: &Unit, report: &mut Report<'_>) {
    let words: Vec<u32> = table.columns.iter().flatten().map(|found| found.column).collect();
    let mut rows = table.rows.iter().peekable();
    let records = sheet.lines_between(table.bottom + 1, table.end()).iter().filter(|line| {
        while rows.next_if(|(row, _)| *row < line.row).is_some() {}
        rows.peek().is_some_and(|(row, kind)| *row == line.row && *kind == Row::Record)
    });
    let other = |line: &Line| {
        words.iter().find_map(|column| {
            let text = book.text(sheet.in_line(line, *column))?;
            // Most words end without a bracket, and a million of them are told at once.
            let bracket = text.trim_end().ends_with([')', '）', ']', '】']);
            let unit = bracket.then(|| unit::split(&match_form(text)).1).flatten()?;
            (matches!(unit, Unit::Money(..)) && unit != *read).then_some((line.row, *column, unit))
        })
    };
    let mut others = records.filter_map(other);
    let Some((row, column, unit)) = others.next() else { return };
    let place = Place::cell(report.file, sheet.name.as_str(), row, column);
    let problem = ODD_UNIT.problem().name("elsewhere", unit.name()).name("read", read.name());
    report.add(model::Diagnostic { place, more: others.count(), ..problem });
}

/// Tells of a column that no definition knows and that says the unit of each row: 计量单位.
fn by_row((book, sheet): (&Book, &Sheet), table: &Table, read: &Unit, report: &mut Report<'_>) {
    let named = |label: &str| matches!(match_form(label).as_str(), "计量单位" | "金额单位" | "单位" | "货币单位");
    for (column, _) in table.unknown.iter().filter(|(_, label)| named(label)) {
        let records = table.rows.iter().filter(|(_, kind)| *kind == Row::Record).map(|(row, _)| *row);
        let other = |row: u32| {
            let unit = unit::bare(book.text(sheet.own(row, *column))?)?;
            (matches!(unit, Unit::Money(..)) && unit != *read).then_some((row, unit))
        };
        let mut others = records.filter_map(other);
        let Some((row, unit)) = others.next() else { continue };
        let place = Place::cell(report.file, sheet.name.as_str(), row, *column);
        let problem = ODD_UNIT.problem().name("elsewhere", unit.name()).name("read", read.name());
        report.add(model::Diagnostic { place, more: others.count(), ..problem });
    }
}

/// What a text above a table says of units.
enum Said {
    Nothing,
    /// One unit of money, perhaps beside rates.
    Money,
    Several(String),
    Other(String),
}

fn words(text: &str) -> Said {
    let units = unit::banner(text);
    let names = || units.iter().map(Unit::name).collect::<Vec<_>>().join("、");
    let money = units.iter().filter(|unit| matches!(unit, Unit::Money(..))).count();
    let others = units.iter().filter(|unit| !matches!(unit, Unit::Money(..) | Unit::Percent)).count();
    match (money, others) {
        (0, 0) => unknown(text).map_or(Said::Nothing, Said::Other),
        (1, 0) => Said::Money,
        (0, _) => Said::Other(names()),
        _ => Said::Several(names()),
    }
}

/// What stands behind 单位 at the end of a text, where it is meant for a unit and is none.
fn unknown(text: &str) -> Option<String> {
    let words = ["单位：", "单位:", "Unit:", "Unit：", "unit:", "UNIT:"];
    let (before, name) = words.iter().find_map(|word| text.rsplit_once(word))?;
    let own = before.is_empty()
        || before.ends_with([' ', '\u{3000}', '（', '('])
        || ["金额", "计量", "货币"].iter().any(|word| before.ends_with(word));
    let name = match_form(name.trim().trim_end_matches([')', '）']));
    let numeric = NUMERIC.iter().any(|word| name.to_lowercase().contains(word)) || name.chars().count() == 1;
    let most = if name.is_ascii() { 20 } else { 6 };
    (own && numeric && (1..=most).contains(&name.chars().count())).then_some(name)
}
