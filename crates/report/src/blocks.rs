//! Tables, charts and pictures among the blocks of a text.

use crate::chart::chart;
use crate::fitness::{Fitness, fitness};
use crate::inputs::Inputs;
use crate::markers::Mark;
use crate::template::Templates;
use model::Diagnostic;
use model::Exact;
use model::document::{Block, Inline, RowKind, Table};
use model::expr::{Expr, Of};
use model::figure::Missing;
use model::picture::Wanted;
use model::report::ChartKind;
use model::scale::says;
use model::unit::Format;
use std::collections::BTreeSet;

/// The blocks of all texts of a document, and what their numbers go on from.
pub(crate) struct Blocks<'a> {
    pub(crate) inputs: &'a Inputs<'a>,
    templates: &'a Templates<'a>,
    /// The blocks so far.
    pub(crate) all: Vec<Block>,
    /// The pictures that were asked for and are not known yet.
    pub(crate) wanted: BTreeSet<Wanted>,
    /// What is wrong with the texts' pictures.
    pub(crate) problems: Vec<Diagnostic>,
    /// What is to be told of the pictures that cells name.
    pub(crate) findings: Vec<Diagnostic>,
    tables: usize,
    /// Whether it was told that rounded parts do not come to their total: once is enough for a document.
    rounded: bool,
    /// Charts and pictures are numbered in one row.
    drawings: usize,
}

impl<'a> Blocks<'a> {
    pub(crate) fn new(inputs: &'a Inputs<'a>, templates: &'a Templates<'a>) -> Blocks<'a> {
        Blocks {
            inputs,
            templates,
            all: Vec::new(),
            wanted: BTreeSet::new(),
            problems: Vec::new(),
            findings: Vec::new(),
            tables: 0,
            rounded: false,
            drawings: 0,
        }
    }

    /// The title of the next chart or picture with its number.
    pub(crate) fn numbered(&mut self, title: &str) -> String {
        self.drawings += 1;
        format!("图{} {title}", self.drawings)
    }

    /// What a mark stands for.
    pub(crate) fn mark(&mut self, mark: &Mark) -> Result<(), Vec<Diagnostic>> {
        let inputs = self.inputs;
        match mark {
            Mark::Table(name) => match inputs.tables.iter().find(|table| table.name == *name) {
                Some(table) => self.table(table, "tables"),
                None => Ok(()),
            },
            Mark::Listing(name) => match inputs.listings.iter().find(|listing| listing.table.name == *name) {
                Some(listing) => self.table(&listing.table, "listings"),
                None => Ok(()),
            },
            Mark::Chart(name) => self.chart(name),
            Mark::Photo(photo) => {
                self.photo(photo);
                Ok(())
            }
        }
    }

    /// A table with its number; an empty one says so.
    fn table(&mut self, table: &Table, key: &str) -> Result<(), Vec<Diagnostic>> {
        if table.rows.is_empty() {
            self.all.push(Block::Paragraph(vec![Inline::Text("本月无。".to_owned())]));
            return Ok(());
        }
        self.tables += 1;
        let title = self.templates.plain(&table.title, &[key, &table.name, "title"])?;
        let notes = table.notes.iter().map(|note| self.templates.plain(note, &[key, &table.name, "note"]));
        let mut notes: Vec<String> = notes.collect::<Result<_, _>>()?;
        notes.extend(cut_note(table));
        notes.extend(missing_note(table));
        notes.extend(shares_note(table));
        if !self.rounded && rounded_apart(table) {
            self.rounded = true;
            notes.push("注：部分数据因四舍五入，分项之和与合计有尾差。".to_owned());
        }
        let unit = table.unit.clone().filter(|unit| !says(&title, unit));
        let title = format!("表{} {title}", self.tables);
        let mut head = table.head.clone();
        for cell in head.iter_mut().flatten() {
            cell.title = self.templates.plain(&cell.title, &[key, &table.name, "columns"])?;
        }
        self.all.push(Block::Table(Table { title, unit, notes, head, ..table.clone() }));
        Ok(())
    }

    fn chart(&mut self, name: &str) -> Result<(), Vec<Diagnostic>> {
        let definition = self.inputs.report.charts.iter().find(|chart| chart.name == name);
        let table = definition.and_then(|chart| self.inputs.tables.iter().find(|table| table.name == chart.table));
        if let Some((definition, table)) = definition.zip(table) {
            let title = self.templates.plain(&definition.title, &["charts", name, "title"])?;
            let title = self.numbered(&title);
            let mut chart = chart(definition, title, table, self.inputs.figures);
            // What is to be said stands in the title: words behind a chart flow up before it.
            let block = match fitness(&chart, table) {
                Fitness::Drawn => Block::Chart(chart),
                Fitness::Gaps => {
                    chart.title += "（不公布的数空缺）";
                    Block::Chart(chart)
                }
                Fitness::AsBars => {
                    chart.title += "（有的项为负数，不画饼图，改画条形图）";
                    chart.kind = ChartKind::Bar;
                    Block::Chart(chart)
                }
                Fitness::Left(why) => {
                    Block::Paragraph(vec![Inline::Text(format!("{}：{why}，本图略去。", chart.title))])
                }
            };
            self.all.push(block);
        }
        Ok(())
    }
}

