//! Why a file is not read at all, and what is to be done about it.

use model::{Said, say};
use serde::{Deserialize, Serialize};

/// Why a file is not read at all. Its sentence, with what to do, is [`Refusal::said`].
///
/// It is data, so that it passes from the process that reads to the one that reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// It has no bytes.
    Empty,
    /// The container's directory is missing, as when a copy was cut off.
    Truncated,
    /// Something in it is broken: what, without a full stop.
    Damaged(Said),
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
    NoReader(Said),
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

const SAVE_AS: Said = Said::fixed(
    "请在 Excel 或 WPS 中打开，另存为 xlsx 后重新报送",
    "Please open it in Excel or WPS, save it as xlsx and send it again",
);

impl Refusal {
    /// Something broken that has a name, in Chinese and in English.
    pub(crate) fn damaged(chinese: &'static str, english: &'static str) -> Refusal {
        Refusal::Damaged(Said::fixed(chinese, english))
    }

    /// What is wrong, and what to do.
    pub fn said(&self) -> Said {
        match self {
            Refusal::Empty => Said::fixed(
                "文件是空的（0 字节）。请向报送单位重新索取。",
                "The file is empty (0 bytes). Please ask the office that sent it for another copy.",
            ),
            Refusal::Truncated => Said::fixed(
                "文件不完整（压缩包的目录缺失），多半是传输中断。请向报送单位重新索取。",
                "The file is incomplete (the directory of the archive is missing); most likely the transfer broke off. Please ask the office that sent it for another copy.",
            ),
            Refusal::Damaged(what) => say!(
                "文件已损坏或不完整（{what}）。{save}；打不开的，向报送单位重新索取。",
                "The file is damaged or incomplete ({what}). {save}; if it does not open, ask the office that sent it for another copy.",
                what,
                save = SAVE_AS
            ),
            Refusal::Protected => Said::fixed(
                "文件设有打开密码。请在 Excel 中取消密码（文件—信息—保护工作簿）后重新报送。",
                "The file is protected by a password. Please remove the password in Excel (File – Info – Protect Workbook) and send it again.",
            ),
            Refusal::TooLarge => Said::fixed(
                "内容过大（单元格、文字或解压后的大小超过上限），不像台账。请删去多余的行、列、工作表、图片和格式后重新报送。",
                "The content is too large (the cells, the texts or the unpacked size are above the limit) for a ledger. Please delete needless rows, columns, sheets, pictures and formats, and send it again.",
            ),
            Refusal::OldExcel => say!(
                "是很旧的 Excel 格式（BIFF）。{save}。",
                "It is in a very old format of Excel (BIFF). {save}.",
                save = SAVE_AS
            ),
            Refusal::Other(other) => other.said(),
            Refusal::TimedOut => say!(
                "读取超时，文件过于复杂或已损坏。{save}。",
                "Reading took too long; the file is too complex or damaged. {save}.",
                save = SAVE_AS
            ),
            Refusal::Crashed => say!(
                "读取时出错（内存超限或程序崩溃），文件已损坏或不像台账。{save}。",
                "Reading failed (out of memory or crashed); the file is damaged or not like a ledger. {save}.",
                save = SAVE_AS
            ),
            Refusal::NoReader(why) => {
                say!("无法启动读取程序：{why}。", "The program that reads could not be started: {why}.", why)
            }
        }
    }
}

impl Other {
    fn said(self) -> Said {
        match self {
            Other::Pdf => no_workbook("PDF", "a PDF"),
            Other::Ofd => no_workbook("OFD 版式文件", "an OFD file"),
            Other::Rtf => no_workbook("RTF 文档", "an RTF document"),
            Other::Picture => no_workbook("图片", "a picture"),
            Other::Rar => no_workbook("RAR 压缩包", "a RAR archive"),
            Other::SevenZip => no_workbook("7z 压缩包", "a 7z archive"),
            Other::Gzip => no_workbook("gzip 压缩包", "a gzip archive"),
            Other::Document => no_workbook("Word 或 PowerPoint 文档", "a document of Word or PowerPoint"),
            Other::Zip => Said::fixed(
                "是普通压缩包，不是工作簿。请解压后把里面的工作簿放进当月文件夹。",
                "It is an ordinary archive and not a workbook. Please unpack it and put the workbooks in it into the folder of the month.",
            ),
            Other::Compound => say!(
                "是 Office 文件，但里面没有工作簿，或者文件不完整。{save}。",
                "It is a file of Office, but there is no workbook in it, or it is incomplete. {save}.",
                save = SAVE_AS
            ),
            Other::WebPage => say!(
                "内容是网页，里面没有表格（常见于从系统导出的“假 xls”）。{save}。",
                "Its content is a web page without a table (often a “false xls” exported from a system). {save}.",
                save = SAVE_AS
            ),
            Other::Xml => say!(
                "内容是 XML 文本，不是工作簿（常见于从系统导出的“假 xls”）。{save}。",
                "Its content is XML and not a workbook (often a “false xls” exported from a system). {save}.",
                save = SAVE_AS
            ),
            Other::WebArchive => say!(
                "内容是单个文件的网页（MHTML，常见于从系统导出的“假 xls”），不是工作簿。{save}。",
                "Its content is a web page in a single file (MHTML, often a “false xls” exported from a system) and not a workbook. {save}.",
                save = SAVE_AS
            ),
            Other::Sylk => say!(
                "内容是 SYLK 文本，不是工作簿。{save}。",
                "Its content is SYLK text and not a workbook. {save}.",
                save = SAVE_AS
            ),
            Other::Json => Said::fixed(
                "内容是 JSON 数据，不是工作簿。请在来源系统里导出 xlsx 后重新报送。",
                "Its content is JSON data and not a workbook. Please export an xlsx file from the system that it comes from and send it again.",
            ),
            Other::Unknown => Said::fixed(
                "不是工作簿：既不是 Excel 或 WPS 表格，也不是 CSV 文本。请核对文件是否损坏，并索取 xlsx 文件。",
                "It is not a workbook: neither a workbook of Excel or WPS nor CSV text. Please check whether the file is damaged, and ask for an xlsx file.",
            ),
        }
    }
}

/// Of a file of another kind, in Chinese and in English.
fn no_workbook(chinese: &'static str, english: &'static str) -> Said {
    say!(
        "是{name}，不是工作簿。请向报送单位索取 xlsx 文件。",
        "It is {name} and not a workbook. Please ask the office that sent it for an xlsx file.",
        name = Said::fixed(chinese, english)
    )
}

/// What is wrong with a package, without a full stop.
pub(crate) fn of_package(error: &opc::Error) -> Said {
    let (chinese, english) = error.words();
    Said::new(chinese.to_owned(), english.to_owned())
}

impl From<opc::Error> for Refusal {
    fn from(error: opc::Error) -> Refusal {
        match error {
            opc::Error::NoDirectory => Refusal::Truncated,
            opc::Error::TooLarge => Refusal::TooLarge,
            opc::Error::Protected => Refusal::Protected,
            opc::Error::Damaged(..) => Refusal::Damaged(of_package(&error)),
        }
    }
}
