//! Just enough of XML to edit a part in place: where its tags are and what their attributes say.

/// A tag and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'a> {
    /// Where `<` stands, and what follows `>`.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// From `<` to `>`.
    pub(crate) text: &'a str,
}

impl<'a> Tag<'a> {
    /// The name with its prefix; an end tag's has none of its slash.
    pub(crate) fn full_name(&self) -> &'a str {
        let inside = self.text.trim_start_matches(['<', '/']);
        let end = inside.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>'));
        inside.get(..end.unwrap_or(inside.len())).unwrap_or_default()
    }

    pub(crate) fn name(&self) -> &'a str {
        let name = self.full_name();
        name.rsplit(':').next().unwrap_or(name)
    }

    /// The prefix with its colon, or nothing.
    pub(crate) fn prefix(&self) -> &'a str {
        let name = self.full_name();
        name.rfind(':').and_then(|at| name.get(..=at)).unwrap_or_default()
    }

    pub(crate) fn closes(&self) -> bool {
        self.text.starts_with("</")
    }

    pub(crate) fn empty(&self) -> bool {
        self.text.ends_with("/>")
    }

    /// The range of an attribute's value within the tag, by its name without a prefix.
    fn range(&self, wanted: &str) -> Option<(usize, usize)> {
        let mut at = self.full_name().len() + 1;
        loop {
            let rest = self.text.get(at..)?;
            let equals = rest.find('=')?;
            let name = rest.get(..equals)?.trim();
            let behind = rest.get(equals + 1..)?;
            let opening = behind.find(['"', '\''])?;
            let quote = behind.get(opening..)?.chars().next()?;
            let length = behind.get(opening + 1..)?.find(quote)?;
            let start = at + equals + 1 + opening + 1;
            if name.rsplit(':').next() == Some(wanted) {
                return Some((start, start + length));
            }
            at = start + length + 1;
        }
    }

    /// An attribute as it is written.
    pub(crate) fn get(&self, wanted: &str) -> Option<&'a str> {
        let (start, end) = self.range(wanted)?;
        self.text.get(start..end)
    }

    /// The tag with an attribute set.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        if let Some((start, end)) = self.range(name) {
            let (before, after) = (self.text.get(..start), self.text.get(end..));
            return format!("{}{value}{}", before.unwrap_or_default(), after.unwrap_or_default());
        }
        let close = if self.empty() { "/>" } else { ">" };
        let stem = self.text.strip_suffix(close).unwrap_or(self.text).trim_end();
        format!("{stem} {name}=\"{value}\"{close}")
    }
}

/// The tags of a part in order; comments, declarations and literal text are passed over.
pub(crate) fn tags(xml: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + xml.get(at..)?.find('<')?;
            let rest = xml.get(start..)?;
            for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")] {
                if rest.starts_with(open) {
                    at = start + rest.find(close)? + close.len();
                    break;
                }
            }
            if at > start {
                continue;
            }
            let (mut quote, mut end) = (None, None);
            for (offset, byte) in rest.bytes().enumerate() {
                match (byte, quote) {
                    (b'>', None) => {
                        end = Some(start + offset + 1);
                        break;
                    }
                    (b'"' | b'\'', None) => quote = Some(byte),
                    (byte, Some(open)) if byte == open => quote = None,
                    _ => {}
                }
            }
            let end = end?;
            at = end;
            return Some(Tag { start, end, text: xml.get(start..end)? });
        }
    })
}

/// A text as XML writes it, without characters that XML forbids.
pub(crate) fn escaped(text: &str) -> String {
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

/// The text that XML wrote.
pub(crate) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    plain.replace("&amp;", "&")
}

/// Puts a text before the first tag for which `before` says so.
pub(crate) fn insert_before(xml: &str, text: &str, before: impl Fn(&Tag<'_>) -> bool) -> Option<String> {
    let at = tags(xml).find(|tag| before(tag))?.start;
    Some(format!("{}{text}{}", xml.get(..at)?, xml.get(at..)?))
}

/// Puts a text behind the last child of an element, which may be written as an empty one, and
/// raises its `count`. Gives the part and the number of children before.
pub(crate) fn append(xml: &str, element: &str, child: &str, text: &str) -> Option<(String, usize)> {
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
        assert_eq!((cell.prefix(), cell.get("s"), cell.get("t")), ("x:", Some("3"), None));
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
