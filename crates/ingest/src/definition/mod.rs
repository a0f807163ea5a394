//! Semantic errors of a ledger's definition: names that lead nowhere, labels that mean two things.

mod masks;

use crate::text::match_form;
use model::define::{self, line_of};
use model::diagnostic::suggestion;
use model::ledger::{Column, Kind, Ledger};
use model::{Diagnostic, Place, Unit};
use std::collections::BTreeMap;

/// Everything that is wrong with one definition.
struct Findings<'a> {
    file: &'a str,
    text: &'a str,
    list: Vec<Diagnostic>,
}

impl Findings<'_> {
    fn add(&mut self, path: &[&str], message: String) {
        let place = Place::line(self.file, line_of(self.text, path));
        self.list.push(define::problem(place, message));
    }

    /// A name that should be a column's.
    fn column(&mut self, ledger: &Ledger, path: &[&str], what: &str, id: &str) {
        if ledger.position(id).is_none() {
            let known = suggestion(id, ledger.columns.iter().map(|column| column.id.as_str()));
            self.add(path, format!("{what} 写了“{id}”，没有这一列{known}"));
        }
    }
}

/// The semantic errors of a definition that could be parsed: keys, defaults, parts, groups and
/// entities that name unknown columns or ledgers, columns that no label can find, labels and
/// status words that mean two things, units and kinds that do not go together. `all` are the
/// ledgers of the project, `text` is the definition's text for the lines.
pub fn definition(ledger: &Ledger, all: &[Ledger], file: &str, text: &str) -> Vec<Diagnostic> {
    let mut findings = Findings { file, text, list: Vec::new() };
    if ledger.from.is_some() && !ledger.files.is_empty() {
        findings.add(&["from"], "写了 from，记录来自别的项目，不读本项目的工作簿。请删去 files。".into());
    }
    if ledger.from.is_some() && ledger.senders.is_some() {
        findings.add(&["senders"], "写了 from 的台账由各项目自己催报。请删去 senders。".into());
    }
    if ledger.files.is_empty() && ledger.from.is_none() {
        findings
            .add(&["files"], "files 是空的，没有工作簿会被当作这个台账。请写文件名的样式，如 [\"*税收*\"]。".into());
    }
    for id in &ledger.key {
        findings.column(ledger, &["key"], "key", id);
    }
    if let Some(id) = &ledger.subject {
        findings.column(ledger, &["subject"], "subject", id);
    }
    if let Some(entity) = &ledger.entity {
        for id in &entity.codes {
            findings.column(ledger, &["entity", "codes"], "codes", id);
        }
        for id in &entity.names {
            findings.column(ledger, &["entity", "names"], "names", id);
        }
        if let Some(id) = &entity.group {
            findings.column(ledger, &["entity", "group"], "group", id);
        }
        let words = [&entity.codes, &entity.names].into_iter().flatten().chain(&entity.group);
        for id in words {
            if ledger.column(id).is_some_and(|column| !column.kind.is_words()) {
                findings.add(&["entity"], format!("“{id}”不是文字或代码列，不能用来识别。"));
            }
        }
    }
    across(ledger, &mut findings);
    senders(ledger, all, &mut findings);
    days(ledger, &mut findings);
    labels(ledger, &mut findings);
    for column in &ledger.columns {
        references(ledger, all, column, &mut findings);
        words(column, &mut findings);
        units(column, &mut findings);
        masks::check(column, &mut findings);
    }
    findings.list.sort_by_key(|problem| problem.place.line);
    findings.list
}

/// Columns without labels are the two that periods across fill, and no others.
fn across(ledger: &Ledger, findings: &mut Findings<'_>) {
    let bare: Vec<&Column> = ledger.columns.iter().filter(|column| column.is_bare()).collect();
    if ledger.periods.is_none() {
        for column in bare {
            let message = format!("“{}”没有 labels，在工作簿里找不到这一列。请写上表头。", column.id);
            findings.add(&["columns", &column.id], message);
        }
        return;
    }
    let months = bare.iter().filter(|column| column.kind == Kind::Month).count();
    if months != 1 || bare.len() != 2 {
        findings.add(
            &["periods"],
            format!("时期横排时，应恰有一个没有 labels 的月份列（放时期）和一个没有 labels 的其他列（放数值），现有 {months} 个和 {} 个。", bare.len() - months),
        );
    }
}

