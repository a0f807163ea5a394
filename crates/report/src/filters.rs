//! The filters of texts.

use crate::errors::invalid;
use crate::findings::Findings;
use crate::rows::group;
use crate::values::FigureValue;
use crate::{days, level, markers, naming, phrases, shown};
use minijinja::{Environment, Error, State, Value};
use model::Said;
use model::figure::Figure;

/// Adds all filters.
pub(crate) fn add(environment: &mut Environment<'static>, findings: &Findings) {
    figures(environment);
    phrased(environment);
    environment.add_filter("date", |value: Value| days::date(&value));
    environment.add_filter("day", |value: Value| days::day(&value));
    environment.add_filter("chinese", |number: u64| phrases::chinese_number(number));
    environment.add_filter("group", |rows: Value, column: String| group(&rows, &column));
    environment.add_filter("names", |state: &State<'_, '_>, list: Value| naming::join(state, &list));
    environment.add_filter("length", |value: Value| shown::length(&value));
    environment.add_filter("count", |value: Value| shown::length(&value));
    let findings = findings.clone();
    environment.add_filter("level", move |state: &State<'_, '_>, value: Value, words: Value| {
        level::level(state, &value, &words, &findings)
    });
}

/// Filters that give a figure again, in another form: the next one goes on with it.
fn figures(environment: &mut Environment<'static>) {
    for (name, unit) in [("yi", "亿元"), ("wan", "万元"), ("yuan", "元"), ("percent", "%")] {
        environment.add_filter(name, move |value: Value, places: Option<u8>| {
            figure(&value, |figure| phrases::in_unit(figure, unit, places))
        });
    }
    environment
        .add_filter("places", |value: Value, places: u8| figure(&value, |figure| phrases::with_places(figure, places)));
    environment.add_filter("abs", |value: Value| match value.downcast_object_ref::<FigureValue>() {
        Some(_) => figure(&value, |figure| Ok(phrases::without_sign(figure))),
        None => minijinja::filters::abs(value),
    });
}

/// Filters that make words of a figure.
fn phrased(environment: &mut Environment<'static>) {
    environment.add_filter("growth", |value: Value| phrase(&value, phrases::growth));
    environment.add_filter("change", |value: Value| phrase(&value, phrases::change));
    environment.add_filter("trend", |value: Value| phrase(&value, phrases::trend));
    environment.add_filter("ordinal", |value: Value| match u64::try_from(value.clone()) {
        Ok(number) => Ok(Value::from(format!("第{number}位"))),
        Err(_) => phrase(&value, phrases::ordinal),
    });
}

fn of(value: &Value) -> Result<&FigureValue, Error> {
    value
        .downcast_object_ref::<FigureValue>()
        .ok_or_else(|| invalid(Said::fixed("这个过滤器只能用在指标上", "this filter takes figures only")))
}

fn figure(value: &Value, other: impl Fn(&Figure) -> Result<Figure, Said>) -> Result<Value, Error> {
    let of = of(value)?;
    if of.is_suppressed() {
        return Ok(value.clone());
    }
    Ok(Value::from_object(FigureValue(other(&of.0).map_err(invalid)?)))
}

fn phrase(value: &Value, words: impl Fn(&Figure) -> Result<String, Said>) -> Result<Value, Error> {
    let of = of(value)?;
    if of.is_suppressed() {
        return Ok(value.clone());
    }
    Ok(Value::from_safe_string(markers::figure(&of.0.name, &words(&of.0).map_err(invalid)?)))
}
