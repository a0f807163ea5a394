//! The catalogue (docs/catalogue.zh-CN.md): what offices ask, each as a report of one project, whose
//! numbers are compared with those that plain loops over the same files come to.

#[path = "catalogue/apart.rs"]
mod apart;

use crate::recalculated::{compare, is_installed, recalculated};
use crate::support::{cells, figures, files, root, taizhang};
use apart::{Part, all, day, decimal, folder, months, percentile, places, products, rows, sum, whole, with};
use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

/// The exact value and the printed text of each figure by report and name.
static FIGURES: LazyLock<BTreeMap<(String, String), (String, String)>> = LazyLock::new(|| figures(&folder()));

/// The files of all reports.
static WRITTEN: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let out = tempfile::tempdir().unwrap();
    let answer = taizhang(&folder(), &["report", "--out", &out.path().display().to_string()]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    files(out.path())
});

const THIS: &str = "2025-06";
const ORGS: [&str; 8] = [
    "县第一医院",
    "县第二医院",
    "城关镇卫生院",
    "河东镇卫生院",
    "河西镇卫生院",
    "白石乡卫生院",
    "松岭乡卫生院",
    "南湾乡卫生院",
];
const KINDS: [&str; 3] = ["门诊", "急诊", "住院"];

/// Compares the exact value of a figure, in the unit that it is printed in.
fn check(report: &str, figure: &str, expected: Part) {
    let key = (report.to_owned(), figure.to_owned());
    let (exact, text) = FIGURES.get(&key).unwrap_or_else(|| panic!("no figure {report} {figure}"));
    assert_eq!(Part::read(exact), expected, "{report} {figure} prints {text}");
}

fn wan(yuan: Part) -> Part {
    yuan.over(whole(10_000))
}

fn percent(part: Part) -> Part {
    part.times(whole(100))
}

/// The body of the table of a workbook: each row's label with its numbers.
fn table(title: &str, heads: usize) -> Vec<(String, Vec<String>)> {
    let (_, bytes) = WRITTEN.iter().find(|(name, _)| name.as_str() == format!("{title}.xlsx")).unwrap();
    let sheets = cells(bytes);
    let (_, rows) = sheets.iter().find(|(name, _)| name.starts_with("表1")).unwrap();
    let body = rows[2 + heads..].iter().take_while(|row| !row[0].is_empty() && !row[0].starts_with('注'));
    body.map(|row| (row[0].clone(), row[1..].to_vec())).collect()
}

/// Compares a row of a table with numbers, to the last places that a binary number keeps.
fn check_row(table: &[(String, Vec<String>)], label: &str, expected: &[Part]) {
    let (_, cells) = table.iter().find(|(own, _)| own == label).unwrap_or_else(|| panic!("no row {label}"));
    for (at, expected) in expected.iter().enumerate() {
        let (got, wanted) = (cells[at].parse::<f64>().unwrap_or(f64::NAN), expected.to_f64());
        let apart = (got - wanted).abs() / wanted.abs().max(1e-9);
        assert!(apart < 1e-9, "{label}, column {at}: {got}, not {wanted}");
    }
}

fn half_year() -> Vec<String> {
    months((2025, 1), (2025, 6))
}

#[test]
fn averages_medians_and_percentiles() {
    let rows = rows(THIS, "诊疗情况");
    let values = || rows.iter().map(|row| Part::read(&row["医疗收入"])).collect::<Vec<_>>();
    check("01-average", "mean", wan(sum(&rows, "医疗收入").over(whole(rows.len()))));
    check("01-average", "middle", wan(percentile(values(), 50)));
    check("01-average", "high", wan(percentile(values(), 90)));
    let table = table("2025年6月医疗收入水平", 1);
    for kind in KINDS {
        let own = with(&rows, "类别", kind);
        let values = || own.iter().map(|row| Part::read(&row["医疗收入"])).collect::<Vec<_>>();
        let mean = wan(sum(own.iter().copied(), "医疗收入").over(whole(own.len())));
        check_row(&table, kind, &[mean, wan(percentile(values(), 50)), wan(percentile(values(), 90))]);
    }
}

