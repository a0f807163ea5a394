//! The formats that a document goes out in. A new one is a function and a line.

use model::package::Package;
use model::page::{Face, Pages};
use model::{Diagnostic, Said, say};
use rayon::prelude::*;
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

/// A format that a document goes out in.
pub(crate) struct Format {
    /// The extension of its files, which is its name on the command line as well.
    pub(crate) extension: &'static str,
    /// Whether it is written where nothing is said.
    pub(crate) usual: bool,
    /// Makes the bytes; an error is one sentence.
    pub(crate) write: fn(&Deliverable<'_>) -> Result<Vec<u8>, Said>,
}

/// Every format.
pub(crate) const FORMATS: [Format; 4] = [
    Format { extension: "pdf", usual: true, write: pdf },
    Format { extension: "xlsx", usual: true, write: xlsx },
    Format { extension: "docx", usual: false, write: docx },
    Format { extension: "ofd", usual: false, write: ofd },
];

/// The formats with these names; the usual ones where none is given.
///
/// # Errors
/// The first name that no format has, with all that there are.
pub(crate) fn chosen(names: &[String]) -> Result<Vec<&'static Format>, Said> {
    if names.is_empty() {
        return Ok(FORMATS.iter().filter(|format| format.usual).collect());
    }
    let known = || FORMATS.iter().map(|format| format.extension);
    if let Some(wrong) = names.iter().find(|name| known().all(|known| known != name.as_str())) {
        let all = Said::list(known().map(Said::same));
        return Err(say!(
            "没有“{wrong}”这种格式，可用的有：{all}。",
            "there is no format “{wrong}”; there are: {all}.",
            all
        ));
    }
    Ok(FORMATS.iter().filter(|format| names.iter().any(|name| name == format.extension)).collect())
}

/// The bytes of a document's files by their extensions.
pub(crate) type Written = Vec<(&'static str, Vec<u8>)>;

/// The bytes of each format by its extension.
///
/// # Errors
/// The first format that cannot be written, and why.
pub(crate) fn written(deliverable: &Deliverable<'_>, formats: &[&Format]) -> Result<Written, Said> {
    formats.par_iter().map(|format| Ok((format.extension, (format.write)(deliverable)?))).collect()
}

fn pdf(deliverable: &Deliverable<'_>) -> Result<Vec<u8>, Said> {
    pdf::bytes(deliverable.pages())
}

fn xlsx(deliverable: &Deliverable<'_>) -> Result<Vec<u8>, Said> {
    excel::workbook(deliverable.package, Some(&std::env::temp_dir()))
}

/// The bytes of a draft in Word.
pub(crate) fn docx(deliverable: &Deliverable<'_>) -> Result<Vec<u8>, Said> {
    docx::bytes(&layout::printed(&deliverable.package.document), deliverable.pages())
}

fn ofd(deliverable: &Deliverable<'_>) -> Result<Vec<u8>, Said> {
    ofd::bytes(deliverable.pages())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::document::{Block, Document, Inline};
    use model::report::{Head, Layout};
    use model::{Language, ReportingTime};

    /// The words of a document, one paragraph a line.
    fn text(deliverable: &Deliverable<'_>) -> Result<Vec<u8>, Said> {
        let lines = deliverable.package.document.blocks.iter().map(|block| match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) | Block::Quote(inlines) => {
                inlines.iter().map(Inline::text).collect::<String>() + "\n"
            }
            Block::List { .. } | Block::Table(_) | Block::Chart(_) | Block::Picture(_) | Block::PageBreak => {
                String::new()
            }
        });
        Ok(lines.collect::<String>().into_bytes())
    }

    #[test]
    fn a_format_is_a_function_and_a_line() {
        let plain = Format { extension: "txt", usual: false, write: text };
        let words = |words: &str| vec![Inline::Text(words.to_owned())];
        let document = Document {
            edition: model::edition::Edition::Internal,
            name: "r".to_owned(),
            title: "通报".to_owned(),
            organisation: String::new(),
            layout: Layout::Plain,
            head: Head::default(),
            time: ReportingTime::end_of("2020-12".parse().expect("a month")),
            blocks: vec![Block::Heading(1, words("一、总体情况")), Block::Paragraph(words("完成率83.78%。"))],
            figures: Vec::new(),
        };
        let package = Package::alone(document);
        let deliverable = Deliverable::new(&package, &[]);
        let written = written(&deliverable, &[&plain, &FORMATS[1]]).expect("two files");
        assert_eq!(written[0], ("txt", "一、总体情况\n完成率83.78%。\n".as_bytes().to_vec()));
        assert!(written[1].0 == "xlsx" && written[1].1.starts_with(b"PK"));
    }

    #[test]
    fn an_unknown_format_is_told_with_those_that_are_known() {
        assert!(chosen(&["pdf".to_owned()]).is_ok_and(|formats| formats.len() == 1));
        let told = chosen(&["doc".to_owned()]).err().unwrap_or_default();
        for told in Language::ALL.map(|language| told.text(language)) {
            assert!(told.contains("“doc”") && told.contains("xlsx"), "{told}");
        }
    }
}
