//! What goes out: faults that were reported of other programs, looked for in the PDF and the workbook.

use crate::support::{cells, files, pdf_pages, project, taizhang, unpacked};
use std::collections::BTreeMap;

/// The files of the only report of a project in December 2020.
pub(crate) fn written(ledger: &str, report: &str, text: &str, files_in: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let definitions = [
        ("taizhang.toml", "organisation = \"示例局\"\nmonth = \"2020-12\"\n"),
        ("data/definitions/l.toml", ledger),
        ("reports/definitions/r/report.toml", report),
        ("reports/definitions/r/text.md", text),
    ];
    let folder = project(definitions.into_iter().chain(files_in.iter().copied()));
    let answer = taizhang(folder.path(), &["report"]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    files(&folder.path().join("reports/2020-12"))
}

/// The words of a PDF page by page, without page numbers.
pub(crate) fn words(pdf: &[u8]) -> Vec<String> {
    pdf_pages(pdf).into_iter().zip(1..).map(|(page, number)| page.replace(&format!("—{number}—"), "")).collect()
}

const PROFIT: &str = "title = \"利润\"\nfiles = [\"*\"]\ngrain = \"month\"\n[columns.bureau]\nlabels = [\"单位\"]\n[columns.profit]\nlabels = [\"利润\"]\ntype = \"money\"\nunit = \"万元\"\n";

#[test]
fn growth_over_a_base_of_nothing_is_a_dash_everywhere() {
    let bureaus = ["甲局", "乙局", "丙局", "丁局", "戊局", "己局"];
    let one = |(at, name): (usize, &&str)| {
        format!(
            "f{at} = {{ ledger = \"l\", sum = \"profit\", where = {{ bureau = \"{name}\" }}, unit = \"万元\" }}\ng{at} = {{ growth = \"f{at}\" }}\n"
        )
    };
    let figures: String = bureaus.iter().enumerate().map(one).collect();
    let report = format!(
        "title = \"利润\"\nlayout = \"plain\"\n[figures]\nnow = {{ title = \"本年\", ledger = \"l\", sum = \"profit\", unit = \"万元\" }}\nup = {{ title = \"同比\", growth = \"now\" }}\npart = {{ title = \"占比\", share = \"now\" }}\n{figures}[tables.by]\ntitle = \"各局\"\nrows = \"bureau\"\ncolumns = [\"now\", \"up\", \"part\"]\n[charts.pie]\ntitle = \"构成\"\ntable = \"by\"\nkind = \"pie\"\ncolumns = [\"now\"]\n"
    );
    let line = |(at, name): (usize, &&str)| format!("{name}{{{{ f{at} }}}}，{{{{ g{at} | growth }}}}。\n\n");
    let text =
        bureaus.iter().enumerate().map(line).collect::<String>() + "{{ table(\"by\") }}\n\n{{ chart(\"pie\") }}\n";
    let written = written(
        PROFIT,
        &report,
        &text,
        &[
            ("data/2019-12/利润.csv", "单位,利润\n甲局,-50\n乙局,0\n丙局,100\n丁局,-100\n己局,80\n"),
            ("data/2020-12/利润.csv", "单位,利润\n甲局,100\n乙局,20\n丙局,-20\n丁局,-200\n戊局,30\n己局,80\n"),
        ],
    );
    let words = words(&written["利润.pdf"]).concat();
    for sentence in [
        "甲局100.00万元，同比—（基数为负）。",
        "乙局20.00万元，同比—（基数为零）。",
        "丙局-20.00万元，同比下降120.00%。",
        "丁局-200.00万元，同比—（基数为负）。",
        "己局80.00万元，同比持平。",
    ] {
        assert!(words.contains(sentence), "{words}");
    }
    assert!(words.contains("戊局30.00万元，同比—"), "{words}");
    for note in ["占比可能为负或大于100%", "（有的项为负数，不画饼图，改画条形图）"] {
        assert!(words.contains(note), "{words}");
    }
    let sheet = cells(&written["利润.xlsx"]).remove("表1 各局").unwrap();
    let rate = |name: &str| sheet.iter().find(|row| row[0] == name).unwrap()[2].clone();
    assert_eq!(bureaus.map(rate), ["—", "—", "-1.2", "—", "—", "0"]);
    for row in ["甲局100.00—", "丁局-200.00—", "乙局20.00—", "丙局-20.00-120.00", "戊局30.00—", "己局80.000.00"]
    {
        assert!(words.contains(row), "{row} in {words}");
    }
}

pub(crate) const ITEM: &str = "title = \"事项\"\nfiles = [\"*\"]\ngrain = \"snapshot\"\nkey = [\"number\"]\n[columns.number]\nlabels = [\"序号\"]\ntype = \"integer\"\n[columns.item]\nlabels = [\"事项\"]\n[columns.person]\nlabels = [\"责任人\"]\n[columns.progress]\nlabels = [\"进展\"]\n[columns.bureau]\nlabels = [\"单位\"]\noptional = true\n";
pub(crate) const LIST: &str = "title = \"事项\"\nlayout = \"gongwen\"\n[listings.all]\ntitle = \"明细\"\nledger = \"item\"\ncolumns = [\"item\", \"person\", \"progress\"]\nnumbered = true\n";

/// The pages of a listing of items with these accounts of their progress between two short ones.
fn listed(progress: &[&str]) -> Vec<String> {
    let rows = ["短甲"].iter().chain(progress).chain(&["短乙"]).zip(1..);
    let rows: String = rows.map(|(text, at)| format!("{at},第{at}项,张三,\"{text}\",\n")).collect();
    let report = LIST.replace("\"item\"\n", "\"l\"\n");
    let written = written(
        ITEM,
        &report,
        "{{ listing(\"all\") }}\n",
        &[("data/2020-12/事项.csv", &format!("序号,事项,责任人,进展,单位\n{rows}"))],
    );
    words(&written["事项.pdf"])
}

#[test]
fn a_cell_of_more_than_a_page_goes_on_below_the_head() {
    let sentence = "本事项由牵头单位会同有关单位推进，已完成前期调研、方案论证、资金筹措和合同签订。";
    let long = format!("开头{}结尾", sentence.repeat(75));
    let pages = listed(&[&long]);
    let head = "序号事项责任人进展";
    assert_eq!(pages.len(), 4);
    assert_eq!(pages[1], format!("表1明细{head}1第1项张三短甲"));
    // Overleaf nothing stands above the rest but the head.
    let rest: String = pages[2..].iter().map(|page| page.strip_prefix(&format!("续表{head}")).unwrap()).collect();
    assert_eq!(rest, format!("2第2项张三{long}3第3项张三短乙"));
}

#[test]
fn lines_and_long_codes_stay_in_their_cell() {
    let lines: Vec<String> = (1..=10).map(|line| format!("第{line}行")).collect();
    let code = "1234567890".repeat(6);
    let address = format!("https://www.example.cn/{}", "abcdefghij".repeat(18));
    let words = listed(&[&lines.join("\n"), &code, &address]).concat();
    let rows = format!("1第1项张三短甲2第2项张三{}3第3项张三{code}4第4项张三{address}5第5项张三短乙", lines.concat());
    assert!(words.ends_with(&rows), "{words}");
}

const LETTER: &str = "title = \"督办函（{{ each }}）\"\nlayout = \"letter\"\n[each]\nledger = \"l\"\ncolumn = \"bureau\"\n[head]\naddressee = \"{{ each }}\"\nsignature = \"示例局\"\n[figures]\nn = { title = \"事项数\", ledger = \"l\", count = true, unit = \"项\" }\n";

#[test]
fn files_are_named_so_that_every_system_stores_them() {
    let long = "一个名称特别长的单位".repeat(13);
    let plain = [
        "办公室/党群部",
        "办公室／党群部",
        "办公室\\党群部",
        "A?B:C*D",
        "综合科",
        "综合科 ",
        &long,
        "CON",
        "..",
        "甲\n乙",
    ];
    let row = |(at, name): (usize, &&str)| format!("{at},事项,张三,在办,\"{name}\"\n");
    let rows = format!("序号,事项,责任人,进展,单位\n{}", plain.iter().enumerate().map(row).collect::<String>());
    let written = written(ITEM, LETTER, "你单位有{{ n }}。\n", &[("data/2020-12/事项.csv", &rows)]);
    let letters: BTreeMap<&String, &Vec<u8>> = written.iter().filter(|(name, _)| name.ends_with(".pdf")).collect();
    assert_eq!((letters.len(), written.len()), (9, 18), "{:?}", written.keys());
    for name in written.keys() {
        assert!(name.starts_with("督办函（") && name.len() <= 255, "{name}");
        assert!(
            !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) && !name.contains(char::is_control),
            "{name}"
        );
    }
    for (name, count) in plain.iter().map(|name| (*name, if name.starts_with("综合科") { 2 } else { 1 })) {
        let full: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        // The title and the addressee have the name as the ledger has it.
        let to = format!("督办函（{full}）{full}：你单位有{count}项。");
        let found = letters.values().filter(|pdf| words(pdf).concat().contains(&to)).count();
        assert_eq!(found, 1, "{to}");
    }
}

