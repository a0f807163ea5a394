//! A workbook into records: tables are found by their headers and read row by row.

use crate::checks::{
    doubts, duplicate_month, empty_period, epoch, external_links, hidden_cells, keys, mixed_basis, nested_rows,
    no_records, odd_decimals,
    odd_format::{self, Numbers},
    odd_unit, other_month, parts, same_rows, since_january,
    skipped_sheet::SKIPPED_SHEET,
    skipped_table, stale_formula, struck_out, tables,
    unheaded_rows::{self, Pattern},
    unreadable_sheet, unreadable_workbook,
};
use crate::file_words;
use crate::grid::{Book, Line, Raw, Sheet};
use crate::mapping::{self, Table};
use crate::recognise::units::{Outside, of_table};
use crate::recognise::{self, Labels, Row};
use crate::refusal::Refusal;
use crate::report::Report;
use crate::sheets;
use crate::stated;
use crate::table::Reader;
use crate::unit;
use crate::value::InputUnit;
use model::diagnostic::MARKED_HEAD;
use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, Records, SheetTable, Submission};
use model::{Diagnostic, Month, Place, Unit};

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The records, with one submission; none of either where the file is no workbook.
    pub records: Records,
    /// Every problem, in the order of the sheets and rows.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads an opened workbook. See [`crate::read_grid`].
pub(crate) fn read(file: &str, month: Month, book: Result<Book, Refusal>, ledger: &Ledger) -> Reading {
    let mut report = Report::new(file);
    let mut records = Records::empty(ledger);
    let mut book = match book {
        Ok(book) => book,
        Err(reason) => {
            report.file(unreadable_workbook::problem(reason));
            return Reading { records, diagnostics: report.finish(&[]) };
        }
    };
    book.plain_months = ledger.across().is_none();
    book.year = file_words::file_year(file);
    if book.external > 0 {
        report.file(external_links::problem(book.external));
    }
    let labels = Labels::new(ledger);
    let found = find(file, &book, &labels, &mut report);
    let mut checked: Vec<&Sheet> = Vec::new();
    for (sheet, _) in &found {
        if !checked.iter().any(|other| std::ptr::eq(*other, *sheet)) {
            checked.push(sheet);
            hidden_cells::check(sheet, &mut report);
        }
    }
    tables::missing_and_unknown(&book, &labels, &found, &mut report);
    let typed: Vec<Vec<InputUnit>> = found.iter().map(|(_, table)| units(table, ledger)).collect();
    let tables = found.iter().zip(&typed).map(|((sheet, table), typed)| sheet_table(ledger, sheet, table, typed));
    records.submissions.push(Submission { file: file.to_owned(), month, tables: tables.collect() });
    look_over(&book, month, ledger, (&found, &typed), &mut report);
    let at = |sheet: &Sheet| book.sheets.iter().position(|other| std::ptr::eq(other, sheet)).unwrap_or(0);
    let found: Vec<(usize, Table)> = found.into_iter().map(|(sheet, table)| (at(sheet), table)).collect();
    let mut sheets = std::mem::take(&mut book.sheets);
    let stated: Vec<Vec<Raw>> = found
        .iter()
        .map(|(_, table)| {
            let raw = |words: &Option<String>| words.as_ref().map_or(Raw::Empty, |words| book.strings.intern(words));
            table.stated.iter().map(raw).collect()
        })
        .collect();
    for (number, (((at, table), typed), stated)) in found.iter().zip(typed).zip(&stated).enumerate() {
        let Some(sheet) = sheets.get_mut(*at) else { continue };
        let mut reader = Reader {
            book: &book,
            sheet,
            table,
            ledger,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            last: found.iter().skip(number + 1).all(|(other, _)| other != at),
            typed,
            stated,
            start: records.len(),
            records: &mut records,
            report: &mut report,
        };
        reader.rows();
    }
    records.columns.iter_mut().for_each(Cells::close);
    let names: Vec<String> = sheets.into_iter().map(|sheet| sheet.name).collect();
    // Cells and rows are of no use any more, and the checks below need room of their own.
    drop((book, found));
    parts::check(ledger, &mut records, &mut report);
    keys::check(ledger, &records, &mut report);
    same_rows::check(ledger, &records, &mut report);
    let sheets: Vec<&str> = names.iter().map(String::as_str).collect();
    Reading { records, diagnostics: report.finish(&sheets) }
}

