//! The schemas for editors: every definition fits them, and a word that is none does not.

use crate::importing::alone;
use crate::support::root;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn schema(of: &str) -> Value {
    let answer = alone(&["schema", of]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    serde_json::from_str(&answer.out).unwrap()
}

/// What of a value does not fit a schema, of the words of draft-07 that the schemas use.
fn misfits(schema: &Value, root: &Value, value: &Value, at: &str) -> Vec<String> {
    const KNOWN: [&str; 22] = [
        "$schema",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
        "const",
        "anyOf",
        "oneOf",
        "allOf",
        "$ref",
        "definitions",
        "minimum",
        "maximum",
        "minItems",
        "maxItems",
        "pattern",
        "format",
        "not",
    ];
    let Some(schema) = schema.as_object() else {
        return if *schema == json!(false) { vec![format!("{at}: nothing fits")] } else { Vec::new() };
    };
    let unknown = schema.keys().find(|key| !KNOWN.contains(&key.as_str()));
    assert!(unknown.is_none(), "the schema has a word that the test does not know: {unknown:?}");
    let mut wrong = Vec::new();
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name} leads nowhere"));
        wrong.extend(misfits(target, root, value, at));
    }
    let is = |kind: &str| match kind {
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        kind => panic!("no such type in TOML: {kind}"),
    };
    let kinds = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !kinds.is_empty() && !kinds.iter().any(|kind| is(kind)) {
        wrong.push(format!("{at}: {value} is no {kinds:?}"));
    }
    if let (Some(pattern), Some(text)) = (schema.get("pattern").and_then(Value::as_str), value.as_str()) {
        let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let fits = match pattern {
            "^[0-9]{4}-[0-9]{2}$" => shape == "0000-00",
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => shape == "0000-00-00",
            "^(last-[0-9]+|since-[0-9]{4}-[0-9]{2})$" => {
                let months = text.strip_prefix("last-").is_some_and(|months| months.parse::<u32>().is_ok());
                months || shape == "since-0000-00"
            }
            "^(banner:.+|sheet|file)$" => {
                ["sheet", "file"].contains(&text) || text.len() > 7 && text.starts_with("banner:")
            }
            pattern => panic!("a pattern that the test does not know: {pattern}"),
        };
        if !fits {
            wrong.push(format!("{at}: {text} has another form"));
        }
    }
    if schema.get("enum").and_then(Value::as_array).is_some_and(|words| !words.contains(value))
        || schema.get("const").is_some_and(|word| word != value)
    {
        wrong.push(format!("{at}: {value} is no word of it"));
    }
    for (word, least, most) in [("anyOf", 1, usize::MAX), ("oneOf", 1, 1)] {
        if let Some(all) = schema.get(word).and_then(Value::as_array) {
            let fit = all.iter().filter(|one| misfits(one, root, value, at).is_empty()).count();
            if !(least..=most).contains(&fit) {
                wrong.push(format!("{at}: {value} fits {fit} of {word}"));
            }
        }
    }
    for one in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        wrong.extend(misfits(one, root, value, at));
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        for (number, value) in values.iter().enumerate() {
            let items = items.as_array().map_or(items, |each| &each[number]);
            wrong.extend(misfits(items, root, value, &format!("{at}[{number}]")));
        }
    }
    if let Some(object) = value.as_object() {
        wrong.extend(keys(schema, root, object, at));
    }
    wrong
}

fn keys(schema: &Map<String, Value>, root: &Value, object: &Map<String, Value>, at: &str) -> Vec<String> {
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let mut wrong: Vec<String> =
        required.filter(|key| !object.contains_key(*key)).map(|key| format!("{at}: {key} is missing")).collect();
    for (key, value) in object {
        let own = schema.get("properties").and_then(|properties| properties.get(key));
        if let Some(schema) = own.or_else(|| schema.get("additionalProperties")) {
            wrong.extend(misfits(schema, root, value, &format!("{at}.{key}")));
        }
    }
    wrong
}

