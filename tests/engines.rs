//! Reports from the answers of other engines: DuckDB in this machine's memory, PostgreSQL as a server, Spark
//! as a cluster of processes. Every byte must be that of the report that is computed here.

use crate::support::{edit, figures, files, has_module, once, root, sample_copy, taizhang};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

fn run(project: &Path, arguments: &[&str]) -> String {
    let answer = taizhang(project, arguments);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    answer.out
}

/// The records of a project as tables of files, in a folder.
fn exported(project: &Path, folder: &Path) -> PathBuf {
    let export = folder.join("export");
    run(project, &["export", "--to", &export.display().to_string()]);
    export
}

/// What an engine answers for the exported records of a project; `None` where there is no such engine here.
fn answers(engine: &str, project: &Path, export: &Path, folder: &Path) -> Option<PathBuf> {
    let modules = match engine {
        "spark" => vec!["pyspark"],
        "clickhouse" => vec!["chdb"],
        _ => vec!["duckdb"],
    };
    if !modules.into_iter().all(has_module) {
        return None;
    }
    let path = |name: &str| folder.join(name).display().to_string();
    let export = export.display().to_string();
    let tables = run(project, &["sql", "--dialect", engine, "--tables", "--export", &export]);
    fs::write(folder.join("tables.sql"), tables).unwrap();
    fs::write(folder.join("query.sql"), run(project, &["sql", "--dialect", engine])).unwrap();
    let output = Command::new("python3")
        .arg(root().join("tests/engines/run.py"))
        .args([engine, &path("tables.sql"), &path("query.sql"), &export, &path("answers.parquet")])
        .output()
        .unwrap();
    let [said, log] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(output.status.success(), "{engine}: {said}\n{log}\n{engine}: {said}");
    Some(folder.join("answers.parquet"))
}

/// What comes of the records of a project here, which every engine is compared with.
struct Here {
    project: PathBuf,
    edition: &'static str,
    export: PathBuf,
    figures: String,
    files: BTreeMap<String, Vec<u8>>,
}

static SAMPLE: LazyLock<Here> = LazyLock::new(|| here(&root(), "both", &once("engines-sample")));
static CATALOGUE: LazyLock<Here> =
    LazyLock::new(|| here(&root().join("tests/catalogue"), "internal", &once("engines-catalogue")));

fn here(project: &Path, edition: &'static str, folder: &Path) -> Here {
    let here = Here {
        project: project.to_owned(),
        edition,
        export: exported(project, folder),
        figures: run(project, &["figures", "--format", "tsv"]),
        files: reported(project, edition, &folder.join("here"), &[]),
    };
    assert!(here.figures.lines().count() > 1 && !here.files.is_empty());
    here
}

/// The files of all reports.
fn reported(project: &Path, edition: &str, out: &Path, options: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let to = out.display().to_string();
    run(project, &[&["report", "--edition", edition, "--as", "pdf,xlsx,docx", "--out", &to], options].concat());
    files(out)
}

/// Compares all figures and all files that come of an engine's answers with those that come of the records.
fn compare(engine: &str, here: &Here) {
    let folder = tempfile::tempdir().unwrap();
    let Some(answers) = answers(engine, &here.project, &here.export, folder.path()) else { return };
    let values = ["--values", &answers.display().to_string()];
    let figures = run(&here.project, &[&["figures", "--format", "tsv"], &values[..]].concat());
    assert_eq!(figures, here.figures, "{engine}");
    let there = reported(&here.project, here.edition, &folder.path().join("there"), &values);
    assert_eq!(here.files.keys().collect::<Vec<_>>(), there.keys().collect::<Vec<_>>(), "{engine}");
    for (name, bytes) in &here.files {
        assert!(there[name] == *bytes, "{engine}: {name}");
    }
}

#[test]
fn duckdb_gives_every_byte_of_the_reports() {
    compare("duckdb", &SAMPLE);
}

#[test]
fn duckdb_knows_every_kind_of_number_of_the_catalogue() {
    compare("duckdb", &CATALOGUE);
}

