//! What offices ask for beyond sums: percentiles, places, cross tables, joined ledgers, other years.

use super::{TAX, computed, end, records, report_of, sources, told};
use crate::{Source, Sources, suppress};
use model::document::Table;
use model::{Language, Spoken, define};
use std::sync::Arc;

const LEDGER: &str = super::LEDGER;

/// The cells of a table, row by row: `东 1.00 2.00`.
fn rows(table: &Table) -> Vec<String> {
    let row =
        |row: &model::document::Row| row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
    table.rows.iter().map(row).collect()
}

fn table_of(sources: &Sources, toml: &str, month: &str) -> Table {
    computed(sources, &report_of(toml), end(month)).tables.remove(0)
}

#[test]
fn percentiles_lie_in_proportion_between_two_values() {
    let lines = "2020-01 | 甲 | 东 | 1 | 1 | 1\n2020-01 | 乙 | 东 | 1 | 1 | 2\n2020-01 | 丙 | 东 | 1 | 1 | 4\n2020-01 | 丁 | 东 | 1 | 1 | 10\n2020-01 | 戊 | 东 | 1 | 1 | -";
    let figures = r#"
middle = { ledger = "l", median = "paid", unit = "元" }
low = { ledger = "l", percentile = "paid", at = 0, unit = "元" }
high = { ledger = "l", percentile = "paid", at = 90, unit = "元" }
top = { ledger = "l", percentile = "paid", at = 100, unit = "元" }
none = { ledger = "l", median = "paid", where = { street = "西" } }
"#;
    super::check(LEDGER, lines, figures, end("2020-01"), &["3.00元", "1.00元", "8.20元", "10.00元", "—"]);
}

#[test]
fn words_that_go_with_another_measure_are_told() {
    for (figure, message) in [
        ("percentile = \"paid\"", "percentile 要同时写 at"),
        ("percentile = \"paid\", at = 101", "percentile 要同时写 at"),
        ("sum = \"paid\", whose = \"firm\"", "whose 只和 max、min 同写"),
        ("sum = \"paid\", at = 5", "at 只和 percentile 同写"),
    ] {
        let text = format!("title = \"甲\"\n[figures]\na = {{ ledger = \"l\", {figure} }}\n");
        let problems = model::report::report(&text, "report.toml", "r", &[]).expect_err("a problem");
        assert!(problems[0].message(Language::Chinese).contains(message), "{}", problems[0].message(Language::Chinese));
    }
    let wrong = report_of("[figures]\na = { ledger = \"l\", sum = \"paid\", period = \"week\" }\n");
    assert!(told(&sources(LEDGER, TAX), &wrong)[0].message(Language::Chinese).contains("只能用于日期列"));
}

#[test]
fn equal_rows_share_a_place_and_rows_without_a_number_have_none() {
    let lines = "2019-01 | 甲 | 东 | 1 | 1 | 5\n2019-01 | 乙 | 东 | 1 | 1 | 9\n2020-01 | 甲 | 东 | 1 | 1 | 10\n2020-01 | 乙 | 东 | 1 | 1 | 10\n2020-01 | 丙 | 西 | 1 | 1 | 3\n2020-01 | 丁 | 西 | 1 | 1 | -";
    let toml = r#"
[figures]
paid = { ledger = "l", sum = "paid", unit = "元", places = 0 }
place = { rank = "paid" }
least = { rank = "paid", first = "smallest" }
rise = { change = "place" }
[tables.t]
rows = "firm"
columns = ["paid", "place", "least", "rise"]
total = true
"#;
    let by_place = table_of(&sources(LEDGER, lines), &format!("{toml}order = \"least\"\n"), "2020-01");
    assert_eq!(rows(&by_place)[0], "丙 3 3 1 —");
    let table = table_of(&sources(LEDGER, lines), toml, "2020-01");
    assert_eq!(rows(&table), ["甲 10 1 2 1", "乙 10 1 2 0", "丙 3 3 1 —", "丁 — — — —", "合计 23 — — —"]);
}

