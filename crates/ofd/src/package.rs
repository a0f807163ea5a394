//! The parts of the file and the zip that holds them (GB/T 33190, 6 and 7).

use crate::fonts::Loaded;
use crate::images::{self, Used};
use crate::number::{MM, array};
use crate::xml::{HEAD, SPACE, escaped};
use crate::{Ids, outline};
use model::Said;
use model::page::{Info, Pages};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Puts everything together. Every entry bears the zip format's first day.
pub(crate) fn zip(
    pages: &Pages,
    (fonts, images): (&[Option<Loaded>], &[Used<'_>]),
    numbers: &[u32],
    contents: &[String],
    ids: &Ids,
) -> Result<Vec<u8>, Said> {
    let document = document(pages, !images.is_empty(), numbers, ids);
    let pictures = images::resources(images);
    let resources = resources(fonts);
    let mut parts: Vec<(String, &[u8])> =
        vec![("Doc_0/Document.xml".into(), document.as_bytes()), ("Doc_0/PublicRes.xml".into(), resources.as_bytes())];
    for font in fonts.iter().flatten() {
        parts.push((format!("Doc_0/Res/{}", font.file), &font.bytes));
    }
    if !images.is_empty() {
        parts.push(("Doc_0/DocumentRes.xml".into(), pictures.as_bytes()));
    }
    for used in images {
        parts.push((format!("Doc_0/Res/{}", used.file), &used.image.bytes));
    }
    for (number, content) in contents.iter().enumerate() {
        parts.push((format!("Doc_0/{}", location(number)), content.as_bytes()));
    }
    let entry = entry(&pages.info, &identity(&parts));
    parts.insert(0, ("OFD.xml".into(), entry.as_bytes()));
    let failed = |error: zip::result::ZipError| Said::same(error.to_string());
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        file.start_file(name, SimpleFileOptions::default().last_modified_time(zip::DateTime::default()))
            .map_err(failed)?;
        file.write_all(bytes).map_err(|error| Said::same(error.to_string()))?;
    }
    Ok(file.finish().map_err(failed)?.into_inner())
}

fn location(page: usize) -> String {
    format!("Pages/Page_{page}/Content.xml")
}

/// The document's identity, 32 hexadecimal digits: two sums (FNV-1a, 64 bits) over all that it holds.
fn identity(parts: &[(String, &[u8])]) -> String {
    let mut sums = [0xcbf2_9ce4_8422_2325_u64, 0x9ae1_6a3b_2f90_404f];
    for byte in parts.iter().flat_map(|(name, bytes)| name.as_bytes().iter().chain(*bytes)) {
        sums = sums.map(|sum| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }
    sums.iter().map(|sum| format!("{sum:016x}")).collect()
}

/// `OFD.xml`: what the file is and where its document begins.
fn entry(info: &Info, identity: &str) -> String {
    let date = format!("{:04}-{:02}-{:02}", info.date.year(), info.date.month(), info.date.day());
    let element = |tag: &str, value: &str| match value {
        "" => String::new(),
        value => format!("<ofd:{tag}>{}</ofd:{tag}>", escaped(value.chars())),
    };
    format!(
        "{HEAD}<ofd:OFD {SPACE} Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo>\
         <ofd:DocID>{identity}</ofd:DocID>{}{}{}\
         <ofd:CreationDate>{date}</ofd:CreationDate><ofd:ModDate>{date}</ofd:ModDate>\
         <ofd:Creator>台账</ofd:Creator></ofd:DocInfo>\
         <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>\n",
        element("Title", &info.title),
        element("Author", &info.author),
        element("Subject", &info.subject),
    )
}

/// `Document.xml`: the paper, the pages in order and the outline.
fn document(pages: &Pages, pictures: bool, numbers: &[u32], ids: &Ids) -> String {
    let (width, height) = pages.pages.first().map_or((0.0, 0.0), |page| (page.width * MM, page.height * MM));
    let leaves = numbers.iter().enumerate();
    let leaves = leaves.map(|(place, id)| format!("<ofd:Page ID=\"{id}\" BaseLoc=\"{}\"/>", location(place)));
    let outline = outline::tree(pages, numbers);
    let pictures = if pictures { "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" } else { "" };
    let opened = match outline.as_str() {
        "" => "",
        _ => "<ofd:VPreferences><ofd:PageMode>UseOutlines</ofd:PageMode></ofd:VPreferences>\n",
    };
    format!(
        "{HEAD}<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>{}</ofd:MaxUnitID>\
         <ofd:PageArea><ofd:PhysicalBox>{}</ofd:PhysicalBox></ofd:PageArea>\
         <ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{pictures}</ofd:CommonData>\n\
         <ofd:Pages>{}</ofd:Pages>\n{outline}{opened}</ofd:Document>\n",
        ids.last,
        array(&[0.0, 0.0, width, height]),
        leaves.collect::<String>(),
    )
}

/// `PublicRes.xml`: the faces.
fn resources(fonts: &[Option<Loaded>]) -> String {
    let faces = fonts.iter().flatten().map(|font| {
        format!(
            "<ofd:Font ID=\"{}\" FontName=\"{}\" FamilyName=\"{}\"{}><ofd:FontFile>{}</ofd:FontFile></ofd:Font>",
            font.id,
            escaped(font.name.chars()),
            escaped(font.family.chars()),
            if font.bold { " Bold=\"true\"" } else { "" },
            font.file,
        )
    });
    format!("{HEAD}<ofd:Res {SPACE} BaseLoc=\"Res\"><ofd:Fonts>{}</ofd:Fonts></ofd:Res>\n", faces.collect::<String>())
}