#[test]
fn duckdb_knows_the_zones_of_a_superior_office() {
    let (city, folder) = (crate::zones::city(), tempfile::tempdir().unwrap());
    compare("duckdb", &here(&city.path().join("city"), "internal", folder.path()));
}

#[test]
fn a_server_of_postgresql_gives_every_byte_of_the_reports() {
    compare("postgres", &SAMPLE);
    compare("postgres", &CATALOGUE);
}

#[test]
fn a_cluster_of_spark_knows_every_kind_of_number_of_the_catalogue() {
    compare("spark", &CATALOGUE);
}

#[test]
#[ignore = "It takes minutes and has no kind of number that the catalogue lacks; `.ci/run` runs it."]
fn a_cluster_of_spark_gives_every_byte_of_the_reports() {
    compare("spark", &SAMPLE);
}

/// Changes a table of answers by a query over it.
fn changed(answers: &Path, query: &str, to: &Path) {
    let script = format!(
        "import duckdb; duckdb.sql(\"COPY ({}) TO '{}' (FORMAT parquet)\")",
        query.replace("answers", &format!("'{}'", answers.display())),
        to.display()
    );
    assert!(Command::new("python3").args(["-c", &script]).status().unwrap().success());
}

#[test]
fn what_is_printed_are_the_answers_and_only_those_that_fit() {
    let project = sample_copy();
    let folder = tempfile::tempdir().unwrap();
    let export = exported(project.path(), folder.path());
    let Some(answers) = answers("duckdb", project.path(), &export, folder.path()) else { return };
    let report = |answers: &Path, options: &[&str]| {
        let (answers, out) = (answers.display().to_string(), folder.path().join("out").display().to_string());
        let arguments = ["report", "--report", "tax-monthly", "--values", &answers, "--out", &out];
        taizhang(project.path(), &[&arguments, options].concat())
    };
    assert_eq!(report(&answers, &[]).code, 0);
    let written = files(&folder.path().join("out"));
    // Another numerator is another number.
    let other = folder.path().join("other.parquet");
    let raised = "SELECT * REPLACE (CAST(numerator + CASE WHEN item = 'tax.ytd' THEN 1 ELSE 0 END AS DECIMAL(38, 0)) AS numerator) FROM answers";
    changed(&answers, raised, &other);
    let exact = |values: &[&str]| {
        let answer = taizhang(project.path(), &[&["explain", "tax.ytd", "--format", "json"], values].concat());
        let json: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        json["figure"]["value"].to_string()
    };
    let (_, shown) = &figures(project.path())[&("共用".to_owned(), "tax.ytd".to_owned())];
    assert!(!shown.is_empty());
    assert_ne!(exact(&["--values", &other.display().to_string()]), exact(&[]));
    // A measure that is not answered, or answered twice, or some of whose rows are lost, is not printed.
    for query in [
        "SELECT * FROM answers WHERE item <> 'tax.ytd'",
        "SELECT * FROM answers UNION ALL SELECT * FROM answers WHERE item = 'tax.ytd'",
        "SELECT * FROM answers WHERE NOT (item = 'by_industry' AND row_key LIKE '电子%')",
        "SELECT * REPLACE (CASE WHEN item <> 'tax.ytd' THEN numerator END AS numerator) FROM answers",
    ] {
        changed(&answers, query, &other);
        let answer = report(&other, &[]);
        assert!(answer.code == 2 && answer.err.contains("查询结果里缺"), "{query}: {}{}", answer.out, answer.err);
    }
    changed(&answers, "SELECT * FROM answers WHERE report <> ''", &other);
    let answer = report(&other, &[]);
    assert!(answer.code == 2 && answer.err.contains("没有写明"), "{}{}", answer.out, answer.err);
    let answer = report(&answers, &["--month", "2020-11"]);
    assert!(answer.code == 2, "{}{}", answer.out, answer.err);
    // Numbers that may have been rounded are refused, as is any other table.
    changed(&answers, "SELECT * REPLACE (CAST(numerator AS DOUBLE) AS numerator) FROM answers", &other);
    let answer = report(&other, &[]);
    assert!(answer.code == 2 && answer.err.contains("应为整数"), "{}", answer.err);
    changed(&answers, "SELECT 1 AS one", &other);
    let answer = report(&other, &[]);
    assert!(answer.code == 2 && answer.err.contains("不是 taizhang sql 的查询结果"), "{}", answer.err);
    // Records that have changed since: whole workbooks, and one word of a list.
    let refused = |ledger: &str| {
        let answer = report(&answers, &[]);
        let expected = format!("由另一份{ledger}算出来的");
        assert!(answer.code == 2 && answer.err.contains(&expected), "{}", answer.err);
    };
    let workbook = project.path().join("data/2020-12/企业税收2020年12月.xlsx");
    let kept = fs::read(&workbook).unwrap();
    fs::copy(project.path().join("data/2020-11/企业税收2020年11月.xlsx"), &workbook).unwrap();
    refused("企业税收");
    fs::write(&workbook, kept).unwrap();
    assert_eq!(report(&answers, &[]).code, 0);
    let definition = project.path().join("data/definitions/rectification.toml");
    let text = fs::read_to_string(&definition).unwrap();
    edit(&definition, "title = \"", "title = \"市");
    assert!(report(&answers, &[]).err.contains("查询结果里缺"), "the definitions are others");
    fs::write(&definition, text).unwrap();
    assert_eq!(files(&folder.path().join("out")), written, "nothing was written where it was refused");
}

