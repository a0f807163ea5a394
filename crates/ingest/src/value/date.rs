//! Dates and months, from serial numbers and from the ways they are typed.

use crate::grid::{Book, Raw};
use crate::value::chinese;
use model::{Date, Month};
use unicode_normalization::UnicodeNormalization;

/// A day or a month with what else the cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i32,
    pub(crate) month: Option<u32>,
    pub(crate) day: Option<u32>,
    /// What stands behind the date.
    pub(crate) rest: String,
}

/// What a cell says for a column of dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A date that the calendar has.
    Date(Civil),
    /// A word that says that there is no date yet or ever: 长期坚持.
    Open,
    /// Anything else.
    Unreadable,
}

/// Days from the start of 1900's serial numbers (1899-12-30) to 1970-01-01.
const DAYS_TO_1970: i64 = 25_569;
/// Days between the two epochs of Excel.
pub(crate) const FROM_1900_TO_1904: i64 = 1_462;

/// The day of a serial number.
pub(crate) fn of_serial(serial: f64, from_1904: bool) -> Option<Date> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let mut days = serial.floor() as i64;
    if from_1904 {
        days += FROM_1900_TO_1904;
    } else if days < 60 {
        // Excel keeps a 29th of February 1900 that the calendar does not have.
        days += 1;
    }
    Date::from_days(days - DAYS_TO_1970)
}

fn of_date(date: Date) -> Civil {
    Civil { year: date.year(), month: Some(date.month()), day: Some(date.day()), rest: String::new() }
}

/// Reads a cell. Plain numbers are serial numbers, `20201231`, `202012` or years.
pub(crate) fn take(raw: Raw, book: &Book, month: bool) -> Found {
    let civil = match raw {
        Raw::Date(serial) => of_serial(serial, book.from_1904).map(of_date),
        Raw::Number(value) | Raw::Percent(value) => of_number(value, book.from_1904, month),
        Raw::Text(number) => {
            let text = book.strings.get(number);
            if crate::text::match_form(text).as_str().contains_open() {
                return Found::Open;
            }
            parse(text).or_else(|| of_number(text.trim().parse().ok()?, book.from_1904, month))
        }
        _ => None,
    };
    civil.filter(valid).map_or(Found::Unreadable, Found::Date)
}

trait Open {
    fn contains_open(&self) -> bool;
}

impl Open for &str {
    /// Whether the words say that there is no date.
    fn contains_open(&self) -> bool {
        const WORDS: [&str; 12] = [
            "长期",
            "长期坚持",
            "持续",
            "持续推进",
            "持续整改",
            "长期整改",
            "立行立改",
            "常态化",
            "未定",
            "待定",
            "未完成",
            "长期有效",
        ];
        WORDS.contains(self)
    }
}

fn of_number(value: f64, from_1904: bool, month: bool) -> Option<Civil> {
    // 2020.04 typed as a number is April; 2020.1 may be January or October and is refused.
    let hundredths = (value * 100.0).round();
    if month && hundredths / 100.0 == value && hundredths % 10.0 != 0.0 && (190_000.0..=210_012.0).contains(&hundredths)
    {
        return parse(&format!("{hundredths:.0}"));
    }
    if value.fract() != 0.0 && !(20_000.0..80_000.0).contains(&value) {
        return None;
    }
    let whole = value.floor() as i64;
    match whole {
        1900..=2100 => Some(Civil { year: i32::try_from(whole).ok()?, month: None, day: None, rest: String::new() }),
        190_001..=210_012 if month => parse(&whole.to_string()),
        19_000_101..=21_001_231 => parse(&whole.to_string()),
        // Serial numbers of the years 1954 to 2119: others are more likely to be something else.
        18_000..=80_000 => of_serial(value, from_1904).map(of_date),
        _ => None,
    }
}

/// Years before the first and after the last are slips of the hand in any ledger.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

pub(crate) fn valid(civil: &Civil) -> bool {
    if !YEARS.contains(&civil.year) {
        return false;
    }
    let month = civil.month.unwrap_or(1);
    Month::new(civil.year, month).is_some() && Date::new(civil.year, month, civil.day.unwrap_or(1)).is_some()
}

