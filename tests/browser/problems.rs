//! A faulty workbook, from its problem to its cell and to its marked copy.

use super::{Browser, Program};
use crate::support::{copy, root};

#[test]
fn a_problem_leads_to_its_cell_and_to_a_marked_copy() {
    let Some(browser) = Browser::start() else { return };
    let project = tempfile::tempdir().unwrap();
    copy(&root().join("tests/faulty"), project.path());
    let program = Program::open(project.path());
    browser.go(&program.view("2020-12", "problems"));
    browser.fill("input[name=words]", "630元/份");
    browser.click("form.filter button");
    browser.until("return document.querySelectorAll('table.problems tbody tr').length === 1");
    let words = browser.words("table.problems tbody tr");
    assert!(words.contains("错误") && words.contains("应为金额") && words.contains("请改填一个数"), "{words}");

    // The grid with the cell in question in view.
    browser.click("table.problems a[href*=book]");
    browser.until("return document.querySelector('#active-cell.error')?.textContent === '630元/份'");
    let line = browser.words("#cell");
    assert!(line.starts_with("D7") && line.contains("应为金额"), "{line}");

    // One copy and all of them; both are containers with what they say.
    browser.go(&program.view("2020-12", "problems"));
    let marked = browser.until("return document.querySelector('a[href$=marked]')?.getAttribute('href')");
    let (status, kind, bytes) = browser.fetched(&marked);
    assert_eq!((status, kind.as_str()), (200, "application/zip"));
    let copies = crate::support::unpacked(&bytes);
    let (told, copies): (Vec<_>, Vec<_>) = copies.into_iter().partition(|(name, _)| name == "没有标注.txt");
    assert_eq!(copies.len(), 4, "of six faulty workbooks those that can be opened");
    let told = String::from_utf8(told.into_iter().next().unwrap().1).unwrap();
    assert!(told.lines().count() == 2 && told.contains("（加密）") && told.contains("（截断）"), "{told}");
    assert!(copies.iter().any(|(name, bytes)| name.ends_with("（标注）.xlsx") && bytes.starts_with(b"PK")));
}

#[test]
fn the_grid_is_moved_by_keys_and_says_where_it_is() {
    let Some(browser) = Browser::start() else { return };
    let project = tempfile::tempdir().unwrap();
    copy(&root().join("tests/faulty"), project.path());
    let program = Program::open(project.path());
    browser.go(&program.view("2020-11", "problems?all=on"));
    browser.click("table.problems a[href*=book]");
    browser.until("return document.querySelector('#grid [role=gridcell]') !== null");
    browser.ask("document.getElementById('grid').focus()", Vec::new());
    let grid = browser.run(browser.client.active_element()).unwrap();
    browser.run(grid.send_keys("\u{E009}\u{E011}\u{E000}")).unwrap();
    browser.until("return document.getElementById('cell').textContent.startsWith('A1')");
    browser.run(grid.send_keys("\u{E015}\u{E015}\u{E014}")).unwrap();
    browser.until("return document.getElementById('cell').textContent.startsWith('B3')");
}
