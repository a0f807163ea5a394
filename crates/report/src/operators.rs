//! The comparisons of a text: their operators become calls of [`COMPARE`]; and the calls of functions,
//! which a figure of the same name (`last`) would hide.
//!
//! The templates' own operators order values of different kinds by their kinds, so that a figure is
//! above every number whatever it came to. No hook of a value can change that, but a function can
//! compare, and refuse: `{% if tax.growth < 0 %}` becomes `{% if _compare(tax.growth , "<", 0, 3) %}`.

use crate::vocabulary::FUNCTIONS;
use minijinja::machinery::{Span, Token, tokenize};
use minijinja::syntax::SyntaxConfig;
use model::Said;
use std::ops::Range;

/// What stands before the name of a function where it is called: `_call_last("by_street")`.
pub(crate) const CALL: &str = "_call_";

/// The function that compares: left, operator, right, line.
pub(crate) const COMPARE: &str = "_compare";

/// What is said of a comparison of more than two sides.
pub(crate) const CHAINED: Said = Said::fixed(
    "比较只能有两边，如“0 < 甲 < 5”请写成“0 < 甲 and 甲 < 5”。",
    "a comparison has two sides only: write “0 < a and a < 5” for “0 < a < 5”.",
);

/// A text that goes in the place of a piece of the source.
type Edit = (Range<usize>, String);

/// The source with its comparisons as calls; lines stay where they are. What cannot be read stays as
/// it is, to be told by the parser.
///
/// # Errors
/// The line of a comparison of more than two sides.
pub(crate) fn called(source: &str, syntax: SyntaxConfig) -> Result<String, u32> {
    let Ok(tokens) = tokenize(source, false, syntax).collect::<Result<Vec<_>, _>>() else {
        return Ok(source.to_owned());
    };
    let (mut edits, mut calls) = (Vec::new(), Vec::new());
    for tag in tokens.split(|(token, _)| matches!(token, Token::VariableEnd | Token::BlockEnd)) {
        let Some(begin) = tag.iter().position(|(token, _)| matches!(token, Token::VariableStart | Token::BlockStart))
        else {
            continue;
        };
        for at in begin..tag.len() {
            if is_call(tag, at) {
                let begin = usize::try_from(tag[at].1.start_offset).unwrap_or(usize::MAX);
                calls.push((begin..begin, CALL.to_owned()));
            }
            if let Some((operator, length)) = operator(tag, at) {
                edits.extend(call(tag, at, operator, length)?);
            }
        }
    }
    // A call that is the side of a comparison stands within it, behind what is put in at the same place.
    edits.append(&mut calls);
    edits.sort_by_key(|(range, _)| range.start);
    let mut called = String::with_capacity(source.len());
    let mut done = 0;
    for (range, text) in edits {
        called.push_str(source.get(done..range.start).unwrap_or_default());
        called.push_str(&text);
        done = range.end;
    }
    called.push_str(source.get(done..).unwrap_or_default());
    Ok(called)
}

