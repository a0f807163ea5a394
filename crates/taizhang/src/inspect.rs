//! `taizhang inspect`: what the importer sees in a workbook, without a definition.

use crate::child;
use crate::cli::InspectOptions;
use crate::disk::io_words;
use crate::language::{here, language, tell};
use crate::outcome::{End, Fatal};
use ingest::{Description, Detail, Field, Grid, Refusal, TableDescription, inspect};
use model::{Diagnostic, Said, Severity, say};
use serde::Serialize;
use std::fs;
use std::path::Path;

/// So many columns, notes and problems are shown unless all are asked for.
const SHOWN: usize = 12;

/// Looks at a workbook.
pub(crate) fn run(options: &InspectOptions) -> Result<End, Fatal> {
    let detail = if options.values { Detail::Values } else { Detail::Summary };
    let grid = open(&options.file)?;
    let description = inspect(&name(&options.file), grid.as_ref().map_err(Clone::clone), detail);
    if options.output.json() {
        println!("{}", json(&description)?);
    } else {
        print(&description, options);
    }
    let failed = description.diagnostics.iter().any(|problem| problem.severity == Severity::Error);
    Ok(if failed { End::Problems } else { End::Clean })
}

/// Opens a workbook anywhere on the disk.
pub(crate) fn open(file: &Path) -> Result<Result<Grid, Refusal>, Fatal> {
    let failed = |error: std::io::Error| {
        let (file, why) = (file.display(), io_words(&error));
        say!("无法读取“{file}”：{why}。", "cannot read “{file}”: {why}.", why)
    };
    Ok(child::open(&fs::read(file).map_err(failed)?))
}

/// The file's name without its folder.
pub(crate) fn name(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// What is seen, and the problems.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    description: &'a Description,
    diagnostics: Vec<Problem<'a>>,
}

/// A problem; it names no file, since there is only one.
#[derive(Serialize)]
struct Problem<'a> {
    code: &'a str,
    severity: Severity,
    sheet: Option<&'a str>,
    cell: Option<String>,
    message: String,
}

/// The form for machines, with the fields in the order in which they are documented.
fn json(description: &Description) -> Result<String, Fatal> {
    fn problem(problem: &Diagnostic) -> Problem<'_> {
        Problem {
            code: problem.rule.code,
            severity: problem.severity,
            sheet: problem.place.sheet.as_deref(),
            cell: problem.place.cell.map(|(row, column)| model::diagnostic::address(row, column)),
            message: problem.message(language()),
        }
    }
    let answer = Answer { description, diagnostics: description.diagnostics.iter().map(problem).collect() };
    serde_json::to_string_pretty(&answer).map_err(|error| Fatal::Message(Said::same(error.to_string())))
}

fn print(description: &Description, options: &InspectOptions) {
    let most = if options.all { usize::MAX } else { SHOWN };
    let (file, count) = (&description.file, description.sheets.len());
    tell!("{file}：{count} 个工作表", "{file}: {count} sheet(s)");
    for sheet in &description.sheets {
        let (name, count) = (&sheet.name, sheet.tables.len());
        match sheet.visible {
            true => tell!("工作表“{name}”：{count} 个表", "Sheet “{name}”: {count} table(s)"),
            false => tell!("工作表“{name}”（隐藏）：{count} 个表", "Sheet “{name}” (hidden): {count} table(s)"),
        }
        for table in &sheet.tables {
            print_table(table, most);
        }
    }
    for problem in description.diagnostics.iter().take(most) {
        let place = match (&problem.place.sheet, problem.place.cell) {
            (Some(sheet), Some((row, column))) => format!(" [{sheet}!{}]", model::diagnostic::address(row, column)),
            (Some(sheet), None) => format!(" [{sheet}]"),
            _ => String::new(),
        };
        let code = problem.rule.code;
        tell!(
            "{severity} {code}{place}：{message}",
            "{severity} {code}{place}: {message}",
            severity = problem.severity,
            message = problem.said()
        );
    }
    if let Some(more) = description.diagnostics.len().checked_sub(most).filter(|more| *more > 0) {
        tell!("……还有 {more} 处，用 --all 查看", "… {more} more; see --all");
    }
}

fn print_table(table: &TableDescription, most: usize) {
    let [left, right] = &table.columns;
    let title = table.title.as_deref().map(|title| say!("《{title}》", "“{title}”, ")).unwrap_or_default();
    let (header, data) = (rows(table.header_rows), rows(table.data_rows));
    let (records, totals, sections) = (table.records, table.total_rows, table.sections.len());
    tell!(
        "  {title}{left}—{right} 列，表头第 {header} 行，数据第 {data} 行：记录 {records} 条，合计行 {totals} 个，小标题行 {sections} 个",
        "  {title}columns {left}—{right}, header in row {header}, data in row {data}: {records} record(s), {totals} total row(s), {sections} section row(s)",
        title
    );
    if let Some(unit) = &table.unit {
        let from = match unit.from {
            "banner" => Said::fixed("表上方", "above the table"),
            "label" => Said::fixed("表头", "header"),
            "row" => Said::fixed("行首", "start of the row"),
            "sheet" => Said::fixed("工作表名", "name of the sheet"),
            _ => Said::fixed("文件名", "name of the file"),
        };
        let name = &unit.name;
        let cell = unit.cell.as_deref().map(|cell| say!("{cell}", " {cell}")).unwrap_or_default();
        tell!("    单位：{name}（{from}{cell}）", "    unit: {name} ({from}{cell})", from, cell);
    }
    for field in table.fields.iter().take(most) {
        println!("    {}", here(&line(field)));
    }
    if let Some(more) = table.fields.len().checked_sub(most).filter(|more| *more > 0) {
        tell!("    ……还有 {more} 列，用 --all 查看", "    … {more} more column(s); see --all");
    }
    for note in table.notes.iter().take(most) {
        let (row, text) = (note.row, &note.text);
        tell!("    说明（第 {row} 行）：{text}", "    remark (row {row}): {text}");
    }
    for values in &table.values {
        let cells: Vec<&str> = values.values.iter().map(|value| value.as_deref().unwrap_or_default()).collect();
        println!("    {}\t{}", values.row, cells.join("\t"));
    }
}

fn rows([first, last]: [u32; 2]) -> String {
    if first == last { first.to_string() } else { format!("{first}—{last}") }
}

fn line(field: &Field) -> Said {
    let kind = match field.kind {
        "money" => Said::fixed("金额", "money"),
        "number" => Said::fixed("数字", "number"),
        "percent" => Said::fixed("百分比", "percentage"),
        "date" => Said::fixed("日期", "date"),
        "month" => Said::fixed("月份", "month"),
        "integer" => Said::fixed("整数", "integer"),
        "code" => Said::fixed("代码", "code"),
        "boolean" => Said::fixed("是否", "yes or no"),
        _ => Said::fixed("文字", "text"),
    };
    let unit = field.unit.as_deref().map(|unit| say!("，{unit}", ", {unit}")).unwrap_or_default();
    let examples = match field.examples.is_empty() {
        true => Said::default(),
        false => {
            let examples = Said::list(field.examples.iter().map(Said::same));
            say!("：{examples}", ": {examples}", examples)
        }
    };
    let (column, path, empty) = (&field.column, field.path.join("/"), field.nulls);
    say!(
        "{column} {path}（{kind}{unit}，空 {empty}）{examples}",
        "{column} {path} ({kind}{unit}, {empty} empty){examples}",
        kind,
        unit,
        examples
    )
}
