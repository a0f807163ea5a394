//! The properties of paragraphs and of letters, written in the order that the schema demands.

use crate::page::{CHARACTER, font};
use crate::xml::Xml;
use model::page::Role;

/// The red of official heads.
pub(crate) const RED: &str = "FF0000";

/// How a paragraph stands. Lengths are twips; what is zero or absent is left to the style.
#[derive(Clone, Debug, Default)]
pub(crate) struct Format {
    /// The style.
    pub(crate) style: &'static str,
    /// Whether it stays on the page of the next paragraph.
    pub(crate) keep_next: bool,
    /// Whether it begins a page.
    pub(crate) page_break: bool,
    /// How far from the paper's upper edge a paragraph stands that stands apart from the text.
    pub(crate) frame: Option<i32>,
    /// Rules above and below.
    pub(crate) rules: Vec<Rule>,
    /// Tab stops: kind and place.
    pub(crate) tabs: Vec<(&'static str, i32)>,
    /// The line's height, and whether it is exact; what is not stands off the grid.
    pub(crate) line: Option<(i32, bool)>,
    /// Whether it stands off the grid although its lines are exact: letters of another size than
    /// that of the text do not fit the grid's cells.
    pub(crate) off_grid: bool,
    /// What is blank above and below.
    pub(crate) around: (i32, i32),
    /// Indents of the left, the right and, beyond the left, the first line.
    pub(crate) indent: Option<(i32, i32, i32)>,
    /// `left`, `center`, `right`, `both`, `distribute`.
    pub(crate) align: Option<&'static str>,
    /// The level in the outline, from 0.
    pub(crate) level: Option<u8>,
}

/// A rule along a paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rule {
    /// `top` or `bottom`.
    pub(crate) side: &'static str,
    /// `single`, `thickThinSmallGap`, `thinThickSmallGap`.
    pub(crate) kind: &'static str,
    /// The width in eighths of a point.
    pub(crate) width: u32,
    /// The distance from the words in points, at most 31.
    pub(crate) space: u32,
    /// The colour.
    pub(crate) color: &'static str,
}

impl Format {
    /// A paragraph of a style.
    pub(crate) fn of(style: &'static str) -> Format {
        Format { style, ..Format::default() }
    }

    /// The properties of a paragraph; `behind` is written last: a section's end.
    pub(crate) fn write(&self, xml: &mut Xml, behind: impl FnOnce(&mut Xml)) {
        xml.within("w:pPr", &[], |xml| {
            if !self.style.is_empty() {
                xml.val("w:pStyle", self.style);
            }
            self.inner(xml);
            behind(xml);
        });
    }

    /// The properties without the style, as a style holds them.
    pub(crate) fn inner(&self, xml: &mut Xml) {
        if self.keep_next {
            xml.tag("w:keepNext", &[]);
        }
        if self.page_break {
            xml.tag("w:pageBreakBefore", &[]);
        }
        self.frame.inspect(|y| frame(xml, *y));
        if !self.rules.is_empty() {
            xml.within("w:pBdr", &[], |xml| self.rules.iter().for_each(|rule| rule.write(xml)));
        }
        if !self.tabs.is_empty() {
            xml.within("w:tabs", &[], |xml| {
                for (kind, place) in &self.tabs {
                    xml.tag("w:tab", &[("w:val", kind), ("w:pos", place)]);
                }
            });
        }
        if self.off_grid || self.line.is_some_and(|(_, exact)| !exact) {
            xml.val("w:snapToGrid", 0);
        }
        self.spacing(xml);
        if let Some((left, right, first)) = self.indent {
            let (name, chars, length) = match first {
                ..0 => ("w:hanging", "w:hangingChars", -first),
                _ => ("w:firstLine", "w:firstLineChars", first),
            };
            // Zero characters would be taken for "nothing said" without the lengths beside them.
            let hundredths = |twips: i32| (f64::from(twips) / CHARACTER * 100.0).round() as i32;
            let (lefts, rights, firsts) = (hundredths(left), hundredths(right), hundredths(length));
            xml.tag(
                "w:ind",
                &[
                    ("w:leftChars", &lefts),
                    ("w:left", &left),
                    ("w:rightChars", &rights),
                    ("w:right", &right),
                    (chars, &firsts),
                    (name, &length),
                ],
            );
        }
        self.align.inspect(|align| xml.val("w:jc", align));
        self.level.inspect(|level| xml.val("w:outlineLvl", level));
    }

