//! Sentences in both languages of the program, made where something is found, chosen where it is shown.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A language that a person can be spoken to in. Documents are Chinese in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::Chinese, Language::English];

    /// The one of two texts that is of the language.
    pub fn say<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        self.say("zh-CN", "en")
    }

    /// As the command line and `taizhang.toml` call it.
    pub fn name(self) -> &'static str {
        self.say("zh", "en")
    }

    /// The language of that name.
    pub fn named(name: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.name() == name)
    }
}

/// One text in both languages. It cannot be printed before one of them is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Said {
    chinese: Cow<'static, str>,
    english: Cow<'static, str>,
}

impl Said {
    /// Two texts that are always the same.
    pub const fn fixed(chinese: &'static str, english: &'static str) -> Said {
        Said { chinese: Cow::Borrowed(chinese), english: Cow::Borrowed(english) }
    }

    /// Two texts that say the same; [`say!`](crate::say) makes them.
    pub fn new(chinese: String, english: String) -> Said {
        Said { chinese: Cow::Owned(chinese), english: Cow::Owned(english) }
    }

    /// What is the same in both languages: a name, a number, the words of a file.
    pub fn same(text: impl Into<String>) -> Said {
        let text = text.into();
        Said { chinese: Cow::Owned(text.clone()), english: Cow::Owned(text) }
    }

    /// Several texts one after another, with the mark of each language between them.
    pub fn list(parts: impl IntoIterator<Item = Said>) -> Said {
        Said::joined(parts, "、", ", ")
    }

    /// Several texts one after another, with such words between them.
    pub fn joined(parts: impl IntoIterator<Item = Said>, chinese: &str, english: &str) -> Said {
        let (left, right): (Vec<_>, Vec<_>) = parts.into_iter().map(|said| (said.chinese, said.english)).unzip();
        Said::new(left.join(chinese), right.join(english))
    }

    /// The text of a language.
    pub fn text(&self, language: Language) -> &str {
        language.say(&self.chinese, &self.english)
    }

    /// The Chinese text, for what goes into documents.
    pub fn chinese(&self) -> &str {
        &self.chinese
    }
}

/// What has words in each language.
pub trait Spoken {
    /// Its words in a language.
    fn spoken(&self, language: Language) -> String;
}

impl Spoken for Said {
    fn spoken(&self, language: Language) -> String {
        self.text(language).to_owned()
    }
}

impl<T: Spoken> Spoken for &T {
    fn spoken(&self, language: Language) -> String {
        (*self).spoken(language)
    }
}

/// A sentence in both languages: `say!("没有“{name}”{known}", "there is no “{name}”{known}", known)`. What
/// has words of its own in each language ([`Spoken`]) is named behind the two texts (`name` or `name = value`);
/// whatever else stands in braces is the same in both.
#[macro_export]
macro_rules! say {
    ($chinese:literal, $english:literal $(,)?) => {
        $crate::Said::new(format!($chinese), format!($english))
    };
    ($chinese:literal, $english:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        $crate::Said::new(
            {
                $(let $name = $crate::say!(@word $name $(= $value)?; $crate::Language::Chinese);)+
                format!($chinese)
            },
            {
                $(let $name = $crate::say!(@word $name $(= $value)?; $crate::Language::English);)+
                format!($english)
            },
        )
    };
    (@word $name:ident = $value:expr; $language:expr) => {
        $crate::Spoken::spoken(&$value, $language)
    };
    (@word $name:ident; $language:expr) => {
        $crate::Spoken::spoken(&$name, $language)
    };
}

/// Stands between the languages of a [`SaidError`] that is carried as text.
const BETWEEN: char = '\u{1f}';

/// A [`Said`] as an error that parsers carry as text, both languages in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidError(pub Said);

impl SaidError {
    /// What an error's text carries: both languages, or nothing where it is none of ours.
    pub fn carried(text: &str) -> Option<Said> {
        let (chinese, english) = text.split_once(BETWEEN)?;
        Some(Said::new(chinese.to_owned(), english.to_owned()))
    }
}

impl From<Said> for SaidError {
    fn from(said: Said) -> SaidError {
        SaidError(said)
    }
}

impl From<SaidError> for Said {
    fn from(error: SaidError) -> Said {
        error.0
    }
}

impl fmt::Display for SaidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{BETWEEN}{}", self.0.chinese, self.0.english)
    }
}

impl std::error::Error for SaidError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Month;

    #[test]
    fn a_sentence_is_said_in_both_languages() {
        let (month, name) = ("2020-12".parse::<Month>().unwrap(), "税收");
        let near = Said::fixed("，是否为“甲”？", "; did you mean “甲”?");
        let said = say!("{month}没有“{name}”{hint}", "there is no “{name}” in {month}{hint}", month, hint = near);
        assert_eq!(said.text(Language::Chinese), "2020年12月没有“税收”，是否为“甲”？");
        assert_eq!(said.text(Language::English), "there is no “税收” in 2020-12; did you mean “甲”?");
    }

    #[test]
    fn an_error_carries_both() {
        let said = Said::fixed("甲", "a");
        assert_eq!(SaidError::carried(&SaidError(said.clone()).to_string()), Some(said));
        assert_eq!(SaidError::carried("expected a boolean"), None);
    }
}
