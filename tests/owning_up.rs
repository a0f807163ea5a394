//! Reports own up: what was not sent, or has errors, is said where the number stands.

use crate::support::{Answer, project, taizhang, unpacked};
use std::fs;
use std::path::Path;

const TAX: &str = "title = \"税收\"\nfiles = [\"*税*\"]\ngrain = \"month\"\nkey = [\"firm\"]\n[columns.firm]\nlabels = [\"企业\"]\n[columns.paid]\nlabels = [\"税额\"]\ntype = \"money\"\nunit = \"元\"\n";
const STATE: &str = "title = \"信访\"\nfiles = [\"*信访*\"]\ngrain = \"snapshot\"\n[columns.what]\nlabels = [\"事项\"]\n[columns.fee]\nlabels = [\"金额\"]\ntype = \"money\"\nunit = \"元\"\n";
const REPORT: &str = "title = \"通报\"\nlayout = \"plain\"\n[figures]\nsum = { title = \"税额\", ledger = \"tax\", sum = \"paid\", unit = \"元\" }\nopen = { title = \"信访\", ledger = \"state\", count = true }\n[tables]\nby_firm = { title = \"各户\", rows = \"tax.firm\", columns = [\"sum\"] }\n";
const TEXT: &str = "税额{{ sum }}，信访{{ open }}。\n\n{{ table(\"by_firm\") }}\n";

/// A project with these files and its report; `setting` is a line of its settings.
fn reported(setting: &str, files: &[(&str, &str)]) -> (tempfile::TempDir, Answer) {
    written(setting, (REPORT, TEXT), files)
}

/// The same with another definition and text of the report.
fn written(setting: &str, (report, text): (&str, &str), files: &[(&str, &str)]) -> (tempfile::TempDir, Answer) {
    let settings = format!("organisation = \"示例区\"\nmonth = \"2020-12\"\n{setting}\n");
    let definitions = [
        ("taizhang.toml", settings.as_str()),
        ("data/definitions/tax.toml", TAX),
        ("data/definitions/state.toml", STATE),
        ("reports/definitions/r/report.toml", report),
        ("reports/definitions/r/text.md", text),
    ];
    let folder = project(definitions.into_iter().chain(files.iter().copied()));
    let answer = taizhang(folder.path(), &["report", "--as", "docx"]);
    (folder, answer)
}

/// The words of the document and its notes.
fn words(folder: &Path) -> String {
    let bytes = fs::read(folder.join("reports/2020-12/通报.docx")).unwrap();
    let parts = unpacked(&bytes).into_iter().filter(|(name, _)| name.starts_with("word/"));
    let xml: String = parts.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect();
    // Texts stand between tags; one sentence may be cut into several runs.
    xml.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text).collect()
}

const GOOD: &[(&str, &str)] = &[
    ("data/2020-11/税.csv", "企业,税额\n甲公司,90\n乙公司,210\n"),
    ("data/2020-12/税.csv", "企业,税额\n甲公司,100\n乙公司,200\n"),
    ("data/2020-11/信访.csv", "事项,金额\n一,10\n"),
    ("data/2020-12/信访.csv", "事项,金额\n一,10\n二,20\n"),
];

/// The files with another text in place of one of them, or without it.
fn but(file: &str, text: Option<&'static str>) -> Vec<(&'static str, &'static str)> {
    GOOD.iter()
        .filter_map(|(name, own)| if *name == file { Some((*name, text?)) } else { Some((*name, *own)) })
        .collect()
}

#[test]
fn what_is_whole_has_no_notes() {
    let (folder, _) = reported("strict = true", GOOD);
    let words = words(folder.path());
    assert!(words.contains("300.00元") && !words.contains("未报送") && !words.contains("处错误"), "{words}");
}

#[test]
fn a_state_that_was_not_sent_is_dated() {
    let (folder, _) = reported("", &but("data/2020-12/信访.csv", None));
    assert!(words(folder.path()).contains("2020年12月信访未报送，数据截至2020年11月。"));
}