/// What is to be said of shares that are none of a whole: below zero, or above the whole.
fn shares_note(table: &Table) -> Option<String> {
    let share = |expr: &Expr| match expr.bare() {
        Expr::Quotient(pair) => matches!(&pair[1], Expr::Figure(operand, _) if operand.of != Of::Row),
        _ => false,
    };
    let odd = |value: Exact| value.is_negative() || value > Exact::integer(1);
    let cells = table.rows.iter().filter(|row| row.kind != RowKind::Total).flat_map(|row| &row.cells);
    let mut odd = cells.filter(|cell| cell.value.is_some_and(odd) && cell.expr.as_deref().is_some_and(share));
    odd.next().map(|_| "注：有的项为负数，占比可能为负或大于100%，不能看作构成。".to_owned())
}

/// Whether the numbers of a column, as they are printed, do not come to its total, though the exact ones do.
fn rounded_apart(table: &Table) -> bool {
    let Some(total) = table.rows.iter().find(|row| row.kind == RowKind::Total) else { return false };
    let apart = |at: usize, format: &Format| {
        let parts = table.rows.iter().filter(|row| matches!(row.kind, RowKind::Body | RowKind::Others));
        let values = parts.map(|row| row.cells.get(at)?.value).collect::<Option<Vec<Exact>>>()?;
        let sum = |values: &[Exact]| values.iter().try_fold(Exact::ZERO, |sum, value| sum.plus(*value));
        let whole = total.cells.get(at)?.value?;
        let exact = sum(&values)? == whole;
        let printed: Vec<Exact> = values.iter().map(|value| format.printed(*value)).collect::<Option<_>>()?;
        Some(exact && sum(&printed)? != format.printed(whole)?)
    };
    let columns = table.columns.iter().enumerate();
    let mut formats = columns.filter_map(|(at, column)| Some((at, column.format.as_ref()?)));
    formats.any(|(at, format)| apart(at, format) == Some(true))
}

/// That `top` left out rows with the number of the last one, which a reader takes for the next lower.
fn cut_note(table: &Table) -> Option<String> {
    let others = table.rows.iter().any(|row| row.kind == RowKind::Others);
    let where_to = if others { "计入“其他”" } else { "没有列出" };
    table.cut_tie.then(|| format!("注：与所列最后一名并列的，有的{where_to}。"))
}

/// Why cells of a table have no value, once for each reason.
fn missing_note(table: &Table) -> Option<String> {
    let reasons = table.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.missing.as_ref());
    let mut known: Vec<String> = Vec::new();
    // That a total has no place among its rows needs no words.
    let reasons = reasons.filter(|reason| **reason != Missing::NoRow);
    for reason in reasons.map(Missing::chinese) {
        if !known.contains(&reason) {
            known.push(reason);
        }
    }
    let more = if known.len() > 3 { "等" } else { "" };
    known.truncate(3);
    (!known.is_empty()).then(|| format!("注：“—”表示无法计算（{}{more}）。", known.join("；")))
}
