//! Reservations (数据说明): why the numbers of a ledger may not be whole.

use crate::expr::{Criterion, Expr, Field, Selection, Sent, Test, Value};
use crate::time::months_chinese;
use crate::{Language, Month, Said, say};
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
    Unsent(Said),
    /// What changed in it is told against a submission of that month, and not of the month before.
    Against(Month),
    /// It has errors: so many in a column, whose id and title follow, or in the file as a whole.
    Errors(usize, Option<[String; 2]>),
    /// So many cells of a column are empty by which figures choose records.
    Empty(usize, [String; 2]),
    /// A whole column is empty, or not there.
    EmptyColumn([String; 2]),
    /// Two columns stand for one, of which one was read.
    Chosen([String; 2]),
    /// So many rows that look like records were not read.
    Unread(usize),
    /// It says that it is of another month.
    OtherMonth,
    /// It seems to hold sums since January: months of it are not to be added up.
    SinceJanuary,
    /// So many sheets or records of it may count twice.
    Twice(usize),
    /// So many rows of it may be the sums of others.
    Nested(usize),
    /// So many records of it are struck out and were counted all the same.
    Struck(usize),
    /// So many formulas of it were not calculated again.
    Uncalculated(usize),
    /// Its amounts may be in another unit.
    Unit,
    /// So many totals of a column are not the sums of their rows.
    Total(usize, [String; 2]),
    /// So many numbers of a column may be a hundred times too large.
    Scale(usize, [String; 2]),
}