#[test]
fn a_file_of_several_that_was_not_sent_is_told_of_the_state_of_the_others() {
    let mut files = GOOD.to_vec();
    files.push(("data/2020-10/信访北.csv", "事项,金额\n三,30\n"));
    files.push(("data/2020-11/信访北.csv", "事项,金额\n三,31\n"));
    files.push(("data/2020-10/信访.csv", "事项,金额\n一,10\n"));
    let (folder, _) = reported("", &files);
    assert!(words(folder.path()).contains("2020年12月信访少报一份（上次的文件“信访北.csv”）"));
}

#[test]
fn errors_are_told_below_the_text_and_the_table() {
    let (folder, _) = reported("", &but("data/2020-12/税.csv", Some("企业,税额\n甲公司,100\n乙公司,二百来块\n")));
    let words = words(folder.path());
    assert_eq!(words.matches("2020年12月报送的税收“税额”有1处错误没有更正").count(), 2, "{words}");
}

#[test]
fn a_listing_and_a_chart_alone_own_up() {
    let listing = "[listings.open]\ntitle = \"事项\"\nledger = \"state\"\ncolumns = [\"what\"]\n";
    let chart = "[charts.firms]\ntitle = \"各户\"\ntable = \"by_firm\"\ncolumns = [\"sum\"]\nkind = \"bar\"\n";
    let report = format!("{REPORT}{listing}{chart}");
    let files = but("data/2020-12/税.csv", Some("企业,税额\n甲公司,100\n乙公司,二百来块\n"));
    let files: Vec<_> = files.into_iter().filter(|(name, _)| *name != "data/2020-12/信访.csv").collect();
    let (folder, answer) = written("", (&report, "{{ listing(\"open\") }}\n\n{{ chart(\"firms\") }}\n"), &files);
    let words = words(folder.path());
    assert!(words.contains("注：2020年12月信访未报送，数据截至2020年11月。"), "{words} {}", answer.err);
    assert!(words.contains("注：2020年12月报送的税收“税额”有1处错误没有更正"), "{words}");
}

#[test]
fn errors_of_other_months_do_not_concern_the_month() {
    let (folder, _) = reported("", &but("data/2020-11/税.csv", Some("企业,税额\n甲公司,90\n乙公司,二百来块\n")));
    assert!(!words(folder.path()).contains("处错误"));
}

#[test]
fn strict_projects_refuse() {
    let (folder, answer) = reported("strict = true", &but("data/2020-12/信访.csv", None));
    assert_eq!(answer.code, 2, "{}", answer.err);
    assert!(answer.err.contains("数据截至2020年11月"), "{}", answer.err);
    assert!(!folder.path().join("reports/2020-12").exists());
}

#[test]
fn a_column_that_is_not_there_is_told() {
    let (folder, _) = reported("", &but("data/2020-12/税.csv", Some("企业,12月份税额\n甲公司,100\n乙公司,200\n")));
    let words = words(folder.path());
    assert!(words.contains("2020年12月报送的税收有1处错误没有更正"), "{words}");
}

const STATES: &str = "title = \"整改\"\nfiles = [\"*整改*\"]\ngrain = \"snapshot\"\n[columns.what]\nlabels = [\"事项\"]\n[columns.state]\nlabels = [\"状态\"]\ntype = \"status\"\ndone = [\"已完成\"]\nopen = [\"整改中\"]\n";
const RATE: &str = "title = \"通报\"\nlayout = \"plain\"\n[figures]\nall = { title = \"事项\", ledger = \"rect\", count = true }\ndone = { title = \"已完成\", ledger = \"rect\", count = true, where = { state = \"done\" } }\nrate = { title = \"完成率\", ratio = [\"done\", \"all\"] }\n";

