//! Marks that carry figures, tables and charts through Markdown: characters of the private use
//! area, which no text of a clerk needs and which no font shows.

use model::document::Inline;

const FIGURE: char = '\u{E000}';
const NAME_ENDS: char = '\u{E001}';
const FIGURE_ENDS: char = '\u{E002}';
const BLOCK: char = '\u{E003}';
const BLOCK_ENDS: char = '\u{E004}';

/// What a block mark stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Table(String),
    Listing(String),
    Chart(String),
    Photo(Photo),
}

/// A picture that a cell names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Photo {
    /// Its file's name; empty where the cell is.
    pub(crate) name: String,
    /// All that the cell says.
    pub(crate) cell: String,
    /// The title below; empty for none.
    pub(crate) title: String,
    /// How wide it is to stand; empty where nothing is said.
    pub(crate) width: String,
}

/// The printed text of a figure with its name.
pub(crate) fn figure(name: &str, text: &str) -> String {
    format!("{FIGURE}{name}{NAME_ENDS}{text}{FIGURE_ENDS}")
}

/// A mark for a block, as a paragraph of its own. Its words are Markdown.
pub(crate) fn block(mark: &Mark) -> String {
    let (kind, name) = match mark {
        Mark::Table(name) => ("table", name.clone()),
        Mark::Listing(name) => ("listing", name.clone()),
        Mark::Chart(name) => ("chart", name.clone()),
        Mark::Photo(Photo { name, cell, title, width }) => {
            ("photo", [name, cell, title, width].map(String::as_str).join(&NAME_ENDS.to_string()))
        }
    };
    format!("\n\n{BLOCK}{kind}:{name}{BLOCK_ENDS}\n\n")
}

/// The block that a paragraph stands for.
pub(crate) fn as_block(text: &str) -> Option<Mark> {
    let inner = text.trim().strip_prefix(BLOCK)?.strip_suffix(BLOCK_ENDS)?;
    let (kind, name) = inner.split_once(':')?;
    match kind {
        "table" => Some(Mark::Table(name.to_owned())),
        "listing" => Some(Mark::Listing(name.to_owned())),
        "chart" => Some(Mark::Chart(name.to_owned())),
        "photo" => {
            let mut words = name.split(NAME_ENDS).map(str::to_owned);
            let mut word = || words.next().unwrap_or_default();
            Some(Mark::Photo(Photo { name: word(), cell: word(), title: word(), width: word() }))
        }
        _ => None,
    }
}

/// Words and figures in order.
pub(crate) fn inlines(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(FIGURE) {
        if !before.is_empty() {
            inlines.push(Inline::Text(before.to_owned()));
        }
        let (marked, behind) = after.split_once(FIGURE_ENDS).unwrap_or((after, ""));
        let (name, text) = marked.split_once(NAME_ENDS).unwrap_or(("", marked));
        inlines.push(Inline::Figure { name: name.to_owned(), text: text.to_owned() });
        rest = behind;
    }
    if !rest.is_empty() {
        inlines.push(Inline::Text(rest.to_owned()));
    }
    inlines
}

/// The words alone.
pub(crate) fn plain(text: &str) -> String {
    inlines(text).iter().map(Inline::text).collect()
}

/// Words of a ledger or a definition without our marks.
pub(crate) fn cleaned(text: &str) -> String {
    text.chars().filter(|c| !(FIGURE..=BLOCK_ENDS).contains(c)).collect()
}
