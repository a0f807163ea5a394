//! What a cell may hold, and where a row's cells are kept.

use serde::{Deserialize, Serialize};

/// The content of one cell. Texts are numbers into [`crate::strings::Strings`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Raw {
    /// Nothing, or only spaces.
    Empty,
    /// A text by its number.
    Text(u32),
    /// A number as Excel keeps it.
    Number(f64),
    /// A quotient that the cell's format shows as a percentage.
    Percent(f64),
    /// A date's serial number in the epoch of the workbook.
    Date(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error such as `#REF!`.
    Fault(Fault),
    /// A formula whose result was not saved.
    Uncomputed,
}

/// The errors of Excel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Div0,
    Na,
    Name,
    Null,
    Num,
    Ref,
    Value,
    Other,
}

impl Fault {
    /// All errors, by the number under which a cell keeps them.
    pub(crate) const ALL: [Fault; 8] =
        [Fault::Div0, Fault::Na, Fault::Name, Fault::Null, Fault::Num, Fault::Ref, Fault::Value, Fault::Other];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Fault::Div0 => "#DIV/0!",
            Fault::Na => "#N/A",
            Fault::Name => "#NAME?",
            Fault::Null => "#NULL!",
            Fault::Num => "#NUM!",
            Fault::Ref => "#REF!",
            Fault::Value => "#VALUE!",
            Fault::Other => "#ERROR",
        }
    }

    /// The error with that number in binary workbooks (MS-XLSB, 2.5.97.2).
    pub(crate) fn numbered(code: u8) -> Fault {
        match code {
            0x00 => Fault::Null,
            0x07 => Fault::Div0,
            0x0f => Fault::Value,
            0x17 => Fault::Ref,
            0x1d => Fault::Name,
            0x24 => Fault::Num,
            0x2a => Fault::Na,
            _ => Fault::Other,
        }
    }

    /// The error with that name.
    pub(crate) fn named(name: &str) -> Fault {
        Fault::ALL.into_iter().find(|fault| fault.name() == name).unwrap_or(Fault::Other)
    }
}

/// A row that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Line {
    /// Excel's number, from 1.
    pub(crate) row: u32,
    /// Where its cells begin, in which chunk, and how many they are.
    pub(crate) start: u32,
    pub(crate) chunk: u16,
    pub(crate) length: u16,
}
