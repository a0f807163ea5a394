use super::told;
use crate::sources::Loaded;
use model::ledger::Kind;
use model::records::exact;
use model::{Diagnostic, Exact, Rule, Severity, Texts};
use std::collections::BTreeMap;

/// A share above the whole.
pub static SHARE_ABOVE_WHOLE: Rule = Rule {
    code: "share-above-whole",
    severity: Severity::Warning,
    chinese: Texts {
        title: "占比超过100%",
        meaning: "名称里写着占比、比例或进度的百分比列，这一行超过了100%；或者别的百分比列超过了1000%，多半是没有写%。",
        example: "形象进度 120%。",
        remedy: "核对这一格，多半是小数点或单位填错。",
        words: &[
            "“{column}”是{value}。核对这一格，多半是小数点或单位填错。",
            "“{rate}”按{value}读取，多半是没有写%。请写上%，或在列名后面写“（%）”。",
            "“{low}”按{value}读取，同一列别的数都大得多，乘以100才相当，多半是把百分数写成了小数。请核对这一格。",
            "“{small}”按{value}读取，这份报送里这一列没有一个数大于1%，多半是把百分数写成了小数。请核对这一列：是小数的，改成百分数。",
        ],
    },
    english: Texts {
        title: "Share above 100%",
        meaning: "In a percentage column whose name speaks of a share, a ratio or progress, this row is above 100%; or another percentage is above 1000%, most likely because % was left out.",
        example: "Progress of the works: 120%.",
        remedy: "Check this cell; most likely the decimal point or the unit is wrong.",
        words: &[
            "“{column}” is {value}. Check this cell; most likely the decimal point or the unit is wrong.",
            "“{rate}” was read as {value}; most likely the % was left out. Please write it, or “（%）” behind the label.",
            "“{low}” was read as {value}; the others of the column are far larger, and a hundred times as much would be like them: most likely it was typed as a decimal. Please check this cell.",
            "“{small}” was read as {value}, and no number of this column in this submission is above 1%; most likely they were typed as decimals. Please check the column and write decimals as percentages.",
        ],
    },
};

/// A percentage of so many times the whole is hardly any: 85 was typed for 85%.
const MOST: i128 = 10;

pub(super) fn check(loaded: &Loaded) -> Vec<Diagnostic> {
    let source = loaded;
    let mut problems = Vec::new();
    let columns = source.ledger.columns.iter().zip(&source.records.columns).enumerate();
    for (at, (column, cells)) in columns.filter(|(_, (column, _))| column.kind == Kind::Percent) {
        let named = |words: &[&str]| {
            let mut labels = column.labels.iter().map(String::as_str).chain([column.title()]);
            labels.any(|label| words.iter().any(|word| label.contains(word)))
        };
        // Where most are so large, none was typed with its %.
        let large = |record: usize| {
            let value = cells.get(record).map(|stored| exact(column, stored));
            value.is_some_and(|value| value > Exact::integer(MOST) || value < Exact::integer(-MOST))
        };
        let mut by_submission: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        for (record, origin) in source.records.origins.iter().enumerate() {
            let (all, most) = by_submission.entry(origin.submission).or_default();
            *all += usize::from(cells.get(record).is_some_and(|value| value != 0));
            *most += usize::from(large(record));
        }
        // The smallest and the largest of the others of each submission.
        let mut others: BTreeMap<u32, (i64, i64)> = BTreeMap::new();
        for (record, origin) in source.records.origins.iter().enumerate().filter(|(record, _)| !large(*record)) {
            if let Some(value) = cells.get(record).filter(|value| *value > 0) {
                let (low, high) = others.entry(origin.submission).or_insert((value, value));
                (*low, *high) = ((*low).min(value), (*high).max(value));
            }
        }
        // 60 among 50% and 40%.
        let hundredfold = |sent: u32, record: usize| {
            let hundredth = cells.get(record).unwrap_or(0) / 100;
            others.get(&sent).is_some_and(|(low, high)| hundredth >= low / 2 && hundredth <= high.saturating_mul(2))
        };
        let typed_so = |sent: u32| by_submission.get(&sent).is_some_and(|(all, most)| most * 2 >= *all);
        let share = named(&["占比", "比例", "比重", "进度"]);
        let growth = named(&["增长", "增速", "增幅", "同比", "环比"]);
        if !growth {
            problems.extend(of_hundred(loaded, at).into_iter().map(|(record, value)| {
                let problem = Diagnostic::new(&SHARE_ABOVE_WHOLE, source.records.place(record, at));
                let value = told(column, cells, value);
                problem.name("low", column.title()).amount("value", value)
            }));
        }
        problems.extend(all_small(loaded, at, named(&OF_A_WHOLE)).into_iter().map(|(record, more, value)| {
            let problem = Diagnostic::new(&SHARE_ABOVE_WHOLE, source.records.place(record, at));
            let value = told(column, cells, value);
            Diagnostic { more, ..problem.name("small", column.title()).amount("value", value) }
        }));
        // Of each workbook the first such cell is told, with how many more there are.
        let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
        for record in 0..source.records.len() {
            let Some(stored) = cells.get(record) else { continue };
            let value = exact(column, stored);
            let sent = source.records.origins.get(record).map_or(0, |origin| origin.submission);
            let point = large(record) && (share || typed_so(sent) || !growth && hundredfold(sent, record));
            if !(point || share && value > Exact::integer(1)) {
                continue;
            }
            match seen.get(&sent).and_then(|at| problems.get_mut(*at)) {
                Some(Diagnostic { more, .. }) => *more += 1,
                None => {
                    seen.insert(sent, problems.len());
                    let problem = Diagnostic::new(&SHARE_ABOVE_WHOLE, source.records.place(record, at));
                    let problem = problem.name(if point { "rate" } else { "column" }, column.title());
                    problems.push(problem.amount("value", told(column, cells, stored)));
                }
            }
        }
    }
    problems
}

