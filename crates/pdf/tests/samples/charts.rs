//! Charts of every kind.

use super::tables::{STREETS, format};
use model::document::{Chart, Series};
use model::report::ChartKind;

pub(crate) fn chart(kind: ChartKind, title: &str) -> Chart {
    let months: Vec<String> = (1..=12).map(|month| format!("{month}月")).collect();
    let wave = |scale: f64, shift: f64| {
        (0..12).map(|m| Some(scale * (1.0 + 0.5 * ((f64::from(m) + shift) / 2.0).sin()))).collect::<Vec<_>>()
    };
    let by_street = matches!(kind, ChartKind::Pie | ChartKind::Bar);
    let categories = if by_street { STREETS.map(str::to_owned).to_vec() } else { months };
    let series = |title: &str, unit: &str, places, line, values: Vec<Option<f64>>| Series {
        title: title.to_owned(),
        column: 1,
        format: format(unit, places),
        line,
        exprs: vec![None; values.len()],
        values,
    };
    let shares = [10503.27, 8821.4, 6120.05, 4410.88, 3982.16, 2105.73, 986.4, 75.12];
    let all = if by_street {
        vec![series("本年累计", "万元", 1, false, shares.map(Some).to_vec())]
    } else if kind == ChartKind::Line {
        vec![series("税收", "亿元", 2, false, wave(3.2, 0.0)), series("上年同期", "亿元", 2, false, wave(2.8, 1.0))]
    } else {
        vec![
            series("本年", "万元", 0, false, wave(3200.0, 0.0)),
            series("上年", "万元", 0, false, wave(2800.0, 0.7)),
            series("同比增长", "%", 1, true, wave(6.0, 2.0)),
        ]
    };
    Chart { name: "trend".to_owned(), title: title.to_owned(), kind, table: String::new(), categories, series: all }
}

/// Columns with their values and wrapped names.
pub(crate) fn by_street() -> Chart {
    let mut chart = chart(ChartKind::Pie, "图5　各街道（镇）累计税收");
    chart.kind = ChartKind::Column;
    chart.categories = STREETS.iter().map(|street| format!("{street}办事处及园区")).collect();
    chart
}
