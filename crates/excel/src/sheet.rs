//! What all sheets share: safe text, links, column widths and the set-up for printing.

use crate::error::failed;
use crate::formula::Formula;
use crate::sheets::CONTENTS;
use crate::style;
use model::Said;
use rust_xlsxwriter as xlsx;
use rust_xlsxwriter::Worksheet;
use std::borrow::Cow;

/// Excel's limit for the text of a cell, in UTF-16 units.
const MAX_TEXT: usize = 32_767;
/// What stands at the end of a text that was cut.
const CUT: &str = "…（过长，已截断）";
/// A sheet that is wider than this many characters is printed in landscape: A4 in portrait takes
/// about 92 characters of 11 points between the margins.
const PORTRAIT_WIDTH: f64 = 92.0;
/// Lying A4 takes so many characters that can still be read.
const READABLE_WIDTH: f64 = 240.0;
/// A4 in Excel's list of paper sizes.
const A4: u8 = 9;
/// Excel's limit for the height of a row, in points.
const MAX_HEIGHT: f64 = 409.0;
/// What the 批注 are signed with.
const NOTE_AUTHOR: &str = "台账";

/// Writes words, which never become a number, a formula or a link.
pub(crate) fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &xlsx::Format,
) -> Result<(), Said> {
    sheet.write_string_with_format(row, column, safe(text), format).map_err(failed).map(|_| ())
}

/// Writes a number.
pub(crate) fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    number: f64,
    format: &xlsx::Format,
) -> Result<(), Said> {
    sheet.write_number_with_format(row, column, number, format).map_err(failed).map(|_| ())
}

/// Writes a formula with the value that was computed as its result, for programs that do not
/// calculate.
pub(crate) fn formula(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    written: &Formula,
    result: &str,
    format: &xlsx::Format,
) -> Result<(), Said> {
    let formula = xlsx::Formula::new(format!("={}", written.text)).set_result(result);
    if written.array {
        sheet.write_array_formula_with_format(row, column, row, column, formula, format)
    } else {
        sheet.write_formula_with_format(row, column, formula, format)
    }
    .map_err(failed)
    .map(|_| ())
}

/// A text that a cell can hold: not too long, and not in the form that the writer takes for a
/// run of formatted text and would put into the file unescaped.
pub(crate) fn safe(text: &str) -> Cow<'_, str> {
    if text.starts_with("<r>") && text.ends_with("</r>") {
        return Cow::Owned(safe(&format!(" {text}")).into_owned());
    }
    // A character of UTF-8 takes at least as many bytes as it takes units of UTF-16.
    if text.len() <= MAX_TEXT || text.encode_utf16().count() <= MAX_TEXT {
        return Cow::Borrowed(text);
    }
    let mut left = MAX_TEXT - CUT.encode_utf16().count();
    let fits = |c: &char| {
        let room = left.checked_sub(c.len_utf16());
        left = room.unwrap_or(0);
        room.is_some()
    };
    let kept: String = text.chars().take_while(fits).collect();
    Cow::Owned(kept + CUT)
}

/// Writes a text across the columns of a row up to the last one.
pub(crate) fn banner(
    sheet: &mut Worksheet,
    row: u32,
    last: u16,
    words: &str,
    format: &xlsx::Format,
) -> Result<(), Said> {
    if last == 0 {
        return text(sheet, row, 0, words, format);
    }
    sheet.merge_range(row, 0, row, last, &safe(words), format).map_err(failed).map(|_| ())
}

/// Writes a text across some columns of a row.
pub(crate) fn across(
    sheet: &mut Worksheet,
    row: u32,
    (first, last): (u16, u16),
    words: &str,
    format: &xlsx::Format,
) -> Result<(), Said> {
    if first >= last {
        return text(sheet, row, first, words, format);
    }
    sheet.merge_range(row, first, row, last, &safe(words), format).map_err(failed).map(|_| ())
}

