//! A record seems to be the sum of other records, or to stand above them, and was counted with them.

use crate::grid::{Book, Raw, Sheet};
use crate::mapping::Table;
use crate::recognise::{Row, amount, same_amount};
use crate::report::Report;
use crate::row_words::{Level, Total, average, compared_word, level, rate, whole_word};
use crate::text::{match_form, placeholder, quoted};
use crate::value::shown;
use model::ledger::{Kind, Ledger};
use model::{Argument, Diagnostic, Place, Rule, Severity, Texts};
use std::collections::HashMap;

/// A record seems to be the sum of other records, or to stand above them, and was counted with them.
pub static NESTED_ROWS: Rule = Rule {
    code: "nested-rows",
    severity: Severity::Warning,
    chinese: Texts {
        title: "可能重复计入的行",
        meaning: "这一行恰好等于相邻几行之和，或者从序号看与下面几行是上下两级，或者写着“其中”，或者在合计行下面而合计里没有它，或者另一张表是它们的汇总；这些行都计入了，合计可能偏大。",
        example: "“东片区 300.00”下面是“一村 100.00”和“二村 200.00”。",
        remedy: "是小计的，在名称里写明“小计”；两级都报的，只留一级；不是的，核对无误后不用处理。",
        words: &[
            "“{sum}”恰好等于 {from} 到 {to} 各行之和，像是小计，却与它们一起计入了，合计可能重复。是小计的，请写明“小计”；不是的，请核对。",
            "这一行没有名称，数等于或接近 {from} 到 {to} 各行之和，像是合计，却与它们一起计入了，合计可能重复。是合计的，请写明“合计”；不是的，请补上名称。",
            "从序号看，“{upper}”与下面几行是上下两级，两级的数都计入了，合计可能重复。请只留一级，或在上级的名称里写明“小计”。",
            "“{whole}”像是合计，却不等于其他各行之和，照样计入了，合计可能重复。是合计的，请写明“合计”并核对它的数；不是的，请换一个名称。",
            "“{part}”像是上面记录的其中项、附注或对比数，与它们一起计入了，合计可能重复。是的，请删去或另设一列；不是的，请换一个名称。",
            "“{table}”这张表的数恰好（或四舍五入后）是其他各行的合计，也计入了，合计可能重复。请核对后只留一张。",
            "“{split}”起的 {count} 行加起来恰好等于其他各行之和，像是同一批数按另一种分法又列了一遍，都计入了，合计可能重复。是的，请删去或另做一张表；不是的，请核对。",
            "“{behind}”等 {count} 行在合计行下面，合计里没有它们，照样计入了。是记录的，请放在合计上面；不是的，请与表格隔开或删去。",
        ],
    },
    english: Texts {
        title: "Rows that may be counted twice",
        meaning: "The row is exactly the sum of rows beside it, or its number says that it stands above the rows below it, or it says “其中”, or it stands below a total that lacks it, or another table sums the rows up; all of them were counted, so that sums may be too large.",
        example: "Below “东片区 300.00” stand “一村 100.00” and “二村 200.00”.",
        remedy: "If it is a subtotal, write “小计” in its name; if two levels are sent, keep one; if neither, check it and leave it.",
        words: &[
            "“{sum}” is exactly the sum of the rows {from} to {to}. It looks like a subtotal and was counted with them, so that sums may be too large. If it is one, please write “小计”; if not, please check it.",
            "This row has no name and equals, or comes near, the sum of the rows {from} to {to}. It looks like a total and was counted with them, so that sums may be too large. If it is one, please write “合计”; if not, please fill in its name.",
            "By its number “{upper}” stands a level above the rows below it, and the numbers of both levels were counted, so that sums may be too large. Please keep one level, or write “小计” in the name of the upper one.",
            "“{whole}” is called as a total is, but is not the sum of the other rows, and was counted with them, so that sums may be too large. If it is a total, please write “合计” and check its numbers; if not, please give it another name.",
            "“{part}” looks like a part of the records above it, a note or a comparison, and was counted with them, so that sums may be too large. If it is, please delete it or give it a column of its own; if not, please give it another name.",
            "The table of “{table}” has the sums of the other rows, exactly or rounded, and was counted with them, so that sums may be too large. Please check, and keep one of them.",
            "The rows from “{split}” on ({count}) come to exactly the sum of the other rows. They look like the same numbers divided in another way and were counted with them, so that sums may be too large. If they are, please delete them or make a table of their own; if not, please check them.",
            "“{behind}” and the rows from there ({count}) stand below the total, which lacks them, and were counted all the same. If they are records, please put them above the total; if not, please set them apart from the table or delete them.",
        ],
    },
};

