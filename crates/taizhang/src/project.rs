//! A project: `taizhang.toml`, the definitions of its ledgers and reports.

use crate::cache::Cache;
use crate::cli::{Common, Editions};
use crate::disk::{names, optional};
use crate::outcome::Fatal;
use crate::writers;
use model::expr::Field;
use model::figure::FigureDefinition;
use model::ledger::{Column, Ledger, ZONE};
use model::page::Role;
use model::reconciliation::{Reconciliation, Reconciliations};
use model::report::Report;
use model::{Date, Diagnostic, Language, Month, Place, ReportingTime, Said, define, report, say};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The form of `taizhang.toml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Settings {
    organisation: String,
    month: Option<Month>,
    as_of: Option<Date>,
    year_begins: Option<u32>,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    edition: Editions,
    #[serde(default)]
    public: PublicSettings,
    #[serde(default)]
    fonts: BTreeMap<String, String>,
    /// In which language the office is spoken to.
    #[expect(dead_code, reason = "It is read before all else, by `language_of`.")]
    lang: Option<Language>,
}

/// The form of `taizhang.toml` as JSON Schema; see [`model::schema`].
pub(crate) fn schema() -> String {
    let generator = schemars::SchemaGenerator::new(schemars::generate::SchemaSettings::draft07());
    serde_json::to_string(&generator.into_root_schema_for::<Settings>()).unwrap_or_default()
}

/// What all public documents of a project share.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PublicSettings {
    /// What aliases are made with; known to the office alone.
    pub(crate) key: String,
    /// Numbers of tables that stand for fewer firms or persons are suppressed; 1 for none.
    pub(crate) small: u32,
}

impl Default for PublicSettings {
    fn default() -> PublicSettings {
        PublicSettings { key: String::new(), small: 3 }
    }
}

/// A project with its definitions.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) folder: PathBuf,
    pub(crate) organisation: String,
    pub(crate) fonts: Vec<Named>,
    /// What was read before, unless the command line refuses it.
    pub(crate) cache: Option<Cache>,
    /// Whether reports are refused whose numbers may not be whole.
    pub(crate) strict: bool,
    /// The editions that are written where the command line names none.
    pub(crate) edition: Editions,
    pub(crate) public: PublicSettings,
    pub(crate) time: ReportingTime,
    pub(crate) ledgers: Vec<Arc<Ledger>>,
    pub(crate) shared: Vec<FigureDefinition>,
    pub(crate) reports: Vec<ReportSource>,
    pub(crate) reconciliations: Vec<Reconciliation>,
    /// The text of [`RECONCILIATIONS`], for the lines of messages.
    pub(crate) reconciliations_text: String,
}

/// A face that a project names for a role: a path, a file name or the name of a font.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) role: Role,
    pub(crate) font: String,
}

/// A report's definition with its text.
#[derive(Clone, Debug)]
pub(crate) struct ReportSource {
    pub(crate) report: Report,
    pub(crate) text: String,
    pub(crate) file: String,
    /// The texts of the appendices with their files, in the order of the definition.
    pub(crate) appendices: Vec<(String, String)>,
    /// The line of its title.
    pub(crate) title: Place,
}

/// The file of the reconciliations, relative to the project.
pub(crate) const RECONCILIATIONS: &str = "data/definitions/checks.toml";
const SHARED: &str = "reports/definitions/figures.toml";

impl Project {
    /// Reads all definitions and tells every problem that they have.
    pub(crate) fn load(options: &Common) -> Result<Project, Fatal> {
        Project::read(options, None)
    }

    /// Reads them to check nothing but them, for which any month will do where none is named.
    pub(crate) fn definitions(options: &Common) -> Result<Project, Fatal> {
        Project::read(options, Month::new(2020, 12))
    }

    /// The ledgers of another project, whose records are gathered: its reports are its own affair.
    pub(crate) fn gathered(folder: &Path, time: ReportingTime, cache: Option<Cache>) -> Result<Project, Fatal> {
        let mut problems = Vec::new();
        let ledgers = ledgers(folder, &mut problems)?;
        let settings: Settings =
            define::parse(&optional(folder, "taizhang.toml")?.unwrap_or_default(), "taizhang.toml")
                .map_err(|problem| Fatal::Definitions(vec![problem]))?;
        if !problems.is_empty() {
            return Err(Fatal::Definitions(problems));
        }
        Ok(Project {
            folder: folder.to_path_buf(),
            organisation: settings.organisation,
            fonts: Vec::new(),
            cache,
            strict: false,
            edition: settings.edition,
            public: settings.public,
            time,
            ledgers: ledgers.into_iter().map(Arc::new).collect(),
            shared: Vec::new(),
            reports: Vec::new(),
            reconciliations: Vec::new(),
            reconciliations_text: String::new(),
        })
    }

    /// Reads them for the month of the command line or of the settings, else for `month`.
    fn read(options: &Common, month: Option<Month>) -> Result<Project, Fatal> {
        let folder = options.project.clone();
        if !folder.is_dir() {
            let folder = folder.display();
            return Err(say!(
                "找不到项目文件夹“{folder}”，请检查 --project。",
                "there is no project folder “{folder}”; please check --project."
            )
            .into());
        }
        let Some(text) = optional(&folder, "taizhang.toml")? else {
            let folder = folder.display();
            return Err(say!(
                "“{folder}”里没有 taizhang.toml，不是一个项目；请用 --project 指明项目文件夹。",
                "there is no taizhang.toml in “{folder}”, so it is no project; name the project's folder with --project."
            )
            .into());
        };
        let settings: Settings =
            define::parse(&text, "taizhang.toml").map_err(|problem| Fatal::Definitions(vec![problem]))?;
        let mut problems = Vec::new();
        let ledgers = ledgers(&folder, &mut problems)?;
        let shared = match optional(&folder, SHARED)? {
            Some(text) => keep(report::shared(&text, SHARED), &mut problems).unwrap_or_default(),
            None => Vec::new(),
        };
        let reports = reports(&folder, &shared, &mut problems)?;
        let reconciliations_text = optional(&folder, RECONCILIATIONS)?.unwrap_or_default();
        let reconciliations = keep(reconciliations(&reconciliations_text), &mut problems).unwrap_or_default();
        if !problems.is_empty() {
            return Err(Fatal::Definitions(problems));
        }
        if ledgers.is_empty() {
            return Err(Said::fixed(
                "data/definitions/ 里没有台账定义（*.toml）。请用 taizhang define 工作簿 --name 代号 生成一个，另存到那里。",
                "there is no definition of a ledger (*.toml) in data/definitions/. Make one with taizhang define WORKBOOK --name NAME and save it there.",
            )
            .into());
        }
        let time = time(options, &settings, month)?;
        let ledgers = ledgers.into_iter().map(Arc::new).collect();
        let fonts = named_fonts(&settings, &text)?;
        Ok(Project {
            folder,
            organisation: settings.organisation,
            fonts,
            cache: (!options.no_cache).then(|| Cache::of(&options.project)),
            strict: settings.strict,
            edition: settings.edition,
            public: settings.public,
            time,
            ledgers,
            shared,
            reports,
            reconciliations,
            reconciliations_text,
        })
    }

    /// The reports with these names; all where none is given.
    pub(crate) fn chosen(&self, names: &[String]) -> Result<Vec<&ReportSource>, Fatal> {
        if names.is_empty() {
            return Ok(self.reports.iter().collect());
        }
        names.iter().map(|name| self.report(name)).collect()
    }
}

impl Project {
    /// The report of that name, or of that title, or with that in its title alone.
    fn report(&self, asked: &str) -> Result<&ReportSource, Fatal> {
        let all = || self.reports.iter();
        let mut alike = all().filter(|one| !asked.is_empty() && one.report.title.contains(asked));
        let exact =
            || all().find(|one| one.report.name == asked).or_else(|| all().find(|one| one.report.title == asked));
        match (exact(), alike.next(), alike.next()) {
            (Some(one), ..) | (None, Some(one), None) => Ok(one),
            (None, Some(first), Some(second)) => {
                let reports = Said::list([first, second].into_iter().chain(alike).map(titled));
                Err(say!(
                    "几个报告的标题里都有“{asked}”，请写名称：{reports}。",
                    "several reports have “{asked}” in their titles; please give a name: {reports}.",
                    reports
                )
                .into())
            }
            (None, None, _) => {
                let near = model::diagnostic::nearest(asked, all().map(|one| one.report.name.as_str()));
                let known = Said::list(all().map(titled));
                Err(match near {
                    Some(near) => say!(
                        "没有名为“{asked}”的报告，是否为“{near}”？",
                        "there is no report “{asked}”; did you mean “{near}”?"
                    ),
                    None => say!(
                        "没有名为“{asked}”的报告，可用的有：{known}。",
                        "there is no report “{asked}”; there are: {known}.",
                        known
                    ),
                }
                .into())
            }
        }
    }

    /// A ledger by its id.
    pub(crate) fn ledger(&self, id: &str) -> Option<&Ledger> {
        self.ledgers.iter().find(|ledger| ledger.id == id).map(AsRef::as_ref)
    }

    /// The column behind a field of a ledger, with the ledger that it is of.
    pub(crate) fn column(&self, ledger: &str, field: &Field) -> Option<(&Ledger, &Column)> {
        let (ledger, id) = match field {
            Field::Own(id) => (self.ledger(ledger)?, id.as_str()),
            Field::OfEntity(other, id) | Field::Joined(other, id) => (self.ledger(other)?, id.as_str()),
            Field::Entity(entities) => {
                let list = self.ledger(entities)?;
                (list, list.entity.as_ref()?.names.first()?.as_str())
            }
            // Days are told by what tells the day that they begin with.
            Field::Days(days) => (self.ledger(ledger)?, days.from.as_str()),
            Field::Changed(_) => return None,
        };
        Some((ledger, ledger.column(id)?))
    }
}

/// The faces that `[fonts]` of the settings names, in the order of the roles: `仿宋 = "仿宋_GB2312"`.
fn named_fonts(settings: &Settings, text: &str) -> Result<Vec<Named>, Fatal> {
    let known = || Role::ALL.iter().map(|role| role.chinese());
    if let Some(wrong) = settings.fonts.keys().find(|name| !known().any(|role| role == name.as_str())) {
        let place = Place::line("taizhang.toml", define::line_of(text, &["fonts", wrong]));
        let all = Said::list(known().map(Said::same));
        let message = say!(
            "[fonts] 里没有“{wrong}”这种字体，可用的有：{all}。",
            "[fonts] has no face “{wrong}”; there are: {all}.",
            all
        );
        return Err(Fatal::Definitions(vec![define::problem(place, message)]));
    }
    let named = |role: Role| Some(Named { role, font: settings.fonts.get(role.chinese())?.clone() });
    Ok(Role::ALL.into_iter().filter_map(named).collect())
}

/// The faces that a folder's project names; none where there is no project.
pub(crate) fn local_fonts(folder: &Path) -> Result<Vec<Named>, Fatal> {
    let Some(text) = optional(folder, "taizhang.toml")? else { return Ok(Vec::new()) };
    let settings = define::parse(&text, "taizhang.toml").map_err(|problem| Fatal::Definitions(vec![problem]))?;
    named_fonts(&settings, &text)
}

/// The month that a folder's settings name; nothing where there are none that can be read.
pub(crate) fn month_of(folder: &Path) -> Option<Month> {
    settings_of(folder)?.month
}

/// The organisation that a folder's settings name.
pub(crate) fn organisation_of(folder: &Path) -> Option<String> {
    Some(settings_of(folder)?.organisation)
}

/// The language that a folder's settings name, whatever else is wrong with them.
pub(crate) fn language_of(folder: &Path) -> Option<Language> {
    #[derive(Deserialize)]
    struct Spoken {
        lang: Option<Language>,
    }
    let text = optional(folder, "taizhang.toml").ok()??;
    define::parse::<Spoken>(&text, "taizhang.toml").ok()?.lang
}

fn settings_of(folder: &Path) -> Option<Settings> {
    let text = optional(folder, "taizhang.toml").ok()??;
    define::parse(&text, "taizhang.toml").ok()
}

/// The ledgers of a project as far as they can be read, and what is wrong with the others.
pub(crate) fn known_ledgers(folder: &Path) -> (Vec<Ledger>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let ledgers = ledgers(folder, &mut problems).unwrap_or_default();
    (ledgers, problems)
}

/// The month and the day of the run: from the command line, else from the settings. The day of the
/// settings belongs to the month of the settings; any other month ends with its last day.
fn time(options: &Common, settings: &Settings, usual: Option<Month>) -> Result<ReportingTime, Fatal> {
    let Some(month) = options.month.or(settings.month).or(usual) else {
        return Err(Said::fixed(
            "没有指明月份，请用 --month 2020-12，或写在 taizhang.toml 里。",
            "no month is given; use --month 2020-12, or write it into taizhang.toml.",
        )
        .into());
    };
    let set = settings.as_of.filter(|_| settings.month == Some(month));
    let begins = settings.year_begins.unwrap_or(1);
    if !(1..=12).contains(&begins) {
        return Err(Said::fixed(
            "taizhang.toml 的 year-begins 应为1到12，即一年从几月算起（如学年 9）。",
            "year-begins in taizhang.toml must be 1 to 12: the month with which a year begins (9 for a school year).",
        )
        .into());
    }
    let as_of = options.as_of.or(set).unwrap_or_else(|| month.last_day());
    Ok(ReportingTime::new(month, as_of).with_years_from(begins))
}

/// The reconciliations, a rising series as its steps. What their figures are is settled with the
/// figures that all reports share.
fn reconciliations(text: &str) -> Result<Vec<Reconciliation>, Vec<Diagnostic>> {
    let file: Reconciliations = define::parse(text, RECONCILIATIONS).map_err(|problem| vec![problem])?;
    let formless =
        |one: &&Reconciliation| one.rising.is_empty() && (one.figure.is_empty() || one.right().next().is_none());
    let told = |one: &Reconciliation| {
        let place = Place::line(RECONCILIATIONS, define::line_of(text, &["checks", &one.name]));
        let name = &one.name;
        let message = say!(
            "勾稽“{name}”：须写 figure 和 equals、sums、not-above 之一，或只写 rising。",
            "reconciliation “{name}”: write figure and one of equals, sums and not-above, or rising alone."
        );
        define::problem(place, message)
    };
    let problems: Vec<Diagnostic> = file.checks.iter().filter(formless).map(told).collect();
    if problems.is_empty() {
        Ok(file.checks.into_iter().flat_map(Reconciliation::steps).collect())
    } else {
        Err(problems)
    }
}

fn ledgers(folder: &Path, problems: &mut Vec<Diagnostic>) -> Result<Vec<Ledger>, Fatal> {
    let mut texts = Vec::new();
    for name in names(&folder.join("data/definitions"))? {
        if name.ends_with(".toml") && format!("data/definitions/{name}") != RECONCILIATIONS {
            let file = format!("data/definitions/{name}");
            texts.push((file.clone(), optional(folder, &file)?.unwrap_or_default()));
        }
    }
    let mut ledgers = Vec::new();
    for (file, text) in &texts {
        ledgers.extend(keep(define::ledger(text, file).map_err(|problem| vec![problem]), problems));
    }
    let mut first: Option<String> = None;
    for ((file, text), ledger) in texts.iter().zip(&mut ledgers).filter(|(_, ledger)| ledger.from.is_some()) {
        if ledger.column(ZONE).is_some() {
            let line = define::line_of(text, &["columns", ZONE]);
            let message = say!(
                "写了 from 的台账自有一列“{ZONE}”（单位），请把这一列换一个代号。",
                "a ledger with from has a column “{ZONE}” (the office) of its own; please give this column another name."
            );
            problems.push(define::problem(Place::line(file, line), message));
            continue;
        }
        ledger.with_zone(first.as_deref());
        first.get_or_insert_with(|| ledger.id.clone());
    }
    // Reservations and reminders are told by the title.
    for (at, ((file, text), ledger)) in texts.iter().zip(&ledgers).enumerate() {
        if ledgers.iter().take(at).any(|other| other.title == ledger.title) {
            let line = define::line_of(text, &["title"]);
            let title = &ledger.title;
            let message = say!(
                "有两个台账都叫“{title}”，请改成不同的名称。",
                "two ledgers are called “{title}”; please give them different titles."
            );
            problems.push(define::problem(Place::line(file, line), message));
        }
    }
    // What a definition says of others can be judged only when all of them were read.
    if problems.is_empty() {
        for ((file, text), ledger) in texts.iter().zip(&ledgers) {
            problems.extend(ingest::definition(ledger, &ledgers, file, text));
        }
    }
    Ok(ledgers)
}

fn reports(
    folder: &Path,
    shared: &[FigureDefinition],
    problems: &mut Vec<Diagnostic>,
) -> Result<Vec<ReportSource>, Fatal> {
    let mut reports = Vec::new();
    for name in names(&folder.join("reports/definitions"))? {
        let file = format!("reports/definitions/{name}/report.toml");
        let Some(definition) = optional(folder, &file)? else { continue };
        let text_file = format!("reports/definitions/{name}/text.md");
        let Some(text) = optional(folder, &text_file)? else {
            let message = Said::fixed("缺少报告的文字 text.md。", "the report's text, text.md, is missing.");
            problems.push(define::problem(Place::file(&text_file), message));
            continue;
        };
        if let Some(report) = keep(report::report(&definition, &file, &name, shared), problems) {
            if let Err(message) = writers::chosen(&report.formats) {
                problems.push(report.problem(&["formats"], message));
            }
            let title = Place::line(&file, define::line_of(&definition, &["title"]));
            let appendices = appendices(folder, &report, problems)?;
            reports.push(ReportSource { report, text, file: text_file, appendices, title });
        }
    }
    Ok(reports)
}

/// The texts of a report's appendices with their files.
fn appendices(folder: &Path, report: &Report, problems: &mut Vec<Diagnostic>) -> Result<Vec<(String, String)>, Fatal> {
    let mut texts = Vec::new();
    for (number, appendix) in report.appendices.iter().enumerate() {
        let mut wrong = |reason: Said| {
            let file = &appendix.file;
            let message = say!("附件“{file}”：{reason}", "appendix “{file}”: {reason}", reason);
            problems.push(report.appendix_problem(number, message));
        };
        match ::report::path(&appendix.file) {
            Err(reason) => wrong(reason),
            Ok(path) if !path.ends_with(".md") => wrong(Said::fixed(
                "附件的文字须是 .md 文件，写法与 text.md 相同。",
                "the text of an appendix must be an .md file, written like text.md.",
            )),
            Ok(path) => {
                let file = format!("reports/definitions/{}/{path}", report.name);
                match optional(folder, &file)? {
                    Some(text) => texts.push((file, text)),
                    None => wrong(Said::fixed(
                        "报告的文件夹里没有这个文件，请新建它或改正 file。",
                        "this file is not in the report's folder; please make it or correct file.",
                    )),
                }
            }
        }
    }
    Ok(texts)
}

fn keep<T>(read: Result<T, Vec<Diagnostic>>, problems: &mut Vec<Diagnostic>) -> Option<T> {
    read.map_err(|more| problems.extend(more)).ok()
}

/// A report with its title: `tax-monthly（1—…月企业税收统计月报）`.
fn titled(one: &ReportSource) -> Said {
    let (name, title) = (&one.report.name, &one.report.title);
    // What a template stands for is known when the report is made.
    let parts: Vec<&str> = title.split("{{").map(|part| part.split_once("}}").map_or(part, |(_, rest)| rest)).collect();
    let title = parts.join("…");
    let title = title.strip_prefix("…年…月").unwrap_or(&title);
    say!("{name}（{title}）", "{name} ({title})")
}
