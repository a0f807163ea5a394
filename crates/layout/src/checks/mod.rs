//! Characters that a face does not have: one problem, one file.

pub(crate) mod missing_face;
pub(crate) mod missing_glyph;
pub(crate) mod substituted_glyph;

use crate::fonts::Fonts;
use model::{Diagnostic, Place};

/// Every substitution and every missing character, once each.
pub(crate) fn check(fonts: &Fonts, document: &str) -> Vec<Diagnostic> {
    let place = || Place::file(document);
    let missing = fonts.missing.iter().map(|(character, context)| missing_glyph::problem(place(), *character, context));
    let absent = fonts.absent.iter().map(|(wanted, used)| missing_face::problem(place(), *wanted, *used));
    let substituted = fonts
        .substituted
        .iter()
        .map(|(wanted, character, used)| substituted_glyph::problem(place(), *character, *wanted, *used));
    missing.chain(absent).chain(substituted).collect()
}
