//! Pictures that a ledger's cells name: `{{ picture(row.photo, "整改前", "8cm") }}`.

use crate::errors::invalid;
use crate::escape::escaped;
use crate::inputs::Inputs;
use crate::markers::{self, Mark, Photo};
use minijinja::{Error, Value};
use model::picture::{Wanted, Width};
use model::say;

/// What stands between several names in one cell.
const BETWEEN: [char; 6] = ['、', ';', '；', '\n', ',', '，'];

/// The marks of the pictures that a cell names, each a paragraph of its own.
pub(crate) fn marks(cell: &Value, title: Option<&Value>, width: Option<&Value>) -> Result<Value, Error> {
    let words = |value: Option<&Value>| value.map(|value| markers::plain(&value.to_string())).unwrap_or_default();
    let (cell, title, width) = (words(Some(cell)), words(title), words(width));
    if !width.is_empty() && Width::parse(&width).is_none() {
        return Err(invalid(say!(
            "picture 的第三项“{width}”不是宽度，请写成 \"8cm\" 或 \"60%\"。",
            "the third item of picture, “{width}”, is no width; write \"8cm\" or \"60%\"."
        )));
    }
    let mut names: Vec<&str> = names(&cell).collect();
    if names.is_empty() {
        names.push("");
    }
    // The words pass through Markdown, which must not take signs in a file's name for its own.
    let mark = |name: &str| {
        let [name, cell, title, width] = [name, &cell, &title, &width].map(|words| escaped(&markers::cleaned(words)));
        markers::block(&Mark::Photo(Photo { name, cell, title, width }))
    };
    Ok(Value::from_safe_string(names.into_iter().map(mark).collect()))
}

/// The names of pictures in a cell that may hold several.
pub fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(BETWEEN).map(str::trim).filter(|name| !name.is_empty())
}

/// What is to be looked for: the name, and every cell of the listings with the same words. The cell
/// that a text means is among them, and with them the folder of its workbook.
pub(crate) fn wanted(photo: &Photo, inputs: &Inputs<'_>) -> Wanted {
    let mut cells = Vec::new();
    for listing in inputs.listings {
        let numbered = listing.table.columns.len().saturating_sub(listing.columns.len());
        for (row, places) in listing.table.rows.iter().zip(&listing.places) {
            let own = row.cells.iter().skip(numbered).zip(&listing.columns).zip(places);
            let same = own.filter(|((cell, _), _)| same(&cell.text, &photo.cell));
            cells.extend(same.map(|((_, column), place)| (listing.table.name.clone(), column.clone(), place.clone())));
        }
    }
    Wanted::Named { name: photo.name.clone(), cells }
}

/// Whether a cell says these words, which went through a template and Markdown.
fn same(cell: &str, words: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    !words.is_empty() && plain(&markers::cleaned(cell)) == plain(words)
}
