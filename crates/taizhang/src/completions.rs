//! `taizhang completions`: what a shell completes behind `taizhang`.

use crate::cli::{Cli, CompletionOptions, Shell};
use crate::outcome::{End, Fatal};
use clap::CommandFactory;
use clap_complete::{generate, shells};
use std::io::Write;

/// Prints the script of a shell.
pub(crate) fn run(options: &CompletionOptions) -> Result<End, Fatal> {
    let (mut command, mut script) = (Cli::command(), Vec::new());
    match options.shell {
        Shell::Bash => generate(shells::Bash, &mut command, "taizhang", &mut script),
        Shell::Zsh => generate(shells::Zsh, &mut command, "taizhang", &mut script),
        Shell::Fish => generate(shells::Fish, &mut command, "taizhang", &mut script),
        Shell::Powershell => generate(shells::PowerShell, &mut command, "taizhang", &mut script),
    }
    // Whoever reads the script may go away early; nothing is wrong with that.
    let _ = std::io::stdout().write_all(&script);
    Ok(End::Clean)
}
