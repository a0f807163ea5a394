//! XML that is edited in place: where its tags are, and texts put between them.

use crate::token::{self, Found, Step};

/// A tag and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    /// Where `<` stands.
    pub start: usize,
    /// What follows `>`.
    pub end: usize,
    /// From `<` to `>`.
    pub text: &'a str,
}

impl<'a> Tag<'a> {
    /// The same tag without its brackets and the slash of an end tag.
    fn inside(&self) -> token::Tag<'a> {
        let inside = self.text.strip_suffix('>').unwrap_or(self.text);
        token::Tag(inside.trim_start_matches(['<', '/']).as_bytes())
    }

    /// The name with its prefix; an end tag's has none of its slash.
    pub fn full_name(&self) -> &'a str {
        let inside = self.text.trim_start_matches(['<', '/']);
        let end = inside.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>'));
        inside.get(..end.unwrap_or(inside.len())).unwrap_or_default()
    }

    /// The name without its prefix.
    pub fn name(&self) -> &'a str {
        std::str::from_utf8(self.inside().name()).unwrap_or_default()
    }

    /// The prefix with its colon, or nothing.
    pub fn prefix(&self) -> &'a str {
        self.full_name().strip_suffix(self.name()).unwrap_or_default()
    }

    /// Whether it is an end tag.
    pub fn closes(&self) -> bool {
        self.text.starts_with("</")
    }

    /// Whether the element ends with the tag.
    pub fn empty(&self) -> bool {
        self.text.ends_with("/>")
    }

    /// An attribute with its entities resolved.
    pub fn get(&self, wanted: &str) -> Option<String> {
        self.inside().attribute(wanted)
    }

    /// The tag with an attribute set to a value that is written as XML.
    pub fn with(&self, wanted: &str, value: &str) -> String {
        let brackets = if self.closes() { 2 } else { 1 };
        let mut known = self.inside().placed().filter(|(name, ..)| *name == wanted.as_bytes());
        if let Some((_, old, place)) = known.next() {
            let start = place + brackets;
            let (before, after) = (self.text.get(..start), self.text.get(start + old.len()..));
            return format!("{}{value}{}", before.unwrap_or_default(), after.unwrap_or_default());
        }
        let close = if self.empty() { "/>" } else { ">" };
        let stem = self.text.strip_suffix(close).unwrap_or(self.text).trim_end();
        format!("{stem} {wanted}=\"{value}\"{close}")
    }
}

/// The tags of a part in order; comments, declarations and literal text are passed over.
pub fn tags(xml: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at;
            let rest = xml.as_bytes().get(start..)?;
            let Found::At(length) = token::end(rest) else { return None };
            at = start + length;
            if let Step::Open(_) | Step::Close(_) = token::step(rest.get(..length)?) {
                return Some(Tag { start, end: at, text: xml.get(start..at)? });
            }
        }
    })
}

/// A text as XML writes it, without characters that XML forbids.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(letter),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Puts a text before the first tag for which `before` says so.
pub fn insert_before(xml: &str, text: &str, before: impl Fn(&Tag<'_>) -> bool) -> Option<String> {
    let at = tags(xml).find(|tag| before(tag))?.start;
    Some(format!("{}{text}{}", xml.get(..at)?, xml.get(at..)?))
}

/// Puts a text behind the last child of an element, which may be written as an empty one, and
/// raises its `count`. Gives the part and the number of children before.
pub fn append(xml: &str, element: &str, child: &str, text: &str) -> Option<(String, usize)> {
    let open = tags(xml).find(|tag| tag.name() == element && !tag.closes())?;
    let (mut count, mut close) = (0, None);
    if !open.empty() {
        let mut depth = 0_u32;
        for tag in tags(xml).skip_while(|tag| tag.start <= open.start) {
            if tag.name() == element && tag.closes() && depth == 0 {
                close = Some(tag.start);
                break;
            }
            if depth == 0 && tag.name() == child && !tag.closes() {
                count += 1;
            }
            if tag.closes() {
                depth = depth.saturating_sub(1);
            } else if !tag.empty() {
                depth += 1;
            }
        }
    }
    let added = tags(text).filter(|tag| tag.name() == child && !tag.closes()).count();
    let head = if open.get("count").is_some() {
        open.with("count", &(count + added).to_string())
    } else {
        open.text.to_owned()
    };
    let before = xml.get(..open.start)?;
    let part = match close {
        Some(close) => format!("{before}{head}{}{text}{}", xml.get(open.end..close)?, xml.get(close..)?),
        None => {
            let head = head.trim_end_matches("/>").trim_end();
            format!("{before}{head}>{text}</{}>{}", open.full_name(), xml.get(open.end..)?)
        }
    };
    Some((part, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_and_changed() {
        let xml = "<?xml version=\"1.0\"?><x:a b='1>2'><!-- <c/> --><x:c r=\"A1\" s=\"3\"/></x:a>";
        let names: Vec<&str> = tags(xml).map(|tag| tag.name()).collect();
        assert_eq!(names, ["a", "c", "a"]);
        let cell = tags(xml).nth(1).expect("a tag");
        assert_eq!((cell.prefix(), cell.get("s").as_deref(), cell.get("t")), ("x:", Some("3"), None));
        assert_eq!(cell.with("s", "9"), "<x:c r=\"A1\" s=\"9\"/>");
        assert_eq!(cell.with("t", "n"), "<x:c r=\"A1\" s=\"3\" t=\"n\"/>");
    }

    #[test]
    fn children_are_added_and_counted() {
        let (xml, count) =
            append("<a><fills count=\"1\"><fill><b/></fill></fills></a>", "fills", "fill", "<fill/>").expect("a part");
        assert_eq!((xml.as_str(), count), ("<a><fills count=\"2\"><fill><b/></fill><fill/></fills></a>", 1));
        let (xml, count) = append("<a><fills/></a>", "fills", "fill", "<fill/>").expect("a part");
        assert_eq!((xml.as_str(), count), ("<a><fills><fill/></fills></a>", 0));
    }
}