#[test]
fn an_empty_state_is_owned_up_to_where_records_are_chosen_by_it() {
    let rows = |last: &str| -> String {
        let rows: String = (1..20).map(|at| format!("事项{at},已完成\n")).collect();
        format!("事项,状态\n{rows}事项二十,{last}\n")
    };
    let told = |last: &str| {
        let sheet = rows(last);
        let files = [("data/definitions/rect.toml", STATES), ("data/2020-12/整改.csv", sheet.as_str())];
        let (folder, _) = written("", (RATE, "共{{ all }}，完成率{{ rate }}。\n"), &files);
        words(folder.path())
    };
    // The number of records is right whatever their states are.
    let words = told("");
    assert!(
        words.contains("完成率95.00%") && words.contains("2020年12月报送的整改“状态”有1处空着没有核实，数可能不全。"),
        "{words}"
    );
    assert!(words.find("共20").unwrap() < words.find("处空着").unwrap(), "{words}");
    assert!(!told("整改中").contains("没有核实"));
}

#[test]
fn a_workbook_of_another_month_is_owned_up_to() {
    let (folder, answer) =
        reported("", &but("data/2020-12/税.csv", Some("2021年1月税收\n企业,税额\n甲公司,100\n乙公司,200\n")));
    assert!(answer.out.contains("other-month"), "{}", answer.out);
    let words = words(folder.path());
    assert!(words.contains("2020年12月报送的税收里写着别的月份或年度，是否放错没有核实，数可能不准。"), "{words}");
}

#[test]
fn rows_that_were_not_read_are_owned_up_to_with_their_number() {
    let sheet = |name: &str, rows: std::ops::Range<usize>, head: bool| {
        let rows = rows.map(|at| format!("<Row><Cell><Data ss:Type=\"String\">企业{at}公司</Data></Cell><Cell><Data ss:Type=\"String\">东街</Data></Cell><Cell><Data ss:Type=\"Number\">{at}.5</Data></Cell></Row>"));
        let head = if head {
            "<Row><Cell><Data ss:Type=\"String\">企业</Data></Cell><Cell><Data ss:Type=\"String\">街道</Data></Cell><Cell><Data ss:Type=\"String\">税额</Data></Cell></Row>"
        } else {
            ""
        };
        format!("<Worksheet ss:Name=\"{name}\"><Table>{head}{}</Table></Worksheet>", rows.collect::<String>())
    };
    let book = format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">{}{}</Workbook>",
        sheet("一", 1..31, true),
        sheet("续表", 31..61, false)
    );
    let ledger = format!("{TAX}[columns.street]\nlabels = [\"街道\"]\noptional = true\n");
    let mut files = but("data/2020-12/税.csv", None);
    files.push(("data/definitions/tax.toml", ledger.as_str()));
    files.push(("data/2020-12/税.xml", book.as_str()));
    let (folder, answer) = reported("", &files);
    assert!(answer.out.contains("unheaded-rows"), "{}", answer.out);
    let words = words(folder.path());
    assert!(words.contains("2020年12月报送的税收有30行没有表头，没有读取，数不含这些行。"), "{words}");
    let figures = taizhang(folder.path(), &["figures"]);
    assert!(figures.err.contains("税额：2020年12月报送的税收有30行没有表头"), "{}", figures.err);
}

#[test]
fn a_column_that_nobody_filled_in_is_owned_up_to_as_a_whole() {
    let rows = |state: &str| -> String { (1..30).map(|at| format!("事项{at},{state}\n")).collect() };
    let (before, now) = (format!("事项,状态\n{}", rows("已完成")), format!("事项,状态\n{}", rows("")));
    let files = [
        ("data/definitions/rect.toml", STATES),
        ("data/2020-11/整改.csv", before.as_str()),
        ("data/2020-12/整改.csv", now.as_str()),
    ];
    let (folder, _) = written("", (RATE, "共{{ all }}，完成率{{ rate }}。\n"), &files);
    let words = words(folder.path());
    assert!(words.contains("2020年12月报送的整改整列没有填“状态”，用到它的数不含这些报送。"), "{words}");
}

