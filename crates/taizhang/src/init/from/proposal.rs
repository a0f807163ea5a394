//! A first report of ledgers that were just defined: what each amounts to, how it grew, its parts by
//! the best dimension, a chart, and what is overdue.

use ingest::{Draft, DraftColumn};
use model::Month;
use model::ledger::Grain;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A ledger of the new project.
pub(super) struct Ledger<'a> {
    pub(super) id: &'a str,
    pub(super) draft: &'a Draft,
    /// The months whose files are there.
    pub(super) months: BTreeSet<Month>,
}

/// So many amounts of a ledger are added up, and so many columns are listed.
const SUMS: usize = 3;
const LISTED: usize = 7;

/// The definition and the text of the report.
pub(super) fn report(ledgers: &[Ledger<'_>], month: Option<Month>) -> (String, String) {
    // Of what has no month yet there is nothing to say.
    let any = ledgers.iter().any(|ledger| !ledger.months.is_empty());
    let told = ledgers.iter().filter(|ledger| !any || !ledger.months.is_empty());
    let parts: Vec<Part<'_>> = told.map(|ledger| Part::of(ledger, month)).collect();
    let mut toml = String::from(
        "# 由 taizhang init --from 提出的第一份报告，请按需要增减。全部写法见项目文档 docs/definitions.zh-CN.md。\ntitle = \"{{ organisation }}{{ year }}年{{ month }}月台账情况\"\n# gongwen 公文、briefing 简报、letter 信函、plain 无版头\nlayout = \"plain\"\n\n# period = \"ytd\" 是1月到当月各次报送相加；台账里本来就是累计数的，请去掉。\n[figures]\n",
    );
    for part in &parts {
        toml += &part.figures;
    }
    for part in &parts {
        toml += &part.blocks;
    }
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        let _ = write!(
            text,
            "# {}、{}\n\n{}",
            number(at + 1),
            part.ledger.draft.title.replace(['{', '}', '%'], " "),
            part.text
        );
    }
    (toml, text)
}

/// What the report says of one ledger.
struct Part<'a> {
    ledger: &'a Ledger<'a>,
    month: Option<Month>,
    figures: String,
    blocks: String,
    text: String,
}

