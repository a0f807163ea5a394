//! 会议活动: one workbook a month, one sheet an organiser, each with its own words for the columns.

use crate::facts;
use crate::files;
use crate::firms::person;
use crate::form::{Form, Head, centre, day, head, words, workbook};
use crate::outcome::Outcome;
use crate::workbook::Cell;
use model::{Date, Month};
use serde::Deserialize;
use std::path::Path;

#[derive(Debug, Deserialize)]
struct Activity {
    on: Date,
    organiser: String,
    kind: String,
    topic: String,
    majors: String,
    participant: String,
    target: String,
    attendance: String,
    documents: String,
}

/// The organisers with the letters of their numbers and the labels of their sheets, in the order
/// of [`cells`]; a column without a label is not on the sheet.
const SHEETS: [(&str, &str, [&str; 10]); 3] = [
    ("党政办", "DZ", ["编号", "日期", "组织单位", "类型", "议题", "三重一大", "参加人", "对象", "人数", "文件份数"]),
    ("业务科", "YW", ["编号", "举办日期", "主办", "活动类型", "主题", "", "参加人", "谈话对象", "人数", ""]),
    ("纪工委", "JW", ["编号", "日期", "组织单位", "活动类型", "内容", "", "对象姓名", "谈话对象", "人次", ""]),
];
const WIDTHS: [u32; 10] = [14, 14, 11, 18, 38, 10, 14, 30, 8, 10];

/// Writes the workbooks of 2020 into the months' folders.
pub(crate) fn write(data: &Path) -> Outcome<()> {
    let activities: Vec<Activity> = facts::read(include_str!("facts/activity.tsv"))?;
    let first = Month::new(2020, 1).ok_or("2020-01")?;
    for month in (0..12).map(|later| first.plus(later)) {
        let bytes = book(&activities, month)?;
        let name = format!("会议活动台账（{}）.xlsx", month.chinese());
        files::write(&data.join(month.to_string()).join(name), &bytes)?;
    }
    Ok(())
}

fn book(activities: &[Activity], month: Month) -> Outcome<Vec<u8>> {
    let mut forms = Vec::new();
    for (organiser, letters, labels) in SHEETS {
        let mine = |one: &&Activity| one.organiser == organiser && one.on.month_of() == month;
        let heads: Vec<Head> = labels
            .iter()
            .zip(WIDTHS)
            .filter(|(label, _)| !label.is_empty())
            .map(|(label, width)| head(label, width))
            .collect();
        let rows = activities.iter().filter(mine).enumerate().map(|(at, one)| {
            let all = cells(at, one, letters, month).into_iter().zip(labels);
            all.filter(|(_, label)| !label.is_empty()).map(|(cell, _)| cell).collect()
        });
        let title = format!("{organiser}会议活动台账（{}）", month.chinese());
        let banner = format!("填报单位：示例高新区{organiser}          填报日期：{}", month.last_day().chinese());
        let form = Form::new(&title, &banner, &heads).named(organiser).rows(rows);
        forms.push(form.note("注：培训、谈话一人填一行，会议填到会人数。"));
    }
    workbook(&forms, month.last_day().plus_days(1))
}

fn cells(at: usize, one: &Activity, letters: &str, month: Month) -> [Cell; 10] {
    let number = format!("{letters}{}{:02}-{:02}", month.year(), month.month(), at + 1);
    let given = |text: &str| if text == "-" { Cell::Blank } else { centre(text) };
    let count = |text: &str| text.parse().map_or(Cell::Blank, Cell::Count);
    [
        centre(&number),
        day(at, Some(one.on), "/"),
        centre(&one.organiser),
        centre(&one.kind),
        words(&one.topic),
        given(&one.majors),
        one.participant.parse().map_or(Cell::Blank, |number| centre(&person(number))),
        given(&one.target),
        count(&one.attendance),
        count(&one.documents),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn counts_are_those_of_the_notice() {
        let activities: Vec<Activity> = facts::read(include_str!("facts/activity.tsv")).expect("activities");
        let of = |kind: &'static str| activities.iter().filter(move |one| one.kind == kind);
        for (kind, count) in [
            ("整改推进会议", 21),
            ("党工委会议", 26),
            ("全体干部职工会议", 8),
            ("巡察整改工作会议", 9),
            ("理论中心组学习", 13),
            ("集中学习", 12),
            ("区级培训", 3),
            ("监督检查", 8),
            ("专题调研", 3),
        ] {
            assert_eq!(of(kind).count(), count, "{kind}");
        }
        assert_eq!(activities.iter().filter(|one| one.majors == "是").count(), 10);
        let people: BTreeSet<&str> =
            of("业务培训").chain(of("理论学习培训")).map(|one| one.participant.as_str()).collect();
        assert_eq!(people.len(), 13);
        let number = |text: &str| text.parse::<u32>().expect("a number");
        let talks = |target: &'static str| {
            of("廉政谈话").filter(move |one| one.target == target).map(|one| number(&one.attendance)).sum::<u32>()
        };
        assert_eq!((talks("科级以上领导干部"), talks("分管科室、下属单位党员干部")), (5, 20));
        assert_eq!(of("文件自查").map(|one| number(&one.documents)).sum::<u32>(), 21);
    }
}
