//! Small ledgers and the figures that they give.

use crate::{Computed, Source, Sources, compute, resolve};
use model::expr::Field;
use model::figure::{Missing, Outcome};
use model::ledger::{Kind, Ledger};
use model::records::{NULL, Origin, Records, SheetTable, Submission};
use model::report::Report;
use model::{Date, Diagnostic, Language, Month, ReportingTime, Spoken, define, report};
use std::sync::Arc;

mod asked;
mod units;

const LEDGER: &str = r#"
title = "税收"
files = ["*"]
grain = "month"
[columns.firm]
labels = ["企业"]
[columns.street]
labels = ["街道"]
[columns.vat]
labels = ["增值税"]
type = "money"
[columns.cit]
labels = ["所得税"]
type = "money"
[columns.paid]
labels = ["合计"]
type = "money"
parts = { kind = ["vat", "cit"] }
"#;

const STATES: &str = r#"
title = "整改"
files = ["*"]
grain = "snapshot"
key = ["number"]
deadline = "due"
closed = "closed_on"
[columns.number]
labels = ["序号"]
[columns.department]
labels = ["单位"]
[columns.due]
labels = ["时限"]
type = "date"
[columns.status]
labels = ["状态"]
type = "status"
done = ["已完成"]
open = ["整改中"]
standing = ["长期坚持"]
[columns.done_on]
labels = ["完成"]
type = "date"
[columns.closed_on]
labels = ["销号"]
type = "date"
not-before = "done_on"
"#;

/// Records from lines of `month | cell | cell …`; an empty cell is `-`. Money is in 元, a number as
/// it is stored.
fn records(ledger: &Ledger, lines: &str) -> Records {
    let mut all = Records::empty(ledger);
    for line in lines.trim().lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let month: Month = cells[0].parse().expect("a month");
        let file = format!("data/{month}/a.xlsx");
        let at = all.submissions.iter().position(|sent| sent.month == month).unwrap_or_else(|| {
            let columns = (1..).take(ledger.columns.len()).map(Some).collect();
            let tables = vec![SheetTable { sheet: "表".to_owned(), columns, units: Vec::new(), none: Vec::new() }];
            all.submissions.push(Submission { file, month, tables });
            all.submissions.len() - 1
        });
        let row = u32::try_from(all.origins.len()).expect("few rows") + 2;
        all.origins.push(Origin { submission: u32::try_from(at).expect("few books"), table: 0, row, across: 0 });
        for ((column, stored), cell) in ledger.columns.iter().zip(&mut all.columns).zip(&cells[1..]) {
            let value = match column.kind {
                _ if *cell == "-" => NULL,
                Kind::Money => (cell.parse::<f64>().expect("a number") * 100.0).round() as i64,
                Kind::Integer | Kind::Number => cell.parse().expect("a number"),
                Kind::Date => cell.parse::<Date>().expect("a day").days(),
                _ => stored.intern(cell),
            };
            stored.values.push(value);
        }
    }
    all
}

/// One ledger called `l`.
fn sources(ledger: &str, lines: &str) -> Sources {
    let ledger = define::ledger(ledger, "data/definitions/l.toml").expect("a ledger");
    let records = Arc::new(records(&ledger, lines));
    Sources::new(vec![Source { ledger: Arc::new(ledger), records, entities: None }]).expect("sources")
}

fn computed(sources: &Sources, report: &Report, time: ReportingTime) -> Computed {
    compute(sources, &resolve(sources.catalogue(), report, time).expect("a plan"))
}

fn told(sources: &Sources, report: &Report) -> Vec<Diagnostic> {
    resolve(sources.catalogue(), report, end("2020-02")).expect_err("problems")
}

fn report_of(figures: &str) -> Report {
    let text = format!("title = \"甲\"\n{figures}");
    report::report(&text, "report.toml", "r", &[]).expect("a report")
}

