//! Rows that are no records: totals under any name, opening balances, averages.

use super::{Kind, harm, look};
use crate::book::Cell;
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 17] = [
    harm("合计行叫“合计金额”", |scene| total(scene, "合计金额")),
    harm("合计行叫“总额”", |scene| total(scene, "总额")),
    harm("合计行叫“TOTAL”", |scene| total(scene, "TOTAL")),
    harm("合计行叫“全年”", |scene| total(scene, "全年")),
    harm("合计行叫“全区情况”", |scene| total(scene, "全区情况")),
    harm("合计行叫“共12笔”", |scene| total(scene, "共12笔")),
    harm("合计行叫“人民币大写”", |scene| total(scene, "人民币（大写）壹拾贰万元整")),
    harm("合计行没有名称", |scene| total(scene, "")),
    harm("合计行在记录上面", |scene| {
        let ((_, header), key, mut cells) = (scene.header(), scene.key()?, scene.sum_row());
        scene.amount()?;
        cells[key] = Cell::text("全区");
        scene.sheet().insert_row(header + 1, cells);
        Some(())
    }),
    harm("中间有没有名称的小计", |scene| {
        let (records, at) = (scene.records(), scene.below());
        scene.amount()?;
        let half = *records.get(records.len() / 2)?;
        let kept: Vec<Vec<Cell>> = scene.sheet().rows.drain(half..at).collect();
        let sum = scene.sum_row();
        scene.sheet().rows.splice(half..half, [sum].into_iter().chain(kept));
        Some(())
    }),
    harm("期初余额行", |scene| opening(scene, "期初余额")),
    harm("上年结转行", |scene| opening(scene, "上年结转")),
    harm("本年累计行", |scene| below_total(scene, "本年累计", 1.0)),
    harm("平均行", |scene| below_total(scene, "平均", 0.1)),
    harm("合计行下面的零散数字", |scene| {
        let (column, at) = (scene.amount()?, scene.seen().rows.len() + 1);
        scene.sheet().set(at, column, Cell::number(4_321.0));
        Some(())
    }),
    harm("合计与各行之和不符", |scene| {
        let (column, row) = (scene.amount()?, scene.total()?);
        scene.sheet().set(row, column, Cell::number(1.0));
        Some(())
    }),
    look("合计行写作“合　计：”", |scene| {
        let row = scene.total()?;
        let column = scene.seen().rows[row].iter().position(|cell| cell.words().trim() == "合计")?;
        scene.sheet().set_text(row, column, "合　计：");
        Some(())
    }),
];

/// The row of totals under another name, in the column of the key.
fn total(scene: &mut Scene<'_>, name: &str) -> Option<()> {
    let (key, at) = (scene.key()?, scene.below());
    scene.amount()?;
    let mut cells = scene.sum_row();
    if let Some(row) = scene.total() {
        scene.sheet().remove_row(row);
    }
    if !name.is_empty() {
        cells[key] = Cell::text(name);
    }
    scene.sheet().insert_row(at, cells);
    Some(())
}

/// A row of a balance above the records.
fn opening(scene: &mut Scene<'_>, name: &str) -> Option<()> {
    let (key, amount, (_, header)) = (scene.key()?, scene.amount()?, scene.header());
    let mut cells = vec![Cell::EMPTY; scene.seen().width()];
    cells[key] = Cell::text(name);
    cells[amount] = Cell::number(5_000.0);
    scene.sheet().insert_row(header + 1, cells);
    Some(())
}

/// A row below the total, with a share of the sums.
fn below_total(scene: &mut Scene<'_>, name: &str, share: f64) -> Option<()> {
    let (key, amount) = (scene.key()?, scene.amount()?);
    let at = scene.total().unwrap_or(scene.below() - 1) + 1;
    let mut cells = vec![Cell::EMPTY; scene.seen().width()];
    if let crate::book::Value::Number(sum) = scene.sum_row()[amount].value {
        cells[amount] = Cell::number((sum * share * 100.0).round() / 100.0);
    }
    cells[key] = Cell::text(name);
    scene.sheet().insert_row(at, cells);
    Some(())
}