#[test]
fn a_cross_table_has_totals_both_ways_and_orders_by_them() {
    let toml = r#"
[figures]
paid = { ledger = "l", sum = "paid", period = "all", unit = "元" }
share = { share = "paid", of = "row" }
down = { share = "paid", of = "column" }
[tables.t]
rows = "firm"
across = "street"
across-total = true
columns = ["paid", "share", "down"]
order = "paid desc"
total = true
"#;
    let lines = "2020-01 | 甲 | 东 | 1 | 1 | 10\n2020-01 | 乙 | 东 | 1 | 1 | 30\n2020-01 | 乙 | 西 | 1 | 1 | 60";
    let table = table_of(&sources(LEDGER, lines), toml, "2020-01");
    let expected = [
        "乙 30.00 33.33 75.00 60.00 66.67 100.00 90.00 100.00 90.00",
        "甲 10.00 100.00 25.00 0.00 0.00 0.00 10.00 100.00 10.00",
        "合计 40.00 40.00 100.00 60.00 60.00 100.00 100.00 100.00 100.00",
    ];
    assert_eq!(rows(&table), expected);
    let over: Vec<(&str, usize)> = table.head[0].iter().map(|cell| (cell.title.as_str(), cell.columns)).collect();
    assert_eq!(over, [("", 1), ("东", 3), ("西", 3), ("合计", 3)]);
}

#[test]
fn months_side_by_side_add_up_only_where_sums_mean_something() {
    let toml = |measure: &str| {
        format!(
            "[figures]\npaid = {{ ledger = \"l\", {measure}, unit = \"元\" }}\n[tables.t]\nrows = \"firm\"\nacross = \"month\"\nacross-total = true\ncolumns = [\"paid\"]\n"
        )
    };
    let sources = sources(LEDGER, TAX);
    let table = table_of(&sources, &toml("sum = \"paid\""), "2020-02");
    assert_eq!(rows(&table), ["甲 180.00 0.30 180.30", "乙 60.00 0.00 60.00"]);
    assert_eq!(table.columns[1].title, "1月");
    let problems = told(&sources, &report_of(&toml("max = \"paid\"")));
    assert!(problems[0].message(Language::Chinese).contains("不能合计"), "{}", problems[0].message(Language::Chinese));
}

#[test]
fn a_public_cross_table_lets_no_hidden_number_be_computed_from_its_row_or_column() {
    let text = format!("{LEDGER}subject = \"firm\"\n")
        .replace("grain = \"month\"\n", "grain = \"month\"\nsubject = \"firm\"\n");
    let text = text.trim_end_matches("subject = \"firm\"\n").to_owned();
    let mut lines = String::new();
    for (at, (street, kind, firms)) in [
        ("东", "子", 1),
        ("东", "丑", 5),
        ("东", "寅", 6),
        ("西", "子", 4),
        ("西", "丑", 7),
        ("西", "寅", 5),
        ("南", "子", 6),
        ("南", "丑", 4),
        ("南", "寅", 8),
    ]
    .into_iter()
    .enumerate()
    {
        for firm in 0..firms {
            lines.push_str(&format!("2020-01 | {kind}{street}{firm} | {street} | 1 | 1 | {}\n", 100 * at + firm + 1));
        }
    }
    // The kind is the first letter of the firm: a column of its own is spared by two ledgers' worth of text.
    let text = text
        .replace("[columns.vat]", "[columns.kind]\nlabels = [\"类\"]\n[columns.vat]")
        .replace("parts = { kind = [\"vat\", \"cit\"] }\n", "");
    let lines: Vec<String> = lines
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(" | ").collect();
            let kind: String = cells[1].chars().take(1).collect();
            format!("{} | {} | {} | {kind} | {} | {} | {}", cells[0], cells[1], cells[2], cells[3], cells[4], cells[5])
        })
        .collect();
    let sources = sources(&text, &lines.join("\n"));
    for total in ["across-total = true\n", ""] {
        let toml = format!(
            "[figures]\npaid = {{ ledger = \"l\", sum = \"paid\", unit = \"元\" }}\n[tables.t]\nrows = \"street\"\nacross = \"kind\"\n{total}total = true\ncolumns = [\"paid\"]\n"
        );
        let mut tables = vec![table_of(&sources, &toml, "2020-01")];
        let hidden = suppress(&sources, &mut tables, |_| 3);
        assert!(hidden.iter().any(|one| one.of == Some(1)), "{hidden:?}");
        let table = &tables[0];
        let columns = table.columns.len();
        let is_hidden = |row: usize, column: usize| table.rows[row].cells[column].text == "*";
        for row in 0..4 {
            let count = (1..columns).filter(|column| is_hidden(row, *column)).count();
            assert_ne!(count, 1, "row {row}: {:?}", rows(table));
        }
        for column in 1..columns {
            let count = (0..4).filter(|row| is_hidden(*row, column)).count();
            assert_ne!(count, 1, "column {column}: {:?}", rows(table));
        }
    }
}

#[test]
fn a_period_that_begins_later_has_no_value() {
    let figures = "since = { ledger = \"l\", sum = \"paid\", period = \"since-2020-03\" }\n";
    super::check(LEDGER, TAX, figures, end("2020-02"), &["—"]);
}

