//! Starting the program, copying projects, reading what was written.

use calamine::{Data, Reader};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// What the program answered.
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The folder of the repository, which is the sample project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs `taizhang` in a project.
pub(crate) fn taizhang(project: &Path, arguments: &[&str]) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
    let output = command.args(arguments).arg("--project").arg(project).output().unwrap();
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The exact values and printed texts of all figures by report and name.
pub(crate) fn figures(project: &Path) -> BTreeMap<(String, String), (String, String)> {
    let answer = taizhang(project, &["figures", "--format", "tsv"]);
    let lines = answer.out.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    lines.map(|cells| ((cells[0].clone(), cells[1].clone()), (cells[3].clone(), cells[4].clone()))).collect()
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// An empty folder for what is made once for all tests; what an earlier run made is gone.
pub(crate) fn once(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A copy of the sample project as it is in a fresh clone.
pub(crate) fn unread_sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("data"), &folder.path().join("data"));
    copy(&root().join("reports/definitions"), &folder.path().join("reports/definitions"));
    fs::copy(root().join("taizhang.toml"), folder.path().join("taizhang.toml")).unwrap();
    folder
}

/// A copy of the sample project in whose cache is what was read of its workbooks: they are read once for all tests.
pub(crate) fn sample_copy() -> tempfile::TempDir {
    static READ: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = once("sample");
        copy(unread_sample().path(), &folder);
        assert_eq!(taizhang(&folder, &["check", "--all"]).code, 0);
        folder
    });
    let folder = tempfile::tempdir().unwrap();
    copy(&READ, folder.path());
    folder
}

/// The files of all reports of the sample, which are made once for all tests that look into them.
pub(crate) fn sample_files() -> &'static BTreeMap<String, Vec<u8>> {
    static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
        let out = tempfile::tempdir().unwrap();
        let answer = taizhang(&root(), &["report", "--out", &out.path().display().to_string()]);
        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        files(out.path())
    });
    &FILES
}

/// A project of text files, each with its path within the folder.
pub(crate) fn project<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Replaces text in a file.
pub(crate) fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{} holds no {from}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

/// The names and bytes of the files in a folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    paths.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}

/// The words of a PDF without spaces and line ends.
pub(crate) fn pdf_text(bytes: &[u8]) -> String {
    pdf_pages(bytes).concat()
}

/// The words of each page of a PDF without spaces and line ends.
pub(crate) fn pdf_pages(bytes: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let text = |page: u32| document.extract_text(&[page]).unwrap();
    document.get_pages().keys().map(|page| text(*page).chars().filter(|c| !c.is_whitespace()).collect()).collect()
}

/// The names and bytes of a zip container's parts, in their order.
pub(crate) fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |at: usize| {
        let mut entry = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

/// Every cell of a workbook by sheet, as text.
pub(crate) fn cells(bytes: &[u8]) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    let text = |cell: &Data| cell.to_string();
    let rows = |book: &mut calamine::Sheets<_>, name: &str| {
        book.worksheet_range(name).unwrap().rows().map(|row| row.iter().map(text).collect()).collect()
    };
    names.iter().map(|name| (name.clone(), rows(&mut book, name))).collect()
}

/// The printed texts of the figures by name, as a workbook's list of figures states them.
pub(crate) fn stated(workbook: &[u8]) -> BTreeMap<String, String> {
    let rows = cells(workbook).remove("指标").unwrap();
    let head = rows.iter().position(|row| row.iter().any(|cell| cell == "报告中的写法")).unwrap();
    let column = |title: &str| rows[head].iter().position(|cell| cell == title).unwrap();
    let (name, text) = (column("名称"), column("报告中的写法"));
    rows[head + 1..].iter().map(|row| (row[name].clone(), row[text].clone())).collect()
}

/// Compares with a golden file, or rewrites it when asked to (`cargo xtask bless`).
pub(crate) fn golden(name: &str, got: &str) {
    let path = root().join("tests/golden").join(name);
    if std::env::var_os("TAIZHANG_BLESS").is_some() {
        fs::write(&path, got).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let differs = expected.lines().zip(got.lines()).find(|(expected, got)| expected != got);
    assert!(expected == got, "{name} differs, first at: {differs:?}; if this is meant, run cargo xtask bless");
}

/// Whether a program is there. A run that decides on a change (`CI=true`) may not go without it.
pub(crate) fn has(program: &str) -> bool {
    needed(program, Command::new(program).arg("--version"))
}

/// Whether Python has a module.
pub(crate) fn has_module(module: &str) -> bool {
    needed(module, Command::new("python3").args(["-c", &format!("import {module}")]))
}

fn needed(what: &str, asked: &mut Command) -> bool {
    let found = asked.output().is_ok_and(|output| output.status.success());
    let decides = std::env::var_os("CI").is_some_and(|value| value == "true");
    assert!(found || !decides, "{what} is not installed");
    if !found {
        eprintln!("left out: {what} is not installed");
    }
    found
}
