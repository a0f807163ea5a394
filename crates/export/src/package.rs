//! The description of all tables (Frictionless Data Package, Table Schema).

use crate::columns::{FILE, Form, ROW, SHEET, form, unit};
use model::ledger::{Column, Ledger};
use serde::Serialize;

/// What every description of ours is called.
const NAME: &str = "taizhang";

/// A ledger with the files of its table, relative to the description.
pub struct Part<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// Its files with slashes, in their order.
    pub files: Vec<String>,
}

#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: &'static str,
    title: &'a str,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: &'a str,
    title: &'a str,
    path: Vec<String>,
    format: &'static str,
    mediatype: &'static str,
    schema: Schema<'a>,
}

#[derive(Serialize)]
struct Schema<'a> {
    fields: Vec<Field<'a>>,
    #[serde(rename = "primaryKey", skip_serializing_if = "Vec::is_empty")]
    key: Vec<&'a str>,
}

/// A column. A number is stored as a whole one: divided by ten to the power of `scale` it is in `unit`.
#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    title: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<u8>,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'a str,
}

/// The description as JSON.
///
/// # Errors
/// None that a ledger can bring about.
pub fn package(organisation: &str, parts: Vec<Part<'_>>) -> Result<String, String> {
    let resources = parts.into_iter().map(|Part { ledger, files }| Resource {
        name: &ledger.id,
        title: &ledger.title,
        path: files,
        format: "parquet",
        mediatype: "application/vnd.apache.parquet",
        schema: Schema { fields: fields(ledger), key: key(ledger) },
    });
    let package = Package {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: NAME,
        title: organisation,
        resources: resources.collect(),
    };
    serde_json::to_string_pretty(&package).map_err(|error| error.to_string())
}

/// The names of the tables that a description of ours lists; none where it is another's.
pub fn resources(description: &str) -> Vec<String> {
    let read: serde_json::Value = serde_json::from_str(description).unwrap_or_default();
    let tables = read["resources"].as_array().filter(|_| read["name"] == NAME).into_iter().flatten();
    tables.filter_map(|table| table["name"].as_str().map(str::to_owned)).collect()
}

/// The key of a record within its submission: it is unique in a month alone.
fn key(ledger: &Ledger) -> Vec<&str> {
    match ledger.key.is_empty() {
        true => Vec::new(),
        false => ["_zone", "_month"].into_iter().chain(ledger.key.iter().map(String::as_str)).collect(),
    }
}

fn fields(ledger: &Ledger) -> Vec<Field<'_>> {
    let text = |name, title| Field { name, title, kind: "string", scale: None, unit: "" };
    let origins = [
        text("_zone", "单位"),
        text("_month", "报送月份"),
        text(FILE, "工作簿"),
        text(SHEET, "工作表"),
        Field { name: ROW, title: "行", kind: "integer", scale: Some(0), unit: "" },
    ];
    ledger.columns.iter().map(field).chain(origins).collect()
}

fn field(column: &Column) -> Field<'_> {
    let (kind, scale) = match form(column) {
        Form::Text => ("string", None),
        Form::Integer(scale) => ("integer", Some(scale)),
        Form::Date => ("date", None),
        Form::Boolean => ("boolean", None),
    };
    Field { name: &column.id, title: column.title(), kind, scale, unit: unit(column) }
}
