//! Rust text cut into words and signs, without comments and without the contents of literals.

/// A word, `::`, or one sign, with its line (from 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    pub(super) line: usize,
}

impl Token<'_> {
    /// Whether it is a name or a keyword.
    pub(super) fn is_word(&self) -> bool {
        self.text.starts_with(word_sign)
    }
}

fn word_sign(sign: char) -> bool {
    sign == '_' || sign.is_alphanumeric()
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest).unwrap_or_else(|| {
            let length = match first {
                _ if word_sign(first) => rest.find(|sign| !word_sign(sign)).unwrap_or(rest.len()),
                ':' if rest.starts_with("::") => 2,
                _ => first.len_utf8(),
            };
            tokens.push(Token { text: &rest[..length], line });
            length
        });
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// The length of what is no token at the text's beginning: white space, a comment, a literal.
fn skipped(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        _ if first.is_whitespace() => Some(first.len_utf8()),
        '/' if text.starts_with("//") => Some(text.find('\n').unwrap_or(text.len())),
        '/' if text.starts_with("/*") => Some(comment(text)),
        '"' => Some(string(text)),
        '\'' => Some(character(text)),
        'b' | 'c' | 'r' => {
            let quote = text.find(['"', '\'', '#']).filter(|at| *at <= 2)?;
            let prefix = &text[..quote];
            match &text[quote..quote + 1] {
                "\"" if matches!(prefix, "b" | "c") => Some(quote + string(&text[quote..])),
                "'" if prefix == "b" => Some(quote + character(&text[quote..])),
                _ if matches!(prefix, "r" | "br" | "cr") => raw(&text[quote..]).map(|length| quote + length),
                _ => None,
            }
        }
        _ => None,
    }
}

fn comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let here = &text.as_bytes()[at..];
        let step = match here {
            [b'/', b'*', ..] => {
                depth += 1;
                2
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        at += step;
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, sign)| {
        let ends = *sign == '"' && !escaped;
        escaped = *sign == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// A literal of one character; a lifetime's quote is passed over alone, and its name is a word.
fn character(text: &str) -> usize {
    let mut signs = text.char_indices().skip(1);
    match signs.next() {
        Some((_, '\\')) => text[3..].find('\'').map_or(text.len(), |at| at + 4),
        Some((at, sign)) if text[at + sign.len_utf8()..].starts_with('\'') => at + sign.len_utf8() + 1,
        _ => 1,
    }
}

/// A raw string from its first `#` or quote; nothing where it is a raw name (`r#type`).
fn raw(text: &str) -> Option<usize> {
    let hashes = text.find(|sign| sign != '#')?;
    let body = text[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(body.find(&end).map_or(text.len(), |at| hashes + 1 + at + end.len()))
}
