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
mod define;
mod definitions;
mod diff;
mod disk;
mod documents;
mod explain;
mod export;
mod figures;
mod file_names;
mod fonts;
mod init;
mod inspect;
mod intake;
mod looking;
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
mod sql;
mod terminal;
mod values;
mod writers;

use clap::Parser;
use cli::{Cli, Command};
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
    eprintln!("程序出错，请把这一行告诉维护人员：{panic}");
}

fn main() -> ExitCode {
    // A panic on a damaged workbook is caught and told in Chinese as that file's error.
    std::panic::set_hook(Box::new(panicked));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return cli::refuse(&error),
    };
    let ended = match &cli.command.unwrap_or_else(|| Command::Open(cli::OpenOptions::default())) {
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
        Command::Open(options) => open::run(options),
        Command::OpenWorkbook => child::run(),
    };
    match ended {
        Ok(End::Clean) => ExitCode::SUCCESS,
        Ok(End::Problems) => ExitCode::from(1),
        Err(Fatal::Message(message)) => {
            eprintln!("无法运行：{message}");
            ExitCode::from(2)
        }
        Err(Fatal::Definitions(problems)) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            eprintln!("无法运行：定义有 {} 处错误，请按提示改正。", problems.len());
            ExitCode::from(2)
        }
    }
}
