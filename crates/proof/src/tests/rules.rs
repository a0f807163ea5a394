//! What counts as a hit.

use super::fixture::{ACCOUNT, NAME};
use crate::automaton::Automaton;
use crate::kind::Kind;
use crate::{Search, searchable};

fn in_words(value: &str, words: &str) -> bool {
    !Search::new([value]).expect("a search").in_words(words).is_empty()
}

fn in_kind(value: &str, text: &str, kind: Kind) -> bool {
    !Automaton::new([value]).expect("a search").found(text, kind).is_empty()
}

#[test]
fn writing_makes_no_difference() {
    for words in ["张小满", "经办人张 小\u{3000}满。", "张\u{200b}小\u{a0}满", "张\n小\t满"] {
        assert!(in_words(NAME, words), "{words:?}");
    }
    for words in
        ["6222 0210 0111 6245", "６２２２０２１００１１１６２４５", "6,222,021,001,116,245", "账号6222021001116245元"]
    {
        assert!(in_words(ACCOUNT, words), "{words:?}");
    }
    assert!(in_words("ABCD-12号", "abcd－１２号"));
    assert!(in_words("1,234,567", "共1234567元") && in_words("1234567", "共1，234，567.00元"));
    assert!(in_words("阿依古丽·买买提", "阿依古丽•买买提"));
    // A font may name a radical for the ideograph that looks the same.
    assert!(in_words("高一鸣", "\u{2fbc}\u{2f00}鸣"));
    assert!(!in_words(NAME, "张小\u{1f}满"));
}

#[test]
fn numbers_are_whole() {
    assert!(!in_words("123456", "0.123456789"));
    assert!(!in_words("123456", "0.123456") && !in_words("123456", "123456.7"));
    assert!(!in_words("123456", "1234567") && !in_words("123456", "A123456"));
    assert!(in_words("123456", "A 123456，") && in_words("123456", "（123456）"));
    assert!(in_words("123456", "7 123456 8"), "white space ends a number");
    // The comma of a list is no thousands separator.
    assert!(in_words(ACCOUNT, "6222021001116245,6222021001116246"));
    assert!(in_words("11010519491231002X", "号码11010519491231002x。"));
    assert!(!in_words("11010519491231002X", "11010519491231002xy"));
    assert!(in_words("3号楼201", "住3号楼201室") && !in_words("3号楼201", "住13号楼201室"));
    assert!(!in_words("3号楼201", "住3号楼2012室") && in_words("12-30", "（12-30）") && !in_words("12-30", "2012-30"));
}

#[test]
fn short_values_are_not_searched() {
    for value in ["李", "", "123", "a b c", "\u{3000}李\u{3000}", "１２３"] {
        assert!(!searchable(value), "{value:?}");
    }
    for value in ["李明", "1234", "A区"] {
        assert!(searchable(value), "{value:?}");
    }
    let search = Search::new(["李", "李明", "123", "李明"]).expect("a search");
    assert_eq!(search.in_words("李明123.xlsx"), [1, 3]);
}

#[test]
fn short_numbers_are_nobodys_among_settings() {
    for text in ["1234 0 obj", "1234 5678 l", "width=\"1234\""] {
        assert!(!in_kind("1234", text, Kind::Syntax) && !in_kind("12345678", text, Kind::Syntax), "{text}");
        assert!(!in_kind("1234", text, Kind::Values));
    }
    for text in ["<4e1a> <7f34>", "r=\"K166\"", "/A106 Do"] {
        for value in ["4e1a", "K166", "A106", "a-10"] {
            assert!(!in_kind(value, text, Kind::Syntax) && !in_kind(value, text, Kind::Values), "{text}");
        }
    }
    assert!(in_kind(ACCOUNT, "(6222021001116245) Tj", Kind::Syntax));
    assert!(in_kind("12345678", "a=12345678", Kind::Values));
    assert!(!in_kind("12345678", "0.12345678 0 0 1", Kind::Syntax));
}

#[test]
fn overlapping_values_are_all_found() {
    let search = Search::new(["张小满", "小满", "满江"]).expect("a search");
    assert_eq!(search.in_words("张小满江"), [0, 1, 2]);
}

#[test]
fn unknown_formats_prove_nothing() {
    let search = Search::new([NAME]).expect("a search");
    assert!(search.hits("txt", b"").is_err());
    for extension in ["pdf", "xlsx", "docx", "ofd"] {
        assert!(search.hits(extension, b"broken").is_err_and(|why| why.chinese.ends_with('。')));
    }
}