/// The words of the report and the codes of what `check` says, of these files of taxes in one month and no other.
fn of_one_month(files: &[(&str, &str)]) -> (String, String) {
    let (folder, _) = reported("", files);
    (words(folder.path()), taizhang(folder.path(), &["check", "--format", "json"]).out)
}

#[test]
fn a_file_that_sums_up_the_others_is_owned_up_to() {
    let (one, two) = ("企业,税额\n甲公司,123.45\n丙公司,20\n", "企业,税额\n乙公司,300\n");
    let sent = |third: &'static str| {
        of_one_month(&[
            ("data/2020-12/税一.csv", one),
            ("data/2020-12/税二.csv", two),
            ("data/2020-12/税三.csv", third),
        ])
    };
    for summary in ["企业,税额\n各家企业,443.45\n", "企业,税额\n第一片,143.45\n第二片,300\n"] {
        let (words, problems) = sent(summary);
        assert!(problems.contains("summary-file") && words.contains("有1处可能重复计入"), "{problems}{words}");
    }
    // Rounded, of some of the files, two of them, and beside one file alone.
    let rounded = "企业,税额\n第一片,143\n第二片,300\n";
    let of_two = "企业,税额\n前两份,443.45\n";
    let third = "企业,税额\n庚公司,77.31\n";
    let both = "企业,税额\n一片,143.45\n二片,300\n";
    let whole = "企业,税额\n一份,143.45\n";
    for (files, places) in [
        (vec![one, two, rounded], 1),
        (vec![one, two, third, of_two], 1),
        (vec![one, two, of_two, both], 2),
        (vec![one, whole], 1),
    ] {
        let names: Vec<String> = (0..files.len()).map(|at| format!("data/2020-12/税{at}.csv")).collect();
        let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(files).collect();
        let (words, problems) = of_one_month(&files);
        assert_eq!(problems.matches("\"summary-file\"").count(), places, "{problems}");
        assert!(words.contains("可能重复计入"), "{words}");
    }
    let (words, problems) = sent("企业,税额\n丁公司,443.44\n");
    assert!(!problems.contains("summary-file") && !words.contains("可能重复计入"), "{problems}{words}");
}

#[test]
fn a_unit_that_one_of_two_files_does_not_say_is_owned_up_to() {
    let one = "企业,税额\n甲公司,120000\n丙公司,250000\n戊公司,90000\n";
    let (words, problems) = of_one_month(&[
        ("data/2020-12/税一.csv", one),
        ("data/2020-12/税二.csv", "企业,税额\n乙公司,12\n丁公司,30.5\n己公司,8\n"),
    ]);
    assert!(problems.contains("同月其他文件的是"), "{problems}");
    assert!(words.contains("2020年12月报送的税收的金额单位有疑问"), "{words}");
    let (words, problems) = of_one_month(&[
        ("data/2020-12/税一.csv", one),
        ("data/2020-12/税二.csv", "企业,税额\n乙公司,1200\n丁公司,3050\n己公司,800\n"),
    ]);
    assert!(!problems.contains("magnitude") && !words.contains("有疑问"), "{problems}{words}");
}

