//! A measure as a query: its rows of the table of answers.

use crate::Asked;
use crate::dialect::Dialect;
use crate::read::{Catalogue, Form, Read, Reading};
use model::Date;
use model::expr::{Field, Selection, Take};
use model::figure::Missing;
use model::ledger::Kind;
use model::plan::Dimension;
use model::query::{Guard, Query};

/// The rows of a measure, with a comment that says what it is.
pub(crate) fn measure(catalogue: &Catalogue<'_>, asked: &Asked<'_>) -> String {
    let query = asked.query;
    let comment = asked.words.replace(['\n', '\r'], " ");
    let rows = match &query.by {
        None => whole(catalogue, asked, &query.take, "whole", None),
        Some(Dimension::Parts { parts, .. }) => {
            let part = |(at, part): (usize, &String)| {
                whole(catalogue, asked, &Take::Sum(Field::Own(part.clone())), "value", Some(at))
            };
            let parts = parts.iter().enumerate().filter_map(part).collect::<Vec<_>>().join("\nUNION ALL\n");
            marker(catalogue, asked).map(|marker| [marker, parts].join("\nUNION ALL\n"))
        }
        Some(Dimension::Fields(fields)) => fields.get(&query.selection.ledger).and_then(|field| {
            Some([marker(catalogue, asked)?, grouped(catalogue, asked, field)?].join("\nUNION ALL\n"))
        }),
    };
    format!("-- {comment}\n{}", rows.unwrap_or_default())
}

/// The columns that say whose row it is.
fn head(dialect: Dialect, asked: &Asked<'_>, kind: &str, key: &str) -> String {
    let text = |text: &str| dialect.text(text);
    format!(
        "SELECT {} AS report, {} AS item, {} AS measure, {kind} AS row_kind, {} AS row_key",
        text(asked.report),
        text(asked.item),
        text(&asked.query.id),
        dialect.words(key)
    )
}

/// The row that says why there is no row, if there is a reason.
fn marker(catalogue: &Catalogue<'_>, asked: &Asked<'_>) -> Option<String> {
    let dialect = catalogue.dialect;
    let guard = guard(catalogue, asked.query)?;
    let head = head(dialect, asked, "'whole'", "NULL");
    let (none, one) = (dialect.answer("NULL"), dialect.answer("1"));
    Some(format!("{head}, {none} AS numerator, {one} AS denominator, g.reason AS missing\nFROM ({guard}) g"))
}

/// A measure over all records of the selection.
fn whole(catalogue: &Catalogue<'_>, asked: &Asked<'_>, take: &Take, kind: &str, part: Option<usize>) -> Option<String> {
    let dialect = catalogue.dialect;
    let Taken { aggregated, numerator, missing, denominator } = taken(catalogue, asked.query, take, None)?;
    let key = part.map_or_else(|| "NULL".to_owned(), |at| format!("'{at}'"));
    let head = head(dialect, asked, &format!("'{kind}'"), &key);
    let guard = guard(catalogue, asked.query)?;
    let numerator = dialect.answer(&format!("CASE WHEN g.reason IS NULL AND {missing} IS NULL THEN {numerator} END"));
    let denominator = dialect.answer(&denominator);
    let reason = format!("coalesce(g.reason, {missing})");
    Some(format!(
        "{head}, {numerator} AS numerator, {denominator} AS denominator, {reason} AS missing\nFROM ({aggregated}) a\nCROSS JOIN ({guard}) g"
    ))
}

/// A measure over the records with each value of a field.
fn grouped(catalogue: &Catalogue<'_>, asked: &Asked<'_>, field: &Field) -> Option<String> {
    let dialect = catalogue.dialect;
    let Taken { aggregated, numerator, missing, denominator } =
        taken(catalogue, asked.query, &asked.query.take, Some(field))?;
    let head = head(dialect, asked, "CASE WHEN a.k IS NULL THEN 'empty' ELSE 'value' END", "a.k");
    let guard = guard(catalogue, asked.query)?;
    let numerator = dialect.answer(&format!("CASE WHEN {missing} IS NULL THEN {numerator} END"));
    let denominator = dialect.answer(&denominator);
    Some(format!(
        "{head}, {numerator} AS numerator, {denominator} AS denominator, {missing} AS missing\nFROM ({aggregated}) a\nCROSS JOIN ({guard}) g WHERE g.reason IS NULL"
    ))
}

