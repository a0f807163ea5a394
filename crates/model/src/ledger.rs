//! Definitions of ledgers: `data/definitions/<id>.toml`.

use crate::edition::{Sensitivity, Way};
use crate::expr::{Days, Field};
use crate::{Date, Language, SaidError, Spoken, Unit, say};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a submission of a ledger covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// A submission holds what happened in its month (流量).
    Month,
    /// A submission holds the whole state at the end of its month (存量).
    Snapshot,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Words.
    #[default]
    Text,
    /// An amount of money, stored in 分.
    Money,
    /// A decimal, stored as an integer scaled by the column's places.
    Number,
    /// A whole number.
    Integer,
    /// A share or a rate, stored as a quotient scaled by the column's places.
    Percent,
    /// A day, stored as days since 1970-01-01.
    Date,
    /// A month; a quarter or a year stands as its last month.
    Month,
    /// 是 or 否, stored as 1 or 0.
    Boolean,
    /// A 统一社会信用代码 (GB 32100-2015) or one of its forerunners.
    CreditCode,
    /// One of the words under `done`, `open` and `standing`.
    Status,
}

impl Kind {
    /// Whether a cell of this kind is stored as the number of a word.
    pub fn is_words(self) -> bool {
        matches!(self, Kind::Text | Kind::CreditCode | Kind::Status)
    }

    /// Whether cells of this kind can be summed.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Money | Kind::Number | Kind::Integer | Kind::Percent)
    }

    /// The word a clerk reads.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Kind::Text => language.say("文字", "text"),
            Kind::Money => language.say("金额", "money"),
            Kind::Number => language.say("数字", "number"),
            Kind::Integer => language.say("整数", "integer"),
            Kind::Percent => language.say("百分比", "percentage"),
            Kind::Date => language.say("日期", "date"),
            Kind::Month => language.say("月份", "month"),
            Kind::Boolean => language.say("是否", "yes or no"),
            Kind::CreditCode => language.say("统一社会信用代码", "unified social credit code"),
            Kind::Status => language.say("状态", "status"),
        }
    }
}

impl Spoken for Kind {
    fn spoken(&self, language: Language) -> String {
        self.word(language).to_owned()
    }
}

/// A ledger (台账): a kind of table that departments submit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ledger {
    /// The file's name without `.toml`; filled in by [`crate::define::ledger`].
    #[serde(skip_deserializing)]
    pub id: String,
    /// The Chinese name.
    pub title: String,
    /// Which workbooks of a month's folder are submissions: globs on the file name.
    #[serde(default)]
    pub files: Vec<String>,
    /// The projects whose records it gathers, in place of workbooks of its own: a folder relative to the
    /// project, whose last part may be a glob: `../zones/*`. Each record then has the column [`ZONE`].
    #[serde(default)]
    pub from: Option<String>,
    /// What a submission covers.
    pub grain: Grain,
    /// The columns that together name a record; needed to compare two submissions.
    #[serde(default)]
    pub key: Vec<String>,
    /// The column of the deadline, whose moves are told between two submissions.
    #[serde(default)]
    pub deadline: Option<String>,
    /// The column of the day on which a record is closed (销号).
    #[serde(default)]
    pub closed: Option<String>,
    /// Periods that run across the columns and are turned into rows.
    #[serde(default)]
    pub periods: Option<Periods>,
    /// The ledger of those who have to send a submission of their own every month (报送单位).
    #[serde(default)]
    pub senders: Option<String>,
    /// The column of the person or firm that a record is about, of whom public tables must count
    /// enough; else the entity that the record names.
    #[serde(default)]
    pub subject: Option<String>,
    /// How enterprises (or other entities) that this ledger lists are named elsewhere.
    #[serde(default)]
    pub entity: Option<Entity>,
    /// Numbers of days between days of a record, by id, in the order of the file.
    #[serde(default, deserialize_with = "crate::define::in_order")]
    #[schemars(with = "BTreeMap<String, DaysDefinition>")]
    pub days: Vec<DaysDefinition>,
    /// The columns by id, in the order of the file.
    #[serde(deserialize_with = "crate::define::in_order")]
    #[schemars(with = "BTreeMap<String, Column>")]
    pub columns: Vec<Column>,
}

/// How the periods of a table stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Periods {
    /// Each period is a column: the column of kind `month` without labels takes the period, the
    /// other column without labels takes the cell.
    Across,
}

/// How records of other ledgers find a record of this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entity {
    /// Columns that hold codes, tried first.
    pub codes: Vec<String>,
    /// Columns that hold names, tried next.
    pub names: Vec<String>,
    /// The column that holds the code of the record that stands for the whole group
    /// (一企多牌); an empty cell stands for itself.
    pub group: Option<String>,
    /// What one of them is called: 企业, 机构, 车辆. Where nothing is said, what the ledger's title
    /// says before 名录, 名单 or 台账.
    #[serde(default)]
    pub noun: Option<String>,
}