impl Reason {
    /// The id and the title of the column that is wrong, where it is one.
    pub fn column(&self) -> Option<&[String; 2]> {
        match self {
            Reason::Errors(_, column) => column.as_ref(),
            Reason::Empty(_, column) | Reason::EmptyColumn(column) | Reason::Chosen(column) => Some(column),
            Reason::Total(_, column) | Reason::Scale(_, column) => Some(column),
            Reason::Unsent(_)
            | Reason::Against(_)
            | Reason::Unread(_)
            | Reason::OtherMonth
            | Reason::SinceJanuary
            | Reason::Twice(_)
            | Reason::Nested(_)
            | Reason::Struck(_)
            | Reason::Uncalculated(_)
            | Reason::Unit => None,
        }
    }
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
        let read = match self.reason.column() {
            Some([id, _]) => {
                let own = |field: &Field| field.columns().any(|other| other == id);
                selection.fields().any(own) || shown.clone().any(own)
            }
            None => true,
        };
        (self.is_of(selection, &selection.ledger) && read) || self.concerns_joined(selection, shown)
    }

    /// The same of a listing: an empty cell that it shows is in sight, and no record is missing for it.
    pub fn concerns_listing<'a>(&self, selection: &Selection, shown: impl Iterator<Item = &'a Field> + Clone) -> bool {
        match self.reason {
            Reason::Empty(..) | Reason::EmptyColumn(_) => self.concerns_records(selection, std::iter::empty()),
            _ => self.concerns_records(selection, shown),
        }
    }

    /// Whether a number is concerned as it is printed: a dash in its place says itself that nothing was filled in.
    pub fn concerns_printed(&self, expr: &Expr, valued: bool) -> bool {
        (valued || !matches!(self.reason, Reason::Empty(..) | Reason::EmptyColumn(_))) && self.concerns(expr)
    }

    /// Whether records are read together with those of the ledger, which stand behind their own.
    fn concerns_joined<'a>(&self, selection: &Selection, mut shown: impl Iterator<Item = &'a Field>) -> bool {
        let read = |field: &Field| match (field, self.reason.column()) {
            (Field::Joined(ledger, id), Some([wrong, _])) => *ledger == self.ledger[0] && id == wrong,
            (Field::Joined(ledger, _), None) => *ledger == self.ledger[0],
            // A list that was not sent again holds on.
            (Field::OfEntity(..) | Field::Entity(_), _) if matches!(self.reason, Reason::Unsent(_)) => false,
            (Field::OfEntity(list, id), Some([wrong, _])) => *list == self.ledger[0] && id == wrong,
            (Field::OfEntity(list, _) | Field::Entity(list), None) => *list == self.ledger[0],
            (Field::Own(_) | Field::Entity(_) | Field::Changed(_) | Field::Days(_), _) => false,
        };
        self.is_of(selection, &self.ledger[0]) && (shown.any(read) || selection.fields().any(read))
    }

    fn is_of(&self, selection: &Selection, ledger: &str) -> bool {
        let changed = || selection.fields().any(|field| matches!(field, Field::Changed(_)));
        if matches!(self.reason, Reason::Against(_)) && !changed() {
            return false;
        }
        // Who chooses records by their words takes no total with them.
        let chosen = |criterion: &Criterion| matches!((&criterion.field, &criterion.test), (Field::Own(_), Test::Is(values)) if values.iter().any(|value| matches!(value, Value::Word(_))));
        if matches!(self.reason, Reason::Nested(_)) && selection.criteria.iter().any(chosen) {
            return false;
        }
        let reads = match selection.sent {
            Sent::Any => true,
            Sent::Every(span) if self.reason == Reason::SinceJanuary && span.from == Some(span.to) => false,
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

/// What is told of a ledger in one sentence, in the order of the sentences.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Errors,
    Empty,
    EmptyColumn,
    Chosen,
    Unread,
    OtherMonth,
    SinceJanuary,
    Twice,
    Struck,
    Uncalculated,
    Unit,
    Total,
    Scale,
}

/// What is told of it in some months.
#[derive(Default)]
struct Counted {
    months: Vec<Month>,
    count: usize,
}

/// Caveats as sentences: what was not sent, then what is wrong with each column with all its months.
pub fn sentences<'a>(caveats: impl IntoIterator<Item = &'a Caveat>) -> Vec<Said> {
    let mut sentences = Vec::new();
    let mut counted: BTreeMap<(Kind, &str, Option<&str>), Counted> = BTreeMap::new();
    for caveat in caveats {
        let (kind, count) = match &caveat.reason {
            Reason::Unsent(words) => {
                sentences.push(words.clone());
                continue;
            }
            Reason::Against(month) => {
                let title = &caveat.ledger[1];
                sentences.push(say!(
                    "{title}的变化是与{month}报送的相比。",
                    "What changed in {title} is told against the submission of {month}.",
                    month
                ));
                continue;
            }
            Reason::Errors(count, _) => (Kind::Errors, *count),
            Reason::Empty(count, _) => (Kind::Empty, *count),
            Reason::EmptyColumn(_) => (Kind::EmptyColumn, 1),
            Reason::Chosen(_) => (Kind::Chosen, 1),
            Reason::Unread(rows) => (Kind::Unread, *rows),
            Reason::OtherMonth => (Kind::OtherMonth, 1),
            Reason::SinceJanuary => (Kind::SinceJanuary, 1),
            Reason::Twice(count) | Reason::Nested(count) => (Kind::Twice, *count),
            Reason::Struck(count) => (Kind::Struck, *count),
            Reason::Uncalculated(count) => (Kind::Uncalculated, *count),
            Reason::Unit => (Kind::Unit, 1),
            Reason::Total(count, _) => (Kind::Total, *count),
            Reason::Scale(count, _) => (Kind::Scale, *count),
        };
        let column = caveat.reason.column().map(|[_, title]| title.as_str());
        let all = counted.entry((kind, &caveat.ledger[1], column)).or_default();
        all.months.push(caveat.month);
        all.count += count;
    }
    let said = |((kind, ledger, column), counted): ((Kind, &str, Option<&str>), Counted)| {
        sentence(kind, (ledger, column), counted)
    };
    sentences.extend(counted.into_iter().map(said));
    sentences
}

