//! Problems: what is wrong, where it stands, and what to do about it.

use crate::{Language, Month, Said, Spoken, say};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

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
    /// The word a clerk reads in documents.
    pub fn chinese(self) -> &'static str {
        self.word(Language::Chinese)
    }

    /// The word a clerk reads.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Severity::Info => language.say("说明", "note"),
            Severity::Warning => language.say("警告", "warning"),
            Severity::Error => language.say("错误", "error"),
        }
    }
}

impl Spoken for Severity {
    fn spoken(&self, language: Language) -> String {
        self.word(language).to_owned()
    }
}

/// One kind of problem. Each check declares its own, and the list of diagnostics is made of them.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The kebab-case code, unique among all rules.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What it says in Chinese.
    pub chinese: Texts,
    /// What it says in English.
    pub english: Texts,
}

/// What a rule says in one language.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Texts {
    /// A few words: `金额无法识别`.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// An example.
    pub example: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// The sentence with the names of arguments in braces: `“{column}”为空。` Of several the first
    /// counts whose arguments a problem has, so that the fullest stand first.
    pub words: &'static [&'static str],
}

impl Rule {
    /// A problem whose place the caller adds.
    pub fn problem(&'static self) -> Diagnostic {
        Diagnostic::new(self, Place::default())
    }

    /// What it says in a language.
    pub fn texts(&self, language: Language) -> &Texts {
        match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        }
    }

    /// The sentence for some arguments; the rule's title where it has no sentence for them.
    fn sentence(&self, arguments: &[(&'static str, Argument)], language: Language) -> String {
        let texts = self.texts(language);
        let mut filled = texts.words.iter().filter_map(|words| filled(words, arguments, language));
        filled.next().unwrap_or_else(|| format!("{}{}", texts.title, language.say("。", ".")))
    }
}

/// So many names are listed in one sentence.
const LISTED: usize = 12;

/// A sentence with its arguments; nothing where it names one that is not there.
fn filled(words: &str, arguments: &[(&'static str, Argument)], language: Language) -> Option<String> {
    let mut pieces = words.split('{');
    let mut out = pieces.next()?.to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}')?;
        let (_, argument) = arguments.iter().find(|(known, _)| *known == name)?;
        out.push_str(&argument.spoken(language));
        out.push_str(rest);
    }
    Some(out)
}

/// What heads the list of problems that a marked copy begins with.
pub const MARKED_HEAD: [&str; 6] = ["序号", "级别", "工作表", "单元格", "问题和改正办法", "代码"];

/// What a problem's sentence speaks of. A person's or a firm's name stands in nothing but
/// [`Argument::Words`] and the amounts of records in nothing but [`Argument::Amount`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
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
    Phrase(Said),
    /// A text about a definition or a file that was made elsewhere.
    Text(Said),
}

