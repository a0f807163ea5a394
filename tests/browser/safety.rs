//! What may not be: foreign pages, guessed addresses, and cells that would be markup.

use super::{Browser, Program};
use crate::support::{project, sample_copy};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

/// The status and the head of an answer to a request written by hand.
fn asked(program: &Program, request: &str) -> (u16, String) {
    let host = program.address.split('/').nth(2).unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "{}\r\nConnection: close\r\n\r\n", request.replace("HOST", host)).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
}

#[test]
fn foreign_pages_and_guessed_addresses_are_refused() {
    let project = sample_copy();
    let program = Program::open(project.path());
    let path = program.address.splitn(4, '/').nth(3).unwrap();
    let (status, head) = asked(&program, &format!("GET /{path}2020-12/reports HTTP/1.1\r\nHost: HOST"));
    assert_eq!(status, 200);
    assert!(
        head.contains("default-src 'none'")
            && head.contains("nosniff")
            && head.contains("referrer-policy: same-origin"),
        "{head}"
    );
    for (request, expected) in [
        ("GET / HTTP/1.1\r\nHost: HOST".to_owned(), 404),
        ("GET /0123456789abcdef0123456789abcdef/ HTTP/1.1\r\nHost: HOST".to_owned(), 404),
        (format!("GET /{path} HTTP/1.1\r\nHost: evil.example"), 403),
        (format!("GET /{path} HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example"), 403),
        (format!("POST /{path}2020-12/reports/make HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0"), 403),
        (
            format!(
                "POST /{path}2020-12/reports/make HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example\r\nContent-Length: 0"
            ),
            403,
        ),
        (format!("GET /{path}2020-12/reports/make HTTP/1.1\r\nHost: HOST"), 405),
        (format!("GET /{path}2020-12/file?name=..%2F..%2Ftaizhang.toml HTTP/1.1\r\nHost: HOST"), 404),
        (
            format!("GET /{path}2020-12/original?file=data%2F2020-12%2F..%2F..%2Ftaizhang.toml HTTP/1.1\r\nHost: HOST"),
            404,
        ),
        (format!("GET /{path}2020-12/original?file=taizhang.toml HTTP/1.1\r\nHost: HOST"), 404),
    ] {
        let (status, answer) = asked(&program, &request);
        assert_eq!(status, expected, "{request}: {answer}");
    }
    assert!(!project.path().join("reports/2020-12").exists());
}

#[test]
fn cells_of_a_hostile_workbook_are_text() {
    let Some(browser) = Browser::start() else { return };
    let definition = "title = \"甲<b>\"\nfiles = [\"*.xlsx\"]\ngrain = \"snapshot\"\n[columns.name]\nlabels = [\"名称\"]\ntype = \"text\"\n";
    let project = project([
        ("taizhang.toml", "organisation = \"<i>局</i>\"\nmonth = \"2020-12\"\n"),
        ("data/definitions/a.toml", definition),
    ]);
    let script = "<script>window.spoiled = true</script><img src=x onerror=\"window.spoiled = true\">";
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("<u>表").unwrap();
    sheet.write_string(0, 0, "名称").unwrap();
    sheet.write_string(1, 0, script).unwrap();
    sheet.write_formula(2, 0, "=HYPERLINK(\"javascript:alert(1)\",\"点\")").unwrap();
    for column in 1..10_000 {
        sheet.write_string(1, column, script).unwrap();
    }
    fs::create_dir_all(project.path().join("data/2020-12")).unwrap();
    book.save(project.path().join("data/2020-12/<svg onload=spoiled=1>.xlsx")).unwrap();
    let program = Program::open(project.path());
    for view in ["", "problems?all=on", "reports", "changes"] {
        browser.go(&program.view("2020-12", view));
        browser.until("return document.querySelector('h1') !== null");
    }
    browser
        .go(&program
            .view("2020-12", "book?file=data%2F2020-12%2F%3Csvg%20onload%3Dspoiled%3D1%3E.xlsx&row=2&column=9000"));
    browser.until("return document.getElementById('cell').textContent.includes('<script>')");
    let drawn = browser.ask("return document.querySelectorAll('#grid [role=gridcell]').length", Vec::new());
    assert!(drawn.as_u64().unwrap() < 2_000, "{drawn} cells are drawn of 20,000");
    assert!(browser.ask("return window.spoiled ?? null", Vec::new()).is_null());
    assert_eq!(
        browser.ask("return document.querySelectorAll('main script, main img, main u, main i').length", Vec::new()),
        0
    );
}
