//! Charts stay within the text area and say their values.

use crate::common::{MM, document, lines, set};
use model::document::{Block, Chart, Series};
use model::page::Item;
use model::report::ChartKind;
use model::unit::Format;
use model::{Rounding, Unit};

const KINDS: [ChartKind; 4] = [ChartKind::Column, ChartKind::Bar, ChartKind::Line, ChartKind::Pie];

fn chart(kind: ChartKind, values: &[Vec<Option<f64>>]) -> Chart {
    let format = Format { unit: Unit::named("万元"), places: 1, rounding: Rounding::default() };
    let series = |(column, values): (usize, &Vec<Option<f64>>)| Series {
        title: format!("指标{column}"),
        column,
        format: format.clone(),
        line: column > 1,
        exprs: vec![None; values.len()],
        values: values.clone(),
    };
    let count = values.first().map_or(0, Vec::len);
    Chart {
        name: "chart".to_owned(),
        title: "各街道税收".to_owned(),
        kind,
        table: String::new(),
        categories: (1..=count).map(|number| format!("第{number}街道办事处")).collect(),
        series: values.iter().enumerate().map(series).collect(),
    }
}

/// A chart that holds a word.
pub(crate) fn of_words(word: &str) -> Chart {
    let values = [vec![Some(1.0), Some(2.0)]];
    Chart { categories: vec![word.to_owned(); 2], title: word.to_owned(), ..chart(ChartKind::Column, &values) }
}

fn inside((x, y): (f64, f64)) -> bool {
    (27.9 * MM..=184.1 * MM).contains(&x) && (34.9 * MM..=260.1 * MM).contains(&y)
}

#[test]
fn every_drawing_stays_in_the_text_area() {
    let many = |count: usize| (0..count).map(|n| Some(n as f64 * 13.7 - 20.0)).collect::<Vec<_>>();
    let cases = [
        vec![many(1)],
        vec![many(6), many(6), many(6)],
        vec![many(24), many(24)],
        vec![vec![None, Some(5.0), Some(f64::NAN)]],
        vec![vec![Some(0.0); 3]],
        vec![Vec::new()],
        Vec::new(),
    ];
    for (number, values) in cases.iter().enumerate() {
        for kind in KINDS {
            let (pages, _) = set(&document(vec![Block::Chart(chart(kind, values))]));
            for item in pages.pages.iter().flat_map(|page| &page.items) {
                match item {
                    Item::Line { from, to, .. } => assert!(inside(*from) && inside(*to), "{kind:?} {number} {item:?}"),
                    Item::Polygon { points, .. } => {
                        assert!(points.iter().all(|p| inside(*p)), "{kind:?} {number} {points:?}")
                    }
                    Item::Run(run) => assert!(run.x.is_finite() && run.y.is_finite(), "{kind:?} {number}"),
                }
            }
        }
    }
}

#[test]
fn values_that_fit_are_printed_beside_their_marks() {
    let values = vec![vec![Some(10.0), Some(22.5), Some(7.25)]];
    for kind in [ChartKind::Column, ChartKind::Bar, ChartKind::Line] {
        let words: String = lines(&set(&document(vec![Block::Chart(chart(kind, &values))])).0)
            .iter()
            .map(crate::common::Line::text)
            .collect();
        for value in ["10.0", "22.5", "7.2", "万元", "各街道税收"] {
            assert!(words.contains(value), "{kind:?}: {value} in {words}");
        }
    }
    let pie: String = lines(&set(&document(vec![Block::Chart(chart(ChartKind::Pie, &values))])).0)
        .iter()
        .map(crate::common::Line::text)
        .collect();
    assert!(pie.contains("25.2%") && pie.contains("56.6%"), "{pie}");
}
