//! Numbers in Chinese numerals, plain and formal: 三千五百, 叁万贰仟元整, 伍角.

use super::decimal::Decimal;

fn digit(letter: char) -> Option<i128> {
    Some(match letter {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' | '貳' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn power(letter: char) -> Option<i128> {
    Some(match letter {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// The number at the start of a text and what follows it. With 角 and 分 the amount is in 元 and
/// the rest is given as 元; 万 and 亿 give the rest as their own unit, so that a caller can tell an
/// amount from a count.
pub(crate) fn number(text: &str) -> Option<(Decimal, &str)> {
    let (mut total, mut section, mut current) = (0_i128, 0_i128, None::<i128>);
    let (mut end, mut any, mut large) = (0, false, false);
    // The last unit, of which a digit that ends the number is a tenth, as it is spoken: 一万二, 一百二; not 一万零二.
    let mut unit = 1;
    for (at, letter) in text.char_indices() {
        if let Some(value) = digit(letter) {
            if value == 0 {
                unit = 1;
            }
            // Digits in a row (二〇二〇) are positions.
            current = Some(match current {
                Some(before) if before > 0 && !any => before.checked_mul(10)?.checked_add(value)?,
                _ => value,
            });
        } else if let Some(power) = power(letter) {
            section += current.take().filter(|value| *value > 0).unwrap_or(1) * power;
            (any, unit) = (true, power);
        } else if letter == '万' || letter == '萬' || letter == '亿' || letter == '億' {
            let factor = if letter == '万' || letter == '萬' { 10_000 } else { 100_000_000 };
            let part = section + current.take().unwrap_or(0);
            if part == 0 && total == 0 {
                return None;
            }
            total = if factor == 100_000_000 {
                (total + part).checked_mul(factor)?
            } else {
                total + part.checked_mul(factor)?
            };
            (section, any, large, unit) = (0, true, true, factor);
        } else {
            break;
        }
        end = at + letter.len_utf8();
    }
    if end == 0 {
        return None;
    }
    let rest = text.get(end..)?;
    let spoken =
        text.get(..end).is_some_and(|number| number.ends_with(|letter| "一二三四五六七八九两".contains(letter)));
    let tenth = if spoken && rest.is_empty() { (unit / 10).max(1) } else { 1 };
    let whole = total + section + current.unwrap_or(0) * tenth;
    let fraction = rest.strip_prefix(['元', '圆']).filter(|after| after.contains(['角', '分'])).and_then(cents);
    match fraction {
        Some(cents) => Some((Decimal { units: whole.checked_mul(100)?.checked_add(cents)?, places: 2 }, "元")),
        None if rest.is_empty() && large => Some((Decimal { units: whole, places: 0 }, ONE)),
        None => Some((Decimal { units: whole, places: 0 }, rest)),
    }
}

/// Stands for the rest of `叁万`: the factor is already in the number, the unit is 元.
/// It is no character that a cell can hold after spaces and control characters are removed.
pub(crate) const ONE: &str = "\u{1}";

/// `伍角叁分`, `零叁分`.
fn cents(text: &str) -> Option<i128> {
    let (mut cents, mut current) = (0, None);
    for letter in text.chars() {
        match (letter, digit(letter)) {
            (_, Some(value)) => current = Some(value),
            ('角', _) => cents += current.take()? * 10,
            ('分', _) => cents += current.take()?,
            ('整' | '正', _) => {}
            _ => return None,
        }
    }
    Some(cents)
}
