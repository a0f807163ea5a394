//! Two editions: inside with names, outside without, and proven.

use crate::support::{Answer, cells, files, pdf_text, project, root, sample_copy, taizhang, unpacked};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const SETTINGS: &str = "organisation = \"示例局\"\nmonth = \"2020-12\"\n[public]\nkey = \"甲子\"\n";
const LIST: &str = "title = \"企业名录\"\nfiles = [\"*名录*\"]\ngrain = \"snapshot\"\nkey = [\"code\"]\n[entity]\ncodes = [\"code\"]\nnames = [\"name\"]\n[columns.code]\nlabels = [\"代码\"]\nsensitivity = \"internal\"\n[columns.name]\nlabels = [\"名称\"]\nsensitivity = \"internal\"\nmask = \"alias\"\n[columns.street]\nlabels = [\"街道\"]\nsensitivity = \"public\"\n";
const TAX: &str = "title = \"税收\"\nfiles = [\"*税收*\"]\ngrain = \"month\"\n[columns.firm]\nlabels = [\"企业\"]\nentity = \"list\"\n[columns.person]\nlabels = [\"联系人\"]\nsensitivity = \"personal\"\n[columns.phone]\nlabels = [\"电话\"]\nsensitivity = \"personal\"\nmask = \"middle\"\n[columns.account]\nlabels = [\"账号\"]\nsensitivity = \"secret\"\n[columns.paid]\nlabels = [\"税额\"]\ntype = \"money\"\nunit = \"元\"\n[columns.grant]\nlabels = [\"补助\"]\ntype = \"money\"\nunit = \"元\"\nsensitivity = \"internal\"\nmask = \"band\"\nbands = [100, 5000]\n[columns.remark]\nlabels = [\"说明\"]\nsensitivity = \"public\"\n";
const REPORT: &str = "title = \"税收通报\"\nlayout = \"gongwen\"\nformats = [\"pdf\", \"xlsx\", \"docx\", \"ofd\"]\n[head]\nmark = \"示例局文件\"\nnumber = \"示〔2021〕1号\"\naddressee = \"各街道\"\ncopy-number = \"000001\"\nsecrecy = \"秘密★1年\"\nsignature = \"示例局\"\ndate = \"2021年1月5日\"\n[public]\ncontact = [\"联系电话：0000-1234。\"]\n[figures]\npaid = { title = \"税额\", ledger = \"tax\", sum = \"paid\", unit = \"元\" }\nfirms = { title = \"户数\", ledger = \"tax\", distinct = \"list\", unit = \"户\" }\ninner = { title = \"内部数\", ledger = \"tax\", count = true, unit = \"条\", edition = \"internal\" }\n[tables.streets]\ntitle = \"各街道税额\"\nrows = \"list.street\"\ncolumns = [\"paid\", \"firms\"]\ntotal = true\n[tables.firms]\ntitle = \"各户税额\"\nrows = \"list\"\ncolumns = [\"paid\"]\nsmall = 1\n[listings.all]\ntitle = \"明细\"\nledger = \"tax\"\ncolumns = [\"firm\", \"person\", \"phone\", \"account\", \"paid\", \"grant\", \"remark\"]\n[listings.inner]\ntitle = \"内部明细\"\nledger = \"tax\"\ncolumns = [\"remark\"]\nedition = \"internal\"\n";
const TEXT: &str = "全区{{ firms }}税额{{ paid }}。{% if internal %}内部有{{ inner }}。{% endif %}联系人王小明，协办张小三。\n\n{{ table(\"streets\") }}\n\n{{ table(\"firms\") }}\n\n{{ listing(\"all\") }}\n\n{{ listing(\"inner\") }}\n";
const FIRMS: &str = "代码,名称,街道\nA1,东方机械有限公司,东街\nA2,西岭食品有限公司,东街\nA3,南湖电子有限公司,东街\nA4,北山模具有限公司,东街\nB1,长青物流有限公司,西街\nC1,高原纺织有限公司,南街\nC2,平川建材有限公司,南街\nC3,清泉饮料有限公司,南街\n";
const PAID: &str = "企业,联系人,电话,账号,税额,补助,说明\n东方机械有限公司,王小明,13812345678,6222021234567890,1000,50,与西岭食品有限公司合作\n西岭食品有限公司,李大海,13987654321,6222029876543210,2000,700,由王小明经办\n南湖电子有限公司,欧阳清,13611112222,6222025555666677,3000,90000,\n北山模具有限公司,赵立,13733334444,6222021111222233,4000,1,\n长青物流有限公司,孙一川,13855556666,6222023333444455,500,,\n高原纺织有限公司,周远山,13577778888,6222027777888899,600,,\n平川建材有限公司,吴天,13499990000,6222020000999988,800,,\n清泉饮料有限公司,郑和平、张小三（科长）,13322221111,6222024444333322,900,,\n";
/// What stands in no public file.
const SECRETS: [&str; 10] = [
    "东方机械",
    "高原纺织有限公司",
    "王小明",
    "李大海",
    "张小三",
    "13812345678",
    "6222021234567890",
    "秘密★",
    "示〔2021〕1号",
    "内部",
];

