//! What stands in a project that has nothing yet.

use super::{NewFile, directive};
use crate::cli::Definition;

/// The settings of a project in which nothing is decided; the clerk fills in the rest.
const SETTINGS: &str = include_str!("taizhang.toml");
/// How ledgers are defined, with an example that no command reads.
const LEDGERS: &str = include_str!("ledgers.md");
/// How reports are defined, with an example that no command reads.
pub(super) const REPORTS: &str = include_str!("reports.md");

/// The settings with the line for editors.
pub(super) fn settings() -> String {
    directive("taizhang.toml", Definition::Project) + SETTINGS
}

/// The settings of an office, where its name is known.
pub(super) fn settings_of(organisation: &str) -> String {
    match organisation.trim() {
        "" => settings(),
        name => settings().replace("某某单位", &name.replace(['"', '\\', '{', '}'], "")),
    }
}

/// The files of an empty project.
pub(super) fn files(organisation: &str) -> Vec<NewFile> {
    let text = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
    vec![
        text("taizhang.toml", &settings_of(organisation)),
        text("data/definitions/说明.md", LEDGERS),
        text("reports/definitions/说明.md", REPORTS),
    ]
}
