use super::told;
use crate::sources::Loaded;
use model::ledger::Kind;
use model::records::exact;
use model::{Diagnostic, Exact, Rule, Severity, Texts};

/// A share above the whole.
pub(crate) static SHARE_ABOVE_WHOLE: Rule = Rule {
    code: "share-above-whole",
    severity: Severity::Warning,
    chinese: Texts {
        title: "占比超过100%",
        meaning: "名称里写着占比、比例或进度的百分比列，这一行超过了100%。",
        example: "形象进度 120%。",
        remedy: "核对这一格，多半是小数点或单位填错。",
        words: &["“{column}”是{value}。核对这一格，多半是小数点或单位填错。"],
    },
    english: Texts {
        title: "Share above 100%",
        meaning: "In a percentage column whose name speaks of a share, a ratio or progress, this row is above 100%.",
        example: "Progress of the works: 120%.",
        remedy: "Check this cell; most likely the decimal point or the unit is wrong.",
        words: &["“{column}” is {value}. Check this cell; most likely the decimal point or the unit is wrong."],
    },
};

pub(super) fn check(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let source = loaded;
    for (at, (column, cells)) in source.ledger.columns.iter().zip(&source.records.columns).enumerate() {
        let share = ["占比", "比例", "比重", "进度"].iter().any(|word| column.title().contains(word));
        if column.kind != Kind::Percent || !share {
            continue;
        }
        for record in 0..source.records.len() {
            if let Some(value) = cells.get(record).filter(|value| exact(column, *value) > Exact::integer(1)) {
                let problem = Diagnostic::new(&SHARE_ABOVE_WHOLE, source.records.place(record, at))
                    .name("column", column.title())
                    .amount("value", told(column, cells, value));
                problems.push(problem);
            }
        }
    }
    problems
}
