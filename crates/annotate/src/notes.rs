//! Notes at the bad cells: a part of comments, and the shapes in which Excel shows them.

use crate::error::failed;
use crate::workbook::{declare, relate};
use model::Said;
use model::diagnostic::address;
use opc::markup::{Tag, append, escaped, insert_before, tags};
use opc::{Edit, SheetPart, folder_of, relations, resolve};
use std::collections::{BTreeMap, BTreeSet};

/// So many notes of one sheet are added; the list has all.
const MOST: usize = 1_000;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const AUTHOR: &str = "台账检查";
const WRONG: Said =
    Said::fixed("无法生成标注副本：批注部件有误。", "The marked copy cannot be made: the part of the notes is faulty.");

/// What stands behind the place of the shapes in a sheet's part (ECMA-376-1, 18.3.1.99).
const BEHIND: [&str; 8] =
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"];

/// What is said at the cells of one sheet, by row and column from 1.
pub(crate) type Marks = BTreeMap<(u32, u32), Vec<String>>;

/// Adds the notes and gives the sheet's XML, which may have to name the shapes.
pub(crate) fn add(package: &mut Edit<'_>, sheet: &SheetPart, xml: String, marks: &Marks) -> Result<String, Said> {
    let folder = folder_of(&sheet.part);
    let links = relations(package.original(), &sheet.part).map_err(failed)?;
    let of_kind = |wanted: &str| {
        let known = links.iter().find(|relation| relation.kind == wanted);
        known.map(|relation| relation.target.clone()).filter(|part| package.has(part))
    };
    let (comments, shapes) = (of_kind("comments"), of_kind("vmlDrawing"));
    let stem = sheet.part.rsplit('/').next().unwrap_or("sheet.xml").trim_end_matches(".xml").to_owned();
    let text = match &comments {
        Some(part) => package.text(part).map_err(failed)?,
        None => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><comments xmlns=\"{MAIN}\"><authors/><commentList/></comments>"
        ),
    };
    let prefix = tags(&text).next().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
    // A cell has one note; the sender's stays.
    let taken: BTreeSet<String> =
        tags(&text).filter(|tag| tag.name() == "comment").filter_map(|tag| tag.get("ref")).collect();
    let author = format!("<{prefix}author>{AUTHOR}</{prefix}author>");
    let (text, author) = append(&text, "authors", "author", &author).ok_or(WRONG)?;
    let (mut list, mut drawn) = (String::new(), String::new());
    let free = marks.iter().filter(|((row, column), _)| !taken.contains(&address(*row, *column))).take(MOST);
    for (number, ((row, column), said)) in free.enumerate() {
        list.push_str(&format!(
            "<{prefix}comment ref=\"{}\" authorId=\"{author}\"><{prefix}text><{prefix}r><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r></{prefix}text></{prefix}comment>",
            address(*row, *column),
            escaped(&said.join("\n"))
        ));
        drawn.push_str(&shape(number, *row - 1, *column - 1));
    }
    let (text, _) = append(&text, "commentList", "comment", &list).ok_or(WRONG)?;
    match comments {
        Some(part) => package.put(&part, text),
        None => {
            let part = resolve(folder, &format!("../taizhang-comments-{stem}.xml"));
            package.put(&part, text);
            relate(package, &sheet.part, "comments", &format!("../taizhang-comments-{stem}.xml"))?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
            declare(package, &format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>"), &format!("/{part}"))?;
        }
    }
    if let Some(part) = shapes {
        let text = package.text(&part).map_err(failed)?;
        let text = insert_before(&text, &drawn, |tag| tag.closes() && tag.name() == "xml").ok_or(WRONG)?;
        package.put(&part, text);
        return Ok(xml);
    }
    let part = resolve(folder, &format!("../drawings/taizhang-{stem}.vml"));
    package.put(&part, drawing(&drawn));
    let id = relate(package, &sheet.part, "vmlDrawing", &format!("../drawings/taizhang-{stem}.vml"))?;
    declare(
        package,
        "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>",
        "Extension=\"vml\"",
    )?;
    let prefix = tags(&xml).next().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
    let entry = format!("<{prefix}legacyDrawing xmlns:tz=\"{OFFICE}\" tz:id=\"{id}\"/>");
    let place =
        |tag: &Tag<'_>| !tag.closes() && BEHIND.contains(&tag.name()) || tag.closes() && tag.name() == "worksheet";
    insert_before(&xml, &entry, place).ok_or(WRONG)
}

/// A hidden box beside its cell; row and column from 0.
fn shape(number: usize, row: u32, column: u32) -> String {
    let (left, right, top, bottom) = (column + 1, column + 4, row, row + 6);
    format!(
        "<v:shape id=\"_tz{number}\" type=\"#_t202tz\" style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"/></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 10, {top}, 4, {right}, 30, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
}

fn drawing(shapes: &str) -> String {
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout><v:shapetype id=\"_t202tz\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>{shapes}</xml>"
    )
}
