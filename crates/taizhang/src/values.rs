//! The table of answers of another engine, in place of what would be computed here.

use crate::disk::{io_words, names};
use crate::outcome::Fatal;
use model::ledger::Ledger;
use model::query::Answer;
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
        let failed = |why: String| Fatal::Message(format!("“{}”{why}。", file.display()));
        let bytes = fs::read(&file).map_err(|error| failed(format!("读不出：{}", io_words(&error))))?;
        rows.extend(export::answers(bytes).map_err(failed)?);
    }
    let answers = Answers::new(rows);
    for ledger in ledgers {
        let Some(records) = sources.records(&ledger.id) else { continue };
        let here = export::stamps(ledger, records, &stats::links(&sources, &ledger.id));
        let there = sql::STAMPS.map(|part| answers.whole(&sql::stamp_id(&ledger.id, part)));
        if there != here.map(|part| Some(model::Exact::integer(part))) {
            let counted = there[0].map_or_else(|| "没有写明".to_owned(), |count| format!("{count} 条记录"));
            return Err(Fatal::Message(format!(
                "“{}”是由另一份{}算出来的（那里{counted}，这里 {} 条）：请重新 taizhang export，再查询一次。",
                values.display(),
                ledger.title,
                here[0]
            )));
        }
    }
    Ok(sources.answered(Arc::new(answers)))
}

/// Refuses to go on where a measure was needed that is not among the answers.
pub(crate) fn all_answered(sources: &Sources) -> Result<(), Fatal> {
    let lacking = sources.lacking();
    match lacking.first() {
        None => Ok(()),
        Some(first) => Err(Fatal::Message(format!(
            "查询结果里缺 {} 项（如 {first}），没有写文件：定义、月份或报告与查询时的不同，请重新 taizhang sql 并查询。",
            lacking.len()
        ))),
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
        return Err(Fatal::Message(format!(
            "“{}”不是 Parquet 文件，也不是有 Parquet 文件的文件夹。",
            values.display()
        )));
    }
    Ok(parts)
}
