//! Numbers: exact decimals from cells and texts, scaled to the column.

use super::decimal::{Cut, Decimal, MOST_PLACES};
use super::{CellReading, InputUnit, Value, chinese, shown, stored};
use crate::checks::{rounded, scientific, unreadable_number};
use crate::grid::{Book, Raw};
use crate::text::{match_form, quoted};
use model::Unit;
use model::ledger::{Column, Kind};

/// What a text number says besides its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suffix {
    /// Nothing, or the column's own unit.
    None,
    /// A money unit, by its worth in 分.
    Money(i64),
    /// 万 or 亿 alone, by its factor.
    Times(i64),
    Percent,
    PerMille,
    /// A quotient that the cell shows as a percentage.
    Quotient,
}

/// Reads a number typed as text: `657,874.03`, `7000.00%`, `25,000元`, `（1,234）`, `1.2万元`, `叁万`.
pub(crate) fn parse(text: &str, unit: &str) -> Option<(Decimal, Suffix)> {
    if several(text) {
        return None;
    }
    let text = match_form(text);
    let mut rest = text.trim_start_matches(['¥', '\'']);
    rest = rest.strip_prefix("人民币").unwrap_or(rest);
    rest = rest.strip_prefix("RMB").unwrap_or(rest);
    let mut negative = false;
    if let Some((inside, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        // (1)100 is numbered and not negative.
        if after.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        // Accountants write a negative amount in brackets.
        let joined = format!("{inside}{after}");
        let (decimal, suffix) = parse(&joined, unit).filter(|(decimal, _)| decimal.units >= 0)?;
        return Some((Decimal { units: -decimal.units, ..decimal }, suffix));
    }
    for sign in ["-", "−", "–", "—", "负"] {
        if let Some(after) = rest.strip_prefix(sign) {
            (negative, rest) = (true, after);
            break;
        }
    }
    rest = rest.strip_prefix('+').unwrap_or(rest).trim_start_matches('¥');
    let end =
        rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',').unwrap_or(rest.len());
    let (digits, tail) = rest.split_at(end);
    let (mut decimal, suffix) = if digits.is_empty() {
        let (value, tail) = chinese::number(rest)?;
        (value, suffix(tail, unit)?)
    } else {
        let (decimal, tail) = exponent(digits_of(digits)?, tail)?;
        (decimal, suffix(tail, unit)?)
    };
    if negative {
        decimal.units = -decimal.units;
    }
    Some((decimal, suffix))
}

/// Whether a cell holds several numbers, or a mark of a footnote beside one, which comparable form would join: 100 200,
/// 1500①, 100¹.
fn several(text: &str) -> bool {
    let mark = |letter: char| {
        matches!(letter, '²' | '³' | '¹' | '\u{2070}'..='\u{209f}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}')
            || matches!(letter, '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}')
    };
    // Most numbers are a few plain digits.
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return false;
    }
    let digit =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit() || ('０'..='９').contains(&letter));
    let parts: Vec<&str> = text.split_whitespace().collect();
    let apart: Vec<&[&str]> =
        parts.windows(2).filter(|pair| digit(pair[0].chars().next_back()) && digit(pair[1].chars().next())).collect();
    // Nothing follows behind a point.
    if apart.iter().any(|pair| pair[0].contains(['.', '．'])) {
        return true;
    }
    // Thousands may be parted by spaces: 1 234 567.00; two numbers of three digits are two.
    let length = |part: &str| part.chars().take_while(|letter| digit(Some(*letter))).count();
    let thousands = || {
        let first = apart.first().map_or(0, |pair| pair[0].chars().filter(|letter| digit(Some(*letter))).count());
        apart.iter().all(|pair| length(pair[1]) == 3) && (1..=3).contains(&first) && (first < 3 || apart.len() > 1)
    };
    let lines = || text.trim().contains(['\n', '\r']);
    text.contains(mark) || !apart.is_empty() && (lines() || !thousands())
}

