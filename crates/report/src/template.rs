//! Templates: the report's text, its titles, and the prose of ledgers.

use crate::checks::missing_compared;
use crate::compare::{self, MissingCompared};
use crate::inputs::{Inputs, TextFile};
use crate::markers::{self, Mark};
use crate::operators;
use crate::photos;
use crate::phrases;
use crate::values::{FigureValue, RowValue, context, group, rows, table_rows};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, syntax::SyntaxConfig,
};
use model::define;
use model::diagnostic::suggestion;
use model::edition::Edition;
use model::{Diagnostic, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The templates of one report.
pub(crate) struct Templates<'a> {
    inputs: &'a Inputs<'a>,
    context: Value,
    names: Vec<String>,
    environment: Environment<'static>,
    compared: MissingCompared,
}

/// Words that every text may use.
const GLOBALS: [&str; 10] =
    ["each", "organisation", "year", "month", "as_of", "title", "previous_year", "date", "internal", "public"];
/// Functions that every text may use.
const FUNCTIONS: [&str; 6] = ["table", "listing", "chart", "picture", "rows", "prose"];

impl<'a> Templates<'a> {
    pub(crate) fn new(inputs: &'a Inputs<'a>) -> Templates<'a> {
        let mut values = context(inputs.figures);
        // Figures of the other edition are known, and stand where a text asks for the edition.
        let mut names = figure_names(inputs);
        names.extend(GLOBALS.iter().chain(&FUNCTIONS).map(|name| (*name).to_owned()));
        values.insert("internal".to_owned(), Value::from(inputs.edition == Edition::Internal));
        values.insert("public".to_owned(), Value::from(inputs.edition == Edition::Public));
        values.insert("each".to_owned(), Value::from(inputs.each));
        values.insert("organisation".to_owned(), Value::from(inputs.organisation));
        values.insert("year".to_owned(), Value::from(inputs.time.month.year()));
        values.insert("previous_year".to_owned(), Value::from(inputs.time.month.year() - 1));
        values.insert("month".to_owned(), Value::from(inputs.time.month.month()));
        values.insert("as_of".to_owned(), Value::from(inputs.time.as_of.chinese()));
        values.insert("date".to_owned(), Value::from(inputs.time.as_of.chinese()));
        values.insert("title".to_owned(), Value::from(inputs.report.title.as_str()));
        let context = Value::from(values);
        let compared = MissingCompared::default();
        let environment = environment(inputs, &context, &compared);
        Templates { inputs, context, names, environment, compared }
    }

    /// Every name in a text that nothing stands behind, at its line.
    pub(crate) fn check(&self, source: TextFile<'_>) -> Result<(), Vec<Diagnostic>> {
        let at = |line: u32| Place::line(source.file, line);
        let text = called(source)?;
        let template = self.environment.template_from_named_str(source.file, &text);
        let template = template.map_err(|error| vec![self.problem(&error)])?;
        let mut problems: Vec<(u32, Diagnostic)> = Vec::new();
        for name in template.undeclared_variables(true).into_iter().collect::<BTreeSet<String>>() {
            if let Some(message) = self.unknown(&name) {
                let line = line_naming(source.text, &name);
                problems.push((line, define::problem(at(line), message)));
            }
        }
        problems.sort_by_key(|(line, problem)| (*line, problem.message()));
        if problems.is_empty() { Ok(()) } else { Err(problems.into_iter().map(|(_, problem)| problem).collect()) }
    }

    fn unknown(&self, name: &str) -> Option<String> {
        unknown(&self.names, name)
    }

    /// A text as Markdown with marks, and what it compared that has no value.
    pub(crate) fn markdown(&self, source: TextFile<'_>) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
        let rendered = self.environment.render_named_str(source.file, &called(source)?, &self.context);
        let text = rendered.map(|text| phrases::months(&text)).map_err(|error| vec![self.problem(&error)])?;
        let place = |name: String, line| match name == source.file {
            true => Place::line(name, line),
            // The prose of a ledger is named by its cell.
            false => Place::file(name),
        };
        let findings =
            self.compared.take().into_iter().map(|(name, line, figure)| missing_compared(place(name, line), figure));
        Ok((text, findings.collect()))
    }

    /// A short template of the definition as plain words; `path` says where it stands.
    pub(crate) fn plain(&self, text: &str, path: &[&str]) -> Result<String, Vec<Diagnostic>> {
        let problem = |message: String| vec![self.inputs.report.problem(path, message)];
        let text = operators::called(text, syntax()).map_err(|_| problem(CHAINED.to_owned()))?;
        let template =
            self.environment.template_from_named_str(PLAIN, &text).map_err(|error| problem(chinese(&error)))?;
        if let Some(message) = template.undeclared_variables(true).iter().filter_map(|name| self.unknown(name)).min() {
            return Err(problem(message));
        }
        let rendered = template.render(&self.context).map_err(|error| problem(chinese(&error)))?;
        // A title has one reading: without the figure it would have a wrong one.
        if let Some((_, _, figure)) = self.compared.take().into_iter().next() {
            return Err(problem(format!("指标“{figure}”没有值，标题里的条件无法判断")));
        }
        Ok(markers::plain(&phrases::months(&rendered)))
    }

    /// An error of the text, or of the prose of a ledger that it renders.
    fn problem(&self, error: &Error) -> Diagnostic {
        let innermost = std::iter::successors(Some(error), |error| {
            std::error::Error::source(*error).and_then(|source| source.downcast_ref::<Error>())
        });
        let error = innermost.last().unwrap_or(error);
        let line = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
        let place = match error.name() {
            // The prose of a ledger is named by its cell, which stands in the message.
            Some(name) if !self.inputs.texts().any(|text| text.file == name) => Place::file(name),
            name => Place::line(name.unwrap_or(self.inputs.text.file), line),
        };
        define::problem(place, chinese(error))
    }
}