/// Whether a function of texts is called at a position.
fn is_call(tag: &[(Token<'_>, Span)], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tag[before].0);
    let named = matches!(&tag[at].0, Token::Ident(name) if FUNCTIONS.contains(name));
    let called = matches!(tag.get(at + 1), Some((Token::ParenOpen, _)));
    named && called && !matches!(before, Some(Token::Dot | Token::Pipe | Token::Ident("is")))
}

/// The edits that make a call of the operator at a position.
fn call(tag: &[(Token<'_>, Span)], at: usize, operator: &str, length: usize) -> Result<Vec<Edit>, u32> {
    let offset = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let (left, right) = (left(tag, at), right(tag, at + length));
    let line = u32::from(tag[at].1.start_line);
    // Nothing on a side is told by the parser.
    if left == at || right == at + length {
        return Ok(Vec::new());
    }
    if tag.get(right).is_some() && self::operator(tag, right).is_some() {
        return Err(line);
    }
    let (begin, end) = (offset(tag[left].1.start_offset), offset(tag[right - 1].1.end_offset));
    let sign = offset(tag[at].1.start_offset)..offset(tag[at + length - 1].1.end_offset);
    Ok(vec![
        (begin..begin, format!("{COMPARE}(")),
        (sign, format!(", \"{operator}\", ")),
        (end..end, format!(", {line})")),
    ])
}

/// The comparison at a position and how many tokens it takes.
fn operator(tag: &[(Token<'_>, Span)], at: usize) -> Option<(&'static str, usize)> {
    let word = |at: usize| match tag.get(at) {
        Some((Token::Ident(word), _)) => *word,
        _ => "",
    };
    let before = |back: usize| at.checked_sub(back).map_or("", word);
    let attribute = at.checked_sub(1).is_some_and(|before| matches!(tag[before].0, Token::Dot));
    // `x is in y` and `x is not in y` name a test.
    let tested = before(1) == "is" || (before(1) == "not" && before(2) == "is");
    match &tag[at].0 {
        Token::Eq => Some(("==", 1)),
        Token::Ne => Some(("!=", 1)),
        Token::Lt => Some(("<", 1)),
        Token::Lte => Some(("<=", 1)),
        Token::Gt => Some((">", 1)),
        Token::Gte => Some((">=", 1)),
        Token::Ident("not") if word(at + 1) == "in" && !attribute && !tested => Some(("not in", 2)),
        Token::Ident("in") if !attribute && !tested && before(1) != "not" && !of_loop(tag, at) => Some(("in", 1)),
        _ => None,
    }
}

/// Whether an `in` is that of `for x in …`, the first outside of brackets.
fn of_loop(tag: &[(Token<'_>, Span)], at: usize) -> bool {
    let Some(begin) = tag.iter().position(|(token, _)| matches!(token, Token::Ident("for"))) else { return false };
    let first = tag.iter().position(|(token, _)| matches!(token, Token::Ident("in")));
    begin.checked_sub(1).is_some_and(|before| matches!(tag[before].0, Token::BlockStart)) && first == Some(at)
}

/// The first token of the operand that ends before a position.
fn left(tag: &[(Token<'_>, Span)], end: usize) -> usize {
    let mut depth = 0_usize;
    for at in (0..end).rev() {
        match tag[at].0 {
            Token::ParenClose | Token::BracketClose | Token::BraceClose => depth += 1,
            Token::ParenOpen | Token::BracketOpen | Token::BraceOpen if depth == 0 => return at + 1,
            Token::ParenOpen | Token::BracketOpen | Token::BraceOpen => depth -= 1,
            _ if depth == 0 && bounds(tag, at) => return at + 1,
            _ => {}
        }
    }
    0
}

/// The token behind the operand that begins at a position.
fn right(tag: &[(Token<'_>, Span)], begin: usize) -> usize {
    let mut depth = 0_usize;
    for (at, (token, _)) in tag.iter().enumerate().skip(begin) {
        match token {
            Token::ParenOpen | Token::BracketOpen | Token::BraceOpen => depth += 1,
            Token::ParenClose | Token::BracketClose | Token::BraceClose if depth == 0 => return at,
            Token::ParenClose | Token::BracketClose | Token::BraceClose => depth -= 1,
            _ if depth == 0 && bounds(tag, at) => return at,
            _ => {}
        }
    }
    tag.len()
}

/// Whether a token binds its sides less tightly than a comparison does, or no less.
fn bounds(tag: &[(Token<'_>, Span)], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tag[before].0);
    if operator(tag, at).is_some() {
        return true;
    }
    match tag[at].0 {
        Token::VariableStart | Token::BlockStart | Token::Comma | Token::Colon | Token::Assign => true,
        // The word that a tag begins with: `if`, `set`, `for`.
        Token::Ident(_) if matches!(before, Some(Token::BlockStart)) => true,
        Token::Ident("and" | "or" | "if" | "else" | "in" | "recursive") => !matches!(before, Some(Token::Dot)),
        Token::Ident("not") => !matches!(before, Some(Token::Dot | Token::Ident("is"))),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::called;
    use minijinja::syntax::SyntaxConfig;

    fn check(source: &str, expected: Result<&str, u32>) {
        assert_eq!(called(source, SyntaxConfig::default()), expected.map(str::to_owned), "{source}");
    }

    #[test]
    fn a_comparison_is_a_call_of_its_two_sides() {
        check("a < b {% if a.b < 0 %}", Ok("a < b {% if _compare(a.b , \"<\",  0, 1) %}"));
        check(
            "{% elif not a==b and c>=-1 %}",
            Ok("{% elif not _compare(a, \"==\", b, 1) and _compare(c, \">=\", -1, 1) %}"),
        );
        check(
            "\n{{ f(a<b, [c]!=(d>e)) if x else y }}",
            Ok("\n{{ f(_compare(a, \"<\", b, 2), _compare([c], \"!=\", (_compare(d, \">\", e, 2)), 2)) if x else y }}"),
        );
        check(
            "{{ \"甲\" if a|f(1) + 2 <= b else c }}",
            Ok("{{ \"甲\" if _compare(a|f(1) + 2 , \"<=\",  b, 1) else c }}"),
        );
        check("{%- set x = a == b -%}", Ok("{%- set x = _compare(a , \"==\",  b, 1) -%}"));
    }

    #[test]
    fn a_function_is_called_by_a_name_that_no_figure_has() {
        check(
            "{{ last(\"t\").x < first(\"t\").y }}{{ last }}{{ a | first(1) }}",
            Ok("{{ _compare(_call_last(\"t\").x , \"<\",  _call_first(\"t\").y, 1) }}{{ last }}{{ a | first(1) }}"),
        );
    }

    #[test]
    fn a_loop_and_a_test_keep_their_in() {
        check("{% for a in b if a not in c %}", Ok("{% for a in b if _compare(a , \"not in\",  c, 1) %}"));
        check("{% if a is in b %}{% if a is not in b %}", Ok("{% if a is in b %}{% if a is not in b %}"));
        check("{% if a is not defined %}{% if a.in %}", Ok("{% if a is not defined %}{% if a.in %}"));
    }

    #[test]
    fn only_two_sides_can_be_compared() {
        check("\n{% if 0 < a < 5 %}", Err(2));
        check("{% raw %}{% if 0 < a < 5 %}{% endraw %}", Ok("{% raw %}{% if 0 < a < 5 %}{% endraw %}"));
        check("{% if < %}", Ok("{% if < %}"));
        check("{% if \"未完", Ok("{% if \"未完"));
    }
}
