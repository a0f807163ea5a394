//! Figures: from their measures to expressions.

use super::criteria::{Filter, criteria, no_column, no_ledger};
use super::times::{At, monthly, taken};
use crate::catalogue::{Catalogue, Meaning};
use model::diagnostic::suggestion;
use model::expr::{Criterion, Expr, Of, Operand, Selection, Side, Take, Test};
use model::figure::{Against, FigureDefinition, Measure, MonthRef, PartOf, Period, Ranking, ShareOf};
use model::ledger::Grain;
use model::{Said, say};
use std::cell::RefCell;

/// Told of a period where a ledger of states is read.
pub(super) const NO_PERIOD: Said = Said::fixed(
    "存量台账取截至日的一份，不能写 period",
    "a snapshot ledger takes the one submission of the as-of date, so it can have no period",
);

/// Makes expressions of figures and keeps what is wrong with their definitions.
pub(crate) struct Resolver<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) definitions: &'a [FigureDefinition],
    /// What is wrong, with the position of the figure.
    problems: RefCell<Vec<(usize, Said)>>,
}

/// Where an expression is wanted.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) at: At,
    /// Conditions that a table sets for all its figures, besides their own.
    pub(crate) filter: Option<&'a Filter>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue, definitions: &'a [FigureDefinition]) -> Resolver<'a> {
        Resolver { catalogue, definitions, problems: RefCell::default() }
    }

    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.definitions.iter().position(|figure| figure.name == name)
    }

    pub(crate) fn definition(&self, name: &str) -> Option<&'a FigureDefinition> {
        self.definitions.iter().find(|figure| figure.name == name)
    }

    /// What is wrong with the figures so far, in the order of their definitions.
    pub(crate) fn problems(&self) -> Vec<(usize, Said)> {
        let mut problems = self.problems.borrow().clone();
        problems.sort_by_key(|(at, _)| *at);
        problems
    }

    /// A figure's expression; nothing where something is wrong with it or with an operand.
    pub(crate) fn expr(&self, position: usize, wanted: Wanted<'_>) -> Option<Expr> {
        self.figure(position, wanted, &mut Vec::new())
    }

    fn told(&self, position: usize, message: Said) -> Option<Expr> {
        let name = self.definitions.get(position).map_or("", |figure| figure.name.as_str());
        let problem = (position, say!("指标“{name}”：{message}", "figure “{name}”: {message}", message));
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&problem) {
            problems.push(problem);
        }
        None
    }

    fn figure(&self, position: usize, wanted: Wanted<'_>, above: &mut Vec<usize>) -> Option<Expr> {
        let figure = self.definitions.get(position)?;
        if above.contains(&position) {
            let message = Said::fixed("由自己算出自己，成了循环", "it is computed from itself, in a circle");
            return self.told(position, message);
        }
        above.push(position);
        let wanted = Wanted { at: wanted.at.of(figure.month), ..wanted };
        let expr = Steps { resolver: self, position, wanted, above }.measure(&figure.measure);
        above.pop();
        expr
    }

    /// What a figure over records takes of which records.
    fn records(&self, position: usize, take: Take, wanted: Wanted<'_>) -> Option<Expr> {
        let figure = self.definitions.get(position)?;
        let entry = self.catalogue.entry(&figure.ledger)?;
        let ledger = entry.ledger.as_ref();
        let (mut take, mut all, mut right) = (take, Vec::new(), true);
        for filter in [Some(&figure.filter), wanted.filter].into_iter().flatten() {
            match criteria(self.catalogue, ledger, filter, wanted.at, Some(&mut take)) {
                Ok(more) => all.extend(more),
                Err(messages) => {
                    right = false;
                    for message in messages {
                        self.told(position, message);
                    }
                }
            }
        }
        if ledger.grain == Grain::Snapshot && ledger.across().is_none() && figure.period != Period::Month {
            return self.told(position, NO_PERIOD);
        }
        if let Err(message) = monthly(figure.period) {
            return self.told(position, message);
        }
        let (sent, periods) = taken(entry, figure.period, wanted.at);
        let selection = Selection { ledger: ledger.id.clone(), sent, periods, criteria: all };
        right.then_some(Expr::Records(take, selection))
    }
}

