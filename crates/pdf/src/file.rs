//! The whole file: pages, bookmarks, links, structure, properties and identity.

use crate::content::Content;
use crate::fonts::Fonts;
use crate::{images, links, metadata, outline, structure, write};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use model::Said;
use model::page::{Page, Pages};
use model::picture::Image;

/// Puts everything together and returns the bytes.
pub(crate) fn finish(fonts: Fonts, pages: &Pages, images: &[&Image], contents: Vec<Content>) -> Result<Vec<u8>, Said> {
    let Fonts { mut document, resources, .. } = fonts;
    compress(&mut document)?;
    images::add(&mut document, images, resources)?;
    let mut marked = Vec::with_capacity(contents.len());
    let mut leaves = Vec::with_capacity(contents.len());
    let root = page_tree(&document)?;
    for (number, (page, content)) in pages.pages.iter().zip(contents).enumerate() {
        let tagged = !content.marked.is_empty();
        marked.push(content.marked);
        leaves.push(leaf(&mut document, page, &content.bytes, (root, resources), tagged.then_some(number))?);
    }
    let kids: Vec<Object> = leaves.iter().map(|leaf| Object::Reference(*leaf)).collect();
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    document.set_object(root, dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids });
    let annotations = links::add(&mut document, pages, &leaves);
    let outline = outline::add(&mut document, &pages.bookmarks, &leaves);
    let info = metadata::add(&mut document, &pages.info)?;
    let elements = structure::add(&mut document, pages, &marked, &leaves, &annotations)?;
    let catalog = document.catalog_mut().map_err(|error| Said::same(error.to_string()))?;
    if let Some(outline) = outline {
        catalog.set("Outlines", Object::Reference(outline));
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    let root =
        document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|error| Said::same(error.to_string()))?;
    write::file(&document, &elements, root, info)
}

fn page_tree(document: &Document) -> Result<ObjectId, Said> {
    let catalog = document.catalog().map_err(|error| Said::same(error.to_string()))?;
    catalog.get(b"Pages").and_then(Object::as_reference).map_err(|error| Said::same(error.to_string()))
}

/// One page. `key` is its number in the structure's tree of parents.
fn leaf(
    document: &mut Document,
    page: &Page,
    content: &[u8],
    (root, resources): (ObjectId, ObjectId),
    key: Option<usize>,
) -> Result<ObjectId, Said> {
    let content = document.add_object(write::deflated(Dictionary::new(), content)?);
    let size = |length: f64| Object::Real((length * 1000.0).round() as f32 / 1000.0);
    let mut leaf = dictionary! {
        "Type" => "Page",
        "Parent" => root,
        "MediaBox" => vec![0.into(), 0.into(), size(page.width), size(page.height)],
        "Resources" => resources,
        "Contents" => content,
    };
    if let Some(key) = key {
        leaf.set("StructParents", i64::try_from(key).unwrap_or(i64::MAX));
    }
    Ok(document.add_object(leaf))
}

/// Compresses what printpdf wrote: the faces and their maps.
fn compress(document: &mut Document) -> Result<(), Said> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && !stream.dict.has(b"Filter")
        {
            *stream = write::deflated(std::mem::take(&mut stream.dict), &stream.content)?;
        }
    }
    Ok(())
}
