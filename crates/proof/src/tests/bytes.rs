//! Bytes of which nobody knows how they are meant.

use super::fixture::{ACCOUNT, NAME, assert_clean, assert_found, noise, wide, zip};
use crate::Search;

fn part(bytes: &[u8]) -> Vec<u8> {
    zip([("xl/data.bin", bytes)])
}

/// A value among bytes that are no text.
fn among_noise(value: &[u8]) -> Vec<u8> {
    let noise = noise(5001);
    part(&[&noise, value, &noise].concat())
}

#[test]
fn every_coding_is_read() {
    let big: Vec<u8> = NAME.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for value in [NAME.as_bytes(), &wide(NAME), &big, &encoding_rs::GB18030.encode(NAME).0] {
        assert_found("xlsx", &part(&[b"\0\x01\0", value, b"\0"].concat()), NAME, "data.bin");
        assert_found("xlsx", &part(&[b"\0\x01", value].concat()), NAME, "data.bin");
    }
    for value in [NAME.as_bytes(), &wide(NAME), &big] {
        assert_found("xlsx", &among_noise(value), NAME, "data.bin");
    }
    let account = [wide("账号"), wide(ACCOUNT), wide("。")].concat();
    assert_found("xlsx", &part(&account), ACCOUNT, "data.bin");
    assert_clean("xlsx", &part(&noise(1 << 20)));
}

#[test]
fn two_letters_are_found_among_words_and_not_among_noise() {
    let search = Search::new(["李明"]).expect("a search");
    let hits = |bytes: &[u8]| search.hits("xlsx", bytes).expect("a file").len();
    let binary = |text: &[u8]| part(&[b"\x01\x02", text].concat());
    assert_eq!(hits(&binary(&wide("\0\0单位负责人为李明，电话未公开，特此说明"))), 1);
    assert_eq!(hits(&part(&wide("李明"))), 1);
    let words = encoding_rs::GB18030.encode("县财政局会计核算中心李明，县财政局会计").0.into_owned();
    assert_eq!(hits(&part(&words)), 1);
    assert_eq!(hits(&among_noise(&wide("李明"))), 0, "these four bytes come about by chance");
    assert_eq!(hits(&among_noise("李明".as_bytes())), 1, "these six do not");
}

#[test]
fn many_short_values_give_no_hit_in_noise() {
    let letters: Vec<char> = ('\u{4e00}'..'\u{4e64}').collect();
    let names = letters.iter().flat_map(|first| letters.iter().map(move |second| format!("{first}{second}")));
    let numbers = (1000..10_000).map(|number: u32| number.to_string());
    let search = Search::new(names.chain(numbers)).expect("a search");
    assert_eq!(search.hits("xlsx", &part(&noise(1 << 20))), Ok(Vec::new()));
}

#[test]
fn the_characters_of_a_face_are_no_text() {
    // Sorted codes spell names; the face's own names are words.
    let face = |characters: &str, name: &str| {
        let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let (characters, name) = (big(characters), big(name));
        let mut bytes = b"OTTO\0\x02\0\0\0\0\0\0".to_vec();
        let mut start = 44_u32;
        for (tag, table) in [(b"cmap", &characters), (b"name", &name)] {
            let length = u32::try_from(table.len()).expect("a length");
            bytes.extend(tag.iter().copied().chain([0; 4]).chain(start.to_be_bytes()).chain(length.to_be_bytes()));
            start += length;
        }
        part(&[bytes, characters, name].concat())
    };
    assert_clean("ofd", &face("上张小满目", "宋体"));
    assert_found("ofd", &face("上", NAME), NAME, "data.bin");
}

#[test]
fn texts_of_pictures_are_words() {
    let record = |kind: u32, words: &[u32]| {
        let length = u32::try_from(8 + 4 * words.len()).expect("a length");
        [kind, length].iter().chain(words).flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>()
    };
    let text = |x: u32, letters: &str| {
        let units: Vec<u32> = letters.encode_utf16().map(u32::from).collect();
        let count = u32::try_from(units.len()).expect("a count");
        let mut words = vec![0, 0, 9, 9, 1, 0, 0, x, 50, count, 76, 0, 0, 0, 9, 9, 76 + 4 * count.div_ceil(2)];
        words.extend(units.chunks(2).map(|pair| pair[0] | pair.get(1).unwrap_or(&0) << 16));
        words.extend(units.iter().map(|_| 100));
        record(84, &words)
    };
    let picture = |texts: &[Vec<u8>]| {
        let head = record(1, &[0, 0, 0, 0, 0, 0, 0, 0, u32::from_le_bytes(*b" EMF"), 0x10000]);
        let font = record(82, &[1, 100_u32.wrapping_neg(), 0, 0]);
        zip([("word/media/image1.emf", [head, font, texts.concat()].concat().as_slice())])
    };
    assert_found("docx", &picture(&[text(0, "给张小满")]), NAME, "image1.emf");
    assert_found("docx", &picture(&[text(200, "满"), text(0, "张小")]), NAME, "image1.emf");
    assert_clean("docx", &picture(&[text(0, "张小"), text(400, "满")]));
    let search = Search::new(["李明", "1250"]).expect("a search");
    assert_eq!(search.hits("docx", &picture(&[text(0, "李明"), text(0, "1,250")])).expect("a file").len(), 2);
}