#[test]
fn percentages_that_are_all_typed_as_decimals_are_owned_up_to() {
    let ledger = |label: &str| {
        format!(
            "title = \"项目\"\nfiles = [\"*项目*\"]\ngrain = \"month\"\n[columns.what]\nlabels = [\"项目\"]\n[columns.rate]\nlabels = [\"{label}\"]\ntype = \"percent\"\n"
        )
    };
    let report = "title = \"通报\"\nlayout = \"plain\"\n[figures]\nrate = { title = \"均值\", ledger = \"works\", average = \"rate\" }\n";
    let told = |label: &str, months: &[(&str, &str)]| {
        let files: Vec<(String, String)> = months
            .iter()
            .map(|(month, rows)| (format!("data/{month}/项目.csv"), format!("项目,{label}（%）\n{rows}")))
            .collect();
        let ledger = ledger(label);
        let rest = [
            ("taizhang.toml", "organisation = \"示例区\"\nmonth = \"2020-12\"\n"),
            ("data/definitions/works.toml", ledger.as_str()),
            ("reports/definitions/r/report.toml", report),
            ("reports/definitions/r/text.md", "平均{{ rate }}。\n"),
        ];
        let folder = project(rest.into_iter().chain(files.iter().map(|(file, text)| (file.as_str(), text.as_str()))));
        let answer = taizhang(folder.path(), &["report", "--as", "docx"]);
        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        let problems = taizhang(folder.path(), &["check", "--format", "json"]).out;
        (words(folder.path()).contains("可能没有写%"), problems.matches("没有一个数大于1%").count())
    };
    assert_eq!(told("完成率", &[("2020-12", "一,0.4\n二,0.95\n")]), (true, 1));
    // Rates that may be so low, where no other month has other ones.
    assert_eq!(told("不良率", &[("2020-12", "一,0.4\n二,0.95\n")]), (false, 0));
    assert_eq!(told("不良率", &[("2020-11", "一,41\n二,96\n"), ("2020-12", "一,0.4\n二,0.95\n")]).1, 1);
    for rows in ["一,40\n二,95\n", "一,0.4\n二,95\n", "一,0.4\n二,0\n", "一,0\n二,0\n"] {
        assert_eq!(told("完成率", &[("2020-12", rows)]), (false, 0), "{rows}");
    }
}

#[test]
fn states_that_are_empty_or_stand_on_the_first_row_of_a_group_alone_are_owned_up_to() {
    let ledger = "title = \"整改\"\nfiles = [\"*整改*\"]\ngrain = \"snapshot\"\n[columns.what]\nlabels = [\"事项\"]\n[columns.place]\nlabels = [\"街道\"]\n[columns.state]\nlabels = [\"状态\"]\ntype = \"status\"\ndone = [\"已完成\"]\nopen = [\"整改中\"]\n";
    let report = "title = \"通报\"\nlayout = \"plain\"\n[figures]\neast = { title = \"东街道\", ledger = \"works\", count = true, where = { place = \"东街道\" } }\ndone = { title = \"办结\", ledger = \"works\", count = true, where = { state = \"done\" } }\n";
    let told = |rows: &str| {
        let rows = format!("事项,街道,状态\n{rows}");
        let folder = project([
            ("taizhang.toml", "organisation = \"示例区\"\nmonth = \"2020-12\"\n"),
            ("data/definitions/works.toml", ledger),
            ("data/2020-12/整改.csv", rows.as_str()),
            ("reports/definitions/r/report.toml", report),
            ("reports/definitions/r/text.md", "{{ east }}{{ done }}。\n"),
        ]);
        taizhang(folder.path(), &["check", "--format", "json"]).out.matches("\"unfilled-cell\"").count()
    };
    let done = ",已完成\n";
    assert_eq!(told(&format!("一,东街道{done}二,东街道{done}三,西街道{done}")), 0);
    assert_eq!(told(&format!("一,东街道{done}二,{done}三,西街道{done}四,{done}")), 1);
    assert_eq!(told("一,东街道,已完成\n二,东街道,\n三,西街道,整改中\n四,西街道,\n五,西街道,整改中\n"), 1);
}

#[test]
fn versions_of_one_file_by_their_names_are_told() {
    let (draft, last) = ("企业,税额\n甲公司,100.5\n乙公司,200.25\n", "企业,税额\n甲公司,101.5\n乙公司,201.25\n");
    let told = |one: &str, other: &str| {
        let files = [one, other].map(|name| format!("data/2020-12/税{name}.csv"));
        let (_, problems) = of_one_month(&[(files[0].as_str(), draft), (files[1].as_str(), last)]);
        problems.contains("\"sent-twice\"") || problems.contains("\"superseded-file\"")
    };
    assert!(told("初稿", "终稿") && told("当月", "累计") && told("预报", "实报"));
    assert!(!told("一所", "二所"));
}