/// The month that heads a column of periods: 2019年, 2020年4月, 2020年第一季度, 2019, a date.
pub(crate) fn period(raw: Raw, book: &Book) -> Option<Month> {
    let civil = match raw {
        Raw::Date(serial) => of_serial(serial, book.from_1904).map(of_date),
        Raw::Number(value) if value.fract() == 0.0 && (1949.0..=2100.0).contains(&value) => {
            of_number(value, false, true)
        }
        Raw::Number(value) if (194_901.0..=210_012.0).contains(&value) => of_number(value, false, true),
        Raw::Text(number) => parse(book.strings.get(number)),
        _ => None,
    };
    let civil = civil.filter(|civil| civil.rest.is_empty() && (1949..=2100).contains(&civil.year))?;
    Month::new(civil.year, civil.month.unwrap_or(12))
}

/// The month that a text says as the head of a column: 2019年, 2020年4月, 2020年第一季度. A plain number
/// of four digits does so too, but a whole date is a value.
pub(crate) fn period_of(text: &str) -> Option<Month> {
    let civil = parse(text).filter(|civil| civil.rest.is_empty() && civil.day.is_none())?;
    (1949..=2100).contains(&civil.year).then(|| Month::new(civil.year, civil.month.unwrap_or(12))).flatten()
}

/// The part of a text before a time of day.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = text.get(..colon).unwrap_or(text);
    match before.rfind(|letter: char| letter.is_whitespace() || letter == 'T') {
        Some(at) => text.get(..at).unwrap_or(text),
        None => text,
    }
}

struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    fn digits(&mut self, most: usize) -> Option<(u32, usize)> {
        let width = self.rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(width).filter(|_| width > 0)?;
        let value = digits.parse().ok()?;
        self.rest = rest;
        Some((value, width))
    }

    fn eat(&mut self, words: &[&str]) -> Option<&'a str> {
        let word = words.iter().find(|word| self.rest.starts_with(**word))?;
        let (eaten, rest) = self.rest.split_at_checked(word.len())?;
        self.rest = rest;
        Some(eaten)
    }
}

const DASHES: [&str; 6] = ["-", "—", "–", "~", "至", "到"];

/// Reads a date, a month, a quarter or a year with whatever follows it.
pub(crate) fn parse(text: &str) -> Option<Civil> {
    let normal: String = text.nfkc().collect();
    let compact: String = without_time(normal.trim()).chars().filter(|letter| !letter.is_whitespace()).collect();
    let ascii = with_points(in_digits(compact.trim_start_matches('\'')));
    let mut scan = Scan { rest: &ascii };
    let (year, width) = scan.digits(8)?;
    let rest = |scan: &Scan<'_>| scan.rest.trim_end_matches(['。', ';', ',']).to_owned();
    if matches!(width, 6 | 8) {
        let (day, year) = if width == 8 { (Some(year % 100), year / 100) } else { (None, year) };
        let (year, month) = (i32::try_from(year / 100).ok()?, Some(year % 100));
        return Some(Civil { year, month, day, rest: rest(&scan) });
    }
    if width != 4 {
        return None;
    }
    let year = i32::try_from(year).ok()?;
    let sep = scan.eat(&["年度", "年", "-", ".", "/", "—", "–", "_", "Q", "q"]);
    let Some(sep) = sep else { return Some(Civil { year, month: None, day: None, rest: rest(&scan) }) };
    let before = scan.rest;
    if let Some(month) = quarter(&mut scan, sep) {
        return Some(Civil { year, month: Some(month), day: None, rest: rest(&scan) });
    }
    scan.rest = before;
    let Some((mut month, _)) = scan.digits(2) else {
        return Some(Civil { year, month: None, day: None, rest: rest(&scan) });
    };
    if sep.starts_with('年') {
        // 2020年1—4月 is what was reached in April.
        let before = scan.rest;
        match scan.eat(&DASHES).and_then(|_| scan.digits(2)).filter(|_| scan.rest.starts_with('月')) {
            Some((last, _)) if last > month => month = last,
            _ => scan.rest = before,
        }
    }
    let month = Some(month);
    let before = scan.rest;
    let sep = scan.eat(&["月份", "月", "-", ".", "/", "—", "–", "_"]);
    let Some((day, _)) = sep.and_then(|_| scan.digits(2)) else {
        if sep.is_some_and(|sep| !sep.starts_with('月')) {
            scan.rest = before;
        }
        // The first and the second ten days of a month end before it does.
        let tens = [("上旬", 10), ("初", 10), ("中旬", 20)];
        let ends = |word: &str| {
            let behind = scan.rest.strip_prefix(word).and_then(|behind| behind.chars().next());
            scan.rest.starts_with(word)
                && behind.is_none_or(|letter| !letter.is_alphanumeric() || "前底至到之以完".contains(letter))
        };
        let day = tens.into_iter().find(|(word, _)| ends(word)).map(|(_, day)| day);
        return Some(Civil { year, month, day, rest: rest(&scan) });
    };
    scan.eat(&["日", "号"]);
    Some(Civil { year, month, day: Some(day), rest: rest(&scan) })
}

