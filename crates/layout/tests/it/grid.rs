//! The page of GB/T 9704-2012: margins, lines, characters, page numbers, the red head.

use crate::common::{MM, body, document, heading, lines, paragraph, set};
use model::page::{Color, Item};
use model::report::{Head, Layout};

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() < 0.06
}

#[test]
fn a_page_has_22_lines_of_28_characters_in_156_by_225_millimetres() {
    let (pages, problems) = set(&document(vec![paragraph(&"国".repeat(28 * 60))]));
    assert!(problems.is_empty());
    let lines = body(&pages);
    let first: Vec<_> = lines.iter().filter(|line| line.page == 0).collect();
    assert_eq!(first.len(), 22);
    assert_eq!(first[0].glyphs.len(), 26);
    assert!(near(first[0].left(), 28.0 * MM + 2.0 * 156.0 / 28.0 * MM));
    for line in &first[1..] {
        assert_eq!(line.glyphs.len(), 28);
        assert!(near(line.left(), 28.0 * MM));
        assert!(near(line.glyphs[27].1 + 15.75, 184.0 * MM), "{}", line.glyphs[27].1);
    }
    // The em box reaches from 0.88 em above the baseline to 0.12 em below it.
    assert!(near(297.0 * MM - first[0].y - 0.88 * 15.75, 37.0 * MM));
    assert!(near(first[21].y - 0.12 * 15.75, 35.0 * MM));
    let pitch = first[0].y - first[1].y;
    assert!(first.windows(2).all(|pair| near(pair[0].y - pair[1].y, pitch)));
}

#[test]
fn page_numbers_stand_outside_one_character_in() {
    let (pages, _) = set(&document(vec![paragraph(&"国".repeat(28 * 22 * 2 + 40))]));
    let numbers: Vec<_> = lines(&pages).into_iter().filter(|line| line.size == 14.0).collect();
    let texts: Vec<String> = numbers.iter().map(crate::common::Line::text).collect();
    assert_eq!(texts, ["— 1 —", "— 2 —", "— 3 —"]);
    for number in &numbers {
        let (_, last) = number.glyphs[4];
        match number.page % 2 {
            0 => assert!(near(last + 14.0, 184.0 * MM - 14.0), "{last}"),
            _ => assert!(near(number.left(), 28.0 * MM + 14.0)),
        }
        // 7 mm below the text area lies the dash's upper edge, about a third of an em above the baseline.
        let below = 35.0 * MM - number.y;
        assert!((7.0 * MM + 2.0..7.0 * MM + 8.0).contains(&below), "{below}");
    }
}

#[test]
fn a_heading_is_never_the_last_on_a_page_nor_a_single_first_line() {
    for filling in 0..24 {
        let mut blocks = vec![paragraph("填"); filling];
        blocks.extend([heading(1, "一、标题"), heading(2, "（一）标题"), paragraph(&"国".repeat(80))]);
        let (pages, _) = set(&document(blocks));
        let lines = body(&pages);
        let pages: Vec<usize> = lines.iter().skip(filling).map(|line| line.page).collect();
        assert_eq!(pages[0], pages[1], "{filling}");
        assert_eq!(pages[1], pages[2], "{filling}");
        assert_eq!(pages[2], pages[3], "{filling}");
    }
}

#[test]
fn parts_of_the_head_stand_where_the_standard_puts_them() {
    let head = Head {
        mark: Some("青云区人民政府文件".to_owned()),
        number: Some("青政发〔2021〕5号".to_owned()),
        addressee: Some("各街道办事处".to_owned()),
        signature: Some("青云区人民政府".to_owned()),
        date: Some("2021年2月9日".to_owned()),
        copies: Some("区委办公室".to_owned()),
        ..Head::default()
    };
    let mut document = document(vec![paragraph("正文。")]);
    (document.layout, document.head, document.title) = (Layout::Gongwen, head, "关于报送台账的通知".to_owned());
    let (pages, _) = set(&document);
    let lines = lines(&pages);
    let find = |text: &str| lines.iter().find(|line| line.text() == text).expect(text);
    let mark = find("青云区人民政府文件");
    assert_eq!(mark.color, Color::RED);
    assert!(near(297.0 * MM - mark.y - 0.88 * mark.size, (37.0 + 35.0) * MM));
    let number = find("青政发〔2021〕5号");
    let red = pages.pages[0].items.iter().find_map(|item| match item {
        Item::Line { from, to, color: Color::RED, .. } => Some((*from, *to)),
        _ => None,
    });
    let (from, to) = red.expect("a red rule");
    assert!(near(to.0 - from.0, 156.0 * MM));
    assert!(near(number.y - 0.12 * 15.75 - from.1, 4.0 * MM));
    assert_eq!(find("关于报送台账的通知").size, 22.0);
    assert!(near(find("各街道办事处：").left(), 28.0 * MM));
    let (signature, date) = (find("青云区人民政府"), find("2021年2月9日"));
    assert!(near(date.left() - signature.left(), 2.0 * 156.0 / 28.0 * MM) || date.left() < signature.left() + 40.0);
    assert!(find("抄送：区委办公室。").y > 35.0 * MM);
    assert_eq!(pages.info.title, "关于报送台账的通知");
}
