//! Values by a dimension.

use model::Exact;
use model::expr::{Selection, Take};
use model::figure::Missing;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The values of an expression: for the whole, or for each value of a dimension.
#[derive(Clone, Debug)]
pub(crate) struct Values {
    /// By the stored value of the dimension.
    pub(crate) rows: BTreeMap<i64, Result<Exact, Missing>>,
    /// For the whole; by a dimension, for values that no record has.
    pub(crate) other: Result<Exact, Missing>,
}

impl Values {
    pub(crate) fn whole(value: Result<Exact, Missing>) -> Values {
        Values { rows: BTreeMap::new(), other: value }
    }

    pub(crate) fn get(&self, key: i64) -> Result<Exact, Missing> {
        self.rows.get(&key).unwrap_or(&self.other).clone()
    }

    /// Applies an operation to several values, row by row.
    pub(crate) fn combine(
        operands: &[Rc<Values>],
        operation: impl Fn(&[Result<Exact, Missing>]) -> Result<Exact, Missing>,
    ) -> Values {
        let at = |key: Option<i64>| {
            let value = |values: &Rc<Values>| key.map_or_else(|| values.other.clone(), |key| values.get(key));
            operation(&operands.iter().map(value).collect::<Vec<_>>())
        };
        let keys: BTreeSet<i64> = operands.iter().flat_map(|values| values.rows.keys().copied()).collect();
        Values { rows: keys.into_iter().map(|key| (key, at(Some(key)))).collect(), other: at(None) }
    }
}

/// The measure over no record at all.
pub(crate) fn of_none(take: &Take, selection: &Selection) -> Result<Exact, Missing> {
    match take {
        Take::Count | Take::Distinct(_) => Ok(Exact::ZERO),
        Take::Sum(_) | Take::Products(..) => absent(selection).map_or(Ok(Exact::ZERO), Err),
        Take::Latest(_) | Take::Max(_) | Take::Min(_) | Take::Percentile(..) => Err(Missing::NoRecord),
    }
}

/// Why a sum over no record has no value; where there is no such reason it is zero. With periods across an
/// empty cell is no record: what has none was not filled in.
pub(crate) fn absent(selection: &Selection) -> Option<Missing> {
    selection.periods.as_ref().map(|(_, span)| Missing::NoData(span.to))
}
