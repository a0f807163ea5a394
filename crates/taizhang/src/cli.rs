//! The command line, in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use model::edition::Edition;
use model::{Date, Month};
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

const HELP: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// 台账：读取各部门报送的台账，逐格检查，计算指标，生成 Excel、PDF、Word 和 OFD 报告
#[derive(Debug, Parser)]
#[command(name = "taizhang", version, help_template = HELP, subcommand_help_heading = "命令", subcommand_value_name = "命令", disable_help_subcommand = true, disable_help_flag = true, disable_version_flag = true)]
#[command(
    after_help = "\n不写命令，就在浏览器里打开本机页面（同 taizhang open）。\n退出码：0 正常；1 有错误级别的问题，或改稿的数字与台账不符；2 无法运行。"
)]
pub(crate) struct Cli {
    /// Without one the page is opened: a double click on the program gives none.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// 显示帮助
    #[arg(short, long, action = clap::ArgAction::Help, global = true, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 生成一个月的全部报告（PDF、XLSX，也可以是 Word 稿和 OFD）
    #[command(help_template = HELP, override_usage = "taizhang report [选项]")]
    Report(ReportOptions),
    /// 在浏览器里打开本机页面：放入工作簿、看问题、出报告、查每个数的来历
    #[command(help_template = HELP, override_usage = "taizhang open [选项]")]
    Open(OpenOptions),
    /// 把各台账的记录导出为 Parquet 表，供数据库和分析工具读取
    #[command(help_template = HELP, override_usage = "taizhang export [选项]")]
    Export(ExportOptions),
    /// 把报告要算的数写成 SQL，交给别的引擎在导出的表上算；算完用 report --values 出报告
    #[command(help_template = HELP, override_usage = "taizhang sql --dialect <引擎> [选项]")]
    Sql(SqlOptions),
    /// 检查报送的工作簿，逐格列出本月的问题
    #[command(help_template = HELP, override_usage = "taizhang check [选项]")]
    Check(CheckOptions),
    /// 列出每一个指标的值
    #[command(help_template = HELP, override_usage = "taizhang figures [选项]")]
    Figures(FigureOptions),
    /// 说明一个指标从哪里来：定义、条件和单元格
    #[command(help_template = HELP, override_usage = "taizhang explain <指标> [选项]")]
    Explain(ExplainOptions),
    /// 对比两个月的报送：新增、减少、状态变化、时限调整、重新整改
    #[command(help_template = HELP, override_usage = "taizhang diff --from <月份> --to <月份> [选项]")]
    Diff(DiffOptions),
    /// 列出公开版隐去了什么、在哪里、按哪条规定，供签字；并与上月的清单对比
    #[command(help_template = HELP, override_usage = "taizhang redactions [选项]")]
    Redactions(RedactionOptions),
    /// 核对改过的 Word 稿：哪些数字与台账不符、丢了标记，哪些文字改过
    #[command(help_template = HELP, override_usage = "taizhang compare <稿件.docx> [选项]")]
    Compare(CompareOptions),
    /// 新建一个项目：空的、示例，或由本单位的工作簿生成
    #[command(help_template = HELP, override_usage = "taizhang init <文件夹> [选项]；taizhang init --from <文件>… <文件夹>")]
    Init(InitOptions),
    /// 查看任意工作簿：表、表头、单位、各列的类型，不需要台账定义
    #[command(help_template = HELP, override_usage = "taizhang inspect <文件> [选项]")]
    Inspect(InspectOptions),
    /// 由一个台账的工作簿（可以是几个月的）生成台账定义，供人工修改
    #[command(help_template = HELP, override_usage = "taizhang define <文件>… [选项]")]
    Define(DefineOptions),
    /// 说明问题代码：含义、例子和改正办法
    #[command(help_template = HELP, override_usage = "taizhang codes [代码]")]
    Codes(CodesOptions),
    /// 打印定义文件的 JSON Schema，供编辑器补全和检查
    #[command(help_template = HELP, override_usage = "taizhang schema [定义]")]
    Schema(SchemaOptions),
    /// 清除本机为项目留下的缓存（.taizhang/cache）和中断的运行留下的临时文件
    #[command(help_template = HELP, override_usage = "taizhang clean [选项]")]
    Clean(CleanOptions),
    /// 列出排版所用的字体
    #[command(help_template = HELP, override_usage = "taizhang fonts [选项]")]
    Fonts(FontOptions),
    /// Reads a workbook from the standard input; started by this program itself.
    #[command(hide = true, name = crate::child::COMMAND)]
    OpenWorkbook,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct Common {
    /// 项目文件夹，内有 taizhang.toml
    #[arg(long, value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub(crate) project: PathBuf,
    /// 月份，如 2020-12；不写则取 taizhang.toml 的 month
    #[arg(long, value_name = "月份")]
    pub(crate) month: Option<Month>,
    /// 截至日，如 2021-02-09；不写则取 taizhang.toml 的 as-of，再不然取月末
    #[arg(long = "as-of", value_name = "日期")]
    pub(crate) as_of: Option<Date>,
    /// 不用上次读过的记录（.taizhang/cache），全部重新读
    #[arg(long = "no-cache")]
    pub(crate) no_cache: bool,
}

/// A month, or all from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Months {
    pub(crate) first: Month,
    pub(crate) last: Month,
}