/// The printed figures at a moment, in the order of their definition.
fn check(ledger: &str, lines: &str, figures_toml: &str, moment: ReportingTime, expected: &[&str]) {
    let report = report_of(&format!("[figures]\n{figures_toml}"));
    let printed: Vec<String> =
        computed(&sources(ledger, lines), &report, moment).figures.into_iter().map(|figure| figure.text).collect();
    assert_eq!(printed, expected);
}

fn end(text: &str) -> ReportingTime {
    ReportingTime::end_of(text.parse().expect("a month"))
}

const TAX: &str = "
2019-01 | 甲 | 东 | 100 | 50 | 150
2019-02 | 乙 | 西 | 10 | 40 | 50
2020-01 | 甲 | 东 | 160 | 20 | 180
2020-01 | 乙 | 西 | 30 | 30 | 60
2020-02 | 甲 | 东 | 0.1 | 0.2 | 0.3
";

#[test]
fn sums_growths_and_shares_are_exact() {
    check(
        LEDGER,
        TAX,
        r#"
ytd = { ledger = "l", sum = "paid", period = "ytd", unit = "元" }
month = { ledger = "l", sum = "paid", unit = "元" }
growth = { growth = "ytd" }
on_month = { growth = "month", against = "last-month" }
east = { ledger = "l", sum = "paid", period = "ytd", where = { street = "东" }, unit = "元" }
east_share = { ratio = ["east", "ytd"] }
share_change = { change = "east_share" }
vat = { ledger = "l", sum = "paid", period = "ytd", where = { kind = "vat" }, unit = "元" }
firms = { ledger = "l", distinct = "firm", period = "ytd", unit = "家" }
pull = { contribution = ["east", "ytd"] }
rest = { difference = ["ytd", "east"], unit = "元" }
balance = { balance = ["ytd", "east", "vat"] }
"#,
        end("2020-02"),
        &[
            "240.30元",
            "0.30元",
            "20.15%",
            "-99.88%",
            "180.30元",
            "75.03%",
            "0.03个百分点",
            "190.10元",
            "2家",
            "15.15个百分点",
            "60.00元",
            "0.02+0.02=0.04 != 0.02",
        ],
    );
}

#[test]
fn money_for_each_of_something_is_in_its_unit_of_money() {
    check(
        LEDGER,
        TAX,
        r#"
ytd = { ledger = "l", sum = "paid", period = "ytd", unit = "元" }
firms = { ledger = "l", distinct = "firm", period = "ytd", unit = "家" }
each = { ratio = ["ytd", "firms"], unit = "元/家", places = 3 }
before = { earlier = "each", unit = "元/家" }
rise = { change = "each", unit = "万元/家", places = 6 }
growth = { growth = "each" }
"#,
        end("2020-02"),
        &["240.30元", "2家", "120.150元/家", "100.000元/家", "0.002015万元/家", "20.15%"],
    );
}

#[test]
fn the_largest_the_smallest_and_the_average_leave_empty_cells_out() {
    let figures = r#"
max = { ledger = "l", max = "paid", period = "ytd", unit = "元" }
min = { ledger = "l", min = "paid", period = "ytd", unit = "元" }
average = { ledger = "l", average = "paid", period = "ytd", unit = "元" }
none = { ledger = "l", max = "paid", period = "ytd", where = { street = "南" }, unit = "元" }
"#;
    let lines = "2020-01 | 甲 | 东 | 1 | 0 | 3\n2020-01 | 乙 | 西 | 1 | 0 | -\n2020-01 | 丙 | 西 | 1 | 0 | 5.01";
    check(LEDGER, lines, figures, end("2020-01"), &["5.01元", "3.00元", "4.01元", "—"]);
}

#[test]
fn a_month_without_data_is_missing_and_not_zero() {
    let figures = "ytd = { ledger = \"l\", sum = \"paid\", period = \"ytd\" }\ngrowth = { growth = \"ytd\" }\n";
    check(LEDGER, TAX, figures, end("2020-03"), &["—", "—"]);
    // 2018 was never submitted, so 2019 has a sum and no growth.
    check(LEDGER, TAX, figures, end("2019-02"), &["0.02万元", "—"]);
}

