//! Which sheets of a workbook count: not the hidden ones, nor those that say that they are void or
//! copies where others are there, nor a second sheet of the same content.

use crate::checks::nested_rows::NESTED_ROWS;
use crate::checks::{skipped_sheet, uncounted_sheet::UNCOUNTED_SHEET, void_sheet::VOID_SHEET};
use crate::grid::{Book, Sheet};
use crate::mapping::Table;
use crate::recognise::{Row, amount, same_amount};
use crate::report::Report;
use crate::text::match_form;
use model::ledger::{Kind, Ledger};
use model::{Diagnostic, Place, Said};
use std::collections::HashSet;

/// A sheet with those of its tables that are the ledger's.
pub(crate) type Candidate<'a> = (&'a Sheet, Vec<Table>);

/// What the name of a sheet says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Void,
    Copy,
    /// A draft, what was before, how the form is to be filled in.
    Draft,
    /// It may be one of them.
    Doubtful,
}

const VOID: [&str; 6] = ["作废", "废弃", "废止", "弃用", "停用", "无效"];
const COPY: [&str; 5] = ["副本", "复件", "备份", "拷贝", "copy"];
const DRAFT: [&str; 14] = [
    "草稿",
    "底稿",
    "旧版",
    "旧表",
    "修改前",
    "更正前",
    "模板",
    "样表",
    "样例",
    "示例",
    "范例",
    "填报说明",
    "填写说明",
    "填表说明",
];
/// These alone, as names are chosen that nobody is to read.
const DRAFTS: [&str; 7] = ["旧", "old", "bak", "不用", "不要", "删除", "测试"];
const DOUBTFUL: [&str; 33] = [
    "上月",
    "上期",
    "计划",
    "预算",
    "目标",
    "说明",
    "核销",
    "已核销",
    "注销",
    "已注销",
    "历史",
    "历史数据",
    "参考",
    "核对",
    "对比",
    "原表",
    "原始",
    "备查",
    "存档",
    "备用",
    "校对",
    "临时",
    "老数据",
    "勿动",
    "上年",
    "去年",
    "上年同期",
    "去年同期",
    "累计",
    "累计数",
    "本年累计",
    "全年累计",
    "年初至今",
];

fn told(name: &str) -> Option<Told> {
    let name = match_form(name).to_lowercase();
    // 12月(作废), 备份12月, and not 模板公司 or 作废票据处理站: nothing but a time or a mark stands behind the word, or it
    // stands at the end.
    let mark = |letter: char| letter.is_ascii_digit() || "年月日份季度表稿版()[]【】_-—. 的件".contains(letter);
    let any = |words: &[&str]| {
        words.iter().any(|word| name.rsplit_once(word).is_some_and(|(_, behind)| behind.chars().all(mark)))
    };
    let alone = |words: &[&str]| words.contains(&name.as_str());
    match () {
        () if any(&VOID) => Some(Told::Void),
        () if any(&COPY) => Some(Told::Copy),
        () if any(&DRAFT) || alone(&DRAFTS) => Some(Told::Draft),
        // 1-12月累计 beside 12月.
        () if alone(&DOUBTFUL) || name.ends_with("月累计") => Some(Told::Doubtful),
        () => None,
    }
}

/// The name of a sheet without the number that a copy has: `12月 (2)`.
fn original(name: &str) -> Option<String> {
    let name = match_form(name);
    let (original, number) = name.strip_suffix(')')?.rsplit_once('(')?;
    let number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    number.then(|| original.to_owned())
}

/// How many records the tables have.
fn rows((_, tables): &Candidate<'_>) -> usize {
    tables.iter().map(Table::records).sum()
}

/// Whether the name of a sheet has that of another in it: 12月 副本 beside 12月.
fn named_after(name: &str, all: &[String]) -> bool {
    // 税收 - 副本, 12月_备份.
    let (lower, name) = (name.to_lowercase(), match_form(name));
    let apart = |word: &&str| {
        let before = lower.split_once(*word).map_or("", |(before, _)| before);
        before.chars().count() > 1 && before.ends_with(|letter: char| " 　-—_(（[【".contains(letter))
    };
    COPY.iter().chain(&DRAFT).any(apart)
        || all.iter().any(|other| *other != name && !other.is_empty() && name.starts_with(other.as_str()))
}

/// What the records of a sheet are called: their first words.
fn called(book: &Book, (sheet, tables): &Candidate<'_>) -> Vec<String> {
    let rows = tables.iter().flat_map(|table| &table.rows).filter(|(_, kind)| *kind == Row::Record);
    let first = |row: u32| sheet.cells(sheet.line(row)?).iter().find_map(|(_, raw)| book.text(raw)).map(match_form);
    rows.filter_map(|(row, _)| first(*row)).collect()
}

