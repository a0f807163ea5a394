//! 非常设机构, 津补贴清退, 问责 and 党费.

use crate::facts::{self, wan};
use crate::firms::person;
use crate::form::{Form, centre, day, head, under, words, workbook};
use crate::outcome::{Books, Outcome};
use crate::random::Random;
use crate::targets::distribute;
use crate::workbook::Cell;
use model::{Date, Month};
use serde::Deserialize;

/// What was collected in 2020, in 元.
const DUES: i64 = 6480;
/// The branches with their numbers of members.
const BRANCHES: [(&str, u64); 4] =
    [("机关第一党支部", 14), ("机关第二党支部", 11), ("开发公司党支部", 13), ("退休干部党支部", 7)];

#[derive(Debug, Deserialize)]
struct Body {
    name: String,
    founded: Date,
    disposal: String,
    basis: String,
}

/// 非常设机构 by what became of them.
pub(crate) fn bodies() -> Outcome<Books> {
    let bodies: Vec<Body> = facts::read(include_str!("facts/body.tsv"))?;
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let heads =
        [head("序号", 6), head("机构名称", 44), head("设立日期", 14), head("设立依据", 22), head("清理意见", 11)];
    let row = |(at, body): (usize, &Body)| {
        let founded = day(at, Some(body.founded), "/");
        vec![Cell::Count(at + 1), words(&body.name), founded, words(&body.basis), centre(&body.disposal)]
    };
    let form = Form::new(
        "非常设机构清理情况一览表",
        "填报单位：示例高新区党政办          清理范围：2013年以来设立的非常设机构",
        &heads,
    );
    let form = form.rows(bodies.iter().enumerate().map(row)).note("填表人：赖某某          审核人：林某某");
    Ok(vec![(month, "非常设机构清理一览表.xlsx", workbook(&[form], month.last_day().plus_days(2))?)])
}

#[derive(Debug, Deserialize)]
struct Batch {
    batch: String,
    item: String,
    people: usize,
    due: String,
    recovered: String,
    on: Date,
}

/// 津补贴清退: the batches, paid in together.
pub(crate) fn recovery() -> Outcome<Books> {
    let batches: Vec<Batch> = facts::read(include_str!("facts/recovery.tsv"))?;
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let heads = [
        head("批次", 10),
        head("补贴名称", 36),
        head("人数", 8),
        under("清退金额（万元）", "应清退金额", 14),
        under("清退金额（万元）", "已清退金额", 14),
        head("清退日期", 14),
        head("上缴日期", 14),
    ];
    let paid_in = Date::new(2020, 8, 12).ok_or("2020-08-12")?;
    let row = |(at, batch): (usize, &Batch)| -> Outcome<Vec<Cell>> {
        Ok(vec![
            centre(&batch.batch),
            words(&batch.item),
            Cell::Count(batch.people),
            Cell::Wan(wan(&batch.due)?),
            Cell::Wan(wan(&batch.recovered)?),
            day(at, Some(batch.on), "/"),
            Cell::Day(paid_in),
        ])
    };
    let rows: Outcome<Vec<_>> = batches.iter().enumerate().map(row).collect();
    let form =
        Form::new("违规发放津补贴清退情况表", "填报单位：示例高新区党政办          截至日期：2020年12月31日", &heads);
    let form = form.rows(rows?).total("合计", &[3, 4]).note("注：同一人员涉及几项补贴的，在各批次分别计数。");
    Ok(vec![(month, "津补贴清退情况表.xlsx", workbook(&[form], month.last_day().plus_days(2))?)])
}

#[derive(Debug, Deserialize)]
struct Handling {
    person: usize,
    rank: String,
    measure: String,
    source: String,
    on: Date,
    reason: String,
}

