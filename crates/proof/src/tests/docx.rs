//! Drafts in Word, made by hand.

use super::fixture::{ACCOUNT, NAME, assert_clean, assert_found, zip};

const BODY: &str = "word/document.xml";

fn draft(body: &str) -> Vec<u8> {
    let body = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p w14:paraId=\"00A1B2C3\" w:rsidR=\"00123456\">\
         <w:r><w:t>关于上半年收支情况的通报</w:t></w:r></w:p>{body}</w:body></w:document>"
    );
    zip([("[Content_Types].xml", b"<Types/>".as_slice()), (BODY, body.as_bytes())])
}

fn with(name: &str, xml: &str) -> Vec<u8> {
    zip([(BODY, b"<w:document/>".as_slice()), (name, xml.as_bytes())])
}

#[test]
fn runs_are_joined() {
    assert_clean("docx", &draft(""));
    let torn = "<w:p><w:r><w:rPr><w:b/><w:sz w:val=\"32\"/></w:rPr><w:t>经办人张</w:t></w:r><w:proofErr w:type=\"spellStart\"/>\
                <w:r><w:t xml:space=\"preserve\">小</w:t></w:r><w:bookmarkStart w:id=\"1\" w:name=\"a\"/>\
                <w:hyperlink r:id=\"rId1\"><w:r><w:t>满</w:t></w:r></w:hyperlink></w:p>";
    assert_found("docx", &draft(torn), NAME, BODY);
    let torn = "<w:p><w:r><w:t>6222 02</w:t></w:r><w:r><w:t>10 0111</w:t></w:r><w:r><w:t> 6245</w:t></w:r></w:p>";
    assert_found("docx", &draft(torn), ACCOUNT, BODY);
    let broken = "<w:p><w:r><w:t>张小</w:t><w:br/><w:t>满</w:t></w:r></w:p>";
    assert_found("docx", &draft(broken), NAME, BODY);
}

#[test]
fn neighbours_are_not_joined() {
    let paragraphs = "<w:p><w:r><w:t>张小</w:t></w:r></w:p><w:p><w:r><w:t>满</w:t></w:r></w:p>";
    assert_clean("docx", &draft(paragraphs));
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    assert_clean("docx", &draft(&format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("张"), cell("小满"))));
    let numbers = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("622202100"), cell("1116245"));
    assert_clean("docx", &draft(&numbers));
    assert_clean("docx", &draft("<w:p><w:r><w:t>张</w:t><w:tab/><w:t>小满</w:t></w:r></w:p>"));
}

#[test]
fn marks_and_settings_are_read() {
    for xml in [
        "<w:sdt><w:sdtPr><w:alias w:val=\"张小满\"/></w:sdtPr><w:sdtContent/></w:sdt>",
        "<w:sdt><w:sdtPr><w:tag w:val=\"经办_张小满\"/></w:sdtPr><w:sdtContent/></w:sdt>",
        "<w:bookmarkStart w:id=\"3\" w:name=\"张小满\"/>",
        "<w:p><w:r><w:drawing><wp:docPr id=\"1\" name=\"图 1\" descr=\"张小满的照片\"/></w:drawing></w:r></w:p>",
        "<w:p><w:del w:id=\"1\" w:author=\"某\"><w:r><w:delText>张</w:delText></w:r><w:r><w:delText>小满</w:delText></w:r></w:del></w:p>",
        "<w:p><w:ins w:id=\"1\" w:author=\"张小满\"><w:r><w:t>改</w:t></w:r></w:ins></w:p>",
        "<w:p><w:r><w:instrText> HYPERLINK \"mailto:张小满\" </w:instrText></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>张小满</w:t></w:r></w:p>",
        "<w:p><w:ruby><w:rt><w:r><w:t>zhang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>张小满</w:t></w:r></w:rubyBase></w:ruby></w:p>",
    ] {
        assert_found("docx", &draft(xml), NAME, BODY);
    }
    assert_found("docx", &draft("<w:tag w:val=\"6222021001116245\"/>"), ACCOUNT, BODY);
}

#[test]
fn other_parts_are_read() {
    let paragraph = "<w:hdr><w:p><w:r><w:t>张</w:t></w:r><w:r><w:t>小满</w:t></w:r></w:p></w:hdr>";
    for name in [
        "word/header1.xml",
        "word/footer1.xml",
        "word/comments.xml",
        "word/footnotes.xml",
        "word/glossary/document.xml",
    ] {
        assert_found("docx", &with(name, paragraph), NAME, name);
    }
    assert_found("docx", &with("word/comments.xml", "<w:comment w:initials=\"张小满\"/>"), NAME, "comments");
    assert_found("docx", &with("customXml/item1.xml", "<a><b>张小满</b></a>"), NAME, "customXml/item1.xml");
    assert_found("docx", &with("docProps/core.xml", "<cp:lastModifiedBy>张小满</cp:lastModifiedBy>"), NAME, "core.xml");
    let link =
        "<Relationship Id=\"rId1\" Target=\"file:///D:/%E5%BC%A0%e5%b0%8f%E6%BB%A1.xlsx\" TargetMode=\"External\"/>";
    assert_found("docx", &with("word/_rels/document.xml.rels", link), NAME, "rels");
}

#[test]
fn an_embedded_workbook_is_opened() {
    let sheet = "<sst><si><r><t>张</t></r><r><t>小满</t></r></si></sst>";
    let book = zip([("xl/sharedStrings.xml", sheet.as_bytes())]);
    let draft = zip([(BODY, b"<w:document/>".as_slice()), ("word/embeddings/Microsoft_Excel_Sheet.xlsx", &book)]);
    assert_found("docx", &draft, NAME, "Microsoft_Excel_Sheet.xlsx › xl/sharedStrings.xml");
}
