//! Appendices (附件) from files of their own: each goes behind the text under a heading `附件1 title`,
//! which the pages and the draft in Word know (GB/T 9704-2012, 7.3.6), and into the note of
//! attachments (7.3.4).

use crate::blocks::Blocks;
use crate::template::Templates;
use model::document::{Block, Inline, divided};
use model::report::Head;
use model::{Diagnostic, Said};

/// Adds the appendices of the edition in the order of their numbers.
pub(crate) fn add(templates: &Templates<'_>, head: &mut Head, blocks: &mut Blocks<'_>) -> Result<(), Vec<Diagnostic>> {
    let inputs = blocks.inputs;
    let sources = inputs.report.appendices.iter().enumerate().zip(inputs.appendices);
    let own: Vec<_> = sources.filter(|((_, appendix), _)| inputs.edition.has(appendix.edition)).collect();
    if let (Some(((number, _), _)), false) = (own.first(), divided(&blocks.all).1.is_empty()) {
        let message = Said::fixed(
            "text.md 里已经有以“# 附件…”开头的附件，编号会乱；请把那些附件也各存为一个文件，写成 [[appendices]]。",
            "text.md has appendices of its own (“# 附件…”), so the numbers would be wrong; save each of them as a file, too, and list it in [[appendices]].",
        );
        return Err(vec![inputs.report.appendix_problem(*number, message)]);
    }
    let mut numbered = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    for ((_, appendix), source) in own {
        let title = templates.plain(&appendix.title, &["appendices"])?;
        let place = place(head, &title, &taken);
        taken.push(place);
        numbered.push((place, title, source));
    }
    numbered.sort_by_key(|(place, ..)| *place);
    let alone = head.attachments.len() == 1;
    for (place, title, source) in numbered {
        // The only one has no number.
        let label = if alone { "附件".to_owned() } else { format!("附件{}", place + 1) };
        blocks.all.push(Block::Heading(1, vec![Inline::Text(format!("{label} {title}"))]));
        let before = blocks.all.len();
        crate::texts::add(*source, templates, blocks)?;
        if blocks.all.len() == before {
            blocks.all.push(Block::Paragraph(vec![Inline::Text("本月无。".to_owned())]));
        }
    }
    Ok(())
}

/// The place of an appendix in the note of attachments: where its title stands already, else behind
/// all others.
fn place(head: &mut Head, title: &str, taken: &[usize]) -> usize {
    let known = head.attachments.iter().enumerate();
    let mut known = known.filter(|(at, name)| name.trim() == title.trim() && !taken.contains(at));
    if let Some((at, _)) = known.next() {
        return at;
    }
    head.attachments.push(title.to_owned());
    head.attachments.len() - 1
}
