//! Workbooks in the form of a statistical office's exports.

use super::{ledger, lines, problems, reading};
use std::path::Path;

const LEDGER: &str = r#"
periods = "across"
[columns.name]
labels = ["地区", "指标"]
[columns.month]
type = "month"
[columns.value]
type = "KIND"
unit = "UNIT"
"#;

fn check(file: &str, kind: &str, unit: &str, count: usize, first: &str, last: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/exports/data/2020-12").join(file);
    let mut bytes = Vec::new();
    std::fs::File::open(&path)
        .and_then(|mut file| std::io::Read::read_to_end(&mut file, &mut bytes))
        .expect("an export");
    let ledger = ledger(&LEDGER.replace("KIND", kind).replace("UNIT", unit));
    let reading = reading(&ledger, file, &bytes);
    let lines = lines(&ledger, &reading);
    assert_eq!(problems(&reading), [""; 0], "{file}");
    assert_eq!((lines.len(), lines[0].as_str(), lines[lines.len() - 1].as_str()), (count, first, last), "{file}");
}

#[test]
fn exports_are_read_with_their_periods_across() {
    let first = "5 示例甲省 2019-12 35375.21";
    check("分省年度数据-地区生产总值.xls", "money", "亿元", 35, first, "11 示例庚省 2015-12 21088.71");
    let first = "5 示例甲市 2019-12 35375.21";
    check("主要城市年度数据-国内生产总值.xls", "money", "亿元", 13, first, "7 示例丙市 2015-12 2011.3");
    let (first, last) =
        ("4 国内生产总值当季值（亿元） 2020-03 81230000000", "5 国内生产总值累计值（亿元） 2018-03 79070000000");
    check("季度数据-国内生产总值.xls", "money", "元", 18, first, last);
    let (first, last) = ("4 工业增加值同比增长（%） 2020-04 2.7", "5 工业增加值累计增长（%） 2019-02 3.9");
    check("月度数据-工业增加值.xls", "percent", "%", 26, first, last);
}
