//! Templates: the report's text, its titles, and the prose of ledgers.

use crate::days::Day;
use crate::errors::said;
use crate::findings::{Findings, line_with};
use crate::inputs::{Inputs, TextFile};
use crate::prose::prose;
use crate::values::context;
use crate::vocabulary::FUNCTIONS;
use crate::{checks, compare, escape, filters, functions, known, markers, operators, phrases, vocabulary};
use minijinja::{AutoEscape, Environment, Error, State, UndefinedBehavior, Value, syntax::SyntaxConfig};
use model::define;
use model::edition::Edition;
use model::{Diagnostic, Language, Place, Said, say};
use std::collections::BTreeSet;

/// The templates of one report.
pub(crate) struct Templates<'a> {
    inputs: &'a Inputs<'a>,
    context: Value,
    names: Vec<String>,
    environment: Environment<'static>,
    findings: Findings,
}

/// Words that every text may use.
pub(crate) const GLOBALS: [&str; 12] = [
    "fiscal_year",
    "each",
    "each_number",
    "organisation",
    "year",
    "month",
    "as_of",
    "title",
    "previous_year",
    "date",
    "internal",
    "public",
];

/// Those of a report that makes one document for each value.
const OF_EACH: [&str; 2] = ["each", "each_number"];

impl<'a> Templates<'a> {
    pub(crate) fn new(inputs: &'a Inputs<'a>) -> Templates<'a> {
        let mut values = context(inputs.figures);
        // Figures of the other edition are known, and stand where a text asks for the edition.
        let mut names = figure_names(inputs);
        let alone = inputs.report.each.is_none();
        let globals = GLOBALS.iter().filter(|name| !(alone && OF_EACH.contains(name)));
        names.extend(globals.chain(&FUNCTIONS).map(|name| (*name).to_owned()));
        values.insert("internal".to_owned(), Value::from(inputs.edition == Edition::Internal));
        values.insert("public".to_owned(), Value::from(inputs.edition == Edition::Public));
        if !alone {
            values.insert("each".to_owned(), Value::from(inputs.each));
            values.insert("each_number".to_owned(), Value::from(inputs.each_number));
        }
        values.insert("organisation".to_owned(), Value::from(inputs.organisation));
        values.insert("year".to_owned(), Value::from(inputs.time.month.year()));
        values.insert("previous_year".to_owned(), Value::from(inputs.time.month.year() - 1));
        values.insert("fiscal_year".to_owned(), Value::from(inputs.time.year_chinese()));
        values.insert("month".to_owned(), Value::from(inputs.time.month.month()));
        values.insert("as_of".to_owned(), Value::from_object(Day::Date(inputs.time.as_of)));
        values.insert("date".to_owned(), Value::from_object(Day::Date(inputs.time.as_of)));
        values.insert("title".to_owned(), Value::from(inputs.report.title.as_str()));
        let context = Value::from(values);
        let findings = Findings::of(inputs.texts());
        let environment = environment(inputs, &context, &findings);
        Templates { inputs, context, names, environment, findings }
    }

    /// Every name in a text that nothing stands behind, at its line.
    pub(crate) fn check(&self, source: TextFile<'_>) -> Result<(), Vec<Diagnostic>> {
        let at = |line: u32| Place::line(source.file, line);
        let text = called(source)?;
        let template = self.environment.template_from_named_str(source.file, &text);
        let template = template.map_err(|error| vec![self.problem(&error)])?;
        let mut problems: Vec<(u32, Diagnostic)> = Vec::new();
        for name in template.undeclared_variables(true).into_iter().collect::<BTreeSet<String>>() {
            let called = format!("{name}(");
            let message = match source.text.contains(&called) {
                true if self.unknown(&name).is_some() => Some(vocabulary::no_function(&name)),
                _ => self.unknown(&name),
            };
            if let Some(message) = message {
                let line = line_with(source.text, &[&name]);
                problems.push((line, define::problem(at(line), message)));
            }
        }
        let wrong = vocabulary::wrong(source.text, syntax());
        problems.extend(wrong.into_iter().map(|(line, message)| (line, define::problem(at(line), message))));
        problems.sort_by_key(|(line, problem)| (*line, problem.message(Language::Chinese)));
        if problems.is_empty() { Ok(()) } else { Err(problems.into_iter().map(|(_, problem)| problem).collect()) }
    }

    fn unknown(&self, name: &str) -> Option<Said> {
        known::unknown(&self.names, name)
    }

    /// A text as Markdown with marks.
    pub(crate) fn markdown(&self, source: TextFile<'_>) -> Result<String, Vec<Diagnostic>> {
        let rendered = self.environment.render_named_str(source.file, &called(source)?, &self.context);
        rendered.map(|text| phrases::months(&text)).map_err(|error| vec![self.problem(&error)])
    }

    /// What was told of the text since the last call.
    pub(crate) fn findings(&self) -> Vec<Diagnostic> {
        self.findings.take()
    }

    /// A short template of the definition as plain words; `path` says where it stands.
    pub(crate) fn plain(&self, text: &str, path: &[&str]) -> Result<String, Vec<Diagnostic>> {
        let problem = |message: Said| vec![self.inputs.report.problem(path, message)];
        let text = operators::called(text, syntax()).map_err(|_| problem(operators::CHAINED))?;
        let template = self.environment.template_from_named_str(PLAIN, &text).map_err(|error| problem(said(&error)))?;
        if let Some(message) = template.undeclared_variables(true).iter().filter_map(|name| self.unknown(name)).min() {
            return Err(problem(message));
        }
        if let Some((_, message)) = vocabulary::wrong(&text, syntax()).into_iter().next() {
            return Err(problem(message));
        }
        let rendered = template.render(&self.context).map_err(|error| problem(said(&error)))?;
        self.told_of_title(path).map_or(Ok(()), |message| Err(problem(message)))?;
        Ok(markers::plain(&phrases::months(&rendered)))
    }

    /// Places what was told of a title at its line. It has one reading: without a figure that it
    /// compares it would have a wrong one, and that is what is given back.
    fn told_of_title(&self, path: &[&str]) -> Option<Said> {
        let (own, others): (Vec<_>, Vec<_>) = self.findings.take().into_iter().partition(|one| one.place.file == PLAIN);
        let missing = own.iter().find(|one| checks::is_missing(one)).map(Diagnostic::said);
        let place = self.inputs.report.problem(path, Said::default()).place;
        let placed = own.into_iter().map(|one| Diagnostic { place: place.clone(), ..one });
        self.findings.put_back(others.into_iter().chain(placed).collect());
        missing.map(|why| say!("标题里的条件无法判断：{why}", "a condition in the title cannot be decided. {why}", why))
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
        define::problem(place, said(error))
    }
}

