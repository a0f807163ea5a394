//! Where GB/T 9704-2012 puts the parts of an official document and of a letter.

use crate::common::{Line, MM, document, heading, lines, paragraph, set};
use model::document::{Block, Document, Inline};
use model::page::{Color, Item, Pages};
use model::report::{Head, Layout};

/// The width of a character with its share of the line.
const PITCH: f64 = 156.0 / 28.0 * MM;
const SAN: f64 = 15.75;

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() < 0.1
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn official(layout: Layout, head: Head, blocks: Vec<Block>) -> Document {
    Document { layout, head, title: "关于报送台账的通知".to_owned(), ..document(blocks) }
}

fn head() -> Head {
    Head {
        mark: some("青云区人民政府文件"),
        number: some("青政发〔2021〕5号"),
        addressee: some("各街道办事处"),
        signature: some("青云区人民政府"),
        date: some("2021年2月9日"),
        copy_number: some("000001"),
        secrecy: some("机密★1年"),
        urgency: some("特急"),
        copies: some("区委办公室"),
        printed_by: some("青云区人民政府办公室"),
        printed_on: some("2021年2月10日"),
        ..Head::default()
    }
}

fn find<'a>(lines: &'a [Line], text: &str) -> &'a Line {
    lines.iter().find(|line| line.text() == text).expect(text)
}

/// The top of a line's em boxes below the paper's upper edge.
fn top(line: &Line) -> f64 {
    297.0 * MM - line.y - 0.88 * line.size
}

/// The right end of a line of Han characters.
fn right(line: &Line) -> f64 {
    line.glyphs.last().expect("glyphs").1 + line.size
}

/// The horizontal rules of a page: height below the paper's upper edge, ends, width and colour.
fn rules(pages: &Pages, page: usize) -> Vec<(f64, f64, f64, f64, Color)> {
    let rule = |item: &Item| match item {
        Item::Line { from, to, width, color, .. } if from.1 == to.1 => {
            Some((297.0 * MM - from.1, from.0, to.0, *width, *color))
        }
        _ => None,
    };
    pages.pages[page].items.iter().filter_map(rule).collect()
}

#[test]
fn the_corner_holds_number_secrecy_and_urgency_on_three_lines() {
    let lines = lines(&set(&official(Layout::Gongwen, head(), vec![paragraph("正文。")])).0);
    let pitch = (225.0 * MM - SAN) / 21.0;
    for (number, text) in ["000001", "机密★1年", "特急"].iter().enumerate() {
        let line = find(&lines, text);
        assert!(near(line.left(), 28.0 * MM) && line.size == SAN);
        assert!(near(top(line), 37.0 * MM + number as f64 * pitch), "{text}");
    }
}

#[test]
fn two_blank_lines_stand_above_the_number_and_above_the_title() {
    let (pages, _) = set(&official(Layout::Gongwen, head(), vec![paragraph("正文。")]));
    let lines = lines(&pages);
    let pitch = (225.0 * MM - SAN) / 21.0;
    let (mark, number) = (find(&lines, "青云区人民政府文件"), find(&lines, "青政发〔2021〕5号"));
    assert!(near(top(mark), 72.0 * MM));
    assert!(near(top(number) - top(mark) - mark.size, 2.0 * pitch));
    let title = find(&lines, "关于报送台账的通知");
    let red = rules(&pages, 0).into_iter().find(|rule| rule.4 == Color::RED).expect("a red rule");
    let blank = (top(title) - red.0) / pitch;
    assert!((1.6..2.8).contains(&blank), "{blank}");
    assert_eq!(title.size, 22.0);
    assert!(near(title.left() + right(title), 2.0 * (28.0 + 78.0) * MM));
}

#[test]
fn the_dash_of_the_page_number_lies_7_millimetres_below_the_text() {
    let (pages, _) = set(&document(vec![paragraph("正文。")]));
    let dash = pages.pages[0].items.iter().find_map(|item| match item {
        Item::Run(run) if run.glyphs[0].text == '—' => Some(run),
        _ => None,
    });
    let dash = dash.expect("a page number");
    let face = ttf_parser::Face::parse(&pages.faces[dash.face].bytes, 0).expect("a face");
    let ink = face.glyph_bounding_box(ttf_parser::GlyphId(dash.glyphs[0].id)).expect("ink");
    let top = f64::from(ink.y_max) / f64::from(face.units_per_em()) * 14.0;
    assert_eq!(dash.size, 14.0);
    assert!(near(297.0 * MM - dash.y - top, (37.0 + 225.0 + 7.0) * MM));
}

