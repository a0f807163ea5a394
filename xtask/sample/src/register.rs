//! The workbook of the register (企业名录).

use crate::enterprises::Enterprise;
use crate::outcome::Outcome;
use crate::workbook::{Cell, Page};
use model::Date;

/// The header: groups of labels with the widths of their columns.
const GROUPS: [(&str, &[(&str, u32)]); 5] = [
    ("", &[("序号", 6)]),
    (
        "企业登记信息",
        &[("统一社会信用代码", 23), ("企业名称", 34), ("曾用名", 30), ("原纳税人识别号", 19), ("一企多牌主体代码", 23)],
    ),
    ("分类信息", &[("所属行业", 18), ("所在街道", 11), ("是否规上工业企业", 11), ("是否高新技术企业", 11)]),
    (
        "高新技术企业",
        &[
            ("高企认定方式", 11),
            ("高企证书发证日期", 13),
            ("高企证书有效期至", 13),
            ("推荐申报批次", 15),
            ("推荐申报日期", 13),
        ],
    ),
    ("上市", &[("上市板块", 10), ("上市日期", 13)]),
];

/// The register as it stands on a day.
pub(crate) fn workbook(all: &[Enterprise], on: Date) -> Outcome<Vec<u8>> {
    let labels: Vec<(&str, u32)> = GROUPS.iter().flat_map(|(_, labels)| *labels).copied().collect();
    let last = u16::try_from(labels.len() - 1)?;
    let mut page = Page::new("企业名录", last, on)?;
    page.widths(&labels.iter().map(|(_, width)| *width).collect::<Vec<_>>())?;
    page.title(0, "示例高新区企业名录")?;
    let made = on.chinese();
    page.line(1, &format!("填报单位：示例高新区经济发展局                    更新日期：{made}"))?;
    header(&mut page)?;
    let mut row = 4;
    for (at, one) in all.iter().enumerate() {
        for (column, cell) in cells(at, one).iter().enumerate() {
            page.cell(row, u16::try_from(column)?, cell)?;
        }
        row += 1;
    }
    page.line(row, "注：1.“一企多牌主体代码”填写同一经营主体的主体企业代码，只有一块牌子的企业不填。")?;
    page.line(row + 1, "    2.高新技术企业证书自发证之日起三年内有效。")?;
    page.line(row + 2, "填表人：苏某某          审核人：陈某某")?;
    page.freeze(4, 3, 2)?;
    page.finish()
}

fn header(page: &mut Page) -> Outcome<()> {
    let mut column = 0;
    for (group, labels) in GROUPS {
        let width = u16::try_from(labels.len())?;
        for (at, (label, _)) in labels.iter().enumerate() {
            let alone = group.is_empty();
            let (row, rows) = if alone { (2, 2) } else { (3, 1) };
            page.head((row, column + u16::try_from(at)?), (rows, 1), label)?;
        }
        if !group.is_empty() {
            page.head((2, column), (1, width), group)?;
        }
        column += width;
    }
    page.height(3, 30)
}

fn cells(at: usize, one: &Enterprise) -> Vec<Cell> {
    let text = |text: Option<&str>| text.map_or(Cell::Blank, |text| Cell::Text(text.to_owned()));
    let centre = |text: Option<&str>| text.map_or(Cell::Blank, |text| Cell::Centre(text.to_owned()));
    // One date in nine was typed as words.
    let day = |day: Option<Date>| match day {
        Some(day) if at % 9 == 4 => Cell::Centre(day.chinese()),
        Some(day) => Cell::Day(day),
        None => Cell::Blank,
    };
    let yes = |yes: bool| Cell::Centre(if yes { "是" } else { "否" }.to_owned());
    let group = one.main.as_deref().or(one.leads.then_some(one.code.as_str()));
    vec![
        Cell::Count(at + 1),
        text(Some(&one.code)),
        text(Some(&one.name)),
        text(one.former.as_ref().map(|(name, _)| name.as_str())),
        text(one.old_code.as_deref()),
        text(group),
        centre(Some(one.industry.name)),
        centre(Some(one.street)),
        yes(one.above_scale),
        yes(one.hitech.is_some()),
        centre(one.hitech.map(|held| held.way)),
        day(one.hitech.map(|held| held.on)),
        day(one.hitech.map(|held| held.until())),
        centre(one.applied.map(|(batch, _)| batch)),
        day(one.applied.map(|(_, on)| on)),
        centre(one.listed.map(|(board, _)| board)),
        day(one.listed.map(|(_, on)| on)),
    ]
}
