//! The filter `level`: the word for where a figure lies among some bounds.

use crate::checks;
use crate::compare::number;
use crate::errors::invalid;
use crate::findings::Findings;
use crate::markers;
use crate::phrases;
use crate::values::FigureValue;
use minijinja::{Error, State, Value};
use model::figure::Outcome;
use model::{Exact, Said, say};

const FORM: Said = Said::fixed(
    "level 应写成词与界线相间、界线从小到大，如 level([\"偏慢\", 60, \"正常\", 90, \"良好\"])；",
    "level takes words with rising bounds between them, like level([\"slow\", 60, \"fair\", 90, \"good\"]);",
);

/// `["偏慢", 60, "正常", 90, "良好"]`: the words with the bounds between them, each of which belongs to
/// the word behind it. A figure is taken as it is printed, so that word and number never contradict
/// each other; where its exact value has another word, that is told.
pub(crate) fn level(state: &State<'_, '_>, value: &Value, words: &Value, findings: &Findings) -> Result<Value, Error> {
    let (words, bounds) = scale(words)?;
    let word =
        |value: Exact| words.get(bounds.iter().filter(|bound| value >= **bound).count()).map_or("", String::as_str);
    let Some(of) = value.downcast_object_ref::<FigureValue>() else {
        let number = number(value).ok_or_else(|| {
            invalid(Said::fixed("level 只能用在指标和数上。", "level takes figures and numbers only."))
        })?;
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
            let name = &figure.name;
            return Err(invalid(say!(
                "指标“{name}”不是一个数，不能分档。",
                "figure “{name}” is not one number and has no level."
            )));
        }
    };
    let both = figure.format.printed(number).zip(figure.format.unit.convert(number));
    let (printed, exact) =
        both.ok_or_else(|| invalid(Said::fixed("数值过大，不能分档。", "the value is too large to have a level.")))?;
    let chosen = word(printed);
    let between = |bound: &&Exact| (printed >= **bound) != (exact >= **bound);
    if let Some(bound) = bounds.iter().find(between) {
        near(checks::beside_bound(figure, number, *bound, Some(chosen)));
    }
    Ok(Value::from_safe_string(markers::figure(&figure.name, chosen)))
}

/// The words and the bounds between them.
fn scale(words: &Value) -> Result<(Vec<String>, Vec<Exact>), Error> {
    let wrong = |why: Said| invalid(say!("{form}{why}", "{form} {why}", form = FORM, why));
    let no_list = |_| wrong(Said::fixed("现在不是一列。", "this is no list."));
    let items: Vec<Value> = words.try_iter().map_err(no_list)?.collect();
    let (mut texts, mut bounds) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        let place = at + 1;
        match (at % 2, item.as_str(), number(item)) {
            (0, Some(text), _) => texts.push(text.to_owned()),
            (1, _, Some(bound)) => bounds.push(bound),
            (0, ..) => {
                let said =
                    say!("第{place}项“{item}”应是带引号的词。", "item {place}, “{item}”, must be a word in quotes.");
                return Err(wrong(said));
            }
            _ => {
                let said = say!(
                    "第{place}项“{item}”应是数，不加引号。",
                    "item {place}, “{item}”, must be a number without quotes."
                );
                return Err(wrong(said));
            }
        }
    }
    if texts.len() != bounds.len() + 1 || bounds.is_empty() {
        return Err(wrong(Said::fixed(
            "至少要有两个词和一个界线，末尾应是词。",
            "there must be two words and one bound at least, and a word at the end.",
        )));
    }
    match bounds.windows(2).find(|pair| pair[0] >= pair[1]) {
        Some(pair) => {
            let (bound, next) = (pair[0], pair[1]);
            Err(wrong(say!("界线 {bound} 不小于后面的 {next}。", "the bound {bound} is not below {next} behind it.")))
        }
        None => Ok((texts, bounds)),
    }
}
