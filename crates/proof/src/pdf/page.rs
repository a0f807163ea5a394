//! The words of the pages, and of all that is painted and on no page.

use crate::findings::{Findings, Pending};
use crate::kind::Kind;
use crate::lines::{painted, placed};
use crate::pdf::matrix::Matrix;
use crate::pdf::objects::label;
use crate::pdf::painter::{Painter, form_matrix};
use crate::pdf::state::State;
use crate::pdf::streams::unpacked;
use crate::told::Told;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// Searches the words of all pages, also of such that the document does not list, and of forms
/// that no page shows: what annotations, patterns and forgotten objects look like.
pub(crate) fn look(file: &Pending<'_>, document: &Document, findings: &mut Findings<'_>) -> Result<(), Told> {
    let listed: BTreeMap<ObjectId, u32> = document.get_pages().into_iter().map(|(number, id)| (id, number)).collect();
    let mut painter = Painter::new(document);
    for (id, object) in &document.objects {
        let Some(page) = object.as_dict().ok().filter(|page| page.has_type(b"Page")) else { continue };
        let name = match listed.get(id) {
            Some(number) => Told::new(format!("第{number}页"), format!("page {number}")),
            None => {
                let Told { chinese, english } = label(*id);
                Told::new(format!("未列入的页（{chinese}）"), format!("unlisted page ({english})"))
            }
        };
        let content = content(document, page, findings)?;
        painter.paint(&content, &resources(document, page), State::new(Matrix::UNIT), 0);
        found(file, &name, &mut painter, findings)?;
    }
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        let dictionary = &stream.dict;
        let is_form = dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        if !is_form && !dictionary.has(b"PatternType") || painter.shown.contains(id) {
            continue;
        }
        let own = dictionary.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let state = State::new(form_matrix(dictionary, document));
        painter.paint(&unpacked(stream, findings)?, own.as_slice(), state, 0);
        let Told { chinese, english } = label(*id);
        let name = Told::new(format!("图样（{chinese}）"), format!("pattern ({english})"));
        found(file, &name, &mut painter, findings)?;
    }
    Ok(())
}

/// Searches what was painted.
fn found(file: &Pending<'_>, name: &Told, painter: &mut Painter<'_>, findings: &mut Findings<'_>) -> Result<(), Told> {
    let glyphs = std::mem::take(&mut painter.glyphs);
    if painter.unreadable {
        let Told { chinese, english } = file.place(name.clone());
        return Err(Told::new(
            format!("{chinese}有的字体没有说明字形是什么字，无法核对。"),
            format!("{english}: a font does not say which characters its glyphs are, so that they cannot be checked."),
        ));
    }
    let Told { chinese, english } = name;
    let words = Told::new(format!("{chinese}文字"), format!("words of {english}"));
    findings.text(&file.place(words), &painted(&glyphs), Kind::Words);
    let words = Told::new(format!("{chinese}文字（按位置）"), format!("words of {english} by position"));
    findings.text(&file.place(words), &placed(&glyphs), Kind::Words);
    Ok(())
}

/// All contents of a page as one.
fn content(document: &Document, page: &Dictionary, findings: &Findings<'_>) -> Result<Vec<u8>, Told> {
    let mut content = Vec::new();
    let Ok(contents) = page.get_deref(b"Contents", document) else { return Ok(content) };
    let parts = contents.as_array().map_or(std::slice::from_ref(contents), Vec::as_slice);
    for part in parts {
        if let Ok((_, Object::Stream(stream))) = document.dereference(part) {
            content.extend(unpacked(stream, findings)?);
            content.push(b'\n');
        }
    }
    Ok(content)
}

/// The resources of a page: its own and those of the nodes above.
fn resources<'a>(document: &'a Document, page: &'a Dictionary) -> Vec<&'a Dictionary> {
    let mut found = Vec::new();
    let mut node = Some(page);
    for _ in 0..64 {
        let Some(here) = node else { break };
        found.extend(here.get_deref(b"Resources", document).and_then(Object::as_dict).ok());
        node = here.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
    }
    found
}
