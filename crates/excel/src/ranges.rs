//! The ranges of long tables, set in the finished file.
//!
//! The writer remembers every cell of a table to see whether another one lies over it; of 200,000 records that is
//! more memory than the records take. A detail sheet has one table, so it is declared over its first row.

use model::diagnostic::letters;
use rust_xlsxwriter::XlsxError;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A table that is longer than it was declared.
pub(crate) struct LongTable {
    /// Its name in formulas.
    pub(crate) name: String,
    /// The row of its head and its last row, from 0.
    pub(crate) rows: (u32, u32),
    /// How many columns it has.
    pub(crate) columns: usize,
}

impl LongTable {
    /// The last row that it is declared with: a table has at least one row below its head.
    pub(crate) fn declared(head: u32) -> u32 {
        head.saturating_add(1)
    }

    /// The range in words from the head to a row.
    fn range(&self, last: u32) -> String {
        let column = letters(u32::try_from(self.columns).unwrap_or(u32::MAX));
        format!("ref=\"A{}:{column}{}\"", self.rows.0.saturating_add(1), last.saturating_add(1))
    }

    /// The part of a table with this one's range, which stands there for the table and for its filter; nothing where
    /// it is another table's.
    fn extended(&self, part: &str) -> Option<String> {
        let declared = self.range(LongTable::declared(self.rows.0));
        let own = part.contains(&format!(" displayName=\"{}\"", self.name)) && part.matches(&declared).count() == 2;
        own.then(|| part.replace(&declared, &self.range(self.rows.1)))
    }
}

/// The workbook with the ranges of its long tables; all other parts are copied as they are.
///
/// # Errors
/// A table that is not found as it was declared: formulas would sum its first record.
pub(crate) fn extended(workbook: Vec<u8>, tables: &[LongTable], level: u8) -> Result<Vec<u8>, XlsxError> {
    if tables.is_empty() {
        return Ok(workbook);
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(level.into()))
        .unix_permissions(0o600)
        .last_modified_time(DateTime::default());
    let room = workbook.len() + 1024;
    let mut from = ZipArchive::new(Cursor::new(workbook))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(room)));
    let mut found = 0;
    for at in 0..from.len() {
        let name = from.by_index_raw(at)?.name()?.into_owned();
        let mut part = String::new();
        if name.starts_with("xl/tables/") {
            from.by_index(at)?.read_to_string(&mut part)?;
        }
        match tables.iter().find_map(|table| table.extended(&part)) {
            Some(part) => {
                found += 1;
                to.start_file(name, options)?;
                to.write_all(part.as_bytes())?;
            }
            None => to.raw_copy_file(from.by_index_raw(at)?)?,
        }
    }
    if found != tables.len() {
        return Err(XlsxError::TableError(format!("{found} of {} tables", tables.len())));
    }
    Ok(to.finish()?.into_inner())
}