/// 2020、12、3 and 2020。12。3, as they are typed with a Chinese keyboard, with points.
fn with_points(text: String) -> String {
    let parts: Vec<&str> = text.split(['、', '。', ',']).collect();
    let digits =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            parts.join(".")
        }
        _ => text,
    }
}

/// The last month of a quarter or half: 第一季度, 1季度, Q1, 上半年.
fn quarter(scan: &mut Scan<'_>, sep: &str) -> Option<u32> {
    if sep.eq_ignore_ascii_case("q") || scan.eat(&["Q", "q"]).is_some() {
        return scan.digits(1).map(|(quarter, _)| quarter * 3).filter(|month| (3..=12).contains(month));
    }
    for (word, month) in [("上半年", 6), ("下半年", 12), ("全年", 12), ("前三季度", 9), ("前3季度", 9)] {
        if scan.eat(&[word]).is_some() {
            return Some(month);
        }
    }
    scan.eat(&["第"]);
    let (quarter, _) = scan.digits(1)?;
    scan.eat(&["季度", "季"])?;
    (1..=4).contains(&quarter).then_some(quarter * 3)
}

/// Chinese numerals of a date as digits: 二〇二一年三月三十一日, 第四季度.
fn in_digits(text: &str) -> String {
    const NUMERALS: &str = "零〇○一二三四五六七八九十";
    if !text.contains(|letter| NUMERALS.contains(letter)) {
        return text.to_owned();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(letter) = rest.chars().next() {
        let end = rest.find(|letter| !NUMERALS.contains(letter)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if run.is_empty() {
            out.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            continue;
        }
        match chinese::number(run) {
            Some((value, "")) => out.push_str(&value.to_string()),
            _ => out.push_str(run),
        }
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = parse(text).map(|civil| {
            let part = |part: Option<u32>| part.map(|part| format!("-{part}")).unwrap_or_default();
            format!("{}{}{} {}", civil.year, part(civil.month), part(civil.day), civil.rest)
        });
        assert_eq!(read.unwrap_or_default().trim(), expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_offices_type_them() {
        check("2024.1.31", "2024-1-31");
        check("2021年3月31日", "2021-3-31");
        check("2021 年 3 月 31 日", "2021-3-31");
        check("2021-5-20履行中", "2021-5-20 履行中");
        check("2016年9月1日至2019年8月31日", "2016-9-1 至2019年8月31日");
        check("2020/1/5", "2020-1-5");
        check("20201231", "2020-12-31");
        check("2021-05-20 10:30:00", "2021-5-20");
        check("2021-05-20T00:00:00", "2021-5-20");
        check("二〇二一年三月三十一日", "2021-3-31");
        check("２０２１．５．２０", "2021-5-20");
        check("2020、12、3", "2020-12-3");
        check("2020。12。3", "2020-12-3");
        check("'2020-12-03", "2020-12-3");
    }

    #[test]
    fn months_quarters_and_years_are_read() {
        check("2020年4月", "2020-4");
        check("2020年4月份", "2020-4");
        check("2020.04", "2020-4");
        check("2020-04", "2020-4");
        check("202004", "2020-4");
        check("2020年第一季度", "2020-3");
        check("2020年第四季度", "2020-12");
        check("2020Q3", "2020-9");
        check("2020年上半年", "2020-6");
        check("2020年1—4月", "2020-4");
        check("2019年", "2019");
        check("2019年度", "2019");
        check("2019", "2019");
        check("2021年6月底前", "2021-6 底前");
        check("2021年6月中旬", "2021-6-20 中旬");
        check("2021年6月上旬前", "2021-6-10 上旬前");
        check("2021年6月下旬", "2021-6 下旬");
        check("第三方", "");
        check("12345", "");
    }

    #[test]
    fn serial_numbers_are_days() {
        let check = |serial: f64, from_1904, expected: &str| {
            assert_eq!(of_serial(serial, from_1904).map(|date| date.to_string()).unwrap_or_default(), expected);
        };
        check(44_196.0, false, "2020-12-31");
        check(44_196.75, false, "2020-12-31");
        check(42_734.0, true, "2020-12-31");
        check(1.0, false, "1900-01-01");
        check(-1.0, false, "");
    }
}
