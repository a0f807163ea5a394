//! Tables with more in a cell than it has room for: nothing leaves its column, its page or the table.

use crate::common::{MM, document, lines, set};
use crate::tables::table;
use model::document::{Block, HeadCell, Row, RowGroup, RowKind, Table};
use model::ledger::Kind;
use model::page::{Item, Page, Pages};

/// An address of that many characters.
fn address(length: usize) -> String {
    let text = format!("https://www.example.gov.cn/{}", "path-of_a.file/list?id=2020&page=12/".repeat(length / 20 + 1));
    text.chars().take(length).collect()
}

const HEADS: [(&str, Kind); 4] =
    [("序号", Kind::Integer), ("事项", Kind::Text), ("责任人", Kind::Text), ("进展", Kind::Text)];

fn row(number: usize, item: &str, progress: &str) -> Vec<String> {
    vec![number.to_string(), item.to_owned(), format!("张三{number}"), progress.to_owned()]
}

fn pages(table: &Table) -> Pages {
    set(&document(vec![Block::Table(table.clone())])).0
}

/// The edges of the text area from left to right and from its foot to its top.
fn area(page: &Page) -> ((f64, f64), (f64, f64)) {
    let (left, top, width, height) = match page.width > page.height {
        true => (35.0, 28.0, 225.0, 156.0),
        false => (28.0, 37.0, 156.0, 225.0),
    };
    let foot = page.height - (top + height) * MM;
    ((left * MM, (left + width) * MM), (foot, page.height - top * MM))
}

/// Whether a run is a part of the page's number.
fn is_number(run: &model::page::Run) -> bool {
    run.turned
        || run.size == 14.0 && run.y < 36.0 * MM && run.glyphs.iter().all(|glyph| "— 0123456789".contains(glyph.text))
}

/// Asserts that every glyph and every rule lies in the text area, and that no page has a head alone.
fn assert_inside(pages: &Pages, told: &str) {
    for (number, page) in pages.pages.iter().enumerate() {
        let ((left, right), (foot, top)) = area(page);
        let mut glyphs = 0;
        for item in &page.items {
            match item {
                Item::Run(run) if is_number(run) => {}
                Item::Run(run) => {
                    let end = run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<f64>();
                    // A closing mark's blank half may stand beyond the edge.
                    let slack = 0.5 * run.size + 0.01;
                    let across = run.x > left - slack && end < right + slack;
                    let along = run.y > foot - 0.01 && run.y + 0.8 * run.size < top + 0.01;
                    assert!(
                        across && along,
                        "{told}: page {number} at {} {} {:?}",
                        run.x,
                        run.y,
                        run.glyphs.iter().map(|glyph| glyph.text).collect::<String>()
                    );
                    glyphs += run.glyphs.len();
                }
                Item::Line { from, to, .. } => {
                    for (x, y) in [from, to] {
                        assert!(*x > left - 0.01 && *x < right + 0.01, "{told}: page {number} {item:?}");
                        assert!(*y > foot - 0.01 && *y < top + 0.01, "{told}: page {number} {item:?}");
                    }
                }
                Item::Polygon { .. } | Item::Image { .. } => {}
            }
        }
        assert!(glyphs > 0, "{told}: page {number} is empty");
    }
}

/// The words of all pages without page numbers and repeated lines.
fn words(pages: &Pages) -> String {
    lines(pages).iter().map(crate::common::Line::text).collect()
}

/// How often a character stands on the pages.
fn count(pages: &Pages, character: char) -> usize {
    words(pages).matches(character).count()
}

#[test]
fn a_long_word_beside_a_long_text_leaves_every_column_its_place() {
    let text = "已完成前期调研、方案论证、资金筹措和合同签订。";
    for (length, sentences) in [(60, 5), (100, 40), (200, 1), (200, 35), (200, 150), (2000, 150), (6000, 2)] {
        let long = text.repeat(sentences);
        let rows = vec![row(1, "短", "短"), row(2, &address(length), &long), row(3, "短", "短")];
        let pages = pages(&table(&HEADS, rows));
        assert_inside(&pages, &format!("{length} {sentences}"));
        let letters = |text: &str| text.matches(|c: char| c.is_ascii_alphabetic()).count();
        assert_eq!(letters(&words(&pages)), letters(&address(length)), "{length} {sentences}");
        assert_eq!(count(&pages, '。'), sentences);
        for name in ["张三1", "张三2", "张三3"] {
            assert_eq!(words(&pages).matches(name).count(), 1, "{name} {length} {sentences}");
        }
    }
}

