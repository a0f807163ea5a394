//! Where a figure comes from: its definition in words, its operands and its cells.

use crate::evaluate::Evaluation;
use crate::figures::figure;
use crate::select::select;
use crate::sources::{Loaded, Sources, positions};
use crate::words::words;
use model::CellRef;
use model::ReportingTime;
use model::expr::{Expr, Field, Operand, Selection, Take};
use model::figure::{Figure, Provenance};
use model::plan::FigurePlan;

/// A figure with its provenance, or nothing where no figure has that name.
pub fn explain(sources: &Sources, figures: &[FigurePlan], name: &str) -> Option<(Figure, Provenance)> {
    let evaluation = Evaluation::new(sources);
    let plan = figures.iter().find(|figure| figure.name == name)?;
    let explaining = Explaining { evaluation: &evaluation, figures };
    Some((figure(&evaluation, plan), explaining.provenance(&plan.expr, plan.time)))
}

/// Where a number comes from that is no figure of its own: the cell of a table. `figures` are those
/// of its report, which its operands are looked up in.
pub fn trace(sources: &Sources, figures: &[FigurePlan], expr: &Expr, time: ReportingTime) -> Provenance {
    let evaluation = Evaluation::new(sources);
    Explaining { evaluation: &evaluation, figures }.provenance(expr, time)
}

struct Explaining<'a> {
    evaluation: &'a Evaluation<'a>,
    figures: &'a [FigurePlan],
}

impl Explaining<'_> {
    fn provenance(&self, expr: &Expr, time: ReportingTime) -> Provenance {
        let sources = self.evaluation.sources();
        let [definition, filter] = words(sources.catalogue(), expr, time);
        let mut operands: Vec<(&Operand, &Expr)> = Vec::new();
        nearest(expr, &mut operands);
        let operands = operands.into_iter().filter_map(|(operand, inner)| {
            let plan = self.figures.iter().find(|figure| figure.name == operand.name)?;
            let plan = FigurePlan { expr: inner.clone(), time: operand.time, ..plan.clone() };
            Some((figure(self.evaluation, &plan), self.provenance(inner, operand.time)))
        });
        Provenance { definition, filter, operands: operands.collect(), cells: cells(sources, expr) }
    }
}

/// The operands with names that stand nearest in an expression, each once.
fn nearest<'a>(expr: &'a Expr, operands: &mut Vec<(&'a Operand, &'a Expr)>) {
    match expr {
        Expr::Figure(operand, inner) => {
            let found = (operand, inner.as_ref());
            if !operands.contains(&found) {
                operands.push(found);
            }
        }
        other => other.operands().into_iter().for_each(|operand| nearest(operand, operands)),
    }
}

/// The cells that an expression reads itself; those of its operands are theirs.
fn cells(sources: &Sources, expr: &Expr) -> Vec<CellRef> {
    match expr {
        Expr::Records(take, selection) => cells_of(sources, take, selection),
        Expr::Figure(..) => Vec::new(),
        other => other.operands().into_iter().flat_map(|operand| cells(sources, operand)).collect(),
    }
}

/// The cells that a measure over records reads; a count is shown by the key of each record.
pub(crate) fn cells_of(sources: &Sources, take: &Take, selection: &Selection) -> Vec<CellRef> {
    let Some(loaded) = sources.get(&selection.ledger) else { return Vec::new() };
    let Ok(mask) = select(sources, selection) else { return Vec::new() };
    let columns = shown_columns(loaded, take);
    let cells = |record: usize| columns.iter().map(move |column| loaded.records.cell(&loaded.ledger, record, *column));
    positions(&mask).flat_map(cells).filter(|cell| !cell.value.is_empty()).collect()
}

/// The columns that a measure reads; of a product both, of days those of the first and the last day.
fn shown_columns(loaded: &Loaded, take: &Take) -> Vec<usize> {
    let ledger = &loaded.ledger;
    let named = || ledger.columns.iter().position(|column| column.entity.is_some());
    let read = |field: &Field| match field {
        Field::Entity(_) | Field::OfEntity(..) => named().into_iter().collect::<Vec<_>>(),
        Field::Own(_) | Field::Days(_) => field.columns().filter_map(|id| ledger.position(id)).collect(),
        Field::Changed(_) | Field::Joined(..) => Vec::new(),
    };
    let mut columns: Vec<usize> = take.fields().flat_map(read).collect();
    if columns.is_empty() {
        columns.push(ledger.key.first().and_then(|key| ledger.position(key)).unwrap_or(0));
    }
    columns
}
