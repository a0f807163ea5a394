//! What the files of a ledger say of one column, as one word: its type and its unit.

use super::align::{FileTable, Merged};
use super::draft::{About, Doubt, DraftColumn};
use super::{define, names};
use std::collections::{BTreeMap, BTreeSet};

/// So many files are named in a doubt.
const NAMED: usize = 3;

/// The type of a column over all files: what they agree on, what holds both, else what most of the
/// filled cells are, and then it is a doubt.
pub(super) fn kind(merged: &Merged, files: &[FileTable<'_>], doubts: &mut Vec<Doubt>) -> &'static str {
    let mut filled: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (file, seen) in merged.all(files) {
        let records = files[file].table.records.saturating_sub(seen.field.nulls);
        if records > 0 {
            *filled.entry(seen.field.kind).or_default() += records;
        }
    }
    let newest = merged.fields(files).next().map_or("text", |field| field.kind);
    let within = |known: &[&str]| filled.keys().all(|kind| known.contains(kind));
    match filled.len() {
        0 => newest,
        1 => filled.keys().next().copied().unwrap_or(newest),
        _ if within(&["integer", "number"]) => "number",
        _ if within(&["integer", "number", "money"]) => "money",
        _ if within(&["date", "month"]) => "date",
        _ if within(&["code", "integer", "text"]) && filled.contains_key("code") => "code",
        _ if within(&["boolean", "text"]) => "text",
        _ => {
            let most = filled.iter().max_by_key(|(_, count)| **count).map_or(newest, |(kind, _)| *kind);
            let of = |(file, kind): (usize, &str)| format!("{}是{}", files[file].description.file, chinese(kind));
            let seen = merged.all(files).map(|(file, seen)| (file, seen.field.kind));
            doubts.push(Doubt::new(
                About::Other,
                format!("各月看起来类型不同（{}），按{}。", some(seen.map(of)), chinese(most)),
            ));
            most
        }
    }
}

fn chinese(kind: &str) -> &'static str {
    match kind {
        "money" => "金额",
        "number" => "数字",
        "integer" => "整数",
        "percent" => "百分比",
        "date" => "日期",
        "month" => "月份",
        "boolean" => "是否",
        "code" => "代码",
        _ => "文字",
    }
}

/// The unit of a column of numbers: the newest file that says one. Files that say different ones, or
/// none at all for amounts, are a doubt.
pub(super) fn unit(merged: &Merged, files: &[FileTable<'_>], kind: &str, doubts: &mut Vec<Doubt>) -> Option<String> {
    if !matches!(kind, "money" | "number" | "integer") {
        return None;
    }
    let said: Vec<(usize, Option<String>)> =
        merged.all(files).map(|(file, seen)| (file, define::unit(seen.field, files[file].table))).collect();
    let of_kind = |unit: &&String| (kind == "money") == model::Unit::money(unit).is_some();
    let unit = said.iter().find_map(|(_, unit)| unit.as_ref().filter(of_kind)).cloned();
    let different: BTreeSet<&String> = said.iter().filter_map(|(_, unit)| unit.as_ref()).collect();
    if different.len() > 1 {
        let of = |unit: &String| {
            let all = said.iter().filter(|(_, own)| own.as_ref() == Some(unit));
            format!("写{unit}的有{}", some(all.map(|(file, _)| files[*file].description.file.clone())))
        };
        let all = different.iter().map(|unit| of(unit)).collect::<Vec<_>>().join("；");
        doubts.push(Doubt::new(
            About::Unit,
            format!("各月单位不同（{all}）；写明单位的文件按它自己的，没有写的按这里的。"),
        ));
    } else if kind == "money" && different.is_empty() {
        doubts.push(Doubt::new(About::Unit, "工作簿里没有写单位，按元计；不是元的，请写 unit = \"万元\"。".to_owned()));
    } else if kind == "money" && said.iter().any(|(_, unit)| unit.is_none()) {
        let bare = said.iter().filter(|(_, unit)| unit.is_none());
        let bare = some(bare.map(|(file, _)| files[*file].description.file.clone()));
        doubts.push(Doubt::new(About::Unit, format!("{bare} 没有写单位，按这里的。")));
    }
    unit
}

/// The first of some words, and that there are more.
fn some(words: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = words.collect();
    let more = if all.len() > NAMED { format!("等 {} 个", all.len()) } else { String::new() };
    all.into_iter().take(NAMED).collect::<Vec<_>>().join("、") + &more
}

/// The two columns that periods across fill.
pub(super) fn periods(file: &FileTable<'_>, ids: &mut BTreeSet<String>) -> [DraftColumn; 2] {
    let (positions, measured) = &file.periods;
    let first = positions.first().and_then(|at| file.table.fields.get(*at));
    let period = DraftColumn { id: names::unique("period", ids), kind: "month", ..DraftColumn::default() };
    let unit = first.and_then(|field| define::unit(field, file.table));
    let value = DraftColumn { id: names::unique("value", ids), kind: measured, unit, ..DraftColumn::default() };
    [period, value]
}
