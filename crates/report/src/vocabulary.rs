//! The words of the language of texts: functions, filters and tests, and what is said of others.

use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;
use model::diagnostic::{nearest, suggestion};
use model::{Said, say};

/// Functions that every text may use.
pub(crate) const FUNCTIONS: [&str; 10] =
    ["table", "listing", "chart", "picture", "rows", "row", "prose", "names", "first", "last"];

/// Filters that every text may use, as the documentation lists them.
const FILTERS: [&str; 24] = [
    "yi",
    "wan",
    "yuan",
    "places",
    "percent",
    "abs",
    "growth",
    "change",
    "trend",
    "level",
    "ordinal",
    "date",
    "day",
    "chinese",
    "names",
    "group",
    "length",
    "first",
    "last",
    "map",
    "join",
    "default",
    "selectattr",
    "rejectattr",
];

/// Filters of the templates themselves, which a message does not list.
const OTHER_FILTERS: [&str; 32] = [
    "safe",
    "escape",
    "e",
    "lower",
    "upper",
    "title",
    "capitalize",
    "replace",
    "count",
    "items",
    "reverse",
    "trim",
    "split",
    "lines",
    "d",
    "round",
    "int",
    "float",
    "attr",
    "indent",
    "list",
    "string",
    "bool",
    "batch",
    "slice",
    "sum",
    "select",
    "reject",
    "chain",
    "zip",
    "format",
    "pprint",
];

/// Tests (`is …`) that every text may use.
const TESTS: [&str; 8] = ["defined", "undefined", "none", "odd", "even", "divisibleby", "true", "false"];

/// Tests of the templates themselves, which a message does not list.
const OTHER_TESTS: [&str; 34] = [
    "safe",
    "escaped",
    "boolean",
    "number",
    "integer",
    "int",
    "float",
    "string",
    "sequence",
    "iterable",
    "mapping",
    "lower",
    "upper",
    "sameas",
    "eq",
    "equalto",
    "==",
    "ne",
    "!=",
    "lt",
    "lessthan",
    "<",
    "le",
    "<=",
    "gt",
    "greaterthan",
    ">",
    "ge",
    ">=",
    "in",
    "filter",
    "test",
    "startingwith",
    "endingwith",
];

/// What is said of a filter that there is not; nothing of one that there is.
pub(crate) fn unknown_filter(name: &str) -> Option<Said> {
    let known = FILTERS.iter().chain(&OTHER_FILTERS).any(|known| *known == name);
    (!known).then(|| no_filter(name))
}

/// That there is no such filter.
pub(crate) fn no_filter(name: &str) -> Said {
    let known = of(name, &FILTERS);
    say!("没有“{name}”这个过滤器{known}", "there is no filter “{name}”{known}", known)
}

/// That there is no such test.
pub(crate) fn no_test(name: &str) -> Said {
    let known = of(name, &TESTS);
    say!("没有“{name}”这个判断（is …）{known}", "there is no test (is …) “{name}”{known}", known)
}

/// That there is no such function.
pub(crate) fn no_function(name: &str) -> Said {
    let known = of(name, &FUNCTIONS);
    say!("没有“{name}”这个函数{known}", "there is no function “{name}”{known}", known)
}

/// The nearest of some names, and all of them.
fn of(name: &str, known: &[&str]) -> Said {
    let all = Said::list(known.iter().map(|known| Said::same(*known)));
    match nearest(name, known.iter().copied()) {
        Some(_) => {
            let near = suggestion(name, known.iter().copied());
            say!("{near}可用的有：{all}。", "{near} There are: {all}.", near, all)
        }
        None => say!("，可用的有：{all}。", "; there are: {all}.", all),
    }
}

/// What is wrong with the filters and the tests that a text names, each with its line; also where
/// the text does not come to in this month.
pub(crate) fn wrong(source: &str, syntax: SyntaxConfig) -> Vec<(u32, Said)> {
    let Ok(tokens) = tokenize(source, false, syntax).collect::<Result<Vec<_>, _>>() else { return Vec::new() };
    let word = |at: usize| match tokens.get(at) {
        Some((Token::Ident(word), span)) => Some((*word, u32::from(span.start_line))),
        _ => None,
    };
    let named = (1..tokens.len()).filter_map(|at| {
        let (name, line) = word(at)?;
        let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at)).map(|(token, _)| token);
        let is = |back: usize| {
            matches!(before(back), Some(Token::Ident("is"))) && !matches!(before(back + 1), Some(Token::Dot))
        };
        let tested = (is(1) && name != "not") || (matches!(before(1), Some(Token::Ident("not"))) && is(2));
        match before(1) {
            Some(Token::Pipe) => unknown_filter(name).map(|message| (line, message)),
            _ if tested && !TESTS.iter().chain(&OTHER_TESTS).any(|known| *known == name) => Some((line, no_test(name))),
            _ => None,
        }
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_and_in_the_documentation() {
        let mut environment = minijinja::Environment::new();
        crate::filters::add(&mut environment, &crate::findings::Findings::default());
        let is = |name: &str, what: &str| environment.render_str(&format!("{{{{ \"{name}\" is {what} }}}}"), ()).ok();
        for name in FILTERS.iter().chain(&OTHER_FILTERS) {
            assert_eq!(is(name, "filter").as_deref(), Some("True"), "{name}");
        }
        for name in TESTS.iter().chain(&OTHER_TESTS) {
            assert_eq!(is(name, "test").as_deref(), Some("True"), "{name}");
        }
        let page = include_str!("../../../docs/definitions.zh-CN.md");
        for name in FILTERS {
            assert!(page.contains(&format!("| {name}")) || page.contains(&format!("\\| {name}")), "{name}");
        }
        for name in FUNCTIONS {
            assert!(page.contains(&format!("{name}(")), "{name}");
        }
    }
}
