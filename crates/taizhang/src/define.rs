//! `taizhang define`: a ledger's definition from one of its workbooks.

use crate::cli::DefineOptions;
use crate::inspect::{name, open};
use crate::outcome::{End, Fatal};
use ingest::{Detail, inspect};

/// Prints a definition that reads the given workbook.
pub(crate) fn run(options: &DefineOptions) -> Result<End, Fatal> {
    let grid = open(&options.file)?;
    let description = inspect(&name(&options.file), grid.as_ref().map_err(Clone::clone), Detail::Summary);
    if let Err(reason) = &grid {
        return Err(Fatal::Message(format!("“{}”没有读到任何数据：{reason}", options.file.display())));
    }
    let Some(text) = ingest::definition_of(&description) else {
        return Err(Fatal::Message(format!("“{}”里没有找到表，无法生成台账定义。", options.file.display())));
    };
    println!("# 另存为 data/definitions/{}.toml", options.name);
    print!("{text}");
    Ok(End::Clean)
}
