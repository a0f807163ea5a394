//! Definitions from TOML text, with errors at their lines.

use crate::diagnostic::{nearest, suggestion};
use crate::ledger::{Column, DaysDefinition, Kind, Ledger};
use crate::{Diagnostic, Place, Rule, Said, SaidError, Severity, Texts, say};
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A definition that cannot be read or names something that is not there.
pub static DEFINITION: Rule = Rule {
    code: "definition",
    severity: Severity::Error,
    chinese: Texts {
        title: "定义有误",
        meaning: "台账、报告或项目的定义文件写法不对，或者用了不存在的名称。",
        example: "figures.ytd 写了 sum = \"paidd\"，而台账里只有 paid。",
        remedy: "按提示的文件和行号改正名称或写法。",
        words: &["{text}"],
    },
    english: Texts {
        title: "Wrong definition",
        meaning: "A definition of a ledger, a report or the project is written wrongly, or names something that does not exist.",
        example: "figures.ytd says sum = \"paidd\", and the ledger has only paid.",
        remedy: "Correct the name or the form at the file and line given.",
        words: &["{text}"],
    },
};

/// A problem of a definition, with its sentence.
pub fn problem(place: Place, text: Said) -> Diagnostic {
    Diagnostic::new(&DEFINITION, place).text("text", text)
}

/// Reads a definition. `file` names the text in messages.
pub fn parse<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, Diagnostic> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        let wide = full_width(text.lines().nth(usize::try_from(line).unwrap_or(1) - 1).unwrap_or_default());
        let message = said(error.message());
        let message = match wide {
            Some(sign) if error.message().is_ascii() => say!(
                "有全角的“{sign}”，请改成半角（英文输入法）的。{message}",
                "there is a full-width “{sign}”; write the half-width sign (English input). {message}",
                message
            ),
            _ => message,
        };
        problem(Place::line(file, line), message)
    })
}

/// A full-width sign outside of quoted words, where TOML wants its half-width kin.
fn full_width(line: &str) -> Option<char> {
    let mut quoted = false;
    line.chars().find(|c| {
        if *c == '"' {
            quoted = !quoted;
        }
        !quoted && "“”‘’，。：；（）［］｛｝＝＂".contains(*c)
    })
}

/// Reads a ledger's definition; its id is the file's name.
pub fn ledger(text: &str, file: &str) -> Result<Ledger, Diagnostic> {
    let mut ledger: Ledger = parse(text, file)?;
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    ledger.id = name.trim_end_matches(".toml").to_owned();
    Ok(ledger)
}

/// The line (from 1) on which the value at a path of keys stands, or the nearest one above it.
pub fn line_of(text: &str, path: &[&str]) -> u32 {
    Lines::of(text).line(path)
}

/// The lines of a text's keys, for whoever asks for many: the text is parsed once.
pub(crate) struct Lines<'a> {
    text: &'a str,
    root: Option<toml::de::DeTable<'a>>,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Lines<'a> {
        Lines { text, root: toml::de::DeTable::parse(text).ok().map(toml::Spanned::into_inner) }
    }

    /// See [`line_of`].
    pub(crate) fn line(&self, path: &[&str]) -> u32 {
        let (mut table, mut line) = (self.root.as_ref(), 1);
        for key in path {
            let Some((name, value)) = table.and_then(|table| table.get_key_value(*key)) else { break };
            line = line_at(self.text, name.span().start);
            table = match value.get_ref() {
                toml::de::DeValue::Table(inner) => Some(inner),
                _ => None,
            };
        }
        line
    }
}

fn line_at(text: &str, offset: usize) -> u32 {
    let before = text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
    u32::try_from(before).unwrap_or(u32::MAX - 1) + 1
}

/// The parser's message in the words of a clerk.
pub(crate) fn said(message: &str) -> Said {
    if let Some(said) = SaidError::carried(message) {
        return said;
    }
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.as_slice() {
        [wrong, known @ ..] if message.starts_with("unknown field") => {
            let known = suggestion(wrong, known.iter().copied());
            say!("没有“{wrong}”这一项{known}", "there is no key “{wrong}”{known}", known)
        }
        [wrong, known @ ..] if message.starts_with("unknown variant") => match nearest(wrong, known.iter().copied()) {
            Some(name) => say!("不认识“{wrong}”，是否为“{name}”？", "“{wrong}” is not known; did you mean “{name}”?"),
            None => {
                let known = Said::list(known.iter().map(|name| Said::same(*name)));
                say!("不认识“{wrong}”，可写：{known}。", "“{wrong}” is not known; write one of {known}.", known)
            }
        },
        [missing, ..] if message.starts_with("missing field") => {
            say!("缺少“{missing}”一项，请补上。", "the key “{missing}” is missing; please add it.")
        }
        [again, ..] if message.starts_with("duplicate") => {
            say!("“{again}”写了两次，请删去一处。", "“{again}” stands there twice; please delete one.")
        }
        _ if message.starts_with("invalid type") || message.starts_with("invalid length") => {
            let wanted = wanted(message);
            say!("值的类型不对：{wanted}。", "the value is of the wrong type: {wanted}.", wanted)
        }
        _ if message.is_ascii() => {
            let syntax = syntax(message);
            say!("写法不合 TOML 的规则：{syntax}。", "this is not TOML: {syntax}.", syntax)
        }
        _ => Said::same(message),
    }
}

