//! Definitions in the words of a clerk.

use crate::filter::{CHANGE, Filter, change_kinds};
use crate::period::{Moment, months};
use crate::sources::{Dimension, Sources};
use model::change::ChangeKind;
use model::figure::{Condition, FigureDefinition, Measure, PartOf, Period, Scalar, Test};
use model::ledger::Grain;

/// How a figure is computed: `“企业税收”的“税收合计”求和，2020年1—12月`.
pub(crate) fn definition(
    sources: &Sources<'_>,
    definitions: &[FigureDefinition],
    figure: &FigureDefinition,
    moment: Moment,
) -> String {
    let title = |name: &str| {
        let found = definitions.iter().find(|figure| figure.name == name);
        format!("“{}”", found.map_or(name, |figure| figure.title.as_str()))
    };
    let all = |names: &[String], sign: &str| names.iter().map(|name| title(name)).collect::<Vec<_>>().join(sign);
    match &figure.measure {
        Measure::Count => format!("{}的记录数，{}", ledger(sources, figure), span(sources, figure, moment)),
        Measure::Distinct(name) => {
            format!(
                "{}中不同“{}”的个数，{}",
                ledger(sources, figure),
                column(sources, figure, name),
                span(sources, figure, moment)
            )
        }
        Measure::Sum(name) => {
            format!(
                "{}的“{}”求和，{}",
                ledger(sources, figure),
                column(sources, figure, name),
                span(sources, figure, moment)
            )
        }
        Measure::Latest(name) => {
            format!(
                "{}的“{}”最新值，{}",
                ledger(sources, figure),
                column(sources, figure, name),
                span(sources, figure, moment)
            )
        }
        Measure::Ratio([part, whole]) => format!("{} ÷ {}", title(part), title(whole)),
        Measure::Difference(names) => all(names, " − "),
        Measure::Total(names) => all(names, " + "),
        Measure::Growth(name, against) => {
            format!("{}的{}增速 =（本期 − 基期）÷ |基期|", title(name), against.chinese())
        }
        Measure::Change(name, against) => format!("{}的{}增减 = 本期 − 基期", title(name), against.chinese()),
        Measure::Earlier(name, against) => format!("{}的{}基期值", title(name), against.chinese()),
        Measure::Contribution(parts, against) => {
            format!(
                "{}对{}{}的拉动 = 部分的增减 ÷ 整体的基期值",
                title(part(parts)),
                title(whole(parts)),
                against.chinese()
            )
        }
        Measure::Share(parts) => format!("{}占{}的比重", title(part(parts)), title(whole(parts))),
        Measure::Balance(name, parts) => format!("{} 与 {} 之和对照", title(name), all(parts, " + ")),
        Measure::Trend(name, years) => format!("{}近{years}年的走势", title(name)),
    }
}

fn part(parts: &PartOf) -> &str {
    match parts {
        PartOf::Row(name) | PartOf::Pair([name, _]) => name,
    }
}

fn whole(parts: &PartOf) -> &str {
    match parts {
        PartOf::Row(name) | PartOf::Pair([_, name]) => name,
    }
}

fn ledger(sources: &Sources<'_>, figure: &FigureDefinition) -> String {
    format!(
        "“{}”",
        sources.get(&figure.ledger).map_or(figure.ledger.as_str(), |loaded| loaded.source.ledger.title.as_str())
    )
}

fn column(sources: &Sources<'_>, figure: &FigureDefinition, name: &str) -> String {
    title(sources.dimension(&figure.ledger, name).as_ref(), name)
}

fn title(dimension: Option<&Dimension<'_>>, name: &str) -> String {
    match dimension {
        Some(Dimension::Column { column, .. }) => column.title().to_owned(),
        Some(Dimension::Entity { .. }) => "纳税主体（合并一企多牌）".to_owned(),
        _ => name.to_owned(),
    }
}

