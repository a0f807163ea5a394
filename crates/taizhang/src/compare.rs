//! `taizhang compare`: what a corrected draft says otherwise than the ledgers.

use crate::cli::{Common, CompareOptions};
use crate::disk::io_words;
use crate::language::{here, tell};
use crate::outcome::{End, Fatal};
use crate::publishing::Publishing;
use crate::session::{Session, written};
use crate::writers::{self, Deliverable};
use crate::{documents, fonts, terminal};
use docx::{Comparison, Draft, Fault, FigureChange, TextChange};
use model::edition::Edition;
use model::package::Package;
use model::{Said, say};
use std::path::Path;

/// Every fault with its name for machines and its heading, in the order in which they are told.
static FAULTS: [(Fault, &str, Said); 4] = [
    (Fault::Differs, "differs", Said::fixed("指标与台账不符", "Figures that differ from the ledgers")),
    (
        Fault::Unmarked,
        "unmarked",
        Said::fixed(
            "指标丢了标记，成了普通文字，须人工核对",
            "Figures that lost their marks and became plain words, to be checked by hand",
        ),
    ),
    (Fault::Deleted, "deleted", Said::fixed("指标已被删去", "Figures that were deleted")),
    (Fault::Unknown, "unknown", Said::fixed("指标报告里没有这个指标", "Figures that the report does not have")),
];
/// So many characters are shown on each side of a figure.
const BESIDE: usize = 16;

/// Compares a draft with what the ledgers say now.
pub(crate) fn run(options: &CompareOptions) -> Result<End, Fatal> {
    let file = options.draft.display().to_string();
    let bytes = std::fs::read(&options.draft)
        .map_err(|error| say!("无法读取“{file}”：{why}。", "cannot read “{file}”: {why}.", why = io_words(&error)))?;
    let draft = docx::read(&bytes).map_err(|reason| say!("“{file}”：{reason}", "“{file}”: {reason}", reason))?;
    let (report, common) = origin(&draft, &file, &options.project)?;
    let session = Session::open(&common, &[report])?;
    let package = package(&session, &draft, &file)?;
    let comparison = compared(&session, &package, &draft)?;
    if options.output.json() {
        println!("{:#}", json(&session, &package, &comparison));
    } else {
        let (title, time) = (&package.document.title, session.project.time);
        tell!(
            "{file}：《{title}》，{month}（截至{as_of}）。",
            "{file}: “{title}”, {month} (as of {as_of}).",
            month = time.month,
            as_of = time.as_of
        );
        print(&comparison);
        if session.has_errors() {
            tell!(
                "台账本身有问题（{counted}），请先用 taizhang check 查看。",
                "The ledgers themselves have problems ({counted}); please see taizhang check first.",
                counted = terminal::counted(&session.findings)
            );
        }
    }
    let clean = comparison.figures.is_empty() && !session.has_errors();
    Ok(if clean { End::Clean } else { End::Problems })
}

/// The report that a draft was made of, and the time that it speaks of.
fn origin(draft: &Draft, file: &str, project: &Path) -> Result<(String, Common), Fatal> {
    let month = draft.month.as_deref().and_then(|month| month.parse().ok());
    let as_of = draft.as_of.as_deref().and_then(|day| day.parse().ok());
    match (&draft.report, month, as_of) {
        (Some(report), Some(month), Some(as_of)) => {
            let common =
                Common { project: project.to_owned(), month: Some(month), as_of: Some(as_of), no_cache: false };
            Ok((report.clone(), common))
        }
        _ => Err(say!(
            "“{file}”的文档属性里没有报告、月份和截至日，看不出是哪份稿件：它不是由本程序生成的，或者另存时丢了属性。请用 taizhang report --as docx 生成的 Word 稿来改。",
            "the properties of “{file}” do not say its report, month and as-of date, so it cannot be told which draft it is: it was not made by this program, or lost them when it was saved. Please correct a draft in Word that taizhang report --as docx has made."
        )
        .into()),
    }
}