/// What a value of the wrong type should be.
fn wanted(message: &str) -> Said {
    let expected = message.split("expected ").nth(1).unwrap_or_default();
    match expected {
        kind if kind.starts_with("a boolean") => {
            Said::fixed("应写 true 或 false，不加引号", "write true or false without quotes")
        }
        kind if kind.starts_with("a string") => Said::fixed("应写在引号里，如 \"值\"", "write it in quotes: \"value\""),
        kind if kind.starts_with("an array of length 2") => {
            Said::fixed("应写两项，如 [\"甲\", \"乙\"]", "write two of them: [\"a\", \"b\"]")
        }
        kind if kind.starts_with("a sequence") => {
            Said::fixed("应写作一串，如 [\"甲\", \"乙\"]", "write a list: [\"a\", \"b\"]")
        }
        kind if kind.starts_with("a map") || kind.starts_with("struct") || kind.starts_with("a table") => {
            Said::fixed("应写作一节，或 { 项 = \"值\" }", "write a section, or { key = \"value\" }")
        }
        kind if ["u8", "u16", "u32", "u64", "usize", "i64", "i32"].iter().any(|number| kind.starts_with(number)) => {
            Said::fixed("应写不带引号的整数，如 2", "write a whole number without quotes: 2")
        }
        _ => Said::fixed("请对照说明改正", "see the description of definitions"),
    }
}

/// What is wrong with the signs of TOML.
fn syntax(message: &str) -> Said {
    match message {
        text if text.contains("must be quoted") => {
            Said::fixed("值要写在引号里，如 \"值\"", "a value must stand in quotes: \"value\"")
        }
        text if text.contains("missing comma") => Said::fixed("两项之间缺逗号", "a comma is missing"),
        text if text.contains("unclosed") || text.contains("invalid basic string") => {
            Said::fixed("引号或括号没有成对", "a quote or bracket is not closed")
        }
        text if text.contains("missing value") => Said::fixed("等号后面没有值", "there is no value behind the ="),
        text if text.contains("key with no value") => Said::fixed("这一行缺等号和值", "this line lacks = and a value"),
        _ => Said::fixed("请检查引号、括号和等号是否成对、是否半角", "check the quotes, brackets and signs"),
    }
}

/// A table whose entries keep the order of the file and take their keys as names.
pub trait Named {
    /// Takes the key as its name.
    fn name(&mut self, key: String);
}

impl Named for Column {
    fn name(&mut self, key: String) {
        self.id = key;
    }
}

impl Named for DaysDefinition {
    fn name(&mut self, key: String) {
        self.column = Column {
            id: key.clone(),
            labels: vec![self.title.clone()],
            kind: Kind::Integer,
            unit: Some("天".to_owned()),
            ..Column::default()
        };
        self.id = key;
    }
}

/// Reads a table into a list in the order of the file.
pub fn in_order<'de, D: Deserializer<'de>, T: serde::Deserialize<'de> + Named>(from: D) -> Result<Vec<T>, D::Error> {
    struct InOrder<T>(PhantomData<T>);
    impl<'de, T: serde::Deserialize<'de> + Named> Visitor<'de> for InOrder<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a table")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<T>, A::Error> {
            let mut list = Vec::new();
            while let Some((key, mut value)) = map.next_entry::<String, T>()? {
                value.name(key);
                list.push(value);
            }
            Ok(list)
        }
    }
    from.deserialize_map(InOrder(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    const TAX: &str = "title = \"税收\"\nfiles = [\"*税*\"]\ngrain = \"month\"\n\n[columns.zz]\nlabels = [\"丙\"]\n[columns.aa]\nlabels = [\"甲\"]\n";

    #[test]
    fn columns_keep_the_order_of_the_file() {
        let tax = ledger(TAX, "data/definitions/tax.toml").expect("a ledger");
        let ids: Vec<&str> = tax.columns.iter().map(|column| column.id.as_str()).collect();
        assert_eq!((tax.id.as_str(), ids), ("tax", vec!["zz", "aa"]));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_nearest() {
        let wrong = TAX.replace("[columns.aa]\nlabels", "[columns.aa]\nlabel");
        let problem = ledger(&wrong, "tax.toml").expect_err("a problem");
        assert_eq!(problem.place.line, Some(8));
        assert!(
            problem.message(Language::Chinese).contains("“label”")
                && problem.message(Language::Chinese).contains("“labels”"),
            "{problem:?}"
        );
    }

    #[test]
    fn slips_of_the_pen_are_told_in_chinese() {
        for (from, to, words) in [
            ("title = \"税收\"", "title = 税收", "引号"),
            ("title = \"税收\"", "title = “税收”", "全角的““”"),
            ("files = [\"*税*\"]", "files = [\"*税*\"，\"b\"]", "全角的“，”"),
            ("files = [\"*税*\"]", "files = \"*税*\"", "一串"),
            ("labels = [\"甲\"]", "labels = [\"甲\"]\noptional = \"true\"", "true 或 false"),
            ("labels = [\"甲\"]", "labels = [\"甲\"]\nplaces = \"2\"", "不带引号的整数"),
        ] {
            let problem = ledger(&TAX.replace(from, to), "tax.toml").expect_err("a problem").message(Language::Chinese);
            let english = problem.chars().filter(char::is_ascii_alphabetic).count();
            assert!(problem.contains(words) && english < 12, "{to}: {problem}");
        }
    }

    #[test]
    fn the_line_of_a_path_is_found() {
        assert_eq!(line_of(TAX, &["columns", "aa", "labels"]), 8);
        assert_eq!(line_of(TAX, &["columns", "aa", "nothing"]), 7);
    }
}
