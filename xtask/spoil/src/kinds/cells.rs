//! Amounts that are written otherwise, or are none.

use super::{Kind, harm, look};
use crate::book::{Cell, Value, grouped, plain};
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 33] = [
    harm("数字后写了“元左右”", |scene| written(scene, |number| format!("{}元左右", plain(number)))),
    harm("数字前写了“约”", |scene| written(scene, |number| format!("约{}", plain(number)))),
    harm("数字写成范围", |scene| written(scene, |number| format!("{}-{}", plain(number), plain(number * 2.0)))),
    harm("字母O当作0", |scene| written(scene, |number| format!("{}O", plain((number / 10.0).floor())))),
    harm("字母l当作1", |scene| written(scene, |number| format!("l{}", plain(number)))),
    harm("两个小数点", |scene| written(scene, |number| format!("{}.5.0", number.floor()))),
    harm("逗号当作小数点", |scene| written(scene, |number| format!("{},5", number.floor() % 1_000.0))),
    harm("科学记数的文本", |scene| written(scene, |number| format!("{number:.1E}"))),
    harm("数字后有百分号", |scene| written(scene, |number| format!("{}%", plain(number)))),
    harm("中文大写的金额", |scene| written(scene, |_| "壹万贰仟叁佰元整".to_owned())),
    harm("单元格里写了算式", |scene| written(scene, |number| format!("{}+100", plain(number)))),
    harm("写了“待定”", |scene| written(scene, |_| "待定".to_owned())),
    harm("写了“见附件”", |scene| written(scene, |_| "见附件".to_owned())),
    harm("写了“同上”", |scene| written(scene, |_| "同上".to_owned())),
    harm("写了两个数", |scene| written(scene, |number| format!("{}\n{}", plain(number), plain(number / 2.0)))),
    harm("金额空着", |scene| valued(scene, |_| Value::Empty)),
    harm("整列金额空着", |scene| {
        let (column, records) = (scene.amount()?, scene.records());
        records.into_iter().for_each(|row| scene.sheet().set(row, column, Cell::EMPTY));
        if let Some(row) = scene.total() {
            scene.sheet().set(row, column, Cell::EMPTY);
        }
        Some(())
    }),
    harm("错误值", |scene| valued(scene, |_| Value::Error)),
    harm("文本的错误值", |scene| written(scene, |_| "#N/A".to_owned())),
    harm("公式没有算出结果", |scene| valued(scene, |_| Value::Formula("A1*2".to_owned(), String::new()))),
    harm("金额里是日期", |scene| valued(scene, |_| Value::Date(44_168.0))),
    harm("金额里是身份证号", |scene| written(scene, |_| "430102199001010011".to_owned())),
    harm("金额里是十八位的数", |scene| valued(scene, |_| Value::Number(430_102_199_001_010_000.0))),
    harm("一格大了一万倍", |scene| valued(scene, |number| Value::Number(number * 10_000.0))),
    harm("一格小了一万倍", |scene| valued(scene, |number| Value::Number(number / 10_000.0))),
    look("千分位的文本", |scene| written(scene, |number| grouped((number * 100.0).round() / 100.0))),
    look("全角数字", |scene| written(scene, |number| full_width(&plain(number)))),
    look("全角逗号的千分位", |scene| written(scene, |number| grouped(number).replace(',', "，"))),
    look("数字前后有空格", |scene| written(scene, |number| format!(" \u{a0}{}\u{3000}", plain(number)))),
    look("数字前有货币符号", |scene| {
        let yuan = !scene.seen().rows.iter().take(6).flatten().any(|cell| cell.words().contains("万元"));
        if yuan { written(scene, |number| format!("￥{}", grouped(number))) } else { None }
    }),
    look("数字里有零宽空格", |scene| written(scene, |number| format!("\u{200b}{}", plain(number)))),
    look("数字前有撇号", |scene| written(scene, |number| format!("'{}", plain(number)))),
    look("公式与算出的结果", |scene| valued(scene, |number| Value::Formula(plain(number), plain(number)))),
];

/// Writes a record's amount as text. Numbers keep their decimals.
fn written(scene: &mut Scene<'_>, words: fn(f64) -> String) -> Option<()> {
    let (row, column, number) = scene.number()?;
    scene.sheet().set_text(row, column, words(number));
    Some(())
}

fn valued(scene: &mut Scene<'_>, value: fn(f64) -> Value) -> Option<()> {
    let (row, column, number) = scene.number()?;
    scene.sheet().set_value(row, column, value(number));
    Some(())
}

/// ASCII signs in the width of Chinese ones.
pub(super) fn full_width(text: &str) -> String {
    let wide = |sign: char| char::from_u32(u32::from(sign) + 0xfee0).unwrap_or(sign);
    text.chars().map(|sign| if ('!'..='~').contains(&sign) { wide(sign) } else { sign }).collect()
}
