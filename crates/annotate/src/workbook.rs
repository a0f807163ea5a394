//! The new sheet before those that the workbook has, with its relation and its type.

use crate::error::failed;
use model::Said;
use opc::markup::{append, escaped, tags};
use opc::{Edit, WorkbookParts, folder_of, relations_part, resolve};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The list's sheet.
const LIST: &str = "问题清单";
/// Why there is no copy.
const RELATIONS: Said = Said::fixed(
    "无法生成标注副本：关系部件有误。",
    "The marked copy cannot be made: the part of the relations is faulty.",
);
const KINDS: Said =
    Said::fixed("无法生成标注副本：类型部件有误。", "The marked copy cannot be made: the part of the types is faulty.");
const WORKBOOK: Said =
    Said::fixed("无法生成标注副本：workbook.xml 有误。", "The marked copy cannot be made: workbook.xml is faulty.");
const MAIN_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// Adds a relation to a part that may have none yet, under an id of its own.
pub(crate) fn relate(package: &mut Edit<'_>, part: &str, kind: &str, target: &str) -> Result<String, Said> {
    let name = relations_part(part);
    let xml = if package.has(&name) {
        package.text(&name).map_err(failed)?
    } else {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
    };
    let known: Vec<String> = tags(&xml).filter_map(|tag| tag.get("Id")).collect();
    let id = (1..).map(|number| format!("rIdT{number}")).find(|id| !known.contains(id));
    let id = id.unwrap_or_default();
    let prefix = tags(&xml).next().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
    let entry = format!("<{prefix}Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
    let (xml, _) = append(&xml, "Relationships", "Relationship", &entry).ok_or(RELATIONS)?;
    package.put(&name, xml);
    Ok(id)
}

/// Declares what a new part, or an extension of names, is.
pub(crate) fn declare(package: &mut Edit<'_>, entry: &str, what: &str) -> Result<(), Said> {
    const TYPES: &str = "[Content_Types].xml";
    let xml = package.text(TYPES).map_err(failed)?;
    if xml.contains(what) {
        return Ok(());
    }
    let prefix = tags(&xml).next().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
    let entry = entry.replacen('<', &format!("<{prefix}"), 1);
    let (xml, _) = append(&xml, "Types", "Override", &entry).ok_or(KINDS)?;
    package.put(TYPES, xml);
    Ok(())
}

/// A sheet's name that no other has, charts included.
fn free_name(xml: &str) -> String {
    let taken: Vec<String> = tags(xml).filter(|tag| tag.name() == "sheet").filter_map(|tag| tag.get("name")).collect();
    let mut names = (1..).map(|number| if number == 1 { LIST.to_owned() } else { format!("{LIST}{number}") });
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// Puts the list before all sheets and shows it first.
pub(crate) fn add_first(package: &mut Edit<'_>, parts: &WorkbookParts, list: String) -> Result<(), Said> {
    let part = resolve(folder_of(&parts.main), "worksheets/taizhang-problems.xml");
    package.put(&part, list);
    let id = relate(package, &parts.main, "worksheet", "worksheets/taizhang-problems.xml")?;
    declare(package, &format!("<Override PartName=\"/{part}\" ContentType=\"{MAIN_TYPE}\"/>"), &format!("/{part}"))?;
    let xml = package.text(&parts.main).map_err(failed)?;
    let mut out = String::with_capacity(xml.len() + 300);
    let (mut at, mut added) = (0, false);
    let most = tags(&xml).filter(|tag| tag.name() == "sheet").filter_map(|tag| tag.get("sheetId")?.parse::<u32>().ok());
    let number = most.max().unwrap_or(0).saturating_add(1);
    for tag in tags(&xml) {
        let changed = match tag.name() {
            "sheets" if !tag.closes() && !added => {
                added = true;
                let entry = format!(
                    "<{}sheet name=\"{}\" sheetId=\"{number}\" xmlns:tz=\"{OFFICE}\" tz:id=\"{id}\"/>",
                    tag.prefix(),
                    escaped(&free_name(&xml))
                );
                format!("{}{entry}", tag.text)
            }
            // Names that belong to a sheet count the sheets from the first.
            "definedName" if !tag.closes() => match tag.get("localSheetId").and_then(|at| at.parse::<u32>().ok()) {
                Some(sheet) => tag.with("localSheetId", &sheet.saturating_add(1).to_string()),
                None => continue,
            },
            "workbookView" if tag.get("activeTab").is_some() || tag.get("firstSheet").is_some() => {
                let first = tag.with("activeTab", "0");
                let again = tags(&first).next().filter(|tag| tag.get("firstSheet").is_some());
                again.map(|tag| tag.with("firstSheet", "0")).unwrap_or(first)
            }
            _ => continue,
        };
        out.push_str(xml.get(at..tag.start).ok_or(WORKBOOK)?);
        out.push_str(&changed);
        at = tag.end;
    }
    out.push_str(xml.get(at..).ok_or(WORKBOOK)?);
    if !added {
        return Err(WORKBOOK);
    }
    package.put(&parts.main, out);
    Ok(())
}
