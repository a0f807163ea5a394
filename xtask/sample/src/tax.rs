//! The workbooks of 企业税收, each as some clerk would have made it that month.

use crate::enterprises::Enterprise;
use crate::outcome::Outcome;
use crate::payments::{KINDS, Payment};
use crate::random::Random;
use crate::workbook::{Cell, Page, plain, typed};
use model::Month;

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// 序号.
    Number,
    /// The code of the taxpayer.
    Code,
    /// Its name.
    Name,
    /// A kind of tax.
    Kind(usize),
    /// All kinds together.
    Total,
    /// A column that no definition knows.
    Remark,
}

/// The words of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wording {
    /// The long labels.
    Full,
    /// The labels of the tax office's own export.
    Short,
    /// The long labels with their unit.
    WithUnit,
}

/// One row: a taxpayer's month.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The code, as it was typed.
    pub(crate) code: Cell,
    /// The name, as it was typed.
    pub(crate) name: Cell,
    /// The kinds of tax.
    pub(crate) kinds: [Cell; KINDS],
    /// The total.
    pub(crate) total: Cell,
    /// The remark.
    pub(crate) remark: Cell,
}

/// A table as it will be written.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The month.
    pub(crate) month: Month,
    /// The columns in their order.
    pub(crate) columns: Vec<Column>,
    /// The words of the header.
    pub(crate) wording: Wording,
    /// Whether an empty row stands under the header, as a place to insert rows.
    pub(crate) spacer: bool,
    /// The rows.
    pub(crate) rows: Vec<Row>,
    /// The total row in 分: the kinds, then all together.
    pub(crate) totals: [i64; KINDS + 1],
}

/// The table of a month: its form changes from month to month as departments' forms do.
pub(crate) fn table(all: &[Enterprise], month: Month, payments: &[Payment]) -> Table {
    let at = month.year() * 12 - 2018 * 12 + i32::try_from(month.month()).unwrap_or(1) - 1;
    let short = at % 5 == 3;
    let kinds = (0..KINDS).map(Column::Kind);
    let mut columns = if short {
        [Column::Number, Column::Name, Column::Code, Column::Total].into_iter().chain(kinds).collect()
    } else {
        let mut columns = vec![Column::Number, Column::Code, Column::Name];
        columns.extend(kinds);
        columns.push(Column::Total);
        columns
    };
    if at % 4 == 3 {
        columns.push(Column::Remark);
    }
    let mut payments = payments.to_vec();
    if short {
        payments.sort_by_key(|payment| (-payment.total(), payment.payer));
    }
    let mut totals = [0; KINDS + 1];
    for payment in &payments {
        let amounts = payment.kinds.into_iter().chain([payment.total()]);
        totals.iter_mut().zip(amounts).for_each(|(total, amount)| *total += amount);
    }
    let rows = payments.iter().map(|payment| row(&all[payment.payer], month, payment)).collect();
    let wording = if short { Wording::Short } else { Wording::Full };
    Table { month, columns, wording, spacer: at % 7 == 4, rows, totals }
}

fn row(one: &Enterprise, month: Month, payment: &Payment) -> Row {
    let index = month.index().unsigned_abs();
    let mut random = Random::of(&[7, index, u64::try_from(payment.payer).unwrap_or(0)]);
    let old = one.old_code.as_ref().filter(|_| random.happens(if month.year() < 2020 { 500 } else { 120 }));
    let mut code = old.unwrap_or(&one.code).clone();
    let mut name = one.name.clone();
    if let Some((former, _)) = one.former.as_ref().filter(|(_, until)| month < *until) {
        name.clone_from(former);
        // Some clerks leave the code out where the name has changed since.
        if random.happens(200) {
            code = "/".to_owned();
        }
    }
    if random.happens(4) {
        name.push('　');
    }
    if random.happens(4) {
        code.insert(0, ' ');
    }
    let zero = random.happens(30);
    let mut money = |amount: i64| match amount {
        0 if zero => Cell::Centre(if month.month().is_multiple_of(2) { "—" } else { "/" }.to_owned()),
        0 if month.month() == 3 => Cell::Money(0),
        0 => Cell::Blank,
        _ if random.happens(15) => Cell::Typed(typed(amount)),
        _ => Cell::Money(amount),
    };
    let kinds = payment.kinds.map(&mut money);
    let total = money(payment.total());
    let remark = match payment.total() {
        ..0 => Cell::Text("汇算清缴退税".to_owned()),
        _ if one.main.is_some() => Cell::Text("一企多牌".to_owned()),
        _ => Cell::Blank,
    };
    Row { code: Cell::Text(code), name: Cell::Text(name), kinds, total, remark }
}

impl Table {
    /// The first row of the data on the sheet, from 0.
    pub(crate) fn first_row(&self) -> u32 {
        if self.spacer { 5 } else { 4 }
    }

