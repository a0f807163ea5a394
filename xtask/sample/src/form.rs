//! Forms: tables as departments lay them out, written as sheets or as comma-separated text.

use crate::facts::yuan;
use crate::outcome::Outcome;
use crate::workbook::{Cell, Page, plain, typed};
use model::Date;

/// A column of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    /// The label above several columns; empty where the column has none.
    group: &'static str,
    label: &'static str,
    width: u32,
}

/// A column without a group.
pub(crate) const fn head(label: &'static str, width: u32) -> Head {
    Head { group: "", label, width }
}

/// A column below the label of a group.
pub(crate) const fn under(group: &'static str, label: &'static str, width: u32) -> Head {
    Head { group, label, width }
}

/// A row below the header.
#[derive(Clone, Debug)]
pub(crate) enum Line {
    /// A record.
    Data(Vec<Cell>),
    /// The title of the records that follow.
    Section(String),
    /// A sum with its label, which stands over the columns before the first sum.
    Total(&'static str, Vec<Cell>),
}

/// A sheet.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// The name of the sheet.
    pub(crate) sheet: String,
    /// The title.
    pub(crate) title: String,
    /// The line between title and header: who filled it in, until when, in which unit.
    pub(crate) banner: String,
    /// The columns.
    pub(crate) heads: Vec<Head>,
    /// The rows.
    pub(crate) lines: Vec<Line>,
    /// The lines below the table.
    pub(crate) notes: Vec<String>,
}

impl Form {
    /// A form without rows; its sheet has no name yet that anybody chose.
    pub(crate) fn new(title: &str, banner: &str, heads: &[Head]) -> Form {
        Form {
            sheet: "Sheet1".to_owned(),
            title: title.to_owned(),
            banner: banner.to_owned(),
            heads: heads.to_vec(),
            lines: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The form on a sheet of that name.
    pub(crate) fn named(mut self, sheet: &str) -> Form {
        sheet.clone_into(&mut self.sheet);
        self
    }

    /// Adds records.
    pub(crate) fn rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Form {
        self.lines.extend(rows.into_iter().map(Line::Data));
        self
    }

    /// Adds the title of a section.
    pub(crate) fn section(mut self, title: &str) -> Form {
        self.lines.push(Line::Section(title.to_owned()));
        self
    }

    /// Adds the sum (合计) of all records in some columns, or of those since the last sum (小计).
    pub(crate) fn total(mut self, label: &'static str, columns: &[usize]) -> Form {
        let whole = label == "合计";
        let until = |line: &&Line| whole || !matches!(line, Line::Total(..));
        let mut sums = vec![Cell::Blank; self.heads.len()];
        for line in self.lines.iter().rev().take_while(until) {
            let Line::Data(cells) = line else { continue };
            for column in columns {
                sums[*column] = plus(&sums[*column], &cells[*column]);
            }
        }
        self.lines.push(Line::Total(label, sums));
        self
    }

    /// Adds a line below the table.
    pub(crate) fn note(mut self, text: &str) -> Form {
        self.notes.push(text.to_owned());
        self
    }

    fn last(&self) -> Outcome<u16> {
        Ok(u16::try_from(self.heads.len() - 1)?)
    }

    fn write(&self, page: &mut Page) -> Outcome<()> {
        page.widths(&self.heads.iter().map(|head| head.width).collect::<Vec<_>>())?;
        page.title(0, &self.title)?;
        page.line(1, &self.banner)?;
        let deep = u32::from(self.heads.iter().any(|head| !head.group.is_empty()));
        for (at, head) in self.heads.iter().enumerate() {
            let column = u16::try_from(at)?;
            if head.group.is_empty() {
                page.head((2, column), (1 + deep, 1), head.label)?;
                continue;
            }
            page.head((3, column), (1, 1), head.label)?;
            let same = |other: &&Head| other.group == head.group;
            if at == 0 || !same(&&self.heads[at - 1]) {
                let width = u16::try_from(self.heads[at..].iter().take_while(same).count())?;
                page.head((2, column), (1, width), head.group)?;
            }
        }
        page.height(2 + deep, 28)?;
        let mut row = 3 + deep;
        page.freeze(row, 2.min(self.last()?), 2)?;
        for line in &self.lines {
            match line {
                Line::Data(cells) => self.record(page, row, cells)?,
                Line::Section(title) => page.section(row, title)?,
                Line::Total(label, cells) => {
                    let before = cells.iter().take_while(|cell| matches!(cell, Cell::Blank)).count();
                    self.record(page, row, cells)?;
                    page.total_label(row, label, u16::try_from(before)?)?;
                }
            }
            row += 1;
        }
        for note in &self.notes {
            page.line(row, note)?;
            row += 1;
        }
        Ok(())
    }

    fn record(&self, page: &mut Page, row: u32, cells: &[Cell]) -> Outcome<()> {
        if cells.len() != self.heads.len() {
            return Err(format!("{}：{} 列的表有一行 {} 格", self.title, self.heads.len(), cells.len()).into());
        }
        for (column, cell) in cells.iter().enumerate() {
            page.cell(row, u16::try_from(column)?, cell)?;
        }
        // Words that do not fit beside one another are shown below one another.
        let lines = |(cell, head): (&Cell, &Head)| match cell {
            Cell::Wrapped(text) => (text.chars().count() * 2).div_ceil(usize::try_from(head.width).unwrap_or(1).max(1)),
            _ => 1,
        };
        let most = cells.iter().zip(&self.heads).map(lines).max().unwrap_or(1);
        if most > 1 { page.height(row, 14 * u32::try_from(most)? + 4) } else { Ok(()) }
    }

    /// The form as comma-separated text in UTF-8, with the lines above and below its table.
    pub(crate) fn csv(&self) -> Outcome<Vec<u8>> {
        let mut writer =
            csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record([&self.title])?;
        writer.write_record([&self.banner])?;
        writer.write_record(self.heads.iter().map(|head| head.label))?;
        for line in &self.lines {
            match line {
                Line::Data(cells) => writer.write_record(cells.iter().map(text))?,
                Line::Section(title) => writer.write_record([title])?,
                Line::Total(label, cells) => {
                    let label = std::iter::once((*label).to_owned());
                    writer.write_record(label.chain(cells.iter().skip(1).map(text)))?;
                }
            }
        }
        for note in &self.notes {
            writer.write_record([note])?;
        }
        Ok(writer.into_inner()?)
    }
}

/// The sheets as a workbook that was made on a day.
pub(crate) fn workbook(forms: &[Form], on: Date) -> Outcome<Vec<u8>> {
    let first = forms.first().ok_or("a workbook without a sheet")?;
    let mut page = Page::new(&first.sheet, first.last()?, on)?;
    first.write(&mut page)?;
    for form in &forms[1..] {
        page.next(&form.sheet, form.last()?)?;
        form.write(&mut page)?;
    }
    page.finish()
}

/// The sum of two cells of one column, in the form of the first that is a number.
fn plus(sum: &Cell, cell: &Cell) -> Cell {
    if let Cell::Typed(text) = cell
        && let Ok(cents) = yuan(&text.replace(',', ""))
    {
        return plus(sum, &Cell::Money(cents));
    }
    match (sum, cell) {
        (Cell::Blank, Cell::Money(_) | Cell::Wan(_) | Cell::Decimal(..) | Cell::Count(_)) => cell.clone(),
        (Cell::Money(sum), Cell::Money(more)) => Cell::Money(sum + more),
        (Cell::Wan(sum), Cell::Wan(more)) => Cell::Wan(sum + more),
        (Cell::Decimal(sum, places), Cell::Decimal(more, _)) => Cell::Decimal(sum + more, *places),
        (Cell::Count(sum), Cell::Count(more)) => Cell::Count(sum + more),
        (sum, _) => sum.clone(),
    }
}

/// A cell as comma-separated text shows it.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Centre(text) | Cell::Wrapped(text) | Cell::Typed(text) => text.clone(),
        Cell::Money(cents) => plain(*cents),
        Cell::Wan(cents) => scaled(*cents, 6),
        Cell::Decimal(units, places) => scaled(*units, *places),
        Cell::Count(number) => number.to_string(),
        Cell::Day(day) => format!("{}/{}/{}", day.year(), day.month(), day.day()),
        Cell::Blank | Cell::Broken(_) => String::new(),
    }
}