#[test]
fn years_begin_where_the_report_says() {
    let lines = "2019-08 | 甲 | 东 | 1 | 1 | 1\n2019-09 | 甲 | 东 | 1 | 1 | 2\n2019-10 | 甲 | 东 | 1 | 1 | 4\n2019-11 | 甲 | 东 | 1 | 1 | 8\n2019-12 | 甲 | 东 | 1 | 1 | 16\n2020-01 | 甲 | 东 | 1 | 1 | 32";
    let report = report_of(
        "year-begins = 9\n[figures]\nytd = { ledger = \"l\", sum = \"paid\", period = \"ytd\", unit = \"元\", places = 0 }\nquarter = { ledger = \"l\", sum = \"paid\", period = \"quarter\", unit = \"元\", places = 0 }\nhalf = { ledger = \"l\", sum = \"paid\", period = \"half\", unit = \"元\", places = 0 }\nsince = { ledger = \"l\", sum = \"paid\", period = \"since-2019-10\", unit = \"元\", places = 0 }\nlast = { ledger = \"l\", sum = \"paid\", period = \"last-3\", unit = \"元\", places = 0 }\noctober = { ledger = \"l\", sum = \"paid\", month = 10, unit = \"元\", places = 0 }\npassed = { elapsed = \"months\" }\n",
    );
    let printed: Vec<String> =
        computed(&sources(LEDGER, lines), &report, end("2020-01")).figures.into_iter().map(|one| one.text).collect();
    assert_eq!(printed, ["62元", "48元", "62元", "60元", "56元", "4元", "41.67%"]);
}

const PLAN: &str = "title = \"计划\"\nfiles = [\"*\"]\ngrain = \"snapshot\"\nkey = [\"unit\"]\n[columns.unit]\nlabels = [\"单位\"]\n[columns.amount]\nlabels = [\"计划\"]\ntype = \"money\"\n";

/// The ledger `l`, whose firms are the units of the ledger `plan`.
fn joined(plan: &str, lines: &str) -> Sources {
    let own = LEDGER.replace("labels = [\"企业\"]", "labels = [\"企业\"]\nsame-as = \"plan.unit\"");
    let source = |text: &str, id: &str, lines: &str| {
        let ledger = define::ledger(text, &format!("{id}.toml")).expect("a ledger");
        let records = Arc::new(records(&ledger, lines));
        Source { ledger: Arc::new(ledger), records, entities: None }
    };
    Sources::new(vec![source(&own, "l", lines), source(PLAN, "plan", plan)]).expect("sources")
}

#[test]
fn ledgers_are_joined_by_what_names_the_same_things() {
    let toml = r#"
[figures]
plan = { ledger = "plan", sum = "amount", unit = "元", places = 0 }
paid = { ledger = "l", sum = "paid", unit = "元", places = 0 }
large = { ledger = "l", sum = "paid", unit = "元", places = 0, where = { "plan.amount" = { from = "100" } } }
[tables.t]
rows = "firm"
columns = ["plan", "paid", "large"]
total = true
"#;
    let paid = "2020-01 | 乙 | 东 | 1 | 1 | 7\n2020-01 | 甲 | 东 | 1 | 1 | 5\n2020-01 | 丁 | 东 | 1 | 1 | 3";
    let sources = joined("2019-12 | 甲 | 80\n2020-01 | 甲 | 100\n2020-01 | 乙 | 90\n2020-01 | 丙 | 300", paid);
    let table = table_of(&sources, toml, "2020-01");
    assert_eq!(rows(&table)[..], ["乙 90 7 0", "甲 100 5 5", "丁 0 3 0", "丙 300 0 0", "合计 490 15 5"]);
    let told: Vec<String> =
        crate::check(&sources, end("2020-01")).iter().map(|told| told.spoken(Language::Chinese)).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("丁") && told[0].contains("没有"), "{:?}", told[0]);
}

#[test]
fn a_key_that_several_records_have_joins_none() {
    let toml = "[figures]\nlarge = { ledger = \"l\", sum = \"paid\", unit = \"元\", where = { \"plan.amount\" = { set = true } } }\n";
    let sources = joined("2020-01 | 甲 | 100\n2020-01 | 甲 | 100", "2020-01 | 甲 | 东 | 1 | 1 | 5");
    let figure = &computed(&sources, &report_of(toml), end("2020-01")).figures[0];
    assert_eq!(figure.text, "0.00元");
}

