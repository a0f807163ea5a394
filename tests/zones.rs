//! A superior office's own project, which gathers the records of other projects.

use crate::support::{cells, edit, files, project, taizhang};
use std::fs;
use std::path::Path;

const FIRM: &str = "title = \"企业名录\"\nfiles = [\"*名录*\"]\ngrain = \"snapshot\"\nkey = [\"name\"]\n[entity]\ncodes = []\nnames = [\"name\"]\n[columns.name]\nlabels = [\"名称\"]\n[columns.industry]\nlabels = [\"行业\"]\n";
const TAX: &str = "title = \"税收\"\nfiles = [\"*税收*\"]\ngrain = \"month\"\nkey = [\"name\"]\n[columns.name]\nlabels = [\"企业\"]\nentity = \"firm\"\n[columns.paid]\nlabels = [\"税额\"]\ntype = \"money\"\nunit = \"元\"\n";
const REPORT: &str = r#"
title = "各区税收"
[figures]
ytd = { title = "税收累计", ledger = "tax", sum = "paid", period = "ytd", unit = "元" }
payers = { title = "户数", ledger = "tax", distinct = "firm", period = "ytd" }
firms = { title = "企业数", ledger = "firm", count = true }
share = { title = "占比", share = "ytd" }
[tables.zones]
title = "各区"
rows = "zone"
columns = ["ytd", "share", "payers", "firms"]
total = true
[tables.industries]
title = "各行业"
rows = "firm.industry"
across = "zone"
columns = ["ytd"]
total = true
"#;
const TEXT: &str = "累计{{ ytd }}，{{ payers }}。\n\n{{ table(\"zones\") }}\n\n{{ table(\"industries\") }}\n";