#[test]
fn without_a_seal_the_date_stands_two_characters_right_of_the_signature() {
    let head = Head { signature: some("青云高新区管理委员会"), ..head() };
    let lines = lines(&set(&official(Layout::Gongwen, head, vec![paragraph("正文。")])).0);
    let (signature, date) = (find(&lines, "青云高新区管理委员会"), find(&lines, "2021年2月9日"));
    assert!(near(right(signature), 184.0 * MM - 2.0 * PITCH), "{}", right(signature));
    assert!(near(date.left(), signature.left() + 2.0 * PITCH));
    assert!(date.y < signature.y);
}

#[test]
fn under_a_seal_the_date_stands_four_characters_from_the_right_and_the_signature_over_its_middle() {
    let head = Head { sealed: true, ..head() };
    let lines = lines(&set(&official(Layout::Gongwen, head, vec![paragraph("正文。")])).0);
    let (signature, date) = (find(&lines, "青云区人民政府"), find(&lines, "2021年2月9日"));
    assert!(near(right(date), 184.0 * MM - 4.0 * PITCH), "{}", right(date));
    let middle = |line: &Line| (line.left() + right(line)) / 2.0;
    assert!((middle(signature) - middle(date)).abs() < 0.5);
}

#[test]
fn the_seals_of_several_bodies_do_not_touch_and_the_last_lies_over_the_date() {
    const SEAL: f64 = 42.0 * MM;
    let names = ["青云区党政办", "青云区财政局", "青云区税务局", "青云区审计局", "青云区统计局"];
    for count in 2..=5 {
        let head = Head { sealed: true, signature: Some(names[..count].join("\n")), ..head() };
        let (pages, _) = set(&official(Layout::Gongwen, head, (0..7).map(|_| paragraph("正文。")).collect()));
        let lines = lines(&pages);
        let date = find(&lines, "2021年2月9日");
        assert!(near(right(date), 184.0 * MM - 4.0 * PITCH));
        // Names side by side are one line here.
        let of = |name: &&str| {
            let line = lines.iter().find(|line| line.y > date.y && line.text().contains(*name)).expect("a name");
            let at = line.text().find(*name).expect("a name") / 3;
            let x = line.glyphs[at].1;
            (x + (line.glyphs[at + 5].1 + SAN - x) / 2.0, line.y, line.page)
        };
        let seals: Vec<(f64, f64, usize)> = names[..count].iter().map(of).collect();
        for (number, (x, y, page)) in seals.iter().enumerate() {
            assert!(*page == date.page && x - SEAL / 2.0 > 28.0 * MM && x + SEAL / 2.0 < 184.0 * MM, "{count} {x}");
            let apart = |other: &(f64, f64, usize)| (x - other.0).hypot(y - other.1) > SEAL;
            assert!(seals[..number].iter().all(apart), "{count} {number} {seals:?}");
        }
        let middle = (date.left() + right(date)) / 2.0;
        assert!((seals[count - 1].0 - middle).abs() < 0.5, "{count}");
    }
}

#[test]
fn the_imprint_ends_on_the_lower_edge_of_the_text_area() {
    let (pages, _) = set(&official(Layout::Gongwen, head(), vec![paragraph("正文。")]));
    let last = pages.pages.len() - 1;
    let black: Vec<_> = rules(&pages, last).into_iter().filter(|rule| rule.4 == Color::BLACK).collect();
    let widths: Vec<f64> = black.iter().map(|rule| (rule.3 / MM * 100.0).round() / 100.0).collect();
    assert_eq!(widths, [0.35, 0.25, 0.35]);
    assert!(black.iter().all(|rule| near(rule.1, 28.0 * MM) && near(rule.2, 184.0 * MM)));
    assert!(near(black[2].0, 262.0 * MM));
    let lines = lines(&pages);
    let (copies, office) =
        (find(&lines, "抄送：区委办公室。"), lines.iter().find(|line| line.text().starts_with("青云区人民政府办公室")));
    let office = office.expect("an office");
    assert_eq!((copies.size, office.size), (14.0, 14.0));
    assert!(near(copies.left(), 28.0 * MM + 14.0) && near(office.left(), 28.0 * MM + 14.0));
    assert!(office.text().ends_with("2021年2月10日印发"));
    assert!(near(right(office), 184.0 * MM - 14.0), "{}", right(office));
}

