//! The catalogue's ledgers read apart from the program, and sums of them as plain loops make them.

use crate::support::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// A row by the heads of its columns, without their units.
pub(super) type Row = BTreeMap<String, String>;

pub(super) fn folder() -> PathBuf {
    root().join("tests/catalogue")
}

/// The rows of the workbook of a month whose name holds this.
pub(super) fn rows(month: &str, name: &str) -> Vec<Row> {
    let folder = folder().join("data").join(month);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.file_name().unwrap().to_string_lossy().contains(name));
    assert_eq!(files.len(), 1, "{name} of {month}");
    let text = fs::read_to_string(&files[0]).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heads: Vec<String> =
        lines.next().unwrap().iter().map(|head| head.split('（').next().unwrap().to_owned()).collect();
    lines.map(|cells| heads.iter().cloned().zip(cells.into_iter().map(str::to_owned)).collect()).collect()
}

/// The months from one to another.
pub(super) fn months(from: (i32, u32), to: (i32, u32)) -> Vec<String> {
    let index = |(year, month): (i32, u32)| year * 12 + i32::try_from(month).unwrap() - 1;
    (index(from)..=index(to)).map(|at| format!("{}-{:02}", at / 12, at % 12 + 1)).collect()
}

/// The rows of several months.
pub(super) fn all(months: &[String], name: &str) -> Vec<Row> {
    months.iter().flat_map(|month| rows(month, name)).collect()
}

/// A quotient of whole numbers in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part(pub(super) i128, pub(super) i128);

impl Part {
    pub(super) fn of(over: i128, under: i128) -> Part {
        let (mut a, mut b) = (over.abs(), under.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = under.signum();
        Part(sign * over / a.max(1), sign * under / a.max(1))
    }

    pub(super) fn times(self, other: Part) -> Part {
        Part::of(self.0 * other.0, self.1 * other.1)
    }

    pub(super) fn over(self, other: Part) -> Part {
        Part::of(self.0 * other.1, self.1 * other.0)
    }

    pub(super) fn minus(self, other: Part) -> Part {
        Part::of(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }

    pub(super) fn plus(self, other: Part) -> Part {
        self.minus(Part::of(-other.0, other.1))
    }

    pub(super) fn to_f64(self) -> f64 {
        self.0 as f64 / self.1 as f64
    }

    /// A decimal, a percentage or a quotient as it is written.
    pub(super) fn read(text: &str) -> Part {
        if let Some((over, under)) = text.split_once('/') {
            return Part::of(over.parse().unwrap(), under.parse().unwrap());
        }
        let (text, hundredths) = text.strip_suffix('%').map_or((text, 1), |text| (text, 100));
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let scale = 10_i128.pow(u32::try_from(decimals.len()).unwrap());
        Part::of(format!("{whole}{decimals}").parse().unwrap(), scale * hundredths)
    }
}

pub(super) fn whole(number: usize) -> Part {
    Part::of(i128::try_from(number).unwrap(), 1)
}

/// The sum of a column.
pub(super) fn sum<'a>(rows: impl IntoIterator<Item = &'a Row>, column: &str) -> Part {
    rows.into_iter().fold(Part(0, 1), |sum, row| sum.plus(Part::read(&row[column])))
}

/// The sum of the products of two columns.
pub(super) fn products<'a>(rows: impl IntoIterator<Item = &'a Row>, one: &str, other: &str) -> Part {
    rows.into_iter().fold(Part(0, 1), |sum, row| sum.plus(Part::read(&row[one]).times(Part::read(&row[other]))))
}

/// The rows that have a word in a column.
pub(super) fn with<'a>(rows: &'a [Row], column: &str, word: &str) -> Vec<&'a Row> {
    rows.iter().filter(|row| row[column] == word).collect()
}

/// The value at so many hundredths of the way through the sorted values.
pub(super) fn percentile(mut values: Vec<Part>, hundredths: usize) -> Part {
    values.sort_by(|one, other| one.minus(*other).0.cmp(&0));
    let steps = (values.len() - 1) * hundredths;
    let (at, rest) = (steps / 100, steps % 100);
    let next = values[(at + 1).min(values.len() - 1)];
    values[at].plus(next.minus(values[at]).times(whole(rest)).over(whole(100)))
}

/// Days since a day long past (the civil calendar's 1970-01-01).
pub(super) fn day(text: &str) -> i64 {
    let mut parts = text.split('-').map(|part| part.parse::<i64>().unwrap());
    let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let years: i64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    years + lengths.iter().take(usize::try_from(month - 1).unwrap()).sum::<i64>() + day - 1
}

/// The place of each of some values, the largest first; equal ones share it.
pub(super) fn places(values: &[Part]) -> Vec<usize> {
    let larger = |value: &Part| values.iter().filter(|other| other.minus(*value).0 > 0).count();
    values.iter().map(|value| larger(value) + 1).collect()
}

/// A number with so many decimals, halves away from zero.
pub(super) fn decimal(part: Part, places: u32) -> String {
    let scaled = part.times(Part(10_i128.pow(places), 1));
    let rounded = (2 * scaled.0.abs() + scaled.1) / (2 * scaled.1);
    let sign = if scaled.0 < 0 && rounded > 0 { "-" } else { "" };
    let scale = 10_i128.pow(places);
    match places {
        0 => format!("{sign}{rounded}"),
        _ => format!("{sign}{}.{:0width$}", rounded / scale, rounded % scale, width = places as usize),
    }
}