/// The steps from one figure's measure to its expression.
struct Steps<'a, 'b> {
    resolver: &'b Resolver<'a>,
    position: usize,
    wanted: Wanted<'b>,
    above: &'b mut Vec<usize>,
}

impl Steps<'_, '_> {
    fn measure(&mut self, measure: &Measure) -> Option<Expr> {
        match measure {
            Measure::Count => self.records(|_| Some(Take::Count)),
            Measure::Distinct(name) => self.taking(name, |_| None, Take::Distinct),
            Measure::Sum(name) => self.taking(name, not_a_number, Take::Sum),
            Measure::Latest(name) => self.taking(name, not_a_number, Take::Latest),
            Measure::Max(name) => self.taking(name, not_a_number, Take::Max),
            Measure::Min(name) => self.taking(name, not_a_number, Take::Min),
            Measure::Average(name) => self.taking(name, not_a_number, Take::Sum).map(average),
            Measure::Percentile(name, at) => self.taking(name, not_a_number, |field| Take::Percentile(field, *at)),
            Measure::Products([one, other]) => self.products(one, other),
            Measure::Weighted([value, weight]) => self.products(value, weight).map(weighted),
            Measure::Elapsed(by) => Some(self.wanted.at.elapsed(*by)),
            Measure::Rank(name, first) => {
                let side = match first {
                    Ranking::Largest => Side::Above,
                    Ranking::Smallest => Side::Below,
                };
                Some(Expr::Rank(Box::new(self.now(name)?), Vec::new().into(), side))
            }
            Measure::Ratio([part, whole]) => {
                let (part, whole) = (self.now(part), self.now(whole));
                Some(Expr::quotient(part?, whole?))
            }
            Measure::Difference(names) | Measure::Total(names) if names.iter().any(|name| self.is_rank(name)) => {
                let message = Said::fixed(
                    "名次不能相加减；名次升降请用 change",
                    "ranks cannot be added or subtracted; for the rise or fall of a rank use change",
                );
                self.told(message)
            }
            Measure::Difference(names) => self.all(names).map(Expr::Difference),
            Measure::Total(names) => self.all(names).map(Expr::Sum),
            Measure::Earlier(name, against) => self.before(name, *against),
            Measure::Change(name, against) => {
                let (now, before) = (self.now(name)?, self.before(name, *against)?);
                // From the third place to the first is a rise of two.
                Some(Expr::Difference(if self.is_rank(name) { vec![before, now] } else { vec![now, before] }))
            }
            Measure::Growth(name, Against::LastMonth) if self.accumulates(name, &mut Vec::new()) => self.told(say!(
                "“{name}”从季初或年初累计，与上月的累计相比没有意义；环比请用当月的指标，累计请与上年同期比（against = \"last-year\"）",
                "“{name}” adds up from the beginning of a quarter or a year, so its growth since last month means nothing; take a figure of the month, or compare with last year (against = \"last-year\")"
            )),
            Measure::Growth(name, against) => {
                let (now, before) = (self.now(name)?, self.before(name, *against)?);
                Some(relative(now, before.clone(), before))
            }
            Measure::Share(parts, of) => {
                let of = match of {
                    ShareOf::Table => Of::Whole,
                    ShareOf::Row => Of::WholeRow,
                    ShareOf::Column => Of::WholeColumn,
                };
                let (part, whole) = (self.part(parts, None), self.whole(parts, None, of));
                Some(Expr::quotient(part?, whole?))
            }
            Measure::Contribution(parts, against) => {
                let now = self.part(parts, None)?;
                let (part, whole) = (self.part(parts, Some(*against))?, self.whole(parts, Some(*against), Of::Whole)?);
                Some(relative(now, part, whole))
            }
            Measure::Trend(name, years) => {
                let back = (0..i32::try_from(*years).unwrap_or(0)).rev();
                let mut points = Vec::new();
                for years in back {
                    let at = self.wanted.at.earlier(12 * years);
                    points.push((at.time.year_start().year(), self.operand(name, at, Of::Row)?));
                }
                Some(Expr::Series(points))
            }
            Measure::Balance(whole, parts) => {
                let (whole, parts) = (self.now(whole), self.all(parts));
                Some(Expr::Balance(Box::new(whole?), parts?))
            }
        }
    }