/// A decimal without the zeros at its end: 2500000 with six places is 2.5.
fn scaled(units: i64, places: u8) -> String {
    let divisor = 10_i64.pow(places.into());
    let fraction = format!("{:0>width$}", units % divisor, width = usize::from(places));
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { (units / divisor).to_string() } else { format!("{}.{fraction}", units / divisor) }
}

/// Words at the left.
pub(crate) fn words(text: &str) -> Cell {
    if text.is_empty() { Cell::Blank } else { Cell::Text(text.to_owned()) }
}

/// Words in the middle.
pub(crate) fn centre(text: &str) -> Cell {
    if text.is_empty() { Cell::Blank } else { Cell::Centre(text.to_owned()) }
}

/// Words over several lines.
pub(crate) fn wrapped(text: &str) -> Cell {
    if text.is_empty() { Cell::Blank } else { Cell::Wrapped(text.to_owned()) }
}

/// A day as the clerk of the row `at` writes it, or what stands for none.
pub(crate) fn day(at: usize, day: Option<Date>, none: &str) -> Cell {
    match day {
        None => centre(none),
        Some(day) => match at % 11 {
            3 => centre(&day.chinese()),
            6 => centre(&format!("{}.{}.{}", day.year(), day.month(), day.day())),
            _ => Cell::Day(day),
        },
    }
}

/// An amount in 分 as the clerk of the row `at` writes it in 元: now and then as words.
pub(crate) fn money(at: usize, cents: i64) -> Cell {
    if at % 13 == 8 { Cell::Typed(typed(cents)) } else { Cell::Money(cents) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_of_the_rows_since_the_last_one_or_of_all() {
        let row = |amount| vec![Cell::Count(1), Cell::Wan(amount)];
        let form = Form::new("", "", &[head("序号", 6), head("金额", 10)]);
        let form =
            form.rows([row(1), row(2)]).total("小计", &[1]).rows([row(4)]).total("小计", &[1]).total("合计", &[1]);
        let totals = form.lines.iter().filter_map(|line| match line {
            Line::Total(_, cells) => Some(text(&cells[1])),
            _ => None,
        });
        assert_eq!(totals.collect::<Vec<_>>(), ["0.000003", "0.000004", "0.000007"]);
    }
}
