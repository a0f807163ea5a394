//! `taizhang define`: a ledger's definition from its workbooks.

use crate::cli::DefineOptions;
use crate::looking::{grouped, learned, look};
use crate::outcome::{End, Fatal};
use crate::output::write_all;
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
        return Err(Fatal::Message("没有找到表，无法生成台账定义。".to_owned()));
    };
    let text = draft.toml();
    match &options.out {
        None => {
            println!("# 另存为 data/definitions/{}.toml", options.name);
            print!("{text}");
        }
        Some(out) => write(out, text)?,
    }
    for doubt in draft.all_doubts() {
        eprintln!("请核对：{doubt}");
    }
    Ok(End::Clean)
}

/// Writes the definition; what a clerk has corrected is not written over.
fn write(out: &Path, text: String) -> Result<(), Fatal> {
    if out.exists() {
        return Err(Fatal::Message(format!("“{}”已经存在，没有改动。请换一个名称，或先移走它。", out.display())));
    }
    let name = out.file_name().ok_or_else(|| format!("“{}”不是文件名。", out.display()))?;
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write_all(folder, &[(name.to_string_lossy().into_owned(), text.into_bytes())])?;
    println!("已写 {}", out.display());
    Ok(())
}

/// Says that the workbooks are of several ledgers, and which are of one.
fn different(groups: &[Vec<crate::looking::Looked>]) -> String {
    let group = |group: &Vec<crate::looking::Looked>| {
        let names: Vec<&str> = group.iter().map(|one| one.name.as_str()).collect();
        format!("“{}”", names.join("、"))
    };
    let groups: Vec<String> = groups.iter().map(group).collect();
    format!(
        "这些文件的表头不同，不是一个台账：{}。请分别运行 taizhang define，或用 taizhang init --from 一次分好。",
        groups.join("；")
    )
}
