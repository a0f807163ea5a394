//! Which problems belong to the month of the run, and which are of the months before it.

use crate::months::folder_month;
use crate::session::Session;
use model::{Diagnostic, Month};

/// Whether a file or the project as a whole is of the run's month. What was submitted after the
/// month, but up to the as-of day, is: the states of the month are taken from it.
pub(crate) fn is_of(file: &str, month: Month) -> bool {
    folder_month(file).is_none_or(|own| own >= month)
}

/// The problems of a run: those of its month with those of the whole project, and those of the
/// months before. Both keep their order.
pub(crate) struct Parted {
    pub(crate) now: Vec<Diagnostic>,
    pub(crate) before: Vec<Diagnostic>,
}

/// Parts the problems of a session.
pub(crate) fn parted(session: &Session) -> Parted {
    let month = session.project.time.month;
    let findings = session.findings.iter().cloned();
    let (now, before) = findings.partition(|problem| is_of(&problem.place.file, month));
    Parted { now, before }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_no_earlier_month_is_of_this_month() {
        let month: Month = "2020-12".parse().expect("a month");
        for (file, expected) in [
            ("data/2020-12/税收.xlsx", true),
            ("data/2020-12", true),
            ("data/2020-11/税收.xlsx", false),
            ("data/2021-01/名录.xlsx", true),
            ("data/2020年11月", true),
            ("data/definitions/checks.toml", true),
            ("reports/definitions/2020-11/report.toml", true),
            ("", true),
        ] {
            assert_eq!(is_of(file, month), expected, "{file}");
        }
    }
}