/// Writes the title across the columns, on as many lines as it needs.
pub(crate) fn title(sheet: &mut Worksheet, widths: &[f64], words: &str) -> Result<(), Said> {
    banner(sheet, 0, last(widths), words, &style::title())?;
    // A character of the title is half as wide again as those in which widths are counted.
    let lines = lines(words, widths.iter().sum::<f64>() / 1.5);
    sheet.set_row_height(0, (lines * 24.0 + 8.0).min(MAX_HEIGHT)).map_err(failed).map(|_| ())
}

/// Makes a row as high as its wrapped texts need, each with the width of its column: not every
/// program does so when it opens a workbook.
pub(crate) fn fit<'a>(
    sheet: &mut Worksheet,
    row: u32,
    texts: impl IntoIterator<Item = (&'a str, f64)>,
) -> Result<(), Said> {
    let lines = texts.into_iter().map(|(text, width)| lines(text, width - 1.0)).fold(1.0, f64::max);
    sheet.set_row_height(row, (lines * 15.0 + 3.0).min(MAX_HEIGHT)).map_err(failed).map(|_| ())
}

/// How many lines a text takes in a width of so many characters.
fn lines(text: &str, room: f64) -> f64 {
    let line = |line: &str| (width(line) / room.max(2.0)).ceil().max(1.0);
    text.split('\n').map(line).sum()
}

/// The last column, from 0.
fn last(widths: &[f64]) -> u16 {
    u16::try_from(widths.len().saturating_sub(1)).unwrap_or(0)
}

/// Writes a note across the columns and makes its row as high as its lines need, since Excel
/// does not fit the height of merged cells.
pub(crate) fn paragraph(sheet: &mut Worksheet, row: u32, widths: &[f64], words: &str) -> Result<(), Said> {
    banner(sheet, row, last(widths), words, &style::note())?;
    // A note of 10 points is a little smaller than the characters in which widths are counted,
    // which leaves room for the breaks at the ends of lines.
    fit(sheet, row, [(words, widths.iter().sum())])
}

/// Writes the reason of a missing value as a note of its cell.
pub(crate) fn reason(sheet: &mut Worksheet, row: u32, column: u16, words: &str) -> Result<(), Said> {
    let note = xlsx::Note::new(safe(words))
        .set_author(NOTE_AUTHOR)
        .add_author_prefix(false)
        .set_font_name(style::BODY_FONT)
        .set_font_size(9)
        .set_width(180)
        .set_height(48);
    sheet.insert_note(row, column, &note).map_err(failed).map(|_| ())
}

/// Writes a link to a sheet of this workbook.
pub(crate) fn link(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    target: &str,
    words: &str,
    format: &xlsx::Format,
) -> Result<(), Said> {
    // Sheet names are given out without apostrophes, so that none needs to be doubled here.
    let url = xlsx::Url::new(format!("internal:'{target}'!A1")).set_text(words);
    sheet.write_url_with_format(row, column, url, format).map_err(failed).map(|_| ())
}

/// Writes the link back to the first sheet.
pub(crate) fn back(sheet: &mut Worksheet, row: u32, column: u16) -> Result<(), Said> {
    link(sheet, row, column, CONTENTS, "返回目录", &style::link().set_font_size(10))
}

/// Writes the heads of columns.
pub(crate) fn heads<'a>(
    sheet: &mut Worksheet,
    row: u32,
    widths: &[f64],
    titles: impl IntoIterator<Item = &'a str>,
) -> Result<(), Said> {
    let format = style::head();
    let titles: Vec<&str> = titles.into_iter().collect();
    for (column, title) in (0_u16..).zip(&titles) {
        text(sheet, row, column, title, &format)?;
    }
    fit(sheet, row, titles.into_iter().zip(widths.iter().copied()))
}

/// How many Latin characters a text is wide; a Han character takes two. The longest line counts.
pub(crate) fn width(text: &str) -> f64 {
    let line = |line: &str| line.chars().map(|c| if c < '\u{1100}' { 1.0 } else { 2.0 }).sum::<f64>();
    text.split('\n').map(line).fold(0.0, f64::max)
}

