//! The container: parts by name, with those that were changed or added.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// No part of a workbook that is marked is larger.
const MOST: u64 = 48 << 20;

/// A workbook's parts.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    changed: BTreeMap<String, String>,
}

fn failed(error: impl std::fmt::Display) -> String {
    format!("无法生成标注副本：文件的压缩包有损坏（{error}）。")
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
        Ok(Package { archive, changed: BTreeMap::new() })
    }

    fn index(&self, name: &str) -> Option<usize> {
        (0..self.archive.len()).find(|at| {
            self.archive.name_for_index(*at).and_then(Result::ok).is_some_and(|other| other.eq_ignore_ascii_case(name))
        })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.changed.contains_key(name) || self.index(name).is_some()
    }

    /// A part as text.
    pub(crate) fn text(&mut self, name: &str) -> Result<String, String> {
        if let Some(text) = self.changed.get(name) {
            return Ok(text.clone());
        }
        let at = self.index(name).ok_or_else(|| format!("无法生成标注副本：文件里没有 {name}。"))?;
        let entry = self.archive.by_index(at).map_err(failed)?;
        let mut bytes = Vec::new();
        entry.take(MOST + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > MOST {
            return Err("无法生成标注副本：文件过大。".to_owned());
        }
        String::from_utf8(bytes).map_err(|_| format!("无法生成标注副本：{name} 不是 UTF-8。"))
    }

    pub(crate) fn put(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), text);
    }

    /// The container with all changes; what did not change is copied as it is packed.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, String> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..self.archive.len() {
            let name = self.archive.name_for_index(at).and_then(Result::ok).map(std::borrow::Cow::into_owned);
            let Some(name) = name else { continue };
            let key = self.changed.keys().find(|key| key.eq_ignore_ascii_case(&name)).cloned();
            match key.and_then(|key| self.changed.remove(&key)) {
                Some(text) => add(&mut writer, &name, &text)?,
                None => writer.raw_copy_file(self.archive.by_index_raw(at).map_err(failed)?).map_err(failed)?,
            }
        }
        for (name, text) in &self.changed {
            add(&mut writer, name, text)?;
        }
        writer.finish().map(Cursor::into_inner).map_err(failed)
    }
}

fn add(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> Result<(), String> {
    writer.start_file(name, SimpleFileOptions::default()).map_err(failed)?;
    writer.write_all(text.as_bytes()).map_err(failed)
}
