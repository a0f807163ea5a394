//! The public edition: what is masked, and the proof that nothing of it stands in a file.

mod redactions;
mod refused;
#[cfg(test)]
mod tests;

pub(crate) use redactions::{Hidden, Redaction, redactions};

use crate::outcome::Fatal;
use crate::session::Session;
use model::edition::Secret;
use model::{Diagnostic, Place, Said, define, say};
use proof::{Search, Told};
use stats::{Masks, Sources};
use std::sync::Arc;

/// What the public documents of a run share.
pub(crate) struct Publishing {
    /// The records with their values masked.
    pub(crate) sources: Sources,
    /// The values that are masked.
    pub(crate) secrets: Vec<Secret>,
    /// Those of them that are too short to be looked for.
    pub(crate) short: Vec<Secret>,
    /// Those that another column shows to everyone, which stay.
    pub(crate) shown: Vec<Secret>,
    search: Search,
}

/// So many places of masked values are told.
const TOLD: usize = 5;

/// What is wrong with the definitions of a public edition; nothing of it depends on data.
pub(crate) fn problems(session: &Session) -> Vec<Diagnostic> {
    let refused = refused::all(session);
    if refused.is_empty() && session.project.public.key.is_empty() && masks(session).have_aliases() {
        let message = Said::fixed(
            "有的列以代称代替（mask = \"alias\"），请在 taizhang.toml 的 [public] 里写 key：任意一串只有本单位知道的文字；没有它，别人可以由公开的名单推算出代称。",
            "some columns have aliases in their place (mask = \"alias\"); please write key under [public] in taizhang.toml: any text that only your office knows. Without it others could work out the aliases from public lists.",
        );
        return vec![define::problem(Place::line("taizhang.toml", 1), message)];
    }
    refused
}

fn masks(session: &Session) -> Masks {
    stats::masks(&session.sources, &session.project.public.key, session.project.time.month)
}

impl Publishing {
    /// Prepares the public documents of a session.
    ///
    /// # Errors
    /// Reports that show what their ledgers do not say to be public, each at its line; aliases
    /// without a key.
    pub(crate) fn new(session: &Session) -> Result<Publishing, Fatal> {
        let problems = problems(session);
        if !problems.is_empty() {
            return Err(Fatal::Definitions(problems));
        }
        let masks = masks(session);
        let (mut secrets, shown) = stats::secrets(&session.sources, &masks);
        // What is masked already in the ledger itself (许某) is no secret.
        secrets.retain(|secret| secret.value != secret.masked);
        secrets.sort();
        secrets.dedup_by(|one, other| {
            (&one.value, &one.ledger, &one.column) == (&other.value, &other.ledger, &other.column)
        });
        let (secrets, short): (Vec<Secret>, Vec<Secret>) =
            secrets.into_iter().partition(|secret| proof::searchable(&secret.value));
        let search = Search::new(secrets.iter().map(|secret| &secret.value)).map_err(said)?;
        Ok(Publishing { sources: session.sources.public(&Arc::new(masks)), secrets, short, shown, search })
    }

    /// Opens a written file again and looks for every masked value.
    ///
    /// # Errors
    /// The first values that stand in it, with their cells and the parts of the file.
    pub(crate) fn prove(&self, name: &str, bytes: &[u8]) -> Result<(), Fatal> {
        let extension = name.rsplit('.').next().unwrap_or_default();
        let opened = |reason: Told| {
            let reason = said(reason);
            Fatal::Message(say!(
                "公开版“{name}”写出后无法重新打开核对：{reason}",
                "the public edition “{name}” was written but cannot be opened again to be checked: {reason}",
                reason
            ))
        };
        let in_file = self.search.hits(extension, bytes).map_err(opened)?;
        let file_name = |secret| (secret, Said::fixed("文件名", "the file's name"));
        let in_name = self.search.in_words(name).into_iter().map(file_name);
        let hits: Vec<(usize, Said)> =
            in_file.into_iter().map(|hit| (hit.secret, said(hit.part))).chain(in_name).collect();
        if hits.is_empty() {
            return Ok(());
        }
        let told = hits.iter().take(TOLD).filter_map(|(secret, part)| {
            let Secret { value, ledger, column, place, .. } = self.secrets.get(*secret)?;
            Some(say!(
                "{part}里有“{value}”（{ledger}的“{column}”，{place}）",
                "“{value}” in {part} (“{column}” of {ledger}, {place})",
                part,
                place
            ))
        });
        let told = Said::joined(told, "；", "; ");
        let count = hits.len();
        let more = match count > TOLD {
            true => say!("等 {count} 处", " and more, {count} in all"),
            false => Said::default(),
        };
        Err(say!(
            "公开版“{name}”里查到应当隐去的内容：{told}{more}。没有写出任何文件。请改报告的文字或台账定义的 sensitivity、mask。",
            "the public edition “{name}” holds what should be masked: {told}{more}. No file was written. Please change the report's text, or sensitivity or mask in the ledger's definition.",
            told,
            more
        )
        .into())
    }
}

/// What the crate that shares no word with others says, in the words of this program.
fn said(told: Told) -> Said {
    Said::new(told.chinese.into_owned(), told.english.into_owned())
}
