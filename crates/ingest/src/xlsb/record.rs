//! The records of a binary part (MS-XLSB, 2.1.4): a kind, a length and as many bytes.

use opc::{Error, Pipe};

// The kinds that are read, by their names in MS-XLSB 2.3.2 without Brt.
pub(super) const ROW_HDR: u16 = 0;
pub(super) const CELL_BLANK: u16 = 1;
pub(super) const CELL_RK: u16 = 2;
pub(super) const CELL_ERROR: u16 = 3;
pub(super) const CELL_BOOL: u16 = 4;
pub(super) const CELL_REAL: u16 = 5;
pub(super) const CELL_ST: u16 = 6;
pub(super) const CELL_ISST: u16 = 7;
pub(super) const FMLA_STRING: u16 = 8;
pub(super) const FMLA_NUM: u16 = 9;
pub(super) const FMLA_BOOL: u16 = 10;
pub(super) const FMLA_ERROR: u16 = 11;
pub(super) const SHORT_BLANK: u16 = 12;
pub(super) const SHORT_RK: u16 = 13;
pub(super) const SHORT_ERROR: u16 = 14;
pub(super) const SHORT_BOOL: u16 = 15;
pub(super) const SHORT_REAL: u16 = 16;
pub(super) const SHORT_ST: u16 = 17;
pub(super) const SHORT_ISST: u16 = 18;
pub(super) const SST_ITEM: u16 = 19;
pub(super) const FONT: u16 = 43;
pub(super) const FMT: u16 = 44;
pub(super) const XF: u16 = 47;
pub(super) const COL_INFO: u16 = 60;
pub(super) const CELL_R_STRING: u16 = 62;
pub(super) const WB_PROP: u16 = 153;
pub(super) const BUNDLE_SH: u16 = 156;
pub(super) const MERGE_CELL: u16 = 176;
pub(super) const SUP_BOOK_SRC: u16 = 355;
pub(super) const WS_FMT_INFO: u16 = 485;
pub(super) const BEGIN_CELL_XFS: u16 = 617;
pub(super) const END_CELL_XFS: u16 = 618;

/// No record is longer: a cell holds at most 32,767 letters.
const LONGEST: usize = 8 << 20;

fn broken() -> Error {
    Error::damaged("内容在记录中间中断", "the content breaks off within a record")
}

/// Reads a part record by record.
pub(super) struct Records<'p> {
    pipe: &'p mut Pipe,
    buffer: Vec<u8>,
    at: usize,
}

impl<'p> Records<'p> {
    pub(super) fn new(pipe: &'p mut Pipe) -> Records<'p> {
        Records { pipe, buffer: Vec::new(), at: 0 }
    }

    /// Makes sure that so many bytes wait; false where the part ends before.
    fn fill(&mut self, wanted: usize) -> Result<bool, Error> {
        while self.buffer.len() - self.at < wanted {
            let piece = self.pipe.piece()?;
            if piece.is_empty() {
                return Ok(false);
            }
            self.buffer.drain(..self.at);
            self.buffer.extend_from_slice(&piece);
            self.at = 0;
        }
        Ok(true)
    }

    /// A number in groups of seven bits, the lowest first; nothing at the end of the part.
    fn varying(&mut self, most: u32) -> Result<Option<u32>, Error> {
        let mut value = 0;
        for group in 0..most {
            if !self.fill(1)? {
                return if group == 0 { Ok(None) } else { Err(broken()) };
            }
            let byte = self.buffer.get(self.at).copied().unwrap_or(0);
            self.at += 1;
            value |= u32::from(byte & 0x7f) << (7 * group);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(Some(value))
    }

    /// The next record; nothing at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>, Error> {
        let Some(kind) = self.varying(2)? else { return Ok(None) };
        let length = self.varying(4)?.ok_or_else(broken)? as usize;
        if length > LONGEST {
            return Err(Error::TooLarge);
        }
        if !self.fill(length)? {
            return Err(broken());
        }
        let start = self.at;
        self.at += length;
        let rest = self.buffer.get(start..self.at).unwrap_or_default();
        Ok(Some(Record { kind: u16::try_from(kind).unwrap_or(u16::MAX), rest }))
    }
}

/// A record whose fields are taken one after the other.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    rest: &'a [u8],
}

impl<'a> Record<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or_else(broken)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or_else(broken)?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(super) fn skip(&mut self, count: usize) -> Result<(), Error> {
        self.take(count).map(|_| ())
    }

    pub(super) fn u8(&mut self) -> Result<u8, Error> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Result<u16, Error> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Error> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Result<f64, Error> {
        self.array().map(f64::from_le_bytes)
    }

    /// A number in 30 bits (RkNumber): an integer or the upper half of a float, perhaps in hundredths.
    pub(super) fn rk(&mut self) -> Result<f64, Error> {
        let bits = self.u32()?;
        let number =
            if bits & 2 == 0 { f64::from_bits(u64::from(bits & !3) << 32) } else { f64::from(bits.cast_signed() >> 2) };
        Ok(if bits & 1 == 0 { number } else { number / 100.0 })
    }

    /// A text of UTF-16 behind its length; one without a value is empty.
    pub(super) fn text(&mut self) -> Result<String, Error> {
        let count = self.u32()?;
        if count == u32::MAX {
            return Ok(String::new());
        }
        let bytes = self.take((count as usize).saturating_mul(2))?;
        let units = bytes.chunks_exact(2).map(|pair| match pair {
            [low, high] => u16::from_le_bytes([*low, *high]),
            _ => 0,
        });
        Ok(char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_wherever_the_pieces_end() {
        let mut bytes = vec![0xe9, 0x04, 0x00, 0x06, 0x0a];
        bytes.extend([3, 0, 0, 0, 0x2d, 0x4e, 0x87, 0x65, 0x57, 0x5b]);
        for size in [1, 2, 100] {
            let mut pipe = Pipe::ready(bytes.chunks(size).map(|piece| Ok(piece.to_vec())).collect());
            let mut records = Records::new(&mut pipe);
            assert_eq!(records.next().expect("a record").map(|record| record.kind), Some(BEGIN_CELL_XFS));
            let mut record = records.next().expect("a record").expect("a record");
            assert_eq!((record.kind, record.text().expect("a text").as_str()), (CELL_ST, "中文字"));
            assert!(record.u8().is_err());
            assert!(records.next().expect("the end").is_none());
        }
        let mut pipe = Pipe::ready(vec![Ok(vec![0x06, 0x0a, 1])]);
        assert!(Records::new(&mut pipe).next().is_err());
    }

    #[test]
    fn numbers_in_30_bits() {
        let number = |bits: u32| Record { kind: CELL_RK, rest: &bits.to_le_bytes() }.rk().expect("a number");
        assert_eq!(number((-7_i32 << 2).cast_unsigned() | 2), -7.0);
        assert_eq!(number(123_456 << 2 | 3), 1234.56);
        assert_eq!(number(0x3ff8_0000), 1.5);
        assert_eq!(number(0x4059_0001), 1.0);
    }
}