#[test]
fn what_a_joined_ledger_did_not_say_is_missing_and_not_zero() {
    let toml = "[figures]\nlarge = { ledger = \"l\", sum = \"paid\", unit = \"元\", where = { \"plan.amount\" = { from = \"100\" } } }\nlast = { earlier = \"large\" }\n";
    let paid = "2019-01 | 甲 | 东 | 1 | 1 | 4\n2020-01 | 甲 | 东 | 1 | 1 | 5";
    let sources = joined("2020-01 | 甲 | 100", paid);
    let texts: Vec<String> =
        computed(&sources, &report_of(toml), end("2020-01")).figures.into_iter().map(|one| one.text).collect();
    assert_eq!(texts, ["5.00元", "—"]);
}

/// The first problem of a table over TAX.
fn wrong(figures: &str, table: &str) -> String {
    let text = format!(
        "[figures]\npaid = {{ ledger = \"l\", sum = \"paid\", unit = \"元\" }}\n{figures}\n[tables.t]\n{table}\n"
    );
    told(&sources(LEDGER, TAX), &report_of(&text))[0].message(Language::Chinese)
}

#[test]
fn tables_that_would_say_something_else_are_refused() {
    for (figures, table, message) in [
        (
            "ytd = { ledger = \"l\", sum = \"paid\", period = \"ytd\" }",
            "rows = \"firm\"\nacross = \"month\"\nacross-total = true\ncolumns = [\"ytd\"]",
            "不能合计",
        ),
        (
            "once = { ledger = \"l\", sum = \"paid\", month = \"2020-01\" }",
            "rows = \"firm\"\nacross = \"month\"\nacross-total = true\ncolumns = [\"once\"]",
            "不能合计",
        ),
        (
            "part = { share = \"paid\", of = \"row\" }",
            "rows = \"firm\"\nacross = \"month\"\ncolumns = [\"part\"]",
            "占本行",
        ),
        ("part = { share = \"paid\", of = \"column\" }", "rows = \"firm\"\ncolumns = [\"part\"]", "占本列"),
        ("place = { rank = \"paid\" }", "rows = \"firm\"\ngroup = \"street\"\ncolumns = [\"place\"]", "分了组"),
        ("", "rows = \"month\"\nlast = 2021\ncolumns = [\"paid\"]", "1 到 120"),
    ] {
        let got = wrong(figures, table);
        assert!(got.contains(message), "{table}: {got}");
    }
    let ranks = "place = { rank = \"paid\" }\nless = { difference = [\"place\", \"place\"] }";
    assert!(wrong(ranks, "rows = \"firm\"\ncolumns = [\"less\"]").contains("名次不能相加减"));
}

#[test]
fn a_table_of_places_alone_has_all_its_rows() {
    let toml = "[figures]\npaid = { ledger = \"l\", sum = \"paid\", period = \"all\" }\nfew = { ledger = \"l\", count = true, period = \"all\", where = { street = \"西\" } }\nplace = { rank = \"paid\" }\n[tables.t]\nrows = \"firm\"\ncolumns = [\"few\", \"place\"]\n[tables.u]\nrows = \"firm\"\ncolumns = [\"place\"]\n";
    let lines = "2020-01 | 甲 | 东 | 1 | 1 | 10\n2020-01 | 乙 | 东 | 1 | 1 | 30\n2020-01 | 丙 | 西 | 1 | 1 | 20";
    let tables = computed(&sources(LEDGER, lines), &report_of(toml), end("2020-01")).tables;
    assert_eq!(rows(&tables[0]), ["甲 0 3", "乙 0 1", "丙 1 2"]);
    assert_eq!(rows(&tables[1]), ["甲 3", "乙 1", "丙 2"]);
}

#[test]
fn a_letter_for_one_holds_nothing_of_what_is_joined_of_others() {
    let toml = "[each]\nledger = \"l\"\ncolumn = \"firm\"\n[figures]\npaid = { ledger = \"l\", sum = \"paid\", unit = \"元\" }\nplan = { ledger = \"plan\", sum = \"amount\", unit = \"元\" }\n";
    let sources = joined(
        "2020-01 | 甲 | 100\n2020-01 | 乙 | 900",
        "2020-01 | 甲 | 东 | 1 | 1 | 5\n2020-01 | 乙 | 东 | 1 | 1 | 7",
    );
    let report = report_of(toml);
    let plan = crate::resolve(sources.catalogue(), &report, end("2020-01")).expect("a plan");
    let scopes = crate::each(&sources, plan.each.as_ref().expect("each"));
    let (narrowed, _) = crate::narrow(&sources, &[], &scopes[0]);
    let texts: Vec<String> = crate::compute(&narrowed, &plan).figures.into_iter().map(|one| one.text).collect();
    assert_eq!((scopes[0].value.as_str(), texts), ("甲", vec!["5.00元".to_owned(), "100.00元".to_owned()]));
}

