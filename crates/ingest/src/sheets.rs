//! Which sheets of a workbook count: not the hidden ones, nor those that say that they are void or
//! copies where others are there, nor a second sheet of the same content.

use crate::checks::{skipped_sheet, uncounted_sheet::UNCOUNTED_SHEET, void_sheet::VOID_SHEET};
use crate::grid::{Raw, Sheet};
use crate::header::Table;
use crate::report::Report;
use crate::text::key;

/// A sheet with those of its tables that are the ledger's.
pub(crate) type Candidate<'a> = (&'a Sheet, Vec<Table>);

/// What the name of a sheet says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Void,
    Copy,
}

const VOID: [&str; 6] = ["作废", "废弃", "废止", "弃用", "停用", "无效"];
const COPY: [&str; 5] = ["副本", "复件", "备份", "拷贝", "copy"];

fn said(name: &str) -> Option<Said> {
    let name = key(name).to_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| name.contains(word));
    any(&VOID).then_some(Said::Void).or_else(|| any(&COPY).then_some(Said::Copy))
}

/// The name of a sheet without the number that a copy has: `12月 (2)`.
fn original(name: &str) -> Option<String> {
    let name = key(name);
    let (original, number) = name.strip_suffix(')')?.rsplit_once('(')?;
    let number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    number.then(|| original.to_owned())
}

/// How many rows below the headers hold something in at least two columns of the ledger.
fn rows((sheet, tables): &Candidate<'_>) -> usize {
    let filled = |table: &Table| {
        let columns = || table.columns.iter().flatten().map(|found| found.column);
        let columns = || columns().chain(table.periods.iter().map(|(column, _)| *column));
        let least = columns().count().min(2);
        let lines = sheet.lines.iter().filter(|line| line.row > table.bottom && line.row <= table.end);
        lines.filter(|line| columns().filter(|at| sheet.in_line(line, *at) != Raw::Empty).count() >= least).count()
    };
    tables.iter().map(filled).sum()
}

/// Whether two sheets hold the same cells.
fn same(one: &Sheet, other: &Sheet) -> bool {
    let places = |sheet: &Sheet| sheet.lines.iter().map(|line| line.row).collect::<Vec<u32>>();
    let alike =
        || one.lines.iter().zip(&other.lines).all(|(own, line)| one.cells(own).iter().eq(other.cells(line).iter()));
    one.lines.len() == other.lines.len() && places(one) == places(other) && alike()
}

/// Keeps the sheets that count, in their order, and tells of the others that hold records.
pub(crate) fn counted<'a>(candidates: Vec<Candidate<'a>>, report: &mut Report<'_>) -> Vec<Candidate<'a>> {
    let others = candidates.iter().any(|candidate| {
        let (sheet, tables) = candidate;
        !sheet.hidden && !tables.is_empty() && said(&sheet.name).is_none() && rows(candidate) > 0
    });
    let mut kept: Vec<Candidate<'a>> = Vec::new();
    for candidate in candidates {
        let (sheet, name) = (candidate.0, candidate.0.name.as_str());
        let rows = rows(&candidate);
        if rows == 0 {
            if sheet.hidden {
                report.sheet(&skipped_sheet::SKIPPED_SHEET, name, skipped_sheet::HIDDEN);
            } else {
                kept.push(candidate);
            }
            continue;
        }
        let twin = kept.iter().find(|(other, tables)| !tables.is_empty() && same(sheet, other)).map(|(twin, _)| *twin);
        let copied = original(name).filter(|name| kept.iter().any(|(other, _)| key(&other.name) == *name));
        let mut uncounted = |why: String| {
            let message =
                format!("{why}，里面有本台账的 {rows} 行，没有计入。应当计入的，请取消隐藏或改名后重新报送。");
            report.sheet(&UNCOUNTED_SHEET, name, message);
        };
        match (sheet.hidden, twin, said(name)) {
            (true, ..) => uncounted("工作表是隐藏的".to_owned()),
            (_, Some(twin), _) => uncounted(format!("工作表与“{}”内容完全相同", twin.name)),
            (_, None, Some(Said::Void)) if others => uncounted("工作表的名称说已作废".to_owned()),
            (_, None, Some(Said::Copy)) if others => uncounted("工作表的名称说是副本".to_owned()),
            (_, None, said) => {
                let doubt = match said {
                    Some(Said::Void) => Some("工作表的名称说已作废".to_owned()),
                    _ => copied.map(|name| format!("工作表的名称像是“{name}”的副本")),
                };
                if let Some(doubt) = doubt {
                    let message = format!("{doubt}，里面的 {rows} 行照常计入。不应计入的，请删去这张表后重新报送。");
                    report.sheet(&VOID_SHEET, name, message);
                }
                kept.push(candidate);
            }
        }
    }
    kept
}
