//! Errors of packages as sentences.

use model::{Said, say};

/// Why there is no copy of a package that cannot be read.
pub(crate) fn failed(error: opc::Error) -> Said {
    let (chinese, english) = error.words();
    let why = Said::new(chinese.to_owned(), english.to_owned());
    say!("无法生成标注副本：{why}。", "The marked copy cannot be made: {why}.", why)
}
