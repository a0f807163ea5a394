//! A number on a page, back to its cell.

use super::{Browser, Program};
use crate::support::{copy, root, sample_copy};

#[test]
fn a_number_on_a_page_leads_to_its_cell() {
    let Some(browser) = Browser::start() else { return };
    let project = sample_copy();
    let program = Program::open(project.path());
    browser.go(&program.view("2020-12", "document?name=tax-monthly"));
    browser.until("return document.querySelector('figure svg') !== null");
    // A figure of the text: its name, its exact value and the figures under it.
    browser.click("svg a.number[href*=figure]");
    browser.says("精确值");
    // A cell of a table: the reckoning and the cells of its row, the further ones too.
    browser.click("svg a.number[href*=table]");
    browser.until("return document.querySelector('#panel ol.cells a') !== null");
    browser.click("#panel a[data-panel]");
    browser.until("return document.querySelector('#panel ol.cells')?.start === 101");
    let told = browser.until("return document.querySelector('#panel ol.cells li').innerText");
    let value = told.rsplit(" = ").next().unwrap().to_owned();
    browser.click("#panel ol.cells a");
    browser.until("return document.querySelector('#active-cell') !== null && document.getElementById('cell').textContent.split('　')[1]?.length > 0");
    let line = browser.words("#cell").replace(',', "");
    let shown: f64 = line.split('　').nth(1).unwrap().split('（').next().unwrap().parse().unwrap();
    let exact: f64 = value.trim_end_matches('元').replace(',', "").parse().unwrap();
    assert!((shown - exact).abs() < 0.005, "{line} is not {value}");
    // The same without the panel: every figure is listed, each leads to a page of its own.
    browser.go(&program.view("2020-12", "figures"));
    browser.click("td.number a");
    browser.says("算法");
}

#[test]
fn a_row_of_a_listing_leads_to_its_own_cells() {
    let Some(browser) = Browser::start() else { return };
    let project = tempfile::tempdir().unwrap();
    copy(&root().join("tests/catalogue"), project.path());
    let program = Program::open(project.path());
    // A listing without running numbers, whose columns are 编号, 类别, 办理时限 and days that no cell holds.
    let month = "2025-06";
    browser.go(&program.view(month, "reports"));
    let document = browser.until("return [...document.querySelectorAll('a[href*=document]')].find((a) => a.textContent.includes('来信办理情况的通知'))?.href");
    browser.go(&document);
    browser.until("return document.querySelector('figure svg') !== null");
    let cells = browser.until(
        "const all = [...document.querySelectorAll('svg a.number[href*=table]')]; return all.length >= 3 && JSON.stringify(all.map((a) => [a.getAttribute('href'), a.getAttribute('aria-label')]))",
    );
    let cells: Vec<(String, String)> = serde_json::from_str(&cells).unwrap();
    let mut records = 0;
    for (address, label) in &cells {
        let (status, _, bytes) = browser.fetched(&format!("{address}&part=true"));
        let panel = String::from_utf8(bytes).unwrap();
        assert_eq!(status, 200, "{label}: {panel}");
        if let Some((_, cell)) = panel.split_once("单元格：") {
            records += 1;
            let place = cell.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
            browser.go(&format!("http://{}{place}", program.address.split('/').nth(2).unwrap()));
            browser.until("return document.querySelector('#active-cell') !== null && document.getElementById('cell').textContent.split('　')[1]?.length > 0");
            let line = browser.words("#cell");
            assert!(line.split('　').nth(1).unwrap().starts_with(label.as_str()), "{label} leads to {line}");
        }
    }
    assert!(records >= 3, "{records} cells of records in {cells:?}");
}
