//! Dates that are written otherwise, or are none.

use super::{Kind, harm, look};
use crate::book::{Cell, Value, civil, date};
use crate::package::{self, Packing};
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 21] = [
    harm("日期用顿号", |scene| written(scene, |serial| date(serial, "、"))),
    harm("没有这一天", |scene| written(scene, |serial| format!("{}-02-30", civil(serial).0))),
    harm("没有这个月", |scene| written(scene, |serial| format!("{}-13-01", civil(serial).0))),
    harm("三六〇一年", |scene| written(scene, |_| "3601-05-06".to_owned())),
    harm("早了一百年", |scene| valued(scene, |serial| Value::Date(serial - 36_524.0))),
    harm("晚了十年", |scene| valued(scene, |serial| Value::Date(serial + 3_652.0))),
    harm("日期没有年", |scene| {
        written(scene, |serial| {
            let (_, month, day) = civil(serial);
            format!("{month}月{day}日")
        })
    }),
    harm("日期没有日", |scene| {
        written(scene, |serial| {
            let (year, month, _) = civil(serial);
            format!("{year}年{month}月")
        })
    }),
    harm("日在前的日期", |scene| {
        written(scene, |serial| {
            let (year, month, day) = civil(serial);
            format!("{day:02}/{month:02}/{year}")
        })
    }),
    harm("两位的年", |scene| written(scene, |serial| date(serial, ".").split_off(2))),
    harm("日期里是身份证号", |scene| written(scene, |_| "430102199001010011".to_owned())),
    harm("日期里是电话", |scene| valued(scene, |_| Value::Number(13_800_138_000.0))),
    harm("日期是约数", |scene| written(scene, |_| "去年年底".to_owned())),
    harm("日期像小数", |scene| valued(scene, |_| Value::Number(2_020.1))),
    harm("两个日期写在一格", |scene| {
        written(scene, |serial| format!("{}、{}", date(serial, "-"), date(serial + 40.0, "-")))
    }),
    harm("日期空着", |scene| valued(scene, |_| Value::Empty)),
    harm("按1904年起算的工作簿", |scene| {
        scene.date()?;
        scene.repack(Packing::default(), |parts| {
            package::edit(parts, "xl/workbook.xml", |text| text.replace("<workbookPr ", "<workbookPr date1904=\"1\" "));
        })
    }),
    look("日期是中文的文本", |scene| {
        written(scene, |serial| {
            let (year, month, day) = civil(serial);
            format!("{year}年{month}月{day}日")
        })
    }),
    look("日期是用点的文本", |scene| {
        written(scene, |serial| {
            let (year, month, day) = civil(serial);
            format!("{year}.{month}.{day}")
        })
    }),
    look("日期是用斜线的文本、带时间", |scene| written(scene, |serial| date(serial, "/") + " 00:00:00")),
    look("日期是全角数字", |scene| written(scene, |serial| super::cells::full_width(&date(serial, "-")))),
];

fn written(scene: &mut Scene<'_>, words: fn(f64) -> String) -> Option<()> {
    let (row, column, serial) = scene.date()?;
    scene.sheet().set(row, column, Cell::text(words(serial)));
    Some(())
}

fn valued(scene: &mut Scene<'_>, value: fn(f64) -> Value) -> Option<()> {
    let (row, column, serial) = scene.date()?;
    let value = value(serial);
    let format = matches!(value, Value::Number(_)).then(|| "General".to_owned());
    scene.sheet().set(row, column, Cell { value, format });
    Some(())
}
