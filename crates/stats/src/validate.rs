//! Definitions of figures, tables, listings and charts against the ledgers: every wrong name.

use crate::evaluate::Evaluation;
use crate::filter::{CHANGE, Filter, change_kinds, mask};
use crate::period::Moment;
use crate::rows::bases;
use crate::sources::{Dimension, Sources};
use model::define::DEFINITION;
use model::diagnostic::{nearest, suggestion};
use model::figure::{Condition, FigureDefinition, Measure, MonthRef, Scalar};
use model::ledger::Kind;
use model::records::Cells;
use model::report::{Heading, ListingDefinition, Report, SpanHeading, TableDefinition};
use model::{Date, Diagnostic, Rule, Severity};

/// A condition whose value no record has.
pub static UNSEEN_VALUE: Rule = Rule {
    code: "unseen-value",
    severity: Severity::Warning,
    title: "条件的值从未出现",
    meaning: "指标条件里写的值在台账的这一列里一次也没有出现，算出来会是 0。",
    example: "where = { region = \"北京\" }，而台账里写的是“北京市”。",
    remedy: "对照台账改正条件的值；若本来就可能没有，可以不管。",
};

/// Every name in a report's definition that stands for nothing, each at its line; and conditions
/// with values that were never seen, as warnings.
pub fn validate(sources: &Sources<'_>, report: &Report) -> Vec<Diagnostic> {
    let checking = Checking { sources, report, evaluation: Evaluation::new(sources, &report.figures) };
    let figures = report.figures.iter().flat_map(|figure| {
        checking.figure(figure).into_iter().map(|message| Diagnostic::new(&DEFINITION, figure.place.clone(), message))
    });
    let mut problems: Vec<Diagnostic> = figures.collect();
    if !problems.is_empty() {
        // A table of wrong figures would only repeat their problems.
        return problems;
    }
    for table in &report.tables {
        checking.table(table, &mut problems);
    }
    for listing in &report.listings {
        checking.listing(listing, &mut problems);
    }
    checking.charts(&mut problems);
    checking.details(&mut problems);
    checking.each(&mut problems);
    problems.extend(report.figures.iter().flat_map(|figure| checking.unseen(figure)));
    problems
}

struct Checking<'a> {
    sources: &'a Sources<'a>,
    report: &'a Report,
    evaluation: Evaluation<'a>,
}

