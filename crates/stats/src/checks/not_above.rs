use super::{pairs, told};
use crate::sources::Loaded;
use model::{Diagnostic, Rule, Severity, Texts};

/// A value above the one that bounds it.
pub(crate) static NOT_ABOVE: Rule = Rule {
    code: "above-bound",
    severity: Severity::Error,
    chinese: Texts {
        title: "超过了不应超过的数",
        meaning: "台账定义写明这一列不应大于另一列（如已收不应大于应收），这一行却大于。",
        example: "应收租金 12000元，已收租金 15000元。",
        remedy: "核对这一行的两个数；确属预收等情况的，另行登记。",
        words: &["“{column}”{own}大于“{bound}”{other}。核对这一行的两个数；确属预收等情况的，另行登记。"],
    },
    english: Texts {
        title: "Above a value that it must not exceed",
        meaning: "The ledger's definition says that this column must not exceed another one (as what was received must not exceed what is due), and in this row it does.",
        example: "The rent due is 12000 yuan, the rent received is 15000 yuan.",
        remedy: "Check both values of this row; where it is right, as for a payment in advance, record it separately.",
        words: &[
            "“{column}” is {own}, more than “{bound}”, which is {other}. Check both values of this row; where it is right, as for a payment in advance, record it separately.",
        ],
    },
};

pub(super) fn check(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for [(at, column, cells), (_, bound, bounds)] in pairs(loaded, |column| column.not_above.as_ref()) {
        for record in 0..loaded.records.len() {
            let Some((value, most)) = cells.get(record).zip(bounds.get(record)) else { continue };
            if value > most {
                let (own, other) = (told(column, cells, value), told(bound, bounds, most));
                let problem = Diagnostic::new(&NOT_ABOVE, loaded.records.place(record, at))
                    .name("column", column.title())
                    .amount("own", own)
                    .name("bound", bound.title())
                    .amount("other", other);
                problems.push(problem);
            }
        }
    }
    problems
}
