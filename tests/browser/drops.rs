//! From an empty project to a finished report, by drops and clicks alone.

use super::{Browser, Program};
use crate::support::{pdf_text, root};
use serde_json::json;
use std::fs;
use std::path::Path;

/// Drops files of the disk onto the page, as a mouse would.
fn drop_files(browser: &Browser, paths: &[&Path]) {
    let files: Vec<_> = paths
        .iter()
        .map(|path| {
            let bytes: Vec<u8> = fs::read(path).unwrap();
            json!([path.file_name().unwrap().to_string_lossy(), bytes])
        })
        .collect();
    browser.ask(
        "const data = new DataTransfer();
         for (const [name, bytes] of arguments[0]) data.items.add(new File([new Uint8Array(bytes)], name));
         for (const kind of ['dragenter', 'dragover', 'drop'])
           document.getElementById('drop').dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));",
        vec![json!(files)],
    );
}

#[test]
fn from_an_empty_project_to_a_finished_report() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let program = Program::open(folder.path());
    browser.go(&program.address);
    browser.fill("input[name=organisation]", "青山镇人民政府");
    browser.fill("input[name=folder]", "镇台账");
    browser.click("main form button");
    browser.says("还没有台账定义");
    browser.says("青山镇人民政府");
    let project = folder.path().join("镇台账");

    // The workbooks are of no ledger: a definition is proposed from all of them, tried and saved.
    let sent = |month: &str| {
        let folder = root().join(format!("data/{month}"));
        let found = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        found.into_iter().find(|path| path.to_string_lossy().contains("企业税收")).unwrap()
    };
    let months = ["2020-10", "2020-11", "2020-12"];
    let paths = months.map(sent);
    drop_files(&browser, &[&paths[0], &paths[1], &paths[2]]);
    browser.click(".waiting h3 a");
    browser.says("由这些文件合起来得出");
    // The sheets can be looked at before anything is decided.
    browser.click("a[href*=book]");
    browser.until(
        "return [...document.querySelectorAll('#grid [role=gridcell]')].some((cell) => cell.textContent.length > 3)",
    );
    browser.run(browser.client.back()).unwrap();
    browser.click("button[data-into=tried]");
    browser.says("读到记录");
    browser.click("#define button:last-of-type");
    browser.says("识别为");
    assert_eq!(fs::read_dir(project.join("data")).unwrap().count(), 1, "nothing is written before it is confirmed");
    browser.click("form[action$=place] button");
    browser.until("return document.querySelectorAll('.waiting li').length === 2");

    // The others are recognised by then, and written together.
    browser.click("form[action$=place-all] button");
    browser.until("return document.querySelector('.waiting') === null && document.querySelector('table') !== null");
    browser.says("已写入 2 个文件");
    for month in months {
        let name = sent(month).file_name().unwrap().to_owned();
        assert_eq!(fs::read(project.join("data").join(month).join(name)).unwrap(), fs::read(sent(month)).unwrap());
    }

    // A first report is proposed, made, and its numbers lead to cells.
    browser.go(&program.view("2020-12", "reports"));
    browser.click("form[action$=first] button");
    browser.click("form[action$=make] button");
    browser.says("已写文件");
    let made = project.join("reports/2020-12");
    let pdf =
        fs::read_dir(&made).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.extension().unwrap() == "pdf");
    assert!(pdf_text(&fs::read(pdf.unwrap()).unwrap()).contains("企业税收"));
    browser.click("a[href*=document]");
    browser.click("svg a.number");
    browser.says("算法");
}

#[test]
fn no_file_is_written_over_and_a_second_window_is_told() {
    let Some(browser) = Browser::start() else { return };
    let project = crate::support::sample_copy();
    let program = Program::open(project.path());
    let month = fs::read_dir(project.path().join("data/2020-12")).unwrap();
    let known =
        month.map(|entry| entry.unwrap().path()).find(|path| path.to_string_lossy().contains("企业税收")).unwrap();
    let before = fs::read(&known).unwrap();
    browser.go(&program.view("2020-12", ""));
    drop_files(&browser, &[&known]);
    browser.says("待确认的工作簿");
    browser.click("form[action$=place] button");
    browser.says("已经有了，没有改动");
    assert_eq!(fs::read(&known).unwrap(), before);

    // Another window puts the workbook away; this one still shows it and is told.
    let first = browser.run(browser.client.window()).unwrap();
    let second = browser.run(browser.client.new_window(true)).unwrap();
    browser.run(browser.client.switch_to_window(second.handle)).unwrap();
    browser.go(&program.view("2020-12", ""));
    let id = browser.until("return document.querySelector('form[action$=remove]').getAttribute('action')");
    browser.run(browser.client.switch_to_window(first)).unwrap();
    // In one go: the page loads anew when it hears of the first, and a script that waits would end with it.
    let answer = browser.ask(
        "const post = (address, body) => { \
           const request = new XMLHttpRequest(); request.open('POST', address, false); request.send(body); \
           return request.responseText; \
         }; \
         post(arguments[0]); \
         return post(arguments[0].replace('remove', 'place'), \
           new URLSearchParams({ ledger: 'tax', month: '2020-12', name: 'x.xlsx' }));",
        vec![json!(id)],
    );
    assert!(answer.as_str().unwrap().contains("已经处理过了"), "{answer}");
}