/// Where a workbook says once what holds for all rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Stated {
    /// Behind these words above or below the table: 填报单位：党政办.
    Banner(String),
    /// The sheet's name.
    Sheet,
    /// What the file's name has besides the words of `files`, months and marks of revisions.
    File,
}

impl TryFrom<String> for Stated {
    type Error = SaidError;

    fn try_from(text: String) -> Result<Stated, SaidError> {
        match text.as_str() {
            "sheet" => Ok(Stated::Sheet),
            "file" => Ok(Stated::File),
            other => match other.strip_prefix("banner:").map(str::trim) {
                Some(words) if !words.is_empty() => Ok(Stated::Banner(words.to_owned())),
                _ => Err(say!(
                    "from 写了“{text}”，可写 \"banner:填报单位\"、\"sheet\" 或 \"file\"",
                    "from says “{text}”; write \"banner:填报单位\", \"sheet\" or \"file\""
                )
                .into()),
            },
        }
    }
}

impl From<Stated> for String {
    fn from(stated: Stated) -> String {
        match stated {
            Stated::Banner(words) => format!("banner:{words}"),
            Stated::Sheet => "sheet".to_owned(),
            Stated::File => "file".to_owned(),
        }
    }
}

/// How many days lie between two days of a record (天数): 办理天数, 逾期天数.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DaysDefinition {
    /// The key in the definition; filled in while reading.
    #[serde(skip_deserializing)]
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The column of the first day.
    pub from: String,
    /// The columns of the last day, of which the first that is filled in counts; `as-of` for the
    /// as-of date.
    pub to: Vec<String>,
    /// It as a column: whole numbers of 天.
    #[serde(skip)]
    pub column: Column,
}

/// The word for the as-of date among columns of days.
pub const AS_OF: &str = "as-of";

impl DaysDefinition {
    /// The columns of the last day.
    pub fn last(&self) -> impl Iterator<Item = &String> {
        self.to.iter().filter(|id| *id != AS_OF)
    }

    /// The field, as reckoned on a day.
    pub fn field(&self, as_of: Date) -> Field {
        let until = self.to.iter().any(|id| id == AS_OF).then_some(as_of);
        Field::Days(Days { id: self.id.clone(), from: self.from.clone(), to: self.last().cloned().collect(), until })
    }
}

/// A column (列) of a ledger.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Column {
    /// The key in the definition; filled in while reading.
    #[serde(skip_deserializing)]
    pub id: String,
    /// What the column may be called in a workbook (表头). A composite label is a path:
    /// `税收收入/增值税`.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Where the workbook says it for all rows, if no column of the table does.
    #[serde(default)]
    pub from: Option<Stated>,
    /// What its cells are.
    #[serde(default, rename = "type")]
    pub kind: Kind,
    /// The unit of the cells where neither label, banner nor file name says.
    #[serde(default)]
    pub unit: Option<String>,
    /// Decimals kept of a number or a percentage's quotient; 4 and 6 where nothing is said.
    #[serde(default)]
    pub places: Option<u8>,
    /// Whether a workbook may lack the column.
    #[serde(default)]
    pub optional: bool,
    /// The ledger whose records this column names.
    #[serde(default)]
    pub entity: Option<String>,
    /// A column of another ledger that holds the same things, `budget.unit`: rows of both are joined by it.
    #[serde(default)]
    pub same_as: Option<String>,
    /// A column of the same record that stands in for an empty cell.
    #[serde(default)]
    pub default: Option<String>,
    /// Columns that add up to this one, by the name of the dimension that they make:
    /// `{ kind = ["vat", "cit"] }`.
    #[serde(default)]
    pub parts: BTreeMap<String, Vec<String>>,
    /// A column of the same record that this one may not exceed: 已收 and 应收.
    #[serde(default)]
    pub not_above: Option<String>,
    /// A day of the same record before which this one may not lie: 销号 and 完成.
    #[serde(default)]
    pub not_before: Option<String>,
    /// The column whose values of a year ago this one repeats (上年同期).
    #[serde(default)]
    pub last_year_of: Option<String>,
    /// The column whose values since January this one adds up (累计).
    #[serde(default)]
    pub cumulative_of: Option<String>,
    /// The words of a boolean in tables: first for 是, then for 否.
    #[serde(default)]
    pub names: Option<[String; 2]>,
    /// Status words that mean done.
    #[serde(default)]
    pub done: Vec<String>,
    /// Status words that mean open.
    #[serde(default)]
    pub open: Vec<String>,
    /// Status words that mean standing (长期坚持): counted as done and shown apart.
    #[serde(default)]
    pub standing: Vec<String>,
    /// The only words the cells may hold, in the order in which tables show them.
    #[serde(default)]
    pub values: Vec<String>,
    /// Who may see its values; where nothing is said, a public listing may not show words of it.
    #[serde(default)]
    pub sensitivity: Option<Sensitivity>,
    /// What a public document shows in place of its values.
    #[serde(default)]
    pub mask: Option<Way>,
    /// The bounds of the classes that `mask = "band"` shows, in the column's unit, rising.
    #[serde(default)]
    pub bands: Vec<i64>,
}

