//! A small project of faulty submissions under `tests/faulty`, for demonstrations and tests.

use crate::enterprises::Enterprise;
use crate::outcome::{Outcome, PROJECT};
use crate::payments::{Payment, payments};
use crate::rectification;
use crate::targets::Target;
use crate::tax::{Column, Table, table};
use crate::workbook::{Cell, Page};
use crate::{codes, container, files, register};
use model::{Date, Month};
use std::fmt::Write;
use std::path::Path;

/// A fault, as the README lists it.
struct Fault {
    file: &'static str,
    cell: String,
    what: String,
}

const REGISTER: &str = "data/2020-12/示例高新区企业名录.xlsx";
const TAX: &str = "data/2020-12/企业税收2020年12月.xlsx";
const LACKING: &str = "data/2020-11/企业税收2020年11月.xlsx";
const RECTIFICATION: &str = "data/2020-12/巡察整改台账（2020年12月）.xlsx";
const PROTECTED: &str = "data/2020-12/企业税收2020年12月（加密）.xlsx";
const TRUNCATED: &str = "data/2020-12/企业税收2020年12月（截断）.xlsx";
const TEXT: &str = "data/2020-12/企业税收2020年12月（文本）.xlsx";
const EMPTY: &str = "data/2020-12/巡察整改台账（空表）.xlsx";
const LOCK: &str = "data/2020-12/~$企业税收2020年12月.xlsx";

/// Writes the project.
pub(crate) fn write(project: &Path, all: &[Enterprise], targets: &[Target]) -> Outcome<()> {
    let folder = project.join("tests/faulty");
    for ledger in ["enterprise", "tax", "rectification"] {
        let definition = format!("data/definitions/{ledger}.toml");
        let text = std::fs::read_to_string(project.join(&definition))?;
        files::write(&folder.join(definition), text.as_bytes())?;
    }
    let last = targets.last().ok_or("no month")?;
    let before = targets.iter().rev().nth(1).ok_or("no month")?;
    // The largest firms that pay in both months, without any of the oddities of the full sample.
    let (now, past) = (payments(all, *last), payments(all, *before));
    let paid = |among: &[Payment], at: usize| among.iter().any(|payment| payment.payer == at);
    let plain = |one: &Enterprise| one.main.is_none() && !one.leads && one.former.is_none();
    let able = |at: &usize| plain(&all[*at]) && all[*at].old_code.is_none() && all[*at].rank < 300;
    let both = |at: &usize| paid(&now, *at) && paid(&past, *at);
    let which: Vec<usize> = (0..all.len()).filter(able).filter(both).take(24).collect();
    let few: Vec<Enterprise> = which.iter().map(|at| all[*at].clone()).collect();
    let of_few = |payments: &[Payment]| -> Vec<Payment> {
        let few = payments.iter().filter(|payment| which.contains(&payment.payer));
        few.copied().collect()
    };

    let mut faults = Vec::new();
    let good = table(all, last.month, &of_few(&now)).workbook()?;
    let mut lacking = table(all, before.month, &of_few(&past));
    lacking.columns.retain(|column| *column != Column::Total);
    faults.push(Fault {
        file: LACKING,
        cell: "rows 3–4".into(),
        what: "the required column 税收合计 is missing".into(),
    });
    let outputs = [
        (REGISTER, register::workbook(&few, last.month.last_day())?),
        (TAX, taxes(table(all, last.month, &of_few(&now)), &few, &mut faults)?),
        (LACKING, lacking.workbook()?),
        (RECTIFICATION, rectifications(last.month, &mut faults)?),
        (PROTECTED, container::protected()),
        (TRUNCATED, good[..good.len() * 3 / 5].to_vec()),
        (TEXT, "企业税收统计表见附件，请查收。\r\n联系人：陈某某\r\n".into()),
        (EMPTY, Page::new("Sheet1", 0, last.month.last_day())?.finish()?),
        (LOCK, lock()),
        ("taizhang.toml", PROJECT.into()),
    ];
    let whole = [
        (PROTECTED, "protected by a password (an OLE container with EncryptedPackage)"),
        (TRUNCATED, "cut off after three fifths of its bytes"),
        (TEXT, "a text file with the extension of a workbook"),
        (EMPTY, "a workbook whose only sheet is empty"),
        (LOCK, "the lock file of an open workbook; passed over, not an error"),
    ];
    faults.extend(whole.map(|(file, what)| Fault { file, cell: "—".into(), what: what.into() }));
    for (path, bytes) in outputs {
        files::write(&folder.join(path), &bytes)?;
    }
    files::write(&folder.join("README.md"), readme(&faults)?.as_bytes())
}