    /// A measure over records, if the ledger is there and the column can be taken.
    fn records(&self, take: impl FnOnce(&Self) -> Option<Take>) -> Option<Expr> {
        let figure = self.resolver.definitions.get(self.position)?;
        let catalogue = self.resolver.catalogue;
        if catalogue.entry(&figure.ledger).is_none() {
            return self.told(no_ledger(catalogue, &figure.ledger));
        }
        // A wrong column and wrong conditions are told together.
        let take = take(self);
        let expr = self.resolver.records(self.position, take.clone().unwrap_or(Take::Count), self.wanted);
        take.and(expr)
    }

    fn taking(
        &self,
        name: &str,
        wrong: impl Fn(&Meaning<'_>) -> Option<Said>,
        take: impl Fn(model::expr::Field) -> Take,
    ) -> Option<Expr> {
        self.records(|steps| {
            let figure = steps.resolver.definitions.get(steps.position)?;
            let catalogue = steps.resolver.catalogue;
            let as_of = steps.wanted.at.time.as_of;
            let problem = match catalogue.meaning(&figure.ledger, name, as_of) {
                None => no_column(catalogue, &figure.ledger, name),
                Some(Meaning::Parts { .. }) => say!(
                    "“{name}”是分项，请写合计的那一列",
                    "“{name}” stands for the parts of a total; name the column of the total"
                ),
                Some(meaning) => match wrong(&meaning) {
                    Some(problem) => problem,
                    None => return meaning.field().cloned().map(take),
                },
            };
            steps.told(problem);
            None
        })
    }

    /// Whether a figure adds up flows from the beginning of a quarter or a year.
    fn accumulates<'n>(&'n self, name: &'n str, above: &mut Vec<&'n str>) -> bool {
        let Some(figure) = self.resolver.definition(name).filter(|_| !above.contains(&name)) else { return false };
        above.push(name);
        match &figure.measure {
            Measure::Sum(_) | Measure::Count | Measure::Products(_) => {
                matches!(figure.period, Period::Quarter | Period::Half | Period::Ytd)
            }
            Measure::Total(names) | Measure::Difference(names) => {
                names.iter().any(|other| self.accumulates(other, above))
            }
            _ => false,
        }
    }

    fn is_rank(&self, name: &str) -> bool {
        self.resolver.definition(name).is_some_and(|of| matches!(of.measure, Measure::Rank(..)))
    }

    /// The products of two columns.
    fn products(&self, one: &str, other: &str) -> Option<Expr> {
        let column = |name: &str| match self.taking(name, not_a_number, Take::Sum)? {
            Expr::Records(Take::Sum(field), _) => Some(field),
            _ => None,
        };
        let (one, other) = (column(one), column(other));
        let (one, other) = (one?, other?);
        self.records(|_| Some(Take::Products(one, other)))
    }

    fn told(&self, message: Said) -> Option<Expr> {
        self.resolver.told(self.position, message)
    }

    fn now(&mut self, name: &str) -> Option<Expr> {
        self.operand(name, self.wanted.at, Of::Row)
    }

    fn before(&mut self, name: &str, against: Against) -> Option<Expr> {
        self.compared(name, against, Of::Row)
    }

