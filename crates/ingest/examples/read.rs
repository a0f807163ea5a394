//! Reads the workbook of the reading benchmark into records: `read FILE`, or only unpacks it:
//! `read --inflate FILE`. Prints what was read and how long it took; the caller measures the process.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "A chore for the benchmark.")]

use std::fs::File;
use std::io::Read;
use std::process::ExitCode;
use std::time::Instant;

const TAX: &str = r#"
title = "企业税收"
files = ["*"]
grain = "month"
[columns.number]
labels = ["序号"]
type = "integer"
[columns.code]
labels = ["统一社会信用代码"]
type = "credit-code"
[columns.name]
labels = ["企业名称"]
[columns.industry]
labels = ["所属行业"]
[columns.street]
labels = ["所在街道"]
[columns.day]
labels = ["入库日期"]
type = "date"
[columns.vat]
labels = ["增值税"]
type = "money"
[columns.cit]
labels = ["企业所得税"]
type = "money"
[columns.pit]
labels = ["个人所得税"]
type = "money"
[columns.construction]
labels = ["城市维护建设税"]
type = "money"
[columns.other]
labels = ["其他税收"]
type = "money"
[columns.paid]
labels = ["税收合计"]
type = "money"
parts = { kind = ["vat", "cit", "pit", "construction", "other"] }
"#;

fn inflate(file: File) -> Option<u64> {
    let mut archive = zip::ZipArchive::new(file).ok()?;
    let (mut total, mut buffer) = (0, vec![0; 1 << 17]);
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).ok()?;
        loop {
            match entry.read(&mut buffer).ok()? {
                0 => break,
                read => total += read as u64,
            }
        }
    }
    Some(total)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(file) = arguments.last() else { return ExitCode::from(2) };
    let started = Instant::now();
    let Ok(opened) = File::open(file) else { return ExitCode::from(2) };
    let seconds = || started.elapsed().as_secs_f64();
    if arguments.len() > 1 {
        println!("unpacked {} bytes, {:.2} s", inflate(opened).unwrap_or(0), seconds());
        return ExitCode::SUCCESS;
    }
    let (Ok(ledger), Some(month)) = (model::define::ledger(TAX, "tax.toml"), model::Month::new(2020, 12)) else {
        return ExitCode::from(2);
    };
    let Ok((grid, _)) = ingest::open_packed(opened) else { return ExitCode::from(2) };
    let opened = seconds();
    let reading = ingest::read_grid("million.xlsx", month, grid, &ledger);
    let (records, problems) = (reading.records.len(), reading.diagnostics.len());
    println!("{records} records, {problems} problems, {:.2} s ({opened:.2} s for the cells)", seconds());
    ExitCode::SUCCESS
}
