//! A document owns up: what may not be whole is said where it stands, at the page's foot and below
//! tables.

use model::caveat::{Caveat, sentences};
use model::document::{Block, Document, Inline, Table};
use model::figure::Outcome;
use model::plan::ListingPlan;
use std::collections::{BTreeMap, BTreeSet};

/// Adds the caveats to what they concern: to every figure, table, listing and to the charts whose
/// tables are not shown, and in the text once each, behind the first number concerned.
pub fn own_up(document: &mut Document, listings: &[ListingPlan], caveats: &[Caveat]) {
    let mut of_figures: BTreeMap<String, Vec<&Caveat>> = BTreeMap::new();
    for figure in &mut document.figures {
        let valued = !matches!(figure.value, Outcome::Missing(_));
        let concerns = |caveat: &&Caveat| caveat.concerns_printed(&figure.expr, valued);
        let of: Vec<&Caveat> = caveats.iter().filter(concerns).collect();
        figure.caveats = chinese(of.iter().copied());
        of_figures.insert(figure.name.clone(), of);
    }
    let mut told: BTreeSet<&Caveat> = BTreeSet::new();
    let shown: BTreeSet<String> = document.tables().map(|table| table.name.clone()).collect();
    for mut block in std::mem::take(&mut document.blocks) {
        let mut below = None;
        match &mut block {
            Block::Paragraph(inlines) | Block::Quote(inlines) => note(inlines, &of_figures, &mut told),
            Block::List { items, .. } => items.iter_mut().for_each(|item| note(item, &of_figures, &mut told)),
            Block::Table(table) => {
                let drawn = table.columns.iter().any(|column| column.figure.is_some());
                let listing = listings.iter().find(|listing| !drawn && listing.name == table.name);
                table.notes.extend(notes(&of_table(table, listing, caveats)));
            }
            Block::Chart(chart) if !shown.contains(&chart.table) => {
                let exprs = || chart.series.iter().flat_map(|series| &series.exprs).flatten();
                let of = caveats.iter().filter(|caveat| exprs().any(|expr| caveat.concerns(expr)));
                below = notes(&of.collect::<Vec<_>>());
            }
            Block::Heading(..) | Block::Chart(_) | Block::Picture(_) | Block::PageBreak => {}
        }
        document.blocks.push(block);
        document.blocks.extend(below.map(|words| Block::Paragraph(vec![Inline::Text(words)])));
    }
}

/// Adds what is new to a line, behind its figures.
fn note<'a>(line: &mut Vec<Inline>, of: &BTreeMap<String, Vec<&'a Caveat>>, told: &mut BTreeSet<&'a Caveat>) {
    for inline in std::mem::take(line) {
        let of = match &inline {
            // A cell of a table (`by_street:tax.ytd`) is a part of its figure.
            Inline::Figure { name, .. } => of.get(name).or_else(|| of.get(name.split_once(':')?.1)),
            Inline::Text(_) | Inline::Strong(_) | Inline::Break | Inline::Note(_) => None,
        };
        let new: Vec<&Caveat> = of.into_iter().flatten().copied().filter(|caveat| told.insert(caveat)).collect();
        line.push(inline);
        if !new.is_empty() {
            line.push(Inline::Note(chinese(new).concat()));
        }
    }
}

/// What concerns any cell of a table, or the records of a listing.
fn of_table<'a>(table: &Table, listing: Option<&ListingPlan>, caveats: &'a [Caveat]) -> Vec<&'a Caveat> {
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let exprs = || cells().filter_map(|cell| Some((cell.expr.as_deref()?, cell.value.is_some())));
    let lists = |caveat: &Caveat, listing: &ListingPlan| {
        caveat.concerns_listing(&listing.selection, listing.columns.iter().map(|(_, field)| field))
    };
    let of = caveats.iter().filter(|caveat| {
        exprs().any(|(expr, valued)| caveat.concerns_printed(expr, valued))
            || listing.is_some_and(|listing| lists(caveat, listing))
    });
    of.collect()
}

/// The sentences of a document.
fn chinese<'a>(caveats: impl IntoIterator<Item = &'a Caveat>) -> Vec<String> {
    sentences(caveats).iter().map(|said| said.chinese().to_owned()).collect()
}

/// The note of some caveats.
fn notes(caveats: &[&Caveat]) -> Option<String> {
    let words = chinese(caveats.iter().copied()).concat();
    (!words.is_empty()).then(|| format!("注：{words}"))
}
