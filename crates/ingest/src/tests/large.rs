//! Large sheets, which are read in bands on two cores: the same as one step after another.

use super::formats::{COLUMNS, HEADER, by_hand};
use super::{ledger, lines, problems, reading};
use std::fmt::Write;

/// Enough rows for several bands on each core.
const ROWS: usize = 40_000;

/// The rows of a sheet as many writers make them: with and without addresses, texts in place and as results, texts
/// of how names are pronounced, empty cells, errors; `between` stands between two of the rows.
fn rows(between: &str) -> String {
    let mut rows = HEADER.to_owned();
    for number in 2..ROWS {
        let address = if number % 3 == 0 { "" } else { &format!(" r=\"{number}\"") };
        let cell = |column: char| if number % 5 == 0 { String::new() } else { format!(" r=\"{column}{number}\"") };
        let (name, amount) = (cell('A'), cell('B'));
        let _ = match number % 4 {
            0 => write!(
                rows,
                "<row{address}><c{name} t=\"inlineStr\"><is><t>甲{number}</t><rPh><t>jia</t></rPh></is></c><c{amount}><v>{number}.25</v></c></row>"
            ),
            1 => write!(
                rows,
                "<row{address}><c{name} t=\"str\"><f>\"乙\"&amp;1</f><v>乙{number}</v></c><c{amount}><f>1+1</f><v/></c></row>"
            ),
            2 => write!(
                rows,
                "<row{address}><c{name} t=\"inlineStr\"><is><t>丙_x000D_{number}</t></is></c><c{amount} t=\"e\"><v>#N/A</v></c></row>"
            ),
            _ => write!(
                rows,
                "<row{address} hidden=\"1\"><c{name} t=\"inlineStr\"><is><t>&lt;row&gt;{number}</t></is></c><c{amount} s=\"1\"/></row>"
            ),
        };
        if number == ROWS / 2 {
            rows += between;
        }
    }
    rows
}

/// The records and the problems of a sheet with these rows.
fn seen(rows: &str) -> (Vec<String>, Vec<String>) {
    let ledger = ledger(COLUMNS);
    let reading = reading(&ledger, "试验.xlsx", &by_hand(rows));
    (lines(&ledger, &reading), problems(&reading))
}

#[test]
fn bands_are_read_as_one_step_after_another() {
    let all = rows("");
    assert!(all.len() > 4 << 20, "{}", all.len());
    let banded = seen(&all);
    assert_eq!(banded.0.len(), ROWS - 2);
    // With a comment in its first band a sheet is read step by step.
    assert!(banded == seen(&all.replacen("</row>", "</row><!-- -->", 1)));
}

#[test]
fn what_only_looks_like_a_row_is_none() {
    let banded = seen(&rows(""));
    for between in
        ["<!-- <row r=\"9\"><c r=\"B9\"><v>7</v></c></row> -->", "<x><![CDATA[ <row r=\"9\">]]></x>", "<?x <row ?>"]
    {
        // A long comment reaches over bands.
        for pad in [1, 700_000] {
            let between = between.replacen(' ', &" ".repeat(pad), 1);
            assert!(banded == seen(&rows(&between)), "{between:.20} {pad}");
        }
    }
}

#[test]
fn a_large_sheet_that_breaks_off_keeps_what_was_read() {
    let (records, told) = seen(&rows("<row><c t=\"zz\"><v>1</v></c></row>"));
    assert!(told.iter().any(|told| told.starts_with("unreadable-sheet")), "{told:?}");
    assert_eq!(records.len(), ROWS / 2 - 1);
    // Cut within a row, it is never taken for whole.
    let all = rows("");
    for at in [all.len() / 3, all.len() / 2, all.len() - 40] {
        let end = all[..at].rfind("</c>").expect("a cell");
        let told = seen(&all[..end]).1;
        assert!(told.iter().any(|told| told.starts_with("unreadable-sheet")), "{at}");
    }
}
