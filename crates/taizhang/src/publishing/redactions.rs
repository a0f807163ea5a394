//! What a public document leaves out, for the list that a person signs (隐去清单).

use super::Publishing;
use crate::language::here;
use crate::session::Session;
use model::document::{Document, Table};
use model::edition::{Edition, Secret, Way};
use model::expr::Field;
use model::ledger::Column;
use model::plan::{Dimension, Plan, RowsPlan};
use model::report::Report;
use model::{Said, say};
use report::Replaced;
use serde::{Serialize, Serializer};
use stats::{Suppressed, masking};

/// Something that a public document does not say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Redaction {
    /// The document's title.
    pub(crate) document: String,
    /// Where in it: 正文, a table's title, a listing's.
    #[serde(serialize_with = "spoken")]
    pub(crate) part: Said,
    /// What: a column with its ledger, a word with the cell that it is from, a number.
    #[serde(serialize_with = "spoken")]
    pub(crate) what: Said,
    /// By which rule.
    #[serde(serialize_with = "spoken")]
    pub(crate) rule: Said,
    /// How often, or how many rows.
    pub(crate) times: usize,
    /// The same from month to month, whatever its alias and wherever it stands.
    #[serde(skip)]
    pub(crate) key: String,
}

/// A text for machines, in the run's language.
fn spoken<S: Serializer>(said: &Said, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(here(said))
}

/// What a document hides of its numbers and words, and what it does not.
pub(crate) struct Hidden<'a> {
    pub(crate) suppressed: Vec<Suppressed>,
    pub(crate) replaced: Vec<Replaced>,
    /// Figures of the text that few contribute to.
    pub(crate) few: Vec<(&'a str, usize)>,
}

/// The list of one document.
pub(crate) fn redactions(
    session: &Session,
    publishing: &Publishing,
    report: &Report,
    plan: &Plan,
    (document, hidden): (&Document, &Hidden<'_>),
) -> Vec<Redaction> {
    let list = List { session, document };
    let mut all = list.withheld(report);
    all.extend(list.columns(plan));
    all.extend(hidden.suppressed.iter().map(|number| list.suppressed(number)));
    all.extend(hidden.few.iter().filter_map(|(name, of)| list.kept(name, *of)));
    all.extend(hidden.replaced.iter().filter_map(|word| list.word(word, publishing.secrets.get(word.secret)?)));
    all
}

struct List<'a> {
    session: &'a Session,
    document: &'a Document,
}

