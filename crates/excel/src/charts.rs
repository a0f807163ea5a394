//! Native charts beneath a table, drawn from its cells.

use crate::error::failed;
use crate::sheets::TableSheet;
use crate::{number, sheet, style};
use model::Unit;
use model::document::{Chart, RowKind, Series, Table};
use model::ledger::Kind;
use model::report::ChartKind;
use model::unit::Format;
use model::{Said, say};
use rust_xlsxwriter as xlsx;
use rust_xlsxwriter::{
    ChartAxisCrossing, ChartDataLabelPosition, ChartLegendPosition, ChartLineDashType, ChartMarkerType,
    ChartPatternFillType, ChartType, Color, Worksheet,
};

/// How many rows a chart covers, and its height: rows of 20 pixels.
const ROWS: u32 = 17;
const HEIGHT: u32 = 340;
/// The narrowest and the widest chart in pixels.
const WIDTH: (u32, u32) = (420, 1000);

/// Fills that differ on paper without colour: pattern (nothing for a solid fill) and grey.
const FILLS: [(Option<ChartPatternFillType>, u32); 8] = [
    (None, 0x0040_4040),
    (None, 0x00BF_BFBF),
    (Some(ChartPatternFillType::DiagonalStripesWideUpwards), 0x0040_4040),
    (Some(ChartPatternFillType::Dotted25Percent), 0x0040_4040),
    (None, 0x0080_8080),
    (Some(ChartPatternFillType::HorizontalStripesLight), 0x0040_4040),
    (Some(ChartPatternFillType::DiagonalStripesLightDownwards), 0x0040_4040),
    (None, 0x00F2_F2F2),
];
/// Lines that differ on paper without colour.
const LINES: [(ChartMarkerType, ChartLineDashType); 4] = [
    (ChartMarkerType::Circle, ChartLineDashType::Solid),
    (ChartMarkerType::Square, ChartLineDashType::Dash),
    (ChartMarkerType::Triangle, ChartLineDashType::RoundDot),
    (ChartMarkerType::Diamond, ChartLineDashType::DashDot),
];
const BLACK: Color = Color::RGB(0x0026_2626);
const GRID: Color = Color::RGB(0x00D9_D9D9);

/// Writes all charts of a table from a row on; gives the last row that they cover.
pub(crate) fn write(sheet: &mut Worksheet, plan: &TableSheet, from: u32, widths: &[f64]) -> Result<u32, Said> {
    // A column is 7 pixels a character and 5 for its margins.
    let pixels = widths.iter().fold(0_u32, |sum, width| sum.saturating_add((*width * 7.0) as u32 + 5));
    let mut row = from;
    let mut spare = plan.columns().saturating_add(2);
    for chart in &plan.charts {
        let Some(cells) = Cells::of(plan, chart) else { continue };
        let mut drawn = draw(sheet, &cells, chart, &mut spare)?;
        drawn.set_width(pixels.clamp(WIDTH.0, WIDTH.1)).set_height(HEIGHT).set_alt_text(chart.title.as_str());
        sheet.insert_chart(row, 0, &drawn).map_err(failed)?;
        row += ROWS + 1;
    }
    Ok(row.saturating_sub(1))
}

/// The cells that a chart shows.
struct Cells<'a> {
    plan: &'a TableSheet<'a>,
    /// The first and the last row.
    rows: (u32, u32),
    /// The column of the words along the axis.
    label: u16,
}

impl<'a> Cells<'a> {
    /// Finds the rows and the labels of a chart; nothing where there is nothing to draw.
    fn of(plan: &'a TableSheet<'a>, chart: &Chart) -> Option<Cells<'a>> {
        let count = chart.categories.len();
        let body = plan.table.rows.iter().take_while(|row| row.kind != RowKind::Total).count();
        if count == 0 || count > body || chart.series.is_empty() {
            return None;
        }
        let (start, label) = labels(&plan.table, chart, body - count).or_else(|| first_words(&plan.table))?;
        let first = plan.first() + u32::try_from(start).ok()?;
        let label = u16::try_from(label).ok()?;
        Some(Cells { plan, rows: (first, first + u32::try_from(count).ok()? - 1), label })
    }

    fn range(&self, column: u16) -> xlsx::ChartRange {
        xlsx::ChartRange::new_from_range(&self.plan.sheet, self.rows.0, column, self.rows.1, column)
    }
}

/// The row and the column from which on the table holds the chart's categories.
fn labels(table: &Table, chart: &Chart, last_start: usize) -> Option<(usize, usize)> {
    let mut starts = (0..=last_start).flat_map(|start| (0..table.columns.len()).map(move |at| (start, at)));
    starts.find(|(start, at)| {
        let mut rows = table.rows.iter().skip(*start).zip(&chart.categories);
        rows.all(|(row, word)| row.cells.get(*at).is_some_and(|cell| cell.text == *word))
    })
}

/// The first row and the first column of words: where labels stand that the chart has shortened.
fn first_words(table: &Table) -> Option<(usize, usize)> {
    table.columns.iter().position(|column| !column.kind.is_number()).map(|at| (0, at))
}

