//! A number on a page, back to its cell.

use super::{Browser, Program};
use crate::support::sample_copy;

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
    // A cell of a table: the reckoning and the cells of its row.
    browser.click("svg a.number[href*=table]");
    browser.until("return document.querySelector('#panel ol.cells a') !== null");
    let told = browser.until("return document.querySelector('#panel ol.cells li').innerText");
    let value = told.rsplit(" = ").next().unwrap().to_owned();
    browser.click("#panel ol.cells a");
    browser.until("return document.querySelector('#active-cell') !== null && document.getElementById('cell').textContent.length > 4");
    let line = browser.words("#cell").replace(',', "");
    assert!(line.contains(value.trim_end_matches('元').replace(',', "").as_str()), "{line} has not {value}");
    // The same without the panel: every figure is listed, each leads to a page of its own.
    browser.go(&program.view("2020-12", "figures"));
    browser.click("td.number a");
    browser.says("算法");
}
