//! Drafts in Word: a document as WordprocessingML (ISO/IEC 29500-1), and a corrected draft read back.
//!
//! The page is that of GB/T 9704-2012 with the grid of 22 lines and 28 characters that Word counts.
//! Every number that was computed stands in a content control that bears the figure's name, so that
//! it can be found again however the words around it were changed.

mod align;
mod body;
mod cells;
mod closing;
mod compare;
mod emf;
mod format;
mod head;
mod imprint;
mod marked;
mod media;
mod page;
mod part;
mod placed;
mod read;
mod styles;
mod table;
mod table_head;
#[cfg(test)]
mod tests;
mod writer;
mod xml;

pub use compare::{Comparison, Fault, FigureChange, TextChange, compare};
pub use read::{Draft, DraftFigure, Paragraph, read};

use model::document::{Document, divided};
use model::page::Pages;
use model::report::Layout;
use model::{Said, say};
use page::Paper;
use placed::Placed;
use writer::Writer;

/// The bytes of a docx, the same for the same document.
///
/// Word breaks lines and pages itself; the pages lend what it cannot know: the drawings of the
/// charts, the sizes of the pictures, which tables need turned paper, and the page numbers of the contents. The words are
/// taken as they are: make typing habits good before.
///
/// # Errors
/// One sentence where a chart of the document has no drawing on the pages, or the file
/// grows beyond what a zip can hold.
pub fn bytes(document: &Document, pages: &Pages) -> Result<Vec<u8>, Said> {
    let placed = Placed::new(pages);
    let charts = document.charts().count() + document.pictures().count();
    if charts != placed.drawings.len() {
        let drawn = placed.drawings.len();
        return Err(say!(
            "文稿有 {charts} 张图，版面上却有 {drawn} 张，无法写入 Word 文件。",
            "the document has {charts} charts and pictures and its pages have {drawn}, so the Word file cannot be written."
        ));
    }
    let mut writer = Writer::new(&placed);
    if placed.contents {
        head::contents(&mut writer);
    }
    head::head(&mut writer, document.layout, &document.head);
    head::title(&mut writer, document);
    let (text, attachments) = divided(&document.blocks);
    let paper = body::all(&mut writer, text, Paper::Upright);
    writer.turn(paper, Paper::Upright);
    closing::signature(&mut writer, &document.head);
    let paper = body::attachments(&mut writer, attachments);
    writer.turn(paper, Paper::Upright);
    imprint::imprint(&mut writer, document.layout, &document.head);
    part::packed(writer, document, document.layout == Layout::Letter)
}
