//! What the files of a ledger say of one column, as one word: its type and its unit.

use super::align::{FileTable, Merged, Seen};
use super::draft::{About, Doubt, DraftColumn};
use super::{define, names};
use model::{Said, say};
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
            let of = |(file, seen): (usize, &Seen<'_>)| {
                let file = &files[file].description.file;
                say!("{file}是{kind}", "{file}: {kind}", kind = word(seen.field.kind))
            };
            let different = say!(
                "各月看起来类型不同（{seen}），按{most}。",
                "The months seem to differ in type ({seen}); it is taken for {most}.",
                seen = some(merged.all(files).map(of)),
                most = word(most)
            );
            doubts.push(Doubt::new(About::Other, different));
            most
        }
    }
}

fn word(kind: &str) -> Said {
    match kind {
        "money" => Said::fixed("金额", "money"),
        "number" => Said::fixed("数字", "number"),
        "integer" => Said::fixed("整数", "integer"),
        "percent" => Said::fixed("百分比", "percentage"),
        "date" => Said::fixed("日期", "date"),
        "month" => Said::fixed("月份", "month"),
        "boolean" => Said::fixed("是否", "yes or no"),
        "code" => Said::fixed("代码", "code"),
        _ => Said::fixed("文字", "text"),
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
    let named = |file: usize| Said::same(files[file].description.file.as_str());
    let of_kind = |unit: &&String| (kind == "money") == model::Unit::money(unit).is_some();
    let unit = said.iter().find_map(|(_, unit)| unit.as_ref().filter(of_kind)).cloned();
    let different: BTreeSet<&String> = said.iter().filter_map(|(_, unit)| unit.as_ref()).collect();
    if different.len() > 1 {
        let of = |unit: &String| {
            let all = said.iter().filter(|(_, own)| own.as_ref() == Some(unit));
            let all = some(all.map(|(file, _)| named(*file)));
            say!("写{unit}的有{all}", "“{unit}” in {all}", all)
        };
        let all = Said::joined(different.iter().map(|unit| of(unit)), "；", "; ");
        let different = say!(
            "各月单位不同（{all}）；写明单位的文件按它自己的，没有写的按这里的。",
            "The months differ in units ({all}). A file that states its unit is read by it, one that states none by the one here.",
            all
        );
        doubts.push(Doubt::new(About::Unit, different));
    } else if kind == "money" && different.is_empty() {
        let none = Said::fixed(
            "工作簿里没有写单位，按元计；不是元的，请写 unit = \"万元\"。",
            "The workbooks state no unit, so “元” is taken. If it is another, please write unit = \"万元\".",
        );
        doubts.push(Doubt::new(About::Unit, none));
    } else if kind == "money" && said.iter().any(|(_, unit)| unit.is_none()) {
        let bare = said.iter().filter(|(_, unit)| unit.is_none());
        let bare = some(bare.map(|(file, _)| named(*file)));
        let here =
            say!("{bare} 没有写单位，按这里的。", "No unit is stated in {bare}, so the one here is taken.", bare);
        doubts.push(Doubt::new(About::Unit, here));
    }
    unit
}

/// The first of some words, and that there are more.
fn some(words: impl Iterator<Item = Said>) -> Said {
    let all: Vec<Said> = words.collect();
    let count = all.len();
    let shown = Said::list(all.into_iter().take(NAMED));
    match count > NAMED {
        true => say!("{shown}等 {count} 个", "{shown} and others ({count} in all)", shown),
        false => shown,
    }
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
