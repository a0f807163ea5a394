//! The first report of a project whose ledgers were defined one by one.

use super::super::directive;
use super::proposal::{self, Ledger};
use super::{ids, learned, look};
use crate::cli::Definition;
use crate::disk::names;
use crate::intake::matches;
use crate::looking::Looked;
use crate::outcome::Fatal;
use crate::output::write_new;
use crate::project::known_ledgers;
use ingest::Draft;
use model::{Month, Said, say};
use std::collections::BTreeSet;
use std::path::Path;

/// The place of the proposed report.
const FOLDER: &str = "reports/definitions/first";

/// An id that a ledger's title suggests.
pub(crate) fn suggested_id(draft: &Draft) -> String {
    ids::ids(std::slice::from_ref(draft)).into_iter().next().unwrap_or_default()
}

/// Writes a first report of the ledgers that a project defines, from what their workbooks show.
///
/// # Errors
/// Ledgers without a workbook; a report that is there already.
pub(crate) fn first_report(project: &Path, month: Month) -> Result<(), Fatal> {
    let (ledgers, _) = known_ledgers(project);
    let mut drafts = Vec::new();
    for ledger in &ledgers {
        let sent = sent(project, ledger)?;
        let months: BTreeSet<Month> = sent.iter().filter_map(|one| one.month).collect();
        if let Some(draft) = learned(&sent) {
            drafts.push((ledger, as_defined(draft, ledger), months));
        }
    }
    if drafts.is_empty() {
        return Err(Said::fixed(
            "还没有台账读到工作簿，先把工作簿放进来。",
            "no workbook of a ledger was read yet; please put the workbooks in first.",
        )
        .into());
    }
    let told = drafts.iter().map(|(ledger, draft, months)| Ledger { id: &ledger.id, draft, months: months.clone() });
    let (report, text) = proposal::report(&told.collect::<Vec<_>>(), Some(month));
    let file = format!("{FOLDER}/report.toml");
    let report = directive(&file, Definition::Report) + &report;
    // The text first: without its definition nobody reads it.
    let there = |file: &str| say!("{file} 已经有了，没有改动。", "{file} is there already and was not changed.");
    for (file, bytes) in [(format!("{FOLDER}/text.md"), text.into_bytes()), (file, report.into_bytes())] {
        if !write_new(&project.join(&file), &bytes)? {
            return Err(there(&file).into());
        }
    }
    Ok(())
}

/// The workbooks of a ledger in all months, the newest last.
fn sent(project: &Path, ledger: &model::ledger::Ledger) -> Result<Vec<Looked>, Fatal> {
    let data = project.join("data");
    let mut sent = Vec::new();
    for folder in names(&data)? {
        let Ok(month) = folder.parse::<Month>() else { continue };
        for name in names(&data.join(&folder))?.into_iter().filter(|name| matches(ledger, name)) {
            if let Ok(one) = look(&data.join(&folder).join(name))? {
                sent.push(Looked { month: Some(month), ..one });
            }
        }
    }
    Ok(sent)
}

/// The draft with the names that the definition has: its columns go by the definition's ids, and what
/// the definition does not have is left out.
fn as_defined(mut draft: Draft, ledger: &model::ledger::Ledger) -> Draft {
    let defined = |labels: &[String], id: &str| {
        let by_label = ledger.columns.iter().find(|column| column.labels.iter().any(|label| labels.contains(label)));
        by_label.or_else(|| ledger.column(id)).map(|column| column.id.clone())
    };
    let renamed: Vec<(String, Option<String>)> =
        draft.columns.iter().map(|column| (column.id.clone(), defined(&column.labels, &column.id))).collect();
    let of = |id: &String| renamed.iter().find(|(old, _)| old == id).and_then(|(_, new)| new.clone());
    draft.title.clone_from(&ledger.title);
    draft.grain = ledger.grain;
    draft.key = draft.key.iter().filter_map(of).collect();
    draft.deadline = draft.deadline.as_ref().and_then(of);
    draft.closed = draft.closed.as_ref().and_then(of);
    draft.columns = draft
        .columns
        .into_iter()
        .filter_map(|column| Some(ingest::DraftColumn { id: of(&column.id)?, ..column }))
        .collect();
    draft
}