/// The document that a draft was made of, as it is now: the report's only one, or the one of the
/// draft's title where there is one for each value of a column.
fn package(session: &Session, draft: &Draft, file: &str) -> Result<Package, Fatal> {
    let edition = if draft.public { Edition::Public } else { Edition::Internal };
    let publishing = if draft.public { Some(Publishing::new(session)?) } else { None };
    let mut packages = Vec::new();
    for report in &session.reports {
        for job in documents::jobs(session, report, &[edition]) {
            packages.push(documents::made(session, publishing.as_ref(), &job)?.package);
        }
    }
    if packages.len() > 1 || session.reports.iter().any(|(_, plan)| plan.each.is_some()) {
        packages.retain(|package| draft.title.as_ref() == Some(&layout::printed(&package.document).title));
    }
    let title = draft.title.as_deref().unwrap_or_default();
    match (packages.pop(), packages.is_empty()) {
        (Some(package), true) => Ok(package),
        (None, _) => Err(say!(
            "按现在的台账不再有《{title}》这份文稿，“{file}”无从核对。",
            "by the ledgers as they are now there is no document “{title}” any more, so “{file}” cannot be checked."
        )
        .into()),
        (Some(_), false) => Err(say!(
            "按现在的台账有几份文稿都叫《{title}》，不知道“{file}”是哪一份。",
            "by the ledgers as they are now several documents are called “{title}”, and it is not known which of them “{file}” is."
        )
        .into()),
    }
}

/// The document is written as a draft and read back, so that both are taken apart alike.
fn compared(session: &Session, package: &Package, draft: &Draft) -> Result<Comparison, Fatal> {
    let faces = fonts::load(&session.project.folder, &session.project.fonts)?;
    let computed = docx::read(&writers::docx(&Deliverable::new(package, &faces))?)?;
    Ok(docx::compare(draft, &computed))
}

fn json(session: &Session, package: &Package, comparison: &Comparison) -> serde_json::Value {
    let figure = |change: &FigureChange| {
        let fault = FAULTS.iter().find(|(fault, ..)| *fault == change.fault).map(|(_, name, _)| name);
        serde_json::json!({
            "name": change.name,
            "fault": fault,
            "draft": change.draft,
            "computed": change.computed,
            "paragraph": change.paragraph,
        })
    };
    let text = |TextChange { before, after, marked }: &TextChange| serde_json::json!({ "before": before, "after": after, "marked": here(marked) });
    serde_json::json!({
        "report": package.document.name,
        "title": package.document.title,
        "month": session.project.time.month.to_string(),
        "as_of": session.project.time.as_of.to_string(),
        "figures": comparison.figures.iter().map(figure).collect::<Vec<_>>(),
        "texts": comparison.texts.iter().map(text).collect::<Vec<_>>(),
        "agreeing": comparison.agreeing,
        "diagnostics": written(&session.findings),
    })
}

fn print(comparison: &Comparison) {
    for (fault, _, heading) in &FAULTS {
        let group: Vec<&FigureChange> = comparison.figures.iter().filter(|change| change.fault == *fault).collect();
        if group.is_empty() {
            continue;
        }
        let count = group.len();
        tell!("{heading}：{count} 处", "{heading}: {count}", heading);
        for change in group {
            let (name, draft, computed) = (&change.name, words(&change.draft), words(&change.computed));
            tell!(
                "  {name}　稿件 {draft}，台账 {computed}",
                "  {name}: the draft says {draft}, the ledgers {computed}",
                draft,
                computed
            );
            println!("    {}", excerpt(change));
        }
    }
    if !comparison.texts.is_empty() {
        let count = comparison.texts.len();
        tell!("文字改动：{count} 处", "Changed words: {count}");
        for change in &comparison.texts {
            println!("  {}", here(&change.marked).replace('\n', " "));
        }
    }
    let (agreeing, wrong, changed) = (comparison.agreeing, comparison.figures.len(), comparison.texts.len());
    tell!(
        "指标 {agreeing} 处与台账一致，{wrong} 处须核对；文字改动 {changed} 处。",
        "{agreeing} figure(s) agree with the ledgers, {wrong} must be checked; words were changed in {changed} place(s)."
    );
}

/// What stands there, or that nothing does.
fn words(words: &Option<String>) -> Said {
    words.as_ref().map_or_else(|| Said::fixed("无", "nothing"), Said::same)
}

/// The words around a figure in its paragraph.
fn excerpt(change: &FigureChange) -> String {
    let paragraph = change.paragraph.replace('\n', " ");
    let found = change.draft.as_deref().and_then(|words| Some((paragraph.find(words)?, words.len())));
    let (start, length) = found.unwrap_or_default();
    let (before, rest) = paragraph.split_at(start);
    let (words, after) = rest.split_at(length);
    let count = before.chars().count();
    let head: String = before.chars().skip(count.saturating_sub(BESIDE)).collect();
    let tail: String = after.chars().take(BESIDE).collect();
    let cut = |shortened: bool| if shortened { "……" } else { "" };
    format!("{}{head}{words}{tail}{}", cut(count > BESIDE), cut(after.chars().count() > BESIDE))
}
