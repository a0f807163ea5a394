//! The stamps of records: what tells whether another engine reads the records that are here.

use model::Month;
use model::change::ChangeKind;
use model::ledger::Ledger;
use model::query::Links;
use model::records::Records;
use sha2::{Digest, Sha256};

/// A record's stamp: 63 bits of the SHA-256 (FIPS 180-4) of all that a query may read of it.
pub(crate) fn stamp(ledger: &Ledger, records: &Records, links: &Links, record: usize) -> i64 {
    let mut digest = Sha256::new();
    let mut add = |text: &str| {
        digest.update(text.len().to_le_bytes());
        digest.update(text);
    };
    add(&records.submission(record).map_or_else(String::new, |sent| Month::to_string(&sent.month)));
    add(&record.to_string());
    for (column, cells) in ledger.columns.iter().zip(&records.columns) {
        match (cells.get(record), column.kind.is_words()) {
            (None, _) => add("-"),
            (Some(_), true) => add(&format!("w{}", cells.text(record).unwrap_or_default())),
            (Some(value), false) => add(&format!("n{value}")),
        }
    }
    add(&format!("{:?}", links.entity.as_ref().and_then(|entity| entity.get(record).copied().flatten())));
    for (other, records) in &links.joined {
        add(&format!("{other} {:?}", records.get(record).copied().flatten()));
    }
    for kind in links.changed.iter().filter_map(|changed| changed.get(record)).flatten() {
        add(ChangeKind::word(*kind));
    }
    let bytes: [u8; 32] = digest.finalize().into();
    bytes.iter().take(8).fold(0_i64, |bits, byte| (bits << 8) | i64::from(*byte)) & i64::MAX
}

/// How many records there are, and the sum of their stamps.
pub fn stamps(ledger: &Ledger, records: &Records, links: &Links) -> [i128; 2] {
    let sum = (0..records.len()).map(|record| i128::from(stamp(ledger, records, links, record))).sum();
    [i128::try_from(records.len()).unwrap_or(i128::MAX), sum]
}
