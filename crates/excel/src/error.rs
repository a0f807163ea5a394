//! Errors of the writer in Chinese.

use rust_xlsxwriter as xlsx;

/// The writer's error as a message for a clerk.
pub(crate) fn failed(error: xlsx::XlsxError) -> String {
    match error {
        xlsx::XlsxError::RowColumnLimitError => {
            "工作簿写不出来：有一张表超出了 Excel 的 1048576 行或 16384 列，请在报告定义里用 top 或 where 减少行数。"
                .to_owned()
        }
        other => format!("工作簿写不出来：{other}。"),
    }
}
