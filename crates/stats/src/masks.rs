//! The masks of a month, and the values that they hide.

use crate::mask::{Mask, Masks};
use crate::sources::{Loaded, Sources};
use model::Month;
use model::edition::{Secret, Sensitivity, Way, letters};
use model::ledger::{Column, Kind, Ledger};
use model::records::exact;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How a column is masked: as its definition says, else as the list of the entities that it names.
pub fn masking<'a>(column: &'a Column, list: impl Fn(&str) -> Option<&'a Ledger>) -> Option<Way> {
    declaring(column, list).masking()
}

/// Whether no definition says who may see the words of a column.
pub fn is_undeclared<'a>(column: &'a Column, list: impl Fn(&str) -> Option<&'a Ledger>) -> bool {
    declaring(column, list).is_undeclared()
}

/// The column whose definition says who may see the values of one: itself, or that of the list of the
/// entities that it names.
fn declaring<'a>(column: &'a Column, list: impl Fn(&str) -> Option<&'a Ledger>) -> &'a Column {
    let named = || {
        let ledger = list(column.entity.as_deref().filter(|_| column.sensitivity.is_none())?)?;
        let entity = ledger.entity.as_ref()?;
        let ids = if column.kind == Kind::CreditCode { &entity.codes } else { &entity.names };
        ledger.column(ids.first()?)
    };
    named().unwrap_or(column)
}

/// What the aliases of a column stand for: the entity of each word, by the word's number, and the
/// kind of entities, within which aliases are told apart.
struct Named {
    kind: String,
    noun: String,
    subjects: BTreeMap<i64, String>,
}

/// The masks of a month. The key is the project's own and known to nobody else: without it no
/// one can compute from a list of firms which of them an alias is. An alias is the place of the
/// firm's keyed hash (SHA-256) among those of all firms of the month.
pub fn masks(sources: &Sources, key: &str, month: Month) -> Masks {
    let mut masks = Masks::default();
    let mut named: BTreeMap<(String, usize), Named> = BTreeMap::new();
    for (loaded, at, column) in columns(sources) {
        let list = |id: &str| sources.get(id).map(|loaded| loaded.ledger.as_ref());
        let Some(way) = masking(column, list) else { continue };
        let column = (loaded.ledger.id.clone(), at);
        if way == Way::Alias {
            named.insert(column.clone(), subjects(sources, loaded, at));
        }
        masks.of.insert(column, Mask { way, aliases: BTreeMap::new() });
    }
    let mut kinds: BTreeMap<&str, (&str, BTreeSet<&str>)> = BTreeMap::new();
    for Named { kind, noun, subjects } in named.values() {
        let (_, all) = kinds.entry(kind).or_insert((noun, BTreeSet::new()));
        all.extend(subjects.values().map(String::as_str));
    }
    let aliases: BTreeMap<&str, BTreeMap<&str, String>> = kinds
        .into_iter()
        .map(|(kind, (noun, all))| (kind, aliases(&[key, &month.to_string(), kind], noun, all)))
        .collect();
    for (column, Named { kind, subjects, .. }) in &named {
        if let Some((mask, of)) = masks.of.get_mut(column).zip(aliases.get(kind.as_str())) {
            let alias = |(word, subject): (&i64, &String)| Some((*word, of.get(subject.as_str())?.clone()));
            mask.aliases = subjects.iter().filter_map(alias).collect();
        }
    }
    masks
}

/// Every value that is masked, once for each column, but the words that another column shows to
/// everyone as they are; these come second.
pub fn secrets(sources: &Sources, masks: &Masks) -> (Vec<Secret>, Vec<Secret>) {
    let mut public: BTreeSet<&str> = BTreeSet::new();
    for (loaded, at, column) in columns(sources) {
        if column.sensitivity == Some(Sensitivity::Public) && column.kind.is_words() {
            let cells = loaded.records.columns.get(at);
            public.extend(cells.iter().flat_map(|cells| cells.words().iter()));
        }
    }
    let masked = columns(sources).filter_map(|(loaded, at, column)| {
        let mask = masks.get(&loaded.ledger.id, at)?;
        Some(values(loaded, at, column, mask))
    });
    masked.flatten().partition(|secret| secret.number || !public.contains(secret.value.as_str()))
}

