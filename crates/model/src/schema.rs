//! The forms of the definitions as JSON Schema, for editors that complete and check TOML.

use crate::ledger::{Ledger, Stated};
use crate::reconciliation::Reconciliations;
use crate::report::{ReportToml, SharedToml};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// `data/definitions/<ledger>.toml`.
pub fn ledger() -> String {
    written::<Ledger>()
}

/// `reports/definitions/<name>/report.toml`.
pub fn report() -> String {
    written::<ReportToml>()
}

/// `reports/definitions/figures.toml`.
pub fn figures() -> String {
    written::<SharedToml>()
}

/// `data/definitions/checks.toml`.
pub fn checks() -> String {
    written::<Reconciliations>()
}

/// The schema of a type as draft-07, which editors of TOML know best. The remarks in it are those of
/// the code; whoever shows it to a clerk has to replace them.
fn written<T: JsonSchema>() -> String {
    let schema = SchemaGenerator::new(SchemaSettings::draft07()).into_root_schema_for::<T>();
    serde_json::to_string(&schema).unwrap_or_default()
}

impl JsonSchema for Stated {
    fn schema_name() -> Cow<'static, str> {
        "Stated".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^(banner:.+|sheet|file)$" })
    }
}