/// What is joined is a column of another ledger of the same kind.
fn same_as(column: &Column, all: &[Ledger], name: &str, findings: &mut Findings<'_>) {
    let path = ["columns", column.id.as_str(), "same-as"];
    let Some((ledger, id)) = name.split_once('.') else {
        let message = format!("same-as 写了“{name}”，应写另一个台账的列，如 \"budget.unit\"。");
        return findings.add(&path, message);
    };
    let Some(other) = all.iter().find(|other| other.id == ledger) else {
        let known = suggestion(ledger, all.iter().map(|other| other.id.as_str()));
        return findings.add(&path, format!("same-as 写了“{name}”，没有“{ledger}”这个台账{known}"));
    };
    match other.column(id) {
        None => {
            let known = suggestion(id, other.columns.iter().map(|column| column.id.as_str()));
            findings.add(&path, format!("same-as 写了“{name}”，台账“{}”没有“{id}”这一列{known}", other.title));
        }
        Some(named) if named.scale() != column.scale() && named.kind == column.kind => {
            findings.add(&path, format!("“{}”与“{name}”的小数位数不同，请把两列的 places 写成一样。", column.id))
        }
        Some(named) if !(named.kind == column.kind || named.kind.is_words() && column.kind.is_words()) => findings.add(
            &path,
            format!("“{}”是{}列，“{name}”是{}列，不会相同。", column.id, column.kind.chinese(), named.kind.chinese()),
        ),
        Some(named) if named.same_as.is_some() => {
            findings.add(&path, format!("“{name}”自己也写了 same-as，请直接写那一列。"));
        }
        Some(_) => {}
    }
}

/// Days lie between columns of days, and are called as no column is.
fn days(ledger: &Ledger, findings: &mut Findings<'_>) {
    for days in &ledger.days {
        let path = |key| ["days", days.id.as_str(), key];
        if ledger.column(&days.id).is_some() {
            findings.add(&["days", &days.id], format!("“{}”已经是一列，天数请换一个代号。", days.id));
        }
        if days.to.is_empty() {
            findings.add(
                &path("to"),
                format!("天数“{}”的 to 是空的，请写算到哪一列，如 [\"closed\", \"as-of\"]。", days.id),
            );
        }
        for (key, id) in std::iter::once(("from", &days.from)).chain(days.last().map(|id| ("to", id))) {
            findings.column(ledger, &path(key), key, id);
            if let Some(column) = ledger.column(id).filter(|column| column.kind != Kind::Date) {
                let kind = column.kind.chinese();
                findings.add(&path(key), format!("“{id}”是{kind}列，天数只能从日期列算。"));
            }
        }
    }
}

/// Who has to send is named by a column, and what is stated once for all rows is a word.
fn senders(ledger: &Ledger, all: &[Ledger], findings: &mut Findings<'_>) {
    for column in ledger.columns.iter().filter(|column| column.from.is_some() && !column.kind.is_words()) {
        let path = ["columns", column.id.as_str(), "from"];
        findings.add(&path, format!("“{}”写了 from，只能是文字、状态或代码列。", column.id));
    }
    let Some(senders) = &ledger.senders else { return };
    if all.iter().all(|other| other.id != *senders) {
        let known = suggestion(senders, all.iter().map(|other| other.id.as_str()));
        findings.add(&["senders"], format!("senders 写了“{senders}”，没有这个台账{known}"));
    } else if !ledger.columns.iter().any(|column| column.entity.as_deref() == Some(senders)) {
        let message = format!("senders 写了“{senders}”，却没有一列写着 entity = \"{senders}\"，不知道是谁报送的。");
        findings.add(&["senders"], message);
    }
}

fn labels(ledger: &Ledger, findings: &mut Findings<'_>) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for column in &ledger.columns {
        for label in &column.labels {
            let comparable = match_form(label);
            let path = ["columns", column.id.as_str(), "labels"];
            if comparable.is_empty() {
                findings.add(&path, format!("“{}”有一个空的表头，请删去。", column.id));
                continue;
            }
            match known.insert(comparable, &column.id) {
                Some(other) if other == column.id => {
                    findings.add(&path, format!("表头“{label}”写了两次，请删去一处。"))
                }
                Some(other) => findings.add(&path, format!("表头“{label}”已属于“{other}”列，一个表头只能属于一列。")),
                None => {}
            }
        }
    }
}

