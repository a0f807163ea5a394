//! Every string and every name in every object, referenced or not.

use crate::findings::{Findings, Pending};
use crate::kind::Kind;
use crate::pdf::encoding;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Searches all objects and the trailer.
pub(crate) fn look(file: &Pending<'_>, document: &Document, findings: &mut Findings<'_>) {
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).ok();
    let mut walk = Walk { file, findings, names: String::new(), info: false };
    walk.dictionary(&document.trailer, "文件尾");
    for (id, object) in &document.objects {
        walk.info = Some(*id) == info;
        walk.object(object, &label(*id));
    }
    let names = std::mem::take(&mut walk.names);
    findings.text(&file.place("对象的名称"), &names, Kind::Values);
}

/// What an object is called.
pub(crate) fn label((number, _): ObjectId) -> String {
    format!("对象{number}")
}

struct Walk<'a, 'b, 'c> {
    file: &'a Pending<'b>,
    findings: &'a mut Findings<'c>,
    names: String,
    /// Whether the object is the document's information.
    info: bool,
}

impl Walk<'_, '_, '_> {
    fn object(&mut self, object: &Object, place: &str) {
        match object {
            Object::Name(name) => self.name(name),
            Object::String(string, _) => encoding::look(&self.file.place(place), string, self.findings),
            Object::Array(items) => items.iter().for_each(|item| self.object(item, place)),
            Object::Dictionary(dictionary) => self.dictionary(dictionary, place),
            Object::Stream(stream) => self.dictionary(&stream.dict, place),
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_) => {}
        }
    }

    fn dictionary(&mut self, dictionary: &Dictionary, place: &str) {
        for (key, value) in dictionary {
            self.name(key);
            let place = if self.info { "文档信息" } else { named(key).unwrap_or(place) };
            self.object(value, place);
        }
    }

    fn name(&mut self, name: &[u8]) {
        match std::str::from_utf8(name) {
            Ok(name) => {
                self.names.push_str(name);
                self.names.push(crate::fold::SEPARATOR);
            }
            Err(_) => self.findings.bytes(&self.file.place("对象的名称"), name),
        }
    }
}

/// What a clerk knows the entry of a dictionary as.
fn named(key: &[u8]) -> Option<&'static str> {
    Some(match key {
        b"ActualText" => "替换文字",
        b"Alt" => "图片的替代文字",
        b"E" => "缩写的全称",
        b"Title" => "书签或标题",
        b"Contents" => "批注",
        b"Names" | b"Dests" => "跳转目标或附件名",
        b"F" | b"UF" => "附件名",
        b"URI" => "链接",
        b"V" | b"DV" | b"TU" | b"TM" => "表单域",
        _ => return None,
    })
}
