//! The operations that draw one page.

use crate::fonts::Loaded;
use crate::words;
use model::page::{Color, Item, Page, Run};
use printpdf::{
    Codepoint, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle, Point, Polygon, PolygonRing, Pt, Rgb,
    TextItem, TextMatrix, WindingOrder,
};

/// All operations of a page.
pub(crate) fn operations(page: &Page, faces: &[Option<Loaded>]) -> Result<Vec<Op>, String> {
    let mut ops = Vec::with_capacity(page.items.len() * 6);
    let mut pen = Pen::default();
    for group in words::groups(&page.items) {
        let span = words::span(group, faces);
        let end = span.is_some().then_some(Op::EndMarkedContent);
        ops.extend(span);
        for item in group {
            draw(item, faces, &mut pen, &mut ops)?;
        }
        ops.extend(end);
    }
    Ok(ops)
}

fn draw(item: &Item, faces: &[Option<Loaded>], pen: &mut Pen, ops: &mut Vec<Op>) -> Result<(), String> {
    match item {
        Item::Run(run) => show(run, faces, pen, ops)?,
        Item::Line { from, to, width, color, dash } => {
            pen.stroke(*width, *color, dash, ops);
            let line = printpdf::Line { points: corners(&[*from, *to]), is_closed: false };
            ops.push(Op::DrawLine { line });
        }
        Item::Polygon { points, fill, outline } => polygon(points, *fill, *outline, pen, ops),
    }
    Ok(())
}

/// What the graphics state holds, so that only changes are written.
#[derive(Default)]
struct Pen {
    fill: Option<Color>,
    stroke: Option<(f64, Color)>,
    dash: Vec<f64>,
}

impl Pen {
    fn fill(&mut self, color: Color, ops: &mut Vec<Op>) {
        if self.fill != Some(color) {
            self.fill = Some(color);
            ops.push(Op::SetFillColor { col: rgb(color) });
        }
    }

    fn stroke(&mut self, width: f64, color: Color, dash: &[f64], ops: &mut Vec<Op>) {
        if self.stroke != Some((width, color)) {
            self.stroke = Some((width, color));
            ops.push(Op::SetOutlineColor { col: rgb(color) });
            ops.push(Op::SetOutlineThickness { pt: Pt(width as f32) });
        }
        if self.dash != dash {
            self.dash = dash.to_vec();
            let lengths: Vec<f32> = dash.iter().map(|length| *length as f32).collect();
            ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &lengths) });
        }
    }
}

fn show(run: &Run, faces: &[Option<Loaded>], pen: &mut Pen, ops: &mut Vec<Op>) -> Result<(), String> {
    let Some(Some(face)) = faces.get(run.face) else {
        return Err(format!("没有第{}个字体。", run.face + 1));
    };
    pen.fill(run.color, ops);
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFont { font: PdfFontHandle::External(face.id.clone()), size: Pt(run.size as f32) });
    ops.push(Op::SetTextMatrix { matrix: matrix(run) });
    ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs(run, face))] });
    ops.push(Op::EndTextSection);
    Ok(())
}

fn matrix(run: &Run) -> TextMatrix {
    let (x, y) = (run.x as f32, run.y as f32);
    if run.turned { TextMatrix::Raw([0.0, -1.0, 1.0, 0.0, x, y]) } else { TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]) }
}

/// The glyphs with what justification changed of their widths. The remainder of each rounding is
/// carried on, so that a long line still ends where it should.
fn glyphs(run: &Run, face: &Loaded) -> Vec<Codepoint> {
    let mut owed = 0.0;
    let last = run.glyphs.len().saturating_sub(1);
    let place = |(position, glyph): (usize, &model::page::Glyph)| {
        let exact = face.width(glyph.id) - glyph.advance * 1000.0 / run.size + owed;
        let offset = if position == last { 0.0 } else { (exact * 10.0).round() / 10.0 };
        owed = exact - offset;
        Codepoint::with_cid(glyph.id, offset as f32, glyph.text.to_string())
    };
    run.glyphs.iter().enumerate().map(place).collect()
}

fn polygon(
    points: &[(f64, f64)],
    fill: Option<Color>,
    outline: Option<(f64, Color)>,
    pen: &mut Pen,
    ops: &mut Vec<Op>,
) {
    let mode = match (fill, outline) {
        (Some(_), Some(_)) => PaintMode::FillStroke,
        (Some(_), None) => PaintMode::Fill,
        (None, Some(_)) => PaintMode::Stroke,
        (None, None) => return,
    };
    if let Some(color) = fill {
        pen.fill(color, ops);
    }
    if let Some((width, color)) = outline {
        pen.stroke(width, color, &[], ops);
    }
    let rings = vec![PolygonRing { points: corners(points) }];
    ops.push(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } });
}

fn corners(points: &[(f64, f64)]) -> Vec<LinePoint> {
    let corner = |(x, y): &(f64, f64)| LinePoint { p: Point { x: Pt(*x as f32), y: Pt(*y as f32) }, bezier: false };
    points.iter().map(corner).collect()
}

fn rgb(color: Color) -> printpdf::Color {
    // Black and greys stay on the black plate of a printer.
    if color.0 == color.1 && color.1 == color.2 {
        return printpdf::Color::Greyscale(printpdf::Greyscale { percent: color.0, icc_profile: None });
    }
    printpdf::Color::Rgb(Rgb { r: color.0, g: color.1, b: color.2, icc_profile: None })
}