/// Whether half of a sheet's records are called as records of other sheets are: else it is no copy of them.
fn repeats(records: &[(String, Vec<String>)], name: &str) -> bool {
    let known: HashSet<&String> = records.iter().filter(|(other, _)| other != name).flat_map(|(_, all)| all).collect();
    let own = records.iter().filter(|(other, _)| other == name).flat_map(|(_, all)| all);
    own.clone().filter(|name| known.contains(name)).count() * 2 >= own.count()
}

/// Whether two sheets hold the same cells.
fn same(one: &Sheet, other: &Sheet) -> bool {
    let places = |sheet: &Sheet| sheet.lines.iter().map(|line| line.row).collect::<Vec<u32>>();
    let alike =
        || one.lines.iter().zip(&other.lines).all(|(own, line)| one.cells(own).iter().eq(other.cells(line).iter()));
    one.lines.len() == other.lines.len() && places(one) == places(other) && alike()
}

/// The sums of the records in each of the ledger's columns of amounts, those of periods together.
fn sums<'s>(book: &Book, ledger: &Ledger, tables: impl Iterator<Item = (&'s Sheet, &'s Table)>) -> Vec<f64> {
    let mut sums = vec![0.0; ledger.columns.len() + 1];
    // Whole numbers may be years and numbers of rows where there are amounts.
    let amounts = ledger.columns.iter().any(|column| matches!(column.kind, Kind::Money | Kind::Number));
    let kinds: &[Kind] = if amounts { &[Kind::Money, Kind::Number] } else { &[Kind::Integer] };
    for (sheet, table) in tables {
        let columns = ledger.columns.iter().zip(&table.columns).enumerate();
        let amounts =
            columns.filter(|(_, (column, _))| kinds.contains(&column.kind) && !ledger.key.contains(&column.id));
        let own = amounts.filter_map(|(at, (_, found))| Some((at, found.as_ref()?.column)));
        let periods = table.periods.iter().map(|(column, _)| (ledger.columns.len(), *column));
        for (at, column) in own.chain(periods) {
            let rows = table.rows.iter().filter(|(_, kind)| *kind == Row::Record);
            let cells = rows.filter_map(|(row, _)| amount(book, sheet.own(*row, column)));
            if let Some(sum) = sums.get_mut(at) {
                *sum += cells.sum::<f64>();
            }
        }
    }
    sums
}

fn tables<'s>((sheet, tables): &'s Candidate<'s>) -> impl Iterator<Item = (&'s Sheet, &'s Table)> {
    tables.iter().map(|table| (*sheet, table))
}

/// Tells of a table that holds the sums of all others, perhaps rounded: 分镇汇总 below the records of the towns.
pub(crate) fn summaries(
    (book, sheet): (&Book, &Sheet),
    table: &Table,
    all: &[(&Sheet, Table)],
    ledger: &Ledger,
    report: &mut Report<'_>,
) {
    let others = || {
        let own = |other: &Sheet, beside: &Table| {
            std::ptr::eq(other, sheet) && (beside.top, beside.left) == (table.top, table.left)
        };
        all.iter().filter(move |(other, beside)| !own(other, beside)).map(|(other, beside)| (*other, beside))
    };
    if table.records() == 0 || table.records() >= others().map(|(_, other)| other.records()).sum() {
        return;
    }
    let (own, others) = (sums(book, ledger, std::iter::once((sheet, table))), sums(book, ledger, others()));
    let mut told = own.iter().zip(&others).filter(|(own, _)| own.abs() >= 100.0).peekable();
    // Each of its numbers may be rounded.
    let half = table.records() as f64 / 2.0;
    let near =
        |own: f64, other: f64| same_amount(own, other) || (own - other).abs() <= half && own.abs() >= half * 200.0;
    if told.peek().is_some() && told.all(|(own, other)| near(*own, *other)) {
        let label = table.columns.iter().flatten().map(|found| found.label.as_str()).next().unwrap_or_default();
        let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, table.left);
        report.add(Diagnostic::new(&NESTED_ROWS, place).words("table", label));
    }
}

