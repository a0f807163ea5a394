//! Workbooks of other formats as xlsx, with their values: what is needed to mark them.

use model::{Said, say};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A quotient that is shown as a percentage.
    Percent(f64),
    /// A day as a serial number of the 1900 epoch.
    Date(f64),
    /// TRUE or FALSE.
    Bool(bool),
}

/// The values of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The sheet's name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Row and column from 1, and what the cell holds.
    pub cells: Vec<(u32, u32, Content)>,
    /// Merged blocks: top, left, bottom, right, from 1.
    pub merges: Vec<[u32; 4]>,
}

/// An xlsx workbook with the given values; styles and formulas of other formats are not kept.
pub fn rewrite(sheets: &[Sheet]) -> Result<Vec<u8>, Said> {
    write(sheets).map_err(|error| say!("无法生成标注副本：{error}。", "The marked copy cannot be made: {error}."))
}

fn write(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same values give the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let (plain, date, percent) =
        (Format::new(), Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("0.00%"));
    let visible = sheets.iter().any(|sheet| !sheet.hidden);
    for source in sheets {
        let sheet = workbook.add_worksheet().set_name(&source.name)?;
        sheet.set_hidden(source.hidden && visible);
        for [top, left, bottom, right] in source.merges.iter().map(|merge| merge.map(|at| at.saturating_sub(1))) {
            let (left, right) = (u16::try_from(left).unwrap_or(0), u16::try_from(right).unwrap_or(0));
            if (top, left) != (bottom, right) {
                // Blocks that overlap are the sender's mistake and no reason to have no copy.
                let _ = sheet.merge_range(top, left, bottom, right, "", &plain);
            }
        }
        for (row, column, content) in &source.cells {
            let (row, column) = (row.saturating_sub(1), u16::try_from(column.saturating_sub(1)).unwrap_or(0));
            match content {
                Content::Text(text) => {
                    let text: String = text.chars().take(32_767).collect();
                    sheet.write_string(row, column, text)?
                }
                Content::Number(value) => sheet.write_number(row, column, *value)?,
                Content::Percent(value) => sheet.write_number_with_format(row, column, *value, &percent)?,
                Content::Date(value) => sheet.write_number_with_format(row, column, *value, &date)?,
                Content::Bool(value) => sheet.write_boolean(row, column, *value)?,
            };
        }
    }
    workbook.save_to_buffer()
}
