//! Why a measure has no value, whatever its records are.

use crate::read::Reading;
use model::figure::Missing;
use model::query::{Guard, Query};

/// The first reason as an aggregation over the ledger's records, NULL where there is none.
pub(crate) struct Reason {
    pub(crate) sql: String,
    /// Whether records have to be read for it.
    pub(crate) reads: bool,
}

/// The reason of a measure.
pub(crate) fn reason(reading: &mut Reading<'_>, query: &Query) -> Reason {
    let dialect = reading.dialect();
    let code = |missing: &Missing| dialect.text(&missing.code());
    let fixed = |sql: &str| Reason { sql: dialect.words(sql), reads: false };
    match query.guards.first() {
        None => return fixed("NULL"),
        Some(Guard::Always(missing)) => return fixed(&code(missing)),
        Some(_) => {}
    }
    let months = reading.of_months(&query.selection).join(" AND ");
    let counted = |test: &str| format!("count(CASE WHEN {months}{test} THEN 1 END)");
    let mut cases = Vec::new();
    for guard in &query.guards {
        cases.push(match guard {
            Guard::Always(missing) => format!("WHEN 1 = 1 THEN {}", code(missing)),
            Guard::Directory => format!(
                "WHEN {} > 0 AND {} = 0 THEN {}",
                counted(""),
                counted(&format!(" AND {} >= 0", reading.column("_entity"))),
                code(&Missing::NoDirectory)
            ),
            Guard::Unsent(unsent) => {
                let unsent: Vec<String> = unsent.iter().map(|month| format!("'{month}'")).collect();
                let sent = reading.column("_month");
                let found = format!("CASE WHEN {months} AND {sent} IN ({}) THEN {sent} END", unsent.join(", "));
                format!("WHEN count({found}) > 0 THEN 'no-data ' || min({found})")
            }
            Guard::Periods(last) => format!("WHEN {} = 0 THEN {}", counted(""), code(&Missing::NoData(*last))),
            Guard::Time(criterion) => {
                let test = format!(" AND {}", reading.test(criterion));
                format!("WHEN {} = 0 THEN {}", counted(&test), code(&Missing::NoRecord))
            }
        });
    }
    Reason { sql: dialect.words(&format!("CASE {} END", cases.join(" "))), reads: true }
}
