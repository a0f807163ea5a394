//! Errors of the writer in words.

use model::{Said, say};
use rust_xlsxwriter as xlsx;

/// The writer's error as a message for a clerk.
pub(crate) fn failed(error: xlsx::XlsxError) -> Said {
    match error {
        xlsx::XlsxError::RowColumnLimitError => Said::fixed(
            "工作簿写不出来：有一张表超出了 Excel 的 1048576 行或 16384 列，请在报告定义里用 top 或 where 减少行数。",
            "the workbook cannot be written: a table is larger than the 1048576 rows or 16384 columns of Excel; take rows out by top or where in the report's definition.",
        ),
        other => say!("工作簿写不出来：{other}。", "the workbook cannot be written: {other}."),
    }
}
