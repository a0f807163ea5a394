//! Values of records as whole numbers and as the keys of rows.

use crate::dialect::Dialect;
use crate::read::{Catalogue, Form, Read};
use model::Date;
use model::expr::{Field, Take};
use model::ledger::Kind;

/// By how many powers of ten what is taken of a ledger's records is to be divided.
pub(crate) fn scale(catalogue: &Catalogue<'_>, ledger: &str, take: &Take) -> usize {
    let places: u32 = take.fields().map(|field| places(catalogue, ledger, field)).sum();
    let places = match take {
        Take::Count | Take::Distinct(_) => 0,
        Take::Percentile(..) => places + 2,
        Take::Sum(_) | Take::Products(..) | Take::Latest(_) | Take::Max(_) | Take::Min(_) => places,
    };
    usize::try_from(places).unwrap_or(0)
}

/// A value as it is stored: a text itself, else a whole number; of a day the days since 1970, of a month its index.
pub(crate) fn number(dialect: Dialect, read: &Read) -> String {
    let Read { sql, form } = read;
    match form {
        Form::Integer | Form::Text => sql.clone(),
        Form::Date => dialect.days(&dialect.date(Date::from_days(0).unwrap_or_default()), sql),
        Form::Month => {
            let part = |from: u8, length: u8| format!("CAST(substr({sql}, {from}, {length}) AS INTEGER)");
            format!("({} * 12 + {} - 1)", part(1, 4), part(6, 2))
        }
        Form::Boolean => format!("CASE WHEN {sql} THEN 1 WHEN NOT {sql} THEN 0 END"),
    }
}

/// A value as the key of a row.
pub(crate) fn words(dialect: Dialect, read: &Read) -> String {
    match (read.form, dialect) {
        (Form::Boolean, _) => dialect.words(&number(dialect, read)),
        (Form::Date, Dialect::Postgres) => format!("to_char({}, 'YYYY-MM-DD')", read.sql),
        (Form::Text | Form::Month | Form::Integer | Form::Date, _) => dialect.words(&read.sql),
    }
}

/// The decimals of a field's stored numbers; money is a whole number of 分.
fn places(catalogue: &Catalogue<'_>, ledger: &str, field: &Field) -> u32 {
    let column = match field {
        Field::Own(id) => catalogue.ledger(ledger).and_then(|ledger| ledger.column(id)),
        Field::OfEntity(other, id) | Field::Joined(other, id) => {
            catalogue.ledger(other).and_then(|ledger| ledger.column(id))
        }
        Field::Entity(_) | Field::Days(_) | Field::Changed(_) => None,
    };
    column.filter(|column| column.kind != Kind::Money).map_or(0, |column| column.scale().into())
}
