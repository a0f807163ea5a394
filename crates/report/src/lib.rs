//! Figures and a text to a document. It knows words and templates, and no page size.

mod assemble;
mod caveats;
mod chart;
mod checks;
mod compare;
mod days;
mod errors;
mod escape;
mod filters;
mod findings;
mod fitness;
mod footnotes;
mod functions;
mod inputs;
mod known;
mod level;
mod markers;
mod naming;
mod operators;
mod phrases;
mod prose;
mod publish;
mod readable;
mod reserved;
mod rows;
mod shown;
mod template;
mod values;
mod vocabulary;

pub use caveats::own_up;
pub use inputs::Inputs;
pub use publish::{Replaced, publish};

pub use checks::RULES;
use model::Diagnostic;
use model::document::{Block, Document, Inline};
use model::edition::Edition;
use model::report::{Head, Layout};

/// Renders the document, and tells what of its sentences a clerk has to look at: comparisons of what has
/// no value, bounds between a number and the printed one, places that several share.
///
/// # Errors
/// Every wrong name in the texts with its file and line, or its cell for the prose of a ledger.
pub fn document(inputs: &Inputs<'_>) -> Result<(Document, Vec<Diagnostic>), Vec<Diagnostic>> {
    // A sentence says why a balance is none; the list of the figures says what it comes to.
    let stated = readable::readable(inputs.figures, &[]);
    let figures = readable::readable(inputs.figures, inputs.reconciled);
    let inputs = &Inputs { figures: &figures, ..inputs.clone() };
    let templates = template::Templates::new(inputs);
    reserved::check(inputs.report)?;
    templates.check()?;
    let title = match (&inputs.report.public.title, inputs.edition) {
        (Some(title), Edition::Public) => templates.plain(title, &["public", "title"])?,
        _ => templates.plain(&inputs.report.title, &["title"])?,
    };
    let mut head = inputs.report.head.clone();
    for (key, part) in head.parts() {
        if let Some(text) = part {
            *text = templates.plain(text, &["head", key])?;
        }
    }
    for attachment in &mut head.attachments {
        *attachment = templates.plain(attachment, &["head", "attachments"])?;
    }
    if inputs.edition == Edition::Public {
        head = public_head(head);
    }
    let markdown = templates.markdown()?;
    let mut blocks = assemble::blocks(&markdown, inputs, &templates)?;
    blocks.extend(inputs.notes.iter().map(|note| Block::Paragraph(vec![Inline::Text(note.clone())])));
    if inputs.edition == Edition::Public {
        for line in &inputs.report.public.contact {
            let line = templates.plain(line, &["public", "contact"])?;
            blocks.push(Block::Paragraph(vec![Inline::Text(line)]));
        }
    }
    let document = Document {
        name: inputs.report.name.clone(),
        title,
        organisation: inputs.organisation.to_owned(),
        layout: if inputs.edition == Edition::Public { Layout::Plain } else { inputs.report.layout },
        head,
        time: inputs.time,
        blocks,
        figures: stated,
        edition: inputs.edition,
    };
    Ok((document, templates.findings()))
}

/// What of a head goes out to everyone: who signs, when, and the attachments.
fn public_head(head: Head) -> Head {
    let Head { signature, date, contents, attachments, .. } = head;
    Head { signature, date, contents, attachments, ..Head::default() }
}

#[cfg(test)]
mod tests;