/// Draws a chart: columns, bars or lines on the first axis, lines on the second, or a pie.
fn draw(sheet: &mut Worksheet, cells: &Cells, chart: &Chart, spare: &mut u16) -> Result<xlsx::Chart, Said> {
    let all: Vec<&Series> = chart.series.iter().collect();
    let (second, first): (Vec<&Series>, Vec<&Series>) = all.iter().partition(|series| series.line);
    // Without anything on the first axis there is no use for a second one.
    let (first, second, kind) = match (first.is_empty(), chart.kind) {
        (true, _) => (second, Vec::new(), ChartKind::Line),
        (false, ChartKind::Pie) => (first, Vec::new(), ChartKind::Pie),
        // Excel cannot lay lines over lying bars.
        (false, ChartKind::Bar) if !second.is_empty() => (first, second, ChartKind::Column),
        (false, kind) => (first, second, kind),
    };
    let mut drawn = xlsx::Chart::new(chart_type(kind));
    for (index, series) in first.iter().take(if kind == ChartKind::Pie { 1 } else { usize::MAX }).enumerate() {
        let column = column(sheet, cells, (chart, series), kind, spare)?;
        add(cells, drawn.add_series(), (index, series), kind, column);
    }
    if kind != ChartKind::Pie {
        axes(&mut drawn, chart, kind, &first);
    }
    if !second.is_empty() {
        let mut lines = xlsx::Chart::new(ChartType::Line);
        for (index, series) in second.iter().enumerate() {
            let number = if kind == ChartKind::Line { first.len() + index } else { index };
            let column = column(sheet, cells, (chart, series), ChartKind::Line, spare)?;
            let line = lines.add_series();
            add(cells, line, (number, series), ChartKind::Line, column);
            line.set_secondary_axis(true);
        }
        second_axis(&mut drawn, chart, &second);
        drawn.combine(&lines);
    }
    finish(&mut drawn, chart, first.len() + second.len());
    Ok(drawn)
}

fn chart_type(kind: ChartKind) -> ChartType {
    match kind {
        ChartKind::Column => ChartType::Column,
        ChartKind::Bar => ChartType::Bar,
        ChartKind::Line => ChartType::Line,
        ChartKind::Pie => ChartType::Pie,
    }
}

/// The column with the numbers of a series: the table's own, or for a line with missing values
/// one beside the table, since a dash in the table would be drawn as zero.
fn column(
    sheet: &mut Worksheet,
    cells: &Cells,
    (chart, series): (&Chart, &Series),
    kind: ChartKind,
    spare: &mut u16,
) -> Result<u16, Said> {
    let own = cells.plan.column_of(chart, series).and_then(|at| Some((at, cells.plan.table.columns.get(at)?)));
    let Some((at, column)) = own else {
        let (chart, series) = (&chart.title, &series.title);
        return Err(say!(
            "图“{chart}”里的“{series}”不在表里，画不出来。",
            "“{series}” of chart “{chart}” is not in the table and cannot be drawn."
        ));
    };
    if kind != ChartKind::Line || series.values.iter().all(Option::is_some) {
        return u16::try_from(at).map_err(|_| {
            let chart = &chart.title;
            say!(
                "图“{chart}”的表列数过多，画不出来。",
                "the table of chart “{chart}” has too many columns for the chart to be drawn."
            )
        });
    }
    let aside = *spare;
    *spare = spare.saturating_add(1);
    sheet::text(sheet, cells.plan.heads_end(), aside, &format!("图用：{}", series.title), &style::remark())?;
    let look = style::remark().set_num_format(style::num_format(column.kind, column.format.as_ref()));
    let start = usize::try_from(cells.rows.0 - cells.plan.first()).unwrap_or(usize::MAX);
    for (row, line) in (cells.rows.0..=cells.rows.1).zip(cells.plan.table.rows.iter().skip(start)) {
        if let Some(value) = line.cells.get(at).and_then(|cell| number::of_cell(cell, column)) {
            sheet::number(sheet, row, aside, value, &look)?;
        }
    }
    Ok(aside)
}

/// Sets the ranges and the look of one series.
fn add(cells: &Cells, drawn: &mut xlsx::ChartSeries, (index, series): (usize, &Series), kind: ChartKind, column: u16) {
    // The writer takes a name that begins with an equals sign for a reference.
    drawn.set_name(series.title.trim_start_matches('='));
    drawn.set_categories(&cells.range(cells.label)).set_values(&cells.range(column));
    match kind {
        ChartKind::Line => line(drawn, index),
        ChartKind::Column | ChartKind::Bar => {
            drawn.set_format(&mut fill(index)).set_gap(70).set_overlap(0);
        }
        ChartKind::Pie => slices(drawn, cells),
    }
}

