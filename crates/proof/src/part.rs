//! One part of a container, or one file that is attached to a PDF.

use crate::bytes;
use crate::emf;
use crate::findings::{Findings, Pending};
use crate::kind::Kind;
use crate::ofd;
use crate::told::Told;
use crate::xml::Texts;

/// Searches a part in all ways. `place` is what it is called.
pub(crate) fn look(outer: &Pending<'_>, place: &Told, bytes: Vec<u8>, findings: &mut Findings<'_>) -> Result<(), Told> {
    findings.spend(bytes.len())?;
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"%PDF-") {
        return findings.inner(outer, place, bytes);
    }
    findings.bytes(place, &bytes);
    // A list in a file of text, which is no XML, is words.
    if let Some(text) = bytes::text(&bytes).filter(|text| !is_markup(text)) {
        findings.text(place, &text, Kind::Words);
    }
    for text in emf::texts(&bytes).iter().flatten() {
        findings.text(place, text, Kind::Words);
    }
    if let Some(text) = opc::decode(bytes).filter(|text| is_markup(text)) {
        markup(place, &text, findings);
    }
    Ok(())
}

fn is_markup(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
}

/// Searches a text that is XML.
pub(crate) fn markup(place: &Told, text: &str, findings: &mut Findings<'_>) {
    for (text, kind) in Texts::new(text).all() {
        findings.text(place, text, kind);
    }
    ofd::look(place, text, findings);
}
