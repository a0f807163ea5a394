//! The filter `level`: the word for where a figure lies among some bounds.

use crate::checks;
use crate::compare::number;
use crate::errors::invalid;
use crate::findings::Findings;
use crate::markers;
use crate::phrases;
use crate::values::FigureValue;
use minijinja::{Error, State, Value};
use model::Exact;
use model::figure::Outcome;

const FORM: &str = "level 应写成词与界线相间、界线从小到大，如 level([\"偏慢\", 60, \"正常\", 90, \"良好\"])；";

/// `["偏慢", 60, "正常", 90, "良好"]`: the words with the bounds between them, each of which belongs to
/// the word behind it. A figure is taken as it is printed, so that word and number never contradict
/// each other; where its exact value has another word, that is told.
pub(crate) fn level(state: &State<'_, '_>, value: &Value, words: &Value, findings: &Findings) -> Result<Value, Error> {
    let (words, bounds) = scale(words)?;
    let word =
        |value: Exact| words.get(bounds.iter().filter(|bound| value >= **bound).count()).map_or("", String::as_str);
    let Some(of) = value.downcast_object_ref::<FigureValue>() else {
        let number = number(value).ok_or_else(|| invalid("level 只能用在指标和数上。".to_owned()))?;
        return Ok(Value::from(word(number)));
    };
    let FigureValue(figure) = of;
    if of.is_suppressed() {
        return Ok(value.clone());
    }
    let near = |problem| {
        let last = figure.name.rsplit([':', '.']).next().unwrap_or(&figure.name);
        findings.near(state.name(), &["level", last], problem);
    };
    let number = match &figure.value {
        Outcome::Number(number) => *number,
        Outcome::Missing(why) => {
            near(checks::missing_level(&figure.name, why));
            return Ok(Value::from_safe_string(markers::figure(&figure.name, &phrases::missing(figure))));
        }
        Outcome::Trend(_) | Outcome::Balance { .. } => {
            return Err(invalid(format!("指标“{}”不是一个数，不能分档。", figure.name)));
        }
    };
    let both = figure.format.printed(number).zip(figure.format.unit.convert(number));
    let (printed, exact) = both.ok_or_else(|| invalid("数值过大，不能分档。".to_owned()))?;
    let chosen = word(printed);
    let between = |bound: &&Exact| (printed >= **bound) != (exact >= **bound);
    if let Some(bound) = bounds.iter().find(between) {
        near(checks::beside_bound(figure, number, *bound, Some(chosen)));
    }
    Ok(Value::from_safe_string(markers::figure(&figure.name, chosen)))
}

/// The words and the bounds between them.
fn scale(words: &Value) -> Result<(Vec<String>, Vec<Exact>), Error> {
    let items: Vec<Value> = words.try_iter().map_err(|_| invalid(format!("{FORM}现在不是一列。")))?.collect();
    let (mut texts, mut bounds) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        match (at % 2, item.as_str(), number(item)) {
            (0, Some(text), _) => texts.push(text.to_owned()),
            (1, _, Some(bound)) => bounds.push(bound),
            (0, ..) => return Err(invalid(format!("{FORM}第{}项“{item}”应是带引号的词。", at + 1))),
            _ => return Err(invalid(format!("{FORM}第{}项“{item}”应是数，不加引号。", at + 1))),
        }
    }
    if texts.len() != bounds.len() + 1 || bounds.is_empty() {
        return Err(invalid(format!("{FORM}至少要有两个词和一个界线，末尾应是词。")));
    }
    match bounds.windows(2).find(|pair| pair[0] >= pair[1]) {
        Some(pair) => Err(invalid(format!("{FORM}界线 {} 不小于后面的 {}。", pair[0], pair[1]))),
        None => Ok((texts, bounds)),
    }
}