impl Months {
    /// The months in their order.
    pub(crate) fn all(self) -> impl Iterator<Item = Month> {
        (self.first.index()..=self.last.index()).filter_map(Month::from_index)
    }
}

impl FromStr for Months {
    type Err = String;

    fn from_str(text: &str) -> Result<Months, String> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last): (Month, Month) = (first.trim().parse()?, last.trim().parse()?);
        if first > last {
            return Err(format!("“{text}”的前一个月在后一个月之后"));
        }
        Ok(Months { first, last })
    }
}

/// For people or for machines.
#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct Output {
    /// 输出格式：text 或 json
    #[arg(long, value_name = "格式", value_enum, default_value_t = Text::Text, hide_default_value = true, hide_possible_values = true)]
    format: Text,
}

impl Output {
    /// Whether a machine will read it.
    pub(crate) fn json(&self) -> bool {
        self.format == Text::Json
    }
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct FontOptions {
    /// 项目文件夹，内有 taizhang.toml
    #[arg(long, value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub(crate) project: PathBuf,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct CleanOptions {
    /// 项目文件夹，内有 taizhang.toml
    #[arg(long, value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub(crate) project: PathBuf,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct ReportOptions {
    /// 项目文件夹，内有 taizhang.toml；可写多次，一次生成几个项目的
    #[arg(long = "project", value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub(crate) projects: Vec<PathBuf>,
    /// 这个文件夹里的每个项目
    #[arg(long = "projects", value_name = "文件夹", conflicts_with = "projects")]
    pub(crate) folder: Option<PathBuf>,
    /// 月份，如 2020-12；几个月写 2020-01..2020-12；不写则取 taizhang.toml 的 month
    #[arg(long = "month", value_name = "月份")]
    pub(crate) months: Option<Months>,
    /// 截至日，如 2021-02-09；不写则取 taizhang.toml 的 as-of，再不然取月末
    #[arg(long = "as-of", value_name = "日期")]
    pub(crate) as_of: Option<Date>,
    /// 只生成这个报告，可写多次
    #[arg(long = "report", value_name = "名称")]
    pub(crate) reports: Vec<String>,
    /// 写到这个文件夹；不写则写到项目的 reports/<月份>/；几个项目、几个月的，在其中按 <项目>/<月份>/ 分开
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: Option<PathBuf>,
    /// 写成这些格式：pdf、xlsx、docx、ofd，用逗号分开；不写则按报告定义的 formats，再不然写 PDF 和 XLSX
    #[arg(long = "as", value_name = "格式", value_delimiter = ',')]
    pub(crate) formats: Vec<String>,
    /// 各项数不在本机算，用别的引擎按 taizhang sql 查询的结果（Parquet 文件或文件夹）
    #[arg(long, value_name = "结果")]
    pub(crate) values: Option<PathBuf>,
    /// 版本：internal（内部版）、public（公开版）或 both；不写则取 taizhang.toml 的 edition，再不然为内部版
    #[arg(long, value_name = "版本", value_enum, hide_possible_values = true)]
    pub(crate) edition: Option<Editions>,
    /// 不用上次读过的记录（.taizhang/cache），全部重新读
    #[arg(long = "no-cache")]
    pub(crate) no_cache: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct ExportOptions {
    /// 项目文件夹，内有 taizhang.toml；可写多次，几个单位的导出到一处
    #[arg(long = "project", value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub(crate) projects: Vec<PathBuf>,
    /// 这个文件夹里的每个项目
    #[arg(long = "projects", value_name = "文件夹", conflicts_with = "projects")]
    pub(crate) folder: Option<PathBuf>,
    /// 导出到这个月为止的报送；不写则取 taizhang.toml 的 month
    #[arg(long, value_name = "月份")]
    pub(crate) month: Option<Month>,
    /// 截至日，如 2021-02-09；不写则取 taizhang.toml 的 as-of，再不然取月末：名称按这一天的名录认
    #[arg(long = "as-of", value_name = "日期")]
    pub(crate) as_of: Option<Date>,
    /// 写到这个文件夹，里面原有的导出整个换掉；不写则写到项目的 export/
    #[arg(long, value_name = "文件夹")]
    pub(crate) to: Option<PathBuf>,
    /// 不用上次读过的记录（.taizhang/cache），全部重新读
    #[arg(long = "no-cache")]
    pub(crate) no_cache: bool,
}

/// Engines that `sql` writes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    Duckdb,
    Spark,
    Clickhouse,
    Postgres,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct SqlOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    /// 引擎：duckdb、spark、clickhouse 或 postgres
    #[arg(long, value_name = "引擎", value_enum, hide_possible_values = true)]
    pub(crate) dialect: Engine,
    /// 只写这个报告的，可写多次
    #[arg(long = "report", value_name = "名称")]
    pub(crate) reports: Vec<String>,
    /// 不写查询，写让引擎认得各张表的语句
    #[arg(long)]
    pub(crate) tables: bool,
    /// 与 --tables 同用：导出的表在这个文件夹；不写则是项目的 export/
    #[arg(long, value_name = "文件夹", requires = "tables")]
    pub(crate) export: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct OpenOptions {
    /// 项目文件夹；还没有项目的，页面上可以新建
    #[arg(long, value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub(crate) project: PathBuf,
    /// 本机端口；不写则由系统分配
    #[arg(long, value_name = "端口", default_value_t = 0, hide_default_value = true)]
    pub(crate) port: u16,
    /// 不启动浏览器，只打印地址
    #[arg(long = "no-browser")]
    pub(crate) quiet: bool,
    /// 页面全部关掉以后，过多少秒结束；不写则60
    #[arg(long, value_name = "秒", default_value_t = 60, hide_default_value = true)]
    pub(crate) idle: u64,
}

impl Default for OpenOptions {
    /// What a double click on the program asks for.
    fn default() -> OpenOptions {
        OpenOptions { project: PathBuf::from("."), port: 0, quiet: false, idle: 60 }
    }
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    /// 标注副本写到这个文件夹；不写则写到项目的 reports/<月份>/退回/
    #[arg(long, value_name = "文件夹")]
    pub(crate) marked: Option<PathBuf>,
    /// 列出全部问题：每类的每一处，以及以前各月的；退出码也计以前各月的错误
    #[arg(long)]
    pub(crate) all: bool,
    /// 只检查定义（台账、指标、报告、文字、勾稽），不读工作簿
    #[arg(long, conflicts_with_all = ["marked", "all"])]
    pub(crate) definitions: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

impl CheckOptions {
    /// To check the definitions of a project and no more.
    pub(crate) fn of_definitions(project: &Path) -> CheckOptions {
        CheckOptions {
            common: Common { project: project.to_path_buf(), month: None, as_of: None, no_cache: false },
            marked: None,
            all: false,
            definitions: true,
            output: Output { format: Text::Text },
        }
    }
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct FigureOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    /// 只列这个报告的指标
    #[arg(long = "report", value_name = "名称")]
    pub(crate) report: Option<String>,
    /// 各项数不在本机算，用别的引擎按 taizhang sql 查询的结果（Parquet 文件或文件夹）
    #[arg(long, value_name = "结果")]
    pub(crate) values: Option<PathBuf>,
    /// 输出格式：table、tsv 或 json
    #[arg(long, value_name = "格式", value_enum, default_value_t = Rows::Table, hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: Rows,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct ExplainOptions {
    /// 指标的名称或标题，如 tax.ytd 或 税收累计
    #[arg(value_name = "指标", help_heading = "参数")]
    pub(crate) figure: String,
    #[command(flatten)]
    pub(crate) common: Common,
    /// 列出全部单元格，不只是前几个
    #[arg(long)]
    pub(crate) all: bool,
    /// 各项数不在本机算，用别的引擎按 taizhang sql 查询的结果（Parquet 文件或文件夹）
    #[arg(long, value_name = "结果")]
    pub(crate) values: Option<PathBuf>,
    /// 不列单元格，写出到引擎里查这些单元格的 SQL：duckdb、spark、clickhouse 或 postgres
    #[arg(long, value_name = "引擎", value_enum, hide_possible_values = true)]
    pub(crate) dialect: Option<Engine>,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct DiffOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    /// 较早的月份，如 2020-11
    #[arg(long, value_name = "月份")]
    pub(crate) from: Month,
    /// 较晚的月份，如 2020-12
    #[arg(long, value_name = "月份")]
    pub(crate) to: Month,
    /// 只对比这个台账（代号或名称）
    #[arg(long, value_name = "台账")]
    pub(crate) ledger: Option<String>,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct CompareOptions {
    /// 由 taizhang report --as docx 生成、又改过的 Word 稿；报告、月份和截至日都在稿件里，不必再写
    #[arg(value_name = "稿件.docx", help_heading = "参数")]
    pub(crate) draft: PathBuf,
    /// 项目文件夹，内有 taizhang.toml
    #[arg(long, value_name = "文件夹", default_value = ".", hide_default_value = true)]
    pub(crate) project: PathBuf,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct InitOptions {
    /// 新项目的文件夹，须为空或还没有
    #[arg(value_name = "文件夹", help_heading = "参数", required_unless_present = "from")]
    pub(crate) folder: Option<PathBuf>,
    /// 由本单位的工作簿新建：生成台账定义、按月放好文件、提出第一份报告；文件夹写在最前或最后
    #[arg(long, value_name = "文件", num_args = 1.., conflicts_with_all = ["sample", "like"])]
    pub(crate) from: Vec<PathBuf>,
    /// --from 的文件没有写明月份的，算这个月的，如 2020-12
    #[arg(long, value_name = "月份", requires = "from")]
    pub(crate) month: Option<Month>,
    /// 复制随程序提供的示例（虚构）：zone 开发区、office 县卫生健康局；有工作簿，可以直接出报告
    #[arg(long, value_name = "示例", value_enum, hide_possible_values = true)]
    pub(crate) sample: Option<Sample>,
    /// 照另一个项目的定义新建，并生成空表
    #[arg(long, value_name = "文件夹", conflicts_with = "sample")]
    pub(crate) like: Option<PathBuf>,
}

/// The samples that come with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sample {
    Zone,
    Office,
}

impl Sample {
    /// As the command line and the folders call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Sample::Zone => "zone",
            Sample::Office => "office",
        }
    }

    /// What it is.
    pub(crate) fn chinese(self) -> &'static str {
        match self {
            Sample::Zone => "开发区",
            Sample::Office => "县卫生健康局",
        }
    }
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct InspectOptions {
    /// 工作簿（xlsx、xls、xlsb、ods、et、csv）
    #[arg(value_name = "文件", help_heading = "参数")]
    pub(crate) file: PathBuf,
    /// 列出每条记录的值
    #[arg(long)]
    pub(crate) values: bool,
    /// 列出全部列、说明和问题，不只是前几个
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct DefineOptions {
    /// 同一个台账的工作簿（xlsx、xls、xlsb、ods、et、csv）；几个月的一起给，学得更准
    #[arg(value_name = "文件", help_heading = "参数", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// 台账的名称，即定义文件的名称
    #[arg(long, value_name = "名称", default_value = "ledger", hide_default_value = true)]
    pub(crate) name: String,
    /// 写到这个文件，已有的不覆盖；不写则打印出来
    #[arg(long, value_name = "文件")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct CodesOptions {
    /// 一个代码，如 total-mismatch；不写则全部列出
    #[arg(value_name = "代码", help_heading = "参数")]
    pub(crate) code: Option<String>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct SchemaOptions {
    /// 哪种定义：ledger 台账、report 报告、figures 共用指标、checks 勾稽、project 项目；不写则列出
    #[arg(value_name = "定义", help_heading = "参数", value_enum, hide_possible_values = true)]
    pub(crate) of: Option<Definition>,
}

/// The kinds of definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Definition {
    Ledger,
    Report,
    Figures,
    Checks,
    Project,
}

/// Which editions are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Editions {
    #[default]
    Internal,
    Public,
    Both,
}

impl Editions {
    pub(crate) fn editions(self) -> Vec<Edition> {
        match self {
            Editions::Internal => vec![Edition::Internal],
            Editions::Public => vec![Edition::Public],
            Editions::Both => vec![Edition::Internal, Edition::Public],
        }
    }
}

#[derive(Args, Debug)]
#[command(next_help_heading = "选项")]
pub(crate) struct RedactionOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    /// 只列这个报告的，可写多次
    #[arg(long = "report", value_name = "名称")]
    pub(crate) reports: Vec<String>,
    /// 与这个月的清单对比，如 2020-11；不写则与上个月
    #[arg(long, value_name = "月份")]
    pub(crate) against: Option<Month>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// The forms of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Text {
    Text,
    Json,
}

/// The forms of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rows {
    Table,
    Tsv,
    Json,
}

/// Prints the help that was asked for, or says in Chinese what is wrong with the command line.
pub(crate) fn refuse(error: &clap::Error) -> ExitCode {
    let shows =
        [ErrorKind::DisplayHelp, ErrorKind::DisplayVersion, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand];
    if shows.contains(&error.kind()) {
        print!("{error}");
        let asked = error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
    }
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let nearest = nearest.into_iter().map(context).find(|name| !name.is_empty());
    let nearest = nearest.map_or_else(|| "。".to_owned(), |name| format!("，是否为“{name}”？"));
    let source = std::error::Error::source(error).map(|source| format!("：{source}")).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项{nearest}"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令{nearest}", context(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面缺少值。"),
        ErrorKind::InvalidValue => {
            format!("“{argument}”不能是“{value}”，可用的有：{}。", context(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => format!("“{argument}”的值不对{source}。"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}。"),
        ErrorKind::ArgumentConflict => format!("“{argument}”重复或与别的选项冲突。"),
        _ => "命令行写法不对。".to_owned(),
    };
    eprintln!("{message}用 taizhang --help 查看用法。");
    ExitCode::from(2)
}
