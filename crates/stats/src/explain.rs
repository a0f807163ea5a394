//! Where a figure comes from: its definition in words, its operands and its cells.

use crate::aggregate::{selected, summed};
use crate::evaluate::{Evaluation, Scope, against};
use crate::period::Moment;
use crate::sources::{Loaded, Sources};
use crate::words;
use model::CellRef;
use model::figure::{FigureDefinition, Measure, Provenance};

/// The provenance of a figure, or nothing where no figure has that name.
pub fn explain(
    sources: &Sources<'_>,
    definitions: &[FigureDefinition],
    name: &str,
    moment: Moment,
) -> Option<Provenance> {
    let evaluation = Evaluation::new(sources, definitions);
    let (_, figure) = evaluation.definition(name)?;
    Some(provenance(&evaluation, figure, moment.of(figure)))
}

fn provenance(evaluation: &Evaluation<'_>, figure: &FigureDefinition, moment: Moment) -> Provenance {
    let mut moments = vec![moment];
    if let Some(against) = against(&figure.measure) {
        let earlier = moment.earlier(against.months());
        moments = if matches!(figure.measure, Measure::Earlier(..)) { vec![earlier] } else { vec![moment, earlier] };
    }
    if let Measure::Trend(_, years) = figure.measure {
        moments = (0..i32::try_from(years).unwrap_or(0)).rev().map(|years| moment.earlier(12 * years)).collect();
    }
    let mut operands = Vec::new();
    for (_, operand) in figure.measure.operands().into_iter().filter_map(|name| evaluation.definition(name)) {
        for moment in &moments {
            let moment = moment.of(operand);
            operands.push((evaluation.figure(operand, moment), provenance(evaluation, operand, moment)));
        }
    }
    Provenance {
        definition: words::definition(evaluation.sources, evaluation.definitions, figure, moment),
        filter: words::filter(evaluation.sources, figure, moment),
        operands,
        cells: cells(evaluation.sources, figure, moment),
    }
}

/// The cells that a measure over records reads; a count is shown by the key of each record.
fn cells(sources: &Sources<'_>, figure: &FigureDefinition, moment: Moment) -> Vec<CellRef> {
    let Some(loaded) = sources.get(&figure.ledger) else { return Vec::new() };
    let Some(mask) = selected(sources, loaded, figure, moment, &Scope::default()) else { return Vec::new() };
    let column = shown_column(sources, loaded, figure);
    let source = loaded.source;
    let records = mask.iter().enumerate().filter(|(_, fits)| *fits == Some(true)).map(|(record, _)| record);
    let cell = |record: usize| source.records.cell(source.ledger, record, column);
    records.map(cell).filter(|cell| !cell.value.is_empty()).collect()
}

fn shown_column(sources: &Sources<'_>, loaded: &Loaded<'_>, figure: &FigureDefinition) -> usize {
    let ledger = loaded.source.ledger;
    let own = |name: &str| ledger.position(name);
    let key = || ledger.key.first().and_then(|key| own(key)).unwrap_or(0);
    match &figure.measure {
        Measure::Sum(_) | Measure::Latest(_) => {
            summed(sources, figure).and_then(|(_, column)| own(&column.id)).unwrap_or_else(key)
        }
        Measure::Distinct(name) => own(name).unwrap_or_else(key),
        _ => key(),
    }
}
