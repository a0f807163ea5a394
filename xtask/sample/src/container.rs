//! The outside of a workbook that a password protects: an OLE container with the streams
//! `EncryptionInfo` and `EncryptedPackage` (MS-CFB 2.1 to 2.6, MS-OFFCRYPTO 2.3.4).

use crate::random::Random;

const SECTOR: usize = 512;
const FREE: u32 = 0xffff_ffff;
const END: u32 = 0xffff_fffe;
const TABLE: u32 = 0xffff_fffd;
const NONE: u32 = 0xffff_ffff;
/// Sectors of each stream: as few as keep it out of the mini stream.
const LENGTH: u32 = 8;

/// A container that no password opens, as its package is noise.
pub(crate) fn protected() -> Vec<u8> {
    let mut bytes = header();
    bytes.extend(padded(allocation()));
    let directory = [
        entry("Root Entry", 5, [NONE, NONE, 1], END, 0),
        entry("EncryptionInfo", 2, [NONE, 2, NONE], 2, LENGTH),
        entry("EncryptedPackage", 2, [NONE, NONE, NONE], 2 + LENGTH, LENGTH),
    ];
    bytes.extend(padded(directory.concat()));
    // Agile encryption: version 4.4, the reserved flag, then a description in XML.
    let mut information = vec![4, 0, 4, 0, 0x40, 0, 0, 0];
    information.extend(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><encryption \
          xmlns=\"http://schemas.microsoft.com/office/2006/encryption\"/>",
    );
    information.resize(SECTOR * 8, b' ');
    bytes.extend(information);
    let mut package = 4000u64.to_le_bytes().to_vec();
    let mut random = Random::of(&[9]);
    while package.len() < SECTOR * 8 {
        package.extend(random.next().to_le_bytes());
    }
    bytes.extend(package);
    bytes
}

fn header() -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.extend([0; 16]);
    for field in [0x3e, 3, 0xfffe, 9, 6, 0, 0, 0] {
        bytes.extend(u16::to_le_bytes(field));
    }
    // Directory sectors, table sectors, first directory sector, transaction, limit of the mini
    // stream, its table, and the further table sectors; then the one table sector that there is.
    for field in [0, 1, 1, 0, 4096, END, 0, END, 0, 0] {
        bytes.extend(u32::to_le_bytes(field));
    }
    bytes.resize(SECTOR, 0xff);
    bytes
}

fn allocation() -> Vec<u8> {
    let chain = |first: u32| (first + 1..first + LENGTH).chain([END]);
    let mut sectors = vec![TABLE, END];
    sectors.extend(chain(2));
    sectors.extend(chain(2 + LENGTH));
    sectors.resize(SECTOR / 4, FREE);
    sectors.into_iter().flat_map(u32::to_le_bytes).collect()
}

fn entry(name: &str, kind: u8, links: [u32; 3], start: u32, sectors: u32) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(bytes.len() + 2).unwrap_or(0);
    bytes.resize(64, 0);
    bytes.extend(length.to_le_bytes());
    bytes.extend([kind, 1]);
    bytes.extend(links.into_iter().flat_map(u32::to_le_bytes));
    bytes.extend([0; 36]);
    bytes.extend(start.to_le_bytes());
    bytes.extend((u64::from(sectors) * 512).to_le_bytes());
    bytes
}

fn padded(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.resize(SECTOR, 0);
    bytes
}