fn sentence(kind: Kind, (ledger, column): (&str, Option<&str>), Counted { months, count }: Counted) -> Said {
    let (months, title) = (spans(months), column.unwrap_or_default());
    match (kind, column) {
        (Kind::Errors, Some(_)) => say!(
            "{months}报送的{ledger}“{title}”有{count}处错误没有更正，出错的按空计，数可能不全。",
            "{count} error(s) in “{title}” of {ledger} ({months}) were not corrected and count as empty, so that numbers may not be whole.",
            months
        ),
        (Kind::Errors, None) => say!(
            "{months}报送的{ledger}有{count}处错误没有更正，数可能不准。",
            "{count} error(s) in {ledger} ({months}) were not corrected, so that numbers may be wrong.",
            months
        ),
        (Kind::Empty, _) => say!(
            "{months}报送的{ledger}“{title}”有{count}处空着没有核实，数可能不全。",
            "“{title}” of {ledger} ({months}) is empty in {count} place(s), which were not checked, so that numbers may not be whole.",
            months
        ),
        (Kind::EmptyColumn, _) => say!(
            "{months}报送的{ledger}整列没有填“{title}”，用到它的数不含这些报送。",
            "“{title}” of {ledger} ({months}) is empty throughout, and numbers that use it are without these submissions.",
            months
        ),
        (Kind::Chosen, _) => say!(
            "{months}报送的{ledger}有两列都对应“{title}”，只读了其中一列，该读哪一列没有核实，数可能不准。",
            "Two columns of {ledger} ({months}) stand for “{title}”, of which one was read; which one is meant was not checked, so that numbers may be wrong.",
            months
        ),
        (Kind::Unread, _) => say!(
            "{months}报送的{ledger}有{count}行没有表头，没有读取，数不含这些行。",
            "{count} row(s) of {ledger} ({months}) have no header and were not read; numbers are without them.",
            months
        ),
        (Kind::SinceJanuary, _) => say!(
            "{months}报送的{ledger}像是年初以来的累计数，几个月相加可能重复，没有核实，数可能偏大。",
            "{ledger} ({months}) seems to hold sums since January, and months of it were added up, which was not checked, so that numbers may be too large.",
            months
        ),
        (Kind::Twice, _) => say!(
            "{months}报送的{ledger}有{count}处可能重复计入（小计、旧表、上月已报的等）没有核实，数可能偏大。",
            "{count} place(s) of {ledger} ({months}) may count twice (subtotals, old sheets, records of last month), which was not checked, so that numbers may be too large.",
            months
        ),
        (Kind::Struck, _) => say!(
            "{months}报送的{ledger}有{count}行划了删除线，或写着作废、不计入、重复，应不应计入没有核实，照样计入，数可能偏大。",
            "{count} row(s) of {ledger} ({months}) are struck out or say that they are void, do not count or stand twice; whether they count was not checked and they were counted, so that numbers may be too large.",
            months
        ),
        (Kind::Uncalculated, _) => say!(
            "{months}报送的{ledger}有{count}格公式没有重新计算，数可能是旧的。",
            "{count} formula(s) of {ledger} ({months}) were not calculated again, so that numbers may be old.",
            months
        ),
        (Kind::Unit, _) => say!(
            "{months}报送的{ledger}的金额单位有疑问，没有核实，数可能不准。",
            "The unit of amounts of {ledger} ({months}) is in doubt and was not checked, so that numbers may be wrong.",
            months
        ),
        (Kind::Total, _) => say!(
            "{months}报送的{ledger}“{title}”有{count}处合计与各行之和不符，没有核实，数可能不准。",
            "{count} total(s) of “{title}” of {ledger} ({months}) are not the sums of their rows, which was not checked, so that numbers may be wrong.",
            months
        ),
        (Kind::Scale, _) => say!(
            "{months}报送的{ledger}“{title}”有{count}处可能没有写%，没有核实，数可能不准。",
            "“{title}” of {ledger} ({months}) may lack its % in {count} place(s), which was not checked, so that numbers may be wrong.",
            months
        ),
        (Kind::OtherMonth, _) => say!(
            "{months}报送的{ledger}里写着别的月份或年度，是否放错没有核实，数可能不准。",
            "{ledger} ({months}) says another month or year; whether it was put into the wrong one was not checked, so that numbers may be wrong.",
            months
        ),
    }
}

/// Months in words, those that follow one another together: 2024年1—6月、2025年2月.
fn spans(mut months: Vec<Month>) -> Said {
    months.sort_unstable();
    months.dedup();
    let english = Said::list(months.iter().map(|month| Said::same(month.to_string())));
    let mut spans: Vec<(Month, Month)> = Vec::new();
    for month in months {
        match spans.last_mut() {
            Some((_, last)) if last.plus(1) == month && last.year() == month.year() => *last = month,
            _ => spans.push((month, month)),
        }
    }
    let chinese: Vec<String> = spans.into_iter().map(|(from, to)| months_chinese(from, to)).collect();
    Said::new(chinese.join("、"), english.text(Language::English).to_owned())
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
        let said = sentences(&caveats);
        assert_eq!(said.iter().map(Said::chinese).collect::<Vec<_>>(), [expected]);
    }
}
