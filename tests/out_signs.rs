//! Marks of sentences become full-width, marks of addresses and numbers do not.

use crate::cases_out::{ITEM, LIST, words, written};

#[test]
fn signs_become_full_width_but_not_within_what_is_no_sentence() {
    let signs = [
        ("网址:http://www.example.cn/a?b=1&c=2。", "网址：http://www.example.cn/a?b=1&c=2。"),
        ("时间:10:30-11:30", "时间：10:30-11:30"),
        ("比例为1:3", "比例为1:3"),
        ("邮箱a_b@example.cn,电话0731-88886666", "邮箱a_b@example.cn，电话0731-88886666"),
        ("见GB/T 9704-2012、V1.2.3", "见GB/T9704-2012、V1.2.3"),
        ("日期2020.12.3", "日期2020.12.3"),
        ("增速3.5%;4.2%。", "增速3.5%；4.2%。"),
        ("经ISO9001:2015认证", "经ISO9001:2015认证"),
        ("地址10.0.0.1:8080", "地址10.0.0.1:8080"),
        ("甲:乙,丙;丁!戊?", "甲：乙，丙；丁！戊？"),
        ("网址：https://www.example.cn:8080/x", "网址：https://www.example.cn:8080/x"),
        ("（http://www.example.cn）,见http://www.example.cn", "（http://www.example.cn），见http://www.example.cn"),
        ("路径C:\\data\\2020", "路径C:\\data\\2020"),
        ("文件名a(1).xlsx,见ftp://a.cn/b", "文件名a(1).xlsx，见ftp://a.cn/b"),
    ];
    let text: String = signs.iter().map(|(typed, _)| format!("{typed}\n\n")).collect();
    let rows: String = (1..).zip(&signs).map(|(at, (typed, _))| format!("{at},\"{typed}\",张三,在办,\n")).collect();
    let report = LIST.replace("\"item\"\n", "\"l\"\n");
    let text = format!("{text}{{{{ listing(\"all\") }}}}\n");
    let written =
        written(ITEM, &report, &text, &[("data/2020-12/事项.csv", &format!("序号,事项,责任人,进展,单位\n{rows}"))]);
    let words = words(&written["事项.pdf"]).concat();
    let paragraphs: String = signs.iter().map(|(_, printed)| *printed).collect();
    assert!(words.contains(&paragraphs), "{words}");
    for (at, (_, printed)) in (1..).zip(&signs) {
        assert!(words.contains(&format!("{at}{printed}张三在办")), "{printed} in {words}");
    }
}
