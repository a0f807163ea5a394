//! A PDF: its objects, its streams, its pages' words, and what older versions left in its bytes.

mod cmap;
mod encoding;
mod font;
mod lexer;
mod matrix;
mod objects;
mod page;
mod painter;
mod remnants;
mod state;
mod streams;

use crate::findings::{Findings, Pending};
use lopdf::Document;

/// Searches a PDF.
pub(crate) fn look(file: &Pending<'_>, findings: &mut Findings<'_>) -> Result<(), String> {
    let name = if file.label.is_empty() { "文件" } else { file.label.as_str() };
    let opened = Document::load_mem(&file.bytes);
    let document = opened.map_err(|error| format!("{name}打不开，无法核对：不是完整的PDF（{error}）。"))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(format!("{name}加了密，无法核对。"));
    }
    objects::look(file, &document, findings);
    streams::look(file, &document, findings)?;
    page::look(file, &document, findings)?;
    remnants::look(file, &document, findings)
}