    /// The base of a comparison.
    fn compared(&mut self, name: &str, against: Against, of: Of) -> Option<Expr> {
        if self.resolver.definition(name).is_some_and(|of| matches!(of.month, Some(MonthRef::Fixed(_)))) {
            let own = self.resolver.definitions.get(self.position)?;
            let own = &own.name;
            return self.told(say!(
                "“{name}”写死了月份，基期会与本期相同；请把 month 写在“{own}”上",
                "“{name}” has a fixed month, so that its base would be the same as itself; write month on “{own}”"
            ));
        }
        self.operand(name, self.wanted.at.earlier(against.months()), of)
    }

    fn all(&mut self, names: &[String]) -> Option<Vec<Expr>> {
        let all: Vec<Option<Expr>> = names.iter().map(|name| self.now(name)).collect();
        all.into_iter().collect()
    }

    fn part(&mut self, parts: &PartOf, against: Option<Against>) -> Option<Expr> {
        let (PartOf::Row(name) | PartOf::Pair([name, _])) = parts;
        match against {
            None => self.now(name),
            Some(against) => self.compared(name, against, Of::Row),
        }
    }

    fn whole(&mut self, parts: &PartOf, against: Option<Against>, of: Of) -> Option<Expr> {
        let (name, of) = match parts {
            PartOf::Row(name) => (name, of),
            PartOf::Pair([_, whole]) => (whole, Of::Row),
        };
        match against {
            None => self.operand(name, self.wanted.at, of),
            Some(against) => self.compared(name, against, of),
        }
    }

    /// Another figure at a time.
    fn operand(&mut self, name: &str, at: At, of: Of) -> Option<Expr> {
        let Some(position) = self.resolver.position(name) else {
            let known = self.resolver.definitions.iter().map(|figure| figure.name.as_str());
            return self.told(no_figure(name, known));
        };
        let figure = self.resolver.definitions.get(position)?;
        let inner = self.resolver.figure(position, Wanted { at, ..self.wanted }, self.above)?;
        let time = at.of(figure.month).time;
        let operand = Operand { name: figure.name.clone(), title: figure.title.clone(), time, of };
        Some(Expr::Figure(operand, Box::new(inner)))
    }
}

/// The sum over the number of records that have a value.
fn average(sum: Expr) -> Expr {
    let filled = sum.map_records(Of::Row, &|_, take, selection| {
        let criteria = take.field().map(|field| Criterion { field: field.clone(), test: Test::Set(true) });
        Expr::Records(Take::Count, selection.and(criteria))
    });
    Expr::quotient(sum, filled)
}

/// The sum of the products over the sum of the weights of the records that have both.
fn weighted(products: Expr) -> Expr {
    let weights = products.map_records(Of::Row, &|_, take, selection| {
        let filled = take.fields().map(|field| Criterion { field: field.clone(), test: Test::Set(true) });
        let weight = take.fields().last().cloned();
        let take = weight.map_or_else(|| take.clone(), Take::Sum);
        Expr::Records(take, selection.and(filled))
    });
    Expr::quotient(products, weights)
}

/// `(now − before) / base`, where the base is not below zero.
fn relative(now: Expr, before: Expr, base: Expr) -> Expr {
    Expr::quotient(Expr::Difference(vec![now, before]), Expr::Base(Box::new(base)))
}

/// The message for a name that no figure has.
pub(super) fn no_figure<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Said {
    let known = suggestion(name, known);
    say!("没有名为“{name}”的指标{known}", "there is no figure named “{name}”{known}", known)
}

/// Why a column cannot be added up, if it cannot.
fn not_a_number(meaning: &Meaning<'_>) -> Option<Said> {
    match meaning {
        Meaning::Column(.., column) if column.kind.is_number() => None,
        Meaning::Column(.., column) => {
            let (title, kind) = (column.title(), column.kind);
            Some(say!("“{title}”是{kind}，不能求和", "“{title}” is of the kind {kind} and cannot be added up", kind))
        }
        Meaning::Entity(_, ledger) => {
            let (id, noun) = (&ledger.id, ledger.noun());
            Some(say!("“{id}”是{noun}，不能求和", "“{id}” stands for “{noun}” and cannot be added up"))
        }
        Meaning::Parts { .. } => None,
    }
}
