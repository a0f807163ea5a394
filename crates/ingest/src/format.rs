//! What a file is, by its bytes and never by its name.

use crate::books::PROTECTED;

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Xlsx,
    Xlsb,
    Ods,
    Xls,
    Csv,
}

/// Why a file is no workbook and what to do about it, in Chinese.
pub(crate) type Refusal = String;

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Finds the format.
pub(crate) fn format(bytes: &[u8]) -> Result<Format, Refusal> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if bytes.is_empty() {
        return Err("文件是空的（0 字节）。请向报送单位重新索取。".into());
    }
    if bytes.starts_with(b"PK") {
        return zip(bytes);
    }
    if bytes.starts_with(OLE) {
        return ole(bytes);
    }
    if [b"\x09\x00\x04", b"\x09\x02\x06", b"\x09\x04\x06", b"\x09\x08\x08"]
        .iter()
        .any(|start| bytes.starts_with(*start))
    {
        return Err("是很旧的 Excel 格式（BIFF）。请在 Excel 或 WPS 中打开，另存为 xlsx 后重新报送。".into());
    }
    if start.starts_with(b"<") {
        return Err("内容是网页或 XML 文本，不是工作簿（常见于从系统导出的“假 xls”）。请在 Excel 或 WPS 中打开，另存为 xlsx 后重新报送。".into());
    }
    if let Some((_, name)) = [
        (&b"%PDF"[..], "PDF"),
        (b"{\\rtf", "RTF 文档"),
        (b"\x89PNG", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"Rar!", "RAR 压缩包"),
        (b"7z\xbc\xaf", "7z 压缩包"),
        (b"\x1f\x8b", "gzip 压缩包"),
    ]
    .iter()
    .find(|(magic, _)| bytes.starts_with(magic))
    {
        return Err(format!("是{name}，不是工作簿。请向报送单位索取 xlsx 文件。"));
    }
    let utf16 = bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || crate::csv::looks_like_utf16(bytes).is_some();
    let strange = bytes.iter().filter(|byte| matches!(byte, 0..=8 | 14..=31)).count();
    if !utf16 && strange > 0 {
        return Err(
            "不是工作簿：既不是 Excel 或 WPS 表格，也不是 CSV 文本。请核对文件是否损坏，并索取 xlsx 文件。".into()
        );
    }
    Ok(Format::Csv)
}

/// The entries of a zip container by its central directory: names and unpacked sizes.
fn entries(bytes: &[u8]) -> Option<Vec<(&[u8], u64)>> {
    let number = |at: usize, width: usize| -> Option<u64> {
        let field = bytes.get(at..at.checked_add(width)?)?;
        Some(field.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    };
    let size = |at: usize, width: usize| number(at, width).and_then(|value| usize::try_from(value).ok());
    let tail = bytes.len().saturating_sub(22 + 65_535);
    let end = bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")? + tail;
    let (count, mut at) = (size(end + 10, 2)?, size(end + 16, 4)?);
    let mut list = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let (name, extra, comment) = (size(at + 28, 2)?, size(at + 30, 2)?, size(at + 32, 2)?);
        list.push((bytes.get(at + 46..at + 46 + name)?, number(at + 24, 4)?));
        at += 46 + name + extra + comment;
    }
    Some(list)
}

/// The most that the parts of a workbook may unpack to; real ledgers stay far below.
const MOST_UNPACKED: u64 = 1 << 30;

fn zip(bytes: &[u8]) -> Result<Format, Refusal> {
    let Some(entries) = entries(bytes) else {
        return Err("文件不完整（压缩包的目录缺失），多半是传输中断。请向报送单位重新索取。".into());
    };
    if entries.iter().map(|(_, size)| size).sum::<u64>() > MOST_UNPACKED {
        return Err("解压后超过 1 GB，不像台账。请删去多余的工作表、图片和格式后重新报送。".into());
    }
    let has = |wanted: &str| {
        entries.iter().any(|(name, _)| {
            let name = String::from_utf8_lossy(name).replace('\\', "/").to_ascii_lowercase();
            name == wanted || wanted.ends_with('/') && name.starts_with(wanted)
        })
    };
    if has("xl/workbook.bin") {
        Ok(Format::Xlsb)
    } else if has("xl/workbook.xml") || has("[content_types].xml") && has("xl/") {
        Ok(Format::Xlsx)
    } else if has("content.xml") {
        Ok(Format::Ods)
    } else if has("encrypted-package") {
        // How LibreOffice protects since version 24.2: the whole document is one part.
        Err(PROTECTED.into())
    } else if has("word/") || has("ppt/") {
        Err("是 Word 或 PowerPoint 文档，不是工作簿。请向报送单位索取 xlsx 文件。".into())
    } else if has("[content_types].xml") {
        // Some writers name the parts freely; the relations lead calamine to them.
        Ok(Format::Xlsx)
    } else {
        Err("是普通压缩包，不是工作簿。请解压后把里面的工作簿放进当月文件夹。".into())
    }
}

fn ole(bytes: &[u8]) -> Result<Format, Refusal> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        // Directory entries are 128 bytes long and start at their multiples.
        bytes
            .chunks(128)
            .any(|entry| entry.starts_with(&wide) && entry.get(wide.len()..wide.len() + 2) == Some(&[0, 0]))
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(PROTECTED.into());
    }
    if has("Workbook") || has("Book") || has("WORKBOOK") || has("BOOK") {
        return Ok(Format::Xls);
    }
    if has("WordDocument") || has("PowerPoint Document") {
        return Err("是 Word 或 PowerPoint 文档，不是工作簿。请向报送单位索取 xlsx 文件。".into());
    }
    Err("是 Office 文件，但里面没有工作簿，或者文件不完整。请在 Excel 或 WPS 中打开，另存为 xlsx 后重新报送。".into())
}
