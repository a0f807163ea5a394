//! A folder under `data/` that is no month.

use model::{Diagnostic, Month, Place, Rule, Severity, Texts};

/// A folder under `data/` that is no month.
pub(crate) static NO_MONTH: Rule = Rule {
    code: "no-month-folder",
    severity: Severity::Warning,
    chinese: Texts {
        title: "不是月份文件夹",
        meaning: "data/ 下的文件夹应以月份命名，别的名称不读取。",
        example: "data/2020年12月",
        remedy: "改名为 2020-12 的样子。",
        words: &[
            "“{file}”没有放在月份文件夹里，没有读取。请放入 {month}/ 这样的文件夹。",
            "“{folder}”不是月份，没有读取；请改名为 2020-12 的样子。",
        ],
    },
    english: Texts {
        title: "Not a month's folder",
        meaning: "Folders under data/ are named by months; those of other names are not read.",
        example: "data/December 2020",
        remedy: "Rename it like 2020-12.",
        words: &[
            "“{file}” does not lie in a month's folder and was not read. Put it into a folder like {month}/.",
            "“{folder}” is no month and was not read; rename it like 2020-12.",
        ],
    },
};

/// Says it of a folder below `data/`.
pub(crate) fn problem(folder: &str) -> Diagnostic {
    Diagnostic::new(&NO_MONTH, Place::file(format!("data/{folder}"))).name("folder", folder)
}

/// Says it of a workbook beside the folders of the months.
pub(crate) fn loose(file: &str, month: Month) -> Diagnostic {
    let problem = Diagnostic::new(&NO_MONTH, Place::file(format!("data/{file}")));
    problem.name("file", file).name("month", format!("data/{month}"))
}
