//! What is seen of a page.

use crate::glyphs::Glyphs;
use crate::number::{number, pair, put_to, rectangle};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::page::{Color, Item, Page, Run};
use model::picture::{Encoding, Image};

/// Draws the paper and all that stands on it. Nobody reads it aloud and no click meets it: the words
/// do that.
pub(crate) fn draw(page: &Page, glyphs: &Glyphs, out: &mut String) {
    // Corners of outlines are cut off where ISO 32000-1, 8.4.3.5, cuts them off.
    out.push_str("<g class=\"ink\" aria-hidden=\"true\" pointer-events=\"none\" stroke-miterlimit=\"10\">\n");
    let paper = rectangle((0.0, 0.0), (page.width, page.height), page.height);
    out.push_str(&format!("<rect class=\"paper\" {paper} fill=\"#ffffff\"/>\n"));
    for item in &page.items {
        match item {
            Item::Run(run) => glyphs_of(run, page.height, glyphs, out),
            Item::Line { from, to, width, color, dash } => {
                out.push_str(&format!("<path d=\"{}\"", path(&[*from, *to], page.height)));
                stroke(*width, *color, out);
                if !dash.is_empty() {
                    let dash: Vec<String> = dash.iter().map(|length| number(*length)).collect();
                    out.push_str(&format!(" stroke-dasharray=\"{}\"", dash.join(" ")));
                }
                out.push_str("/>\n");
            }
            Item::Polygon { points, .. } if points.is_empty() => {}
            Item::Polygon { points, fill, outline } => {
                let fill = fill.map_or("none".to_owned(), hex);
                out.push_str(&format!("<path d=\"{}Z\" fill=\"{fill}\"", path(points, page.height)));
                if let Some((width, color)) = outline {
                    stroke(*width, *color, out);
                }
                out.push_str("/>\n");
            }
            Item::Image { image, at, size } => {
                let place = rectangle(*at, (at.0 + size.0, at.1 + size.1), page.height);
                out.push_str(&format!("<image {place} preserveAspectRatio=\"none\" href=\"{}\"/>\n", data(image)));
            }
        }
    }
    out.push_str("</g>\n");
}

/// The glyphs of a run, in the units of their face.
fn glyphs_of(run: &Run, height: f64, glyphs: &Glyphs, out: &mut String) {
    let scale = run.size / glyphs.units(run.face);
    let mut long = String::new();
    put_to(6, scale, &mut long);
    // The second axis of a face points up, that of a picture down.
    let turn = if run.turned { format!("0 {long} {long} 0") } else { format!("{long} 0 0 -{long}") };
    let place = pair((run.x, height - run.y), ' ');
    out.push_str(&format!("<g transform=\"matrix({turn} {place})\" fill=\"{}\">", hex(run.color)));
    let mut x = 0.0;
    for glyph in &run.glyphs {
        if let Some(name) = glyphs.find(run.face, glyph.id) {
            out.push_str(&format!("<use href=\"#{name}\" x=\""));
            put_to(0, x / scale, out);
            out.push_str("\"/>");
        }
        x += glyph.advance;
    }
    out.push_str("</g>\n");
}

fn path(points: &[(f64, f64)], height: f64) -> String {
    let mut path = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        path.push(if place == 0 { 'M' } else { 'L' });
        path.push_str(&pair((*x, height - y), ' '));
    }
    path
}

fn stroke(width: f64, color: Color, out: &mut String) {
    out.push_str(&format!(" stroke=\"{}\" stroke-width=\"{}\"", hex(color), number(width)));
}

/// A colour in sRGB.
fn hex(color: Color) -> String {
    let [red, green, blue] = [color.0, color.1, color.2].map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The bytes of a picture as an address.
fn data(image: &Image) -> String {
    let kind = match image.encoding {
        Encoding::Png => "png",
        Encoding::Jpeg => "jpeg",
    };
    format!("data:image/{kind};base64,{}", STANDARD.encode(image.bytes.as_slice()))
}