const RECEIVED: &str = "title = \"受理\"\nfiles = [\"*受理*\"]\ngrain = \"month\"\n[columns.number]\nlabels = [\"序号\"]\n[columns.day]\nlabels = [\"受理日期\"]\ntype = \"date\"\n[columns.what]\nlabels = [\"事项\"]\n[columns.state]\nlabels = [\"状态\"]\n";

/// The words of a document and the problems of a ledger of what was received, with these rows of two months.
fn received(definition: &str, november: &str, december: &str) -> (String, String) {
    let header = "序号,受理日期,事项,状态\n";
    let report = "title = \"通报\"\nlayout = \"plain\"\n[figures]\nall = { title = \"受理\", ledger = \"received\", count = true, period = \"ytd\" }\n";
    let files = [
        ("data/definitions/received.toml", definition.to_owned()),
        ("data/2020-11/受理.csv", format!("{header}{november}")),
        ("data/2020-12/受理.csv", format!("{header}{december}")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (folder, _) = written("", (report, "受理{{ all }}。\n"), &files);
    (words(folder.path()), taizhang(folder.path(), &["check", "--format", "json"]).out)
}

#[test]
fn a_list_that_goes_on_from_month_to_month_is_owned_up_to() {
    let (one, two) =
        ("1,2020-11-03,甲,办结\n2,2020-11-09,乙,办结\n3,2020-11-20,丙,办理中\n", "9,2020-12-02,丁,办理中\n");
    let (document, problems) = received(RECEIVED, one, &format!("{one}{two}"));
    assert!(problems.contains("\"running-list\"") && document.contains("有3处可能重复计入"), "{problems}{document}");
    // With a key a state may change meanwhile.
    let keyed = RECEIVED.replace("grain = \"month\"\n", "grain = \"month\"\nkey = [\"what\"]\n");
    let (_, problems) = received(&keyed, one, &format!("{}{two}", one.replace("办理中", "办结")));
    assert!(problems.contains("\"running-list\""), "{problems}");
    // Others that came in earlier months, those that are there since years, those of the month alone, and a file that
    // was put into two months, which is told once, are none.
    for december in [
        "1,2020-11-04,戊,办结\n2,2020-11-10,己,办结\n3,2020-11-21,庚,办理中\n".to_owned(),
        format!("{one}4,2015-01-01,辛,办结\n{two}"),
        two.to_owned(),
        one.to_owned(),
    ] {
        let (document, problems) = received(RECEIVED, one, &december);
        assert!(!problems.contains("running-list") && !document.contains("可能重复计入"), "{problems}{document}");
    }
}

#[test]
fn a_column_that_stands_twice_is_owned_up_to_where_it_is_added_up() {
    let (words, problems) = of_one_month(&[("data/2020-12/税.csv", "企业,税额,税额\n甲公司,100,90\n乙公司,200,180\n")]);
    assert!(problems.contains("\"duplicate-label\""), "{problems}");
    assert!(words.contains("2020年12月报送的税收有两列都对应“税额”，只读了其中一列，该读哪一列没有核实"), "{words}");
    // The definition says which of two labels is the better one.
    let definition = TAX.replace("[\"税额\"]", "[\"税额\", \"金额\"]");
    let two = ("data/2020-12/税.csv", "企业,税额,金额\n甲公司,100,90\n乙公司,200,180\n");
    let (words, problems) = of_one_month(&[two, ("data/definitions/tax.toml", definition.as_str())]);
    assert!(problems.contains("\"duplicate-label\"") && !words.contains("只读了其中一列"), "{problems}{words}");
    let (words, problems) = of_one_month(&[("data/2020-12/税.csv", "企业,税额,企业\n甲公司,100,甲\n乙公司,200,乙\n")]);
    assert!(problems.contains("\"duplicate-label\"") && !words.contains("只读了其中一列"), "{problems}{words}");
}
