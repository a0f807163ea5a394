//! The text so far, and what it refers to.

use crate::format::{Format, Letters};
use crate::media::{self, Media};
use crate::page::{self, Paper};
use crate::placed::Placed;
use crate::styles::{FOOTNOTE, FOOTNOTE_MARK};
use crate::xml::Xml;
use model::document::Inline;
use model::page::Role;
use std::collections::BTreeSet;

/// Writes the body of a document.
pub(crate) struct Writer<'a> {
    /// The body.
    pub(crate) xml: Xml,
    /// What the pages tell.
    pub(crate) placed: &'a Placed<'a>,
    /// The notes at the pages' feet.
    pub(crate) notes: Vec<Xml>,
    /// The pictures in their order.
    pub(crate) pictures: Vec<Media>,
    /// How many tables there were.
    pub(crate) tables: usize,
    /// How many headings there were.
    pub(crate) headings: usize,
    bookmarks: BTreeSet<String>,
    last: u32,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(placed: &'a Placed<'a>) -> Writer<'a> {
        Writer {
            xml: Xml::default(),
            placed,
            notes: Vec::new(),
            pictures: Vec::new(),
            tables: 0,
            headings: 0,
            bookmarks: BTreeSet::new(),
            last: 0,
        }
    }

    /// A number that nothing else in the document has.
    fn id(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    /// A paragraph with its content.
    pub(crate) fn paragraph(&mut self, format: &Format, content: impl FnOnce(&mut Writer<'a>)) {
        let outer = std::mem::take(&mut self.xml);
        content(self);
        let inner = std::mem::replace(&mut self.xml, outer);
        self.xml.within("w:p", &[], |xml| {
            format.write(xml, |_| {});
            xml.push(&inner);
        });
    }

    /// A paragraph of plain words.
    pub(crate) fn line(&mut self, format: &Format, letters: Letters, words: &str) {
        self.paragraph(format, |writer| writer.words(letters, words));
    }

    /// Blank lines.
    pub(crate) fn blank(&mut self, lines: usize) {
        for _ in 0..lines {
            self.paragraph(&Format::of(crate::styles::PLAIN), |_| {});
        }
    }

    /// The end of a section where the paper that follows lies another way.
    pub(crate) fn turn(&mut self, from: Paper, to: Paper) {
        if from != to {
            let format = Format { line: Some((1, true)), ..Format::default() };
            self.xml.within("w:p", &[], |xml| format.write(xml, |xml| page::section(xml, from, false)));
        }
    }

    /// Words in one look; a tab is a tab, a line's end a line's end.
    pub(crate) fn words(&mut self, letters: Letters, words: &str) {
        self.xml.within("w:r", &[], |xml| {
            letters.write(xml);
            for (number, piece) in words.split('\n').enumerate() {
                if number > 0 {
                    xml.tag("w:br", &[]);
                }
                for (number, piece) in piece.split('\t').enumerate() {
                    if number > 0 {
                        xml.tag("w:tab", &[]);
                    }
                    if !piece.is_empty() {
                        xml.within("w:t", &[("xml:space", &"preserve")], |xml| xml.text(piece));
                    }
                }
            }
        });
    }

    /// The parts of a paragraph.
    pub(crate) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.words(Letters::default(), text),
                Inline::Strong(text) => self.words(Letters::of(Role::Hei), text),
                Inline::Figure { name, text } => self.figure(name, Letters::default(), text),
                Inline::Break => self.words(Letters::default(), "\n"),
                Inline::Note(note) => self.note(note),
            }
        }
    }

    /// The printed text of a figure in a content control of its name.
    pub(crate) fn figure(&mut self, name: &str, letters: Letters, text: &str) {
        let id = self.id();
        let outer = std::mem::take(&mut self.xml);
        self.words(letters, text);
        let inner = std::mem::replace(&mut self.xml, outer);
        self.xml.within("w:sdt", &[], |xml| {
            xml.within("w:sdtPr", &[], |xml| {
                xml.val("w:alias", name);
                xml.val("w:tag", name);
                xml.val("w:id", id);
            });
            xml.within("w:sdtContent", &[], |xml| xml.push(&inner));
        });
    }

    /// Begins a field; its last result stands up to its end.
    pub(crate) fn field_begin(&mut self, instruction: &str) {
        self.field_mark("begin");
        self.xml.within("w:r", &[], |xml| {
            xml.within("w:instrText", &[("xml:space", &"preserve")], |xml| xml.text(&format!(" {instruction} ")));
        });
        self.field_mark("separate");
    }

    /// Ends a field.
    pub(crate) fn field_end(&mut self) {
        self.field_mark("end");
    }

    fn field_mark(&mut self, kind: &str) {
        self.xml.within("w:r", &[], |xml| xml.tag("w:fldChar", &[("w:fldCharType", &kind)]));
    }

    /// Goes on overleaf.
    pub(crate) fn new_page(&mut self) {
        let format = Format { line: Some((20, true)), ..Format::of(crate::styles::PLAIN) };
        self.paragraph(&format, |writer| {
            writer.xml.within("w:r", &[], |xml| xml.tag("w:br", &[("w:type", &"page")]));
        });
    }

    fn note(&mut self, note: &str) {
        let number = self.notes.len() + 1;
        let reference = |xml: &mut Xml, content: &dyn Fn(&mut Xml)| {
            xml.within("w:r", &[], |xml| {
                xml.within("w:rPr", &[], |xml| xml.val("w:rStyle", FOOTNOTE_MARK));
                content(xml);
            });
        };
        reference(&mut self.xml, &|xml| xml.tag("w:footnoteReference", &[("w:id", &number)]));
        let outer = std::mem::take(&mut self.xml);
        reference(&mut self.xml, &|xml| xml.tag("w:footnoteRef", &[]));
        self.words(Letters::default(), note);
        let inner = std::mem::replace(&mut self.xml, outer);
        let mut written = Xml::default();
        written.within("w:footnote", &[("w:id", &number)], |xml| {
            xml.within("w:p", &[], |xml| {
                Format::of(FOOTNOTE).write(xml, |_| {});
                xml.push(&inner);
            });
        });
        self.notes.push(written);
    }

    /// Content with a bookmark around it, which other places refer to.
    pub(crate) fn bookmarked(&mut self, name: &str, content: impl FnOnce(&mut Writer<'a>)) {
        let id = self.id();
        let name = self.bookmark_name(name);
        self.xml.tag("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        content(self);
        self.xml.tag("w:bookmarkEnd", &[("w:id", &id)]);
    }

    /// Bookmarks are letters, digits and low lines, at most 40, and no two are alike.
    fn bookmark_name(&mut self, name: &str) -> String {
        let clean = |c: char| if c.is_alphanumeric() { c } else { '_' };
        let stem: String = name.chars().map(clean).take(36).collect();
        let mut unique = stem.clone();
        let mut number = 1;
        while !self.bookmarks.insert(unique.clone()) {
            number += 1;
            unique = format!("{stem}_{number}");
        }
        unique
    }

    /// The next picture, or the next chart's, in the line, with words for who cannot see it.
    pub(crate) fn picture(&mut self, words: &str) {
        let id = self.id();
        let number = self.pictures.len();
        let Some(drawing) = self.placed.drawings.get(number) else { return };
        let picture = media::of(drawing, self.placed);
        inline(&mut self.xml, id, number + 1, words, &picture);
        self.pictures.push(picture);
    }
}

/// A picture as DrawingML; lengths are English metric units, 12,700 to the point.
fn inline(xml: &mut Xml, id: u32, number: usize, words: &str, picture: &Media) {
    let emu = |points: f64| (points * 12_700.0).round() as i64;
    let (across, up) = (emu(picture.width), emu(picture.height));
    let name = format!("图 {number}");
    let relation = format!("rIdPicture{number}");
    let description: [(&str, &dyn std::fmt::Display); 3] = [("id", &id), ("name", &name), ("descr", &words)];
    let place = |xml: &mut Xml, name: &str| xml.tag(name, &[("cx", &across), ("cy", &up)]);
    xml.within("w:r", &[], |xml| {
        xml.within("w:drawing", &[], |xml| {
            xml.within("wp:inline", &[("distT", &0), ("distB", &0), ("distL", &0), ("distR", &0)], |xml| {
                place(xml, "wp:extent");
                xml.tag("wp:docPr", &description);
                xml.within("a:graphic", &[], |xml| {
                    let kind = "http://schemas.openxmlformats.org/drawingml/2006/picture";
                    xml.within("a:graphicData", &[("uri", &kind)], |xml| {
                        xml.within("pic:pic", &[], |xml| {
                            xml.within("pic:nvPicPr", &[], |xml| {
                                xml.tag("pic:cNvPr", &description);
                                xml.tag("pic:cNvPicPr", &[]);
                            });
                            xml.within("pic:blipFill", &[], |xml| {
                                xml.tag("a:blip", &[("r:embed", &relation)]);
                                xml.within("a:stretch", &[], |xml| xml.tag("a:fillRect", &[]));
                            });
                            xml.within("pic:spPr", &[], |xml| {
                                xml.within("a:xfrm", &[], |xml| {
                                    xml.tag("a:off", &[("x", &0), ("y", &0)]);
                                    place(xml, "a:ext");
                                });
                                xml.within("a:prstGeom", &[("prst", &"rect")], |xml| xml.tag("a:avLst", &[]));
                            });
                        });
                    });
                });
            });
        });
    });
}
