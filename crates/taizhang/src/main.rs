//! 台账: ledgers in; workbooks, PDFs, drafts and OFD files out.
//!
//! This crate alone touches files, the clock, the environment and the terminal; the stages that it
//! puts in a row are functions of their arguments.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "This is the program that speaks to a terminal.")]
#![allow(clippy::disallowed_methods, reason = "This crate reads the files and the clock for all others.")]

mod album;
mod batch;
mod cache;
mod caveats;
mod check;
mod child;
mod clean;
mod cli;
mod codes;
mod compare;
mod completions;
mod define;
mod definitions;
mod diff;
mod disk;
mod documents;
mod explain;
mod export;
mod figures;
mod file_names;
mod finished;
mod fonts;
mod init;
mod inspect;
mod intake;
mod language;
mod looking;
mod manual;
mod marked;
mod months;
mod of_month;
mod open;
mod outcome;
mod output;
mod pictures;
mod problems;
mod produce;
mod produced;
mod project;
mod publishing;
mod redactions;
mod schema;
mod session;
mod spoken;
mod sql;
mod terminal;
mod values;
mod writers;

use clap::Parser;
use cli::{Cli, Command};
use language::complain;
use outcome::{End, Fatal};
use std::process::ExitCode;

/// Says nothing of panics that a reading catches; of any other, one sentence.
fn panicked(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(|place| place.file().replace('\\', "/")).unwrap_or_default();
    if ["calamine", "zip-", "quick-xml", "encoding_rs"].iter().any(|library| place.contains(library)) {
        return;
    }
    // Whoever read our output has gone (`taizhang figures | head`): nothing is wrong.
    if panic.to_string().contains("failed printing to stdout") {
        std::process::exit(0);
    }
    complain!(
        "程序出错，请把这一行告诉维护人员：{panic}",
        "the program failed; please tell its maintainers this line: {panic}"
    );
}

/// Threads wait for one another in the allocator of musl: see DECISIONS.md.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A panic on a damaged workbook is caught and told as that file's error.
    std::panic::set_hook(Box::new(panicked));
    // The program starts itself as the process that reads; nobody else does, so that the command line does not know it.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == child::COMMAND) {
        return ended(child::run());
    }
    language::choose(spoken::language(std::env::args_os()));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return cli::refuse(&error),
    };
    ended(match &cli.command.unwrap_or_else(|| Command::Open(cli::OpenOptions::default())) {
        Command::Report(options) => produce::run(options),
        Command::Sql(options) => sql::run(options),
        Command::Check(options) => check::run(options),
        Command::Figures(options) => figures::run(options),
        Command::Export(options) => export::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Diff(options) => diff::run(options),
        Command::Redactions(options) => redactions::run(options),
        Command::Compare(options) => compare::run(options),
        Command::Init(options) => init::run(options),
        Command::Schema(options) => schema::run(options),
        Command::Clean(options) => clean::run(options),
        Command::Fonts(options) => fonts::run(options),
        Command::Inspect(options) => inspect::run(options),
        Command::Define(options) => define::run(options),
        Command::Codes(options) => codes::run(options),
        Command::Completions(options) => completions::run(options),
        Command::Man(options) => manual::run(options),
        Command::Open(options) => open::run(options),
    })
}

/// Says what kept a run from its end, and gives its exit code.
fn ended(ended: Result<End, Fatal>) -> ExitCode {
    match ended {
        Ok(End::Clean) => ExitCode::SUCCESS,
        Ok(End::Problems) => ExitCode::from(1),
        Err(Fatal::Message(message)) => {
            complain!("无法运行：{message}", "cannot run: {message}", message);
            ExitCode::from(2)
        }
        Err(Fatal::Definitions(problems)) => {
            for problem in &problems {
                complain!("{problem}", "{problem}", problem);
            }
            let count = problems.len();
            complain!(
                "无法运行：定义有 {count} 处错误，请按提示改正。",
                "cannot run: {count} error(s) in definitions; please correct them as told."
            );
            ExitCode::from(2)
        }
    }
}
