//! A zip container: its parts, their names, and what lies between and behind them.

use crate::findings::{Findings, Pending};
use crate::kind::Kind;
use crate::part;
use crate::told::Told;
use flate2::read::DeflateDecoder;
use std::io::{Cursor, Read};
use std::ops::Range;
use zip::ZipArchive;

/// The signature before a part, and the size of what follows it up to the name.
const HEADER: (&[u8], usize) = (b"PK\x03\x04", 30);

/// Searches a container.
pub(crate) fn look(file: &Pending<'_>, findings: &mut Findings<'_>) -> Result<(), Told> {
    let opened = ZipArchive::new(Cursor::new(file.bytes.as_ref()));
    let incomplete =
        |error| failed(file, &format!("不是完整的压缩包（{error}）"), &format!("it is no complete archive ({error})"));
    let mut archive = opened.map_err(incomplete)?;
    let comment = archive.comment().to_vec();
    findings.bytes(&file.place(Told::fixed("压缩包备注", "comment of the archive")), &comment);
    let mut packed = Vec::new();
    for at in 0..archive.len() {
        packed.push(entry(file, &mut archive, at, findings)?);
    }
    packed.sort_by_key(|range| range.start);
    between(file, &packed, findings)
}

fn failed(file: &Pending<'_>, chinese: &str, english: &str) -> Told {
    let name = file.name();
    Told::new(
        format!("{}打不开，无法核对：{chinese}。", name.chinese),
        format!("{} cannot be opened and checked: {english}.", name.english),
    )
}

/// Searches a part and what its entry says; gives the place of its packed bytes.
fn entry(
    file: &Pending<'_>,
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    at: usize,
    findings: &mut Findings<'_>,
) -> Result<Range<usize>, Told> {
    let number = at + 1;
    let absent = |error| failed(file, &format!("部件{number}：{error}"), &format!("part {number}: {error}"));
    let mut entry = archive.by_index(at).map_err(absent)?;
    let raw = entry.name_raw().to_vec();
    let name = entry.name().map_or_else(|_| String::from_utf8_lossy(&raw).into_owned(), |name| name.into_owned());
    let names = file.place(Told::fixed("部件名", "names of parts"));
    findings.text(&names, &name, Kind::Values);
    findings.bytes(&names, &raw);
    let comment = entry.comment_raw().to_vec();
    findings.bytes(&file.place(Told::fixed("部件备注", "comments of parts")), &comment);
    let mut bytes = Vec::new();
    let read = entry.by_ref().take(findings.left().saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| failed(file, &format!("部件“{name}”：{error}"), &format!("part “{name}”: {error}")))?;
    let start = usize::try_from(entry.data_start().unwrap_or(0)).unwrap_or(usize::MAX);
    let length = usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX);
    drop(entry);
    part::look(file, &file.place(Told::same(&name)), bytes, findings)?;
    Ok(start..start.saturating_add(length))
}

/// Searches what is no part: headers with their extra data, and bytes that no directory names.
/// Parts that were taken out of the directory alone are still there and are unpacked.
fn between(file: &Pending<'_>, packed: &[Range<usize>], findings: &mut Findings<'_>) -> Result<(), Told> {
    let starts = std::iter::once(0).chain(packed.iter().map(|range| range.end));
    let ends = packed.iter().map(|range| range.start).chain([file.bytes.len()]);
    for (start, end) in starts.zip(ends) {
        let gap = file.bytes.get(start..end).unwrap_or_default();
        findings.bytes(&file.place(Told::fixed("压缩包目录", "directory of the archive")), gap);
        for at in memchr::memmem::find_iter(gap, HEADER.0) {
            let known = packed.iter().any(|range| data(&file.bytes, start + at) == Some(range.start));
            if !known && let Some(bytes) = unlisted(&file.bytes, start + at, findings.left()) {
                let place = Told::fixed("未列入目录的部件", "part that the directory does not list");
                part::look(file, &file.place(place), bytes, findings)?;
            }
        }
    }
    Ok(())
}

/// Where the packed bytes of the part begin whose header is there.
fn data(bytes: &[u8], header: usize) -> Option<usize> {
    let size = |at: usize| match bytes.get(header + at..header + at + 2) {
        Some([low, high]) => Some(usize::from(u16::from_le_bytes([*low, *high]))),
        _ => None,
    };
    Some(header + HEADER.1 + size(26)? + size(28)?)
}

/// As much of an unlisted part as can be unpacked.
fn unlisted(bytes: &[u8], header: usize, most: u64) -> Option<Vec<u8>> {
    let packed = bytes.get(data(bytes, header)?..)?;
    let mut unpacked = Vec::new();
    // What was unpacked before an error is there, and a stored part was searched as it stands.
    let _ = DeflateDecoder::new(packed).take(most).read_to_end(&mut unpacked);
    (!unpacked.is_empty()).then_some(unpacked)
}
