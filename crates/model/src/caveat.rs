//! Reservations (数据说明): why the numbers of a ledger may not be whole.

use crate::Month;
use crate::expr::{Expr, Field, Selection, Sent};
use crate::time::months_chinese;
use std::collections::BTreeMap;

/// Why numbers of a ledger may not be whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Caveat {
    /// The ledger's id and title.
    pub ledger: [String; 2],
    /// The month whose submission is meant.
    pub month: Month,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a submission.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It was not sent, in the words that a reader is told.
    Unsent(String),
    /// It has errors: so many in a column, whose id and title follow, or in the file as a whole.
    Errors(usize, Option<[String; 2]>),
}

impl Caveat {
    /// Whether a number is concerned: it reads the column of the submission, or would read it.
    pub fn concerns(&self, expr: &Expr) -> bool {
        let mut concerns = false;
        expr.visit(&mut |take, selection| concerns |= self.concerns_records(selection, take.fields()));
        concerns
    }

    /// Whether a listing is concerned that shows these columns of a selection.
    pub fn concerns_records<'a>(&self, selection: &Selection, shown: impl Iterator<Item = &'a Field> + Clone) -> bool {
        let read = match &self.reason {
            Reason::Errors(_, Some([id, _])) => {
                let own = |field: &Field| field.columns().any(|other| other == id);
                shown.clone().any(own) || selection.fields().any(own)
            }
            Reason::Unsent(_) | Reason::Errors(_, None) => true,
        };
        (self.is_of(selection, &selection.ledger) && read) || self.concerns_joined(selection, shown)
    }

    /// Whether records are read together with those of the ledger, which stand behind their own.
    fn concerns_joined<'a>(&self, selection: &Selection, mut shown: impl Iterator<Item = &'a Field>) -> bool {
        let read = |field: &Field| match (field, &self.reason) {
            (Field::Joined(ledger, id), Reason::Errors(_, Some([wrong, _]))) => {
                *ledger == self.ledger[0] && id == wrong
            }
            (Field::Joined(ledger, _), Reason::Unsent(_) | Reason::Errors(_, None)) => *ledger == self.ledger[0],
            (Field::Own(_) | Field::OfEntity(..) | Field::Entity(_) | Field::Changed(_) | Field::Days(_), _) => false,
        };
        self.is_of(selection, &self.ledger[0]) && (shown.any(read) || selection.fields().any(read))
    }

    fn is_of(&self, selection: &Selection, ledger: &str) -> bool {
        let reads = match selection.sent {
            Sent::Any => true,
            Sent::Every(span) => span.from.is_none_or(|from| from <= self.month) && self.month <= span.to,
            // In place of what was not sent stands what was sent before, or what others sent.
            Sent::Last { month, as_of } if matches!(self.reason, Reason::Unsent(_)) => {
                month.is_none_or(|month| month <= self.month) && self.month <= as_of.month_of()
            }
            Sent::Last { month, .. } => month == Some(self.month),
        };
        ledger == self.ledger[0] && reads
    }
}

/// The errors of a column in some months.
#[derive(Default)]
struct Errors {
    months: Vec<Month>,
    count: usize,
}

/// Caveats as sentences: what was not sent, then the errors of each column with all their months.
pub fn sentences<'a>(caveats: impl IntoIterator<Item = &'a Caveat>) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut errors: BTreeMap<(&str, Option<&str>), Errors> = BTreeMap::new();
    for caveat in caveats {
        match &caveat.reason {
            Reason::Unsent(words) => sentences.push(words.clone()),
            Reason::Errors(count, column) => {
                let column = column.as_ref().map(|[_, title]| title.as_str());
                let all = errors.entry((&caveat.ledger[1], column)).or_default();
                all.months.push(caveat.month);
                all.count += count;
            }
        }
    }
    sentences.extend(errors.into_iter().map(|((ledger, column), Errors { months, count })| {
        let (months, all) = (spans(months), if column.is_some() { "，出错的按空计" } else { "" });
        let column = column.map(|title| format!("“{title}”")).unwrap_or_default();
        format!("{months}报送的{ledger}{column}有{count}处错误没有更正{all}，数可能不全。")
    }));
    sentences
}

/// Months in words, those that follow one another together: 2024年1—6月、2025年2月.
fn spans(mut months: Vec<Month>) -> String {
    months.sort_unstable();
    months.dedup();
    let mut spans: Vec<(Month, Month)> = Vec::new();
    for month in months {
        match spans.last_mut() {
            Some((_, last)) if last.plus(1) == month && last.year() == month.year() => *last = month,
            _ => spans.push((month, month)),
        }
    }
    spans.into_iter().map(|(from, to)| months_chinese(from, to)).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_many_months_are_one_sentence() {
        let error = |month: &str| Caveat {
            ledger: ["tax".to_owned(), "税收".to_owned()],
            month: month.parse().expect("a month"),
            reason: Reason::Errors(1, Some(["paid".to_owned(), "税额".to_owned()])),
        };
        let caveats = ["2024-11", "2024-12", "2025-01", "2025-03"].map(error);
        let expected =
            "2024年11—12月、2025年1月、2025年3月报送的税收“税额”有4处错误没有更正，出错的按空计，数可能不全。";
        assert_eq!(sentences(&caveats), [expected]);
    }
}
