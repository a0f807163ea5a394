//! The inside of an xlsx package: as other programs write it, and damaged.

use super::{Kind, harm, look};
use crate::package::{Packing, edit, utf16le};

pub(crate) const KINDS: [Kind; 16] = [
    look("内部：没有压缩", |scene| scene.repack(Packing { stored: true, large: false }, |_| ())),
    look("内部：zip64 的长度", |scene| scene.repack(Packing { stored: false, large: true }, |_| ())),
    look("内部：路径用反斜线", |scene| {
        scene.repack(Packing::default(), |parts| {
            parts.iter_mut().for_each(|(name, _)| *name = name.replace('/', "\\"));
        })
    }),
    look("内部：写错的范围", |scene| {
        scene.repack(Packing::default(), |parts| {
            edit(parts, "xl/worksheets/sheet", |text| {
                let Some((before, after)) = text.split_once("<dimension ref=\"") else { return text.to_owned() };
                let rest = after.split_once('"').map_or("", |(_, rest)| rest);
                format!("{before}<dimension ref=\"A1\"{rest}")
            });
        })
    }),
    look("内部：单元格不写地址", |scene| {
        // Without an address a cell is the next one: all cells of a row must be there.
        let width = scene.seen().width();
        let full = |row: &Vec<crate::book::Cell>| row.len() == width && row.iter().all(|cell| !cell.is_empty());
        let sheets = scene.book.sheets.len();
        let rows = scene.seen().rows.clone();
        let addresses: Vec<usize> =
            rows.iter().enumerate().filter(|(_, row)| full(row)).map(|(at, _)| at + 1).collect();
        if addresses.is_empty() || sheets > 1 {
            return None;
        }
        scene.repack(Packing::default(), |parts| {
            edit(parts, "xl/worksheets/sheet", |text| {
                addresses.iter().fold(text.to_owned(), |text, row| bare(&text, *row))
            });
        })
    }),
    look("内部：带前缀的标签", |scene| {
        scene.repack(Packing::default(), |parts| edit(parts, "xl/worksheets/sheet", prefixed))
    }),
    look("内部：严格的命名空间", |scene| {
        scene.repack(Packing::default(), |parts| {
            let strict = |text: &str| {
                let text = text.replace(
                    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    "http://purl.oclc.org/ooxml/spreadsheetml/main",
                );
                text.replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            };
            edit(parts, "xl/", strict);
            edit(parts, "_rels/", strict);
        })
    }),
    look("内部：WPS 的单元格图片", |scene| {
        let (_, header) = scene.header();
        let (width, records) = (scene.seen().width(), scene.records());
        scene.sheet().set_text(header, width, "照片");
        let formula = "_xlfn.DISPIMG(\"ID_0123456789ABCDEF\",1)".to_owned();
        let shown = "=DISPIMG(\"ID_0123456789ABCDEF\",1)".to_owned();
        let value = crate::book::Value::Formula(formula, shown);
        records.into_iter().for_each(|row| scene.sheet().set_value(row, width, value.clone()));
        Some(())
    }),
    harm("内部：公式还没有计算", |scene| {
        let (row, column, _) = scene.number()?;
        scene.sheet().set_value(row, column, crate::book::Value::Formula("A1*2".to_owned(), "0".to_owned()));
        scene.repack(Packing::default(), |parts| {
            edit(parts, "xl/workbook.xml", |text| text.replace("<calcPr ", "<calcPr fullCalcOnLoad=\"1\" "));
        })
    }),
    harm("内部：工作表是 UTF-16", |scene| {
        scene.repack(Packing::default(), |parts| {
            for (_, bytes) in parts.iter_mut().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
                *bytes = utf16le(&String::from_utf8_lossy(bytes).replace("UTF-8", "UTF-16"));
            }
        })
    }),
    harm("内部：没有样式", |scene| {
        scene.repack(Packing::default(), |parts| parts.retain(|(name, _)| name != "xl/styles.xml"))
    }),
    harm("内部：没有共享字符串", |scene| {
        scene.repack(Packing::default(), |parts| parts.retain(|(name, _)| name != "xl/sharedStrings.xml"))
    }),
    harm("内部：共享字符串少了一半", |scene| {
        scene.repack(Packing::default(), |parts| {
            edit(parts, "xl/sharedStrings.xml", |text| {
                let half = text.match_indices("<si>").nth(text.matches("<si>").count() / 2).map_or(0, |(at, _)| at);
                format!("{}</sst>", &text[..half])
            });
        })
    }),
    harm("内部：工作表在中间断了", |scene| {
        scene.repack(Packing::default(), |parts| {
            edit(parts, "xl/worksheets/sheet", |text| {
                let half = text.match_indices("<row ").nth(text.matches("<row ").count() / 2).map_or(0, |(at, _)| at);
                text[..half].to_owned()
            });
        })
    }),
    harm("内部：中间少了一行的标签", |scene| {
        scene.repack(Packing::default(), |parts| {
            edit(parts, "xl/worksheets/sheet", |text| {
                let half = text.match_indices("</row>").nth(text.matches("</row>").count() / 2).map_or(0, |(at, _)| at);
                format!("{}{}", &text[..half], text.get(half + 6..).unwrap_or_default())
            });
        })
    }),
    harm("内部：找不到工作表", |scene| {
        scene.repack(Packing::default(), |parts| parts.retain(|(name, _)| name != "xl/worksheets/sheet1.xml"))
    }),
];

/// A row whose cells have no addresses.
fn bare(text: &str, row: usize) -> String {
    let start = format!("<row r=\"{row}\"");
    let Some((before, after)) = text.split_once(&start) else { return text.to_owned() };
    let Some((cells, rest)) = after.split_once("</row>") else { return text.to_owned() };
    let mut bare = String::new();
    for (at, part) in cells.split("<c r=\"").enumerate() {
        bare += if at == 0 { part } else { part.split_once('"').map_or("", |(_, rest)| rest) };
        bare += if at < cells.matches("<c r=\"").count() { "<c" } else { "" };
    }
    format!("{before}{start}{bare}</row>{rest}")
}

/// The sheet with a prefix before every name of a tag.
fn prefixed(text: &str) -> String {
    let mut written = String::new();
    for (at, part) in text.split('<').enumerate() {
        let prefix = match part.chars().next() {
            _ if at == 0 => "",
            Some('?' | '!') => "<",
            Some('/') => "</x:",
            _ => "<x:",
        };
        written += prefix;
        written += if prefix == "</x:" { &part[1..] } else { part };
    }
    written.replacen(" xmlns=", " xmlns:x=", 1)
}