#[test]
fn a_base_of_zero_or_less_gives_no_growth() {
    let lines = "2019-01 | 甲 | 东 | 0 | 0 | 0\n2020-01 | 甲 | 东 | 1 | 0 | 1\n2021-01 | 甲 | 东 | -2 | 0 | -2\n2022-01 | 甲 | 东 | 1 | 0 | 1";
    let figures_toml = "month = { ledger = \"l\", sum = \"paid\", unit = \"元\" }\ngrowth = { growth = \"month\" }\n";
    check(LEDGER, lines, figures_toml, end("2020-01"), &["1.00元", "—"]);
    check(LEDGER, lines, figures_toml, end("2021-01"), &["-2.00元", "-300.00%"]);
    check(LEDGER, lines, figures_toml, end("2022-01"), &["1.00元", "—"]);
    let report = report_of(&format!("[figures]\n{figures_toml}"));
    let growth = &computed(&sources(LEDGER, lines), &report, end("2022-01")).figures[1];
    assert_eq!(growth.value, Outcome::Missing(Missing::NegativeBase));
}

const RECTIFICATION: &str = "
2020-11 | 1 | 业务科 | 2020-10-31 | 整改中 | - | -
2020-11 | 2 | 党政办 | 2020-12-31 | 整改中 | - | -
2020-11 | 3 | 党政办 | 2020-11-30 | 已完成 | 2020-11-20 | -
2020-12 | 1 | 业务科 | 2020-10-31 | 已完成 | 2020-12-05 | 2020-12-20
2020-12 | 2 | 党政办 | 2021-01-31 | 长期坚持 | - | -
2020-12 | 3 | 党政办 | 2020-11-30 | 整改中 | - | -
2020-12 | 4 | 业务科 | 2021-01-10 | 整改中 | - | -
";

#[test]
fn states_are_those_of_the_last_submission() {
    let figures = r#"
all = { ledger = "l", count = true, unit = "条" }
done = { ledger = "l", count = true, where = { status = "done" }, unit = "条" }
rate = { ratio = ["done", "all"] }
better = { change = "rate", against = "last-month" }
overdue = { ledger = "l", count = true, where = { status = "open", due = { before = "as-of" } }, unit = "条" }
soon = { ledger = "l", count = true, where = { status = "open", due = { from = "as-of", to = "as-of+14" } }, unit = "条" }
late = { ledger = "l", count = true, where = { done_on = { after = "due" } }, unit = "条" }
newly = { ledger = "l", count = true, where = { change = "done" }, unit = "条" }
reopened = { ledger = "l", count = true, where = { change = ["reopened", "added"] }, unit = "条" }
moved = { ledger = "l", count = true, where = { change = "deadline" }, unit = "条" }
closed = { ledger = "l", count = true, where = { change = "closed" }, unit = "条" }
"#;
    let expected = ["4条", "2条", "50.00%", "16.67个百分点", "1条", "1条", "1条", "2条", "2条", "1条", "1条"];
    check(STATES, RECTIFICATION, figures, end("2020-12"), &expected);
    // A later as-of date keeps the last submission and its comparison with the one before.
    let later = ReportingTime::new("2020-12".parse().expect("a month"), "2021-02-09".parse().expect("a day"));
    let expected = ["4条", "2条", "50.00%", "16.67个百分点", "2条", "0条", "1条", "2条", "2条", "1条", "1条"];
    check(STATES, RECTIFICATION, figures, later, &expected);
}

