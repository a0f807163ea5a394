//! A column of amounts is ten thousand times what it was, as its unit changed unsaid, or one number is far larger than
//! all others of its column.

use crate::file_words::series;
use crate::row_words::numbering;
use crate::text::match_form;
use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, Records, told};
use model::{Argument, Diagnostic, Month, Rule, Said, Severity, Texts, Unit};
use std::collections::BTreeMap;

/// A column of amounts is ten thousand times what it was: its unit changed unsaid.
pub static MAGNITUDE: Rule = Rule {
    code: "magnitude",
    severity: Severity::Warning,
    chinese: Texts {
        title: "金额与上期或同月其他文件相差悬殊",
        meaning: "这一列的金额普遍比上一期，没有上一期的比同月的其他文件，大或小几千倍（写明的单位与定义不同的，八倍），多半是单位（元、万元）填错或没有注明。",
        example: "“税收合计”的中位数上月 12.50 万元，本月 125000.00 万元。",
        remedy: "核对单位，在表头或表上方注明“单位：元”或“单位：万元”。",
        words: &[
            "“{column}”的中位数是 {now}，{month}是 {before}，相差约 {times} 倍。请核对单位是元还是万元，并在表头或表上方注明。",
            "“{column}”的中位数是 {now}，同月其他文件的是 {usual}，相差约 {times} 倍。请核对单位是元还是万元，并在表头或表上方注明。",
            "“{column}”的中位数是 {now}，大得异常，也没有更早的报送可以对照。请核对单位是元还是万元，并在表头或表上方注明。",
        ],
    },
    english: Texts {
        title: "Amounts far from the last or from other files",
        meaning: "The amounts of this column are in general thousands of times larger or smaller than those of the last period, or, where there is none, of the other files of the month (eight times where the unit written differs from the definition). Most likely the unit (“元” or “万元”, 10,000 yuan) is wrong or not given.",
        example: "The median of “税收合计” was “12.50 万元” last month and is “125000.00 万元” this month.",
        remedy: "Check the unit and write “单位：元” or “单位：万元” in the header or above the table.",
        words: &[
            "The median of “{column}” is {now} and was {before} in {month}, about {times} times apart. Please check whether the unit is “元” or “万元”, and write it in the header or above the table.",
            "The median of “{column}” is {now} and that of other files of the month {usual}, about {times} times apart. Please check whether the unit is “元” or “万元”, and write it in the header or above the table.",
            "The median of “{column}” is {now}, which is unusually large, and nothing earlier was sent to compare it with. Please check whether the unit is “元” or “万元”, and write it in the header or above the table.",
        ],
    },
};

/// Amounts are in another unit than the definition's, and nothing confirms it.
pub static OTHER_UNIT: Rule = Rule {
    code: "other-unit",
    severity: Severity::Warning,
    chinese: Texts {
        title: "单位与定义不同",
        meaning: "这份工作簿的单位与台账定义的不同，而金额的位数和以前各期的报送都不能证明它写对了。照写明的单位读取。",
        example: "定义是元，表上方写着“单位：万元”，金额却都只有两位小数。",
        remedy: "核对单位；确实改用了这个单位的，把台账定义里的 unit 改过来。",
        words: &[
            "写明的单位是“{unit}”，台账定义的是“{defined}”，已按“{unit}”读取“{column}”。请核对单位是否写错；确实改用的，请改台账定义的 unit。",
        ],
    },
    english: Texts {
        title: "Unit differs from the definition",
        meaning: "The unit of this workbook is not that of the ledger's definition, and neither the digits of the amounts nor earlier submissions show that it is right. The amounts were read in the unit written.",
        example: "The definition says “元”, and “单位：万元” stands above the table, but all amounts have only two decimals.",
        remedy: "Check the unit; if it really has changed, change unit in the ledger's definition.",
        words: &[
            "The unit written is “{unit}”, that of the ledger's definition is “{defined}”; “{column}” was read in “{unit}”. Please check whether the unit is wrong; if it really has changed, please change unit in the ledger's definition.",
        ],
    },
};

