//! Rows and cells of tables, whatever stands in them.

use crate::writer::Writer;
use crate::xml::Xml;

/// What is blank in a cell beside its words, in em.
pub(crate) const BLANK: f64 = 0.9;

/// The columns of a table as they are set.
pub(crate) struct Columns {
    /// The widths in twips.
    pub(crate) widths: Vec<i32>,
    /// The size of the letters in points.
    pub(crate) size: f64,
    /// How the cells of each stand, and how far from the right numbers end, in em.
    pub(crate) aligns: Vec<(&'static str, f64)>,
}

/// Where a cell stands.
pub(crate) struct Place {
    /// The width in twips.
    pub(crate) width: i32,
    /// How many columns it spans.
    pub(crate) span: usize,
    /// `restart` or `continue` where it spans rows.
    pub(crate) merge: Option<&'static str>,
}

/// A cell with what `content` writes.
pub(crate) fn cell(writer: &mut Writer<'_>, place: Place, content: impl FnOnce(&mut Writer<'_>)) {
    let outer = std::mem::take(&mut writer.xml);
    content(writer);
    let inner = std::mem::replace(&mut writer.xml, outer);
    writer.xml.within("w:tc", &[], |xml| {
        xml.within("w:tcPr", &[], |xml| {
            xml.tag("w:tcW", &[("w:w", &place.width), ("w:type", &"dxa")]);
            if place.span > 1 {
                xml.val("w:gridSpan", place.span);
            }
            place.merge.inspect(|merge| xml.val("w:vMerge", merge));
            xml.val("w:vAlign", "center");
        });
        xml.push(&inner);
    });
}

/// A row of written cells; a repeated one stands at the head of every page.
pub(crate) fn written_row(xml: &mut Xml, cells: &Xml, repeated: bool) {
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| {
            xml.tag("w:cantSplit", &[]);
            if repeated {
                xml.tag("w:tblHeader", &[]);
            }
        });
        xml.push(cells);
    });
}

/// What a table says of itself before its rows.
pub(crate) fn properties(xml: &mut Xml, style: Option<&str>, widths: &[i32], title: &str) {
    xml.within("w:tblPr", &[], |xml| {
        style.inspect(|style| xml.val("w:tblStyle", style));
        xml.tag("w:tblW", &[("w:w", &widths.iter().sum::<i32>()), ("w:type", &"dxa")]);
        xml.val("w:jc", "center");
        xml.tag("w:tblLayout", &[("w:type", &"fixed")]);
        if !title.is_empty() {
            xml.val("w:tblCaption", title);
        }
    });
    xml.within("w:tblGrid", &[], |xml| widths.iter().for_each(|width| xml.tag("w:gridCol", &[("w:w", width)])));
}

/// The title of a column and the unit behind it, `（万元）`, which may stand on a line of its own.
pub(crate) fn with_unit(title: &str) -> (&str, &str) {
    let unit = title.rfind('（').filter(|at| *at > 0 && title.ends_with('）'));
    title.split_at(unit.unwrap_or(title.len()))
}
