//! Semantic errors of a ledger's definition: names that lead nowhere, labels that mean two things.

mod masks;
mod references;

use crate::text::match_form;
use model::define::{self, line_of};
use model::diagnostic::suggestion;
use model::ledger::{Column, Kind, Ledger};
use model::{Diagnostic, Place, Said, Unit, say};
use std::collections::BTreeMap;

/// Everything that is wrong with one definition.
struct Findings<'a> {
    file: &'a str,
    text: &'a str,
    list: Vec<Diagnostic>,
}

impl Findings<'_> {
    fn add(&mut self, path: &[&str], message: Said) {
        let place = Place::line(self.file, line_of(self.text, path));
        self.list.push(define::problem(place, message));
    }

    /// A name that should be a column's.
    fn column(&mut self, ledger: &Ledger, path: &[&str], what: &str, id: &str) {
        if ledger.position(id).is_none() {
            let known = suggestion(id, ledger.columns.iter().map(|column| column.id.as_str()));
            let message = say!(
                "{what} 写了“{id}”，没有这一列{known}",
                "{what} names “{id}”, but there is no such column{known}",
                known
            );
            self.add(path, message);
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
        findings.add(
            &["from"],
            Said::fixed(
                "写了 from，记录来自别的项目，不读本项目的工作簿。请删去 files。",
                "from is given, so the records come from other projects and no workbook of this project is read. Please delete files.",
            ),
        );
    }
    if ledger.from.is_some() && ledger.senders.is_some() {
        findings.add(
            &["senders"],
            Said::fixed(
                "写了 from 的台账由各项目自己催报。请删去 senders。",
                "for a ledger with from, each project asks for what was not sent itself. Please delete senders.",
            ),
        );
    }
    if ledger.files.is_empty() && ledger.from.is_none() {
        findings.add(
            &["files"],
            Said::fixed(
                "files 是空的，没有工作簿会被当作这个台账。请写文件名的样式，如 [\"*税收*\"]。",
                "files is empty, so no workbook is taken for this ledger. Please write patterns of file names, as in [\"*tax*\"].",
            ),
        );
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
                findings.add(
                    &["entity"],
                    say!(
                        "“{id}”不是文字或代码列，不能用来识别。",
                        "“{id}” is not a column of text or codes, so entities cannot be recognised by it."
                    ),
                );
            }
        }
    }
    across(ledger, &mut findings);
    senders(ledger, all, &mut findings);
    days(ledger, &mut findings);
    labels(ledger, &mut findings);
    for column in &ledger.columns {
        references::check(ledger, all, column, &mut findings);
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
            let id = &column.id;
            let message = say!(
                "“{id}”没有 labels，在工作簿里找不到这一列。请写上表头。",
                "“{id}” has no labels, so this column cannot be found in a workbook. Please write its headers."
            );
            findings.add(&["columns", id], message);
        }
        return;
    }
    let months = bare.iter().filter(|column| column.kind == Kind::Month).count();
    if months != 1 || bare.len() != 2 {
        let others = bare.len() - months;
        findings.add(
            &["periods"],
            say!(
                "时期横排时，应恰有一个没有 labels 的月份列（放时期）和一个没有 labels 的其他列（放数值），现有 {months} 个和 {others} 个。",
                "where periods stand across, exactly one month column without labels (for the periods) and one other column without labels (for the values) are needed; now there are {months} and {others}."
            ),
        );
    }
}

/// Days lie between columns of days, and are called as no column is.
fn days(ledger: &Ledger, findings: &mut Findings<'_>) {
    for days in &ledger.days {
        let id = days.id.as_str();
        let path = |key| ["days", id, key];
        if ledger.column(&days.id).is_some() {
            findings.add(
                &["days", id],
                say!(
                    "“{id}”已经是一列，天数请换一个代号。",
                    "“{id}” is a column already; please give the days another id."
                ),
            );
        }
        if days.to.is_empty() {
            findings.add(
                &path("to"),
                say!(
                    "天数“{id}”的 to 是空的，请写算到哪一列，如 [\"closed\", \"as-of\"]。",
                    "to of the days “{id}” is empty; please write up to which column they are counted, as in [\"closed\", \"as-of\"]."
                ),
            );
        }
        for (key, id) in std::iter::once(("from", &days.from)).chain(days.last().map(|id| ("to", id))) {
            findings.column(ledger, &path(key), key, id);
            if let Some(column) = ledger.column(id).filter(|column| column.kind != Kind::Date) {
                findings.add(
                    &path(key),
                    say!(
                        "“{id}”是{kind}列，天数只能从日期列算。",
                        "“{id}” is of type {kind}; days can be counted between date columns only.",
                        kind = column.kind
                    ),
                );
            }
        }
    }
}

