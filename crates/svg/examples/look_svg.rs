//! Writes the pages of the sample documents as SVG files into a folder, to be looked at:
//! `cargo run -p svg --example look_svg -- FOLDER`.

#[path = "../../pdf/tests/samples/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "The samples are those of the PDF.")]
mod samples;

use model::Language;
use std::path::Path;

fn main() -> Result<(), String> {
    let folder = std::env::args().nth(1).ok_or("a folder is missing")?;
    let faces = samples::faces()?;
    for document in samples::all() {
        let pages = layout::pages(&document, &faces).0;
        for number in 0..pages.pages.len() {
            let picture = svg::page(&pages, number, Language::Chinese, &|_| Some(("#".to_owned(), "?".to_owned())))
                .map_err(|said| said.chinese().to_owned())?;
            let path = Path::new(&folder).join(format!("{}-{}.svg", document.name, number + 1));
            write(&path, picture.as_bytes())?;
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "An example writes where it is told to.")]
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| error.to_string())
}
