//! All ledgers of a project, with what their records have in common.

use crate::answers::Answers;
use crate::canonical;
use crate::catalogue::Catalogue;
use crate::joining;
pub(crate) use crate::loaded::Loaded;
pub use crate::loaded::Source;
use crate::loaded::load;
use crate::mask::{Mask, Masks};
pub(crate) use crate::view::View;
use model::expr::Field;
use model::records::Records;
use model::{Place, Said};
use polars::prelude::BooleanChunked;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All ledgers that figures are computed from.
#[derive(Clone, Debug)]
pub struct Sources {
    catalogue: Arc<Catalogue>,
    loaded: BTreeMap<String, Loaded>,
    /// What is shown in place of values, for public documents.
    masks: Arc<Masks>,
    /// What tells the definitions of the ledgers from others.
    definitions: Arc<str>,
    /// What another engine computed of all records, in place of which nothing is computed here.
    answers: Option<Arc<Answers>>,
}

impl Sources {
    /// Makes the frames.
    ///
    /// # Errors
    /// A message where columns of one ledger differ in length, which no reading produces.
    pub fn new(sources: Vec<Source>) -> Result<Sources, Said> {
        let (sources, names) = canonical::named(sources);
        let sources = joining::unified(sources);
        let records: BTreeMap<String, Arc<Records>> =
            sources.iter().map(|source| (source.ledger.id.clone(), Arc::clone(&source.records))).collect();
        let load = |source: &Source| Ok((source.ledger.id.clone(), load(source, &records)?));
        let loaded: BTreeMap<String, Loaded> = sources.iter().map(load).collect::<Result<_, Said>>()?;
        let coverage = |loaded: &Loaded| Some((loaded.ledger.id.clone(), (loaded.coverage()?, loaded.repeats())));
        let coverage: Vec<_> = loaded.values().filter_map(coverage).collect();
        let known = loaded.values().map(|loaded| (Arc::clone(&loaded.ledger), loaded.submitted.clone()));
        let catalogue = Arc::new(Catalogue::new(known).with_names(names).with_coverage(coverage));
        let joined = |own: &Loaded| {
            let positions =
                |other: &Loaded| Some((other.ledger.id.clone(), joining::positions(&catalogue, own, other)?));
            loaded.values().filter_map(positions).collect::<BTreeMap<_, _>>()
        };
        let all: Vec<_> = loaded.values().map(joined).collect();
        let mut loaded = loaded;
        loaded.values_mut().zip(all).for_each(|(own, joined)| own.joined = joined);
        let mut definitions = Sha256::new();
        loaded.values().for_each(|loaded| definitions.update(format!("{:?}", loaded.ledger)));
        let definitions: String = definitions.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Sources { catalogue, loaded, masks: Arc::default(), definitions: definitions.into(), answers: None })
    }

    /// What definitions can name.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The column of a ledger, by its position, that a cell of a submission was read as.
    pub fn column_of(&self, ledger: &str, place: &Place) -> Option<usize> {
        let ((_, column), sheet) = (place.cell?, place.sheet.as_deref()?);
        let submissions = &self.get(ledger)?.records.submissions;
        let sent = submissions.iter().find(|sent| sent.file == place.file)?;
        let mut tables = sent.tables.iter().filter(|table| table.sheet == sheet);
        tables.find_map(|table| table.columns.iter().position(|own| *own == Some(column)))
    }

    pub(crate) fn get(&self, ledger: &str) -> Option<&Loaded> {
        self.loaded.get(ledger)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Loaded> {
        self.loaded.values()
    }

    /// The same ledgers, of which only some records may be seen. `keep` gives a mask for a ledger
    /// that is narrowed.
    pub(crate) fn masked(&self, keep: impl Fn(&Loaded) -> Option<BooleanChunked>) -> Sources {
        // Answers are about all records.
        let mut sources = Sources { answers: None, ..self.clone() };
        for loaded in sources.loaded.values_mut() {
            if let Some(mask) = keep(loaded) {
                loaded.narrowed(&mask);
            }
        }
        sources
    }

    /// The same ledgers, whose words are shown masked.
    pub fn public(&self, masks: &Arc<Masks>) -> Sources {
        Sources { masks: Arc::clone(masks), ..self.clone() }
    }

    /// The same ledgers, whose measures another engine computed.
    #[must_use]
    pub fn answered(self, answers: Arc<Answers>) -> Sources {
        Sources { answers: Some(answers), ..self }
    }

    pub(crate) fn definitions(&self) -> &str {
        &self.definitions
    }

    /// The records of a ledger, in which names of entities are those of their list.
    pub fn records(&self, ledger: &str) -> Option<&Arc<Records>> {
        self.get(ledger).map(|loaded| &loaded.records)
    }

    /// The measures that were needed so far and that no answer has.
    pub fn lacking(&self) -> Vec<String> {
        self.answers().map(Answers::lacking).unwrap_or_default()
    }

    pub(crate) fn answers(&self) -> Option<&Answers> {
        self.answers.as_deref()
    }

    /// What stands in place of the values of a column.
    pub(crate) fn mask(&self, ledger: &str, at: usize) -> Option<&Mask> {
        self.masks.get(ledger, at)
    }

    /// A field of a ledger; what changed has no view of its own.
    pub(crate) fn view(&self, ledger: &str, field: &Field) -> Option<View<'_>> {
        let own = self.get(ledger)?;
        let column = |loaded: &'_ Loaded, id: &str, prefix: &str| {
            let at = loaded.ledger.position(id)?;
            Some((format!("{prefix}{at}"), at))
        };
        match field {
            Field::Own(id) => {
                let (frame, at) = column(own, id, "c")?;
                let (column, cells) = (own.ledger.columns.get(at)?, own.records.columns.get(at)?);
                Some(View::Column { frame, column, cells, mask: self.masks.get(ledger, at) })
            }
            Field::OfEntity(entities, id) => {
                let of = self.get(entities)?;
                let (frame, at) = column(of, id, "e")?;
                let (column, cells) = (of.ledger.columns.get(at)?, of.records.columns.get(at)?);
                Some(View::Column { frame, column, cells, mask: self.masks.get(entities, at) })
            }
            Field::Entity(entities) => {
                let of = self.get(entities)?;
                let name = of.ledger.entity.as_ref().and_then(|entity| of.ledger.position(entity.names.first()?));
                let mask = name.and_then(|name| self.masks.get(entities, name));
                Some(View::Entity { ledger: &of.ledger, records: &of.records, mask })
            }
            Field::Joined(ledger, id) => {
                let of = self.get(ledger)?;
                let at = of.ledger.position(id)?;
                let (column, cells) = (of.ledger.columns.get(at)?, of.records.columns.get(at)?);
                let positions = own.joined.get(ledger)?;
                Some(View::Joined { positions, column, cells, mask: self.masks.get(ledger, at) })
            }
            Field::Days(days) => {
                let place = |id: &String| column(own, id, "c");
                let (from, to) = (place(&days.from)?, days.to.iter().map(place).collect::<Option<Vec<_>>>()?);
                let mut places = std::iter::once(from.1).chain(to.iter().map(|(_, at)| *at));
                let mask = places.find_map(|at| self.masks.get(ledger, at));
                let column = self.catalogue.column(ledger, field)?;
                let to = to.into_iter().map(|(frame, _)| frame).collect();
                Some(View::Days { from: from.0, to, until: days.until, column, mask })
            }
            Field::Changed(_) => None,
        }
    }
}

/// The positions of the records that fit.
pub(crate) fn positions(mask: &BooleanChunked) -> impl Iterator<Item = usize> + '_ {
    mask.iter().enumerate().filter(|(_, fits)| *fits == Some(true)).map(|(record, _)| record)
}