/// One number is thousands of times what it was, and larger than all others.
pub static OUTLIER: Rule = Rule {
    code: "outlier",
    severity: Severity::Warning,
    chinese: Texts {
        title: "一个数大得异常",
        meaning: "这一格比同一列其余的数大几百倍以上，同一主体上一期也没有这么大，多半是单位或小数点填错。",
        example: "其余企业最多几百万元，这一家 18866400.00 万元。",
        remedy: "核对这一格的单位和小数点。",
        words: &["“{column}”这一格是 {now}，其余最大的是 {next}，相差几百倍。请核对这一格的单位和小数点。"],
    },
    english: Texts {
        title: "One number is unusually large",
        meaning: "The number in this cell is hundreds of times as large as all others of its column, or more, and the same entity had nothing so large in the last period. Most likely the unit or the decimal point is wrong.",
        example: "The other companies have a few million yuan at most, this one has “18866400.00 万元”.",
        remedy: "Check the unit and the decimal point of this cell.",
        words: &[
            "“{column}” is {now} in this cell, and the largest of the others is {next}, hundreds of times less. Please check the unit and the decimal point of this cell.",
        ],
    },
};

/// Fewer values say nothing about what is usual.
const LEAST: usize = 5;
/// As many are enough beside another file of the month.
const FEW: usize = 3;
/// Between one kind of unit and the next lie four powers of ten; the half of them is doubt.
const FACTOR: i64 = 2_000;
/// Where the unit itself is another one, less is doubt.
const SURE: i64 = 8;

/// An amount this many times the next is asked about.
const APART: i64 = 500;
/// A median of 1亿元 is asked about where nothing earlier says that it is usual, in 分.
const HUGE: i64 = 10_000_000_000;

/// What a median is compared with.
enum Against {
    /// That of the last month before.
    Before(Month, i64),
    /// That of most tables of the month.
    Beside(i64),
    /// Nothing: it is too large by itself.
    Nothing,
}

/// The amounts of one table in a column.
struct Sent {
    /// The first record.
    first: usize,
    /// The amounts without zeros, with their records.
    values: Vec<(i64, usize)>,
}

