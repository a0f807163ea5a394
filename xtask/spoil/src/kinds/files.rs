//! Files that come twice, in the wrong place, under another name, damaged, or not at all.

use super::{Kind, harm};
use crate::book::{Cell, Value};
use crate::scene::Scene;
use crate::target::{MONTH, MONTH_AFTER, MONTH_BEFORE};
use crate::write;

pub(crate) const KINDS: [Kind; 22] = [
    harm("同一文件又报一份（副本）", |scene| again(scene, " - 副本", "xlsx")),
    harm("同一文件又报一份（最终版）", |scene| again(scene, "-最终版", "xlsx")),
    harm("同一文件又报一份（另一种格式）", |scene| {
        let text = write::text(scene.seen(), ',', "\r\n");
        scene.put(format!("{MONTH}/{}（导出）.csv", stem(scene)), text.into_bytes());
        Some(())
    }),
    harm("更正件与原件同在", |scene| {
        let (row, column, number) = scene.number()?;
        scene.sheet().set_value(row, column, Value::Number((number * 0.5).round()));
        again(scene, "（更正）", "xlsx")
    }),
    harm("更正件少一条记录", |scene| {
        let row = scene.record()?;
        scene.sheet().remove_row(row);
        again(scene, "（更正）", "xlsx")
    }),
    harm("本月文件又放进上月", |scene| {
        let (path, bytes) = (format!("{MONTH_BEFORE}/{}", scene.target.file), scene.bytes()?);
        scene.put(path, bytes);
        Some(())
    }),
    harm("上月文件放进本月", |scene| {
        let bytes = scene.before.clone()?;
        scene.put(format!("{MONTH}/{}（补）.xlsx", stem(scene)), bytes);
        Some(())
    }),
    harm("上月文件改名充作本月", |scene| scene.before.clone().map(|bytes| scene.replace(bytes))),
    harm("文件放错到下月", |scene| moved(scene, &format!("{MONTH_AFTER}/{}", scene.target.file))),
    harm("文件放错到上月", |scene| moved(scene, &format!("{MONTH_BEFORE}/{}", scene.target.file))),
    harm("没有报送", |scene| {
        scene.remove();
        Some(())
    }),
    harm("文件名认不出是哪个台账", |scene| moved(scene, &format!("{MONTH}/附件1.xlsx"))),
    harm("文件放在子文件夹里", |scene| moved(scene, &format!("{MONTH}/补报/{}", scene.target.file))),
    harm("扩展名不是工作簿", |scene| moved(scene, &format!("{MONTH}/{}.bak", scene.target.file))),
    harm("名字像临时文件", |scene| moved(scene, &format!("{MONTH}/~${}", scene.target.file))),
    harm("名字像隐藏文件", |scene| moved(scene, &format!("{MONTH}/.{}", scene.target.file))),
    harm("文件截断", |scene| damaged(scene, |bytes| bytes.truncate(bytes.len() * 3 / 5))),
    harm("文件为空", |scene| damaged(scene, Vec::clear)),
    harm("文件中间坏了几个字节", |scene| {
        damaged(scene, |bytes| {
            let middle = bytes.len() / 3;
            bytes.iter_mut().skip(middle).take(8).for_each(|byte| *byte ^= 0x55);
        })
    }),
    harm("文件是网页上的错误信息", |scene| {
        scene.replace("<html><body>登录超时，请重新登录</body></html>".into());
        Some(())
    }),
    harm("加密的工作簿", |scene| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(4_096, 0);
        scene.replace(bytes);
        Some(())
    }),
    harm("工作簿里没有数据", |scene| {
        scene.sheet().rows = vec![vec![Cell::text("（无）")]];
        scene.sheet().merges.clear();
        Some(())
    }),
];

fn stem(scene: &Scene<'_>) -> String {
    scene.target.file.rsplit_once('.').map_or(scene.target.file, |(stem, _)| stem).to_owned()
}

/// The book as another file of the month.
fn again(scene: &mut Scene<'_>, mark: &str, extension: &str) -> Option<()> {
    let bytes = scene.bytes()?;
    scene.put(format!("{MONTH}/{}{mark}.{extension}", stem(scene)), bytes);
    Some(())
}

fn moved(scene: &mut Scene<'_>, path: &str) -> Option<()> {
    let bytes = scene.bytes()?;
    scene.remove();
    scene.put(path, bytes);
    Some(())
}

fn damaged(scene: &mut Scene<'_>, damage: fn(&mut Vec<u8>)) -> Option<()> {
    let mut bytes = scene.bytes()?;
    damage(&mut bytes);
    scene.replace(bytes);
    Some(())
}