#[test]
fn the_largest_and_the_smallest_with_whose_they_are() {
    let rows = rows(THIS, "诊疗情况");
    let mut own = with(&rows, "类别", "门诊");
    own.sort_by_key(|row| Part::read(&row["医疗收入"]).times(whole(100)).0);
    let (least, most) = (own[0], own[own.len() - 1]);
    check("02-whose", "least", wan(Part::read(&least["医疗收入"])));
    check("02-whose", "most", wan(Part::read(&most["医疗收入"])));
    let text = pdf("2025年6月门诊收入的高低");
    assert!(text.contains(&format!("最高的是{}", most["机构"])), "{text}");
    assert!(text.contains(&format!("最低的是{}", least["机构"])), "{text}");
}

/// The words of a report.
fn pdf(title: &str) -> String {
    crate::support::pdf_text(&WRITTEN[&format!("{title}.pdf")])
}

#[test]
fn weighted_averages_and_sums_of_products() {
    let visits = rows(THIS, "诊疗情况");
    let weighted = |rows: &[&apart::Row]| {
        products(rows.iter().copied(), "药占比", "医疗收入").over(sum(rows.iter().copied(), "医疗收入"))
    };
    check("03-weighted", "weighted", percent(weighted(&visits.iter().collect::<Vec<_>>())));
    let table_03 = table("2025年6月药占比", 1);
    for org in ORGS {
        check_row(&table_03, org, &[weighted(&with(&visits, "机构", org))]);
    }
    let bought = rows(THIS, "采购明细");
    let cost = products(&bought, "单价", "数量");
    check("04-products", "cost", cost);
    check("04-products", "price", cost.over(sum(&bought, "数量")));
    let table_04 = table("2025年6月采购金额", 1);
    for item in ["口罩", "手套", "消毒液"] {
        let own = with(&bought, "品名", item);
        let cost = products(own.iter().copied(), "单价", "数量");
        check_row(&table_04, item, &[cost, cost.over(sum(own.iter().copied(), "数量"))]);
    }
}

/// The sum of each organisation over some months.
fn by_org(months: &[String], column: &str) -> Vec<Part> {
    let rows = all(months, "诊疗情况");
    ORGS.iter().map(|org| sum(with(&rows, "机构", org), column)).collect()
}

#[test]
fn places_and_how_they_changed() {
    let (now, before) = (by_org(&half_year(), "医疗收入"), by_org(&months((2024, 1), (2024, 6)), "医疗收入"));
    let growth: Vec<Part> = now.iter().zip(&before).map(|(now, before)| now.minus(*before).over(*before)).collect();
    let table_05 = table("2025年1—6月医疗收入位次", 1);
    let (by_income, by_growth) = (places(&now), places(&growth));
    for (at, org) in ORGS.iter().enumerate() {
        check_row(&table_05, org, &[wan(now[at]), whole(by_income[at]), growth[at], whole(by_growth[at])]);
    }
    let table_06 = table("2025年6月诊疗人次位次变化", 1);
    let month = |month: &str| by_org(&[month.to_owned()], "诊疗人次");
    let (now, last_month, last_year) = (month(THIS), month("2025-05"), month("2024-06"));
    let (place, before, earlier) = (places(&now), places(&last_month), places(&last_year));
    for (at, org) in ORGS.iter().enumerate() {
        let rise = |then: usize| whole(then).minus(whole(place[at]));
        let expected = [now[at], whole(place[at]), last_month[at], rise(before[at]), last_year[at], rise(earlier[at])];
        check_row(&table_06, org, &expected);
    }
}

#[test]
fn days_and_what_is_overdue() {
    let as_of = day("2025-06-30");
    let letters = rows(THIS, "来信台账");
    let closed: Vec<i64> = letters
        .iter()
        .filter(|row| !row["办结日期"].is_empty())
        .map(|row| day(&row["办结日期"]) - day(&row["收到日期"]))
        .collect();
    let parts = || closed.iter().map(|days| Part::of((*days).into(), 1)).collect::<Vec<_>>();
    check("07-days", "mean", Part::of(closed.iter().sum::<i64>().into(), closed.len() as i128));
    check("07-days", "middle", percentile(parts(), 50));
    check("07-days", "longest", Part::of((*closed.iter().max().unwrap()).into(), 1));
    let open = letters.iter().filter(|row| row["状态"] == "办理中");
    let late: Vec<i64> = open.map(|row| as_of - day(&row["办理时限"])).filter(|days| *days > 0).collect();
    check("08-overdue", "late", whole(late.len()));
    check("08-overdue", "late_days", Part::of(late.iter().sum::<i64>().into(), late.len() as i128));
    check("08-overdue", "very", whole(late.iter().filter(|days| **days > 30).count()));
    let slow = |row: &&apart::Row| !row["办结日期"].is_empty() && day(&row["办结日期"]) > day(&row["办理时限"]) + 10;
    check("08-overdue", "slow", whole(letters.iter().filter(slow).count()));
    let (_, listed) = WRITTEN.iter().find(|(name, _)| name.as_str() == "2025年6月来信超期情况.xlsx").unwrap();
    let sheets = cells(listed);
    let (_, listed) = sheets.iter().find(|(name, _)| name.starts_with("表1")).unwrap();
    let days: Vec<i64> = listed.iter().filter_map(|row| row[4].parse().ok()).collect();
    let mut expected = late.clone();
    expected.sort_unstable_by(|one, other| other.cmp(one));
    assert_eq!(days, expected);
}

