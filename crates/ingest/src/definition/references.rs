//! What a column of a definition refers to: other ledgers, other columns, the parts of which it is the sum.

use super::Findings;
use model::diagnostic::suggestion;
use model::ledger::{Column, Ledger};
use model::say;

/// Ledgers and columns that a column names, and that go together with it.
pub(super) fn check(ledger: &Ledger, all: &[Ledger], column: &Column, findings: &mut Findings<'_>) {
    let (id, kind) = (column.id.as_str(), column.kind);
    if let Some(entity) = &column.entity {
        let path = ["columns", id, "entity"];
        match all.iter().find(|other| other.id == *entity) {
            None => {
                let known = suggestion(entity, all.iter().map(|other| other.id.as_str()));
                findings.add(
                    &path,
                    say!(
                        "entity 写了“{entity}”，没有这个台账{known}",
                        "entity names “{entity}”, but there is no such ledger{known}",
                        known
                    ),
                );
            }
            Some(other) if other.entity.is_none() => findings.add(
                &path,
                say!(
                    "“{entity}”台账没有 [entity] 一节，不知道用哪些列识别。请补上。",
                    "the ledger “{entity}” has no [entity] section, so it is not known by which columns to recognise. Please add it."
                ),
            ),
            Some(_) if !column.kind.is_words() => findings.add(
                &path,
                say!(
                    "“{id}”是{kind}列，不能指向另一个台账。",
                    "“{id}” is of type {kind} and cannot point to another ledger.",
                    kind
                ),
            ),
            Some(_) => {}
        }
    }
    if let Some(name) = &column.same_as {
        same_as(column, all, name, findings);
    }
    if let Some(default) = &column.default {
        let path = ["columns", id, "default"];
        findings.column(ledger, &path, "default", default);
        match ledger.column(default) {
            Some(_) if default == id => {
                findings.add(&path, say!("“{id}”不能以自己为默认。", "“{id}” cannot be its own default."))
            }
            Some(other) if other.kind != column.kind => findings.add(
                &path,
                say!(
                    "“{id}”是{kind}列，“{default}”是{other}列，不能互相代替。",
                    "“{id}” is of type {kind} and “{default}” of type {other}, so one cannot stand for the other.",
                    kind,
                    other = other.kind
                ),
            ),
            _ => {}
        }
    }
    parts(ledger, column, findings);
}

/// What is joined is a column of another ledger of the same kind.
fn same_as(column: &Column, all: &[Ledger], name: &str, findings: &mut Findings<'_>) {
    let path = ["columns", column.id.as_str(), "same-as"];
    let Some((ledger, id)) = name.split_once('.') else {
        let message = say!(
            "same-as 写了“{name}”，应写另一个台账的列，如 \"budget.unit\"。",
            "same-as says “{name}”; write a column of another ledger, as in \"budget.unit\"."
        );
        return findings.add(&path, message);
    };
    let Some(other) = all.iter().find(|other| other.id == ledger) else {
        let known = suggestion(ledger, all.iter().map(|other| other.id.as_str()));
        let message = say!(
            "same-as 写了“{name}”，没有“{ledger}”这个台账{known}",
            "same-as says “{name}”, but there is no ledger “{ledger}”{known}",
            known
        );
        return findings.add(&path, message);
    };
    let own = &column.id;
    match other.column(id) {
        None => {
            let known = suggestion(id, other.columns.iter().map(|column| column.id.as_str()));
            let title = &other.title;
            let message = say!(
                "same-as 写了“{name}”，台账“{title}”没有“{id}”这一列{known}",
                "same-as says “{name}”, but the ledger “{title}” has no column “{id}”{known}",
                known
            );
            findings.add(&path, message);
        }
        Some(named) if named.scale() != column.scale() && named.kind == column.kind => findings.add(
            &path,
            say!(
                "“{own}”与“{name}”的小数位数不同，请把两列的 places 写成一样。",
                "“{own}” and “{name}” have different numbers of decimals; please give both columns the same places."
            ),
        ),
        Some(named) if !(named.kind == column.kind || named.kind.is_words() && column.kind.is_words()) => findings.add(
            &path,
            say!(
                "“{own}”是{kind}列，“{name}”是{other}列，不会相同。",
                "“{own}” is of type {kind} and “{name}” of type {other}, so they are never the same.",
                kind = column.kind,
                other = named.kind
            ),
        ),
        Some(named) if named.same_as.is_some() => {
            findings.add(
                &path,
                say!(
                    "“{name}”自己也写了 same-as，请直接写那一列。",
                    "“{name}” has a same-as of its own; please name that column directly."
                ),
            );
        }
        Some(_) => {}
    }
}

/// A column of numbers is the sum of other columns of the same kind.
fn parts(ledger: &Ledger, column: &Column, findings: &mut Findings<'_>) {
    let (id, kind) = (column.id.as_str(), column.kind);
    if !column.parts.is_empty() && !kind.is_number() {
        findings.add(
            &["columns", id, "parts"],
            say!("“{id}”是{kind}列，不能由分项相加。", "“{id}” is of type {kind} and cannot be a sum of parts.", kind),
        );
    }
    for (dimension, parts) in &column.parts {
        let path = ["columns", id, "parts"];
        if parts.is_empty() {
            findings.add(&path, say!("parts 的“{dimension}”没有列出分项。", "“{dimension}” of parts lists no parts."));
        }
        for (at, part) in parts.iter().enumerate() {
            findings.column(ledger, &path, "parts", part);
            let other = ledger.column(part);
            if part == id || parts.iter().take(at).any(|before| before == part) {
                findings.add(
                    &path,
                    say!(
                        "分项“{part}”重复，或者就是合计自己。",
                        "the part “{part}” is listed twice, or is the total itself."
                    ),
                );
            } else if other.is_some_and(|other| other.kind != column.kind || other.scale() != column.scale()) {
                findings.add(
                    &path,
                    say!(
                        "分项“{part}”与“{id}”的类型或小数位数不同，不能相加。",
                        "the part “{part}” has another type or other decimals than “{id}”, so it cannot be added."
                    ),
                );
            }
        }
    }
}
