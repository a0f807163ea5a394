//! Archives without times and owners, in one order.

use crate::Failure;
use crate::contents::Entry;
use crate::platform::Platform;
use flate2::{Compression, GzBuilder};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// The archive of a platform, everything in one folder.
pub(crate) fn packed(platform: Platform, folder: &str, entries: &[Entry]) -> Result<Vec<u8>, Failure> {
    let done = match platform {
        Platform::Linux => tarball(folder, entries).map_err(|error| error.to_string()),
        Platform::Windows => zipped(folder, entries).map_err(|error| error.to_string()),
    };
    done.map_err(|error| format!("打包没有成功：{error}"))
}

fn mode(entry: &Entry) -> u32 {
    if entry.runs { 0o755 } else { 0o644 }
}

fn tarball(folder: &str, entries: &[Entry]) -> std::io::Result<Vec<u8>> {
    let mut builder = tar::Builder::new(GzBuilder::new().write(Vec::new(), Compression::best()));
    for entry in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(mode(entry));
        header.set_mtime(0);
        builder.append_data(&mut header, format!("{folder}/{}", entry.path), entry.bytes.as_slice())?;
    }
    builder.into_inner()?.finish()
}

fn zipped(folder: &str, entries: &[Entry]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        // The time is that with which the format's years begin.
        let options = SimpleFileOptions::default()
            .last_modified_time(zip::DateTime::default())
            .compression_level(Some(9))
            .unix_permissions(mode(entry));
        writer.start_file(format!("{folder}/{}", entry.path), options)?;
        writer.write_all(&entry.bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}
