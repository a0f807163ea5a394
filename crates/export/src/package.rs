//! The description of all tables (Frictionless Data Package, Table Schema).

use crate::columns::{CHANGED, ENTITY, FILE, Form, RECORD, ROW, SHEET, STAMP, form, unit};
use crate::table::link_columns;
use model::Said;
use model::ledger::{Column, Ledger};
use model::query::Links;
use serde::Serialize;
use std::borrow::Cow;

/// What every description of ours is called.
const NAME: &str = "taizhang";

/// A ledger with the files of its table, relative to the description.
pub struct Part<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// What its records are linked with: which columns say so.
    pub links: &'a Links,
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
    name: Cow<'a, str>,
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
pub fn package(organisation: &str, parts: Vec<Part<'_>>) -> Result<String, Said> {
    let resources = parts.into_iter().map(|Part { ledger, links, files }| Resource {
        name: &ledger.id,
        title: &ledger.title,
        path: files,
        format: "parquet",
        mediatype: "application/vnd.apache.parquet",
        schema: Schema { fields: fields(ledger, links), key: key(ledger) },
    });
    let package = Package {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: NAME,
        title: organisation,
        resources: resources.collect(),
    };
    serde_json::to_string_pretty(&package).map_err(|error| Said::same(error.to_string()))
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

/// The columns of a table but those that its folders are named after, with what they hold.
pub fn columns(ledger: &Ledger, links: &Links) -> Vec<(String, &'static str)> {
    let all = fields(ledger, links).into_iter().filter(|field| !PARTITIONS.contains(&field.name.as_ref()));
    all.map(|field| (field.name.into_owned(), field.kind)).collect()
}

/// What the folders of a table are named after.
const PARTITIONS: [&str; 2] = ["_zone", "_month"];

fn fields<'a>(ledger: &'a Ledger, links: &Links) -> Vec<Field<'a>> {
    let text = |name, title| Field { name: Cow::Borrowed(name), title, kind: "string", scale: None, unit: "" };
    let number = |name, title| Field { name, title, kind: "integer", scale: Some(0), unit: "" };
    let origins = [
        text("_zone", "单位"),
        text("_month", "报送月份"),
        text(FILE, "工作簿"),
        text(SHEET, "工作表"),
        number(Cow::Borrowed(ROW), "行"),
    ];
    let links = link_columns(links).into_iter().map(|(name, _)| match name.as_str() {
        RECORD => number(Cow::Borrowed(RECORD), "在台账中的序号，从0算起"),
        ENTITY => number(Cow::Borrowed(ENTITY), "名录中的序号，小于0的名录里没有"),
        STAMP => number(Cow::Borrowed(STAMP), "记录的校验数"),
        CHANGED => text(CHANGED, "比上次报送的变化"),
        _ => number(Cow::Owned(name), "按 key 对上的另一台账的序号"),
    });
    ledger.columns.iter().map(field).chain(origins).chain(links).collect()
}

fn field(column: &Column) -> Field<'_> {
    let (kind, scale) = match form(column) {
        Form::Text => ("string", None),
        Form::Integer(scale) => ("integer", Some(scale)),
        Form::Date => ("date", None),
        Form::Boolean => ("boolean", None),
    };
    Field { name: Cow::Borrowed(&column.id), title: column.title(), kind, scale, unit: unit(column) }
}
