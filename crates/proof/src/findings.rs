//! What was found so far, and what is still to be opened.

use crate::automaton::Automaton;
use crate::bytes;
use crate::fold;
use crate::kind::Kind;
use crate::sfnt;
use crate::told::Told;
use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};

/// Where a value was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The value's place in the list.
    pub secret: usize,
    /// The place in the file, as a clerk is told.
    pub part: Told,
}

/// A file within a file may lie so deep.
const DEEPEST: usize = 4;
/// All that a file holds may unpack to so many bytes.
const MOST_UNPACKED: u64 = 2 << 30;

/// Says that a file unpacks to more.
pub(crate) const TOO_LARGE: Told =
    Told::fixed("文件解开后太大，无法核对。", "the file is too large once it is unpacked and cannot be checked.");

/// A file that is to be opened.
pub(crate) struct Pending<'a> {
    /// What its places are called by: nothing for the outermost file.
    label: Option<Told>,
    /// The file.
    pub(crate) bytes: Cow<'a, [u8]>,
    depth: usize,
}

impl<'a> Pending<'a> {
    /// The file itself.
    pub(crate) fn outermost(bytes: &'a [u8]) -> Pending<'a> {
        Pending { label: None, bytes: Cow::Borrowed(bytes), depth: 0 }
    }

    /// The name of a place in this file.
    pub(crate) fn place(&self, name: Told) -> Told {
        match &self.label {
            None => name,
            Some(Told { chinese, english }) => {
                Told::new(format!("{chinese} › {}", name.chinese), format!("{english} › {}", name.english))
            }
        }
    }

    /// What the file itself is called.
    pub(crate) fn name(&self) -> Told {
        self.label.clone().unwrap_or(Told::fixed("文件", "the file"))
    }

    /// Whether it is a PDF; otherwise it is a zip container.
    pub(crate) fn is_pdf(&self) -> bool {
        self.bytes.starts_with(b"%PDF-")
    }
}

/// What was found so far.
pub(crate) struct Findings<'a> {
    automaton: &'a Automaton,
    /// In the order in which they were found.
    pub(crate) hits: Vec<Hit>,
    known: BTreeSet<Hit>,
    inner: VecDeque<Pending<'static>>,
    left: u64,
}

impl<'a> Findings<'a> {
    /// Nothing yet.
    pub(crate) fn new(automaton: &'a Automaton) -> Findings<'a> {
        Findings { automaton, hits: Vec::new(), known: BTreeSet::new(), inner: VecDeque::new(), left: MOST_UNPACKED }
    }

    /// Searches a text; addresses in it also as what their percent signs stand for.
    pub(crate) fn text(&mut self, place: &Told, text: &str, kind: Kind) {
        self.written(place, text, kind);
        if let Some(address) = fold::address(text) {
            self.written(place, &address, kind);
        }
    }

    fn written(&mut self, place: &Told, text: &str, kind: Kind) {
        for secret in self.automaton.found(text, kind) {
            let hit = Hit { secret, part: place.clone() };
            if self.known.insert(hit.clone()) {
                self.hits.push(hit);
            }
        }
    }

    /// Searches bytes in every way in which they could be read.
    pub(crate) fn bytes(&mut self, place: &Told, bytes: &[u8]) {
        bytes::readings(&sfnt::without_characters(bytes), |text, kind| self.text(place, text, kind));
    }

    /// Leaves a file within the file for later. Files are opened one after the other, so that none
    /// of their readers has to know the others.
    pub(crate) fn inner(&mut self, outer: &Pending<'_>, place: &Told, bytes: Vec<u8>) -> Result<(), Told> {
        if outer.depth >= DEEPEST {
            let Told { chinese, english } = place;
            return Err(Told::new(
                format!("“{chinese}”里的文件一层套一层，超过{DEEPEST}层，无法核对。"),
                format!("in “{english}” files lie within files more than {DEEPEST} deep, which cannot be checked."),
            ));
        }
        let depth = outer.depth + 1;
        self.inner.push_back(Pending { label: Some(place.clone()), bytes: Cow::Owned(bytes), depth });
        Ok(())
    }

    /// The next file within the file.
    pub(crate) fn next_inner(&mut self) -> Option<Pending<'static>> {
        self.inner.pop_front()
    }

    /// How much may still be unpacked.
    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    /// Counts what was unpacked.
    pub(crate) fn spend(&mut self, bytes: usize) -> Result<(), Told> {
        let left = self.left.checked_sub(bytes as u64);
        self.left = left.ok_or(TOO_LARGE)?;
        Ok(())
    }
}
