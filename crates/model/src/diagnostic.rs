//! Problems: what is wrong, where it stands, and what to do about it.

use crate::Month;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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
    /// The sentence in Chinese with the names of arguments in braces: `“{column}”为空。` Of several
    /// the first counts whose arguments a problem has, so that the fullest stand first.
    pub words: &'static [&'static str],
}

impl Rule {
    /// A problem whose place the caller adds.
    pub fn problem(&'static self) -> Diagnostic {
        Diagnostic::new(self, Place::default())
    }

    /// The sentence for some arguments; the rule's title where it has no sentence for them.
    fn sentence(&self, arguments: &[(&'static str, Argument)]) -> String {
        let mut filled = self.words.iter().filter_map(|words| filled(words, arguments));
        filled.next().unwrap_or_else(|| format!("{}。", self.title))
    }
}

/// So many names are listed in one sentence.
const LISTED: usize = 12;

/// A sentence with its arguments; nothing where it names one that is not there.
fn filled(words: &str, arguments: &[(&'static str, Argument)]) -> Option<String> {
    let mut pieces = words.split('{');
    let mut out = pieces.next()?.to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}')?;
        let (_, argument) = arguments.iter().find(|(known, _)| *known == name)?;
        out.push_str(&argument.to_string());
        out.push_str(rest);
    }
    Some(out)
}

/// What a problem's sentence speaks of. A person's or a firm's name stands in nothing but
/// [`Argument::Words`] and the amounts of records in nothing but [`Argument::Amount`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Argument {
    /// The words of a cell as they stand there, or of a record.
    Words(String),
    /// A word of the office's forms and definitions: of a column, a label, a ledger, a sheet, a file.
    Name(String),
    /// Several of them.
    Names(Vec<String>),
    /// A value of a ledger as it is printed, with its unit.
    Amount(String),
    /// How many.
    Count(usize),
    /// A month.
    Month(Month),
    /// A cell's row and column, from 1.
    Cell((u32, u32)),
    /// Cells of workbooks that should be looked at.
    Places(Vec<Place>),
    /// One of the program's own phrases.
    Phrase(Cow<'static, str>),
    /// A text about a definition or a file that was made elsewhere.
    Text(String),
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Argument::Words(text) | Argument::Name(text) | Argument::Amount(text) | Argument::Text(text) => {
                f.write_str(text)
            }
            Argument::Names(names) => {
                for (at, name) in names.iter().enumerate().take(LISTED) {
                    write!(f, "{}“{name}”", if at == 0 { "" } else { "、" })?;
                }
                match names.len().checked_sub(LISTED) {
                    None | Some(0) => Ok(()),
                    Some(more) => write!(f, "等（另有 {more} 个）"),
                }
            }
            Argument::Count(count) => write!(f, "{count}"),
            Argument::Month(month) => f.write_str(&month.chinese()),
            Argument::Cell((row, column)) => f.write_str(&address(*row, *column)),
            Argument::Places(places) => {
                let words: Vec<String> = places.iter().map(ToString::to_string).collect();
                f.write_str(&words.join("、"))
            }
            Argument::Phrase(words) => f.write_str(words),
        }
    }
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

/// One problem at one place: its rule and what the rule's sentence speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem.
    pub rule: &'static Rule,
    /// How grave it is.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// The arguments of the rule's sentence by their names.
    pub arguments: Vec<(&'static str, Argument)>,
    /// How many more places of the same kind follow in the same column that are not listed.
    pub more: usize,
}

impl Diagnostic {
    /// A problem of the rule's own severity, without arguments.
    pub fn new(rule: &'static Rule, place: Place) -> Diagnostic {
        Diagnostic { rule, severity: rule.severity, place, arguments: Vec::new(), more: 0 }
    }

    /// With one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: Argument) -> Diagnostic {
        self.arguments.push((name, argument));
        self
    }

