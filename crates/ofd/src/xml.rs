//! What all parts of the file have in common.

/// The first line of every part.
pub(crate) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
/// The namespace of the standard, for a part's outermost element.
pub(crate) const SPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

/// Text without what XML forbids or takes for its own.
pub(crate) fn escaped(text: impl IntoIterator<Item = char>) -> String {
    let mut out = String::new();
    for character in text {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