/// A text with its comparisons as calls.
fn called(source: TextFile<'_>) -> Result<String, Vec<Diagnostic>> {
    operators::called(source.text, syntax())
        .map_err(|line| vec![define::problem(Place::line(source.file, line), CHAINED)])
}

/// The figures of the edition, and those that only the other one has.
fn figure_names(inputs: &Inputs<'_>) -> Vec<String> {
    let own = inputs.figures.iter().map(|figure| &figure.name);
    let other = inputs.report.figures.iter().filter(|figure| !inputs.edition.has(figure.edition));
    own.chain(other.map(|figure| &figure.name)).cloned().collect()
}

const CHAINED: &str = "比较只能有两边，如“0 < 甲 < 5”请写成“0 < 甲 and 甲 < 5”。";

/// The name of short templates, whose words are not Markdown.
const PLAIN: &str = "plain";

fn unknown(names: &[String], name: &str) -> Option<String> {
    let is_group =
        |name: &str| names.iter().any(|known| known.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')));
    let known = |name: &str| names.iter().any(|known| known == name);
    // `rect.further.number` asks a figure for its number.
    let asked = name.rsplit_once('.').is_some_and(|(figure, attribute)| {
        known(figure) && ["digits", "unit", "title", "number", "missing"].contains(&attribute)
    });
    if known(name) || is_group(name) || asked || name == operators::COMPARE {
        return None;
    }
    let all = names.iter().map(String::as_str);
    Some(match model::diagnostic::nearest(name, all.clone()) {
        Some(_) => format!("没有名为“{name}”的指标{}", suggestion(name, all)),
        None => format!("没有名为“{name}”的指标，请先在 report.toml 的 [figures] 里定义。"),
    })
}

/// The first line that holds a name.
pub(crate) fn line_naming(text: &str, name: &str) -> u32 {
    let at = text.lines().position(|line| line.contains(name)).unwrap_or(0);
    u32::try_from(at).unwrap_or(0) + 1
}

/// A line of a tag alone leaves no empty line behind.
fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default()
}

