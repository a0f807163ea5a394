//! A ledger's definition before a clerk has looked at it, and how it is written down.

use model::ledger::Grain;
use model::{Said, say};
use std::fmt::Write;

/// What stands before every remark on what could not be known.
const DOUBT: &str = "# 请核对：";

/// What a doubt is about, so that an answer can settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Whether a submission holds a month or the whole state.
    Grain,
    /// Which columns are unique.
    Key,
    /// The unit of amounts.
    Unit,
    /// Anything else.
    Other,
}

/// Something that could not be known, and what was taken for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What it is about.
    pub about: About,
    /// The words for a clerk.
    pub text: Said,
}

impl Doubt {
    /// A doubt in words.
    pub fn new(about: About, text: Said) -> Doubt {
        Doubt { about, text }
    }
}

/// A ledger as its files suggest it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The names of the files that it was learned from, the newest last.
    pub sources: Vec<String>,
    /// The Chinese name.
    pub title: String,
    /// Patterns of the file names.
    pub files: Vec<String>,
    /// What a submission covers.
    pub grain: Grain,
    /// The ids of the columns that are unique in every file.
    pub key: Vec<String>,
    /// The id of the column of the deadline.
    pub deadline: Option<String>,
    /// The id of the column of the day on which a record is closed.
    pub closed: Option<String>,
    /// Whether periods stand across.
    pub across: bool,
    /// The columns.
    pub columns: Vec<DraftColumn>,
    /// What could not be known of the ledger as a whole.
    pub doubts: Vec<Doubt>,
    /// What was left out.
    pub left_out: Vec<String>,
}

/// A column as the files suggest it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftColumn {
    /// Its id.
    pub id: String,
    /// What it was called, the newest label first.
    pub labels: Vec<String>,
    /// Where the workbook says it for all rows.
    pub from: Option<String>,
    /// Its type as definitions call it.
    pub kind: &'static str,
    /// The unit of its numbers.
    pub unit: Option<String>,
    /// Whether a file may lack it.
    pub optional: bool,
    /// The words of a state: done, open and standing.
    pub states: [Vec<String>; 3],
    /// Advice that is no doubt.
    pub hint: Option<String>,
    /// What could not be known.
    pub doubts: Vec<Doubt>,
    /// How many different values the newest file has, and in how many records it has one.
    pub distinct: usize,
    /// In how many records of the newest file it has a value.
    pub filled: usize,
    /// How many records the newest file has.
    pub records: usize,
}

impl DraftColumn {
    /// What a reader calls it.
    pub fn title(&self) -> &str {
        let from = || self.from.as_deref().map(|from| from.trim_start_matches("banner:"));
        self.labels.first().map(String::as_str).or_else(from).unwrap_or(&self.id)
    }
}

impl Draft {
    /// A column by its id.
    pub fn column(&self, id: &str) -> Option<&DraftColumn> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// Everything that could not be known, each with the column that it is about.
    pub fn all_doubts(&self) -> Vec<Said> {
        let of_columns = self.columns.iter().flat_map(|column| {
            let title = column.title();
            let said = move |doubt: &Doubt| say!("“{title}”列：{text}", "Column “{title}”: {text}", text = doubt.text);
            column.doubts.iter().map(said)
        });
        self.doubts.iter().map(|doubt| doubt.text.clone()).chain(of_columns).collect()
    }

    /// The definition as TOML, with remarks in Chinese on what to check.
    pub fn toml(&self) -> String {
        let mut out = String::new();
        let first = self.sources.last().map(|file| file.replace('\n', " ")).unwrap_or_default();
        let several =
            if self.sources.len() > 1 { format!("等 {} 个文件", self.sources.len()) } else { String::new() };
        let _ =
            writeln!(out, "# 由“{first}”{several}生成，请逐项核对：名称、类型、单位，以及各月报送可能出现的其他表头。");
        for doubt in &self.doubts {
            let _ = writeln!(out, "{DOUBT}{}", line(doubt.text.chinese()));
        }
        let _ = writeln!(out, "title = {}", quoted(&self.title));
        let _ = writeln!(out, "# 哪些文件属于这个台账");
        let _ = writeln!(out, "files = {}", list(&self.files));
        let _ = writeln!(out, "# month：每次报送当月发生的；snapshot：每次报送全部现状");
        let _ = writeln!(out, "grain = {}", quoted(if self.grain == Grain::Month { "month" } else { "snapshot" }));
        if !self.key.is_empty() {
            let _ = writeln!(out, "# 合起来能认出一条记录的列，两次报送靠它对照");
            let _ = writeln!(out, "key = {}", list(&self.key));
        }
        for (name, column) in [("deadline", &self.deadline), ("closed", &self.closed)] {
            if let Some(column) = column {
                let _ = writeln!(out, "{name} = {}", quoted(column));
            }
        }
        if self.across {
            let _ = writeln!(out, "# 各时期横排在列上\nperiods = \"across\"");
        }
        for remark in &self.left_out {
            let _ = writeln!(out, "\n# {}", line(remark));
        }
        self.columns.iter().for_each(|own| column(&mut out, own));
        out
    }
}

fn column(out: &mut String, column: &DraftColumn) {
    let _ = writeln!(out, "\n[columns.{}]", column.id);
    for doubt in &column.doubts {
        let _ = writeln!(out, "{DOUBT}{}", line(doubt.text.chinese()));
    }
    if !column.labels.is_empty() {
        let _ = writeln!(out, "labels = {}", list(&column.labels));
    }
    if let Some(from) = &column.from {
        let _ = writeln!(out, "from = {}", quoted(from));
    }
    if column.kind != "text" {
        let _ = writeln!(out, "type = {}", quoted(column.kind));
    }
    for (name, words) in ["done", "open", "standing"].iter().zip(&column.states).filter(|(_, words)| !words.is_empty())
    {
        let _ = writeln!(out, "{name} = {}", list(words));
    }
    if let Some(hint) = &column.hint {
        let _ = writeln!(out, "# {}", line(hint));
    }
    if let Some(unit) = &column.unit {
        let _ = writeln!(out, "unit = {}", quoted(unit));
    }
    if column.optional {
        let _ = writeln!(out, "optional = true");
    }
}

/// A remark on one line.
fn line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