/// A project with these definitions.
fn with(tax: &str, report: &str, text: &str) -> tempfile::TempDir {
    project([
        ("taizhang.toml", SETTINGS),
        ("data/definitions/list.toml", LIST),
        ("data/definitions/tax.toml", tax),
        ("reports/definitions/r/report.toml", report),
        ("reports/definitions/r/text.md", text),
        ("data/2020-12/名录.csv", FIRMS),
        ("data/2020-12/税收.csv", PAID),
    ])
}

fn report(folder: &Path, edition: &str) -> (Answer, BTreeMap<String, Vec<u8>>) {
    let answer = taizhang(folder, &["report", "--edition", edition]);
    (answer, files(&folder.join("reports/2020-12")))
}

/// All that a file says: the words of its pages, or of all its parts without tags.
fn words(name: &str, bytes: &[u8]) -> String {
    if name.ends_with(".pdf") {
        return pdf_text(bytes) + &String::from_utf8_lossy(bytes);
    }
    let part = |(part, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let bare: String = text.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text).collect();
        format!("{part}\n{text}\n{bare}\n")
    };
    unpacked(bytes).into_iter().map(part).collect()
}

#[test]
fn the_public_edition_says_nothing_that_is_masked() {
    let folder = with(TAX, REPORT, TEXT);
    let (answer, files) = report(folder.path(), "both");
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let (public, internal): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| name.contains("（公开）"));
    assert_eq!((public.len(), internal.len()), (4, 4));
    for (name, bytes) in internal.iter().filter(|(name, _)| !name.ends_with(".xlsx")) {
        let words = words(name, bytes);
        assert!(["东方机械有限公司", "13812345678", "内部有8条"].iter().all(|one| words.contains(one)), "{name}");
    }
    for (name, bytes) in &public {
        let words = words(name, bytes);
        let found: Vec<_> = SECRETS.iter().filter(|secret| words.contains(**secret)).collect();
        assert_eq!(found, Vec::<&&str>::new(), "{name}");
        for shown in ["企业A", "王某某", "138****5678", "100元以下", "5000元以上"] {
            assert!(words.contains(shown), "{name} lacks {shown}");
        }
        // A workbook has no text, and so no line whom to ask.
        assert!(name.ends_with(".xlsx") || words.contains("联系电话：0000-1234"), "{name}");
        // A workbook has no text, and so no line whom to ask.
        assert!(name.ends_with(".xlsx") || words.contains("联系电话：0000-1234"), "{name}");
    }
}

#[test]
fn a_firm_has_one_alias_in_table_listing_and_words() {
    let folder = with(TAX, REPORT, TEXT);
    let (_, files) = report(folder.path(), "public");
    let sheets = cells(&files["税收通报（公开）.xlsx"]);
    assert!(!sheets.keys().any(|name| name.starts_with("明细-") || name == "问题"), "{:?}", sheets.keys());
    let row = |sheet: &str, value: &str| {
        let found = sheets[sheet].iter().find(|row| row.iter().any(|cell| cell == value));
        found.unwrap_or_else(|| panic!("{value} in {:?}", sheets[sheet])).clone()
    };
    let listed = row("表3 明细", "1000");
    assert_eq!(listed[1..3], ["王某某", "138****5678"], "{listed:?}");
    assert!(row("表2 各户税额", "1000").contains(&listed[0]), "{listed:?}");
    let second = row("表3 明细", "2000");
    let remark = sheets["表3 明细"].iter().find_map(|row| row.iter().position(|cell| cell == "说明")).unwrap();
    assert_eq!(listed[remark], format!("与{}合作", second[0]));
    assert_eq!(second[remark], "由王某某经办");
    let aliases: BTreeSet<&String> = sheets["表3 明细"]
        .iter()
        .map(|row| &row[0])
        .filter(|cell| cell.starts_with("企业") && cell.len() == 7)
        .collect();
    assert_eq!(aliases.len(), 8);
}

