//! The tokens of PDF syntax (ISO 32000-1, 7.2 and 7.3), however broken.

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A number.
    Number(f64),
    /// `/Name`, its `#20` resolved.
    Name(Vec<u8>),
    /// `(…)` or `<…>`
    Text(Vec<u8>),
    /// `[` or `<<`
    Open,
    /// `]` or `>>`
    Close,
    /// An operator or another word.
    Word(Vec<u8>),
}

/// Reads tokens one by one.
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    /// Reads from the beginning.
    pub(crate) fn new(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next_byte(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Reads while a condition holds.
    fn run(&mut self, holds: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !holds(*byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn name(&mut self) -> Token {
        Token::Name(name(self.run(is_regular)))
    }

    /// `(…)`, behind its first parenthesis.
    fn literal(&mut self) -> Token {
        let (mut text, mut depth) = (Vec::new(), 0_u32);
        while let Some(byte) = self.next_byte() {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                b'\\' => {
                    text.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        Token::Text(text)
    }

    /// What a backslash and the following stand for.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.next_byte()?;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return None,
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                return None;
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                u8::try_from(code & 0xff).unwrap_or(0)
            }
            other => other,
        })
    }

    fn hexadecimal(&mut self) -> Token {
        let digits = self.run(|byte| byte != b'>');
        self.at += 1;
        Token::Text(hexadecimal(digits))
    }

    /// Passes over the data of an image within a content stream.
    fn image(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.windows(4).position(|four| {
            matches!(four, [before, b'E', b'I', after] if before.is_ascii_whitespace() && after.is_ascii_whitespace())
        });
        self.at += end.map_or(rest.len(), |end| end + 3);
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            self.run(is_space);
            match self.peek()? {
                b'%' => {
                    self.run(|byte| byte != b'\n' && byte != b'\r');
                    continue;
                }
                byte if is_regular(byte) => {
                    let word = self.run(is_regular);
                    if word == b"ID" {
                        self.image();
                    }
                    return Some(number(word).map_or_else(|| Token::Word(word.to_vec()), Token::Number));
                }
                byte => self.at += usize::from(byte != 0),
            }
            let first = self.bytes.get(self.at - 1).copied();
            match (first, self.peek()) {
                (Some(b'/'), _) => return Some(self.name()),
                (Some(b'('), _) => return Some(self.literal()),
                (Some(b'<'), Some(b'<')) | (Some(b'>'), Some(b'>')) => {
                    self.at += 1;
                    return Some(if first == Some(b'<') { Token::Open } else { Token::Close });
                }
                (Some(b'<'), _) => return Some(self.hexadecimal()),
                (Some(b'['), _) => return Some(Token::Open),
                (Some(b']'), _) => return Some(Token::Close),
                _ => {}
            }
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

fn number(word: &[u8]) -> Option<f64> {
    let first = word.first()?;
    if !first.is_ascii_digit() && !b"+-.".contains(first) {
        return None;
    }
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// The bytes that hexadecimal digits stand for; a last one alone stands before a zero.
pub(crate) fn hexadecimal(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> = digits.iter().filter_map(|digit| value(*digit)).collect();
    let pairs = values.chunks(2).map(|pair| match pair {
        [high, low] => high << 4 | low,
        [high] => high << 4,
        _ => 0,
    });
    pairs.collect()
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// A name with `#20` and the like resolved.
fn name(written: &[u8]) -> Vec<u8> {
    let (mut name, mut rest) = (Vec::with_capacity(written.len()), written);
    while let Some((first, behind)) = rest.split_first() {
        let pair = match behind {
            [high, low, ..] if *first == b'#' => value(*high).zip(value(*low)),
            _ => None,
        };
        name.push(pair.map_or(*first, |(high, low)| high << 4 | low));
        rest = behind.get(if pair.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    name
}
