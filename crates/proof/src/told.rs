//! What a clerk is told, without the words of the crates that wrote the file.

use std::borrow::Cow;

/// Words for a clerk in both languages of the program: a sentence, or what a part of a file is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// In Chinese.
    pub chinese: Cow<'static, str>,
    /// In English.
    pub english: Cow<'static, str>,
}

impl Told {
    /// Words that are always the same.
    pub(crate) const fn fixed(chinese: &'static str, english: &'static str) -> Told {
        Told { chinese: Cow::Borrowed(chinese), english: Cow::Borrowed(english) }
    }

    /// Words that were put together.
    pub(crate) fn new(chinese: String, english: String) -> Told {
        Told { chinese: Cow::Owned(chinese), english: Cow::Owned(english) }
    }

    /// A name, which is the same in both languages.
    pub(crate) fn same(name: &str) -> Told {
        Told::new(name.to_owned(), name.to_owned())
    }
}
