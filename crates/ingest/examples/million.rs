//! Writes the workbook of the reading benchmark: `million FILE [ROWS]`, a million rows of twelve
//! columns as a tax office exports them.
#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "A chore for the benchmark.")]

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::process::ExitCode;

/// The header; `read` knows the same labels.
const LABELS: [&str; 12] = [
    "序号",
    "统一社会信用代码",
    "企业名称",
    "所属行业",
    "所在街道",
    "入库日期",
    "增值税",
    "企业所得税",
    "个人所得税",
    "城市维护建设税",
    "其他税收",
    "税收合计",
];
const INDUSTRIES: [&str; 5] = ["电子信息", "机械制造", "纺织鞋服", "食品饮料", "软件服务"];
const STREETS: [&str; 4] = ["江南街道", "浮桥街道", "清濛街道", "双阳街道"];

/// A code with its check digit (GB 32100-2015), so that the reading finds nothing wrong with it.
fn code(row: u32) -> String {
    const DIGITS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let stem = format!("91350500{row:09}");
    let weights = (0..17).scan(1_usize, |weight, _| Some(std::mem::replace(weight, *weight * 3 % 31)));
    let sum: usize = stem.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    let check = DIGITS.as_bytes()[(31 - sum % 31) % 31];
    format!("{stem}{}", char::from(check))
}

fn write(file: &str, rows: u32) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let (money, date) = (Format::new().set_num_format("#,##0.00"), Format::new().set_num_format("yyyy-mm-dd"));
    sheet.write_row(0, 0, LABELS)?;
    let mut seed = 1_u64;
    for row in 1..=rows {
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        sheet.write_number(row, 0, row)?;
        sheet.write_string(row, 1, code(row))?;
        sheet.write_string(row, 2, format!("示例高新区{row}号电子科技有限公司"))?;
        sheet.write_string(row, 3, INDUSTRIES[next(5) as usize])?;
        sheet.write_string(row, 4, STREETS[next(4) as usize])?;
        sheet.write_number_with_format(row, 5, (43_831 + next(366)) as f64, &date)?;
        let mut total = 0;
        for column in 6..11 {
            let cents = next(100_000_000);
            total += cents;
            sheet.write_number_with_format(row, column, cents as f64 / 100.0, &money)?;
        }
        sheet.write_number_with_format(row, 11, total as f64 / 100.0, &money)?;
    }
    workbook.save(file)
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(file) = arguments.next() else { return ExitCode::from(2) };
    let rows = arguments.next().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    match write(&file, rows) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
