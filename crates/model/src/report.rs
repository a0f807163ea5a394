//! Definitions of reports: `reports/definitions/<name>/report.toml`.

use crate::define::{Named, parse};
use crate::diagnostic::suggestion;
use crate::edition::Edition;
use crate::figure::{Condition, FigureDefinition, Period};
use crate::figure_toml::{FigureEntry, figures};
use crate::{Diagnostic, Place, Said, define, say};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The shape of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// An official document after GB/T 9704-2012.
    Gongwen,
    /// A 简报 with a red head.
    Briefing,
    /// An official letter (信函格式) after GB/T 9704-2012, clause 10.1.
    Letter,
    /// No head.
    #[default]
    Plain,
}

/// The fixed parts of a document around its text; each is a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Head {
    /// 发文机关标志, or the name of a 简报; several organisations on a line each, the last with 文件.
    pub mark: Option<String>,
    /// 发文字号.
    pub number: Option<String>,
    /// 期号 of a 简报: `第12期`.
    pub issue: Option<String>,
    /// 编印单位.
    pub office: Option<String>,
    /// The date under the mark of a 简报.
    pub issued: Option<String>,
    /// 主送机关, without the colon.
    pub addressee: Option<String>,
    /// 发文机关署名.
    pub signature: Option<String>,
    /// 成文日期.
    pub date: Option<String>,
    /// Whether a seal will be put over the signature, which then stands centred over the date.
    pub sealed: bool,
    /// Whether there is a table of contents; where nothing is said, only a long `plain` document has one.
    pub contents: Option<bool>,
    /// 份号.
    pub copy_number: Option<String>,
    /// 密级和保密期限.
    pub secrecy: Option<String>,
    /// 紧急程度.
    pub urgency: Option<String>,
    /// 附件 in the order of their numbers.
    pub attachments: Vec<String>,
    /// 抄送机关; 发 of a 简报.
    pub copies: Option<String>,
    /// 报 of a 简报.
    pub report_to: Option<String>,
    /// 送 of a 简报.
    pub send_to: Option<String>,
    /// 印发机关.
    pub printed_by: Option<String>,
    /// 印发日期, without 印发.
    pub printed_on: Option<String>,
}

impl Head {
    /// Every part that is a single template, by its key.
    pub fn parts(&mut self) -> [(&'static str, &mut Option<String>); 16] {
        [
            ("mark", &mut self.mark),
            ("number", &mut self.number),
            ("issue", &mut self.issue),
            ("office", &mut self.office),
            ("issued", &mut self.issued),
            ("addressee", &mut self.addressee),
            ("signature", &mut self.signature),
            ("date", &mut self.date),
            ("copy-number", &mut self.copy_number),
            ("secrecy", &mut self.secrecy),
            ("urgency", &mut self.urgency),
            ("copies", &mut self.copies),
            ("report-to", &mut self.report_to),
            ("send-to", &mut self.send_to),
            ("printed-by", &mut self.printed_by),
            ("printed-on", &mut self.printed_on),
        ]
    }
}

/// A table (统计表): figures by the values of a dimension, or by month or year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableDefinition {
    /// The key in the definition.
    #[serde(skip_deserializing)]
    pub name: String,
    /// The title; a template.
    pub title: String,
    /// The dimension: a column, `enterprise.street`, `enterprise` (one row a taxpayer), `month`
    /// (of the year up to the month), `quarter` or `year` (so many years as `last` says).
    pub rows: String,
    /// A dimension by which the rows stand in groups, each with its subtotal (小计); `top` and
    /// `others` then hold for each group.
    pub group: Option<String>,
    /// A second dimension, whose values stand side by side (交叉表), each with all figures; or `month`,
    /// `quarter` or `year`.
    pub across: Option<String>,
    /// With `across`, columns for all its values together.
    pub across_total: bool,
    /// The title of the first column.
    pub label: Option<String>,
    /// The figures of the other columns, perhaps some of them under a common head.
    pub columns: Vec<Heading>,
    /// `"ytd desc"`, `"ytd"`; else by the order of the definition or of the first record.
    pub order: Option<String>,
    /// Only the first so many.
    pub top: Option<usize>,
    /// A row for all that `top` left out.
    pub others: bool,
    /// A row for the whole.
    pub total: bool,
    /// A column of running numbers.
    pub numbered: bool,
    /// Rows only of records that fit.
    #[serde(rename = "where")]
    pub filter: BTreeMap<String, Condition>,
    /// With rows or columns by month, quarter or year: how many.
    pub last: Option<u32>,
    /// The one edition that has it.
    pub edition: Option<Edition>,
    /// In the public edition, numbers that stand for fewer than so many are suppressed; else as the
    /// report says.
    pub small: Option<u32>,
    /// A note below; a template.
    pub note: Option<String>,
}

