//! The bytes of the file: streams as they are, all other objects packed into object streams
//! (ISO 32000-1, 7.5.7), with a cross-reference stream (7.5.8).
//!
//! lopdf would hold each of the hundred thousand elements of a long table as a map; here they are
//! a text that is packed as it grows.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use model::Said;
use std::io::Write;

/// So many objects go into one object stream.
const PACKED: usize = 200;

/// Objects as text, with numbers one after the other.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// The number of the first object.
    pub(crate) first: u32,
    /// The texts of all objects.
    pub(crate) bytes: Vec<u8>,
    /// Where each object begins.
    pub(crate) starts: Vec<usize>,
}

impl Texts {
    fn all(&self) -> impl Iterator<Item = (u32, &[u8])> {
        let ends = self.starts.iter().skip(1).copied().chain([self.bytes.len()]);
        let bodies = self.starts.iter().zip(ends).map(|(start, end)| self.bytes.get(*start..end).unwrap_or_default());
        (self.first..).zip(bodies)
    }
}

/// Where an object is.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Nowhere.
    Free,
    /// At that byte of the file.
    At(usize),
    /// In that object stream, under that number.
    In(u32, usize),
}

/// Compresses bytes. The middle level costs half the time of the best, for two percent of size.
pub(crate) fn deflate(bytes: &[u8]) -> Result<Vec<u8>, Said> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(6));
    encoder.write_all(bytes).map_err(|error| Said::same(error.to_string()))?;
    encoder.finish().map_err(|error| Said::same(error.to_string()))
}

/// A stream in zlib's form.
pub(crate) fn deflated(mut dictionary: Dictionary, content: &[u8]) -> Result<Stream, Said> {
    dictionary.set("Filter", "FlateDecode");
    Ok(Stream::new(dictionary, deflate(content)?))
}

