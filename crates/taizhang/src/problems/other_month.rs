//! A file stands in the folder of another month than it says.

use model::{Diagnostic, Month, Place, Rule, Severity};

/// A file stands in the folder of another month than it says.
pub(crate) static OTHER_MONTH: Rule = Rule {
    code: "other-month",
    severity: Severity::Warning,
    title: "可能放错了月份",
    meaning: "文件名或工作表名写的月份与所在文件夹不同，或者内容与别的月份的文件完全相同；照样按文件夹的月份计入。",
    example: "data/2020-12/企业税收2020年11月.xlsx",
    remedy: "核对是哪个月的报送，放入该月的文件夹，或改正文件名。",
    words: &[
        "文件名写的是{said}，却放在 {folder}/，已照样计入{month}。请核对是哪个月的报送，放入该月的文件夹。",
        "工作表名写的是{sheet}，却放在 {folder}/，已照样计入{month}。请核对是哪个月的报送，放入该月的文件夹，或改正工作表名。",
        "内容与“{earlier}”完全相同，却放在 {folder}/，已照样计入{month}。请核对是哪个月的报送，放入该月的文件夹。",
    ],
};

/// A file's name says another month than its folder's.
pub(crate) fn named(file: &str, folder: Month, said: String) -> Diagnostic {
    problem(file, folder).text("said", said)
}

/// A file's sheets say another month than its folder's.
pub(crate) fn sheet(file: &str, folder: Month, said: String) -> Diagnostic {
    problem(file, folder).text("sheet", said)
}

/// A file is the same as one of an earlier month.
pub(crate) fn same_as(file: &str, folder: Month, earlier: &str) -> Diagnostic {
    problem(file, folder).name("earlier", earlier)
}

fn problem(file: &str, folder: Month) -> Diagnostic {
    let month = model::Argument::Month(folder);
    Diagnostic::new(&OTHER_MONTH, Place::file(file)).name("folder", format!("data/{folder}")).with("month", month)
}
