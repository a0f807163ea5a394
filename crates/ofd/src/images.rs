//! Pictures as resources and as objects of a page (GB/T 33190, 7.9 and 10).

use crate::Ids;
use crate::number::{MM, array};
use crate::xml::{HEAD, SPACE};
use model::page::{Item, Page, Pages};
use model::picture::{Encoding, Image};

/// A picture in use.
pub(crate) struct Used<'a> {
    /// The number of its resource.
    pub(crate) id: u32,
    /// What it shows.
    pub(crate) image: &'a Image,
    /// Its file's name.
    pub(crate) file: String,
}

/// The pictures of pages, each once, in the order in which they are first shown.
pub(crate) fn distinct<'a>(pages: &'a Pages, ids: &mut Ids) -> Vec<Used<'a>> {
    let mut used: Vec<Used<'a>> = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Item::Image { image, .. } = item
            && !used.iter().any(|known| *known.image == **image)
        {
            let extension = match image.encoding {
                Encoding::Png => "png",
                Encoding::Jpeg => "jpg",
            };
            let file = format!("image_{}.{extension}", used.len());
            used.push(Used { id: ids.next(), image, file });
        }
    }
    used
}

/// Shows a picture: the square of one that it is drawn in becomes its place (10).
pub(crate) fn object(
    (image, at, size): (&Image, (f64, f64), (f64, f64)),
    page: &Page,
    used: &[Used<'_>],
    ids: &mut Ids,
    out: &mut String,
) {
    let Some(resource) = used.iter().find(|known| known.image == image) else { return };
    let place = [at.0, page.height - at.1 - size.1, size.0, size.1].map(|length| length * MM);
    let matrix = [size.0 * MM, 0.0, 0.0, size.1 * MM, 0.0, 0.0];
    out.push_str(&format!(
        "<ofd:ImageObject ID=\"{}\" Boundary=\"{}\" CTM=\"{}\" ResourceID=\"{}\"/>\n",
        ids.next(),
        array(&place),
        array(&matrix),
        resource.id
    ));
}

/// `DocumentRes.xml`: the pictures.
pub(crate) fn resources(used: &[Used<'_>]) -> String {
    let media = used.iter().map(|used| {
        let format = match used.image.encoding {
            Encoding::Png => "PNG",
            Encoding::Jpeg => "JPEG",
        };
        format!(
            "<ofd:MultiMedia ID=\"{}\" Type=\"Image\" Format=\"{format}\"><ofd:MediaFile>{}</ofd:MediaFile></ofd:MultiMedia>",
            used.id, used.file
        )
    });
    let media: String = media.collect();
    format!("{HEAD}<ofd:Res {SPACE} BaseLoc=\"Res\"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>\n")
}
