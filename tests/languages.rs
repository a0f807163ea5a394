//! The two languages: Chinese where none is asked for, English where it is, and the same documents in both.

use crate::importing::alone;
use crate::support::{Answer, edit, files, root, sample_copy, taizhang};
use std::path::Path;

/// Every command that a person sees in the help.
const COMMANDS: [&str; 19] = [
    "report",
    "open",
    "export",
    "sql",
    "check",
    "figures",
    "explain",
    "diff",
    "redactions",
    "compare",
    "init",
    "inspect",
    "define",
    "codes",
    "schema",
    "clean",
    "fonts",
    "completions",
    "man",
];

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// What of a text is the program's own: without what stands in quotes, in brackets of cells or in a path.
fn own(text: &str) -> String {
    let mut depth = 0_usize;
    let unquoted: String = text
        .chars()
        .filter(|c| {
            match c {
                '“' | '[' | '《' => depth += 1,
                '”' | ']' | '》' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    let words = unquoted.split_whitespace().filter(|word| !word.contains(['/', '\\', '=', '.', '_']));
    words.collect::<Vec<_>>().join(" ")
}

/// Words that only the program says; names of ledgers, columns and units are Chinese in both languages.
const CHINESE: [&str; 16] = [
    "请核对",
    "请检查",
    "请补",
    "请按",
    "没有",
    "无法",
    "的问题",
    "工作簿",
    "警告",
    "错误",
    "说明",
    "已写",
    "条记录",
    "单元格",
    "相比",
    "处同样",
];

fn assert_english(answer: &Answer, what: &str) {
    for text in [&answer.out, &answer.err] {
        let own = own(text);
        for word in CHINESE {
            assert!(!own.contains(word), "{what} says {word}: {own}");
        }
    }
}

#[test]
fn help_is_english_where_it_is_asked_for() {
    let whole = alone(&["--help", "--lang", "en"]);
    assert_eq!(whole.code, 0);
    for command in COMMANDS {
        assert!(whole.out.contains(command), "{command}");
        let (chinese, english) = (alone(&[command, "--help"]), alone(&[command, "--help", "--lang", "en"]));
        assert!(english.out.contains("Usage: taizhang") && chinese.out.contains("用法：taizhang"), "{}", english.out);
        let left = english.out.replace("税收累计", "").replace("退回", "");
        assert!(!left.chars().any(is_han), "{command}: {left}");
    }
    let left = whole.out.clone();
    assert!(!left.chars().any(is_han), "{left}");
}

#[test]
fn what_is_wrong_with_a_command_line_is_said_in_english() {
    for (line, said) in [
        (&["chek"][..], "There is no command “chek”; did you mean “check”?"),
        (&["report", "--mnth", "2020-12"], "There is no option “--mnth”; did you mean “--month"),
        (&["check", "--month", "2020-13"], "“2020-13” is no month; write it like 2020-12"),
        (&["explain"], "Missing: <FIGURE>."),
    ] {
        let answer = alone(&[line, &["--lang", "en"]].concat());
        assert!(answer.code == 2 && answer.err.contains(said), "{}", answer.err);
        assert!(!answer.err.contains('\u{1f}'), "{}", answer.err);
    }
}

#[test]
fn problems_and_answers_are_english_and_the_exit_code_is_the_same() {
    let faulty = root().join("tests/faulty");
    let marked = tempfile::tempdir().unwrap();
    let marked = marked.path().display().to_string();
    let lines: [&[&str]; 6] = [
        &["check", "--all", "--marked", &marked],
        &["check", "--definitions"],
        &["figures"],
        &["explain", "tax.ytd"],
        &["diff", "--from", "2020-11", "--to", "2020-12"],
        &["redactions"],
    ];
    for project in [&root(), &faulty] {
        for line in lines {
            let (chinese, english) = (taizhang(project, line), taizhang(project, &[line, &["--lang", "en"]].concat()));
            assert_eq!(chinese.code, english.code, "{line:?}: {}", english.err);
            assert_english(&english, &line.join(" "));
            assert_eq!(chinese.out.lines().count(), english.out.lines().count(), "{line:?}");
        }
    }
}

#[test]
fn a_wrong_definition_is_told_in_english() {
    let project = sample_copy();
    edit(&project.path().join("reports/definitions/tax-monthly/report.toml"), "[figures", "[figuers");
    let answer = taizhang(project.path(), &["check", "--definitions", "--lang", "en"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("there is no key “figuers”; did you mean “figures”?"), "{}", answer.err);
    assert_english(&answer, "check --definitions");
}

#[test]
fn settings_name_the_language_and_the_command_line_overrules_them() {
    let project = sample_copy();
    let settings = project.path().join("taizhang.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, format!("lang = \"en\"\n{text}")).unwrap();
    let figures = |more: &[&str]| taizhang(project.path(), &[&["check"], more].concat()).out;
    assert!(figures(&[]).contains("Problems of 2020-12"), "{}", figures(&[]));
    assert!(figures(&["--lang", "zh"]).contains("2020年12月的问题"));
}

/// A document is an official paper: it does not depend on who made it.
#[test]
fn documents_are_the_same_in_both_languages() {
    let project = sample_copy();
    let write = |language: &str| {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().display().to_string();
        let line =
            ["report", "--report", "tax-monthly", "--as", "pdf,xlsx,docx,ofd", "--out", &folder, "--lang", language];
        let answer = taizhang(project.path(), &line);
        assert_eq!(answer.code, 0, "{}", answer.err);
        files(out.path())
    };
    let (chinese, english) = (write("zh"), write("en"));
    assert_eq!(chinese.len(), 4);
    assert!(chinese == english);
}

#[test]
fn shells_and_manuals_know_every_command() {
    for (shell, sign) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef taizhang"),
        ("fish", "complete -c taizhang"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let answer = alone(&["completions", shell]);
        assert!(answer.code == 0 && answer.out.contains(sign), "{shell}: {}", answer.err);
        assert!(COMMANDS.iter().all(|command| answer.out.contains(command)), "{shell}");
        assert!(!answer.out.contains("open-workbook"), "the hidden command is nobody's");
    }
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    let answer = alone(&["man", "--to", &pages.display().to_string(), "--lang", "en"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let pages = files(Path::new(&pages));
    assert_eq!(pages.len(), COMMANDS.len() + 1);
    let report = String::from_utf8(pages["taizhang-report.1"].clone()).unwrap();
    assert!(
        report.starts_with(".ie") && report.contains("\\-\\-month") && report.contains("Write all reports of a month"),
        "{report}"
    );
    assert!(alone(&["man"]).out.contains("逐格检查"));
}
