//! The page that says how to begin, set by the program itself, and its text beside it.

use crate::Failure;
use crate::contents::{Entry, read};
use crate::platform::Platform;
use std::path::Path;
use std::process::Command;

/// 使用说明 as PDF and as text; of the shells only those that a system has.
pub(crate) fn entries(root: &Path, platform: Platform) -> Result<Vec<Entry>, Failure> {
    let guide = root.join("xtask/dist/guide");
    let text = String::from_utf8_lossy(&read(&guide.join("text.md"))?).replace("**", "");
    let text = match platform {
        // Notepad of older systems knows UTF-8 by its mark, and lines by both signs.
        Platform::Windows => format!("\u{FEFF}{}", text.replace('\n', "\r\n")),
        Platform::Linux => text,
    };
    let mut entries = vec![Entry::file("使用说明.pdf", pdf(root, &guide)?), Entry::file("使用说明.txt", text)];
    if platform == Platform::Linux {
        entries.extend(manual(root)?);
    }
    for (shell, file) in shells(platform) {
        entries.push(Entry::file(format!("completions/{file}"), asked(root, &["completions", shell])?));
    }
    Ok(entries)
}

/// Shells with the names that their completions have.
fn shells(platform: Platform) -> &'static [(&'static str, &'static str)] {
    match platform {
        Platform::Linux => &[("bash", "taizhang.bash"), ("zsh", "_taizhang"), ("fish", "taizhang.fish")],
        Platform::Windows => &[("powershell", "taizhang.ps1")],
    }
}

/// The guide as a report of a project with the sample's ledgers, none of which it reads.
fn pdf(root: &Path, guide: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| format!("无法准备使用说明：{error}");
    let project = tempfile::tempdir().map_err(failed)?;
    let place = |path: &str| project.path().join(path);
    // A project has ledgers and what was sent of them, even where a report reads none.
    for folder in ["data/definitions", "data/2020-12"] {
        std::fs::create_dir_all(place(folder)).map_err(failed)?;
        for (name, bytes) in crate::contents::files(&root.join(folder))? {
            std::fs::write(place(folder).join(name), bytes).map_err(failed)?;
        }
    }
    std::fs::remove_file(place("data/definitions/checks.toml")).map_err(failed)?;
    std::fs::create_dir_all(place("reports/definitions/使用说明")).map_err(failed)?;
    std::fs::write(place("taizhang.toml"), "organisation = \"台账\"\nmonth = \"2020-12\"\n").map_err(failed)?;
    for name in ["report.toml", "text.md"] {
        std::fs::copy(guide.join(name), place("reports/definitions/使用说明").join(name)).map_err(failed)?;
    }
    let (folder, out) = (project.path().display().to_string(), place("out").display().to_string());
    asked(root, &["report", "--project", &folder, "--out", &out])?;
    let written = crate::contents::files(&place("out"))?;
    let pdf = written.into_iter().find(|(name, _)| name.ends_with(".pdf"));
    pdf.map(|(_, bytes)| bytes).ok_or_else(|| "程序没有写出使用说明".to_owned())
}

/// The manual pages of all commands.
fn manual(root: &Path) -> Result<Vec<Entry>, Failure> {
    let folder = tempfile::tempdir().map_err(|error| format!("无法准备手册页：{error}"))?;
    asked(root, &["man", "--to", &folder.path().display().to_string()])?;
    let pages = crate::contents::files(folder.path())?;
    Ok(pages.into_iter().map(|(name, bytes)| Entry::file(format!("man/man1/{name}"), bytes)).collect())
}

/// What the program, as it is built for this machine, prints; exit code 1 tells of problems and is an answer.
fn asked(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
        .args(["run", "--quiet", "--locked", "--package", "taizhang", "--"])
        .args(arguments)
        .current_dir(root)
        .output()
        .map_err(|error| format!("无法启动 cargo：{error}"))?;
    match output.status.code() {
        Some(0 | 1) => Ok(output.stdout),
        _ => Err(format!("taizhang {} 没有成功：{}", arguments.join(" "), String::from_utf8_lossy(&output.stderr))),
    }
}
