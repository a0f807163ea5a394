//! Writes the sample data: `cargo run -p sample -- <project folder>`.
//!
//! The same bytes come out every time. Whatever the notice states follows from the amounts in
//! `targets.rs` and `funds.rs`, the counts in `enterprises.rs`, and the facts in
//! `rectification.toml` and `facts/*.tsv`.

mod activity;
mod assets;
mod codes;
mod container;
mod enterprises;
mod facts;
mod faulty;
mod files;
mod firms;
mod form;
mod funds;
mod names;
mod outcome;
mod party;
mod payments;
mod random;
mod rectification;
mod register;
mod service;
mod targets;
mod tax;
mod workbook;
mod works;

use enterprises::Enterprise;
use model::Month;
use outcome::{Outcome, PROJECT};
use std::path::{Path, PathBuf};

fn main() -> Outcome<()> {
    let project = std::env::args_os().nth(1).map(PathBuf::from);
    let project = project.ok_or("usage: sample <project folder>")?;
    write(&project)
}

fn write(project: &Path) -> Outcome<()> {
    let settings = project.join("taizhang.toml");
    if !settings.exists() {
        files::write(&settings, PROJECT.as_bytes())?;
    }
    let data = project.join("data");
    let enterprises = enterprises::enterprises()?;
    let targets = targets::targets()?;
    for target in &targets {
        let month = target.month;
        let payments = payments::payments(&enterprises, *target);
        let mut table = tax::table(&enterprises, month, &payments);
        // In spring 2018 the tax office sent text files.
        let (extension, bytes) = match (month.year(), month.month()) {
            (2018, 2) => ("csv", ["\u{feff}".as_bytes(), &table.csv()?].concat()),
            (2018, 3) => {
                table.wording = tax::Wording::WithUnit;
                let utf8 = String::from_utf8(table.csv()?)?;
                ("csv", encoding_rs::GBK.encode(&utf8).0.into_owned())
            }
            _ => ("xlsx", table.workbook()?),
        };
        let name = format!("企业税收{}.{extension}", month.chinese());
        files::write(&data.join(month.to_string()).join(name), &bytes)?;
    }
    let last = targets.last().ok_or("no month")?.month;
    let register = register::workbook(&enterprises, last.last_day())?;
    files::write(&data.join(last.to_string()).join("示例高新区企业名录.xlsx"), &register)?;
    let first = Month::new(2020, 8).ok_or("2020-08")?;
    for month in (0..6).map(|later| first.plus(later)) {
        let bytes = rectification::workbook(month, &rectification::rows(month)?)?;
        let name = format!("巡察整改台账（{}）.xlsx", month.chinese());
        files::write(&data.join(month.to_string()).join(name), &bytes)?;
    }
    others(&data, &enterprises)?;
    faulty::write(project, &enterprises, &targets)
}

/// The ledgers besides 企业名录, 企业税收 and 整改台账.
fn others(data: &Path, enterprises: &[Enterprise]) -> Outcome<()> {
    let books = [
        works::projects(enterprises)?,
        works::settlements()?,
        funds::subsidies(enterprises)?,
        funds::loans(enterprises)?,
        funds::electricity(enterprises)?,
        assets::leases(enterprises)?,
        assets::balances()?,
        assets::account_list()?,
        assets::transfers()?,
        party::bodies()?,
        party::recovery()?,
        party::accountability()?,
        party::dues()?,
        service::hazard_books(enterprises)?,
        service::request_books(enterprises)?,
    ];
    for (month, name, bytes) in books.into_iter().flatten() {
        files::write(&data.join(month.to_string()).join(name), &bytes)?;
    }
    activity::write(data)
}
