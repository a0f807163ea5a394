//! By what two ledgers are joined: columns that name the same things, as 预算 and 支出 by unit and year.

use model::ledger::{Column, Ledger};

/// What two records must have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Common {
    /// The values of two columns: of the own ledger and of the other one, by their positions.
    Columns(usize, usize),
    /// The entity that both name.
    Entity,
}

/// The column that a column holds the same things as: its ledger and id. For one that says nothing, itself.
pub(crate) fn root<'a>(ledger: &'a Ledger, column: &'a Column) -> (&'a str, &'a str) {
    let other = column.same_as.as_deref().and_then(|name| name.split_once('.'));
    other.unwrap_or((&ledger.id, &column.id))
}

/// By what the records of a ledger find one record of another: by its whole key, or not at all. `entities`
/// is the ledger of the entities that the own records name.
pub(crate) fn common(own: &Ledger, entities: Option<&Ledger>, other: &Ledger) -> Option<Vec<Common>> {
    if own.id == other.id || other.key.is_empty() {
        return None;
    }
    let one = |id: &String| {
        let at = other.position(id)?;
        let key = other.columns.get(at)?;
        let same = own.columns.iter().position(|column| {
            (column.same_as.is_some() || key.same_as.is_some()) && root(own, column) == root(other, key)
        });
        let named = key.entity.is_some() && key.entity.as_deref() == entities.map(|entities| entities.id.as_str());
        same.map(|same| Common::Columns(same, at)).or(named.then_some(Common::Entity))
    };
    other.key.iter().map(one).collect()
}
