//! What one file declares and names.

use super::tokens::{Token, tokens};
use std::collections::BTreeSet;

/// A path as it is written: `["crate", "a", "B"]`.
pub(super) type Path = Vec<String>;

/// What a file holds that its edges follow from.
#[derive(Debug, Default)]
pub(super) struct File {
    /// Modules that have a file of their own.
    pub(super) modules: Vec<String>,
    /// Names of items that stand in the file; modules without a file are among them.
    pub(super) defined: BTreeSet<String>,
    pub(super) imports: Vec<Import>,
    /// Paths of two or more words in the code, with their lines.
    pub(super) paths: Vec<(Path, usize)>,
}

/// One leaf of a `use`.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) path: Path,
    /// The name that it brings in; `*` for all.
    pub(super) name: String,
    /// Whether it is only passed on: public, and the name occurs nowhere else in the file.
    pub(super) passed_on: bool,
    pub(super) line: usize,
}

/// Scans the text of a file.
pub(super) fn scan(text: &str) -> File {
    let all = tokens(text);
    let mut file = File::default();
    // Modules written within the file, by the depth of braces that each begins at.
    let mut within: Vec<usize> = Vec::new();
    let (mut at, mut depth, mut public) = (0, 0_usize, false);
    while let Some(token) = all.get(at) {
        let next = |by: usize| all.get(at + by).map_or("", |token| token.text);
        let mut step = 1;
        match token.text {
            "#" if is_test(&all[at..]) => step = item(&all[at..]),
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                within.retain(|began| *began < depth);
            }
            "pub" => {
                public = true;
                step = if next(1) == "(" { closing(&all[at + 1..]) + 2 } else { 1 };
                at += step;
                continue;
            }
            "mod" if next(2) == ";" => file.modules.push(next(1).to_owned()),
            "mod" if next(2) == "{" => {
                file.defined.insert(next(1).to_owned());
                within.push(depth);
            }
            // `impl Trait + use<'a>` brings in nothing.
            "use" if next(1) != "<" => {
                let mut leaves = Vec::new();
                step = leaf(&all[at + 1..], &mut Vec::new(), &mut leaves) + 1;
                for (path, name) in leaves {
                    let once = || all.iter().filter(|token| token.text == name).count() == 1;
                    let passed_on = public && (name == "*" || once());
                    file.imports.push(Import { path: outward(path, within.len()), name, passed_on, line: token.line });
                }
            }
            "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" => {
                file.defined.insert(next(1).to_owned());
            }
            "macro_rules" => {
                file.defined.insert(next(2).to_owned());
            }
            _ if token.is_word() && next(1) == "::" && starts(&all, at) => {
                let path = words(&all[at..]);
                step = path.len() * 2 - 1;
                if path.len() > 1 {
                    file.paths.push((outward(path, within.len()), token.line));
                }
            }
            _ => {}
        }
        public = false;
        at += step;
    }
    file
}

/// Whether a path can begin here: not after `::`, nor after the point of a method.
fn starts(all: &[Token<'_>], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| all.get(before)).is_none_or(|before| !matches!(before.text, "::" | "."))
}

/// The words of a path that begins here.
fn words(all: &[Token<'_>]) -> Path {
    let mut path = Vec::new();
    for pair in all.chunks(2) {
        let Some(word) = pair.first().filter(|token| token.is_word()) else { break };
        path.push(word.text.to_owned());
        if pair.get(1).is_none_or(|token| token.text != "::") {
            break;
        }
    }
    path
}

/// Reads a tree of `use` up to its `;`, `,` or `}`; gives the number of tokens.
fn leaf(all: &[Token<'_>], before: &mut Path, leaves: &mut Vec<(Path, String)>) -> usize {
    let (length, mut at) = (before.len(), 0);
    let mut name = None;
    while let Some(token) = all.get(at) {
        match token.text {
            ";" | "," | "}" => break,
            "{" => {
                at += 1;
                while all.get(at).is_some_and(|token| token.text != "}") {
                    at += leaf(&all[at..], before, leaves).max(1);
                    at += usize::from(all.get(at).is_some_and(|token| token.text == ","));
                }
                before.truncate(length);
                return at + 1;
            }
            "as" => {
                name = all.get(at + 1).map(|token| token.text.to_owned());
                at += 1;
            }
            // A leading `::` names another crate; no file begins with an empty word.
            "::" if at == 0 && before.is_empty() => before.push(String::new()),
            "::" => {}
            "self" if !before.is_empty() => {}
            word => before.push(word.to_owned()),
        }
        at += 1;
    }
    let last = before.last().cloned().unwrap_or_default();
    leaves.push((before.clone(), name.unwrap_or(last)));
    before.truncate(length);
    at
}

/// A path as it reads outside of the modules that are written within the file.
fn outward(path: Path, within: usize) -> Path {
    if within == 0 || !path.first().is_some_and(|first| matches!(first.as_str(), "self" | "super")) {
        return path;
    }
    let ups = path.iter().take_while(|word| *word == "super").count();
    let rest = path.into_iter().skip_while(|word| matches!(word.as_str(), "self" | "super"));
    let start = if ups > within { vec!["super".to_owned(); ups - within] } else { vec!["self".to_owned()] };
    start.into_iter().chain(rest).collect()
}

/// Whether `#[cfg(test)]` stands here.
fn is_test(all: &[Token<'_>]) -> bool {
    all.iter().take(7).map(|token| token.text).eq(["#", "[", "cfg", "(", "test", ")", "]"])
}

/// The number of tokens of an item with its attributes.
fn item(all: &[Token<'_>]) -> usize {
    let mut at = 0;
    while let Some(token) = all.get(at) {
        match token.text {
            "(" | "[" => at += closing(&all[at..]),
            "{" => return at + closing(&all[at..]) + 1,
            ";" => return at + 1,
            _ => {}
        }
        at += 1;
    }
    at
}

/// From a bracket to the one that closes it.
fn closing(all: &[Token<'_>]) -> usize {
    let mut depth = 0_usize;
    for (at, token) in all.iter().enumerate() {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    all.len().saturating_sub(1)
}
