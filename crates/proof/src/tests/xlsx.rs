//! Workbooks as the program's own library writes them.

use super::fixture::{ACCOUNT, NAME, assert_clean, assert_found, edited, found, with_part, zip};
use rust_xlsxwriter::{
    Chart, ChartType, ConditionalFormatFormula, DataValidation, DocProperties, Format, Formula, Note, Table,
    TableColumn, Workbook, Worksheet, XlsxError,
};

fn book(fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book).expect("a workbook");
    book.save_to_buffer().expect("a workbook")
}

/// A workbook with one sheet of a few harmless rows.
fn sheet(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    book(|book| {
        let sheet = book.add_worksheet();
        sheet.set_name("汇总")?;
        for (row, name) in (0..).zip(["单位", "甲镇", "乙镇"]) {
            sheet.write(row, 0, name)?.write(row, 1, 1234.5 + f64::from(row))?;
        }
        fill(sheet)
    })
}

/// A workbook with something at the head or the foot of its printed pages.
fn headed(set: impl FnOnce(&mut Worksheet) -> &mut Worksheet) -> Vec<u8> {
    sheet(|sheet| {
        set(sheet);
        Ok(())
    })
}

fn clean() -> Vec<u8> {
    sheet(|_| Ok(()))
}

#[test]
fn cells_are_read() {
    assert_clean("xlsx", &clean());
    assert_found("xlsx", &sheet(|sheet| sheet.write(4, 0, "经办：张小满").map(drop)), NAME, "sharedStrings");
    let rich = |sheet: &mut Worksheet| {
        let (plain, bold) = (Format::new(), Format::new().set_bold());
        sheet.write_rich_string(4, 0, &[(&plain, "张"), (&bold, "小"), (&plain, "满")]).map(drop)
    };
    assert_found("xlsx", &sheet(rich), NAME, "sharedStrings");
    assert_found("xlsx", &sheet(|sheet| sheet.write(4, 0, 6222021001116245_f64).map(drop)), ACCOUNT, "sheet1.xml");
    let shown = |sheet: &mut Worksheet| sheet.write(4, 0, Formula::new("1+1").set_result(NAME)).map(drop);
    assert_found("xlsx", &sheet(shown), NAME, "sheet1.xml");
    let written = |sheet: &mut Worksheet| sheet.write_formula(4, 0, "=IF(A1=\"张小满\",1,0)").map(drop);
    assert_found("xlsx", &sheet(written), NAME, "sheet1.xml");
}

#[test]
fn neighbouring_cells_are_no_name() {
    let across =
        sheet(|sheet| sheet.write(4, 0, "张")?.write(4, 1, "小满")?.write(5, 0, "张小")?.write(5, 1, "满").map(drop));
    assert_clean("xlsx", &across);
    let numbers = sheet(|sheet| sheet.write(4, 0, 622202100_f64)?.write(4, 1, 1116245_f64).map(drop));
    assert_clean("xlsx", &numbers);
}

