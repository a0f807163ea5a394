//! What comes in with faults that were reported of other programs, read with the definition that
//! `define` makes of it.

use crate::importing::{alone, json};
use crate::support::{figures, project, taizhang};
use crate::tables::{computed, defined, named, table};
use serde_json::Value;

/// What `inspect` says of a workbook.
fn look(file: &str) -> Value {
    json(&alone(&["inspect", table(file).to_str().unwrap(), "--format", "json", "--values"]))
}

/// Its problems, each its severity, code and cell.
fn problems(look: &Value) -> Vec<String> {
    let problems = look["diagnostics"].as_array().unwrap().iter();
    let word = |problem: &Value, key: &str| problem[key].as_str().unwrap_or("—").to_owned();
    problems.map(|problem| ["severity", "code", "cell"].map(|key| word(problem, key)).join(" ")).collect()
}

#[test]
fn amounts_that_are_shown_otherwise_than_they_are_stored_are_told() {
    let (a, b) = (look("02-wan-format/a.xlsx"), look("02-wan-format/b.xlsx"));
    // The label says 万元, and so does the format.
    assert_eq!(problems(&a), ["error odd-format B3"]);
    let message = a["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.contains("缩小 10000 倍显示（这一格显示 1234.5678，存的是 12345678）"), "{message}");
    // Nothing but the format says a unit.
    assert_eq!(problems(&b), ["warning odd-format B3", "warning odd-format C3", "warning odd-format D3"]);
    let definition = defined("02-wan-format/b.xlsx");
    let sum = |label: &str| format!("sum = \"{}\", unit = \"元\"", named(&definition, label));
    for (label, yuan) in [("税收合计", "35802467"), ("投资额", "3469135780"), ("水费", "346912")] {
        let (found, told) = computed("02-wan-format/b.xlsx", &definition, &sum(label));
        assert_eq!(found, yuan, "{label}");
        assert_eq!(told.iter().filter(|code| *code == "odd-format").count(), 3, "{told:?}");
    }
}

#[test]
fn one_day_in_all_its_spellings_is_that_day_or_refused() {
    let file = "07-dates/合同台账2020年12月.xlsx";
    let look = look(file);
    let rows = look["sheets"][0]["tables"][0]["values"].as_array().unwrap();
    let days = rows.iter().map(|row| (row["row"].as_u64().unwrap(), row["values"][2].as_str()));
    // 12: two digits of a year; 15: English; 17: a time; 18: 2020.1 shown as 2020.10; 19: no year; 20: no such day.
    let refused = [12, 15, 17, 18, 19, 20];
    let expected = (3..=24).map(|row| (row, if refused.contains(&row) { None } else { Some("2020-12-03") }));
    assert_eq!(days.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    assert_eq!(problems(&look), refused.map(|row| format!("error unreadable-date C{row}")));
    let (count, told) = computed(file, &defined(file), "count = true");
    assert_eq!((count.as_str(), told.as_slice()), ("22", ["unreadable-date"; 6].map(str::to_owned).as_slice()));
}

#[test]
fn pictures_in_cells_are_text_for_a_definition() {
    let file = "10-dispimg/隐患排查2020年12月.xlsx";
    assert_eq!(problems(&look(file)), Vec::<String>::new());
    let definition = defined(file);
    let pictures = definition.split("labels = [\"照片\"]\n").nth(1).unwrap().split("[columns").next().unwrap();
    assert_eq!(pictures.trim(), "", "{definition}");
    assert_eq!(computed(file, &definition, "count = true"), ("3".to_owned(), Vec::new()));
}

/// The exact values of figures over files of one ledger in December 2020, the number of records of
/// each file, and the codes of the problems above a note.
fn read(ledger: &str, sums: &[&str], files: &[(String, String)]) -> (Vec<String>, Vec<u64>, Vec<String>) {
    let figure = |(at, sum): (usize, &&str)| format!("f{at} = {{ ledger = \"l\", {sum} }}\n");
    let names: String = (0..sums.len()).map(|at| format!("{{{{ f{at} }}}}")).collect();
    let report = sums.iter().enumerate().map(figure).collect::<String>();
    let report = format!("title = \"表\"\nlayout = \"plain\"\n[figures]\n{report}");
    let definitions = [
        ("taizhang.toml", "organisation = \"示例局\"\nmonth = \"2020-12\"\n"),
        ("data/definitions/l.toml", ledger),
        ("reports/definitions/r/report.toml", &report),
        ("reports/definitions/r/text.md", &names),
    ];
    let folder =
        project(definitions.into_iter().chain(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))));
    let answer = json(&taizhang(folder.path(), &["check", "--format", "json"]));
    let grave = answer["diagnostics"].as_array().unwrap().iter().filter(|problem| problem["severity"] != "info");
    let codes = grave.map(|problem| problem["code"].as_str().unwrap().to_owned()).collect();
    let records = answer["workbooks"].as_array().unwrap().iter().map(|book| book["records"].as_u64().unwrap());
    (figures(folder.path()).into_values().map(|(exact, _)| exact).collect(), records.collect(), codes)
}

