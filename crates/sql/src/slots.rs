//! The rows of measures that are read in one pass: those of one ledger, told apart by one dimension.

use crate::asked::Asked;
use crate::dialect::{Dialect, comment as words_of};
use crate::guards::reason;
use crate::read::{Catalogue, Reading};
use crate::values::{number, scale, words};
use model::expr::{Field, Selection, Take};
use model::figure::Missing;
use model::plan::Dimension;
use model::query::Query;

/// So many measures are read in one pass; of different values, for which engines multiply the records, fewer.
const IN_ONE_PASS: usize = 40;
const DISTINCT_IN_ONE_PASS: usize = 8;

/// One number that is read, or one for each value of the dimension of its pass.
struct Slot<'a> {
    asked: &'a Asked<'a>,
    /// Which part of a whole it is, by its place among the parts.
    part: Option<usize>,
    take: Take,
}

/// The measures that are read together.
struct Pass<'a> {
    ledger: &'a str,
    by: Option<&'a Field>,
    slots: Vec<Slot<'a>>,
}

/// The rows of all measures.
pub(crate) fn rows(catalogue: &Catalogue<'_>, asked: &[Asked<'_>]) -> Vec<String> {
    let mut parts = Vec::new();
    for pass in passes(asked) {
        parts.extend(read(catalogue, &pass));
    }
    // A measure that has rows says by one more row whether it has them for a reason.
    let rowed: Vec<&Asked<'_>> = asked.iter().filter(|asked| asked.query.by.is_some()).collect();
    let mut ledgers: Vec<&str> = rowed.iter().map(|asked| asked.query.selection.ledger.as_str()).collect();
    ledgers.sort_unstable();
    ledgers.dedup();
    for ledger in ledgers {
        let of: Vec<&Asked<'_>> =
            rowed.iter().copied().filter(|asked| asked.query.selection.ledger == ledger).collect();
        parts.extend(of.chunks(IN_ONE_PASS).filter_map(|some| markers(catalogue, ledger, some)));
    }
    parts
}

/// Measures put together by what they read, in the order in which they are asked for.
fn passes<'a>(asked: &'a [Asked<'a>]) -> Vec<Pass<'a>> {
    let mut passes: Vec<Pass<'a>> = Vec::new();
    for asked in asked {
        let Query { selection, by, take, .. } = asked.query;
        let (by, slots) = match by {
            None => (None, vec![Slot { asked, part: None, take: take.clone() }]),
            Some(Dimension::Parts { parts, .. }) => {
                let slot = |(at, part): (usize, &String)| Slot {
                    asked,
                    part: Some(at),
                    take: Take::Sum(Field::Own(part.clone())),
                };
                (None, parts.iter().enumerate().map(slot).collect())
            }
            Some(Dimension::Fields(fields)) => {
                let Some(field) = fields.get(&selection.ledger) else { continue };
                (Some(field), vec![Slot { asked, part: None, take: take.clone() }])
            }
        };
        for slot in slots {
            let same = |pass: &&mut Pass<'_>| {
                let together = pass.slots.first().is_some_and(|first| joins(&first.take, &slot.take, pass.slots.len()));
                pass.ledger == selection.ledger && pass.by == by && together
            };
            match passes.iter_mut().rev().find(same) {
                Some(pass) => pass.slots.push(slot),
                None => passes.push(Pass { ledger: &selection.ledger, by, slots: vec![slot] }),
            }
        }
    }
    passes
}

/// Whether a measure is read with so many others, of which this is the first.
fn joins(first: &Take, take: &Take, others: usize) -> bool {
    let simple =
        |take: &Take| matches!(take, Take::Count | Take::Sum(_) | Take::Products(..) | Take::Max(_) | Take::Min(_));
    let distinct = |take: &Take| matches!(take, Take::Distinct(_));
    (simple(first) && simple(take) && others < IN_ONE_PASS)
        || (distinct(first) && distinct(take) && others < DISTINCT_IN_ONE_PASS)
}