/// A column of a table, or several under a common head.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "columns 里每项须是指标名称，或写作 { title = \"本年累计\", columns = [\"…\", \"…\"] }。\u{1f}each of columns is the name of a figure, or { title = \"…\", columns = [\"…\", \"…\"] }."
)]
pub enum Heading {
    /// A figure.
    Figure(String),
    /// A head that spans what stands below it.
    Span(SpanHeading),
}

/// A head that spans several columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpanHeading {
    /// Its words.
    pub title: String,
    /// What it spans.
    pub columns: Vec<Heading>,
}

impl Heading {
    /// The figures from left to right.
    pub fn figures(&self) -> Vec<&str> {
        match self {
            Heading::Figure(name) => vec![name],
            Heading::Span(span) => span.columns.iter().flat_map(Heading::figures).collect(),
        }
    }
}

impl TableDefinition {
    /// The figures of the columns from left to right.
    pub fn figures(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().flat_map(Heading::figures)
    }
}

/// A listing (明细表): records as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListingDefinition {
    /// The key in the definition.
    #[serde(skip_deserializing)]
    pub name: String,
    /// The title; a template.
    pub title: String,
    /// The ledger.
    pub ledger: String,
    /// Which records.
    pub period: Option<Period>,
    /// Which records.
    #[serde(rename = "where")]
    pub filter: BTreeMap<String, Condition>,
    /// The columns shown.
    pub columns: Vec<String>,
    /// `"due"`, `"amount desc"`; else the order of the ledger.
    pub order: Option<String>,
    /// Only the first so many.
    pub top: Option<usize>,
    /// A column of running numbers.
    pub numbered: bool,
    /// A note below; a template.
    pub note: Option<String>,
    /// The one edition that has it.
    pub edition: Option<Edition>,
}

/// The form of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Upright columns, clustered where there are several figures.
    #[default]
    Column,
    /// Lying bars.
    Bar,
    /// Lines.
    Line,
    /// Shares of a whole.
    Pie,
}

/// A chart (图) of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ChartDefinition {
    /// The key in the definition.
    #[serde(skip_deserializing)]
    pub name: String,
    /// The title; a template.
    pub title: String,
    /// The form.
    pub kind: ChartKind,
    /// The table whose rows are drawn, without totals.
    pub table: String,
    /// Which of the table's figures; all where nothing is said.
    pub columns: Vec<String>,
    /// Those drawn as a line on a second axis.
    pub line: Vec<String>,
    /// The one edition that has it.
    pub edition: Option<Edition>,
}

/// An appendix (附件) behind the text: a text of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AppendixDefinition {
    /// The title; a template.
    pub title: String,
    /// The file of its text in the report's folder.
    pub file: String,
    /// The one edition that has it.
    #[serde(default)]
    pub edition: Option<Edition>,
}

/// What is other in the public edition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PublicDefinition {
    /// The title, which its files are named by; a template. Else the title with （公开） behind the
    /// name of the files.
    pub title: Option<String>,
    /// Lines at the end, whom to ask: 联系电话：….
    pub contact: Vec<String>,
    /// Numbers of tables that stand for fewer than so many are suppressed; 1 for none.
    pub small: Option<u32>,
}

macro_rules! named {
    ($($kind:ty),*) => { $(impl Named for $kind {
        fn name(&mut self, key: String) {
            self.name = key;
        }
    })* };
}
named!(TableDefinition, ListingDefinition, ChartDefinition);

/// What a report is written once for each value of: 督办清单, one a department.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Each {
    /// The ledger.
    pub ledger: String,
    /// The column whose values get a document each; the texts call the value `each`.
    pub column: String,
    /// Only values of records that fit.
    #[serde(default, rename = "where")]
    pub filter: BTreeMap<String, Condition>,
}

