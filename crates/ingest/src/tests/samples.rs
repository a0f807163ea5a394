//! The four workbooks of the statistics office, as they were downloaded.

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
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/nbs").join(file);
    let mut bytes = Vec::new();
    let read = std::fs::File::open(&path).and_then(|mut file| std::io::Read::read_to_end(&mut file, &mut bytes));
    if read.is_err() {
        println!("left out, since it is absent: {}", path.display());
        return;
    }
    let ledger = ledger(&LEDGER.replace("KIND", kind).replace("UNIT", unit));
    let reading = reading(&ledger, file, &bytes);
    let lines = lines(&ledger, &reading);
    assert_eq!(problems(&reading), [""; 0], "{file}");
    assert_eq!((lines.len(), lines[0].as_str(), lines[lines.len() - 1].as_str()), (count, first, last), "{file}");
}

#[test]
fn the_statistics_office_is_read_as_it_is() {
    check(
        "主要城市年度数据-国内生产总值.xls",
        "money",
        "亿元",
        148,
        "5 北京 2019-12 35371.28",
        "40 乌鲁木齐 2015-12 2631.64",
    );
    check(
        "分省年度数据-地区生产总值.xls",
        "money",
        "亿元",
        155,
        "5 北京市 2019-12 35371.28",
        "35 新疆维吾尔自治区 2015-12 9324.8",
    );
    check(
        "季度数据-国内生产总值.xls",
        "money",
        "元",
        132,
        "4 国内生产总值当季值（亿元） 2020-03 20650430000000",
        "14 工业增加值当季值（亿元） 2017-06 6809980000000",
    );
    check(
        "月度数据-工业增加值.xls",
        "percent",
        "%",
        63,
        "4 工业增加值同比增长（%） 2020-04 3.9",
        "5 工业增加值累计增长（%） 2017-05 6.7",
    );
}
