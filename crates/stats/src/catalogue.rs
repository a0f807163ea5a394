//! What can be named: the ledgers with their columns, and the months that were submitted.

use crate::canonical::Names;
use crate::joins;
use model::change::ChangeKind;
use model::expr::{Field, Span};
use model::ledger::{Column, Ledger};
use model::plan::Dimension;
use model::{Date, Month, Said, say};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The ledgers of a project. Definitions are resolved with it alone, without any record.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: BTreeMap<String, Entry>,
    names: Names,
}

/// A ledger and what is known of its submissions.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) ledger: Arc<Ledger>,
    /// The ledger of the entities that its records name.
    pub(crate) entities: Option<String>,
    pub(crate) submitted: BTreeSet<Month>,
    /// With periods across: by the month of a submission the first and the last month that it holds.
    pub(crate) covers: BTreeMap<Month, (Month, Month)>,
    /// Whether its submissions repeat what was sent before: the last one counts, as of states.
    pub(crate) repeats: bool,
}

impl Entry {
    /// The last submission that holds all months of a span; else the last one.
    pub(crate) fn holding(&self, span: Span) -> Option<Month> {
        let from = span.from.unwrap_or(span.to);
        let whole = |(_, (first, last)): &(&Month, &(Month, Month))| *first <= from && span.to <= *last;
        let found = self.covers.iter().rev().find(whole).map(|(month, _)| *month);
        found.or_else(|| self.submitted.last().copied())
    }
}

/// What a name in a definition stands for.
#[derive(Clone, Debug)]
pub(crate) enum Meaning<'a> {
    /// A column, of the ledger itself or of the entities that it names; the ledger that has it.
    Column(Field, &'a Ledger, &'a Column),
    /// The entity itself.
    Entity(Field, &'a Ledger),
    /// The columns that add up to another one.
    Parts { whole: &'a Column, parts: Vec<&'a Column> },
}

impl Catalogue {
    /// The catalogue of some ledgers with the months of which each has a submission.
    pub fn new(ledgers: impl IntoIterator<Item = (Arc<Ledger>, BTreeSet<Month>)>) -> Catalogue {
        let entry = |(ledger, submitted): (Arc<Ledger>, BTreeSet<Month>)| {
            let entities = ledger.columns.iter().find_map(|column| column.entity.clone());
            (ledger.id.clone(), Entry { ledger, entities, submitted, covers: BTreeMap::new(), repeats: false })
        };
        let mut entries: BTreeMap<String, Entry> = ledgers.into_iter().map(entry).collect();
        let known: BTreeSet<String> = entries.keys().cloned().collect();
        for entry in entries.values_mut() {
            entry.entities.take_if(|entities| !known.contains(entities));
        }
        Catalogue { entries, names: Names::new() }
    }

    /// The same, where it is known which months the submissions of ledgers with periods across hold.
    pub(crate) fn with_coverage(
        mut self,
        coverage: impl IntoIterator<Item = (String, (BTreeMap<Month, (Month, Month)>, bool))>,
    ) -> Catalogue {
        for (ledger, (covers, repeats)) in coverage {
            if let Some(entry) = self.entries.get_mut(&ledger) {
                (entry.covers, entry.repeats) = (covers, repeats);
            }
        }
        self
    }

    /// The same, where names of entities stand for others.
    pub(crate) fn with_names(self, names: Names) -> Catalogue {
        Catalogue { names, ..self }
    }

    /// The name of an entity in its list, of one that a column of a ledger names otherwise.
    pub(crate) fn name(&self, ledger: &str, column: &str, word: &str) -> Option<&str> {
        self.names.get(&(ledger.to_owned(), column.to_owned()))?.get(word)?.as_deref()
    }

    /// The months of which a ledger has a submission.
    pub fn submitted(&self, ledger: &str) -> impl Iterator<Item = Month> {
        self.entries.get(ledger).into_iter().flat_map(|entry| entry.submitted.iter().copied())
    }

    pub(crate) fn entry(&self, ledger: &str) -> Option<&Entry> {
        self.entries.get(ledger)
    }

    pub(crate) fn ledger(&self, ledger: &str) -> Option<&Ledger> {
        self.entries.get(ledger).map(|entry| entry.ledger.as_ref())
    }

