//! Markdown with marks to blocks.

use crate::blocks::Blocks;
use crate::footnotes;
use crate::images::Linked;
use crate::inputs::TextFile;
use crate::markers::{Mark, as_block, inlines};
use model::Diagnostic;
use model::document::{Block, Inline};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// Adds the blocks of a text to those before it.
pub(crate) fn add(markdown: &str, source: TextFile<'_>, blocks: &mut Blocks<'_>) -> Result<(), Vec<Diagnostic>> {
    let mut open = Open::default();
    let notes = footnotes::words(markdown);
    for event in Parser::new_ext(markdown, footnotes::EXTENSIONS) {
        match event {
            // The words of a note stand where it is referred to.
            Event::Start(Tag::FootnoteDefinition(_)) => open.note = true,
            Event::End(TagEnd::FootnoteDefinition) => open.note = false,
            _ if open.note => {}
            Event::FootnoteReference(label) => {
                open.end_words();
                open.inlines.extend(notes.get(label.as_ref()).cloned().map(Inline::Note));
            }
            Event::Start(Tag::List(first)) => open.list = Some((first, Vec::new())),
            Event::Start(Tag::BlockQuote(_)) => open.quote = true,
            // Chinese type has no italics: what is emphasised stands out in the one way there is.
            Event::Start(Tag::Strong | Tag::Emphasis) => {
                open.end_words();
                open.strong += 1;
            }
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => {
                open.end_words();
                open.strong = open.strong.saturating_sub(1);
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                open.link = Some((dest_url.to_string(), Some(open.words.len())));
            }
            Event::End(TagEnd::Link) => open.end_link(),
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let linked = Linked { file: dest_url.to_string(), width: title.to_string(), title: String::new() };
                open.image = Some(linked);
            }
            Event::End(TagEnd::Image) => open.images.extend(open.image.take()),
            Event::InlineHtml(tag) if is_break(&tag) => open.line_break(),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                open.words().push_str(&text)
            }
            Event::SoftBreak => open.soft_break(),
            Event::HardBreak => open.line_break(),
            Event::Rule => blocks.all.push(Block::PageBreak),
            Event::End(TagEnd::Heading(level)) => blocks.all.push(Block::Heading(depth(level), open.take())),
            Event::End(TagEnd::Paragraph) => open.end_paragraph(source, blocks)?,
            Event::End(TagEnd::Item) => {
                let rest = open.take();
                if let Some((_, items)) = open.list.as_mut().filter(|_| !rest.is_empty()) {
                    items.push(rest);
                }
            }
            Event::End(TagEnd::List(_)) => {
                if let Some((first, items)) = open.list.take() {
                    blocks.all.extend(list(first, items));
                }
            }
            Event::End(TagEnd::BlockQuote(_)) => open.quote = false,
            // What else there is was refused before, see `markdown`.
            _ => {}
        }
    }
    Ok(())
}

/// `<br>`, the one tag that says something which a document can show.
pub(crate) fn is_break(tag: &str) -> bool {
    let name: String = tag.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(name.to_lowercase().as_str(), "<br>" | "<br/>")
}

/// A list. One that does not begin with 1 is paragraphs with their numbers, as they look alike.
fn list(first: Option<u64>, items: Vec<Vec<Inline>>) -> Vec<Block> {
    match first {
        Some(first) if first != 1 => {
            let numbered = |(number, item): (u64, Vec<Inline>)| {
                Block::Paragraph([Inline::Text(format!("{number}."))].into_iter().chain(item).collect())
            };
            (first..).zip(items).map(numbered).collect()
        }
        _ => vec![Block::List { ordered: first.is_some(), items }],
    }
}

/// What has begun and not ended.
#[derive(Default)]
struct Open {
    words: String,
    inlines: Vec<Inline>,
    strong: usize,
    quote: bool,
    note: bool,
    list: Option<(Option<u64>, Vec<Vec<Inline>>)>,
    /// A link's address, and where its words begin; nothing once they were put away.
    link: Option<(String, Option<usize>)>,
    image: Option<Linked>,
    images: Vec<Linked>,
}

impl Open {
    /// Where words go.
    fn words(&mut self) -> &mut String {
        self.image.as_mut().map_or(&mut self.words, |image| &mut image.title)
    }

    /// A line of Markdown that ends goes on in the next one; Chinese needs no space there.
    fn soft_break(&mut self) {
        let words = self.words();
        if words.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            words.push(' ');
        }
    }

    fn line_break(&mut self) {
        self.end_words();
        self.inlines.push(Inline::Break);
    }

    fn end_words(&mut self) {
        if let Some((_, start)) = &mut self.link {
            *start = None;
        }
        let words = std::mem::take(&mut self.words);
        if self.strong > 0 {
            self.inlines.extend(inlines(&words).iter().map(|inline| Inline::Strong(inline.text().to_owned())));
        } else {
            self.inlines.extend(inlines(&words));
        }
    }

    /// On paper nobody can click: the address stands behind the words, unless it is them.
    fn end_link(&mut self) {
        let Some((address, start)) = self.link.take() else { return };
        let address = address.strip_prefix("mailto:").unwrap_or(&address);
        let words = start.and_then(|start| self.words.get(start..)).map(str::trim);
        if words == Some(address) || address.is_empty() {
            return;
        }
        let told = if words == Some("") { address.to_owned() } else { format!("（{address}）") };
        self.words().push_str(&told);
    }

    fn take(&mut self) -> Vec<Inline> {
        self.end_words();
        std::mem::take(&mut self.inlines)
    }

    /// A paragraph: words, an item, or the table, the chart or the pictures that it stands for.
    fn end_paragraph(&mut self, source: TextFile<'_>, blocks: &mut Blocks<'_>) -> Result<(), Vec<Diagnostic>> {
        let paragraph = self.take();
        let images = std::mem::take(&mut self.images);
        if !images.is_empty() {
            images.into_iter().for_each(|image| blocks.linked(&image, source));
            return Ok(());
        }
        match &mut self.list {
            Some((_, items)) => items.push(paragraph),
            None if self.quote => blocks.all.push(Block::Quote(paragraph)),
            None => match mark(&paragraph) {
                Some(mark) => blocks.mark(&mark)?,
                None => blocks.all.push(Block::Paragraph(paragraph)),
            },
        }
        Ok(())
    }
}

/// The block that a paragraph stands for.
fn mark(paragraph: &[Inline]) -> Option<Mark> {
    match paragraph {
        [Inline::Text(text)] => as_block(text),
        _ => None,
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        _ => 4,
    }
}
