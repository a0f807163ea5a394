//! Tables: heads on every page, numbers on their points, wide ones on turned paper.

use crate::common::{Line, MM, document, lines, set};
use model::document::{Block, Cell, HeadCell, Row, RowGroup, RowKind, Table, TableColumn};
use model::ledger::Kind;

/// A table of these columns.
pub(crate) fn table(columns: &[(&str, Kind)], rows: Vec<Vec<String>>) -> Table {
    let column = |(title, kind): &(&str, Kind)| TableColumn {
        title: (*title).to_owned(),
        kind: *kind,
        format: None,
        figure: None,
    };
    let cell = |text: String| Cell { text, ..Cell::default() };
    let row = |cells: Vec<String>| Row { kind: RowKind::Body, cells: cells.into_iter().map(cell).collect() };
    Table {
        title: "各街道税收情况".to_owned(),
        unit: Some("单位：万元".to_owned()),
        columns: columns.iter().map(column).collect(),
        rows: rows.into_iter().map(row).collect(),
        ..Table::default()
    }
}

fn numbers(count: usize) -> Table {
    let row = |number: usize| vec![format!("街道{number}号"), format!("{}.{:02}", number * number, number % 100)];
    table(&[("街道", Kind::Text), ("税收", Kind::Money)], (1..=count).map(row).collect())
}

/// A table of one column that holds a word.
pub(crate) fn of_words(word: &str, rows: usize) -> Table {
    table(&[("事项", Kind::Text)], vec![vec![word.to_owned()]; rows])
}

/// A table on turned paper that holds a word.
pub(crate) fn turned(word: &str, rows: usize) -> Table {
    table(&[("整改措施及进展", Kind::Text); 12], vec![vec![word.repeat(6); 12]; rows])
}

fn set_lines(table: Table) -> Vec<Line> {
    lines(&set(&document(vec![Block::Table(table)])).0)
}

#[test]
fn the_head_is_repeated_and_no_row_is_lost() {
    let lines = set_lines(numbers(200));
    let pages = lines.iter().map(|line| line.page).max().expect("pages") + 1;
    assert!(pages > 3);
    let count = |words: &str| lines.iter().filter(|line| line.text().contains(words)).count();
    assert_eq!(count("街道税收"), pages + 1);
    assert_eq!(count("续表"), pages - 1);
    for number in 1..=200 {
        assert_eq!(
            lines.iter().filter(|line| line.text().starts_with(&format!("街道{number}号{}", number * number))).count(),
            1
        );
    }
    for line in lines.iter().filter(|line| line.size == 12.0) {
        assert!(line.y > 35.0 * MM && line.y < 260.0 * MM, "{}", line.text());
    }
}

#[test]
fn numbers_stand_on_their_decimal_points() {
    let lines = set_lines(numbers(40));
    let points: Vec<f64> =
        lines.iter().filter_map(|line| line.glyphs.iter().find(|(mark, _)| *mark == '.').map(|(_, x)| *x)).collect();
    assert_eq!(points.len(), 40);
    assert!(points.iter().all(|x| (x - points[0]).abs() < 0.01), "{points:?}");
}

#[test]
fn a_row_with_much_text_grows_and_is_never_torn() {
    let long = "补报资料并约谈企业负责人，督促限期整改。".repeat(6);
    let row = |number: usize| vec![format!("第{number}项"), long.clone()];
    let lines = set_lines(table(&[("序号", Kind::Text), ("整改情况", Kind::Text)], (1..=40).map(row).collect()));
    // The marks of a row's words all stand on the page of its other lines.
    let mut stops: Vec<usize> = Vec::new();
    for line in &lines {
        stops.extend(line.text().matches('。').map(|_| line.page));
    }
    assert_eq!(stops.len(), 240);
    assert!(stops.chunks(6).all(|row| row.iter().all(|page| *page == row[0])));
}

