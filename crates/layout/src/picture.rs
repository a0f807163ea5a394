//! Pictures (图片) in the middle of the text area, their titles below as those of charts.

use crate::chart::{Canvas, below_title};
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{LEADING, MM, PORTRAIT};
use model::document::Picture;
use model::page::{ElementKind, Item};
use model::picture::Width;

/// The dots an inch of a picture that does not say.
const USUAL: f64 = 150.0;
/// From so many pixels across and down on nobody sees more of them: 300 dots an inch of the text
/// area, 156 by 225 mm.
pub const ENOUGH_PIXELS: (u32, u32) = (1843, 2657);

/// What stands below a picture: its title, or a little blank.
fn below(picture: &Picture) -> f64 {
    if picture.title.is_empty() { 0.4 * LEADING } else { below_title(&picture.title) }
}

/// The width and the height: as asked for, but within the text area with the title.
fn size(picture: &Picture, highest: f64) -> (f64, f64) {
    let image = &picture.image;
    let (across, down) = (f64::from(image.width), f64::from(image.height));
    let own = across / image.density.unwrap_or(USUAL).max(1.0) * 72.0;
    let width = match picture.width {
        Width::Own => own,
        Width::Centimetres(length) => length * 10.0 * MM,
        Width::Percent(share) => PORTRAIT.text_width * share / 100.0,
    };
    let width = width.min(PORTRAIT.text_width).min(highest * across / down);
    (width, width * down / across)
}

/// Whether a picture still fits on the page.
pub(crate) fn fits(flow: &Flow, picture: &Picture) -> bool {
    let below = below(picture);
    flow.is_fresh() || flow.fits(size(picture, PORTRAIT.text_height - below).1 + below + 0.5 * LEADING)
}

/// Puts a picture at the current place, on a new page if it does not fit.
pub(crate) fn set(flow: &mut Flow, picture: &Picture, fonts: &mut Fonts) {
    flow.snap();
    if !fits(flow, picture) {
        flow.new_page();
    }
    let below = below(picture);
    // On a page whose foot is kept free a high picture is a little smaller.
    let (width, height) = size(picture, (flow.rest() - below).max(0.5 * PORTRAIT.text_height));
    let at = (flow.geometry.left + (flow.geometry.text_width - width) / 2.0, flow.height(flow.y + height));
    let image = Item::Image { image: picture.image.clone(), at, size: (width, height) };
    flow.within(ElementKind::Figure, |flow| {
        flow.structure.describe(picture.words());
        flow.push(vec![image]);
    });
    if !picture.title.is_empty() {
        let mut canvas = Canvas::new(flow, fonts);
        let middle = canvas.width / 2.0;
        canvas.title(&crate::title::numbered(&picture.title), middle, height + 4.0);
        let title = canvas.items;
        flow.within(ElementKind::Caption, |flow| flow.push(title));
    }
    flow.y += height + below;
    flow.snap();
}
