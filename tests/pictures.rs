//! Pictures of a text and of a ledger's cells, appendices from files, and what Markdown holds besides.

use crate::support::{Answer, cells, files, pdf_pages, pdf_text, project, taizhang, unpacked};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const HAZARDS: &str = "title = \"隐患\"\nfiles = [\"*隐患*\"]\ngrain = \"snapshot\"\n[columns.area]\nlabels = [\"街道\"]\nsensitivity = \"public\"\n[columns.photo]\nlabels = [\"照片\"]\nsensitivity = \"internal\"\n[columns.shown]\nlabels = [\"公开照片\"]\nsensitivity = \"public\"\n";
const REPORT: &str = "title = \"通报\"\nlayout = \"gongwen\"\n[head]\nmark = \"示例局文件\"\nsignature = \"示例局\"\ndate = \"2021年1月5日\"\n[figures]\ncount = { title = \"隐患数\", ledger = \"l\", count = true, unit = \"处\" }\n[tables.by]\ntitle = \"各街道\"\nrows = \"area\"\ncolumns = [\"count\"]\n[listings.all]\ntitle = \"明细\"\nledger = \"l\"\ncolumns = [\"area\", \"photo\", \"shown\"]\n";
const ROWS: &str = "街道,照片,公开照片\n东街,IMG_2020_01.jpg,dong\n西街,没有.jpg,\n";
/// What a camera notes: where it was.
const NOTED: &[u8] = b"\xff\xe1\x00\x14Exif\x00\x00MM\x00*GPS39.90";

/// A PNG of pixels that run from one colour to another, transparent to the right.
fn png(width: u32, height: u32) -> Vec<u8> {
    let shade = |at: u32, of: u32| u8::try_from(at * 255 / of).unwrap();
    let picture =
        image::RgbaImage::from_fn(width, height, |x, y| image::Rgba([shade(y, height), 80, 160, shade(x, width)]));
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&picture, width, height, ExtendedColorType::Rgba8).unwrap();
    bytes
}

/// A photo with what its camera notes.
fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 60]));
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&DynamicImage::from(picture)).unwrap();
    [&bytes[..2], NOTED, &bytes[2..]].concat()
}

