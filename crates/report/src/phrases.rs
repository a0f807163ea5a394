//! The words around a number: 增长 and 下降, 提高 and 减少, 亿元 and 万元.

use model::expr::Expr;
use model::figure::{Figure, Outcome, Quantity};
use model::unit::Format;
use model::{Exact, Said, Scale, say};

/// The figure in another unit: `10.50亿元`; what is no money is told.
pub(crate) fn in_unit(figure: &Figure, unit: &str, places: Option<u8>) -> Result<Figure, Said> {
    let stored = Scale::stored(&figure.format.unit);
    let unit = stored.shown_as(unit).ok_or_else(|| {
        let (name, stored) = (&figure.name, stored.said());
        say!(
            "指标“{name}”是{stored}，不能换算成{unit}。",
            "figure “{name}” is in {stored} and cannot be converted to {unit}.",
            stored
        )
    })?;
    let format = Format { unit, places: within(places.unwrap_or(figure.format.places))?, ..figure.format.clone() };
    Ok(printed(Figure { format, ..figure.clone() }))
}

/// The figure with so many decimals.
pub(crate) fn with_places(figure: &Figure, places: u8) -> Result<Figure, Said> {
    let format = Format { places: within(places)?, ..figure.format.clone() };
    Ok(printed(Figure { format, ..figure.clone() }))
}

/// The figure without its sign.
pub(crate) fn without_sign(figure: &Figure) -> Figure {
    let value = match &figure.value {
        Outcome::Number(value) => Outcome::Number(value.abs()),
        other => other.clone(),
    };
    printed(Figure { value, ..figure.clone() })
}

/// Decimals that a number may have.
fn within(places: u8) -> Result<u8, Said> {
    if places <= 6 {
        return Ok(places);
    }
    Err(say!("小数位数写了 {places}，最多 6 位。", "{places} decimals are asked for; there can be 6 at most."))
}

/// A number with the text of its format; what has none keeps its own.
fn printed(figure: Figure) -> Figure {
    match figure.value.number() {
        Some(value) => Figure { text: figure.format.text(value).unwrap_or_else(|| "—".to_owned()), ..figure },
        None => figure,
    }
}

/// `同比增长4.20%`, `环比下降3.10%`, `同比持平`; a missing one says why.
pub(crate) fn growth(figure: &Figure) -> Result<String, Said> {
    if figure.against.is_none() || !matches!(figure.quantity, Quantity::Rate | Quantity::Points) {
        let name = &figure.name;
        return Err(say!(
            "指标“{name}”不是增速（growth），不能说增长、下降多少。",
            "figure “{name}” is no growth, so nothing can be said of how much it rose or fell."
        ));
    }
    let against = figure.against.map_or("", |against| against.chinese());
    Ok(format!("{against}{}", moved(figure, ["增长", "下降", "持平"])))
}

/// `提高3.92个百分点`, `下降0.10个百分点`, `持平`; of amounts `增加` and `减少`.
pub(crate) fn change(figure: &Figure) -> Result<String, Said> {
    let differs = matches!(figure.expr.bare(), Expr::Difference(_));
    let of_shares = matches!(figure.quantity, Quantity::Rise | Quantity::Points);
    if !(differs || of_shares || figure.against.is_some()) {
        let name = &figure.name;
        return Err(say!(
            "指标“{name}”不是增减（change、difference），不能说增加、减少多少。",
            "figure “{name}” is no change or difference, so nothing can be said of how much more or less it is."
        ));
    }
    Ok(match figure.quantity {
        Quantity::Rise => moved(figure, ["上升", "下降", "持平"]),
        Quantity::Points | Quantity::Rate => moved(figure, ["提高", "下降", "持平"]),
        _ => moved(figure, ["增加", "减少", "持平"]),
    })
}

/// `逐年递增`, `逐年递减`, `有升有降`, of a series of years.
pub(crate) fn trend(figure: &Figure) -> Result<String, Said> {
    match &figure.value {
        Outcome::Missing(_) => Ok(missing(figure)),
        Outcome::Trend(_) => Ok(figure.value.in_words(&figure.format).unwrap_or_else(|| missing(figure))),
        Outcome::Number(_) | Outcome::Balance { .. } => {
            let name = &figure.name;
            Err(say!(
                "指标“{name}”不是走势（trend），不能说逐年怎样。",
                "figure “{name}” is no trend, so nothing can be said of how it went from year to year."
            ))
        }
    }
}

/// A place among others: `第3位`.
pub(crate) fn ordinal(figure: &Figure) -> Result<String, Said> {
    let Some(value) = figure.value.number() else { return Ok(missing(figure)) };
    let counts = matches!(figure.quantity, Quantity::Count | Quantity::Number | Quantity::Rank);
    let place = figure.format.unit.convert(value).filter(|value| counts && value.is_whole() && !value.is_negative());
    let place = place.ok_or_else(|| {
        let name = &figure.name;
        say!(
            "指标“{name}”不是整数，不能说第几位。",
            "figure “{name}” is no whole number, so it cannot be called the first, the second and so on."
        )
    })?;
    Ok(format!("第{place}位"))
}

/// The direction and the size; what rounds to zero has no direction.
fn moved(figure: &Figure, [up, down, level]: [&str; 3]) -> String {
    let Some(value) = figure.value.number() else { return missing(figure) };
    let (Some(size), Some(zero)) = (figure.format.text(value.abs()), figure.format.text(Exact::ZERO)) else {
        return missing(figure);
    };
    if size == zero {
        level.to_owned()
    } else if value.is_negative() {
        format!("{down}{size}")
    } else {
        format!("{up}{size}")
    }
}

/// `—（基数为零）`: why there is no value.
pub(crate) fn missing(figure: &Figure) -> String {
    match &figure.value {
        Outcome::Missing(why) => format!("—（{}）", why.chinese()),
        _ => "—".to_owned(),
    }
}

/// January alone is no range: a text that says `1—{{ month }}月` says 1月 then, not 1—1月.
pub(crate) fn months(text: &str) -> String {
    let mut rest = text;
    let mut words = String::with_capacity(text.len());
    while let Some(at) = rest.find("1月") {
        let (before, after) = (&rest[..at], &rest[at + "1月".len()..]);
        let range = ["—", "－", "–", "-", "至", "～", "~"]
            .into_iter()
            .find_map(|dash| before.strip_suffix(dash)?.strip_suffix('1'));
        words.push_str(range.filter(|before| !before.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(before));
        words.push_str("1月");
        rest = after;
    }
    words.push_str(rest);
    words
}

/// A number as counted in headings: 一, 十, 十二, 二十三; beyond 99 in digits.
pub(crate) fn chinese_number(number: u64) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::try_from(number / 10).unwrap_or(10), usize::try_from(number % 10).unwrap_or(0));
    match (DIGITS.get(tens), DIGITS.get(ones)) {
        _ if number == 0 => "零".to_owned(),
        (Some(_), Some(ones)) if tens == 0 => (*ones).to_owned(),
        (Some(_), Some(ones)) if tens == 1 => format!("十{ones}"),
        (Some(tens), Some(ones)) => format!("{tens}十{ones}"),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_one_month_is_that_month() {
        for (text, words) in [
            ("2021年1—1月，完成", "2021年1月，完成"),
            ("1至1月和1-1月", "1月和1月"),
            ("1—11月、11—1月、2021-1月、1—12月", "1—11月、11—1月、2021-1月、1—12月"),
        ] {
            assert_eq!(months(text), words);
        }
    }
}
