//! Reconciliations (勾稽): `data/definitions/checks.toml`.

use crate::Severity;
use crate::define::{Named, in_order};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The file of all reconciliations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reconciliations {
    /// In the order of the file.
    #[serde(deserialize_with = "in_order")]
    #[schemars(with = "std::collections::BTreeMap<String, Reconciliation>")]
    pub checks: Vec<Reconciliation>,
}

/// One reconciliation: exactly one of the relations is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reconciliation {
    /// The key in the file.
    #[serde(skip_deserializing)]
    pub name: String,
    /// What should hold, in words.
    pub title: String,
    /// The figure on the left.
    pub figure: String,
    /// Equal to this figure.
    pub equals: Option<String>,
    /// Equal to the sum of these.
    pub sums: Vec<String>,
    /// Not above this figure.
    pub not_above: Option<String>,
    /// Each not above the next: figures of successive months.
    pub rising: Vec<String>,
    /// How grave a failure is; an error where nothing is said.
    pub severity: Option<Severity>,
    /// Why it may fail, in words.
    pub note: Option<String>,
    /// Whether a failure is printed in the notes of the reports that show the left figure.
    pub in_report: bool,
    /// How far the sides may differ, in the unit of the left figure: `"0.1"`.
    pub tolerance: Option<String>,
}

impl Reconciliation {
    /// The reconciliation itself, or one for each step of a rising series.
    pub fn steps(self) -> Vec<Reconciliation> {
        if self.rising.is_empty() {
            return vec![self];
        }
        let step = |pair: &[String]| match pair {
            [figure, next] => Some(Reconciliation {
                figure: figure.clone(),
                not_above: Some(next.clone()),
                rising: Vec::new(),
                ..self.clone()
            }),
            _ => None,
        };
        self.rising.windows(2).filter_map(step).collect()
    }

    /// The figures on the right.
    pub fn right(&self) -> impl Iterator<Item = &String> {
        self.equals.iter().chain(&self.sums).chain(&self.not_above)
    }
}

impl Named for Reconciliation {
    fn name(&mut self, key: String) {
        self.name = key;
    }
}