/// A project with a report of this definition and text; texts and pictures by their paths within it.
fn with(report: &str, text: &str, texts: &[(&str, &str)], pictures: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let definitions = [
        ("taizhang.toml", "organisation = \"示例局\"\nmonth = \"2020-12\"\n[public]\nkey = \"甲子\"\n"),
        ("data/definitions/l.toml", HAZARDS),
        ("data/2020-12/隐患.csv", ROWS),
        ("reports/definitions/r/report.toml", report),
        ("reports/definitions/r/text.md", text),
    ];
    let folder = project(definitions.into_iter().chain(texts.iter().copied()));
    for (path, bytes) in pictures {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn written(folder: &Path, arguments: &[&str]) -> (Answer, BTreeMap<String, Vec<u8>>) {
    let formats = ["report", "--as", "pdf", "--as", "xlsx", "--as", "docx", "--as", "ofd"];
    let answer = taizhang(folder, &[formats.as_slice(), arguments].concat());
    (answer, files(&folder.join("reports/2020-12")))
}

/// The pictures of a PDF as their widths and heights.
fn images(pdf: &[u8]) -> Vec<(i64, i64)> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let images = streams.filter(|stream| {
        stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Image"))
    });
    let side = |stream: &lopdf::Stream, key: &[u8]| stream.dict.get(key).and_then(|side| side.as_i64()).unwrap();
    images.map(|stream| (side(stream, b"Width"), side(stream, b"Height"))).collect()
}

fn media(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let parts = unpacked(bytes).into_iter();
    parts.filter(|(name, _)| [".png", ".jpeg", ".jpg"].iter().any(|end| name.ends_with(end))).collect()
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

#[test]
fn a_picture_of_the_text_stands_in_every_file_and_the_bytes_repeat() {
    let text = "甲。\n\n![片区位置](pictures/map.png \"8cm\")\n\n![](photo.jpg)\n";
    let pictures =
        [("reports/definitions/r/pictures/map.png", png(60, 40)), ("reports/definitions/r/photo.jpg", jpeg(300, 200))];
    let folder = with(REPORT, text, &[], &pictures);
    let (answer, files) = written(folder.path(), &[]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    let mut sizes = images(&files["通报.pdf"]);
    sizes.sort_unstable();
    assert_eq!(sizes, [(60, 40), (300, 200)]);
    assert!(pdf_text(&files["通报.pdf"]).contains("图1片区位置"));
    for name in ["通报.docx", "通报.ofd", "通报.xlsx"] {
        let media = media(&files[name]);
        assert_eq!(media.len(), 2, "{name}");
        let mut sizes: Vec<(u32, u32)> = media
            .iter()
            .map(|(_, bytes)| image::load_from_memory(bytes).unwrap())
            .map(|picture| (picture.width(), picture.height()))
            .collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [(60, 40), (300, 200)], "{name}");
    }
    // What is transparent is the paper's white, and nothing tells of the camera.
    let (_, flat) = media(&files["通报.docx"]).swap_remove(0);
    assert_eq!(image::load_from_memory(&flat).unwrap().to_rgba8().get_pixel(0, 0).0, [255, 255, 255, 255]);
    for (name, bytes) in &files {
        let parts = if name.ends_with(".pdf") { vec![(name.clone(), bytes.clone())] } else { unpacked(bytes) };
        assert!(parts.iter().all(|(_, part)| !holds(part, b"GPS39.90")), "{name}");
    }
    let draft = unpacked(&files["通报.docx"]);
    let body = &draft.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    assert!(String::from_utf8_lossy(body).contains("descr=\"图1　片区位置\""));
    let contents = cells(&files["通报.xlsx"]).remove("目录").unwrap();
    assert!(contents.iter().any(|row| row.iter().any(|cell| cell == "图片")));
    let (_, again) = written(folder.path(), &[]);
    assert!(files == again, "the same pictures give the same bytes");
}

#[test]
fn a_photo_of_millions_of_pixels_is_made_small() {
    let folder = with(REPORT, "![大图](big.jpg)\n", &[], &[("reports/definitions/r/big.jpg", jpeg(5_000, 4_000))]);
    let (answer, files) = written(folder.path(), &[]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    assert_eq!(images(&files["通报.pdf"]), [(1843, 1474)]);
}

#[test]
fn what_is_no_picture_of_the_project_is_told_at_its_line_and_nothing_is_written() {
    let whole = png(30, 20);
    let pictures = [
        ("reports/definitions/r/broken.png", whole[..60].to_vec()),
        ("reports/definitions/r/words.png", "街道,户数".as_bytes().to_vec()),
    ];
    let cases = [
        ("![甲](none.png)", "找不到这个文件"),
        ("![甲](broken.png)", "损坏"),
        ("![甲](words.png)", "不是图片文件"),
        ("![甲](../../../secret.png)", "不能用“..”"),
        ("![甲](/etc/secret.png)", "完整路径"),
        ("![甲](C:\\\\secret.png)", "完整路径"),
        ("![甲](https://example.cn/a.png)", "网上"),
        ("![甲](broken.png \"宽\")", "不是宽度"),
        ("文字![甲](broken.png)", "单独成段"),
        ("```\n代码\n```", "代码"),
        ("甲<b>乙</b>", "尖括号"),
    ];
    for (markdown, words) in cases {
        let folder = with(REPORT, &format!("甲。\n\n{markdown}\n"), &[], &pictures);
        let (answer, files) = written(folder.path(), &[]);
        let told = answer.out + &answer.err;
        assert!(answer.code == 2 && told.contains(words) && told.contains("text.md 第3行"), "{markdown}: {told}");
        assert!(files.is_empty(), "{markdown}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_project() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.png"), png(30, 20)).unwrap();
    let folder = with(REPORT, "![甲](linked.png)\n", &[], &[]);
    let link = folder.path().join("reports/definitions/r/linked.png");
    std::os::unix::fs::symlink(outside.path().join("secret.png"), link).unwrap();
    let (answer, _) = written(folder.path(), &[]);
    assert!(answer.code == 2 && (answer.out + &answer.err).contains("项目的文件夹之外"));
}

const LOOP: &str = "{% for row in rows(\"all\") %}\n{{ row.area }}。\n\n{{ picture(row.photo, \"整改前\", \"5cm\") }}\n\n{{ picture(row.shown, row.area) }}\n{% endfor %}\n";

#[test]
fn photos_that_cells_name_are_found_and_one_that_is_missing_is_said() {
    let pictures = [("data/2020-12/照片/IMG_2020_01.jpg", jpeg(200, 100)), ("data/2020-12/照片/dong.PNG", png(50, 50))];
    let folder = with(REPORT, LOOP, &[], &pictures);
    let (answer, files) = written(folder.path(), &[]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    let told = &answer.out;
    assert!(told.contains("missing-picture") && told.contains("隐患.csv [CSV!B3]：照片“没有.jpg”"), "{told}");
    assert!(!told.contains("unclaimed-file"), "{told}");
    let words = pdf_text(&files["通报.pdf"]);
    assert!(words.contains("图1整改前") && words.contains("图2东街"), "{words}");
    assert!(words.contains("整改前（无照片：没有.jpg）") && words.contains("西街（无照片）"), "{words}");
    assert_eq!(images(&files["通报.pdf"]).len(), 2);
}

#[test]
fn the_public_edition_has_photos_of_public_columns_alone() {
    let pictures = [("data/2020-12/IMG_2020_01.jpg", jpeg(200, 100)), ("data/2020-12/dong.png", png(50, 50))];
    let text = LOOP
        .replace("{{ picture(row.photo", "{% if internal %}{{ picture(row.photo")
        .replace("\"5cm\") }}", "\"5cm\") }}{% endif %}");
    let folder = with(REPORT, &text, &[], &pictures);
    let (answer, files) = written(folder.path(), &["--edition", "both"]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    assert_eq!(images(&files["通报.pdf"]).len(), 2);
    assert_eq!(images(&files["通报（公开）.pdf"]), [(50, 50)]);
    assert_eq!(media(&files["通报（公开）.docx"]).len(), 1);
    // Who does not ask for the edition gets no photo of an internal column either, and no word of it.
    let folder = with(REPORT, LOOP, &[], &pictures);
    let (answer, files) = written(folder.path(), &["--edition", "both"]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    assert_eq!(images(&files["通报（公开）.pdf"]), [(50, 50)]);
    let words = pdf_text(&files["通报（公开）.pdf"]);
    assert!(words.contains("图1东街") && !words.contains("整改前") && !words.contains("无照片"), "{words}");
}

const APPENDICES: &str = "[[appendices]]\ntitle = \"{{ year }}年分街道情况\"\nfile = \"street.md\"\n[[appendices]]\ntitle = \"办理要求\"\nfile = \"demands.md\"\n";
const STREET: (&str, &str) = ("reports/definitions/r/street.md", "共{{ count }}。\n\n{{ table(\"by\") }}\n");

#[test]
fn appendices_begin_on_pages_of_their_own_and_stand_in_the_note() {
    let demands = ("reports/definitions/r/demands.md", "请按期办理。\n");
    let folder = with(&(REPORT.to_owned() + APPENDICES), "共{{ count }}。\n", &[STREET, demands], &[]);
    let (answer, files) = written(folder.path(), &[]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    let pages = pdf_pages(&files["通报.pdf"]);
    assert_eq!(pages.len(), 3, "{pages:?}");
    assert!(pages[0].contains("附件：1.2020年分街道情况2.办理要求"), "{pages:?}");
    assert!(pages[1].starts_with("附件12020年分街道情况共2处。") && pages[1].contains("—2—"), "{pages:?}");
    assert!(pages[2].starts_with("附件2办理要求请按期办理。") && pages[2].contains("—3—"), "{pages:?}");
    assert!(cells(&files["通报.xlsx"]).contains_key("表1 各街道"), "the appendix's table has its sheet");
}

#[test]
fn the_only_appendix_has_no_number_and_a_known_title_keeps_its_place() {
    let one = "[[appendices]]\ntitle = \"分街道情况\"\nfile = \"street.md\"\n";
    let folder = with(&(REPORT.to_owned() + one), "共{{ count }}。\n", &[STREET], &[]);
    let (_, files) = written(folder.path(), &[]);
    let pages = pdf_pages(&files["通报.pdf"]);
    assert!(pages[0].contains("附件：分街道情况") && pages[1].starts_with("附件分街道情况"), "{pages:?}");
    let report = REPORT.replace("[figures]", "attachments = [\"另附材料\", \"分街道情况\"]\n[figures]") + one;
    let folder = with(&report, "共{{ count }}。\n", &[STREET], &[]);
    let (_, files) = written(folder.path(), &[]);
    let pages = pdf_pages(&files["通报.pdf"]);
    assert!(pages[0].contains("附件：1.另附材料2.分街道情况") && pages[1].starts_with("附件2分街道情况"), "{pages:?}");
}

#[test]
fn an_appendix_that_is_not_there_is_told_at_its_definition() {
    for (file, words) in [("street.md", "没有这个文件"), ("../street.md", "不能用“..”"), ("street.docx", ".md 文件")]
    {
        let report = REPORT.to_owned() + &format!("[[appendices]]\ntitle = \"甲\"\nfile = \"{file}\"\n");
        let line = report.lines().position(|line| line == "[[appendices]]").unwrap() + 1;
        let folder = with(&report, "共{{ count }}。\n", &[], &[]);
        let (answer, files) = written(folder.path(), &[]);
        let told = answer.out + &answer.err;
        assert!(told.contains(words) && told.contains(&format!("report.toml 第{line}行")), "{told}");
        assert!(answer.code == 2 && files.is_empty());
    }
    let wrong = ("reports/definitions/r/street.md", "甲。\n\n{{ cuont }}\n");
    let one = "[[appendices]]\ntitle = \"分街道情况\"\nfile = \"street.md\"\n";
    let folder = with(&(REPORT.to_owned() + one), "共{{ count }}。\n", &[wrong], &[]);
    let told = written(folder.path(), &[]).0;
    assert!((told.out + &told.err).contains("street.md 第3行"));
}

#[test]
fn what_markdown_says_besides_is_not_lost() {
    let text = "见[网站](http://www.example.cn/a)，*强调*。\n\n3. 第三条\n4. 第四条\n";
    let folder = with(REPORT, text, &[], &[]);
    let (answer, files) = written(folder.path(), &[]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    let words = pdf_text(&files["通报.pdf"]);
    for expected in ["见网站（http://www.example.cn/a），强调。", "3.第三条", "4.第四条"] {
        assert!(words.contains(expected), "{words}");
    }
}
