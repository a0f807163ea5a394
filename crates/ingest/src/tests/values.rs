//! Cells of each kind.

use super::check;

/// One column of a kind with a name before it, so that every row is data.
fn kind(definition: &str, cells: &[&str], records: &str, expected: &str) {
    let columns = format!("[columns.name]\nlabels = [\"名称\"]\n[columns.x]\nlabels = [\"值\"]\n{definition}");
    let rows: Vec<String> = cells.iter().map(|cell| format!("甲|{cell}")).collect();
    let numbered = |(row, value): (usize, &str)| format!("{row} 甲 {value}");
    let records: Vec<String> =
        records.split_whitespace().enumerate().map(|(at, value)| numbered((at + 2, value))).collect();
    check(&columns, &format!("名称|值\n{}", rows.join("\n")), &records.join("\n"), expected);
}

#[test]
fn money_is_exact() {
    kind(
        "type = \"money\"\nunit = \"万元\"",
        &[
            "1.5",
            "25,000元",
            "（1,234）",
            "叁万",
            "1.2万元",
            "0.1",
            "0.30000000000000004",
            "1.23456789",
            "630元/份",
            "折扣率：75%",
            "=1/0",
            "缺漏",
        ],
        "1.5 2.5 -1234 3 1.2 0.1 0.3 1.234568 - - - -",
        "rounded B9
         unreadable-number B10
         unreadable-number B11
         error-cell B12",
    );
}

#[test]
fn percentages_are_quotients() {
    kind("type = \"percent\"", &["0.05", "5%", "7000.00%", "'0.5"], "5 5 7000 50", "");
    kind("type = \"percent\"\nunit = \"%\"", &["5", "5%"], "5 5", "");
}

#[test]
fn numbers_and_integers_keep_their_places() {
    kind("type = \"number\"", &["1.25", "12,345.5", "1.2万"], "1.25 12345.5 12000", "");
    kind("type = \"number\"\nunit = \"家\"", &["3家"], "3", "");
    kind("type = \"integer\"", &["3", "3.5", "'1,200", "三"], "3 - 1200 3", "unreadable-number B3");
}

#[test]
fn dates_and_months_are_read() {
    kind(
        "type = \"date\"",
        &[
            "d44196",
            "44196",
            "2024.1.31",
            "2021-5-20履行中",
            "2016年9月1日至2019年8月31日",
            "20201231",
            "2021年6月底前",
            "长期坚持",
            "节后",
            "2021-02-30",
        ],
        "2020-12-31 2020-12-31 2024-01-31 2021-05-20 2016-09-01 2020-12-31 2021-06-30 - - -",
        "date-remark B5
         date-remark B6
         date-remark B8
         unreadable-date B10
         unreadable-date B11",
    );
    kind(
        "type = \"month\"",
        &["d44196", "2020年4月", "2020.04", "2020年第一季度", "2019", "2019年", "'202004"],
        "2020-12 2020-04 2020-04 2020-03 2019-12 2019-12 2020-04",
        "",
    );
}

#[test]
fn words_are_checked() {
    kind("type = \"boolean\"", &["是", "×", "√", "无", "/", "待定"], "是 否 是 否 - -", "unreadable-boolean B7");
    kind(
        "type = \"status\"\ndone = [\"已完成\"]\nopen = [\"整改中\"]",
        &["已 完成", "整改中", "己完成"],
        "已完成 整改中 -",
        "unknown-word B4",
    );
    kind("values = [\"新认定\", \"复评\"]", &["新认定", "初评"], "新认定 -", "unknown-word B3");
    kind(
        "type = \"credit-code\"",
        &[
            "91350100m000100y43",
            "９１３５０１００Ｍ０００１００Ｙ４３",
            "91350100M000100Y44",
            "430105123456789",
            "123456789",
            "914301001234567890",
            "'9.14301E+17",
        ],
        "91350100M000100Y43 91350100M000100Y43 91350100M000100Y44 430105123456789 123456789 - -",
        "credit-code B4
         code-digits B7
         code-digits B8",
    );
}

#[test]
fn an_empty_cell_takes_the_default() {
    check(
        "[columns.code]\nlabels = [\"代码\"]\n[columns.group]\nlabels = [\"主体\"]\ndefault = \"code\"",
        "代码|主体\na|\nb|a",
        "2 a a\n3 b a",
        "",
    );
}

#[test]
fn keys_tell_records_apart() {
    check(
        "key = [\"code\"]\n[columns.code]\nlabels = [\"代码\"]\n[columns.x]\nlabels = [\"值\"]",
        "代码|值\na|1\na|2\n|3",
        "2 a 1\n3 a 2\n4 - 3",
        "duplicate-key A3\nempty-key A4",
    );
}
