//! A document with its words as the pages show them, for files that set no pages of their own.

use crate::normalize::normalize;
use model::document::{Block, Document, Inline, Table};

/// The document with all typing habits made good: full-width marks among Han characters, curved
/// quotation marks, no stray spaces. What is computed stays as it is.
pub fn printed(document: &Document) -> Document {
    let mut document = document.clone();
    one(&mut document.title);
    let head = &mut document.head;
    head.parts().into_iter().filter_map(|(_, part)| part.as_mut()).for_each(lines);
    head.attachments.iter_mut().for_each(one);
    for block in &mut document.blocks {
        match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) | Block::Quote(inlines) => paragraph(inlines),
            Block::List { items, .. } => items.iter_mut().for_each(|item| paragraph(item)),
            Block::Table(table) => cells(table),
            Block::Chart(chart) => caption(&mut chart.title),
            Block::Picture(picture) => caption(&mut picture.title),
            Block::PageBreak => {}
        }
    }
    document
}

/// Quotation marks open and close in turn through all parts up to a line's end, as on the pages.
fn paragraph(inlines: &mut [Inline]) {
    for part in inlines.split_mut(|inline| *inline == Inline::Break) {
        let mut words: Vec<&mut String> = part.iter_mut().filter_map(words).collect();
        let mut pieces: Vec<String> = words.iter().map(|text| (**text).clone()).collect();
        normalize(&mut pieces);
        words.iter_mut().zip(pieces).for_each(|(text, piece)| **text = piece);
        part.iter_mut().for_each(|inline| {
            if let Inline::Note(note) = inline {
                one(note)
            }
        });
    }
}

fn words(inline: &mut Inline) -> Option<&mut String> {
    match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Figure { text, .. } => Some(text),
        Inline::Break | Inline::Note(_) => None,
    }
}

fn cells(table: &mut Table) {
    caption(&mut table.title);
    table.unit.iter_mut().chain(&mut table.notes).for_each(one);
    table.columns.iter_mut().for_each(|column| lines(&mut column.title));
    table.head.iter_mut().flatten().for_each(|cell| lines(&mut cell.title));
    table.groups.iter_mut().for_each(|group| one(&mut group.title));
    table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| lines(&mut cell.text));
}

/// The title of a table or a chart, whose number stands an em before its words.
fn caption(title: &mut String) {
    *title = crate::title::numbered(title);
    one(title);
}

/// Words of one line.
fn one(text: &mut String) {
    let mut piece = [std::mem::take(text)];
    normalize(&mut piece);
    let [piece] = piece;
    *text = piece;
}

/// Words of several lines, each by itself.
fn lines(text: &mut String) {
    let mut all: Vec<String> = text.split('\n').map(str::to_owned).collect();
    all.iter_mut().for_each(one);
    *text = all.join("\n");
}
