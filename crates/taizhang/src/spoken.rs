//! In which language the program speaks: settled before the command line is parsed, whose help and whose errors
//! are of a language, too.

use crate::project;
use model::Language;
use std::ffi::OsString;
use std::path::PathBuf;

/// The language that `--lang` asks for, else that of the project's settings, else Chinese.
pub(crate) fn language(arguments: impl Iterator<Item = OsString>) -> Language {
    let arguments: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
    let asked = value(&arguments, "--lang").and_then(|name| Language::named(&name));
    asked.or_else(|| project::language_of(&folder(&arguments))).unwrap_or_default()
}

/// The folder of the project, as far as that can be told before the command line is understood.
fn folder(arguments: &[String]) -> PathBuf {
    PathBuf::from(value(arguments, "--project").unwrap_or_else(|| ".".to_owned()))
}

/// The first value of an option: `--name value` or `--name=value`.
fn value(arguments: &[String], name: &str) -> Option<String> {
    let at = arguments.iter().position(|argument| {
        argument.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })?;
    match arguments.get(at)?.split_once('=') {
        Some((_, value)) => Some(value.to_owned()),
        None => arguments.get(at + 1).cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_names_a_language() {
        let of = |words: &str| language(words.split(' ').map(OsString::from));
        assert_eq!(of("taizhang check --lang en"), Language::English);
        assert_eq!(of("taizhang --lang=en"), Language::English);
        assert_eq!(of("taizhang check --lang fr"), Language::Chinese);
        assert_eq!(of("taizhang check --language en"), Language::Chinese);
    }
}