/// The sheet that holds the sums of all others: it has fewer records, and every amount agrees.
fn summary<'a>(book: &Book, ledger: &Ledger, kept: &[Candidate<'a>]) -> Option<&'a Sheet> {
    let full: Vec<&Candidate<'a>> = kept.iter().filter(|candidate| rows(candidate) > 0).collect();
    let agrees = |one: &&&Candidate<'a>| {
        let others = || full.iter().copied().filter(|other| !std::ptr::eq(other.0, one.0));
        let (own, other) = (sums(book, ledger, tables(one)), sums(book, ledger, others().flat_map(tables)));
        let told = own.iter().filter(|sum| sum.abs() >= 100.0 || sum.abs() >= 1.0 && sum.fract() != 0.0).count();
        rows(one) < others().map(rows).sum()
            && told > 0
            && own.iter().zip(&other).all(|(own, other)| same_amount(*own, *other))
    };
    if full.len() < 2 { None } else { full.iter().find(agrees).map(|candidate| candidate.0) }
}

/// Keeps the sheets that count, in their order, and tells of the others that hold records.
pub(crate) fn counted<'a>(
    candidates: Vec<Candidate<'a>>,
    (book, ledger): (&Book, &Ledger),
    report: &mut Report<'_>,
) -> Vec<Candidate<'a>> {
    let others = candidates.iter().any(|candidate| {
        let (sheet, tables) = candidate;
        let certain = matches!(told(&sheet.name), None | Some(Told::Doubtful));
        !sheet.hidden && !tables.is_empty() && certain && rows(candidate) > 0
    });
    let names: Vec<String> = candidates.iter().map(|(sheet, _)| match_form(&sheet.name)).collect();
    // Only where a name says that its sheet is a copy is it looked at what the records are called.
    let any = candidates.iter().any(|(sheet, _)| matches!(told(&sheet.name), Some(Told::Copy | Told::Draft)));
    let records: Vec<(String, Vec<String>)> = match any {
        true => candidates.iter().map(|one| (one.0.name.clone(), called(book, one))).collect(),
        false => Vec::new(),
    };
    let sheets = candidates.iter().filter(|candidate| rows(candidate) > 0).count();
    let mut kept: Vec<Candidate<'a>> = Vec::new();
    for candidate in candidates {
        let (sheet, name) = (candidate.0, candidate.0.name.as_str());
        let rows = rows(&candidate);
        if rows == 0 {
            if sheet.hidden {
                report.sheet(name, skipped_sheet::SKIPPED_SHEET.problem().phrase("why", skipped_sheet::HIDDEN));
            } else {
                kept.push(candidate);
            }
            continue;
        }
        let twin = kept.iter().find(|(other, tables)| !tables.is_empty() && same(sheet, other)).map(|(twin, _)| *twin);
        let copied = original(name).filter(|name| kept.iter().any(|(other, _)| match_form(&other.name) == *name));
        let uncounted = || UNCOUNTED_SHEET.problem().count("rows", rows);
        let why = |chinese, english| uncounted().phrase("why", Said::fixed(chinese, english));
        match (sheet.hidden, twin, told(name)) {
            (true, ..) => report.sheet(name, why("是隐藏的", "is hidden")),
            (_, Some(twin), _) => report.sheet(name, uncounted().name("twin", &twin.name)),
            (_, None, Some(Told::Void)) if others => {
                report.sheet(name, why("的名称说已作废", "says in its name that it is void"))
            }
            (_, None, Some(Told::Copy | Told::Draft))
                if others && !named_after(name, &names) && !repeats(&records, name) =>
            {
                report.sheet(name, VOID_SHEET.problem().count("rows", rows).name("called", name));
                kept.push(candidate);
            }
            (_, None, Some(Told::Copy)) if others => {
                report.sheet(name, why("的名称说是副本", "says in its name that it is a copy"))
            }
            (_, None, Some(Told::Draft)) if others => report.sheet(
                name,
                why("的名称说是草稿、旧表或样表", "says in its name that it is a draft, an old one or a form"),
            ),
            (_, None, told) => {
                let doubt = VOID_SHEET.problem().count("rows", rows);
                match (told, copied) {
                    (Some(Told::Void), _) => report.sheet(name, doubt),
                    (Some(Told::Draft), _) | (Some(Told::Doubtful), _) if sheets > 1 || told == Some(Told::Draft) => {
                        report.sheet(name, doubt.name("called", name))
                    }
                    (_, Some(original)) => report.sheet(name, doubt.name("original", original)),
                    _ => {}
                }
                kept.push(candidate);
            }
        }
    }
    if let Some(sheet) = summary(book, ledger, &kept) {
        let sum = kept.iter().filter(|(other, _)| std::ptr::eq(*other, sheet)).map(rows).sum();
        let why = Said::fixed("是其他工作表的合计", "is the sum of the other sheets");
        report.sheet(&sheet.name, UNCOUNTED_SHEET.problem().count("rows", sum).phrase("why", why));
        kept.retain(|(other, _)| !std::ptr::eq(*other, sheet));
    }
    kept
}
