//! What a row below a header is: data, a total, a note, or nothing.

use crate::grid::{Book, Line, Raw, Sheet};
use crate::header::Table;
use crate::text::{key, placeholder};
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

/// Beginnings of footers. They count where a colon, a digit or nothing follows.
const NOTES: [&str; 36] = [
    "注",
    "备注",
    "说明",
    "填表说明",
    "填写说明",
    "填报说明",
    "填报单位",
    "填表单位",
    "编制单位",
    "报送单位",
    "制表单位",
    "制表人",
    "制表",
    "填表人",
    "填报人",
    "审核人",
    "审核",
    "复核人",
    "复核",
    "审批人",
    "负责人",
    "单位负责人",
    "数据来源",
    "资料来源",
    "填表日期",
    "填报日期",
    "制表日期",
    "附注",
    "会计主管",
    "主管领导",
    "财务负责人",
    "会计机构负责人",
    "经办人",
    "法定代表人",
    "联系电话",
    "统计负责人",
];

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
        Rows { book, table, columns, naming, numbering, indicators, begun: false, footer: false }
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
        if !std::mem::replace(&mut self.begun, true) && self.counts_columns(sheet, line) {
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

    fn counts_columns(&self, sheet: &Sheet, line: &Line) -> bool {
        let cells = sheet.cells(line).between(self.table.left, self.table.right);
        counts_columns(cells.iter().map(|(_, raw)| shown(raw, self.book)))
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
        if marked && (alone || !numbers && start.contains(':')) {
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

    /// Whether a cell is merged over several columns of the table, as titles of sections are.
    fn spread(&self, sheet: &Sheet, row: u32, column: u32) -> bool {
        let next = self.columns.iter().filter(|other| **other > column).take(2);
        next.filter(|other| sheet.covering(row, **other).is_some_and(|merge| (merge.top, merge.left) == (row, column)))
            .count()
            == 2
    }
}

/// Whether a text is 合计 or its like: what it sums, and whether it says nothing else.
pub(crate) fn total_word(text: &str) -> Option<(Total, bool)> {
    // All these words have the letter; comparing a million names in earnest would take seconds.
    if text.len() > 80 || !text.contains('计') {
        return None;
    }
    let text = key(text);
    // 总计(9个), 合计(元)
    let word = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map_or(text.as_str(), |(word, _)| word);
    let word = word.trim_end_matches([':', '元']);
    // Yearbooks write `总计 Total`.
    let word = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '-');
    Some(match word {
        "合计" | "总计" | "共计" | "总合计" | "全部合计" | "合计数" => (Total::Whole, true),
        "小计" | "本页小计" | "本页合计" | "分项小计" => (Total::Part, true),
        "累计" | "本年累计" | "本月累计" | "累计数" => (Total::Cumulative, true),
        _ if word.ends_with("小计") && word.chars().count() <= 14 => (Total::Part, false),
        _ if (word.ends_with("合计") || word.ends_with("总计")) && word.chars().count() <= 16 => {
            (Total::Part, false)
        }
        _ => return None,
    })
}

/// Whether the cells of a row count the columns: 1 2 3 …, 甲 乙 1 2 …, or 栏次 and any numbers.
pub(crate) fn counts_columns(cells: impl Iterator<Item = String>) -> bool {
    let (mut expected, mut counted, mut said) = (None, 0, false);
    for cell in cells {
        let text = key(&cell);
        // 5=3+4 and (5)=(3)+(4) say how a column is computed.
        let text = text.split('=').next().unwrap_or_default().trim_matches(['(', ')', '栏', '次', '列']);
        said |= matches!(key(&cell).as_str(), "栏次" | "列次");
        if matches!(text, "甲" | "乙" | "丙" | "丁" | "戊" | "") {
            continue;
        }
        let Ok(number) = text.parse::<u32>() else { return false };
        if !said && expected.map_or(number > 1, |expected| number != expected) {
            return false;
        }
        (expected, counted) = (Some(number + 1), counted + 1);
    }
    counted >= if said { 1 } else { 3 }
}

/// Whether a text in comparable form begins as the titles of sections are numbered: 一、, (二).
pub(crate) fn ordinal(text: &str) -> bool {
    let digit = |letter: char| "一二三四五六七八九十".contains(letter);
    let rest = text.strip_prefix('(').unwrap_or(text);
    let after = rest.trim_start_matches(digit);
    after.len() < rest.len()
        && if rest.len() < text.len() {
            after.starts_with(')')
        } else {
            after.is_empty() || after.starts_with(['、', '.'])
        }
}

/// Whether a label in comparable form is that of a column of running numbers.
pub(crate) fn numbering(label: &str) -> bool {
    matches!(label, "序号" | "行次" | "编号" | "行号" | "No." | "NO." | "No" | "栏次" | "项次" | "#")
}

/// Whether any of the beginnings of footers begins with this letter.
pub(crate) fn begins_note(letter: char) -> bool {
    NOTES.iter().any(|word| word.starts_with(letter))
}

/// Whether a text in comparable form begins as footers and remarks do.
pub(crate) fn note_mark(start: &str) -> bool {
    NOTES.iter().filter_map(|word| start.strip_prefix(word)).any(|after| {
        let next = after.chars().next();
        next.is_none_or(|next| next == ':' || next.is_ascii_digit() || next == '.' || next == '(')
    })
}

fn blank(text: &str) -> bool {
    text != "无" && placeholder(text)
}