    fn label(&self, column: Column) -> String {
        const FULL: [&str; KINDS] =
            ["增值税", "企业所得税", "个人所得税", "城市维护建设税", "房产税", "城镇土地使用税", "印花税", "其他税收"];
        let short = self.wording == Wording::Short;
        let label = match column {
            Column::Number => return "序号".to_owned(),
            Column::Code => return if short { "纳税人识别号" } else { "统一社会信用代码" }.to_owned(),
            Column::Name => return if short { "纳税人名称" } else { "企业名称" }.to_owned(),
            Column::Remark => return "备注".to_owned(),
            Column::Kind(3) if short => "城建税",
            Column::Kind(5) if short => "土地使用税",
            Column::Kind(7) if short => "其他税种",
            Column::Kind(kind) => FULL[kind],
            Column::Total if short => "入库税收",
            Column::Total => "税收合计",
        };
        if self.wording == Wording::WithUnit { format!("{label}（元）") } else { label.to_owned() }
    }

    fn cell(row: &Row, at: usize, column: Column) -> Cell {
        match column {
            Column::Number => Cell::Count(at + 1),
            Column::Code => row.code.clone(),
            Column::Name => row.name.clone(),
            Column::Kind(kind) => row.kinds[kind].clone(),
            Column::Total => row.total.clone(),
            Column::Remark => row.remark.clone(),
        }
    }

    fn total(&self, column: Column) -> Option<i64> {
        match column {
            Column::Kind(kind) => Some(self.totals[kind]),
            Column::Total => Some(self.totals[KINDS]),
            _ => None,
        }
    }

    fn notes(&self) -> [String; 2] {
        let day = self.month.last_day().plus_days(6).chinese();
        [
            "注：本表为当月入库税收，退税以负数填列，不含社会保险费和非税收入。".to_owned(),
            format!("制表人：陈某某          审核人：周某某          制表日期：{day}"),
        ]
    }

    fn banner(&self) -> String {
        let month = self.month.chinese();
        format!("填报单位：示例高新区经济发展局               税款所属期：{month}               单位：元")
    }

    /// The table as a workbook.
    pub(crate) fn workbook(&self) -> Outcome<Vec<u8>> {
        let last = u16::try_from(self.columns.len() - 1)?;
        let month = self.month.chinese();
        let mut page = Page::new(&month, last, self.month.last_day().plus_days(6))?;
        let width = |column: &Column| match column {
            Column::Number => 6,
            Column::Code => 23,
            Column::Name => 36,
            Column::Total | Column::Kind(0) => 16,
            Column::Remark => 14,
            Column::Kind(_) => 14,
        };
        page.widths(&self.columns.iter().map(width).collect::<Vec<u32>>())?;
        page.title(0, &format!("示例高新区企业税收统计表（{month}）"))?;
        page.line(1, &self.banner())?;
        for (at, column) in self.columns.iter().enumerate() {
            let at = u16::try_from(at)?;
            match column {
                Column::Kind(_) => page.head((3, at), (1, 1), &self.label(*column))?,
                _ => page.head((2, at), (2, 1), &self.label(*column))?,
            }
            if *column == Column::Kind(0) {
                let group = if self.wording == Wording::Short { "其中" } else { "税收收入" };
                page.head((2, at), (1, u16::try_from(KINDS)?), group)?;
            }
        }
        page.height(3, 28)?;
        let first = self.first_row();
        let mut row = first;
        for (at, data) in self.rows.iter().enumerate() {
            for (column, kind) in self.columns.iter().enumerate() {
                page.cell(row, u16::try_from(column)?, &Table::cell(data, at, *kind))?;
            }
            row += 1;
        }
        page.total_label(row, "合计", 3)?;
        for (at, column) in self.columns.iter().enumerate().skip(3) {
            let total = self.total(*column).map_or(Cell::Blank, Cell::Money);
            page.cell(row, u16::try_from(at)?, &total)?;
        }
        for note in self.notes() {
            row += 1;
            page.line(row, &note)?;
        }
        page.freeze(first, 3, 2)?;
        page.finish()
    }

    /// The table as comma-separated text in UTF-8; the form with units has the lines above and
    /// below that a saved sheet would have.
    pub(crate) fn csv(&self) -> Outcome<Vec<u8>> {
        let mut writer =
            csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let framed = self.wording == Wording::WithUnit;
        if framed {
            writer.write_record([format!("示例高新区企业税收统计表（{}）", self.month.chinese())])?;
        }
        writer.write_record(self.columns.iter().map(|column| self.label(*column)))?;
        for (at, row) in self.rows.iter().enumerate() {
            let text = |column: &Column| match Table::cell(row, at, *column) {
                Cell::Money(cents) => plain(cents),
                Cell::Count(number) => number.to_string(),
                Cell::Text(text) | Cell::Centre(text) | Cell::Typed(text) => text,
                _ => String::new(),
            };
            writer.write_record(self.columns.iter().map(text))?;
        }
        let total = |column: &Column| match column {
            Column::Number => "合计".to_owned(),
            column => self.total(*column).map(plain).unwrap_or_default(),
        };
        writer.write_record(self.columns.iter().map(total))?;
        if framed {
            for note in self.notes() {
                writer.write_record([note])?;
            }
        }
        Ok(writer.into_inner()?)
    }
}