    /// With the words of a cell or of a record.
    #[must_use]
    pub fn words(self, name: &'static str, words: impl Into<String>) -> Diagnostic {
        self.with(name, Argument::Words(words.into()))
    }

    /// With a word of the office's forms and definitions.
    #[must_use]
    pub fn name(self, name: &'static str, word: impl Into<String>) -> Diagnostic {
        self.with(name, Argument::Name(word.into()))
    }

    /// With several of them.
    #[must_use]
    pub fn names(self, name: &'static str, words: impl IntoIterator<Item = impl Into<String>>) -> Diagnostic {
        self.with(name, Argument::Names(words.into_iter().map(Into::into).collect()))
    }

    /// With a value of a ledger as it is printed, with its unit.
    #[must_use]
    pub fn amount(self, name: &'static str, amount: impl Into<String>) -> Diagnostic {
        self.with(name, Argument::Amount(amount.into()))
    }

    /// With a number of things.
    #[must_use]
    pub fn count(self, name: &'static str, count: usize) -> Diagnostic {
        self.with(name, Argument::Count(count))
    }

    /// With one of the program's own phrases.
    #[must_use]
    pub fn phrase(self, name: &'static str, words: &'static str) -> Diagnostic {
        self.with(name, Argument::Phrase(Cow::Borrowed(words)))
    }

    /// With cells that should be looked at.
    #[must_use]
    pub fn places(self, name: &'static str, places: Vec<Place>) -> Diagnostic {
        self.with(name, Argument::Places(places))
    }

    /// With a text about a definition or a file that was made elsewhere.
    #[must_use]
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Diagnostic {
        self.with(name, Argument::Text(text.into()))
    }

    /// The whole message in Chinese: what was found, what was expected, what to do.
    pub fn message(&self) -> String {
        let sentence = self.rule.sentence(&self.arguments);
        match self.place.cell {
            Some((_, column)) if self.more > 0 => {
                format!("{sentence}{} 列还有 {} 处同样的问题，不再逐一列出。", letters(column), self.more)
            }
            _ => sentence,
        }
    }
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a> {
            code: &'static str,
            severity: Severity,
            #[serde(flatten)]
            place: &'a Place,
            message: String,
            arguments: BTreeMap<&'static str, &'a Argument>,
            #[serde(skip_serializing_if = "is_zero")]
            more: usize,
        }
        let arguments = self.arguments.iter().map(|(name, argument)| (*name, argument)).collect();
        let (code, severity, place) = (self.rule.code, self.severity, &self.place);
        Written { code, severity, place, message: self.message(), arguments, more: self.more }.serialize(serializer)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference.")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.severity.chinese(), self.rule.code)?;
        if !self.place.file.is_empty() {
            write!(f, " {}", self.place)?;
        }
        write!(f, "：{}", self.message())
    }
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

    static RULE: Rule = Rule {
        code: "rule",
        severity: Severity::Warning,
        title: "有误",
        meaning: "",
        example: "",
        remedy: "",
        words: &["“{column}”填了“{found}”，是否为“{near}”？", "“{column}”填了“{found}”。"],
    };

    #[test]
    fn the_first_sentence_whose_arguments_are_there_is_said() {
        let problem = Diagnostic::new(&RULE, Place::cell("a.xlsx", "表", 2, 3));
        assert_eq!(problem.message(), "有误。");
        let problem = problem.name("column", "状态").words("found", "办结了{near}");
        assert_eq!(problem.message(), "“状态”填了“办结了{near}”。");
        let problem = Diagnostic { more: 4, ..problem.name("near", "办结") };
        assert_eq!(
            problem.message(),
            "“状态”填了“办结了{near}”，是否为“办结”？C 列还有 4 处同样的问题，不再逐一列出。"
        );
    }

    #[test]
    fn the_nearest_name_is_found_or_none() {
        assert_eq!(nearest("paidd", ["code", "paid"]), Some("paid"));
        assert_eq!(nearest("xyz", ["code", "paid"]), None);
    }
}
