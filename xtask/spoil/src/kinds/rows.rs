//! Records that come twice, fall out, stand in the wrong place, or are none.

use super::{Kind, harm, look};
use crate::book::{Cell, Merge, Value};
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 21] = [
    harm("一条记录重复", |scene| {
        let row = scene.record()?;
        let cells = scene.seen().rows[row].clone();
        scene.sheet().insert_row(row + 1, cells);
        Some(())
    }),
    harm("一条记录重复、名称后多一个空格", |scene| {
        let (row, key) = (scene.record()?, scene.key()?);
        let mut cells = scene.seen().rows[row].clone();
        cells[key] = Cell::text(cells[key].words() + "\u{a0}");
        scene.sheet().insert_row(row + 1, cells);
        Some(())
    }),
    harm("整段记录重复粘贴", |scene| {
        let records = scene.records();
        let copied: Vec<Vec<Cell>> = records.iter().take(5).map(|row| scene.seen().rows[*row].clone()).collect();
        let at = scene.below();
        copied.into_iter().for_each(|cells| scene.sheet().insert_row(at, cells));
        Some(())
    }),
    harm("只有名称的行", |scene| {
        let (key, at) = (scene.key()?, scene.below());
        let mut cells = vec![Cell::EMPTY; scene.seen().width()];
        cells[key] = Cell::text("示例补充单位");
        scene.sheet().insert_row(at, cells);
        Some(())
    }),
    harm("只有金额的行", |scene| {
        let (amount, at) = (scene.amount()?, scene.below());
        let mut cells = vec![Cell::EMPTY; scene.seen().width()];
        cells[amount] = Cell::number(1_234.5);
        scene.sheet().insert_row(at, cells);
        Some(())
    }),
    harm("记录写在合计行下面", |scene| {
        let (row, total) = (scene.record()?, scene.total()?);
        let cells = scene.seen().rows[row].clone();
        scene.sheet().insert_row(total + 1, cells);
        scene.sheet().remove_row(row);
        Some(())
    }),
    harm("填表示例没有删", |scene| {
        let (row, key, (_, header)) = (scene.record()?, scene.key()?, scene.header());
        let mut cells = scene.seen().rows[row].clone();
        cells[key] = Cell::text(format!("例：{}", cells[key].words()));
        scene.sheet().insert_row(header + 1, cells);
        Some(())
    }),
    harm("一行整体右移一格", |scene| {
        let row = scene.record()?;
        scene.sheet().rows[row].insert(0, Cell::EMPTY);
        Some(())
    }),
    harm("一行自金额起右移一格", |scene| {
        let (row, column, _) = scene.number()?;
        scene.sheet().rows[row].insert(column, Cell::EMPTY);
        Some(())
    }),
    harm("金额列与下一行错开", |scene| {
        let (column, records) = (scene.amount()?, scene.records());
        let cells: Vec<Cell> = records.iter().map(|row| scene.seen().cell(*row, column)).collect();
        let shifted = [Cell::EMPTY].into_iter().chain(cells);
        let rows: Vec<usize> = records.into_iter().chain([scene.below()]).collect();
        rows.into_iter().zip(shifted).for_each(|(row, cell)| scene.sheet().set(row, column, cell));
        Some(())
    }),
    harm("两条记录的金额合并成一格", |scene| {
        let (column, records) = (scene.amount()?, scene.records());
        let pair = records.windows(2).find(|pair| {
            let filled = |row: usize| !scene.seen().cell(row, column).is_empty();
            pair[1] == pair[0] + 1 && filled(pair[0]) && filled(pair[1])
        })?;
        let (top, bottom) = (pair[0], pair[1]);
        scene.sheet().set(bottom, column, Cell::EMPTY);
        scene.sheet().merges.push(Merge { top, left: column, bottom, right: column });
        Some(())
    }),
    harm("表下另有一张不同的小表", |scene| {
        let (label, amount) = (scene.label(scene.target.amount)?, scene.amount()?);
        let title = scene.seen().cell(label.0, label.1);
        let at = scene.seen().rows.len() + 1;
        for (row, cells) in [title, Cell::number(88.0), Cell::number(99.0)].into_iter().enumerate() {
            scene.sheet().set(at + row, amount, cells);
            scene.sheet().set_text(at + row, 0, ["附：分项", "其中一项", "其中二项"][row]);
        }
        Some(())
    }),
    harm("表右另有一张小表", |scene| {
        let ((row, _), width) = (scene.label(scene.target.key)?, scene.seen().width() + 1);
        for (at, words) in ["单位名称", "甲", "乙"].into_iter().enumerate() {
            scene.sheet().set_text(row + at, width, words);
            let cell = if at == 0 { Cell::text("金额") } else { Cell::number(77.0) };
            scene.sheet().set(row + at, width + 1, cell);
        }
        Some(())
    }),
    harm("记录中间断开、下面另起标题和表头", |scene| {
        let ((first, last), records) = (scene.header(), scene.records());
        let at = *records.get(records.len() / 2)?;
        let head = scene.seen().rows[first..=last].to_vec();
        head.into_iter().rev().for_each(|cells| scene.sheet().insert_row(at, cells));
        scene.sheet().insert_row(at, vec![Cell::text("（续表）")]);
        scene.sheet().insert_row(at, Vec::new());
        Some(())
    }),
    look("记录之间有空行", |scene| spread(scene, &[])),
    look("记录之间有许多空行", |scene| {
        let at = scene.records().get(2).copied()?;
        (0..12).for_each(|_| scene.sheet().insert_row(at, Vec::new()));
        Some(())
    }),
    look("每页重复表头", |scene| {
        let ((first, last), records) = (scene.header(), scene.records());
        let at = *records.get(records.len() / 2)?;
        let head = scene.seen().rows[first..=last].to_vec();
        head.into_iter().rev().for_each(|cells| scene.sheet().insert_row(at, cells));
        Some(())
    }),
    look("记录之间有一行说明", |scene| spread(scene, &[Cell::text("（以下为本月新增）")])),
    look("行的顺序颠倒", |scene| {
        let records = scene.records();
        let adjacent = records.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let merged = scene.seen().merges.iter().any(|merge| records.contains(&merge.top));
        let (first, last) = (*records.first()?, *records.last()?);
        (adjacent && !merged).then(|| scene.sheet().rows[first..=last].reverse())
    }),
    look("筛选后隐藏的行", |scene| {
        let row = scene.record()?;
        scene.sheet().hidden_rows.push(row);
        Some(())
    }),
    look("相同的内容合并单元格", |scene| {
        let (column, records) = (scene.column(scene.target.word)?, scene.records());
        let pair = records.windows(2).find(|pair| {
            let cell = |row: usize| scene.seen().cell(row, column).value;
            pair[1] == pair[0] + 1 && cell(pair[0]) != Value::Empty && cell(pair[0]) == cell(pair[1])
        })?;
        let (top, bottom) = (pair[0], pair[1]);
        scene.sheet().set(bottom, column, Cell::EMPTY);
        scene.sheet().merges.push(Merge { top, left: column, bottom, right: column });
        Some(())
    }),
];

/// Puts a row between the first two records.
fn spread(scene: &mut Scene<'_>, cells: &[Cell]) -> Option<()> {
    let records = scene.records();
    let at = *records.get(1)?;
    let merged = scene.seen().merges.iter().any(|merge| merge.top < at && at <= merge.bottom);
    (!merged).then(|| scene.sheet().insert_row(at, cells.to_vec()))
}