/// The rows of a pass.
fn read(catalogue: &Catalogue<'_>, pass: &Pass<'_>) -> Option<String> {
    let dialect = catalogue.dialect;
    let mut reading = Reading::new(catalogue, pass.ledger)?;
    let key = match pass.by {
        Some(field) => Some(words(dialect, &reading.field(field)?)),
        None => None,
    };
    let mut shown: Vec<String> = key.iter().map(|key| format!("{key} AS k")).collect();
    let mut aggregates = Vec::new();
    let mut taken = Vec::new();
    let mut any: Vec<String> = Vec::new();
    for (at, slot) in pass.slots.iter().enumerate() {
        let selection = &slot.asked.query.selection;
        let value = value(dialect, &mut reading, &slot.take)?;
        let tests = reading.tests(selection).join(" AND ");
        let months = reading.of_months(selection).join(" AND ");
        if !any.contains(&months) {
            any.push(months);
        }
        shown.push(format!("CASE WHEN {tests} THEN 1 END AS c{at}, CASE WHEN {tests} THEN {value} END AS v{at}"));
        let one = aggregated(dialect, slot, at);
        aggregates.extend(one.aggregates.iter().cloned());
        taken.push(one);
    }
    if matches!(pass.slots.first(), Some(Slot { take: Take::Latest(_), .. })) {
        shown.push(format!("{} AS m, {} AS o", reading.month(), reading.column("_record")));
    }
    let records = format!("SELECT {} {} WHERE {}", shown.join(", "), reading.from(), either(&any));
    let records = match pass.slots.first().map(|slot| &slot.take) {
        Some(Take::Latest(_)) => latest(&records, key.is_some()),
        Some(Take::Percentile(_, part)) => percentile(&records, *part, key.is_some()),
        _ => records,
    };
    let (lead, group) = if key.is_some() { ("k, ", " GROUP BY k") } else { ("", "") };
    let numbers = format!("SELECT {lead}{} FROM ({records}) s{group}", aggregates.join(", "));
    let (guards, reasons) = guards(catalogue, pass.ledger, pass.slots.iter().map(|slot| slot.asked.query))?;
    let names: Vec<_> = pass.slots.iter().enumerate().map(|(at, slot)| name(catalogue, pass, at, slot)).collect();
    let names = dialect.rows(&["i", "report", "item", "measure", "row_kind", "row_key", "denominator"], &names);
    let each = |part: &dyn Fn(usize, &Aggregated) -> String| {
        let cases: Vec<String> =
            taken.iter().enumerate().map(|(at, one)| format!("WHEN {at} THEN {}", part(at, one))).collect();
        format!("CASE q.i {} END", cases.join(" "))
    };
    let reason = |at: usize| reasons.get(at).cloned().unwrap_or_default();
    let numerator = each(&|_, one| dialect.wide(&one.numerator));
    let missing = each(&|at, one| format!("coalesce({}, {})", reason(at), one.missing));
    let (kind, row_key, only) = match &key {
        Some(_) => {
            let there = each(&|at, _| format!("CASE WHEN {} IS NULL THEN a.r{at} ELSE 0 END", reason(at)));
            ("CASE WHEN a.k IS NULL THEN 'empty' ELSE 'value' END", "a.k", format!(" WHERE {there} > 0"))
        }
        None => ("q.row_kind", "q.row_key", String::new()),
    };
    Some(format!(
        "{}\nSELECT q.report, q.item, q.measure, {kind} AS row_kind, {row_key} AS row_key, {} AS numerator, {} AS denominator, {missing} AS missing\nFROM ({numbers}) a{guards}\nCROSS JOIN {names}{only}",
        comment(pass),
        dialect.answer(&numerator),
        dialect.answer("q.denominator"),
    ))
}