    fn spacing(&self, xml: &mut Xml) {
        let (before, after) = self.around;
        match self.line {
            Some((line, exact)) => {
                let rule = if exact { "exact" } else { "atLeast" };
                xml.tag(
                    "w:spacing",
                    &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", &rule)],
                );
            }
            None if self.around != (0, 0) => xml.tag("w:spacing", &[("w:before", &before), ("w:after", &after)]),
            None => {}
        }
    }
}

/// A frame as wide as the text area, so far from the paper's upper edge. It holds one paragraph:
/// LibreOffice takes paragraphs of different rules out of a frame that they share.
fn frame(xml: &mut Xml, y: i32) {
    xml.tag(
        "w:framePr",
        &[
            ("w:w", &crate::page::WIDTH),
            ("w:hSpace", &0),
            ("w:wrap", &"around"),
            ("w:vAnchor", &"page"),
            ("w:hAnchor", &"margin"),
            ("w:xAlign", &"left"),
            ("w:y", &y),
        ],
    );
}

impl Rule {
    /// The rule as a border of a paragraph or a cell.
    pub(crate) fn write(&self, xml: &mut Xml) {
        xml.tag(
            &format!("w:{}", self.side),
            &[("w:val", &self.kind), ("w:sz", &self.width), ("w:space", &self.space), ("w:color", &self.color)],
        );
    }
}

/// How letters look; what is absent is left to the style.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Letters {
    /// The face.
    pub(crate) role: Option<Role>,
    /// The size in points.
    pub(crate) size: Option<f64>,
    /// The colour.
    pub(crate) color: Option<&'static str>,
    /// What is added behind every character, in twips.
    pub(crate) spread: i32,
    /// The width in hundredths of the face's own.
    pub(crate) scale: Option<u32>,
}

impl Letters {
    /// Letters of a face, in the size of the style.
    pub(crate) fn of(role: Role) -> Letters {
        Letters { role: Some(role), ..Letters::default() }
    }

    /// The same in a size.
    pub(crate) fn sized(self, size: f64) -> Letters {
        Letters { size: Some(size), ..self }
    }

    /// The same in a width, in hundredths of the face's own.
    pub(crate) fn scaled(self, scale: u32) -> Letters {
        Letters { scale: Some(scale), ..self }
    }

    /// The properties, nothing where there are none.
    pub(crate) fn write(self, xml: &mut Xml) {
        if self != Letters::default() {
            xml.within("w:rPr", &[], |xml| self.inner(xml));
        }
    }

    /// The properties without the element around them.
    pub(crate) fn inner(self, xml: &mut Xml) {
        self.role.inspect(|role| fonts(xml, *role));
        self.color.inspect(|color| xml.val("w:color", color));
        if self.spread != 0 {
            xml.val("w:spacing", self.spread);
        }
        self.scale.inspect(|scale| xml.val("w:w", scale));
        if let Some(size) = self.size {
            let halves = (size * 2.0).round() as u32;
            xml.val("w:sz", halves);
            xml.val("w:szCs", halves);
        }
    }
}

/// One face for all scripts; quotation marks and dashes are taken as Han marks.
fn fonts(xml: &mut Xml, role: Role) {
    let name = font(role);
    xml.tag(
        "w:rFonts",
        &[("w:hint", &"eastAsia"), ("w:ascii", &name), ("w:hAnsi", &name), ("w:eastAsia", &name), ("w:cs", &name)],
    );
}
