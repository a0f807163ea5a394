//! Each rule of masking is needed: without it the program finds the values in its own files.

use super::Publishing;
use crate::cli::Common;
use crate::documents::{jobs, made};
use crate::fonts;
use crate::outcome::Fatal;
use crate::session::Session;
use crate::writers::{Deliverable, chosen, written};
use model::edition::Edition;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// The sample, whose reports are these.
fn session(reports: &[&str]) -> Session {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let reports: Vec<String> = reports.iter().map(|name| (*name).to_owned()).collect();
    Session::open(&Common { project, month: None, as_of: None, no_cache: true }, &reports).expect("the sample")
}

/// Writes all public documents in the usual formats and proves them.
fn delivered(session: &Session, publishing: &Publishing) -> Result<(), Fatal> {
    let faces = fonts::load(&session.project.folder, &session.project.fonts)?;
    for report in &session.reports {
        for job in jobs(session, report, &[Edition::Public]) {
            let package = made(session, Some(publishing), &job)?.package;
            for (extension, bytes) in written(&Deliverable::new(&package, &faces), &chosen(&[])?)? {
                publishing.prove(&format!("文稿.{extension}"), &bytes)?;
            }
        }
    }
    Ok(())
}

#[test]
fn without_a_rule_the_proof_fails() {
    let session = session(&["assets", "safety", "innovation"]);
    let whole = Publishing::new(&session).expect("a public edition");
    assert!(delivered(&session, &whole).is_ok());
    let masks = stats::masks(&session.sources, &session.project.public.key, session.project.time.month);
    let rules = [
        ("account", "account"),
        ("account", "bank"),
        ("lease", "contract"),
        ("lease", "tenant"),
        ("electricity", "enterprise_name"),
        ("hazard", "enterprise_name"),
        ("enterprise", "name"),
    ];
    rules.into_par_iter().for_each(|(ledger, column)| {
        let definition = session.project.ledger(ledger).expect("a ledger");
        let at = definition.position(column).expect("a column");
        let (title, label) = (&definition.title, definition.columns[at].title());
        // The rule is gone from the cells and from the words of texts; what is looked for stays.
        let own = |secret: &&model::edition::Secret| secret.ledger == *title && secret.column == label;
        let words: BTreeSet<String> = whole.secrets.iter().filter(own).map(|secret| secret.value.clone()).collect();
        let mut broken = Publishing::new(&session).expect("a public edition");
        broken.sources = session.sources.public(&Arc::new(masks.without(ledger, at)));
        for secret in broken.secrets.iter_mut().filter(|secret| words.contains(&secret.value)) {
            secret.masked.clone_from(&secret.value);
        }
        let Err(Fatal::Message(told)) = delivered(&session, &broken) else { panic!("{ledger}.{column} is not missed") };
        assert!(told.chinese().contains("查到应当隐去的内容"), "{told:?}");
        assert!(told.chinese().contains("没有写出任何文件"), "{told:?}");
    });
}
