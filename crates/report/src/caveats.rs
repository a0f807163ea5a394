//! A document owns up: what may not be whole is said where it stands, at the page's foot and below
//! tables.

use model::caveat::{Caveat, sentences};
use model::document::{Block, Document, Inline, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Adds the caveats to what they concern: to every figure and table, and in the text once each,
/// behind the first number concerned.
pub fn own_up(document: &mut Document, caveats: &[Caveat]) {
    let mut of_figures: BTreeMap<String, Vec<&Caveat>> = BTreeMap::new();
    for figure in &mut document.figures {
        let of: Vec<&Caveat> = caveats.iter().filter(|caveat| caveat.concerns(&figure.expr)).collect();
        figure.caveats = sentences(of.iter().copied());
        of_figures.insert(figure.name.clone(), of);
    }
    let mut told: BTreeSet<&Caveat> = BTreeSet::new();
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(inlines) | Block::Quote(inlines) => note(inlines, &of_figures, &mut told),
            Block::List { items, .. } => items.iter_mut().for_each(|item| note(item, &of_figures, &mut told)),
            Block::Table(table) => below(table, caveats),
            Block::Heading(..) | Block::Chart(_) | Block::PageBreak => {}
        }
    }
}

/// Adds what is new to a line, behind its figures.
fn note<'a>(line: &mut Vec<Inline>, of: &BTreeMap<String, Vec<&'a Caveat>>, told: &mut BTreeSet<&'a Caveat>) {
    for inline in std::mem::take(line) {
        let of = match &inline {
            Inline::Figure { name, .. } => of.get(name),
            Inline::Text(_) | Inline::Strong(_) | Inline::Break | Inline::Note(_) => None,
        };
        let new: Vec<&Caveat> = of.into_iter().flatten().copied().filter(|caveat| told.insert(caveat)).collect();
        line.push(inline);
        if !new.is_empty() {
            line.push(Inline::Note(sentences(new).concat()));
        }
    }
}

/// Adds what concerns any cell to a table's notes.
fn below(table: &mut Table, caveats: &[Caveat]) {
    let exprs = || table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.expr.as_deref());
    let of = caveats.iter().filter(|caveat| exprs().any(|expr| caveat.concerns(expr)));
    let words = sentences(of);
    table.notes.extend(words.into_iter().map(|words| format!("注：{words}")));
}
