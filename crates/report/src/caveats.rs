//! A document owns up: what may not be whole is said where it stands, at the page's foot and below
//! tables.

use model::caveat::Caveat;
use model::document::{Block, Document, Inline};
use std::collections::BTreeSet;

/// Adds the caveats to what they concern: to every figure and table, and in the text once each,
/// behind the first number concerned.
pub fn own_up(document: &mut Document, caveats: &[Caveat]) {
    for figure in &mut document.figures {
        let of = caveats.iter().filter(|caveat| caveat.concerns(&figure.expr));
        figure.caveats.extend(of.map(|caveat| caveat.words.clone()));
    }
    let mut told: BTreeSet<String> = BTreeSet::new();
    let Document { blocks, figures, .. } = document;
    for block in blocks {
        let lines: Vec<&mut Vec<Inline>> = match block {
            Block::Paragraph(inlines) | Block::Quote(inlines) => vec![inlines],
            Block::List { items, .. } => items.iter_mut().collect(),
            Block::Table(table) => {
                let exprs = || table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.expr.as_deref());
                let of = caveats.iter().filter(|caveat| exprs().any(|expr| caveat.concerns(expr)));
                let words: Vec<String> = of.map(|caveat| format!("注：{}", caveat.words)).collect();
                table.notes.extend(words);
                Vec::new()
            }
            Block::Heading(..) | Block::Chart(_) | Block::PageBreak => Vec::new(),
        };
        for line in lines {
            let mut noted = Vec::with_capacity(line.len());
            for inline in line.drain(..) {
                let of = match &inline {
                    Inline::Figure { name, .. } => figures.iter().find(|figure| figure.name == *name),
                    Inline::Text(_) | Inline::Strong(_) | Inline::Break | Inline::Note(_) => None,
                };
                noted.push(inline);
                let new =
                    of.into_iter().flat_map(|figure| &figure.caveats).filter(|words| told.insert((*words).clone()));
                noted.extend(new.cloned().map(Inline::Note));
            }
            *line = noted;
        }
    }
}