/// Who has to send is named by a column, and what is stated once for all rows is a word.
fn senders(ledger: &Ledger, all: &[Ledger], findings: &mut Findings<'_>) {
    for column in ledger.columns.iter().filter(|column| column.from.is_some() && !column.kind.is_words()) {
        let id = column.id.as_str();
        findings.add(
            &["columns", id, "from"],
            say!(
                "“{id}”写了 from，只能是文字、状态或代码列。",
                "“{id}” has from, which is for columns of text, status or codes only."
            ),
        );
    }
    let Some(senders) = &ledger.senders else { return };
    if all.iter().all(|other| other.id != *senders) {
        let known = suggestion(senders, all.iter().map(|other| other.id.as_str()));
        findings.add(
            &["senders"],
            say!(
                "senders 写了“{senders}”，没有这个台账{known}",
                "senders names “{senders}”, but there is no such ledger{known}",
                known
            ),
        );
    } else if !ledger.columns.iter().any(|column| column.entity.as_deref() == Some(senders)) {
        let message = say!(
            "senders 写了“{senders}”，却没有一列写着 entity = \"{senders}\"，不知道是谁报送的。",
            "senders names “{senders}”, but no column has entity = \"{senders}\", so it is not known who sent a workbook."
        );
        findings.add(&["senders"], message);
    }
}

fn labels(ledger: &Ledger, findings: &mut Findings<'_>) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for column in &ledger.columns {
        let id = column.id.as_str();
        for label in &column.labels {
            let comparable = match_form(label);
            let path = ["columns", id, "labels"];
            if comparable.is_empty() {
                findings.add(
                    &path,
                    say!("“{id}”有一个空的表头，请删去。", "“{id}” has an empty header; please delete it."),
                );
                continue;
            }
            match known.insert(comparable, id) {
                Some(other) if other == id => findings.add(
                    &path,
                    say!(
                        "表头“{label}”写了两次，请删去一处。",
                        "the header “{label}” stands there twice; please delete one."
                    ),
                ),
                Some(other) => findings.add(
                    &path,
                    say!(
                        "表头“{label}”已属于“{other}”列，一个表头只能属于一列。",
                        "the header “{label}” belongs to the column “{other}” already, and a header can belong to one column only."
                    ),
                ),
                None => {}
            }
        }
    }
}

fn words(column: &Column, findings: &mut Findings<'_>) {
    let (id, kind) = (column.id.as_str(), column.kind);
    let status: Vec<&str> = column.status_words().collect();
    match column.kind {
        Kind::Status if status.is_empty() => findings.add(
            &["columns", id],
            say!(
                "状态列“{id}”没有写 done、open 或 standing，什么词都不能填。",
                "the status column “{id}” has no done, open or standing, so no word is allowed in it."
            ),
        ),
        Kind::Status => {}
        _ if !status.is_empty() => findings.add(
            &["columns", id],
            say!(
                "“{id}”不是状态列，done、open、standing 不起作用。请写 type = \"status\"。",
                "“{id}” is not a status column, so done, open and standing have no effect. Please write type = \"status\"."
            ),
        ),
        _ => {}
    }
    if !column.values.is_empty() && kind != Kind::Text {
        findings.add(
            &["columns", id, "values"],
            say!(
                "“{id}”是{kind}列，values 只用于文字列。",
                "“{id}” is of type {kind}; values are for text columns only.",
                kind
            ),
        );
    }
    if column.names.is_some() && kind != Kind::Boolean {
        findings.add(
            &["columns", id, "names"],
            say!(
                "“{id}”是{kind}列，names 只用于是否列。",
                "“{id}” is of type {kind}; names are for yes-or-no columns only.",
                kind
            ),
        );
    }
    for list in [status, column.values.iter().map(String::as_str).collect()] {
        for (at, word) in list.iter().enumerate() {
            if list.iter().take(at).any(|before| match_form(before) == match_form(word)) {
                let keys = ["done", "open", "standing", "values"];
                let lists = [&column.done, &column.open, &column.standing, &column.values];
                let last = keys.iter().zip(lists).rev().find(|(_, words)| words.iter().any(|other| other == word));
                let path = ["columns", id, last.map_or("", |(key, _)| key)];
                findings.add(
                    &path,
                    say!(
                        "“{word}”写了两次，一个词只能有一个意思。请删去一处。",
                        "“{word}” stands there twice, and a word can have one meaning only. Please delete one."
                    ),
                );
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
        Kind::Money if !money => findings.add(
            &path,
            say!(
                "金额的单位“{unit}”不认识，可用的有：分、元、千元、万元、百万元、亿元。",
                "the unit of money “{unit}” is not known; there are: “分”, “元”, “千元”, “万元”, “百万元”, “亿元”."
            ),
        ),
        Kind::Number | Kind::Integer if money => findings.add(
            &path,
            say!(
                "单位是“{unit}”的列应写 type = \"money\"，否则不能换算。",
                "a column whose unit is “{unit}” needs type = \"money\", or it cannot be converted."
            ),
        ),
        Kind::Number | Kind::Integer if unit == "%" => findings.add(
            &path,
            Said::fixed(
                "单位是“%”的列应写 type = \"percent\"，否则会再乘以 100。",
                "a column whose unit is “%” needs type = \"percent\", or it is multiplied by 100 again.",
            ),
        ),
        Kind::Percent if unit != "%" => findings.add(
            &path,
            say!("百分比的单位只能是“%”，不能是“{unit}”。", "the unit of a percentage can only be “%”, not “{unit}”."),
        ),
        _ => {}
    }
    if column.places.is_some_and(|places| places > 12) {
        findings.add(&["columns", id, "places"], Said::fixed("places 最多为 12。", "places can be 12 at most."));
    }
}