/// One row: the first reason why the measure has no value, NULL where there is none.
fn guard(catalogue: &Catalogue<'_>, query: &Query) -> Option<String> {
    let dialect = catalogue.dialect;
    let reason = |missing: &Missing| dialect.text(&missing.code());
    match query.guards.first() {
        None => return Some(format!("SELECT {} AS reason", dialect.words("NULL"))),
        Some(Guard::Always(missing)) => return Some(format!("SELECT {} AS reason", dialect.words(&reason(missing)))),
        Some(_) => {}
    }
    let mut reading = Reading::new(catalogue, &query.selection.ledger)?;
    let name = |id: &str| format!("t.{}", dialect.name(id));
    let mut cases = Vec::new();
    for guard in &query.guards {
        cases.push(match guard {
            Guard::Always(missing) => format!("WHEN 1 = 1 THEN {}", reason(missing)),
            Guard::Directory => format!(
                "WHEN count(*) > 0 AND count(CASE WHEN {} >= 0 THEN 1 END) = 0 THEN {}",
                name("_entity"),
                reason(&Missing::NoDirectory)
            ),
            Guard::Unsent(months) => {
                let months: Vec<String> = months.iter().map(|month| format!("'{month}'")).collect();
                let unsent = format!("CASE WHEN {0} IN ({1}) THEN {0} END", name("_month"), months.join(", "));
                format!("WHEN count({unsent}) > 0 THEN 'no-data ' || min({unsent})")
            }
            Guard::Periods(last) => format!("WHEN count(*) = 0 THEN {}", reason(&Missing::NoData(*last))),
            Guard::Time(criterion) => format!(
                "WHEN count(CASE WHEN {} THEN 1 END) = 0 THEN {}",
                reading.test(criterion),
                reason(&Missing::NoRecord)
            ),
        });
    }
    let tests = reading.of_months(&query.selection).join(" AND ");
    let cases = dialect.words(&format!("CASE {} END", cases.join(" ")));
    Some(format!("SELECT {cases} AS reason {} WHERE {tests}", reading.from()))
}

/// A measure as an aggregation `a` with what is made of it.
struct Taken {
    aggregated: String,
    numerator: String,
    missing: String,
    denominator: String,
}

fn taken(catalogue: &Catalogue<'_>, query: &Query, take: &Take, by: Option<&Field>) -> Option<Taken> {
    let dialect = catalogue.dialect;
    let mut reading = Reading::new(catalogue, &query.selection.ledger)?;
    let value = match take {
        Take::Count => "1".to_owned(),
        Take::Distinct(field) => reading.field(field)?.sql,
        Take::Sum(field) => dialect.wide(&number(dialect, &reading.field(field)?)),
        Take::Latest(field) | Take::Max(field) | Take::Min(field) => number(dialect, &reading.field(field)?),
        Take::Percentile(field, _) => dialect.wide(&number(dialect, &reading.field(field)?)),
        Take::Products(one, other) => {
            let (one, other) = (reading.field(one)?, reading.field(other)?);
            format!("{} * {}", dialect.wide(&number(dialect, &one)), dialect.wide(&number(dialect, &other)))
        }
    };
    let key = match by {
        Some(field) => Some(words(dialect, &reading.field(field)?)),
        None => None,
    };
    let (month, order) = (reading.month(), format!("t.{}", dialect.name("_record")));
    let tests = reading.tests(&query.selection).join(" AND ");
    let key_shown = key.map(|key| format!("{key} AS k, ")).unwrap_or_default();
    let rows = format!("SELECT {key_shown}{value} AS v, {month} AS m, {order} AS o {} WHERE {tests}", reading.from());
    let none = dialect.words("NULL");
    let reasons = Reasons { dialect, selection: &query.selection };
    let simple = |aggregates: &str| grouping(aggregates, &rows, by.is_some());
    let (aggregated, numerator, missing) = match take {
        Take::Count => (simple("count(*) AS records"), "a.records", none),
        Take::Distinct(_) => (simple("count(DISTINCT v) AS found"), "a.found", none),
        Take::Sum(_) | Take::Products(..) => {
            let sums = "count(*) AS records, count(v) AS filled, sum(v) AS total";
            (simple(sums), "coalesce(a.total, 0)", reasons.of_sum())
        }
        Take::Max(_) => (simple("max(v) AS found"), "a.found", reasons.of_one()),
        Take::Min(_) => (simple("min(v) AS found"), "a.found", reasons.of_one()),
        Take::Latest(_) => (latest(&rows, by.is_some()), "a.found", reasons.of_one()),
        Take::Percentile(_, part) => (percentile(&rows, *part, by.is_some()), "a.found", reasons.of_one()),
    };
    let scale: u32 = take.fields().map(|field| places(catalogue, reading.ledger.id.as_str(), field)).sum();
    let scale = match take {
        Take::Count | Take::Distinct(_) => 0,
        Take::Percentile(..) => scale + 2,
        Take::Sum(_) | Take::Products(..) | Take::Latest(_) | Take::Max(_) | Take::Min(_) => scale,
    };
    let denominator = format!("1{}", "0".repeat(usize::try_from(scale).unwrap_or(0)));
    Some(Taken { aggregated, numerator: numerator.to_owned(), missing, denominator })
}

