//! The objects that draw one page (GB/T 33190, 8 to 11).

use crate::fonts::{Loaded, no_face};
use crate::images::{self, Used};
use crate::number::{MM, array, put, steps};
use crate::xml::{HEAD, SPACE, escaped};
use crate::{Ids, outline};
use model::Said;
use model::page::{Color, Glyph, Item, Link, Page, Pages, Run};

/// The em's square above and below the baseline: what a reader marks when words are selected.
const EM: [f64; 2] = [-0.12, 0.88];

/// Writes a page.
pub(crate) fn page(
    page: &Page,
    pages: &Pages,
    (faces, images): (&[Option<Loaded>], &[Used<'_>]),
    numbers: &[u32],
    ids: &mut Ids,
) -> Result<String, Said> {
    let mut out = String::with_capacity(page.items.len() * 300);
    let size = array(&[0.0, 0.0, page.width * MM, page.height * MM]);
    out.push_str(HEAD);
    out.push_str(&format!(
        "<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:Area>\
         <ofd:Content><ofd:Layer ID=\"{}\" Type=\"Body\">\n",
        ids.next()
    ));
    for item in &page.items {
        match item {
            Item::Run(run) => text(&within_spaces(run), page, pages, faces, numbers, ids, &mut out)?,
            Item::Line { from, to, width, color, dash } => {
                let stroke = Stroke { width: *width, color: *color, dash };
                path(&[*from, *to], page, None, Some(stroke), ids, &mut out);
            }
            Item::Polygon { points, fill, outline } => {
                let stroke = outline.map(|(width, color)| Stroke { width, color, dash: &[] });
                path(points, page, *fill, stroke, ids, &mut out);
            }
            Item::Image { image, at, size } => images::object((image, *at, *size), page, images, ids, &mut out),
        }
    }
    out.push_str("</ofd:Layer></ofd:Content></ofd:Page>\n");
    Ok(out)
}

/// A run from its first to its last glyph that is no space: readers drop the spaces around an
/// element's text, and would set what follows too far to the left.
fn within_spaces(run: &Run) -> Run {
    let is_space = |glyph: &&Glyph| glyph.text.is_whitespace();
    let before = run.glyphs.iter().take_while(is_space).count();
    let after = run.glyphs.iter().skip(before).rev().take_while(is_space).count();
    let shift: f64 = run.glyphs.iter().take(before).map(|glyph| glyph.advance).sum();
    let glyphs = run.glyphs.iter().take(run.glyphs.len() - after).skip(before).copied().collect();
    let (x, y) = if run.turned { (run.x, run.y - shift) } else { (run.x + shift, run.y) };
    Run { x, y, glyphs, ..run.clone() }
}

/// Glyphs on one baseline as a text object.
fn text(
    run: &Run,
    page: &Page,
    pages: &Pages,
    faces: &[Option<Loaded>],
    numbers: &[u32],
    ids: &mut Ids,
    out: &mut String,
) -> Result<(), Said> {
    if run.glyphs.is_empty() {
        return Ok(());
    }
    let Some(Some(face)) = faces.get(run.face) else {
        return Err(no_face(run.face));
    };
    let [left, bottom, right, top] = extent(run, face);
    let (width, height) = (right - left, top - bottom);
    // Within the object the first glyph stands at (-left, top), the second axis pointing down.
    let (corner, size, turn) = match run.turned {
        false => ((run.x + left, run.y + top), (width, height), None),
        // The object's upper edge becomes its right one.
        true => ((run.x + bottom, run.y - left), (height, width), Some([0.0, 1.0, -1.0, 0.0, height * MM, 0.0])),
    };
    let place = [corner.0 * MM, (page.height - corner.1) * MM, size.0 * MM, size.1 * MM];
    out.push_str(&format!("<ofd:TextObject ID=\"{}\" Boundary=\"{}\"", ids.next(), array(&place)));
    if let Some(turn) = turn {
        out.push_str(&format!(" CTM=\"{}\"", array(&turn)));
    }
    out.push_str(&format!(" Font=\"{}\" Size=\"{}\">", face.id, array(&[run.size * MM])));
    if let Some(target) = link(run, page).and_then(|link| pages.bookmarks.get(link.bookmark)) {
        out.push_str(&outline::actions(target, pages, numbers));
    }
    color("FillColor", run.color, out);
    glyph_numbers(run, face, out);
    out.push_str(&format!("<ofd:TextCode X=\"{}\" Y=\"{}\"", array(&[-left * MM]), array(&[top * MM])));
    let advances: Vec<f64> = run.glyphs.iter().map(|glyph| glyph.advance * MM).collect();
    if let Some((_, between @ [_, ..])) = advances.split_last() {
        out.push_str(&format!(" DeltaX=\"{}\"", steps(between)));
    }
    out.push('>');
    out.push_str(&escaped(run.glyphs.iter().map(|glyph| glyph.text)));
    out.push_str("</ofd:TextCode></ofd:TextObject>\n");
    Ok(())
}

/// Left, lower, right and upper edge of a run around its origin, in points along its baseline. A
/// reader cuts off what lies outside, so it holds all ink.
fn extent(run: &Run, face: &Loaded) -> [f64; 4] {
    let mut edges = [0.0, EM[0] * run.size, 0.0, EM[1] * run.size];
    let mut origin = 0.0;
    for glyph in &run.glyphs {
        let ink = face.glyph(glyph.id).map_or([0.0; 4], |shape| shape.ink);
        let [left, bottom, right, top] = ink.map(|edge| edge * run.size);
        let here = [origin + left, bottom, (origin + right).max(origin + glyph.advance), top];
        edges = [edges[0].min(here[0]), edges[1].min(here[1]), edges[2].max(here[2]), edges[3].max(here[3])];
        origin += glyph.advance;
    }
    edges
}

/// The link in whose place a run begins.
fn link<'a>(run: &Run, page: &'a Page) -> Option<&'a Link> {
    page.links.iter().find(|link| {
        (link.from.0 - 0.01..=link.to.0).contains(&run.x) && (link.from.1 - 0.01..=link.to.1).contains(&run.y)
    })
}

