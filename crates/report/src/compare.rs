//! How the figures of a text are compared: exactly, or not at all.

use crate::checks;
use crate::days::Day;
use crate::errors::invalid;
use crate::findings::Findings;
use crate::values::FigureValue;
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, State, Value};
use model::figure::{Figure, Outcome};
use model::unit::Format;
use model::{Exact, Said, Scale, say};
use std::cmp::Ordering;

const TOO_LARGE: Said = Said::fixed("数值过大，不能比较。", "the value is too large to be compared.");

/// What stands on one side of a comparison.
enum Side<'v> {
    Number(Exact),
    /// A figure with its exact value.
    Figure(&'v Figure, Exact),
    Missing(&'v str),
    Day(Day),
    Other,
}

/// The function that the operators of a text call.
pub(crate) fn compare(
    state: &State<'_, '_>,
    (left, operator, right): (&Value, &str, &Value),
    line: u32,
    findings: &Findings,
) -> Result<bool, Error> {
    if operator.ends_with("in") {
        plain(left)?;
        right.try_iter().into_iter().flatten().try_for_each(|item| plain(&item))?;
        return minijinja::tests::is_in(state, left, right).map(|within| within == (operator == "in"));
    }
    let beside = |figure: &Figure, value: Exact, bound: Exact, test: &dyn Fn(Exact) -> bool| {
        let exact = test(shown(value, &figure.format)?);
        if figure.format.printed(value).is_some_and(|printed| test(printed) != exact) {
            let problem = checks::beside_bound(figure, value, bound, None);
            findings.at(state.name(), line, problem);
        }
        Ok(exact)
    };
    let ordering = match (side(left)?, side(right)?) {
        (Side::Missing(name), Side::Other) if !right.is_none() => return Err(incomparable(name, right)),
        (Side::Other, Side::Missing(name)) if !left.is_none() => return Err(incomparable(name, left)),
        (Side::Missing(name), other) | (other, Side::Missing(name)) => {
            let other = if let Side::Missing(other) = other { Some(other) } else { None };
            for name in std::iter::once(name).chain(other) {
                findings.at(state.name(), line, checks::missing_compared(name));
            }
            return Ok(false);
        }
        (Side::Number(left), Side::Number(right)) => left.cmp(&right),
        (Side::Figure(figure, value), Side::Number(bound)) => {
            return beside(figure, value, bound, &|value| holds(operator, value.cmp(&bound)));
        }
        (Side::Number(bound), Side::Figure(figure, value)) => {
            return beside(figure, value, bound, &|value| holds(operator, bound.cmp(&value)));
        }
        (Side::Figure(one, left), Side::Figure(other, right)) => {
            let (of, per) = (Scale::stored(&one.format.unit), Scale::stored(&other.format.unit));
            if !of.fits(&per) {
                let (of, per) = (of.said(), per.said());
                return Err(invalid(say!(
                    "两个指标单位不同（{of}、{per}），不能比较。",
                    "the two figures have different units ({of}, {per}) and cannot be compared.",
                    of,
                    per
                )));
            }
            match (left.times(of.worth), right.times(per.worth)) {
                (Some(one), Some(other)) => one.cmp(&other),
                _ => return Err(invalid(TOO_LARGE)),
            }
        }
        (Side::Day(day), _) => return days(day, right, operator, false),
        (_, Side::Day(day)) => return days(day, left, operator, true),
        (Side::Other, Side::Other) if left.kind() == right.kind() => left.cmp(right),
        // Whether a word is there at all may be asked of anything but a figure.
        (Side::Other | Side::Number(_), Side::Other | Side::Number(_))
            if (left.is_none() || right.is_none()) && ["==", "!="].contains(&operator) =>
        {
            return Ok(operator == "!=");
        }
        (Side::Figure(..) | Side::Number(_), _) => return Err(incomparable(&left.to_string(), right)),
        (_, Side::Figure(..) | Side::Number(_)) => return Err(incomparable(&right.to_string(), left)),
        (Side::Other, Side::Other) => return Err(incomparable(&left.to_string(), right)),
    };
    Ok(holds(operator, ordering))
}

fn holds(operator: &str, ordering: Ordering) -> bool {
    match operator {
        "==" => ordering == Ordering::Equal,
        "!=" => ordering != Ordering::Equal,
        "<" => ordering == Ordering::Less,
        "<=" => ordering != Ordering::Greater,
        ">" => ordering == Ordering::Greater,
        _ => ordering != Ordering::Less,
    }
}

/// A day compared with a day, or with one in quotation marks; an empty cell is neither before nor
/// after any day.
fn days(day: Day, other: &Value, operator: &str, turned: bool) -> Result<bool, Error> {
    let equality = ["==", "!="].contains(&operator);
    let parsed = match other.downcast_object_ref::<Day>() {
        Some(other) => Some(*other),
        None if other.is_none() || other.as_str() == Some("") => Some(Day::Unfilled),
        None => other.as_str().and_then(Day::parse),
    };
    match parsed {
        Some(other) if day == Day::Unfilled || other == Day::Unfilled => {
            Ok(equality && (day == other) == (operator == "=="))
        }
        Some(other) => match day.order(other) {
            Some(ordering) => Ok(holds(operator, if turned { ordering.reverse() } else { ordering })),
            None => Err(invalid(Said::fixed("日期不能与月份比较。", "a day cannot be compared with a month."))),
        },
        None => Err(invalid(say!(
            "“{other}”不是日期，不能与日期比较；请写作 \"2021-03-31\"，或用 as_of。",
            "“{other}” is no date and cannot be compared with one; write \"2021-03-31\", or use as_of."
        ))),
    }
}

fn side(value: &Value) -> Result<Side<'_>, Error> {
    if let Some(FigureValue(figure)) = value.downcast_object_ref::<FigureValue>() {
        return match &figure.value {
            Outcome::Missing(_) => Ok(Side::Missing(&figure.name)),
            outcome => match outcome.number() {
                Some(number) => Ok(Side::Figure(figure, number)),
                None => {
                    let name = &figure.name;
                    Err(invalid(say!(
                        "指标“{name}”不是一个数，不能比较。",
                        "figure “{name}” is not one number and cannot be compared."
                    )))
                }
            },
        };
    }
    if let Some(day) = value.downcast_object_ref::<Day>() {
        return Ok(Side::Day(*day));
    }
    if value.kind() != ValueKind::Number {
        return Ok(Side::Other);
    }
    number(value).map(Side::Number).ok_or_else(|| {
        invalid(say!("“{value}”不是可以精确比较的数。", "“{value}” is no number that can be compared exactly."))
    })
}