/// The months or the snapshot that a figure over records takes.
fn span(sources: &Sources<'_>, figure: &FigureDefinition, moment: Moment) -> String {
    let loaded = sources.get(&figure.ledger);
    if let Some(loaded) = loaded
        && loaded.source.ledger.grain == Grain::Snapshot
    {
        let sent =
            loaded.snapshot(moment).map_or_else(|| "无报送".to_owned(), |month| format!("{}报送", month.chinese()));
        return format!("截至{}（{sent}）", moment.as_of.chinese());
    }
    let months = months(figure.period, moment.month);
    match figure.period {
        Period::Month => moment.month.chinese(),
        Period::All => format!("截至{}的全部月份", moment.month.chinese()),
        _ => format!("{}年{}—{}月", months.end().year(), months.start().month(), months.end().month()),
    }
}

/// A filter in words: `是否高新技术企业 = 是；完成时限 早于 2021-02-09`.
pub(crate) fn filter(sources: &Sources<'_>, figure: &FigureDefinition, moment: Moment) -> String {
    conditions(sources, &figure.ledger, &figure.filter, moment)
}

fn conditions(sources: &Sources<'_>, ledger: &str, filter: &Filter, moment: Moment) -> String {
    let words = filter.iter().map(|(name, condition)| {
        let dimension = sources.dimension(ledger, name);
        if let (CHANGE, Ok(kinds)) = (name.as_str(), change_kinds(condition)) {
            let kinds: Vec<&str> = kinds.into_iter().map(ChangeKind::chinese).collect();
            return format!("与上次报送相比{}", kinds.join("或"));
        }
        if let (Some(Dimension::Parts { parts, .. }), Condition::Is(Scalar::Text(part))) = (&dimension, condition) {
            let part = parts.iter().find(|column| column.id == *part);
            return format!("只取“{}”", part.map_or(name.as_str(), |column| column.title()));
        }
        let other = |text: &str| match sources.dimension(ledger, text) {
            Some(dimension) => format!("“{}”", title(Some(&dimension), text)),
            None => scalar(&Scalar::Text(text.to_owned()), moment),
        };
        format!("{} {}", title(dimension.as_ref(), name), test_words(condition, moment, other))
    });
    words.collect::<Vec<_>>().join("；")
}

fn test_words(condition: &Condition, moment: Moment, other: impl Fn(&str) -> String) -> String {
    let bound = |value: &Scalar| match value {
        Scalar::Text(text) => other(text),
        value => scalar(value, moment),
    };
    match condition {
        Condition::Is(value) => format!("= {}", scalar(value, moment)),
        Condition::Any(values) => format!("为{}之一", list(values, moment)),
        Condition::Test(Test { set, not, above, below, from, to, within, within_days }) => {
            let parts = [
                set.map(|set| if set { "已填" } else { "未填" }.to_owned()),
                not.as_ref().map(|values| format!("不为{}", list(values, moment))),
                above.as_ref().map(|value| format!("大于（晚于）{}", bound(value))),
                below.as_ref().map(|value| format!("小于（早于）{}", bound(value))),
                from.as_ref().map(|value| format!("不小于（不早于）{}", bound(value))),
                to.as_ref().map(|value| format!("不大于（不晚于）{}", bound(value))),
                within.map(|period| match period {
                    Period::Month => format!("在{}内", moment.month.chinese()),
                    Period::Ytd => format!("在{}年1—{}月内", moment.month.year(), moment.month.month()),
                    Period::Year => format!("在{}年内", moment.month.year()),
                    Period::All => format!("不晚于{}", moment.month.chinese()),
                }),
                within_days.map(|days| format!("在{}后{days}日内", moment.as_of.chinese())),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join("且")
        }
    }
}

fn list(values: &[Scalar], moment: Moment) -> String {
    values.iter().map(|value| scalar(value, moment)).collect::<Vec<_>>().join("、")
}

fn scalar(value: &Scalar, moment: Moment) -> String {
    match value {
        Scalar::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        Scalar::Integer(value) => value.to_string(),
        Scalar::Text(text) => match text.as_str() {
            "as-of" => moment.as_of.chinese(),
            day if day.starts_with("as-of+") => {
                format!("{}后{}日", moment.as_of.chinese(), day.trim_start_matches("as-of+"))
            }
            "done" => "已完成（含长期坚持）".to_owned(),
            "open" => "未完成".to_owned(),
            "standing" => "长期坚持".to_owned(),
            text => text.to_owned(),
        },
    }
}
