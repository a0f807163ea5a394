//! What a row below a header is: data, a total, a note, or nothing.

use crate::grid::{Book, Line, Raw, Sheet};
use crate::header::Table;
use crate::marks::{counts_columns, latin, note_mark, numbering, ordinal, total_word};
use crate::text::{key, placeholder};
use crate::unit;
use crate::value::shown;
use model::ledger::{Kind, Ledger};

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// A record.
    Data,
    /// 小计, 合计, 总计 or 累计.
    Total(Total),
    /// A footer, a remark or a section's title.
    Note,
    /// Nothing in the columns of the table.
    Blank,
}

/// What a total row sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Total {
    /// 小计: the rows since the last total.
    Part,
    /// 合计 and 总计: all rows.
    Whole,
    /// 累计: since January, so that this workbook cannot tell whether it is right.
    Cumulative,
}

/// What stands for the whole table.
pub(crate) struct Rows<'a> {
    pub(crate) book: &'a Book,
    pub(crate) table: &'a Table,
    /// The sheet's columns of the table, in order.
    columns: Vec<u32>,
    /// The sheet's columns that name a record by themselves.
    naming: Vec<u32>,
    /// The column of 序号: a row that holds nothing else was prepared and not filled in.
    numbering: Option<u32>,
    /// The sheet's columns of numbers.
    numeric: Vec<u32>,
    /// With periods across the rows are indicators, and 收入合计 may be one of them.
    indicators: bool,
    /// Whether a row was looked at already.
    begun: bool,
    /// Whether the rows before were footers: their continuation lines have no mark of their own.
    footer: bool,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(book: &'a Book, ledger: &Ledger, table: &'a Table) -> Rows<'a> {
        let mut columns: Vec<u32> = table.columns.iter().flatten().map(|found| found.column).collect();
        columns.extend(table.periods.iter().map(|(column, _)| *column));
        columns.sort_unstable();
        let names_records = |id: &String, entity: bool| {
            entity
                || ledger.key.contains(id)
                || ledger.entity.as_ref().is_some_and(|entity| entity.codes.contains(id) || entity.names.contains(id))
        };
        let naming = ledger.columns.iter().zip(&table.columns);
        let naming = naming.filter(|(column, _)| names_records(&column.id, column.entity.is_some()));
        let naming = naming.filter_map(|(_, found)| found.as_ref().map(|found| found.column)).collect();
        let numbering = ledger.columns.iter().zip(&table.columns).find(|(column, _)| {
            column.kind == Kind::Integer
                && (ledger.key.contains(&column.id) || column.labels.iter().any(|label| numbering(&key(label))))
        });
        let numbering = numbering.and_then(|(_, found)| found.as_ref().map(|found| found.column));
        let indicators = !table.periods.is_empty();
        let number = |kind: Kind| matches!(kind, Kind::Money | Kind::Number | Kind::Integer | Kind::Percent);
        let numeric = ledger.columns.iter().zip(&table.columns).filter(|(column, _)| number(column.kind));
        let numeric = numeric.filter_map(|(_, found)| found.as_ref().map(|found| found.column)).collect();
        Rows { book, table, columns, naming, numbering, numeric, indicators, begun: false, footer: false }
    }

    /// Tells what a row is.
    pub(crate) fn kind(&mut self, sheet: &Sheet, line: &Line) -> Row {
        let cells = sheet.cells(line).between(self.table.left, self.table.right);
        let inside = || cells.iter().filter(|(column, _)| self.columns.binary_search(column).is_ok());
        let filled = |raw: Raw| !matches!(raw, Raw::Text(number) if blank(self.book.strings.get(number)));
        let mine = inside().filter(|(_, raw)| filled(*raw)).count();
        if let Some(total) = self.total(sheet, line) {
            self.footer = false;
            return Row::Total(total);
        }
        if self.note(sheet, line, mine) {
            self.footer = true;
            return Row::Note;
        }
        if self.section(sheet, line) {
            self.footer = false;
            return Row::Note;
        }
        if mine == 0 || mine == 1 && self.only_numbered(sheet, line) {
            return Row::Blank;
        }
        if !std::mem::replace(&mut self.begun, true) && self.continues_header(sheet, line) {
            self.begun = false;
            return Row::Note;
        }
        self.footer = false;
        Row::Data
    }

    fn only_numbered(&self, sheet: &Sheet, line: &Line) -> bool {
        let number = self.numbering.filter(|column| sheet.in_line(line, *column) != Raw::Empty);
        number.is_some() && !self.in_merged(sheet, line.row)
    }

    /// Within a merged block a row's other values come from above: it is a record.
    fn in_merged(&self, sheet: &Sheet, row: u32) -> bool {
        let from_above = |column: &u32| {
            let merge = sheet.covering(row, *column);
            merge.is_some_and(|merge| merge.left == *column && merge.top > self.table.bottom && merge.top < row)
        };
        self.columns.iter().any(from_above)
    }

    /// Whether the row, above all records, counts the columns, holds their units or their labels in
    /// English.
    fn continues_header(&self, sheet: &Sheet, line: &Line) -> bool {
        let cells = sheet.cells(line).between(self.table.left, self.table.right);
        let all = |says: &dyn Fn(&str) -> bool| cells.iter().all(|(_, raw)| self.book.text(raw).is_some_and(says));
        let labels = || all(&|text| unit::bare(text).is_some()) || all(&latin);
        counts_columns(cells.iter().map(|(_, raw)| shown(raw, self.book)))
            || cells.len() > 1 && cells.iter().any(|(column, _)| self.numeric.contains(&column)) && labels()
    }

    /// Whether one of the first texts of the row is 合计 or its like.
    fn total(&self, sheet: &Sheet, line: &Line) -> Option<Total> {
        let cells = sheet.cells(line).between(self.table.left, self.table.right);
        let texts = cells.iter().filter_map(|(column, raw)| Some((column, self.book.text(raw)?))).take(3);
        texts.map(|(_, text)| text).find_map(|text| {
            // Of indicators down the side 利润总计 may be one.
            total_word(text).filter(|total| !self.indicators || total.1).map(|total| total.0)
        })
    }

    /// Whether a row heads the rows below it, though it has a number or sums of its own:
    /// `（一）在谈项目 | 30 | 10` among rows numbered 1, 2; `流动资产： | 1`.
    fn section(&self, sheet: &Sheet, line: &Line) -> bool {
        let Some(numbering) = self.numbering else { return false };
        if let Raw::Text(number) = sheet.in_line(line, numbering) {
            return ordinal(&key(self.book.strings.get(number)));
        }
        let cells = sheet.cells(line).between(self.table.left, self.table.right);
        let others: Vec<Raw> =
            cells.iter().filter(|(column, _)| *column != numbering).map(|(_, raw)| raw).take(2).collect();
        let text = if let [Raw::Text(number)] = others.as_slice() { self.book.strings.get(*number) } else { "" };
        let text = key(text);
        (ordinal(&text) || text.ends_with(':')) && sheet.in_line(line, numbering) != Raw::Empty
    }

    fn note(&self, sheet: &Sheet, line: &Line, mine: usize) -> bool {
        let cells = sheet.cells(line).between(self.table.left, self.table.right);
        let Some((column, text)) = cells.iter().find_map(|(column, raw)| Some((column, self.book.text(raw)?))) else {
            return false;
        };
        let alone = cells.len() == 1;
        let numbers = cells.iter().any(|(_, raw)| matches!(raw, Raw::Number(_) | Raw::Percent(_) | Raw::Date(_)));
        if !alone && numbers {
            return false;
        }
        let start = key(text);
        let marked = note_mark(&start);
        if marked && (alone || !numbers && start.contains(':')) || alone && of_the_form(&start) {
            return true;
        }
        if !alone && self.asks(sheet, line) {
            return true;
        }
        if !alone {
            return false;
        }
        if self.in_merged(sheet, line.row) || self.columns.len() < 3 {
            return false;
        }
        let names = self.naming.contains(&column) && mine == 1;
        self.footer || ordinal(&start) || !names || text.chars().count() > 40 || self.spread(sheet, line.row, column)
    }

    /// Whether a row of few cells asks for names: `编制人：钱丽 | 复核人：孙海燕`.
    fn asks(&self, sheet: &Sheet, line: &Line) -> bool {
        let cells = sheet.cells(line).between(self.table.left, self.table.right);
        if cells.len() * 2 > self.columns.len().max(4) {
            return false;
        }
        let texts = || cells.iter().filter_map(|(_, raw)| self.book.text(raw));
        let asks = |text: &&str| text.contains([':', '：']);
        let amounts = texts().filter(|text| !asks(text)).any(|text| text.bytes().any(|byte| byte.is_ascii_digit()));
        texts().next().is_some_and(|text| asks(&text)) && texts().filter(asks).count() * 2 >= cells.len() && !amounts
    }

    /// Whether a cell is merged over several columns of the table, as titles of sections are.
    fn spread(&self, sheet: &Sheet, row: u32, column: u32) -> bool {
        let next = self.columns.iter().filter(|other| **other > column).take(2);
        next.filter(|other| sheet.covering(row, **other).is_some_and(|merge| (merge.top, merge.left) == (row, column)))
            .count()
            == 2
    }
}

/// Whether a text speaks of the form and not of a record: 保留格式，勿删.
fn of_the_form(text: &str) -> bool {
    ["保留格式", "勿删", "请勿"].iter().any(|word| text.contains(word))
}

fn blank(text: &str) -> bool {
    text != "无" && placeholder(text)
}
