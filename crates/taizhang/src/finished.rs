//! Documents whose files need not be made again: they lie where they would be written, and would be the same.
//!
//! An entry of the cache says which files came of a document's package, each with the SHA-256 of its bytes. It
//! counts only where the package, the faces, the formats and the program are those that it was written with, and
//! where every file still has these bytes.

use crate::cache::{Cache, DIGEST, name_of, program};
use crate::documents::Job;
use crate::session::Session;
use crate::writers::{Format, Written};
use model::package::Package;
use model::page::{Face, Role};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

/// Within the cache.
const FOLDER: &str = "documents";

/// The files of earlier runs in the folder that is written to.
pub(crate) struct Finished<'a> {
    cache: &'a Cache,
    folder: &'a Path,
    faces: Vec<FaceStamp>,
}

/// A document as it would have been written by an earlier run.
pub(crate) struct Asked {
    /// The entry's name.
    place: String,
    /// What the entry must have been written with.
    stamp: [u8; DIGEST],
}

/// A file of a document: its extension, its name, and the SHA-256 of its bytes.
#[derive(Serialize, Deserialize)]
struct File {
    extension: String,
    name: String,
    digest: [u8; DIGEST],
}

#[derive(Hash)]
struct FaceStamp {
    role: Role,
    name: String,
    index: u32,
    bytes: [u8; DIGEST],
}

impl<'a> Finished<'a> {
    /// Those in a folder; nothing where the project keeps nothing.
    pub(crate) fn within(session: &'a Session, folder: &'a Path, faces: &[Face]) -> Option<Finished<'a>> {
        let cache = session.project.cache.as_ref()?;
        let stamp = |face: &Face| FaceStamp {
            role: face.role,
            name: face.name.clone(),
            index: face.index,
            bytes: Sha256::digest(face.bytes.as_slice()).into(),
        };
        Some(Finished { cache, folder, faces: faces.par_iter().map(stamp).collect() })
    }

    /// What is asked for where a package goes out in some formats.
    pub(crate) fn asked(&self, job: &Job<'_>, package: &Package, formats: &[&Format]) -> Option<Asked> {
        let formats: Vec<&str> = formats.iter().map(|format| format.extension).collect();
        let (month, words) = (job.plan.time.month, job.words());
        let place = format!("{FOLDER}/{}", name_of(format!("{month}\n{words}\n{}", formats.join(","))));
        let mut stamp = Stamp(Sha256::new());
        (program()?, &self.faces, formats, package).hash(&mut stamp);
        Some(Asked { place, stamp: stamp.0.finalize().into() })
    }

    /// The bytes of the files by their extensions, if all of them are there.
    pub(crate) fn files(&self, asked: &Asked, formats: &[&Format]) -> Option<Written> {
        let files: Vec<File> =
            self.cache.kept(&asked.place, asked.stamp, |entry| serde_json::from_slice(entry).ok())?;
        let file = |format: &&Format| {
            let File { name, digest, .. } = files.iter().find(|file| file.extension == format.extension)?;
            let bytes = fs::read(self.folder.join(name)).ok()?;
            (*digest == <[u8; DIGEST]>::from(Sha256::digest(&bytes))).then_some((format.extension, bytes))
        };
        formats.iter().map(file).collect()
    }

    /// Keeps which files came of a package, under the names that they are written by.
    pub(crate) fn keep(&self, asked: &Asked, name: &str, written: &Written) {
        let file = |(extension, bytes): &(&str, Vec<u8>)| File {
            extension: (*extension).to_owned(),
            name: format!("{name}.{extension}"),
            digest: Sha256::digest(bytes).into(),
        };
        let files: Vec<File> = written.iter().map(file).collect();
        self.cache.keep(&asked.place, asked.stamp, |bytes| serde_json::to_writer(bytes, &files).is_ok());
    }
}

/// SHA-256 of whatever is hashed.
struct Stamp(Sha256);

impl Hasher for Stamp {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.clone().finalize().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}
