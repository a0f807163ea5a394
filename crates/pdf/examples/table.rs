//! Sets the table of the benchmark and writes it as a PDF: `table ROWS FILE`. The content is that of
//! the peers: 7 columns of numbers, codes, names, trades and amounts.

use model::document::{Block, Cell, Document, Row, Table, TableColumn};
use model::ledger::Kind;
use model::page::Face;
use model::report::{Head, Layout};
use std::path::Path;
use std::sync::Arc;

const HEAD: [(&str, Kind); 7] = [
    ("序号", Kind::Integer),
    ("统一社会信用代码", Kind::CreditCode),
    ("企业名称", Kind::Text),
    ("行业", Kind::Text),
    ("本年累计(万元)", Kind::Money),
    ("上年同期(万元)", Kind::Money),
    ("同比", Kind::Percent),
];
const TRADES: [&str; 3] = ["电子信息", "机械制造", "纺织鞋服"];

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let rows = arguments.next().and_then(|rows| rows.parse().ok()).ok_or("the number of rows is missing")?;
    let file = arguments.next().ok_or("the file is missing")?;
    let document = document(rows)?;
    let faces = faces()?;
    let (pages, problems) = layout::pages(&document, &faces);
    drop(document);
    if let Some(problem) = problems.iter().find(|problem| problem.severity == model::Severity::Error) {
        return Err(format!("{problem:?}"));
    }
    let bytes = pdf::bytes(&pages).map_err(|said| said.chinese().to_owned())?;
    write(Path::new(&file), &bytes)
}

/// Amounts that look like chance and are the same each time.
fn amount(state: &mut u32, most: u32) -> String {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    let hundredths = (*state >> 8) % (most * 100);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn document(rows: usize) -> Result<Document, String> {
    let mut state = 1;
    let cell = |text: String| Cell { text, ..Cell::default() };
    let row = |number: usize| Row {
        cells: vec![
            cell((number + 1).to_string()),
            cell(format!("9135050{number:011}")),
            cell(format!("示例高新区{number}电子科技有限公司")),
            cell(TRADES[number * 7 % 5 % 3].to_owned()),
            cell(amount(&mut state, 1000)),
            cell(amount(&mut state, 1000)),
            cell(format!("{}%", amount(&mut state, 50))),
        ],
        ..Row::default()
    };
    let column = |(title, kind): &(&str, Kind)| TableColumn {
        title: (*title).to_owned(),
        kind: *kind,
        format: None,
        figure: None,
    };
    let table =
        Table { columns: HEAD.iter().map(column).collect(), rows: (0..rows).map(row).collect(), ..Table::default() };
    Ok(Document {
        edition: model::edition::Edition::Internal,
        name: "table".to_owned(),
        title: String::new(),
        organisation: String::new(),
        layout: Layout::Plain,
        head: Head::default(),
        time: model::ReportingTime::end_of("2021-02".parse().map_err(|_| "the month exists")?),
        blocks: vec![Block::Table(table)],
        figures: Vec::new(),
    })
}

#[expect(clippy::disallowed_methods, reason = "An example writes its own files.")]
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| error.to_string())
}

#[expect(clippy::disallowed_methods, reason = "An example reads its own files.")]
fn faces() -> Result<Vec<Face>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../layout/fonts");
    let face = |(role, file): (_, &str)| {
        let bytes = std::fs::read(folder.join(file)).map_err(|error| format!("{file}: {error}"))?;
        Ok(Face { role, name: file.to_owned(), bytes: Arc::new(bytes), index: 0 })
    };
    layout::FILES.into_iter().map(face).collect()
}