#[test]
fn a_table_orders_cuts_and_totals() {
    let sources = sources(LEDGER, TAX);
    let report = report_of(
        "[figures]\nytd = { title = \"累计\", ledger = \"l\", sum = \"paid\", period = \"ytd\", unit = \"元\" }\nshare = { title = \"占比\", share = \"ytd\" }\n[tables.t]\ntitle = \"t\"\nrows = \"firm\"\ncolumns = [\"ytd\", \"share\"]\norder = \"ytd\"\ntop = 1\nothers = true\ntotal = true\n[tables.kinds]\ntitle = \"k\"\nrows = \"kind\"\ncolumns = [\"ytd\", \"share\"]\ntotal = true\n",
    );
    let rows = |at: usize| -> Vec<String> {
        let table = &computed(&sources, &report, end("2020-02")).tables[at];
        let row =
            |row: &model::document::Row| row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
        table.rows.iter().map(row).collect()
    };
    assert_eq!(rows(0), ["乙 60.00 24.97", "其他 180.30 75.03", "合计 240.30 100.00"]);
    assert_eq!(rows(1), ["增值税 190.10 79.11", "所得税 50.20 20.89", "合计 240.30 100.00"]);
}

const GROUPED: &str = r#"
[figures]
ytd = { title = "累计税收", ledger = "l", sum = "paid", period = "ytd", unit = "元" }
share = { title = "占比", share = "ytd" }
[tables.t]
title = "t"
rows = "firm"
group = "street"
columns = [{ title = "累计", columns = ["ytd"] }, "share"]
order = "ytd desc"
top = 1
others = true
total = true
numbered = true
"#;

#[test]
fn a_grouped_table_has_subtotals_that_add_up_and_heads_that_span() {
    let lines = format!("{TAX}2020-02 | 丙 | 西 | 10 | 0 | 10\n2020-02 | 丁 | - | 5 | 0 | 5");
    let sources = sources(LEDGER, &lines);
    let report = report_of(GROUPED);
    let table = computed(&sources, &report, end("2020-02")).tables[0].clone();
    let row =
        |row: &model::document::Row| row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
    let rows: Vec<String> = table.rows.iter().map(row).collect();
    let expected = [
        "1 甲 180.30 70.62",
        " 小计 180.30 70.62",
        "2 乙 60.00 23.50",
        " 其他 10.00 3.92",
        " 小计 70.00 27.42",
        "3 丁 5.00 1.96",
        " 小计 5.00 1.96",
        " 合计 255.30 100.00",
    ];
    assert_eq!(rows, expected);
    let groups: Vec<(&str, usize, usize)> =
        table.groups.iter().map(|group| (group.title.as_str(), group.first, group.rows)).collect();
    assert_eq!(groups, [("东", 0, 2), ("西", 2, 3), ("未填", 5, 2)]);
    let head: Vec<(&str, usize)> = table.head[0].iter().map(|cell| (cell.title.as_str(), cell.columns)).collect();
    assert_eq!(head, [("", 1), ("", 1), ("累计", 1), ("", 1)]);
    // What the head says is not said again, and the expressions of a cell take the records of its row.
    assert_eq!(table.columns[2].title, "税收");
    let columns = |at: usize| {
        let mut columns: Vec<&Field> = Vec::new();
        let expr = table.rows[at].cells[2].expr.as_deref().expect("an expression");
        expr.visit(&mut |_, selection| columns.extend(selection.fields()));
        columns
    };
    let own = |id: &str| Field::Own(id.to_owned());
    let (street, firm) = (own("street"), own("firm"));
    assert_eq!((columns(0), columns(1), columns(7)), (vec![&street, &firm], vec![&street], vec![]));
}

