//! What a person sees of a sheet, a window of it at a time.

use super::formats::{by_hand_with, parts, stored};
use super::xlsx;
use crate::{CellKind, ColumnWidth, Grid, MOST_COLUMNS, MOST_ROWS, Window, from_bytes, open, to_bytes};
use rust_xlsxwriter::{Format, Workbook as Writer};
use std::ops::RangeInclusive;

/// A grid as the page has it: behind another process.
fn grid(bytes: &[u8]) -> Grid {
    from_bytes(&to_bytes(&open(bytes))).expect("a grid").expect("a workbook")
}

fn window(grid: &Grid, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>) -> Window {
    grid.window(0, rows, columns).expect("a sheet")
}

/// The cells of a window: row, column and text.
fn cells(window: &Window) -> Vec<String> {
    window.cells.iter().map(|cell| format!("{} {} {}", cell.row, cell.column, cell.text)).collect()
}

/// What the first sheet's cell shows, and what it holds if that is something else.
fn seen(grid: &Grid, row: u32, column: u32) -> (String, Option<String>) {
    let window = window(grid, row..=row, column..=column);
    let [cell] = window.cells.as_slice() else { panic!("{window:?}") };
    (cell.text.clone(), cell.stored.clone())
}

#[test]
fn a_window_shows_exactly_the_cells_within() {
    let grid = grid(&xlsx("a|b|c|d\n1|2|3|4\n\n5||7|8\n9|10|11|12"));
    let found = window(&grid, 2..=4, 2..=3);
    assert_eq!(cells(&found), ["2 2 2", "2 3 3", "4 3 7"]);
    assert_eq!((found.rows, found.columns), ([2, 4], [2, 3]));
    assert_eq!(cells(&window(&grid, 6..=90, 1..=9)), Vec::<String>::new());
    assert_eq!(cells(&window(&grid, 1..=9, 5..=9)), Vec::<String>::new());
    assert_eq!(grid.window(1, 1..=1, 1..=1), None);
}

#[test]
fn hostile_ranges_give_windows_within_bounds() {
    let grid = grid(&xlsx("a|b\n1|2"));
    let ends = [0, 1, 2, 500, 16_384, 16_385, 1_048_576, 1_048_577, u32::MAX];
    for (first, last) in ends.iter().flat_map(|first| ends.map(|last| (*first, last))) {
        for found in [window(&grid, first..=last, 1..=2), window(&grid, 1..=2, first..=last)] {
            let size = |[first, last]: [u32; 2]| (last + 1).saturating_sub(first);
            assert!(size(found.rows) <= MOST_ROWS && size(found.columns) <= MOST_COLUMNS, "{first} {last}: {found:?}");
            assert!(last >= first || found.cells.is_empty(), "{first} {last}: {found:?}");
        }
    }
    assert_eq!(window(&grid, 0..=u32::MAX, 0..=u32::MAX).cells.len(), 4);
    assert_eq!(grid.text_of(0, 0, 0), None);
    assert_eq!(grid.text_of(0, u32::MAX, u32::MAX), None);
    assert_eq!(grid.text_of(7, 1, 1), None);
}

#[test]
fn blocks_that_reach_into_a_window_come_with_what_they_show() {
    let grid = grid(&xlsx("标题|<|<|x\n甲|1|2|3\n^|4|5|6\n乙|7|8|9"));
    let all: Vec<[u32; 4]> = window(&grid, 1..=4, 1..=4)
        .blocks
        .iter()
        .map(|block| [block.top, block.left, block.bottom, block.right])
        .collect();
    assert_eq!(all, [[1, 1, 1, 3], [2, 1, 3, 1]]);
    let found = window(&grid, 3..=3, 1..=2);
    let [block] = found.blocks.as_slice() else { panic!("{found:?}") };
    assert_eq!(block.cell.as_ref().map(|cell| (cell.row, cell.column, cell.text.as_str())), Some((2, 1, "甲")));
    assert_eq!(cells(&found), ["3 2 4"]);
    let inside = window(&grid, 2..=3, 1..=1);
    assert!(inside.blocks.iter().all(|block| block.cell.is_none()), "{inside:?}");
    assert!(window(&grid, 4..=4, 1..=4).blocks.is_empty());
}

