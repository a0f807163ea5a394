//! Projects made from others: the two samples that come with the program, and any project.

use super::empty::settings;
use super::place::place;
use super::{NewFile, schemas};
use crate::cli::Sample;
use crate::disk::{io_words, names, whole, with_program};
use crate::language::tell;
use crate::outcome::{End, Fatal};
use model::{define, say};
use std::fs;
use std::path::{Path, PathBuf};

/// Copies a sample: definitions, workbooks of all months, and the forms. It can be reported at once.
/// Gives the number of workbooks and the folder that they were copied from.
pub(super) fn copy(folder: &Path, sample: Sample) -> Result<(usize, PathBuf), Fatal> {
    let from = bundled(sample)?;
    let mut files = definitions(&from)?;
    let forms = forms(&files)?;
    files.extend(forms);
    files.extend(schemas()?);
    let settings = from.join("taizhang.toml");
    files.push(("taizhang.toml".to_owned(), read(&settings)?));
    let before = files.len();
    for month in names(&from.join("data"))?.into_iter().filter(|name| name != "definitions") {
        collect(&from, &format!("data/{month}"), &|_| true, &mut files)?;
    }
    place(folder, &files)?;
    Ok((files.len() - before, from))
}

/// Copies a sample and says how to go on.
pub(super) fn sample(folder: &Path, sample: Sample) -> Result<End, Fatal> {
    let (count, from) = copy(folder, sample)?;
    let (folder, title, from) = (folder.display(), sample.title(), from.display());
    tell!(
        "已新建示例项目 {folder}（{title}，全部是虚构的）：工作簿 {count} 个，由“{from}”复制。",
        "Made the sample project {folder} ({title}, all of it invented): {count} workbooks, copied from “{from}”.",
        title
    );
    tell!(
        "可以直接运行：taizhang check --project {folder}；taizhang report --project {folder}",
        "You can run at once: taizhang check --project {folder}; taizhang report --project {folder}"
    );
    Ok(End::Clean)
}

/// Copies the definitions of a project, with empty forms and settings to be filled in.
pub(super) fn like(folder: &Path, project: &Path) -> Result<End, Fatal> {
    let mut files = definitions(project)?;
    if files.is_empty() {
        let project = project.display();
        return Err(say!(
            "“{project}”里没有定义可用，请检查 --like。",
            "there are no definitions in “{project}”; please check --like."
        )
        .into());
    }
    let forms = forms(&files)?;
    let count = forms.len();
    files.extend(forms);
    files.extend(schemas()?);
    files.push(("taizhang.toml".to_owned(), settings().into_bytes()));
    place(folder, &files)?;
    let (project, folder) = (project.display(), folder.display());
    tell!(
        "已照“{project}”新建项目 {folder}：台账空表 {count} 个，在 forms/ 里，可发给各部门填报。",
        "Made the project {folder} like “{project}”: {count} empty forms of ledgers are in forms/, to be sent to the departments."
    );
    tell!(
        "接下来：改 taizhang.toml 里的单位名称；把报送的工作簿放进 data/2021-01/ 这样的月份文件夹；运行 taizhang check。",
        "Next: change the name of the office (organisation) in taizhang.toml; put the workbooks that were sent into folders of months like data/2021-01/; run taizhang check."
    );
    Ok(End::Clean)
}

/// Where a sample is: beside the program (as `cargo xtask dist` lays it), else in the source tree
/// that the program was built from.
fn bundled(sample: Sample) -> Result<PathBuf, Fatal> {
    let in_sources = match sample {
        Sample::Zone => "../..",
        Sample::Office => "../../tests/office",
    };
    let candidates = with_program(&format!("template/{}", sample.name()), in_sources)?;
    if let Some(found) = candidates.iter().find(|folder| folder.join("data/definitions").is_dir()) {
        return Ok(whole(found));
    }
    let name = sample.name();
    Err(say!(
        "找不到示例 {name}：程序旁边应有 template/{name} 文件夹（由 cargo xtask dist 放好）。请重新取得完整的程序，或不写 --sample，新建空项目。",
        "the sample {name} is not there: the folder template/{name} should stand beside the program (cargo xtask dist puts it there). Please get the whole program again, or leave out --sample to make an empty project."
    )
    .into())
}

/// The definitions of a project.
fn definitions(project: &Path) -> Result<Vec<NewFile>, Fatal> {
    let mut files = Vec::new();
    let wanted = |name: &str| name.ends_with(".toml") || name.ends_with(".md");
    collect(project, "data/definitions", &wanted, &mut files)?;
    collect(project, "reports/definitions", &wanted, &mut files)?;
    Ok(files)
}

/// An empty form for each ledger.
fn forms(definitions: &[NewFile]) -> Result<Vec<NewFile>, Fatal> {
    let mut forms = Vec::new();
    for (file, text) in definitions.iter().filter(|(file, _)| file.starts_with("data/definitions/")) {
        // The reconciliations stand beside the ledgers and are no ledger.
        let Ok(ledger) = define::ledger(&String::from_utf8_lossy(text), file) else { continue };
        forms.push((format!("forms/{}（空表）.xlsx", ledger.title), excel::form(&ledger)?));
    }
    Ok(forms)
}

/// The files of a folder and of the folders in it, by their paths within the project.
fn collect(project: &Path, folder: &str, wanted: &dyn Fn(&str) -> bool, files: &mut Vec<NewFile>) -> Result<(), Fatal> {
    for name in names(&project.join(folder))? {
        let file = format!("{folder}/{name}");
        let path = project.join(&file);
        if path.is_dir() {
            collect(project, &file, wanted, files)?;
        } else if wanted(&name) {
            files.push((file, read(&path)?));
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Fatal> {
    fs::read(path).map_err(|error| {
        let (path, reason) = (path.display(), io_words(&error));
        say!("无法读取“{path}”：{reason}。", "cannot read “{path}”: {reason}.", reason).into()
    })
}
