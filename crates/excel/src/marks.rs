//! Marks that a reader sees before he reads: colours for deadlines, bars for shares, arrows for
//! growth, a line for a series. They are conditions on the cells, so that they move with them.

use crate::error::failed;
use crate::sheets::{DetailPart, DetailSheets, TableSheet};
use model::Said;
use model::diagnostic::letters;
use model::document::{Deadline, RowKind, TableColumn};
use model::expr::Expr;
use model::unit::Format;
use model::{Date, Exact, Unit};
use rust_xlsxwriter as xlsx;
use rust_xlsxwriter::{
    Color, ConditionalFormatCustomIcon, ConditionalFormatDataBar, ConditionalFormatFormula, ConditionalFormatIconSet,
    ConditionalFormatIconType, ConditionalFormatType, Worksheet,
};

/// What is due within so many days is due soon.
const SOON: i64 = 30;
/// Fills and words of overdue and of due soon, words of done; overdue is bold as well, for paper
/// without colour.
const OVERDUE: (u32, u32) = (0x00FF_C7CE, 0x009C_0006);
const DUE_SOON: (u32, u32) = (0x00FF_EB9C, 0x007F_6000);
const DONE: u32 = 0x0080_8080;
/// Bars that leave the number readable.
const BAR: u32 = 0x00BF_BFBF;
/// The line of a series.
const LINE: u32 = 0x0040_4040;
/// The height of the row of lines, in pixels.
pub(crate) const LINE_HEIGHT: u32 = 44;
/// A series of fewer rows shows nothing that the numbers do not.
const MIN_SERIES: usize = 3;

/// Marks the rows of a listing.
pub(crate) fn listing(sheet: &mut Worksheet, plan: &TableSheet, deadline: &Deadline) -> Result<(), Said> {
    let rows = (plan.first(), plan.below().saturating_sub(1));
    if plan.rows() == 0 {
        return Ok(());
    }
    states(sheet, deadline, rows, plan.columns().saturating_sub(1), "")
}

/// Marks the records of a detail sheet, those of the latest submission alone.
pub(crate) fn detail(
    sheet: &mut Worksheet,
    plan: &DetailSheets,
    part: &DetailPart,
    deadline: &Deadline,
) -> Result<(), Said> {
    let last = u16::try_from(plan.detail.columns.len().saturating_sub(1)).unwrap_or(0);
    let sent = deadline.sent.map_or_else(String::new, |month| {
        let column = letters(u32::try_from(plan.sent()).unwrap_or(0) + 1);
        format!(",${column}{}=DATE({},{},1)", DetailPart::FIRST + 1, month.year(), month.month())
    });
    states(sheet, deadline, (DetailPart::FIRST, part.last()), last, &sent)
}

/// Grey for done over the whole row; red for overdue and amber for due soon where they are read,
/// on the deadline and on the state. `more` is one more condition.
fn states(
    sheet: &mut Worksheet,
    deadline: &Deadline,
    (first, last): (u32, u32),
    last_column: u16,
    more: &str,
) -> Result<(), Said> {
    let column = |at: usize| u16::try_from(at).unwrap_or(0);
    let cell = |at: usize| format!("${}{}", letters(u32::from(column(at)) + 1), first + 1);
    let (due, status) = (cell(deadline.due), cell(deadline.status));
    let words = deadline.done.iter().map(|word| format!("{status}=\"{}\"", word.replace('"', "\"\"")));
    let done = format!("OR({})", words.collect::<Vec<_>>().join(","));
    let day = |date: Date| format!("DATE({},{},{})", date.year(), date.month(), date.day());
    let (as_of, soon) = (day(deadline.as_of), day(deadline.as_of.plus_days(SOON)));
    let filled = |(fill, words): (u32, u32)| {
        xlsx::Format::new().set_background_color(Color::RGB(fill)).set_font_color(Color::RGB(words))
    };
    let rule = |condition: String, format: xlsx::Format| {
        let rule = format!("=AND({condition}{more})");
        ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format).set_stop_if_true(true)
    };
    let grey = rule(done.clone(), xlsx::Format::new().set_font_color(Color::RGB(DONE)));
    sheet.add_conditional_format(first, 0, last, last_column, &grey).map_err(failed)?;
    let overdue = format!("NOT({done}),{due}<>\"\",{due}<{as_of}");
    let within = format!("NOT({done}),{due}>={as_of},{due}<={soon}");
    for at in [deadline.due, deadline.status] {
        let red = rule(overdue.clone(), filled(OVERDUE).set_bold());
        let amber = rule(within.clone(), filled(DUE_SOON));
        sheet.add_conditional_format(first, column(at), last, column(at), &red).map_err(failed)?;
        sheet.add_conditional_format(first, column(at), last, column(at), &amber).map_err(failed)?;
    }
    Ok(())
}