#[test]
fn numbers_of_few_firms_are_suppressed_with_what_tells_them() {
    let folder = with(TAX, REPORT, TEXT);
    let (_, files) = report(folder.path(), "public");
    let sheets = cells(&files["税收通报（公开）.xlsx"]);
    let rows = &sheets["表1 各街道税额"];
    let row =
        |label: &str| rows.iter().find(|row| row[0] == label).unwrap_or_else(|| panic!("{rows:?}"))[1..3].to_vec();
    // One firm in 西街; with it the smallest other street goes, or 西街 would be what is left.
    assert_eq!(row("西街"), ["*", "*"]);
    assert_eq!(row("南街"), ["*", "*"]);
    assert_eq!(row("东街"), ["10000", "4"]);
    assert_eq!(row("合计"), ["12800", "8"]);
    let open = with(TAX, &REPORT.replace("[public]\n", "[public]\nsmall = 1\n"), TEXT);
    let (_, files) = report(open.path(), "public");
    let sheets = cells(&files["税收通报（公开）.xlsx"]);
    assert!(sheets["表1 各街道税额"].iter().any(|row| row[..2] == ["西街", "500"]), "{sheets:?}");
}

#[test]
fn a_value_that_stands_in_a_file_all_the_same_stops_the_delivery() {
    let torn = TEXT.replace("联系人王小明", "联系人王**小**明");
    let folder = with(TAX, REPORT, &torn);
    let (answer, files) = report(folder.path(), "both");
    assert_eq!(answer.code, 2, "{}", answer.out);
    for words in ["“王小明”", "税收的“联系人”", "税收.csv", "没有写出任何文件"] {
        assert!(answer.err.contains(words), "{} lacks {words}", answer.err);
    }
    assert_eq!(files.len(), 0);
}

#[test]
fn wrong_rules_are_told_at_their_lines() {
    let told = |tax: &str, report_text: &str, text: &str, line: &str, words: &str| {
        let folder = with(tax, report_text, text);
        let (answer, files) = report(folder.path(), "public");
        assert_eq!(answer.code, 2, "{}", answer.out);
        assert!(answer.err.contains(line) && answer.err.contains(words), "{} lacks {line} {words}", answer.err);
        assert_eq!(files.len(), 0);
    };
    told(&TAX.replace("\"band\"", "\"bend\""), REPORT, TEXT, "tax.toml 第", "是否为“band”");
    told(&TAX.replace("bands = [100, 5000]", "bands = [5000, 100]"), REPORT, TEXT, "tax.toml 第", "从小到大");
    told(&TAX.replace("\"middle\"", "\"band\"\nbands = [1]"), REPORT, TEXT, "tax.toml 第", "只能用于金额和数字列");
    told(
        &TAX.replace("sensitivity = \"secret\"", "sensitivity = \"secret\"\nmask = \"middle\""),
        REPORT,
        TEXT,
        "tax.toml 第",
        "只能略去",
    );
    told(&TAX.replace("sensitivity = \"public\"", ""), REPORT, TEXT, "report.toml 第", "没有写它能否公开");
    told(TAX, &REPORT.replace("rows = \"list\"", "rows = \"account\""), TEXT, "report.toml 第", "这一列要略去");
    told(
        TAX,
        REPORT,
        &TEXT.replace("{% if internal %}", "").replace("{% endif %}", ""),
        "text.md 第",
        "只供内部版的指标",
    );
    let largest = "[figures]\nmost = { title = \"最多\", ledger = \"tax\", max = \"grant\" }\n";
    told(TAX, &REPORT.replace("[figures]\n", largest), TEXT, "report.toml 第", "取的是要隐去的“补助”");
    let inner = REPORT.replace("columns = [\"paid\", \"firms\"]", "columns = [\"paid\", \"inner\"]");
    told(TAX, &inner, TEXT, "report.toml 第", "只供内部版的指标“inner”");
    let persons = REPORT.replace("rows = \"list\"", "rows = \"person\"");
    told(TAX, &persons, TEXT, "report.toml 第", "一行是一个人");
    let folder = with(TAX, REPORT, TEXT);
    fs::write(folder.path().join("taizhang.toml"), SETTINGS.replace("key = \"甲子\"\n", "")).unwrap();
    let (answer, _) = report(folder.path(), "public");
    assert!(answer.code == 2 && answer.err.contains("[public] 里写 key"), "{}", answer.err);
}

