//! Figures and a text to a document. It knows words and templates, and no page size.

mod appendices;
mod assemble;
mod blocks;
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
mod images;
mod inputs;
mod known;
mod level;
mod markdown;
mod markers;
mod naming;
mod operators;
mod photos;
mod phrases;
mod prose;
mod publish;
mod readable;
mod reserved;
mod rows;
mod shown;
mod skeleton;
mod template;
mod texts;
mod values;
mod vocabulary;

pub use caveats::own_up;
pub use images::path;
pub use inputs::{Inputs, TextFile};
pub use photos::names as photo_names;
pub use publish::{Replaced, publish};

use blocks::Blocks;
pub use checks::RULES;
use model::document::{Block, Document, Inline};
use model::edition::Edition;
use model::picture::Wanted;
use model::report::{Head, Layout};
use model::{Diagnostic, say};
use template::Templates;

/// The pictures that the texts ask for, in order, each once; [`document`] wants to be given them. A
/// text that cannot be rendered asks for none, which the document tells.
pub fn pictures(inputs: &Inputs<'_>) -> Vec<Wanted> {
    if !inputs.texts().any(|source| source.text.contains("![") || source.text.contains("picture(")) {
        return Vec::new();
    }
    let templates = Templates::new(inputs);
    let mut blocks = Blocks::new(inputs, &templates);
    for source in inputs.texts() {
        if let Ok(markdown) = templates.markdown(source) {
            // What is wrong with the text is told when the document is made.
            let _ = assemble::add(&markdown, source, &mut blocks);
        }
    }
    blocks.wanted.into_iter().collect()
}

/// Renders the document, and tells what of its sentences a clerk has to look at: comparisons of what has
/// no value, bounds between a number and the printed one, places that several share; and the pictures of
/// cells that are not there.
///
/// # Errors
/// Every wrong name in the texts with its file and line, or its cell for the prose of a ledger; what
/// a document cannot show.
pub fn document(inputs: &Inputs<'_>) -> Result<(Document, Vec<Diagnostic>), Vec<Diagnostic>> {
    // A sentence says why a balance is none; the list of the figures says what it comes to.
    let stated = readable::readable(inputs.figures, &[]);
    let figures = readable::readable(inputs.figures, inputs.reconciled);
    let inputs = &Inputs { figures: &figures, ..inputs.clone() };
    let templates = Templates::new(inputs);
    reserved::check(inputs.report)?;
    inputs.texts().try_for_each(|source| templates.check(source))?;
    let title = match (&inputs.report.public.title, inputs.edition) {
        (Some(title), Edition::Public) => templates.plain(title, &["public", "title"])?,
        _ => templates.plain(&inputs.report.title, &["title"])?,
    };
    let mut head = head(inputs, &templates)?;
    let mut blocks = Blocks::new(inputs, &templates);
    texts::add(inputs.text, &templates, &mut blocks)?;
    let paragraph = |words: String| Block::Paragraph(vec![Inline::Text(words)]);
    blocks.all.extend(inputs.notes.iter().cloned().map(paragraph));
    if inputs.edition == Edition::Public {
        for line in &inputs.report.public.contact {
            blocks.all.push(paragraph(templates.plain(line, &["public", "contact"])?));
        }
    }
    appendices::add(&templates, &mut head, &mut blocks)?;
    let Blocks { all: blocks, mut problems, findings: of_pictures, wanted, .. } = blocks;
    // A picture that no text shows to be one (it was put together by a template) was not asked for.
    problems.extend(wanted.iter().map(|wanted| images::unread(wanted, inputs.text)));
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut findings = templates.findings();
    findings.extend(of_pictures);
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
    Ok((document, findings))
}

/// The fixed parts, rendered.
fn head(inputs: &Inputs<'_>, templates: &Templates<'_>) -> Result<Head, Vec<Diagnostic>> {
    let mut head = inputs.report.head.clone();
    let of_briefing = ["issue", "office", "issued", "report-to", "send-to"];
    let unprinted = head
        .parts()
        .into_iter()
        .filter(|(key, part)| part.is_some() && inputs.report.layout != Layout::Briefing && of_briefing.contains(key));
    let unprinted: Vec<Diagnostic> = unprinted
        .map(|(key, _)| {
            let message = say!(
                "“{key}”只有简报（layout = \"briefing\"）才印，这个版式没有它的位置。请删去；公文和函的抄送机关写 copies。",
                "“{key}” is printed in a briefing (layout = \"briefing\") only, and this layout has no place for it. Please take it out; the 抄送 of a document or a letter is “copies”."
            );
            inputs.report.problem(&["head", key], message)
        })
        .collect();
    if !unprinted.is_empty() {
        return Err(unprinted);
    }
    for (key, part) in head.parts() {
        if let Some(text) = part {
            *text = templates.plain(text, &["head", key])?;
        }
    }
    for attachment in &mut head.attachments {
        *attachment = templates.plain(attachment, &["head", "attachments"])?;
    }
    Ok(if inputs.edition == Edition::Public { public_head(head) } else { head })
}

/// What of a head goes out to everyone: who signs, when, and the attachments.
fn public_head(head: Head) -> Head {
    let Head { signature, date, contents, attachments, .. } = head;
    Head { signature, date, contents, attachments, ..Head::default() }
}

#[cfg(test)]
mod tests;