/// Longer tables are no forms that somebody filled in by hand.
const MOST: usize = 5_000;
/// A row is compared with the sums of so many rows beside it.
const REACH: usize = 300;
/// So many rows may divide all others in another way.
const PARTS: usize = 8;
/// How much less likely than one in a hundred chance has to be, in powers of ten, beyond the number of trials.
const SURE: f64 = 2.0;

/// A record, or several that were found to be one and its parts.
struct Node {
    /// The record's place among the records.
    at: usize,
    amounts: Vec<f64>,
    parts: usize,
}

/// A record that is the sum of others: their places, and how surely.
struct Found {
    at: usize,
    first: usize,
    last: usize,
    digits: f64,
}

/// The records of a table with their amounts.
struct Records<'a> {
    book: &'a Book,
    sheet: &'a Sheet,
    table: &'a Table,
    rows: Vec<u32>,
    columns: Vec<u32>,
    amounts: Vec<Vec<f64>>,
}

/// Tells of such rows, once for a table.
pub(crate) fn check((book, sheet): (&Book, &Sheet), table: &Table, ledger: &Ledger, report: &mut Report<'_>) {
    let columns: Vec<u32> = ledger
        .columns
        .iter()
        .zip(&table.columns)
        .filter(|(column, _)| matches!(column.kind, Kind::Money | Kind::Number | Kind::Integer))
        .filter_map(|(column, found)| found.as_ref().filter(|_| !ledger.key.contains(&column.id)))
        .filter(|found| {
            let label = match_form(&found.label);
            Some(found.column) != table.numbering && !rate(&label) && !average(&label)
        })
        .map(|found| found.column)
        .collect();
    let rows: Vec<u32> = table.rows.iter().filter(|(_, kind)| *kind == Row::Record).map(|(row, _)| *row).collect();
    if columns.is_empty() || !table.periods.is_empty() || rows.len() > MOST || table.is_account() {
        return;
    }
    let mut records = Records { book, sheet, table, rows, columns, amounts: Vec::new() };
    records.amounts = records.rows.iter().map(|row| records.of(*row)).collect();
    let place = |row: u32| Place::cell(report.file, sheet.name.as_str(), row, table.left);
    let cell = |at: usize| Argument::Cell((records.rows.get(at).copied().unwrap_or(0), table.left));
    let asked = !records.proved();
    let problem = if let Some((first, more)) = records.whole().or_else(|| records.sums().filter(|_| asked)) {
        let problem = Diagnostic::new(&NESTED_ROWS, place(records.rows[first.at]));
        // What has no name is said to come near the sum: it may be rounded.
        let name = records.name(first.at);
        let problem = if name.is_empty() { problem } else { problem.words("sum", name) };
        let problem = problem.with("from", cell(first.first));
        Diagnostic { more, ..problem.with("to", cell(first.last)) }
    } else if let Some((first, count)) = records.split().filter(|_| asked) {
        let problem = Diagnostic::new(&NESTED_ROWS, place(records.rows[first]));
        problem.words("split", records.name(first)).count("count", count)
    } else if let Some((first, more)) = records.levels().filter(|_| asked) {
        let problem = Diagnostic::new(&NESTED_ROWS, place(records.rows[first]));
        Diagnostic { more, ..problem.words("upper", records.name(first)) }
    } else if let Some((first, more)) = records.named_so().filter(|_| asked) {
        let problem = Diagnostic::new(&NESTED_ROWS, place(records.rows[first]));
        Diagnostic { more, ..problem.words("whole", records.name(first)) }
    } else if let Some((first, more)) = records.of_which().filter(|_| asked) {
        let problem = Diagnostic::new(&NESTED_ROWS, place(records.rows[first]));
        Diagnostic { more, ..problem.words("part", records.name(first)) }
    } else if let Some((first, count)) = records.behind() {
        let problem = Diagnostic::new(&NESTED_ROWS, place(records.rows[first]));
        problem.words("behind", records.name(first)).count("count", count)
    } else {
        return;
    };
    report.add(problem);
}

