//! What went wrong in the second office, each time with one change.

use crate::office::office;
use crate::support::{cells, copy, edit, figures, files, pdf_text, taizhang, unpacked};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

fn office_copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&office(), folder.path());
    folder
}

/// The problems above a note, each its code, file and message.
fn problems(project: &Path, month: &str) -> Vec<[String; 3]> {
    let copies = tempfile::tempdir().unwrap();
    let marked = copies.path().display().to_string();
    let answer = taizhang(project, &["check", "--month", month, "--marked", &marked, "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{}", answer.err));
    let grave = found["diagnostics"].as_array().unwrap().iter().filter(|problem| problem["severity"] != "info");
    let word = |problem: &serde_json::Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    grave.map(|problem| ["code", "file", "message"].map(|key| word(problem, key).replace("data/", ""))).collect()
}

/// Those that the office does not have as it is.
fn news(project: &Path, month: &str) -> Vec<[String; 3]> {
    let usual = problems(&office(), month);
    problems(project, month).into_iter().filter(|problem| !usual.contains(problem)).collect()
}

/// Those of one code, each its file and message.
fn told<'a>(problems: &'a [[String; 3]], code: &str) -> Vec<(&'a str, &'a str)> {
    let told = problems.iter().filter(|[other, ..]| other == code);
    told.map(|[_, file, message]| (file.as_str(), message.as_str())).collect()
}

fn printed(project: &Path, figure: &str) -> String {
    figures(project)[&("共用".to_owned(), figure.to_owned())].1.clone()
}

const HOSPITAL: &str = "2025-06/县人民医院预算执行情况表.xlsx";

/// A workbook with one number of its first sheet replaced.
fn corrected(workbook: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, mut bytes) in unpacked(workbook) {
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(text.matches(&format!("<v>{from}</v>")).count(), 1);
            bytes = text.replace(&format!("<v>{from}</v>"), &format!("<v>{to}</v>")).into_bytes();
        }
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_corrected_workbook_of_one_department_counts_instead_of_its_first() {
    let project = office_copy();
    let data = project.path().join("data");
    let workbook = corrected(&fs::read(data.join(HOSPITAL)).unwrap(), "21.93", "31.93");
    fs::write(data.join("2025-06/县人民医院预算执行情况表（更正）.xlsx"), workbook).unwrap();
    let news = news(project.path(), "2025-06");
    let [(file, message)] = told(&news, "superseded-file")[..] else { panic!("{news:?}") };
    assert_eq!(file, HOSPITAL);
    assert!(message.contains("不同的单元格 1 个（如“本月支出”列 “21.93” 和 “31.93”）"), "{message}");
    assert!(message.contains("只计“2025-06/县人民医院预算执行情况表（更正）.xlsx”"), "{message}");
    assert_eq!(told(&news, "sent-twice"), []);
    assert_eq!(printed(project.path(), "bud.month"), "1132.66万元");
}

#[test]
fn workbooks_of_may_in_the_folder_of_june_are_told() {
    let project = office_copy();
    let data = project.path().join("data");
    fs::remove_file(data.join("2025-06/医疗服务情况（2025年1-6月）.xlsx")).unwrap();
    let service = "2025-06/医疗服务情况（2025年1-5月）.xlsx";
    for file in [service, HOSPITAL] {
        fs::copy(data.join(file.replace("2025-06/", "2025-05/")), data.join(file)).unwrap();
    }
    let news = news(project.path(), "2025-06");
    let [first, second] = told(&news, "other-month")[..] else { panic!("{news:?}") };
    assert_eq!((first.0, second.0), (service, HOSPITAL));
    assert!(first.1.contains("文件名写的是2025年5月，却放在 2025-06/"), "{}", first.1);
    assert!(second.1.contains("工作表写的是5月，却放在 2025-06/"), "{}", second.1);
}

