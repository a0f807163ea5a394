//! Where the numbers of a document stand on its pages.

use crate::common::{document, heading, lines, paragraph, set};
use crate::tables::table;
use model::document::{Block, HeadCell, Inline, Row, RowGroup, RowKind, Table};
use model::ledger::Kind;
use model::page::{Item, Number, Origin, Page, Pages};
use std::collections::BTreeMap;

/// The size of body text.
const SAN: f64 = 15.75;

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn figure(name: &str, words: &str) -> Inline {
    Inline::Figure { name: name.to_owned(), text: words.to_owned() }
}

fn numbers(pages: &Pages) -> impl Iterator<Item = (&Page, &Number)> {
    pages.pages.iter().flat_map(|page| page.numbers.iter().map(move |number| (page, number)))
}

/// The characters whose whole em lies in a rectangle, in the order in which they stand.
fn words_in(page: &Page, number: &Number) -> String {
    const ROOM: f64 = 0.01;
    let mut words = String::new();
    for item in &page.items {
        let Item::Run(run) = item else { continue };
        let inside = number.from.1 - ROOM < run.y && run.y < number.to.1 + ROOM;
        let mut x = run.x;
        for glyph in run.glyphs.iter().filter(|_| inside) {
            if number.from.0 - ROOM <= x && x < number.to.0 - ROOM {
                words.push(glyph.text);
            }
            x += glyph.advance;
        }
    }
    words
}

/// The words at each place of a table, from all pages together.
fn cells(pages: &Pages) -> BTreeMap<(usize, usize), Vec<String>> {
    let mut cells: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for (page, number) in numbers(pages) {
        let Origin::Cell { table, row, column } = &number.origin else { continue };
        assert_eq!(table, "by_street");
        cells.entry((*row, *column)).or_default().push(words_in(page, number));
    }
    cells
}

fn named(table: Table) -> Block {
    Block::Table(Table { name: "by_street".to_owned(), ..table })
}

#[test]
fn a_figure_in_a_paragraph_has_a_rectangle_that_covers_its_glyphs_and_no_others() {
    let parts =
        vec![text("完成税收"), figure("ytd", "10.50亿元"), text("，同比"), figure("growth", "增长4.20%"), text("。")];
    let (pages, _) = set(&document(vec![Block::Paragraph(parts)]));
    let [ytd, growth] = &pages.pages[0].numbers[..] else { panic!("{:?}", pages.pages[0].numbers) };
    assert_eq!(ytd.origin, Origin::Figure("ytd".to_owned()));
    assert_eq!(growth.origin, Origin::Figure("growth".to_owned()));
    assert_eq!(words_in(&pages.pages[0], ytd), "10.50亿元");
    assert_eq!(words_in(&pages.pages[0], growth), "增长4.20%");
    let line = &lines(&pages)[0];
    let at = |character: char| line.glyphs.iter().find(|(glyph, _)| *glyph == character).expect("a glyph").1;
    assert!((ytd.from.0 - at('1')).abs() < 0.01 && ytd.to.0 <= at('，') + 0.01);
    assert!(ytd.to.0 > at('元') + SAN - 0.01, "the last character is covered whole");
    assert!((ytd.to.1 - ytd.from.1 - SAN).abs() < 0.01 && ytd.from.1 < line.y && line.y + 0.8 * SAN < ytd.to.1);
}

#[test]
fn a_figure_that_goes_on_on_the_next_line_has_a_rectangle_on_each() {
    let parts = vec![text(&"填".repeat(20)), figure("list", "青云街道、望江街道和石桥镇"), text("。")];
    let (pages, _) = set(&document(vec![Block::Paragraph(parts)]));
    let page = &pages.pages[0];
    let words: Vec<String> = page.numbers.iter().map(|number| words_in(page, number)).collect();
    assert_eq!(words.len(), 2);
    assert_eq!(words.concat(), "青云街道、望江街道和石桥镇");
    assert!(page.numbers.iter().all(|number| number.origin == Origin::Figure("list".to_owned())));
    assert!(page.numbers[0].from.1 > page.numbers[1].to.1);
}

