//! Documents of every layout, for tests and for the eye.

pub(crate) mod briefing;
pub(crate) mod charts;
pub(crate) mod official;
pub(crate) mod pictures;
pub(crate) mod plain;
pub(crate) mod tables;

use model::document::{Block, Document, Inline};
use model::page::{Face, Role};
use model::report::{Head, Layout};
use model::{Date, ReportingTime};
use std::path::Path;
use std::sync::Arc;

/// All of them.
pub(crate) fn all() -> Vec<Document> {
    vec![
        briefing::briefing(),
        official::gongwen(),
        official::joint(),
        official::letter(),
        plain::plain(),
        plain::notice(),
        pictures::illustrated(),
    ]
}

#[expect(clippy::disallowed_methods, reason = "The fonts are part of the source tree.")]
pub(crate) fn faces() -> Result<Vec<Face>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../layout/fonts");
    let face = |(role, file): (Role, &str)| {
        let bytes = std::fs::read(folder.join(file)).map_err(|error| format!("{file}: {error}"))?;
        Ok(Face { role, name: file.to_owned(), bytes: Arc::new(bytes), index: 0 })
    };
    layout::FILES.into_iter().map(face).collect()
}

pub(crate) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

pub(crate) fn document(name: &str, title: &str, layout: Layout, head: Head, blocks: Vec<Block>) -> Document {
    let as_of: Date = DATE.parse().unwrap_or_else(|_| unreachable!("the day exists"));
    Document {
        edition: model::edition::Edition::Internal,
        name: name.to_owned(),
        title: title.to_owned(),
        organisation: "青云高新区管理委员会".to_owned(),
        layout,
        head,
        time: ReportingTime::new(as_of.month_of(), as_of),
        blocks,
        figures: Vec::new(),
    }
}

pub(crate) const DATE: &str = "2021-02-09";
