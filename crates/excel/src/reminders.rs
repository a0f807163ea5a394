//! 催报清单: whom to remind, a sheet of its own where something was not sent.

use crate::error::failed;
use crate::sheets::REMINDERS;
use crate::{sheet, style};
use model::Said;
use model::time::ReportingTime;
use model::unsent::{Missing, NEVER, Unsent};
use rust_xlsxwriter::{FormatAlign, Worksheet};

/// 序号, 台账, 未报送的单位或文件, 上次报送, 催报情况.
const WIDTHS: [f64; 5] = [6.0, 28.0, 36.0, 14.0, 18.0];
const HEADS: [&str; 5] = ["序号", "台账", "未报送的单位或文件", "上次报送", "催报情况"];
/// The last column, from 0.
const LAST: u16 = 4;
/// The row of the heads, from 0.
const HEAD: u32 = 2;

/// Writes the sheet. The last column is left to the hand of the one who reminds.
pub(crate) fn write(sheet: &mut Worksheet, unsent: &[Unsent], time: ReportingTime) -> Result<(), Said> {
    sheet.set_name(REMINDERS).map_err(failed)?;
    sheet::set_widths(sheet, &WIDTHS)?;
    sheet::set_page(sheet, &WIDTHS, Some(HEAD))?;
    sheet::freeze(sheet, HEAD)?;
    sheet::title(sheet, &WIDTHS, REMINDERS)?;
    let summary = format!("{}有{}项未报送。", time.month.chinese(), unsent.len());
    sheet::banner(sheet, 1, LAST, &summary, &style::remark())?;
    sheet::heads(sheet, HEAD, &WIDTHS, HEADS)?;
    let (words, number) = (style::words(), style::ruled_number("0").set_align(FormatAlign::Center));
    let centre = words.clone().set_align(FormatAlign::Center);
    for ((row, place), unsent) in (HEAD + 1..).zip(1_u32..).zip(unsent) {
        let what = match &unsent.missing {
            Missing::Whole => "全部",
            Missing::File(what) | Missing::Sender(what) => what,
        };
        let last = unsent.last.map_or_else(|| NEVER.to_owned(), |last| last.chinese());
        sheet::number(sheet, row, 0, place.into(), &number)?;
        sheet::text(sheet, row, 1, &unsent.ledger, &words)?;
        sheet::text(sheet, row, 2, what, &words)?;
        sheet::text(sheet, row, 3, &last, &centre)?;
        sheet::text(sheet, row, 4, "", &words)?;
        sheet::fit(sheet, row, [(unsent.ledger.as_str(), WIDTHS[1]), (what, WIDTHS[2])])?;
    }
    sheet::back(sheet, 0, LAST + 1)
}
