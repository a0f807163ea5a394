//! Headers: labels that are missing, double, misspelt, or set otherwise.

use super::{Kind, harm, look};
use crate::book::{Cell, Merge};
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 18] = [
    harm("列名认不出", |scene| amount_label(scene, |_| "数额甲".to_owned())),
    harm("列名错一个字", |scene| amount_label(scene, |label| label.chars().skip(1).collect())),
    harm("列名空着", |scene| amount_label(scene, |_| String::new())),
    harm("列名前有“其中：”", |scene| amount_label(scene, |label| format!("其中：{label}"))),
    harm("列名前有“上年同期”", |scene| amount_label(scene, |label| format!("上年同期{label}"))),
    harm("日期列名认不出", |scene| label(scene, scene.target.date, |_| "时间甲".to_owned())),
    harm("状态列名认不出", |scene| label(scene, scene.target.word, |_| "备考".to_owned())),
    harm("少了金额列", |scene| {
        let column = scene.amount()?;
        scene.sheet().remove_column(column);
        Some(())
    }),
    harm("金额列有两列同名", |scene| {
        let (column, records) = (scene.amount()?, scene.records());
        let (row, _) = scene.label(scene.target.amount)?;
        scene.sheet().insert_column(column);
        let title = scene.seen().cell(row, column + 1);
        scene.sheet().set(row, column, title);
        records.into_iter().for_each(|row| scene.sheet().set(row, column, Cell::number(1.0)));
        Some(())
    }),
    harm("没有表头", |scene| {
        let (first, last) = scene.header();
        (first..=last).rev().for_each(|row| scene.sheet().remove_row(row));
        Some(())
    }),
    harm("表头在记录下面", |scene| {
        let ((first, last), below) = (scene.header(), scene.below());
        (first == last).then(|| {
            let cells = scene.seen().rows[first].clone();
            scene.sheet().insert_row(below, cells);
            scene.sheet().remove_row(first);
        })
    }),
    look("列名有空格和换行", |scene| {
        amount_label(scene, |label| {
            let at = label.char_indices().nth(2).map_or(0, |(at, _)| at);
            format!("{} \n{}", &label[..at], &label[at..])
        })
    }),
    look("列名的括号是半角", |scene| {
        let (row, column) = scene.label(scene.target.amount)?;
        let words = scene.seen().cell(row, column).words();
        let changed = words.replace('（', "(").replace('）', ")");
        (changed != words).then(|| scene.sheet().set_text(row, column, changed))
    }),
    look("表头上面多几行说明", |scene| {
        let (first, _) = scene.header();
        for words in ["填报要求：逐条填写，不要合并。", "联系电话：0000-12345678"] {
            scene.sheet().insert_row(first, vec![Cell::text(words)]);
        }
        Some(())
    }),
    look("表格左边空一列", |scene| {
        scene.sheet().insert_column(0);
        Some(())
    }),
    look("表格上面空三行", |scene| {
        (0..3).for_each(|_| scene.sheet().insert_row(0, Vec::new()));
        Some(())
    }),
    look("列的顺序不同", |scene| {
        let (first, last) = scene.header();
        let (from, to) = (scene.column(scene.target.date)?, scene.seen().width());
        if first != last {
            return None;
        }
        scene.sheet().insert_column(to);
        for row in first..scene.seen().rows.len() {
            let cell = scene.seen().cell(row, from);
            scene.sheet().set(row, to, cell);
        }
        scene.sheet().remove_column(from);
        Some(())
    }),
    look("列名向下合并一行", |scene| {
        let (first, last) = scene.header();
        if first != last {
            return None;
        }
        scene.sheet().insert_row(first + 1, Vec::new());
        for column in 0..scene.seen().rows[first].len() {
            let merge = Merge { top: first, left: column, bottom: first + 1, right: column };
            scene.sheet().merges.push(merge);
        }
        Some(())
    }),
];

fn amount_label(scene: &mut Scene<'_>, change: fn(&str) -> String) -> Option<()> {
    label(scene, scene.target.amount, change)
}

fn label(scene: &mut Scene<'_>, label: &str, change: fn(&str) -> String) -> Option<()> {
    let (row, column) = scene.label(label)?;
    let changed = change(&scene.seen().cell(row, column).words());
    let cell = if changed.is_empty() { Cell::EMPTY } else { Cell::text(changed) };
    scene.sheet().set(row, column, cell);
    Some(())
}
