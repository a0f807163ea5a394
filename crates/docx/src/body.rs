//! The text from top to bottom.

use crate::format::{Format, Letters};
use crate::page::Paper;
use crate::styles::{self, BODY, CHART_CAPTION, PICTURE, PLAIN, QUOTE, TITLE};
use crate::table;
use crate::writer::Writer;
use model::document::{Attachment, Block, Inline};
use model::page::Role;

/// Writes blocks from paper that lies so; how it lies at their end.
pub(crate) fn all(writer: &mut Writer<'_>, blocks: &[Block], mut paper: Paper) -> Paper {
    for (number, block) in blocks.iter().enumerate() {
        let needed = needed(blocks.get(number..).unwrap_or_default(), writer);
        writer.turn(paper, needed);
        paper = needed;
        one(writer, block, blocks.get(number + 1));
    }
    paper
}

/// The paper of the first block: a heading goes with the table below it.
fn needed(blocks: &[Block], writer: &Writer<'_>) -> Paper {
    match blocks.iter().find(|block| !matches!(block, Block::Heading(..))) {
        Some(Block::Table(_)) => writer.placed.tables.get(writer.tables).copied().unwrap_or_default(),
        _ => Paper::Upright,
    }
}

fn one(writer: &mut Writer<'_>, block: &Block, next: Option<&Block>) {
    match block {
        Block::Heading(level, inlines) => heading(writer, styles::heading(*level), inlines),
        Block::Paragraph(inlines) => {
            let format = Format { keep_next: leads_on(inlines, next), ..Format::of(BODY) };
            writer.paragraph(&format, |writer| writer.inlines(inlines));
        }
        Block::Quote(inlines) => writer.paragraph(&Format::of(QUOTE), |writer| writer.inlines(inlines)),
        Block::List { ordered, items } => {
            for (number, item) in items.iter().enumerate() {
                writer.paragraph(&Format::of(BODY), |writer| {
                    let label = if *ordered { format!("{}.", number + 1) } else { "——".to_owned() };
                    writer.words(Letters::default(), &label);
                    writer.inlines(item);
                });
            }
        }
        Block::Table(table) => table::statistics(writer, table),
        Block::Chart(chart) => {
            writer.paragraph(&Format::of(PICTURE), |writer| writer.picture(&chart.title));
            writer.paragraph(&Format::of(CHART_CAPTION), |writer| {
                writer.bookmarked(&format!("图_{}", chart.name), |writer| {
                    writer.words(Letters::default(), &chart.title);
                });
            });
        }
        Block::Picture(picture) => {
            writer.paragraph(&Format::of(PICTURE), |writer| writer.picture(picture.words()));
            if !picture.title.is_empty() {
                writer.line(&Format::of(CHART_CAPTION), Letters::default(), &picture.title);
            }
        }
        Block::PageBreak => writer.new_page(),
    }
}

/// A heading that the contents refer to.
fn heading(writer: &mut Writer<'_>, style: &'static str, inlines: &[Inline]) {
    writer.headings += 1;
    let name = format!("_Toc{}", writer.headings);
    writer.paragraph(&Format::of(style), |writer| {
        writer.bookmarked(&name, |writer| writer.inlines(inlines));
    });
}

/// Whether a paragraph only leads on to the table, the chart or the list behind it.
fn leads_on(inlines: &[Inline], next: Option<&Block>) -> bool {
    let colon = inlines.last().is_some_and(|last| last.text().trim_end().ends_with(['：', ':']));
    colon && matches!(next, Some(Block::Table(_) | Block::Chart(_) | Block::Picture(_) | Block::List { .. }))
}

/// Attachments, each from a new page on: the label in 黑体 on line 1, the title on line 3. How the
/// paper lies at their end.
pub(crate) fn attachments(writer: &mut Writer<'_>, attachments: Vec<Attachment<'_>>) -> Paper {
    let mut paper = Paper::Upright;
    for Attachment { label, title, blocks } in attachments {
        writer.turn(paper, Paper::Upright);
        writer.headings += 1;
        let name = format!("_Toc{}", writer.headings);
        let format = Format { page_break: true, level: Some(0), ..Format::of(PLAIN) };
        writer.paragraph(&format, |writer| {
            writer.bookmarked(&name, |writer| writer.words(Letters::of(Role::Hei), &label));
        });
        if !title.is_empty() {
            writer.blank(1);
            writer.line(&Format::of(TITLE), Letters::default(), &title);
        }
        writer.blank(1);
        paper = all(writer, blocks, Paper::Upright);
    }
    paper
}
