use super::recent;
use crate::sources::Sources;
use model::diagnostic::nearest;
use model::{Diagnostic, Rule, Severity, Texts};
use std::collections::{BTreeMap, BTreeSet};

/// A value by which two ledgers are joined, and which the other one does not have.
pub(crate) static UNJOINED: Rule = Rule {
    code: "unjoined",
    severity: Severity::Warning,
    chinese: Texts {
        title: "对不上另一个台账",
        meaning: "台账定义写明这一列与另一个台账的一列是同样的内容（same-as），而这个词在那一列里没有，两边的数对不到一起。",
        example: "支出台账写“县医院”，预算台账写“县人民医院”。",
        remedy: "把两个台账的写法改成一样；确实只在一边有的，可以不管。",
        words: &[
            "“{word}”在“{ledger}”的“{column}”里没有，两个台账的数对不到一起。是否为“{near}”？",
            "“{word}”在“{ledger}”的“{column}”里没有，两个台账的数对不到一起。请把写法改成一样；确实只在一边有的，可以不管。",
        ],
    },
    english: Texts {
        title: "No match in the other ledger",
        meaning: "The ledger's definition says that this column holds the same as a column of another ledger (same-as), and that column does not have this word, so that the numbers of the two do not meet.",
        example: "The ledger of spending says “县医院”, the ledger of budgets says “县人民医院”.",
        remedy: "Write it the same way in both ledgers; where only one of them has it, no action is needed.",
        words: &[
            "“{word}” is not in “{column}” of “{ledger}”, so the numbers of the two ledgers do not meet. Did you mean “{near}”?",
            "“{word}” is not in “{column}” of “{ledger}”, so the numbers of the two ledgers do not meet. Please write it the same way in both; where only one of them has it, no action is needed.",
        ],
    },
};

/// Every such word once, at the first record of the last submissions that has it.
pub(super) fn check(sources: &Sources) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for loaded in sources.all() {
        for (at, column) in loaded.ledger.columns.iter().enumerate().filter(|(_, column)| column.kind.is_words()) {
            let Some((ledger, id)) = column.same_as.as_deref().and_then(|name| name.split_once('.')) else { continue };
            let Some(other) = sources.get(ledger) else { continue };
            let Some(named) = other.ledger.position(id) else { continue };
            let cells = loaded.records.columns.get(at).zip(other.records.columns.get(named));
            let (Some((cells, others)), Some(title)) = (cells, other.ledger.columns.get(named)) else { continue };
            let known: BTreeSet<i64> =
                recent(other).into_values().flatten().filter_map(|record| others.get(record)).collect();
            let mut first: BTreeMap<i64, usize> = BTreeMap::new();
            for record in recent(loaded).into_values().flatten() {
                if let Some(value) = cells.get(record).filter(|value| !known.contains(value)) {
                    first.entry(value).or_insert(record);
                }
            }
            for (value, record) in first {
                let word = cells.word(value).unwrap_or_default();
                let problem = Diagnostic::new(&UNJOINED, loaded.records.place(record, at))
                    .name("word", word)
                    .name("ledger", &other.ledger.title)
                    .name("column", title.title());
                problems.push(match nearest(word, known.iter().filter_map(|value| others.word(*value))) {
                    Some(near) => problem.words("near", near),
                    None => problem,
                });
            }
        }
    }
    problems
}
