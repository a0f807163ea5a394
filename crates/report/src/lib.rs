//! Figures and a text to a document. It knows words and templates, and no page size.

mod assemble;
mod caveats;
mod chart;
mod checks;
mod compare;
mod footnotes;
mod inputs;
mod markers;
mod operators;
mod phrases;
mod template;
mod values;

pub use caveats::own_up;
pub use inputs::Inputs;

pub use checks::RULES;
use model::Diagnostic;
use model::document::{Block, Document, Inline};

/// Renders the document, and tells what its conditions compared that has no value.
///
/// # Errors
/// Every wrong name in the texts with its file and line, or its cell for the prose of a ledger.
pub fn document(inputs: &Inputs<'_>) -> Result<(Document, Vec<Diagnostic>), Vec<Diagnostic>> {
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
    let (markdown, findings) = templates.markdown()?;
    let mut blocks = assemble::blocks(&markdown, inputs, &templates)?;
    blocks.extend(inputs.notes.iter().map(|note| Block::Paragraph(vec![Inline::Text(note.clone())])));
    let document = Document {
        name: inputs.report.name.clone(),
        title,
        organisation: inputs.organisation.to_owned(),
        layout: inputs.report.layout,
        head,
        time: inputs.time,
        blocks,
        figures: inputs.figures.to_vec(),
    };
    Ok((document, findings))
}

#[cfg(test)]
mod tests;
