//! Codes and names that lost digits, are misspelt, or are written otherwise.

use super::cells::full_width;
use super::{Kind, harm, look};
use crate::book::{Cell, Merge, Value};
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 16] = [
    harm("代码丢了后几位", |scene| coded(scene, |code| Value::Number(digits(code)))),
    harm("代码成了科学记数的文本", |scene| {
        coded(scene, |code| Value::Text(format!("{:.5E}", digits(code))))
    }),
    harm("代码少一位", |scene| coded(scene, |code| Value::Text(code.chars().skip(1).collect()))),
    harm("代码两位对调", |scene| {
        coded(scene, |code| {
            let mut signs: Vec<char> = code.chars().collect();
            signs.swap(8, 9);
            signs[10] = if signs[10] == '7' { '8' } else { '7' };
            Value::Text(signs.into_iter().collect())
        })
    }),
    harm("代码换成另一家的", |scene| {
        let column = scene.column(scene.target.code)?;
        let (row, _, own) = scene.text(scene.target.code)?;
        let (_, _, other) = (0..20).filter_map(|_| scene.text(scene.target.code)).find(|(_, _, code)| *code != own)?;
        scene.sheet().set_text(row, column, other);
        Some(())
    }),
    harm("名称错一个字", |scene| named(scene, |name| name.replacen('示', "未", 1).replacen("0", "9", 1) + "丙")),
    harm("名称是简称", |scene| named(scene, |name| name.chars().take(4).collect())),
    harm("名称后有注释", |scene| named(scene, |name| format!("{name}（已注销）"))),
    harm("名称空着", |scene| named(scene, |_| String::new())),
    harm("名称写了“同上”", |scene| named(scene, |_| "同上".to_owned())),
    harm("名称合并成一格", |scene| {
        let (column, records) = (scene.key()?, scene.records());
        let pair = records.windows(2).find(|pair| pair[1] == pair[0] + 1)?;
        let (top, bottom) = (pair[0], pair[1]);
        scene.sheet().set(bottom, column, Cell::EMPTY);
        scene.sheet().merges.push(Merge { top, left: column, bottom, right: column });
        Some(())
    }),
    look("代码是小写字母", |scene| coded_otherwise(scene, str::to_lowercase)),
    look("代码是全角字符", |scene| coded_otherwise(scene, full_width)),
    look("代码里有空格", |scene| {
        coded_otherwise(scene, |code| {
            let at = code.char_indices().nth(8).map_or(0, |(at, _)| at);
            format!("{} {}", &code[..at], &code[at..])
        })
    }),
    look("名称前后有空格", |scene| named(scene, |name| format!("\u{3000}{name} "))),
    look("名称里有换行", |scene| {
        named(scene, |name| {
            let at = name.char_indices().nth(3).map_or(0, |(at, _)| at);
            format!("{}\n{}", &name[..at], &name[at..])
        })
    }),
];

fn digits(code: &str) -> f64 {
    code.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default()
}

fn coded(scene: &mut Scene<'_>, change: fn(&str) -> Value) -> Option<()> {
    let column = scene.column(scene.target.code)?;
    let row = scene.record_with(column, |value| matches!(value, Value::Text(code) if code.len() == 18))?;
    let code = scene.seen().cell(row, column).words();
    scene.sheet().set(row, column, Cell { value: change(&code), format: None });
    Some(())
}

/// Changes a code that has a letter in it.
fn coded_otherwise(scene: &mut Scene<'_>, change: fn(&str) -> String) -> Option<()> {
    let column = scene.column(scene.target.code)?;
    let lettered =
        |value: &Value| matches!(value, Value::Text(code) if code.len() == 18 && code.contains(char::is_alphabetic));
    let row = scene.record_with(column, lettered)?;
    let code = scene.seen().cell(row, column).words();
    scene.sheet().set_text(row, column, change(&code));
    Some(())
}

fn named(scene: &mut Scene<'_>, change: fn(&str) -> String) -> Option<()> {
    let (row, column, name) = scene.text(scene.target.key)?;
    let changed = change(&name);
    let cell = if changed.is_empty() { Cell::EMPTY } else { Cell::text(changed) };
    scene.sheet().set(row, column, cell);
    Some(())
}
