//! What a zip container says beside its parts, and what lies between them.

use super::fixture::{ACCOUNT, NAME, assert_clean, assert_found, zip};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::{FullFileOptions, SimpleFileOptions};

fn clean() -> Vec<u8> {
    zip([("a.xml", b"<a/>".as_slice()), ("b/c.xml", b"<b>1</b>")])
}

fn written(write: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    file.start_file("a.xml", SimpleFileOptions::default()).expect("a part");
    file.write_all(b"<a/>").expect("a part");
    write(&mut file);
    file.finish().expect("a container").into_inner()
}

#[test]
fn names_comments_and_extra_data_are_read() {
    assert_clean("xlsx", &clean());
    assert_found("xlsx", &zip([("xl/张小满.xml", b"<a/>".as_slice())]), NAME, "部件名");
    assert_found("xlsx", &zip([("xl/6222021001116245.png", b"".as_slice())]), ACCOUNT, "部件名");
    let commented = written(|file| file.set_comment("给张小满").expect("a comment"));
    assert_found("xlsx", &commented, NAME, "压缩包备注");
    let comment = written(|file| {
        let options = FullFileOptions::default().with_file_comment(NAME);
        file.start_file("b.xml", options).expect("a part");
    });
    assert_found("xlsx", &comment, NAME, "部件备注");
    let extra = written(|file| {
        let mut options = FullFileOptions::default();
        options.add_extra_field(0x1111, NAME.as_bytes(), false).expect("extra data");
        file.start_file("b.xml", options).expect("a part");
    });
    assert_found("xlsx", &extra, NAME, "压缩包目录");
}

#[test]
fn bytes_around_the_parts_are_read() {
    let before = [NAME.as_bytes(), &clean()].concat();
    assert_found("xlsx", &before, NAME, "压缩包目录");
    let after = [&clean(), NAME.as_bytes()].concat();
    assert_found("xlsx", &after, NAME, "压缩包目录");
}

#[test]
fn parts_taken_out_of_the_directory_alone_are_unpacked() {
    let text = format!("<a>{}{NAME}</a>", "甲乙丙丁".repeat(200));
    let old = zip([("old.xml", text.as_bytes())]);
    let kept = memchr::memmem::find(&old, b"PK\x01\x02").expect("a directory");
    let left_behind = [&old[..kept], &clean()].concat();
    assert_found("xlsx", &left_behind, NAME, "未列入目录的部件");
}
