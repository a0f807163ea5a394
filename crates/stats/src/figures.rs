//! Figures: what the plan's expressions come to.

use crate::evaluate::{Evaluation, text};
use crate::select::select;
use crate::sources::{Sources, positions};
use crate::words::words;
use model::expr::{Expr, Field, Take};
use model::figure::Figure;
use model::plan::FigurePlan;
use model::records::NULL;

/// Every figure, in the order of the plans.
pub fn figures(sources: &Sources, plans: &[FigurePlan]) -> Vec<Figure> {
    let evaluation = Evaluation::new(sources);
    plans.iter().map(|plan| figure(&evaluation, plan)).collect()
}

/// A figure with its value.
pub(crate) fn figure(evaluation: &Evaluation<'_>, plan: &FigurePlan) -> Figure {
    let value = evaluation.outcome(&plan.expr);
    let whose = plan.whose.as_ref().and_then(|field| whose(evaluation, plan, field));
    let words = words(evaluation.sources().catalogue(), &plan.expr, plan.time);
    let [mut definition, filter] = words.map(|said| said.chinese().to_owned());
    if let Some(whose) = &whose {
        definition.push_str(&format!("，是{whose}"));
    }
    let format = plan.format.clone();
    let format = if plan.trims { value.number().map_or(format.clone(), |value| format.whole([value])) } else { format };
    Figure {
        name: plan.name.clone(),
        title: plan.title.clone(),
        text: text(&value, &format),
        value,
        quantity: plan.quantity,
        format,
        against: plan.against,
        whose,
        caveats: Vec::new(),
        time: plan.time,
        words: [definition, filter],
        expr: plan.expr.clone(),
    }
}

/// Whose a largest or smallest value is, in the order of the field's words: all that have it.
fn whose(evaluation: &Evaluation<'_>, plan: &FigurePlan, field: &Field) -> Option<String> {
    let Expr::Records(take, selection) = plan.expr.bare() else { return None };
    let sources = evaluation.sources();
    let loaded = sources.get(&selection.ledger)?;
    let mask = select(sources, selection).ok()?;
    let values = loaded.values(&sources.view(&selection.ledger, take.field()?)?);
    let held = || positions(&mask).filter_map(|record| Some((record, values.get(record)?)));
    let wanted = match take {
        Take::Max(_) => held().map(|(_, value)| value).max()?,
        Take::Min(_) => held().map(|(_, value)| value).min()?,
        Take::Count
        | Take::Distinct(_)
        | Take::Sum(_)
        | Take::Latest(_)
        | Take::Percentile(..)
        | Take::Products(..) => return None,
    };
    let view = sources.view(&selection.ledger, field)?;
    let names = loaded.values(&view);
    let keys = held().filter(|(_, value)| *value == wanted).map(|(record, _)| names.get(record).unwrap_or(NULL));
    let mut keys: Vec<i64> = keys.collect();
    keys.sort_by_key(|key| (view.rank(*key), *key));
    keys.dedup();
    Some(model::names::joined(&keys.into_iter().map(|key| view.label(key)).collect::<Vec<_>>()))
}