#[test]
fn no_cell_reaches_into_the_next() {
    let rows = vec![row(1, &address(200), &"督促限期整改。".repeat(400)), row(2, &"8".repeat(60), "在办")];
    let pages = pages(&table(&HEADS, rows));
    for page in &pages.pages {
        let upright = |item: &Item| match item {
            Item::Line { from, to, width, .. } if from.0 == to.0 && *width == 0.4 => Some(from.0),
            _ => None,
        };
        let mut rules: Vec<f64> = page.items.iter().filter_map(upright).collect();
        rules.sort_by(f64::total_cmp);
        for item in &page.items {
            let Item::Run(run) = item else { continue };
            // Below the caption, all type of a table has one size.
            if run.turned || run.size == 14.0 || run.glyphs.iter().any(|glyph| "续表位".contains(glyph.text)) {
                continue;
            }
            let end = run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<f64>() - 0.5 * run.size;
            assert!(rules.iter().all(|x| end <= *x || run.x >= *x), "{:?} across {rules:?}", run.glyphs);
        }
    }
}

#[test]
fn an_address_ends_its_lines_behind_its_marks() {
    let rows = vec![row(1, &address(200), "在办"); 1];
    let pages = pages(&table(&[HEADS[0], HEADS[1], HEADS[2], HEADS[3]], rows));
    let broken: Vec<String> =
        lines(&pages).iter().map(crate::common::Line::text).filter(|line| line.matches('/').count() > 1).collect();
    let behind = broken.iter().filter(|line| line.ends_with(['/', '?', '&', '=', '.', '-', '_'])).count();
    assert!(behind + 1 >= broken.len() && broken.len() > 2, "{broken:?}");
}

#[test]
fn a_first_row_higher_than_a_page_begins_below_its_head() {
    for before in 0..22 {
        let long = "补报资料并约谈企业负责人，督促限期整改。".repeat(200);
        let mut blocks: Vec<Block> = (0..before).map(|_| crate::common::paragraph("填")).collect();
        blocks.push(Block::Table(table(&HEADS, vec![row(1, "事", &long)])));
        let pages = set(&document(blocks)).0;
        assert_inside(&pages, &before.to_string());
        assert_eq!(count(&pages, '。'), 200);
        for page in 0..pages.pages.len() {
            let here: String = lines(&pages).iter().filter(|l| l.page == page).map(crate::common::Line::text).collect();
            assert!(!here.contains("事项") || here.contains('。'), "{before}: an empty frame on page {page}");
        }
    }
}

#[test]
fn rows_of_any_height_stand_below_a_repeated_head_and_a_group() {
    for sentences in (5..80).step_by(3) {
        let long = "补报资料并约谈企业负责人，督促限期整改。".repeat(sentences);
        let mut crowded = table(&HEADS, (1..=4).map(|number| row(number, "事", &long)).collect());
        crowded.groups = vec![RowGroup { title: "第一组".repeat(30), first: 0, rows: 4 }];
        crowded.rows.push(Row { kind: RowKind::Total, ..crowded.rows[0].clone() });
        let pages = pages(&crowded);
        assert_inside(&pages, &sentences.to_string());
        assert_eq!(count(&pages, '。'), 5 * sentences);
    }
}

#[test]
fn numbers_without_end_stay_in_their_column() {
    let digits = "1234567890".repeat(6);
    let columns = [("单位", Kind::Text), ("金额", Kind::Money), ("数量", Kind::Integer), ("占比", Kind::Percent)];
    for wide in 1..=4 {
        let cells = |at: usize| if at < wide { digits.clone() } else { "1.5".to_owned() };
        let crowded = table(&columns, vec![(0..4).map(cells).collect()]);
        let pages = pages(&crowded);
        assert_inside(&pages, &wide.to_string());
        assert_eq!(count(&pages, '7'), 6 * wide, "{wide}");
    }
}

#[test]
fn titles_units_groups_heads_and_notes_of_any_length_stay_in_the_table() {
    let long = "一个特别长的名称".repeat(20);
    let crowded = Table {
        title: format!("表1 {long}{}", address(300)),
        unit: Some(format!("{long}{}", address(100))),
        notes: vec![address(500), long.clone()],
        head: vec![vec![
            HeadCell { title: String::new(), columns: 1 },
            HeadCell { title: address(120), columns: 2 },
            HeadCell { title: long.clone(), columns: 1 },
        ]],
        groups: vec![RowGroup { title: format!("{long}{}", address(300)), first: 0, rows: 60 }],
        ..table(&[(long.as_str(), Kind::Integer), HEADS[1], HEADS[2], HEADS[3]], vec![row(1, "事", "在办"); 60])
    };
    assert_inside(&pages(&crowded), "all long");
}

#[test]
fn many_columns_of_long_words_are_divided_into_parts() {
    let word = address(120);
    for columns in [1, 2, 5, 9, 14, 30, 60] {
        let heads = vec![("措施", Kind::Text); columns];
        let pages = pages(&table(&heads, vec![vec![word.clone(); columns]; 2]));
        assert_inside(&pages, &columns.to_string());
        assert!(words(&pages).matches("www").count() >= 2 * columns, "{columns}");
    }
}