/// What can be said of the tables before their rows are read.
fn look_over(
    book: &Book,
    month: Month,
    ledger: &Ledger,
    (found, typed): (&[(&Sheet, Table)], &[Vec<InputUnit>]),
    report: &mut Report<'_>,
) {
    if found.iter().all(|(_, table)| table.records() == 0) {
        no_records::check(book, found, report);
    }
    other_month::check(book, found, (ledger, month), report);
    since_january::check(book, found, (ledger, month), report);
    for ((sheet, table), typed) in found.iter().zip(typed) {
        let others = found.iter().filter(|(other, beside)| std::ptr::eq(*other, *sheet) && beside.top != table.top);
        let others: Vec<(u32, u32)> = others.map(|(_, other)| (other.top, other.end())).collect();
        odd_unit::check((book, sheet), (table, &others), ledger, report);
        epoch::check((book, sheet), table, ledger, report);
        empty_period::check(sheet, table, month, report);
        nested_rows::check((book, sheet), table, ledger, report);
        mixed_basis::check((book, sheet), table, ledger, report);
        struck_out::check((book, sheet), table, report);
        stale_formula::check(sheet, table, report);
        duplicate_month::check(sheet, table, report);
        sheets::summaries((book, sheet), table, found, ledger, report);
        let (numbers, holds) = (numbers(ledger, table, typed), |row| table.is_record(row));
        odd_format::check((book, sheet), &numbers, holds, report);
        odd_decimals::check((book, sheet), (table, &numbers), report);
    }
}

/// The tables of all sheets that are to be read.
fn find<'a>(file: &str, book: &'a Book, labels: &Labels<'_>, report: &mut Report<'_>) -> Vec<(&'a Sheet, Table)> {
    let mut found = Vec::new();
    for sheet in &book.sheets {
        let name = &sheet.name;
        if let Some(reason) = &sheet.broken {
            report.sheet(name, unreadable_sheet::problem(sheet, reason));
        }
        doubts::check(sheet, report);
        let (own, others) = own_tables(file, book, sheet, labels);
        if !own.is_empty() && !sheet.hidden {
            others.iter().for_each(|other| passed_over(sheet, &own, other, false, report));
        }
        found.push((sheet, own));
    }
    let visible = found.iter().filter(|(sheet, _)| !sheet.hidden);
    let most = visible.flat_map(|(_, tables)| tables).map(|table| table.score).max().unwrap_or(0);
    // A summary by street beside the ledger shares a label or two with it and is no part of it.
    for (sheet, tables) in &mut found {
        let (own, less): (Vec<Table>, Vec<Table>) = tables.drain(..).partition(|table| table.score * 2 >= most);
        // Below the ledger's own table it may be the rest of it, with another header.
        less.iter().filter(|_| !sheet.hidden).for_each(|other| passed_over(sheet, &own, other, true, report));
        *tables = own;
    }
    let found = sheets::counted(found, (book, labels.ledger), report);
    let tables = found.iter().flat_map(|(sheet, tables)| tables.iter().map(move |table| (*sheet, table)));
    let patterns: Vec<Pattern> = tables.map(|(sheet, table)| Pattern::of(sheet, table)).collect();
    let mut kept = Vec::new();
    for (sheet, tables) in found {
        let passed = tables.is_empty() && most > 0 && !sheet.lines.is_empty() && !is_list(book, sheet);
        if passed && (sheet.hidden || !unheaded_rows::check((book, sheet), &patterns, report)) {
            report.sheet(&sheet.name, SKIPPED_SHEET.problem());
        }
        kept.extend(tables.into_iter().map(|table| (sheet, table)));
    }
    kept
}

/// Whether a sheet is the list of problems of a marked copy, in which the sender made the corrections.
fn is_list(book: &Book, sheet: &Sheet) -> bool {
    let head = |line: &Line| sheet.cells(line).iter().map(|(_, raw)| book.text(raw)).eq(MARKED_HEAD.map(Some));
    sheet.lines.iter().take(10).any(head)
}

/// The tables of a sheet that have the ledger's columns, and those that do not.
fn own_tables(file: &str, book: &Book, sheet: &Sheet, labels: &Labels<'_>) -> (Vec<Table>, Vec<Table>) {
    let found = recognise::tables(book, sheet, Some(labels));
    let tables = found.into_iter().map(|seen| {
        let outside = of_table(file, book, sheet, &seen);
        let mut table = Table { outside, ..mapping::map(seen, labels) };
        units_below(book, sheet, &mut table);
        table.stated = stated::of_table(file, (book, sheet), &table, labels.ledger);
        table
    });
    let (tables, others): (Vec<Table>, Vec<Table>) = tables.partition(|table| labels.enough(table.score));
    // Of panels those that match less are of what the ledger is not of: 收方 beside 支方.
    let best = |panel: u32| tables.iter().filter(|other| other.panel == Some(panel)).map(|other| other.score).max();
    // Of tables side by side those that match less are of something else: 按行业 beside 按街道.
    let beside = |table: &Table, other: &Table| {
        let apart = other.right < table.left || table.right < other.left;
        apart && other.top <= table.end() && table.top <= other.end() && other.score > table.score
    };
    let counts = |table: &Table| {
        table.panel.and_then(best).is_none_or(|best| table.score == best)
            && !tables.iter().any(|other| other.panel.is_none() && table.panel.is_none() && beside(table, other))
    };
    let counted: Vec<bool> = tables.iter().map(counts).collect();
    (tables.into_iter().zip(counted).filter_map(|(table, counts)| counts.then_some(table)).collect(), others)
}