#[test]
fn records_that_tie_by_days_are_told() {
    let ledger = super::STATES.replace(
        "[columns.number]",
        "[days.open]\ntitle = \"天数\"\nfrom = \"due\"\nto = [\"done_on\", \"as-of\"]\n[columns.number]",
    );
    let lines = "2020-12 | 1 | 甲 | 2020-12-01 | 整改中 | - | -\n2020-12 | 2 | 乙 | 2020-12-11 | 整改中 | - | -\n2020-12 | 3 | 丙 | 2020-12-11 | 整改中 | - | -";
    let toml = "[listings.l]\nledger = \"l\"\ncolumns = [\"number\", \"open\"]\norder = \"open desc\"\n";
    let listing = computed(&sources(&ledger, lines), &report_of(toml), end("2020-12")).listings.remove(0);
    assert_eq!(rows(&listing.table), ["1 30", "2 20", "3 20"]);
    assert_eq!(listing.table.ties, [2]);
}

#[test]
fn an_entity_by_another_name_is_the_same_row_and_a_list_that_is_not_there_gives_no_number() {
    let own = LEDGER.replace("labels = [\"企业\"]", "labels = [\"企业\"]\nentity = \"list\"");
    let list = "title = \"名录\"\nfiles = [\"*\"]\ngrain = \"snapshot\"\nkey = [\"name\"]\n[entity]\ncodes = []\nnames = [\"name\", \"short\"]\n[columns.name]\nlabels = [\"名称\"]\n[columns.short]\nlabels = [\"简称\"]\n[columns.kind]\nlabels = [\"类\"]\n";
    let lines = "2020-01 | 一中 | 东 | 1 | 1 | 5\n2020-01 | 第一中学 | 东 | 1 | 1 | 7\n2020-01 | 二中 | 东 | 1 | 1 | 1";
    let toml = "[figures]\npaid = { ledger = \"l\", sum = \"paid\", unit = \"元\" }\nn = { ledger = \"l\", distinct = \"firm\" }\nhigh = { ledger = \"l\", sum = \"paid\", unit = \"元\", where = { \"list.kind\" = \"高\" } }\n[tables.t]\nrows = \"firm\"\ncolumns = [\"paid\"]\n";
    let made = |entities: Vec<Option<u32>>| {
        let ledger = define::ledger(&own, "l.toml").expect("a ledger");
        let listed = define::ledger(list, "list.toml").expect("a ledger");
        let own = Arc::new(records(&ledger, lines));
        let names = Arc::new(records(&listed, "2020-01 | 第一中学 | 一中 | 高\n2020-01 | 第二中学 | 二校 | 初"));
        let sources = vec![
            Source { ledger: Arc::new(ledger), records: own, entities: Some(("list".to_owned(), entities)) },
            Source { ledger: Arc::new(listed), records: names, entities: None },
        ];
        computed(&Sources::new(sources).expect("sources"), &report_of(toml), end("2020-01"))
    };
    let known = made(vec![Some(0), Some(0), None]);
    let texts = |one: &crate::Computed| one.figures.iter().map(|figure| figure.text.clone()).collect::<Vec<_>>();
    assert_eq!(rows(&known.tables[0]), ["第一中学 12.00", "二中 1.00"]);
    assert_eq!(texts(&known), ["13.00元", "2", "12.00元"]);
    let unknown = made(vec![None, None, None]);
    assert_eq!(texts(&unknown), ["13.00元", "3", "—"]);
}

#[test]
fn a_year_that_a_plan_does_not_have_is_missing_and_not_zero() {
    let ledger = "title = \"计划\"\nfiles = [\"*\"]\ngrain = \"snapshot\"\n[columns.year]\nlabels = [\"年度\"]\ntype = \"integer\"\n[columns.amount]\nlabels = [\"计划\"]\ntype = \"integer\"\n";
    let figures = "this = { ledger = \"l\", sum = \"amount\", where = { year = \"year\" } }\nlast = { ledger = \"l\", sum = \"amount\", where = { year = \"year-1\" } }\nearlier = { earlier = \"this\" }\n";
    super::check(ledger, "2020-01 | 2020 | 7", figures, end("2020-03"), &["7", "—", "—"]);
    let problems = model::report::report(
        "title = \"甲\"\n[figures]\na = { ledger = \"l\", count = true, month = 13 }\n",
        "report.toml",
        "r",
        &[],
    );
    assert!(problems.expect_err("a problem")[0].message(Language::Chinese).contains("1 到 12"));
}
