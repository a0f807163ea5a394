//! The workbook's own parts: which sheets it has, and the new one before them.

use crate::package::Package;
use crate::xml::{append, escaped, tags, unescaped};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// A sheet of the sender.
pub(crate) struct SheetPart {
    pub(crate) name: String,
    pub(crate) part: String,
}

/// Where the parts of a workbook are.
pub(crate) struct Book {
    part: String,
    folder: String,
    pub(crate) sheets: Vec<SheetPart>,
    pub(crate) styles: String,
}

/// The part that holds the relations of another.
pub(crate) fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") }
}

/// A target relative to a folder.
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

/// The relations of a part: id, last word of the kind, target.
pub(crate) fn relations(xml: &str) -> Vec<(String, String, String)> {
    let list = tags(xml).filter(|tag| tag.name() == "Relationship" && !tag.closes());
    let text = |tag: &crate::xml::Tag<'_>, name: &str| unescaped(tag.get(name).unwrap_or_default());
    list.map(|tag| {
        let kind = text(&tag, "Type");
        (text(&tag, "Id"), kind.rsplit('/').next().unwrap_or_default().to_owned(), text(&tag, "Target"))
    })
    .collect()
}

/// Adds a relation to a part that may have none yet, under an id of its own.
pub(crate) fn relate(package: &mut Package<'_>, part: &str, kind: &str, target: &str) -> Result<String, String> {
    let name = relations_of(part);
    let xml = if package.has(&name) {
        package.text(&name)?
    } else {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
    };
    let known = relations(&xml);
    let id = (1..).map(|number| format!("rIdT{number}")).find(|id| known.iter().all(|(other, ..)| other != id));
    let id = id.unwrap_or_default();
    let prefix = tags(&xml).next().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
    let entry = format!("<{prefix}Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
    let (xml, _) = append(&xml, "Relationships", "Relationship", &entry).ok_or("无法生成标注副本：关系部件有误。")?;
    package.put(&name, xml);
    Ok(id)
}

/// Declares what a new part, or an extension of names, is.
pub(crate) fn declare(package: &mut Package<'_>, entry: &str, what: &str) -> Result<(), String> {
    const TYPES: &str = "[Content_Types].xml";
    let xml = package.text(TYPES)?;
    if xml.contains(what) {
        return Ok(());
    }
    let prefix = tags(&xml).next().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
    let entry = entry.replacen('<', &format!("<{prefix}"), 1);
    let (xml, _) = append(&xml, "Types", "Override", &entry).ok_or("无法生成标注副本：类型部件有误。")?;
    package.put(TYPES, xml);
    Ok(())
}

impl Book {
    pub(crate) fn read(package: &mut Package<'_>) -> Result<Book, String> {
        let roots = relations(&package.text("_rels/.rels")?);
        let root = roots.iter().find(|(_, kind, _)| kind == "officeDocument");
        let part = root.map_or_else(|| "xl/workbook.xml".to_owned(), |(.., target)| resolve("", target));
        let folder = part.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
        let links = relations(&package.text(&relations_of(&part))?);
        let xml = package.text(&part)?;
        let entries = tags(&xml).filter(|tag| tag.name() == "sheet" && !tag.closes());
        let sheets = entries.filter_map(|tag| {
            let id = tag.get("id")?;
            let (_, _, target) = links.iter().find(|(other, kind, _)| other == id && kind == "worksheet")?;
            Some(SheetPart { name: unescaped(tag.get("name")?), part: resolve(&folder, target) })
        });
        let styles = links.iter().find(|(_, kind, _)| kind == "styles").map(|(.., target)| resolve(&folder, target));
        let styles = styles.ok_or("无法生成标注副本：文件没有样式。")?;
        Ok(Book { sheets: sheets.collect(), part, folder, styles })
    }

    /// A sheet's name that no other has.
    pub(crate) fn free_name(&self) -> String {
        let names = (1..).map(|number| if number == 1 { "问题清单".to_owned() } else { format!("问题清单{number}") });
        let mut free = names.filter(|name| self.sheets.iter().all(|sheet| sheet.name != *name));
        free.next().unwrap_or_default()
    }

    /// Puts the list before all sheets and shows it first.
    pub(crate) fn add_first(&self, package: &mut Package<'_>, list: String) -> Result<(), String> {
        let wrong = "无法生成标注副本：workbook.xml 有误。";
        let part = resolve(&self.folder, "worksheets/taizhang-problems.xml");
        package.put(&part, list);
        let id = relate(package, &self.part, "worksheet", "worksheets/taizhang-problems.xml")?;
        declare(
            package,
            &format!("<Override PartName=\"/{part}\" ContentType=\"{MAIN_TYPE}\"/>"),
            &format!("/{part}"),
        )?;
        let xml = package.text(&self.part)?;
        let mut out = String::with_capacity(xml.len() + 300);
        let (mut at, mut added) = (0, false);
        let most =
            tags(&xml).filter(|tag| tag.name() == "sheet").filter_map(|tag| tag.get("sheetId")?.parse::<u32>().ok());
        let number = most.max().unwrap_or(0).saturating_add(1);
        for tag in tags(&xml) {
            let changed = match tag.name() {
                "sheets" if !tag.closes() && !added => {
                    added = true;
                    let entry = format!(
                        "<{}sheet name=\"{}\" sheetId=\"{number}\" xmlns:tz=\"{OFFICE}\" tz:id=\"{id}\"/>",
                        tag.prefix(),
                        escaped(&self.free_name())
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
            out.push_str(xml.get(at..tag.start).ok_or(wrong)?);
            out.push_str(&changed);
            at = tag.end;
        }
        out.push_str(xml.get(at..).ok_or(wrong)?);
        if !added {
            return Err(wrong.to_owned());
        }
        package.put(&self.part, out);
        Ok(())
    }
}
