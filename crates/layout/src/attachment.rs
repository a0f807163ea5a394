//! Attachments on pages of their own (GB/T 9704-2012, 7.3.6).

use crate::block;
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{ER, PORTRAIT, SAN};
use crate::line;
use crate::paragraph::{BODY, single};
use crate::table;
use crate::text::{Measure, Span, shape};
use model::document::{Attachment, Block};
use model::page::{Color, ElementKind, Role};

/// Sets the attachments, each from a new page on: 附件 in 黑体 on line 1, the title on line 3.
pub(crate) fn set(flow: &mut Flow, attachments: Vec<Attachment<'_>>, fonts: &mut Fonts) {
    for Attachment { label, title, blocks } in attachments {
        // A page with nothing but the title would stand before a table that turns the paper.
        let turned = match blocks.first() {
            Some(Block::Table(table)) => table::geometry(table, fonts),
            _ => PORTRAIT,
        };
        flow.turn_page(turned);
        flow.structure.open(ElementKind::Part);
        flow.bookmark(format!("{label} {title}").trim_end().to_owned(), 1);
        let line = single(&label, Role::Hei, BODY, fonts);
        flow.within(ElementKind::Heading(1), |flow| flow.put_line(&line, 0.0, SAN, Color::BLACK));
        if !title.is_empty() {
            flow.skip_lines(1);
            let text = shape(&[Span::new(title, Role::Biaosong)], Measure::plain(ER), fonts);
            let width = flow.geometry.text_width;
            flow.structure.open(ElementKind::Title);
            for range in crate::title::by_sense(&text, width) {
                flow.put_centred(&line::set(&text, range, width, false), ER);
            }
            flow.structure.close();
        }
        flow.skip_lines(1);
        block::all(flow, blocks, &mut Vec::new(), fonts);
        flow.structure.close();
    }
}
