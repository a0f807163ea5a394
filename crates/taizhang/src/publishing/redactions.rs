//! What a public document leaves out, for the list that a person signs (隐去清单).

use super::Publishing;
use crate::session::Session;
use model::document::{Document, Table};
use model::edition::{Edition, Secret, Way};
use model::expr::Field;
use model::ledger::Column;
use model::plan::{Dimension, Plan, RowsPlan};
use model::report::Report;
use report::Replaced;
use serde::Serialize;
use stats::{Suppressed, masking};

/// Something that a public document does not say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Redaction {
    /// The document's title.
    pub(crate) document: String,
    /// Where in it: 正文, a table's title, a listing's.
    pub(crate) part: String,
    /// What: a column with its ledger, a word with the cell that it is from, a number.
    pub(crate) what: String,
    /// By which rule.
    pub(crate) rule: String,
    /// How often, or how many rows.
    pub(crate) times: usize,
    /// The same from month to month, whatever its alias and wherever it stands.
    #[serde(skip)]
    pub(crate) key: String,
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
    fn entry(&self, part: impl Into<String>, what: String, rule: String, times: usize) -> Redaction {
        let key = format!("{what} {rule}");
        Redaction { document: self.document.title.clone(), part: part.into(), what, rule, times, key }
    }

    /// What only the internal edition has.
    fn withheld(&self, report: &Report) -> Vec<Redaction> {
        let rule = || "定义写明只供内部版（edition = \"internal\"）".to_owned();
        let internal = |edition: Option<Edition>| !Edition::Public.has(edition);
        let one = |kind: &str, name: &str| self.entry("全文", format!("{kind}“{name}”"), rule(), 1);
        let tables = report.tables.iter().filter(|one| internal(one.edition)).map(|table| one("统计表", &table.name));
        let listings = report.listings.iter().filter(|one| internal(one.edition)).map(|own| one("明细表", &own.name));
        let charts = report.charts.iter().filter(|one| internal(one.edition)).map(|chart| one("图", &chart.name));
        let figures = report.figures.iter().filter(|one| internal(one.edition)).map(|own| one("指标", &own.title));
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
        let rule = format!("{}（data/definitions/{}.toml 的 [columns.{}]）", way.chinese(), ledger.id, column.id);
        Some(self.entry(title, format!("{}的“{}”一列", ledger.title, column.title()), rule, rows))
    }

    fn way(&self, column: &Column) -> Option<Way> {
        masking(column, |id| self.session.project.ledger(id))
    }

    /// A figure of the text that stays.
    fn kept(&self, name: &str, of: usize) -> Option<Redaction> {
        let figure = self.document.figures.iter().find(|figure| figure.name == name)?;
        let what = format!("“{}”{}，没有略去", figure.title, figure.text);
        Some(self.entry("正文", what, format!("涉及单位或人员只有{of}个，请斟酌"), 1))
    }

    fn suppressed(&self, number: &Suppressed) -> Redaction {
        let Suppressed { table, row, column, of } = number;
        let title = self.rows(table, true).map_or(table.clone(), |(title, _)| title.to_owned());
        let rule = match of {
            Some(of) => format!("涉及单位或人员只有{of}个"),
            None => "防止由其他数推算".to_owned(),
        };
        self.entry(title, format!("“{row}”的“{column}”"), rule, 1)
    }

    fn word(&self, replaced: &Replaced, secret: &Secret) -> Option<Redaction> {
        let what = format!("“{}”写作“{}”", secret.value, secret.masked);
        let rule = format!("{}：{}的“{}”，{}", secret.way.chinese(), secret.ledger, secret.column, secret.place);
        let key = format!("{} {} {} {}", secret.ledger, secret.column, secret.value, secret.way.chinese());
        Some(Redaction { key, ..self.entry(replaced.part.clone(), what, rule, replaced.times) })
    }
}
