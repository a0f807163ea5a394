//! Rows of two kinds, plans and results, stand in one table, and a column that the definition lacks tells them apart.

use crate::grid::{Book, Sheet};
use crate::mapping::Table;
use crate::recognise::Row;
use crate::report::Report;
use crate::text::{match_form, quoted};
use crate::value::shown;
use model::ledger::Ledger;
use model::{Diagnostic, Place, Rule, Severity, Texts};
use std::collections::BTreeMap;

/// Rows of two kinds, plans and results, stand in one table, and a column that the definition lacks tells them apart.
pub static MIXED_BASIS: Rule = Rule {
    code: "mixed-basis",
    severity: Severity::Warning,
    chinese: Texts {
        title: "两种口径的行混在一起",
        meaning: "台账定义里没有的一列，把计划和实际、上年和本年这样的数分行列出；这些行都计入了，合计就大了一倍。",
        example: "“类别”一列里有的行写“计划”，有的行写“实际”。",
        remedy: "只报其中一种；两种都要报的，在台账定义里加上这一列，指标用 where 选取。",
        words: &[
            "“{label}”一列有的行写“{one}”，有的行写“{other}”，像是两种口径的数，台账定义里没有这一列，都计入了，合计可能重复。请只留一种；两种都要报的，请在台账定义里加上这一列，指标用 where 选取。",
        ],
    },
    english: Texts {
        title: "Rows of two kinds in one table",
        meaning: "A column that the ledger's definition does not have tells plans from results, or last year from this one, row by row; all rows were counted, so that sums may be twice as large.",
        example: "In the column “类别” some rows say “计划” and others “实际”.",
        remedy: "Send one kind alone; if both are needed, add the column to the ledger's definition and choose by it with where.",
        words: &[
            "In the column “{label}” some rows say “{one}” and others “{other}”, which look like two kinds of numbers. The ledger's definition has no such column and all rows were counted, so that sums may be too large. Please keep one kind; if both are needed, add the column to the ledger's definition and choose by it with where.",
        ],
    },
};

/// Words of one kind; what one sets out another one reaches, and what was is compared with what is.
const KINDS: [&[&str]; 4] = [
    &["计划", "计划数", "目标", "目标值", "目标数", "预算", "预算数", "任务", "任务数", "年初预算"],
    &["实际", "实际数", "完成", "完成数", "完成值", "实际完成", "执行", "执行数", "决算", "决算数"],
    &["上年", "去年", "上年同期", "去年同期", "同期", "同期数", "上期", "上期数", "上月"],
    &["本年", "今年", "本期", "本期数", "本月", "当年"],
];

/// Tells of a column that the definition lacks and that is filled in with nothing but such words.
pub(crate) fn check((book, sheet): (&Book, &Sheet), table: &Table, ledger: &Ledger, report: &mut Report<'_>) {
    let rows: Vec<u32> = table.rows.iter().filter(|(_, kind)| *kind == Row::Record).map(|(row, _)| *row).collect();
    if rows.len() < 2 || !ledger.columns.iter().any(|column| column.kind.is_number()) {
        return;
    }
    for (column, label) in &table.unknown {
        let Some((one, other)) = kinds((book, sheet), &rows, *column) else { continue };
        let problem = MIXED_BASIS.problem().name("label", quoted(label)).words("one", one).words("other", other);
        let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, *column);
        return report.add(Diagnostic { place, ..problem });
    }
}

/// The first words of two kinds that a column holds, where it holds nothing else.
fn kinds((book, sheet): (&Book, &Sheet), rows: &[u32], column: u32) -> Option<(String, String)> {
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    for row in rows {
        let words = shown(sheet.own(*row, column), book);
        let form = match_form(&words);
        let kind = KINDS.iter().position(|kind| kind.contains(&form.as_str()))?;
        found.entry(kind).or_insert(words);
    }
    let mut found = found.into_values();
    Some((found.next()?, found.next()?))
}
