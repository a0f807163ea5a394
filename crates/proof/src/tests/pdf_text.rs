//! Values that the pages of a PDF show.

use super::fixture::{ACCOUNT, NAME, assert_clean, assert_found};
use super::pdf_file::{Made, codes, face, text};
use crate::Search;
use lopdf::{Object, Stream, dictionary};

fn page(content: &str) -> Vec<u8> {
    Made::new(content).bytes()
}

fn texts(texts: &[(f64, f64, &str)]) -> Vec<u8> {
    page(&texts.iter().map(|(x, y, words)| text(*x, *y, words)).collect::<String>())
}

#[test]
fn words_are_read_in_order() {
    assert_found("pdf", &texts(&[(72.0, 700.0, "经办人张小满")]), NAME, "第1页文字");
    assert_found("pdf", &texts(&[(72.0, 700.0, "6222 0210 0111 6245")]), ACCOUNT, "第1页文字");
    let kerned = format!("BT /F1 10 Tf 72 700 Td [<{}>-120.5<{}>30<{}>]TJ ET", codes("张"), codes("小"), codes("满"));
    assert_found("pdf", &page(&kerned), NAME, "第1页文字");
    let plain = "BT /F2 9 Tf 72 700 Td (No. 6222 0210\\0600111 62)Tj 3 0 Td (45)' ET";
    assert_clean("pdf", &page(plain));
    assert_found("pdf", &page("BT /F2 9 Tf 72 700 Td [(No. 6222 02)-20(10\\060111 6245)]TJ ET"), ACCOUNT, "第1页文字");
}

#[test]
fn glyphs_are_put_in_order_by_position() {
    let glyphs =
        [(92.0, 700.0, "满"), (200.0, 650.0, "其他"), (72.0, 700.0, "张"), (72.0, 600.0, "通报"), (82.0, 700.9, "小")];
    assert_found("pdf", &texts(&glyphs), NAME, "按位置");
    // Set wide, and one glyph painted twice.
    assert_found(
        "pdf",
        &texts(&[(112.0, 700.0, "满"), (72.0, 700.0, "张"), (72.2, 700.0, "张"), (92.0, 700.0, "小")]),
        NAME,
        "按位置",
    );
    let digits: String =
        (0..16).rev().map(|at| text(72.0 + 5.0 * f64::from(at), 700.0, &ACCOUNT[at as usize..=at as usize])).collect();
    assert_found("pdf", &page(&digits), ACCOUNT, "按位置");
}

#[test]
fn operators_move_the_words() {
    let (z, x, m) = (codes("张"), codes("小"), codes("满"));
    for content in [
        format!("BT /F1 10 Tf 92 700 Td <{m}> Tj -20 0 Td <{z}> Tj 10 0 Td <{x}> Tj ET"),
        format!("q 2 0 0 2 0 0 cm BT /F1 5 Tf 46 350 Td <{m}> Tj ET Q BT /F1 10 Tf 72 700 Td <{z}{x}> Tj ET"),
        format!("BT /F1 10 Tf 200 Tz 72 700 Td <{z}> Tj 100 Tz 20 0 Td <{x}{m}> Tj ET"),
        format!("BT /F1 1 Tf 10 0 0 10 92 700 Tm <{m}> Tj 10 0 0 10 72 700 Tm <{z}{x}> Tj ET"),
        format!("BT /F1 10 Tf 12 TL 92 712 Td <{m}> ' 1 0 0 1 72 724 Tm 24 TL <{z}{x}> ' ET"),
        format!("BT /F1 10 Tf 92 724 Td 0 -24 TD <{m}> Tj 1 0 0 1 72 724 Tm T* 0 0 <{z}{x}> Tj ET"),
        format!("BT /F1 10 Tf 5 Tc 102 700 Td <{m}> Tj -30 0 Td <{z}{x}> Tj ET"),
        format!("BT /F1 10 Tf 12 TL 92 712 Td 0 0 <{m}> \" 1 0 0 1 72 712 Tm 0 0 <{z}{x}> \" ET"),
        format!("BI /W 1 /H 1 /CS /G /BPC 8 ID ((( EI BT /F1 10 Tf 92 700 Td <{m}> Tj -20 0 Td <{z}{x}> Tj ET"),
    ] {
        assert_found("pdf", &page(&content), NAME, "按位置");
    }
    // Turned by a quarter: a later glyph stands further down.
    let turned = |y: i32, code: &str| format!("BT /F1 10 Tf 0 -1 1 0 72 {y} Tm <{code}> Tj ET ");
    assert_found("pdf", &page(&[turned(680, &m), turned(700, &z), turned(690, &x)].concat()), NAME, "按位置");
}