#[test]
fn cells_are_shown_as_the_sender_sees_them() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    let format = |code: &str| Format::new().set_num_format(code);
    let rows: [(f64, &str, &str, Option<&str>); 10] = [
        (44_286.0, "yyyy-mm-dd", "2021-03-31", None),
        (44_166.0, "yyyy\"年\"m\"月\";@", "2020年12月", Some("2020-12-01")),
        (0.5, "0%", "50%", None),
        (0.12345, "0.00%", "12.35%", Some("12.345%")),
        (0.1 + 0.2, "General", "0.3", None),
        (758_594.98, "#,##0.00", "758,594.98", None),
        (1_234.567, "#,##0.00_ ", "1,234.57", Some("1234.567")),
        (12_345_678.0, "0!.0,", "1234.5678", Some("12345678")),
        (5.0, ";;;", "", Some("5")),
        (7.0, "000000", "000007", None),
    ];
    for (row, (value, code, ..)) in (0_u32..).zip(rows) {
        sheet.write_number_with_format(row, 0, value, &format(code)).expect("a cell");
    }
    let grid = grid(&writer.save_to_buffer().expect("a workbook"));
    for (row, (_, code, text, stored)) in (1_u32..).zip(rows) {
        assert_eq!(seen(&grid, row, 1), (text.to_owned(), stored.map(str::to_owned)), "{code}");
    }
}

#[test]
fn cells_tell_what_they_are() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#N/A</v></c><c r=\"B1\" t=\"b\"><v>1</v></c><c r=\"C1\"><f>A1</f></c><c r=\"D1\"><v>1</v></c><c r=\"E1\" t=\"str\"><v>1</v></c></row>";
    let found = window(&grid(&by_hand_with("", rows)), 1..=1, 1..=5);
    let kinds: Vec<_> = found.cells.iter().map(|cell| (cell.text.as_str(), cell.kind)).collect();
    let expected = [
        ("#N/A", CellKind::Fault),
        ("TRUE", CellKind::Bool),
        ("", CellKind::Uncomputed),
        ("1", CellKind::Number),
        ("1", CellKind::Text),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn widths_and_hidden_rows_and_columns_are_told() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("数据").expect("a name");
    for row in 0..9 {
        sheet.write_number(row, 0, row).expect("a cell");
    }
    sheet.write_string(8, 4, "尾").expect("a cell");
    sheet.set_column_width(1, 20).expect("a width").set_column_hidden(2).expect("a column");
    for row in [2, 3, 6, 11] {
        sheet.set_row_hidden(row).expect("a row");
    }
    writer.add_worksheet().set_name("旧").expect("a name").set_hidden(true);
    let grid = grid(&writer.save_to_buffer().expect("a workbook"));
    let sheets = grid.sheets();
    let [first, second] = sheets.as_slice() else { panic!("{sheets:?}") };
    assert_eq!((first.name.as_str(), first.hidden, first.last_row, first.last_column), ("数据", false, 9, 5));
    assert_eq!((second.name.as_str(), second.hidden, second.last_row, second.last_column), ("旧", true, 0, 0));
    assert_eq!(first.hidden_columns, [[3, 3]]);
    assert_eq!(first.hidden_rows, [[3, 4], [7, 7], [12, 12]]);
    assert_eq!(window(&grid, 4..=7, 1..=1).hidden_rows, [[4, 4], [7, 7]]);
    let wide = first.widths.iter().find(|range| range.first == 2).expect("a width");
    assert_eq!((wide.last, wide.width.round()), (2, 21.0));
}

#[test]
fn hostile_columns_keep_their_bounds() {
    let columns: String =
        (0..9_000).map(|at| format!("<col min=\"{at}\" max=\"{}\" width=\"1e{at}\"/>", u32::MAX - at)).collect();
    let rows = format!(
        "</sheetData><sheetFormatPr defaultColWidth=\"11.5\"/><cols>{columns}<col min=\"1\" max=\"16384\" width=\"9\"/></cols><sheetData>"
    );
    let sheets = grid(&by_hand_with("", &rows)).sheets();
    let [sheet] = sheets.as_slice() else { panic!("{sheets:?}") };
    assert_eq!((sheet.default_width, sheet.broken.as_ref()), (Some(11.5), None));
    let found: Vec<_> = sheet.widths.iter().map(|range| (range.first, range.last, range.width)).collect();
    assert_eq!(found, [(1, 16_384, 10.0)]);
}