/// What is part of a whole that is meant to be reached is hardly ever below 1% in all rows; other rates may be.
const OF_A_WHOLE: [&str; 14] = [
    "完成率",
    "执行率",
    "到位率",
    "支付率",
    "支出率",
    "合格率",
    "达标率",
    "满意率",
    "满意度",
    "覆盖率",
    "办结率",
    "整改率",
    "进度",
    "入库率",
];

/// Submissions all of whose percentages are at most 1%, where that is not what the column says (`whole`) or what other
/// submissions have: 0.95 and 0.4 typed below 完成率（%）. Each with its first record, how many more there are, and
/// the value of the first.
fn all_small(loaded: &Loaded, at: usize, whole: bool) -> Vec<(usize, usize, i64)> {
    /// One number below 1% may well be one.
    const FEW: usize = 2;
    let records = &loaded.records;
    let (Some(column), Some(cells)) = (loaded.ledger.columns.get(at), records.columns.get(at)) else {
        return Vec::new();
    };
    let mut by_submission: BTreeMap<u32, Vec<(usize, i64)>> = BTreeMap::new();
    for (record, origin) in records.origins.iter().enumerate() {
        if let Some(value) = cells.get(record).filter(|value| *value != 0) {
            by_submission.entry(origin.submission).or_default().push((record, value));
        }
    }
    let largest = |values: &[(usize, i64)]| values.iter().map(|(_, value)| value.saturating_abs()).max().unwrap_or(0);
    let small = |values: &[(usize, i64)]| exact(column, largest(values)) <= Exact::scaled(1, 2);
    // A hundred times as much is like the largest of all that are not so small.
    let usual = by_submission.values().filter(|values| !small(values)).map(|values| largest(values)).min();
    let like = |values: &[(usize, i64)]| usual.is_some_and(|usual| largest(values).saturating_mul(20) < usual);
    let odd = by_submission.values().filter(|values| values.len() >= FEW && small(values) && (whole || like(values)));
    odd.filter_map(|values| values.first().map(|(record, value)| (*record, values.len() - 1, *value))).collect()
}

/// Records whose percentage is far below all others of its submission, and would be among them a hundred times larger:
/// 0.95 among 95 and 97.
fn of_hundred(loaded: &Loaded, at: usize) -> Vec<(usize, i64)> {
    const OTHERS: usize = 4;
    let records = &loaded.records;
    let Some(cells) = records.columns.get(at) else { return Vec::new() };
    let mut by_submission: BTreeMap<u32, Vec<(usize, i64)>> = BTreeMap::new();
    for (record, origin) in records.origins.iter().enumerate() {
        if let Some(value) = cells.get(record).filter(|value| *value > 0) {
            by_submission.entry(origin.submission).or_default().push((record, value));
        }
    }
    let mut found = Vec::new();
    for mut values in by_submission.into_values().filter(|values| values.len() > OTHERS) {
        values.sort_by_key(|(_, value)| *value);
        let few = values.len() / 5;
        let (low, high) = (values.get(few.max(1)), values.last());
        let Some(((_, low), (_, high))) = low.zip(high) else { continue };
        let odd = |(_, value): &&(usize, i64)| {
            let hundredfold = value.saturating_mul(100);
            value.saturating_mul(5) < *low && hundredfold >= *low / 2 && hundredfold <= high.saturating_mul(2)
        };
        found.extend(values.iter().take(few.max(1)).filter(odd).copied());
    }
    found.sort_unstable();
    found
}
