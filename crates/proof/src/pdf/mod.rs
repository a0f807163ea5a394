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
use crate::told::Told;
use lopdf::Document;

/// Searches a PDF.
pub(crate) fn look(file: &Pending<'_>, findings: &mut Findings<'_>) -> Result<(), Told> {
    let Told { chinese, english } = file.name();
    let document = Document::load_mem(&file.bytes).map_err(|error| {
        Told::new(
            format!("{chinese}打不开，无法核对：不是完整的PDF（{error}）。"),
            format!("{english} cannot be opened and checked: it is no complete PDF ({error})."),
        )
    })?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Told::new(
            format!("{chinese}加了密，无法核对。"),
            format!("{english} is encrypted and cannot be checked."),
        ));
    }
    objects::look(file, &document, findings);
    streams::look(file, &document, findings)?;
    page::look(file, &document, findings)?;
    remnants::look(file, &document, findings)
}