/// Spending finds its budget by the unit, which both ledgers and the list call by different names.
fn joined() -> tempfile::TempDir {
    let list = "title = \"单位名录\"\nfiles = [\"*名录*\"]\ngrain = \"snapshot\"\n[entity]\ncodes = []\nnames = [\"name\", \"short\"]\n[columns.name]\nlabels = [\"名称\"]\n[columns.short]\nlabels = [\"简称\"]\n";
    let budget = "title = \"预算\"\nfiles = [\"*预算*\"]\ngrain = \"snapshot\"\nkey = [\"unit\"]\n[columns.unit]\nlabels = [\"单位\"]\nentity = \"org\"\n[columns.kind]\nlabels = [\"类别\"]\n[columns.amount]\nlabels = [\"金额\"]\ntype = \"money\"\nunit = \"元\"\n";
    let paid = "title = \"支出\"\nfiles = [\"*支出*\"]\ngrain = \"month\"\n[columns.unit]\nlabels = [\"单位\"]\nentity = \"org\"\n[columns.paid]\nlabels = [\"支出\"]\ntype = \"money\"\nunit = \"元\"\n";
    let report = r#"
title = "支出"
[figures]
paid = { title = "支出", ledger = "paid", sum = "paid", unit = "元" }
finance = { title = "财政局支出", ledger = "paid", sum = "paid", where = { "budget.unit" = "市财政局" }, unit = "元" }
units = { title = "单位数", ledger = "paid", distinct = "budget.unit", unit = "个" }
own = { title = "本单位数", ledger = "paid", distinct = "unit", unit = "个" }
[tables.units]
title = "各单位"
rows = "budget.unit"
columns = ["paid"]
order = "paid desc"
[tables.own]
title = "各单位"
rows = "unit"
columns = ["paid"]
"#;
    crate::support::project([
        ("taizhang.toml", "organisation = \"甲=乙100%市\"\nmonth = \"2020-12\"\n"),
        ("data/definitions/org.toml", list),
        ("data/definitions/budget.toml", budget),
        ("data/definitions/paid.toml", paid),
        ("data/2020-12/名录.csv", "名称,简称\n市财政局,财政局\n市教育局,教育局\n"),
        ("data/2020-12/预算.csv", "单位,类别,金额\n财政局,甲,100\n市教育局,乙,200\n"),
        ("data/2020-12/支出.csv", "单位,支出\n市财政局,10\n财政局,20\n教育局,5\n"),
        ("reports/definitions/paid/report.toml", report),
        (
            "reports/definitions/paid/text.md",
            "{{ paid }}{{ finance }}{{ units }}{{ own }}\n\n{{ table(\"units\") }}\n\n{{ table(\"own\") }}\n",
        ),
    ])
}

