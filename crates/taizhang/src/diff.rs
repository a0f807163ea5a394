//! `taizhang diff`: what changed between the submissions of two months.

use crate::cli::DiffOptions;
use crate::language::tell;
use crate::outcome::{End, Fatal};
use crate::session::Session;
use model::change::{Change, ChangeKind};
use model::ledger::{Grain, Ledger};
use model::{CellRef, Month, Said, say};
use std::sync::Arc;

/// Tells the changes of every ledger of states that was submitted in both months.
pub(crate) fn run(options: &DiffOptions) -> Result<End, Fatal> {
    let session = Session::open(&options.common, &[])?;
    let all = changes(&session, (options.from, options.to), options.ledger.as_deref())?;
    if options.output.json() {
        let ledgers =
            all.iter().map(|(ledger, changes)| serde_json::json!({ "ledger": ledger.id, "changes": changes }));
        println!("{:#}", serde_json::Value::from_iter(ledgers));
    } else {
        for (ledger, changes) in &all {
            print(ledger, changes, options);
        }
    }
    Ok(session.end())
}

/// What changed from one month to another in the ledger that is asked for, or in each that can be compared.
pub(crate) fn changes<'a>(
    session: &'a Session,
    months: (Month, Month),
    ledger: Option<&str>,
) -> Result<Vec<(&'a Ledger, Vec<Change>)>, Fatal> {
    let changed = |ledger: &'a Ledger| Ok((ledger, stats::diff(&session.sources, &ledger.id, months.0, months.1)?));
    chosen(session, months, ledger)?.into_iter().map(changed).collect()
}

/// The ledger that was asked for, or all that can be compared.
fn chosen<'a>(
    session: &'a Session,
    (from, to): (Month, Month),
    ledger: Option<&str>,
) -> Result<Vec<&'a Ledger>, Fatal> {
    let ledgers = || session.project.ledgers.iter().map(Arc::as_ref);
    if let Some(id) = ledger {
        let found = ledgers().find(|ledger| ledger.id == id || ledger.title == id);
        let known = ledgers().flat_map(|ledger| [ledger.id.as_str(), ledger.title.as_str()]);
        let unknown = || {
            let known = model::diagnostic::suggestion(id, known);
            say!("没有“{id}”这个台账{known}", "there is no ledger “{id}”{known}", known)
        };
        return Ok(vec![found.ok_or_else(unknown)?]);
    }
    let sent = |ledger: &Ledger, month| session.sources.catalogue().submitted(&ledger.id).any(|sent| sent == month);
    let comparable = |ledger: &&Ledger| {
        ledger.grain == Grain::Snapshot && !ledger.key.is_empty() && sent(ledger, from) && sent(ledger, to)
    };
    let chosen: Vec<&Ledger> = ledgers().filter(comparable).collect();
    if chosen.is_empty() {
        return Err(say!(
            "没有在{from}和{to}都报送的存量台账可以对比。",
            "no ledger of states with a key was sent both for {from} and for {to}, so there is nothing to compare.",
            from,
            to
        )
        .into());
    }
    Ok(chosen)
}

fn print(ledger: &Ledger, changes: &[Change], options: &DiffOptions) {
    let (title, count) = (&ledger.title, changes.len());
    tell!(
        "{title}：{to}与{from}相比，变化 {count} 处。",
        "{title}: {count} change(s) in {to} against {from}.",
        to = options.to,
        from = options.from
    );
    for kind in ChangeKind::ALL {
        let group: Vec<&Change> = changes.iter().filter(|change| change.kind == kind).collect();
        if group.is_empty() {
            continue;
        }
        let count = group.len();
        tell!("  {kind} {count} 处", "  {kind}: {count}", kind);
        for Change { key, column, before, after, .. } in group {
            let place = after.as_ref().or(before.as_ref()).map(|cell| cell.place.clone()).unwrap_or_default();
            match column {
                Some(column) => tell!(
                    "    {key}：{column} {before} → {after}　{place}",
                    "    {key}: {column} {before} → {after}  {place}",
                    before = words(before.as_ref()),
                    after = words(after.as_ref()),
                    place
                ),
                None => tell!("    {key}　{place}", "    {key}  {place}", place),
            }
        }
    }
}

/// What a cell says, or that it says nothing.
pub(crate) fn words(cell: Option<&CellRef>) -> Said {
    match cell {
        Some(cell) if cell.value.is_empty() => Said::fixed("空", "empty"),
        Some(cell) => Said::same(&cell.value),
        None => Said::fixed("无", "nothing"),
    }
}