fn fill(index: usize) -> xlsx::ChartFormat {
    let (pattern, grey) = FILLS[index % FILLS.len()];
    let mut format = xlsx::ChartFormat::new();
    format.set_border(xlsx::ChartLine::new().set_color(BLACK).set_width(0.75));
    match pattern {
        None => format.set_solid_fill(xlsx::ChartSolidFill::new().set_color(Color::RGB(grey))),
        Some(pattern) => format.set_pattern_fill(
            xlsx::ChartPatternFill::new()
                .set_pattern(pattern)
                .set_foreground_color(Color::RGB(grey))
                .set_background_color(Color::White),
        ),
    };
    format
}

fn line(drawn: &mut xlsx::ChartSeries, index: usize) {
    let (marker, dash) = LINES[index % LINES.len()];
    drawn.set_format(xlsx::ChartLine::new().set_color(BLACK).set_width(1.75).set_dash_type(dash));
    let mut look = xlsx::ChartFormat::new();
    look.set_solid_fill(xlsx::ChartSolidFill::new().set_color(Color::White));
    look.set_border(xlsx::ChartLine::new().set_color(BLACK).set_width(1));
    drawn.set_marker(xlsx::ChartMarker::new().set_type(marker).set_size(6).set_format(&mut look));
}

/// Sets the fills and labels of a pie, whose slices are told apart by words and not by a legend.
fn slices(drawn: &mut xlsx::ChartSeries, cells: &Cells) {
    let slice = |row: u32| {
        let index = usize::try_from(row - cells.rows.0).unwrap_or(0);
        xlsx::ChartPoint::new().set_format(&mut fill(index))
    };
    let points: Vec<xlsx::ChartPoint> = (cells.rows.0..=cells.rows.1).map(slice).collect();
    let mut label = xlsx::ChartDataLabel::new();
    label.show_category_name().show_percentage().show_leader_lines().set_num_format("0.0%");
    label.set_position(ChartDataLabelPosition::OutsideEnd).set_font(&font(9));
    drawn.set_points(&points).set_data_label(&label);
}

/// Sets the axes: words along one, numbers along the other.
fn axes(drawn: &mut xlsx::Chart, chart: &Chart, kind: ChartKind, series: &[&Series]) {
    // The writer names the axes of lying bars after where they lie, words along y.
    let words = if kind == ChartKind::Bar { drawn.y_axis() } else { drawn.x_axis() };
    let edge = xlsx::ChartLine::new().set_color(BLACK).set_width(0.75).clone();
    words.set_font(&font(9)).set_format(&mut edge.clone()).set_major_gridlines(false);
    if kind == ChartKind::Bar {
        // The first row of the table stands at the top, the numbers stay at the bottom.
        words.set_reverse().set_crossing(ChartAxisCrossing::Max);
    }
    let numbers = if kind == ChartKind::Bar { drawn.x_axis() } else { drawn.y_axis() };
    let grid = xlsx::ChartLine::new().set_color(GRID).clone();
    numbers.set_font(&font(9)).set_major_gridlines(true).set_major_gridlines_line(&grid);
    numbers.set_num_format(axis_format(series, kind != ChartKind::Line));
    name_axis(numbers, chart.axis_unit(series.first().copied()));
}

/// Sets the second axis, which the writer keeps with the first chart and not with the lines.
fn second_axis(drawn: &mut xlsx::Chart, chart: &Chart, series: &[&Series]) {
    let numbers = drawn.y2_axis();
    numbers.set_font(&font(9)).set_major_gridlines(false);
    numbers.set_num_format(axis_format(series, false));
    name_axis(numbers, chart.axis_unit(series.first().copied()));
}

/// Names a value axis after the unit.
fn name_axis(axis: &mut xlsx::ChartAxis, unit: &str) {
    if !unit.is_empty() {
        axis.set_name(&format!("（{unit}）")).set_name_font(&font(9));
    }
}

/// The format of the numbers along an axis: as many decimals as its steps need, which are fewer
/// than those of the cells.
fn axis_format(series: &[&Series], from_zero: bool) -> String {
    let values = series.iter().flat_map(|series| series.values.iter().copied().flatten());
    let start = if from_zero { (0.0, 0.0) } else { (f64::INFINITY, f64::NEG_INFINITY) };
    let (least, most) = values.fold(start, |(least, most), value| (value.min(least), value.max(most)));
    let places = match most - least {
        span if span >= 5.0 => 0,
        span if span >= 0.5 => 1,
        _ => 2,
    };
    let unit = series.first().map_or(Unit::None, |series| series.format.unit.clone());
    style::num_format(Kind::Number, Some(&Format { unit, places, ..Format::default() }))
}

fn finish(drawn: &mut xlsx::Chart, chart: &Chart, series: usize) {
    drawn.title().set_name(chart.title.trim_start_matches('=')).set_font(font(12).set_bold());
    if series > 1 && chart.kind != ChartKind::Pie {
        drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9));
    } else {
        drawn.legend().set_hidden();
    }
    drawn.chart_area().set_format(xlsx::ChartFormat::new().set_no_border());
}

fn font(size: u8) -> xlsx::ChartFont {
    let mut font = xlsx::ChartFont::new();
    font.set_name(style::BODY_FONT).set_size(size);
    font
}
