//! Units in the lines above the table and in its labels.

use super::{Kind, asked, harm, look};
use crate::book::{Cell, Value};
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 14] = [
    harm("单位由元误作万元", |scene| unit(scene, "元", "万元")),
    harm("单位由万元误作元", |scene| unit(scene, "万元", "元")),
    harm("单位由万元误作亿元", |scene| unit(scene, "万元", "亿元")),
    harm("单位写成千元", |scene| unit(scene, "元", "千元").or_else(|| unit(scene, "万元", "千元"))),
    asked("单位写成美元", |scene| unit(scene, "元", "美元").or_else(|| unit(scene, "万元", "万美元"))),
    asked("单位写成元/吨", |scene| unit(scene, "元", "元/吨").or_else(|| unit(scene, "万元", "万元/吨"))),
    harm("单位写成两种", |scene| unit(scene, "元", "万元、件").or_else(|| unit(scene, "万元", "元、件"))),
    asked("单位认不出", |scene| unit(scene, "元", "块").or_else(|| unit(scene, "万元", "W"))),
    harm("列名的单位与表上的单位矛盾", |scene| {
        let (row, column) = scene.label(scene.target.amount)?;
        let words = scene.seen().cell(row, column).words();
        let other = if scene.seen().rows.iter().take(6).flatten().any(has("万元")) { "元" } else { "万元" };
        let plain = words.split('（').next().unwrap_or_default().to_owned();
        scene.sheet().set_text(row, column, format!("{plain}（{other}）"));
        Some(())
    }),
    harm("数据已按万元填、单位还是元", |scene| scaled(scene, 10_000.0)),
    harm("数据已按元填、单位还是万元", |scene| scaled(scene, 0.0001)),
    look("单位与数据一同换成万元", |scene| {
        unit(scene, "元", "万元")?;
        scale(scene, 10_000.0)
    }),
    look("单位写成人民币元", |scene| {
        unit(scene, "元", "人民币元").or_else(|| unit(scene, "万元", "人民币万元"))
    }),
    look("单位的冒号是半角", |scene| {
        let found =
            |cell: &Cell| cell.words().contains("单位：") && !cell.words().contains("填报单位：示例高新区\u{0}");
        let (row, column) = place(scene, found)?;
        let words = scene.seen().cell(row, column).words().replace("单位：", "单位:");
        scene.sheet().set_text(row, column, words);
        Some(())
    }),
];

/// Whether a cell names a unit: `单位：元` at a line's end, or `（元）` at a label's.
fn has(unit: &'static str) -> impl Fn(&Cell) -> bool {
    move |cell| {
        let words = cell.words();
        words.ends_with(&format!("：{unit}")) || words.ends_with(&format!("（{unit}）"))
    }
}

fn place(scene: &Scene<'_>, found: impl Fn(&Cell) -> bool) -> Option<(usize, usize)> {
    let rows = scene.seen().rows.iter().take(6).enumerate();
    rows.filter_map(|(row, cells)| cells.iter().position(&found).map(|column| (row, column))).next()
}

/// Writes another unit in place of the table's.
fn unit(scene: &mut Scene<'_>, from: &'static str, to: &str) -> Option<()> {
    scene.amount()?;
    let (row, column) = place(scene, has(from))?;
    let words = scene.seen().cell(row, column).words();
    let end = if words.ends_with('）') { "）" } else { "" };
    let kept = words.strip_suffix(&format!("{from}{end}"))?.to_owned();
    scene.sheet().set_text(row, column, format!("{kept}{to}{end}"));
    Some(())
}

/// Numbers of another unit under the unit as it is.
fn scaled(scene: &mut Scene<'_>, by: f64) -> Option<()> {
    let from = if by > 1.0 { "元" } else { "万元" };
    place(scene, has(from))?;
    scale(scene, by)
}

/// Divides all amounts, and their totals.
fn scale(scene: &mut Scene<'_>, by: f64) -> Option<()> {
    scene.amount()?;
    let (columns, records) = (scene.money(), scene.records());
    let rows: Vec<usize> = records.into_iter().chain(scene.totals()).collect();
    for row in rows {
        for column in &columns {
            let number = match scene.seen().cell(row, *column).value {
                Value::Number(number) => Some(number),
                // The sample has amounts that were typed as text.
                Value::Text(text) => text.replace([',', '，'], "").parse().ok(),
                _ => None,
            };
            if let Some(number) = number {
                scene.sheet().set_value(row, *column, Value::Number(number / by));
            }
        }
    }
    Some(())
}
