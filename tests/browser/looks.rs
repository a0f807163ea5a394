//! Every view, looked at by the rules of accessibility (WCAG, by axe-core).

use super::{Browser, Program};
use crate::support::{copy, root, sample_copy};
use serde_json::json;
use std::fs;

/// The rules; nothing where they are not there. `npm pack axe-core` fetches them, see `.ci/run`.
fn axe() -> Option<String> {
    let found = fs::read_to_string(root().join("target/axe/package/axe.min.js"));
    let decides = std::env::var_os("CI").is_some_and(|value| value == "true");
    assert!(found.is_ok() || !decides, "target/axe/package/axe.min.js (axe-core from npm) is missing");
    if found.is_err() {
        eprintln!("left out: target/axe/package/axe.min.js (axe-core from npm) is missing");
    }
    found.ok()
}

/// What breaks a rule at an address, in words.
fn broken(browser: &Browser, axe: &str, address: &str) -> Vec<String> {
    browser.go(address);
    browser.until("return document.readyState === 'complete'");
    // Pages and grids are drawn a moment later.
    browser
        .until("return !document.querySelector('figure[data-sheet]') || document.querySelector('figure svg') !== null");
    browser
        .until("return !document.getElementById('grid') || document.querySelector('#grid [role=gridcell]') !== null");
    browser.ask(axe, Vec::new());
    let found = browser.promised("const found = await axe.run(); return found.violations.map((v) => [v.id, v.nodes.map((n) => n.html + ' ' + n.failureSummary)])", Vec::new());
    let found = found.as_array().unwrap_or_else(|| panic!("{address}: {found}")).clone();
    found.iter().map(|violation| format!("{address}: {violation}")).collect()
}

#[test]
fn no_view_breaks_a_rule_of_accessibility() {
    let (Some(axe), Some(browser)) = (axe(), Browser::start()) else { return };
    let project = sample_copy();
    let program = Program::open(project.path());
    let mut all = Vec::new();
    for view in [
        "",
        "problems?all=on",
        "reports",
        "figures",
        "changes",
        "editions",
        "document?name=tax-monthly",
        "number?name=tax-monthly&figure=tax.ytd",
    ] {
        all.extend(broken(&browser, &axe, &program.view("2020-12", view)));
    }
    browser.go(&program.view("2020-12", "problems?all=on"));
    let book = browser.until("return document.querySelector('table.problems a[href*=book]').href");
    all.extend(broken(&browser, &axe, &book));

    // The same in English, with a workbook that waits.
    let faulty = tempfile::tempdir().unwrap();
    copy(&root().join("tests/faulty"), faulty.path());
    let other = Program::open(faulty.path());
    browser.go(&other.view("2020-11", ""));
    browser.click("header form button");
    browser.says("Add workbooks");
    let file = fs::read(root().join("tests/fixtures/contract.xlsx")).unwrap();
    browser.promised("await fetch(document.body.dataset.inbox + '?name=contract.xlsx', { method: 'POST', body: new Uint8Array(arguments[0]) })", vec![json!(file)]);
    for view in ["", "inbox/1", "problems"] {
        all.extend(broken(&browser, &axe, &other.view("2020-11", view)));
    }
    assert!(all.is_empty(), "{all:#?}");
}
