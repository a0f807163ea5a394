//! A copy of the sample that is spoiled and mended again, and what the program says of it.

use crate::outcome::Outcome;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file of the project with its bytes, or none where it is not there.
pub(crate) type File = (String, Option<Vec<u8>>);

/// A warning or an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: String,
    pub(crate) file: String,
    pub(crate) message: String,
}

/// What the program says of a project.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    /// The exact values and the printed texts by report and name; none where it refused.
    pub(crate) figures: BTreeMap<String, String>,
    pub(crate) problems: Vec<Problem>,
    /// What it said where it could not go on.
    pub(crate) refusal: String,
    /// Whether it ended as no program should.
    pub(crate) crashed: bool,
}

/// A copy of the sample in a folder of its own.
pub(crate) struct Project {
    folder: tempfile::TempDir,
    source: PathBuf,
    program: PathBuf,
}

impl Project {
    pub(crate) fn new(source: &Path, program: &Path) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        for part in ["data", "reports/definitions"] {
            copy(&source.join(part), &folder.path().join(part))?;
        }
        fs::copy(source.join("taizhang.toml"), folder.path().join("taizhang.toml"))
            .map_err(|error| error.to_string())?;
        Ok(Self { folder, source: source.to_owned(), program: program.to_owned() })
    }

    /// What the program says with these files in place. The sample's own are put back afterwards.
    pub(crate) fn with(&self, files: &[File]) -> Outcome<Answer> {
        for (path, bytes) in files {
            self.put(path, bytes.as_deref())?;
        }
        let answer = self.answer();
        for (path, _) in files {
            self.put(path, original(&self.source, path).as_deref())?;
        }
        answer
    }

    fn put(&self, path: &str, bytes: Option<&[u8]>) -> Outcome<()> {
        let file = self.folder.path().join(path);
        let done = match bytes {
            Some(bytes) => file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&file, bytes)),
            None if file.exists() => fs::remove_file(&file),
            None => Ok(()),
        };
        done.map_err(|error| format!("{path}: {error}"))
    }

    fn answer(&self) -> Outcome<Answer> {
        let marked = self.folder.path().join("marked").display().to_string();
        let checked = self.run(&["check", "--format", "json", "--marked", &marked])?;
        let listed = self.run(&["figures", "--format", "tsv"])?;
        let words = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
        let crashed = |output: &Output| !matches!(output.status.code(), Some(0..=2));
        Ok(Answer {
            figures: figures(&String::from_utf8_lossy(&listed.stdout)),
            problems: problems(&checked.stdout),
            refusal: words(&checked) + &words(&listed),
            crashed: crashed(&checked) || crashed(&listed),
        })
    }

    fn run(&self, arguments: &[&str]) -> Outcome<Output> {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("--project").arg(self.folder.path());
        command.output().map_err(|error| format!("{}: {error}", self.program.display()))
    }
}

/// A file as the sample has it.
pub(crate) fn original(source: &Path, path: &str) -> Option<Vec<u8>> {
    fs::read(source.join(path)).ok()
}

fn figures(table: &str) -> BTreeMap<String, String> {
    let line = |line: &str| {
        let mut cells = line.split('\t');
        let (report, name) = (cells.next()?, cells.next()?);
        Some((format!("{report} {name}"), cells.skip(1).take(2).collect::<Vec<_>>().join(" = ")))
    };
    table.lines().skip(1).filter_map(line).collect()
}

fn problems(json: &[u8]) -> Vec<Problem> {
    let answer: serde_json::Value = serde_json::from_slice(json).unwrap_or_default();
    let word = |problem: &serde_json::Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    let told = answer["diagnostics"].as_array().into_iter().flatten();
    told.filter(|problem| word(problem, "severity") != "info")
        .map(|told| Problem { code: word(told, "code"), file: word(told, "file"), message: word(told, "message") })
        .collect()
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    let failed = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(failed)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let (path, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).map_err(failed)?;
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(failed)?;
        }
    }
    Ok(())
}
