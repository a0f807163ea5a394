//! Problems: what is wrong, where it stands, and what to do about it.

use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Info,
    /// Probably wrong; the figures are computed all the same.
    Warning,
    /// Wrong; a value could not be taken over as it stands.
    Error,
}

impl Severity {
    /// The word a clerk reads.
    pub fn chinese(self) -> &'static str {
        match self {
            Severity::Info => "说明",
            Severity::Warning => "警告",
            Severity::Error => "错误",
        }
    }
}

/// One kind of problem. Each check declares its own, and the list of diagnostics is made of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The kebab-case code, unique among all rules.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// A few words in Chinese: `金额无法识别`.
    pub title: &'static str,
    /// What it means, in Chinese.
    pub meaning: &'static str,
    /// An example, in Chinese.
    pub example: &'static str,
    /// What to do, in Chinese.
    pub remedy: &'static str,
}

/// Where a problem stands. An empty file name means the run as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The file, relative to the project's folder.
    pub file: String,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The cell's row (from 1) and column (from 1).
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_address")]
    pub cell: Option<(u32, u32)>,
    /// The line of a text file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: file.into(), ..Place::default() }
    }

    /// A line of a text file.
    pub fn line(file: impl Into<String>, line: u32) -> Place {
        Place { file: file.into(), line: Some(line), ..Place::default() }
    }

    /// A whole sheet.
    pub fn sheet(file: impl Into<String>, sheet: impl Into<String>) -> Place {
        Place { file: file.into(), sheet: Some(sheet.into()), ..Place::default() }
    }

    /// A cell of a sheet, row and column from 1.
    pub fn cell(file: impl Into<String>, sheet: impl Into<String>, row: u32, column: u32) -> Place {
        Place { cell: Some((row, column)), ..Place::sheet(file, sheet) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match (&self.sheet, self.cell, self.line) {
            (Some(sheet), Some((row, column)), _) => write!(f, " [{sheet}!{}]", address(row, column)),
            (Some(sheet), None, _) => write!(f, " [{sheet}]"),
            (None, _, Some(line)) => write!(f, " 第{line}行"),
            _ => Ok(()),
        }
    }
}

/// A cell that a figure was computed from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CellRef {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// The value as it was read, in words.
    pub value: String,
}

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// What kind of problem; the code in machine-readable output.
    #[serde(rename = "code", serialize_with = "as_code")]
    pub rule: &'static Rule,
    /// How grave it is.
    pub severity: Severity,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// The whole message in Chinese: what was found, what was expected, what to do.
    pub message: String,
}

impl Diagnostic {
    /// A problem of the rule's own severity.
    pub fn new(rule: &'static Rule, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic { rule, severity: rule.severity, place, message: message.into() }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.severity.chinese(), self.rule.code)?;
        if !self.place.file.is_empty() {
            write!(f, " {}", self.place)?;
        }
        write!(f, "：{}", self.message)
    }
}

fn as_code<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.code)
}

fn as_address<S: Serializer>(cell: &Option<(u32, u32)>, serializer: S) -> Result<S::Ok, S::Error> {
    match cell {
        Some((row, column)) => serializer.serialize_str(&address(*row, *column)),
        None => serializer.serialize_none(),
    }
}

/// `J12` for row 12 and column 10.
pub fn address(row: u32, column: u32) -> String {
    format!("{}{row}", letters(column))
}

/// `J` for column 10.
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The known name nearest to a wrong one, if any is near at all.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = |name: &&'a str| strsim::normalized_damerau_levenshtein(wrong, name);
    known
        .into_iter()
        .map(|name| (name, near(&name)))
        .filter(|(_, likeness)| *likeness >= 0.4)
        .max_by(|left, right| left.1.total_cmp(&right.1).then_with(|| right.0.cmp(left.0)))
        .map(|(name, _)| name)
}

/// `，是否为“名称”？` for a wrong name that is near a known one, else the list of the known.
pub fn suggestion<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(wrong, known.iter().copied()) {
        Some(name) => format!("，是否为“{name}”？"),
        None if known.is_empty() => "。".to_owned(),
        None => format!("，可用的有：{}。", known.join("、")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_in_excel() {
        assert_eq!(Place::cell("a.xlsx", "表", 12, 28).to_string(), "a.xlsx [表!AB12]");
        assert_eq!(Place::line("a.toml", 3).to_string(), "a.toml 第3行");
        assert_eq!(letters(16384), "XFD");
    }

    #[test]
    fn the_nearest_name_is_found_or_none() {
        assert_eq!(nearest("paidd", ["code", "paid"]), Some("paid"));
        assert_eq!(nearest("xyz", ["code", "paid"]), None);
    }
}