const ACCOUNT: &str = "title = \"明细账\"\nfiles = [\"*\"]\ngrain = \"month\"\n[columns.day]\nlabels = [\"日期\"]\ntype = \"date\"\n[columns.what]\nlabels = [\"摘要\"]\n[columns.in]\nlabels = [\"借方金额\"]\ntype = \"money\"\n[columns.out]\nlabels = [\"贷方金额\"]\ntype = \"money\"\n[columns.side]\nlabels = [\"方向\"]\n[columns.rest]\nlabels = [\"余额\"]\ntype = \"money\"\n";

#[test]
fn an_account_of_two_months_has_its_vouchers_for_records() {
    for month in ["本期合计", "本月合计"] {
        let rows = [
            "明细分类账,,,,,",
            "科目：1002 银行存款,,,,单位：元,",
            "日期,摘要,借方金额,贷方金额,方向,余额",
            ",期初余额,,,借,10000",
            "2020-11-05,收货款,1000,,借,11000",
            "2020-11-20,付水电费,,300,借,10700",
            "2020-11-28,收货款,500,,借,11200",
            "2020-11-30,MONTH,1500,300,借,11200",
            "2020-11-30,本年累计,21500,11300,借,11200",
            "2020-12-03,收货款,2000,,借,13200",
            "2020-12-15,付工资,,800,借,12400",
            "2020-12-31,付手续费,,200,借,12200",
            "2020-12-31,MONTH,2000,1000,借,12200",
            "2020-12-31,本年累计,23500,12300,借,12200",
        ];
        let text = rows.join("\n").replace("MONTH", month);
        let sums = ["count = true", "sum = \"in\", unit = \"元\"", "sum = \"out\", unit = \"元\""];
        let (found, records, codes) = read(ACCOUNT, &sums, &[("data/2020-12/明细账.csv".to_owned(), text)]);
        assert_eq!(
            (found, records, codes),
            (["6", "3500", "1300"].map(str::to_owned).to_vec(), vec![6], vec![]),
            "{month}"
        );
    }
}

const TOTALS: &str = "合计金额|合计：|合计（元）|总计金额|人民币合计|本页合计|共计|总  计|合计数|合计3笔|共3笔|累计|小计：|汇总|全市合计|合计人民币（大写）|Total|总额|合 计:|以上合计";
const SHEET: &str = "title = \"流水\"\nfiles = [\"*\"]\ngrain = \"month\"\n[columns.what]\nlabels = [\"摘要\"]\n[columns.paid]\nlabels = [\"金额（元）\"]\ntype = \"money\"\nunit = \"元\"\n";

#[test]
fn a_total_is_one_however_it_is_called_and_wherever_its_name_stands() {
    // The label stands in the first column, which is one of dates, or in that of the names.
    for (head, cells) in [("日期,摘要,金额（元）", "2020-12-0N,"), ("摘要,金额（元）", "")] {
        let file = |(at, total): (usize, &str)| {
            let row = |number: usize| {
                format!("{}{at}号{number},{}00\n", cells.replace('N', &number.to_string()), at + number)
            };
            let rows: String = (1..=3).map(row).collect();
            let blank = if cells.is_empty() { "" } else { "," };
            let text = format!("{head}\n{rows}{total}{blank},{}\n", 100 * (3 * at + 6));
            (format!("data/2020-12/流水{at:02}号.csv"), text)
        };
        let files: Vec<(String, String)> = TOTALS.split('|').enumerate().map(file).collect();
        let (found, records, codes) = read(SHEET, &["sum = \"paid\", unit = \"元\""], &files);
        assert_eq!((found, records), (vec!["69000".to_owned()], vec![3; 20]), "{head}");
        // Some are known by their sums alone, which is asked about.
        assert!(codes.iter().all(|code| code == "sum-row"), "{codes:?}");
    }
}
