//! The colour of bad cells: each style that such a cell has gets a twin with another fill.

use crate::error::failed;
use model::Said;
use opc::markup::{append, tags};
use opc::{Edit, WorkbookParts};
use std::collections::BTreeMap;

/// The fill of a bad cell, light red, as Excel's own "bad" style has it.
const COLOUR: &str = "FFFFC7CE";

/// The workbook's styles with those that were added.
pub(crate) struct Styles {
    part: String,
    xml: String,
    /// The cell formats as they are written.
    formats: Vec<String>,
    fill: usize,
    added: Vec<String>,
    twins: BTreeMap<usize, usize>,
    prefix: String,
}

/// The styles of the list of problems.
pub(crate) struct Look {
    pub(crate) head: usize,
    pub(crate) text: usize,
    pub(crate) link: usize,
}

const WRONG: Said = Said::fixed(
    "无法生成标注副本：样式部件有误。",
    "The marked copy cannot be made: the part of the styles is faulty.",
);
const NO_STYLES: Said =
    Said::fixed("无法生成标注副本：文件没有样式。", "The marked copy cannot be made: the file has no styles.");

impl Styles {
    pub(crate) fn read(package: &mut Edit<'_>, parts: &WorkbookParts) -> Result<Styles, Said> {
        let part = parts.styles.clone().ok_or(NO_STYLES)?;
        let xml = package.text(&part).map_err(failed)?;
        let prefix = tags(&xml).next().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
        let p = &prefix;
        let fill = format!(
            "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{COLOUR}\"/><{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
        );
        let (xml, fill) = append(&xml, "fills", "fill", &fill).ok_or(WRONG)?;
        let (mut formats, mut inside, mut open): (Vec<String>, bool, Option<usize>) = (Vec::new(), false, None);
        for tag in tags(&xml) {
            match (tag.name(), tag.closes()) {
                ("cellXfs", closes) => inside = !closes,
                ("xf", false) if inside && tag.empty() => formats.push(tag.text.to_owned()),
                ("xf", false) if inside => open = Some(tag.start),
                ("xf", true) if inside => {
                    let start = open.take().unwrap_or(tag.start);
                    formats.push(xml.get(start..tag.end).unwrap_or_default().to_owned());
                }
                _ => {}
            }
        }
        Ok(Styles { part, xml, formats, fill, added: Vec::new(), twins: BTreeMap::new(), prefix })
    }

    fn add(&mut self, format: String) -> usize {
        self.added.push(format);
        self.formats.len() + self.added.len() - 1
    }

    /// The twin of a style with the colour of bad cells.
    pub(crate) fn twin(&mut self, style: usize) -> usize {
        if let Some(twin) = self.twins.get(&style) {
            return *twin;
        }
        let own = self.formats.get(style).cloned();
        let own = own.unwrap_or_else(|| format!("<{}xf numFmtId=\"0\" fontId=\"0\" borderId=\"0\"/>", self.prefix));
        let fill = self.fill.to_string();
        let twin = tags(&own).next().map(|tag| {
            let filled = tag.with("fillId", &fill);
            let filled = tags(&filled).next().map(|tag| tag.with("applyFill", "1")).unwrap_or_default();
            format!("{filled}{}", own.get(tag.end..).unwrap_or_default())
        });
        let twin = self.add(twin.unwrap_or(own));
        self.twins.insert(style, twin);
        twin
    }

    /// Writes the styles back, with those of the list.
    pub(crate) fn finish(mut self, package: &mut Edit<'_>) -> Result<Look, Said> {
        let p = self.prefix.clone();
        let fonts = format!(
            "<{p}font><{p}b/><{p}sz val=\"11\"/><{p}name val=\"宋体\"/></{p}font><{p}font><{p}u/><{p}sz val=\"11\"/><{p}color rgb=\"FF0563C1\"/><{p}name val=\"宋体\"/></{p}font><{p}font><{p}sz val=\"11\"/><{p}name val=\"宋体\"/></{p}font>"
        );
        let (xml, font) = append(&self.xml, "fonts", "font", &fonts).ok_or(WRONG)?;
        let format = |font: usize| {
            format!(
                "<{p}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><{p}alignment vertical=\"top\" wrapText=\"1\"/></{p}xf>"
            )
        };
        let look =
            Look { head: self.add(format(font)), link: self.add(format(font + 1)), text: self.add(format(font + 2)) };
        let (xml, _) = append(&xml, "cellXfs", "xf", &self.added.concat()).ok_or(WRONG)?;
        package.put(&self.part, xml);
        Ok(look)
    }
}
