//! How the figures of a text are compared: exactly, or not at all.

use crate::values::{CellValue, FigureValue};
use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, State, Value};
use model::{Exact, Scale, Unit};
use std::cmp::Ordering;
use std::sync::{Arc, Mutex};

/// A comparison of a missing figure: the template's name, the line in it and the figure.
pub(crate) type Compared = (String, u32, String);

/// The comparisons of missing figures since they were last taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct MissingCompared(Arc<Mutex<Vec<Compared>>>);

impl MissingCompared {
    fn tell(&self, compared: Compared) {
        if let Ok(mut all) = self.0.lock()
            && !all.contains(&compared)
        {
            all.push(compared);
        }
    }

    /// What was told since the last call.
    pub(crate) fn take(&self) -> Vec<Compared> {
        self.0.lock().map(|mut all| std::mem::take(&mut *all)).unwrap_or_default()
    }
}

/// What stands on one side of a comparison.
enum Side {
    Number(Exact),
    /// A figure's exact value, and its unit.
    Figure(Exact, Unit),
    Missing(String),
    Other,
}

/// The function that the operators of a text call.
pub(crate) fn compare(
    state: &State<'_, '_>,
    (left, operator, right): (&Value, &str, &Value),
    line: u32,
    told: &MissingCompared,
) -> Result<bool, Error> {
    if operator.ends_with("in") {
        plain(left)?;
        right.try_iter().into_iter().flatten().try_for_each(|item| plain(&item))?;
        return minijinja::tests::is_in(state, left, right).map(|within| within == (operator == "in"));
    }
    let ordering = match (side(left)?, side(right)?) {
        (Side::Missing(name), Side::Other) if !right.is_none() => return Err(incomparable(&name, right)),
        (Side::Other, Side::Missing(name)) if !left.is_none() => return Err(incomparable(&name, left)),
        (Side::Missing(name), other) | (other, Side::Missing(name)) => {
            let other = if let Side::Missing(other) = other { Some(other) } else { None };
            for name in std::iter::once(name).chain(other) {
                told.tell((state.name().to_owned(), line, name));
            }
            return Ok(false);
        }
        (Side::Number(left), Side::Number(right)) => left.cmp(&right),
        (Side::Figure(left, unit), Side::Number(right)) => shown(left, &unit)?.cmp(&right),
        (Side::Number(left), Side::Figure(right, unit)) => left.cmp(&shown(right, &unit)?),
        (Side::Figure(one, of), Side::Figure(other, unit)) => {
            let (of, per) = (Scale::stored(&of), Scale::stored(&unit));
            if !of.fits(&per) {
                return Err(invalid(format!("两个指标单位不同（{}、{}），不能比较。", of.name(), per.name())));
            }
            match (one.times(of.worth), other.times(per.worth)) {
                (Some(one), Some(other)) => one.cmp(&other),
                _ => return Err(invalid("数值过大，不能比较。".to_owned())),
            }
        }
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
    Ok(match operator {
        "==" => ordering == Ordering::Equal,
        "!=" => ordering != Ordering::Equal,
        "<" => ordering == Ordering::Less,
        "<=" => ordering != Ordering::Greater,
        ">" => ordering == Ordering::Greater,
        _ => ordering != Ordering::Less,
    })
}

fn side(value: &Value) -> Result<Side, Error> {
    if let Some(FigureValue(figure)) = value.downcast_object_ref::<FigureValue>() {
        return match &figure.value {
            model::figure::Outcome::Missing(_) => Ok(Side::Missing(figure.name.clone())),
            outcome => match outcome.number() {
                Some(number) => Ok(Side::Figure(number, figure.format.unit.clone())),
                None => Err(invalid(format!("指标“{}”不是一个数，不能比较。", figure.name))),
            },
        };
    }
    if let Some(CellValue { name, value, unit, .. }) = value.downcast_object_ref::<CellValue>() {
        return Ok(value.map_or_else(|| Side::Missing(name.clone()), |value| Side::Figure(value, unit.clone())));
    }
    if value.kind() != ValueKind::Number {
        return Ok(Side::Other);
    }
    let exact = match i128::try_from(value.clone()) {
        Ok(whole) => Some(Exact::integer(whole)),
        // The shortest decimal of a binary number is the one that was written.
        Err(_) => Exact::parse(&value.to_string()),
    };
    exact.map(Side::Number).ok_or_else(|| invalid(format!("“{value}”不是可以精确比较的数。")))
}

/// A figure's number in its unit, which is how a text speaks of it.
fn shown(value: Exact, unit: &Unit) -> Result<Exact, Error> {
    unit.convert(value).ok_or_else(|| invalid("数值过大，不能比较。".to_owned()))
}

/// Refuses a figure where a template would compare it by itself.
fn plain(value: &Value) -> Result<(), Error> {
    let figure = value.downcast_object_ref::<FigureValue>().map(|FigureValue(figure)| &figure.name);
    let name = figure.or_else(|| value.downcast_object_ref::<CellValue>().map(|cell| &cell.name));
    match name {
        Some(name) => Err(invalid(format!("指标“{name}”只能用 <、<=、==、!=、>、>= 比较。"))),
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
                compare(state, (&left, operator, &right), 0, &MissingCompared::default())
            });
        }
    }
    for filter in ["sort", "min", "max", "unique", "dictsort", "groupby"] {
        environment.remove_filter(filter);
    }
}

fn incomparable(left: &str, right: &Value) -> Error {
    let (left, right) = (crate::markers::plain(left), crate::markers::plain(&right.to_string()));
    invalid(format!("“{left}”与“{right}”不能比较：指标和数字只能与指标、数字比较。"))
}

fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}