#[test]
fn nothing_that_closes_the_text_stands_on_a_page_without_text() {
    for filling in 0..50 {
        let mut blocks: Vec<Block> = (0..filling).map(|_| paragraph("填")).collect();
        blocks.extend([heading(1, "一、要求"), paragraph(&"国".repeat(28 * (filling % 7) + 10))]);
        let (pages, _) = set(&official(Layout::Gongwen, head(), blocks));
        let lines = lines(&pages);
        let last = pages.pages.len() - 1;
        let of_text = lines.iter().filter(|line| line.page == last && line.size == SAN && line.text().contains('国'));
        assert!(of_text.count() > 0, "{filling}");
    }
}

/// Blocks that end the text, with a word that only their end holds.
fn ends() -> Vec<Vec<Block>> {
    let items = |count: usize| (0..count).map(|_| vec![Inline::Text("国".to_owned())]).collect();
    let list = |count: usize| Block::List { ordered: true, items: items(count) };
    let table = |rows: usize| Block::Table(crate::tables::of_words("国", rows));
    vec![
        vec![paragraph(&"国".repeat(28 * 3)), paragraph("特此国告。")],
        vec![paragraph(&"国".repeat(28 * 6)), paragraph("国。")],
        vec![list(2)],
        vec![list(9)],
        vec![paragraph("如下："), list(3), paragraph("国。")],
        vec![table(3)],
        vec![table(12)],
        vec![table(40)],
        vec![heading(1, "一、事项"), table(2)],
        vec![paragraph("填"), heading(1, "一、事项"), Block::Chart(crate::charts::of_words("国"))],
        vec![Block::Table(crate::tables::turned("国", 30))],
    ]
}

#[test]
fn two_lines_of_text_stand_with_what_closes_it_whatever_ends_it() {
    for (number, end) in ends().into_iter().enumerate() {
        for filling in 0..26 {
            let mut blocks: Vec<Block> = (0..filling).map(|_| paragraph("填")).collect();
            blocks.extend(end.clone());
            let (pages, _) = set(&official(Layout::Gongwen, head(), blocks));
            let lines = lines(&pages);
            let date = find(&lines, "2021年2月9日");
            let with =
                lines.iter().filter(|line| line.page == date.page && line.y > date.y && line.text().contains('国'));
            assert!(with.count() > 1, "{number} {filling}");
        }
    }
}

#[test]
fn no_first_line_is_left_behind_by_those_that_go_overleaf_with_what_closes_the_text() {
    for (filling, lines_of_it) in (1..50).flat_map(|filling| [2, 3, 4].map(|lines| (filling, lines))) {
        let mut blocks: Vec<Block> = (0..filling).map(|_| paragraph("填")).collect();
        blocks.push(paragraph(&"国".repeat(28 * lines_of_it - 4)));
        let lines = lines(&set(&official(Layout::Gongwen, head(), blocks)).0);
        let of_it: Vec<&Line> = lines.iter().filter(|line| line.text().contains("国国")).collect();
        let first = of_it.iter().filter(|line| line.page == of_it[0].page).count();
        assert!(of_it.len() == lines_of_it && first > 1, "{filling} {lines_of_it}");
    }
}

#[test]
fn the_first_page_shows_text_though_the_signatures_of_many_take_some_along() {
    let names = "青云区党政办公室\n青云区财政局\n青云区经济发展局\n青云区税务局\n青云区审计局";
    let head = Head { signature: some(names), ..head() };
    for text in [vec![3, 1], vec![2], vec![3], vec![4], vec![6], vec![1, 1, 1]] {
        let blocks: Vec<Block> = text.iter().map(|lines| paragraph(&"国".repeat(28 * lines - 4))).collect();
        let lines = lines(&set(&official(Layout::Gongwen, head.clone(), blocks)).0);
        let date = find(&lines, "2021年2月9日");
        let on = |page: usize| lines.iter().filter(|line| line.page == page && line.text().contains("国国")).count();
        assert!(date.page > 0 && on(0) > 0 && on(date.page) > 0, "{text:?} {} {}", on(0), on(date.page));
    }
}

