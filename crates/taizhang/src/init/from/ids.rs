//! Ids, titles and file patterns that tell the ledgers of a new project apart.

use globset::GlobBuilder;
use ingest::{About, Doubt, Draft};
use model::Said;
use std::collections::BTreeSet;

/// Words of titles and the ids that they suggest; the first that occurs counts.
const IDS: [(&str, &str); 44] = [
    ("名录", "register"),
    ("税收", "tax"),
    ("纳税", "tax"),
    ("预算", "budget"),
    ("决算", "settlement"),
    ("结算", "settlement"),
    ("信访", "petition"),
    ("诉求", "request"),
    ("整改", "rectification"),
    ("督办", "supervision"),
    ("督查", "supervision"),
    ("隐患", "hazard"),
    ("安全", "safety"),
    ("项目", "project"),
    ("合同", "contract"),
    ("采购", "purchase"),
    ("招商", "investment"),
    ("设备", "device"),
    ("资产", "asset"),
    ("租金", "lease"),
    ("租赁", "lease"),
    ("车辆", "vehicle"),
    ("会议", "meeting"),
    ("活动", "activity"),
    ("党费", "dues"),
    ("补贴", "subsidy"),
    ("兑现", "subsidy"),
    ("融资", "financing"),
    ("贷款", "loan"),
    ("账户", "account"),
    ("往来", "receivable"),
    ("调拨", "transfer"),
    ("电费", "electricity"),
    ("问责", "accountability"),
    ("机构", "body"),
    ("医疗", "service"),
    ("服务", "service"),
    ("任务", "task"),
    ("目标", "target"),
    ("人员", "staff"),
    ("培训", "training"),
    ("低保", "allowance"),
    ("救助", "relief"),
    ("企业", "enterprise"),
];

/// An id for each ledger, from its title or its files.
pub(super) fn ids(drafts: &[Draft]) -> Vec<String> {
    let mut taken = BTreeSet::from(["checks".to_owned()]);
    let mut ids = Vec::new();
    for draft in drafts {
        let known = |text: &str| IDS.iter().find(|(word, _)| text.contains(word)).map(|(_, id)| *id);
        let own = known(&draft.title).or_else(|| draft.sources.last().and_then(|file| known(file))).unwrap_or("ledger");
        let numbered = (2..).map(|number| format!("{own}_{number}"));
        let id = std::iter::once(own.to_owned()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default();
        taken.insert(id.clone());
        ids.push(id);
    }
    ids
}

/// Titles of ledgers are told apart; two of one name get a number.
pub(super) fn titles(drafts: &mut [Draft]) {
    let mut taken = BTreeSet::new();
    for draft in drafts {
        let numbered = (2..).map(|number| format!("{}（{number}）", draft.title));
        let all = std::iter::once(draft.title.clone()).chain(numbered);
        let title = all.into_iter().find(|title| !taken.contains(title)).unwrap_or_default();
        taken.insert(title.clone());
        draft.title = title;
    }
}

/// Makes sure that no file is claimed by two ledgers: where a pattern fits files of another ledger,
/// the ledger takes its files by their whole names.
pub(super) fn patterns(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let others = drafts.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<&String> = others.flat_map(|(_, other)| &other.sources).collect();
        let mut claims = false;
        for glob in &drafts[at].files {
            let matcher = GlobBuilder::new(glob).case_insensitive(true).build().map(|glob| glob.compile_matcher());
            claims |= matcher.map_or(true, |matcher| others.iter().any(|file| matcher.is_match(file)));
        }
        if claims {
            let whole: BTreeSet<String> = drafts[at].sources.iter().map(|file| globset::escape(file)).collect();
            drafts[at].files = whole.into_iter().collect();
            let doubt = Said::fixed(
                "文件名与别的台账分不开，files 写的是整个文件名；以后的月份请改成只属于这个台账的样式。",
                "the file names cannot be told from those of another ledger, so files has whole file names; for later months please write a pattern that fits only this ledger.",
            );
            drafts[at].doubts.push(Doubt::new(About::Other, doubt));
        }
    }
}