    pub(crate) fn ledgers(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The Chinese name of a ledger; its id where there is none.
    pub(crate) fn title<'a>(&'a self, ledger: &'a str) -> &'a str {
        self.ledger(ledger).map_or(ledger, |ledger| &ledger.title)
    }

    /// The ledger of the entities that the records of a ledger name.
    pub(crate) fn entities(&self, ledger: &str) -> Option<&Ledger> {
        self.ledger(self.entries.get(ledger)?.entities.as_deref()?)
    }

    /// What a name stands for in a ledger; days to the as-of date are reckoned to that day.
    pub(crate) fn meaning(&self, ledger: &str, name: &str, as_of: Date) -> Option<Meaning<'_>> {
        let own = self.ledger(ledger)?;
        if let Some(days) = own.days.iter().find(|days| days.id == name) {
            return Some(Meaning::Column(days.field(as_of), own, &days.column));
        }
        let column_of_own = |id: &str| Some(Meaning::Column(Field::Own(id.to_owned()), own, own.column(id)?));
        if own.column(name).is_some() {
            return column_of_own(name);
        }
        let (prefix, rest) = name.split_once('.').map_or((name, None), |(prefix, rest)| (prefix, Some(rest)));
        if prefix == own.id {
            return column_of_own(rest?);
        }
        if let Some(entities) = self.entities(ledger).filter(|entities| entities.id == prefix) {
            return match rest {
                Some(id) => {
                    let field = Field::OfEntity(prefix.to_owned(), id.to_owned());
                    Some(Meaning::Column(field, entities, entities.column(id)?))
                }
                None => Some(Meaning::Entity(Field::Entity(prefix.to_owned()), entities)),
            };
        }
        if let Some((other, id)) = self.joined(own, prefix).zip(rest) {
            let field = Field::Joined(other.id.clone(), id.to_owned());
            return Some(Meaning::Column(field, other, other.column(id)?));
        }
        own.columns.iter().find_map(|whole| {
            let parts = whole.parts.get(name)?;
            let parts = parts.iter().filter_map(|part| own.column(part)).collect();
            Some(Meaning::Parts { whole, parts })
        })
    }

    /// A ledger whose columns definitions of another one may name, since its records are found by their key.
    fn joined(&self, own: &Ledger, ledger: &str) -> Option<&Ledger> {
        let other = self.ledger(ledger)?;
        joins::common(own, self.entities(&own.id), other).map(|_| other)
    }

