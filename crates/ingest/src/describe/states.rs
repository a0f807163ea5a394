//! Which words of a column of states mean done, open and standing.

use crate::text::match_form;
use std::collections::BTreeSet;

/// So many different words may a column of states have, and none may be longer.
const MOST: usize = 12;
const LONGEST: usize = 10;

/// Words of what goes on for good.
const STANDING: [&str; 4] = ["长期坚持", "长期", "常态化", "持续坚持"];
/// Words of what is not done; they are looked for first, since 未完成 holds 完成.
const OPEN: [&str; 32] = [
    "未", "在", "待", "中", "部分", "基本", "进行", "推进", "逾期", "超期", "暂", "尚", "缓", "停", "受理", "立案",
    "登记", "交办", "转办", "启动", "开工", "新建", "筹", "前期", "延期", "申请", "报送", "上报", "送审", "提交",
    "仲裁", "诉讼",
];
/// Words of what is done.
const DONE: [&str; 23] = [
    "完成",
    "办结",
    "销号",
    "结案",
    "解决",
    "到位",
    "验收",
    "结束",
    "归档",
    "完工",
    "竣工",
    "兑现",
    "结清",
    "整改完",
    "化解",
    "办毕",
    "答复",
    "关闭",
    "闭环",
    "清退",
    "投产",
    "投用",
    "交付",
];

/// Whether a label is of a state.
pub(super) fn labelled(label: &str) -> bool {
    ["状态", "完成情况", "进展情况", "是否完成", "办理情况", "整改情况", "办理结果"]
        .iter()
        .any(|word| label.contains(word))
}

/// The words of a column sorted into done, open and standing, and those of which it is not known and
/// which stand with the open ones. Nothing where the column holds no states.
pub(super) fn sorted(label: &str, words: &BTreeSet<&str>) -> Option<([Vec<String>; 3], Vec<String>)> {
    let short = words.iter().all(|word| word.chars().count() <= LONGEST);
    if words.is_empty() || words.len() > MOST || !short {
        return None;
    }
    let (mut states, mut unknown) = (<[Vec<String>; 3]>::default(), Vec::new());
    let mut forms = BTreeSet::new();
    for word in words {
        // Two spellings of one word are one.
        if !forms.insert(match_form(word)) {
            continue;
        }
        let any = |known: &[&str]| known.iter().any(|known| word.contains(known));
        let [done, open, standing] = &mut states;
        let list = match () {
            () if any(&STANDING) => standing,
            () if any(&OPEN) => open,
            () if any(&DONE) || word.starts_with('已') => done,
            () => {
                unknown.push((*word).to_owned());
                open
            }
        };
        list.push((*word).to_owned());
    }
    let known = |list: &[String]| list.iter().any(|word| !unknown.contains(word));
    let [done, open, _] = &states;
    // Without a label that says so, only words that are all known make a state of it.
    let is_state = if labelled(label) { known(done) } else { known(done) && known(open) && unknown.is_empty() };
    is_state.then_some((states, unknown))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, words: &[&str], expected: Option<[&[&str]; 3]>) {
        let found = sorted(label, &words.iter().copied().collect()).map(|(states, _)| states);
        let expected = expected.map(|lists| lists.map(|list| list.iter().map(|word| (*word).to_owned()).collect()));
        assert_eq!(found, expected, "{label}");
    }

    #[test]
    fn words_of_states_are_told_from_others() {
        check(
            "整改状态",
            &["整改中", "已完成", "未启动", "长期坚持", "基本完成"],
            Some([&["已完成"], &["基本完成", "整改中", "未启动"], &["长期坚持"]]),
        );
        check("办理", &["已办结", "在办"], Some([&["已办结"], &["在办"], &[]]));
        check(
            "结算状态",
            &["已结算", "已报送财审", "已申请仲裁"],
            Some([&["已结算"], &["已报送财审", "已申请仲裁"], &[]]),
        );
        check("办理状态", &["已办结", "甲"], Some([&["已办结"], &["甲"], &[]]));
        check("使用状态", &["在用", "闲置", "维修中"], None);
        check("办理", &["已办结", "在办", "甲"], None);
        check("进展情况", &["已经完成了全部三项任务，资料已经归档"], None);
    }
}
