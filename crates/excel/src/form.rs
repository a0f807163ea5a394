//! Empty forms of ledgers, for departments to fill in.

use model::ledger::{Column, Kind, Ledger};
use model::scale::headed;
use model::{Language, Said, say};
use rust_xlsxwriter as xlsx;

/// Rows that a form is prepared for.
const ROWS: u32 = 500;
/// The row of the heads; the title and the note stand above it.
const HEAD: u32 = 2;

/// An empty workbook of a ledger: its labels, drop-down lists for words, number formats, and a
/// second sheet that says how to fill it in. Periods across get no columns yet.
///
/// # Errors
/// A message where the definition does not fit a workbook.
pub fn form(ledger: &Ledger) -> Result<Vec<u8>, Said> {
    let mut book = xlsx::Workbook::new();
    // A form has no month, so its date is a fixed one: the same definition gives the same bytes.
    let date = xlsx::ExcelDateTime::from_ymd(2020, 1, 1).map_err(words)?;
    book.set_properties(&xlsx::DocProperties::new().set_title(&ledger.title).set_creation_datetime(&date));
    sheet(book.add_worksheet(), ledger).map_err(words)?;
    notes(book.add_worksheet(), ledger).map_err(words)?;
    book.save_to_buffer().map_err(words)
}

fn words(error: xlsx::XlsxError) -> Said {
    say!("无法生成空表：{error}", "the empty form cannot be made: {error}")
}

fn sheet(sheet: &mut xlsx::Worksheet, ledger: &Ledger) -> Result<(), xlsx::XlsxError> {
    let columns: Vec<&Column> = ledger.columns.iter().filter(|column| !column.labels.is_empty()).collect();
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    sheet.set_name("填报表")?;
    let title = xlsx::Format::new().set_bold().set_font_size(16).set_align(xlsx::FormatAlign::Center);
    if last > 0 {
        sheet.merge_range(0, 0, 0, last, &ledger.title, &title)?;
    } else {
        sheet.write_with_format(0, 0, &ledger.title, &title)?;
    }
    sheet.write(1, 0, "填报单位：")?;
    let head = xlsx::Format::new().set_bold().set_border(xlsx::FormatBorder::Thin).set_text_wrap();
    let head = head.set_align(xlsx::FormatAlign::Center).set_background_color(0x00D9_E2F3);
    for (at, column) in columns.iter().enumerate() {
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        let label = label(column);
        let wide: u32 = label.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        sheet.set_column_width(at, f64::from(wide.max(12) + 2))?;
        sheet.write_with_format(HEAD, at, &label, &head)?;
        let format = xlsx::Format::new().set_border(xlsx::FormatBorder::Thin).set_num_format(number_format(column));
        for row in HEAD + 1..HEAD + 21 {
            sheet.write_blank(row, at, &format)?;
        }
        let choices = choices(column);
        if !choices.is_empty() {
            let list = xlsx::DataValidation::new().allow_list_strings(&choices)?;
            let list = list.set_error_title("填写有误")?.set_error_message("请从下拉列表中选择。")?;
            sheet.add_data_validation(HEAD + 1, at, HEAD + ROWS, at, &list)?;
        }
    }
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEAD, HEAD)?;
    Ok(())
}

/// How each column is to be filled in.
fn notes(sheet: &mut xlsx::Worksheet, ledger: &Ledger) -> Result<(), xlsx::XlsxError> {
    let bold = xlsx::Format::new().set_bold();
    sheet.set_name("填写说明")?;
    sheet.set_column_width(0, 26)?.set_column_width(1, 16)?.set_column_width(2, 70)?;
    for (at, head) in (0..).zip(["列", "填什么", "要求"]) {
        sheet.write_with_format(0, at, head, &bold)?;
    }
    let columns = ledger.columns.iter().filter(|column| !column.labels.is_empty());
    let mut row = 1;
    for column in columns {
        sheet.write(row, 0, label(column))?;
        sheet.write(row, 1, column.kind.word(Language::Chinese))?;
        sheet.write(row, 2, demand(column))?;
        row += 1;
    }
    if ledger.periods.is_some() {
        sheet.write(row, 0, "各月")?;
        sheet.write(row, 2, "在右边逐列填写，表头写作“2021年1月”的样子。")?;
        row += 1;
    }
    sheet.write(row + 1, 0, "文件名须含台账名称，放在当月文件夹中报送。不要合并数据行的单元格，没有的留空。")?;
    Ok(())
}

fn label(column: &Column) -> String {
    headed(column.title(), column.unit().name())
}

fn demand(column: &Column) -> String {
    let mut parts = vec![if column.optional { "可不填".to_owned() } else { "必填列".to_owned() }];
    let choices = choices(column);
    if !choices.is_empty() {
        parts.push(format!("只能填：{}", choices.join("、")));
    }
    match column.kind {
        Kind::Date => parts.push("如 2021-01-31".to_owned()),
        Kind::Month => parts.push("如 2021-01".to_owned()),
        Kind::CreditCode => parts.push("18位，核对校验码".to_owned()),
        Kind::Money | Kind::Number | Kind::Integer | Kind::Percent => parts.push("只填数字，不写单位和文字".to_owned()),
        _ => {}
    }
    parts.join("；")
}

fn choices(column: &Column) -> Vec<String> {
    match column.kind {
        Kind::Boolean => vec!["是".to_owned(), "否".to_owned()],
        Kind::Status => column.status_words().map(str::to_owned).collect(),
        _ => column.values.clone(),
    }
}

fn number_format(column: &Column) -> &'static str {
    match column.kind {
        Kind::Money | Kind::Number => "#,##0.00",
        Kind::Integer => "0",
        Kind::Percent => "0.00%",
        Kind::Date => "yyyy-mm-dd",
        Kind::Month => "yyyy-mm",
        Kind::Text | Kind::CreditCode | Kind::Status | Kind::Boolean => "@",
    }
}
