//! What a definition calls the columns of a workbook: their kinds, units and labels.

use super::{Field, TableDescription};
use crate::text::match_form;

/// The type as definitions call it.
pub(super) fn kind(kind: &'static str, label: &str) -> &'static str {
    let credit = ["信用代码", "纳税人识别号", "税号"].iter().any(|word| label.contains(word));
    match kind {
        "code" if credit => "credit-code",
        "code" => "text",
        kind => kind,
    }
}

/// The unit of a column of numbers, its own or that of its table.
pub(super) fn unit(field: &Field, table: &TableDescription) -> Option<String> {
    let own = field.unit.clone().filter(|_| matches!(field.kind, "money" | "number" | "integer"));
    let table = table.unit.as_ref().map(|unit| unit.name.clone()).filter(|_| field.kind == "money");
    own.or(table).filter(|unit| !unit.is_empty())
}

/// The label, or its whole path where several columns have the same.
pub(super) fn label(table: &TableDescription, field: &Field) -> String {
    // 总量（亿元） and 总量（万元） are the same label with two units.
    let stem = |field: &Field| crate::unit::split(&match_form(&field.label)).0.to_owned();
    let same = table.fields.iter().filter(|other| stem(other) == stem(field)).count();
    if same > 1 { field.path.join("/") } else { field.label.clone() }
}

/// The positions of the columns that stand for periods, where all columns of numbers do, and the
/// type of what stands in them.
pub(super) fn periods(table: &TableDescription) -> (Vec<usize>, &'static str) {
    let number = |field: &&Field| matches!(field.kind, "money" | "number" | "percent" | "integer");
    let periods: Vec<usize> =
        table.fields.iter().enumerate().filter(|(_, field)| field.across).map(|(at, _)| at).collect();
    let others = table.fields.iter().filter(|field| !field.across).filter(number);
    // The sum of the months beside them is no column of its own.
    let sum = |field: &&Field| ["合计", "累计", "总计", "全年"].iter().any(|word| field.label.contains(word));
    let others = others.filter(|field| !matches!(field.kind, "integer") && !sum(field));
    let across = || table.fields.iter().filter(|field| field.across);
    let filled = || across().filter(|field| field.nulls < table.records);
    if periods.len() < 2 || others.count() > 0 || !filled().all(|field| number(&field)) {
        return (Vec::new(), "");
    }
    let has = |kind: &str| filled().any(|field| field.kind == kind);
    let kind = match (has("money"), has("percent"), has("number")) {
        (_, true, _) if filled().any(|field| field.kind != "percent") => return (Vec::new(), ""),
        (true, ..) => "money",
        (_, true, _) => "percent",
        (.., true) => "number",
        _ => "integer",
    };
    (periods, kind)
}
