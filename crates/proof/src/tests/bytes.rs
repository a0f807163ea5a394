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
