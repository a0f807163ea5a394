//! The cache of what was read: it saves time and never changes a byte.

use crate::support::{edit, files, sample_copy, taizhang, unread_sample};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The files of a small report with these options.
fn reported(project: &Path, options: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().display().to_string();
    let arguments = [&["report", "--report", "rectification-weekly", "--out", &to], options].concat();
    let answer = taizhang(project, &arguments);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    files(out.path())
}

/// The entries of workbooks.
fn entries(project: &Path) -> Vec<PathBuf> {
    listed(&project.join(".taizhang/cache"))
}

/// The entries of documents.
fn finished(project: &Path) -> Vec<PathBuf> {
    listed(&project.join(".taizhang/cache/documents"))
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut entries: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    entries.sort();
    entries
}

/// When each entry was written.
fn times(entries: &[PathBuf]) -> Vec<SystemTime> {
    entries.iter().map(|path| path.metadata().unwrap().modified().unwrap()).collect()
}

#[test]
fn what_was_kept_gives_the_bytes_of_what_is_read() {
    let project = unread_sample();
    let fresh = reported(project.path(), &["--no-cache"]);
    assert!(!project.path().join(".taizhang").exists(), "nothing is kept where nothing is asked for");
    assert_eq!(reported(project.path(), &[]), fresh);
    // Every workbook of the sample can be kept, with its problems.
    let all = taizhang(project.path(), &["check", "--all", "--format", "json"]);
    let workbooks = entries(project.path()).len();
    assert!(workbooks >= 72, "{workbooks}");
    let before = times(&entries(project.path()));
    assert_eq!(reported(project.path(), &[]), fresh);
    let again = taizhang(project.path(), &["check", "--all", "--format", "json"]);
    assert_eq!((again.code, again.out), (all.code, all.out));
    assert_eq!(times(&entries(project.path())), before, "what is there is not written again");
}

#[test]
fn a_spoiled_entry_is_read_again() {
    let project = unread_sample();
    let fresh = reported(project.path(), &[]);
    let whole: Vec<(PathBuf, Vec<u8>)> =
        entries(project.path()).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    // One byte of each entry, each entry at another place, once from the front and once from the end.
    for end in [false, true] {
        for (at, (path, bytes)) in whole.iter().enumerate() {
            let mut spoiled = bytes.clone();
            let place = at * bytes.len() / whole.len();
            let place = if end { bytes.len() - 1 - place } else { place };
            spoiled[place] ^= 1 << (at % 8);
            fs::write(path, spoiled).unwrap();
        }
        assert_eq!(reported(project.path(), &[]), fresh);
        for (path, bytes) in &whole {
            assert!(fs::read(path).unwrap() == *bytes, "{}", path.display());
        }
    }
    // Entries that are cut off, empty, or in each other's place.
    for (at, (path, bytes)) in whole.iter().enumerate() {
        let other = &whole[(at + 1) % whole.len()].1;
        let wrong: [&[u8]; 3] = [&bytes[..bytes.len() / 2], &[], other];
        fs::write(path, wrong[at % 3]).unwrap();
    }
    assert_eq!(reported(project.path(), &[]), fresh);
}

#[test]
fn an_old_entry_is_not_trusted() {
    let project = unread_sample();
    let fresh = reported(project.path(), &[]);
    // Another definition.
    let definition = project.path().join("data/definitions/tax.toml");
    let text = fs::read_to_string(&definition).unwrap();
    edit(&definition, "labels = [\"增值税\"]", "labels = [\"另一种税\"]");
    let check = |options: &[&str]| taizhang(project.path(), &[&["check", "--all"], options].concat()).out;
    let told = check(&[]);
    assert!(told.contains("另一种税"), "{told}");
    assert_eq!(told, check(&["--no-cache"]));
    fs::write(&definition, text).unwrap();
    // Another workbook under the same name.
    let month = project.path().join("data/2020-12");
    let named = |word: &str| {
        let mut all = fs::read_dir(&month).unwrap().map(|entry| entry.unwrap().path());
        all.find(|path| path.to_string_lossy().contains(word)).unwrap()
    };
    let workbook = named("整改");
    let bytes = fs::read(&workbook).unwrap();
    let earlier = project.path().join("data/2020-11");
    let mut all = fs::read_dir(earlier).unwrap().map(|entry| entry.unwrap().path());
    fs::copy(all.find(|path| path.to_string_lossy().contains("整改")).unwrap(), &workbook).unwrap();
    assert_ne!(reported(project.path(), &[]), fresh);
    fs::write(&workbook, bytes).unwrap();
    assert_eq!(reported(project.path(), &[]), fresh);
}