impl Records<'_> {
    /// The amounts of a row; what is empty is nothing.
    fn of(&self, row: u32) -> Vec<f64> {
        self.columns.iter().map(|column| amount(self.book, self.sheet.own(row, *column)).unwrap_or(0.0)).collect()
    }

    /// What a record is called: its first words.
    fn name(&self, at: usize) -> String {
        let texts = self.first(at).into_iter().map(|raw| shown(raw, self.book));
        quoted(&texts.collect::<Vec<_>>().join(" "))
    }

    /// The running number and the first text of a record.
    fn first(&self, at: usize) -> Vec<Raw> {
        let row = self.rows.get(at).copied().unwrap_or(0);
        let number = self.table.numbering.map(|column| self.sheet.own(row, column)).filter(|raw| *raw != Raw::Empty);
        let cells = self.sheet.line(row).map(|line| self.sheet.cells(line).between(self.table.left, self.table.right));
        let text = cells.and_then(|cells| cells.iter().map(|(_, raw)| raw).find(|raw| matches!(raw, Raw::Text(_))));
        number.into_iter().chain(text.filter(|text| Some(*text) != number)).collect()
    }

    /// What level a record says that it is of: by its running number where there is one, else by its first words.
    fn level(&self, at: usize) -> Level {
        let row = self.rows.get(at).copied().unwrap_or(0);
        let words = match self.table.numbering {
            Some(column) => shown(self.sheet.own(row, column), self.book),
            None => self.first(at).first().map(|raw| shown(*raw, self.book)).unwrap_or_default(),
        };
        level(&words)
    }

    /// How a record is set: its level without its number, and which of its cells hold words or a number that counts it.
    fn form(&self, at: usize) -> (std::mem::Discriminant<Level>, Vec<u32>) {
        let row = self.rows.get(at).copied().unwrap_or(0);
        let cells = self.sheet.line(row).map(|line| self.sheet.cells(line).between(self.table.left, self.table.right));
        let told = |(column, raw): &(u32, Raw)| matches!(raw, Raw::Text(_)) || Some(*column) == self.table.numbering;
        let told = cells.into_iter().flat_map(|cells| cells.iter()).filter(told).map(|(column, _)| column);
        (std::mem::discriminant(&self.level(at)), told.collect())
    }

    /// The digits of an amount beyond what all amounts of its column are multiples of: how many of its like there are.
    fn digits(&self, amounts: &[f64], grains: &[f64]) -> f64 {
        let digits = |(amount, grain): (&f64, &f64)| (amount.abs() / grain).max(1.0).log10();
        amounts.iter().zip(grains).map(digits).sum()
    }

    /// The largest power of ten that all amounts of a column are multiples of, from a hundredth on.
    fn grains(&self) -> Vec<f64> {
        let of = |column: usize| {
            let values =
                || self.amounts.iter().filter_map(|amounts| amounts.get(column)).filter(|value| **value != 0.0);
            let fits = |grain: &f64| values().all(|value| same_amount((value / grain).round() * grain, *value));
            [1e6, 1e5, 1e4, 1e3, 1e2, 10.0, 1.0, 0.1].into_iter().find(fits).unwrap_or(0.01)
        };
        (0..self.columns.len()).map(of).collect()
    }

    /// Whether a total of the sender's own comes to all records: none of them is meant for another one's sum.
    fn proved(&self) -> bool {
        let totals = self.table.rows.iter().filter(|(_, kind)| matches!(kind, Row::Total(_)));
        let mut rows = self.rows.iter().zip(&self.amounts).peekable();
        let mut sums = vec![0.0; self.columns.len()];
        for (total, _) in totals {
            while let Some((_, amounts)) = rows.next_if(|(row, _)| **row < *total) {
                sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
            }
            let right = self.of(*total).iter().zip(&sums).all(|(total, sum)| same_amount(*total, *sum));
            if right && rows.peek().is_none() && sums.iter().any(|sum| *sum != 0.0) {
                return true;
            }
        }
        false
    }

    /// The running number of a record.
    fn number(&self, at: usize) -> Option<f64> {
        let column = self.table.numbering?;
        amount(self.book, self.sheet.own(*self.rows.get(at)?, column))
    }

    /// Whether records are numbered one after another, and so are of one level.
    fn in_a_row(&self, mut records: std::ops::RangeInclusive<usize>) -> bool {
        let first = records.next().and_then(|at| self.number(at));
        first.is_some_and(|first| {
            (1_u32..).zip(records).all(|(step, at)| self.number(at) == Some(first + f64::from(step)))
        })
    }

    /// The first or the last record, where it is the sum of all others: few digits are chance less often than a total.
    fn whole(&self) -> Option<(Found, usize)> {
        let unread = |row: &u32| {
            let cells = self.columns.iter().map(|column| self.sheet.own(*row, *column));
            let mut texts = cells.filter(|raw| self.book.text(*raw).is_some_and(|text| !placeholder(text)));
            texts.any(|raw| amount(self.book, raw).is_none())
        };
        if self.rows.iter().any(unread) {
            return None;
        }
        let enough = |last: usize| last >= 3 || last >= 2 && self.columns.len() > 1;
        let last = self.rows.len().checked_sub(1).filter(|last| enough(*last) && !self.in_a_row(0..=*last))?;
        let mut sums = vec![0.0; self.columns.len()];
        for amounts in &self.amounts {
            sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
        }
        let whole = |at: &usize| {
            let amounts = &self.amounts[*at];
            let most = amounts.iter().fold(0.0_f64, |most, amount| most.max(amount.abs()));
            // A total without a name may be rounded, or wrong.
            let nameless = *at == last && self.first(*at).is_empty();
            let near = |amount: f64, sum: f64| nameless && (amount - sum).abs() <= sum.abs() / 200.0;
            let comes_to = |amount: f64, sum: f64| same_amount(amount, sum) || near(amount, sum);
            most >= 100.0 && amounts.iter().zip(&sums).all(|(amount, sum)| comes_to(*amount, *sum - *amount))
        };
        let at = [0, last].into_iter().find(whole)?;
        let (first, last) = if at == 0 { (1, last) } else { (0, last - 1) };
        Some((Found { at, first, last, digits: 0.0 }, 0))
    }

    /// The first record that is the sum of those beside it and how many more there are, where that cannot be chance.
    fn sums(&self) -> Option<(Found, usize)> {
        let grains = self.grains();
        let mut nodes: Vec<Node> = self
            .amounts
            .iter()
            .enumerate()
            .map(|(at, amounts)| Node { at, amounts: amounts.clone(), parts: 0 })
            .collect();
        let (mut found, mut trials) = (Vec::new(), 0_usize);
        // Parts of parts are put together first.
        loop {
            let mut put_together = false;
            let mut at = 0;
            while at < nodes.len() {
                let below = run(&nodes, at, &mut trials, |at, step| at.checked_add(step));
                let above = || run(&nodes, at, &mut 0, usize::checked_sub);
                let Some(other) = below.or_else(above) else {
                    at += 1;
                    continue;
                };
                let range = at.min(other)..at.max(other) + 1;
                if self.in_a_row(nodes[range.start].at..=nodes[range.end - 1].at) {
                    at += 1;
                    continue;
                }
                let inside: Vec<usize> = range.clone().filter(|inside| *inside != at).collect();
                let (first, last) = (nodes[inside[0]].at, nodes[inside[inside.len() - 1]].at);
                let digits = self.digits(&nodes[at].amounts, &grains);
                found.push(Found { at: nodes[at].at, first, last, digits });
                let parts = inside.len();
                let node = Node { at: nodes[at].at, amounts: nodes[at].amounts.clone(), parts };
                let start = range.start;
                nodes.splice(range, [node]);
                at = start + 1;
                put_together = true;
            }
            if !put_together {
                break;
            }
        }
        if found.is_empty() {
            return None;
        }
        let tried = (trials.max(1) as f64).log10();
        // Where every record is a sum or a part of one, they were set so.
        let all = nodes.iter().all(|node| node.parts > 0);
        let bonus = if all && nodes.len() > 1 { 1.0 } else { 0.0 };
        let sure: f64 = found.iter().map(|found| found.digits - tried + bonus).sum();
        let apart = |found: &Found| {
            let own = self.form(found.at);
            let mut parts = (found.first..=found.last).filter(|at| *at != found.at).map(|at| self.form(at));
            let first = parts.next();
            first.as_ref() != Some(&own) && parts.all(|form| Some(form) == first)
        };
        let levels = found.iter().filter(|found| apart(found)).count();
        if sure < SURE && !(levels > 0 && levels * 2 >= found.len() && sure > 0.0) {
            return None;
        }
        found.sort_by_key(|found| found.at);
        let more = found.len() - 1;
        found.into_iter().next().map(|first| (first, more))
    }

    /// The last or the first few records, where they come to the sum of all others and that cannot be chance: 工业 and
    /// 商业 below the enterprises. With the first of them, and how many there are.
    fn split(&self) -> Option<(usize, usize)> {
        let count = self.rows.len();
        if count < 6 || self.in_a_row(0..=count - 1) {
            return None;
        }
        let sum = |range: std::ops::Range<usize>| {
            let mut sums = vec![0.0; self.columns.len()];
            for amounts in self.amounts.get(range).unwrap_or_default() {
                sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
            }
            sums
        };
        let all = sum(0..count);
        let most = PARTS.min((count - 1) / 2);
        let trials = (2.0 * most as f64).log10();
        (2..=most).flat_map(|parts| [(count - parts, parts), (0, parts)]).find(|(first, parts)| {
            let own = sum(*first..first + parts);
            let others: Vec<f64> = all.iter().zip(&own).map(|(all, own)| all - own).collect();
            let same = own.iter().zip(&others).all(|(own, others)| same_amount(*own, *others));
            same && self.digits(&own, &self.grains()) - trials >= SURE
        })
    }

    /// The first record whose number says that the next ones are parts of it, and how many more there are.
    fn levels(&self) -> Option<(usize, usize)> {
        let filled =
            |at: usize| self.amounts.get(at).is_some_and(|amounts| amounts.iter().any(|amount| *amount != 0.0));
        let above = |at: &usize| filled(*at) && filled(at + 1) && self.level(*at).heads(&self.level(at + 1));
        let mut all = (0..self.rows.len().saturating_sub(1)).filter(above);
        let first = all.next()?;
        Some((first, all.count()))
    }

    /// The first record that is called as a total of all is, and how many more there are.
    fn named_so(&self) -> Option<(usize, usize)> {
        let whole = |at: &usize| {
            let text = self.first(*at).into_iter().rev().find(|raw| matches!(raw, Raw::Text(_)));
            text.is_some_and(|raw| whole_word(&match_form(&shown(raw, self.book))))
        };
        let mut all = (0..self.rows.len()).filter(whole);
        let first = all.next().filter(|_| self.rows.len() > 2)?;
        Some((first, all.count()))
    }

    /// The first record that says to be a part of the one above it, and how many more there are: 其中：一分厂.
    fn of_which(&self) -> Option<(usize, usize)> {
        // 去年同期 below each record.
        let mut compared: HashMap<String, usize> = HashMap::new();
        for at in 0..self.rows.len() {
            let name = self.first(at).last().map(|raw| match_form(&shown(*raw, self.book))).unwrap_or_default();
            if compared_word(&name) {
                *compared.entry(name).or_default() += 1;
            }
        }
        let again = |text: &str| compared.get(text).is_some_and(|count| *count > 1);
        let says = |at: usize, raw: &Raw| {
            let text = match_form(&shown(*raw, self.book));
            let bare = text.trim_start_matches(['(', '#', '-', '—', '*']);
            // A record that is numbered may be called 其中村.
            let behind = bare.strip_prefix("其中");
            behind
                .is_some_and(|rest| self.number(at).is_none() || rest.is_empty() || rest.starts_with([':', ',', '、']))
                || ["含:", "包括:", "包含:", "注:", "备注:", "附:"].iter().any(|word| bare.starts_with(word))
                || ["去年", "上年", "上月"].iter().any(|word| bare.starts_with(word)) && bare.ends_with(['月', '数'])
                || again(&text)
                || text.starts_with(['#', '—']) && bare.chars().count() > 1
        };
        // Where the first record says so too, all of them are called so.
        if self.first(0).iter().any(|raw| says(0, raw)) {
            return None;
        }
        let filled = |at: &usize| self.amounts.get(*at).is_some_and(|own| own.iter().any(|amount| *amount != 0.0));
        let mut all = (1..self.rows.len()).filter(|at| filled(at) && self.first(*at).iter().any(|raw| says(*at, raw)));
        let first = all.next()?;
        Some((first, all.count()))
    }

    /// The first record below a total that is right without it, and how many there are.
    fn behind(&self) -> Option<(usize, usize)> {
        let total = self.table.rows.iter().rev().find(|(_, kind)| matches!(kind, Row::Total(_) | Row::Sum { .. }));
        let whole = |kind: &Row| matches!(kind, Row::Total(Total::Whole) | Row::Sum { total: Total::Whole, .. });
        let (total, _) = total.filter(|(_, kind)| whole(kind))?;
        let first = self.rows.partition_point(|row| row < total);
        let filled = |amounts: &&Vec<f64>| amounts.iter().any(|amount| *amount != 0.0);
        let count = self.amounts.iter().skip(first).filter(filled).count();
        let mut sums = vec![0.0; self.columns.len()];
        for amounts in self.amounts.iter().take(first) {
            sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
        }
        let right = self.of(*total).iter().zip(&sums).all(|(total, sum)| same_amount(*total, *sum));
        (first >= 2 && count > 0 && right && sums.iter().any(|sum| *sum != 0.0)).then_some((first, count))
    }
}

/// The last of the nodes beside one, step by step away from it, that come to it in every column: two or more that are
/// something.
fn run(nodes: &[Node], at: usize, trials: &mut usize, away: impl Fn(usize, usize) -> Option<usize>) -> Option<usize> {
    let wanted = &nodes.get(at)?.amounts;
    if wanted.iter().all(|amount| *amount == 0.0) {
        return None;
    }
    let mut sums = vec![0.0; wanted.len()];
    let mut filled = 0;
    for step in 1..=REACH {
        let other = away(at, step)?;
        let node = nodes.get(other)?;
        sums.iter_mut().zip(&node.amounts).for_each(|(sum, amount)| *sum += amount);
        filled += usize::from(node.amounts.iter().any(|amount| *amount != 0.0));
        *trials += 1;
        if filled >= 2 && sums.iter().zip(wanted).all(|(sum, wanted)| same_amount(*sum, *wanted)) {
            return Some(other);
        }
        // Amounts are hardly ever below zero: what is beyond stays so.
        if sums.iter().zip(wanted).any(|(sum, wanted)| *sum > *wanted * 2.0 + 1.0) {
            return None;
        }
    }
    None
}
