//! The commands of the README, run as they are written, where nothing is but the program and the system.

use crate::support::{has_module, root, unread_sample};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The lines of all blocks of code that call the program, without their remarks.
fn commands(readme: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(readme)).unwrap();
    let blocks = text.split("```").skip(1).step_by(2);
    let lines = blocks.flat_map(str::lines).filter(|line| line.starts_with("taizhang "));
    lines.map(|line| line.split(" # ").next().unwrap_or(line).trim().to_owned()).collect()
}

/// Runs a line in a shell with an empty home and no variable but the path.
fn shell(line: &str, folder: &Path, home: &Path) {
    let program = Path::new(env!("CARGO_BIN_EXE_taizhang")).parent().unwrap().display().to_string();
    let output = Command::new("/bin/sh")
        .args(["-c", line])
        .current_dir(folder)
        .env_clear()
        .env("HOME", home)
        .env("PATH", format!("{program}:/usr/bin:/bin"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn both_readmes_have_the_same_commands() {
    let same = |readme| commands(readme).into_iter().collect::<BTreeSet<String>>();
    assert_eq!(same("README.md"), same("README.zh-CN.md"));
    assert!(commands("README.md").len() >= 8);
}

#[test]
fn every_command_of_the_readme_runs_as_written_in_an_empty_home() {
    if !has_module("duckdb") {
        return;
    }
    let (project, home) = (unread_sample(), tempfile::tempdir().unwrap());
    for line in commands("README.md") {
        if line.contains("--values") {
            // What the engine does between the two commands is the engine's.
            answers(project.path());
        }
        shell(&line, project.path(), home.path());
    }
    let left: Vec<String> = fs::read_dir(home.path()).unwrap().map(|entry| format!("{entry:?}")).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Lets DuckDB answer `query.sql` over `tables.sql` into `answers.parquet`.
fn answers(project: &Path) {
    let script = root().join("tests/engines/run.py");
    let paths = ["tables.sql", "query.sql", "export", "answers.parquet"].map(|name| project.join(name));
    let output = Command::new("python3").arg(script).arg("duckdb").args(paths).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