/// The lowest of the labels of a column, which stand from top to bottom with `/` between them: 完成 of 投资/完成, and
/// 补贴标准（元/亩） as it is.
pub fn leaf(label: &str) -> &str {
    let mut depth = 0_u32;
    for (at, letter) in label.char_indices().rev() {
        match letter {
            ')' | '）' | ']' | '】' => depth += 1,
            '(' | '（' | '[' | '【' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => return label.get(at + 1..).unwrap_or(label),
            _ => {}
        }
    }
    label
}

impl Column {
    /// How a public document masks its values; nothing where it shows them.
    pub fn masking(&self) -> Option<Way> {
        let usual = match self.sensitivity? {
            Sensitivity::Public => return None,
            Sensitivity::Personal if self.kind == Kind::Text => Way::Initial,
            Sensitivity::Personal | Sensitivity::Internal | Sensitivity::Secret => Way::Omit,
        };
        Some(self.mask.unwrap_or(usual))
    }

    /// Whether its cells are words of any kind, of which no definition says who may see them.
    pub fn is_undeclared(&self) -> bool {
        let open = matches!(self.kind, Kind::Text | Kind::CreditCode) && self.values.is_empty();
        open && self.sensitivity.is_none()
    }

    /// The name in tables: the first label, or the words of the banner.
    pub fn title(&self) -> &str {
        match (self.labels.first(), &self.from) {
            (Some(label), _) => leaf(label),
            (None, Some(Stated::Banner(words))) => words,
            (None, Some(Stated::Sheet)) => "工作表",
            (None, Some(Stated::File)) => "文件",
            (None, None) => &self.id,
        }
    }

    /// Whether it stands in no column of its own: periods across fill it.
    pub fn is_bare(&self) -> bool {
        self.labels.is_empty() && self.from.is_none()
    }

    /// Decimals of the stored integer: 2 for money, so that 1.00元 is 100.
    pub fn scale(&self) -> u8 {
        match self.kind {
            Kind::Money => 2,
            Kind::Number => self.places.unwrap_or(4),
            Kind::Percent => self.places.unwrap_or(6),
            _ => 0,
        }
    }

    /// The unit of the stored number as figures and details print it.
    pub fn unit(&self) -> Unit {
        match self.kind {
            Kind::Money => self.unit.as_deref().and_then(Unit::money).unwrap_or(Unit::Money("元", 100)),
            Kind::Percent => Unit::Percent,
            _ => self.unit.as_deref().map_or(Unit::None, Unit::named),
        }
    }

    /// All words that a status cell may hold.
    pub fn status_words(&self) -> impl Iterator<Item = &str> {
        [&self.done, &self.open, &self.standing].into_iter().flatten().map(String::as_str)
    }
}

/// Words behind what a ledger of entities lists.
const LISTS: [&str; 8] = ["名录", "名单", "名册", "台账", "登记表", "一览表", "信息表", "清单"];

/// The id of the column of a gathered ledger that says whose record it is.
pub const ZONE: &str = "zone";

impl Ledger {
    /// Adds the column [`ZONE`] to a gathered ledger, which becomes part of its key; `first` is the gathered
    /// ledger whose column is the same.
    pub fn with_zone(&mut self, first: Option<&str>) {
        self.columns.push(Column {
            id: ZONE.to_owned(),
            labels: vec!["单位".to_owned()],
            sensitivity: Some(Sensitivity::Public),
            same_as: first.map(|first| format!("{first}.{ZONE}")),
            ..Column::default()
        });
        if !self.key.is_empty() {
            self.key.insert(0, ZONE.to_owned());
        }
    }

    /// What an entity that this ledger lists is called: 企业 of 企业名录.
    pub fn noun(&self) -> &str {
        let named = self.entity.as_ref().and_then(|entity| entity.noun.as_deref());
        named.unwrap_or_else(|| LISTS.iter().find_map(|list| self.title.strip_suffix(list)).unwrap_or(&self.title))
    }

    /// What an entity is called that this ledger does not list: 未登记企业.
    pub fn unlisted(&self) -> String {
        format!("未登记{}", self.noun())
    }

    /// The head of a column of entities: 企业名称.
    pub fn entity_title(&self) -> String {
        format!("{}名称", self.noun())
    }

    /// The position of a column.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// A column by its id.
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// With periods across: the positions of the column that takes the period and of the one
    /// that takes the cell.
    pub fn across(&self) -> Option<(usize, usize)> {
        self.periods?;
        let bare = |month: bool| {
            let wanted = |column: &Column| column.is_bare() && (column.kind == Kind::Month) == month;
            self.columns.iter().position(wanted)
        };
        Some((bare(true)?, bare(false)?))
    }
}
