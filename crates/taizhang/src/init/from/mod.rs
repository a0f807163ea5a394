//! `taizhang init --from`: a project from an office's own workbooks: a definition for each ledger, the
//! workbooks in the folders of their months, and a first report.

mod first;
mod ids;
mod proposal;
mod questions;
mod settle;
mod sources;

use super::empty::{self, REPORTS};
use super::place::place;
use super::{NewFile, directive, schemas};
use crate::cli::{CheckOptions, Definition, InitOptions};
use crate::disk::io_words;
use crate::language::tell;
use crate::looking::{Looked, grouped, learned, look};
use crate::outcome::{End, Fatal};
use ingest::Draft;
use model::{Month, Said, say};
use proposal::Ledger;
use questions::{Clerk, clerk};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use first::{first_report, suggested_id};

/// Makes the project and says what was done, and what was not known.
pub(super) fn run(folder: &Path, files: &[PathBuf], options: &InitOptions) -> Result<End, Fatal> {
    let mut clerk = clerk();
    let (files, mut unread) = sources::files(files)?;
    let mut looked = Vec::new();
    for file in &files {
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
        let none =
            Said::fixed("没有一个文件可以生成台账定义。", "no file can be made into the definition of a ledger.");
        return Err(Said::joined([none].into_iter().chain(unread), "", " ").into());
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
fn workbooks(groups: &[Vec<Looked>], new: &mut Vec<NewFile>) -> Result<(Vec<BTreeSet<Month>>, Vec<Said>), Fatal> {
    let (mut all, mut unplaced, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
    for group in groups {
        let mut months = BTreeSet::new();
        for one in group {
            let shown = one.path.display();
            let Some(month) = one.month else {
                unplaced.push(say!(
                    "“{shown}”不知道是哪个月的，没有放入；请自己放进 data/ 下的月份文件夹，或加 --month 重做。",
                    "“{shown}” does not say its month and was not put in; please put it into a folder of a month in data/ yourself, or do it again with --month."
                ));
                continue;
            };
            let place = format!("data/{month}/{}", one.name);
            if !taken.insert(place.to_lowercase()) {
                unplaced.push(say!(
                    "“{shown}”与另一个文件同名、同月，没有放入 {place}；请核对是不是同一份。",
                    "“{shown}” has the name and the month of another file and was not put in as {place}; please check whether they are the same."
                ));
                continue;
            }
            let bytes = fs::read(&one.path).map_err(|error| {
                let reason = io_words(&error);
                say!("无法读取“{shown}”：{reason}。", "cannot read “{shown}”: {reason}.", reason)
            })?;
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
    let question = Said::fixed("单位名称 [某某单位]：", "The name of the office [“某某单位”]: ");
    let name = clerk.answer(&question)?.unwrap_or_default();
    let mut settings = empty::settings_of(&name);
    if let Some(month) = month {
        settings = settings.replace("# month = \"2021-01\"", &format!("month = \"{month}\""));
    }
    Ok(settings)
}

/// What was made, what was left, and how to go on.
fn told(folder: &Path, ledgers: &[Ledger<'_>], left: &[Said], month: Option<Month>) {
    let project = folder.display();
    tell!("已新建项目 {project}：", "Made the project {project}:");
    for Ledger { id, draft, months } in ledgers {
        let (title, files, months) = (&draft.title, draft.sources.len(), months.len());
        tell!(
            "  {title}　data/definitions/{id}.toml，由 {files} 个文件生成，放入 {months} 个月",
            "  {title}: data/definitions/{id}.toml, made from {files} file(s), put into {months} month(s)"
        );
    }
    tell!("  第一份报告　reports/definitions/first/", "  The first report: reports/definitions/first/");
    for reason in left {
        tell!("没有放入：{reason}", "Not put in: {reason}", reason);
    }
    let doubts: Vec<(&str, Said)> =
        ledgers.iter().flat_map(|one| one.draft.all_doubts().into_iter().map(move |doubt| (one.id, doubt))).collect();
    if !doubts.is_empty() {
        tell!("请核对（定义里也写着“# 请核对”）：", "Please check (the definitions have it, too, behind “# 请核对”):");
        for (id, doubt) in doubts {
            tell!("  {id}.toml　{doubt}", "  {id}.toml: {doubt}", doubt);
        }
    }
    match month {
        Some(_) => tell!(
            "接下来：改 taizhang.toml 里的单位名称；运行 taizhang check --project {project}，再运行 taizhang report --project {project}。",
            "Next: change the name of the office (organisation) in taizhang.toml; run taizhang check --project {project}, then taizhang report --project {project}."
        ),
        None => tell!(
            "接下来：把工作簿放进 data/2021-01/ 这样的月份文件夹，再运行 taizhang check。",
            "Next: put the workbooks into folders of months like data/2021-01/, then run taizhang check."
        ),
    }
}
