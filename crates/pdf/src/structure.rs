//! The logical structure: what is a heading, a paragraph, a cell (ISO 32000-1, 14.7).

use crate::content::tag;
use crate::metadata::text;
use crate::write::{Texts, object_text};
use lopdf::{Document, Object, ObjectId, dictionary};
use model::Said;
use model::page::{ElementKind, Pages};
use std::collections::BTreeMap;

/// A link's annotation: its page, its object and the element whose place it is.
pub(crate) struct Annotation {
    /// The page's position.
    pub(crate) page: usize,
    /// The annotation.
    pub(crate) id: ObjectId,
    /// The element.
    pub(crate) element: Option<usize>,
}

/// Adds the root of the tree of elements, and gives the elements as text. `marked` tells for each
/// page which element each marked content belongs to; `leaves` are the pages.
pub(crate) fn add(
    document: &mut Document,
    pages: &Pages,
    marked: &[Vec<usize>],
    leaves: &[ObjectId],
    annotations: &[Annotation],
) -> Result<Texts, Said> {
    let mut texts = Texts { first: document.max_id + 1, ..Texts::default() };
    if pages.elements.is_empty() {
        return Ok(texts);
    }
    let (root, whole) = (document.new_object_id(), document.new_object_id());
    let parents: Vec<ObjectId> = marked.iter().map(|_| document.new_object_id()).collect();
    let links: Vec<ObjectId> = annotations.iter().map(|_| document.new_object_id()).collect();
    let tree = document.new_object_id();
    texts.first = document.max_id + 1;
    let first = texts.first;
    let number = |element: usize| first + u32::try_from(element).unwrap_or(0);
    let elements = &pages.elements;
    let parent = |element: usize| elements.get(element).and_then(|known| known.parent).filter(|above| *above < element);

    let mut numbers: Vec<Object> = Vec::with_capacity(2 * (marked.len() + annotations.len()));
    for (page, (here, id)) in marked.iter().zip(&parents).enumerate() {
        document.set_object(*id, here.iter().map(|element| (number(*element), 0).into()).collect::<Vec<Object>>());
        numbers.extend([integer(page), (*id).into()]);
    }
    let mut children = Children::new(elements.len(), marked);
    for (place, (annotation, link)) in annotations.iter().zip(&links).enumerate() {
        if let (Some(element), Some(page)) = (annotation.element, leaves.get(annotation.page)) {
            // A link within its line of the contents is an element of its own.
            let reference = dictionary! { "Type" => "OBJR", "Pg" => *page, "Obj" => annotation.id };
            document.set_object(*link, dictionary! { "S" => "Link", "P" => (number(element), 0), "K" => reference });
            children.push(element, Child::Element(link.0));
            numbers.extend([integer(marked.len() + place), (*link).into()]);
        }
    }
    let mut top: Vec<Object> = Vec::new();
    for element in 0..elements.len() {
        match parent(element) {
            Some(above) => children.push(above, Child::Element(number(element))),
            None => top.push((number(element), 0).into()),
        }
    }
    for (place, element) in elements.iter().enumerate() {
        texts.starts.push(texts.bytes.len());
        let out = &mut texts.bytes;
        out.extend(b"<</S/");
        out.extend(tag(element.kind).as_bytes());
        out.extend(format!("/P {} 0 R", parent(place).map_or(whole.0, number)).into_bytes());
        children.write(place, leaves, out);
        if let Some(words) = &element.alternative {
            out.extend(b"/Alt");
            object_text(&text(words), out);
        }
        attributes(element.kind, element.span, out);
        out.extend(b">>");
    }
    document.max_id += u32::try_from(elements.len()).unwrap_or(0);
    let next = integer(marked.len() + annotations.len());
    document.set_object(tree, dictionary! { "Nums" => numbers });
    document.set_object(whole, dictionary! { "S" => "Document", "P" => root, "K" => top });
    document.set_object(
        root,
        dictionary! { "Type" => "StructTreeRoot", "K" => whole, "ParentTree" => tree, "ParentTreeNextKey" => next },
    );
    let catalog = document.catalog_mut().map_err(|error| Said::same(error.to_string()))?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(texts)
}

/// What an element holds.
#[derive(Clone, Copy, Debug)]
enum Child {
    /// Marked content: the page and its number there.
    Marked(u32, u32),
    /// Another element's object.
    Element(u32),
}

/// What all elements hold. Most hold one thing.
struct Children {
    first: Vec<Option<Child>>,
    more: BTreeMap<usize, Vec<Child>>,
}

impl Children {
    /// The marked contents of every element.
    fn new(count: usize, marked: &[Vec<usize>]) -> Children {
        let mut children = Children { first: vec![None; count], more: BTreeMap::new() };
        for (page, elements) in (0..).zip(marked) {
            for (number, element) in (0..).zip(elements) {
                children.push(*element, Child::Marked(page, number));
            }
        }
        children
    }

    fn push(&mut self, element: usize, child: Child) {
        match self.first.get_mut(element) {
            Some(first @ None) => *first = Some(child),
            Some(Some(_)) => self.more.entry(element).or_default().push(child),
            None => {}
        }
    }

    /// Writes the page and the children; content on another page than the first names its page.
    fn write(&self, element: usize, leaves: &[ObjectId], out: &mut Vec<u8>) {
        let first = self.first.get(element).copied().flatten();
        let more = self.more.get(&element).map(Vec::as_slice).unwrap_or_default();
        let all = || first.iter().chain(more);
        let leaf = |page: u32| leaves.get(page as usize).map_or(0, |leaf| leaf.0);
        let home = all().find_map(|child| if let Child::Marked(page, _) = child { Some(*page) } else { None });
        if let Some(home) = home {
            out.extend(format!("/Pg {} 0 R", leaf(home)).into_bytes());
        }
        if first.is_none() {
            return;
        }
        out.extend(b"/K[");
        for child in all() {
            let words = match child {
                Child::Element(number) => format!("{number} 0 R "),
                Child::Marked(page, number) if Some(*page) == home => format!("{number} "),
                Child::Marked(page, number) => format!("<</Type/MCR/Pg {} 0 R/MCID {number}>>", leaf(*page)),
            };
            out.extend(words.into_bytes());
        }
        out.push(b']');
    }
}

/// What a cell spans, and which cells the head's are for.
fn attributes(kind: ElementKind, (rows, columns): (u16, u16), out: &mut Vec<u8>) {
    let is_head = kind == ElementKind::HeadCell;
    if !is_head && rows < 2 && columns < 2 {
        return;
    }
    out.extend(b"/A<</O/Table");
    if is_head {
        out.extend(b"/Scope/Column");
    }
    for (name, count) in [("RowSpan", rows), ("ColSpan", columns)] {
        if count > 1 {
            out.extend(format!("/{name} {count}").into_bytes());
        }
    }
    out.extend(b">>");
}

fn integer(number: usize) -> Object {
    Object::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}
