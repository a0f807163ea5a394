//! 目录: the first sheet, which explains the workbook to someone who does not know the program.

use crate::error::failed;
use crate::sheets::{CONTENTS, FIGURES, PICTURES, PROBLEMS, REMINDERS, Sheets, TableSheet};
use crate::{sheet, style};
use model::Said;
use model::document::Document;
use model::edition::Edition;
use model::package::Package;
use rust_xlsxwriter::Worksheet;

/// 序号, 工作表, 内容, 行数.
const WIDTHS: [f64; 4] = [6.0, 34.0, 42.0, 8.0];
const HEADS: [&str; 4] = ["序号", "工作表", "内容", "行数"];
const LAST: u16 = 3;

/// How to read the workbook.
const GUIDE: [&str; 6] = [
    "本工作簿与同名报告同时生成，其中的数都由各部门报送的台账计算得出，没有手工填写的数。要改数，请改台账后重新生成，不要改本工作簿。",
    "统计表和“指标”里的数都是公式，从“明细-”开头的工作表算出，点开单元格就能看到；少数没有写公式的，原因写在批注里。明细表最后几列注明每条记录取自哪个工作簿的哪张表、哪一行。",
    "统计表里的“—”表示没有数，原因写在该单元格的批注里，把鼠标移到单元格上就能看到。负数为红色并带负号。",
    "增速旁的箭头表示增长、持平、下降，占比里的灰条表示大小，“走势”一行画出各月或各年的变化；有时限的事项，逾期为红色，30日内到期为黄色，已完成为灰色。",
    "“指标”列出报告正文里的每一个数及其计算方法、筛选条件，并可链接到明细；“问题”列出检查报送数据时发现的问题和勾稽关系，请报送部门逐条核对。",
    "点左侧工作表名称可以转到该表，各表都有“返回目录”。",
];

/// The same where no records go along.
const GUIDE_WITHOUT_DETAILS: [&str; 4] = [
    "本工作簿与同名报告同时生成，其中的数都由各部门报送的台账计算得出，没有手工填写的数。要改数，请改台账后重新生成，不要改本工作簿。",
    "本工作簿不附明细记录。统计表里的数是计算结果，不含公式；“指标”列出报告正文里的每一个数及其计算方法，由其他指标算出的写有公式。",
    "统计表里的“—”表示没有数，原因写在该单元格的批注里，把鼠标移到单元格上就能看到；“*”表示不公布的数。负数为红色并带负号。",
    "点左侧工作表名称可以转到该表，各表都有“返回目录”。",
];

/// A line of the list of sheets.
struct Entry<'a> {
    sheet: &'a str,
    holds: String,
    rows: usize,
}

/// Writes the sheet.
pub(crate) fn write(sheet: &mut Worksheet, plan: &Sheets, package: &Package) -> Result<(), Said> {
    sheet.set_name(CONTENTS).map_err(failed)?;
    sheet.set_screen_gridlines(false);
    sheet::set_widths(sheet, &WIDTHS)?;
    sheet::set_page(sheet, &WIDTHS, None)?;
    let mut row = write_head(sheet, &package.document)?;
    let guide = if plan.details.is_empty() { GUIDE_WITHOUT_DETAILS.as_slice() } else { GUIDE.as_slice() };
    for line in guide {
        sheet::paragraph(sheet, row, &WIDTHS, line)?;
        row += 1;
    }
    write_list(sheet, row + 1, &entries(plan, package))
}

/// Writes the title, the organisation and the date; gives the next free row.
fn write_head(sheet: &mut Worksheet, document: &Document) -> Result<u32, Said> {
    sheet::title(sheet, &WIDTHS, &document.title)?;
    let mut row = 1;
    if !document.organisation.is_empty() {
        sheet::banner(sheet, row, LAST, &document.organisation, &style::subtitle())?;
        row += 1;
    }
    sheet::banner(sheet, row, LAST, &format!("（截至{}）", document.time.as_of.chinese()), &style::subtitle())?;
    Ok(row + 2)
}

/// Writes the list of sheets with a link to each.
fn write_list(sheet: &mut Worksheet, head: u32, entries: &[Entry]) -> Result<(), Said> {
    sheet::heads(sheet, head, &WIDTHS, HEADS)?;
    let (count, words, link) = (style::ruled_number("#,##0"), style::words(), style::ruled_link().set_text_wrap());
    let number = style::ruled_number("0").set_align(rust_xlsxwriter::FormatAlign::Center);
    for (index, (row, entry)) in (1_u32..).zip((head + 1..).zip(entries)) {
        sheet::number(sheet, row, 0, index.into(), &number)?;
        sheet::link(sheet, row, 1, entry.sheet, entry.sheet, &link)?;
        sheet::text(sheet, row, 2, &entry.holds, &words)?;
        let rows = u32::try_from(entry.rows).unwrap_or(u32::MAX);
        sheet::number(sheet, row, 3, rows.into(), &count)?;
        sheet::fit(sheet, row, [(entry.sheet, WIDTHS[1]), (entry.holds.as_str(), WIDTHS[2])])?;
    }
    Ok(())
}

/// The sheets after this one in their order.
fn entries<'a>(plan: &'a Sheets, package: &Package) -> Vec<Entry<'a>> {
    let Package { document, findings, unsent, .. } = package;
    let tables = plan.tables.iter().map(|table| Entry {
        sheet: &table.sheet,
        holds: about_table(table),
        rows: table.table.rows.len(),
    });
    let count = document.pictures().count();
    let pictures = (count > 0).then(|| Entry { sheet: PICTURES, holds: "报告里的图片".to_owned(), rows: count });
    let figures = Entry {
        sheet: FIGURES,
        holds: "报告里的每一个指标：数值、单位、月份".to_owned(),
        rows: document.figures.len(),
    };
    let problems = if findings.is_empty() { "本月无问题" } else { "检查报送数据时发现的问题" };
    let problems = (document.edition == Edition::Internal).then(|| Entry {
        sheet: PROBLEMS,
        holds: problems.to_owned(),
        rows: findings.len(),
    });
    let reminders = (!unsent.is_empty()).then(|| Entry {
        sheet: REMINDERS,
        holds: "本月没有报送的台账、单位和文件".to_owned(),
        rows: unsent.len(),
    });
    let details = plan.details.iter().flat_map(|detail| {
        detail.parts.iter().map(|part| Entry {
            sheet: &part.sheet,
            holds: format!("“{}”台账的记录及其出处", detail.detail.title),
            rows: usize::try_from(part.count).unwrap_or(usize::MAX),
        })
    });
    tables.chain(pictures).chain([figures]).chain(problems).chain(reminders).chain(details).collect()
}

/// What a table's sheet holds. The title is said where the sheet's name had to be shortened.
fn about_table(plan: &TableSheet) -> String {
    let kind = if plan.is_listing() { "明细表" } else { "统计表" };
    let charts = match plan.charts.len() {
        0 => String::new(),
        1 => "及图".to_owned(),
        many => format!("及{many}幅图"),
    };
    let title = if plan.sheet == plan.table.title { String::new() } else { format!("：{}", plan.table.title) };
    format!("{kind}{charts}{title}")
}