#[test]
fn wrong_groups_and_heads_are_told_at_their_lines() {
    let sources = sources(LEDGER, TAX);
    let cases = [
        ("group = \"street\"", "group = \"stret\"", 9, "没有“stret”这一列，是否为“street”？"),
        ("group = \"street\"", "group = \"firm\"", 9, "不能与 rows 相同"),
        ("group = \"street\"", "group = \"paid\"", 9, "不是文字列或是否列"),
        ("rows = \"firm\"", "rows = \"month\"", 9, "不能分组"),
        ("title = \"累计\"", "title = \"\"", 10, "都不能为空"),
        ("columns = [\"ytd\"]", "columns = [\"ytd\", \"ytdd\"]", 10, "没有名为“ytdd”的指标，是否为“ytd”？"),
        ("numbered = true", "[charts.c]\ntitle = \"c\"\ntable = \"t\"", 17, "分了组，画不成图"),
    ];
    for (right, wrong, line, words) in cases {
        let told = told(&sources, &report_of(&GROUPED.replace(right, wrong)));
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].place.line, Some(line), "{:?}", told[0]);
        assert!(told[0].message(Language::Chinese).contains(words), "{:?}", told[0]);
    }
}

#[test]
fn a_figure_of_a_later_month_than_the_data_says_which_month_is_missing() {
    let sources = sources(LEDGER, TAX);
    let report = report_of("[figures]\nmarch = { ledger = \"l\", sum = \"paid\", month = 3 }\n");
    let figure = &computed(&sources, &report, end("2020-02")).figures[0];
    let missing = model::figure::Missing::NoData("2020-03".parse().expect("a month"));
    assert_eq!(figure.value, Outcome::Missing(missing));
}

#[test]
fn days_in_the_wrong_order_are_told_with_their_cell() {
    let sources = sources(STATES, "2020-12 | 1 | 业务科 | 2020-10-31 | 已完成 | 2020-12-05 | 2020-01-20");
    let told: Vec<String> =
        crate::check(&sources, end("2020-12")).iter().map(|told| told.spoken(Language::Chinese)).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("[表!F2]") && told[0].contains("2020-01-20 早于“完成”2020-12-05"), "{:?}", told[0]);
}

#[test]
fn stated_columns_are_checked_against_the_months_that_they_repeat() {
    let text = "title = \"甲\"\nfiles = [\"*\"]\ngrain = \"month\"\n[columns.firm]\nlabels = [\"企业\"]\n[columns.paid]\nlabels = [\"当月\"]\ntype = \"money\"\n[columns.year]\nlabels = [\"累计\"]\ntype = \"money\"\ncumulative-of = \"paid\"\nnot-above = \"most\"\n[columns.last]\nlabels = [\"上年同期\"]\ntype = \"money\"\nlast-year-of = \"paid\"\n[columns.most]\nlabels = [\"上限\"]\ntype = \"money\"\n";
    let lines = "2019-01 | 甲 | 10 | 10 | - | -\n2020-01 | 甲 | 20 | 20 | 10 | 20\n2020-02 | 甲 | 5 | 25 | - | 24\n2020-03 | 甲 | 5 | 24 | - | -\n2021-01 | 甲 | 1 | 1 | 19 | -";
    let sources = sources(text, lines);
    let told: Vec<(&str, String)> = crate::check(&sources, end("2020-12"))
        .iter()
        .map(|told| (told.rule.code, told.message(Language::Chinese)))
        .collect();
    let codes: Vec<&str> = told.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["above-bound", "last-year-mismatch", "cumulative-mismatch", "cumulative-mismatch"], "{told:?}");
    assert!(told[1].1.contains("上年同期”合计 19元") && told[1].1.contains("合计 20元，相差 -1元"), "{}", told[1].1);
    assert!(told[2].1.contains("合计 24元，年初以来各月之和 30元"), "{}", told[2].1);
    assert!(told[3].1.contains("合计 24元，小于上月的 25元"), "{}", told[3].1);
}