/// A definition as the schemas see it.
fn definition(text: &str) -> Value {
    serde_json::to_value(toml::from_str::<toml::Value>(text).unwrap()).unwrap()
}

fn told(of: &str, text: &str) -> Vec<String> {
    let schema = schema(of);
    misfits(&schema, &schema, &definition(text), "")
}

/// Every definition of a project, with the kind that it is of.
fn definitions(project: &Path) -> Vec<(&'static str, PathBuf)> {
    let list = |folder: &str| fs::read_dir(project.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut all =
        vec![("project", project.join("taizhang.toml")), ("figures", project.join("reports/definitions/figures.toml"))];
    for path in list("data/definitions").filter(|path| path.extension().is_some_and(|kind| kind == "toml")) {
        all.push((if path.ends_with("checks.toml") { "checks" } else { "ledger" }, path));
    }
    all.extend(
        list("reports/definitions")
            .map(|path| path.join("report.toml"))
            .filter(|path| path.is_file())
            .map(|path| ("report", path)),
    );
    all
}

#[test]
fn every_definition_of_both_offices_fits_its_schema() {
    for project in [root(), root().join("tests/office")] {
        let all = definitions(&project);
        assert!(all.len() > 10, "{all:?}");
        for (of, path) in all {
            assert_eq!(told(of, &fs::read_to_string(&path).unwrap()), Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn a_key_or_a_word_that_is_none_does_not_fit() {
    let ledger = "title = \"甲\"\nfiles = [\"*\"]\ngrain = \"month\"\n[columns.a]\nlabels = [\"甲\"]\n";
    assert_eq!(told("ledger", ledger), Vec::<String>::new());
    for (of, text) in [
        ("ledger", ledger.replace("labels", "label")),
        ("ledger", ledger.replace("\"month\"", "\"moth\"")),
        ("ledger", ledger.replace("title = \"甲\"", "titel = \"甲\"")),
        ("ledger", ledger.replace("labels = [\"甲\"]", "from = \"banners\"")),
        ("report", "title = \"甲\"\n[figures]\na = { ledger = \"t\", summ = \"paid\" }\n".to_owned()),
        (
            "report",
            "title = \"甲\"\n[figures]\na = { ledger = \"t\", sum = \"x\", where = { d = { befor = \"as-of\" } } }\n"
                .to_owned(),
        ),
        ("report", "title = \"甲\"\n[tables.t]\nrow = \"month\"\n".to_owned()),
        ("report", "title = \"甲\"\nlayout = \"brief\"\n".to_owned()),
        ("figures", "[figures.tax]\na = { ledger = 1 }\n".to_owned()),
        ("checks", "[checks.a]\ntitle = \"甲\"\nequal = \"x\"\n".to_owned()),
        ("project", "organisation = \"甲\"\nmonth = \"2020年12月\"\n".to_owned()),
        ("project", "organisation = \"甲\"\nasof = \"2020-12-31\"\n".to_owned()),
    ] {
        assert!(!told(of, &text).is_empty(), "{text}");
    }
}

#[test]
fn an_editor_shows_the_words_of_the_manual() {
    let ledger = schema("ledger");
    assert_eq!(ledger["properties"]["title"]["description"], "台账名称");
    let report = schema("report").to_string();
    assert!(report.contains("统计表：title") && !report.contains("The title"), "{report}");
    assert!(alone(&["schema"]).out.contains("data/definitions/<代号>.toml"));
    assert!(alone(&["schema", "ledgers"]).err.contains("ledger"));
}

#[test]
fn a_new_project_brings_its_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("新");
    assert_eq!(alone(&["init", &path.display().to_string()]).code, 0);
    let settings = fs::read_to_string(path.join("taizhang.toml")).unwrap();
    let line = settings.lines().next().unwrap().strip_prefix("#:schema ").unwrap();
    let written: Value = serde_json::from_str(&fs::read_to_string(path.join(line)).unwrap()).unwrap();
    assert_eq!(written, schema("project"));
}