/// The columns of all ledgers with their positions.
fn columns(sources: &Sources) -> impl Iterator<Item = (&Loaded, usize, &Column)> {
    sources
        .all()
        .flat_map(|loaded| loaded.ledger.columns.iter().enumerate().map(move |(at, column)| (loaded, at, column)))
}

/// The different values of a masked column, each with the first cell that has it.
fn values(loaded: &Loaded, at: usize, column: &Column, mask: &Mask) -> Vec<Secret> {
    let Some(cells) = loaded.records.columns.get(at) else { return Vec::new() };
    let mut first: BTreeMap<i64, usize> = BTreeMap::new();
    for record in 0..loaded.records.len() {
        if let Some(value) = cells.get(record) {
            first.entry(value).or_insert(record);
        }
    }
    let secret = |(value, record): (i64, usize)| {
        let word = if column.kind.is_words() { cells.word(value)?.trim().to_owned() } else { digits(column, value)? };
        Some(Secret {
            value: word,
            masked: mask.text(column, cells, value),
            way: mask.way,
            ledger: loaded.ledger.title.clone(),
            column: column.title().to_owned(),
            place: loaded.records.place(record, at),
            number: !column.kind.is_words(),
        })
    };
    first.into_iter().filter_map(secret).collect()
}

/// The digits of a number in its own unit; a number is looked for if it has so many that no other is
/// likely to be the same.
fn digits(column: &Column, value: i64) -> Option<String> {
    const TELLING: usize = 6;
    if !column.kind.is_number() {
        return None;
    }
    let unit = column.unit();
    let text = unit.convert(exact(column, value))?.decimal(column.scale(), model::Rounding::HalfUp)?;
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let telling = text.chars().filter(char::is_ascii_digit).count() >= TELLING && !text.ends_with("0000");
    telling.then(|| text.to_owned())
}

/// What the words of a column stand for.
fn subjects(sources: &Sources, loaded: &Loaded, at: usize) -> Named {
    let ledger = loaded.ledger.as_ref();
    let column = ledger.columns.get(at);
    let list = column.and_then(|column| column.entity.as_deref()).and_then(|id| sources.get(id));
    let own = ledger.entity.as_ref().map(|_| loaded);
    let (list, kind, noun) = match (list, own) {
        (Some(list), _) | (None, Some(list)) => (Some(list), list.ledger.id.clone(), list.ledger.noun().to_owned()),
        (None, None) => {
            let title = column.map_or("", |column| column.title());
            (None, format!("{}.{at}", ledger.id), title.to_owned())
        }
    };
    let names = list.and_then(|list| {
        let entity = list.ledger.entity.as_ref()?;
        list.records.columns.get(list.ledger.position(entity.names.first()?)?)
    });
    let entities = loaded.integers("entity");
    let is_list = list.is_some_and(|list| list.ledger.id == ledger.id);
    let mut subjects = BTreeMap::new();
    let Some(cells) = loaded.records.columns.get(at) else { return Named { kind, noun, subjects } };
    for record in 0..loaded.records.len() {
        let Some(word) = cells.get(record) else { continue };
        let entity = if is_list { Some(record) } else { entities.get(record).and_then(|at| usize::try_from(at).ok()) };
        let name = names.zip(entity).and_then(|(names, entity)| names.text(entity));
        let subject = name.or_else(|| cells.word(word)).unwrap_or_default();
        subjects.entry(word).or_insert_with(|| subject.to_owned());
    }
    Named { kind, noun, subjects }
}

/// An alias for each of some names, in the order of their keyed hashes.
fn aliases<'a>(salt: &[&str], noun: &str, names: BTreeSet<&'a str>) -> BTreeMap<&'a str, String> {
    let hash = |name: &str| {
        let mut hasher = Sha256::new();
        for part in salt.iter().chain([&name]) {
            hasher.update(part.as_bytes());
            hasher.update([0]);
        }
        hasher.finalize().to_vec()
    };
    let mut order: Vec<(Vec<u8>, &str)> = names.into_iter().map(|name| (hash(name), name)).collect();
    order.sort();
    order.into_iter().enumerate().map(|(at, (_, name))| (name, format!("{noun}{}", letters(at)))).collect()
}
