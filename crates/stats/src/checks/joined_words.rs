//! A cell joins a word that figures count with others.

use super::recent;
use crate::sources::Sources;
use model::expr::{Field, Selection, Test, Value};
use model::plan::FigurePlan;
use model::{Diagnostic, Rule, Severity, Texts};
use std::collections::{BTreeMap, BTreeSet};

/// A cell joins a word that figures count with others.
pub(crate) static JOINED_WORDS: Rule = Rule {
    code: "joined-words",
    severity: Severity::Warning,
    chinese: Texts {
        title: "几个词语写在一格",
        meaning: "指标按词语挑选记录，这一格把那个词语与别的写在一起，哪一边都不算，或者两边都算作不是。",
        example: "类型写了“党工委会议/主任办公会”，而指标统计“党工委会议”。",
        remedy: "一格只填一项；确是两项的，分两行填写。",
        words: &[
            "“{column}”写着“{found}”，含有“{word}”却不相同，{figures}可能没有算对这一条。请只填一项，或分两行填写。",
        ],
    },
    english: Texts {
        title: "Several words in one cell",
        meaning: "Figures choose records by a word, and this cell has that word together with others, so that it counts for neither, or as none of both.",
        example: "The type says “党工委会议/主任办公会”, and a figure counts “党工委会议”.",
        remedy: "Write one thing in a cell; where it really is two, use two rows.",
        words: &[
            "“{column}” says “{found}”, which contains “{word}” but is not the same, so this record may be counted wrongly for {figures}. Please write only one, or use two rows.",
        ],
    },
};

/// What parts words in a cell.
const BETWEEN: [char; 10] = ['、', '/', '／', '，', ',', '；', ';', '+', '＋', '\n'];

/// The cells of each ledger's last submission that join a word that figures choose records by.
pub fn joined<'a>(sources: &Sources, plans: impl Iterator<Item = &'a FigurePlan>) -> Vec<Diagnostic> {
    // By ledger and column the words that are counted, each with the figures.
    let mut counted: BTreeMap<(String, String), BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for plan in plans {
        plan.expr.visit(&mut |_, selection| {
            for (id, word) in words(selection) {
                let column = counted.entry((selection.ledger.clone(), id.to_owned())).or_default();
                column.entry(word.to_owned()).or_default().insert(plan.title.clone());
            }
        });
    }
    let mut problems = Vec::new();
    for ((ledger, id), words) in &counted {
        let Some(loaded) = sources.get(ledger) else { continue };
        let Some(at) = loaded.ledger.position(id) else { continue };
        let (Some(column), Some(cells)) = (loaded.ledger.columns.get(at), loaded.records.columns.get(at)) else {
            continue;
        };
        for record in recent(loaded).into_values().flatten() {
            let Some(found) = cells.get(record).and_then(|value| cells.word(value)) else { continue };
            if words.contains_key(found) || !found.contains(BETWEEN) {
                continue;
            }
            let part = found.split(BETWEEN).map(str::trim).find_map(|part| words.get_key_value(part));
            let Some((word, figures)) = part else { continue };
            let problem = Diagnostic::new(&JOINED_WORDS, loaded.records.place(record, at));
            let problem = problem.name("column", column.title()).words("found", found).name("word", word);
            problems.push(problem.names("figures", figures.iter()));
        }
    }
    problems
}

/// The words by which a selection chooses records.
fn words(selection: &Selection) -> impl Iterator<Item = (&str, &str)> {
    selection.criteria.iter().flat_map(|criterion| {
        let (id, values) = match (&criterion.field, &criterion.test) {
            (Field::Own(id), Test::Is(values) | Test::Not(values)) => (id.as_str(), values.as_slice()),
            _ => ("", [].as_slice()),
        };
        values.iter().filter_map(move |value| match value {
            Value::Word(word) => Some((id, word.as_str())),
            Value::Stored(_) => None,
        })
    })
}
