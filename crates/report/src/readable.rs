//! Figures as readers see them: series and balances in words.

use model::expr::Expr;
use model::figure::{Figure, Outcome};
use model::package::Reconciled;

/// The figures with words where `figures` and `explain` show signs: `2018<2019<2020`, `1+1+11=13 != 12`.
pub(crate) fn readable(figures: &[Figure], reconciled: &[Reconciled]) -> Vec<Figure> {
    let one = |figure: &Figure| {
        let text = figure.value.in_words(&figure.format).map(|words| match (&figure.value, why(figure, reconciled)) {
            (Outcome::Balance { .. }, Some(why)) => format!("{words}（{why}）"),
            _ => words,
        });
        Figure { text: text.unwrap_or_else(|| figure.text.clone()), ..figure.clone() }
    };
    figures.iter().map(one).collect()
}

/// Why the sides of a balance may differ: the note of a reconciliation of the same figures that does
/// not hold.
fn why(figure: &Figure, reconciled: &[Reconciled]) -> Option<String> {
    let Expr::Balance(whole, parts) = figure.expr.bare() else { return None };
    let name = |expr: &Expr| match expr {
        Expr::Figure(operand, _) => Some(operand.name.clone()),
        _ => None,
    };
    let (whole, parts) = (vec![name(whole)?], parts.iter().map(name).collect::<Option<Vec<String>>>()?);
    let same =
        |one: &&Reconciled| one.holds == Some(false) && one.plan.left.names == whole && one.plan.right.names == parts;
    let note = reconciled.iter().find(same)?.plan.note.clone()?;
    Some(note.trim_end_matches('。').to_owned())
}
