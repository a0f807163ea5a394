//! `taizhang schema`: the forms of definitions for editors, with the words of the manual.

use crate::cli::{Definition, SchemaOptions};
use crate::language::{either, here, tell};
use crate::outcome::{End, Fatal};
use model::{Said, say};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The manual; what it says of a key is what an editor shows.
fn manual() -> &'static str {
    either(include_str!("../../../docs/definitions.zh-CN.md"), include_str!("../../../docs/definitions.md"))
}

impl Definition {
    pub(crate) const ALL: [Definition; 5] =
        [Definition::Ledger, Definition::Report, Definition::Figures, Definition::Checks, Definition::Project];

    /// As the command line and the files call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Definition::Ledger => "ledger",
            Definition::Report => "report",
            Definition::Figures => "figures",
            Definition::Checks => "checks",
            Definition::Project => "project",
        }
    }

    /// The files that have this form.
    fn files(self) -> Said {
        match self {
            Definition::Ledger => Said::fixed("data/definitions/<代号>.toml", "data/definitions/<id>.toml"),
            Definition::Report => {
                Said::fixed("reports/definitions/<名称>/report.toml", "reports/definitions/<name>/report.toml")
            }
            Definition::Figures => Said::same("reports/definitions/figures.toml"),
            Definition::Checks => Said::same("data/definitions/checks.toml"),
            Definition::Project => Said::same("taizhang.toml"),
        }
    }

    /// The chapters of the manual that explain it, the first that knows a key counts.
    fn chapters(self) -> Vec<&'static str> {
        match self {
            Definition::Ledger => vec![either("台账", "Ledgers")],
            Definition::Report => vec![either("报告", "Reports"), either("指标", "Figures")],
            Definition::Figures => vec![either("指标", "Figures")],
            Definition::Checks => vec![either("勾稽", "Reconciliations")],
            Definition::Project => vec![either("项目", "Project")],
        }
    }
}

/// Prints a schema, or which there are.
pub(crate) fn run(options: &SchemaOptions) -> Result<End, Fatal> {
    match options.of {
        Some(of) => println!("{}", schema(of)?),
        None => {
            for of in Definition::ALL {
                println!("taizhang schema {:<8} {}", of.name(), here(&of.files()));
            }
            tell!(
                "在定义文件的第一行写 #:schema 加上 Schema 文件的路径，编辑器（如 VS Code 的 Even Better TOML）就会补全和检查；taizhang init 会放好。",
                "Write #:schema and the path of a schema's file into the first line of a definition, and editors (such as VS Code with Even Better TOML) complete and check it; taizhang init puts them in place."
            );
        }
    }
    Ok(End::Clean)
}

/// The schema of one kind of definition.
pub(crate) fn schema(of: Definition) -> Result<String, Fatal> {
    let text = match of {
        Definition::Ledger => model::schema::ledger(),
        Definition::Report => model::schema::report(),
        Definition::Figures => model::schema::figures(),
        Definition::Checks => model::schema::checks(),
        Definition::Project => crate::project::schema(),
    };
    let failed = |error: serde_json::Error| {
        Fatal::Message(say!("无法写出 Schema：{error}。", "the schema cannot be written: {error}."))
    };
    let mut schema: Value = serde_json::from_str(&text).map_err(failed)?;
    plain(&mut schema);
    let words = words(&of.chapters());
    explain(&mut schema, &words);
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), Value::from(here(&of.files())));
    }
    serde_json::to_string_pretty(&schema).map_err(failed)
}

/// Takes out what is the code's own: its remarks and defaults, and the null that TOML does not have.
fn plain(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            ["description", "default", "title", "format"].iter().for_each(|key| drop(map.remove(*key)));
            nullable(map);
            for (key, value) in map.iter_mut() {
                match value {
                    // Their keys are names and no words of the schema.
                    Value::Object(named) if key == "properties" || key == "definitions" => {
                        named.values_mut().for_each(plain)
                    }
                    value => plain(value),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(plain),
        _ => {}
    }
}

fn nullable(map: &mut Map<String, Value>) {
    let null = |value: &Value| *value == "null" || value.get("type").is_some_and(|kind| *kind == "null");
    if let Some(Value::Array(kinds)) = map.get_mut("type") {
        kinds.retain(|kind| !null(kind));
        if let [one] = kinds.as_slice() {
            let one = one.clone();
            map.insert("type".to_owned(), one);
        }
    }
    if let Some(Value::Array(any)) = map.get_mut("anyOf") {
        any.retain(|one| !null(one));
    }
    if let Some(Value::Array(words)) = map.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
}

/// What the tables of some chapters say of each key.
fn words(chapters: &[&str]) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let parts = || manual().split("\n## ");
    let of = |chapter: &&str| parts().find(|part| part.starts_with(*chapter));
    for line in chapters.iter().filter_map(of).flat_map(str::lines).filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [keys, meaning, ..] = cells.as_slice() else { continue };
        for key in keys.split('`').skip(1).step_by(2) {
            let key = key.split(['=', ' ', '.']).next().unwrap_or(key).trim_matches(['[', ']']);
            words.entry(key.to_owned()).or_insert_with(|| meaning.replace('`', ""));
        }
    }
    words
}

/// Puts the words of the manual to the properties.
fn explain(schema: &mut Value, words: &BTreeMap<String, String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get_mut("properties") {
                for (key, property) in properties.iter_mut() {
                    if let (Some(meaning), Some(property)) = (words.get(key), property.as_object_mut()) {
                        property.insert("description".to_owned(), Value::from(meaning.as_str()));
                    }
                }
            }
            map.values_mut().for_each(|value| explain(value, words));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| explain(value, words)),
        _ => {}
    }
}
