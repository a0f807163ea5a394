//! The masks of a month, and the values that they hide.

use crate::mask::{Mask, Masks};
use crate::sources::{Loaded, Sources};
use model::edition::{OMITTED, Secret, Sensitivity, Way, initial, letters, middle, names};
use model::ledger::{Column, Kind, Ledger};
use model::records::exact;
use model::{Month, Rounding};
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

/// Whom an alias stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Subject {
    /// Within a kind aliases are told apart: the list of the entities, or the column's title.
    kind: String,
    /// What one of the kind is called.
    noun: String,
    name: String,
}

/// The masks of a month. The key is the project's own and known to nobody else: without it no
/// one can compute from a list of firms which of them an alias is. An alias is the place of the
/// firm's keyed hash (SHA-256) among those of all firms of the month.
pub fn masks(sources: &Sources, key: &str, month: Month) -> Masks {
    let mut masks = Masks::default();
    let mut named: BTreeMap<(String, usize), BTreeMap<i64, Subject>> = BTreeMap::new();
    let list = |id: &str| sources.get(id).map(|loaded| loaded.ledger.as_ref());
    for (loaded, at, column) in columns(sources) {
        let Some(way) = masking(column, list) else { continue };
        let place = (loaded.ledger.id.clone(), at);
        if way == Way::Alias {
            named.insert(place.clone(), subjects(sources, loaded, at));
        }
        masks.of.insert(place, Mask { way, aliases: BTreeMap::new() });
    }
    let mut kinds: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for Subject { kind, noun, name } in named.values().flat_map(BTreeMap::values) {
        kinds.entry((kind, noun)).or_default().insert(name);
    }
    let aliases: BTreeMap<&str, BTreeMap<&str, String>> = kinds
        .into_iter()
        .map(|((kind, noun), all)| (kind, aliases(&[key, &month.to_string(), kind], noun, all)))
        .collect();
    for (place, subjects) in &named {
        let alias = |(word, subject): (&i64, &Subject)| {
            Some((*word, aliases.get(subject.kind.as_str())?.get(subject.name.as_str())?.clone()))
        };
        if let Some(mask) = masks.of.get_mut(place) {
            mask.aliases = subjects.iter().filter_map(alias).collect();
        }
    }
    masks
}

/// Every value that is masked, once for each column. What the definitions list as words of public
/// columns is no secret, unless it is about a person; these words come second.
pub fn secrets(sources: &Sources, masks: &Masks) -> (Vec<Secret>, Vec<Secret>) {
    let mut public: BTreeSet<&str> = BTreeSet::new();
    for (loaded, at, column) in columns(sources).filter(|(.., column)| is_closed(column)) {
        if masks.get(&loaded.ledger.id, at).is_none() {
            public.extend(column.values.iter().map(String::as_str).chain(column.status_words()));
        }
    }
    let (mut hidden, mut shown) = (Vec::new(), Vec::new());
    for (loaded, at, column) in columns(sources).filter(|(.., column)| !is_closed(column)) {
        let Some(mask) = masks.get(&loaded.ledger.id, at) else { continue };
        let personal = matches!(column.sensitivity, Some(Sensitivity::Personal | Sensitivity::Secret));
        for secret in values(loaded, at, column, mask) {
            let is_public = !personal && !secret.number && public.contains(secret.value.as_str());
            if is_public { &mut shown } else { &mut hidden }.push(secret);
        }
    }
    (hidden, shown)
}

/// Whether a column holds nothing but words that the definition lists, which tell nobody apart.
fn is_closed(column: &Column) -> bool {
    !column.values.is_empty() || column.kind == Kind::Status
}

/// The columns of all ledgers with their positions.
fn columns(sources: &Sources) -> impl Iterator<Item = (&Loaded, usize, &Column)> {
    sources
        .all()
        .flat_map(|loaded| loaded.ledger.columns.iter().enumerate().map(move |(at, column)| (loaded, at, column)))
}

/// The different values of a masked column, each with the first cell that has it; of persons each
/// name of a cell as well.
fn values(loaded: &Loaded, at: usize, column: &Column, mask: &Mask) -> Vec<Secret> {
    let Some(cells) = loaded.records.columns.get(at) else { return Vec::new() };
    let mut first: BTreeMap<i64, usize> = BTreeMap::new();
    for record in 0..loaded.records.len() {
        if let Some(value) = cells.get(record) {
            first.entry(value).or_insert(record);
        }
    }
    let secret = |value: String, masked: String, record: usize| Secret {
        value,
        masked,
        way: mask.way,
        ledger: loaded.ledger.title.clone(),
        column: column.title().to_owned(),
        place: loaded.records.place(record, at),
        number: !column.kind.is_words(),
    };
    let mut all = Vec::new();
    for (value, record) in first {
        let masked = mask.text(column, cells, value);
        if !column.kind.is_words() {
            all.extend(digits(column, value).into_iter().map(|value| secret(value, masked.clone(), record)));
            continue;
        }
        let word = cells.word(value).unwrap_or_default().trim();
        all.push(secret(word.to_owned(), masked, record));
        if column.sensitivity == Some(Sensitivity::Personal) && column.kind == Kind::Text {
            let one = |name: &str| match mask.way {
                Way::Initial => initial(name),
                Way::Middle => middle(name),
                Way::Omit | Way::Band | Way::Alias => OMITTED.to_owned(),
            };
            let names = names(word).filter(|name| *name != word && name.chars().count() > 1);
            all.extend(names.map(|name| secret(name.to_owned(), one(name), record)));
        }
    }
    all
}