fn gathered(definition: &str, from: &str) -> String {
    let lines = definition.lines().map(|line| if line.starts_with("files") { from } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// A city of two zones: the second did not send in January, and lists its firms a month later. Firms of one
/// name in both are two firms.
pub(crate) fn city() -> tempfile::TempDir {
    let from = "from = \"../zones/*\"";
    let (firm, tax) = (gathered(FIRM, from), gathered(TAX, from));
    project([
        ("city/taizhang.toml", "organisation = \"示例市\"\nmonth = \"2020-02\"\n"),
        ("city/data/definitions/firm.toml", firm.as_str()),
        ("city/data/definitions/tax.toml", &tax),
        ("city/reports/definitions/zones/report.toml", REPORT),
        ("city/reports/definitions/zones/text.md", TEXT),
        ("zones/jia/taizhang.toml", "organisation = \"甲区\"\nmonth = \"2020-02\"\n"),
        ("zones/jia/data/definitions/firm.toml", FIRM),
        ("zones/jia/data/definitions/tax.toml", TAX),
        ("zones/jia/data/2020-01/企业名录.csv", "名称,行业\n东方公司,制造\n西方公司,商贸\n"),
        ("zones/jia/data/2020-01/税收.csv", "企业,税额\n东方公司,100\n西方公司,20\n"),
        ("zones/jia/data/2020-02/税收.csv", "企业,税额\n东方公司,200\n西方公司,30\n"),
        ("zones/yi/taizhang.toml", "organisation = \"乙区\"\nmonth = \"2020-02\"\n"),
        ("zones/yi/data/definitions/firm.toml", FIRM),
        ("zones/yi/data/definitions/tax.toml", TAX),
        ("zones/yi/data/2020-02/企业名录.csv", "名称,行业\n东方公司,商贸\n"),
        ("zones/yi/data/2020-02/税收.csv", "企业,税额\n东方公司,7\n"),
        ("zones/备忘.txt", "不是项目"),
    ])
}

fn report(city: &Path, options: &[&str]) -> (i32, String, std::collections::BTreeMap<String, Vec<u8>>) {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().display().to_string();
    let answer = taizhang(&city.join("city"), &[&["report", "--out", &to], options].concat());
    (answer.code, format!("{}{}", answer.out, answer.err), files(out.path()))
}

/// The rows of a table's sheet, without what stands around them.
fn rows(files: &std::collections::BTreeMap<String, Vec<u8>>, sheet: &str) -> Vec<Vec<String>> {
    let workbook = files.iter().find(|(name, _)| name.ends_with(".xlsx")).unwrap();
    let sheets = cells(workbook.1);
    let found = sheets.iter().find(|(name, _)| name.contains(sheet)).unwrap();
    found.1.clone()
}

#[test]
fn zones_are_rows_and_columns_and_each_resolves_its_own_names() {
    let city = city();
    let (code, told, files) = report(city.path(), &[]);
    assert_eq!(code, 0, "{told}");
    let zones = rows(&files, "各区");
    let row = |name: &str, of: &[Vec<String>]| {
        of.iter().find(|row| row.first().is_some_and(|cell| cell == name)).unwrap().clone()
    };
    // 甲区 has two firms of January's list, which hold on in February.
    assert_eq!(row("甲区", &zones)[1..5], ["350", "0.9803921568627451", "2", "2"].map(str::to_owned));
    assert_eq!(row("乙区", &zones)[1..5], ["7", "0.0196078431372549", "1", "1"].map(str::to_owned));
    assert_eq!(row("合计", &zones)[1..5], ["357", "1", "3", "3"].map(str::to_owned));
    let industries = rows(&files, "各行业");
    assert_eq!(row("制造", &industries)[1], "300");
    assert_eq!(row("商贸", &industries)[1..3], ["50", "7"].map(str::to_owned));
}

#[test]
fn what_a_zone_did_not_send_is_owned_up_to() {
    let city = city();
    let (_, told, files) = report(city.path(), &[]);
    assert!(told.contains("2020年1月没有报送税收——乙区（从未报送）"), "{told}");
    let pdf = files.iter().find(|(name, _)| name.ends_with(".pdf")).unwrap();
    assert!(crate::support::pdf_text(pdf.1).contains("2020年1月税收缺乙区的报送，数不全"));
    // Of the month itself too.
    fs::remove_file(city.path().join("zones/yi/data/2020-02/税收.csv")).unwrap();
    fs::create_dir_all(city.path().join("zones/yi/data/2020-01")).unwrap();
    fs::write(city.path().join("zones/yi/data/2020-01/税收.csv"), "企业,税额\n东方公司,7\n").unwrap();
    let (_, told, _) = report(city.path(), &[]);
    assert!(told.contains("2020年2月没有报送税收——乙区（上次报送2020年1月）"), "{told}");
}

#[test]
fn a_problem_is_told_at_its_workbook_in_its_zone() {
    let city = city();
    edit(&city.path().join("zones/yi/data/2020-02/税收.csv"), "7", "七块多");
    let (code, told, files) = report(city.path(), &[]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("../zones/yi/data/2020-02/税收.csv") && told.contains("七块多"), "{told}");
    let pdf = files.iter().find(|(name, _)| name.ends_with(".pdf")).unwrap();
    assert!(crate::support::pdf_text(pdf.1).contains("有1处错误没有更正"));
    let explained = taizhang(&city.path().join("city"), &["explain", "ytd", "--all"]);
    assert!(explained.out.contains("../zones/jia/data/2020-01/税收.csv"), "{}", explained.out);
}

#[test]
fn definitions_that_do_not_fit_together_are_refused() {
    let wrong = |file: &str, from: &str, to: &str, expected: &str| {
        let city = city();
        edit(&city.path().join(file), from, to);
        let (code, told, files) = report(city.path(), &[]);
        assert!(code == 2 && told.contains(expected) && files.is_empty(), "{told}");
    };
    wrong(
        "zones/yi/data/definitions/tax.toml",
        "type = \"money\"\nunit = \"元\"",
        "type = \"number\"",
        "类型或小数位数不同",
    );
    wrong("zones/yi/data/definitions/tax.toml", "[columns.paid]", "[columns.sum]", "没有这一列");
    wrong("zones/yi/data/definitions/firm.toml", "grain = \"snapshot\"", "grain = \"month\"", "grain 与这里不同");
    wrong("zones/yi/data/definitions/firm.toml", "key = [\"name\"]", "key = [\"industry\"]", "key 与这里不同");
    wrong("zones/yi/data/definitions/tax.toml", "entity = \"firm\"\n", "", "写的主体（entity）不同");
    wrong("city/data/definitions/tax.toml", "title = \"税收\"", "title = \"企业名录\"", "有两个台账都叫“企业名录”");
    wrong("zones/yi/taizhang.toml", "乙区", "甲区", "单位名称都是“甲区”");
    wrong("zones/yi/taizhang.toml", "organisation", "organization", "没有“organization”这一项");
    wrong("city/data/definitions/tax.toml", "../zones/*", "../*/*", "只有最后一段可以用 *");
    wrong("city/data/definitions/tax.toml", "../zones/*", "../none/*", "那里没有项目");
    wrong("city/data/definitions/tax.toml", "../zones/*\"", "../zones/*\"\nfiles = [\"*税收*\"]", "请删去 files");
    wrong(
        "city/data/definitions/tax.toml",
        "[columns.paid]",
        "[columns.zone]\nlabels = [\"单位\"]\n[columns.paid]",
        "请把这一列换一个代号",
    );
}

#[test]
fn a_project_does_not_gather_from_itself() {
    let city = city();
    let zones = city.path().join("zones/all");
    fs::create_dir_all(&zones).unwrap();
    crate::support::copy(&city.path().join("city"), &zones);
    for ledger in ["tax", "firm"] {
        edit(&zones.join(format!("data/definitions/{ledger}.toml")), "../zones/*", "../*");
    }
    let out = tempfile::tempdir().unwrap();
    let answer = taizhang(&zones, &["report", "--out", &out.path().display().to_string()]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    // The city would count its zones twice.
    let (code, told, _) = report(city.path(), &[]);
    assert!(code == 2 && told.contains("自己也是汇总来的"), "{told}");
}

#[test]
fn what_holds_on_is_one_record_however_often_it_stands() {
    let city = city();
    let own = city.path().join("city/data");
    let visit = "title = \"走访\"\nfiles = [\"*走访*\"]\ngrain = \"month\"\n[columns.name]\nlabels = [\"企业\"]\nentity = \"firm\"\n[columns.times]\nlabels = [\"次数\"]\ntype = \"integer\"\n";
    fs::write(own.join("definitions/visit.toml"), visit).unwrap();
    fs::create_dir_all(own.join("2020-02")).unwrap();
    fs::write(own.join("2020-02/走访.csv"), "企业,次数\n西方公司,4\n").unwrap();
    let text = "[tables.firms]\ntitle = \"各户\"\nrows = \"firm\"\ncolumns = [\"ytd\", \"visits\"]\n";
    let definition = city.path().join("city/reports/definitions/zones/report.toml");
    edit(
        &definition,
        "[tables.zones]",
        &format!(
            "visits = {{ title = \"走访\", ledger = \"visit\", sum = \"times\" }}\nnew = {{ title = \"新增企业\", ledger = \"firm\", count = true, where = {{ change = \"added\" }} }}\n{text}\n[tables.zones]"
        ),
    );
    let show = city.path().join("city/reports/definitions/zones/text.md");
    edit(&show, "累计", "{{ table(\"firms\") }}\n\n新增{{ new }}，累计");
    let (code, told, files) = report(city.path(), &[]);
    assert_eq!(code, 0, "{told}");
    let firms = rows(&files, "各户");
    let of: Vec<_> = firms.iter().filter(|row| row.first().is_some_and(|cell| cell == "西方公司")).collect();
    assert_eq!(of.len(), 1, "{firms:?}");
    assert_eq!(of[0][1..3], ["50", "4"].map(str::to_owned));
    // The list that came for the first time brought no new firms.
    let figures = taizhang(&city.path().join("city"), &["figures", "--format", "tsv"]).out;
    assert!(figures.lines().any(|line| line.contains("\tnew\t") && line.contains("\t0\t")), "{figures}");
}

#[test]
fn a_zone_without_anything_does_not_stop_the_others_and_unlisted_names_are_each_zones_own() {
    let city = city();
    let bing = city.path().join("zones/bing");
    crate::support::copy(&city.path().join("zones/yi"), &bing);
    edit(&bing.join("taizhang.toml"), "乙区", "丙区");
    fs::remove_dir_all(bing.join("data/2020-02")).unwrap();
    for zone in ["jia", "yi"] {
        let tax = city.path().join(format!("zones/{zone}/data/2020-02/税收.csv"));
        let text = fs::read_to_string(&tax).unwrap();
        fs::write(&tax, format!("{text}无名公司,1\n")).unwrap();
    }
    let (code, told, files) = report(city.path(), &[]);
    assert!(code < 2, "{told}");
    let all = taizhang(&city.path().join("city"), &["check", "--all"]).out;
    assert!(all.contains("2020年2月没有报送税收——丙区（从未报送）"), "{all}");
    let zones = rows(&files, "各区");
    let payers = |name: &str| zones.iter().find(|row| row[0] == name).unwrap()[3].clone();
    assert_eq!(["甲区", "乙区", "合计"].map(payers), ["3", "2", "5"]);
}
