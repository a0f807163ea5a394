//! The command line, in both languages.

mod refusal;
mod values;

pub(crate) use refusal::refuse;
pub(crate) use values::{Definition, Editions, Engine, Months, Rows, Sample, Shell};

use crate::language::either;
use clap::{Args, Parser, Subcommand};
use model::{Date, Month};
use std::path::{Path, PathBuf};
use values::{Spoken, Text, date, month};

/// How the help of a command is set.
fn help_template() -> &'static str {
    either(
        "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
        "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
    )
}

#[derive(Debug, Parser)]
#[command(name = "taizhang", version, help_template = help_template(), subcommand_help_heading = either("命令", "Commands"), subcommand_value_name = either("命令", "COMMAND"), disable_help_subcommand = true, disable_help_flag = true, disable_version_flag = true, about = either("台账：读取各部门报送的台账，逐格检查，计算指标，生成 Excel、PDF、Word 和 OFD 报告", "Taizhang: reads the ledgers that departments send in, checks them cell by cell, computes figures, and writes reports as Excel, PDF, Word and OFD"))]
#[command(
    after_help = either(
        "\n不写命令，就在浏览器里打开本机页面（同 taizhang open）。\n退出码：0 正常；1 有错误级别的问题，或改稿的数字与台账不符；2 无法运行。",
        "\nWithout a command, a page of this machine is opened in the browser (as by taizhang open).\nExit codes: 0 clean; 1 problems at error level, or a draft whose numbers are not the ledgers'; 2 could not run."
    )
)]
pub(crate) struct Cli {
    /// Without one the page is opened: a double click on the program gives none.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[arg(short, long, action = clap::ArgAction::Help, global = true, help_heading = either("选项", "Options"), help = either("显示帮助", "Show help"))]
    help: Option<bool>,
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = either("选项", "Options"), help = either("显示版本", "Show the version"))]
    version: Option<bool>,
    /// Read by `crate::spoken` before the command line is, since its help is of a language, too.
    #[arg(long, global = true, value_name = either("语言", "LANGUAGE"), value_enum, hide_possible_values = true, help_heading = either("选项", "Options"), help = either("说哪种语言：zh 或 en；不写则取 taizhang.toml 的 lang，再不然为 zh。报告总是中文", "The language to speak: zh or en; else lang of taizhang.toml, else zh. Reports are always Chinese"))]
    lang: Option<Spoken>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(help_template = help_template(), override_usage = either("taizhang report [选项]", "taizhang report [OPTIONS]"), about = either("生成一个月的全部报告（PDF、XLSX，也可以是 Word 稿和 OFD）", "Write all reports of a month (PDF, XLSX; also drafts in Word, and OFD)"))]
    Report(ReportOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang open [选项]", "taizhang open [OPTIONS]"), about = either("在浏览器里打开本机页面：放入工作簿、看问题、出报告、查每个数的来历", "Open a page of this machine in the browser: hand in workbooks, see problems, make reports, trace every number"))]
    Open(OpenOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang export [选项]", "taizhang export [OPTIONS]"), about = either("把各台账的记录导出为 Parquet 表，供数据库和分析工具读取", "Export the records of the ledgers as Parquet tables for databases and tools of analysis"))]
    Export(ExportOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang sql --dialect <引擎> [选项]", "taizhang sql --dialect <ENGINE> [OPTIONS]"), about = either("把报告要算的数写成 SQL，交给别的引擎在导出的表上算；算完用 report --values 出报告", "Write what reports compute as SQL for another engine over the exported tables; report --values takes its answers"))]
    Sql(SqlOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang check [选项]", "taizhang check [OPTIONS]"), about = either("检查报送的工作簿，逐格列出本月的问题", "Check the workbooks that were sent, and list the month's problems cell by cell"))]
    Check(CheckOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang figures [选项]", "taizhang figures [OPTIONS]"), about = either("列出每一个指标的值", "List the value of every figure"))]
    Figures(FigureOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang explain <指标> [选项]", "taizhang explain <FIGURE> [OPTIONS]"), about = either("说明一个指标从哪里来：定义、条件和单元格", "Tell where a figure comes from: its definition, its conditions and its cells"))]
    Explain(ExplainOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang diff --from <月份> --to <月份> [选项]", "taizhang diff --from <MONTH> --to <MONTH> [OPTIONS]"), about = either("对比两个月的报送：新增、减少、状态变化、时限调整、重新整改", "Compare the submissions of two months: added, gone, changed states, moved deadlines, reopened"))]
    Diff(DiffOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang redactions [选项]", "taizhang redactions [OPTIONS]"), about = either("列出公开版隐去了什么、在哪里、按哪条规定，供签字；并与上月的清单对比", "List what the public edition withholds, where and by which rule, to be signed; and compare it with last month's"))]
    Redactions(RedactionOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang compare <稿件.docx> [选项]", "taizhang compare <DRAFT.docx> [OPTIONS]"), about = either("核对改过的 Word 稿：哪些数字与台账不符、丢了标记，哪些文字改过", "Check a corrected draft in Word: which numbers differ from the ledgers or lost their mark, which words were changed"))]
    Compare(CompareOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang init <文件夹> [选项]；taizhang init --from <文件>… <文件夹>", "taizhang init <FOLDER> [OPTIONS]; taizhang init --from <FILE>… <FOLDER>"), about = either("新建一个项目：空的、示例，或由本单位的工作簿生成", "Make a project: an empty one, a sample, or one from an office's own workbooks"))]
    Init(InitOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang inspect <文件> [选项]", "taizhang inspect <FILE> [OPTIONS]"), about = either("查看任意工作簿：表、表头、单位、各列的类型，不需要台账定义", "Look into any workbook: tables, headers, units, kinds of columns; no definition is needed"))]
    Inspect(InspectOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang define <文件>… [选项]", "taizhang define <FILE>… [OPTIONS]"), about = either("由一个台账的工作簿（可以是几个月的）生成台账定义，供人工修改", "Make a ledger's definition from its workbooks (of several months, too), to be corrected by hand"))]
    Define(DefineOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang codes [代码]", "taizhang codes [CODE]"), about = either("说明问题代码：含义、例子和改正办法", "Explain codes of problems: meaning, example and remedy"))]
    Codes(CodesOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang schema [定义]", "taizhang schema [DEFINITION]"), about = either("打印定义文件的 JSON Schema，供编辑器补全和检查", "Print the JSON Schemas of definitions, so that editors complete and check them"))]
    Schema(SchemaOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang clean [选项]", "taizhang clean [OPTIONS]"), about = either("清除本机为项目留下的缓存（.taizhang/cache）和中断的运行留下的临时文件", "Remove what this machine kept for a project (.taizhang/cache) and what interrupted runs left behind"))]
    Clean(CleanOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang fonts [选项]", "taizhang fonts [OPTIONS]"), about = either("列出排版所用的字体", "List the fonts in use"))]
    Fonts(FontOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang completions <命令行>", "taizhang completions <SHELL>"), about = either("打印命令行的补全脚本：bash、zsh、fish 或 powershell", "Print the completions of a shell: bash, zsh, fish or powershell"))]
    Completions(CompletionOptions),
    #[command(help_template = help_template(), override_usage = either("taizhang man [选项]", "taizhang man [OPTIONS]"), about = either("打印手册页（man），或把各命令的手册页写到文件夹", "Print the manual page, or write the pages of all commands into a folder"))]
    Man(ManOptions),
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct Common {
    #[arg(long, value_name = either("文件夹", "FOLDER"), default_value = ".", hide_default_value = true, help = either("项目文件夹，内有 taizhang.toml", "The project's folder, with taizhang.toml in it"))]
    pub(crate) project: PathBuf,
    #[arg(long, value_parser = month, value_name = either("月份", "MONTH"), help = either("月份，如 2020-12；不写则取 taizhang.toml 的 month", "The month, like 2020-12; else month of taizhang.toml"))]
    pub(crate) month: Option<Month>,
    #[arg(long = "as-of", value_parser = date, value_name = either("日期", "DATE"), help = either("截至日，如 2021-02-09；不写则取 taizhang.toml 的 as-of，再不然取月末", "The as-of date, like 2021-02-09; else as-of of taizhang.toml, else the month's last day"))]
    pub(crate) as_of: Option<Date>,
    #[arg(long = "no-cache", help = either("不用上次读过的记录（.taizhang/cache），全部重新读", "Read everything anew, not what earlier runs kept (.taizhang/cache)"))]
    pub(crate) no_cache: bool,
}

/// For people or for machines.
#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct Output {
    #[arg(long, value_name = either("格式", "FORMAT"), value_enum, default_value_t = Text::Text, hide_default_value = true, hide_possible_values = true, help = either("输出格式：text 或 json", "The form of the answer: text or json"))]
    format: Text,
}

impl Output {
    /// Whether a machine will read it.
    pub(crate) fn json(&self) -> bool {
        self.format == Text::Json
    }
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct FontOptions {
    #[arg(long, value_name = either("文件夹", "FOLDER"), default_value = ".", hide_default_value = true, help = either("项目文件夹，内有 taizhang.toml", "The project's folder, with taizhang.toml in it"))]
    pub(crate) project: PathBuf,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct CleanOptions {
    #[arg(long, value_name = either("文件夹", "FOLDER"), default_value = ".", hide_default_value = true, help = either("项目文件夹，内有 taizhang.toml", "The project's folder, with taizhang.toml in it"))]
    pub(crate) project: PathBuf,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct ReportOptions {
    #[arg(long = "project", value_name = either("文件夹", "FOLDER"), default_value = ".", hide_default_value = true, help = either("项目文件夹，内有 taizhang.toml；可写多次，一次生成几个项目的", "The project's folder, with taizhang.toml in it; several times for several projects in one run"))]
    pub(crate) projects: Vec<PathBuf>,
    #[arg(long = "projects", value_name = either("文件夹", "FOLDER"), conflicts_with = "projects", help = either("这个文件夹里的每个项目", "Every project in this folder"))]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long = "month", value_name = either("月份", "MONTH"), help = either("月份，如 2020-12；几个月写 2020-01..2020-12；不写则取 taizhang.toml 的 month", "The month, like 2020-12, or several, like 2020-01..2020-12; else month of taizhang.toml"))]
    pub(crate) months: Option<Months>,
    #[arg(long = "as-of", value_parser = date, value_name = either("日期", "DATE"), help = either("截至日，如 2021-02-09；不写则取 taizhang.toml 的 as-of，再不然取月末", "The as-of date, like 2021-02-09; else as-of of taizhang.toml, else the month's last day"))]
    pub(crate) as_of: Option<Date>,
    #[arg(long = "report", value_name = either("名称", "NAME"), help = either("只生成这个报告（名称，或标题里别的报告没有的几个字），可写多次", "Only this report (its name, or words that no other title has); may be given several times"))]
    pub(crate) reports: Vec<String>,
    #[arg(long, value_name = either("文件夹", "FOLDER"), help = either("写到这个文件夹；不写则写到项目的 reports/<月份>/；几个项目、几个月的，在其中按 <项目>/<月份>/ 分开", "Write into this folder; else into the project's reports/<month>/; several projects or months are kept apart as <project>/<month>/"))]
    pub(crate) out: Option<PathBuf>,
    #[arg(long = "as", value_name = either("格式", "FORMAT"), value_delimiter = ',', help = either("写成这些格式：pdf、xlsx、docx、ofd，用逗号分开；不写则按报告定义的 formats，再不然写 PDF 和 XLSX", "Write these formats: pdf, xlsx, docx, ofd, with commas between; else formats of the report's definition, else PDF and XLSX"))]
    pub(crate) formats: Vec<String>,
    #[arg(long, value_name = either("结果", "ANSWERS"), help = either("各项数不在本机算，用别的引擎按 taizhang sql 查询的结果（Parquet 文件或文件夹）", "Do not compute here; take another engine's answers to taizhang sql (a Parquet file or folder)"))]
    pub(crate) values: Option<PathBuf>,
    #[arg(long, value_name = either("版本", "EDITION"), value_enum, hide_possible_values = true, help = either("版本：internal（内部版）、public（公开版）或 both；不写则取 taizhang.toml 的 edition，再不然为内部版", "The edition: internal, public or both; else edition of taizhang.toml, else internal"))]
    pub(crate) edition: Option<Editions>,
    #[arg(long = "no-cache", help = either("不用以前留下的（.taizhang/cache），全部重新读、重新做", "Read and make everything anew, whatever earlier runs kept (.taizhang/cache)"))]
    pub(crate) no_cache: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct ExportOptions {
    #[arg(long = "project", value_name = either("文件夹", "FOLDER"), default_value = ".", hide_default_value = true, help = either("项目文件夹，内有 taizhang.toml；可写多次，几个单位的导出到一处", "The project's folder, with taizhang.toml in it; several times to export several offices into one place"))]
    pub(crate) projects: Vec<PathBuf>,
    #[arg(long = "projects", value_name = either("文件夹", "FOLDER"), conflicts_with = "projects", help = either("这个文件夹里的每个项目", "Every project in this folder"))]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long, value_parser = month, value_name = either("月份", "MONTH"), help = either("导出到这个月为止的报送；不写则取 taizhang.toml 的 month", "Export what was sent up to this month; else month of taizhang.toml"))]
    pub(crate) month: Option<Month>,
    #[arg(long = "as-of", value_parser = date, value_name = either("日期", "DATE"), help = either("截至日，如 2021-02-09；不写则取 taizhang.toml 的 as-of，再不然取月末：名称按这一天的名录认", "The as-of date, like 2021-02-09; else as-of of taizhang.toml, else the month's last day: names are those of the lists of that day"))]
    pub(crate) as_of: Option<Date>,
    #[arg(long, value_name = either("文件夹", "FOLDER"), help = either("写到这个文件夹，里面原有的导出整个换掉；不写则写到项目的 export/", "Write into this folder and replace the export that is there; else into the project's export/"))]
    pub(crate) to: Option<PathBuf>,
    #[arg(long = "no-cache", help = either("不用上次读过的记录（.taizhang/cache），全部重新读", "Read everything anew, not what earlier runs kept (.taizhang/cache)"))]
    pub(crate) no_cache: bool,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct SqlOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    #[arg(long, value_name = either("引擎", "ENGINE"), value_enum, hide_possible_values = true, help = either("引擎：duckdb、spark、clickhouse 或 postgres", "The engine: duckdb, spark, clickhouse or postgres"))]
    pub(crate) dialect: Engine,
    #[arg(long = "report", value_name = either("名称", "NAME"), help = either("只写这个报告的（名称，或标题里别的报告没有的几个字），可写多次", "Only what this report needs (its name, or words that no other title has); may be given several times"))]
    pub(crate) reports: Vec<String>,
    #[arg(long, help = either("不写查询，写让引擎认得各张表的语句", "Write the statements that make the tables known to the engine, in place of the query"))]
    pub(crate) tables: bool,
    #[arg(long, value_name = either("文件夹", "FOLDER"), requires = "tables", help = either("与 --tables 同用：导出的表在这个文件夹；不写则是项目的 export/", "With --tables: the folder of the exported tables; else the project's export/"))]
    pub(crate) export: Option<PathBuf>,
}

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct OpenOptions {
    #[arg(long, value_name = either("文件夹", "FOLDER"), default_value = ".", hide_default_value = true, help = either("项目文件夹；还没有项目的，页面上可以新建", "The project's folder; where there is none, the page can make one"))]
    pub(crate) project: PathBuf,
    #[arg(long, value_name = either("端口", "PORT"), default_value_t = 0, hide_default_value = true, help = either("本机端口；不写则由系统分配", "The port on this machine; else the system chooses one"))]
    pub(crate) port: u16,
    #[arg(long = "no-browser", help = either("不启动浏览器，只打印地址", "Print the address and start no browser"))]
    pub(crate) quiet: bool,
    #[arg(long, value_name = either("秒", "SECONDS"), default_value_t = 60, hide_default_value = true, help = either("页面全部关掉以后，过多少秒结束；不写则60", "End so many seconds after the last page was closed; else 60"))]
    pub(crate) idle: u64,
}

impl Default for OpenOptions {
    /// What a double click on the program asks for.
    fn default() -> OpenOptions {
        OpenOptions { project: PathBuf::from("."), port: 0, quiet: false, idle: 60 }
    }
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    #[arg(long, value_name = either("文件夹", "FOLDER"), help = either("标注副本写到这个文件夹；不写则写到项目的 reports/<月份>/退回/", "Write marked copies into this folder; else into the project's reports/<month>/退回/"))]
    pub(crate) marked: Option<PathBuf>,
    #[arg(long, help = either("列出全部问题：每类的每一处，以及以前各月的；退出码也计以前各月的错误", "List all problems: every place of each kind, and those of earlier months; the exit code counts these, too"))]
    pub(crate) all: bool,
    #[arg(long, conflicts_with_all = ["marked", "all"], help = either("只检查定义（台账、指标、报告、文字、勾稽），不读工作簿", "Check the definitions alone (ledgers, figures, reports, texts, reconciliations); read no workbook"))]
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
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct FigureOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    #[arg(long = "report", value_name = either("名称", "NAME"), help = either("只列这个报告的指标（名称，或标题里别的报告没有的几个字）", "Only the figures of this report (its name, or words that no other title has)"))]
    pub(crate) report: Option<String>,
    #[arg(long, value_name = either("结果", "ANSWERS"), help = either("各项数不在本机算，用别的引擎按 taizhang sql 查询的结果（Parquet 文件或文件夹）", "Do not compute here; take another engine's answers to taizhang sql (a Parquet file or folder)"))]
    pub(crate) values: Option<PathBuf>,
    #[arg(long, value_name = either("格式", "FORMAT"), value_enum, default_value_t = Rows::Table, hide_default_value = true, hide_possible_values = true, help = either("输出格式：table、tsv 或 json", "The form of the list: table, tsv or json"))]
    pub(crate) format: Rows,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct ExplainOptions {
    #[arg(value_name = either("指标", "FIGURE"), help_heading = either("参数", "Arguments"), help = either("指标的名称或标题，如 tax.ytd 或 税收累计；几个报告里同名而不同的，写成 报告/名称", "The figure's name or title, like tax.ytd or 税收累计; REPORT/NAME where several reports have one of that name"))]
    pub(crate) figure: String,
    #[command(flatten)]
    pub(crate) common: Common,
    #[arg(long, help = either("列出全部单元格，不只是前几个", "List all cells, not only the first"))]
    pub(crate) all: bool,
    #[arg(long, value_name = either("结果", "ANSWERS"), help = either("各项数不在本机算，用别的引擎按 taizhang sql 查询的结果（Parquet 文件或文件夹）", "Do not compute here; take another engine's answers to taizhang sql (a Parquet file or folder)"))]
    pub(crate) values: Option<PathBuf>,
    #[arg(long, value_name = either("引擎", "ENGINE"), value_enum, hide_possible_values = true, help = either("不列单元格，写出到引擎里查这些单元格的 SQL：duckdb、spark、clickhouse 或 postgres", "Write the SQL that finds the cells in an engine, in place of the cells: duckdb, spark, clickhouse or postgres"))]
    pub(crate) dialect: Option<Engine>,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct DiffOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    #[arg(long, value_parser = month, value_name = either("月份", "MONTH"), help = either("较早的月份，如 2020-11", "The earlier month, like 2020-11"))]
    pub(crate) from: Month,
    #[arg(long, value_parser = month, value_name = either("月份", "MONTH"), help = either("较晚的月份，如 2020-12", "The later month, like 2020-12"))]
    pub(crate) to: Month,
    #[arg(long, value_name = either("台账", "LEDGER"), help = either("只对比这个台账（代号或名称）", "Only this ledger (its id or title)"))]
    pub(crate) ledger: Option<String>,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct CompareOptions {
    #[arg(value_name = either("稿件.docx", "DRAFT.docx"), help_heading = either("参数", "Arguments"), help = either("由 taizhang report --as docx 生成、又改过的 Word 稿；报告、月份和截至日都在稿件里，不必再写", "A draft in Word made by taizhang report --as docx and corrected since; its report, month and as-of date stand in it"))]
    pub(crate) draft: PathBuf,
    #[arg(long, value_name = either("文件夹", "FOLDER"), default_value = ".", hide_default_value = true, help = either("项目文件夹，内有 taizhang.toml", "The project's folder, with taizhang.toml in it"))]
    pub(crate) project: PathBuf,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct InitOptions {
    #[arg(value_name = either("文件夹", "FOLDER"), help_heading = either("参数", "Arguments"), required_unless_present = "from", help = either("新项目的文件夹，须为空或还没有", "The folder of the new project; it must be empty or not exist yet"))]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long, value_name = either("文件", "FILE"), num_args = 1.., conflicts_with_all = ["sample", "like"], help = either("由本单位的工作簿（可写文件夹）新建：生成台账定义、按月放好文件、提出第一份报告；新项目的文件夹写在最前或最后", "Make it from an office's own workbooks (or folders of them): definitions, files sorted by month, a first report; the new project's folder stands first or last"))]
    pub(crate) from: Vec<PathBuf>,
    #[arg(long, value_parser = month, value_name = either("月份", "MONTH"), requires = "from", help = either("--from 的文件没有写明月份的，算这个月的，如 2020-12", "Files of --from that do not say their month belong to this one, like 2020-12"))]
    pub(crate) month: Option<Month>,
    #[arg(long, value_name = either("示例", "SAMPLE"), value_enum, hide_possible_values = true, help = either("复制随程序提供的示例（虚构）：zone 开发区、office 县卫生健康局；有工作簿，可以直接出报告", "Copy an invented sample that comes with the program: zone (a development zone) or office (a county health bureau); it can be reported at once"))]
    pub(crate) sample: Option<Sample>,
    #[arg(long, value_name = either("文件夹", "FOLDER"), conflicts_with = "sample", help = either("照另一个项目的定义新建，并生成空表", "Make it with the definitions of another project, and with empty forms"))]
    pub(crate) like: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct InspectOptions {
    #[arg(value_name = either("文件", "FILE"), help_heading = either("参数", "Arguments"), help = either("工作簿（xlsx、xls、xlsb、ods、et、csv）", "The workbook (xlsx, xls, xlsb, ods, et, csv)"))]
    pub(crate) file: PathBuf,
    #[arg(long, help = either("列出每条记录的值", "List the values of every record"))]
    pub(crate) values: bool,
    #[arg(long, help = either("列出全部列、说明和问题，不只是前几个", "List all columns, remarks and problems, not only the first"))]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct DefineOptions {
    #[arg(value_name = either("文件", "FILE"), help_heading = either("参数", "Arguments"), required = true, help = either("同一个台账的工作簿（xlsx、xls、xlsb、ods、et、csv）；几个月的一起给，学得更准", "Workbooks of one ledger (xlsx, xls, xlsb, ods, et, csv); more is learned from several months together"))]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long, value_name = either("名称", "NAME"), default_value = "ledger", hide_default_value = true, help = either("台账的名称，即定义文件的名称", "The ledger's name, which is that of the definition's file"))]
    pub(crate) name: String,
    #[arg(long, value_name = either("文件", "FILE"), help = either("写到这个文件，已有的不覆盖；不写则打印出来", "Write into this file, which must not exist; else print it"))]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct CodesOptions {
    #[arg(value_name = either("代码", "CODE"), help_heading = either("参数", "Arguments"), help = either("一个代码，如 total-mismatch；不写则全部列出", "One code, like total-mismatch; else all are listed"))]
    pub(crate) code: Option<String>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct SchemaOptions {
    #[arg(value_name = either("定义", "DEFINITION"), help_heading = either("参数", "Arguments"), value_enum, hide_possible_values = true, help = either("哪种定义：ledger 台账、report 报告、figures 共用指标、checks 勾稽、project 项目；不写则列出", "Which definition: ledger, report, figures (shared ones), checks (reconciliations), project; else they are listed"))]
    pub(crate) of: Option<Definition>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct RedactionOptions {
    #[command(flatten)]
    pub(crate) common: Common,
    #[arg(long = "report", value_name = either("名称", "NAME"), help = either("只列这个报告的（名称，或标题里别的报告没有的几个字），可写多次", "Only those of this report (its name, or words that no other title has); may be given several times"))]
    pub(crate) reports: Vec<String>,
    #[arg(long, value_parser = month, value_name = either("月份", "MONTH"), help = either("与这个月的清单对比，如 2020-11；不写则与上个月", "Compare with the list of this month, like 2020-11; else with that of the month before"))]
    pub(crate) against: Option<Month>,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct CompletionOptions {
    #[arg(value_name = either("命令行", "SHELL"), help_heading = either("参数", "Arguments"), value_enum, hide_possible_values = true, help = either("哪种命令行：bash、zsh、fish 或 powershell", "Which shell: bash, zsh, fish or powershell"))]
    pub(crate) shell: Shell,
}

#[derive(Args, Debug)]
#[command(next_help_heading = either("选项", "Options"))]
pub(crate) struct ManOptions {
    #[arg(long, value_name = either("文件夹", "FOLDER"), help = either("各命令的手册页都写到这个文件夹；不写则打印 taizhang(1)", "Write the pages of all commands into this folder; else print taizhang(1)"))]
    pub(crate) to: Option<PathBuf>,
}
