//! Footnotes of a text: `[^口径]` where it stands, `[^口径]: …` where it is explained.

use crate::markers;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;

/// The extensions of Markdown that texts may use.
pub(crate) const EXTENSIONS: Options = Options::ENABLE_FOOTNOTES;

/// The words of each footnote by its label.
pub(crate) fn words(markdown: &str) -> BTreeMap<String, String> {
    let mut notes = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    for event in Parser::new_ext(markdown, EXTENSIONS) {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => open = Some((label.to_string(), String::new())),
            Event::End(TagEnd::FootnoteDefinition) => notes.extend(open.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut open {
                    words.push_str(&markers::plain(&text));
                }
            }
            _ => {}
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn notes_are_known_by_their_labels() {
        let notes = words("税收10亿元[^口径]。\n\n[^口径]: 按*入库*数统计。\n");
        assert_eq!(notes.get("口径").map(String::as_str), Some("按入库数统计。"));
    }
}
