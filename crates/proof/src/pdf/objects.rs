//! Every string and every name in every object, referenced or not.

use crate::findings::{Findings, Pending};
use crate::kind::Kind;
use crate::pdf::encoding;
use crate::told::Told;
use lopdf::{Dictionary, Document, Object, ObjectId};

const NAMES: Told = Told::fixed("对象的名称", "names of objects");
const INFORMATION: Told = Told::fixed("文档信息", "information about the document");

/// Searches all objects and the trailer.
pub(crate) fn look(file: &Pending<'_>, document: &Document, findings: &mut Findings<'_>) {
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).ok();
    let mut walk = Walk { file, findings, names: String::new(), info: false };
    walk.dictionary(&document.trailer, &Told::fixed("文件尾", "trailer"));
    for (id, object) in &document.objects {
        walk.info = Some(*id) == info;
        walk.object(object, &label(*id));
    }
    let names = std::mem::take(&mut walk.names);
    findings.text(&file.place(NAMES), &names, Kind::Values);
}

/// What an object is called.
pub(crate) fn label((number, _): ObjectId) -> Told {
    Told::new(format!("对象{number}"), format!("object {number}"))
}

struct Walk<'a, 'b, 'c> {
    file: &'a Pending<'b>,
    findings: &'a mut Findings<'c>,
    names: String,
    /// Whether the object is the document's information.
    info: bool,
}

impl Walk<'_, '_, '_> {
    fn object(&mut self, object: &Object, place: &Told) {
        match object {
            Object::Name(name) => self.name(name),
            Object::String(string, _) => encoding::look(&self.file.place(place.clone()), string, self.findings),
            Object::Array(items) => items.iter().for_each(|item| self.object(item, place)),
            Object::Dictionary(dictionary) => self.dictionary(dictionary, place),
            Object::Stream(stream) => self.dictionary(&stream.dict, place),
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_) => {}
        }
    }

    fn dictionary(&mut self, dictionary: &Dictionary, place: &Told) {
        for (key, value) in dictionary {
            self.name(key);
            match if self.info { Some(INFORMATION) } else { named(key) } {
                Some(place) => self.object(value, &place),
                None => self.object(value, place),
            }
        }
    }

    fn name(&mut self, name: &[u8]) {
        match std::str::from_utf8(name) {
            Ok(name) => {
                self.names.push_str(name);
                self.names.push(crate::fold::SEPARATOR);
            }
            Err(_) => self.findings.bytes(&self.file.place(NAMES), name),
        }
    }
}

/// What a clerk knows the entry of a dictionary as.
fn named(key: &[u8]) -> Option<Told> {
    Some(match key {
        b"ActualText" => Told::fixed("替换文字", "replacement text"),
        b"Alt" => Told::fixed("图片的替代文字", "alternative text of a picture"),
        b"E" => Told::fixed("缩写的全称", "expansion of an abbreviation"),
        b"Title" => Told::fixed("书签或标题", "bookmark or title"),
        b"Contents" => Told::fixed("批注", "annotation"),
        b"Names" | b"Dests" => Told::fixed("跳转目标或附件名", "target of a link or name of an attachment"),
        b"F" | b"UF" => Told::fixed("附件名", "name of an attachment"),
        b"URI" => Told::fixed("链接", "link"),
        b"V" | b"DV" | b"TU" | b"TM" => Told::fixed("表单域", "form field"),
        _ => return None,
    })
}