/// Compares each workbook's amounts with those of the last month before it that has any, and with
/// one another.
pub fn magnitudes(ledger: &Ledger, records: &Records) -> Vec<Diagnostic> {
    let mut list = Vec::new();
    let names: Vec<String> = records.submissions.iter().map(|sent| series(&sent.file)).collect();
    let name = |record: usize| {
        let submission = records.origins.get(record).map(|origin| origin.submission as usize);
        submission.and_then(|at| names.get(at)).map_or("", String::as_str)
    };
    // A telephone number among counts of persons; what is a key or a running number is none of these.
    let counted = |column: &Column| {
        let number = column.labels.iter().any(|label| numbering(&match_form(label)));
        matches!(column.kind, Kind::Number | Kind::Integer) && !number && !ledger.key.contains(&column.id)
    };
    for (at, column) in ledger.columns.iter().enumerate().filter(|(_, column)| counted(column)) {
        let Some(cells) = records.columns.get(at) else { continue };
        let mut by_submission: BTreeMap<u32, Vec<(i64, usize)>> = BTreeMap::new();
        for (record, origin) in records.origins.iter().enumerate() {
            if let Some(value) = cells.get(record).filter(|value| *value != 0).map(i64::abs) {
                by_submission.entry(origin.submission).or_default().push((value, record));
            }
        }
        let many = by_submission.values().filter(|values| values.len() > 2);
        list.extend(many.filter_map(|values| outlier(column, records, at, values)));
    }
    for (at, column) in ledger.columns.iter().enumerate().filter(|(_, column)| column.kind == Kind::Money) {
        let Some(cells) = records.columns.get(at) else { continue };
        let mut by_month: BTreeMap<Month, Vec<i64>> = BTreeMap::new();
        let mut by_series: BTreeMap<&str, BTreeMap<Month, Vec<i64>>> = BTreeMap::new();
        let mut by_table: BTreeMap<(u32, u32), Sent> = BTreeMap::new();
        for (record, origin) in records.origins.iter().enumerate() {
            let value = cells.get(record).filter(|value| *value != 0).map(i64::abs);
            let (Some(value), Some(sent)) = (value, records.submission(record)) else { continue };
            by_month.entry(sent.month).or_default().push(value);
            by_series.entry(name(record)).or_default().entry(sent.month).or_default().push(value);
            let place = (origin.submission, origin.table);
            let table = by_table.entry(place).or_insert(Sent { first: record, values: Vec::new() });
            table.values.push((value, record));
        }
        let usual = |values: Vec<i64>| Some((median(&values)?, values.len() >= LEAST));
        let medians = |months: BTreeMap<Month, Vec<i64>>| -> BTreeMap<Month, (i64, bool)> {
            months.into_iter().filter_map(|(month, values)| Some((month, usual(values)?))).collect()
        };
        let by_month = medians(by_month);
        let by_series: BTreeMap<&str, BTreeMap<Month, (i64, bool)>> =
            by_series.into_iter().map(|(series, months)| (series, medians(months))).collect();
        let months = of_months(records, &by_table);
        for ((submission, table), own) in &by_table {
            let Some(sent) = records.submission(own.first) else { continue };
            // Who sends every month is compared with what he sent before; what is cumulative begins
            // anew in January.
            let before = |months: &BTreeMap<Month, (i64, bool)>| {
                months.range(..sent.month).next_back().map(|(month, median)| (*month, *median))
            };
            let same = by_series.get(name(own.first)).and_then(before);
            let anew = |month: Month| column.cumulative_of.is_some() && month.year() < sent.month.year();
            let before = same.or_else(|| before(&by_month)).filter(|(month, _)| !anew(*month));
            let values: Vec<i64> = own.values.iter().map(|(value, _)| *value).collect();
            let Some(now) = median(&values) else { continue };
            let enough = values.len() >= LEAST;
            let apart =
                |other: i64, factor: i64| now >= other.saturating_mul(factor) || other >= now.saturating_mul(factor);
            match (before, unit_of(records, own.first, at)) {
                (Some((month, (before, many))), unit) => {
                    let factor = if unit.is_some() { SURE } else { FACTOR };
                    let problem = said(column, records, (own.first, at), Against::Before(month, before), now);
                    list.extend(problem.filter(|_| (enough && many || unit.is_some()) && apart(before, factor)));
                }
                // What begins anew and was in this unit before needs no other witness.
                (None, Some(_)) if same.is_some() => {}
                (None, Some(unit)) => {
                    let beside = by_table.iter().filter(|((other, at), _)| other == submission && at != table);
                    let beside: Vec<i64> =
                        beside.flat_map(|(_, other)| other.values.iter().map(|(value, _)| *value)).collect();
                    let agrees = median(&beside).map_or_else(
                        || confirmed(unit, &column.unit(), &values) && now < HUGE,
                        |other| !apart(other, FACTOR),
                    );
                    let problem = Diagnostic::new(&OTHER_UNIT, records.place(own.first, at));
                    let problem = problem.name("unit", unit.name()).name("defined", column.unit().name());
                    list.extend((!agrees).then(|| problem.name("column", column.title())));
                }
                (None, None) => {
                    let usual = months.get(&sent.month).and_then(|medians| median(medians));
                    let beside =
                        usual.filter(|usual| values.len() >= FEW && apart(*usual, FACTOR)).map(Against::Beside);
                    let against = beside.or_else(|| (now >= HUGE).then_some(Against::Nothing));
                    list.extend(against.and_then(|against| said(column, records, (own.first, at), against, now)));
                }
            }
        }
        let mut by_submission: BTreeMap<u32, Vec<(i64, usize)>> = BTreeMap::new();
        for ((submission, _), own) in &by_table {
            by_submission.entry(*submission).or_default().extend(&own.values);
        }
        let many = by_submission.values().filter(|values| values.len() > 2);
        list.extend(many.filter_map(|values| outlier(column, records, at, values)));
    }
    list
}

