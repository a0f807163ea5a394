//! `taizhang man`: the manual pages, made of the help.

use crate::cli::{Cli, ManOptions};
use crate::outcome::{End, Fatal};
use crate::output::write_all;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::io::Write;

/// Prints `taizhang(1)`, or writes the pages of all commands into a folder.
pub(crate) fn run(options: &ManOptions) -> Result<End, Fatal> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = &options.to else {
        let _ = std::io::stdout().write_all(&page(&command));
        return Ok(End::Clean);
    };
    let named = |command: &Command| {
        let name = command.get_display_name().unwrap_or(command.get_name());
        (format!("{name}.1"), page(command))
    };
    let pages: Vec<(String, Vec<u8>)> = std::iter::once(&command).chain(command.get_subcommands()).map(named).collect();
    write_all(folder, &pages)?;
    Ok(End::Clean)
}

/// A command's page as roff.
fn page(command: &Command) -> Vec<u8> {
    let mut page = Vec::new();
    // Writing into memory does not fail.
    let _ = Man::new(command.clone()).render(&mut page);
    page
}
