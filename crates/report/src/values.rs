//! What a template sees: figures with their names, rows of listings with their cells.

use crate::markers;
use minijinja::Value;
use minijinja::value::{Object, ObjectRepr};
use model::edition::SUPPRESSED;
use model::figure::{Figure, Outcome};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A figure, of the report or of a cell of a table: prints with its unit, and can be asked for
/// `digits`, `unit`, `title`, `number`, `missing`.
#[derive(Clone, Debug)]
pub(crate) struct FigureValue(pub(crate) Figure);

impl FigureValue {
    /// Whether a public document does not tell the number.
    pub(crate) fn is_suppressed(&self) -> bool {
        self.0.text == SUPPRESSED && self.0.value.number().is_none()
    }

    /// As printed, between marks. A star would be emphasis in Markdown.
    pub(crate) fn marked(&self, escape: bool) -> String {
        let text = if escape { self.0.text.replace('*', "\\*") } else { self.0.text.clone() };
        markers::figure(&self.0.name, &text)
    }
}

impl Object for FigureValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let Figure { name, title, value, format, .. } = &self.0;
        Some(match key.as_str()? {
            "digits" if self.is_suppressed() => Value::from_dyn_object(Arc::clone(self)),
            "digits" => {
                let digits = value.number().and_then(|value| format.digits(value)).unwrap_or_else(|| "—".to_owned());
                Value::from_safe_string(markers::figure(name, &digits))
            }
            "whose" => Value::from(self.0.whose.clone().unwrap_or_else(|| "—".to_owned())),
            "unit" => Value::from(format.unit.name()),
            "title" => Value::from(title.as_str()),
            // The number in the figure's unit, for what a template computes; without one the figure
            // itself, which no comparison takes for a number.
            "number" => match value.number().and_then(|value| format.unit.convert(value)) {
                Some(value) => Value::from(value.to_f64()),
                None => Value::from_dyn_object(Arc::clone(self)),
            },
            "missing" => Value::from(matches!(value, Outcome::Missing(_))),
            _ => return None,
        })
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.0.value.number().is_some_and(|value| !value.is_zero())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.marked(true))
    }
}

/// Figures by name; dots make groups.
pub(crate) fn context(figures: &[Figure]) -> BTreeMap<String, Value> {
    let mut groups: BTreeMap<String, Vec<Figure>> = BTreeMap::new();
    let mut context = BTreeMap::new();
    for figure in figures {
        match figure.name.split_once('.') {
            Some((group, rest)) => {
                let full = groups.entry(group.to_owned()).or_default();
                full.push(Figure { name: rest.to_owned(), ..figure.clone() });
            }
            None => drop(context.insert(figure.name.clone(), Value::from_object(FigureValue(figure.clone())))),
        }
    }
    for (group, members) in groups {
        let value = named(&group, &members);
        context.insert(group, value);
    }
    context
}

/// A group whose members keep their full names in the marks.
fn named(prefix: &str, members: &[Figure]) -> Value {
    let inner = context(members);
    let full = |name: &str| format!("{prefix}.{name}");
    let pairs = inner.into_iter().map(|(name, value)| {
        let figure = value.downcast_object_ref::<FigureValue>();
        let value = match figure {
            Some(FigureValue(figure)) => {
                Value::from_object(FigureValue(Figure { name: full(&figure.name), ..figure.clone() }))
            }
            None => value,
        };
        (name, value)
    });
    Value::from(pairs.collect::<BTreeMap<String, Value>>())
}