/// What the slots are, a line each.
fn comment(pass: &Pass<'_>) -> String {
    let line = |(at, slot): (usize, &Slot<'_>)| format!("-- {at} {}", words_of(&slot.asked.words));
    pass.slots.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// The row that says what a slot is.
fn name(catalogue: &Catalogue<'_>, pass: &Pass<'_>, at: usize, slot: &Slot<'_>) -> Vec<String> {
    let dialect = catalogue.dialect;
    let text = |text: &str| dialect.text(text);
    let (kind, key) = match slot.part {
        Some(part) => ("value", format!("'{part}'")),
        None => ("whole", "NULL".to_owned()),
    };
    let denominator = format!("1{}", "0".repeat(scale(catalogue, pass.ledger, &slot.take)));
    vec![
        at.to_string(),
        text(slot.asked.report),
        text(slot.asked.item),
        text(&slot.asked.query.id),
        format!("'{kind}'"),
        dialect.words(&key),
        dialect.wide(&denominator),
    ]
}

/// The reason of each measure, and how the one row is joined whose columns they may be.
fn guards<'a>(
    catalogue: &Catalogue<'_>,
    ledger: &str,
    queries: impl Iterator<Item = &'a Query>,
) -> Option<(String, Vec<String>)> {
    let mut reading = Reading::new(catalogue, ledger)?;
    let (mut read, mut reasons) = (Vec::new(), Vec::new());
    for query in queries {
        let reason = reason(&mut reading, query);
        if !reason.reads {
            reasons.push(reason.sql);
            continue;
        }
        let at = read.iter().position(|other| *other == reason.sql).unwrap_or(read.len());
        if at == read.len() {
            read.push(reason.sql);
        }
        reasons.push(format!("g.g{at}"));
    }
    if read.is_empty() {
        return Some((String::new(), reasons));
    }
    let shown: Vec<String> = read.iter().enumerate().map(|(at, sql)| format!("{sql} AS g{at}")).collect();
    let row = format!("SELECT {} {} WHERE {}", shown.join(", "), reading.from(), reading.of_zone());
    Some((format!("\nCROSS JOIN ({row}) g"), reasons))
}

/// The rows that say why measures have no rows, where there is a reason.
fn markers(catalogue: &Catalogue<'_>, ledger: &str, asked: &[&Asked<'_>]) -> Option<String> {
    let dialect = catalogue.dialect;
    let (guards, reasons) = guards(catalogue, ledger, asked.iter().map(|asked| asked.query))?;
    let name = |(at, asked): (usize, &&Asked<'_>)| {
        let texts = [asked.report, asked.item, &asked.query.id].map(|text| dialect.text(text));
        std::iter::once(at.to_string()).chain(texts).collect()
    };
    let names: Vec<Vec<String>> = asked.iter().enumerate().map(name).collect();
    let names = dialect.rows(&["i", "report", "item", "measure"], &names);
    let cases: Vec<String> =
        reasons.iter().enumerate().map(|(at, reason)| format!("WHEN {at} THEN {reason}")).collect();
    let (none, one, key) = (dialect.answer("NULL"), dialect.answer("1"), dialect.words("NULL"));
    Some(format!(
        "-- 以上按行的各项：有无缺数的原因\nSELECT q.report, q.item, q.measure, 'whole' AS row_kind, {key} AS row_key, {none} AS numerator, {one} AS denominator, CASE q.i {} END AS missing\nFROM {names}{guards}",
        cases.join(" ")
    ))
}

/// What is read of each record.
fn value(dialect: Dialect, reading: &mut Reading<'_>, take: &Take) -> Option<String> {
    let mut whole = |field: &Field| Some(number(dialect, &reading.field(field)?));
    Some(match take {
        Take::Count => "1".to_owned(),
        Take::Sum(field) | Take::Percentile(field, _) => dialect.wide(&whole(field)?),
        Take::Latest(field) | Take::Max(field) | Take::Min(field) => whole(field)?,
        Take::Products(one, other) => format!("{} * {}", dialect.wide(&whole(one)?), dialect.wide(&whole(other)?)),
        Take::Distinct(field) => reading.field(field)?.sql,
    })
}

/// A slot's aggregates over `c` (the record counts) and `v` (its value), and what is made of them.
struct Aggregated {
    aggregates: Vec<String>,
    numerator: String,
    missing: String,
}