fn references(ledger: &Ledger, all: &[Ledger], column: &Column, findings: &mut Findings<'_>) {
    let id = column.id.as_str();
    if let Some(entity) = &column.entity {
        let path = ["columns", id, "entity"];
        match all.iter().find(|other| other.id == *entity) {
            None => {
                let known = suggestion(entity, all.iter().map(|other| other.id.as_str()));
                findings.add(&path, format!("entity 写了“{entity}”，没有这个台账{known}"));
            }
            Some(other) if other.entity.is_none() => {
                findings.add(&path, format!("“{entity}”台账没有 [entity] 一节，不知道用哪些列识别。请补上。"));
            }
            Some(_) if !column.kind.is_words() => {
                findings.add(&path, format!("“{id}”是{}列，不能指向另一个台账。", column.kind.chinese()))
            }
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
            Some(_) if default == id => findings.add(&path, format!("“{id}”不能以自己为默认。")),
            Some(other) if other.kind != column.kind => findings.add(
                &path,
                format!("“{id}”是{}列，“{default}”是{}列，不能互相代替。", column.kind.chinese(), other.kind.chinese()),
            ),
            _ => {}
        }
    }
    if !column.parts.is_empty() && !column.kind.is_number() {
        findings.add(&["columns", id, "parts"], format!("“{id}”是{}列，不能由分项相加。", column.kind.chinese()));
    }
    for (dimension, parts) in &column.parts {
        let path = ["columns", id, "parts"];
        if parts.is_empty() {
            findings.add(&path, format!("parts 的“{dimension}”没有列出分项。"));
        }
        for (at, part) in parts.iter().enumerate() {
            findings.column(ledger, &path, "parts", part);
            let other = ledger.column(part);
            if part == id || parts.iter().take(at).any(|before| before == part) {
                findings.add(&path, format!("分项“{part}”重复，或者就是合计自己。"));
            } else if other.is_some_and(|other| other.kind != column.kind || other.scale() != column.scale()) {
                findings.add(&path, format!("分项“{part}”与“{id}”的类型或小数位数不同，不能相加。"));
            }
        }
    }
}

fn words(column: &Column, findings: &mut Findings<'_>) {
    let id = column.id.as_str();
    let status: Vec<&str> = column.status_words().collect();
    match column.kind {
        Kind::Status if status.is_empty() => {
            findings.add(&["columns", id], format!("状态列“{id}”没有写 done、open 或 standing，什么词都不能填。"));
        }
        Kind::Status => {}
        _ if !status.is_empty() => {
            findings.add(
                &["columns", id],
                format!("“{id}”不是状态列，done、open、standing 不起作用。请写 type = \"status\"。"),
            );
        }
        _ => {}
    }
    if !column.values.is_empty() && column.kind != Kind::Text {
        findings.add(&["columns", id, "values"], format!("“{id}”是{}列，values 只用于文字列。", column.kind.chinese()));
    }
    if column.names.is_some() && column.kind != Kind::Boolean {
        findings.add(&["columns", id, "names"], format!("“{id}”是{}列，names 只用于是否列。", column.kind.chinese()));
    }
    for list in [status, column.values.iter().map(String::as_str).collect()] {
        for (at, word) in list.iter().enumerate() {
            if list.iter().take(at).any(|before| match_form(before) == match_form(word)) {
                let keys = ["done", "open", "standing", "values"];
                let lists = [&column.done, &column.open, &column.standing, &column.values];
                let last = keys.iter().zip(lists).rev().find(|(_, words)| words.iter().any(|other| other == word));
                let path = ["columns", id, last.map_or("", |(key, _)| key)];
                findings.add(&path, format!("“{word}”写了两次，一个词只能有一个意思。请删去一处。"));
            }
        }
    }
}

fn units(column: &Column, findings: &mut Findings<'_>) {
    let id = column.id.as_str();
    let path = ["columns", id, "unit"];
    let Some(unit) = &column.unit else { return };
    let money = matches!(Unit::named(unit), Unit::Money(..));
    match column.kind {
        Kind::Money if !money => {
            findings.add(&path, format!("金额的单位“{unit}”不认识，可用的有：分、元、千元、万元、百万元、亿元。"));
        }
        Kind::Number | Kind::Integer if money => {
            findings.add(&path, format!("单位是“{unit}”的列应写 type = \"money\"，否则不能换算。"));
        }
        Kind::Number | Kind::Integer if unit == "%" => {
            findings.add(&path, "单位是“%”的列应写 type = \"percent\"，否则会再乘以 100。".into());
        }
        Kind::Percent if unit != "%" => findings.add(&path, format!("百分比的单位只能是“%”，不能是“{unit}”。")),
        _ => {}
    }
    if column.places.is_some_and(|places| places > 12) {
        findings.add(&["columns", id, "places"], "places 最多为 12。".into());
    }
}
