//! The table of answers of another engine, in place of what would be computed here.

use crate::disk::{io_words, names};
use crate::outcome::Fatal;
use model::ledger::Ledger;
use model::query::Answer;
use model::{Said, say};
use stats::{Answers, Sources};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The sources with the answers of a file, or of a folder of part files as engines write them.
///
/// # Errors
/// No table of answers, or one that is about other records than those that are here.
pub(crate) fn answered(sources: Sources, ledgers: &[Arc<Ledger>], values: Option<&Path>) -> Result<Sources, Fatal> {
    let Some(values) = values else { return Ok(sources) };
    let mut rows: Vec<Answer> = Vec::new();
    for file in parts(values)? {
        let shown = file.display();
        let failed = |why: Said| say!("“{shown}”{why}。", "“{shown}”: {why}.", why);
        let unreadable = |why: Said| failed(say!("读不出：{why}", "it cannot be read: {why}", why));
        let bytes = fs::read(&file).map_err(|error| unreadable(io_words(&error)))?;
        rows.extend(export::answers(bytes).map_err(failed)?);
    }
    let answers = Answers::new(rows);
    for ledger in ledgers {
        let Some(records) = sources.records(&ledger.id) else { continue };
        let here = export::stamps(ledger, records, &stats::links(&sources, &ledger.id));
        let there = sql::STAMPS.map(|part| answers.whole(&sql::stamp_id(&ledger.id, part)));
        if there != here.map(|part| Some(model::Exact::integer(part))) {
            let counted = match there[0] {
                Some(count) => say!("{count} 条记录", "{count} record(s)"),
                None => Said::fixed("没有写明", "an unknown number"),
            };
            let (values, title, here) = (values.display(), &ledger.title, here[0]);
            return Err(say!(
                "“{values}”是由另一份{title}算出来的（那里{counted}，这里 {here} 条）：请重新 taizhang export，再查询一次。",
                "“{values}” was computed from other records of {title} ({counted} there, {here} here): please run taizhang export and the query again.",
                counted
            )
            .into());
        }
    }
    Ok(sources.answered(Arc::new(answers)))
}

/// Refuses to go on where a measure was needed that is not among the answers.
pub(crate) fn all_answered(sources: &Sources) -> Result<(), Fatal> {
    let lacking = sources.lacking();
    match lacking.first() {
        None => Ok(()),
        Some(first) => {
            let count = lacking.len();
            Err(say!(
                "查询结果里缺 {count} 项（如 {first}），没有写文件：定义、月份或报告与查询时的不同，请重新 taizhang sql 并查询。",
                "the answers lack {count} measure(s) (such as {first}), and no file was written: definitions, month or reports are others than when the query was made. Please run taizhang sql and the query again."
            )
            .into())
        }
    }
}

/// The file, or the Parquet files of the folder.
fn parts(values: &Path) -> Result<Vec<PathBuf>, Fatal> {
    if values.is_file() {
        return Ok(vec![values.to_path_buf()]);
    }
    let parts = names(values)?.into_iter().filter(|name| name.ends_with(".parquet") && !name.starts_with(['.', '_']));
    let parts: Vec<PathBuf> = parts.map(|name| values.join(name)).collect();
    if parts.is_empty() {
        let values = values.display();
        return Err(say!(
            "“{values}”不是 Parquet 文件，也不是有 Parquet 文件的文件夹。",
            "“{values}” is neither a Parquet file nor a folder with Parquet files."
        )
        .into());
    }
    Ok(parts)
}
