//! Page numbers: `— 1 —`, 4号 half-width 宋体 (GB/T 9704-2012, clause 7.5).

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{MM, PORTRAIT, SI};
use crate::line;
use crate::text::{Measure, shape_typed};
use model::page::{Color, Item, Part, Role};
use model::report::Layout;

/// Numbers all pages: odd ones on the right, even ones on the left, one character in. The first page
/// of a letter shows no number (clause 10.1).
pub(crate) fn set(flow: &mut Flow, layout: Layout, fonts: &mut Fonts) {
    let dash = fonts.glyph(Role::Song, '—', "—");
    let ink_top = fonts.ink_top(dash) * SI;
    let hidden = usize::from(layout == Layout::Letter);
    for (number, page) in flow.pages.iter_mut().enumerate().skip(hidden) {
        let number = number + 1;
        let text = shape_typed(&format!("— {number} —"), Role::Song, Measure::plain(SI), fonts);
        let line = line::natural(&text);
        let left = if number % 2 == 1 { PORTRAIT.text_width - SI - line.width } else { SI };
        // The dash's upper edge lies 7 mm below the text area.
        let below = PORTRAIT.top + PORTRAIT.text_height + 7.0 * MM + ink_top;
        let (x, y) = (PORTRAIT.left + left, PORTRAIT.height - below);
        let landscape = page.width > page.height;
        let mut items = Vec::new();
        line.items(x, y, Color::BLACK, &mut items);
        page.parts.push(Part { first: page.items.len(), element: None });
        page.items.extend(items.into_iter().map(|item| if landscape { turned(item, page.height) } else { item }));
    }
}

/// The same place on the paper, whose foot lies on the left when a wide table is read.
fn turned(item: Item, height: f64) -> Item {
    match item {
        Item::Run(mut run) => {
            (run.x, run.y) = (run.y, height - run.x);
            run.turned = true;
            Item::Run(run)
        }
        other => other,
    }
}
