//! A package with parts that were changed or added; all others are taken over as they are packed.

use crate::encoding::decode;
use crate::error::Error;
use crate::package::{Package, plain};
use crate::pipe;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// No part that is edited is larger.
const MOST: usize = 48 << 20;

/// A package that is edited.
pub struct Edit<'a> {
    package: Package<'a>,
    /// Name and text of changed parts, by the names in comparable form.
    changed: BTreeMap<String, (String, String)>,
}

impl<'a> Edit<'a> {
    /// A package without any change yet.
    pub fn new(package: Package<'a>) -> Edit<'a> {
        Edit { package, changed: BTreeMap::new() }
    }

    /// The package without the changes.
    pub fn original(&self) -> &Package<'a> {
        &self.package
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.changed.contains_key(&plain(name)) || self.package.has(name)
    }

    /// A part as text.
    ///
    /// # Errors
    /// There is no such part, or it is damaged, encrypted, no text, or larger than 48 MiB.
    pub fn text(&self, name: &str) -> Result<String, Error> {
        if let Some((_, text)) = self.changed.get(&plain(name)) {
            return Ok(text.clone());
        }
        let read = pipe::read(&self.package, name, |pipe| -> Result<Vec<u8>, Error> {
            let mut bytes = Vec::new();
            loop {
                let piece = pipe.piece()?;
                if piece.is_empty() {
                    return Ok(bytes);
                }
                bytes.extend(piece);
                if bytes.len() > MOST {
                    return Err(Error::TooLarge);
                }
            }
        });
        let missing = || Error::damaged(format!("没有部件 {name}"), format!("there is no part {name}"));
        let bytes = read.ok_or_else(missing)??;
        decode(bytes).ok_or_else(|| {
            Error::damaged(format!("{name} 的文字编码有误"), format!("the text of {name} is wrongly encoded"))
        })
    }

    /// Changes a part or adds one.
    pub fn put(&mut self, name: &str, text: String) {
        self.changed.insert(plain(name), (name.to_owned(), text));
    }

    /// The package with all changes. Parts keep their order and names, but for backslashes, which
    /// not every program understands; of two parts of one name the first is kept.
    ///
    /// # Errors
    /// A part that did not change cannot be copied.
    pub fn finish(mut self) -> Result<Vec<u8>, Error> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        // Whoever looks for a part of the new package finds those that were there at their places.
        let mut order: Vec<(usize, String)> = self.package.names.drain().map(|(name, at)| (at, name)).collect();
        order.sort_unstable();
        let mut written = BTreeSet::new();
        for (at, key) in order {
            let name = self.package.archive.name_for_index(at).and_then(Result::ok).unwrap_or_default();
            let name = name.replace('\\', "/").trim_start_matches('/').to_owned();
            if !written.insert(name.clone()) {
                continue;
            }
            match self.changed.remove(&key) {
                Some((_, text)) => add(&mut writer, &name, &text)?,
                None => writer.raw_copy_file_rename(self.package.archive.by_index_raw(at)?, name)?,
            }
        }
        for (name, text) in self.changed.into_values() {
            add(&mut writer, &name, &text)?;
        }
        writer.finish().map(Cursor::into_inner).map_err(Error::from)
    }
}

fn add(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> Result<(), Error> {
    writer.start_file(name, SimpleFileOptions::default())?;
    writer.write_all(text.as_bytes()).map_err(|_| Error::damaged("压缩包无法写出", "the archive cannot be written"))
}
