//! 项目台账 and 工程结算.

use crate::enterprises::Enterprise;
use crate::facts::{self, wan};
use crate::firms::firms;
use crate::form::{Form, Head, centre, day, head, under, words, workbook};
use crate::outcome::{Books, Outcome};
use crate::workbook::Cell;
use model::{Date, Month};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Project {
    name: String,
    kind: String,
    level: String,
    owner: String,
    industry: String,
    investment: String,
    planned: String,
    november: String,
    december: String,
    listed: Date,
    progress_november: String,
    progress_december: String,
    state_november: String,
    state_december: String,
}

impl Project {
    fn owner<'a>(&'a self, all: &'a [Enterprise]) -> Outcome<&'a str> {
        let Ok(place) = self.owner.parse::<usize>() else { return Ok(&self.owner) };
        let firms = firms(all, |one| one.industry.name == self.industry);
        Ok(firms.get(place).ok_or("too few firms of an industry")?.name.as_str())
    }
}

/// The two snapshots of 项目台账: in November one sheet with sections, in December a sheet a kind.
pub(crate) fn projects(all: &[Enterprise]) -> Outcome<Books> {
    let projects: Vec<Project> = facts::read(include_str!("facts/project.tsv"))?;
    let (november, december) = (Month::new(2020, 11).ok_or("2020-11")?, Month::new(2020, 12).ok_or("2020-12")?);
    let mut form = Form::new(
        "示例高新区重点项目台账",
        "填报单位：示例高新区业务科          截至日期：2020年11月30日          单位：万元",
        &[
            head("序号", 6),
            head("项目名称", 34),
            head("类型", 9),
            head("级别", 14),
            head("建设单位", 34),
            head("行业", 18),
            head("总投资", 13),
            head("年度计划投资", 13),
            head("本年完成投资", 13),
            head("入库日期", 13),
            head("形象进度", 22),
            head("项目状态", 10),
        ],
    );
    form = form.named("项目台账");
    for (title, kind) in [("一、工业技改项目", "技改"), ("二、招商项目", "招商")] {
        let listed = |project: &&Project| project.kind == kind && project.state_november != "-";
        let rows = projects.iter().filter(listed).enumerate();
        let rows: Outcome<Vec<_>> = rows.map(|(at, project)| row(all, at, project, november)).collect();
        form = form.section(title).rows(rows?).total("小计", &[6, 7, 8]);
    }
    form = form.total("合计", &[6, 7, 8]).note("注：本年完成投资按形象进度统计，以业主单位报送数为准。");
    let first = workbook(&[form.note("填表人：周某某          审核人：陈某某")], november.last_day().plus_days(3))?;

    let mut sheets = Vec::new();
    for kind in ["技改", "招商"] {
        let of_kind = projects.iter().filter(|project| project.kind == kind).enumerate();
        let rows: Outcome<Vec<_>> = of_kind.map(|(at, project)| row(all, at, project, december)).collect();
        let title = format!("示例高新区{kind}项目台账（2020年12月）");
        let form = Form::new(&title, "填报单位：示例高新区业务科          截至日期：2020年12月31日", &december_heads());
        let form = form.named(&format!("{kind}项目")).rows(rows?).total("合计", &[6, 7, 8]);
        sheets.push(form.note("填表人：周某某          审核人：陈某某"));
    }
    let second = workbook(&sheets, december.last_day().plus_days(4))?;
    Ok(vec![
        (november, "重点项目台账（2020年11月）.xlsx", first),
        (december, "重点项目台账（2020年12月）.xlsx", second),
    ])
}

fn december_heads() -> [Head; 12] {
    const GROUP: &str = "投资情况（万元）";
    [
        head("序号", 6),
        head("项 目 名 称", 34),
        head("项目类型", 9),
        head("项目级别", 14),
        head("项目单位", 34),
        head("所属行业", 18),
        under(GROUP, "计划总投资", 13),
        under(GROUP, "本年计划投资", 13),
        under(GROUP, "本年完成投资", 13),
        head("列入日期", 13),
        head("形象进度", 22),
        head("项目状态", 10),
    ]
}

fn row(all: &[Enterprise], at: usize, project: &Project, month: Month) -> Outcome<Vec<Cell>> {
    let december = month.month() == 12;
    let now = |december_is: &'_ str, november_is: &'_ str| if december { december_is } else { november_is }.to_owned();
    Ok(vec![
        Cell::Count(at + 1),
        words(&project.name),
        centre(&project.kind),
        centre(&project.level),
        words(project.owner(all)?),
        centre(&project.industry),
        Cell::Wan(wan(&project.investment)?),
        Cell::Wan(wan(&project.planned)?),
        Cell::Wan(wan(&now(&project.december, &project.november))?),
        day(at, Some(project.listed), "/"),
        words(&now(&project.progress_december, &project.progress_november)),
        centre(&now(&project.state_december, &project.state_november)),
    ])
}