impl List<'_> {
    fn entry(&self, part: Said, what: Said, rule: Said, times: usize) -> Redaction {
        let key = format!("{} {}", what.chinese(), rule.chinese());
        Redaction { document: self.document.title.clone(), part, what, rule, times, key }
    }

    /// What only the internal edition has.
    fn withheld(&self, report: &Report) -> Vec<Redaction> {
        let whole = Said::fixed("全文", "whole document");
        let rule = Said::fixed(
            "定义写明只供内部版（edition = \"internal\"）",
            "for the internal edition only, as its definition says (edition = \"internal\")",
        );
        let internal = |edition: Option<Edition>| !Edition::Public.has(edition);
        let one = |kind: Said, name: &str| {
            self.entry(whole.clone(), say!("{kind}“{name}”", "{kind} “{name}”", kind), rule.clone(), 1)
        };
        let tables = report.tables.iter().filter(|one| internal(one.edition));
        let tables = tables.map(|table| one(Said::fixed("统计表", "table"), &table.name));
        let listings = report.listings.iter().filter(|one| internal(one.edition));
        let listings = listings.map(|listing| one(Said::fixed("明细表", "listing"), &listing.name));
        let charts = report.charts.iter().filter(|one| internal(one.edition));
        let charts = charts.map(|chart| one(Said::fixed("图", "chart"), &chart.name));
        let figures = report.figures.iter().filter(|one| internal(one.edition));
        let figures = figures.map(|figure| one(Said::fixed("指标", "figure"), &figure.title));
        tables.chain(listings).chain(charts).chain(figures).collect()
    }

    /// Columns of listings and rows of tables that are shown masked or not at all.
    fn columns(&self, plan: &Plan) -> Vec<Redaction> {
        let mut all = Vec::new();
        for listing in &plan.listings {
            let rows = self.rows(&listing.name, false);
            let fields = listing.columns.iter().map(|(_, field)| (listing.selection.ledger.as_str(), field));
            all.extend(fields.filter_map(|(ledger, field)| self.column((ledger, field), rows)));
        }
        for table in &plan.tables {
            let RowsPlan::Values(values) = &table.rows else { continue };
            for by in [Some(&values.by), values.group.as_ref()].into_iter().flatten() {
                let Dimension::Fields(fields) = by else { continue };
                let first = fields.first_key_value().map(|(ledger, field)| (ledger.as_str(), field));
                all.extend(first.and_then(|field| self.column(field, self.rows(&table.name, true))));
            }
        }
        all
    }

    /// The rows of a table of figures, or of a listing, that the document shows.
    fn rows(&self, name: &str, figures: bool) -> Option<(&str, usize)> {
        let has = |table: &Table| table.columns.iter().any(|column| column.figure.is_some());
        let table = self.document.tables().find(|table| table.name == name && has(table) == figures)?;
        Some((&table.title, table.rows.len()))
    }

    /// A masked column of a table that is shown, with its title and how many rows it has.
    fn column(&self, (ledger, field): (&str, &Field), rows: Option<(&str, usize)>) -> Option<Redaction> {
        let (title, rows) = rows?;
        let (ledger, column) = self.session.project.column(ledger, field)?;
        let way = self.way(column)?;
        let (id, own) = (&ledger.id, &column.id);
        let rule = say!(
            "{way}（data/definitions/{id}.toml 的 [columns.{own}]）",
            "{way} ([columns.{own}] of data/definitions/{id}.toml)",
            way
        );
        let (ledger, column) = (&ledger.title, column.title());
        let what = say!("{ledger}的“{column}”一列", "column “{column}” of {ledger}");
        Some(self.entry(Said::same(title), what, rule, rows))
    }

    fn way(&self, column: &Column) -> Option<Way> {
        masking(column, |id| self.session.project.ledger(id))
    }

    /// A figure of the text that stays.
    fn kept(&self, name: &str, of: usize) -> Option<Redaction> {
        let figure = self.document.figures.iter().find(|figure| figure.name == name)?;
        let (title, text) = (&figure.title, &figure.text);
        let what = say!("“{title}”{text}，没有略去", "“{title}” {text}, not suppressed");
        let rule = say!(
            "涉及单位或人员只有{of}个，请斟酌",
            "only {of} firm(s) or person(s) contribute; please consider whether it may be shown"
        );
        Some(self.entry(Said::fixed("正文", "text"), what, rule, 1))
    }

    fn suppressed(&self, number: &Suppressed) -> Redaction {
        let Suppressed { table, row, column, of } = number;
        let title = self.rows(table, true).map_or(table.clone(), |(title, _)| title.to_owned());
        let rule = match of {
            Some(of) => say!("涉及单位或人员只有{of}个", "only {of} firm(s) or person(s) contribute"),
            None => Said::fixed("防止由其他数推算", "so that it cannot be computed from other numbers"),
        };
        self.entry(Said::same(title), say!("“{row}”的“{column}”", "“{column}” of “{row}”"), rule, 1)
    }

    fn word(&self, replaced: &Replaced, secret: &Secret) -> Option<Redaction> {
        let Secret { value, masked, way, ledger, column, place, .. } = secret;
        let what = say!("“{value}”写作“{masked}”", "“{value}” written as “{masked}”");
        let rule = say!("{way}：{ledger}的“{column}”，{place}", "{way}: “{column}” of {ledger}, {place}", way, place);
        let key = format!("{ledger} {column} {value} {}", way.chinese());
        Some(Redaction { key, ..self.entry(replaced.part.clone(), what, rule, replaced.times) })
    }
}
