//! The monthly snapshots of the rectification ledger (整改台账).

use crate::outcome::Outcome;
use crate::workbook::{Cell, Page};
use model::{Date, Month};
use serde::Deserialize;

/// The whole ledger: areas, items, issues and measures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    areas: Vec<Area>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    name: String,
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    name: String,
    issues: Vec<Issue>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Issue {
    name: String,
    begun: String,
    ended: String,
    measures: Vec<Measure>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measure {
    text: String,
    leader: String,
    department: String,
    person: String,
    due: Date,
    start: Option<Date>,
    nearly: Option<Date>,
    done: Option<Date>,
    closed: Option<Date>,
    reopened: Option<[Date; 2]>,
    #[serde(default)]
    standing: bool,
    evidence: String,
}

/// A row of the sheet.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// 整改措施, 牵头领导, 责任单位, 责任人, 完成时限, 整改状态, 完成日期, 销号日期, 佐证材料.
    pub(crate) cells: [Cell; 9],
    /// 方面, 项, 具体问题 and 整改情况, where the row is the first to which they belong, with the
    /// number of rows to which they belong.
    pub(crate) spans: [Option<(String, u32)>; 4],
}

/// The columns of [`Row::cells`] that change or that faults are put into.
pub(crate) const STATUS: usize = 5;
/// 完成日期.
pub(crate) const DONE_ON: usize = 6;
/// The first row of the data on the sheet, from 0.
pub(crate) const FIRST_ROW: u32 = 4;

/// The rows as they stood at the end of a month.
pub(crate) fn rows(month: Month) -> Outcome<Vec<Row>> {
    let facts: Facts = toml::from_str(include_str!("rectification.toml"))?;
    let mut rows: Vec<Row> = Vec::new();
    for area in &facts.areas {
        let area_row = rows.len();
        for item in &area.items {
            let item_row = rows.len();
            for issue in &item.issues {
                let issue_row = rows.len();
                for measure in &issue.measures {
                    let cells = cells(measure, rows.len(), month);
                    rows.push(Row { cells, spans: Default::default() });
                }
                let height = u32::try_from(rows.len() - issue_row)?;
                rows[issue_row].spans[2] = Some((issue.name.clone(), height));
                rows[issue_row].spans[3] = Some((prose(issue, month), height));
            }
            let height = u32::try_from(rows.len() - item_row)?;
            rows[item_row].spans[1] = Some((item.name.clone(), height));
        }
        let height = u32::try_from(rows.len() - area_row)?;
        rows[area_row].spans[0] = Some((area.name.clone(), height));
    }
    Ok(rows)
}

/// The prose of an issue: the report on the whole year from 2020-12 on, before that what has begun
/// and how many measures are through.
fn prose(issue: &Issue, month: Month) -> String {
    if month.year() > 2020 || month.month() == 12 {
        return issue.ended.clone();
    }
    let end = month.last_day();
    let through = |measure: &&Measure| measure.done_by(end).is_some();
    let (all, done) = (issue.measures.len(), issue.measures.iter().filter(through).count());
    let state = match done {
        0 => format!("截至{}，{all}项措施均在推进。", end.chinese()),
        done if done == all => format!("截至{}，{all}项措施全部完成。", end.chinese()),
        done => format!("截至{}，{all}项措施已完成{done}项。", end.chinese()),
    };
    format!("{}{state}", issue.begun)
}

impl Measure {
    /// The day on which it was done, as a snapshot of `end` knew it.
    fn done_by(&self, end: Date) -> Option<Date> {
        let done = match self.reopened {
            Some([from, until]) if end >= from => Some(until),
            _ => self.done,
        };
        done.filter(|done| *done <= end)
    }

    fn status(&self, end: Date) -> &'static str {
        let passed = |day: Option<Date>| day.is_some_and(|day| day <= end);
        match self.done_by(end) {
            Some(_) if self.standing => "长期坚持",
            Some(_) if passed(self.closed) => "已销号",
            Some(_) => "已完成",
            None if passed(self.nearly) => "基本完成",
            None if self.start.is_some_and(|start| start > end) => "未启动",
            None => "整改中",
        }
    }
}

fn cells(measure: &Measure, number: usize, month: Month) -> [Cell; 9] {
    let end = month.last_day();
    let centre = |text: &str| Cell::Centre(text.to_owned());
    // Each row's deadline was typed once, by whoever added the row, and is carried along.
    let due = measure.due;
    let due = match number % 6 {
        1 => centre(&due.chinese()),
        3 => centre(&format!("{}.{}.{}", due.year(), due.month(), due.day())),
        4 => centre(&format!("{}/{:02}/{:02}", due.year(), due.month(), due.day())),
        5 => centre(&due.to_string()),
        _ => Cell::Day(due),
    };
    // One month's clerk struck out what was empty.
    let none = || if month.month() == 10 { centre("/") } else { Cell::Blank };
    let done = measure.done_by(end);
    let closed = measure.closed.filter(|closed| done.is_some() && *closed <= end);
    let evidence = done.map_or_else(none, |_| Cell::Wrapped(measure.evidence.clone()));
    [
        Cell::Wrapped(measure.text.clone()),
        centre(&measure.leader),
        centre(&measure.department),
        centre(&measure.person),
        due,
        centre(measure.status(end)),
        done.map_or_else(none, Cell::Day),
        closed.map_or_else(none, Cell::Day),
        evidence,
    ]
}