#[test]
fn rows_with_the_number_of_the_row_above_are_noted_and_a_tie_that_top_cuts_too() {
    let lines = "
2020-02 | 甲 | 东 | 5 | 0 | 5
2020-02 | 乙 | 东 | 5 | 0 | 5
2020-02 | 丙 | 东 | 3 | 0 | 3
2020-02 | 丁 | 东 | 3 | 0 | 3
2020-02 | 戊 | 东 | - | - | -
2020-02 | 己 | 东 | - | - | -
";
    let tied = |rows: &str, expected: (&[usize], bool)| {
        let head = "[figures]\npaid = { ledger = \"l\", sum = \"paid\" }\n";
        let listing = "ledger = \"l\"\ncolumns = [\"firm\"]\norder = \"paid desc\"\n";
        let table = "rows = \"firm\"\ncolumns = [\"paid\"]\norder = \"paid desc\"\nothers = true\ntotal = true\n";
        let report = report_of(&format!(
            "{head}[tables.t]\ntitle = \"表\"\n{table}{rows}[listings.l]\ntitle = \"表\"\n{listing}{rows}"
        ));
        let computed = computed(&sources(LEDGER, lines), &report, end("2020-02"));
        for table in computed.tables.iter().chain(computed.listings.iter().map(|listing| &listing.table)) {
            assert_eq!((table.ties.as_slice(), table.cut_tie), expected, "{}", table.name);
        }
    };
    tied("", (&[1, 3], false));
    tied("top = 3\n", (&[1], true));
    tied("top = 2\n", (&[1], false));
}

#[test]
fn definitions_and_problems_are_said_in_both_languages() {
    let toml = "[figures]\npaid = { ledger = \"l\", sum = \"paid\", period = \"ytd\", where = { street = \"东\" } }\ngrowth = { growth = \"paid\" }\n";
    let (sources, report) = (sources(LEDGER, TAX), report_of(toml));
    let plan = resolve(sources.catalogue(), &report, end("2020-02")).expect("a plan");
    let words = |name: &str, language: Language| {
        let (_, provenance) = crate::explain(&sources, &plan.figures, name).expect("a figure");
        [provenance.definition, provenance.filter].map(|said| said.text(language).to_owned())
    };
    assert_eq!(words("paid", Language::Chinese), ["“税收”的“合计”求和，2020年1—2月", "街道 = 东"]);
    assert_eq!(words("paid", Language::English), ["the sum of “合计” in “税收”, 2020-01 to 2020-02", "街道 = 东"]);
    assert_eq!(words("growth", Language::English)[0], "(“paid” − “paid” (2019-02)) ÷ “paid” (2019-02)");
    let problems = told(&sources, &report_of(&toml.replace("sum = \"paid\"", "sum = \"paidd\"")));
    let message = problems[0].message(Language::English);
    assert_eq!(message, "figure “paid”: ledger “税收” has no column “paidd”; did you mean “paid”?");
}

#[test]
fn rules_have_the_same_arguments_in_both_languages() {
    let arguments = |words: &str| {
        let mut names: Vec<String> =
            words.split('{').skip(1).filter_map(|piece| Some(piece.split_once('}')?.0.to_owned())).collect();
        names.sort_unstable();
        names
    };
    for rule in crate::RULES {
        let [chinese, english] =
            [&rule.chinese, &rule.english].map(|texts| texts.words.iter().map(|one| arguments(one)));
        assert!(chinese.eq(english), "{}", rule.code);
    }
}

#[test]
fn the_last_months_go_back_over_the_turn_of_a_year() {
    let report = report_of(
        "[figures]\npaid = { ledger = \"l\", sum = \"paid\", unit = \"元\" }\n[tables.t]\ntitle = \"表\"\nrows = \"month\"\nlast = 3\ncolumns = [\"paid\"]\n",
    );
    let lines = "2019-12 | 甲 | 东 | 1 | 0 | 1\n2020-01 | 甲 | 东 | 2 | 0 | 2\n2020-02 | 甲 | 东 | 3 | 0 | 3";
    let table = computed(&sources(LEDGER, lines), &report, end("2020-02")).tables.remove(0);
    let rows: Vec<Vec<&str>> =
        table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(rows, [["2019年12月", "1.00"], ["2020年1月", "2.00"], ["2020年2月", "3.00"]]);
}
