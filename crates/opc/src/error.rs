//! Why a package or one of its parts cannot be read.

use std::borrow::Cow;
use zip::result::ZipError;

/// Why a package or a part cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no directory of the container, as when a file was cut off.
    NoDirectory,
    /// More parts, or more in them, than any workbook has.
    TooLarge,
    /// The part is encrypted.
    Protected,
    /// What is broken, in Chinese and in English, without a full stop.
    Damaged(Cow<'static, str>, Cow<'static, str>),
}

impl Error {
    /// Something broken that has a name, in Chinese and in English.
    pub fn damaged(chinese: impl Into<Cow<'static, str>>, english: impl Into<Cow<'static, str>>) -> Error {
        Error::Damaged(chinese.into(), english.into())
    }

    /// What is wrong, in Chinese and in English, without a full stop.
    pub fn words(&self) -> (&str, &str) {
        match self {
            Error::NoDirectory => ("压缩包的目录缺失", "the directory of the archive is missing"),
            Error::TooLarge => ("内容过大", "its content is too large"),
            Error::Protected => ("设有密码", "it is protected by a password"),
            Error::Damaged(chinese, english) => (chinese, english),
        }
    }
}

impl From<ZipError> for Error {
    fn from(error: ZipError) -> Error {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Error::Protected,
            ZipError::CompressionMethodNotSupported(_) => {
                Error::damaged("部件的压缩方法不能识别", "a part is compressed in a way that is not known")
            }
            _ => Error::damaged("压缩包的部件有误", "a part of the archive is faulty"),
        }
    }
}
