//! Who of those that have to send a ledger has not (senders).

use model::Month;
use model::ledger::Ledger;
use model::records::Records;
use model::unsent::{Missing, Unsent};
use std::collections::{BTreeMap, BTreeSet};

/// Those who have to send, and what was sent.
pub(crate) struct Sending<'a> {
    pub(crate) ledger: &'a Ledger,
    pub(crate) records: &'a Records,
    /// For each record who it is of, by the position in the list of senders.
    pub(crate) of: &'a [Option<u32>],
    /// The ledger of the senders, and which of its records hold.
    pub(crate) senders: (&'a Ledger, &'a Records),
    pub(crate) holding: Vec<usize>,
}

/// Who has not sent in a month in which others have.
pub(crate) fn unsent(sending: &Sending<'_>, month: Month) -> Vec<Unsent> {
    let records = sending.records;
    if !records.submissions.iter().any(|sent| sent.month == month) {
        return Vec::new();
    }
    // The last month of each sender up to the month.
    let mut last: BTreeMap<u32, Month> = BTreeMap::new();
    for (record, of) in sending.of.iter().enumerate() {
        let sent = records.submission(record).map(|sent| sent.month).filter(|sent| *sent <= month);
        if let (Some(of), Some(sent)) = (of, sent) {
            let known = last.entry(*of).or_insert(sent);
            *known = (*known).max(sent);
        }
    }
    let missing = sending.holding.iter().filter_map(|sender| {
        let sent = u32::try_from(*sender).ok().and_then(|sender| last.get(&sender)).copied();
        let name = name(sending.senders, *sender).filter(|_| sent != Some(month))?;
        Some(Unsent { ledger: sending.ledger.title.clone(), missing: Missing::Sender(name), last: sent })
    });
    missing.collect()
}

/// Who has sent in a month, in the order of the list.
pub(crate) fn sent(sending: &Sending<'_>, month: Month) -> Vec<String> {
    let in_month = |record: usize| sending.records.submission(record).is_some_and(|sent| sent.month == month);
    let sent: BTreeSet<u32> =
        sending.of.iter().enumerate().filter(|(record, _)| in_month(*record)).filter_map(|(_, of)| *of).collect();
    let sent = sent.into_iter().filter_map(|sender| usize::try_from(sender).ok());
    sent.filter_map(|sender| name(sending.senders, sender)).collect()
}

/// What a sender is called in the list of the senders.
fn name((ledger, records): (&Ledger, &Records), sender: usize) -> Option<String> {
    let entity = ledger.entity.as_ref()?;
    let mut columns = entity.names.iter().chain(&entity.codes).filter_map(|id| ledger.position(id));
    columns.find_map(|at| {
        let cells = records.columns.get(at)?;
        cells.word(cells.get(sender)?).map(str::to_owned)
    })
}
