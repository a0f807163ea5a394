//! Every figure that a text names stands in the PDF at its place, with its own value.
//!
//! Which words of a PDF are which figure cannot be seen in it. A second copy of the project therefore
//! says so in print: in its texts, and in the prose of its ledgers, every `{{ figure }}` stands between
//! two marks. The words of that copy tell the figure of each place, and the same sentences must stand
//! in the files of the first copy.

use crate::support::{files, golden, pdf_pages, sample_copy, sample_files, stated, taizhang, unpacked};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

/// The marks before and behind a figure: `【3】4项【】` for the third expression. No text of the
/// sample uses them.
const MARK: (char, char) = ('【', '】');
/// How many characters before the first figure of a sentence, and behind its last one, are
/// compared: a table may stand there, which goes to another page in the copy with marks.
const AROUND: usize = 12;

/// A part of a sentence.
enum Part {
    Words(String),
    /// What the text says of a figure (`tax.ytd_growth | growth`), and the words that came of it.
    Figure(String, String),
}

#[test]
fn every_figure_of_a_text_stands_at_its_place() {
    let project = sample_copy();
    let plain = sample_files();
    let expressions = mark(project.path());
    let marked = reports(project.path());
    assert_eq!(plain.keys().collect::<Vec<_>>(), marked.keys().collect::<Vec<_>>());
    let mut places = String::new();
    for (document, bytes) in marked.iter().filter_map(|(name, bytes)| Some((name.strip_suffix(".pdf")?, bytes))) {
        let words = words(&plain[&format!("{document}.pdf")]);
        let stated = stated(&plain[&format!("{document}.xlsx")]);
        let mut rest = words.as_str();
        writeln!(places, "# {document}").unwrap();
        for sentence in sentences(&self::words(bytes), &expressions) {
            let unmarked: String = sentence.iter().map(Part::words).collect();
            let (_, behind) = rest.split_once(&unmarked).unwrap_or_else(|| panic!("{document} lacks: {unmarked}"));
            rest = behind;
            sentence.iter().for_each(|part| check(document, part, &stated));
            writeln!(places, "{}", sentence.iter().map(Part::shown).collect::<String>()).unwrap();
        }
    }
    golden("places.txt", &places);
}

impl Part {
    fn words(&self) -> &str {
        match self {
            Part::Words(words) | Part::Figure(_, words) => words,
        }
    }

    fn shown(&self) -> String {
        match self {
            Part::Words(words) => words.clone(),
            Part::Figure(expression, words) => format!("【{expression} = {words}】"),
        }
    }
}

/// The words of a figure are those that the workbook beside the PDF states for it. A phrase holds
/// them without their sign; what other filters make of a figure is seen in the golden file alone.
fn check(document: &str, part: &Part, stated: &BTreeMap<String, String>) {
    let Part::Figure(expression, words) = part else { return };
    let (name, filter) = expression.split_once('|').unwrap_or((expression, ""));
    let text = stated.get(name.trim()).unwrap_or_else(|| panic!("{document} has no figure {name}"));
    let right = match filter.trim() {
        "" => words == text,
        "growth" | "change" => words.ends_with("持平") || words.ends_with(text.trim_start_matches('-')),
        _ => !words.is_empty(),
    };
    assert!(right, "{document}: {expression} is {text} in the workbook, and stands as {words}");
}

fn reports(project: &Path) -> BTreeMap<String, Vec<u8>> {
    let answer = taizhang(project, &["report"]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    files(&project.join("reports/2020-12"))
}

/// Puts marks around the figures in all texts and workbooks; gives the expressions by their numbers.
fn mark(project: &Path) -> Vec<String> {
    let names = taizhang(project, &["figures", "--format", "tsv"]).out;
    let names: Vec<&str> = names.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    let mut expressions = Vec::new();
    for file in all(project) {
        let bytes = fs::read(&file).unwrap();
        let written = match file.extension().and_then(|kind| kind.to_str()) {
            Some("md") => between(&String::from_utf8(bytes).unwrap(), &names, &mut expressions).into_bytes(),
            Some("xlsx") => book(&bytes, &names, &mut expressions),
            _ => continue,
        };
        fs::write(&file, written).unwrap();
    }
    assert!(!expressions.is_empty());
    expressions
}

fn book(bytes: &[u8], names: &[&str], expressions: &mut Vec<String>) -> Vec<u8> {
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, mut bytes) in unpacked(bytes) {
        if name == "xl/sharedStrings.xml" {
            bytes = between(&String::from_utf8(bytes).unwrap(), names, expressions).into_bytes();
        }
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// A text with marks around its figures.
fn between(text: &str, names: &[&str], expressions: &mut Vec<String>) -> String {
    let mut marked = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inner, behind) = after.split_once("}}").unwrap();
        let expression = inner.trim();
        let of_figure = names.contains(&expression.split('|').next().unwrap_or_default().trim());
        marked.push_str(before);
        if of_figure {
            let known = expressions.iter().position(|known| known == expression);
            let number = known.unwrap_or_else(|| {
                expressions.push(expression.to_owned());
                expressions.len() - 1
            });
            write!(marked, "{}{number}{}{{{{{inner}}}}}{}{}", MARK.0, MARK.1, MARK.0, MARK.1).unwrap();
        } else {
            write!(marked, "{{{{{inner}}}}}").unwrap();
        }
        rest = behind;
    }
    marked + rest
}

/// The sentences that hold figures, with a little of what stands around them.
fn sentences(words: &str, expressions: &[String]) -> Vec<Vec<Part>> {
    let mut sentences: Vec<Vec<Part>> = Vec::new();
    let mut open = false;
    let mut rest = words;
    while let Some((before, after)) = rest.split_once(MARK.0) {
        let (number, after) = after.split_once(MARK.1).unwrap();
        let (figure, behind) = after.split_once(&String::from_iter([MARK.0, MARK.1])).unwrap();
        let ended = !open || before.contains('。');
        match sentences.last_mut().filter(|_| !ended) {
            Some(sentence) => sentence.push(Part::Words(before.to_owned())),
            None => {
                close(&mut sentences, before);
                let start = before.rsplit('。').next().unwrap_or_default();
                let skipped = start.chars().count().saturating_sub(AROUND);
                sentences.push(vec![Part::Words(start.chars().skip(skipped).collect())]);
            }
        }
        let expression = expressions[number.parse::<usize>().unwrap()].clone();
        sentences.last_mut().unwrap().push(Part::Figure(expression, figure.to_owned()));
        (open, rest) = (true, behind);
    }
    close(&mut sentences, rest);
    sentences
}

/// Ends the last sentence with what stands behind its last figure.
fn close(sentences: &mut [Vec<Part>], behind: &str) {
    let end = behind.split('。').next().unwrap_or_default().chars().take(AROUND).collect();
    if let Some(sentence) = sentences.last_mut() {
        sentence.push(Part::Words(end));
    }
}

/// The words of a PDF without the numbers of its pages.
fn words(bytes: &[u8]) -> String {
    let without = |page: String| {
        let number = page.strip_suffix('—').and_then(|rest| rest.rsplit_once('—'));
        let number = number.filter(|(_, number)| number.parse::<u32>().is_ok());
        number.map_or(page.clone(), |(words, _)| words.to_owned())
    };
    pdf_pages(bytes).into_iter().map(without).collect()
}

/// All files below a folder, in order.
fn all(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { all(&path) } else { vec![path] }).collect()
}