/// 问责: a row for each measure, and one person with two.
pub(crate) fn accountability() -> Outcome<Books> {
    let handlings: Vec<Handling> = facts::read(include_str!("facts/accountability.tsv"))?;
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let heads = [
        head("序号", 6),
        head("责任人", 14),
        head("职级", 11),
        head("处理措施", 12),
        head("来源", 12),
        head("处理日期", 14),
        head("事由", 36),
    ];
    let row = |(at, one): (usize, &Handling)| {
        vec![
            Cell::Count(at + 1),
            centre(&person(one.person)),
            centre(&one.rank),
            centre(&one.measure),
            centre(&one.source),
            day(at, Some(one.on), "/"),
            words(&one.reason),
        ]
    };
    let form =
        Form::new("巡察整改问责情况登记表", "填报单位：示例高新区纪工委          截至日期：2020年12月31日", &heads);
    let form = form.rows(handlings.iter().enumerate().map(row));
    let form = form.note("注：一人受两种处理的，分两行登记。").note("填表人：黄某某          审核人：蔡某某");
    Ok(vec![(month, "问责情况登记表.xlsx", workbook(&[form], month.last_day().plus_days(3))?)])
}

/// 党费: branches below one another, the months of the year across, the newest first.
pub(crate) fn dues() -> Outcome<Books> {
    const LABELS: [&str; 12] = [
        "2020年12月",
        "2020年11月",
        "2020年10月",
        "2020年9月",
        "2020年8月",
        "2020年7月",
        "2020年6月",
        "2020年5月",
        "2020年4月",
        "2020年3月",
        "2020年2月",
        "2020年1月",
    ];
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let mut random = Random::of(&[51]);
    let mut weights = Vec::new();
    for (_, members) in BRANCHES {
        // A member's share changes with the pay once a year, in July.
        let (before, after) = (members * 100, members * 100 + random.between(10, 90));
        weights.extend((0..12).map(|at| if at < 6 { after } else { before }));
    }
    let amounts = distribute(DUES, &weights);
    let rows = BRANCHES.iter().zip(amounts.chunks(12)).map(|((branch, _), amounts)| {
        let amounts = amounts.iter().map(|yuan| Cell::Money(yuan * 100));
        std::iter::once(words(branch)).chain(amounts).collect()
    });
    let heads: Vec<_> = std::iter::once(head("支部名称", 20)).chain(LABELS.map(|label| head(label, 12))).collect();
    let columns: Vec<usize> = (1..=12).collect();
    let form = Form::new("2020年党费收缴情况表", "填报单位：示例高新区党政办                    单位：元", &heads);
    let form = form.rows(rows).total("合计", &columns).note("制表人：郑某某          审核人：林某某");
    Ok(vec![(month, "党费收缴情况表（2020年）.xlsx", workbook(&[form], month.last_day().plus_days(4))?)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn counts_are_those_of_the_notice() {
        let bodies: Vec<Body> = facts::read(include_str!("facts/body.tsv")).expect("bodies");
        let count = |disposal: &str| bodies.iter().filter(|body| body.disposal == disposal).count();
        assert_eq!((count("撤销"), count("调整"), count("保留")), (12, 4, 5));
        let batches: Vec<Batch> = facts::read(include_str!("facts/recovery.tsv")).expect("batches");
        let sum = |of: fn(&Batch) -> &String| batches.iter().map(|one| wan(of(one)).expect("an amount")).sum::<i64>();
        assert_eq!((sum(|one| &one.due), sum(|one| &one.recovered)), (29_385_000, 29_385_000));
        let handlings: Vec<Handling> = facts::read(include_str!("facts/accountability.tsv")).expect("handlings");
        let persons = |fits: &dyn Fn(&Handling) -> bool| {
            handlings.iter().filter(|one| fits(one)).map(|one| one.person).collect::<BTreeSet<_>>().len()
        };
        assert_eq!((handlings.len(), persons(&|_| true), persons(&|one| one.rank == "科级")), (13, 12, 4));
        assert_eq!(persons(&|one| one.measure == "提醒谈话"), 11);
    }
}