#[derive(Debug, Deserialize)]
struct Settlement {
    name: String,
    finished: Date,
    contract: String,
    submitted: String,
    audited: String,
    way: String,
    state: String,
    due: String,
}

/// 工程结算: a sheet for the works since 2013 and one for those before, as two clerks keep them.
pub(crate) fn settlements() -> Outcome<Books> {
    let works: Vec<Settlement> = facts::read(include_str!("facts/settlement.tsv"))?;
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let early = |work: &Settlement| work.finished.year() <= 2012;
    let heads = [
        head("序号", 6),
        head("工程名称", 34),
        head("竣工日期", 14),
        head("建设方式", 10),
        under("造价（万元）", "合同价", 13),
        under("造价（万元）", "送审价", 13),
        under("造价（万元）", "审定价", 13),
        head("结算状态", 14),
        head("结算时限", 14),
    ];
    let banner = "填报单位：示例高新区业务科          截至日期：2020年12月31日";
    let since = rows(works.iter().filter(|work| !early(work)), "")?;
    let since = Form::new("2013年以来工程项目结算情况表", banner, &heads).named("2013年以来").rows(since);
    let since = since.total("合计", &[4]).note("填表人：周某某          审核人：林某某");

    let banner = "填报单位：示例高新区开发公司          截至日期：2020年12月31日          单位：万元";
    let heads = [
        head("序 号", 6),
        head("项 目 名 称", 34),
        head("完 工 日 期", 14),
        head("建 设 方 式", 12),
        head("合 同 金 额", 13),
        head("送 审 金 额", 13),
        head("审 定 金 额", 13),
        head("办 理 情 况", 14),
        head("结 算 时 限", 14),
    ];
    let mut before = Form::new("2002—2012年工程项目结算情况表", banner, &heads).named("2002—2012年");
    for (title, way) in [("一、代建项目", "代建"), ("二、自建项目", "自建")] {
        let works = works.iter().filter(|work| early(work) && work.way == way);
        before = before.section(title).rows(rows(works, "/")?).total("小计", &[4]);
    }
    let before = before.total("合计", &[4]).note("注：“资料缺失”指已实际投入使用、内业资料不完整的工程。");
    let bytes = workbook(&[since, before], month.last_day().plus_days(6))?;
    Ok(vec![(month, "工程结算台账（2020年12月）.xlsx", bytes)])
}

fn rows<'a>(works: impl Iterator<Item = &'a Settlement>, none: &str) -> Outcome<Vec<Vec<Cell>>> {
    let amount = |text: &str| if text == "-" { Ok(centre(none)) } else { wan(text).map(Cell::Wan) };
    let row = |(at, work): (usize, &Settlement)| -> Outcome<Vec<Cell>> {
        let due = if work.due == "-" { None } else { Some(work.due.parse()?) };
        Ok(vec![
            Cell::Count(at + 1),
            words(&work.name),
            day(at, Some(work.finished), none),
            centre(&work.way),
            amount(&work.contract)?,
            amount(&work.submitted)?,
            amount(&work.audited)?,
            centre(&work.state),
            day(at, due, none),
        ])
    };
    works.enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_and_works_are_those_of_the_notice() {
        let projects: Vec<Project> = facts::read(include_str!("facts/project.tsv")).expect("projects");
        let of = |kind: &str, levels: &[&str]| {
            let fit = projects.iter().filter(|one| one.kind == kind && levels.contains(&one.level.as_str()));
            let all: Vec<i64> = fit.map(|one| wan(&one.investment).expect("an amount")).collect();
            (all.len(), all.iter().sum::<i64>())
        };
        assert_eq!(of("技改", &["省重点", "市重点"]), (14, 98_962_500_000));
        assert_eq!(of("招商", &["民企产业对接"]), (22, 231_718_000_000));
        let works: Vec<Settlement> = facts::read(include_str!("facts/settlement.tsv")).expect("works");
        let count = |early: bool, states: &[&str]| {
            let fit =
                |work: &&Settlement| (work.finished.year() <= 2012) == early && states.contains(&work.state.as_str());
            works.iter().filter(fit).count()
        };
        assert_eq!(count(false, &["已按程序办理"]), 15);
        assert_eq!(count(true, &["资料缺失"]), 21);
        assert_eq!(count(true, &["已报送财审", "已申请仲裁", "整理资料"]), 7);
    }
}