/// A text with its comparisons as calls.
fn called(source: TextFile<'_>) -> Result<String, Vec<Diagnostic>> {
    operators::called(source.text, syntax())
        .map_err(|line| vec![define::problem(Place::line(source.file, line), operators::CHAINED)])
}

/// The figures of the edition, and those that only the other one has.
fn figure_names(inputs: &Inputs<'_>) -> Vec<String> {
    let own = inputs.figures.iter().map(|figure| &figure.name);
    let other = inputs.report.figures.iter().filter(|figure| !inputs.edition.has(figure.edition));
    own.chain(other.map(|figure| &figure.name)).cloned().collect()
}

/// The name of short templates, whose words are not Markdown.
const PLAIN: &str = "plain";

/// A line of a tag alone leaves no empty line behind.
fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default()
}

fn environment(inputs: &Inputs<'_>, context: &Value, findings: &Findings) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".md") { AutoEscape::Custom("markdown".into()) } else { AutoEscape::None }
    });
    environment.set_formatter(escape::write);
    environment.set_syntax(syntax());
    filters::add(&mut environment, findings);
    compare::guard(&mut environment);
    let told = findings.clone();
    environment.add_function(
        operators::COMPARE,
        move |state: &State<'_, '_>, left: Value, operator: String, right: Value, line: u32| {
            compare::compare(state, (&left, &operator, &right), line, &told)
        },
    );
    functions::add(&mut environment, inputs, findings);
    let (context, names) = (context.clone(), figure_names(inputs));
    environment.add_function("prose", move |state: &State<'_, '_>, row: Value, column: String| {
        prose(state, (&context, &names, syntax()), &row, &column)
    });
    // A figure may be called like a function (`last`): calls have a name of their own.
    let functions: Vec<(String, Value)> =
        environment.globals().map(|(name, function)| (name.to_owned(), function.clone())).collect();
    for (name, function) in functions.into_iter().filter(|(name, _)| FUNCTIONS.contains(&name.as_str())) {
        environment.add_global(format!("{}{name}", operators::CALL), function);
    }
    environment
}
