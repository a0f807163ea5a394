//! How columns are masked in public documents: ways that go with the kind of a column.

use super::Findings;
use model::edition::{Sensitivity, Way};
use model::ledger::{Column, Kind};
use model::{Said, say};

/// Ways and bounds that do not go with a column.
pub(super) fn check(column: &Column, findings: &mut Findings<'_>) {
    let path = ["columns", column.id.as_str(), "mask"];
    let id = &column.id;
    if !column.bands.is_empty() && column.mask != Some(Way::Band) {
        findings.add(
            &["columns", id, "bands"],
            say!(
                "“{id}”写了 bands，却没有写 mask = \"band\"。",
                "“{id}” has bands, but not mask = \"band\". Please add it or delete the bands."
            ),
        );
    }
    let Some(way) = column.mask else { return };
    let wrong = match (column.sensitivity, way) {
        (None | Some(Sensitivity::Public), _) => Some(Said::fixed(
            "却没有写 sensitivity，或写着 public；要隐去的列请写 internal、personal 或 secret。",
            "its sensitivity is missing or public; a column that is to be masked must be internal, personal or secret.",
        )),
        (Some(Sensitivity::Secret), Way::Initial | Way::Middle | Way::Band | Way::Alias) => {
            Some(Said::fixed("而 secret 的列只能略去（omit）。", "a secret column can only be left out (omit)."))
        }
        (_, Way::Initial | Way::Alias | Way::Middle) if !matches!(column.kind, Kind::Text | Kind::CreditCode) => {
            Some(Said::fixed("只能用于文字和代码列。", "this is for columns of text and codes only."))
        }
        (_, Way::Band) if !column.kind.is_number() => {
            Some(Said::fixed("只能用于金额和数字列。", "this is for columns of money and numbers only."))
        }
        (_, Way::Band) if column.bands.is_empty() || !column.bands.is_sorted_by(|left, right| left < right) => {
            Some(Said::fixed(
                "须同时写 bands，即从小到大的分档，如 bands = [100, 500]。",
                "it needs bands too, from the smallest to the largest, as in bands = [100, 500].",
            ))
        }
        _ => None,
    };
    let named = match way {
        Way::Omit => "omit",
        Way::Initial => "initial",
        Way::Middle => "middle",
        Way::Band => "band",
        Way::Alias => "alias",
    };
    if let Some(wrong) = wrong {
        let message = say!("“{id}”写了 mask = \"{named}\"，{wrong}", "“{id}” has mask = \"{named}\": {wrong}", wrong);
        findings.add(&path, message);
    }
}