#[test]
fn a_name_torn_at_the_end_of_a_line_is_found() {
    let lines = texts(&[(92.0, 700.0, "本月由会计核算中心张小"), (72.0, 684.0, "满同志负责此项工作")]);
    assert_found("pdf", &lines, NAME, "第1页文字");
}

#[test]
fn neighbouring_cells_are_not_joined() {
    let across = texts(&[(72.0, 700.0, "张"), (89.0, 700.0, "小满"), (72.0, 684.0, "张小"), (120.0, 684.0, "满")]);
    assert_clean("pdf", &across);
    let rows = texts(&[(72.0, 700.0, "其他"), (300.0, 700.0, "张小"), (72.0, 684.0, "满"), (300.0, 684.0, "其他")]);
    assert_clean("pdf", &rows);
    assert_clean("pdf", &texts(&[(72.0, 700.0, "622202100"), (124.0, 700.0, "1116245")]));
    // Close to one another, but not in one line.
    assert_clean("pdf", &texts(&[(72.0, 700.0, "张小"), (92.0, 694.0, "满")]));
    // The first of a number's figures end a line.
    assert_clean("pdf", &texts(&[(72.0, 700.0, "622202100"), (72.0, 686.0, "1116245")]));
}

#[test]
fn forms_patterns_and_appearances_are_painted() {
    let form = |made: &mut Made, content: String| {
        let resources = made.resources;
        let dictionary = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => resources,
            "Matrix" => vec![1.into(), 0.into(), 0.into(), 1.into(), 10.into(), 0.into()],
        };
        made.add(Stream::new(dictionary, content.into_bytes()))
    };
    let mut shown = Made::new(&format!("{} q /Fm0 Do Q", text(92.0, 700.0, "满")));
    let inner = form(&mut shown, text(62.0, 700.0, "张小"));
    shown.resources().set("XObject", dictionary! { "Fm0" => inner });
    assert_found("pdf", &shown.bytes(), NAME, "第1页文字（按位置）");
    let mut appearance = Made::new("");
    let stream = form(&mut appearance, text(0.0, 0.0, "张小满"));
    let annotation = appearance.add(dictionary! { "Subtype" => "Stamp", "AP" => dictionary! { "N" => stream } });
    appearance.page().set("Annots", vec![annotation.into()]);
    assert_found("pdf", &appearance.bytes(), NAME, "图样");
    let mut itself = Made::new("/Fm0 Do");
    let circle = form(&mut itself, format!("{} /Fm0 Do", text(0.0, 0.0, "张小满")));
    itself.resources().set("XObject", dictionary! { "Fm0" => circle });
    assert_found("pdf", &itself.bytes(), NAME, "第1页文字");
}

#[test]
fn pages_that_are_not_listed_are_painted() {
    let mut made = Made::new("");
    let resources = made.resources;
    let content = made.add(Stream::new(lopdf::Dictionary::new(), text(72.0, 700.0, "张小满").into_bytes()));
    made.add(dictionary! { "Type" => "Page", "Contents" => vec![content.into()], "Resources" => resources });
    assert_found("pdf", &made.bytes(), NAME, "未列入的页");
}

#[test]
fn faces_that_do_not_say_their_letters_prove_nothing() {
    let mut made = Made::new("BT /F3 10 Tf <00010002> Tj ET");
    let blind = face(&mut made.document, b"TZAAAC+SongTi", false);
    made.resources().set("Font", dictionary! { "F3" => blind });
    let answer = Search::new([NAME]).expect("a search").hits("pdf", &made.bytes());
    assert!(answer.is_err_and(|why| why.chinese.contains("第1页")));
    // Chinese faces of old programs have codes that are known.
    for (encoding, text) in [("UniGB-UCS2-H", "5F205C0F6EE1".to_owned()), ("GBK-EUC-H", "D5C5D0A1C2FA".to_owned())] {
        let mut made = Made::new(&format!("BT /F3 10 Tf <{text}> Tj ET"));
        let known = face(&mut made.document, b"STSong-Light", false);
        made.document
            .get_dictionary_mut(known)
            .expect("a face")
            .set("Encoding", Object::Name(encoding.as_bytes().to_vec()));
        made.resources().set("Font", dictionary! { "F3" => known });
        assert_found("pdf", &made.bytes(), NAME, "第1页文字");
    }
}