impl<'a> Part<'a> {
    fn of(ledger: &'a Ledger<'a>, month: Option<Month>) -> Part<'a> {
        let mut part = Part { ledger, month, figures: String::new(), blocks: String::new(), text: String::new() };
        let (id, draft) = (ledger.id, ledger.draft);
        let as_of = if draft.grain == Grain::Snapshot { "截至{{ as_of }}，" } else { "{{ month }}月" };
        let mut sentences = vec![format!("{as_of}共{{{{ {id}_count }}}}")];
        part.figure(&format!("{id}_count"), "条数", &format!("ledger = \"{id}\", count = true, unit = \"条\""));
        let mut columns = vec![format!("{id}_count")];
        for column in sums(draft) {
            let name = format!("{id}_{}", column.id);
            let whole = ledger.whole_years(month) && !ledger.is_running(column);
            let period = if whole { ", period = \"ytd\"" } else { "" };
            let title = title(column, whole);
            part.figure(&name, &title, &format!("ledger = \"{id}\", sum = \"{}\"{period}", column.id));
            let mut sentence = format!("{}{{{{ {name} }}}}", plain(&title));
            if ledger.has_last_year(month) {
                part.figure(&format!("{name}_growth"), "同比", &format!("growth = \"{name}\""));
                let _ = write!(sentence, "，{{{{ {name}_growth | growth }}}}");
                columns.extend([name.clone(), format!("{name}_growth")]);
            } else {
                columns.push(name);
            }
            sentences.push(sentence);
        }
        let state = draft.columns.iter().find(|column| column.kind == "status");
        if let Some(state) = state {
            sentences.push(part.states(state, &mut columns));
        }
        let _ = write!(part.text, "{}。\n\n", sentences.join("，"));
        part.table(&columns);
        if let (Some(state), Some(due)) = (state, draft.deadline.as_deref().and_then(|id| draft.column(id))) {
            part.overdue(state, due);
        }
        part
    }

    fn figure(&mut self, name: &str, title: &str, measure: &str) {
        let _ = writeln!(self.figures, "{name} = {{ title = {}, {measure} }}", quoted(title));
    }

    /// How many are done, open and without a word about it, and the rate; with standing ones counted as done.
    fn states(&mut self, state: &DraftColumn, columns: &mut Vec<String>) -> String {
        let id = self.ledger.id;
        let filter = |word: &str| {
            format!("ledger = \"{id}\", count = true, unit = \"条\", where = {{ {} = \"{word}\" }}", state.id)
        };
        self.figure(&format!("{id}_done"), "已完成", &filter("done"));
        let mut sentence = format!("已完成{{{{ {id}_done }}}}");
        if !state.states[1].is_empty() {
            self.figure(&format!("{id}_open"), "未完成", &filter("open"));
            let _ = write!(sentence, "，未完成{{{{ {id}_open }}}}");
        }
        // What says no state counts for the rate as not done, and the reader has to know how much that is.
        if state.filled < state.records {
            let unsaid = format!(
                "ledger = \"{id}\", count = true, unit = \"条\", where = {{ {} = {{ set = false }} }}",
                state.id
            );
            self.figure(&format!("{id}_unsaid"), "没有写明状态", &unsaid);
            let _ = write!(sentence, "，没有写明状态{{{{ {id}_unsaid }}}}");
        }
        self.figure(&format!("{id}_rate"), "完成率", &format!("ratio = [\"{id}_done\", \"{id}_count\"]"));
        columns.extend([format!("{id}_done"), format!("{id}_rate")]);
        sentence + &format!("，完成率{{{{ {id}_rate }}}}")
    }

    /// A table by the best dimension, else by months, and its chart; nothing where there is neither.
    fn table(&mut self, columns: &[String]) {
        let (id, draft) = (self.ledger.id, self.ledger.draft);
        let list = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let summed = !sums(draft).is_empty();
        let first = columns.get(usize::from(summed)).unwrap_or(&columns[0]);
        let (title, rows, order) = match dimension(draft) {
            Some(column) => (
                format!("{}（按{}）", draft.title, column.title()),
                column.id.as_str(),
                format!("order = \"{first} desc\"\ntotal = true\n"),
            ),
            None if draft.grain == Grain::Month && self.ledger.of_year(self.month) > 1 => {
                (format!("各月{}", draft.title), "month", String::new())
            }
            None => return,
        };
        let many = dimension(draft).is_some_and(|column| column.distinct > 8 || column.from.is_some());
        let kind = if many { "bar" } else { "column" };
        let _ = write!(
            self.blocks,
            "\n[tables.{id}]\ntitle = {title}\nrows = \"{rows}\"\ncolumns = [{list}]\n{order}\n[charts.{id}]\ntitle = {title}\nkind = \"{kind}\"\ntable = \"{id}\"\ncolumns = [\"{first}\"]\n",
            title = quoted(&title)
        );
        let _ = write!(self.text, "{{{{ table(\"{id}\") }}}}\n\n{{{{ chart(\"{id}\") }}}}\n\n");
    }

    /// A listing of what should have been done by now.
    fn overdue(&mut self, state: &DraftColumn, due: &DraftColumn) {
        let (id, draft) = (self.ledger.id, self.ledger.draft);
        if state.states[1].is_empty() {
            return;
        }
        let own = |column: &&DraftColumn| {
            [&state.id, &due.id].into_iter().any(|id| *id == column.id) || draft.key.contains(&column.id)
        };
        let filled =
            |column: &&DraftColumn| matches!(column.kind, "text" | "credit-code") && column.filled * 2 > column.records;
        let mut shown: Vec<&str> = draft.columns.iter().filter(own).map(|column| column.id.as_str()).collect();
        let more = draft.columns.iter().filter(filled).map(|column| column.id.as_str());
        for column in more.collect::<Vec<_>>() {
            if shown.len() < LISTED && !shown.contains(&column) {
                shown.push(column);
            }
        }
        // They stand as in the ledger.
        let order = |id: &&str| draft.columns.iter().position(|column| column.id == **id);
        shown.sort_by_key(order);
        let list = shown.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let _ = write!(
            self.blocks,
            "\n[listings.{id}_overdue]\ntitle = {}\nledger = \"{id}\"\nwhere = {{ {} = \"open\", {} = {{ before = \"as-of\" }} }}\ncolumns = [{list}]\norder = \"{}\"\nnumbered = true\n",
            quoted(&format!("{}：超过时限未完成的事项", draft.title)),
            state.id,
            due.id,
            due.id
        );
        // A list without rows has no title of its own.
        let _ = write!(self.text, "## 超过时限未完成的事项\n\n{{{{ listing(\"{id}_overdue\") }}}}\n\n");
    }
}

