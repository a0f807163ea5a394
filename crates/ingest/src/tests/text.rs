//! Files of plain text with the faults that systems and hands leave in them.

use super::formats::COLUMNS;
use super::{check_bytes, ledger, reading};
use encoding_rs::GB18030;

fn check(text: &str, records: &str, expected: &str) {
    check_bytes(&ledger(COLUMNS), "试验.csv", text.as_bytes(), records, expected);
    check_bytes(&ledger(COLUMNS), "试验.csv", &GB18030.encode(text).0, records, expected);
    for end in ["\n", "\r"] {
        check_bytes(&ledger(COLUMNS), "试验.csv", text.replace("\r\n", end).as_bytes(), records, expected);
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_swallows_no_row() {
    check(
        "企业名称,税额\r\n一公司,100\r\n\"示例\"二公司,200\r\n三公司,300\r\n\"A级四公司,400\r\n五公司,500\r\n六公司,600\r\n",
        "2 一公司 100\n3 \"示例\"二公司 200\n4 三公司 300\n5 \"A级四公司 400\n6 五公司 500\n7 六公司 600",
        "open-quote A5",
    );
    // Two such marks: the second would close the first.
    check(
        "企业名称,税额\r\n\"一公司,100\r\n二公司,200\r\n\"三公司,300\r\n四公司,400",
        "2 \"一公司 100\n3 二公司 200\n4 \"三公司 300\n5 四公司 400",
        "open-quote A2\nopen-quote A4",
    );
    // One at the end of a later line does so in form.
    check(
        "企业名称,税额,备注\r\n一公司,100,\"留意\r\n二公司,200,\r\n三公司,300,尺寸5\"\r\n四公司,400,\r\n",
        "2 一公司 100\n3 二公司 200\n4 三公司 300\n5 四公司 400",
        "unknown-label\nopen-quote C2",
    );
    check(
        "企业名称,税额,备注\r\n一公司,100,\"\r\n二公司,200,\"\r\n三公司,300,\r\n",
        "2 一公司 100\n3 二公司 200\n4 三公司 300",
        "unknown-label\nopen-quote C2\nopen-quote C3",
    );
    // Which of two readings counts is told by the other records.
    check(
        "企业名称,税额,备注\r\n甲公司,1,\r\n\"乙公司,2,\"尺\"寸\r\n丙公司,3,\r\n",
        "2 甲公司 1\n3 \"乙公司 2\n4 丙公司 3",
        "unknown-label\nopen-quote A3",
    );
    check("企业名称,税额\r\n\"甲,乙\"公司,1\r\n", "2 甲,乙公司 1", "open-quote A2");
}

#[test]
fn quoted_cells_may_hold_anything() {
    check(
        "\"企业名称\",\"税额\",备注\r\n\"甲公司\",\"1,000\",\"一,二\r\n三,\"\"四\"\"\r\n\"\r\n\"乙公司\",\"2\" ,\"五\r\n六\"\r\n\r\n丙公司,\"\"\"3\"\"\",\r\n\"\",4,\"x\"",
        "2 甲公司 1000\n3 乙公司 2\n5 丙公司 -\n6 - 4",
        "unknown-label\nunreadable-number B5",
    );
    // Every record has a cell of several lines.
    let rows = "一期改造,1,\"甲\r\n乙\"\r\n".repeat(3);
    check(&format!("企业名称,税额,备注\r\n{rows}"), "2 一期改造 1\n3 一期改造 1\n4 一期改造 1", "unknown-label");
}

#[test]
fn a_damaged_byte_is_named_and_costs_nothing_else() {
    let text = "企业名称,税额\r\n机械有限公司,100\r\n食品有限公司,200\r\n软件有限公司,300\r\n物流有限公司,400\r\n";
    let damage = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        let at = bytes.windows(4).position(|bytes| bytes == b",200").expect("a place");
        bytes.remove(at - 1);
        bytes
    };
    let records = |name: &str| format!("2 机械有限公司 100\n3 {name} 200\n4 软件有限公司 300\n5 物流有限公司 400");
    for bytes in [text.as_bytes(), &GB18030.encode(text).0] {
        check_bytes(&ledger(COLUMNS), "试验.csv", &damage(bytes), &records("食品有限公�"), "damaged-text A3");
    }
    let number = text.replace("200", "2\u{1}00");
    check_bytes(
        &ledger(COLUMNS),
        "试验.csv",
        number.as_bytes(),
        &records("食品有限公司").replace("200", "-"),
        "damaged-text B3\nunreadable-number B3",
    );
    // Old programs end a file so, and mark the places where files were put together.
    check_bytes(&ledger(COLUMNS), "试验.csv", format!("{text}\u{1a}").as_bytes(), &records("食品有限公司"), "");
}

#[test]
fn the_separator_may_be_named() {
    for first in ["sep=;", "SEP=;", "\"sep=;\"", "\u{feff}sep=;"] {
        let text = format!("{first}\r\n企业名称;税额\r\n甲公司;1,000\r\n乙,丙公司;2");
        check_bytes(&ledger(COLUMNS), "试验.csv", text.as_bytes(), "3 甲公司 1000\n4 乙,丙公司 2", "");
    }
    let text = "sep=|\n企业名称|税额\n甲公司|1";
    check_bytes(&ledger(COLUMNS), "试验.csv", text.as_bytes(), "3 甲公司 1", "");
}

#[test]
fn files_that_were_put_together_are_one_table() {
    check_bytes(
        &ledger(COLUMNS),
        "试验.csv",
        ",,\r\n,,\r\n\u{feff}企业名称,税额,\r\n\u{feff}\"甲公司\",100,\r\n\u{feff}企业名称,税额,\r\n乙公司,200,\r\n"
            .as_bytes(),
        "4 甲公司 100\n6 乙公司 200",
        "",
    );
}

#[test]
fn a_file_that_was_cut_off_is_told() {
    let text = "企业名称,税额,备注\r\n甲公司,1,\r\n乙公司,2,\r\n丙公司,3,";
    check_bytes(&ledger(COLUMNS), "试验.csv", text.as_bytes(), "2 甲公司 1\n3 乙公司 2\n4 丙公司 3", "unknown-label");
    for cut in ["丙公司,3", "丙公"] {
        let text = text.replace("丙公司,3,", cut);
        let codes = super::problems(&reading(&ledger(COLUMNS), "试验.csv", text.as_bytes()));
        assert_eq!(codes, ["unknown-label", "cut-off A4"], "{cut}");
    }
    let footer = text.replace("丙公司,3,", "制表人：张三");
    check_bytes(&ledger(COLUMNS), "试验.csv", footer.as_bytes(), "2 甲公司 1\n3 乙公司 2", "unknown-label");
}

#[test]
fn a_comma_that_is_not_quoted_is_told() {
    check(
        "企业名称,税额\r\n甲公司,1\r\n乙公司,2,000\r\n丙公司,3\r\n丁公司,4\r\n",
        "2 甲公司 1\n3 乙公司 2\n4 丙公司 3\n5 丁公司 4",
        "shifted-row C3",
    );
}

/// Wherever one quotation mark is added or lost, no record is lost without a word.
#[test]
fn no_quotation_mark_takes_a_record_away() {
    let (mut row, mut whole) = (0, "企业名称,税额,备注\r\n".to_owned());
    for note in ["", "\"好\"", "\"一,二\"", "\"一\r\n二\"", "三", "\"\"\"四\"\"\"", "五\"寸", ""] {
        row += 1;
        whole += &format!("\"第{row}公司\",\"{row},000\",{note}\r\n第{row}厂,{row},{note}\r\n");
    }
    let ledger = ledger(COLUMNS);
    let read = |text: &str| {
        let reading = reading(&ledger, "试验.csv", text.as_bytes());
        (super::lines(&ledger, &reading), super::problems(&reading))
    };
    let amounts =
        |lines: &[String]| lines.iter().map(|line| line.rsplit(' ').next().map(str::to_owned)).collect::<Vec<_>>();
    let (records, problems) = read(&whole);
    assert_eq!((records.len(), problems), (16, vec!["unknown-label".to_owned()]));
    let header = whole.find('\n').map_or(0, |at| at + 1);
    for (at, letter) in whole.char_indices().filter(|(at, _)| *at >= header) {
        let (before, after) = whole.split_at(at);
        let mut changed = vec![format!("{before}\"{after}")];
        changed.extend(after.strip_prefix('"').map(|after| format!("{before}{after}")));
        for text in changed {
            let (found, told) = read(&text);
            assert!(told.len() > 1 || amounts(&found) == amounts(&records), "{letter} {at}: {text}\n{found:#?}");
        }
    }
}

#[test]
fn most_rows_may_be_wider_than_their_header() {
    let told = |text: &str| {
        let reading = super::reading(&super::ledger(COLUMNS), "试验.csv", text.as_bytes());
        super::problems(&reading).into_iter().filter(|told| told != "unknown-label").collect::<Vec<_>>()
    };
    // The comma of thousands without quotation marks, in all rows or in most, with an empty column behind or none.
    assert_eq!(told("企业名称,税额\n甲,11,234.50\n乙,2,310.00\n"), ["shifted-row C2", "shifted-row C3"]);
    assert_eq!(
        told("企业名称,税额,备注\n甲,11,234.50,\n乙,310.00,\n丙,5,060.00,\n"),
        ["shifted-row C2", "shifted-row C4"]
    );
    // A row that is parted by another sign is one cell.
    assert_eq!(told("企业名称,税额\n甲,1\n乙;2\n丙,3\n"), ["shifted-row A3"]);
    assert_eq!(told("企业名称,税额,备注\n甲,1,无\n乙\t2\t无\n丙,3,无\n"), ["shifted-row A3"]);
    // Separators at the ends of lines, remarks and footers are none of these.
    for right in [
        "企业名称,税额,\n甲,1,\n乙,2,\n",
        "企业名称,税额\n甲,1,\n乙,2,\n",
        "企业名称,税额,备注\n甲,1,一,\n乙,2,二,\n",
        "税收表\n企业名称,税额\n甲,1\n乙,2\n制表人：张三;2020\n",
        "企业名称,税额,户数\n甲,1,200\n乙,2,300\n",
    ] {
        assert_eq!(told(right), [""; 0], "{right}");
    }
}