const CHARTED: &str = "title = \"图表\"\nfiles = [\"*\"]\ngrain = \"month\"\n[columns.one]\nlabels = [\"单类\"]\n[columns.many]\nlabels = [\"多类\"]\n[columns.alike]\nlabels = [\"相似\"]\n[columns.num]\nlabels = [\"年份\"]\n[columns.v]\nlabels = [\"数值\"]\ntype = \"number\"\n[columns.z]\nlabels = [\"零\"]\ntype = \"number\"\n[columns.e]\nlabels = [\"空\"]\ntype = \"number\"\n";

#[test]
fn charts_keep_every_label_in_the_order_of_their_table() {
    let tables = ["one", "many", "alike", "num"];
    let kinds = [
        ("one", "column", "v"),
        ("one", "bar", "z"),
        ("many", "bar", "v"),
        ("alike", "bar", "v"),
        ("num", "line", "v"),
        ("num", "column", "e"),
        ("num", "pie", "z"),
        ("many", "column", "v"),
        ("alike", "pie", "v"),
    ];
    let table = |name: &&str| {
        format!("[tables.{name}]\ntitle = \"{name}\"\nrows = \"{name}\"\ncolumns = [\"v\", \"z\", \"e\"]\n")
    };
    let chart = |(at, (table, kind, figure)): (usize, &(&str, &str, &str))| {
        format!("[charts.c{at}]\ntitle = \"图\"\ntable = \"{table}\"\nkind = \"{kind}\"\ncolumns = [\"{figure}\"]\n")
    };
    let figures: String = ["v", "z", "e"]
        .map(|name| format!("{name} = {{ title = \"{name}\", ledger = \"l\", sum = \"{name}\" }}\n"))
        .concat();
    let charts: String = kinds.iter().enumerate().map(chart).collect();
    let report = format!(
        "title = \"图\"\nlayout = \"plain\"\n[figures]\n{figures}{}{charts}",
        tables.iter().map(table).collect::<String>()
    );
    let text: String = (0..kinds.len()).map(|at| format!("{{{{ chart(\"c{at}\") }}}}\n\n")).collect();
    let many: Vec<String> = (0..40).map(|at| format!("一个名称比较长的第{at}类别单位<&\">")).collect();
    let alike = ["一", "二", "三", "四", "五"].map(|at| format!("示例高新区投资发展集团第{at}有限责任公司"));
    let years = ["2016", "2017", "2018", "2019", "2020"];
    let row = |(at, name): (usize, &String)| {
        format!(
            "唯一,\"{}\",{},{},{},0,\n",
            name.replace('"', "\"\""),
            alike[at % 5],
            years[at % 5],
            at as f64 * 1.5 - 15.0
        )
    };
    let rows = format!("单类,多类,相似,年份,数值,零,空\n{}", many.iter().enumerate().map(row).collect::<String>());
    let written = written(CHARTED, &report, &text, &[("data/2020-12/图表.csv", &rows)]);
    let words = words(&written["图.pdf"]).concat();
    for name in alike.iter().map(String::as_str).chain(many.iter().map(|name| name.trim_end_matches("\">"))) {
        // Each stands in two charts: columns of many names lie.
        assert_eq!(words.matches(name).count(), 2, "{name} in {words}");
    }
    let parts: BTreeMap<String, Vec<u8>> = unpacked(&written["图.xlsx"]).into_iter().collect();
    // What has no numbers, or no whole, is no chart.
    assert!(words.contains("没有数，本图略去") && words.contains("各项都是0，本图略去"), "{words}");
    let drawn = kinds.into_iter().filter(|(_, kind, figure)| *figure != "e" && (*kind, *figure) != ("pie", "z"));
    for (at, (table, ..)) in (1..).zip(drawn) {
        let part = String::from_utf8(parts[&format!("xl/charts/chart{at}.xml")].clone()).unwrap();
        let names = part.split("<c:cat><c:strRef>").nth(1).unwrap().split("</c:cat>").next().unwrap();
        let names: Vec<&str> = names.split("<c:v>").skip(1).map(|rest| rest.split("</c:v>").next().unwrap()).collect();
        let escaped = |name: &String| name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let expected = match table {
            "one" => vec!["唯一".to_owned()],
            "many" => many.iter().map(escaped).collect(),
            "alike" => alike.to_vec(),
            _ => years.map(str::to_owned).to_vec(),
        };
        assert_eq!(names, expected, "{table}");
    }
}