#[test]
fn figures_have_their_places_in_headings_quotes_and_lists_and_whatever_typing_habits_become() {
    let parts = |name: &str| vec![text("共 "), figure(name, " 1,234 家(户)"), text(" 。")];
    let blocks = vec![
        Block::Heading(1, parts("heading")),
        Block::Quote(parts("quote")),
        Block::List { ordered: true, items: vec![parts("first"), parts("second")] },
        Block::Paragraph(vec![
            figure("one", "1"),
            figure("two", "2"),
            Inline::Note("三".to_owned()),
            figure("void", " "),
        ]),
    ];
    let (pages, _) = set(&document(blocks));
    let found: Vec<(Origin, String)> =
        numbers(&pages).map(|(page, number)| (number.origin.clone(), words_in(page, number))).collect();
    let expected = ["heading", "quote", "first", "second"].map(|name| (name, "1,234家（户）"));
    let expected = expected.into_iter().chain([("one", "1"), ("two", "2")]);
    let expected: Vec<(Origin, String)> =
        expected.map(|(name, words)| (Origin::Figure(name.to_owned()), words.to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_set_again_leaves_no_number_behind() {
    // Headings that a page's end tears from their tables are set again overleaf.
    for filling in 0..22 {
        let rows = (0..7).map(|row| vec![format!("街道{row}号"), format!("{row}.50")]).collect();
        let mut blocks: Vec<Block> = (0..filling).map(|_| paragraph("填")).collect();
        blocks.push(Block::Heading(1, vec![figure("ytd", "10.50亿元")]));
        blocks.push(named(table(&[("街道", Kind::Text), ("税收", Kind::Money)], rows)));
        let (pages, _) = set(&document(blocks));
        assert_eq!(numbers(&pages).count(), 1 + 14, "{filling}");
        assert!(numbers(&pages).all(|(page, number)| !words_in(page, number).is_empty()), "{filling}");
    }
}

#[test]
fn cells_of_a_table_over_several_pages_carry_their_rows_and_heads_and_titles_carry_none() {
    let row = |row: usize| vec![format!("街道{row}号"), String::new(), format!("{row}.{:02}", row % 100)];
    let columns = [("街道", Kind::Text), ("备注", Kind::Text), ("税收", Kind::Money)];
    let mut table = table(&columns, (0..90).map(row).collect());
    table.head = vec![vec![HeadCell { title: "本年".to_owned(), columns: 3 }]];
    table.groups = vec![RowGroup { title: "一、城区".to_owned(), first: 0, rows: 90 }];
    table.rows.push(Row { kind: RowKind::Total, ..table.rows[3].clone() });
    let (pages, _) = set(&document(vec![heading(1, "一、税收"), named(table)]));
    assert!(pages.pages.len() > 2);
    let mut expected: BTreeMap<_, _> =
        (0..90).flat_map(|at| [((at, 0), vec![row(at)[0].clone()]), ((at, 2), vec![row(at)[2].clone()])]).collect();
    expected.insert((90, 0), vec!["街道3号".to_owned()]);
    expected.insert((90, 2), vec!["3.03".to_owned()]);
    assert_eq!(cells(&pages), expected);
}

#[test]
fn cells_of_a_table_in_parts_carry_the_columns_of_the_whole() {
    let titles: Vec<String> = (0..30).map(|number| format!("第{number}项指标")).collect();
    let columns: Vec<(&str, Kind)> = (titles.iter().enumerate())
        .map(|(number, title)| (title.as_str(), if number == 0 { Kind::Text } else { Kind::Money }))
        .collect();
    let words = |row: usize, column: usize| match column {
        0 => format!("企业{row}号"),
        _ => format!("{}.{column:02}", 1_000_000 + row * 31 + column),
    };
    let rows = (0..9).map(|row| (0..30).map(|column| words(row, column)).collect()).collect();
    let (pages, _) = set(&document(vec![named(table(&columns, rows))]));
    let cells = cells(&pages);
    assert_eq!(cells.len(), 9 * 30);
    for ((row, column), found) in cells {
        // The names stand again in each part.
        assert!(found.iter().all(|found| *found == words(row, column)), "{row} {column}: {found:?}");
        assert_eq!(found.len() == 1, column > 0, "{row} {column}");
    }
}

#[test]
fn a_row_higher_than_a_page_has_a_rectangle_on_each_page_for_the_cell_that_goes_on() {
    let long = "补报资料并约谈企业负责人，督促限期整改。".repeat(200);
    let rows = vec![vec!["1".to_owned(), long.clone()]];
    let (pages, _) = set(&document(vec![named(table(&[("序号", Kind::Text), ("整改情况", Kind::Text)], rows))]));
    let cells = cells(&pages);
    assert_eq!(cells[&(0, 0)], ["1"]);
    assert!(cells[&(0, 1)].len() > 1);
    assert_eq!(cells[&(0, 1)].concat(), long);
}
