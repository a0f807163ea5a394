//! A PDF of one page, made by hand.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

/// The letters of the face; their codes say nothing about them.
const LETTERS: &str = "张小满关于上半年收支情况的通报经办人本月由会计核算中心同志负责此项工作其他0123456789,. ";

/// A document that is being made.
pub(super) struct Made {
    pub(super) document: Document,
    pub(super) page: ObjectId,
    pub(super) resources: ObjectId,
}

impl Made {
    /// A document with a page of that content. `F1` is a face of 10 000 glyphs' kind, `F2` a plain one.
    pub(super) fn new(content: &str) -> Made {
        let mut document = Document::with_version("1.7");
        let (face, plain) = (face(&mut document, b"TZAAAA+SongTi", true), plain(&mut document));
        let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => face, "F2" => plain } });
        let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        });
        document.set_object(
            pages,
            dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1, "Resources" => resources },
        );
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", root);
        Made { document, page, resources }
    }

    /// Changes the page.
    pub(super) fn page(&mut self) -> &mut Dictionary {
        self.document.get_dictionary_mut(self.page).expect("a page")
    }

    /// Changes the catalogue.
    pub(super) fn root(&mut self) -> &mut Dictionary {
        self.document.catalog_mut().expect("a catalogue")
    }

    /// Changes the resources.
    pub(super) fn resources(&mut self) -> &mut Dictionary {
        self.document.get_dictionary_mut(self.resources).expect("resources")
    }

    /// Adds an object.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.document.add_object(object)
    }

    /// Adds an object that nothing refers to.
    pub(super) fn plant(&mut self, object: impl Into<Object>) {
        self.document.add_object(object);
    }

    /// Adds a face that no page uses.
    pub(super) fn face(&mut self, name: &[u8]) {
        face(&mut self.document, name, true);
    }

    /// The file, its streams packed.
    pub(super) fn bytes(mut self) -> Vec<u8> {
        self.document.compress();
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).expect("a file");
        bytes
    }

    /// The file, its objects packed, too.
    pub(super) fn packed(mut self) -> Vec<u8> {
        self.document.compress();
        let mut bytes = Vec::new();
        self.document.save_modern(&mut bytes).expect("a file");
        bytes
    }
}

/// A string in UTF-16 with its mark.
pub(super) fn wide(text: &str) -> Object {
    let bytes = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes.collect(), StringFormat::Hexadecimal)
}

/// The codes of a text in hexadecimal.
pub(super) fn codes(text: &str) -> String {
    let code = |letter| LETTERS.chars().position(|known| known == letter).expect("a letter of the face") + 1;
    text.chars().map(|letter| format!("{:04X}", code(letter))).collect()
}

/// The operators that show a text in ten points at a place.
pub(super) fn text(x: f64, y: f64, text: &str) -> String {
    format!("BT /F1 10 Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET\n", codes(text))
}

/// A face whose codes only its map explains.
pub(super) fn face(document: &mut Document, name: &[u8], mapped: bool) -> ObjectId {
    let below = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => Object::Name(name.to_vec()), "DW" => 1000,
        "CIDSystemInfo" => dictionary! { "Ordering" => Object::string_literal("Identity") },
        "W" => vec![
            number("0"), number("9"), 500.into(), number(","), vec![250.into(), 250.into(), 250.into()].into(),
        ],
    });
    let mut face = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "Encoding" => "Identity-H",
        "BaseFont" => Object::Name(name.to_vec()), "DescendantFonts" => vec![below.into()],
    };
    if mapped {
        face.set("ToUnicode", document.add_object(Stream::new(Dictionary::new(), map().into_bytes())));
    }
    document.add_object(face)
}

fn number(letter: &str) -> Object {
    i64::from_str_radix(&codes(letter), 16).expect("a code").into()
}

/// The digits as a range, all else one by one.
fn map() -> String {
    let others = LETTERS.chars().filter(|letter| !letter.is_ascii_digit());
    let lines: String =
        others.map(|letter| format!("<{}> <{:04X}>\n", codes(&letter.to_string()), u32::from(letter))).collect();
    format!(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
         60 beginbfchar\n{lines}endbfchar\n1 beginbfrange <{}> <{}> <0030> endbfrange endcmap end end",
        codes("0"),
        codes("9"),
    )
}

fn plain(document: &mut Document) -> ObjectId {
    document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    })
}