fn aggregated(dialect: Dialect, slot: &Slot<'_>, at: usize) -> Aggregated {
    let (records, filled) = (format!("count(c{at}) AS r{at}"), format!("count(v{at}) AS f{at}"));
    let found = |how: &str| format!("{how} AS t{at}");
    let selection = &slot.asked.query.selection;
    let (value, numerator, missing) = match &slot.take {
        Take::Count => (None, format!("a.r{at}"), dialect.words("NULL")),
        Take::Distinct(_) => {
            (Some(found(&format!("count(DISTINCT v{at})"))), format!("a.t{at}"), dialect.words("NULL"))
        }
        Take::Sum(_) | Take::Products(..) => {
            (Some(found(&format!("sum(v{at})"))), format!("coalesce(a.t{at}, 0)"), no_sum(dialect, selection, at))
        }
        Take::Max(_) | Take::Latest(_) => {
            (Some(found(&format!("max(v{at})"))), format!("a.t{at}"), none_found(dialect, at))
        }
        Take::Min(_) => (Some(found(&format!("min(v{at})"))), format!("a.t{at}"), none_found(dialect, at)),
        Take::Percentile(..) => (Some(found(&format!("sum(v{at})"))), format!("a.t{at}"), none_found(dialect, at)),
    };
    Aggregated { aggregates: [records, filled].into_iter().chain(value).collect(), numerator, missing }
}

/// Why a sum has no value.
fn no_sum(dialect: Dialect, selection: &Selection, at: usize) -> String {
    let code = |missing: Missing| dialect.text(&missing.code());
    // With periods across what has no record was not filled in.
    let none = selection
        .periods
        .as_ref()
        .map(|(_, span)| format!("WHEN a.r{at} = 0 THEN {} ", code(Missing::NoData(span.to))));
    let unfilled = format!("WHEN a.r{at} > 0 AND a.f{at} = 0 THEN {}", code(Missing::NoValue));
    let large = format!("WHEN a.f{at} > 0 AND a.t{at} IS NULL THEN {}", code(Missing::TooLarge));
    format!("CASE {}{unfilled} {large} END", none.unwrap_or_default())
}

fn none_found(dialect: Dialect, at: usize) -> String {
    format!("CASE WHEN a.t{at} IS NULL THEN {} END", dialect.text(&Missing::NoRecord.code()))
}

/// Of all records the values of the last that has one: of the last month, and there the last.
fn latest(records: &str, by: bool) -> String {
    let (key, partition) = if by { ("k, ", "PARTITION BY k ") } else { ("", "") };
    let filled = "CASE WHEN v0 IS NOT NULL AND m IS NOT NULL THEN 0 ELSE 1 END";
    let ranked = format!(
        "SELECT {key}c0, CASE WHEN m IS NOT NULL THEN v0 END AS v0, row_number() OVER ({partition}ORDER BY {filled}, m DESC, o DESC) AS n FROM ({records}) r"
    );
    format!("SELECT {key}c0, CASE WHEN n = 1 THEN v0 END AS v0 FROM ({ranked}) r")
}

/// Of all records the shares that add up to a hundred times the value at so many hundredths of the way from
/// the smallest to the largest, in proportion between two (Hyndman and Fan 1996, definition 7).
fn percentile(records: &str, hundredths: u8, by: bool) -> String {
    let (key, partition) = if by { ("k, ", "PARTITION BY k ") } else { ("", "") };
    let whole = if by { "PARTITION BY k" } else { "" };
    let ranked = format!(
        "SELECT {key}c0, v0, row_number() OVER ({partition}ORDER BY CASE WHEN v0 IS NULL THEN 1 ELSE 0 END, v0) AS n, (count(v0) OVER ({whole}) - 1) * {hundredths} AS p FROM ({records}) r"
    );
    let low = "100 * (n - 1) <= p AND p < 100 * n THEN v0 * (100 * n - p)";
    let high = "100 * (n - 2) <= p AND p < 100 * (n - 1) THEN v0 * (p - 100 * (n - 2))";
    format!("SELECT {key}c0, CASE WHEN {low} WHEN {high} END AS v0 FROM ({ranked}) r")
}

/// Records that any of these tests lets through.
fn either(tests: &[String]) -> String {
    match tests {
        [one] => one.clone(),
        several => several.iter().map(|test| format!("({test})")).collect::<Vec<_>>().join(" OR "),
    }
}
