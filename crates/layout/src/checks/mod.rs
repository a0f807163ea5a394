//! What can go wrong while pages are set: one problem, one file.

pub(crate) mod lost;
pub(crate) mod missing_face;
pub(crate) mod missing_glyph;
pub(crate) mod outside;
mod placed;
pub(crate) mod substituted_glyph;

use crate::flow::Flow;
use crate::fonts::Fonts;
use model::document::Block;
use model::report::Layout;
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

/// What stands on no page, or beyond the edges of one.
pub(crate) fn placed(flow: &Flow, blocks: &[Block], layout: Layout, document: &str) -> Vec<Diagnostic> {
    placed::check(blocks, &flow.pages, &flow.structure, layout, || Place::file(document))
}