#[test]
fn a_wide_table_turns_the_paper_and_the_number_stays_at_its_foot() {
    let columns: Vec<(String, Kind)> = (0..14).map(|number| (format!("指标名称{number}"), Kind::Money)).collect();
    let columns: Vec<(&str, Kind)> = columns.iter().map(|(title, kind)| (title.as_str(), *kind)).collect();
    let rows = vec![vec!["12345678.90".to_owned(); 14]; 3];
    let wide = Block::Table(table(&columns, rows));
    let words = || crate::common::paragraph("正文。");
    let (pages, _) = set(&document(vec![wide.clone(), words()]));
    let page = &pages.pages[0];
    assert!(page.width > page.height);
    assert!(pages.pages[1].width < pages.pages[1].height);
    let number = lines(&pages).into_iter().find(|line| line.text() == "— 1 —").expect("a page number");
    assert!(number.left() < 35.0 * MM, "{}", number.left());
    // Words behind it flow up before it, but no heading does.
    let heading = crate::common::heading(1, "一、其他");
    let (pages, _) = set(&document(vec![words(), wide, words(), heading, words()]));
    let turned: Vec<bool> = pages.pages.iter().map(|page| page.width > page.height).collect();
    assert_eq!(turned, [false, true, false]);
    assert_eq!(lines(&pages).iter().filter(|line| line.page == 0 && line.text() == "正文。").count(), 2);
}

#[test]
fn a_head_of_two_rows_and_groups_span_their_columns() {
    let cell = |title: &str, columns: usize| HeadCell { title: title.to_owned(), columns };
    let heads = [("街道", Kind::Text), ("本年", Kind::Money), ("上年", Kind::Money), ("人数", Kind::Integer)];
    let row = |name: &str| vec![name.to_owned(), "10.5".to_owned(), "9.25".to_owned(), "12".to_owned()];
    let table = Table {
        head: vec![vec![cell("", 1), cell("税收", 2), cell("", 1)]],
        groups: vec![RowGroup { title: "一、城区".to_owned(), first: 0, rows: 2 }],
        ..table(&heads, vec![row("青云街道"), row("小计"), row("石桥镇")])
    };
    let (pages, _) = set(&document(vec![Block::Table(table)]));
    let spans: Vec<(u16, u16)> =
        pages.elements.iter().filter(|element| element.span != (1, 1)).map(|element| element.span).collect();
    // 街道 and 人数 reach over two rows, 税收 over two columns, the group's title over all four.
    assert_eq!(spans, [(2, 1), (1, 2), (2, 1), (1, 4)]);
    let lines = lines(&pages);
    let find = |text: &str| lines.iter().find(|line| line.text().contains(text) && line.size != 14.0).expect(text);
    // Neighbouring cells of a row are one line here.
    let above = lines.iter().find(|line| line.text() == "税收").expect("a head");
    let below = find("本年上年");
    let middle = |line: &Line| (line.left() + line.glyphs[line.glyphs.len() - 1].1 + line.size) / 2.0;
    assert!((middle(above) - middle(below)).abs() < 1.0);
    assert!(above.y > find("街道").y && find("街道").y > below.y);
}

#[test]
fn a_group_that_goes_on_says_so_and_its_title_is_never_last_on_a_page() {
    for rows in 24..60 {
        let mut table = numbers(3 * rows);
        let group = |number: usize| RowGroup { title: format!("第{number}组"), first: number * rows, rows };
        table.groups = (0..3).map(group).collect();
        let lines = set_lines(table);
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.text().starts_with('第')) {
            let next = lines.get(at + 1).expect("a row");
            assert!(next.page == line.page && next.text().starts_with("街道"), "{rows} {}", line.text());
        }
        let on_page = |page: usize| lines.iter().filter(move |line| line.page == page);
        for page in 1..=lines.last().map_or(0, |line| line.page) {
            let first = on_page(page).find(|line| line.text().starts_with('第') || line.text().contains('号'));
            assert!(first.is_none_or(|line| line.text().starts_with('第')), "{rows} {page}");
        }
    }
}

