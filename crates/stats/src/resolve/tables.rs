//! Tables and the charts of them.

use super::criteria::{no_column, of_sums_alone};
use super::figures::{Wanted, no_figure};
use super::times::{At, months_to, quarters};
use super::{Resolving, heads, quantities};
use crate::catalogue::{Meaning, dimension};
use model::diagnostic::suggestion;
use model::document::TableColumn;
use model::expr::{Expr, Field, Of, Sent, Span, Take};
use model::ledger::Kind;
use model::plan::{AcrossPlan, Dimension, Direction, FigurePlan, RowsPlan, TablePlan, ValuesPlan};
use model::report::{Heading, SpanHeading, TableDefinition};
use model::scale::{bare, headed};
use model::time::months_chinese;
use model::unit::Format;
use model::{Diagnostic, Month, Said, Unit, say};
use std::collections::BTreeMap;

/// A measure over records that a column of a table comes from.
struct Base<'a> {
    /// The figure that it belongs to.
    figure: &'a str,
    take: &'a Take,
    ledger: &'a str,
}

impl Resolving<'_> {
    /// The plan of a table; nothing where something is wrong with it.
    pub(super) fn table(&self, table: &TableDefinition, problems: &mut Vec<Diagnostic>) -> Option<TablePlan> {
        let before = problems.len();
        let name = &table.name;
        let mut problem = |key: &str, message: Said| {
            let message = say!("统计表“{name}”：{message}", "table “{name}”: {message}", message);
            problems.push(self.report.problem(&["tables", name, key], message));
        };
        for span in table.columns.iter().flat_map(spans) {
            if span.title.trim().is_empty() || span.columns.is_empty() {
                problem(
                    "columns",
                    Said::fixed(
                        "几列共用的表头须写 title 和 columns，都不能为空",
                        "a head over several columns needs title and columns, and neither may be empty",
                    ),
                );
            }
        }
        for name in table.figures().filter(|name| self.figure(name).is_none()) {
            problem("columns", no_figure(name, self.names()));
        }
        let figures: Vec<&FigurePlan> = table.figures().filter_map(|name| self.figure(name)).collect();
        let order = order(table.order.as_deref());
        let order = order.map(|(name, direction)| (table.figures().position(|column| column == name), name, direction));
        if let Some((None, name, _)) = order {
            let known = suggestion(name, table.figures());
            problem(
                "order",
                say!("排序的“{name}”不在 columns 里{known}", "“{name}” in order is not among columns{known}", known),
            );
        }
        let timed = is_timed(&table.rows);
        if timed && table.group.is_some() {
            let rows = &table.rows;
            problem(
                "group",
                say!(
                    "rows = \"{rows}\" 的表不能分组，请删去 group",
                    "a table with rows = \"{rows}\" cannot be grouped; delete group"
                ),
            );
        }
        let bases: Vec<Base<'_>> = figures.iter().flat_map(|figure| bases(&figure.name, &figure.expr)).collect();
        let by = if timed { Ok(None) } else { self.dimension(&bases, &table.rows) };
        let by = by.unwrap_or_else(|message| {
            problem("rows", message);
            None
        });
        let group = table.group.as_ref().filter(|_| !timed && by.is_some());
        let group = group.map(|group| match self.dimension(&bases, group) {
            _ if *group == table.rows => {
                Err(Said::fixed("不能与 rows 相同，请写另一列", "it must differ from rows; name another column"))
            }
            Ok(Some((meaning, dimension))) if may_group(&meaning) => Ok(dimension),
            Ok(_) => Err(say!(
                "“{group}”不是文字列或是否列，不能用来分组",
                "“{group}” is no column of text or of yes or no, so it cannot group rows"
            )),
            Err(message) => Err(message),
        });
        let group = group.and_then(|group| group.map_err(|message| problem("group", message)).ok());
        let across = match &table.across {
            Some(across) => self.across(table, &figures, &bases, across).map(Some),
            None if table.across_total => {
                let message = Said::fixed("across-total 要和 across 同写", "across-total goes with across alone");
                Err(("across-total", vec![message]))
            }
            None => Ok(None),
        };
        let across = across.unwrap_or_else(|(key, messages)| {
            messages.into_iter().for_each(|message| problem(key, message));
            None
        });
        for message in misplaced(table, &figures, across.as_ref()) {
            problem("columns", message);
        }
        for (key, by) in [("rows", Some(&table.rows)), ("across", table.across.as_ref())] {
            if let Some(by) = by.filter(|by| matches!(by.as_str(), "quarter" | "year"))
                && let Some(message) = self.too_short(table, &figures, by)
            {
                problem(key, message);
            }
        }
        if let Some(last) = table.last.filter(|last| !(1..=MOST_TIMES).contains(last)) {
            problem(
                "last",
                say!(
                    "last = {last}，应是 1 到 {MOST_TIMES} 的数：近几月、近几季度、近几年",
                    "last = {last}; it must be a number from 1 to {MOST_TIMES}: the last so many months, quarters or years"
                ),
            );
        }
        // The conditions of the table are those of every measure over records in it.
        let columns = |at: At| self.columns(table, &figures, at);
        let label = table.label.clone().unwrap_or_else(|| match (table.rows.as_str(), &by) {
            ("month", _) => "月份".to_owned(),
            ("quarter", _) => "季度".to_owned(),
            ("year", _) => "年份".to_owned(),
            (_, Some((meaning, _))) => meaning.title(),
            (_, None) => "项目".to_owned(),
        });
        let rows = if timed {
            let times = self.times(&table.rows, table.last, &figures);
            let row = |(label, at): (String, At)| Ok((label, columns(at)?));
            times.into_iter().map(row).collect::<Result<Vec<_>, Vec<Said>>>().map(RowsPlan::Times)
        } else {
            let by = by.map_or_else(|| Dimension::Fields(BTreeMap::new()), |(_, dimension)| dimension);
            let order = order.and_then(|(at, _, direction)| Some((at?, direction)));
            columns(self.at).map(|columns| {
                let (top, others, total) = (table.top, table.others, table.total);
                RowsPlan::Values(ValuesPlan { by, group, columns, order, top, others, total })
            })
        };
        let rows = match rows {
            Ok(rows) => Some(rows),
            Err(messages) => {
                messages.into_iter().for_each(|message| problem("where", message));
                None
            }
        };
        if problems.len() > before {
            return None;
        }
        let mut plan = plan(table, &figures, label, rows?);
        plan.across = across;
        Some(plan)
    }

    /// What stands side by side in a cross table.
    ///
    /// # Errors
    /// The key that is wrong and why.
    fn across(
        &self,
        table: &TableDefinition,
        figures: &[&FigurePlan],
        bases: &[Base<'_>],
        across: &str,
    ) -> Result<AcrossPlan, (&'static str, Vec<Said>)> {
        let wrong = |message: Said| Err(("across", vec![message]));
        if is_timed(across) {
            if is_timed(&table.rows) {
                return wrong(Said::fixed(
                    "rows 和 across 不能都是月份、季度或年份",
                    "rows and across cannot both be months, quarters or years",
                ));
            }
            let at = |(label, at): (String, At)| Ok((label, self.columns(table, figures, at)?));
            let times = short(self.times(across, table.last, figures));
            let times: Result<Vec<_>, Vec<Said>> = times.into_iter().map(at).collect();
            let times = times.map_err(|messages| ("where", messages))?;
            let total = table.across_total.then(|| total(figures, &times)).transpose();
            let total = total.map_err(|message| ("across-total", vec![message]))?;
            return Ok(AcrossPlan::Times { times, total });
        }
        if across == table.rows || Some(across) == table.group.as_deref() {
            return wrong(Said::fixed(
                "不能与 rows、group 相同，请写另一列",
                "it must differ from rows and group; name another column",
            ));
        }
        match self.dimension(bases, across) {
            Ok(Some((_, by))) => Ok(AcrossPlan::Values { by, total: table.across_total }),
            Ok(None) => wrong(Said::fixed(
                "这张表的指标不来自记录，不能按列分开",
                "the figures of this table do not come from records, so no column can part them",
            )),
            Err(message) => Err(("across", vec![message])),
        }
    }

    /// The times of rows or columns. Years of which figures take the months so far say which these are.
    fn times(&self, by: &str, last: Option<u32>, figures: &[&FigurePlan]) -> Vec<(String, At)> {
        let times = times(by, last, self.at);
        let (start, month) = (self.at.time.year_start(), self.at.time.month);
        let so_far = |figure: &&FigurePlan| {
            let mut found = false;
            figure.expr.visit(&mut |_, selection| {
                found |= selection.sent == Sent::Every(Span { from: Some(start), to: month });
            });
            found
        };
        if by != "year" || month == start.plus(11) || !figures.iter().any(so_far) {
            return times;
        }
        times.into_iter().map(|(_, at)| (months_chinese(at.time.year_start(), at.time.month), at)).collect()
    }

    /// What is to be said of a figure that takes fewer months than a row of quarters or years is named after.
    fn too_short(&self, table: &TableDefinition, figures: &[&FigurePlan], by: &str) -> Option<Said> {
        let (months, word) = if by == "quarter" { (3, "季度") } else { (12, "年份") };
        // At the end of a quarter and of a year all periods are as long as they can be.
        let end = self.at.time.year_start().plus(11);
        let exprs = self.columns(table, figures, At::new(self.at.time.at_end_of(end))).ok()?;
        let short = |expr: &Expr| shortest(expr, end).is_some_and(|taken| taken < months);
        let at = exprs.iter().position(short)?;
        let name = &figures.get(at)?.name;
        Some(say!(
            "“{by}”的每一格是整个{word}，而指标“{name}”取的月份不够；请写 period（季度写 quarter，年写 ytd 或 year）",
            "each row or column by {by} is of a whole {by}, and figure “{name}” takes fewer months; give it a period (quarter, or for years ytd or year)"
        ))
    }

    /// The expressions of the figures with the table's conditions.
    fn columns(&self, table: &TableDefinition, figures: &[&FigurePlan], at: At) -> Result<Vec<Expr>, Vec<Said>> {
        let resolver = super::Resolver::new(self.catalogue(), self.resolver.definitions);
        let wanted = Wanted { at, filter: Some(&table.filter) };
        let expr = |figure: &&FigurePlan| resolver.expr(resolver.position(&figure.name)?, wanted);
        let exprs: Vec<Option<Expr>> = figures.iter().map(expr).collect();
        let problems: Vec<Said> = resolver.problems().into_iter().map(|(_, message)| message).collect();
        if problems.is_empty() { Ok(exprs.into_iter().flatten().collect()) } else { Err(problems) }
    }

    /// What a name stands for in the ledgers of all bases; nothing where there are none.
    fn dimension(&self, bases: &[Base<'_>], by: &str) -> Result<Option<(Meaning<'_>, Dimension)>, Said> {
        let (catalogue, as_of) = (self.catalogue(), self.at.time.as_of);
        let named = |ledger: &str| catalogue.meaning(ledger, by, as_of);
        let example = bases.iter().find_map(|base| named(base.ledger));
        // What one ledger calls so another may call otherwise, or both name the same entities.
        let entities = || bases.iter().map(|base| catalogue.naming(base.ledger, by)).collect::<Option<Vec<_>>>();
        let alike = |meanings: &[Meaning<'_>]| meanings.windows(2).all(|pair| pair[0].same(&pair[1]));
        let meaning = |base: &Base<'_>| named(base.ledger).or_else(|| catalogue.alike(base.ledger, example.as_ref()?));
        let told = |base: &Base<'_>| {
            let (figure, why) = (base.figure, no_column(catalogue, base.ledger, by));
            say!("指标“{figure}”：{why}", "figure “{figure}”: {why}", why)
        };
        let own = bases.iter().map(|base| meaning(base).ok_or_else(|| told(base)));
        let own = own.collect::<Result<Vec<Meaning<'_>>, Said>>()?;
        let own = if alike(&own) { Some(own) } else { entities().filter(|entities| alike(entities)) };
        let own = own.ok_or_else(|| {
            say!(
                "各指标的“{by}”不是同一列，不能放在一张表里",
                "“{by}” is not the same column for all figures, so they cannot stand in one table"
            )
        })?;
        let mut meanings: BTreeMap<String, Meaning<'_>> = BTreeMap::new();
        for (base, meaning) in bases.iter().zip(&own) {
            if let Meaning::Parts { whole, .. } = meaning
                && *base.take != Take::Sum(Field::Own(whole.id.clone()))
            {
                let (figure, why) = (base.figure, of_sums_alone(by, &whole.id));
                return Err(say!("指标“{figure}”：{why}", "figure “{figure}”: {why}", why));
            }
            if let Meaning::Column(Field::Days(days), ..) = meaning
                && days.until.is_some()
            {
                return Err(say!(
                    "“{by}”算到截至日，上年、上月的截至日不同，不能用来分行、分列",
                    "“{by}” counts to the as-of date, which differs for last year and last month, so it cannot make rows or columns"
                ));
            }
            meanings.insert(base.ledger.to_owned(), meaning.clone());
        }
        let first = own.into_iter().next();
        Ok(first.map(|first| (first, dimension(&meanings))))
    }

    /// What is wrong with the charts; they are drawn from tables by their names.
    pub(super) fn charts(&self, problems: &mut Vec<Diagnostic>) {
        for chart in &self.report.charts {
            let (name, of) = (chart.name.as_str(), &chart.table);
            let mut problem = |path: &[&str], message: Said| {
                let path: Vec<&str> = ["charts", name].into_iter().chain(path.iter().copied()).collect();
                let message = say!("图“{name}”：{message}", "chart “{name}”: {message}", message);
                problems.push(self.report.problem(&path, message));
            };
            let Some(table) = self.report.tables.iter().find(|table| table.name == chart.table) else {
                let known = self.report.tables.iter().map(|table| table.name.as_str());
                let known = suggestion(&chart.table, known);
                let message = say!("没有名为“{of}”的统计表{known}", "there is no table named “{of}”{known}", known);
                problem(&["table"], message);
                continue;
            };
            if table.group.is_some() {
                let message = say!(
                    "统计表“{of}”分了组，画不成图；请另写一张没有 group 的统计表给图用",
                    "table “{of}” is grouped, so no chart can be drawn of it; write another table without group for the chart"
                );
                problem(&["table"], message);
            }
            let unknown = |name: &&String| table.figures().all(|column| column != *name);
            for name in chart.columns.iter().chain(&chart.line).filter(unknown) {
                let known = suggestion(name, table.figures());
                let message =
                    say!("统计表“{of}”没有“{name}”这一列{known}", "table “{of}” has no column “{name}”{known}", known);
                problem(&[], message);
            }
        }
    }
}

/// So many times stand in a table at most.
const MOST_TIMES: u32 = 120;

/// Why figures mean nothing in a table of that shape.
fn misplaced(table: &TableDefinition, figures: &[&FigurePlan], across: Option<&AcrossPlan>) -> Vec<Said> {
    let values = matches!(across, Some(AcrossPlan::Values { .. }));
    let wrong = |figure: &&FigurePlan| {
        let name = &figure.name;
        if !values && refers(&figure.expr, Of::WholeRow) {
            Some(say!(
                "指标“{name}”是占本行的比重，只能用于 across 写着维度的交叉表",
                "figure “{name}” is a share of its row, which is only for cross tables whose across names a dimension"
            ))
        } else if table.across.is_none() && refers(&figure.expr, Of::WholeColumn) {
            Some(say!(
                "指标“{name}”是占本列的比重，只能用于交叉表；占全表的比重不写 of",
                "figure “{name}” is a share of its column, which is only for cross tables; for a share of the whole table leave out of"
            ))
        } else if table.group.is_some() && ranks(&figure.expr) {
            Some(say!(
                "指标“{name}”是名次，分了组的表里每组各有第一名，请另写一张没有 group 的表",
                "figure “{name}” is a rank, and in a grouped table every group would have a first; write another table without group"
            ))
        } else {
            None
        }
    };
    figures.iter().filter_map(wrong).collect()
}

/// Whether an expression has an operand about such a part of a table.
fn refers(expr: &Expr, of: Of) -> bool {
    let own = matches!(expr, Expr::Figure(operand, _) if operand.of == of);
    own || expr.operands().into_iter().any(|operand| refers(operand, of))
}

fn ranks(expr: &Expr) -> bool {
    matches!(expr, Expr::Rank(..)) || expr.operands().into_iter().any(ranks)
}

fn may_group(meaning: &Meaning<'_>) -> bool {
    matches!(meaning, Meaning::Column(.., column) if column.kind.is_words() || column.kind == Kind::Boolean)
}

/// `"ytd desc"`: what orders, and which way.
pub(super) fn order(text: Option<&str>) -> Option<(&str, Direction)> {
    text.map(|text| match text.strip_suffix(" desc") {
        Some(name) => (name, Direction::Descending),
        None => (text, Direction::Ascending),
    })
}

/// The measures over records in an expression, with the figures that they belong to.
fn bases<'a>(figure: &'a str, expr: &'a Expr) -> Vec<Base<'a>> {
    match expr {
        Expr::Records(take, selection) => vec![Base { figure, take, ledger: &selection.ledger }],
        Expr::Figure(operand, inner) => bases(&operand.name, inner),
        other => other.operands().into_iter().flat_map(|operand| bases(figure, operand)).collect(),
    }
}

fn is_timed(by: &str) -> bool {
    matches!(by, "month" | "quarter" | "year")
}

/// The sums of the figures over all times, where the sum of their months is what is meant.
///
/// # Errors
/// A figure that does not add up.
fn total(figures: &[&FigurePlan], times: &[(String, Vec<Expr>)]) -> Result<Vec<Expr>, Said> {
    let sum = |(at, figure): (usize, &&FigurePlan)| {
        let own: Vec<&Expr> = times.iter().filter_map(|(_, exprs)| exprs.get(at)).collect();
        if !adds_up(&figure.expr) || overlap(&own) {
            let name = &figure.name;
            return Err(say!(
                "指标“{name}”各期相加没有意义（累计数、重叠的期间、固定的月份都不能相加），不能合计",
                "figure “{name}” cannot be totalled: adding up its periods means nothing (running totals, periods that overlap and fixed months do not add up)"
            ));
        }
        Ok(Expr::Sum(times.iter().filter_map(|(_, exprs)| exprs.get(at).cloned()).collect()))
    };
    figures.iter().enumerate().map(sum).collect()
}

/// Whether a month is in the numbers of several times, and would be added twice.
fn overlap(times: &[&Expr]) -> bool {
    let spans = |expr: &Expr| {
        let mut spans: Vec<Option<Span>> = Vec::new();
        expr.visit(&mut |_, selection| {
            spans.push(match (&selection.periods, selection.sent) {
                (Some((_, span)), _) => Some(*span),
                (None, Sent::Every(span)) => Some(span),
                (None, Sent::Any | Sent::Last { .. }) => None,
            });
        });
        spans
    };
    let apart = |pair: &[&Expr]| {
        let (before, after) = (spans(pair[0]), spans(pair[1]));
        before
            .iter()
            .zip(&after)
            .all(|pair| matches!(pair, (Some(before), Some(Span { from: Some(from), .. })) if before.to < *from))
    };
    !times.windows(2).all(apart)
}

/// The least number of months that flows are taken over up to a month.
fn shortest(expr: &Expr, to: Month) -> Option<i64> {
    let mut shortest: Option<i64> = None;
    expr.visit(&mut |_, selection| {
        let across = selection.periods.as_ref().map(|(_, span)| *span);
        let span = match selection.sent {
            Sent::Every(span) => Some(span),
            Sent::Any | Sent::Last { .. } => across,
        };
        if let Some(Span { from: Some(from), .. }) = span.filter(|span| span.to == to) {
            let months = to.index() - from.index() + 1;
            shortest = Some(shortest.map_or(months, |least| least.min(months)));
        }
    });
    shortest
}

/// Whether the numbers of several times add up to that of all: counts and sums of flows of a month or a
/// quarter.
fn adds_up(expr: &Expr) -> bool {
    match expr {
        Expr::Records(take, selection) => take.adds_up() && matches!(selection.sent, Sent::Every(_) | Sent::Any),
        Expr::Figure(_, inner) => adds_up(inner),
        Expr::Sum(operands) | Expr::Difference(operands) => operands.iter().all(adds_up),
        Expr::Quotient(_)
        | Expr::Base(_)
        | Expr::Elapsed(..)
        | Expr::Rank(..)
        | Expr::Rest(..)
        | Expr::Series(_)
        | Expr::Balance(..) => false,
    }
}

/// The times as heads of columns: months and quarters of one year without the year.
fn short(times: Vec<(String, At)>) -> Vec<(String, At)> {
    let year = |at: &At| at.time.year_chinese();
    if times.windows(2).any(|pair| year(&pair[0].1) != year(&pair[1].1)) || times.len() < 2 {
        return times;
    }
    let short = |label: String, at: &At| {
        let calendar = format!("{}年", at.time.month.year());
        let rest = label.strip_prefix(&year(at)).or_else(|| label.strip_prefix(&calendar)).unwrap_or_default();
        if rest.is_empty() { label.clone() } else { rest.to_owned() }
    };
    times.into_iter().map(|(label, at)| (short(label, &at), at)).collect()
}

/// The times of rows or columns: months, quarters or years.
fn times(by: &str, last: Option<u32>, at: At) -> Vec<(String, At)> {
    if by == "quarter" {
        return quarters(at, last);
    }
    if by == "year" {
        let last = i32::try_from(last.unwrap_or(3)).unwrap_or(3);
        let year = |years: i32| {
            let at = at.earlier(12 * years);
            (at.time.year_chinese(), at)
        };
        return (0..last).rev().map(year).collect();
    }
    // The end of the report's own month is its as-of date, that of another month its last day.
    let of = |month: Month| if month == at.time.month { at } else { At::new(at.time.at_end_of(month)) };
    months_to(at.time, last).map(|month| (month.chinese(), of(month))).collect()
}

fn plan(table: &TableDefinition, figures: &[&FigurePlan], label: String, rows: RowsPlan) -> TablePlan {
    let formats: Vec<Format> = figures.iter().map(|figure| figure.format.clone()).collect();
    let unit = shared_unit(&formats);
    let plain = |title: String, kind: Kind| TableColumn { title, kind, format: None, figure: None };
    let mut columns = Vec::new();
    if table.numbered {
        columns.push(plain("序号".to_owned(), Kind::Integer));
    }
    columns.push(plain(label, Kind::Text));
    let before = columns.len();
    for figure in figures {
        let title = heads::below(table, &figure.name, &figure.title);
        let own = figure.format.unit.name();
        // The unit that all amounts share stands above the table, and not in a head once more.
        let title = if unit.as_deref() == Some(own) { bare(title, own).to_owned() } else { headed(title, own) };
        let (kind, format) = (quantities::kind(figure.quantity), Some(figure.format.clone()));
        columns.push(TableColumn { title, kind, format, figure: Some(figure.name.clone()) });
    }
    let head = heads::spans(table, before);
    let (name, title, note) = (table.name.clone(), table.title.clone(), table.note.clone());
    let trims = figures.iter().map(|figure| figure.trims).collect();
    TablePlan { name, title, note, unit, head, columns, before, formats, trims, rows, across: None }
}

/// The money unit of all amounts, where they share one; it stands once above the table.
fn shared_unit(formats: &[Format]) -> Option<String> {
    let mut money = formats.iter().filter(|format| matches!(format.unit, Unit::Money(..)));
    let first = money.next()?.unit.name();
    money.all(|format| format.unit.name() == first).then(|| first.to_owned())
}

/// Every head of a table that spans columns.
fn spans(heading: &Heading) -> Vec<&SpanHeading> {
    match heading {
        Heading::Figure(_) => Vec::new(),
        Heading::Span(span) => std::iter::once(span).chain(span.columns.iter().flat_map(spans)).collect(),
    }
}
