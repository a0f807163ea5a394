//! Every word of a document, part by part.

use model::Said;
use model::document::{Block, Chart, Document, Inline, Table};
use model::figure::Figure;

const HEAD: Said = Said::fixed("版头", "head");
const FIGURE: Said = Said::fixed("指标", "figure");
const TEXT: Said = Said::fixed("正文", "text");

/// Calls `each` with every text of a document and the part that it belongs to.
pub(super) fn texts(document: &mut Document, each: &mut impl FnMut(&Said, &mut String)) {
    each(&Said::fixed("标题", "title"), &mut document.title);
    each(&Said::fixed("机构", "organisation"), &mut document.organisation);
    for (_, part) in document.head.parts() {
        part.iter_mut().for_each(|text| each(&HEAD, text));
    }
    document.head.attachments.iter_mut().for_each(|text| each(&HEAD, text));
    for block in &mut document.blocks {
        match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) | Block::Quote(inlines) => line(inlines, each),
            Block::List { items, .. } => items.iter_mut().for_each(|item| line(item, each)),
            Block::Table(table) => table_texts(table, each),
            Block::Chart(chart) => chart_texts(chart, each),
            Block::Picture(picture) => each(&Said::fixed("图题", "title of a picture"), &mut picture.title),
            Block::PageBreak => {}
        }
    }
    for Figure { title, text, caveats, words, .. } in &mut document.figures {
        [title, text].into_iter().chain(caveats).chain(words).for_each(|text| each(&FIGURE, text));
    }
}

fn line(inlines: &mut [Inline], each: &mut impl FnMut(&Said, &mut String)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Strong(text) | Inline::Figure { text, .. } | Inline::Note(text) => {
                each(&TEXT, text)
            }
            Inline::Break => {}
        }
    }
}

fn table_texts(table: &mut Table, each: &mut impl FnMut(&Said, &mut String)) {
    let part = Said::same(table.title.as_str());
    let heads = table.head.iter_mut().flatten().map(|head| &mut head.title);
    let columns = table.columns.iter_mut().map(|column| &mut column.title);
    let groups = table.groups.iter_mut().map(|group| &mut group.title);
    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells).map(|cell| &mut cell.text);
    let own = [&mut table.title].into_iter().chain(&mut table.unit).chain(&mut table.notes);
    own.chain(heads).chain(columns).chain(groups).chain(cells).for_each(|text| each(&part, text));
}

fn chart_texts(chart: &mut Chart, each: &mut impl FnMut(&Said, &mut String)) {
    let part = Said::same(chart.title.as_str());
    let series = chart.series.iter_mut().map(|series| &mut series.title);
    [&mut chart.title].into_iter().chain(&mut chart.categories).chain(series).for_each(|text| each(&part, text));
}