fn environment(inputs: &Inputs<'_>, context: &Value, compared: &MissingCompared) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".md") { AutoEscape::Custom("markdown".into()) } else { AutoEscape::None }
    });
    environment.set_formatter(write);
    environment.set_syntax(syntax());
    filters(&mut environment);
    compare::guard(&mut environment);
    let compared = compared.clone();
    environment.add_function(
        operators::COMPARE,
        move |state: &State<'_, '_>, left: Value, operator: String, right: Value, line: u32| {
            compare::compare(state, (&left, &operator, &right), line, &compared)
        },
    );
    blocks(&mut environment, inputs);
    let (context, names) = (context.clone(), figure_names(inputs));
    environment.add_function("prose", move |state: &State<'_, '_>, row: Value, column: String| {
        prose(state, &context, &names, &row, &column)
    });
    environment
}

/// Words of ledgers are no Markdown: their signs are escaped. Figures and phrases pass as they are.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let escape = matches!(state.auto_escape(), AutoEscape::Custom(_));
    match value.as_str() {
        Some(text) if escape && !value.is_safe() => out.write_str(&escaped(text)).map_err(Error::from),
        Some(text) => out.write_str(text).map_err(Error::from),
        None if value.is_undefined() => Err(Error::from(ErrorKind::UndefinedError)),
        None => out.write_str(&value.to_string()).map_err(Error::from),
    }
}

/// Every ASCII sign behind a backslash, which Markdown takes for the sign itself (CommonMark 2.4).
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' | '\r' => escaped.push(' '),
            c if c.is_ascii_punctuation() => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

fn filters(environment: &mut Environment<'static>) {
    environment.add_filter("yi", |value: Value, places: Option<u8>| {
        phrase(&value, |figure| phrases::in_unit(figure, "亿元", places))
    });
    environment.add_filter("wan", |value: Value, places: Option<u8>| {
        phrase(&value, |figure| phrases::in_unit(figure, "万元", places))
    });
    environment.add_filter("yuan", |value: Value, places: Option<u8>| {
        phrase(&value, |figure| phrases::in_unit(figure, "元", places))
    });
    environment.add_filter("growth", |value: Value| phrase(&value, |figure| Ok(phrases::growth(figure))));
    environment.add_filter("change", |value: Value| phrase(&value, |figure| Ok(phrases::change(figure))));
    environment.add_filter("trend", |value: Value| phrase(&value, |figure| Ok(phrases::trend(figure))));
    environment.add_filter("chinese", |number: u64| phrases::chinese_number(number));
    environment.add_filter("group", |rows: Value, column: String| group(&rows, &column));
}

fn phrase(value: &Value, words: impl Fn(&model::figure::Figure) -> Result<String, String>) -> Result<Value, Error> {
    let figure = value.downcast_object_ref::<FigureValue>();
    let FigureValue(figure) = figure.ok_or_else(|| invalid("这个过滤器只能用在指标上".to_owned()))?;
    Ok(Value::from_safe_string(markers::figure(&figure.name, &words(figure).map_err(invalid)?)))
}

fn blocks(environment: &mut Environment<'static>, inputs: &Inputs<'_>) {
    let tables: BTreeMap<String, Value> =
        inputs.tables.iter().map(|table| (table.name.clone(), table_rows(table))).collect();
    let listings: BTreeMap<String, Value> =
        inputs.listings.iter().map(|listing| (listing.table.name.clone(), rows(listing))).collect();
    let charts: Vec<String> = inputs.report.charts.iter().map(|chart| chart.name.clone()).collect();
    let names = |of: &BTreeMap<String, Value>| of.keys().cloned().collect::<Vec<_>>();
    let (table_names, listing_names) = (names(&tables), names(&listings));
    let withheld = Arc::new(withheld(inputs));
    let function = |names: Vec<String>, what: &'static str, block: fn(String) -> Mark| {
        let withheld = Arc::clone(&withheld);
        move |name: String| match withheld.contains(&(what, name.clone())) {
            true => Ok(Value::from_safe_string(String::new())),
            false => mark(&names, what, block(name.clone()), &name),
        }
    };
    environment.add_function("table", function(table_names, "统计表", Mark::Table));
    environment.add_function("listing", function(listing_names, "明细表", Mark::Listing));
    environment.add_function("chart", function(charts, "图", Mark::Chart));
    environment.add_function("picture", photos::marks);
    let all: BTreeMap<String, Value> = listings.into_iter().chain(tables).collect();
    environment.add_function("rows", move |name: String| {
        let known = all.keys().map(String::as_str);
        if ["统计表", "明细表"].iter().any(|what| withheld.contains(&(what, name.clone()))) && !all.contains_key(&name)
        {
            return Ok(Value::from(Vec::<Value>::new()));
        }
        all.get(&name)
            .cloned()
            .ok_or_else(|| invalid(format!("没有名为“{name}”的统计表或明细表{}", suggestion(&name, known))))
    });
}

