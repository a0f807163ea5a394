//! The problems, searched and filtered, and the marked copies that go back to the senders.

use super::{Asked, State, beside, conflict, download, missing, of_session};
use crate::marked::{Copies, faulty, made};
use crate::of_month::parted;
use crate::open::views::frame::Tab;
use crate::open::views::problems::{Filter, view as markup};
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use model::{Diagnostic, Said, Spoken as _, say};
use serde::Deserialize;
use std::io::{Cursor, Write};

pub(crate) async fn view(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(filter): Query<Filter>,
) -> Response {
    of_session(desk, &month, Tab::Problems, ["问题", "Problems"], move |asked, _, session| {
        let parted = parted(session);
        let before = parted.before.iter().filter(|_| filter.all());
        let all: Vec<&Diagnostic> = parted.now.iter().chain(before).collect();
        let faulty = faulty(&session.project, &session.findings);
        Ok(markup(&asked.addresses(), asked.language(), &filter, &all, &faulty))
    })
    .await
}

#[derive(Deserialize)]
pub(crate) struct Marked {
    /// The workbook; all of the month where none is named.
    file: Option<String>,
}

pub(crate) async fn marked(
    Shared(desk): Shared<State>,
    Path(month): Path<String>,
    Query(wanted): Query<Marked>,
) -> Response {
    beside(desk, &month, move |asked| copies(asked, wanted.file.as_deref())).await
}

/// One marked copy, or all as a zip.
fn copies(asked: &Asked, file: Option<&str>) -> Response {
    let (opened, language) = (asked.opened(), asked.language());
    let Ok(session) = opened.session() else {
        return missing(language.say("没有读到工作簿。", "No workbook was read."));
    };
    let Copies { mut copies, missing: unmade } =
        made(&session.project, &session.findings, |own| file.is_none_or(|file| file == own));
    if file.is_some() {
        return match copies.pop() {
            Some((_, name, bytes)) => download(&name, bytes),
            None if unmade.is_empty() => missing(language.say(
                "这个文件打不开，或没有要标注的问题，没有标注副本。",
                "This file cannot be opened or has no problem to be marked; there is no marked copy.",
            )),
            None => conflict(Said::joined(unmade, "\n", "\n").text(language)),
        };
    }
    // What cannot be opened has no copy, and is named beside those that have one.
    let faulty = faulty(&session.project, &session.findings).into_iter();
    let unopened = faulty
        .filter(|file| {
            copies.iter().all(|(own, ..)| own != file) && unmade.iter().all(|told| !told.chinese().starts_with(file))
        })
        .map(|file| say!("{file}：文件打不开。", "{file}: the file cannot be opened."));
    let unmade: Vec<String> = unmade.iter().cloned().chain(unopened).map(|told| told.spoken(language)).collect();
    match zipped(&copies, &unmade) {
        Ok(bytes) => download(&format!("{}退回.zip", asked.month.chinese()), bytes),
        Err(reason) => conflict(reason.text(language)),
    }
}

/// The copies in one container, and a text that says which could not be made.
fn zipped(copies: &[(String, String, Vec<u8>)], unmade: &[String]) -> Result<Vec<u8>, Said> {
    let failed = |error: &dyn std::fmt::Display| say!("无法打包：{error}。", "The copies cannot be packed: {error}.");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // Workbooks are packed already; no clock is asked.
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let told = unmade.join("\r\n").into_bytes();
    let told = (!unmade.is_empty()).then_some(("没有标注.txt", told.as_slice()));
    let all = copies.iter().map(|(_, name, bytes)| (name.as_str(), bytes.as_slice())).chain(told);
    for (name, bytes) in all {
        zip.start_file(name, options).map_err(|error| failed(&error))?;
        zip.write_all(bytes).map_err(|error| failed(&error))?;
    }
    Ok(zip.finish().map_err(|error| failed(&error))?.into_inner())
}