/// The digits of a number in its own unit, as they are and with all decimals; a number is looked for
/// if it has so many digits that no other is likely to be the same.
fn digits(column: &Column, value: i64) -> Vec<String> {
    const TELLING: usize = 6;
    let unit = column.unit();
    let number = unit.convert(exact(column, value)).filter(|_| column.kind.is_number());
    let Some(full) = number.and_then(|number| number.decimal(column.scale(), Rounding::HalfUp)) else {
        return Vec::new();
    };
    let bare = if full.contains('.') { full.trim_end_matches('0').trim_end_matches('.') } else { &full };
    let telling = bare.chars().filter(char::is_ascii_digit).count() >= TELLING && !bare.ends_with("0000");
    let forms = BTreeSet::from([bare.to_owned(), full.clone()]);
    if telling { forms.into_iter().collect() } else { Vec::new() }
}

/// Whom the words of a column stand for: the entities that they name, or are the names and codes of;
/// a word of any other column is a firm of a list where it is its name, else it stands for itself.
fn subjects(sources: &Sources, loaded: &Loaded, at: usize) -> BTreeMap<i64, Subject> {
    let ledger = loaded.ledger.as_ref();
    let Some((column, cells)) = ledger.columns.get(at).zip(loaded.records.columns.get(at)) else {
        return BTreeMap::new();
    };
    let list = column.entity.as_deref().and_then(|id| sources.get(id));
    let names_own = ledger
        .entity
        .as_ref()
        .is_some_and(|entity| entity.names.contains(&column.id) || entity.codes.contains(&column.id));
    let entities = loaded.integers("entity");
    let known = if list.is_none() && !names_own { listed(sources) } else { BTreeMap::new() };
    let mut subjects = BTreeMap::new();
    for record in 0..loaded.records.len() {
        let Some(word) = cells.get(record).filter(|word| !subjects.contains_key(word)) else { continue };
        let text = cells.word(word).unwrap_or_default();
        let of_list = |list: &Loaded, name: Option<String>| Subject {
            kind: list.ledger.id.clone(),
            noun: list.ledger.noun().to_owned(),
            name: name.unwrap_or_else(|| text.to_owned()),
        };
        let subject = match list {
            Some(list) => {
                let entity = entities.get(record).and_then(|at| usize::try_from(at).ok());
                of_list(list, entity.and_then(|entity| representative(list, entity)))
            }
            None if names_own => of_list(loaded, representative(loaded, record)),
            None => known.get(text).cloned().unwrap_or_else(|| Subject {
                kind: column.title().to_owned(),
                noun: column.title().to_owned(),
                name: text.to_owned(),
            }),
        };
        subjects.insert(word, subject);
    }
    subjects
}

/// The entities of all lists by their names.
fn listed(sources: &Sources) -> BTreeMap<String, Subject> {
    let mut known = BTreeMap::new();
    for list in sources.all() {
        let names = list.ledger.entity.as_ref().and_then(|entity| list.ledger.position(entity.names.first()?));
        let Some(cells) = names.and_then(|at| list.records.columns.get(at)) else { continue };
        for record in 0..list.records.len() {
            if let (Some(own), Some(name)) = (cells.text(record), representative(list, record)) {
                let (kind, noun) = (list.ledger.id.clone(), list.ledger.noun().to_owned());
                known.entry(own.to_owned()).or_insert(Subject { kind, noun, name });
            }
        }
    }
    known
}

/// The name of the record of a list that stands for the group of one (一企多牌).
fn representative(list: &Loaded, record: usize) -> Option<String> {
    let entity = list.ledger.entity.as_ref()?;
    let cells = |id: &String| list.records.columns.get(list.ledger.position(id)?);
    let names = cells(entity.names.first()?)?;
    let group = entity.group.as_ref().and_then(cells).and_then(|group| group.text(record));
    let of_group = group.and_then(|code| {
        let codes = cells(entity.codes.first()?)?;
        if codes.text(record) == Some(code) {
            return names.text(record);
        }
        let number = codes.number(code)?;
        let same = |other: &usize| codes.get(*other) == Some(number);
        names.text((0..list.records.len()).rev().find(same)?)
    });
    of_group.or_else(|| names.text(record)).map(str::to_owned)
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
