//! Markdown with marks to blocks.

use crate::chart::chart;
use crate::fitness::{Fitness, fitness};
use crate::footnotes;
use crate::inputs::Inputs;
use crate::markers::{Mark, as_block, inlines};
use crate::template::Templates;
use model::Diagnostic;
use model::Exact;
use model::document::{Block, Inline, RowKind, Table};
use model::expr::{Expr, Of};
use model::figure::Missing;
use model::report::ChartKind;
use model::scale::says;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// The blocks of a text.
pub(crate) fn blocks(
    markdown: &str,
    inputs: &Inputs<'_>,
    templates: &Templates<'_>,
) -> Result<Vec<Block>, Vec<Diagnostic>> {
    let mut assembly = Assembly { inputs, templates, blocks: Vec::new(), tables: 0, charts: 0 };
    let mut open = Open::default();
    let notes = footnotes::words(markdown);
    for event in Parser::new_ext(markdown, footnotes::EXTENSIONS) {
        match event {
            // The words of a note stand where it is referred to.
            Event::Start(Tag::FootnoteDefinition(_)) => open.note = true,
            Event::End(TagEnd::FootnoteDefinition) => open.note = false,
            _ if open.note => {}
            Event::FootnoteReference(label) => {
                open.end_words();
                open.inlines.extend(notes.get(label.as_ref()).cloned().map(Inline::Note));
            }
            Event::Start(Tag::List(first)) => open.list = Some((first.is_some(), Vec::new())),
            Event::Start(Tag::BlockQuote(_)) => open.quote = true,
            Event::Start(Tag::Strong) => {
                open.end_words();
                open.strong = true;
            }
            Event::End(TagEnd::Strong) => {
                open.end_words();
                open.strong = false;
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                open.words.push_str(&text)
            }
            // A line of Markdown that ends goes on in the next one; Chinese needs no space there.
            Event::SoftBreak => {}
            Event::HardBreak => {
                open.end_words();
                open.inlines.push(Inline::Break);
            }
            Event::Rule => assembly.blocks.push(Block::PageBreak),
            Event::End(TagEnd::Heading(level)) => assembly.blocks.push(Block::Heading(depth(level), open.take())),
            Event::End(TagEnd::Paragraph) => {
                let paragraph = open.take();
                match &mut open.list {
                    Some((_, items)) => items.push(paragraph),
                    None if open.quote => assembly.blocks.push(Block::Quote(paragraph)),
                    None => assembly.paragraph(paragraph)?,
                }
            }
            Event::End(TagEnd::Item) => {
                let rest = open.take();
                if let Some((_, items)) = open.list.as_mut().filter(|_| !rest.is_empty()) {
                    items.push(rest);
                }
            }
            Event::End(TagEnd::List(_)) => {
                if let Some((ordered, items)) = open.list.take() {
                    assembly.blocks.push(Block::List { ordered, items });
                }
            }
            Event::End(TagEnd::BlockQuote(_)) => open.quote = false,
            _ => {}
        }
    }
    Ok(assembly.blocks)
}

/// What has begun and not ended.
#[derive(Default)]
struct Open {
    words: String,
    inlines: Vec<Inline>,
    strong: bool,
    quote: bool,
    note: bool,
    list: Option<(bool, Vec<Vec<Inline>>)>,
}

impl Open {
    fn end_words(&mut self) {
        let words = std::mem::take(&mut self.words);
        if self.strong {
            self.inlines.extend(inlines(&words).iter().map(|inline| Inline::Strong(inline.text().to_owned())));
        } else {
            self.inlines.extend(inlines(&words));
        }
    }

    fn take(&mut self) -> Vec<Inline> {
        self.end_words();
        std::mem::take(&mut self.inlines)
    }
}

struct Assembly<'a> {
    inputs: &'a Inputs<'a>,
    templates: &'a Templates<'a>,
    blocks: Vec<Block>,
    tables: usize,
    charts: usize,
}

impl Assembly<'_> {
    /// A paragraph, or the table or chart that it stands for.
    fn paragraph(&mut self, paragraph: Vec<Inline>) -> Result<(), Vec<Diagnostic>> {
        let mark = match paragraph.as_slice() {
            [Inline::Text(text)] => as_block(text),
            _ => None,
        };
        match mark {
            None => self.blocks.push(Block::Paragraph(paragraph)),
            Some(Mark::Table(name)) => {
                if let Some(table) = self.inputs.tables.iter().find(|table| table.name == name) {
                    self.table(table, "tables")?;
                }
            }
            Some(Mark::Listing(name)) => {
                if let Some(listing) = self.inputs.listings.iter().find(|listing| listing.table.name == name) {
                    self.table(&listing.table, "listings")?;
                }
            }
            Some(Mark::Chart(name)) => self.chart(&name)?,
        }
        Ok(())
    }

    /// A table with its number; an empty one says so.
    fn table(&mut self, table: &Table, key: &str) -> Result<(), Vec<Diagnostic>> {
        if table.rows.is_empty() {
            self.blocks.push(Block::Paragraph(vec![Inline::Text("本月无。".to_owned())]));
            return Ok(());
        }
        self.tables += 1;
        let title = self.templates.plain(&table.title, &[key, &table.name, "title"])?;
        let notes = table.notes.iter().map(|note| self.templates.plain(note, &[key, &table.name, "note"]));
        let mut notes: Vec<String> = notes.collect::<Result<_, _>>()?;
        notes.extend(cut_note(table));
        notes.extend(missing_note(table));
        notes.extend(shares_note(table));
        let unit = table.unit.clone().filter(|unit| !says(&title, unit));
        let title = format!("表{} {title}", self.tables);
        let mut head = table.head.clone();
        for cell in head.iter_mut().flatten() {
            cell.title = self.templates.plain(&cell.title, &[key, &table.name, "columns"])?;
        }
        self.blocks.push(Block::Table(Table { title, unit, notes, head, ..table.clone() }));
        Ok(())
    }

    fn chart(&mut self, name: &str) -> Result<(), Vec<Diagnostic>> {
        let definition = self.inputs.report.charts.iter().find(|chart| chart.name == name);
        let table = definition.and_then(|chart| self.inputs.tables.iter().find(|table| table.name == chart.table));
        if let Some((definition, table)) = definition.zip(table) {
            self.charts += 1;
            let title = self.templates.plain(&definition.title, &["charts", name, "title"])?;
            let title = format!("图{} {title}", self.charts);
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
            self.blocks.push(block);
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

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        _ => 4,
    }
}