#[test]
fn quarters_rolling_months_and_other_years() {
    let visits = |from, to| sum(&all(&months(from, to), "诊疗情况"), "诊疗人次");
    let income = |from, to| wan(wan(sum(&all(&months(from, to), "诊疗情况"), "医疗收入")));
    let quarter = visits((2025, 4), (2025, 6));
    check("09-quarter", "quarter", quarter);
    check("09-quarter", "half", visits((2025, 1), (2025, 6)));
    let before = visits((2024, 4), (2024, 6));
    check("09-quarter", "growth", percent(quarter.minus(before).over(before)));
    let table_09 = table("2025年季度诊疗人次", 1);
    check_row(&table_09, "2024年第三季度", &[visits((2024, 7), (2024, 9))]);
    check_row(&table_09, "2025年第一季度", &[visits((2025, 1), (2025, 3))]);
    check("10-rolling", "last_12", income((2024, 7), (2025, 6)));
    check("10-rolling", "since", income((2024, 1), (2025, 6)));
    check("11-fiscal-year", "ytd", visits((2024, 9), (2025, 6)));
    check("11-fiscal-year", "quarter", visits((2025, 6), (2025, 6)));
    check_row(&table("2024—2025年度诊疗人次", 1), "2024年11月", &[visits((2024, 9), (2024, 11))]);
}

#[test]
fn weeks_and_ten_days() {
    let spent = all(&half_year(), "支出明细");
    let now = rows(THIS, "支出明细");
    // The as-of date is a Monday, and the last of three tens of days.
    let within = |first: &str, last: &str| {
        let own = |row: &&apart::Row| (day(first)..=day(last)).contains(&day(&row["支付日期"]));
        wan(sum(now.iter().filter(own), "支出金额"))
    };
    assert!(!spent.is_empty());
    check("12-week", "week", within("2025-06-30", "2025-07-06"));
    check("12-week", "ten", within("2025-06-21", "2025-06-30"));
    let letters = rows(THIS, "来信台账");
    check("12-week", "letters", whole(letters.iter().filter(|row| row["收到日期"].starts_with("2025-06")).count()));
}

#[test]
fn plans_and_the_part_of_the_year_that_has_passed() {
    let plans = rows("2025-01", "年度计划");
    let (this, last) = (with(&plans, "年度", "2025"), with(&plans, "年度", "2024"));
    let done = sum(&all(&half_year(), "诊疗情况"), "诊疗人次");
    let rate = done.over(sum(this.iter().copied(), "计划诊疗人次"));
    check("13-plan", "rate", percent(rate));
    check("13-plan", "pace", Part::of(50, 1));
    check("13-plan", "ahead", percent(rate.minus(Part::of(1, 2))));
    let table_13 = table("2025年1—6月计划完成情况", 1);
    for (org, done) in ORGS.iter().zip(by_org(&half_year(), "诊疗人次")) {
        let plan = sum(this.iter().copied().filter(|row| row["机构"] == *org), "计划诊疗人次");
        check_row(&table_13, org, &[plan, done, done.over(plan)]);
    }
    let (now, before) = (sum(this, "计划收入"), sum(last, "计划收入"));
    check("14-target-sum", "more", now.minus(before));
    let income = wan(sum(&all(&months((2024, 1), (2024, 12)), "诊疗情况"), "医疗收入"));
    check("14-target-sum", "rate", percent(now.over(income)));
}

