//! Sheets that are hidden, doubled, renamed, or hold what is no submission.

use super::{Kind, harm, look};
use crate::book::{Cell, Sheet, Value};
use crate::package::{self, Packing};
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 13] = [
    harm("工作表隐藏", |scene| {
        beside(scene);
        scene.sheet().hidden = true;
        Some(())
    }),
    harm("工作表深度隐藏", |scene| {
        beside(scene);
        scene.sheet().hidden = true;
        scene.repack(Packing::default(), |parts| {
            package::edit(parts, "xl/workbook.xml", |text| text.replace("state=\"hidden\"", "state=\"veryHidden\""));
        })
    }),
    harm("工作表名为作废", |scene| renamed(scene, "作废")),
    harm("工作表名为副本", |scene| renamed(scene, "副本")),
    harm("工作表复制一份", |scene| doubled(scene, "（2）", false)),
    harm("工作表复制一份并隐藏", |scene| doubled(scene, "（旧）", true)),
    harm("作废的旧表留在工作簿里", |scene| doubled(scene, "（作废）", false)),
    harm("后一半记录另成一表、没有表头", |scene| halved(scene, false, false)),
    harm("后一半记录移到隐藏的表", |scene| halved(scene, true, true)),
    harm("另有一张汇总表、表头相同", |scene| {
        let (_, header) = scene.header();
        let mut sheet = scene.seen().clone();
        sheet.rows.truncate(header + 1);
        sheet.merges.retain(|merge| merge.bottom <= header);
        let (key, mut sum) = (scene.key()?, scene.sum_row());
        sum[key] = Cell::text("全区");
        sheet.rows.push(sum);
        sheet.name = "汇总".to_owned();
        scene.amount()?;
        scene.book.sheets.push(sheet);
        Some(())
    }),
    harm("表里只剩表头", |scene| {
        let records = scene.records();
        records.into_iter().rev().for_each(|row| scene.sheet().remove_row(row));
        Some(())
    }),
    look("多一张空表", |scene| {
        beside(scene);
        Some(())
    }),
    look("工作表改名", |scene| renamed(scene, "台账")),
];

fn beside(scene: &mut Scene<'_>) {
    let name = "Sheet9".to_owned();
    scene.book.sheets.push(Sheet {
        name,
        hidden: false,
        rows: Vec::new(),
        merges: Vec::new(),
        hidden_rows: Vec::new(),
    });
}

fn renamed(scene: &mut Scene<'_>, name: &str) -> Option<()> {
    name.clone_into(&mut scene.sheet().name);
    Some(())
}

/// The sheet once more; where it has amounts, the copy has another one.
fn doubled(scene: &mut Scene<'_>, mark: &str, hidden: bool) -> Option<()> {
    let mut sheet = scene.seen().clone();
    sheet.name += mark;
    sheet.hidden = hidden;
    if let Some((row, column, number)) = scene.number() {
        sheet.set_value(row, column, Value::Number(number + 1.0));
    }
    scene.book.sheets.push(sheet);
    Some(())
}

fn halved(scene: &mut Scene<'_>, headed: bool, hidden: bool) -> Option<()> {
    let records = scene.records();
    let half = records.get(records.len() / 2..)?.to_vec();
    let (_, header) = scene.header();
    let mut sheet = scene.seen().clone();
    let kept = if headed { header + 1 } else { 0 };
    sheet.rows = sheet.rows.drain(..kept).chain(half.iter().map(|row| scene.seen().rows[*row].clone())).collect();
    sheet.merges.retain(|merge| merge.bottom < kept);
    sheet.name = "续表".to_owned();
    sheet.hidden = hidden;
    half.into_iter().rev().for_each(|row| scene.sheet().remove_row(row));
    scene.book.sheets.push(sheet);
    Some(())
}