/// Digits with thousands separators only where they belong.
fn digits_of(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    if grouped && (first.is_empty() || first.len() > 3) || !groups.all(|group| group.len() == 3) {
        return None;
    }
    if fraction.bytes().any(|byte| !byte.is_ascii_digit()) || first.is_empty() && fraction.is_empty() {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{}{fraction}", whole.replace(',', ""));
    let places = u32::try_from(fraction.len()).ok().filter(|places| *places <= MOST_PLACES)?;
    let digits = digits.trim_start_matches('0');
    if digits.len() > 30 {
        return None;
    }
    let units = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    Some(Decimal { units, places })
}

/// `1.2E+05`, as Excel shows wide numbers.
fn exponent(decimal: Decimal, tail: &str) -> Option<(Decimal, &str)> {
    let Some(after) = tail.strip_prefix(['E', 'e']) else { return Some((decimal, tail)) };
    let end =
        after.find(|letter: char| !letter.is_ascii_digit() && letter != '+' && letter != '-').unwrap_or(after.len());
    let (power, tail) = after.split_at(end);
    let power: i32 = power.parse().ok()?;
    if power >= 0 {
        let units = decimal.units.checked_mul(10_i128.checked_pow(power.unsigned_abs())?)?;
        return Some((Decimal { units, ..decimal }.trimmed(), tail));
    }
    let places = decimal.places.checked_add(power.unsigned_abs()).filter(|places| *places <= MOST_PLACES)?;
    Some((Decimal { places, ..decimal }, tail))
}

/// Whether a cell holds a text like 1.2E+05.
fn exponential(raw: Raw, book: &Book) -> bool {
    book.text(raw).is_some_and(|text| text.contains(['E', 'e', 'Ｅ']))
}

fn suffix(text: &str, unit: &str) -> Option<Suffix> {
    let text = text.strip_suffix(['整', '正']).unwrap_or(text);
    let text = text.strip_suffix("人民币").unwrap_or(text);
    Some(match text {
        "" => Suffix::None,
        "%" => Suffix::Percent,
        "‰" => Suffix::PerMille,
        chinese::ONE => Suffix::Times(1),
        "万" => Suffix::Times(10_000),
        "亿" => Suffix::Times(100_000_000),
        "圆" | "块" => Suffix::Money(100),
        _ if text == unit && Unit::money(unit).is_none() => Suffix::None,
        _ => match Unit::money(text) {
            Some(Unit::Money(_, fen)) => Suffix::Money(fen),
            _ => match text.strip_suffix(unit).filter(|_| !unit.is_empty()) {
                Some("万") => Suffix::Times(10_000),
                _ => return None,
            },
        },
    })
}

/// What a number of 1 is worth in 分, in a column of money.
fn worth(column: &Column, typed: &InputUnit) -> Option<i64> {
    match typed.unit {
        _ if column.kind != Kind::Money => None,
        Unit::Money(_, fen) => Some(fen),
        _ => Some(100),
    }
}

/// A number that is a whole number of hundredths, as most amounts are, in 分. The check that
/// nothing is lost is exact, and spares a million amounts the arithmetic of 128 bits.
fn whole(value: f64, fen: i64) -> Option<i64> {
    let hundredths = (value * 100.0).round();
    let exact = hundredths.abs() < 1e13 && hundredths / 100.0 == value && fen % 100 == 0;
    if exact { (hundredths as i64).checked_mul(fen / 100) } else { None }
}

/// Reads a cell of a column of money, numbers, whole numbers or percentages.
pub(crate) fn take(raw: Raw, book: &Book, column: &Column, typed: &InputUnit) -> CellReading {
    if let (Raw::Number(value), Some(fen)) = (raw, worth(column, typed))
        && let Some(value) = whole(value, fen)
    {
        return (stored(value), None);
    }
    let own = column.unit.as_deref().unwrap_or_default();
    let read = match raw {
        Raw::Number(value) => Decimal::of_f64(value).map(|decimal| (decimal, Suffix::None)),
        Raw::Percent(value) => Decimal::of_f64(value).map(|decimal| (decimal, Suffix::Quotient)),
        Raw::Text(number) => parse(book.strings.get(number), own),
        _ => None,
    };
    let found = || quoted(&shown(raw, book));
    let Some((decimal, suffix)) = read else {
        return (Value::Null, Some(unreadable_number::problem(column, &found())));
    };
    let scale = 10_i128.pow(column.scale().into());
    let scaled = match (column.kind, suffix) {
        (Kind::Money, Suffix::Money(fen)) => decimal.times(fen.into(), 1),
        // 叁万 and 1.2万 are amounts of 元, whatever the rest of the column is in.
        (Kind::Money, Suffix::Times(factor)) => decimal.times(i128::from(factor) * 100, 1),
        (Kind::Money, Suffix::None) => match typed.unit {
            Unit::Money(_, fen) => decimal.times(fen.into(), 1),
            _ => decimal.times(100, 1),
        },
        (Kind::Percent, Suffix::Percent) => decimal.times(scale, 100),
        (Kind::Percent, Suffix::PerMille) => decimal.times(scale, 1000),
        (Kind::Percent, Suffix::Quotient) => decimal.times(scale, 1),
        (Kind::Number, Suffix::Quotient) => decimal.times(scale * if own == "%" { 100 } else { 1 }, 1),
        (Kind::Integer, Suffix::Quotient) => decimal.times(scale, 1),
        (Kind::Percent, Suffix::None) => {
            let of = |unit: &Unit| if unit.name() == "‰" { 1000 } else { 1 };
            decimal.times(scale, if typed.unit == Unit::Percent { 100 } else { of(&typed.unit) })
        }
        (Kind::Number | Kind::Integer, Suffix::None) => decimal.times(scale, 1),
        (Kind::Number | Kind::Integer, Suffix::Times(factor)) => decimal.times(scale * i128::from(factor), 1),
        // A column of plain numbers may be in %: the number stays as typed.
        (Kind::Number, Suffix::Percent) => decimal.times(scale, if own == "%" { 1 } else { 100 }),
        _ => None,
    };
    match scaled {
        None => (Value::Null, Some(unreadable_number::problem(column, &found()))),
        Some((value, _)) if exponential(raw, book) => {
            (stored(value), Some(scientific::problem(column, &found(), value)))
        }
        Some((value, Cut::Nothing)) => (stored(value), None),
        Some((value, Cut::Noise)) if matches!(raw, Raw::Number(_) | Raw::Percent(_)) => (stored(value), None),
        Some(_) if column.kind == Kind::Integer => (Value::Null, Some(unreadable_number::problem(column, &found()))),
        // Quotients have no end of their own; the places of a percentage are enough by definition.
        Some((value, _)) if column.kind == Kind::Percent => (stored(value), None),
        Some((value, _)) => (stored(value), Some(rounded::problem(column, &found(), value))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = parse(text, "家").map(|(decimal, suffix)| format!("{decimal} {suffix:?}"));
        assert_eq!(read.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn texts_are_numbers() {
        check("657,874.03", "657874.03 None");
        check("7000.00%", "7000 Percent");
        check("25,000元", "25000 Money(100)");
        check("１２３", "123 None");
        check("（1,234）", "-1234 None");
        check("(1,234.50)元", "-1234.5 Money(100)");
        check("1.2万元", "1.2 Money(1000000)");
        check("1.2 万", "1.2 Times(10000)");
        check("叁万", "30000 Times(1)");
        check("叁万元整", "30000 Money(100)");
        check("¥ -12.5", "-12.5 None");
        check("－3", "-3 None");
        check("12家", "12 None");
        check("1.2E+05", "120000 None");
        check(".5", "0.5 None");
        check("1 234 567.50", "1234567.5 None");
        check("12 345", "12345 None");
        check(" 120\n", "120 None");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["100 200", "1500\n800", "1500①", "100¹", "①100", "⑴100", "(1)100", "$12.5", "1 23", "12 3456", "1.5 200"]
        {
            check(text, "");
        }
        for text in ["630元/份", "折扣率：75%", "1,23", "1.2.3", "约30", "12家34", "万", "-", "9月", "1,2345"]
        {
            check(text, "");
        }
    }

    #[test]
    fn binary_noise_is_repaired() {
        let check = |value: f64, expected: &str| {
            assert_eq!(Decimal::of_f64(value).map(|decimal| decimal.to_string()).unwrap_or_default(), expected);
        };
        check(0.1 + 0.2, "0.3");
        check(657_874.03, "657874.03");
        check(1_000_000.129_999_999_9, "1000000.13");
        check(123_456_789.123_456_79, "123456789.123457");
        check(-4.0, "-4");
        check(1e17, "100000000000000000");
        check(0.000_001_5, "0.0000015");
        check(f64::NAN, "");
    }
}