/// Bars in the columns of shares, arrows in those of growth and change.
pub(crate) fn table(sheet: &mut Worksheet, plan: &TableSheet) -> Result<(), Said> {
    let Some(last) = body(plan).checked_sub(1) else { return Ok(()) };
    let (first, last) = (plan.first(), plan.row(last));
    for (at, column) in (0_u16..).zip(&plan.table.columns) {
        let Some(format) = &column.format else { continue };
        match mark(plan, at.into(), column) {
            Some(Mark::Bar) => sheet.add_conditional_format(first, at, last, at, &bar()).map_err(failed)?,
            // The arrows stand on the whole as well, which grows or falls like its parts.
            Some(Mark::Arrow) => {
                let last = plan.below().saturating_sub(1);
                sheet.add_conditional_format(first, at, last, at, &arrows(format)).map_err(failed)?
            }
            None => continue,
        };
    }
    Ok(())
}

enum Mark {
    Bar,
    Arrow,
}

/// What fits a column: a share is a quotient, a growth one over an absolute value.
fn mark(plan: &TableSheet, at: usize, column: &TableColumn) -> Option<Mark> {
    let unit = &column.format.as_ref()?.unit;
    match (0..body(plan)).find_map(|row| plan.expr(row, at))? {
        Expr::Quotient(pair) if *unit == Unit::Percent => match pair.as_ref() {
            [_, Expr::Base(_)] => Some(Mark::Arrow),
            _ => Some(Mark::Bar),
        },
        Expr::Difference(_) if *unit == Unit::Points => Some(Mark::Arrow),
        Expr::Records(..)
        | Expr::Figure(..)
        | Expr::Sum(_)
        | Expr::Difference(_)
        | Expr::Quotient(_)
        | Expr::Base(_)
        | Expr::Elapsed(..)
        | Expr::Rank(..)
        | Expr::Rest(..)
        | Expr::Series(_)
        | Expr::Balance(..) => None,
    }
}

/// How many rows there are up to the last one that does not sum up.
fn body(plan: &TableSheet) -> usize {
    plan.table.rows.iter().rposition(|row| row.kind == RowKind::Body).map_or(0, |last| last + 1)
}

/// A bar from nothing to the whole.
fn bar() -> ConditionalFormatDataBar {
    ConditionalFormatDataBar::new()
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 1)
        .set_fill_color(Color::RGB(BAR))
        // The bars of 2007: those of 2010 are an extension that other programs drop.
        .use_classic_style()
}

/// Arrows up and down; level where the number prints as zero.
fn arrows(format: &Format) -> ConditionalFormatIconSet {
    let percent = if format.unit == Unit::Percent { 2 } else { 0 };
    let half = Exact::new(1, 2).and_then(|half| half.times(Exact::scaled(1, format.places.saturating_add(percent))));
    let half = half.map_or(0.0, Exact::to_f64);
    let icon = |least: f64| ConditionalFormatCustomIcon::new().set_rule(ConditionalFormatType::Number, least);
    ConditionalFormatIconSet::new().set_icon_type(ConditionalFormatIconType::ThreeArrowsGray).set_icons(&[
        icon(f64::MIN),
        icon(-half).set_greater_than(true),
        icon(half),
    ])
}

/// Whether the rows are months or years, in whose order a line makes sense.
pub(crate) fn is_series(plan: &TableSheet) -> bool {
    let Some(at) = plan.label() else { return false };
    let dated = |text: &str| {
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        digits == 4 && text.contains('年') && text.ends_with(['年', '月'])
    };
    let rows = plan.table.rows.len();
    rows >= MIN_SERIES && plan.table.rows.iter().all(|row| row.cells.get(at).is_some_and(|cell| dated(&cell.text)))
}

/// Draws a small line of each figure into the row below a series, where every row has a value.
///
/// They are charts of the size of a cell. Excel's own sparklines are an extension of the format,
/// which other programs drop with a warning.
pub(crate) fn lines(sheet: &mut Worksheet, plan: &TableSheet, row: u32, widths: &[f64]) -> Result<(), Said> {
    for ((at, column), width) in (0_u16..).zip(&plan.table.columns).zip(widths) {
        let filled =
            |row: &model::document::Row| row.cells.get(usize::from(at)).is_some_and(|cell| cell.value.is_some());
        if column.figure.is_none() || !plan.table.rows.iter().all(filled) {
            continue;
        }
        let last = plan.below().saturating_sub(1);
        let values = xlsx::ChartRange::new_from_range(&plan.sheet, plan.first(), at, last, at);
        let mut chart = xlsx::Chart::new(xlsx::ChartType::Line);
        let look = xlsx::ChartLine::new().set_color(Color::RGB(LINE)).set_width(1.25).clone();
        chart.add_series().set_values(&values).set_format(&mut look.clone());
        chart.title().set_hidden();
        chart.legend().set_hidden();
        chart.x_axis().set_hidden(true);
        chart.y_axis().set_hidden(true).set_major_gridlines(false);
        chart.chart_area().set_format(xlsx::ChartFormat::new().set_no_border().set_no_fill());
        chart.plot_area().set_layout(&xlsx::ChartLayout::new().set_offset(0.02, 0.08).set_dimensions(0.96, 0.84));
        chart.set_width((*width * 7.0) as u32).set_height(LINE_HEIGHT - 4);
        chart.set_alt_text(format!("{}的走势", column.title));
        sheet.insert_chart_with_offset(row, at, &chart, 2, 2).map_err(failed)?;
    }
    Ok(())
}
