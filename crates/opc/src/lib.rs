//! Office packages: zip containers of parts that name one another (ECMA-376-2, Open Packaging
//! Conventions), and as much XML as their parts need.
//!
//! Who reads a workbook and who edits one read it here, so that a name, a path or an address means
//! the same to both. The sizes that a file declares are never trusted: what is unpacked is counted.
//! No file is opened, no clock or environment touched.

mod address;
mod edit;
mod encoding;
mod error;
pub mod markup;
mod package;
mod pipe;
mod relations;
mod source;
mod token;
mod workbook_parts;
mod xml;

pub use address::{area, cell};
pub use edit::Edit;
pub use encoding::{declared, decode};
pub use error::Error;
pub use package::{MOST_UNPACKED, Package};
pub use pipe::{Pipe, read};
pub use relations::{Relation, folder_of, relations, relations_part, resolve};
pub use source::{SharedFile, Source};
pub use token::{Step, Tag, resolved, unescaped};
pub use workbook_parts::{SheetPart, WorkbookParts};
pub use xml::{Nesting, Tokens, Xml};