#[test]
fn an_attachment_begins_on_a_page_of_its_own() {
    let head = Head { attachments: vec!["台账".to_owned()], ..head() };
    let blocks = vec![paragraph("正文。"), heading(1, "附件1 企业台账"), paragraph("附件正文。")];
    let (pages, _) = set(&official(Layout::Gongwen, head, blocks));
    let lines = lines(&pages);
    let pitch = (225.0 * MM - SAN) / 21.0;
    let label = find(&lines, "附件1");
    assert!(near(top(label), 37.0 * MM) && near(label.left(), 28.0 * MM));
    let title = find(&lines, "企业台账");
    assert_eq!((title.page, title.size), (label.page, 22.0));
    // Larger characters sit in the middle of line 3.
    assert!(near(top(title), 37.0 * MM + 2.0 * pitch - (22.0 - SAN) / 2.0), "{}", top(title) / MM);
    assert!(find(&lines, "2021年2月9日").page < label.page);
    assert_eq!(find(&lines, "抄送：区委办公室。").page, pages.pages.len() - 1);
}

#[test]
fn the_title_of_an_attachment_stands_above_its_wide_table() {
    let table = Block::Table(crate::tables::turned("国", 3));
    let blocks = vec![paragraph("正文。"), heading(1, "附件 企业台账"), table];
    let (pages, _) = set(&official(Layout::Gongwen, head(), blocks));
    let lines = lines(&pages);
    let title = find(&lines, "企业台账");
    assert_eq!(title.page, lines.iter().find(|line| line.text().contains('国')).expect("a row").page);
    let page = &pages.pages[title.page];
    assert!(page.width > page.height);
}

#[test]
fn the_attachments_note_hangs_behind_its_number() {
    let head = Head {
        attachments: vec![
            "青云区各街道办事处企业税收完成情况和整改进展情况表（2020年度）".to_owned(),
            "台账".to_owned(),
        ],
        ..head()
    };
    let lines = lines(&set(&official(Layout::Gongwen, head, vec![paragraph("正文。")])).0);
    let first = lines.iter().find(|line| line.text().starts_with("附件：1.")).expect("a note");
    assert!(near(first.left(), 28.0 * MM + 2.0 * PITCH));
    let second = lines.iter().find(|line| line.text().starts_with("2.台账")).expect("a note");
    assert!(near(second.left(), 28.0 * MM + 5.0 * PITCH));
    let between = lines.iter().find(|line| line.y < first.y && line.y > second.y).expect("a second line");
    assert!(near(between.left(), 28.0 * MM + 6.0 * PITCH));
}

#[test]
fn a_letter_keeps_to_its_double_rules() {
    let head = Head { mark: some("青云区人民政府"), ..head() };
    let (pages, _) = set(&official(Layout::Letter, head, (0..20).map(|_| paragraph(&"国".repeat(60))).collect()));
    let lines = lines(&pages);
    let mark = find(&lines, "青云区人民政府");
    assert!(near(top(mark), 30.0 * MM));
    let red = rules(&pages, 0);
    assert!(
        red.iter().all(|rule| near(rule.2 - rule.1, 170.0 * MM) && near(rule.1, 20.0 * MM) && rule.4 == Color::RED)
    );
    let widths: Vec<f64> = red.iter().map(|rule| rule.3).collect();
    assert_eq!(widths, [1.5, 0.5, 0.5, 1.5]);
    assert!(near(red[0].0, top(mark) + mark.size + 4.0 * MM));
    assert!(near(red[3].0, 277.0 * MM));
    // Seven eighths of a character lie between the rules and what stands next to them.
    let corner = find(&lines, "000001");
    assert!((top(corner) - red[1].0 - SAN * 7.0 / 8.0).abs() < 1.0, "{}", top(corner) - red[1].0);
    let number = find(&lines, "青政发〔2021〕5号");
    assert!(near(right(number), 184.0 * MM) && near(number.y, corner.y));
    let last = lines
        .iter()
        .filter(|line| line.page == 0 && line.text().contains('国'))
        .map(|line| line.y)
        .fold(f64::MAX, f64::min);
    let gap = red[2].0 - (297.0 * MM - last + 0.12 * SAN);
    assert!((gap - SAN * 7.0 / 8.0).abs() < 1.0, "{gap}");
    assert!(lines.iter().all(|line| line.text() != "— 1 —"));
    assert!(lines.iter().any(|line| line.text() == "— 2 —"));
}