const MONEY: &str = "title = \"台账\"\nfiles = [\"*\"]\ngrain = \"month\"\n[columns.b]\nlabels = [\"单位\"]\n[columns.v]\nlabels = [\"金额\"]\ntype = \"money\"\nunit = \"元\"\n[columns.e]\nlabels = [\"未填\"]\ntype = \"money\"\nunit = \"元\"\n";

#[test]
fn what_nobody_filled_in_is_a_dash_and_not_nought() {
    let report = "title = \"空列\"\nlayout = \"plain\"\n[figures]\nv = { title = \"金额\", ledger = \"l\", sum = \"v\", unit = \"元\" }\ne = { title = \"未填\", ledger = \"l\", sum = \"e\", unit = \"元\" }\nr = { title = \"比\", ratio = [\"e\", \"v\"] }\n[tables.t]\ntitle = \"各单位\"\nrows = \"b\"\ncolumns = [\"v\", \"e\", \"r\"]\ntotal = true\n";
    let text = "金额{{ v }}，未填{{ e }}，比{{ r }}。\n\n{{ table(\"t\") }}\n";
    let written = written(MONEY, report, text, &[("data/2020-12/a.csv", "单位,金额,未填\n甲,1,\n乙,,\n丙,3,\n")]);
    let words = words(&written["空列.pdf"]).concat();
    assert!(words.contains("金额4.00元，未填—，比—。"), "{words}");
    assert!(
        words.contains("甲1.00——乙———丙3.00——合计4.00——注：“—”表示无法计算（符合条件的记录都没有填这一项）。"),
        "{words}"
    );
    let sheet = cells(&written["空列.xlsx"]).remove("表1 各单位").unwrap();
    let of = |name: &str| sheet.iter().find(|row| row[0] == name).unwrap()[1..4].to_vec();
    assert_eq!(["甲", "乙", "合计"].map(of), [["1", "—", "—"], ["—", "—", "—"], ["4", "—", "—"]]);
}
