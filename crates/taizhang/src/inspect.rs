//! `taizhang inspect`: what the importer sees in a workbook, without a definition.

use crate::child;
use crate::cli::InspectOptions;
use crate::disk::io_words;
use crate::outcome::{End, Fatal};
use ingest::{Description, Detail, Field, Grid, Refusal, TableDescription, inspect};
use model::{Diagnostic, Severity};
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
    let failed =
        |error: std::io::Error| Fatal::Message(format!("无法读取“{}”：{}。", file.display(), io_words(&error)));
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
            message: problem.message(),
        }
    }
    let answer = Answer { description, diagnostics: description.diagnostics.iter().map(problem).collect() };
    serde_json::to_string_pretty(&answer).map_err(|error| Fatal::Message(error.to_string()))
}

fn print(description: &Description, options: &InspectOptions) {
    let most = if options.all { usize::MAX } else { SHOWN };
    println!("{}：{} 个工作表", description.file, description.sheets.len());
    for sheet in &description.sheets {
        let hidden = if sheet.visible { "" } else { "（隐藏）" };
        println!("工作表“{}”{hidden}：{} 个表", sheet.name, sheet.tables.len());
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
        println!("{} {}{place}：{}", problem.severity.chinese(), problem.rule.code, problem.message());
    }
    if let Some(more) = description.diagnostics.len().checked_sub(most).filter(|more| *more > 0) {
        println!("……还有 {more} 处，用 --all 查看");
    }
}

fn print_table(table: &TableDescription, most: usize) {
    let [left, right] = &table.columns;
    let title = table.title.as_deref().map(|title| format!("《{title}》")).unwrap_or_default();
    println!(
        "  {title}{left}—{right} 列，表头第 {} 行，数据第 {} 行：记录 {} 条，合计行 {} 个，小标题行 {} 个",
        rows(table.header_rows),
        rows(table.data_rows),
        table.records,
        table.total_rows,
        table.sections.len()
    );
    if let Some(unit) = &table.unit {
        let from = match unit.from {
            "banner" => "表上方",
            "label" => "表头",
            "row" => "行首",
            "sheet" => "工作表名",
            _ => "文件名",
        };
        println!("    单位：{}（{from}{}）", unit.name, unit.cell.as_deref().unwrap_or_default());
    }
    for field in table.fields.iter().take(most) {
        println!("    {}", line(field));
    }
    if let Some(more) = table.fields.len().checked_sub(most).filter(|more| *more > 0) {
        println!("    ……还有 {more} 列，用 --all 查看");
    }
    for note in table.notes.iter().take(most) {
        println!("    说明（第 {} 行）：{}", note.row, note.text);
    }
    for values in &table.values {
        let cells: Vec<&str> = values.values.iter().map(|value| value.as_deref().unwrap_or_default()).collect();
        println!("    {}\t{}", values.row, cells.join("\t"));
    }
}

fn rows([first, last]: [u32; 2]) -> String {
    if first == last { first.to_string() } else { format!("{first}—{last}") }
}

fn line(field: &Field) -> String {
    let kind = match field.kind {
        "money" => "金额",
        "number" => "数字",
        "percent" => "百分比",
        "date" => "日期",
        "month" => "月份",
        "integer" => "整数",
        "code" => "代码",
        "boolean" => "是否",
        _ => "文字",
    };
    let unit = field.unit.as_deref().map(|unit| format!("，{unit}")).unwrap_or_default();
    let examples = if field.examples.is_empty() { String::new() } else { format!("：{}", field.examples.join("、")) };
    format!("{} {}（{kind}{unit}，空 {}）{examples}", field.column, field.path.join("/"), field.nulls)
}