/// A kind of report (报告).
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The folder's name.
    pub name: String,
    /// The title; a template.
    pub title: String,
    /// The shape of the pages.
    pub layout: Layout,
    /// The formats that it is written in where the command line names none; the usual ones where
    /// there is none. Which there are, the program knows.
    pub formats: Vec<String>,
    /// The one edition that it has.
    pub edition: Option<Edition>,
    /// What is other in the public edition.
    pub public: PublicDefinition,
    /// The month that a year of it begins with, where it is not that of the project.
    pub year_begins: Option<u32>,
    /// One document for each value of a column, instead of one for all.
    pub each: Option<Each>,
    /// The fixed parts.
    pub head: Head,
    /// The groups of shared figures that it uses: `["tax", "ent"]`.
    pub shared: Vec<String>,
    /// The figures, those that it shares first.
    pub figures: Vec<FigureDefinition>,
    /// The tables.
    pub tables: Vec<TableDefinition>,
    /// The listings.
    pub listings: Vec<ListingDefinition>,
    /// The charts.
    pub charts: Vec<ChartDefinition>,
    /// The appendices.
    pub appendices: Vec<AppendixDefinition>,
    /// The ledgers whose records go into the workbook, or are left out of it.
    pub details: BTreeMap<String, DetailDefinition>,
    /// The file it was read from, and its text.
    pub file: String,
    /// The text of that file, for the lines in messages.
    pub source: String,
}

/// Whether a ledger's records go into the workbook: `tax = true`, with columns of the entity
/// `tax = ["enterprise.street"]`, or left out `tax = []`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum DetailDefinition {
    /// With their own columns, or not at all.
    Own(bool),
    /// With these columns of the entity behind their own; not at all where there is none.
    With(Vec<String>),
}

impl DetailDefinition {
    /// The columns behind the ledger's own; nothing where the ledger is left out.
    pub fn columns(&self) -> Option<&[String]> {
        match self {
            DetailDefinition::Own(true) => Some(&[]),
            DetailDefinition::With(columns) if !columns.is_empty() => Some(columns),
            DetailDefinition::Own(false) | DetailDefinition::With(_) => None,
        }
    }
}

impl Report {
    /// A problem of the definition at a path of keys.
    pub fn problem(&self, path: &[&str], message: Said) -> Diagnostic {
        let line = define::line_of(&self.source, path);
        define::problem(Place::line(&self.file, line), message)
    }

    /// A problem of an appendix, by its number from 0, at the line that begins its definition.
    pub fn appendix_problem(&self, number: usize, message: Said) -> Diagnostic {
        let heads = self.source.lines().enumerate();
        let mut heads = heads.filter(|(_, line)| line.replace(' ', "").starts_with("[[appendices]]"));
        let line = heads.nth(number).and_then(|(at, _)| u32::try_from(at + 1).ok());
        define::problem(Place::line(&self.file, line.unwrap_or(1)), message)
    }
}

/// The form of `report.toml`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ReportToml {
    title: String,
    #[serde(default)]
    layout: Layout,
    #[serde(default)]
    formats: Vec<String>,
    edition: Option<Edition>,
    year_begins: Option<u32>,
    #[serde(default)]
    public: PublicDefinition,
    each: Option<Each>,
    #[serde(default)]
    head: Head,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, FigureEntry>")]
    figures: toml::Table,
    #[serde(default, deserialize_with = "define::in_order")]
    #[schemars(with = "BTreeMap<String, TableDefinition>")]
    tables: Vec<TableDefinition>,
    #[serde(default, deserialize_with = "define::in_order")]
    #[schemars(with = "BTreeMap<String, ListingDefinition>")]
    listings: Vec<ListingDefinition>,
    #[serde(default, deserialize_with = "define::in_order")]
    #[schemars(with = "BTreeMap<String, ChartDefinition>")]
    charts: Vec<ChartDefinition>,
    #[serde(default)]
    appendices: Vec<AppendixDefinition>,
    #[serde(default)]
    details: BTreeMap<String, DetailDefinition>,
}

/// The form of `reports/definitions/figures.toml`: figures that all reports may use.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedToml {
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, FigureEntry>")]
    figures: toml::Table,
}