impl Spoken for Argument {
    fn spoken(&self, language: Language) -> String {
        match self {
            Argument::Words(text) | Argument::Name(text) | Argument::Amount(text) => text.clone(),
            Argument::Names(names) => {
                let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("“{name}”")).collect();
                let shown = shown.join(language.say("、", ", "));
                match (names.len().checked_sub(LISTED), language) {
                    (None | Some(0), _) => shown,
                    (Some(more), Language::Chinese) => format!("{shown}等（另有 {more} 个）"),
                    (Some(more), Language::English) => format!("{shown} and {more} more"),
                }
            }
            Argument::Count(count) => count.to_string(),
            Argument::Month(month) => month.spoken(language),
            Argument::Cell((row, column)) => address(*row, *column),
            Argument::Places(places) => {
                let words: Vec<String> = places.iter().map(|place| place.spoken(language)).collect();
                words.join(language.say("、", ", "))
            }
            Argument::Phrase(said) | Argument::Text(said) => said.spoken(language),
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

impl Spoken for Place {
    fn spoken(&self, language: Language) -> String {
        let file = &self.file;
        match (&self.sheet, self.cell, self.line, language) {
            (Some(sheet), Some((row, column)), _, _) => format!("{file} [{sheet}!{}]", address(row, column)),
            (Some(sheet), None, _, _) => format!("{file} [{sheet}]"),
            (None, _, Some(line), Language::Chinese) => format!("{file} 第{line}行"),
            (None, _, Some(line), Language::English) => format!("{file} line {line}"),
            _ => file.clone(),
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    pub fn phrase(self, name: &'static str, words: Said) -> Diagnostic {
        self.with(name, Argument::Phrase(words))
    }

    /// With cells that should be looked at.
    #[must_use]
    pub fn places(self, name: &'static str, places: Vec<Place>) -> Diagnostic {
        self.with(name, Argument::Places(places))
    }

    /// With a text about a definition or a file that was made elsewhere.
    #[must_use]
    pub fn text(self, name: &'static str, text: Said) -> Diagnostic {
        self.with(name, Argument::Text(text))
    }

    /// The whole message: what was found, what was expected, what to do.
    pub fn message(&self, language: Language) -> String {
        let sentence = self.rule.sentence(&self.arguments, language);
        match (self.place.cell, language) {
            (Some((_, column)), Language::Chinese) if self.more > 0 => {
                format!("{sentence}{} 列还有 {} 处同样的问题，不再逐一列出。", letters(column), self.more)
            }
            (Some((_, column)), Language::English) if self.more > 0 => {
                format!("{sentence} {} more of the same kind in column {} are not listed.", self.more, letters(column))
            }
            _ => sentence,
        }
    }

    /// The whole message in both languages.
    pub fn said(&self) -> Said {
        Said::new(self.message(Language::Chinese), self.message(Language::English))
    }

    /// The problem as machines read it, its message in a language.
    pub fn written(&self, language: Language) -> impl Serialize + '_ {
        let arguments = self.arguments.iter().map(|(name, argument)| (*name, argument)).collect();
        let (code, severity, place) = (self.rule.code, self.severity, &self.place);
        Written { code, severity, place, message: self.message(language), arguments, more: self.more }
    }
}

/// A problem as machines read it.
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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference.")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// The problem in a line: how grave it is, its code, its place and its message.
impl Spoken for Diagnostic {
    fn spoken(&self, language: Language) -> String {
        let severity = self.severity.word(language);
        let place = match self.place.file.is_empty() {
            true => String::new(),
            false => format!(" {}", self.place.spoken(language)),
        };
        format!("{severity} {}{place}{}{}", self.rule.code, language.say("：", ": "), self.message(language))
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
pub fn suggestion<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Said {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(wrong, known.iter().copied()) {
        Some(name) => say!("，是否为“{name}”？", "; did you mean “{name}”?"),
        None if known.is_empty() => Said::fixed("。", "."),
        None => {
            let known = Said::list(known.into_iter().map(Said::same));
            say!("，可用的有：{known}。", "; there are: {known}.", known)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_in_excel() {
        let [chinese, english] = Language::ALL;
        assert_eq!(Place::cell("a.xlsx", "表", 12, 28).spoken(english), "a.xlsx [表!AB12]");
        assert_eq!(Place::line("a.toml", 3).spoken(chinese), "a.toml 第3行");
        assert_eq!(Place::line("a.toml", 3).spoken(english), "a.toml line 3");
        assert_eq!(letters(16384), "XFD");
    }

    static RULE: Rule = Rule {
        code: "rule",
        severity: Severity::Warning,
        chinese: Texts {
            title: "有误",
            meaning: "",
            example: "",
            remedy: "",
            words: &["“{column}”填了“{found}”，是否为“{near}”？", "“{column}”填了“{found}”。"],
        },
        english: Texts {
            title: "Wrong",
            meaning: "",
            example: "",
            remedy: "",
            words: &["“{column}” says “{found}”; did you mean “{near}”?", "“{column}” says “{found}”."],
        },
    };

    #[test]
    fn the_first_sentence_whose_arguments_are_there_is_said() {
        let problem = Diagnostic::new(&RULE, Place::cell("a.xlsx", "表", 2, 3));
        let [chinese, english] = Language::ALL;
        assert_eq!(problem.message(chinese), "有误。");
        let problem = problem.name("column", "状态").words("found", "办结了{near}");
        assert_eq!(problem.message(chinese), "“状态”填了“办结了{near}”。");
        let problem = Diagnostic { more: 4, ..problem.name("near", "办结") };
        assert_eq!(
            problem.message(chinese),
            "“状态”填了“办结了{near}”，是否为“办结”？C 列还有 4 处同样的问题，不再逐一列出。"
        );
        assert_eq!(
            problem.message(english),
            "“状态” says “办结了{near}”; did you mean “办结”? 4 more of the same kind in column C are not listed."
        );
    }

    #[test]
    fn the_nearest_name_is_found_or_none() {
        assert_eq!(nearest("paidd", ["code", "paid"]), Some("paid"));
        assert_eq!(nearest("xyz", ["code", "paid"]), None);
    }
}
