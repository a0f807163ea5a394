//! A corrected draft against the document as it would be written now.

use crate::align::{self, Pair};
use crate::marked;
use crate::read::{Draft, DraftFigure, Paragraph};
use model::Said;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

/// What a draft says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Figures that do not say what was computed, in the order of the draft; then those that the
    /// draft has no more.
    pub figures: Vec<FigureChange>,
    /// Places where the words were changed, in the order of the draft.
    pub texts: Vec<TextChange>,
    /// How many figures of the draft say what was computed.
    pub agreeing: usize,
}

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It says something else than what was computed.
    Differs,
    /// It is no longer in a content control: what stands in its place are plain words, right or wrong.
    Unmarked,
    /// Nothing stands in its place.
    Deleted,
    /// The document has no figure of this name.
    Unknown,
}

/// A figure that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// Its name.
    pub name: String,
    /// What became of it.
    pub fault: Fault,
    /// What the draft says in its place; nothing where it was deleted.
    pub draft: Option<String>,
    /// What was computed; nothing where the document has no such figure.
    pub computed: Option<String>,
    /// The paragraph that it stands in, of the draft where it is there.
    pub paragraph: String,
}

/// A place where words were changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// The paragraph of the document; nothing where the draft adds one.
    pub before: Option<String>,
    /// The paragraph of the draft; nothing where it left one out.
    pub after: Option<String>,
    /// Both in one: what was taken out in `【删：…】` or `【deleted: …】`, what was put in in `【增：…】` or
    /// `【added: …】`, and of what stayed only what stands beside.
    pub marked: Said,
}

/// Compares a draft with the document, itself read back from what was written of it, so that both
/// are taken apart in the same way. A number that alone was changed is no change of the text.
///
/// A figure is held against that of its name in the same paragraph, whatever else was changed in
/// it; what was moved, against what is left of its name.
pub fn compare(draft: &Draft, computed: &Draft) -> Comparison {
    let (old, new) = (computed.paragraphs.as_slice(), draft.paragraphs.as_slice());
    let pairs = align::pairs(old, new);
    let mut matching = Matching::new(old, new);
    let whole = [(0..matching.old.len(), 0..matching.new.len())];
    let within: Vec<Ranges> = pairs.iter().filter_map(|pair| matching.figures_of(*pair)).collect();
    for (places, words) in [(within.as_slice(), true), (&within, false), (&whole, true), (&whole, false)] {
        matching.join(places, words);
    }
    let mut comparison = Comparison { texts: texts(old, new, &pairs), ..Comparison::default() };
    comparison.agreeing = matching.there(&mut comparison.figures);
    matching.missing(&pairs, &mut comparison.figures);
    comparison
}

/// The changed paragraphs.
fn texts(old: &[Paragraph], new: &[Paragraph], pairs: &[Pair]) -> Vec<TextChange> {
    let mut changes = Vec::new();
    for (before, after) in pairs {
        let side = |all: &[Paragraph], at: Option<usize>| at.and_then(|at| all.get(at)).cloned();
        let (before, after) = (side(old, *before), side(new, *after));
        let is_same = match (&before, &after) {
            (Some(before), Some(after)) => before.text == after.text || before.template() == after.template(),
            _ => false,
        };
        if is_same {
            continue;
        }
        let (before, after) = (before.map(|side| side.text), after.map(|side| side.text));
        let marked = marked::both(before.as_deref().unwrap_or_default(), after.as_deref().unwrap_or_default());
        changes.push(TextChange { before, after, marked });
    }
    changes
}

/// A figure with its paragraph.
struct Spot<'a> {
    figure: &'a DraftFigure,
    paragraph: &'a Paragraph,
}

/// Figures of the document and of the draft, by their numbers.
type Ranges = (Range<usize>, Range<usize>);

/// Which figure of the draft is which of the document.
struct Matching<'a> {
    old: Vec<Spot<'a>>,
    new: Vec<Spot<'a>>,
    /// The first figure of each paragraph, and the end of all.
    firsts: [Vec<usize>; 2],
    /// For each figure of the draft that of the document.
    partners: Vec<Option<usize>>,
    /// Whether a figure of the document has one of the draft.
    taken: Vec<bool>,
    paragraphs: [&'a [Paragraph]; 2],
}

