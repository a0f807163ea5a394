//! A document with pictures of both forms, one of them twice.

use super::{document, words};
use model::document::{Block, Document, Picture};
use model::picture::{Encoding, Image, Width};
use model::report::{Head, Layout};
use std::sync::Arc;

/// A drawing as wide as the text, a photo, the photo again and smaller, without a title.
pub(crate) fn illustrated() -> Document {
    let image = |encoding, (width, height): (u32, u32), bytes: &[u8]| {
        let bytes = Arc::new(bytes.to_vec());
        Arc::new(Image { encoding, width, height, grey: false, density: Some(150.0), bytes })
    };
    let map = image(Encoding::Png, (200, 100), include_bytes!("map.png"));
    let photo = image(Encoding::Jpeg, (160, 100), include_bytes!("photo.jpg"));
    let picture = |title: &str, width, image: &Arc<Image>| {
        Block::Picture(Picture { title: title.to_owned(), width, image: Arc::clone(image) })
    };
    let blocks = vec![
        Block::Heading(1, words("一、片区位置")),
        Block::Paragraph(words("片区位置如下图，现场照片附后。")),
        picture("图1　片区位置", Width::Percent(100.0), &map),
        picture("图2　现场", Width::Own, &photo),
        Block::Paragraph(words("整改后的情况：")),
        picture("", Width::Centimetres(4.0), &photo),
    ];
    document("illustrated", "关于片区位置和现场情况的说明", Layout::Plain, Head::default(), blocks)
}
