//! What glyph codes stand for, as a font's `ToUnicode` says it (ISO 32000-1, 9.10.3).

use crate::pdf::lexer::{Lexer, Token};
use std::collections::BTreeMap;

/// A map from codes to letters.
#[derive(Debug, Default)]
pub(crate) struct Cmap {
    single: BTreeMap<u32, String>,
    /// First and last code, and what the first one stands for.
    ranges: Vec<(u32, u32, Vec<u16>)>,
    /// The lengths of codes: of the first byte's least and greatest value.
    spaces: Vec<(u8, u8, usize)>,
}

impl Cmap {
    /// Reads a map.
    pub(crate) fn new(bytes: &[u8]) -> Cmap {
        let mut cmap = Cmap::default();
        let mut operands = Vec::new();
        for token in Lexer::new(bytes) {
            let Token::Word(word) = token else {
                operands.push(token);
                continue;
            };
            match word.as_slice() {
                b"endbfchar" => cmap.characters(&operands),
                b"endbfrange" => cmap.areas(&operands),
                b"endcodespacerange" => cmap.lengths(&operands),
                _ => {}
            }
            operands.clear();
        }
        cmap
    }

    /// What a code stands for.
    pub(crate) fn get(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let (first, _, units) = self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
        let mut units = units.clone();
        let last = units.last_mut()?;
        *last = last.wrapping_add(u16::try_from(code - first).ok()?);
        Some(String::from_utf16_lossy(&units))
    }

    /// The length of the code that begins with that byte.
    pub(crate) fn length(&self, first: u8) -> Option<usize> {
        self.spaces.iter().find(|(low, high, _)| (*low..=*high).contains(&first)).map(|(.., length)| *length)
    }

    fn characters(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(code), Token::Text(target)] = pair {
                self.single.insert(number(code), String::from_utf16_lossy(&units(target)));
            }
        }
    }

    fn areas(&mut self, operands: &[Token]) {
        let mut operands = operands.iter();
        while let (Some(Token::Text(first)), Some(Token::Text(last))) = (operands.next(), operands.next()) {
            let (first, last) = (number(first), number(last));
            match operands.next() {
                Some(Token::Text(target)) => self.ranges.push((first, last, units(target))),
                Some(Token::Open) => {
                    let targets = operands.by_ref().take_while(|token| **token != Token::Close);
                    for (code, target) in (first..=last).zip(targets) {
                        if let Token::Text(target) = target {
                            self.single.insert(code, String::from_utf16_lossy(&units(target)));
                        }
                    }
                }
                _ => return,
            }
        }
    }

    fn lengths(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(low), Token::Text(high)] = pair
                && let (Some(first), Some(last)) = (low.first(), high.first())
            {
                self.spaces.push((*first, *last, low.len()));
            }
        }
    }
}

/// A code as a number.
pub(crate) fn number(code: &[u8]) -> u32 {
    code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn units(target: &[u8]) -> Vec<u16> {
    let units = target.chunks_exact(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)));
    units.collect()
}
