//! Conditions with words that stand in no record.

use crate::sources::{Sources, View};
use model::expr::{Criterion, Expr, Test, Value};
use model::figure::FigureDefinition;
use model::ledger::Kind;
use model::plan::FigurePlan;
use model::{Diagnostic, Rule, Severity, Texts};

/// A condition whose value no record has.
pub static UNSEEN_VALUE: Rule = Rule {
    code: "unseen-value",
    severity: Severity::Warning,
    chinese: Texts {
        title: "条件的值从未出现",
        meaning: "指标条件里写的值在台账的这一列里一次也没有出现，算出来会是 0。",
        example: "where = { region = \"北京\" }，而台账里写的是“北京市”。",
        remedy: "对照台账改正条件的值；若本来就可能没有，可以不管。",
        words: &[
            "指标“{figure}”：“{column}”里没有出现过“{word}”，是否为“{near}”？",
            "指标“{figure}”：“{column}”里没有出现过“{word}”。",
        ],
    },
    english: Texts {
        title: "A condition's value never occurs",
        meaning: "The value in a figure's condition does not occur even once in this column of the ledger, so the figure will be 0.",
        example: "where = { region = \"北京\" }, and the ledger says “北京市”.",
        remedy: "Correct the value in the condition by the ledger; where it may well never occur, no action is needed.",
        words: &[
            "Figure “{figure}”: “{word}” does not occur in “{column}”; did you mean “{near}”?",
            "Figure “{figure}”: “{word}” does not occur in “{column}”.",
        ],
    },
};

/// Words in the conditions of figures over records that stand in no record, each at the figure's
/// line.
pub fn unseen(sources: &Sources, plans: &[FigurePlan], definitions: &[FigureDefinition]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (plan, definition) in plans.iter().zip(definitions) {
        let Expr::Records(_, selection) = &plan.expr else { continue };
        for Criterion { field, test } in &selection.criteria {
            let (Test::Is(values), Some(View::Column { column, cells, .. })) =
                (test, sources.view(&selection.ledger, field))
            else {
                continue;
            };
            let open = column.kind == Kind::Text && column.values.is_empty() && !cells.words().is_empty();
            for value in values.iter().filter(|_| open) {
                let Value::Word(word) = value else { continue };
                // A word of a column that this one is joined with need not stand in it.
                if cells.number(word).is_some_and(|number| cells.values.contains(&number)) {
                    continue;
                }
                let problem = Diagnostic::new(&UNSEEN_VALUE, definition.place.clone())
                    .name("figure", &plan.name)
                    .name("column", column.title())
                    .name("word", word);
                problems.push(match model::diagnostic::nearest(word, cells.words().iter()) {
                    Some(near) => problem.words("near", near),
                    None => problem,
                });
            }
        }
    }
    problems
}
