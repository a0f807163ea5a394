//! Programs that are not ours look at the documents: the rules of PDF/A and of tagged PDF, and the
//! pages that an office program makes of a draft. Where one is missing the test says that it was left
//! out, or fails where `CI=true` is set.

use crate::drafts::{TEXT, elements, plain, reports};
use crate::support::{has, pdf_pages, pdf_text, root, unpacked};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The faces by the names that drafts ask for, as an office that has bought them has them.
const FACES: [(&str, &str); 5] = [
    ("仿宋_GB2312", "FandolFang R"),
    ("楷体_GB2312", "Taizhang Kai"),
    ("黑体", "Noto Sans CJK SC"),
    ("方正小标宋简体", "Noto Serif CJK SC"),
    ("宋体", "Noto Serif CJK SC"),
];

#[test]
fn no_rule_of_archives_and_of_tagged_files_is_broken() {
    if !has("pdfv") {
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let written = reports(&root(), out.path(), "pdf");
    assert!(!written.is_empty());
    // 2a asks for tags beside all that 2b asks for. Our files claim 2b, and that alone they fail for.
    for (profile, excepted) in [("pdfa-2b", 0), ("pdfa-2a", 1)] {
        for name in written.keys() {
            let report = validated(&out.path().join(name), profile);
            let executed = report["rulesExecuted"].as_u64().unwrap();
            assert!(executed >= 60, "{name}: {executed} rules");
            let failed = report["failedAssertions"].as_array().unwrap();
            let failed: Vec<&str> = failed.iter().map(|failed| failed["ruleId"].as_str().unwrap()).collect();
            assert_eq!(failed, vec!["iso-19005-2-6-6-4-3"; excepted], "{name} by {profile}");
        }
    }
}

/// What the checker reports of a file by a profile.
fn validated(file: &Path, profile: &str) -> serde_json::Value {
    let arguments = ["validate", "--format", "json", "--flavour", profile];
    let output = Command::new("pdfv").args(arguments).arg(file).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    report["profileReports"][0].clone()
}

#[test]
fn a_draft_has_the_pages_of_the_pdf_and_all_its_words_in_an_office_program() {
    if !has("soffice") {
        return;
    }
    let out = tempfile::tempdir().unwrap();
    let written = reports(&root(), out.path(), "pdf,docx");
    let opened = opened(out.path(), written.keys().filter(|name| name.ends_with(".docx")));
    for (name, draft) in written.iter().filter(|(name, _)| name.ends_with(".docx")) {
        let pdf = name.replace(".docx", ".pdf");
        let (ours, theirs) = (pdf_pages(&written[&pdf]).len(), pdf_pages(&opened[&pdf]).len());
        assert!(ours.abs_diff(theirs) <= 1, "{name}: {theirs} pages, {ours} in the PDF");
        let text = unpacked(draft).into_iter().find(|(part, _)| part == TEXT).unwrap().1;
        let words = plain(&elements(&String::from_utf8(text).unwrap(), "w:t").concat());
        assert!(words.chars().count() > 100, "{name}");
        let (asked, found) = (counted(&words), counted(&pdf_text(&opened[&pdf])));
        let lost: Vec<_> = asked.iter().filter(|(c, n)| found.get(c).unwrap_or(&0) < n).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

/// How often each letter, digit and Chinese character occurs. Marks have several codes for one look.
fn counted(words: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    words.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *counts.entry(c).or_default() += 1);
    counts
}

/// The drafts as LibreOffice sets them on pages.
fn opened<'a>(folder: &Path, names: impl Iterator<Item = &'a String>) -> BTreeMap<String, Vec<u8>> {
    let made = tempfile::tempdir().unwrap();
    let config = made.path().join("fonts.conf");
    fs::write(&config, faces(&made.path().join("cache"))).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", made.path().join("profile").display());
    let mut command = Command::new("soffice");
    command.env("FONTCONFIG_FILE", config).args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]);
    let status = command.arg(made.path()).args(names.map(|name| folder.join(name))).output().unwrap().status;
    assert!(status.success());
    crate::support::files(made.path()).into_iter().filter(|(name, _)| name.ends_with(".pdf")).collect()
}

/// Settings that give the program our faces by the names of the drafts.
fn faces(cache: &Path) -> String {
    let fonts = root().join("crates/layout/fonts").canonicalize().unwrap();
    let named = FACES.map(|(name, face)| {
        format!(
            "<match target=\"pattern\"><test name=\"family\"><string>{name}</string></test>\
             <edit name=\"family\" mode=\"assign\" binding=\"strong\"><string>{face}</string></edit></match>"
        )
    });
    format!(
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>{}</dir>\
         <dir>/usr/share/fonts</dir><cachedir>{}</cachedir>{}</fontconfig>",
        fonts.display(),
        cache.display(),
        named.concat()
    )
}