/// Sets the widths of the columns from the first on, in characters.
pub(crate) fn set_widths(sheet: &mut Worksheet, widths: &[f64]) -> Result<(), Said> {
    for (column, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(column, *width).map_err(failed)?;
    }
    Ok(())
}

/// Sets up printing: A4, lying where the columns are wide, one page across, the rows up to the
/// head again on every page, page numbers at the foot.
pub(crate) fn set_page(sheet: &mut Worksheet, widths: &[f64], head: Option<u32>) -> Result<(), Said> {
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.7, 0.7, 0.8, 0.8, 0.3, 0.4).set_footer("&C第 &P 页 共 &N 页");
    if widths.iter().sum::<f64>() > PORTRAIT_WIDTH {
        sheet.set_landscape();
    }
    if let Some(head) = head {
        sheet.set_repeat_rows(0, head).map_err(failed)?;
    }
    Ok(())
}

/// Lets a sheet that is too wide to be read on one page go on beside it, the first columns again
/// on every page.
pub(crate) fn set_pages_across(sheet: &mut Worksheet, widths: &[f64], fixed: u16) -> Result<(), Said> {
    let fixed_width: f64 = widths.iter().take(fixed.into()).sum();
    let room = (READABLE_WIDTH - fixed_width).max(READABLE_WIDTH / 2.0);
    let pages = (widths.iter().sum::<f64>() / room).ceil().max(1.0);
    if pages > 1.0 && fixed > 0 {
        // A float becomes the nearest whole number of its kind; there are never so many pages.
        sheet.set_print_fit_to_pages(pages as u16, 0).set_repeat_columns(0, fixed - 1).map_err(failed)?;
    }
    Ok(())
}

/// Freezes the rows up to the head.
pub(crate) fn freeze(sheet: &mut Worksheet, head: u32) -> Result<(), Said> {
    sheet.set_freeze_panes(head + 1, 0).map_err(failed).map(|_| ())
}

/// Makes rows an Excel table with filter buttons, whose columns formulas can name.
pub(crate) fn table(
    sheet: &mut Worksheet,
    (head, last): (u32, u32),
    name: &str,
    titles: &[String],
    look: xlsx::TableStyle,
) -> Result<(), Said> {
    let Some(last_column) = titles.len().checked_sub(1).and_then(|at| u16::try_from(at).ok()) else { return Ok(()) };
    let format = style::head();
    let column = |title: &String| xlsx::TableColumn::new().set_header(safe(title)).set_header_format(&format);
    let columns: Vec<xlsx::TableColumn> = titles.iter().map(column).collect();
    let table = xlsx::Table::new().set_name(name).set_columns(&columns).set_style(look);
    sheet.add_table(head, 0, last.max(head + 1), last_column, &table).map_err(failed).map(|_| ())
}

/// Sets the filter buttons over a table, where it has any row.
pub(crate) fn filter(sheet: &mut Worksheet, head: u32, rows: u32, columns: u16) -> Result<(), Said> {
    if rows > 0 && columns > 0 {
        sheet.autofilter(head, 0, head + rows, columns - 1).map_err(failed)?;
    }
    Ok(())
}

/// Keeps Excel from marking codes as numbers stored as text.
pub(crate) fn accept_digits_as_text(
    sheet: &mut Worksheet,
    first: u32,
    last: u32,
    last_column: u16,
) -> Result<(), Said> {
    let error = xlsx::IgnoreError::NumberStoredAsText;
    sheet.ignore_error_range(first, 0, last.max(first), last_column, error).map_err(failed).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_han_character_counts_two_and_the_longest_line_counts() {
        assert_eq!(width("税收ab"), 6.0);
        assert_eq!(width("税\nabcd"), 4.0);
    }

    #[test]
    fn texts_that_no_cell_can_hold_are_cut() {
        let cut = safe(&"税".repeat(40_000)).into_owned();
        assert_eq!(cut.encode_utf16().count(), MAX_TEXT);
        assert!(cut.ends_with(CUT));
        assert_eq!(safe("<r><bad></r>"), " <r><bad></r>");
        assert_eq!(safe("=1+1"), "=1+1");
    }
}
