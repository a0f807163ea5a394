//! Runs: stopped in the middle, two programs, and the end when nobody looks.

use super::{Browser, Program};
use crate::support::sample_copy;
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn a_run_that_is_stopped_writes_nothing() {
    let Some(browser) = Browser::start() else { return };
    let project = sample_copy();
    let program = Program::open(project.path());
    browser.go(&program.view("2020-12", "reports"));
    // Both in one go: a quick machine makes eight documents in a second.
    let answer = browser.promised(
        "const form = document.querySelector('form[action$=make]'); const data = new URLSearchParams(new FormData(form));
         for (const format of ['pdf', 'xlsx', 'docx', 'ofd']) data.append('format', format);
         await fetch(form.action, { method: 'POST', body: data, redirect: 'manual' });
         const twice = await fetch(form.action, { method: 'POST', body: data });
         await fetch(form.action.replace('make', 'stop'), { method: 'POST', redirect: 'manual' });
         return await twice.text()",
        Vec::new(),
    );
    assert!(answer.as_str().unwrap().contains("正在生成报告"), "{answer}");
    browser.says("已停止，没有写文件");
    assert!(!project.path().join("reports/2020-12").exists());
    browser.click("form[action$=make] button");
    browser.says("已写文件");
    // The files beside a document are its own: those of the internal edition never beside the public one.
    browser.go(&program.view("2020-12", "document?name=tax-monthly"));
    browser.says("税收统计月报.pdf");
    browser.go(&program.view("2020-12", "document?name=tax-monthly%EF%BC%88%E5%85%AC%E5%BC%80%E7%89%88%EF%BC%89"));
    browser.says("还没有生成文件");
}

#[test]
fn a_second_program_shows_the_page_of_the_first() {
    let project = sample_copy();
    let program = Program::open(project.path());
    let mut second = Command::new(env!("CARGO_BIN_EXE_taizhang"));
    let output = second.args(["open", "--no-browser", "--project"]).arg(project.path()).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && told.contains("已由另一个") && told.contains(&program.address), "{told}");
}

#[test]
fn one_of_several_projects_of_a_folder_is_chosen() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    for name in ["甲局", "乙局"] {
        let project = folder.path().join(name);
        std::fs::create_dir_all(&project).unwrap();
        std::fs::write(project.join("taizhang.toml"), format!("organisation = \"{name}\"\n")).unwrap();
    }
    let program = Program::open(folder.path());
    browser.go(&program.address);
    browser.says("甲局");
    let refused = browser.promised(
        "const form = document.querySelector('form[action$=project]');
         const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams({ name: '../丙局' }) });
         return await answer.text()",
        Vec::new(),
    );
    assert_eq!(refused, "没有这个项目。");
    browser.click("button[value=乙局]");
    browser.says("放入工作簿");
    assert!(browser.page().contains("乙局"));
}

#[test]
fn the_program_ends_when_the_browser_is_closed() {
    let Some(browser) = Browser::start() else { return };
    let project = sample_copy();
    let mut program = Program::open_for(project.path(), 3);
    browser.go(&program.address);
    // As long as a page is open it goes on.
    std::thread::sleep(Duration::from_secs(6));
    assert!(program.child.try_wait().unwrap().is_none());
    drop(browser);
    let start = Instant::now();
    while program.child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(40), "it goes on");
        std::thread::sleep(Duration::from_millis(200));
    }
}
