//! Listings, detail records and what a report is written once for each value of.

use super::Resolving;
use super::criteria::{Filter, criteria, no_column, no_ledger};
use super::figures::NO_PERIOD;
use super::tables::order;
use super::times::{At, monthly, taken};
use crate::catalogue::{Entry, Meaning};
use model::document::Deadline;
use model::expr::{Field, Selection, Sent};
use model::figure::Period;
use model::ledger::{Grain, Kind, Ledger};
use model::plan::{DetailPlan, ListingPlan};
use model::report::{Each, ListingDefinition};
use model::{Diagnostic, Said, say};

impl Resolving<'_> {
    /// The plan of a listing; nothing where something is wrong with it.
    pub(super) fn listing(&self, listing: &ListingDefinition, problems: &mut Vec<Diagnostic>) -> Option<ListingPlan> {
        let before = problems.len();
        let name = &listing.name;
        let mut problem = |key: &str, message: Said| {
            let message = say!("明细表“{name}”：{message}", "listing “{name}”: {message}", message);
            problems.push(self.report.problem(&["listings", name, key], message));
        };
        let Some(entry) = self.catalogue().entry(&listing.ledger) else {
            problem("ledger", no_ledger(self.catalogue(), &listing.ledger));
            return None;
        };
        let order = order(listing.order.as_deref());
        let mut field = |key: &str, name: &str| {
            let field = self.field(&listing.ledger, name);
            if field.is_none() {
                problem(key, no_column(self.catalogue(), &listing.ledger, name));
            }
            field
        };
        let columns: Vec<(String, Option<Field>)> =
            listing.columns.iter().map(|name| (name.clone(), field("columns", name))).collect();
        let order = order.map(|(name, direction)| (field("order", name), direction));
        let period = listing.period.unwrap_or(Period::Month);
        if let Err(message) = monthly(period) {
            problem("period", message);
        }
        if period != Period::Month && entry.ledger.grain == Grain::Snapshot && entry.ledger.across().is_none() {
            problem("period", NO_PERIOD);
        }
        let selection = self.selection(entry, period, &listing.filter);
        let selection = match selection {
            Ok(selection) => Some(selection),
            Err(messages) => {
                messages.into_iter().for_each(|message| problem("where", message));
                None
            }
        };
        if problems.len() > before {
            return None;
        }
        let columns: Vec<(String, Field)> =
            columns.into_iter().filter_map(|(name, field)| Some((name, field?))).collect();
        Some(ListingPlan {
            name: listing.name.clone(),
            title: listing.title.clone(),
            note: listing.note.clone(),
            deadline: deadline(entry, self.at, &listing.columns, usize::from(listing.numbered)),
            selection: selection?,
            columns,
            order: order.and_then(|(field, direction)| Some((field?, direction))),
            top: listing.top,
            numbered: listing.numbered,
        })
    }

    /// The ledgers whose records go along: from January of last year to the month, or of the
    /// submission that holds.
    pub(super) fn details(&self, problems: &mut Vec<Diagnostic>) -> Vec<DetailPlan> {
        let mut details = Vec::new();
        for (ledger, columns) in &self.report.details {
            let path = ["details", ledger.as_str()];
            let mut problem = |message: Said| {
                problems.push(self.report.problem(&path, say!("明细：{message}", "details: {message}", message)));
            };
            let Some(entry) = self.catalogue().entry(ledger) else {
                problem(no_ledger(self.catalogue(), ledger));
                continue;
            };
            let Some(columns) = columns.columns() else {
                details.push(DetailPlan { ledger: ledger.clone(), selections: Vec::new(), fields: Vec::new() });
                continue;
            };
            let mut fields = Vec::new();
            for name in columns {
                match self.field(ledger, name) {
                    Some(field) => fields.push(field),
                    None => problem(no_column(self.catalogue(), ledger, name)),
                }
            }
            let mut selections = vec![all(entry, Period::Ytd, self.at)];
            if entry.ledger.grain == Grain::Month {
                selections.push(all(entry, Period::Year, self.at.earlier(12)));
            }
            details.push(DetailPlan { ledger: ledger.clone(), selections, fields });
        }
        details
    }

    /// The records and the column whose values get a document each.
    pub(super) fn each(&self, each: &Each, problems: &mut Vec<Diagnostic>) -> Option<(Selection, Field)> {
        let mut problem = |message: Said| {
            problems.push(self.report.problem(&["each"], say!("each：{message}", "each: {message}", message)));
        };
        let Some(entry) = self.catalogue().entry(&each.ledger) else {
            problem(no_ledger(self.catalogue(), &each.ledger));
            return None;
        };
        let field = match self.catalogue().meaning(&each.ledger, &each.column, self.at.time.as_of) {
            Some(Meaning::Column(field, _, column)) if column.kind.is_words() => Some(field),
            Some(_) => {
                let column = &each.column;
                problem(say!(
                    "“{column}”不是文字列，不能一个值一份",
                    "“{column}” is no column of text, so there can be no document for each of its values"
                ));
                None
            }
            None => {
                problem(no_column(self.catalogue(), &each.ledger, &each.column));
                None
            }
        };
        match self.selection(entry, Period::Month, &each.filter) {
            Ok(selection) => Some((selection, field?)),
            Err(messages) => {
                messages.into_iter().for_each(problem);
                None
            }
        }
    }

    fn selection(&self, entry: &Entry, period: Period, filter: &Filter) -> Result<Selection, Vec<Said>> {
        let criteria = criteria(self.catalogue(), &entry.ledger, filter, self.at, None)?;
        Ok(all(entry, period, self.at).and(criteria))
    }

    fn field(&self, ledger: &str, name: &str) -> Option<Field> {
        self.catalogue().meaning(ledger, name, self.at.time.as_of)?.field().cloned()
    }
}

/// All records of a period.
fn all(entry: &Entry, period: Period, at: At) -> Selection {
    let (sent, periods) = taken(entry, period, at);
    Selection { ledger: entry.ledger.id.clone(), sent, periods, criteria: Vec::new() }
}

/// The columns of deadline and state among those that are shown, behind so many others.
fn deadline(entry: &Entry, at: At, shown: &[String], before: usize) -> Option<Deadline> {
    let ledger: &Ledger = &entry.ledger;
    let due = shown.iter().position(|id| Some(id) == ledger.deadline.as_ref())?;
    let is_status = |id: &String| ledger.column(id).is_some_and(|column| column.kind == Kind::Status);
    let status = shown.iter().position(is_status)?;
    let words = shown.get(status).and_then(|id| ledger.column(id))?;
    let done = words.done.iter().chain(&words.standing).cloned().collect();
    let sent = match taken(entry, Period::Month, at).0 {
        Sent::Last { month, .. } => month,
        Sent::Any | Sent::Every(_) => None,
    };
    Some(Deadline { due: due + before, status: status + before, done, as_of: at.time.as_of, sent })
}

/// The deadline of the detail sheet of a ledger, whose own columns stand first.
pub(crate) fn detail_deadline(entry: &Entry, time: model::ReportingTime) -> Option<Deadline> {
    let ids: Vec<String> = entry.ledger.columns.iter().map(|column| column.id.clone()).collect();
    deadline(entry, At::new(time), &ids, 0)
}