/// The median of each table of a month that has so many amounts.
fn of_months(records: &Records, by_table: &BTreeMap<(u32, u32), Sent>) -> BTreeMap<Month, Vec<i64>> {
    let mut months: BTreeMap<Month, Vec<i64>> = BTreeMap::new();
    for own in by_table.values().filter(|own| own.values.len() >= FEW) {
        let values: Vec<i64> = own.values.iter().map(|(value, _)| *value).collect();
        let Some((sent, median)) = records.submission(own.first).zip(median(&values)) else { continue };
        months.entry(sent.month).or_default().push(median);
    }
    months
}

/// The unit that a record's sheet says for a column, where it is another than the definition's.
fn unit_of(records: &Records, record: usize, column: usize) -> Option<&Unit> {
    let table = usize::try_from(records.origins.get(record)?.table).ok()?;
    records.submission(record)?.tables.get(table)?.units.get(column)?.as_ref()
}

/// Whether the digits of the amounts say that they were typed in a unit: who types 元 below 万元
/// has two decimals at most, and who types 万元 below 元 has small numbers that are no whole hundreds.
/// Hardly anybody means 千元.
fn confirmed(unit: &Unit, defined: &Unit, values: &[i64]) -> bool {
    let (Unit::Money(_, said), Unit::Money(_, usual)) = (unit, defined) else { return false };
    let whole = |value: &i64| value % (said.max(usual) / 100).max(1) == 0;
    if said > usual {
        *said != 100_000 && !values.iter().all(whole)
    } else {
        *said != 100_000 && values.iter().all(whole) && median(values) >= Some(100 * usual)
    }
}

/// The one amount that is far above all others.
fn outlier(column: &Column, records: &Records, at: usize, values: &[(i64, usize)]) -> Option<Diagnostic> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by_key(|(value, record)| (std::cmp::Reverse(*value), *record));
    let [(most, record), (next, _), ..] = sorted.as_slice() else { return None };
    let apart = *most >= next.saturating_mul(APART);
    let problem = Diagnostic::new(&OUTLIER, records.place(*record, at)).name("column", column.title());
    let problem = problem.amount("now", amount(column, *most)?).amount("next", amount(column, *next)?);
    apart.then_some(problem)
}

fn median(values: &[i64]) -> Option<i64> {
    let mut values = values.to_vec();
    let middle = values.len().checked_sub(1)? / 2;
    Some(*values.select_nth_unstable(middle).1)
}

fn amount(column: &Column, value: i64) -> Option<String> {
    told(column, &Cells::default(), value)
}

fn said(
    column: &Column,
    records: &Records,
    (first, at): (usize, usize),
    against: Against,
    now: i64,
) -> Option<Diagnostic> {
    let problem = Diagnostic::new(&MAGNITUDE, records.place(first, at)).name("column", column.title());
    let problem = problem.amount("now", amount(column, now)?);
    let (problem, other) = match against {
        Against::Before(month, before) => {
            (problem.with("month", Argument::Month(month)).amount("before", amount(column, before)?), before)
        }
        Against::Beside(usual) => (problem.amount("usual", amount(column, usual)?), usual),
        Against::Nothing => return Some(problem),
    };
    let times = (now.max(other) + now.min(other) / 2) / now.min(other).max(1);
    Some(problem.text("times", Said::same(times.to_string())))
}
