//! The records behind a document, for the detail sheets of its workbook.

use crate::changes::changed;
use crate::resolve::detail_deadline;
use crate::select::present;
use crate::sources::{Loaded, Sources, View, positions};
use model::Month;
use model::change::ChangeKind;
use model::document::{Detail, DetailColumn, DetailOrigin, Document};
use model::expr::{Field, Selection};
use model::ledger::{Column, Kind};
use model::package::Reconciled;
use model::plan::{DetailPlan, Plan};
use model::records::NULL;
use model::scale::bare;
use polars::prelude::BooleanChunked;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The records behind a document, ledger by ledger: those that its definition lists, and those that
/// a number of it was computed from, with every column that was read.
pub(crate) fn details(
    sources: &Sources,
    plan: &Plan,
    document: &Document,
    reconciliations: &[Reconciled],
) -> Vec<Detail> {
    let mut wanted: BTreeMap<&str, Wanted<'_>> = BTreeMap::new();
    for DetailPlan { ledger, selections, fields } in &plan.details {
        let wanted = wanted.entry(ledger).or_default();
        wanted.fields.extend(fields);
        wanted.selections.extend(selections.iter().map(Selection::records));
    }
    for expr in document.exprs().chain(reconciliations.iter().flat_map(Reconciled::exprs)) {
        expr.visit(&mut |take, selection| {
            let wanted = wanted.entry(&selection.ledger).or_default();
            wanted.fields.extend(take.fields().chain(selection.fields()));
            wanted.selections.insert(selection.records());
        });
    }
    // The numbers of a ledger that is left out stand without formulas.
    for DetailPlan { ledger, .. } in plan.details.iter().filter(|detail| detail.selections.is_empty()) {
        wanted.remove(ledger.as_str());
    }
    wanted.iter().filter_map(|(ledger, wanted)| detail(sources, ledger, wanted, plan)).collect()
}

/// What a workbook needs of a ledger.
#[derive(Default)]
struct Wanted<'a> {
    fields: BTreeSet<&'a Field>,
    /// Without their tests: a formula makes these itself, over all records of its months.
    selections: BTreeSet<Selection>,
}

/// Records of a ledger with columns of the entities that they name.
fn detail(sources: &Sources, ledger: &str, wanted: &Wanted<'_>, plan: &Plan) -> Option<Detail> {
    let loaded = sources.get(ledger)?;
    let mut mask = loaded.every(false);
    for selection in &wanted.selections {
        mask = mask | present(sources, selection)?;
    }
    let records: Vec<usize> = positions(&mask).collect();
    let own: Vec<Field> = loaded.ledger.columns.iter().map(|column| Field::Own(column.id.clone())).collect();
    let joined = wanted.fields.iter().copied().filter(|field| !own.contains(field));
    let column = |field: &Field| match field {
        Field::Changed(kinds) => Some(change(sources, loaded, kinds, &records)),
        field => {
            let view = sources.view(ledger, field)?;
            let values = loaded.values(&view);
            let values = records.iter().map(|record| values.get(*record).unwrap_or(NULL)).collect();
            Some(column(&view, field.clone(), values))
        }
    };
    let columns = own.iter().chain(joined).filter_map(column).collect();
    let entry = sources.catalogue().entry(ledger)?;
    Some(Detail {
        ledger: ledger.to_owned(),
        title: loaded.ledger.title.clone(),
        columns,
        origins: origins(loaded, &records),
        deadline: detail_deadline(entry, plan.time),
    })
}

fn origins(loaded: &Loaded, records: &[usize]) -> Vec<DetailOrigin> {
    let mut files = Vec::new();
    for submission in &loaded.records.submissions {
        let file: Arc<str> = submission.file.rsplit('/').next().unwrap_or_default().into();
        let sheets: Vec<Arc<str>> = submission.tables.iter().map(|table| table.sheet.as_str().into()).collect();
        files.push((Arc::<str>::from(submission.month.to_string()), file, sheets));
    }
    let origin = |record: &usize| {
        let origin = loaded.records.origins.get(*record)?;
        let (month, file, sheets) = files.get(usize::try_from(origin.submission).ok()?)?;
        let sheet = sheets.get(usize::try_from(origin.table).ok()?)?;
        let (month, file, sheet) = (Arc::clone(month), Arc::clone(file), Arc::clone(sheet));
        Some(DetailOrigin { month, file, sheet, row: origin.row })
    };
    records.iter().filter_map(origin).collect()
}

/// Whether each record changed since the submission before its own: what a test of changes reads on
/// the detail sheet.
fn change(sources: &Sources, loaded: &Loaded, kinds: &[ChangeKind], records: &[usize]) -> DetailColumn {
    let sent = |record: &usize| loaded.records.submission(*record).map(|submission| submission.month);
    let months: BTreeSet<Month> = records.iter().filter_map(sent).collect();
    let fits: BooleanChunked = changed(loaded, kinds, &months);
    let values = records.iter().map(|record| i64::from(fits.get(*record).unwrap_or(false))).collect();
    let field = Field::Changed(kinds.to_vec());
    let title = sources.catalogue().field_title(&loaded.ledger.id, &field).chinese().to_owned();
    let column = Column { kind: Kind::Boolean, ..Column::default() };
    DetailColumn { field, title, column, values, words: Vec::new(), numbers: Vec::new(), unlisted: None }
}

/// The title of a column without its unit: its cells are in a unit of their own, which stands above them.
fn plain(column: &Column) -> &str {
    bare(column.title(), column.unit().name())
}

/// A column with the words that its records hold and no others: those of records that are left out
/// stand nowhere.
fn column(view: &View<'_>, field: Field, values: Vec<i64>) -> DetailColumn {
    let (column, title, unlisted) = match view {
        View::Days { column, until, .. } => {
            let until = until.map(|day| format!("（截至{}）", day.chinese())).unwrap_or_default();
            ((*column).clone(), format!("{}{until}", plain(column)), None)
        }
        View::Column { column, .. } | View::Joined { column, .. } => {
            ((*column).clone(), plain(column).to_owned(), None)
        }
        // An entity goes along by its name.
        View::Entity { ledger, .. } => {
            (Column { kind: Kind::Text, ..Column::default() }, ledger.entity_title(), Some(ledger.unlisted()))
        }
    };
    if !column.kind.is_words() {
        return DetailColumn { field, title, column, values, words: Vec::new(), numbers: Vec::new(), unlisted };
    }
    let (mut words, mut numbers, mut known): (Vec<Arc<str>>, Vec<i64>, HashMap<i64, i64>) = Default::default();
    let mut number = |value: i64| {
        *known.entry(value).or_insert_with(|| {
            words.push(match view {
                View::Column { cells, .. } | View::Joined { cells, .. } => cells.word(value).unwrap_or_default().into(),
                View::Entity { .. } | View::Days { .. } => view.label(value).into(),
            });
            numbers.push(value);
            i64::try_from(words.len()).unwrap_or(NULL) - 1
        })
    };
    let values = values.into_iter().map(|value| if value == NULL { NULL } else { number(value) }).collect();
    // Only entities are named by their stored value in a test; words are named by themselves.
    let numbers = if unlisted.is_some() { numbers } else { Vec::new() };
    DetailColumn { field, title, column, values, words, numbers, unlisted }
}