impl<'a> Matching<'a> {
    fn new(old: &'a [Paragraph], new: &'a [Paragraph]) -> Matching<'a> {
        let firsts = [old, new].map(|side| {
            let counts = side.iter().map(|paragraph| paragraph.figures.len());
            let mut firsts = vec![0];
            firsts.extend(counts.scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            }));
            firsts
        });
        let [olds, news] = [old, new].map(|side| {
            let spots = side
                .iter()
                .flat_map(|paragraph| paragraph.figures.iter().map(move |figure| Spot { figure, paragraph }));
            spots.collect::<Vec<Spot<'a>>>()
        });
        let (partners, taken) = (vec![None; news.len()], vec![false; olds.len()]);
        Matching { old: olds, new: news, firsts, partners, taken, paragraphs: [old, new] }
    }

    /// The figures of two paragraphs that are one.
    fn figures_of(&self, pair: Pair) -> Option<Ranges> {
        let range = |firsts: &[usize], at: usize| Some(*firsts.get(at)?..*firsts.get(at + 1)?);
        let [old, new] = &self.firsts;
        Some((range(old, pair.0?)?, range(new, pair.1?)?))
    }

    /// Joins figures of the same name, and of the same words where these are asked for, in order
    /// within each of the places.
    fn join(&mut self, places: &[Ranges], words: bool) {
        fn key<'s>(spot: &Spot<'s>, words: bool) -> (&'s str, Option<&'s str>) {
            (&spot.figure.name, words.then(|| spot.figure.text.trim()))
        }
        let Matching { old, new, partners, taken, .. } = self;
        for (olds, news) in places {
            let mut free: BTreeMap<(&str, Option<&str>), VecDeque<usize>> = BTreeMap::new();
            for at in olds.clone().filter(|at| taken.get(*at) == Some(&false)) {
                if let Some(spot) = old.get(at) {
                    free.entry(key(spot, words)).or_default().push_back(at);
                }
            }
            for at in news.clone() {
                let (Some(spot), Some(partner @ None)) = (new.get(at), partners.get_mut(at)) else { continue };
                *partner = free.get_mut(&key(spot, words)).and_then(VecDeque::pop_front);
                if let Some(taken) = partner.and_then(|old| taken.get_mut(old)) {
                    *taken = true;
                }
            }
        }
    }

    /// Adds the figures of the draft that differ; how many do not. One that stands in the draft more
    /// often than in the document is held against any of its name.
    fn there(&self, changes: &mut Vec<FigureChange>) -> usize {
        let mut known: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for spot in &self.old {
            known.entry(&spot.figure.name).or_default().push(&spot.figure.text);
        }
        let mut agreeing = 0;
        for (spot, partner) in self.new.iter().zip(&self.partners) {
            let text = spot.figure.text.trim();
            let of_name = known.get(spot.figure.name.as_str()).map(Vec::as_slice).unwrap_or_default();
            let computed = match partner.and_then(|at| self.old.get(at)) {
                Some(partner) => Some(partner.figure.text.as_str()),
                None => of_name.iter().find(|known| **known == text).or(of_name.first()).copied(),
            };
            let fault = match computed {
                Some(computed) if computed == text => {
                    agreeing += 1;
                    continue;
                }
                Some(_) if text.is_empty() => Fault::Deleted,
                Some(_) => Fault::Differs,
                None => Fault::Unknown,
            };
            changes.push(FigureChange {
                name: spot.figure.name.clone(),
                fault,
                draft: Some(text.to_owned()).filter(|text| !text.is_empty()),
                computed: computed.map(str::to_owned),
                paragraph: spot.paragraph.text.clone(),
            });
        }
        agreeing
    }

    /// Adds the figures of the document that the draft has no more.
    fn missing(&self, pairs: &[Pair], changes: &mut Vec<FigureChange>) {
        let [olds, news] = self.paragraphs;
        let partners: BTreeMap<usize, usize> = pairs.iter().filter_map(|(old, new)| Some(((*old)?, (*new)?))).collect();
        for (number, paragraph) in olds.iter().enumerate() {
            let first = self.firsts.first().and_then(|firsts| firsts.get(number)).copied().unwrap_or_default();
            let partner = partners.get(&number).and_then(|number| news.get(*number));
            for (at, figure) in paragraph.figures.iter().enumerate() {
                if self.taken.get(first + at) == Some(&true) {
                    continue;
                }
                let words = partner.map(|partner| {
                    let range = figure.start..figure.start + figure.text.len();
                    marked::in_place(&paragraph.text, range, &partner.text).trim().to_owned()
                });
                let words = words.filter(|words| !words.is_empty());
                changes.push(FigureChange {
                    name: figure.name.clone(),
                    fault: if words.is_some() { Fault::Unmarked } else { Fault::Deleted },
                    draft: words,
                    computed: Some(figure.text.clone()),
                    paragraph: partner.unwrap_or(paragraph).text.clone(),
                });
            }
        }
    }
}
