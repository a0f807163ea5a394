//! Where lines begin and end.

use crate::common::{Line, MM, body, document, paragraph, set};
use model::Language;
use model::page::Role;

const NEVER_FIRST: &str = "、，。；：？！）〕】》」』”’…—·/%";
const NEVER_LAST: &str = "（〔【《「『“‘";
const PIECES: [&str; 16] = [
    "完成税收10.50亿元，",
    "同比增长4.20%。",
    "《台账管理办法》",
    "（青财〔2021〕5号）",
    "“放管服”改革",
    "国家",
    "高新技术企业",
    "提高3.92个百分点；",
    "AI芯片、",
    "——即",
    "等等……",
    "2021年",
    "第5期",
    "：",
    "（一）",
    "以及Excel workbook文件",
];

/// Texts put together from pieces in an order that looks like chance but is the same each time.
fn texts() -> Vec<String> {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    (0..60).map(|_| (0..8 + next() % 25).map(|_| PIECES[next() % PIECES.len()]).collect()).collect()
}

/// The lines of a paragraph of that text.
fn set_lines(text: &str) -> Vec<Line> {
    body(&set(&document(vec![paragraph(text)])).0)
}

#[test]
fn no_line_begins_or_ends_with_a_forbidden_mark() {
    for text in texts() {
        for line in set_lines(&text).iter().skip(1) {
            let words = line.text();
            assert!(!words.starts_with(|first| NEVER_FIRST.contains(first)), "{words}");
        }
        for line in set_lines(&text) {
            let words = line.text();
            assert!(!words.ends_with(|last| NEVER_LAST.contains(last)), "{words}");
        }
    }
}

#[test]
fn a_long_document_has_no_forbidden_line_on_any_page() {
    let blocks = texts().iter().cycle().take(400).map(|text| paragraph(text)).collect();
    let (pages, _) = set(&document(blocks));
    let lines = body(&pages);
    assert!(pages.pages.len() > 40 && lines.len() > 900);
    for line in lines {
        let words = line.text();
        // A paragraph begins as it was typed.
        let begins = line.left() > 30.0 * MM;
        assert!(begins || !words.starts_with(|first| NEVER_FIRST.contains(first)), "{words}");
        assert!(!words.ends_with(|last| NEVER_LAST.contains(last)), "{words}");
        for pair in line.glyphs.windows(2) {
            // One em of the character, its share of the line and the greatest gap.
            assert!(pair[1].1 - pair[0].1 < 2.3 * 15.75, "{words}");
        }
    }
}

#[test]
fn unbreakable_strings_stay_on_one_line() {
    for text in texts() {
        let lines: Vec<String> = set_lines(&text).iter().map(Line::text).collect();
        for whole in ["10.50亿元", "4.20%", "〔2021〕5号", "3.92个百分点", "——", "……", "2021年", "第5期", "workbook"]
        {
            let here: usize = lines.iter().map(|line| line.matches(whole).count()).sum();
            assert_eq!(here, text.matches(whole).count(), "{whole} in {lines:?}");
        }
    }
}

#[test]
fn all_lines_but_the_last_end_flush_right() {
    for text in texts() {
        let lines = set_lines(&text);
        for line in lines.iter().take(lines.len() - 1) {
            let (last, x) = line.glyphs[line.glyphs.len() - 1];
            let width = match last {
                '，' | '。' | '；' | '：' | '、' | '）' | '》' | '”' => 0.5 * 15.75,
                ' '..='\u{7e}' => continue,
                _ => 15.75,
            };
            assert!((x + width - 184.0 * MM).abs() < 0.1, "{} ends at {}", line.text(), x + width);
        }
    }
}

#[test]
fn no_character_overlaps_the_next() {
    for text in texts() {
        for line in set_lines(&text) {
            for pair in line.glyphs.windows(2) {
                // The blank half of an opening mark may lie on what stands before it.
                let least = if NEVER_LAST.contains(pair[1].0) { -0.01 } else { 0.2 * 15.75 };
                assert!(pair[1].1 - pair[0].1 > least, "{} in {}", pair[0].0, line.text());
            }
        }
    }
}

#[test]
fn no_single_character_stands_alone_on_the_last_line() {
    for length in 20..120 {
        let lines = set_lines(&format!("{}。", "国".repeat(length)));
        let last = lines.last().expect("a line").text();
        assert!(lines.len() == 1 || last.matches('国').count() > 1, "{length}: {last}");
        let all: usize = lines.iter().map(|line| line.glyphs.len()).sum();
        assert_eq!(all, length + 1);
    }
}

#[test]
fn adjacent_marks_take_one_and_a_half_em() {
    let lines = set_lines("甲：“乙”，丙。");
    let x = |character: char| lines[0].glyphs.iter().find(|(other, _)| *other == character).expect("there").1;
    let pitch = 156.0 / 28.0 * MM;
    // ：“ loses half an em, and so does ”，.
    assert!((x('乙') - x('甲') - 2.5 * pitch).abs() < 0.2);
    assert!((x('丙') - x('乙') - 2.5 * pitch).abs() < 0.2);
}

#[test]
fn missing_characters_are_replaced_and_told_once() {
    let (pages, problems) = set(&document(vec![paragraph("联系人喆，喆，\u{10FFFD}。")]));
    let told: Vec<(&str, bool)> =
        problems.iter().map(|p| (p.rule.code, p.message(Language::Chinese).contains('喆'))).collect();
    assert_eq!(told, [("missing-glyph", true), ("substituted-glyph", true)]);
    assert_eq!(body(&pages)[0].text(), "联系人喆，喆，\u{10FFFD}。");
    assert!(problems[1].message(Language::Chinese).contains(Role::Kai.chinese()));
}

#[test]
fn a_string_longer_than_a_line_is_cut_within_the_margins() {
    let text = format!("详见网址https://example.gov.cn/{}，请查收。", "abcdefgh/".repeat(20));
    for line in set_lines(&text) {
        assert!(line.glyphs.iter().all(|(_, x)| *x < 184.0 * MM), "{}", line.text());
        assert!(!line.text().starts_with(|first| NEVER_FIRST.contains(first)), "{}", line.text());
    }
}

#[test]
fn any_text_is_set_within_the_margins() {
    let mut state = 11_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let odd: Vec<char> =
        "“”‘’（）《》，。、—…·～ \t\n\u{0}\u{200b}\"'(),.;:!?%‰℃①㎡²aZ09-+/〔〕😀\u{301}é国".chars().collect();
    for _ in 0..300 {
        let text: String = (0..next() % 90).map(|_| odd[next() as usize % odd.len()]).collect();
        for line in set_lines(&text) {
            for (character, x) in &line.glyphs {
                assert!(*x > 20.0 * MM && *x < 184.5 * MM, "{character:?} at {x} in {text:?}");
            }
        }
    }
}

#[test]
fn a_role_without_a_face_is_told_once() {
    let faces: Vec<_> = crate::common::faces().iter().filter(|face| face.role != Role::Fangsong).cloned().collect();
    let (pages, problems) = layout::pages(&document(vec![paragraph("国家标准公文格式")]), &faces);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.rule.code).collect();
    assert_eq!(codes, ["missing-face"]);
    assert_eq!(body(&pages)[0].text(), "国家标准公文格式");
}

#[test]
fn without_faces_every_character_is_told_and_nothing_fails() {
    let (pages, problems) = layout::pages(&document(vec![paragraph("国国")]), &[]);
    assert_eq!(pages.pages.len(), 1);
    assert!(problems.iter().any(|problem| problem.message(Language::Chinese).contains('国')));
}