#[test]
fn cross_tables_with_totals_and_shares_both_ways() {
    let visits = rows(THIS, "诊疗情况");
    let table_15 = table("2025年6月诊疗人次交叉表", 1);
    let of = |org: &str, kind: &str| {
        sum(
            visits
                .iter()
                .filter(|row| (org.is_empty() || row["机构"] == org) && (kind.is_empty() || row["类别"] == kind)),
            "诊疗人次",
        )
    };
    for org in ORGS {
        check_row(&table_15, org, &[of(org, "门诊"), of(org, "急诊"), of(org, "住院"), of(org, "")]);
    }
    check_row(&table_15, "合计", &[of("", "门诊"), of("", "急诊"), of("", "住院"), of("", "")]);
    let towns: BTreeMap<String, String> =
        rows("2025-01", "机构名录").into_iter().map(|row| (row["机构名称"].clone(), row["所在乡镇"].clone())).collect();
    let income = |town: &str, kind: &str| {
        let own = |row: &&apart::Row| {
            (town.is_empty() || towns[&row["机构"]] == town) && (kind.is_empty() || row["类别"] == kind)
        };
        sum(visits.iter().filter(own), "医疗收入")
    };
    let table_16 = table("2025年6月收入结构", 2);
    for town in ["城关镇", "河东镇", "松岭乡"] {
        let three = |kind: &str| {
            let own = income(town, kind);
            [wan(own), own.over(income(town, "")), own.over(income("", kind))]
        };
        let expected: Vec<Part> = ["门诊", "急诊", "住院", ""].into_iter().flat_map(three).collect();
        check_row(&table_16, town, &expected);
    }
}

#[test]
fn months_and_years_side_by_side() {
    let of = |months: &[String], column: &str, word: &str| {
        let rows = all(months, "支出明细");
        wan(sum(rows.iter().filter(|row| word.is_empty() || row[column] == word), "支出金额"))
    };
    let table_17 = table("2025年各月支出", 1);
    for unit in ["局机关", "县第一医院", "妇幼保健所"] {
        let mut expected: Vec<Part> =
            half_year().iter().map(|month| of(std::slice::from_ref(month), "单位", unit)).collect();
        expected.push(of(&half_year(), "单位", unit));
        check_row(&table_17, unit, &expected);
    }
    let table_18 = table("两年支出对照", 2);
    for item in ["人员经费", "公用经费", "项目经费"] {
        let (last, now) = (of(&months((2024, 1), (2024, 6)), "科目", item), of(&half_year(), "科目", item));
        let (_, cells) = table_18.iter().find(|(label, _)| label == item).unwrap();
        assert_eq!(cells[1], "—", "2023 was not submitted");
        check_row(&[(item.to_owned(), vec![cells[0].clone()])], item, &[last]);
        check_row(&[(item.to_owned(), cells[2..].to_vec())], item, &[now, now.minus(last).over(last)]);
    }
}

#[test]
fn two_ledgers_in_one_table_and_in_one_condition() {
    let budgets = rows("2025-01", "部门预算");
    let spent = all(&half_year(), "支出明细");
    let table_19 = table("2025年1—6月预算执行", 1);
    let mut large = Part(0, 1);
    let mut levels: BTreeMap<String, Part> = BTreeMap::new();
    for row in &budgets {
        let (budget, own) = (Part::read(&row["预算数"]), wan(sum(with(&spent, "单位", &row["单位"]), "支出金额")));
        check_row(&table_19, &row["单位"], &[budget, own, own.over(budget)]);
        if budget.minus(whole(1000)).0 > 0 {
            large = large.plus(own);
        }
        let level = levels.entry(row["预算级次"].clone()).or_insert(Part(0, 1));
        *level = level.plus(own);
    }
    check("20-join-filter", "large", large);
    let table_20 = table("按预算看支出", 1);
    for (level, own) in levels {
        check_row(&table_20, &level, &[own]);
    }
}

#[test]
fn numbers_per_head_per_bed_and_per_square_metre() {
    let (orgs, people) = (rows("2025-01", "机构名录"), rows("2025-01", "人口情况"));
    let visits = all(&half_year(), "诊疗情况");
    let (income, all_visits) = (sum(&visits, "医疗收入"), sum(&visits, "诊疗人次"));
    check("21-per-head", "per_head", all_visits.over(sum(&people, "常住人口")).times(whole(10_000)));
    check("21-per-head", "mean", income.over(all_visits));
    check("21-per-head", "bed", sum(&orgs, "床位数").over(sum(&people, "常住人口")).times(whole(1_000)));
    check("21-per-head", "metre", income.over(sum(&orgs, "建筑面积")));
    let table_21 = table("2025年1—6月人均和单位水平", 1);
    for row in &people {
        let town = row["乡镇"].as_str();
        let own: Vec<&str> = with(&orgs, "所在乡镇", town).iter().map(|org| org["机构名称"].as_str()).collect();
        let visits = sum(visits.iter().filter(|row| own.contains(&row["机构"].as_str())), "诊疗人次");
        let people = Part::read(&row["常住人口"]);
        check_row(&table_21, town, &[people, visits, visits.over(people).times(whole(10_000))]);
    }
}

