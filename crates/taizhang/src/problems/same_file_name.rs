//! Several documents would be written to one file.

use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// Several documents would be written to one file.
pub(crate) static SAME_FILE_NAME: Rule = Rule {
    code: "same-file-name",
    severity: Severity::Error,
    chinese: Texts {
        title: "文件同名",
        meaning: "几份文件的标题一样（或只差大小写、不能用于文件名的字符），写出来是同一个文件，后写的会盖掉先写的，因此一份也没有写。",
        example: "[each] 的报告标题里没有 {{ each }}，各单位的函都叫“督办函.pdf”。",
        remedy: "改 report.toml 的 title，使每份的标题都不同，例如加上 {{ each }}。",
        words: &[
            "{documents}共 {count} 份文件都会写成“{file}”，互相覆盖，因此一份也没有写。请改 title，使每份的标题都不同，例如加上 {each}。",
        ],
    },
    english: Texts {
        title: "Files of the same name",
        meaning: "Several documents have the same title (or titles that differ only in case or in characters that file names cannot have) and would be written to one file, each over the one before; so none was written.",
        example: "The title of a report with [each] lacks {{ each }}, so that the letters to all offices are called “reminder.pdf”.",
        remedy: "Change the title in report.toml so that every document has its own, for example with {{ each }}.",
        words: &[
            "{documents}: {count} documents would be written as “{file}”, each over the one before, so none was written. Change the title so that every document has its own, for example with {each}.",
        ],
    },
};

/// Says which documents would have one name.
pub(crate) fn problem(place: Place, file: &str, documents: Vec<String>) -> Diagnostic {
    let count = documents.len();
    let problem = Diagnostic::new(&SAME_FILE_NAME, place).names("documents", documents);
    problem.count("count", count).name("file", file).phrase("each", Said::fixed("{{ each }}", "{{ each }}"))
}
