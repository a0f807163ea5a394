//! Pictures on the page: their size, their place and their titles.

use crate::common::{MM, document, paragraph, set};
use model::document::{Block, Picture};
use model::page::{Item, Pages};
use model::picture::{Encoding, Image, Width};
use std::sync::Arc;

fn picture((width, height): (u32, u32), wish: Width) -> Block {
    let bytes = Arc::new(Vec::new());
    let image = Image { encoding: Encoding::Png, width, height, grey: false, density: None, bytes };
    Block::Picture(Picture { title: "图1 现场".to_owned(), width: wish, image: Arc::new(image) })
}

/// The page of a picture, its lower left corner and its size.
type Placed = (usize, (f64, f64), (f64, f64));

fn placed(pages: &Pages) -> Vec<Placed> {
    let items =
        pages.pages.iter().enumerate().flat_map(|(number, page)| page.items.iter().map(move |item| (number, item)));
    let images = items.filter_map(|(number, item)| match item {
        Item::Image { at, size, .. } => Some((number, *at, *size)),
        _ => None,
    });
    images.collect()
}

#[test]
fn a_picture_is_as_wide_as_asked_for_but_never_wider_or_higher_than_the_text() {
    let cases = [
        ((300, 150), Width::Own, 300.0 / 150.0 * 72.0),
        ((300, 150), Width::Centimetres(8.0), 80.0 * MM),
        ((300, 150), Width::Percent(50.0), 78.0 * MM),
        ((300, 150), Width::Centimetres(40.0), 156.0 * MM),
        ((3_000, 150), Width::Own, 156.0 * MM),
    ];
    for (pixels, wish, expected) in cases {
        let (pages, problems) = set(&document(vec![picture(pixels, wish)]));
        let [(_, (x, _), (width, height))] = placed(&pages)[..] else { panic!("one picture") };
        assert!(problems.is_empty(), "{problems:?}");
        assert!((width - expected).abs() < 0.01, "{wish:?}: {width}");
        assert!((height - width * f64::from(pixels.1) / f64::from(pixels.0)).abs() < 0.01);
        assert!((x + width / 2.0 - (28.0 + 78.0) * MM).abs() < 0.01, "in the middle");
    }
    let (pages, problems) = set(&document(vec![picture((100, 4_000), Width::Percent(100.0))]));
    let [(_, (_, y), (_, height))] = placed(&pages)[..] else { panic!("one picture") };
    assert!(problems.is_empty() && height < 225.0 * MM && y > 35.0 * MM, "{y} {height} {problems:?}");
}

#[test]
fn words_flow_up_before_a_picture_that_does_not_fit() {
    let mut blocks: Vec<Block> = (0..14).map(|_| paragraph("填")).collect();
    blocks.push(picture((1_500, 1_500), Width::Own));
    blocks.push(paragraph("后"));
    let (pages, problems) = set(&document(blocks));
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(placed(&pages).iter().map(|(page, ..)| *page).collect::<Vec<_>>(), [1]);
    let first = &pages.pages[0].items;
    let glyphs = first.iter().filter_map(|item| if let Item::Run(run) = item { Some(&run.glyphs) } else { None });
    assert!(glyphs.flatten().any(|glyph| glyph.text == '后'));
}
