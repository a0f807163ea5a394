//! Errors of packages as sentences.

/// Why there is no copy of a package that cannot be read.
pub(crate) fn failed(error: opc::Error) -> String {
    format!("无法生成标注副本：{error}。")
}
