//! Fault injection: `cargo xtask spoil`. Submissions of the sample are spoiled one at a time, in
//! every way that offices spoil them; no figure may move unless a warning or an error names the
//! workbook, and what only looks different moves nothing and raises nothing.
//!
//! `spoil [--program P] [--seed N] [--ledgers N] [--only words]`: the program under test (the one
//! built beside this one), on how many ledgers each kind is tried, and the words in the names of the
//! kinds to try. The same seed spoils the same cells; `known.txt` is true for the defaults.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "This is a program that speaks to a terminal.")]
#![allow(clippy::disallowed_methods, reason = "It copies a project and changes its files.")]

mod book;
mod judge;
mod kinds;
mod outcome;
mod package;
mod project;
mod random;
mod read;
mod run;
mod scene;
mod table;
mod target;
mod write;

use outcome::Outcome;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The kinds that do not hold yet. The list can only shrink.
const KNOWN: &str = include_str!("../known.txt");
/// On how many ledgers each kind is tried, unless told otherwise.
const LEDGERS: u64 = 3;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match spoil(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// Whether everything is as it should be.
fn spoil(arguments: &[String]) -> Outcome<bool> {
    let option = |name: &str| arguments.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].as_str());
    let number = |name: &str, default: u64| {
        option(name).map_or(Ok(default), |text| text.parse().map_err(|_| format!("{name} takes a number, not {text}")))
    };
    let beside =
        || Some(std::env::current_exe().ok()?.with_file_name(format!("taizhang{}", std::env::consts::EXE_SUFFIX)));
    let program = option("--program").map(PathBuf::from).or_else(beside).ok_or("no program to test")?;
    let ledgers = number("--ledgers", LEDGERS)?;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let plan = run::Plan {
        source: &source,
        program: &program,
        seed: number("--seed", 1)?,
        ledgers: usize::try_from(ledgers).map_err(|error| error.to_string())?,
        only: option("--only").unwrap_or_default(),
    };
    let results = run::run(&plan)?;
    table::print(&results);
    table::print_sums(&results);
    let unexpected = table::unexpected(&results, KNOWN);
    unexpected.iter().for_each(|problem| println!("{problem}"));
    Ok(unexpected.is_empty())
}

#[cfg(test)]
mod tests;
