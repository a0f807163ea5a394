//! Writes sample documents as PDF files into a folder, to be looked at:
//! `cargo run -p pdf --example look -- FOLDER [TEXT]`. A text file is set as a plain document, its
//! headings known by their numbers.

#[path = "../tests/samples/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "The samples are shared with the tests.")]
mod samples;

use model::document::{Block, Document, Inline};
use model::report::{Head, Layout};
use model::{Language, Spoken};
use std::path::Path;

fn main() -> Result<(), String> {
    let folder = std::env::args().nth(1).ok_or("a folder is missing")?;
    let faces = samples::faces()?;
    let mut documents = samples::all();
    if let Some(file) = std::env::args().nth(2) {
        documents.push(text(&read(Path::new(&file))?));
    }
    for document in documents {
        let (pages, problems) = layout::pages(&document, &faces);
        let bytes = pdf::bytes(&pages).map_err(|said| said.chinese().to_owned())?;
        let path = Path::new(&folder).join(format!("{}.pdf", document.name));
        write(&path, &bytes)?;
        write(
            &path.with_extension("txt"),
            problems.iter().map(|p| format!("{}\n", p.spoken(Language::Chinese))).collect::<String>().as_bytes(),
        )?;
    }
    Ok(())
}

/// A text with a title on its first line, then a paragraph or a heading on each.
fn text(text: &str) -> Document {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let title = lines.next().unwrap_or_default();
    let block = |line: &str| {
        let words = vec![Inline::Text(line.to_owned())];
        let number: String =
            line.chars().take_while(|c| "一二三四五六七八九十（）0123456789.、．".contains(*c)).collect();
        let short = line.chars().count() < 40 && !line.ends_with('。');
        match number.chars().last() {
            Some('、') if short => Block::Heading(1, words),
            Some('）') if short && !number.contains(|c: char| c.is_ascii_digit()) => Block::Heading(2, words),
            Some('.' | '．') if short => Block::Heading(3, words),
            Some('）') if short => Block::Heading(4, words),
            _ => Block::Paragraph(words),
        }
    };
    samples::document("text", title, Layout::Plain, Head::default(), lines.map(block).collect())
}

#[expect(clippy::disallowed_methods, reason = "An example writes its own files.")]
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| error.to_string())
}

#[expect(clippy::disallowed_methods, reason = "An example reads its own files.")]
fn read(path: &Path) -> Result<String, String> {
    String::from_utf8(std::fs::read(path).map_err(|error| error.to_string())?).map_err(|error| error.to_string())
}
