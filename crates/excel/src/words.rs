//! Words of detail sheets as formulas look for them.

use model::document::DetailColumn;
use model::expr::Value;
use model::ledger::Kind;

/// The word of a value as it stands in the detail sheet; nothing for numbers and days.
pub(crate) fn word<'a>(column: &'a DetailColumn, value: &'a Value) -> Option<&'a str> {
    match value {
        Value::Word(word) => Some(word),
        Value::Stored(value) if column.column.kind == Kind::Boolean => Some(if *value == 0 { "否" } else { "是" }),
        Value::Stored(value) => {
            let at = column.numbers.iter().position(|number| number == value)?;
            column.words.get(at).map(AsRef::as_ref)
        }
    }
}

/// Whether a criterion takes a word for what it is: not for a pattern, a comparison, a number, a
/// date or a truth value, and not too long for a formula.
pub(crate) fn is_literal(word: &str) -> bool {
    let number_like = |c: char| c.is_numeric() || "+-.,%￥¥$€£（(＋－．〇一二三四五六七八九十".contains(c);
    let pattern = |c: char| matches!(c, '*' | '?' | '~');
    let truth = ["TRUE", "FALSE"].iter().any(|truth| truth.eq_ignore_ascii_case(word));
    let dated = word.contains(['年', '月', '日', '时', '分']) || word.is_ascii();
    let starts = word.chars().next();
    let bad_start = starts.is_none_or(|c| {
        matches!(c, '=' | '<' | '>' | '"' | '\'')
            || c.is_whitespace()
            || c.is_control()
            || (number_like(c) && (dated || c.is_ascii()))
    });
    !bad_start
        && !truth
        && !word.contains(pattern)
        && !word.contains(['\n', '\r'])
        && word.encode_utf16().count() <= 200
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_criterion_would_read_otherwise_are_told_apart() {
        for plain in ["电子信息", "ABC公司", "已完成", "二车间", "（空）厂"] {
            assert!(is_literal(plain), "{plain}");
        }
        for other in ["", "=1", ">5", "3D打印", "91350500MA2XX", "1月", "二〇二〇年", "true", "甲*乙", "50%", " 甲"]
        {
            assert!(!is_literal(other), "{other}");
        }
    }
}
