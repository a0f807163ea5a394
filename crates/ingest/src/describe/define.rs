//! A ledger's definition from the description of one of its workbooks, to be corrected by hand.

use super::{Description, Field, TableDescription};
use crate::text::match_form;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Words of labels and the ids that they suggest; the first that occurs counts.
const IDS: [(&str, &str); 40] = [
    ("序号", "number"),
    ("统一社会信用代码", "code"),
    ("信用代码", "code"),
    ("纳税人识别号", "code"),
    ("合同编号", "contract_code"),
    ("编号", "code"),
    ("代码", "code"),
    ("企业名称", "name"),
    ("单位名称", "name"),
    ("项目名称", "project"),
    ("合同名称", "contract"),
    ("责任单位", "department"),
    ("责任人", "person"),
    ("名称", "name"),
    ("姓名", "person"),
    ("地区", "region"),
    ("街道", "street"),
    ("行业", "industry"),
    ("指标", "indicator"),
    ("签订日期", "signed_on"),
    ("完成日期", "done_on"),
    ("完成时限", "due"),
    ("整改时限", "due"),
    ("日期", "date"),
    ("时间", "time"),
    ("月份", "month"),
    ("预算", "budget"),
    ("合同金额", "amount"),
    ("中标", "bid"),
    ("支付", "paid"),
    ("税", "tax"),
    ("收入", "income"),
    ("支出", "expense"),
    ("金额", "amount"),
    ("数量", "quantity"),
    ("面积", "area"),
    ("状态", "status"),
    ("措施", "measure"),
    ("问题", "issue"),
    ("备注", "remark"),
];

/// A definition of the largest visible table, as TOML with remarks in Chinese on what to check;
/// nothing where no table was seen. It reads the workbook that it was made from.
pub fn definition_of(description: &Description) -> Option<String> {
    let tables = description.sheets.iter().filter(|sheet| sheet.visible).flat_map(|sheet| &sheet.tables);
    let table = tables.rev().max_by_key(|table| (table.records, table.fields.len()))?;
    let (periods, measured) = periods(table);
    let mut out = String::new();
    let title = title(description, table);
    let _ = writeln!(
        out,
        "# 由“{}”生成，请逐项核对：名称、类型、单位，以及各月报送可能出现的其他表头。",
        description.file.replace('\n', " ")
    );
    let _ = writeln!(out, "title = {}", quoted(&title));
    let _ = writeln!(out, "# 哪些文件属于这个台账");
    let _ = writeln!(out, "files = [{}]", quoted(&format!("*{}*", glob(&description.file, &title))));
    let states = table.fields.iter().any(|field| state(&field.label));
    let _ = writeln!(out, "# month：每次报送当月发生的；snapshot：每次报送全部现状");
    let _ = writeln!(out, "grain = {}", if states || title.contains("名录") { "\"snapshot\"" } else { "\"month\"" });
    if !periods.is_empty() {
        let _ = writeln!(out, "# 各时期横排在列上");
        let _ = writeln!(out, "periods = \"across\"");
    }
    let (mut ids, mut labels) = (BTreeSet::new(), BTreeSet::new());
    for (at, field) in table.fields.iter().enumerate() {
        if periods.contains(&at) {
            continue;
        }
        if field.label.is_empty() {
            let _ = writeln!(out, "\n# {} 列没有表头，没有登记。", field.column);
            continue;
        }
        let label = label(table, field);
        if !labels.insert(match_form(crate::unit::split(&match_form(&label)).0)) {
            let _ = writeln!(out, "\n# {} 列的表头“{}”与前面重复，没有登记。", field.column, label.replace('\n', " "));
            continue;
        }
        let id = id(&field.label, &field.column, &mut ids);
        column(&mut out, &id, &label, field, table);
    }
    if let Some(first) = periods.first().and_then(|at| table.fields.get(*at)) {
        let _ = writeln!(out, "\n[columns.{}]\ntype = \"month\"", unique("period", &mut ids));
        let _ = writeln!(out, "\n[columns.{}]\ntype = {}", unique("value", &mut ids), quoted(measured));
        if let Some(unit) = unit(first, table) {
            let _ = writeln!(out, "unit = {}", quoted(&unit));
        }
    }
    Some(out)
}