/// `增长2.48%` or `下降0.93%`.
fn moved(now: Part, before: Part) -> String {
    let growth = percent(now.minus(before).over(before));
    let words = if growth.0 < 0 { "下降" } else { "增长" };
    format!("{words}{}%", decimal(growth, 2).trim_start_matches('-'))
}

/// That a report says a sentence.
fn says(title: &str, words: &str) {
    let text = pdf(title);
    assert!(text.contains(words), "{title} does not say “{words}”: {text}");
}

#[test]
fn words_chosen_by_figures() {
    let visits = |from, to| sum(&all(&months(from, to), "诊疗情况"), "诊疗人次");
    let (now, before) = (visits((2025, 1), (2025, 6)), visits((2024, 1), (2024, 6)));
    says("2025年6月运行评述", &format!("诊疗{}人次，同比{}", decimal(now, 0), moved(now, before)));
    let spent = wan(sum(&all(&half_year(), "支出明细"), "支出金额"));
    let rate = percent(spent.over(sum(&rows("2025-01", "部门预算"), "预算数")));
    let word = match rate.to_f64() {
        rate if rate < 45.0 => "偏慢",
        rate if rate < 55.0 => "基本正常",
        _ => "较快",
    };
    says("2025年6月运行评述", &format!("执行率{}%，进度{word}。", decimal(rate, 2)));
    let late = rows(THIS, "来信台账")
        .into_iter()
        .filter(|row| row["状态"] == "办理中" && day(&row["办理时限"]) < day("2025-06-30"));
    let late = late.count();
    assert!(late > 5);
    says("2025年6月运行评述", &format!("来信超期{late}件，请各承办机构抓紧办理"));
}

#[test]
fn names_and_places_in_a_sentence() {
    let (now, before) = (by_org(&half_year(), "医疗收入"), by_org(&months((2024, 1), (2024, 6)), "医疗收入"));
    let mut order: Vec<usize> = (0..ORGS.len()).collect();
    order.sort_by(|one, other| now[*other].minus(now[*one]).0.cmp(&0));
    let named = |at: usize| format!("{}（{}万元）", ORGS[order[at]], decimal(wan(now[order[at]]), 2));
    let report = "2025年1—6月收入位次";
    says(report, &format!("前三位的是{}、{}和{}，", ORGS[order[0]], ORGS[order[1]], ORGS[order[2]]));
    says(report, &format!("分别为{}、{}和{}；", named(0), named(1), named(2)));
    says(report, &format!("最低的是{}。", named(ORGS.len() - 1)));
    let own = ORGS.iter().position(|org| *org == "河西镇卫生院").unwrap();
    says(report, &format!("河西镇卫生院排第{}位，同比{}。", places(&now)[own], moved(now[own], before[own])));
}

#[test]
fn a_letter_for_each_with_its_own_records_alone() {
    let letters = rows(THIS, "来信台账");
    let is_late = |row: &&apart::Row| row["状态"] == "办理中" && day(&row["办理时限"]) < day("2025-06-30");
    for org in ORGS {
        let own = with(&letters, "承办机构", org);
        let late: Vec<_> = own.iter().copied().filter(|row| is_late(row)).collect();
        let title = format!("关于{org}来信办理情况的通知");
        assert_eq!(WRITTEN.contains_key(&format!("{title}.pdf")), !late.is_empty(), "{org}");
        if late.is_empty() {
            continue;
        }
        says(&title, &format!("承办来信{}件，其中超期未办结{}件", own.len(), late.len()));
        let book = cells(&WRITTEN[&format!("{title}.xlsx")]);
        let words = format!("{book:?}");
        for row in &letters {
            assert_eq!(words.contains(&row["编号"]), row["承办机构"] == org, "{org}: {}", row["编号"]);
        }
    }
}