/// The file of a document and of objects that it does not hold. The identity stands for the bytes.
pub(crate) fn file(document: &Document, texts: &Texts, root: ObjectId, info: ObjectId) -> Result<Vec<u8>, Said> {
    let count = document.max_id.max(texts.first + u32::try_from(texts.starts.len()).unwrap_or(0)) + 1;
    let mut writing = Writing { out: Vec::new(), places: vec![Place::Free; count as usize], pack: Pack::default() };
    writing.out.extend(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    let mut body = Vec::new();
    for ((number, _), object) in &document.objects {
        match object {
            Object::Stream(stream) => writing.stream(*number, stream),
            other => {
                body.clear();
                object_text(other, &mut body);
                writing.packed(*number, &body)?;
            }
        }
    }
    for (number, body) in texts.all() {
        writing.packed(number, body)?;
    }
    writing.flush()?;
    writing.finish(root, info)
}

/// Objects that wait for their stream.
#[derive(Debug, Default)]
struct Pack {
    numbers: Vec<(u32, usize)>,
    bytes: Vec<u8>,
}

struct Writing {
    out: Vec<u8>,
    places: Vec<Place>,
    pack: Pack,
}

impl Writing {
    fn place(&mut self, number: u32, place: Place) {
        if let Some(slot) = self.places.get_mut(number as usize) {
            *slot = place;
        }
    }

    fn stream(&mut self, number: u32, stream: &Stream) {
        self.place(number, Place::At(self.out.len()));
        self.out.extend(format!("{number} 0 obj\n").into_bytes());
        let mut head = stream.dict.clone();
        head.set("Length", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
        object_text(&Object::Dictionary(head), &mut self.out);
        self.out.extend(b"\nstream\n");
        self.out.extend(&stream.content);
        self.out.extend(b"\nendstream\nendobj\n");
    }

    fn packed(&mut self, number: u32, body: &[u8]) -> Result<(), Said> {
        self.pack.numbers.push((number, self.pack.bytes.len()));
        self.pack.bytes.extend(body);
        self.pack.bytes.push(b'\n');
        if self.pack.numbers.len() >= PACKED { self.flush() } else { Ok(()) }
    }

    /// Writes the waiting objects as one stream.
    fn flush(&mut self) -> Result<(), Said> {
        let pack = std::mem::take(&mut self.pack);
        if pack.numbers.is_empty() {
            return Ok(());
        }
        let container = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push(Place::Free);
        for (index, (number, _)) in pack.numbers.iter().enumerate() {
            self.place(*number, Place::In(container, index));
        }
        let mut bytes: Vec<u8> =
            pack.numbers.iter().flat_map(|(number, start)| format!("{number} {start} ").into_bytes()).collect();
        let first = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        bytes.extend(&pack.bytes);
        let count = i64::try_from(pack.numbers.len()).unwrap_or(i64::MAX);
        let head = dictionary! { "Type" => "ObjStm", "N" => count, "First" => first, "Filter" => "FlateDecode" };
        self.stream(container, &Stream::new(head, deflate(&bytes)?));
        Ok(())
    }

    /// Writes where everything is, and the identity.
    fn finish(mut self, root: ObjectId, info: ObjectId) -> Result<Vec<u8>, Said> {
        let identity = Object::String(identity(&self.out), StringFormat::Hexadecimal);
        let start = self.out.len();
        let number = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.places.push(Place::At(start));
        let rows: Vec<u8> = self.places.iter().enumerate().flat_map(|(number, place)| row(number, *place)).collect();
        let head = dictionary! {
            "Type" => "XRef",
            "Size" => i64::try_from(self.places.len()).unwrap_or(i64::MAX),
            "W" => vec![1.into(), 4.into(), 2.into()],
            "Root" => root,
            "Info" => info,
            "ID" => vec![identity.clone(), identity],
            "Filter" => "FlateDecode",
        };
        self.stream(number, &Stream::new(head, deflate(&rows)?));
        self.out.extend(format!("startxref\n{start}\n%%EOF\n").into_bytes());
        Ok(self.out)
    }
}

/// A row of the cross-reference stream: kind, place and generation or index.
fn row(number: usize, place: Place) -> [u8; 7] {
    let (kind, at, index) = match place {
        Place::Free => (0, 0, if number == 0 { 65535 } else { 0 }),
        Place::At(offset) => (1, u32::try_from(offset).unwrap_or(u32::MAX), 0),
        Place::In(container, index) => (2, container, u16::try_from(index).unwrap_or(u16::MAX)),
    };
    let ([a, b, c, d], [e, f]) = (u32::to_be_bytes(at), u16::to_be_bytes(index));
    [kind, a, b, c, d, e, f]
}

/// The text of an object (ISO 32000-1, 7.3).
pub(crate) fn object_text(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(if *value { b"true".as_slice() } else { b"false".as_slice() }),
        Object::Integer(value) => out.extend(value.to_string().into_bytes()),
        Object::Real(value) => crate::number::put(f64::from(*value), out),
        Object::Name(name) => name_text(name, out),
        Object::String(bytes, _) => {
            out.push(b'<');
            bytes.iter().for_each(|byte| out.extend(format!("{byte:02X}").into_bytes()));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for item in items {
                object_text(item, out);
                out.push(b' ');
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => {
            out.extend(b"<<");
            for (key, value) in dictionary {
                name_text(key, out);
                out.push(b' ');
                object_text(value, out);
            }
            out.extend(b">>");
        }
        // A stream is no part of another object; only its place could be named.
        Object::Stream(_) => out.extend(b"null"),
        Object::Reference((number, generation)) => out.extend(format!("{number} {generation} R").into_bytes()),
    }
}

fn name_text(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"#/()<>[]{}%".contains(byte) {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").into_bytes());
        }
    }
}

/// 128 bits that stand for the content: two FNV-1a sums from different starts. The identity only
/// has to differ where files differ (ISO 32000-1, 14.4); nobody attacks it.
fn identity(bytes: &[u8]) -> Vec<u8> {
    let sum = |start: u64| bytes.iter().fold(start, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    [sum(0xcbf2_9ce4_8422_2325), sum(0x8422_2325_cbf2_9ce4)].iter().flat_map(|sum| sum.to_be_bytes()).collect()
}
