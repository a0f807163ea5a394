//! The cells, merged blocks and hidden rows of one sheet.

use super::record::{self, Record};
use crate::grid::{Budget, Fault, Merge, Raw, Sheet};
use crate::refusal::Refusal;
use crate::sheet_builder::{Referred, SheetBuilder, Stop};
use crate::strings::Strings;
use opc::{Package, SheetPart};

/// Reads one sheet. Damage ends it early; only a sheet beyond all bounds is an error.
pub(super) fn read(
    package: &Package<'_>,
    referred: &Referred,
    entry: SheetPart,
    strings: &mut Strings,
    budget: &mut Budget,
) -> Result<Sheet, Refusal> {
    let mut state = State { referred, sheet: SheetBuilder::new(strings, budget), row: 0, column: 0 };
    let read = super::each(package, &entry.part, |record| state.take(record));
    let read = read.unwrap_or_else(|| Err(Stop::damaged("工作表的部件缺失", "the part of the sheet is missing")));
    state.sheet.finish(entry.name, entry.hidden, read)
}

/// Widths are in so many parts of a digit.
const WIDTH: f64 = 256.0;

struct State<'a> {
    referred: &'a Referred,
    sheet: SheetBuilder<'a>,
    row: u32,
    column: u32,
}

impl State<'_> {
    fn take(&mut self, mut record: Record<'_>) -> Result<(), Stop> {
        match record.kind {
            record::ROW_HDR => {
                (self.row, self.column) = (record.u32()?.saturating_add(1), 0);
                record.skip(7)?;
                if record.u8()? & 0x10 != 0 {
                    self.sheet.hide_rows(self.row, self.row);
                }
            }
            record::CELL_RK..=record::FMLA_ERROR | record::CELL_R_STRING => {
                self.column = record.u32()?.saturating_add(1);
                self.cell(record)?;
            }
            // A short cell stands behind the one before it and does not say where.
            record::SHORT_BLANK..=record::SHORT_ISST => {
                self.column = self.column.saturating_add(1);
                self.cell(record)?;
            }
            // A blank cell says where the short cells behind it stand.
            record::CELL_BLANK => self.column = record.u32()?.saturating_add(1),
            record::COL_INFO => {
                let (first, last) = (record.u32()?, record.u32()?);
                let (first, last) = (first.saturating_add(1), last.saturating_add(1));
                self.sheet.widths.add(first, last, f64::from(record.u32()?) / WIDTH);
                record.skip(4)?;
                if record.u16()? & 1 == 1 {
                    self.sheet.hide_columns(first, last);
                }
            }
            record::WS_FMT_INFO => {
                // A sheet that states none has all bits set.
                let width = record.u32()?;
                if width != u32::MAX {
                    self.sheet.widths.all(f64::from(width) / WIDTH);
                }
            }
            record::MERGE_CELL => {
                let mut from_one = || record.u32().map(|at| at.saturating_add(1));
                let (top, bottom, left, right) = (from_one()?, from_one()?, from_one()?, from_one()?);
                self.sheet.merge(Merge { top, left, bottom, right });
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, mut record: Record<'_>) -> Result<(), Stop> {
        // The lower 24 bits are the format.
        let format = (record.u32()? & 0x00ff_ffff) as usize;
        let mut shown =
            |number: f64| self.sheet.number((self.row, self.column), &self.referred.formats, number, format);
        let raw = match record.kind {
            record::CELL_RK | record::SHORT_RK => shown(record.rk()?),
            record::CELL_REAL | record::SHORT_REAL | record::FMLA_NUM => shown(record.f64()?),
            record::CELL_ERROR | record::SHORT_ERROR | record::FMLA_ERROR => Raw::Fault(Fault::numbered(record.u8()?)),
            record::CELL_BOOL | record::SHORT_BOOL | record::FMLA_BOOL => Raw::Bool(record.u8()? != 0),
            record::CELL_ST | record::SHORT_ST | record::FMLA_STRING => self.sheet.strings.intern(&record.text()?),
            record::CELL_R_STRING => {
                record.skip(1)?;
                self.sheet.strings.intern(&record.text()?)
            }
            record::CELL_ISST | record::SHORT_ISST => {
                self.sheet.shared(self.referred, usize::try_from(record.u32()?).ok())?
            }
            _ => return Ok(()),
        };
        if self.referred.formats.struck(format) {
            self.sheet.strike(self.row, self.column);
        }
        self.sheet.add(self.row, self.column, raw)
    }
}