#[test]
fn days_in_prose_and_other_times_beside_the_present() {
    let mut late: Vec<_> = rows(THIS, "来信台账");
    late.retain(|row| row["状态"] == "办理中" && day(&row["办理时限"]) < day("2025-06-30"));
    late.sort_by_key(|row| day(&row["办理时限"]));
    let first = &late[0];
    let chinese = |text: &str| {
        let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
        (format!("{}年{}月{}日", parts[0], parts[1], parts[2]), format!("{}月{}日", parts[1], parts[2]))
    };
    let overdue = day("2025-06-30") - day(&first["办理时限"]);
    let words =
        format!("{}收到，{}到期，已超期{overdue}天", chinese(&first["收到日期"]).1, chinese(&first["办理时限"]).0);
    says("2025年6月超期来信摘要", &words);
    let spent = |month: &str| wan(sum(&rows(month, "支出明细"), "支出金额"));
    let (now, last, before) = (spent(THIS), spent("2024-06"), spent("2025-05"));
    let more = now.minus(before);
    let change = if more.0 < 0 { "减少" } else { "增加" };
    let words = format!(
        "支出{}万元，上年同月{}万元，同比{}；比上月{change}{}万元。",
        decimal(now, 2),
        decimal(last, 2),
        moved(now, last),
        decimal(more, 2).trim_start_matches('-')
    );
    says("2025年6月支出对比", &words);
}

#[test]
fn a_picture_in_the_text_and_an_appendix_behind_it() {
    let letters = rows(THIS, "来信台账");
    check("24-pictures", "all", whole(letters.len()));
    check("24-pictures", "people", sum(&letters, "反映人数"));
    let bytes = &WRITTEN["2025年6月来信分布.pdf"];
    let pages = crate::support::pdf_pages(bytes);
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let is_image = |object: &lopdf::Object| {
        let kind = object.as_stream().ok().and_then(|stream| stream.dict.get(b"Subtype").ok()?.as_name().ok());
        kind.is_some_and(|kind| kind == b"Image")
    };
    assert_eq!(document.objects.values().filter(|object| is_image(object)).count(), 1);
    let open = letters.iter().filter(|row| row["状态"] == "办理中").count();
    assert!(pages[0].contains("图1各乡镇位置示意图") && pages[0].contains("附件：办理中的来信"), "{}", pages[0]);
    assert!(pages[1].starts_with("附件") && pages[1].contains(&format!("还有{open}件正在办理")), "{}", pages[1]);
}

#[test]
fn own_words_structures_and_groups() {
    let visits = rows(THIS, "诊疗情况");
    let staff = decimal(sum(&rows("2025-01", "机构名录"), "职工人数"), 0);
    let all_visits = decimal(sum(&visits, "诊疗人次"), 0);
    says("2025年6月各机构诊疗情况", &format!("共8家机构报送，诊疗{all_visits}人次，职工{staff}人。"));
    let title = "2025年6月各机构诊疗情况";
    assert!(!pdf(title).contains("企业"), "an office of organisations is told of firms");
    let table_29 = table("2025年1—6月收入结构变化", 1);
    let (now, before) = (all(&half_year(), "诊疗情况"), all(&months((2024, 1), (2024, 6)), "诊疗情况"));
    let (whole_now, whole_before) = (sum(&now, "医疗收入"), sum(&before, "医疗收入"));
    for kind in KINDS {
        let of = |rows: &[apart::Row]| sum(with(rows, "类别", kind), "医疗收入");
        let (own, then) = (of(&now), of(&before));
        let (share, share_then) = (own.over(whole_now), then.over(whole_before));
        let growth = own.minus(then).over(then);
        let (change, pull) = (percent(share.minus(share_then)), percent(own.minus(then).over(whole_before)));
        check_row(&table_29, kind, &[wan(own), growth, share, change, pull]);
    }
    let towns = rows("2025-01", "机构名录");
    let own: Vec<&str> = with(&towns, "所在乡镇", "城关镇").iter().map(|row| row["机构名称"].as_str()).collect();
    let town = sum(visits.iter().filter(|row| own.contains(&row["机构"].as_str())), "诊疗人次");
    says("2025年6月分乡镇诊疗人次", &format!("小计{}", decimal(town, 0)));
}