fn grouping(aggregates: &str, rows: &str, by: bool) -> String {
    let (key, group) = if by { ("k, ", " GROUP BY k") } else { ("", "") };
    format!("SELECT {key}{aggregates} FROM ({rows}) s{group}")
}

/// The value of the last month that has one; of several records of it, of the last.
fn latest(rows: &str, by: bool) -> String {
    let (key, partition) = if by { ("k, ", "PARTITION BY k ") } else { ("", "") };
    let counts = "CASE WHEN v IS NOT NULL AND m IS NOT NULL THEN 0 ELSE 1 END";
    let ranked = format!(
        "SELECT {key}CASE WHEN m IS NOT NULL THEN v END AS v, row_number() OVER ({partition}ORDER BY {counts}, m DESC, o DESC) AS n FROM ({rows}) r"
    );
    grouping("max(CASE WHEN n = 1 THEN v END) AS found", &ranked, by)
}

/// A hundred times the value at so many hundredths of the way from the smallest to the largest, in
/// proportion between two (Hyndman and Fan 1996, definition 7).
fn percentile(rows: &str, hundredths: u8, by: bool) -> String {
    let (key, partition) = if by { ("k, ", "PARTITION BY k ") } else { ("", "") };
    let whole = if by { "PARTITION BY k" } else { "" };
    let ranked = format!(
        "SELECT {key}v, row_number() OVER ({partition}ORDER BY CASE WHEN v IS NULL THEN 1 ELSE 0 END, v) AS n, (count(v) OVER ({whole}) - 1) * {hundredths} AS p FROM ({rows}) r"
    );
    let low = "100 * (n - 1) <= p AND p < 100 * n THEN v * (100 * n - p)";
    let high = "100 * (n - 2) <= p AND p < 100 * (n - 1) THEN v * (p - 100 * (n - 2))";
    grouping(&format!("sum(CASE WHEN {low} WHEN {high} END) AS found"), &ranked, by)
}

/// Why an aggregation has no value.
struct Reasons<'a> {
    dialect: Dialect,
    selection: &'a Selection,
}

impl Reasons<'_> {
    fn of_sum(&self) -> String {
        let code = |missing: Missing| self.dialect.text(&missing.code());
        // With periods across what has no record was not filled in.
        let none = self
            .selection
            .periods
            .as_ref()
            .map(|(_, span)| format!("WHEN a.records = 0 THEN {} ", code(Missing::NoData(span.to))));
        let unfilled = format!("WHEN a.records > 0 AND a.filled = 0 THEN {}", code(Missing::NoValue));
        let large = format!("WHEN a.filled > 0 AND a.total IS NULL THEN {}", code(Missing::TooLarge));
        format!("CASE {}{unfilled} {large} END", none.unwrap_or_default())
    }

    fn of_one(&self) -> String {
        format!("CASE WHEN a.found IS NULL THEN {} END", self.dialect.text(&Missing::NoRecord.code()))
    }
}

/// A value as the whole number that is stored of it: of a day the days since 1970, of a month its index.
fn number(dialect: Dialect, read: &Read) -> String {
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
fn words(dialect: Dialect, read: &Read) -> String {
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
