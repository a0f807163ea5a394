//! The values for which a report is written once each.

use crate::aggregate::in_period;
use crate::filter::mask;
use crate::period::Moment;
use crate::sources::{Dimension, Sources};
use model::figure::Period;
use model::report::Each;
use std::collections::BTreeSet;

/// The words of the column in the records that fit, in the order of the column's words.
pub fn each(sources: &Sources<'_>, each: &Each, moment: Moment) -> Vec<String> {
    let Some(loaded) = sources.get(&each.ledger) else { return Vec::new() };
    let Some(dimension) = sources.dimension(&each.ledger, &each.column) else { return Vec::new() };
    let Dimension::Column { frame, .. } = &dimension else { return Vec::new() };
    let records = in_period(loaded, Period::Month, moment);
    let Some((records, fits)) = records.zip(mask(sources, loaded, &each.filter, moment).ok()) else {
        return Vec::new();
    };
    let values = loaded.integers(frame);
    let fitting = (records & fits)
        .iter()
        .zip(values.iter())
        .filter(|(fits, _)| *fits == Some(true))
        .filter_map(|(_, value)| value)
        .collect::<BTreeSet<i64>>();
    let mut fitting: Vec<i64> = fitting.into_iter().collect();
    fitting.sort_by_key(|value| dimension.rank(*value));
    fitting.into_iter().map(|value| dimension.label(value)).collect()
}
