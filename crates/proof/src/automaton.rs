//! All values at once.

use crate::fold::{Folded, searchable};
use crate::kind::{Kind, Secret};
use crate::told::Told;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeSet;

/// The values that are searched.
pub(crate) struct Automaton {
    patterns: AhoCorasick,
    /// By the number of the pattern.
    secrets: Vec<Secret>,
}

impl Automaton {
    /// Prepares the values; such as are not searchable are left out.
    pub(crate) fn new(values: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Automaton, Told> {
        let values = values.into_iter().enumerate();
        let values = values.filter(|(_, value)| searchable(value.as_ref()));
        let secrets: Vec<Secret> =
            values.map(|(number, value)| Secret { number, text: Folded::new(value.as_ref()).text }).collect();
        let texts = secrets.iter().map(|secret| secret.text.as_bytes());
        let patterns = AhoCorasick::builder().match_kind(MatchKind::Standard).build(texts);
        let patterns = patterns.map_err(|error| {
            Told::new(
                format!("要核对的内容太多，无法准备：{error}。"),
                format!("there is too much to be looked for: {error}."),
            )
        })?;
        Ok(Automaton { patterns, secrets })
    }

    /// The values that stand in a text of that kind.
    pub(crate) fn found(&self, text: &str, kind: Kind) -> BTreeSet<usize> {
        let folded = Folded::new(text);
        let matches = self.patterns.find_overlapping_iter(&folded.text);
        let counting = matches.filter_map(|found| {
            let secret = self.secrets.get(found.pattern().as_usize())?;
            secret.counts(kind, &folded, found.start(), found.end()).then_some(secret.number)
        });
        counting.collect()
    }
}