#[test]
fn widths_of_other_formats_are_told() {
    let ods = stored(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            "<d xmlns:style=\"s\" xmlns:table=\"t\"><style:style style:name=\"co1\"><style:table-column-properties style:column-width=\"1in\"/></style:style><table:table table:name=\"表\"><table:table-column table:style-name=\"co0\"/><table:table-column table:style-name=\"co1\" table:number-columns-repeated=\"2\"/><table:table-row><table:table-cell><p>x</p></table:table-cell></table:table-row></table:table></d>",
        ),
    ]);
    let xml = "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet ss:Name='表'><Table ss:DefaultColumnWidth='36'><Column ss:Index='2' ss:Span='1' ss:Width='72'/><Row><Cell><Data ss:Type='String'>x</Data></Cell></Row></Table></Worksheet></Workbook>";
    for (bytes, usual) in [(ods.as_slice(), None), (xml.as_bytes(), Some(7))] {
        let sheets = grid(bytes).sheets();
        let rounded = |width: f64| width.round() as i64;
        assert_eq!(sheets[0].default_width.map(rounded), usual);
        let found: Vec<_> =
            sheets[0].widths.iter().map(|range| (range.first, range.last, rounded(range.width))).collect();
        assert_eq!(found, [(2, 3, 14)]);
    }
}

#[test]
fn every_format_shows_the_same_workbook() {
    let xlsx = grid(include_bytes!("../../../../tests/fixtures/contract.xlsx"));
    let expected = cells(&window(&xlsx, 1..=20, 1..=4));
    for cell in ["1 1 2020年12月合同台账", "4 3 2020-12-01", "6 4 2,000.25"] {
        assert!(expected.contains(&cell.to_owned()), "{expected:#?}");
    }
    let fixtures: [&[u8]; 3] = [
        include_bytes!("../../../../tests/fixtures/contract.xlsb"),
        include_bytes!("../../../../tests/fixtures/contract.xls"),
        include_bytes!("../../../../tests/fixtures/contract.ods"),
    ];
    let shown = fixtures.map(|bytes| cells(&window(&grid(bytes), 1..=20, 1..=4)));
    assert!(shown.iter().all(|cells| *cells == expected), "{shown:#?}");
}

#[test]
fn widths_of_binary_workbooks_are_told() {
    let mut parts = parts(include_bytes!("../../../../tests/fixtures/contract.xlsb"));
    let sheet = parts.iter_mut().find(|(name, _)| name == "xl/worksheets/sheet1.bin").expect("a sheet");
    // Behind the three bytes that begin the sheet: its usual width, and the hidden columns B and C.
    let usual = [[0xe5, 3, 12].as_slice(), &(9_u32 * 256).to_le_bytes(), &[0; 8]].concat();
    let numbers = [1_u32, 2, 5_120, 0].map(u32::to_le_bytes).concat();
    let columns = [[60, 18].as_slice(), &numbers, &[1, 0]].concat();
    sheet.1.splice(3..3, [usual, columns].concat());
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
    let sheets = grid(&stored(&parts)).sheets();
    assert_eq!((sheets[0].broken.as_ref(), sheets[0].default_width), (None, Some(9.0)));
    assert_eq!(sheets[0].hidden_columns, [[2, 3]]);
    assert_eq!(sheets[0].widths, [ColumnWidth { first: 2, last: 3, width: 20.0 }]);
}

#[test]
fn a_long_text_is_cut_and_given_whole_for_its_cell() {
    let text = "长".repeat(30_000);
    let grid = grid(format!("a,b\n{text},x\n").as_bytes());
    let found = window(&grid, 2..=2, 1..=2);
    assert_eq!(
        found.cells.iter().map(|cell| (cell.text.chars().count(), cell.cut)).collect::<Vec<_>>(),
        [(2_000, true), (1, false)]
    );
    assert_eq!(grid.text_of(0, 2, 1), Some(text));
}

#[test]
fn the_last_rows_of_a_long_sheet_are_found() {
    let rows: String = (1..=300_000).map(|row| format!("{row},{}\n", row * 2)).collect();
    let grid = grid(format!("a,b\n{rows}").as_bytes());
    assert_eq!(grid.sheets()[0].last_row, 300_001);
    let found = window(&grid, 300_000..=1_000_000, 1..=9);
    assert_eq!(cells(&found), ["300000 1 299999", "300000 2 599998", "300001 1 300000", "300001 2 600000"]);
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1000000\"><c r=\"B1000000\"><v>2</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>3</v></c></row>";
    let grid = self::grid(&by_hand_with("", far));
    assert_eq!(cells(&window(&grid, 1_000_000..=1_000_099, 1..=20)), ["1000000 2 2"]);
    assert_eq!(cells(&window(&grid, 1_048_500..=u32::MAX, 16_384..=u32::MAX)), ["1048576 16384 3"]);
}