/// A unit alone right below a label is that of its column: 金额 above （万元）.
fn units_below(book: &Book, sheet: &Sheet, table: &mut Table) {
    let records = table.rows.iter().find(|(_, kind)| *kind == Row::Record).map_or(u32::MAX, |(row, _)| *row);
    let below = table.bottom + 1..records.min(table.bottom + 3);
    for found in table.columns.iter_mut().flatten().filter(|found| found.unit.is_none()) {
        let texts = below.clone().filter_map(|row| book.text(sheet.own(row, found.column)));
        found.unit = texts.filter_map(unit::bare).find(|unit| matches!(unit, Unit::Money(..) | Unit::Percent));
    }
}

/// Says that a table below the ledger's own was not read; what stands beside it is another matter.
/// `alike` is one that has some of the ledger's columns.
fn passed_over(sheet: &Sheet, own: &[Table], other: &Table, alike: bool, report: &mut Report<'_>) {
    let Some(above) = own.iter().map(Table::end).filter(|end| *end < other.top).max() else { return };
    let between = sheet.lines.iter().filter(|line| line.row > above && line.row < other.top);
    let titled = between.into_iter().any(|line| {
        let mut cells = sheet.cells(line).iter();
        matches!((cells.next(), cells.next()), (Some((_, Raw::Text(_))), None))
    });
    let labels = other.unknown.iter().map(|(_, label)| label.as_str());
    let labels: Vec<&str> = labels.chain(other.columns.iter().flatten().map(|found| found.label.as_str())).collect();
    let place = Place::cell(report.file, sheet.name.as_str(), other.bottom, other.left);
    report.add(skipped_table::problem(place, &labels, titled && !alike));
}

/// The columns of numbers that the ledger reads of a table.
fn numbers(ledger: &Ledger, table: &Table, typed: &[InputUnit]) -> Vec<Numbers> {
    let columns = ledger.columns.iter().zip(&table.columns).zip(typed);
    let numbers = columns.filter_map(|((column, found), typed)| {
        let found = found.as_ref().filter(|_| column.kind.is_number())?;
        Some(Numbers { column: found.column, label: found.label.clone(), unit: typed.unit.clone() })
    });
    let across = ledger.across().and_then(|(_, value)| typed.get(value));
    let periods = across.into_iter().flat_map(|typed| {
        table.periods.iter().map(|(column, month)| Numbers {
            column: *column,
            label: month.chinese(),
            unit: typed.unit.clone(),
        })
    });
    numbers.chain(periods).collect()
}

fn sheet_table(ledger: &Ledger, sheet: &Sheet, table: &Table, typed: &[InputUnit]) -> SheetTable {
    let columns = table.columns.iter().map(|found| found.as_ref().map(|found| found.column)).collect();
    let other = |(column, typed): (&Column, &InputUnit)| {
        Some(typed.unit.clone()).filter(|unit| column.kind == Kind::Money && *unit != column.unit())
    };
    let units = ledger.columns.iter().zip(typed).map(other).collect();
    SheetTable { sheet: sheet.name.clone(), columns, units, none: Vec::new() }
}

/// The unit in which each column is typed: label, banner, sheet's and file's name, definition. A
/// row's own unit is read with the row.
fn units(table: &Table, ledger: &Ledger) -> Vec<InputUnit> {
    let banner = |outside: &Outside| Some(outside.unit.clone()).filter(|_| outside.from != "row");
    let outside = table.outside.table.as_ref().and_then(banner).filter(|unit| matches!(unit, Unit::Money(..)));
    let typed = |(column, found): (&Column, &Option<mapping::Found>)| {
        let own = column.unit();
        let at = |found: &mapping::Found| table.outside.columns.iter().find(|(column, _)| *column == found.column);
        let label =
            found.as_ref().and_then(|found| found.unit.clone().or_else(|| at(found).map(|(_, unit)| unit.clone())));
        let unit = match column.kind {
            Kind::Money => label.as_ref().and_then(unit::money_in).or_else(|| outside.clone()).unwrap_or(own),
            // Without a word about it a percentage is the quotient that Excel keeps.
            Kind::Percent => {
                let above = || table.outside.table.as_ref().map(|found| found.unit.clone());
                let above = || above().filter(|unit| *unit == Unit::Percent && table.outside.columns.is_empty());
                label.or_else(above).or_else(|| column.unit.as_deref().map(Unit::named)).unwrap_or(Unit::None)
            }
            _ => own,
        };
        InputUnit { unit }
    };
    ledger.columns.iter().zip(&table.columns).map(typed).collect()
}
