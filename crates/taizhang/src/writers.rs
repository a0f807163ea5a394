//! The formats that a document goes out in. A new one is a function and a line.

use model::Diagnostic;
use model::package::Package;
use model::page::{Face, Pages};
use std::sync::OnceLock;

/// A package on its way to files, with its pages for the formats that have some.
pub(crate) struct Deliverable<'a> {
    package: &'a Package,
    faces: &'a [Face],
    pages: OnceLock<(Pages, Vec<Diagnostic>)>,
}

impl<'a> Deliverable<'a> {
    pub(crate) fn new(package: &'a Package, faces: &'a [Face]) -> Deliverable<'a> {
        Deliverable { package, faces, pages: OnceLock::new() }
    }

    /// The pages, set once.
    fn pages(&self) -> &Pages {
        &self.pages.get_or_init(|| layout::pages(&self.package.document, self.faces)).0
    }

    /// What was found wrong while the pages were set, if they were.
    pub(crate) fn findings(&self) -> &[Diagnostic] {
        self.pages.get().map_or(&[], |(_, findings)| findings)
    }
}

/// Makes the bytes of one format; an error is one sentence in Chinese.
pub(crate) type Writer = fn(&Deliverable<'_>) -> Result<Vec<u8>, String>;

/// Every format by the extension of its files.
pub(crate) const WRITERS: [(&str, Writer); 2] = [("pdf", pdf), ("xlsx", xlsx)];

fn pdf(deliverable: &Deliverable<'_>) -> Result<Vec<u8>, String> {
    pdf::bytes(deliverable.pages())
}

fn xlsx(deliverable: &Deliverable<'_>) -> Result<Vec<u8>, String> {
    excel::workbook(deliverable.package, Some(&std::env::temp_dir()))
}