/// The numbers of the glyphs where the face's own map would lead elsewhere (GB/T 33190, 11.4).
/// They are not written otherwise: a reader that has another face of that name and takes it
/// would show other characters.
fn glyph_numbers(run: &Run, face: &Loaded, out: &mut String) {
    for (place, glyph) in run.glyphs.iter().enumerate() {
        let Some(shape) = face.glyph(glyph.id).filter(|shape| !face.shows(glyph.text, *shape)) else { continue };
        out.push_str(&format!(
            "<ofd:CGTransform CodePosition=\"{place}\" CodeCount=\"1\" GlyphCount=\"1\">\
             <ofd:Glyphs>{}</ofd:Glyphs></ofd:CGTransform>",
            shape.id
        ));
    }
}

struct Stroke<'a> {
    width: f64,
    color: Color,
    dash: &'a [f64],
}

/// A line or a polygon as a path object.
fn path(
    points: &[(f64, f64)],
    page: &Page,
    fill: Option<Color>,
    stroke: Option<Stroke<'_>>,
    ids: &mut Ids,
    out: &mut String,
) {
    // Room for the stroke and its corners: a reader cuts off what lies outside.
    let room = stroke.as_ref().map_or(0.1, |stroke| stroke.width * 2.0 + 0.1);
    let (xs, ys) = (points.iter().map(|point| point.0), points.iter().map(|point| point.1));
    let left = xs.clone().fold(f64::INFINITY, f64::min) - room;
    let right = xs.fold(f64::NEG_INFINITY, f64::max) + room;
    let bottom = ys.clone().fold(f64::INFINITY, f64::min) - room;
    let top = ys.fold(f64::NEG_INFINITY, f64::max) + room;
    if points.is_empty() || fill.is_none() && stroke.is_none() {
        return;
    }
    let place = [left, page.height - top, right - left, top - bottom].map(|length| length * MM);
    out.push_str(&format!("<ofd:PathObject ID=\"{}\" Boundary=\"{}\"", ids.next(), array(&place)));
    match &stroke {
        Some(stroke) => {
            out.push_str(&format!(" LineWidth=\"{}\"", array(&[stroke.width * MM])));
            if !stroke.dash.is_empty() {
                let dash: Vec<f64> = stroke.dash.iter().map(|length| length * MM).collect();
                out.push_str(&format!(" DashPattern=\"{}\"", array(&dash)));
            }
        }
        None => out.push_str(" Stroke=\"false\""),
    }
    out.push_str(if fill.is_some() { " Fill=\"true\">" } else { ">" });
    if let Some(stroke) = &stroke {
        color("StrokeColor", stroke.color, out);
    }
    if let Some(fill) = fill {
        color("FillColor", fill, out);
    }
    out.push_str("<ofd:AbbreviatedData>");
    for (number, (x, y)) in points.iter().enumerate() {
        out.push_str(if number == 0 { "M " } else { " L " });
        put((x - left) * MM, out);
        out.push(' ');
        put((top - y) * MM, out);
    }
    out.push_str(if points.len() > 2 { " C" } else { "" });
    out.push_str("</ofd:AbbreviatedData></ofd:PathObject>\n");
}

/// A colour in sRGB, which is what a file without a colour space means (GB/T 33190, 8.3.1).
fn color(name: &str, color: Color, out: &mut String) {
    let [red, green, blue] = [color.0, color.1, color.2].map(|part| (part * 255.0).round());
    out.push_str(&format!("<ofd:{name} Value=\"{red} {green} {blue}\"/>"));
}