/// The page of the documentation: each question with its definition, its text, what its figures come to,
/// and a picture. `cargo xtask bless` writes it again, and the pictures where Poppler is installed.
#[test]
fn the_page_of_the_catalogue_is_as_written() {
    let mut page = HEAD.to_owned();
    for name in names() {
        let definition = folder().join("reports/definitions").join(&name);
        let read = |file: &str| fs::read_to_string(definition.join(file)).unwrap();
        let report = read("report.toml");
        let (question, report) = report.split_once('\n').unwrap();
        let question = question.strip_prefix("# 问：").unwrap_or_else(|| panic!("{name} has no question"));
        let (number, _) = name.split_once('-').unwrap();
        page.push_str(&format!(
            "\n## {number} {question}\n\n```toml\n{report}```\n\n```markdown\n{}```\n\n",
            read("text.md")
        ));
        page.push_str("| 指标 | 标题 | 得到 |\n| --- | --- | --- |\n");
        for figure in figure_names(report) {
            if let Some((_, text)) = FIGURES.get(&(name.clone(), figure.clone())) {
                page.push_str(&format!("| `{figure}` | {} | {text} |\n", title(report, &figure)));
            }
        }
        page.push_str(&format!("\n![{question}](catalogue/{name}.png)\n"));
    }
    let docs = root().join("docs");
    if std::env::var_os("TAIZHANG_BLESS").is_some() {
        fs::write(docs.join("catalogue.zh-CN.md"), &page).unwrap();
        draw(&docs.join("catalogue"));
    }
    let written = fs::read_to_string(docs.join("catalogue.zh-CN.md")).unwrap_or_default();
    assert!(written == page, "docs/catalogue.zh-CN.md is stale; run cargo xtask bless");
    for name in names() {
        let picture = fs::read(docs.join("catalogue").join(format!("{name}.png"))).unwrap_or_default();
        assert!(picture.starts_with(b"\x89PNG"), "docs/catalogue/{name}.png is missing; run cargo xtask bless");
    }
}

const HEAD: &str = "# 例子：单位常问的三十件事

每个例子是 [tests/catalogue](../tests/catalogue) 项目里的一份报告：先是问题，再是 `report.toml`、`text.md`，然后是算出的数和印出的第一页。
台账是编的：一个县卫生健康局，八家机构，十八个月。每个数都另外算过、核对过（`tests/catalogue.rs`），本页由 `cargo xtask bless` 写成。
写法的说明见 [定义怎么写](definitions.zh-CN.md)。
";

/// The examples in their order.
fn names() -> Vec<String> {
    let entries = fs::read_dir(folder().join("reports/definitions")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The figures of a definition in their order.
fn figure_names(report: &str) -> Vec<String> {
    let lines = report.lines().skip_while(|line| *line != "[figures]").skip(1).take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect()
}

fn title(report: &str, figure: &str) -> String {
    let line = report.lines().find(|line| line.starts_with(&format!("{figure} = "))).unwrap();
    line.split('"').nth(1).unwrap().to_owned()
}

/// Draws the first page of each example, the first of several documents.
fn draw(docs: &std::path::Path) {
    fs::create_dir_all(docs).unwrap();
    let work = tempfile::tempdir().unwrap();
    for name in names() {
        let answer = taizhang(
            &folder(),
            &["report", "--report", &name, "--as", "pdf", "--out", &work.path().join(&name).display().to_string()],
        );
        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        let (file, _) = files(&work.path().join(&name)).into_iter().next().unwrap();
        let drawn = std::process::Command::new("pdftoppm")
            .args(["-png", "-gray", "-singlefile", "-r", "80", "-x", "0", "-y", "40", "-W", "935", "-H", "520"])
            .arg(work.path().join(&name).join(file))
            .arg(docs.join(&name))
            .status();
        assert!(drawn.is_ok_and(|status| status.success()), "pdftoppm (Poppler) draws the pictures of the catalogue");
    }
}

#[test]
fn the_workbooks_recalculate() {
    if !is_installed() {
        return;
    }
    let books: BTreeMap<String, Vec<u8>> = WRITTEN
        .iter()
        .filter(|(name, _)| name.ends_with(".xlsx"))
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect();
    let again = recalculated(&books);
    for (name, bytes) in &books {
        let (compared, wrong) = compare(bytes, &again[name]);
        assert!(wrong.is_empty(), "{name}: {} of {compared} differ: {:#?}", wrong.len(), &wrong[..wrong.len().min(9)]);
        assert!(compared > 0, "{name} has no formula");
    }
}
