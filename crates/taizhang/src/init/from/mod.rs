//! `taizhang init --from`: a project from an office's own workbooks: a definition for each ledger, the
//! workbooks in the folders of their months, and a first report.

mod first;
mod ids;
mod proposal;
mod questions;
mod settle;

use super::empty::{self, REPORTS};
use super::place::place;
use super::{NewFile, directive, schemas};
use crate::cli::{CheckOptions, Definition, InitOptions};
use crate::disk::io_words;
use crate::looking::{Looked, grouped, learned, look};
use crate::outcome::{End, Fatal};
use ingest::Draft;
use model::Month;
use proposal::Ledger;
use questions::{Clerk, clerk};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use first::{first_report, suggested_id};

/// Makes the project and says what was done, and what was not known.
pub(super) fn run(folder: &Path, files: &[PathBuf], options: &InitOptions) -> Result<End, Fatal> {
    let mut clerk = clerk();
    let (mut looked, mut unread) = (Vec::new(), Vec::new());
    for file in files {
        match look(file)? {
            Ok(one) => looked.push(Looked { month: one.month.or(options.month), ..one }),
            Err(reason) => unread.push(reason),
        }
    }
    for one in looked.iter_mut().filter(|one| one.month.is_none()) {
        one.month = settle::month(&one.name, clerk.as_mut())?;
    }
    let groups = grouped(looked);
    let mut drafts: Vec<Draft> = groups.iter().filter_map(|group| learned(group)).collect();
    if drafts.is_empty() || drafts.len() != groups.len() {
        return Err(Fatal::Message(format!("没有一个文件可以生成台账定义。{}", unread.join(""))));
    }
    for draft in &mut drafts {
        settle::settle(draft, clerk.as_mut())?;
    }
    ids::titles(&mut drafts);
    ids::patterns(&mut drafts);
    let ids = ids::ids(&drafts);
    let mut new = Vec::new();
    let (months, unplaced) = workbooks(&groups, &mut new)?;
    let month = reporting_month(&months);
    new.push(("taizhang.toml".to_owned(), settings(clerk.as_mut(), month)?.into_bytes()));
    for (id, draft) in ids.iter().zip(&drafts) {
        let file = format!("data/definitions/{id}.toml");
        let text = directive(&file, Definition::Ledger) + &draft.toml();
        new.push((file, text.into_bytes()));
    }
    let ledgers = ids.iter().zip(&drafts).zip(months);
    let ledgers: Vec<Ledger<'_>> = ledgers.map(|((id, draft), months)| Ledger { id, draft, months }).collect();
    let (report, text) = proposal::report(&ledgers, month);
    let file = "reports/definitions/first/report.toml";
    new.push((file.to_owned(), (directive(file, Definition::Report) + &report).into_bytes()));
    new.push(("reports/definitions/first/text.md".to_owned(), text.into_bytes()));
    new.push(("reports/definitions/说明.md".to_owned(), REPORTS.as_bytes().to_vec()));
    new.extend(schemas()?);
    place(folder, &new)?;
    told(folder, &ledgers, &[unread, unplaced].concat(), month);
    crate::definitions::run(&CheckOptions::of_definitions(folder))
}

/// Puts each workbook into the folder of its month. Gives the months of each ledger, and the files
/// that have no place, each with the reason.
fn workbooks(groups: &[Vec<Looked>], new: &mut Vec<NewFile>) -> Result<(Vec<BTreeSet<Month>>, Vec<String>), Fatal> {
    let (mut all, mut unplaced, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
    for group in groups {
        let mut months = BTreeSet::new();
        for one in group {
            let shown = one.path.display();
            let Some(month) = one.month else {
                unplaced.push(format!(
                    "“{shown}”不知道是哪个月的，没有放入；请自己放进 data/ 下的月份文件夹，或加 --month 重做。"
                ));
                continue;
            };
            let place = format!("data/{month}/{}", one.name);
            if !taken.insert(place.to_lowercase()) {
                unplaced.push(format!("“{shown}”与另一个文件同名、同月，没有放入 {place}；请核对是不是同一份。"));
                continue;
            }
            let bytes = fs::read(&one.path).map_err(|error| format!("无法读取“{shown}”：{}。", io_words(&error)))?;
            new.push((place, bytes));
            months.insert(month);
        }
        all.push(months);
    }
    Ok((all, unplaced))
}

/// The last month of which most ledgers that any month has were sent: what came early for the next one
/// would make a report of nothing else.
fn reporting_month(months: &[BTreeSet<Month>]) -> Option<Month> {
    let mut sent: BTreeMap<Month, usize> = BTreeMap::new();
    for month in months.iter().flatten() {
        *sent.entry(*month).or_default() += 1;
    }
    let most = sent.values().max().copied()?;
    sent.into_iter().rev().find(|(_, count)| count * 2 >= most).map(|(month, _)| month)
}

/// The settings, with the name of the organisation and the month where they are known.
fn settings(clerk: &mut dyn Clerk, month: Option<Month>) -> Result<String, Fatal> {
    let name = clerk.answer("单位名称 [某某单位]：")?.unwrap_or_default();
    let mut settings = empty::settings_of(&name);
    if let Some(month) = month {
        settings = settings.replace("# month = \"2021-01\"", &format!("month = \"{month}\""));
    }
    Ok(settings)
}

/// What was made, what was left, and how to go on.
fn told(folder: &Path, ledgers: &[Ledger<'_>], left: &[String], month: Option<Month>) {
    println!("已新建项目 {}：", folder.display());
    for Ledger { id, draft, months } in ledgers {
        let files = draft.sources.len();
        println!("  {}　data/definitions/{id}.toml，由 {files} 个文件生成，放入 {} 个月", draft.title, months.len());
    }
    println!("  第一份报告　reports/definitions/first/");
    for reason in left {
        println!("没有放入：{reason}");
    }
    let doubts: Vec<(&str, String)> =
        ledgers.iter().flat_map(|one| one.draft.all_doubts().into_iter().map(move |doubt| (one.id, doubt))).collect();
    if !doubts.is_empty() {
        println!("请核对（定义里也写着“# 请核对”）：");
        for (id, doubt) in doubts {
            println!("  {id}.toml　{doubt}");
        }
    }
    let project = folder.display();
    match month {
        Some(_) => println!(
            "接下来：改 taizhang.toml 里的单位名称；运行 taizhang check --project {project}，再运行 taizhang report --project {project}。"
        ),
        None => println!("接下来：把工作簿放进 data/2021-01/ 这样的月份文件夹，再运行 taizhang check。"),
    }
}