#[test]
fn thirty_columns_are_divided_into_parts_that_repeat_the_name() {
    let columns: Vec<(String, Kind)> =
        (0..30).map(|n| (format!("第{n}项指标"), if n == 0 { Kind::Text } else { Kind::Money })).collect();
    let columns: Vec<(&str, Kind)> = columns.iter().map(|(title, kind)| (title.as_str(), *kind)).collect();
    let row = |row: usize| {
        let number = |column: usize| format!("{}.{column:02}", 1_000_000 + row * 31 + column);
        (0..30).map(|column| if column == 0 { format!("企业{row}号") } else { number(column) }).collect()
    };
    let lines = set_lines(table(&columns, (1..=9).map(row).collect()));
    let names = lines.iter().filter(|line| line.text().contains("企业3号")).count();
    assert!((2..=4).contains(&names), "{names}");
    for column in 1..30 {
        let number = format!("{}.{column:02}", 1_000_000 + 3 * 31 + column);
        assert_eq!(lines.iter().filter(|line| line.text().contains(&number)).count(), 1, "{number}");
    }
    assert!(lines.iter().all(|line| line.size >= 7.5));
    // Each part stands on one page.
    let pages = |row: usize| {
        lines.iter().filter(move |line| line.text().contains(&format!("企业{row}号"))).map(|line| line.page)
    };
    assert!(pages(1).eq(pages(9)));
}

#[test]
fn a_total_is_never_alone_below_a_repeated_head() {
    for rows in 20..60 {
        let mut table = numbers(rows);
        table.rows.push(Row { kind: RowKind::Total, ..table.rows[0].clone() });
        let lines = set_lines(table);
        let last = lines.iter().map(|line| line.page).max().expect("pages");
        let names = lines
            .iter()
            .filter(|line| line.page == last && line.text().starts_with("街道") && line.text().contains('号'));
        assert!(names.count() > 1, "{rows}");
    }
}

#[test]
fn a_heading_is_never_torn_from_its_table() {
    for (filling, rows) in (0..22).flat_map(|filling| [4, 7, 10, 40].map(|rows| (filling, rows))) {
        let mut blocks: Vec<Block> = (0..filling).map(|_| crate::common::paragraph("填")).collect();
        blocks.extend([crate::common::heading(1, "一、税收情况"), Block::Table(numbers(rows))]);
        let lines = lines(&set(&document(blocks)).0);
        let heading = lines.iter().find(|line| line.text() == "一、税收情况").expect("a heading");
        let title = lines.iter().find(|line| line.text() == "各街道税收情况").expect("a title");
        assert_eq!(heading.page, title.page, "{filling} {rows}");
    }
}

#[test]
fn a_row_higher_than_a_page_goes_on_on_the_next() {
    let long = "补报资料并约谈企业负责人，督促限期整改。".repeat(200);
    let lines = set_lines(table(&[("序号", Kind::Text), ("整改情况", Kind::Text)], vec![vec!["1".to_owned(), long]]));
    let stops: usize = lines.iter().map(|line| line.text().matches('。').count()).sum();
    assert_eq!(stops, 200);
    assert!(lines.iter().all(|line| line.size != 12.0 || line.y > 35.0 * MM));
}

#[test]
fn a_table_without_rows_or_columns_is_set_all_the_same() {
    assert!(!set_lines(table(&[("街道", Kind::Text)], Vec::new())).is_empty());
    assert!(!set_lines(table(&[], Vec::new())).is_empty());
}

#[test]
fn thousands_of_rows_all_stand_on_a_page() {
    let lines = set_lines(numbers(5000));
    assert_eq!(lines.iter().filter(|line| line.text().starts_with("街道") && line.text().contains('号')).count(), 5000);
}
