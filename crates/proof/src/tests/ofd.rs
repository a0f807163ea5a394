//! Pages of GB/T 33190, made by hand.

use super::fixture::{ACCOUNT, NAME, assert_clean, assert_found, zip};

const PAGE: &str = "Doc_0/Pages/Page_0/Content.xml";

fn file(objects: &str) -> Vec<u8> {
    let page = format!("<ofd:Page><ofd:Content><ofd:Layer ID=\"3\">{objects}</ofd:Layer></ofd:Content></ofd:Page>");
    zip([("OFD.xml", b"<ofd:OFD DocType=\"OFD\"/>".as_slice()), (PAGE, page.as_bytes())])
}

/// A text object of 4 mm letters.
fn object(x: f64, y: f64, text: &str) -> String {
    let steps = "4 ".repeat(text.chars().count());
    format!(
        "<ofd:TextObject ID=\"9\" Boundary=\"{x} {y} 100 5\" Font=\"1\" Size=\"4\">\
         <ofd:TextCode X=\"0\" Y=\"3.5\" DeltaX=\"{steps}\">{text}</ofd:TextCode></ofd:TextObject>"
    )
}

fn objects(objects: &[(f64, f64, &str)]) -> Vec<u8> {
    file(&objects.iter().map(|(x, y, text)| object(*x, *y, text)).collect::<String>())
}

#[test]
fn texts_are_joined() {
    assert_clean("ofd", &objects(&[(20.0, 20.0, "关于上半年收支情况的通报")]));
    assert_found("ofd", &objects(&[(20.0, 20.0, "经办人张小满")]), NAME, "Content.xml");
    let codes = "<ofd:TextObject Boundary=\"20 20 90 5\" Size=\"4\"><ofd:CGTransform CodePosition=\"0\"><ofd:Glyphs>1234</ofd:Glyphs>\
                 </ofd:CGTransform><ofd:TextCode X=\"0\" Y=\"3\">张</ofd:TextCode><ofd:TextCode X=\"4\" Y=\"3\">小满</ofd:TextCode></ofd:TextObject>";
    assert_found("ofd", &file(codes), NAME, PAGE);
}

#[test]
fn texts_are_joined_by_position() {
    let shuffled = objects(&[(28.0, 20.0, "满"), (60.0, 40.0, "其他"), (20.0, 20.3, "张"), (24.0, 20.0, "小")]);
    assert_found("ofd", &shuffled, NAME, "按位置");
    let wide = objects(&[(28.0, 20.0, "满"), (20.0, 20.0, "张小")]);
    assert_found("ofd", &wide, NAME, "按位置");
    let steps = "<ofd:TextObject Boundary=\"20 20 90 5\" Size=\"4\"><ofd:TextCode X=\"8\" Y=\"3\" DeltaX=\"g 2 -4\">满小张</ofd:TextCode></ofd:TextObject>";
    assert_found("ofd", &file(steps), NAME, "按位置");
    let turned = |x: f64, y: f64, text: &str| {
        format!(
            "<ofd:TextObject Boundary=\"{x} {y} 5 4\" CTM=\"0 1 -1 0 5 0\" Size=\"4\">\
             <ofd:TextCode X=\"0\" Y=\"3.5\">{text}</ofd:TextCode></ofd:TextObject>"
        )
    };
    let turned = [turned(20.0, 28.0, "满"), turned(20.0, 20.0, "张"), turned(20.0, 24.0, "小")].concat();
    assert_found("ofd", &file(&turned), NAME, "按位置");
}

#[test]
fn a_name_torn_at_the_end_of_a_line_is_found() {
    let lines = objects(&[(28.0, 20.0, "本月由会计核算中心张小"), (20.0, 27.0, "满同志负责此项工作")]);
    assert_found("ofd", &lines, NAME, "文字");
}

#[test]
fn neighbouring_cells_are_not_joined() {
    assert_clean(
        "ofd",
        &objects(&[(20.0, 20.0, "张"), (26.8, 20.0, "小满"), (20.0, 27.0, "张小"), (50.0, 27.0, "满")]),
    );
    // A row's last cell and the next row's first one.
    assert_clean("ofd", &objects(&[(20.0, 20.0, "甲"), (90.0, 20.0, "张小"), (20.0, 27.0, "满")]));
    assert_clean("ofd", &objects(&[(20.0, 20.0, "622202100"), (59.0, 20.0, "1116245")]));
}

#[test]
fn other_parts_are_read() {
    let with = |name: &str, xml: &str| zip([("OFD.xml", b"<ofd:OFD/>".as_slice()), (name, xml.as_bytes())]);
    let info =
        "<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Author>张小满</ofd:Author></ofd:DocInfo></ofd:DocBody></ofd:OFD>";
    assert_found("ofd", &zip([("OFD.xml", info.as_bytes())]), NAME, "OFD.xml");
    let custom = "<ofd:CustomDatas><ofd:CustomData Name=\"经办\">张小满</ofd:CustomData></ofd:CustomDatas>";
    assert_found("ofd", &with("OFD2.xml", custom), NAME, "OFD2.xml");
    let outline = "<ofd:Outlines><ofd:OutlineElem Title=\"一、张小满的账\"/></ofd:Outlines>";
    assert_found("ofd", &with("Doc_0/Document.xml", outline), NAME, "Document.xml");
    let bookmark = "<ofd:Bookmark Name=\"6222021001116245\"/>";
    assert_found("ofd", &with("Doc_0/Document.xml", bookmark), ACCOUNT, "Document.xml");
    let tag = "<root><经办人>张小满</经办人></root>";
    assert_found("ofd", &with("Doc_0/Tags/CustomTag.xml", tag), NAME, "CustomTag.xml");
    let named = "<root><张小满/></root>";
    assert_found("ofd", &with("Doc_0/Tags/CustomTag.xml", named), NAME, "CustomTag.xml");
    assert_found("ofd", &with("Doc_0/Res/张小满.ttf", ""), NAME, "部件名");
    let annotation = "<ofd:Annot Creator=\"张小满\" LastModDate=\"2026-06-30\"/>";
    assert_found("ofd", &with("Doc_0/Annots/Page_0/Annotation.xml", annotation), NAME, "Annotation.xml");
}
