//! What a report has to own up to: ledgers that were not sent, or whose submissions have errors.

use crate::session::Session;
use model::caveat::Caveat;
use model::{Month, Severity};
use std::collections::BTreeMap;

/// The caveats of a session, those of what was not sent first.
pub(crate) fn of(session: &Session) -> Vec<Caveat> {
    let time = session.project.time;
    let id = |title: &str| session.project.ledgers.iter().find(|ledger| ledger.title == title);
    let mut caveats = Vec::new();
    for unsent in &session.unsent {
        let Some(ledger) = id(&unsent.ledger) else { continue };
        let words = unsent.caveat(time.month);
        caveats.push(Caveat { ledger: ledger.id.clone(), month: time.month, unsent: true, words });
    }
    // Errors of each ledger and month, and whether one of them lost a whole file.
    let mut errors: BTreeMap<(usize, Month), usize> = BTreeMap::new();
    for problem in session.findings.iter().filter(|problem| problem.severity == Severity::Error) {
        let file = &problem.place.file;
        let workbook = session.workbooks.iter().find(|workbook| workbook.file == *file);
        let ledgers = &session.project.ledgers;
        let at = workbook.and_then(|workbook| ledgers.iter().position(|ledger| ledger.title == workbook.ledger));
        let month = file.split('/').nth(1).and_then(|folder| folder.parse().ok());
        if let (Some(at), Some(month)) = (at, month) {
            *errors.entry((at, month)).or_default() += 1 + problem.more;
        }
    }
    caveats.extend(errors.into_iter().map(|((at, month), count)| {
        let ledger = &session.project.ledgers[at];
        let words = format!(
            "{}报送的{}有{count}处错误没有更正，出错的单元格按空计，数可能不全。",
            month.chinese(),
            ledger.title
        );
        Caveat { ledger: ledger.id.clone(), month, unsent: false, words }
    }));
    caveats
}