#[test]
fn names_of_a_list_are_the_lists_in_every_engine() {
    let project = joined();
    let shown = figures(project.path());
    assert_eq!(shown[&("paid".to_owned(), "finance".to_owned())].1, "30.00元");
    assert_eq!(shown[&("paid".to_owned(), "units".to_owned())].1, "2个");
    let folder = tempfile::tempdir().unwrap();
    let here = here(project.path(), "internal", folder.path());
    for engine in ["duckdb", "postgres", "clickhouse"] {
        compare(engine, &here);
    }
}

#[test]
fn clickhouse_gives_every_byte_of_the_reports() {
    compare("clickhouse", &SAMPLE);
    compare("clickhouse", &CATALOGUE);
}

/// A query that was written before a month came does not know that it came.
#[test]
fn an_old_query_over_new_tables_is_not_answered() {
    let project = sample_copy();
    let folder = tempfile::tempdir().unwrap();
    let month = project.path().join("data/2020-10/企业税收2020年10月.xlsx");
    let workbook = fs::read(&month).unwrap();
    fs::remove_file(&month).unwrap();
    let export = exported(project.path(), folder.path());
    let Some(_) = answers("duckdb", project.path(), &export, folder.path()) else { return };
    fs::write(&month, workbook).unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    exported(project.path(), folder.path());
    let arguments = ["duckdb", &path("tables.sql"), &path("query.sql"), &path("export"), &path("answers.parquet")];
    let run = Command::new("python3").arg(root().join("tests/engines/run.py")).args(arguments).status().unwrap();
    assert!(run.success());
    let out = path("out");
    let arguments = ["report", "--report", "tax-monthly", "--values", &path("answers.parquet"), "--out", &out];
    let answer = taizhang(project.path(), &arguments);
    assert!(answer.code == 2 && answer.err.contains("查询结果里缺"), "{}{}", answer.out, answer.err);
}

#[test]
fn the_cells_of_a_figure_are_found_by_a_query() {
    let folder = tempfile::tempdir().unwrap();
    let Some(_) = answers("duckdb", &SAMPLE.project, &SAMPLE.export, folder.path()) else { return };
    let query = taizhang(&root(), &["explain", "hazards", "--dialect", "duckdb"]);
    assert_eq!(query.code, 0, "{}{}", query.out, query.err);
    let script = format!(
        "import duckdb\nc = duckdb.connect()\nc.execute(open('{}').read())\nprint(len(c.execute('''{}''').fetchall()))",
        folder.path().join("tables.sql").display(),
        query.out
    );
    let found = Command::new("python3").args(["-c", &script]).output().unwrap();
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stderr));
    let (_, shown) = &figures(&root())[&("safety".to_owned(), "hazards".to_owned())];
    let count: String = shown.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(String::from_utf8_lossy(&found.stdout).trim(), count);
}

#[test]
fn a_query_is_one_months_and_one_projects() {
    let project = sample_copy();
    let other = project.path().display().to_string();
    let answer = taizhang(&root(), &["report", "--project", &other, "--values", "answers.parquet"]);
    assert!(answer.code == 2 && answer.err.contains("一个项目的一个月"), "{}", answer.err);
    edit(&project.path().join("taizhang.toml"), "month = \"2020-12\"", "month = \"2020-11\"");
    let query = |month: &str| {
        taizhang(project.path(), &["sql", "--dialect", "spark", "--month", month, "--report", "safety"]).out
    };
    let (one, another) = (query("2020-12"), query("2020-11"));
    assert!(one != another && one.contains("`_month` = '2020-12'"), "{one}");
}