    /// The entities that a column of a ledger names.
    pub(crate) fn naming(&self, ledger: &str, name: &str) -> Option<Meaning<'_>> {
        let entities = self.ledger(self.ledger(ledger)?.column(name)?.entity.as_deref()?)?;
        Some(Meaning::Entity(Field::Entity(entities.id.clone()), entities))
    }

    /// What a ledger has that is the same as a column of another one, whatever it calls it.
    pub(crate) fn alike(&self, ledger: &str, example: &Meaning<'_>) -> Option<Meaning<'_>> {
        let Meaning::Column(_, other, wanted) = example else { return None };
        let own = self.ledger(ledger)?;
        let same = |column: &&Column| joins::root(own, column) == joins::root(other, wanted);
        if let Some(column) = own.columns.iter().find(same) {
            return Some(Meaning::Column(Field::Own(column.id.clone()), own, column));
        }
        let entities = self.entities(ledger)?;
        let column =
            entities.columns.iter().find(|column| joins::root(entities, column) == joins::root(other, wanted))?;
        Some(Meaning::Column(Field::OfEntity(entities.id.clone(), column.id.clone()), entities, column))
    }

    /// The column behind a field of a ledger; nothing for an entity and for what changed.
    pub(crate) fn column(&self, ledger: &str, field: &Field) -> Option<&Column> {
        match field {
            Field::Own(id) => self.ledger(ledger)?.column(id),
            Field::OfEntity(other, id) | Field::Joined(other, id) => self.ledger(other)?.column(id),
            Field::Days(days) => {
                self.ledger(ledger)?.days.iter().find(|own| own.id == days.id).map(|days| &days.column)
            }
            Field::Entity(_) | Field::Changed(_) => None,
        }
    }

    /// Every name that may stand for a dimension or a column of a ledger, for suggestions.
    pub(crate) fn names(&self, ledger: &str) -> Vec<String> {
        let Some(own) = self.ledger(ledger) else { return Vec::new() };
        let parts = own.columns.iter().flat_map(|column| column.parts.keys().cloned());
        let mut names: Vec<String> = own.columns.iter().map(|column| column.id.clone()).chain(parts).collect();
        names.extend(own.days.iter().map(|days| days.id.clone()));
        if let Some(entities) = self.entities(ledger) {
            names.push(entities.id.clone());
            names.extend(entities.columns.iter().map(|column| format!("{}.{}", entities.id, column.id)));
        }
        for other in self.ledgers().filter_map(|other| self.joined(own, other)) {
            names.extend(other.columns.iter().map(|column| format!("{}.{}", other.id, column.id)));
        }
        let mut known = BTreeSet::new();
        names.retain(|name| known.insert(name.clone()));
        names
    }

    /// What a field is called.
    pub(crate) fn field_title(&self, ledger: &str, field: &Field) -> Said {
        match field {
            Field::Own(_) | Field::OfEntity(..) | Field::Joined(..) => {
                self.column(ledger, field).map(|column| Said::same(column.title())).unwrap_or_default()
            }
            Field::Days(days) => {
                let title = self.column(ledger, field).map_or("", Column::title);
                let until = days.until.map(|day| say!("（截至{day}）", " (as of {day})", day)).unwrap_or_default();
                say!("{title}{until}", "{title}{until}", until)
            }
            Field::Entity(entities) => {
                let ledger = self.ledger(entities);
                let groups = ledger.and_then(|ledger| ledger.entity.as_ref()?.group.as_ref());
                let noun = ledger.map_or("", Ledger::noun);
                match groups {
                    None => Said::same(noun),
                    Some(_) if noun == "企业" => {
                        say!("{noun}（合并一企多牌）", "{noun} (one firm under several names is one)")
                    }
                    Some(_) => {
                        say!("{noun}（一个{noun}有几个名称的合并）", "{noun} (one under several names is one)")
                    }
                }
            }
            Field::Changed(kinds) => {
                let kinds = either(kinds);
                say!("比上次报送{kinds}", "{kinds} since the submission before", kinds)
            }
        }
    }
}

impl Meaning<'_> {
    /// The field; parts of a sum have none.
    pub(crate) fn field(&self) -> Option<&Field> {
        match self {
            Meaning::Column(field, ..) | Meaning::Entity(field, _) => Some(field),
            Meaning::Parts { .. } => None,
        }
    }

    /// Whether both stand for the same thing, so that their values may share the rows of a table.
    pub(crate) fn same(&self, other: &Meaning<'_>) -> bool {
        match (self, other) {
            (Meaning::Column(_, ledger, column), Meaning::Column(_, other_ledger, other)) => {
                joins::root(ledger, column) == joins::root(other_ledger, other)
            }
            (Meaning::Entity(_, ledger), Meaning::Entity(_, other)) => ledger.id == other.id,
            (Meaning::Parts { whole, .. }, Meaning::Parts { whole: other, .. }) => whole.id == other.id,
            (Meaning::Column(..) | Meaning::Entity(..) | Meaning::Parts { .. }, _) => false,
        }
    }

    /// What it is called in the head of a table.
    pub(crate) fn title(&self) -> String {
        match self {
            Meaning::Column(.., column) => column.title().to_owned(),
            Meaning::Entity(_, ledger) => ledger.entity_title(),
            Meaning::Parts { .. } => "项目".to_owned(),
        }
    }
}

/// What several ledgers call by one name, as a dimension of all of them.
pub(crate) fn dimension(meanings: &BTreeMap<String, Meaning<'_>>) -> Dimension {
    let fields = meanings.iter().filter_map(|(ledger, meaning)| Some((ledger.clone(), meaning.field()?.clone())));
    let fields: BTreeMap<String, Field> = fields.collect();
    match meanings.iter().next() {
        Some((ledger, Meaning::Parts { whole, parts })) => Dimension::Parts {
            ledger: ledger.clone(),
            whole: whole.id.clone(),
            parts: parts.iter().map(|part| part.id.clone()).collect(),
        },
        _ => Dimension::Fields(fields),
    }
}

/// One of several changes.
pub(crate) fn either(kinds: &[ChangeKind]) -> Said {
    Said::joined(kinds.iter().map(|kind| say!("{kind}", "{kind}", kind)), "或", " or ")
}
