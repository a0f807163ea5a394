//! Text and attributes.

/// Text without what XML forbids or takes for its own, for the inside of an element or an attribute.
/// Each character stays one.
pub(crate) fn escaped(text: impl IntoIterator<Item = char>) -> String {
    let mut out = String::new();
    for character in text {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
