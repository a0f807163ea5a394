//! Workbooks that look like an office's: sheets with a title, a banner, a boxed table and notes.

use crate::outcome::Outcome;
use model::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

/// What stands in a cell of a table.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    /// Nothing.
    Blank,
    /// Words at the left.
    Text(String),
    /// Words in the middle.
    Centre(String),
    /// Words over several lines.
    Wrapped(String),
    /// An amount in 分, shown in 元.
    Money(i64),
    /// An amount in 分, shown in 万元.
    Wan(i64),
    /// A decimal: the units of its last place and how many places it has.
    Decimal(i64, u8),
    /// An amount that somebody typed as words.
    Typed(String),
    /// A running number.
    Count(usize),
    /// A day.
    Day(Date),
    /// A formula that fails, with the error that it shows.
    Broken(&'static str),
}

/// An amount in 分 as offices type it: `657,874.03`.
pub(crate) fn typed(cents: i64) -> String {
    let yuan = (cents / 100).unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in yuan.chars().enumerate() {
        if at > 0 && (yuan.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}{grouped}.{:02}", if cents < 0 { "-" } else { "" }, cents.unsigned_abs() % 100)
}

/// An amount in 分 as plain text: `657874.03`.
pub(crate) fn plain(cents: i64) -> String {
    typed(cents).replace(',', "")
}

/// One sheet in the making. Rows and columns count from 0.
pub(crate) struct Page {
    book: Workbook,
    sheet: Worksheet,
    last: u16,
}

impl Page {
    /// An empty sheet whose table ends in the column `last`; `on` is the day the file was made.
    pub(crate) fn new(sheet: &str, last: u16, on: Date) -> Outcome<Page> {
        let mut book = Workbook::new();
        let (month, day) = (u8::try_from(on.month())?, u8::try_from(on.day())?);
        let created = ExcelDateTime::from_ymd(u16::try_from(on.year())?, month, day)?.and_hms(9, 0, 0)?;
        let properties = DocProperties::new().set_company("示例高新区").set_author("示例高新区");
        book.set_properties(&properties.set_creation_datetime(&created));
        Ok(Page { book, sheet: blank(sheet)?, last })
    }

    /// Puts the sheet away and begins the next one.
    pub(crate) fn next(&mut self, sheet: &str, last: u16) -> Outcome<()> {
        let done = std::mem::replace(&mut self.sheet, blank(sheet)?);
        self.book.push_worksheet(done);
        self.last = last;
        Ok(())
    }

    /// Column widths in characters, from the first on.
    pub(crate) fn widths(&mut self, widths: &[u32]) -> Outcome<()> {
        for (column, width) in widths.iter().enumerate() {
            self.sheet.set_column_width(u16::try_from(column)?, *width)?;
        }
        Ok(())
    }

    /// Keeps the rows above `row` and the columns before `column` in sight, on paper too.
    pub(crate) fn freeze(&mut self, row: u32, column: u16, header: u32) -> Outcome<()> {
        self.sheet.set_freeze_panes(row, column)?.set_repeat_rows(header, row - 1)?;
        Ok(())
    }

    /// The height of a row in points.
    pub(crate) fn height(&mut self, row: u32, points: u32) -> Outcome<()> {
        self.sheet.set_row_height(row, points.min(400))?;
        Ok(())
    }

    /// The title over the whole width.
    pub(crate) fn title(&mut self, row: u32, text: &str) -> Outcome<()> {
        let format = Format::new().set_font_name("宋体").set_font_size(18).set_bold();
        let format = format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        self.sheet.merge_range(row, 0, row, self.last, text, &format)?;
        self.height(row, 34)
    }

    /// A line of words over the whole width, without a frame.
    pub(crate) fn line(&mut self, row: u32, text: &str) -> Outcome<()> {
        let format = words(10).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        self.sheet.merge_range(row, 0, row, self.last, text, &format)?;
        Ok(())
    }

    /// A label of the header over `rows` × `columns` cells.
    pub(crate) fn head(&mut self, at: (u32, u16), size: (u32, u16), text: &str) -> Outcome<()> {
        let format = boxed(10).set_bold().set_font_name("黑体").set_text_wrap();
        let format = format.set_align(FormatAlign::Center).set_background_color(0xDD_EB_F7);
        self.spread(at, size, text, &format)
    }

    /// Words that belong to `size.0` rows below one another.
    pub(crate) fn merged(&mut self, at: (u32, u16), rows: u32, text: &str) -> Outcome<()> {
        let format = boxed(10).set_text_wrap();
        self.spread(at, (rows, 1), text, &format)
    }

    /// The label of a total row over the columns from the first on.
    pub(crate) fn total_label(&mut self, row: u32, label: &str, columns: u16) -> Outcome<()> {
        let format = boxed(10).set_bold().set_align(FormatAlign::Center);
        self.spread((row, 0), (1, columns), label, &format)
    }

    /// The title of a section over the whole width.
    pub(crate) fn section(&mut self, row: u32, text: &str) -> Outcome<()> {
        let format = boxed(10).set_bold().set_font_name("楷体");
        self.spread((row, 0), (1, self.last + 1), text, &format)
    }

    fn spread(&mut self, at: (u32, u16), size: (u32, u16), text: &str, format: &Format) -> Outcome<()> {
        let ((row, column), (rows, columns)) = (at, size);
        if size == (1, 1) {
            self.sheet.write_with_format(row, column, text, format)?;
        } else {
            self.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, text, format)?;
        }
        Ok(())
    }

    /// A cell of the table.
    pub(crate) fn cell(&mut self, row: u32, column: u16, cell: &Cell) -> Outcome<()> {
        let sheet = &mut self.sheet;
        match cell {
            Cell::Blank => sheet.write_blank(row, column, &boxed(10))?,
            Cell::Text(text) => sheet.write_with_format(row, column, text, &boxed(10))?,
            Cell::Centre(text) => {
                sheet.write_with_format(row, column, text, &boxed(10).set_align(FormatAlign::Center))?
            }
            Cell::Wrapped(text) => sheet.write_with_format(row, column, text, &boxed(10).set_text_wrap())?,
            Cell::Money(cents) => {
                // 分 divided by 100 is the number nearest to the amount, which Excel shows as typed.
                let format = boxed(10).set_num_format("#,##0.00");
                sheet.write_number_with_format(row, column, *cents as f64 / 100.0, &format)?
            }
            Cell::Wan(cents) => {
                let format = boxed(10).set_num_format("#,##0.00##");
                sheet.write_number_with_format(row, column, *cents as f64 / 1_000_000.0, &format)?
            }
            Cell::Decimal(units, places) => {
                let digits = "0".repeat(usize::from(*places));
                let format = boxed(10).set_num_format(format!("#,##0.{digits}").trim_end_matches('.'));
                let number = *units as f64 / 10_f64.powi(i32::from(*places));
                sheet.write_number_with_format(row, column, number, &format)?
            }
            Cell::Typed(text) => {
                sheet.write_with_format(row, column, text, &boxed(10).set_align(FormatAlign::Right))?
            }
            Cell::Count(number) => {
                let format = boxed(10).set_align(FormatAlign::Center);
                sheet.write_number_with_format(row, column, *number as f64, &format)?
            }
            Cell::Day(date) => {
                let format = boxed(10).set_num_format("yyyy\\-mm\\-dd").set_align(FormatAlign::Center);
                let (month, day) = (u8::try_from(date.month())?, u8::try_from(date.day())?);
                let date = ExcelDateTime::from_ymd(u16::try_from(date.year())?, month, day)?;
                sheet.write_datetime_with_format(row, column, &date, &format)?
            }
            Cell::Broken(error) => {
                let formula = rust_xlsxwriter::Formula::new("=#REF!+0").set_result(*error);
                sheet.write_formula_with_format(row, column, formula, &boxed(10))?
            }
        };
        Ok(())
    }

    /// The bytes of the workbook.
    pub(crate) fn finish(mut self) -> Outcome<Vec<u8>> {
        self.book.push_worksheet(self.sheet);
        Ok(self.book.save_to_buffer()?)
    }
}

/// An empty sheet, ready to be printed on A3.
fn blank(name: &str) -> Outcome<Worksheet> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_default_row_height(18);
    sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_footer("&C第 &P 页，共 &N 页");
    Ok(sheet)
}

fn words(size: u32) -> Format {
    Format::new().set_font_name("宋体").set_font_size(size)
}

fn boxed(size: u32) -> Format {
    words(size).set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_typed_with_separators() {
        assert_eq!(typed(65_787_403), "657,874.03");
        assert_eq!(typed(-90_200_005), "-902,000.05");
        assert_eq!(typed(7), "0.07");
        assert_eq!(typed(-7), "-0.07");
        assert_eq!(plain(12_345_678_901), "123456789.01");
    }
}
