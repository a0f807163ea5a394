//! `taizhang init`: a new project with definitions and an empty workbook for each ledger.

use crate::cli::InitOptions;
use crate::disk::{io_words, names};
use crate::outcome::{End, Fatal};
use crate::output::write_all;
use model::define;
use std::fs;
use std::path::{Path, PathBuf};

/// What a new project's settings say; the clerk fills in the rest.
const SETTINGS: &str = "\
# 单位名称，用在报告的标题和版头里
organisation = \"某某单位\"

# 默认的月份；也可以每次用 --month 指明
# month = \"2021-01\"

# 截至日；不写则为月末
# as-of = \"2021-02-09\"
";

/// Writes the project.
pub(crate) fn run(options: &InitOptions) -> Result<End, Fatal> {
    let folder = &options.folder;
    if !names(folder)?.is_empty() || folder.is_file() {
        return Err(Fatal::Message(format!("“{}”不是空文件夹，请换一个。", folder.display())));
    }
    let from = match &options.from {
        Some(from) => from.clone(),
        None => bundled()?,
    };
    let mut definitions = Vec::new();
    collect(&from, "data/definitions", &mut definitions)?;
    collect(&from, "reports/definitions", &mut definitions)?;
    if definitions.is_empty() {
        return Err(Fatal::Message(format!("“{}”里没有定义可用。", from.display())));
    }
    let mut forms = Vec::new();
    for (file, text) in definitions.iter().filter(|(file, _)| file.starts_with("data/definitions/")) {
        // The reconciliations stand beside the ledgers and are no ledger.
        let Ok(ledger) = define::ledger(&String::from_utf8_lossy(text), file) else { continue };
        forms.push((format!("{}（空表）.xlsx", ledger.title), excel::form(&ledger)?));
    }
    let count = forms.len();
    write_all(&folder.join("forms"), &forms)?;
    for (file, text) in definitions {
        let path = folder.join(&file);
        let (parent, name) =
            (path.parent().unwrap_or(folder), path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        write_all(parent, &[(name, text)])?;
    }
    write_all(folder, &[("taizhang.toml".to_owned(), SETTINGS.as_bytes().to_vec())])?;
    println!("已新建项目 {}：台账空表 {count} 个，在 forms/ 里，可发给各部门填报。", folder.display());
    println!(
        "接下来：改 taizhang.toml 里的单位名称；把报送的工作簿放进 data/2021-01/ 这样的月份文件夹；运行 taizhang check。"
    );
    Ok(End::Clean)
}

/// The definitions that come with the program: beside it, else in the source tree.
fn bundled() -> Result<PathBuf, Fatal> {
    let program = std::env::current_exe().map_err(|error| format!("不知道程序在哪里：{}。", io_words(&error)))?;
    let beside = program.parent().map(|folder| folder.join("template"));
    let in_tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut candidates = beside.into_iter().chain([in_tree]);
    let found = candidates.find(|folder| folder.join("data/definitions").is_dir());
    found.ok_or_else(|| Fatal::Message("找不到随程序提供的定义，请用 --from 指明一个项目。".to_owned()))
}

/// The definition files of a folder and the folders in it, by their paths within the project.
fn collect(project: &Path, folder: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), Fatal> {
    for name in names(&project.join(folder))? {
        let file = format!("{folder}/{name}");
        let path = project.join(&file);
        if path.is_dir() {
            collect(project, &file, files)?;
        } else if name.ends_with(".toml") || name.ends_with(".md") {
            let bytes =
                fs::read(&path).map_err(|error| format!("无法读取“{}”：{}。", path.display(), io_words(&error)))?;
            files.push((file, bytes));
        }
    }
    Ok(())
}
