//! Where the workspace is, and how cargo is run in it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace's folder: the one above this crate's.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Runs cargo in the workspace's folder and gives its exit code.
pub(crate) fn cargo(first: &[&str], rest: &[String]) -> Result<u8, String> {
    cargo_with(first, rest, &[])
}

/// The same with variables of the environment.
pub(crate) fn cargo_with(first: &[&str], rest: &[String], variables: &[(&str, &str)]) -> Result<u8, String> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command.args(first).args(rest).current_dir(root()).envs(variables.iter().copied());
    let status = command.status().map_err(|error| format!("无法启动 cargo：{error}"))?;
    // A program ended by a signal has no code.
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(101))
}
