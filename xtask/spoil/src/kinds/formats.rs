//! Number formats: what is shown is not what is stored.

use super::{Kind, asked, harm, look};
use crate::book::{Cell, Value};
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 12] = [
    asked("格式按万显示", |scene| shown(scene, "0!.0,")),
    harm("格式按万显示并写了万元", |scene| shown(scene, "0!.0000\"万元\"")),
    asked("格式按千显示", |scene| shown(scene, "#,##0.00,")),
    asked("格式按百万显示", |scene| shown(scene, "0.00,,")),
    harm("格式是百分数", |scene| shown(scene, "0.00%")),
    asked("格式什么都不显示", |scene| shown(scene, ";;;")),
    asked("格式只显示文字", |scene| shown(scene, "\"待核\"")),
    harm("格式是日期", |scene| shown(scene, "yyyy\\-mm\\-dd")),
    look("格式带千分位", |scene| shown(scene, "#,##0.00")),
    look("格式是会计专用", |scene| shown(scene, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ")),
    look("格式只显示整数", |scene| shown(scene, "0")),
    look("格式是文本", |scene| shown(scene, "@")),
];

/// Gives all amounts of the column a number format.
fn shown(scene: &mut Scene<'_>, format: &str) -> Option<()> {
    let (column, records) = (scene.amount()?, scene.records());
    for row in records.into_iter().chain(scene.total()) {
        if let value @ Value::Number(_) = scene.seen().cell(row, column).value {
            scene.sheet().set(row, column, Cell { value, format: Some(format.to_owned()) });
        }
    }
    Some(())
}