impl Ledger<'_> {
    /// How many months of the year are there.
    fn of_year(&self, month: Option<Month>) -> usize {
        self.months.iter().filter(|one| month.is_some_and(|month| month.year() == one.year())).count()
    }

    /// Whether a column holds the same or all of it every month, so that its months do not add up:
    /// budgets, aims, and what is summed since January, as a file for 1—6月 says.
    fn is_running(&self, column: &DraftColumn) -> bool {
        const STANDING: [&str; 11] =
            ["累计", "预算", "计划", "目标", "年初", "年末", "期初", "期末", "总投资", "编制", "人口"];
        STANDING.iter().any(|word| column.title().contains(word)) || self.draft.sources.iter().any(|file| spans(file))
    }

    /// Whether every month of the year up to this one is there.
    fn whole_years(&self, month: Option<Month>) -> bool {
        let Some(month) = month else { return false };
        let year = (0..12).map(|back| month.plus(-back)).take_while(|one| one.year() == month.year());
        self.draft.grain == Grain::Month
            && self.months.len() > 1
            && year.into_iter().all(|one| self.months.contains(&one))
    }

    /// Whether what a figure of this month needs was there a year ago as well.
    fn has_last_year(&self, month: Option<Month>) -> bool {
        let Some(before) = month.map(|month| month.plus(-12)) else { return false };
        match self.draft.grain {
            // A state that was not sent again since is that of before.
            Grain::Snapshot => {
                self.months.iter().any(|one| *one <= before) && self.months.iter().any(|one| *one > before)
            }
            Grain::Month if self.whole_years(month) => self.whole_years(Some(before)) && self.months.contains(&before),
            Grain::Month => self.months.contains(&before),
        }
    }
}

/// Columns that are worth adding up: amounts first; no prices, rates, years and last year's values.
fn sums(draft: &Draft) -> Vec<&DraftColumn> {
    const NOT: [&str; 23] = [
        "单价", "均价", "年龄", "年份", "序号", "行次", "排名", "位次", "上年", "去年", "同期", "天数", "期限", "率",
        "比", "增速", "增幅", "增长", "增减", "余额", "编号", "电话", "邮编",
    ];
    let summed = |column: &&DraftColumn| {
        !NOT.iter().any(|word| column.title().contains(word)) && !draft.key.contains(&column.id)
    };
    if draft.across {
        return Vec::new();
    }
    let of = |kinds: &'static [&str]| {
        draft.columns.iter().filter(move |column| kinds.contains(&column.kind) && !column.optional).filter(summed)
    };
    // 合计 is more than any of its parts.
    let total = |column: &&DraftColumn| ["合计", "总额", "总计"].iter().any(|word| column.title().contains(word));
    let mut money: Vec<&DraftColumn> = of(&["money"]).collect();
    money.sort_by_key(|column| !total(column));
    money.into_iter().chain(of(&["number", "integer"])).take(SUMS).collect()
}

/// The column by which a table of the ledger says most: who sends, where, which kind; it has some
/// values, each in several records.
fn dimension(draft: &Draft) -> Option<&DraftColumn> {
    const BEST: [&str; 15] = [
        "街道",
        "乡镇",
        "地区",
        "区域",
        "片区",
        "责任单位",
        "承办单位",
        "责任部门",
        "责任科室",
        "单位",
        "部门",
        "科室",
        "行业",
        "类别",
        "类型",
    ];
    let sender = draft.columns.iter().find(|column| column.from.is_some());
    let rank = |column: &&DraftColumn| {
        let known = BEST.iter().position(|word| column.title().contains(word)).unwrap_or(BEST.len());
        (known, column.distinct.abs_diff(6))
    };
    let fits = |column: &&DraftColumn| {
        matches!(column.kind, "text" | "status")
            && !column.optional
            && (2..=40).contains(&column.distinct)
            && column.distinct * 3 <= column.records * 2
            && column.filled * 10 >= column.records * 9
            && draft.key.as_slice() != [column.id.clone()]
    };
    sender.or_else(|| draft.columns.iter().filter(fits).min_by_key(rank))
}

/// Whether a file's name says several months: 1-6月.
fn spans(file: &str) -> bool {
    let dashes = ['-', '—', '–', '~', '～', '至'];
    let joined = |(at, dash): (usize, char)| {
        let before = file[..at].chars().next_back().is_some_and(|letter| letter.is_ascii_digit());
        let behind = file[at + dash.len_utf8()..].trim_start_matches(|letter: char| letter.is_ascii_digit());
        before && behind.starts_with('月') && file[..at].ends_with('1')
    };
    file.char_indices().filter(|(_, letter)| dashes.contains(letter)).any(joined)
}

/// What a sum is called: without its unit, and where months are added up without the word for one.
fn title(column: &DraftColumn, whole: bool) -> String {
    let title = column.title();
    let title = title.rsplit('/').next().unwrap_or(title);
    let title = title.split(['（', '(']).next().filter(|title| !title.is_empty()).unwrap_or(title);
    if !whole {
        return title.to_owned();
    }
    let plain = ["本月", "当月", "本期"].iter().fold(title.to_owned(), |title, word| title.replace(word, ""));
    format!("{plain}累计")
}

/// A title within the text, where braces would be a template.
fn plain(title: &str) -> String {
    title.replace(['{', '}', '%', '\n'], " ")
}

/// A text as TOML writes it; within a definition's title braces would be a template.
fn quoted(text: &str) -> String {
    format!("\"{}\"", plain(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// 一、二、三 … 二十一.
fn number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10 % 10, DIGITS[number % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        tens => format!("{}十{ones}", DIGITS[tens]),
    }
}
