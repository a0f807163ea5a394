//! Words of a list, such as a status, that are written otherwise or are none of the list.

use super::{Kind, harm, look};
use crate::scene::Scene;

pub(crate) const KINDS: [Kind; 10] = [
    harm("词语错一个字", |scene| {
        written(scene, |words| words.chars().take(words.chars().count() - 1).chain(['戓']).collect())
    }),
    harm("不在清单里的词语", |scene| written(scene, |_| "差不多了".to_owned())),
    harm("两个词语写在一起", |scene| written(scene, |words| format!("{words}/其他"))),
    harm("词语后有说明", |scene| written(scene, |words| format!("{words}（拟变更）"))),
    harm("词语前有否定", |scene| written(scene, |words| format!("未{words}"))),
    harm("词语空着", |scene| written(scene, |_| String::new())),
    harm("词语换成数字", |scene| written(scene, |_| "1".to_owned())),
    harm("词语是“是/否”两个都留着", |scene| written(scene, |_| "是□否□".to_owned())),
    look("词语前后有空格", |scene| written(scene, |words| format!(" {words}\u{3000}"))),
    look("词语中间有空格或换行", |scene| {
        written(scene, |words| {
            let mut signs: Vec<char> = words.chars().collect();
            signs.insert(1, '\n');
            signs.into_iter().collect()
        })
    }),
];

fn written(scene: &mut Scene<'_>, change: fn(&str) -> String) -> Option<()> {
    let (row, column, words) = scene.text(scene.target.word)?;
    let changed = change(&words);
    if changed.is_empty() {
        scene.sheet().set_value(row, column, crate::book::Value::Empty);
    } else {
        scene.sheet().set_text(row, column, changed);
    }
    Some(())
}
