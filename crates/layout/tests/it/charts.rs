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
                    Item::Image { .. } => unreachable!("a chart has no picture"),
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

/// Words with the box around them: left, foot, right, top.
type Around = ((f64, f64, f64, f64), String);

/// The boxes of all words of a chart's page but the page number.
fn boxes(chart: Chart) -> Vec<Around> {
    let (pages, _) = set(&document(vec![Block::Chart(chart)]));
    assert_eq!(pages.pages.len(), 1);
    let mut boxes = Vec::new();
    for item in &pages.pages[0].items {
        let Item::Run(run) = item else { continue };
        let words: String = run.glyphs.iter().map(|glyph| glyph.text).collect();
        let long: f64 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
        let (x, y, size) = (run.x, run.y, run.size);
        let around = match run.turned {
            true => (x, y - long, x + 0.7 * size, y),
            false => (x, y, x + long, y + 0.7 * size),
        };
        if size != 14.0 {
            boxes.push((around, words));
        }
    }
    boxes
}

/// A chart of names of that length.
fn named(kind: ChartKind, count: usize, length: usize, line: bool) -> Chart {
    let values: Vec<Option<f64>> = (0..count).map(|n| Some(1000.0 + n as f64 * 13.7)).collect();
    let mut drawn = chart(kind, &if line { vec![values.clone(), values.clone(), values] } else { vec![values] });
    let name = |number: usize| {
        let name = format!("{}{number}", "示例高新区投资发展集团有限责任公司".repeat(4));
        name.chars().skip(name.chars().count().saturating_sub(length)).collect()
    };
    drawn.categories = (0..count).map(name).collect();
    drawn.series.iter_mut().for_each(|series| series.format.places = 0);
    drawn
}

#[test]
fn words_of_charts_neither_meet_nor_leave_the_figure() {
    for kind in KINDS {
        for (count, length) in
            [(3, 60), (5, 18), (5, 30), (12, 18), (24, 2), (31, 2), (40, 3), (40, 18), (60, 18), (100, 8)]
        {
            for line in [false, true] {
                let boxes = boxes(named(kind, count, length, line));
                let told = |words: &str| format!("{kind:?} {count} {length} {line}: {words}");
                for ((left, foot, right, top), words) in &boxes {
                    assert!(inside((*left, *foot)) && inside((*right, *top)), "{} {left} {right} {foot}", told(words));
                }
                // Values at the marks of several series may meet; names, axes and titles never do.
                let names = boxes.iter().filter(|(_, words)| !line || !words.starts_with(|c: char| c.is_ascii_digit()));
                let mut known: Vec<&Around> = Vec::new();
                for one in names {
                    for other in &known {
                        let ((l, f, r, t), (l2, f2, r2, t2)) = (one.0, other.0);
                        let apart = l >= r2 - 0.1 || l2 >= r - 0.1 || f >= t2 - 0.1 || f2 >= t - 0.1;
                        assert!(apart, "{}", told(&format!("{one:?} over {other:?}")));
                    }
                    known.push(one);
                }
            }
        }
    }
}

#[test]
fn columns_of_many_long_names_lie_and_name_each_of_them() {
    let boxes = boxes(named(ChartKind::Column, 40, 18, false));
    for number in 0..40 {
        let of = |words: &str| words == format!("责任公司{number}") || words.ends_with(&format!("司{number}"));
        let named = boxes.iter().any(|(_, words)| of(words))
            || boxes.windows(2).any(|pair| pair[0].1.ends_with('司') && pair[1].1 == number.to_string());
        assert!(named, "{number}");
    }
}

#[test]
fn titles_and_legends_of_any_length_stay_in_the_figure() {
    for kind in KINDS {
        let many: Vec<Vec<Option<f64>>> = (0..12).map(|_| vec![Some(5.0), Some(7.0)]).collect();
        let mut long = chart(kind, &many);
        long.title = format!("图1 {}", "各街道办事处税收完成情况及其构成".repeat(8));
        long.series.iter_mut().for_each(|series| {
            series.title = "一个特别长的指标名称".repeat(6);
            series.line = false;
        });
        for ((left, foot, right, top), words) in boxes(long) {
            assert!(inside((left, foot)) && inside((right, top)), "{kind:?} {words} {left} {right} {foot}");
        }
    }
}
