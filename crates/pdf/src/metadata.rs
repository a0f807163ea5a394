//! What makes a file a PDF/A-2b (ISO 19005-2): properties that agree with their XMP form, and the
//! colour space that the colours are meant in.

use crate::srgb;
use crate::write::deflated;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use model::Said;
use model::page::Info;

const CREATOR: &str = "台账";
const PRODUCER: &str = "printpdf";

/// Sets the properties, the XMP metadata and the output intent; the properties' object.
pub(crate) fn add(document: &mut Document, info: &Info) -> Result<ObjectId, Said> {
    let properties = set_properties(document, info);
    // Programs that know no PDF look for the metadata in plain text, so it is not compressed.
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(info).into_bytes());
    let metadata = document.add_object(metadata);
    let profile = document.add_object(deflated(dictionary! { "N" => 3 }, &srgb::profile())?);
    let intent = document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    });
    let catalog = document.catalog_mut().map_err(|error| Said::same(error.to_string()))?;
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    catalog.set("Lang", text("zh-CN"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(properties)
}

/// Replaces the properties that printpdf wrote: they hold the clock's time.
fn set_properties(document: &mut Document, info: &Info) -> ObjectId {
    let date = format!("D:{:04}{:02}{:02}000000+08'00'", info.date.year(), info.date.month(), info.date.day());
    let mut properties = Dictionary::new();
    for (key, value) in [("Title", &info.title), ("Author", &info.author), ("Subject", &info.subject)] {
        if !value.is_empty() {
            properties.set(key, text(value));
        }
    }
    properties.set("Creator", text(CREATOR));
    properties.set("Producer", text(PRODUCER));
    properties.set("CreationDate", Object::string_literal(date.as_str()));
    properties.set("ModDate", Object::string_literal(date));
    let old = document.trailer.get(b"Info").and_then(Object::as_reference).ok();
    let id = old.unwrap_or_else(|| document.new_object_id());
    document.set_object(id, properties);
    id
}

/// The same properties as an XMP packet (ISO 16684-1) with the mark of PDF/A-2b. The prefix `xml`,
/// which XML binds by itself, is bound once more for readers that look it up.
fn xmp(info: &Info) -> String {
    let date = format!("{:04}-{:02}-{:02}T00:00:00+08:00", info.date.year(), info.date.month(), info.date.day());
    let alternative = |tag: &str, value: &str| match value {
        "" => String::new(),
        value => {
            format!(
                "<dc:{tag}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:{tag}>",
                escaped(value)
            )
        }
    };
    let author = match info.author.as_str() {
        "" => String::new(),
        author => format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escaped(author)),
    };
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:xml=\"http://www.w3.org/XML/1998/namespace\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
         <pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\
         <dc:format>application/pdf</dc:format>{title}{author}{subject}\
         <dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\
         <xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>\
         <xmp:ModifyDate>{date}</xmp:ModifyDate><pdf:Producer>{PRODUCER}</pdf:Producer>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        title = alternative("title", &info.title),
        subject = alternative("description", &info.subject),
    )
}

/// XML without what it forbids or takes for its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, all else in UTF-16 with its mark.
pub(crate) fn text(value: &str) -> Object {
    if value.is_ascii() {
        return Object::string_literal(value);
    }
    let units = std::iter::once(0xFEFF).chain(value.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}
