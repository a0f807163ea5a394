//! One text of a document: rendered, checked and put among its blocks.

use crate::blocks::Blocks;
use crate::inputs::TextFile;
use crate::template::Templates;
use model::Diagnostic;

/// Adds the blocks of a text.
pub(crate) fn add(
    source: TextFile<'_>,
    templates: &Templates<'_>,
    blocks: &mut Blocks<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let markdown = templates.markdown(source)?;
    crate::markdown::check(source, &markdown)?;
    crate::assemble::add(&markdown, source, blocks)
}