/// Reads `report.toml` with the groups of shared figures that it names; every problem that it has.
pub fn report(text: &str, file: &str, name: &str, all: &[FigureDefinition]) -> Result<Report, Vec<Diagnostic>> {
    let toml: ReportToml = parse(text, file).map_err(|problem| vec![problem])?;
    let group = |figure: &FigureDefinition| figure.name.split('.').next().unwrap_or_default().to_owned();
    let groups: BTreeSet<String> = all.iter().map(group).collect();
    if let Some(wrong) = toml.shared.iter().find(|name| !groups.contains(*name)) {
        let place = Place::line(file, define::line_of(text, &["shared"]));
        let known = suggestion(wrong, groups.iter().map(String::as_str));
        return Err(vec![define::problem(
            place,
            say!(
                "共用指标里没有“{wrong}”这一组{known}",
                "there is no group “{wrong}” among the shared figures{known}",
                known
            ),
        )]);
    }
    let mut used: Vec<FigureDefinition> =
        all.iter().filter(|figure| toml.shared.contains(&group(figure))).cloned().collect();
    used.extend(figures(&toml.figures, text, file)?);
    let mut names = BTreeSet::new();
    if let Some(twice) = used.iter().find(|figure| !names.insert(figure.name.as_str())) {
        let name = &twice.name;
        let message = say!(
            "指标“{name}”定义了两次，请改名或删去一处。",
            "figure “{name}” is defined twice; rename or delete one."
        );
        return Err(vec![define::problem(twice.place.clone(), message)]);
    }
    Ok(Report {
        name: name.to_owned(),
        title: toml.title,
        layout: toml.layout,
        formats: toml.formats,
        edition: toml.edition,
        year_begins: toml.year_begins,
        public: toml.public,
        each: toml.each,
        head: toml.head,
        shared: toml.shared,
        figures: used,
        tables: toml.tables,
        listings: toml.listings,
        charts: toml.charts,
        appendices: toml.appendices,
        details: toml.details,
        file: file.to_owned(),
        source: text.to_owned(),
    })
}

/// Reads the figures that all reports share.
pub fn shared(text: &str, file: &str) -> Result<Vec<FigureDefinition>, Vec<Diagnostic>> {
    let toml: SharedToml = parse(text, file).map_err(|problem| vec![problem])?;
    figures(&toml.figures, text, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn figures_stand_alone_or_in_groups() {
        let text = "title = \"甲\"\n[figures]\na = { ledger = \"tax\", count = true }\n[figures.tax]\nytd = { ledger = \"tax\", sum = \"paid\", where = { \"enterprise.hitech\" = true } }\n";
        let report = report(text, "report.toml", "r", &[]).expect("a report");
        let names: Vec<&str> = report.figures.iter().map(|figure| figure.name.as_str()).collect();
        assert_eq!(names, ["a", "tax.ytd"]);
    }

    #[test]
    fn columns_that_are_neither_names_nor_heads_are_told_at_their_line() {
        for wrong in ["[1]", "[{ title = \"累计\" }]", "[{ title = \"累计\", column = [\"a\"] }]"] {
            let text = format!("title = \"甲\"\n[tables.t]\ntitle = \"t\"\nrows = \"month\"\ncolumns = {wrong}\n");
            let problems = report(&text, "report.toml", "r", &[]).expect_err("problems");
            assert_eq!(problems[0].place.line, Some(5), "{:?}", problems[0]);
            assert!(problems[0].message(Language::Chinese).contains("columns 里每项须是指标名称"), "{:?}", problems[0]);
        }
    }

    #[test]
    fn every_wrong_figure_is_told_at_its_line() {
        let text = "title = \"甲\"\n[figures]\na = { ledger = \"tax\", count = true, sum = \"x\" }\nb = { groth = \"a\" }\nc = { sum = \"paid\" }\n";
        let problems = report(text, "report.toml", "r", &[]).expect_err("problems");
        let lines: Vec<_> = problems.iter().filter_map(|problem| problem.place.line).collect();
        assert_eq!(lines, [3, 4, 5]);
        assert!(problems[1].message(Language::Chinese).contains("“growth”"), "{:?}", problems[1]);
    }
}