/// The tables, listings and charts that only the other edition has, each with what it is.
fn withheld(inputs: &Inputs<'_>) -> BTreeSet<(&'static str, String)> {
    let (report, edition) = (inputs.report, inputs.edition);
    let named = |what: &'static str, name: &String| (what, name.clone());
    let tables = report.tables.iter().filter(|table| !edition.has(table.edition));
    let listings = report.listings.iter().filter(|listing| !edition.has(listing.edition));
    let of_table = |name: &String| report.tables.iter().any(|table| table.name == *name && !edition.has(table.edition));
    let charts = report.charts.iter().filter(|chart| !edition.has(chart.edition) || of_table(&chart.table));
    let tables = tables.map(|table| named("统计表", &table.name));
    let listings = listings.map(|listing| named("明细表", &listing.name));
    tables.chain(listings).chain(charts.map(|chart| named("图", &chart.name))).collect()
}

fn mark(names: &[String], what: &str, mark: Mark, name: &str) -> Result<Value, Error> {
    if names.iter().any(|known| known == name) {
        return Ok(Value::from_safe_string(markers::block(&mark)));
    }
    Err(invalid(format!("没有名为“{name}”的{what}{}", suggestion(name, names.iter().map(String::as_str)))))
}

/// The prose of a ledger's cell, whose figures are computed like those of the text.
fn prose(state: &State<'_, '_>, context: &Value, names: &[String], row: &Value, column: &str) -> Result<Value, Error> {
    let row =
        row.downcast_object_ref::<RowValue>().ok_or_else(|| invalid("prose 的第一项应为明细表的一行".to_owned()))?;
    let (text, place) = row.cell(column).ok_or_else(|| invalid(format!("明细表没有“{column}”这一列")))?;
    let name = place.to_string();
    let text = operators::called(&text, syntax()).map_err(|_| invalid(format!("{name}：{CHAINED}")))?;
    let template = state.env().template_from_named_str(&name, &text)?;
    let wrong = template.undeclared_variables(true).iter().filter_map(|wrong| unknown(names, wrong)).min();
    if let Some(message) = wrong {
        return Err(invalid(format!("{name}：{message}")));
    }
    // The words around the figures are a clerk's, not Markdown: only the figures pass unescaped.
    let rendered = template.render(context)?;
    let parts = markers::inlines(&rendered).into_iter().map(|inline| match inline {
        model::document::Inline::Figure { name, text } => markers::figure(&name, &text),
        other => escaped_prose(other.text()),
    });
    Ok(Value::from_safe_string(parts.collect()))
}

/// Lines of a cell become paragraphs.
fn escaped_prose(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escaped).collect();
    lines.join("\n\n")
}

pub(crate) fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// A template error in Chinese.
fn chinese(error: &Error) -> String {
    let detail = error.detail().unwrap_or_default();
    match error.kind() {
        ErrorKind::SyntaxError => format!("模板写法有误，请检查 {{{{ }}}} 和 {{% %}} 是否成对（{detail}）。"),
        ErrorKind::UnknownFilter => {
            format!("没有这个过滤器（{detail}），可用的有：yi、wan、yuan、growth、change、trend、chinese、group。")
        }
        ErrorKind::UnknownFunction => format!("没有这个函数（{detail}），可用的有：{}。", FUNCTIONS.join("、")),
        ErrorKind::UndefinedError => {
            format!(
                "用到了没有值的名称（{detail}）；只供内部版的指标、明细表的列，请用 {{% if internal %}} 和 {{% endif %}} 括起。"
            )
        }
        _ if detail.is_empty() => format!("模板无法渲染（{error}）。"),
        _ => detail.to_owned(),
    }
}