#[test]
fn what_surrounds_the_cells_is_read() {
    let note = |sheet: &mut Worksheet| sheet.insert_note(1, 1, &Note::new("问过张小满")).map(drop);
    assert_found("xlsx", &sheet(note), NAME, "comments");
    let author = |sheet: &mut Worksheet| sheet.insert_note(1, 1, &Note::new("已核").set_author(NAME)).map(drop);
    assert_found("xlsx", &sheet(author), NAME, "comments");
    assert_found("xlsx", &headed(|sheet| sheet.set_header("&C张小满&R第&P页")), NAME, "sheet1.xml");
    assert_found("xlsx", &headed(|sheet| sheet.set_footer("&L制表：张小满")), NAME, "sheet1.xml");
    let list = |values: &'static [&'static str]| {
        sheet(|sheet| {
            sheet.add_data_validation(1, 0, 9, 0, &DataValidation::new().allow_list_strings(values)?).map(drop)
        })
    };
    assert_found("xlsx", &list(&["王五", NAME]), NAME, "sheet1.xml");
    assert_found("xlsx", &list(&["6222021001116246", ACCOUNT, "62220210"]), ACCOUNT, "sheet1.xml");
    let hint = DataValidation::new().set_input_message("请问张小满").expect("a message");
    assert_found("xlsx", &sheet(|sheet| sheet.add_data_validation(1, 0, 9, 0, &hint).map(drop)), NAME, "sheet1.xml");
    let table = Table::new().set_columns(&[TableColumn::new().set_header(NAME), TableColumn::new().set_header("数")]);
    assert_found("xlsx", &sheet(|sheet| sheet.add_table(4, 0, 6, 1, &table).map(drop)), NAME, "table1.xml");
    let link =
        |sheet: &mut Worksheet| sheet.write_url_with_text(4, 0, "https://example.cn/6222021001116245", "看").map(drop);
    assert_found("xlsx", &sheet(link), ACCOUNT, "sheet1.xml.rels");
    let tip = |sheet: &mut Worksheet| {
        sheet.write_url_with_options(4, 0, "internal:汇总!A1", "看", NAME, None::<&Format>).map(drop)
    };
    assert_found("xlsx", &sheet(tip), NAME, "sheet1.xml");
    let rule = ConditionalFormatFormula::new().set_rule("=$A1=\"张小满\"");
    assert_found("xlsx", &sheet(|sheet| sheet.add_conditional_format(0, 0, 9, 0, &rule).map(drop)), NAME, "sheet1.xml");
}

#[test]
fn the_book_is_read() {
    let named = |book: &mut Workbook| {
        book.add_worksheet();
        book.define_name("张小满", "=Sheet1!$A$1").map(drop)
    };
    assert_found("xlsx", &book(named), NAME, "workbook.xml");
    assert_found("xlsx", &book(|book| book.add_worksheet().set_name("张小满明细").map(drop)), NAME, "workbook.xml");
    let hidden = |book: &mut Workbook| {
        book.add_worksheet();
        book.add_worksheet().set_hidden(true).write(0, 0, NAME).map(drop)
    };
    assert_found("xlsx", &book(hidden), NAME, "sharedStrings");
    let properties = |properties: DocProperties| {
        book(|book| {
            book.add_worksheet();
            book.set_properties(&properties);
            Ok(())
        })
    };
    assert_found("xlsx", &properties(DocProperties::new().set_author(NAME)), NAME, "core.xml");
    assert_found("xlsx", &properties(DocProperties::new().set_keywords(NAME)), NAME, "core.xml");
    assert_found("xlsx", &properties(DocProperties::new().set_manager(NAME)), NAME, "app.xml");
    assert_found("xlsx", &properties(DocProperties::new().set_custom_property("经办", NAME)), NAME, "custom.xml");
    assert_found("xlsx", &properties(DocProperties::new().set_custom_property(NAME, true)), NAME, "custom.xml");
}

#[test]
fn charts_are_read() {
    let chart = |change: fn(&mut Chart)| {
        sheet(|sheet| {
            let mut chart = Chart::new(ChartType::Column);
            chart.add_series().set_categories("汇总!$A$2:$A$3").set_values("汇总!$B$2:$B$3");
            change(&mut chart);
            sheet.insert_chart(6, 0, &chart).map(drop)
        })
    };
    assert_clean("xlsx", &chart(|_| {}));
    assert_found(
        "xlsx",
        &chart(|chart| {
            chart.title().set_name("张小满的账");
        }),
        NAME,
        "chart1.xml",
    );
    assert_found(
        "xlsx",
        &chart(|chart| {
            chart.set_alt_text(NAME);
        }),
        NAME,
        "drawing1.xml",
    );
    let series = |chart: &mut Chart| {
        chart.add_series().set_values("汇总!$B$2:$B$3").set_name(NAME);
    };
    assert_found("xlsx", &chart(series), NAME, "chart1.xml");
    let cache = edited(
        &chart(|_| {}),
        |name, bytes| match name {
            "xl/charts/chart1.xml" => replaced(bytes, "<c:v>甲镇</c:v>", "<c:v>张小满</c:v>"),
            _ => bytes,
        },
        &[],
    );
    assert_found("xlsx", &cache, NAME, "chart1.xml");
}

