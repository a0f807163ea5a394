//! `taizhang init`: a new project: an empty one, a sample, one like another, or one from workbooks.

mod empty;
mod from;
mod place;
mod samples;

use crate::cli::{Definition, InitOptions, Sample};
use crate::disk::names;
use crate::language::tell;
use crate::outcome::{End, Fatal};
use crate::schema::schema;
pub(crate) use from::{first_report, suggested_id};
use model::{Said, say};
use place::place;
use std::path::{Path, PathBuf};

/// A file of a new project: its path within it, with slashes, and its bytes.
pub(crate) type NewFile = (String, Vec<u8>);

/// Where the schemas of a project lie.
const SCHEMAS: &str = ".schemas";

/// The schemas of all definitions, for the editors of a new project.
fn schemas() -> Result<Vec<NewFile>, Fatal> {
    let file = |of: Definition| Ok((format!("{SCHEMAS}/{}.json", of.name()), schema(of)?.into_bytes()));
    Definition::ALL.into_iter().map(file).collect()
}

/// Those of the schemas that a project has not.
pub(crate) fn schemas_missing(project: &Path) -> Result<Vec<NewFile>, Fatal> {
    Ok(schemas()?.into_iter().filter(|(file, _)| !project.join(file).exists()).collect())
}

/// The first line of a definition, which tells an editor its schema; `file` lies within the project.
pub(crate) fn directive(file: &str, of: Definition) -> String {
    let up = "../".repeat(file.matches('/').count());
    format!("#:schema {}{SCHEMAS}/{}.json\n", if up.is_empty() { "./" } else { &up }, of.name())
}

/// Makes the project.
pub(crate) fn run(options: &InitOptions) -> Result<End, Fatal> {
    let (folder, workbooks) = folder(options)?;
    must_be_empty(folder)?;
    if !workbooks.is_empty() {
        return from::run(folder, workbooks, options);
    }
    match (&options.sample, &options.like) {
        (Some(sample), _) => samples::sample(folder, *sample),
        (None, Some(project)) => samples::like(folder, project),
        (None, None) => empty(folder),
    }
}

/// Makes a project as the local page offers it: a sample by its name, else an empty one of an office.
pub(crate) fn make(folder: &Path, kind: &str, organisation: &str) -> Result<(), Fatal> {
    must_be_empty(folder)?;
    match [Sample::Zone, Sample::Office].into_iter().find(|sample| sample.name() == kind) {
        Some(sample) => samples::copy(folder, sample).map(drop),
        None => place_empty(folder, organisation),
    }
}

fn must_be_empty(folder: &Path) -> Result<(), Fatal> {
    if folder.is_file() || !names(folder)?.is_empty() {
        let folder = folder.display();
        return Err(
            say!("“{folder}”不是空文件夹，请换一个。", "“{folder}” is no empty folder; please take another.").into()
        );
    }
    Ok(())
}

/// The folder of the project and the workbooks that it is made from. Behind `--from` the last name is
/// the folder where none stands before it.
fn folder(options: &InitOptions) -> Result<(&Path, &[PathBuf]), Fatal> {
    match (&options.folder, options.from.split_last()) {
        (Some(folder), _) => Ok((folder, &options.from)),
        (None, Some((folder, files))) if !files.is_empty() => Ok((folder, files)),
        (None, _) => Err(Said::fixed(
            "请在文件后面写新项目的文件夹：taizhang init --from 文件… 文件夹。",
            "write the folder of the new project behind the files: taizhang init --from FILE… FOLDER.",
        )
        .into()),
    }
}

fn place_empty(folder: &Path, organisation: &str) -> Result<(), Fatal> {
    place(folder, &[empty::files(organisation), schemas()?].concat())
}

fn empty(folder: &Path) -> Result<End, Fatal> {
    place_empty(folder, "")?;
    let folder = folder.display();
    tell!("已新建空项目 {folder}。", "Made the empty project {folder}.");
    tell!("接下来：", "Next:");
    tell!(
        "  1. 改 taizhang.toml 里的单位名称。",
        "  1. Change the name of the office (organisation) in taizhang.toml."
    );
    tell!(
        "  2. 用 taizhang define 工作簿 --name 代号 生成台账定义，存到 data/definitions/。",
        "  2. Make definitions of ledgers with taizhang define WORKBOOK --name NAME and save them in data/definitions/."
    );
    tell!(
        "  3. 把报送的工作簿放进 data/2021-01/ 这样的月份文件夹，运行 taizhang check。",
        "  3. Put the workbooks that were sent into folders of months like data/2021-01/ and run taizhang check."
    );
    tell!(
        "已有工作簿的，用 taizhang init --from 文件… 文件夹 一次做完；想先看样子的，用 taizhang init --sample zone 文件夹。",
        "If you have workbooks already, taizhang init --from FILE… FOLDER does all of this at once; to look at an example first, run taizhang init --sample zone FOLDER."
    );
    Ok(End::Clean)
}
