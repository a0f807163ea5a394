//! `taizhang define`: a ledger's definition from its workbooks.

use crate::cli::DefineOptions;
use crate::language::{complain, tell};
use crate::looking::{Looked, grouped, learned, look};
use crate::outcome::{End, Fatal};
use crate::output::write_all;
use model::{Said, say};
use std::path::Path;

/// Prints or writes a definition that reads the given workbooks, and says what is to be checked.
pub(crate) fn run(options: &DefineOptions) -> Result<End, Fatal> {
    let mut looked = Vec::new();
    for file in &options.files {
        looked.push(look(file)?.map_err(Fatal::Message)?);
    }
    let groups = grouped(looked);
    let [group] = groups.as_slice() else { return Err(Fatal::Message(different(&groups))) };
    let Some(draft) = learned(group) else {
        return Err(Said::fixed(
            "没有找到表，无法生成台账定义。",
            "no table was found, so no definition of a ledger can be made.",
        )
        .into());
    };
    let text = draft.toml();
    match &options.out {
        None => {
            let name = &options.name;
            tell!("# 另存为 data/definitions/{name}.toml", "# save as data/definitions/{name}.toml");
            print!("{text}");
        }
        Some(out) => write(out, text)?,
    }
    for doubt in draft.all_doubts() {
        complain!("请核对：{doubt}", "please check: {doubt}", doubt);
    }
    Ok(End::Clean)
}

/// Writes the definition; what a clerk has corrected is not written over.
fn write(out: &Path, text: String) -> Result<(), Fatal> {
    let shown = out.display();
    if out.exists() {
        return Err(say!(
            "“{shown}”已经存在，没有改动。请换一个名称，或先移走它。",
            "“{shown}” exists already and was not changed. Please choose another name, or move it away first."
        )
        .into());
    }
    let name = out.file_name().ok_or_else(|| say!("“{shown}”不是文件名。", "“{shown}” is no file name."))?;
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write_all(folder, &[(name.to_string_lossy().into_owned(), text.into_bytes())])?;
    tell!("已写 {shown}", "wrote {shown}");
    Ok(())
}

/// Says that the workbooks are of several ledgers, and which are of one.
fn different(groups: &[Vec<Looked>]) -> Said {
    let group = |group: &Vec<Looked>| {
        let names = Said::list(group.iter().map(|one| Said::same(&one.name)));
        say!("“{names}”", "“{names}”", names)
    };
    let groups = Said::joined(groups.iter().map(group), "；", "; ");
    say!(
        "这些文件的表头不同，不是一个台账：{groups}。请分别运行 taizhang define，或用 taizhang init --from 一次分好。",
        "the headers of these files differ, so they are not of one ledger: {groups}. Please run taizhang define for each, or let taizhang init --from sort them at once.",
        groups
    )
}