#[test]
fn places_of_strings_and_rows_are_no_values() {
    let long = sheet(|sheet| {
        for row in 0..6300 {
            sheet.write(row, 0, format!("第{row}户"))?;
        }
        Ok(())
    });
    let search = crate::Search::new(["6250", "6251", "1234"]).expect("a search");
    assert!(search.hits("xlsx", &long).expect("a file").iter().all(|hit| hit.part.chinese.contains("sharedStrings")));
    let numbers = sheet(|sheet| sheet.write(4, 0, 6250)?.write(6251, 0, "末").map(drop));
    let hits = search.hits("xlsx", &numbers).expect("a file");
    assert_eq!(hits.iter().map(|hit| hit.secret).collect::<Vec<_>>(), [0]);
}

#[test]
fn large_numbers_are_read_as_they_are_shown() {
    let exponent = edited(
        &clean(),
        |name, bytes| match name {
            "xl/worksheets/sheet1.xml" => replaced(bytes, "<v>1235.5</v>", "<v>6.222021001116245E+15</v>"),
            _ => bytes,
        },
        &[],
    );
    assert_found("xlsx", &exponent, ACCOUNT, "sheet1.xml");
}

#[test]
fn added_parts_are_read() {
    let custom = "<Properties><property name=\"x\"><vt:lpwstr>张小满</vt:lpwstr></property></Properties>";
    assert_found("xlsx", &with_part(&clean(), "docProps/custom.xml", custom.as_bytes()), NAME, "docProps/custom.xml");
    assert_found("xlsx", &with_part(&clean(), "xl/extra.txt", NAME.as_bytes()), NAME, "xl/extra.txt");
    for xml in [
        "<a><!-- 张小满 --></a>",
        "<a><?x 张小满?></a>",
        "<a b='张&#x5c0f;满'/>",
        "<a>张<![CDATA[小满]]></a>",
        "<a>张小&#28385;",
    ] {
        assert_found("xlsx", &with_part(&clean(), "xl/a.xml", xml.as_bytes()), NAME, "xl/a.xml");
    }
    let wide = super::fixture::wide(
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><si><r><t>张</t></r><r><t>小满</t></r></si>",
    );
    assert_found("xlsx", &with_part(&clean(), "xl/w.xml", &wide), NAME, "xl/w.xml");
    let gbk = encoding_rs::GBK.encode("<?xml version=\"1.0\" encoding=\"GB2312\"?><t>张小满</t>").0.into_owned();
    assert_found("xlsx", &with_part(&clean(), "xl/g.xml", &gbk), NAME, "xl/g.xml");
}

#[test]
fn files_within_files_are_opened() {
    let inner = sheet(|sheet| sheet.write(4, 0, NAME).map(drop));
    let outer = with_part(&clean(), "xl/embeddings/book.xlsx", &inner);
    assert_found("xlsx", &outer, NAME, "xl/embeddings/book.xlsx › xl/sharedStrings.xml");
    assert_clean("xlsx", &with_part(&clean(), "xl/embeddings/book.xlsx", &clean()));
    let mut deep = clean();
    for _ in 0..6 {
        deep = zip([("a.zip", deep.as_slice())]);
    }
    assert!(crate::Search::new([NAME]).expect("a search").hits("xlsx", &deep).is_err());
    assert_eq!(found("xlsx", &zip([("a.zip", outer.as_slice())]), NAME).len(), 1);
}

fn replaced(bytes: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes).expect("text");
    assert!(text.contains(from), "{text}");
    text.replace(from, to).into_bytes()
}
