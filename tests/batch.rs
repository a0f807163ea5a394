//! Several months and projects in one run of `report`.

use crate::support::{Answer, copy, edit, files, root, sample_copy, taizhang};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A folder of two projects.
fn projects() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["甲区", "乙区"] {
        let sample = sample_copy();
        let target = folder.path().join(name);
        fs::create_dir_all(&target).unwrap();
        copy(sample.path(), &target);
    }
    folder
}

fn report(arguments: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_taizhang")).arg("report").args(arguments).output().unwrap();
    Answer {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn months_and_projects_in_one_run_give_the_bytes_of_each_alone() {
    let folder = projects();
    let (all, alone) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (path, out) = (folder.path().display().to_string(), all.path().display().to_string());
    let only = ["--report", "rectification-weekly", "--report", "safety"];
    let together = report(&[&["--projects", &path, "--month", "2020-11..2020-12", "--out", &out], &only[..]].concat());
    assert_eq!(together.code, 0, "{}{}", together.out, together.err);
    assert!(together.out.contains("项目 2 个、月份 4 个：写文件 16 个，未能生成 0 个月"), "{}", together.out);
    for (project, month) in [("甲区", "2020-11"), ("甲区", "2020-12"), ("乙区", "2020-11"), ("乙区", "2020-12")]
    {
        let out = alone.path().join(project).join(month).display().to_string();
        let answer =
            taizhang(&folder.path().join(project), &[&["report", "--month", month, "--out", &out], &only[..]].concat());
        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        let (one, other) = (files(Path::new(&out)), files(&all.path().join(project).join(month)));
        assert!(!one.is_empty() && one == other, "{project} {month}");
    }
}

#[test]
fn what_fails_is_told_in_a_line_and_the_rest_goes_on() {
    let folder = projects();
    let settings = folder.path().join("乙区/taizhang.toml");
    edit(&settings, "organisation", "organization");
    let path = folder.path().display().to_string();
    let answer = report(&["--projects", &path, "--month", "2020-12", "--report", "rectification-weekly"]);
    assert_eq!(answer.code, 1, "{}{}", answer.out, answer.err);
    let lines: Vec<&str> = answer.out.lines().collect();
    assert!(lines[0].starts_with("乙区 2020年12月：未能生成。") && lines[0].contains("taizhang.toml"), "{}", lines[0]);
    assert!(lines[1].starts_with("甲区 2020年12月：") && lines[1].contains("写文件 2 个"), "{}", lines[1]);
    assert!(!folder.path().join("乙区/reports/2020-12").exists());
    // Months without workbooks fail alone, too.
    let project = folder.path().join("甲区").display().to_string();
    let answer = report(&["--project", &project, "--month", "2017-12..2018-01", "--report", "tax-monthly"]);
    assert!(answer.out.contains("2017年12月：未能生成。data/ 里没有截至"), "{}{}", answer.out, answer.err);
}

#[test]
fn a_run_that_is_killed_leaves_whole_files_and_the_next_one_gives_the_same() {
    let project = tempfile::tempdir().unwrap();
    copy(&root().join("tests/office"), project.path());
    let out = tempfile::tempdir().unwrap();
    let run = |to: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
        command.args(["report", "--month", "2025-05..2025-06"]);
        command.arg("--project").arg(project.path()).arg("--out").arg(to);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        command
    };
    let whole = out.path().join("whole");
    let start = std::time::Instant::now();
    // Some of its workbooks have errors.
    assert_eq!(run(&whole).status().unwrap().code(), Some(1));
    let took = start.elapsed();
    let name = project.path().file_name().unwrap();
    let written = |to: &Path, month: &str| files(&to.join(name).join(month));
    let expected = ["2025-05", "2025-06"].map(|month| written(&whole, month));
    assert!(expected.iter().all(|files| !files.is_empty()));
    // Twenty moments from the first to the last of a run.
    for moment in 0..20 {
        let to = out.path().join(format!("killed-{moment}"));
        let mut child = run(&to).spawn().unwrap();
        std::thread::sleep(took * moment / 19);
        let _ = child.kill();
        let _ = child.wait();
        for (month, expected) in ["2025-05", "2025-06"].iter().zip(&expected) {
            for (file, bytes) in written(&to, month).iter().filter(|(file, _)| !file.starts_with(".taizhang-")) {
                assert!(expected.get(file) == Some(bytes), "{file} is not whole after {moment}");
            }
        }
        if moment % 7 == 3 {
            assert_eq!(run(&to).status().unwrap().code(), Some(1));
            let again = ["2025-05", "2025-06"].map(|month| {
                let mut files = written(&to, month);
                files.retain(|file, _| !file.starts_with(".taizhang-"));
                files
            });
            assert_eq!(again, expected);
        }
    }
}

#[test]
fn what_would_be_mixed_is_refused() {
    let folder = projects();
    let (one, other) = (folder.path().join("甲区"), folder.path().join("丙/甲区"));
    fs::create_dir_all(&other).unwrap();
    copy(&one, &other);
    let (one, other) = (one.display().to_string(), other.display().to_string());
    let out = folder.path().join("out").display().to_string();
    for (arguments, words) in [
        (vec!["--project", &one, "--project", &other, "--out", &out], "文件夹都叫“甲区”"),
        (vec!["--project", &one, "--project", &one], "写了两次"),
        (vec!["--project", &one, "--month", "2020-11..2020-12", "--as-of", "2021-02-09"], "不能写 --as-of"),
    ] {
        let answer = report(&arguments);
        assert!(answer.code == 2 && answer.err.contains(words), "{}{}", answer.out, answer.err);
    }
    assert!(!Path::new(&out).exists());
}

#[test]
fn wrong_months_and_empty_folders_are_refused() {
    let empty = tempfile::tempdir().unwrap();
    let path = empty.path().display().to_string();
    let answer = report(&["--projects", &path, "--month", "2020-12..2020-01"]);
    assert!(answer.code == 2 && answer.err.contains("前一个月在后一个月之后"), "{}", answer.err);
    let answer = report(&["--projects", &path]);
    assert!(answer.code == 2 && answer.err.contains("里没有项目"), "{}", answer.err);
}
