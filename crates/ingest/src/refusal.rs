//! Why a file is not read at all, and what is to be done about it.

use serde::{Deserialize, Serialize};
use std::fmt::{self, Display, Formatter};

/// Why a file is not read at all. Its sentence, with what to do, is that of [`Display`].
///
/// It is data, so that it passes from the process that reads to the one that reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// It has no bytes.
    Empty,
    /// The container's directory is missing, as when a copy was cut off.
    Truncated,
    /// Something in it is broken: what, in Chinese.
    Damaged(String),
    /// It asks for a password.
    Protected,
    /// It holds, or unpacks to, more than any ledger.
    TooLarge,
    /// Excel's format of before 1993.
    OldExcel,
    /// It is something else.
    Other(Other),
    /// Reading it took too long.
    TimedOut,
    /// Reading it ended the process that read.
    Crashed,
    /// The process that reads could not be started: why.
    NoReader(String),
}

/// What a file is that is no workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Other {
    /// PDF.
    Pdf,
    /// OFD.
    Ofd,
    /// Rich text.
    Rtf,
    /// PNG or JPEG.
    Picture,
    /// RAR.
    Rar,
    /// 7z.
    SevenZip,
    /// gzip.
    Gzip,
    /// A zip container without a workbook.
    Zip,
    /// Word or PowerPoint.
    Document,
    /// A compound file without a workbook.
    Compound,
    /// A web page without a table.
    WebPage,
    /// A web page with all that it shows in one file (MHTML).
    WebArchive,
    /// Symbolic link, a text format of spreadsheets of before 1990.
    Sylk,
    /// JSON.
    Json,
    /// XML that is no workbook.
    Xml,
    /// Neither a workbook nor text.
    Unknown,
}

const SAVE_AS: &str = "请在 Excel 或 WPS 中打开，另存为 xlsx 后重新报送";

impl Display for Refusal {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Empty => out.write_str("文件是空的（0 字节）。请向报送单位重新索取。"),
            Refusal::Truncated => {
                out.write_str("文件不完整（压缩包的目录缺失），多半是传输中断。请向报送单位重新索取。")
            }
            Refusal::Damaged(what) => {
                write!(out, "文件已损坏或不完整（{what}）。{SAVE_AS}；打不开的，向报送单位重新索取。")
            }
            Refusal::Protected => {
                out.write_str("文件设有打开密码。请在 Excel 中取消密码（文件—信息—保护工作簿）后重新报送。")
            }
            Refusal::TooLarge => out.write_str(
                "内容过大（单元格、文字或解压后的大小超过上限），不像台账。请删去多余的行、列、工作表、图片和格式后重新报送。",
            ),
            Refusal::OldExcel => write!(out, "是很旧的 Excel 格式（BIFF）。{SAVE_AS}。"),
            Refusal::Other(other) => other.fmt(out),
            Refusal::TimedOut => write!(out, "读取超时，文件过于复杂或已损坏。{SAVE_AS}。"),
            Refusal::Crashed => {
                write!(out, "读取时出错（内存超限或程序崩溃），文件已损坏或不像台账。{SAVE_AS}。")
            }
            Refusal::NoReader(why) => write!(out, "无法启动读取程序：{why}。"),
        }
    }
}

impl Display for Other {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let name = match self {
            Other::Pdf => "PDF",
            Other::Ofd => "OFD 版式文件",
            Other::Rtf => "RTF 文档",
            Other::Picture => "图片",
            Other::Rar => "RAR 压缩包",
            Other::SevenZip => "7z 压缩包",
            Other::Gzip => "gzip 压缩包",
            Other::Zip => return out.write_str("是普通压缩包，不是工作簿。请解压后把里面的工作簿放进当月文件夹。"),
            Other::Document => "Word 或 PowerPoint 文档",
            Other::Compound => {
                return write!(out, "是 Office 文件，但里面没有工作簿，或者文件不完整。{SAVE_AS}。");
            }
            Other::WebPage => {
                return write!(out, "内容是网页，里面没有表格（常见于从系统导出的“假 xls”）。{SAVE_AS}。");
            }
            Other::Xml => return write!(out, "内容是 XML 文本，不是工作簿（常见于从系统导出的“假 xls”）。{SAVE_AS}。"),
            Other::WebArchive => {
                return write!(
                    out,
                    "内容是单个文件的网页（MHTML，常见于从系统导出的“假 xls”），不是工作簿。{SAVE_AS}。"
                );
            }
            Other::Sylk => return write!(out, "内容是 SYLK 文本，不是工作簿。{SAVE_AS}。"),
            Other::Json => return write!(out, "内容是 JSON 数据，不是工作簿。请在来源系统里导出 xlsx 后重新报送。"),
            Other::Unknown => {
                return out.write_str(
                    "不是工作簿：既不是 Excel 或 WPS 表格，也不是 CSV 文本。请核对文件是否损坏，并索取 xlsx 文件。",
                );
            }
        };
        write!(out, "是{name}，不是工作簿。请向报送单位索取 xlsx 文件。")
    }
}

impl std::error::Error for Refusal {}

impl From<opc::Error> for Refusal {
    fn from(error: opc::Error) -> Refusal {
        match error {
            opc::Error::NoDirectory => Refusal::Truncated,
            opc::Error::TooLarge => Refusal::TooLarge,
            opc::Error::Protected => Refusal::Protected,
            opc::Error::Damaged(what) => Refusal::Damaged(what.into_owned()),
        }
    }
}
