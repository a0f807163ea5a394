//! The public edition of a document: no word of it is one that ledgers mask.

mod texts;

use aho_corasick::{AhoCorasick, MatchKind};
use model::document::{Block, Document, Inline};
use model::edition::Secret;
use model::{Said, say};
use std::collections::{BTreeMap, BTreeSet};
use texts::texts;

/// A word that stood in the words of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Replaced {
    /// Where: 正文, 表1 …, 指标.
    pub part: Said,
    /// Its number in the list of the words.
    pub secret: usize,
    /// How often.
    pub times: usize,
}

/// The document with every masked word that its texts hold replaced, the longest first, and without the
/// figures that its text does not show. Numbers are left to the proof: what stands for one is no word of a
/// sentence.
///
/// # Errors
/// A sentence where there are too many words to look for.
pub fn publish(mut document: Document, secrets: &[Secret]) -> Result<(Document, Vec<Replaced>), Said> {
    let words: Vec<(usize, &Secret)> = secrets.iter().enumerate().filter(|(_, secret)| !secret.number).collect();
    let search = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words.iter().map(|(_, secret)| secret.value.as_str()))
        .map_err(|error| {
            say!(
                "要隐去的词太多，无法查找（{error}）。",
                "there are too many words to be masked to look for them ({error})."
            )
        })?;
    let mut replaced: BTreeMap<(Said, usize), usize> = BTreeMap::new();
    texts(&mut document, &mut |part, text| {
        let mut out = String::new();
        let mut at = 0;
        for found in search.find_iter(text.as_str()) {
            let Some((number, secret)) = words.get(found.pattern().as_usize()) else { continue };
            if !stands_alone(text, found.start(), found.end()) {
                continue;
            }
            out.push_str(&text[at..found.start()]);
            out.push_str(&secret.masked);
            at = found.end();
            *replaced.entry((part.clone(), *number)).or_default() += 1;
        }
        if at > 0 {
            out.push_str(&text[at..]);
            *text = out;
        }
    });
    let shown = shown(&document);
    document.figures.retain(|figure| shown.contains(&figure.name));
    let replaced = replaced.into_iter().map(|((part, secret), times)| Replaced { part, secret, times });
    Ok((document, replaced.collect()))
}

/// The figures that the text shows.
fn shown(document: &Document) -> BTreeSet<String> {
    let mut shown: BTreeSet<String> = BTreeSet::new();
    let mut line = |inlines: &[Inline]| {
        shown.extend(inlines.iter().filter_map(|inline| match inline {
            Inline::Figure { name, .. } => Some(name.clone()),
            Inline::Text(_) | Inline::Strong(_) | Inline::Break | Inline::Note(_) => None,
        }));
    };
    for block in &document.blocks {
        match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) | Block::Quote(inlines) => line(inlines),
            Block::List { items, .. } => items.iter().for_each(|item| line(item)),
            Block::Table(_) | Block::Chart(_) | Block::Picture(_) | Block::PageBreak => {}
        }
    }
    shown
}

/// A code of letters and digits is no part of a longer one.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let code = text.get(start..end).is_some_and(|found| found.chars().all(|c| c.is_ascii_alphanumeric()));
    let (before, after) = (
        text.get(..start).and_then(|text| text.chars().next_back()),
        text.get(end..).and_then(|text| text.chars().next()),
    );
    !code || !(plain(before) || plain(after))
}
