//! Places that lead to another page (ISO 32000-1, 12.5.6.5).

use crate::outline::destination;
use crate::structure::Annotation;
use lopdf::{Document, Object, ObjectId, dictionary};
use model::page::Pages;

/// Adds the links of all pages.
pub(crate) fn add(document: &mut Document, pages: &Pages, leaves: &[ObjectId]) -> Vec<Annotation> {
    let keys = pages.pages.len();
    let mut annotations = Vec::new();
    for (page, (content, leaf)) in pages.pages.iter().zip(leaves).enumerate() {
        let mut here: Vec<Object> = Vec::new();
        for link in &content.links {
            let Some(target) = pages.bookmarks.get(link.bookmark) else { continue };
            let Some(destination) = destination(target, leaves) else { continue };
            let ((left, bottom), (right, top)) = (link.from, link.to);
            let corner = |value: f64| Object::Real(value as f32);
            let key = i64::try_from(keys + annotations.len()).unwrap_or(i64::MAX);
            let id = document.add_object(dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => vec![corner(left), corner(bottom), corner(right), corner(top)],
                "Border" => vec![0.into(), 0.into(), 0.into()],
                // PDF/A wants every annotation to be printed.
                "F" => 4,
                "Dest" => destination,
                "Contents" => crate::metadata::text(&target.title),
                "StructParent" => key,
            });
            here.push(id.into());
            annotations.push(Annotation { page, id, element: link.element });
        }
        if let (false, Ok(leaf)) = (here.is_empty(), document.get_dictionary_mut(*leaf)) {
            leaf.set("Annots", here);
            // The tabulator follows the structure.
            leaf.set("Tabs", "S");
        }
    }
    annotations
}