#[test]
fn two_runs_at_once_do_each_other_no_harm_and_clean_empties_the_cache() {
    let project = unread_sample();
    let out = tempfile::tempdir().unwrap();
    let start = |name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
        command.args(["report", "--report", "rectification-weekly", "--project"]).arg(project.path());
        command.arg("--out").arg(out.path().join(name)).stdout(std::process::Stdio::null());
        command.spawn().unwrap()
    };
    let runs: Vec<_> = ["one", "two", "three"].map(start).into();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    let written = ["one", "two", "three"].map(|name| files(&out.path().join(name)));
    assert!(!written[0].is_empty() && written[0] == written[1] && written[1] == written[2]);
    let fresh = reported(project.path(), &["--no-cache"]);
    assert_eq!(reported(project.path(), &[]), fresh);
    assert!(entries(project.path()).iter().all(|path| !path.to_string_lossy().contains(".taizhang-")));
    let answer = taizhang(project.path(), &["clean"]);
    assert!(answer.code == 0 && answer.out.contains("已清除缓存"), "{}{}", answer.out, answer.err);
    assert!(!project.path().join(".taizhang/cache").exists());
    assert_eq!(reported(project.path(), &[]), fresh);
}

/// The files of the sample's public and internal tax reports, written where they were written before.
fn written(project: &Path, options: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let arguments = ["report", "--report", "safety", "--edition", "both", "--as", "pdf,xlsx,docx"];
    let answer = taizhang(project, &[&arguments, options].concat());
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    files(&project.join("reports/2020-12"))
}

#[test]
fn what_is_written_already_is_not_made_again() {
    let project = sample_copy();
    let fresh = written(project.path(), &["--no-cache"]);
    assert!(!project.path().join(".taizhang/cache/documents").exists());
    assert_eq!(written(project.path(), &[]), fresh);
    let entries = finished(project.path());
    assert_eq!(entries.len(), 2, "one a document");
    let made = times(&entries);
    // An entry is written where a document is made, and not where its files are taken as they are.
    assert_eq!(written(project.path(), &[]), fresh);
    assert_eq!(times(&finished(project.path())), made);
    let answer = taizhang(project.path(), &["report", "--report", "safety", "--format", "json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(finished(project.path()).len(), 3, "other formats are another document");
}

#[test]
fn a_file_that_was_changed_is_made_again() {
    let project = sample_copy();
    let fresh = written(project.path(), &[]);
    let folder = project.path().join("reports/2020-12");
    // One file changed, one gone, one cut off, all others as they are.
    let names: Vec<&String> = fresh.keys().collect();
    let mut changed = fresh[names[0]].clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    fs::write(folder.join(names[0]), changed).unwrap();
    assert_eq!(written(project.path(), &[]), fresh);
    fs::remove_file(folder.join(names[1])).unwrap();
    fs::write(folder.join(names[4]), &fresh[names[4]][..100]).unwrap();
    assert_eq!(written(project.path(), &[]), fresh);
    // Spoiled entries, and entries in each other's place.
    let entries = finished(project.path());
    let whole: Vec<Vec<u8>> = entries.iter().map(|path| fs::read(path).unwrap()).collect();
    for at in (0..whole[0].len()).step_by(whole[0].len() / 4) {
        let mut spoiled = whole[0].clone();
        spoiled[at] ^= 1 << (at % 8);
        fs::write(&entries[0], &spoiled).unwrap();
        fs::write(&entries[1], &whole[0]).unwrap();
        assert_eq!(written(project.path(), &[]), fresh);
    }
}

#[test]
fn a_word_of_the_text_or_a_cell_makes_another_document() {
    let project = sample_copy();
    let fresh = written(project.path(), &[]);
    let text = project.path().join("reports/definitions/safety/text.md");
    let words = fs::read_to_string(&text).unwrap();
    fs::write(&text, format!("{words}\n另有说明。\n")).unwrap();
    let other = written(project.path(), &[]);
    assert!(other != fresh && other == written(project.path(), &["--no-cache"]));
    fs::write(&text, words).unwrap();
    assert_eq!(written(project.path(), &[]), fresh);
    // Other settings of the office.
    let settings = project.path().join("taizhang.toml");
    edit(&settings, "示例高新区", "另一高新区");
    let other = written(project.path(), &[]);
    assert!(other != fresh && other == written(project.path(), &["--no-cache"]));
}
