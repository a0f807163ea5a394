//! The head of a table: the rows above its columns' own titles.

use model::document::HeadCell;
use model::report::{Heading, TableDefinition};

/// The upper rows of the head, the outermost first; none where no head spans columns. So many
/// columns stand before those of the figures.
pub(crate) fn spans(table: &TableDefinition, before: usize) -> Vec<Vec<HeadCell>> {
    let depth = table.columns.iter().map(depth).max().unwrap_or(0);
    let row = |level: usize| {
        let mut cells = vec![HeadCell { title: String::new(), columns: 1 }; before];
        table.columns.iter().for_each(|heading| at_level(heading, level, &mut cells));
        cells
    };
    (0..depth).map(row).collect()
}

/// How many heads stand above one another.
fn depth(heading: &Heading) -> usize {
    match heading {
        Heading::Figure(_) => 0,
        Heading::Span(span) => 1 + span.columns.iter().map(depth).max().unwrap_or(0),
    }
}

/// The cells that a heading has in one row; empty ones where it ends above.
fn at_level(heading: &Heading, level: usize, cells: &mut Vec<HeadCell>) {
    match (heading, level) {
        (Heading::Figure(_), _) => cells.push(HeadCell { title: String::new(), columns: 1 }),
        (Heading::Span(span), 0) => {
            cells.push(HeadCell { title: span.title.clone(), columns: heading.figures().len() });
        }
        (Heading::Span(span), _) => span.columns.iter().for_each(|inner| at_level(inner, level - 1, cells)),
    }
}

/// A column's title without the words that the heads above it say already: 当月税收 is 税收 below 当月.
pub(crate) fn below<'a>(table: &TableDefinition, figure: &str, title: &'a str) -> &'a str {
    let mut above = Vec::new();
    table.columns.iter().for_each(|heading| heads_above(heading, figure, &mut above));
    above.into_iter().fold(title, |title, head| {
        let rest = title.strip_prefix(head).or_else(|| title.strip_suffix(head));
        rest.filter(|rest| !rest.is_empty()).unwrap_or(title)
    })
}

fn heads_above<'a>(heading: &'a Heading, figure: &str, above: &mut Vec<&'a str>) {
    if let Heading::Span(span) = heading
        && heading.figures().contains(&figure)
    {
        above.push(&span.title);
        span.columns.iter().for_each(|inner| heads_above(inner, figure, above));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::report::SpanHeading;

    fn span(title: &str, columns: Vec<Heading>) -> Heading {
        Heading::Span(SpanHeading { title: title.to_owned(), columns })
    }

    fn figure(name: &str) -> Heading {
        Heading::Figure(name.to_owned())
    }

    #[test]
    fn heads_stand_above_one_another_and_are_not_said_twice() {
        let inner = vec![span("当月", vec![figure("a"), figure("b")]), figure("c")];
        let columns = vec![figure("d"), span("税收", inner), span("当月", vec![figure("e")])];
        let table = TableDefinition { columns, ..TableDefinition::default() };
        let rows: Vec<Vec<(String, usize)>> = spans(&table, 1)
            .into_iter()
            .map(|row| row.into_iter().map(|cell| (cell.title, cell.columns)).collect())
            .collect();
        let cell = |title: &str, columns: usize| (title.to_owned(), columns);
        assert_eq!(rows[0], [cell("", 1), cell("", 1), cell("税收", 3), cell("当月", 1)]);
        assert_eq!(rows[1], [cell("", 1), cell("", 1), cell("当月", 2), cell("", 1), cell("", 1)]);
        assert_eq!(below(&table, "a", "税收当月增速"), "增速");
        assert_eq!(below(&table, "c", "税收"), "税收");
        assert_eq!(below(&table, "d", "当月税收"), "当月税收");
    }
}
