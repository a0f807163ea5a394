//! What sentences choose, name and count, in the files that go out.

use crate::cases_out::{words, written};
use crate::support::{cells, files, project, taizhang};

const SERVICE: &str = "title = \"服务\"\nfiles = [\"*\"]\ngrain = \"month\"\n[columns.street]\nlabels = [\"街道\"]\n[columns.people]\nlabels = [\"人次\"]\ntype = \"integer\"\nunit = \"人次\"\n[columns.income]\nlabels = [\"收入（万元）\"]\ntype = \"money\"\nunit = \"万元\"\n[columns.area]\nlabels = [\"面积\"]\ntype = \"number\"\nunit = \"平方米\"\n[columns.due]\nlabels = [\"期限\"]\ntype = \"date\"\n";
const HEAD: &str = "街道,人次,收入（万元）,面积,期限\n";
const REPORT: &str = r#"title = "服务情况"
layout = "plain"
[figures]
people = { title = "服务人次", ledger = "l", sum = "people" }
last = { title = "上年同期人次", earlier = "people" }
most = { title = "最多", ledger = "l", max = "people" }
many = { title = "服务人次（万人次）", ledger = "l", sum = "people", unit = "万人次" }
income = { title = "收入（万元）", ledger = "l", sum = "income" }
area = { title = "面积", ledger = "l", sum = "area" }
rate = { title = "占比", ratio = ["most", "people"] }
[tables.by]
title = "各街道服务情况"
rows = "street"
columns = ["people", "many", "area"]
order = "people desc"
total = true
[tables.top]
title = "收入（单位：万元）"
rows = "street"
columns = ["income"]
order = "income desc"
top = 2
[tables.months]
title = "近三月"
rows = "month"
last = 3
columns = ["people"]
[listings.all]
title = "明细"
ledger = "l"
columns = ["street", "income", "people", "area", "due"]
order = "due"
[charts.months]
title = "近三月服务人次"
kind = "column"
table = "months"
"#;

/// The words of the report of some text, page after page, and its workbook.
fn made(text: &str) -> (String, Vec<u8>) {
    let december = "甲街,40,1.00,12,2020-12-31\n乙街,40,0.50,1.5,2020-12-05\n丙街,20,0.50,2.5,\n";
    let sent = [
        ("data/2019-12/服务.csv", format!("{HEAD}甲街,7,1.00,1,2019-12-31\n")),
        ("data/2020-11/服务.csv", format!("{HEAD}甲街,8,1.00,1,2020-11-30\n")),
        ("data/2020-10/服务.csv", format!("{HEAD}甲街,9,1.00,1,2020-10-31\n")),
        ("data/2020-12/服务.csv", format!("{HEAD}{december}")),
    ];
    let sent: Vec<(&str, &str)> = sent.iter().map(|(file, text)| (*file, text.as_str())).collect();
    let written = written(SERVICE, REPORT, text, &sent);
    (words(&written["服务情况.pdf"]).concat(), written["服务情况.xlsx"].clone())
}

#[test]
fn a_paragraph_of_sentences_is_as_a_clerk_writes_it() {
    let text = "服务{{ people }}（{{ many }}），上年{{ last }}，面积{{ area }}，最多的占{{ rate }}，{{ rate | level([\"分散\", 40, \"集中\"]) }}。前一位的是{{ names(\"by\", 1, \"people\") }}，最少的是{{ last(\"by\").label }}（{{ last(\"by\").people }}）。共{{ rows(\"by\") | length }}个街道。期限最早的是{{ first(\"all\").street }}，{{ first(\"all\").due }}（{{ first(\"all\").due | day }}）。\n";
    let (words, _) = made(text);
    for sentence in [
        "服务100人次（0.01万人次），上年7人次，面积16平方米，最多的占40.00%，集中。",
        "前一位的是甲街（40人次）和乙街（40人次），最少的是丙街（20人次）。共3个街道。",
        "期限最早的是乙街，2020年12月5日（12月5日）。",
    ] {
        assert!(words.contains(sentence), "{sentence} in {words}");
    }
}

#[test]
fn tables_say_a_unit_once_and_no_decimals_of_whole_numbers() {
    let text = "{{ table(\"by\") }}\n\n{{ table(\"top\") }}\n\n{{ table(\"months\") }}\n\n{{ listing(\"all\") }}\n\n{{ chart(\"months\") }}\n";
    let (words, workbook) = made(text);
    for part in [
        "服务人次（人次）服务人次（万人次）面积（平方米）",
        "甲街400.0012.00",
        "表2收入（单位：万元）街道收入甲街1.00乙街0.50",
        "注：与所列最后一名并列的，有的没有列出。",
        "2020年10月92020年11月82020年12月100",
        "街道收入（万元）人次面积（平方米）期限乙街0.50401.502020-12-05甲街1.004012.002020-12-31丙街0.50202.50",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
    assert!(!words.contains("（万元）（万元）") && !words.contains("（万人次）（万人次）"), "{words}");
    let sheets = cells(&workbook);
    let heads =
        sheets.values().flatten().flatten().filter(|cell| cell.contains("（万元）（") || cell.contains("次）（"));
    assert_eq!(heads.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn entities_are_called_as_their_ledger_says() {
    let list = "title = \"医疗卫生单位基本信息\"\nfiles = [\"*名录*\"]\ngrain = \"snapshot\"\nkey = [\"name\"]\n[entity]\nnames = [\"name\"]\ncodes = []\nnoun = \"机构\"\n[columns.name]\nlabels = [\"名称\"]\n";
    let visits = "title = \"诊疗\"\nfiles = [\"*诊疗*\"]\ngrain = \"month\"\n[columns.unit]\nlabels = [\"单位\"]\nentity = \"org\"\n[columns.people]\nlabels = [\"人次\"]\ntype = \"integer\"\n";
    let report = "title = \"诊疗\"\nlayout = \"plain\"\n[figures]\npeople = { title = \"诊疗人次\", ledger = \"visit\", sum = \"people\" }\n[tables.by]\ntitle = \"各机构\"\nrows = \"org\"\ncolumns = [\"people\"]\n[listings.all]\ntitle = \"明细\"\nledger = \"visit\"\ncolumns = [\"org\", \"people\"]\n[details]\nvisit = [\"org\"]\n";
    let folder = project([
        ("taizhang.toml", "organisation = \"示例局\"\nmonth = \"2020-12\"\n"),
        ("data/definitions/org.toml", list),
        ("data/definitions/visit.toml", visits),
        ("reports/definitions/r/report.toml", report),
        ("reports/definitions/r/text.md", "{{ table(\"by\") }}\n\n{{ listing(\"all\") }}\n"),
        ("data/2020-12/名录.csv", "名称\n县医院\n"),
        ("data/2020-12/诊疗.csv", "单位,人次\n县医院,5\n乡医院,6\n"),
    ]);
    let answer = taizhang(folder.path(), &["report"]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    let files = files(&folder.path().join("reports/2020-12"));
    let words = words(&files["诊疗.pdf"]).concat();
    for part in ["机构名称诊疗人次", "县医院5", "未登记机构6"] {
        assert!(words.contains(part), "{part} in {words}");
    }
    let sheets = cells(&files["诊疗.xlsx"]);
    for said in [&words, &answer.err, &answer.out, &format!("{sheets:?}")] {
        assert!(!said.contains("企业") && !said.contains("户"), "{said}");
    }
}
