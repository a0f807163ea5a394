//! Why a package or one of its parts cannot be read.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
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
    /// What is broken, in Chinese and without a full stop.
    Damaged(Cow<'static, str>),
}

impl Error {
    /// Something broken that has a name.
    pub fn damaged(what: impl Into<Cow<'static, str>>) -> Error {
        Error::Damaged(what.into())
    }
}

impl Display for Error {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Error::NoDirectory => "压缩包的目录缺失",
            Error::TooLarge => "内容过大",
            Error::Protected => "设有密码",
            Error::Damaged(what) => what,
        })
    }
}

impl std::error::Error for Error {}

impl From<ZipError> for Error {
    fn from(error: ZipError) -> Error {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Error::Protected,
            ZipError::CompressionMethodNotSupported(_) => Error::damaged("部件的压缩方法不能识别"),
            _ => Error::damaged("压缩包的部件有误"),
        }
    }
}