/// A number of a template as it was written.
pub(crate) fn number(value: &Value) -> Option<Exact> {
    match i128::try_from(value.clone()) {
        _ if value.kind() != ValueKind::Number => None,
        Ok(whole) => Some(Exact::integer(whole)),
        // The shortest decimal of a binary number is the one that was written.
        Err(_) => Exact::parse(&value.to_string()),
    }
}

/// A figure's number in its unit, which is how a text speaks of it.
fn shown(value: Exact, format: &Format) -> Result<Exact, Error> {
    format.unit.convert(value).ok_or_else(|| invalid(TOO_LARGE))
}

/// Refuses a figure or a day where a template would compare it by itself.
fn plain(value: &Value) -> Result<(), Error> {
    if let Some(FigureValue(figure)) = value.downcast_object_ref::<FigureValue>() {
        let name = &figure.name;
        return Err(invalid(say!(
            "指标“{name}”只能用 <、<=、==、!=、>、>= 比较。",
            "figure “{name}” can only be compared by <, <=, ==, !=, > and >=."
        )));
    }
    match value.downcast_object_ref::<Day>() {
        Some(_) => Err(invalid(Said::fixed(
            "日期只能用 <、<=、==、!=、>、>= 比较。",
            "dates can only be compared by <, <=, ==, !=, > and >=.",
        ))),
        None => Ok(()),
    }
}

/// Tests and filters that would order or equate figures by their kind or their words: the tests
/// refuse figures, the filters are none.
pub(crate) fn guard(environment: &mut Environment<'static>) {
    const TESTS: [(&str, &str); 7] = [
        ("==", "eq equalto =="),
        ("!=", "ne !="),
        ("<", "lt lessthan <"),
        ("<=", "le <="),
        (">", "gt greaterthan >"),
        (">=", "ge >="),
        ("in", "in"),
    ];
    for (operator, names) in TESTS {
        for name in names.split(' ') {
            environment.add_test(name, move |state: &State<'_, '_>, left: Value, right: Value| {
                plain(&left).and_then(|()| plain(&right))?;
                compare(state, (&left, operator, &right), 0, &Findings::default())
            });
        }
    }
    for filter in ["sort", "min", "max", "unique", "dictsort", "groupby"] {
        environment.remove_filter(filter);
    }
}

fn incomparable(left: &str, right: &Value) -> Error {
    let (left, right) = (crate::markers::plain(left), crate::markers::plain(&right.to_string()));
    invalid(say!(
        "“{left}”与“{right}”不能比较：指标和数字只能与指标、数字比较。",
        "“{left}” and “{right}” cannot be compared: figures and numbers compare with figures and numbers only."
    ))
}
