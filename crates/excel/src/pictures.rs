//! 图片: the pictures of the text below each other, with their titles.

use crate::error::failed;
use crate::sheet;
use crate::sheets::PICTURES;
use model::Said;
use model::document::{Document, Picture};
use rust_xlsxwriter as xlsx;
use rust_xlsxwriter::Worksheet;

/// Columns across which the titles stand, in characters.
const WIDTHS: [f64; 8] = [11.0; 8];
/// No picture is wider or higher, in pixels of the screen, so that one fits on a printed page.
const MOST: (f64, f64) = (600.0, 720.0);
/// The height of a row in pixels of the screen.
const ROW: f64 = 20.0;
/// So many rows are printed on a page.
const PAGE: u32 = 44;

/// Writes the sheet.
pub(crate) fn write(sheet: &mut Worksheet, document: &Document) -> Result<(), Said> {
    sheet.set_name(PICTURES).map_err(failed)?;
    sheet.set_screen_gridlines(false);
    sheet::set_widths(sheet, &WIDTHS)?;
    sheet::set_page(sheet, &WIDTHS, None)?;
    sheet::title(sheet, &WIDTHS, PICTURES)?;
    let (mut row, mut top, mut breaks) = (2, 0, Vec::new());
    for picture in document.pictures() {
        let next = one(sheet, row, picture)?;
        // No picture is torn by a page's end.
        if next - top > PAGE && row > 2 {
            breaks.push(row);
            top = row;
        }
        row = next;
    }
    sheet.set_page_breaks(&breaks).map_err(failed)?;
    let columns = u16::try_from(WIDTHS.len()).unwrap_or(0);
    sheet.set_print_area(0, 0, row, columns.saturating_sub(1)).map_err(failed)?;
    sheet::back(sheet, 0, columns)
}

/// Puts a picture with its title below; gives the row after a blank one.
fn one(sheet: &mut Worksheet, row: u32, picture: &Picture) -> Result<u32, Said> {
    let image = &picture.image;
    let (across, down) = (f64::from(image.width.max(1)), f64::from(image.height.max(1)));
    let share = (MOST.0 / across).min(MOST.1 / down).min(1.0);
    let (width, height) = ((across * share).round(), (down * share).round());
    let drawn = xlsx::Image::new_from_buffer(&image.bytes)
        .map_err(failed)?
        .set_scale_to_size(width, height, false)
        .set_alt_text(picture.words());
    sheet.insert_image(row, 0, &drawn).map_err(failed)?;
    let below = row + (height / ROW).ceil() as u32;
    sheet::paragraph(sheet, below, &WIDTHS, picture.words())?;
    Ok(below + 2)
}