#[test]
fn a_department_that_did_not_send_is_told_by_the_name_of_its_file() {
    let april = problems(&office(), "2025-04");
    let [(folder, message)] = told(&april, "not-sent")[..] else { panic!("{april:?}") };
    assert_eq!(folder, "2025-04");
    assert!(message.contains("上次报送2025年3月，上次的文件“北山乡卫生院预算执行情况表.xlsx”"), "{message}");
    assert_eq!(told(&problems(&office(), "2025-06"), "not-sent"), []);
}

#[test]
fn a_department_that_did_not_send_is_told_and_no_other_is_blamed() {
    let project = office_copy();
    let definition = project.path().join("data/definitions/budget.toml");
    edit(&definition, "key = [\"item\"]\n", "key = [\"unit\", \"item\"]\nsenders = \"org\"\n");
    edit(
        &definition,
        "[columns.item]",
        "[columns.unit]\nfrom = \"banner:填报单位\"\nentity = \"org\"\n\n[columns.item]",
    );
    let april = problems(project.path(), "2025-04");
    let [(folder, message)] = told(&april, "not-sent")[..] else { panic!("{april:?}") };
    assert_eq!(folder, "2025-04");
    assert!(message.contains("没有报送预算执行——北山乡卫生院（上次报送2025年3月）"), "{message}");
    let june = problems(project.path(), "2025-06");
    let sums = told(&june, "cumulative-mismatch");
    assert_eq!(sums.len(), 2, "{june:?}");
    for ((file, message), month) in sums.iter().zip([5, 6]) {
        assert_eq!(*file, format!("2025-{month:02}/北山乡卫生院预算执行情况表.xlsx"));
        assert!(message.contains("缺“2025年4月”的报送"), "{message}");
    }
}

const EACH: &str = "title = \"{{ each }}信访件通报\"\nlayout = \"gongwen\"\nshared = [\"svc\", \"pet\"]\n[each]\nledger = \"petition\"\ncolumn = \"unit\"\n";

#[test]
fn a_letter_states_the_numbers_of_its_department() {
    let project = office_copy();
    let report = project.path().join("reports/definitions/each");
    fs::create_dir(&report).unwrap();
    fs::write(report.join("report.toml"), EACH).unwrap();
    fs::write(report.join("text.md"), "{{ each }}收入{{ svc.income }}，信访{{ pet.all }}，超期{{ pet.overdue }}。\n")
        .unwrap();
    let out = project.path().join("out");
    taizhang(project.path(), &["report", "--report", "each", "--out", &out.display().to_string()]);
    let written = files(&out);
    assert_eq!(written.len(), 26, "{:?}", written.keys());
    let cases = [
        ("东河镇卫生院", "收入2319.83万元，信访13件，超期0件。"),
        ("北山乡卫生院", "收入1985.61万元，信访15件，超期2件。"),
    ];
    for (department, numbers) in cases {
        let words = pdf_text(&written[&format!("{department}信访件通报.pdf")]);
        assert!(words.contains(&format!("{department}{numbers}")), "{words}");
    }
}

#[test]
fn a_table_has_as_many_of_the_last_months_as_it_asks_for() {
    let project = office_copy();
    let report = project.path().join("reports/definitions/notice");
    edit(
        &report.join("report.toml"),
        "[tables.rank]",
        "[tables.last]\ntitle = \"近三个月支出\"\nrows = \"month\"\ncolumns = [\"bud.month\"]\nlast = 3\n\n[tables.rank]",
    );
    edit(&report.join("text.md"), "{{ table(\"rank\") }}", "{{ table(\"last\") }}\n\n{{ table(\"rank\") }}");
    let out = project.path().join("out");
    taizhang(project.path(), &["report", "--report", "notice", "--out", &out.display().to_string()]);
    let written = files(&out);
    let workbook = written.iter().find(|(name, _)| name.ends_with(".xlsx")).unwrap().1;
    let rows = cells(workbook).remove("表1 近三个月支出").unwrap();
    let months: Vec<&str> = rows.iter().map(|row| row[0].as_str()).filter(|cell| cell.starts_with("2025年")).collect();
    assert_eq!(months[1..], ["2025年4月", "2025年5月", "2025年6月"]);
}
