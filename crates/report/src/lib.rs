//! Figures and a text to a document. It knows words and templates, and no page size.

mod assemble;
mod chart;
mod footnotes;
mod markers;
mod phrases;
mod template;
mod values;

use model::document::{Block, Document, Inline, Listing, Table};
use model::figure::Figure;
use model::report::Report;
use model::{Diagnostic, ReportingTime};

/// All that a document is made of.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    /// The report's definition.
    pub report: &'a Report,
    /// The text (`text.md`) and its file, for messages.
    pub text: &'a str,
    /// The text's file.
    pub file: &'a str,
    /// The organisation of the project.
    pub organisation: &'a str,
    /// The value of the report's `each` that this document is for; empty without one.
    pub each: &'a str,
    /// The time that the report speaks of.
    pub time: ReportingTime,
    /// Every figure.
    pub figures: &'a [Figure],
    /// The tables by the order of the definition.
    pub tables: &'a [Table],
    /// The listings by the order of the definition.
    pub listings: &'a [Listing],
    /// Notes on reconciliations that failed, for the end of the text.
    pub notes: &'a [String],
}

/// Renders the document.
///
/// # Errors
/// Every wrong name in the texts with its file and line, or its cell for the prose of a ledger.
pub fn document(inputs: &Inputs<'_>) -> Result<Document, Vec<Diagnostic>> {
    let templates = template::Templates::new(inputs);
    templates.check()?;
    let title = templates.plain(&inputs.report.title, &["title"])?;
    let mut head = inputs.report.head.clone();
    for (key, part) in head.parts() {
        if let Some(text) = part {
            *text = templates.plain(text, &["head", key])?;
        }
    }
    for attachment in &mut head.attachments {
        *attachment = templates.plain(attachment, &["head", "attachments"])?;
    }
    let markdown = templates.markdown()?;
    let mut blocks = assemble::blocks(&markdown, inputs, &templates)?;
    blocks.extend(inputs.notes.iter().map(|note| Block::Paragraph(vec![Inline::Text(note.clone())])));
    Ok(Document {
        name: inputs.report.name.clone(),
        title,
        organisation: inputs.organisation.to_owned(),
        layout: inputs.report.layout,
        head,
        time: inputs.time,
        blocks,
        figures: inputs.figures.to_vec(),
    })
}

#[cfg(test)]
mod tests;