fn column(out: &mut String, id: &str, label: &str, field: &Field, table: &TableDescription) {
    let _ = writeln!(out, "\n[columns.{id}]");
    let _ = writeln!(out, "labels = [{}]", quoted(label));
    let kind = kind(field);
    if kind != "text" {
        let _ = writeln!(out, "type = {}", quoted(kind));
    } else if state(&field.label) {
        let _ = writeln!(out, "# 如果是状态，改为 type = \"status\"，并写 done = [\"已完成\"]、open = [\"进行中\"]");
    }
    if let Some(unit) = unit(field, table) {
        let _ = writeln!(out, "unit = {}", quoted(&unit));
    }
    if field.nulls >= table.records {
        let _ = writeln!(out, "optional = true");
    }
}

/// The type as definitions call it.
fn kind(field: &Field) -> &'static str {
    let credit = ["信用代码", "纳税人识别号", "税号"].iter().any(|word| field.label.contains(word));
    match field.kind {
        "code" if credit => "credit-code",
        "code" => "text",
        kind => kind,
    }
}

fn unit(field: &Field, table: &TableDescription) -> Option<String> {
    let own = field.unit.clone().filter(|_| matches!(field.kind, "money" | "number" | "integer"));
    let table = table.unit.as_ref().map(|unit| unit.name.clone()).filter(|_| field.kind == "money");
    own.or(table).filter(|unit| !unit.is_empty())
}

/// The label, or its whole path where several columns have the same.
fn label(table: &TableDescription, field: &Field) -> String {
    // 总量（亿元） and 总量（万元） are the same label with two units.
    let stem = |field: &Field| crate::unit::split(&match_form(&field.label)).0.to_owned();
    let same = table.fields.iter().filter(|other| stem(other) == stem(field)).count();
    if same > 1 { field.path.join("/") } else { field.label.clone() }
}

/// The positions of the columns that stand for periods, where all columns of numbers do, and the
/// type of what stands in them.
fn periods(table: &TableDescription) -> (Vec<usize>, &'static str) {
    let number = |field: &&Field| matches!(field.kind, "money" | "number" | "percent" | "integer");
    let periods: Vec<usize> =
        table.fields.iter().enumerate().filter(|(_, field)| field.across).map(|(at, _)| at).collect();
    let others = table.fields.iter().filter(|field| !field.across).filter(number);
    let others = others.filter(|field| !matches!(field.kind, "integer"));
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

fn state(label: &str) -> bool {
    ["状态", "完成情况", "进展情况", "是否完成"].iter().any(|word| label.contains(word))
}

fn title(description: &Description, table: &TableDescription) -> String {
    let sheet = description.sheets.iter().find(|sheet| sheet.tables.iter().any(|other| std::ptr::eq(other, table)));
    let title = table.title.clone().filter(|title| title.chars().count() >= 3);
    let named = title.as_deref().map(words).filter(|words| words.chars().count() >= 2);
    let sheet = sheet.map(|sheet| words(&sheet.name)).filter(|name| !name.is_empty() && !name.starts_with("Sheet"));
    named.or(sheet).unwrap_or_else(|| "台账".to_owned())
}

/// The longest run of letters without years and months: 2020年12月合同台账 is 合同台账.
fn words(text: &str) -> String {
    let stem = text.rsplit_once('.').map_or(text, |(stem, _)| stem);
    let parts = stem
        .split(|letter: char| letter.is_ascii_digit() || "年月日第季度—-_ 　（）()《》：:·*?[]{}\"\\".contains(letter));
    parts.max_by_key(|part| part.chars().count()).unwrap_or_default().to_owned()
}

/// What the file names of the ledger have in common.
fn glob(file: &str, title: &str) -> String {
    let name = words(file);
    if name.is_empty() { title.to_owned() } else { name }
}

/// An id for a column: from its label, else from its letters.
fn id(label: &str, column: &str, ids: &mut BTreeSet<String>) -> String {
    let label = match_form(label);
    let known = IDS.iter().find(|(word, _)| label.contains(word)).map(|(_, id)| (*id).to_owned());
    unique(&known.unwrap_or_else(|| format!("column_{}", column.to_lowercase())), ids)
}

fn unique(id: &str, ids: &mut BTreeSet<String>) -> String {
    let mut name = id.to_owned();
    let mut number = 2;
    while !ids.insert(name.clone()) {
        name = format!("{id}_{number}");
        number += 1;
    }
    name
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