/// The sheet's labels with their widths; in two months the department used other words.
fn labels(month: Month) -> [(&'static str, u32); 14] {
    let old = matches!(month.month(), 10 | 11);
    let word = |now, before| if old { before } else { now };
    [
        ("序号", 6),
        (word("方面", "反馈方面"), 16),
        (word("项", "反馈事项"), 18),
        ("具体问题", 22),
        ("整改措施", 34),
        (word("牵头领导", "领办人"), 14),
        (word("责任单位", "责任科室"), 13),
        ("责任人", 9),
        (word("完成时限", "整改时限"), 15),
        (word("整改状态", "完成情况"), 11),
        ("完成日期", 12),
        ("销号日期", 12),
        ("佐证材料", 22),
        (word("整改情况", "进展情况"), 64),
    ]
}

/// The snapshot as a workbook.
pub(crate) fn workbook(month: Month, rows: &[Row]) -> Outcome<Vec<u8>> {
    let labels = labels(month);
    let end = month.last_day();
    let mut page = Page::new("整改台账", u16::try_from(labels.len() - 1)?, end)?;
    page.widths(&labels.map(|(_, width)| width))?;
    page.title(0, "示例高新区巡察整改台账")?;
    let until = end.chinese();
    page.line(1, &format!("填报单位：示例高新区巡察整改工作领导小组办公室               截至日期：{until}"))?;
    page.line(
        2,
        "填报说明：1.一条措施填一行，同一问题的措施合并填写整改情况；2.整改状态填未启动、整改中、基本完成、\
         已完成、已销号、长期坚持；3.完成后填写完成日期，经领导小组审核后填写销号日期。",
    )?;
    page.height(2, 30)?;
    for (column, (label, _)) in labels.iter().enumerate() {
        page.head((3, u16::try_from(column)?), (1, 1), label)?;
    }
    page.height(3, 28)?;
    // A column of 64 holds 31 Chinese characters a line, a line takes 14 points.
    let mut height = 40;
    for (at, row) in (FIRST_ROW..).zip(rows) {
        if let Some((prose, span)) = &row.spans[3] {
            let lines = u32::try_from(prose.chars().count().div_ceil(31))? + 1;
            height = (lines * 14 / span).max(40);
        }
        page.height(at, height)?;
        page.cell(at, 0, &Cell::Count(usize::try_from(at - FIRST_ROW + 1)?))?;
        for (column, span) in [1, 2, 3, 13].into_iter().zip(&row.spans) {
            if let Some((text, span)) = span {
                page.merged((at, column), *span, text)?;
            }
        }
        for (column, cell) in (4..).zip(&row.cells) {
            page.cell(at, column, cell)?;
        }
    }
    let after = FIRST_ROW + u32::try_from(rows.len())?;
    page.line(after, "注：“长期坚持”指已完成阶段任务、需要持续抓好的事项；“基本完成”尚未达到销号条件。")?;
    page.line(after + 1, "填表人：赖某某          审核人：林某某          联系科室：党政办")?;
    page.freeze(FIRST_ROW, 4, 3)?;
    page.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ledger_has_the_shape_of_the_notice() {
        let rows = rows(Month::new(2021, 1).expect("a month")).expect("rows");
        let spans = |at: usize| rows.iter().filter(|row| row.spans[at].is_some()).count();
        assert_eq!((spans(0), spans(1), spans(2), rows.len()), (4, 15, 29, 62));
        let text = |row: &Row, at: usize| match &row.cells[at] {
            Cell::Centre(text) | Cell::Wrapped(text) => text.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(rows.iter().filter(|row| text(row, 1) == "党工委书记").count(), 25);
        let open = |row: &&Row| matches!(text(row, STATUS).as_str(), "未启动" | "整改中" | "基本完成");
        assert_eq!(rows.iter().filter(open).count(), 4);
    }

    #[test]
    fn prose_is_of_a_length_to_read() {
        let facts: Facts = toml::from_str(include_str!("rectification.toml")).expect("facts");
        for issue in facts.areas.iter().flat_map(|area| &area.items).flat_map(|item| &item.issues) {
            assert!((60..=150).contains(&issue.begun.chars().count()), "{}", issue.name);
            assert!(issue.ended.chars().count() >= 80, "{}", issue.name);
        }
    }
}