#[test]
fn what_was_masked_is_listed_for_who_signs() {
    let folder = with(TAX, REPORT, TEXT);
    let answer = taizhang(folder.path(), &["redactions"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    for words in [
        "《税收通报》",
        "税收的“联系人”一列",
        "只留姓",
        "“西街”的“税额",
        "涉及单位或人员只有1个",
        "防止由其他数推算",
        "“王小明”写作“王某某”",
        "明细表“inner”",
        "没有2020年11月的清单可以对比",
        "核对人",
    ] {
        assert!(answer.out.contains(words), "{} lacks {words}", answer.out);
    }
    fs::create_dir(folder.path().join("data/2020-11")).unwrap();
    for file in ["名录.csv", "税收.csv"] {
        fs::copy(folder.path().join("data/2020-12").join(file), folder.path().join("data/2020-11").join(file)).unwrap();
    }
    fs::write(folder.path().join("data/2020-12/税收.csv"), PAID.replace("由王小明经办", "由李大海经办")).unwrap();
    let answer = taizhang(folder.path(), &["redactions", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{}", answer.err));
    let new: Vec<&str> = found["new"].as_array().unwrap().iter().filter_map(|one| one["what"].as_str()).collect();
    assert!(new.contains(&"“李大海”写作“李某某”"), "{new:?}");
}

#[test]
fn both_editions_of_the_sample_are_written_and_the_public_one_says_no_name() {
    let project = sample_copy();
    let out = tempfile::tempdir().unwrap();
    let target = out.path().display().to_string();
    let answer =
        taizhang(project.path(), &["report", "--edition", "both", "--as", "pdf,xlsx,docx,ofd", "--out", &target]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let files = files(out.path());
    let public: Vec<_> = files.iter().filter(|(name, _)| name.contains("（公开）")).collect();
    assert_eq!(public.len() * 2, files.len(), "{:?}", files.keys());
    let secrets = secrets();
    assert!(secrets.len() > 2700, "{}", secrets.len());
    // All at once: one after another they take two minutes.
    let any = AhoCorasick::new(&secrets).unwrap();
    for (name, bytes) in public {
        let words = words(name, bytes);
        let found: Vec<&str> = any.find_iter(&words).map(|found| &words[found.range()]).collect();
        assert_eq!(found, Vec::<&str>::new(), "{name}");
    }
    let notice = pdf_text(&files["关于巡察整改进展情况的通报（公开）.pdf"]);
    for line in fs::read_to_string(root().join("tests/notice.tsv")).unwrap().lines() {
        let (figure, printed) = line.split_once('\t').unwrap();
        let printed: String = crate::sample::read(figure, printed).chars().filter(|c| !c.is_whitespace()).collect();
        assert!(notice.contains(&printed), "{figure}: {printed}");
    }
}

/// Every person, firm, code and account of the sample's workbooks, read apart from the program: by the
/// heads of their columns.
fn secrets() -> BTreeSet<String> {
    const HEADS: [&str; 12] = [
        "企业名称",
        "统一社会信用代码",
        "信用代码",
        "曾用名",
        "原纳税人识别号",
        "责任人",
        "走访人",
        "账号",
        "调出账户",
        "调入账户",
        "参加人",
        "承租单位",
    ];
    let mut secrets = BTreeSet::new();
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for folder in fs::read_dir(root().join("data")).unwrap() {
        let folder = folder.unwrap().path();
        for (name, bytes) in files(&folder).iter().filter(|(name, _)| name.ends_with(".xlsx")) {
            assert!(!name.starts_with('~'));
            for rows in cells(bytes).values() {
                let heads = |row: &Vec<String>| row.iter().any(|cell| HEADS.contains(&bare(cell).as_str()));
                let Some(head) = rows.iter().rposition(heads) else { continue };
                for at in 0..rows[head].len() {
                    if !rows[..=head].iter().any(|row| HEADS.contains(&bare(&row[at]).as_str())) {
                        continue;
                    }
                    let values = rows[head + 1..].iter().map(|row| row[at].trim().to_owned());
                    secrets.extend(values.filter(|value| value.chars().count() > 2 && !value.starts_with("合")));
                }
            }
        }
    }
    secrets
}