/// Puts faults into cells of a tax table: the columns are those of the long form.
fn taxes(mut table: Table, few: &[Enterprise], faults: &mut Vec<Fault>) -> Outcome<Vec<u8>> {
    let first = table.first_row() + 1;
    let mut fault = |column: &str, at: u32, what: String| {
        faults.push(Fault { file: TAX, cell: format!("{column}{}", first + at), what });
    };
    table.rows[2].kinds[0] = Cell::Typed("630元/份".into());
    fault("D", 2, "`630元/份` in a column of money".into());
    let wrong = few.get(4).ok_or("too few firms")?;
    let right = codes::check(&wrong.code);
    let other = if right == '7' { '8' } else { '7' };
    let code = format!("{}{other}", &wrong.code[..17]);
    fault("B", 4, format!("check character of `{code}` is wrong, `{right}` would be right"));
    table.rows[4].code = Cell::Text(code);
    let known = few.get(7).ok_or("too few firms")?;
    let name = known.name.replace("有限公司", "实业有限公司");
    fault("C", 7, format!("`{name}` is not in the register (nearest: `{}`), nor is its code", known.name));
    table.rows[7].name = Cell::Text(name);
    table.rows[7].code = Cell::Text(codes::credit(&codes::organisation("90909090")));
    table.rows[9].kinds[2] = Cell::Broken("#REF!");
    fault("F", 9, "the error value `#REF!`".into());
    table.rows[11].kinds[6] = Cell::Typed("二百元左右".into());
    fault("J", 11, "`二百元左右` in a column of money".into());
    table.totals[1] += 100_000;
    let total = u32::try_from(table.rows.len())?;
    fault("E", total, "the total of 企业所得税 is 1,000.00元 above the sum of its rows".into());
    table.workbook()
}

/// Puts faults into cells of the rectification ledger: the first area alone.
fn rectifications(month: Month, faults: &mut Vec<Fault>) -> Outcome<Vec<u8>> {
    let mut rows = rectification::rows(month)?;
    let next = |row: &rectification::Row| row.spans[0].is_some();
    let end = rows.iter().skip(1).position(next).map_or(rows.len(), |at| at + 1);
    rows.truncate(end);
    let mut fault = |column: &str, at: u32, what: &str| {
        let cell = format!("{column}{}", rectification::FIRST_ROW + 1 + at);
        faults.push(Fault { file: RECTIFICATION, cell, what: what.to_owned() });
    };
    rows[3].cells[rectification::STATUS] = Cell::Centre("差不多了".into());
    fault("J", 3, "`差不多了` is no status word");
    rows[6].cells[rectification::DONE_ON] = Cell::Centre("2021-5-20履行中".into());
    fault("K", 6, "`2021-5-20履行中`: a date with a tail, and after the month of the submission");
    rows[10].cells[rectification::DONE_ON] = Cell::Centre("2020年9月31日".into());
    fault("K", 10, "`2020年9月31日`: no such day");
    let early = Date::new(2020, 1, 6).ok_or("a day")?;
    rows[13].cells[rectification::DONE_ON + 1] = Cell::Day(early);
    fault("L", 13, "销号日期 2020-01-06 lies before 完成日期");
    rectification::workbook(month, &rows)
}

/// The lock file that Excel leaves while a workbook is open: 165 bytes with the user's name twice.
fn lock() -> Vec<u8> {
    let mut bytes = vec![2, b'A', b'B'];
    bytes.resize(55, b' ');
    bytes.extend([2, 0, b'A', 0, b'B', 0]);
    bytes.resize(165, b' ');
    bytes
}

fn readme(faults: &[Fault]) -> Outcome<String> {
    let mut text = String::from(
        "# Faulty submissions\n\n\
         A small project for tests and demonstrations: `taizhang check` run here finds every fault below.\n\
         `cargo xtask sample-data` writes this folder; do not edit it by hand.\n\
         The register (`示例高新区企业名录.xlsx`) is without fault and lists the 24 firms of the tax tables.\n\
         Where a cell cannot be read, the total of its column differs from the sum of the others too.\n\n\
         | file | cell | what is wrong |\n| --- | --- | --- |\n",
    );
    for fault in faults {
        writeln!(text, "| `{}` | {} | {} |", fault.file, fault.cell, fault.what)?;
    }
    Ok(text)
}
