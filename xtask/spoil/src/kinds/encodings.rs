//! The submission as a text: encodings, signs between cells, damage; and pages that pose as workbooks.

use super::{Kind, harm, look};
use crate::package::{utf16be, utf16le};
use crate::scene::Scene;
use crate::write;
use encoding_rs::GB18030;

pub(crate) const KINDS: [Kind; 24] = [
    look("CSV：UTF-8", |scene| csv(scene, ',', "\r\n", String::into_bytes)),
    look("CSV：UTF-8 带标记", |scene| csv(scene, ',', "\r\n", |text| format!("\u{feff}{text}").into_bytes())),
    look("CSV：GB18030", |scene| csv(scene, ',', "\r\n", |text| gb(&text))),
    look("CSV：UTF-16", |scene| csv(scene, '\t', "\r\n", |text| utf16le(&text))),
    look("CSV：UTF-16 大端", |scene| csv(scene, '\t', "\r\n", |text| utf16be(&text))),
    look("CSV：分号", |scene| csv(scene, ';', "\n", String::into_bytes)),
    look("CSV：制表符", |scene| csv(scene, '\t', "\n", |text| gb(&text))),
    look("CSV：首行 sep=", |scene| csv(scene, ';', "\r\n", |text| format!("sep=;\r\n{text}").into_bytes())),
    look("CSV：只有回车换行", |scene| csv(scene, ',', "\r", String::into_bytes)),
    look("CSV：没有最后的换行", |scene| csv(scene, ',', "\n", |text| text.trim_end().to_owned().into_bytes())),
    harm("CSV：引号没有闭合", |scene| {
        edited(scene, |lines, middle| {
            let line = lines[middle].clone();
            let at = line.find(',').map_or(0, |at| at + 1);
            lines[middle] = format!("{}\"{}", &line[..at], &line[at..]);
        })
    }),
    harm("CSV：名称里有裸引号", |scene| {
        edited(scene, |lines, middle| {
            let line = lines[middle].clone();
            let at = line.find(',').map_or(0, |at| at + 1);
            lines[middle] = format!("{}\"甲\"公司{}", &line[..at], &line[at..]);
        })
    }),
    harm("CSV：千分位没有引号", |scene| {
        scene.amount()?;
        edited(scene, |lines, middle| lines[middle] = lines[middle].replacen(',', ",1,", 1))
    }),
    harm("CSV：一行少了几格", |scene| {
        edited(scene, |lines, middle| {
            let cells = lines[middle].split(',').count();
            lines[middle] = lines[middle].split(',').take(cells / 2).collect::<Vec<_>>().join(",");
        })
    }),
    harm("CSV：两行连成一行", |scene| {
        edited(scene, |lines, middle| {
            let next = lines.remove(middle + 1);
            lines[middle] += &next;
        })
    }),
    harm("CSV：坏了一个字节", |scene| damaged(scene, |bytes, at| bytes[at] = 0xff)),
    harm("CSV：丢了一个字节", |scene| {
        damaged(scene, |bytes, at| {
            bytes.remove(at);
        })
    }),
    harm("CSV：中间是空字节", |scene| {
        damaged(scene, |bytes, at| bytes.splice(at..at + 4, [0; 4]).for_each(drop))
    }),
    harm("CSV：后半换了编码", |scene| {
        csv(scene, ',', "\r\n", |text| {
            let at = text.match_indices("\r\n").nth(text.lines().count() / 2).map_or(0, |(at, _)| at);
            let mut bytes = text.as_bytes()[..at].to_vec();
            bytes.extend(gb(&text[at..]));
            bytes
        })
    }),
    harm("网页存成的 xls（GBK）", |scene| page(scene, |scene| gb(&write::html(scene.seen(), "gb2312")))),
    harm("网页存成的 xls（UTF-16）", |scene| page(scene, |scene| utf16le(&write::html(scene.seen(), "utf-16")))),
    harm("单一网页 MHT", |scene| {
        page(scene, |scene| {
            let html = write::html(scene.seen(), "utf-8");
            format!("MIME-Version: 1.0\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{html}").into_bytes()
        })
    }),
    harm("XML 表格 2003", |scene| page(scene, |scene| write::xml2003(scene.seen(), "UTF-8").into_bytes())),
    harm("XML 表格 2003（UTF-16）", |scene| page(scene, |scene| utf16le(&write::xml2003(scene.seen(), "UTF-16")))),
];

fn gb(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

/// The sheet as a text. A workbook of several sheets would lose the others.
fn csv(scene: &mut Scene<'_>, between: char, end: &str, encode: fn(String) -> Vec<u8>) -> Option<()> {
    single(scene)?;
    let text = write::text(scene.seen(), between, end);
    scene.replace(encode(text));
    Some(())
}

fn single(scene: &Scene<'_>) -> Option<()> {
    let merged =
        scene.records().first().is_some_and(|first| scene.seen().merges.iter().any(|merge| merge.top == *first));
    (scene.book.sheets.len() == 1 && !merged).then_some(())
}

/// The sheet as lines with commas in GB18030, of which one record is changed.
fn edited(scene: &mut Scene<'_>, change: fn(&mut Vec<String>, usize)) -> Option<()> {
    single(scene)?;
    let middle = *scene.records().get(1)?;
    let text = write::text(scene.seen(), ',', "\n");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    change(&mut lines, middle);
    scene.replace(gb(&(lines.join("\r\n") + "\r\n")));
    Some(())
}

/// The same, of which one byte in the name of a record is damaged.
fn damaged(scene: &mut Scene<'_>, damage: fn(&mut Vec<u8>, usize)) -> Option<()> {
    single(scene)?;
    let (row, key) = (scene.record()?, scene.key()?);
    let text = write::text(scene.seen(), ',', "\r\n");
    let before: usize = text.split_inclusive("\r\n").take(row).map(|line| gb(line).len()).sum();
    let line = text.split_inclusive("\r\n").nth(row)?;
    let cells: usize = line.split_inclusive(',').take(key).map(|cell| gb(cell).len()).sum();
    let mut bytes = gb(&text);
    damage(&mut bytes, before + cells + 5);
    scene.replace(bytes);
    Some(())
}

fn page(scene: &mut Scene<'_>, write: fn(&Scene<'_>) -> Vec<u8>) -> Option<()> {
    single(scene)?;
    let bytes = write(scene);
    scene.replace(bytes);
    Some(())
}