impl Checking<'_> {
    fn figure(&self, figure: &FigureDefinition) -> Vec<String> {
        let mut messages = Vec::new();
        let called = |message: String| format!("指标“{}”：{message}", figure.name);
        for operand in figure.measure.operands() {
            match self.evaluation.definition(operand) {
                None => {
                    messages.push(called(format!("没有名为“{operand}”的指标{}", suggestion(operand, self.figures()))))
                }
                Some((_, of)) if compares(&figure.measure) && matches!(of.month, Some(MonthRef::Fixed(_))) => messages
                    .push(called(format!(
                        "“{operand}”写死了月份，基期会与本期相同；请把 month 写在“{}”上",
                        figure.name
                    ))),
                Some(_) => {}
            }
        }
        if messages.is_empty() && self.cyclic(figure, &mut Vec::new()) {
            messages.push(called("由自己算出自己，成了循环".to_owned()));
        }
        if figure.measure.operands().is_empty() {
            messages.extend(self.over_records(figure).into_iter().map(called));
        }
        messages
    }

    fn over_records(&self, figure: &FigureDefinition) -> Vec<String> {
        let Some(loaded) = self.sources.get(&figure.ledger) else {
            return vec![format!(
                "没有“{}”这个台账{}",
                figure.ledger,
                suggestion(&figure.ledger, self.sources.ledgers())
            )];
        };
        let mut messages = Vec::new();
        if let Some(name) = figure.measure.column() {
            match self.sources.dimension(&figure.ledger, name) {
                None => messages.push(self.no_column(&figure.ledger, name)),
                Some(Dimension::Column { column, .. })
                    if !column.kind.is_number() && !matches!(figure.measure, Measure::Distinct(_)) =>
                {
                    messages.push(format!("“{}”是{}，不能求和", column.title(), column.kind.chinese()));
                }
                Some(Dimension::Parts { .. }) => messages.push(format!("“{name}”是分项，请写合计的那一列")),
                Some(_) => {}
            }
        }
        messages.extend(self.filter(&figure.ledger, &figure.filter, figure.measure.column()));
        if loaded.source.ledger.grain == model::ledger::Grain::Snapshot
            && loaded.source.ledger.across().is_none()
            && figure.period != model::figure::Period::Month
        {
            messages.push("存量台账取截至日的一份，不能写 period".to_owned());
        }
        messages
    }

    fn filter(&self, ledger: &str, filter: &Filter, summed: Option<&str>) -> Vec<String> {
        let Some(loaded) = self.sources.get(ledger) else { return Vec::new() };
        let any = Date::new(2000, 1, 31).map(|date| Moment::new(date.month_of(), date));
        let mut messages = Vec::new();
        for (name, condition) in filter {
            if name == CHANGE {
                messages.extend(change_kinds(condition).err());
                if loaded.source.ledger.key.is_empty() {
                    messages.push(format!("台账“{}”没有写 key，不能用 change", loaded.source.ledger.title));
                }
                continue;
            }
            let asks_set = matches!(condition, Condition::Test(test) if test.set.is_some());
            match self.sources.dimension(ledger, name) {
                Some(Dimension::Entity { .. }) if asks_set => {}
                Some(Dimension::Column { .. }) => {
                    let one = Filter::from([(name.clone(), condition.clone())]);
                    messages.extend(any.and_then(|moment| mask(self.sources, loaded, &one, moment).err()));
                }
                Some(Dimension::Parts { whole, parts }) => {
                    let known = parts.iter().map(|column| column.id.as_str());
                    match condition {
                        _ if summed != Some(whole) => messages.push(format!("“{name}”只能用在对“{whole}”求和的指标上")),
                        Condition::Is(Scalar::Text(part)) if known.clone().any(|id| id == part) => {}
                        Condition::Is(Scalar::Text(part)) => {
                            messages.push(format!("“{name}”没有“{part}”{}", suggestion(part, known)))
                        }
                        _ => messages.push(format!(
                            "“{name}”须写一个分项的名称，如 {name} = \"{}\"",
                            known.clone().next().unwrap_or_default()
                        )),
                    }
                }
                Some(Dimension::Entity { .. }) | None => messages.push(self.no_column(ledger, name)),
            }
        }
        messages
    }

    /// Words in the conditions of a figure that stand in no record.
    fn unseen(&self, figure: &FigureDefinition) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for (name, condition) in &figure.filter {
            let Some(Dimension::Column { column, cells, .. }) = self.sources.dimension(&figure.ledger, name) else {
                continue;
            };
            let values = match condition {
                Condition::Is(value) => std::slice::from_ref(value),
                Condition::Any(values) => values.as_slice(),
                Condition::Test(_) => continue,
            };
            let words =
                values.iter().filter_map(|value| if let Scalar::Text(text) = value { Some(text) } else { None });
            let open = column.kind == Kind::Text && column.values.is_empty() && !cells.words().is_empty();
            for word in words.filter(|word| open && cells.number(word).is_none()) {
                let known = suggestion(word, nearby(cells, word));
                let message = format!("指标“{}”：“{}”里没有出现过“{word}”{known}", figure.name, column.title());
                problems.push(Diagnostic::new(&UNSEEN_VALUE, figure.place.clone(), message));
            }
        }
        problems
    }

    fn cyclic(&self, figure: &FigureDefinition, above: &mut Vec<String>) -> bool {
        if above.contains(&figure.name) {
            return true;
        }
        above.push(figure.name.clone());
        let operands = figure.measure.operands().into_iter().filter_map(|name| self.evaluation.definition(name));
        let cyclic = operands.into_iter().any(|(_, operand)| self.cyclic(operand, above));
        above.pop();
        cyclic
    }

    fn table(&self, table: &TableDefinition, problems: &mut Vec<Diagnostic>) {
        let mut problem = |key: &str, message: String| {
            problems
                .push(self.report.problem(&["tables", &table.name, key], format!("统计表“{}”：{message}", table.name)));
        };
        for span in table.columns.iter().flat_map(spans) {
            if span.title.trim().is_empty() || span.columns.is_empty() {
                problem("columns", "几列共用的表头须写 title 和 columns，都不能为空".to_owned());
            }
        }
        for name in table.figures().filter(|name| self.evaluation.definition(name).is_none()) {
            problem("columns", format!("没有名为“{name}”的指标{}", suggestion(name, self.figures())));
        }
        if let Some(order) = &table.order {
            let name = order.strip_suffix(" desc").unwrap_or(order);
            if !table.figures().any(|column| column == name) {
                problem("order", format!("排序的“{name}”不在 columns 里{}", suggestion(name, table.figures())));
            }
        }
        if matches!(table.rows.as_str(), "month" | "year") {
            if table.group.is_some() {
                problem("group", format!("rows = \"{}\" 的表不能分组，请删去 group", table.rows));
            }
            return;
        }
        let figures = table.figures().filter_map(|name| self.evaluation.definition(name));
        let bases: Vec<&FigureDefinition> = figures.flat_map(|(_, figure)| bases(&self.evaluation, figure)).collect();
        if let Err(message) = self.dimension(&bases, &table.rows) {
            return problem("rows", message);
        }
        if let Some(group) = &table.group {
            match self.dimension(&bases, group) {
                _ if *group == table.rows => problem("group", "不能与 rows 相同，请写另一列".to_owned()),
                Ok(Some(Dimension::Column { column, .. }))
                    if column.kind.is_words() || column.kind == Kind::Boolean => {}
                Ok(_) => problem("group", format!("“{group}”不是文字列或是否列，不能用来分组")),
                Err(message) => problem("group", message),
            }
        }
        for base in &bases {
            for message in self.filter(&base.ledger, &table.filter, base.measure.column()) {
                problem("where", message);
            }
        }
    }

    /// What a name stands for in the ledgers of all figures; nothing where there are none.
    fn dimension(&self, bases: &[&FigureDefinition], by: &str) -> Result<Option<Dimension<'_>>, String> {
        let mut first: Option<Dimension<'_>> = None;
        for base in bases {
            let dimension = self
                .sources
                .dimension(&base.ledger, by)
                .ok_or_else(|| format!("指标“{}”：{}", base.name, self.no_column(&base.ledger, by)))?;
            if first.as_ref().is_some_and(|first| !first.same(&dimension)) {
                return Err(format!("各指标的“{by}”不是同一列，不能放在一张表里"));
            }
            first = first.or(Some(dimension));
        }
        Ok(first)
    }

    fn listing(&self, listing: &ListingDefinition, problems: &mut Vec<Diagnostic>) {
        let mut problem = |key: &str, message: String| {
            problems.push(
                self.report.problem(&["listings", &listing.name, key], format!("明细表“{}”：{message}", listing.name)),
            );
        };
        if self.sources.get(&listing.ledger).is_none() {
            problem(
                "ledger",
                format!("没有“{}”这个台账{}", listing.ledger, suggestion(&listing.ledger, self.sources.ledgers())),
            );
            return;
        }
        let order = listing.order.iter().map(|order| order.strip_suffix(" desc").unwrap_or(order));
        let columns =
            listing.columns.iter().map(|name| ("columns", name.as_str())).chain(order.map(|name| ("order", name)));
        for (key, name) in columns {
            if self.sources.dimension(&listing.ledger, name).is_none_or(|dimension| dimension.frame().is_none()) {
                problem(key, self.no_column(&listing.ledger, name));
            }
        }
        for message in self.filter(&listing.ledger, &listing.filter, None) {
            problem("where", message);
        }
    }

    fn charts(&self, problems: &mut Vec<Diagnostic>) {
        for chart in &self.report.charts {
            let path = ["charts", chart.name.as_str()];
            let Some(table) = self.report.tables.iter().find(|table| table.name == chart.table) else {
                let known = self.report.tables.iter().map(|table| table.name.as_str());
                let message =
                    format!("图“{}”：没有名为“{}”的统计表{}", chart.name, chart.table, suggestion(&chart.table, known));
                problems.push(self.report.problem(&[path[0], path[1], "table"], message));
                continue;
            };
            if table.group.is_some() {
                let message = format!(
                    "图“{}”：统计表“{}”分了组，画不成图；请另写一张没有 group 的统计表给图用",
                    chart.name, table.name
                );
                problems.push(self.report.problem(&[path[0], path[1], "table"], message));
            }
            let unknown = |name: &&String| table.figures().all(|column| column != *name);
            for name in chart.columns.iter().chain(&chart.line).filter(unknown) {
                let known = suggestion(name, table.figures());
                let message = format!("图“{}”：统计表“{}”没有“{name}”这一列{known}", chart.name, table.name);
                problems.push(self.report.problem(&path, message));
            }
        }
    }

    fn details(&self, problems: &mut Vec<Diagnostic>) {
        for (ledger, columns) in &self.report.details {
            let path = ["details", ledger.as_str()];
            if self.sources.get(ledger).is_none() {
                let message = format!("明细：没有“{ledger}”这个台账{}", suggestion(ledger, self.sources.ledgers()));
                problems.push(self.report.problem(&path, message));
                continue;
            }
            for name in columns
                .iter()
                .filter(|name| self.sources.dimension(ledger, name).is_none_or(|found| found.frame().is_none()))
            {
                problems.push(self.report.problem(&path, format!("明细：{}", self.no_column(ledger, name))));
            }
        }
    }

    fn each(&self, problems: &mut Vec<Diagnostic>) {
        let Some(each) = &self.report.each else { return };
        let mut problem = |message: String| problems.push(self.report.problem(&["each"], format!("each：{message}")));
        if self.sources.get(&each.ledger).is_none() {
            let known = suggestion(&each.ledger, self.sources.ledgers());
            return problem(format!("没有“{}”这个台账{known}", each.ledger));
        }
        match self.sources.dimension(&each.ledger, &each.column) {
            Some(Dimension::Column { column, .. }) if column.kind.is_words() => {}
            Some(_) => problem(format!("“{}”不是文字列，不能一个值一份", each.column)),
            None => problem(self.no_column(&each.ledger, &each.column)),
        }
        for message in self.filter(&each.ledger, &each.filter, None) {
            problem(message);
        }
    }

    fn no_column(&self, ledger: &str, name: &str) -> String {
        let names = self.sources.names(ledger);
        let title = self.sources.get(ledger).map_or(ledger, |loaded| loaded.source.ledger.title.as_str());
        format!("台账“{title}”没有“{name}”这一列{}", suggestion(name, names.iter().map(String::as_str)))
    }

    fn figures(&self) -> impl Iterator<Item = &str> {
        self.report.figures.iter().map(|figure| figure.name.as_str())
    }
}

/// Every head of a table that spans columns.
fn spans(heading: &Heading) -> Vec<&SpanHeading> {
    match heading {
        Heading::Figure(_) => Vec::new(),
        Heading::Span(span) => std::iter::once(span).chain(span.columns.iter().flat_map(spans)).collect(),
    }
}

/// The word of a column that is nearest to a wrong one, if any is near.
fn nearby<'a>(cells: &'a Cells, wrong: &str) -> Option<&'a str> {
    nearest(wrong, cells.words().iter())
}

fn compares(measure: &Measure) -> bool {
    crate::evaluate::against(measure).is_some() || matches!(measure, Measure::Trend(..))
}