#[test]
fn the_first_page_shows_text_below_a_long_head() {
    let head = Head {
        mark: some("青云区党政办公室\n青云区财政局\n青云区经济发展局\n青云区税务局文件"), ..head()
    };
    let mut document = official(Layout::Gongwen, head, vec![paragraph(&"国".repeat(200))]);
    document.title = "关于进一步做好二〇二〇年度企业税收和问题整改台账报送工作以及有关统计监测事项的通知".to_owned();
    let (pages, _) = set(&document);
    assert!(lines(&pages).iter().any(|line| line.page == 0 && line.text().contains("国国")));
}

#[test]
fn a_note_stands_at_the_foot_of_the_page_that_refers_to_it() {
    let noted = Block::Paragraph(vec![
        Inline::Text("税收10.50亿元".to_owned()),
        Inline::Note("入库数。".to_owned()),
        Inline::Text("。".to_owned()),
    ]);
    for filling in [0, 5, 20, 21, 22, 30] {
        let mut blocks: Vec<Block> = (0..filling).map(|_| paragraph("填")).collect();
        blocks.extend([noted.clone(), paragraph(&"国".repeat(28 * 30))]);
        let lines = lines(&set(&document(blocks)).0);
        let note = find(&lines, "①入库数。");
        let from = lines.iter().find(|line| line.text().contains("10.50亿元")).expect("a line");
        assert_eq!(note.page, from.page);
        assert!(note.y > 35.0 * MM && note.size == 9.0);
        let above = lines.iter().filter(|line| line.page == note.page && line.size == SAN);
        assert!(above.into_iter().all(|line| line.y > note.y + 15.0), "{filling}");
    }
}

#[test]
fn a_note_on_the_last_page_stands_above_the_imprint() {
    let noted = Block::Paragraph(vec![
        Inline::Text("税收10.50亿元".to_owned()),
        Inline::Note("入库数。".to_owned()),
        Inline::Text("。".to_owned()),
    ]);
    for filling in [0, 3, 10, 11, 12, 13, 14, 15, 20, 30] {
        let mut blocks: Vec<Block> = (0..filling).map(|_| paragraph("填")).collect();
        blocks.push(noted.clone());
        let lines = lines(&set(&official(Layout::Gongwen, head(), blocks)).0);
        let (note, copies) = (find(&lines, "①入库数。"), find(&lines, "抄送：区委办公室。"));
        assert!(note.page < copies.page || note.y > copies.y + 15.0, "{filling}: {} {}", note.y, copies.y);
    }
}

#[test]
fn long_plain_documents_have_contents_with_links() {
    let mut blocks = Vec::new();
    for number in 0..6 {
        blocks.push(heading(1, &format!("第{number}节")));
        blocks.push(paragraph(&"国".repeat(28 * 40)));
    }
    let (pages, _) = set(&Document { title: "报告".to_owned(), ..document(blocks) });
    assert_eq!(pages.pages[0].links.len(), 6);
    let lines = lines(&pages);
    for link in &pages.pages[0].links {
        let bookmark = &pages.bookmarks[link.bookmark];
        let target = lines.iter().find(|line| line.page > 0 && line.text() == bookmark.title).expect("a heading");
        assert_eq!(target.page, bookmark.page);
        let entry = lines.iter().filter(|line| line.page == 0 && line.y > link.from.1 && line.y < link.to.1);
        let words: String = entry.map(Line::text).collect();
        assert!(words.ends_with(&format!("{}", bookmark.page + 1)), "{words}");
    }
}
