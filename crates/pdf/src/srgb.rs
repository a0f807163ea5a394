//! The colour space of the screen as an ICC profile (ICC.1:2004-10), for the output intent that
//! PDF/A asks for. Nothing but the numbers of IEC 61966-2-1 is in it.

/// Tags with their data; the three curves are one.
const TAGS: [(&[u8; 4], Data); 9] = [
    (b"desc", Data::Words("sRGB IEC61966-2.1")),
    (b"cprt", Data::Words("No copyright, use freely")),
    (b"wtpt", Data::Numbers(b"XYZ ", &[0.9642, 1.0, 0.8249])),
    // From the white of the screen to that of the profile (Bradford).
    (
        b"chad",
        Data::Numbers(
            b"sf32",
            &[1.047_882, 0.022_919, -0.050_217, 0.029_587, 0.990_479, -0.017_059, -0.009_232, 0.015_076, 0.751_678],
        ),
    ),
    (b"rXYZ", Data::Numbers(b"XYZ ", &[0.436_066, 0.222_488, 0.013_916])),
    (b"gXYZ", Data::Numbers(b"XYZ ", &[0.385_147, 0.716_873, 0.097_076])),
    (b"bXYZ", Data::Numbers(b"XYZ ", &[0.143_066, 0.060_608, 0.714_096])),
    (b"rTRC", Data::Curve),
    // The green and the blue curve point to the red one's data; see below.
    (b"gTRC", Data::Curve),
];

/// What a tag holds.
enum Data {
    Words(&'static str),
    Numbers(&'static [u8; 4], &'static [f64]),
    Curve,
}

/// The bytes of the profile.
pub(crate) fn profile() -> Vec<u8> {
    let mut names: Vec<&[u8; 4]> = Vec::new();
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * (TAGS.len() + 1);
    let mut curve = None;
    for (name, tag) in &TAGS {
        names.push(name);
        if let (Data::Curve, Some(known)) = (tag, curve) {
            places.push(known);
            continue;
        }
        let bytes = encoded(tag);
        let place = (start + data.len(), bytes.len());
        if matches!(tag, Data::Curve) {
            curve = Some(place);
        }
        places.push(place);
        data.extend(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    names.push(b"bTRC");
    places.extend(curve);
    let mut out = header(start + data.len());
    out.extend(long(names.len()));
    for (name, (offset, length)) in names.iter().zip(places) {
        out.extend(*name);
        out.extend(long(offset));
        out.extend(long(length));
    }
    out.extend(data);
    out
}

fn header(size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(128);
    out.extend(long(size));
    out.extend([0; 4]);
    out.extend([4, 0x20, 0, 0]);
    out.extend(b"mntrRGB XYZ ");
    // The day of the profile: 1 January 2021.
    out.extend([7, 229, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    out.extend(b"acsp");
    out.resize(68, 0);
    [0.9642, 1.0, 0.8249].iter().for_each(|number| out.extend(fixed(*number)));
    out.resize(128, 0);
    out
}

fn encoded(tag: &Data) -> Vec<u8> {
    let mut out = Vec::new();
    match tag {
        Data::Words(words) => {
            let units: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
            out.extend(b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS");
            out.extend(long(units.len()));
            out.extend(long(28));
            out.extend(units);
        }
        Data::Numbers(kind, numbers) => {
            out.extend(*kind);
            out.extend([0; 4]);
            numbers.iter().for_each(|number| out.extend(fixed(*number)));
        }
        Data::Curve => {
            // Function type 3: a power above a threshold, a straight line below it.
            out.extend(b"para\0\0\0\0\0\x03\0\0");
            [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045]
                .iter()
                .for_each(|number| out.extend(fixed(*number)));
        }
    }
    out
}

fn long(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes()
}

/// A number with 16 bits behind the point.
fn fixed(number: f64) -> [u8; 4] {
    ((number * 65536.0).round() as i32).to_be_bytes()
}
