//! The heads of a table's columns, in several rows where some of them span others.

use crate::error::failed;
use crate::sheets::TableSheet;
use crate::{sheet, style};
use model::{Said, say};
use rust_xlsxwriter::Worksheet;

/// Writes the heads. A column's own title reaches up to where a head above it ends.
pub(crate) fn write(sheet: &mut Worksheet, plan: &TableSheet, widths: &[f64], titles: &[String]) -> Result<(), Said> {
    let end = plan.heads_end();
    let mut tops = vec![TableSheet::HEAD; titles.len()];
    for (row, cells) in (TableSheet::HEAD..).zip(&plan.table.head) {
        let mut column = 0;
        for cell in cells {
            let spanned = column..column + cell.columns.max(1);
            if !cell.title.is_empty() {
                let last = u16::try_from(spanned.end - 1).map_err(|_| too_wide(plan))?;
                let first = u16::try_from(spanned.start).map_err(|_| too_wide(plan))?;
                sheet::across(sheet, row, (first, last), &cell.title, &style::head())?;
                tops.iter_mut().take(spanned.end).skip(spanned.start).for_each(|top| *top = row + 1);
            }
            column = spanned.end;
        }
        sheet::fit(sheet, row, [])?;
    }
    for ((column, title), top) in (0_u16..).zip(titles).zip(&tops) {
        if *top < end {
            sheet.merge_range(*top, column, end, column, &sheet::safe(title), &style::head()).map_err(failed)?;
        } else {
            sheet::text(sheet, end, column, title, &style::head())?;
        }
    }
    sheet::fit(sheet, end, titles.iter().map(String::as_str).zip(widths.iter().copied()))
}

fn too_wide(plan: &TableSheet) -> Said {
    let table = &plan.table.title;
    say!("表“{table}”的列数过多，写不成工作表。", "table “{table}” has too many columns for a sheet.")
}
