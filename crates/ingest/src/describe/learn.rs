//! A ledger learned from the files of several months at once.

use super::Description;
use super::align::{FileTable, Merged, align};
use super::draft::{About, Doubt, Draft, DraftColumn};
use super::submitted::Submitted;
use super::{define, keys, merge, names, states};
use crate::text::match_form;
use model::ledger::Grain;
use model::{Month, Said, say};
use std::collections::{BTreeMap, BTreeSet};

/// A definition of the largest visible table, as TOML with remarks in Chinese on what to check;
/// nothing where no table was seen. It reads the workbook that it was made from.
pub fn definition_of(description: &Description) -> Option<String> {
    learn(&[Submitted { description, month: None }]).map(|draft| draft.toml())
}

/// Learns a ledger from its files, the newest last; nothing where no table was seen. What every file
/// has the same is taken over, what changed from month to month is put together, and what cannot be
/// known is a doubt of the draft.
pub fn learn(submitted: &[Submitted<'_>]) -> Option<Draft> {
    let read = submitted.iter().filter_map(|one| Some((FileTable::of(one.description)?, one.month)));
    let (files, months): (Vec<FileTable<'_>>, Vec<Option<Month>>) = read.unzip();
    let newest = files.last()?;
    let merged = align(&files);
    let (mut ids, mut doubts) = (BTreeSet::new(), Vec::new());
    let mut stems = BTreeSet::new();
    let mut columns: Vec<DraftColumn> = merged.iter().map(|one| column(one, &files, &mut ids, &mut stems)).collect();
    let title = title(&files);
    let has_states = columns.iter().any(|column| column.kind == "status");
    doubts.extend(shared_doubts(&mut columns));
    alternating(&merged, &files, &mut columns);
    let grain = grain(&merged, &files, &months, has_states).unwrap_or_else(|| {
        let labelled = columns.iter().any(|column| states::labelled(column.title()));
        let state = has_states || labelled || title.contains("名录");
        let guess = match state {
            true => Said::fixed(
                "只能按有状态列或是名录推测是存量（snapshot），请核对 grain。",
                "There is a status column, or it is a list of entities; so it is taken for a whole state (snapshot). Please check grain.",
            ),
            false => Said::fixed(
                "只能按没有状态列推测是流量（month），请核对 grain。",
                "There is no status column; so it is taken for what happened in a month (month). Please check grain.",
            ),
        };
        doubts.push(Doubt::new(About::Grain, guess));
        if state { Grain::Snapshot } else { Grain::Month }
    });
    let across = !newest.periods.0.is_empty();
    let mut key = key_of(&columns, &merged, &files, across, &mut doubts);
    let names: Vec<&str> = files.iter().map(|file| file.description.file.as_str()).collect();
    let globs = names::globs(&names, &title);
    if let Some(from) = sender(&files, &months, &globs) {
        let id = names::unique("sender", &mut ids);
        if !key.is_empty() {
            key.insert(0, id.clone());
        }
        let apart = say!(
            "同一个月有几个文件，认作各单位各报一份，由 {id} 列区分。",
            "There are several files of one month; they are taken for one of each office, told apart by the column {id}."
        );
        doubts.push(Doubt::new(About::Other, apart));
        columns.insert(0, DraftColumn { id, from: Some(from), kind: "text", ..DraftColumn::default() });
    }
    if globs.len() > 1 {
        let listed = Said::fixed(
            "各文件的名称没有共同的字，files 逐个列出。",
            "The names of the files have nothing in common, so files lists them one by one.",
        );
        doubts.push(Doubt::new(About::Other, listed));
    }
    let dated = |words: &[&str], not: &[&str]| {
        let fits = |column: &&DraftColumn| {
            let title = column.title();
            column.kind == "date"
                && words.iter().any(|word| title.contains(word))
                && !not.iter().any(|word| title.contains(word))
        };
        columns.iter().find(fits).filter(|_| has_states).map(|column| column.id.clone())
    };
    let deadline = dated(&["时限", "期限", "限期", "截止", "到期", "应完成", "应办结", "计划完成"], &[]);
    let closed = dated(&["办结", "完成", "销号", "结案"], &["计划", "应", "时限", "期限"]);
    if across {
        columns.extend(merge::periods(newest, &mut ids));
    }
    Some(Draft {
        sources: names.iter().map(|name| (*name).to_owned()).collect(),
        title,
        files: globs,
        grain,
        key,
        deadline,
        closed,
        across,
        columns,
        doubts,
        left_out: newest.left_out.clone(),
    })
}

/// A column of the draft.
fn column(
    merged: &Merged,
    files: &[FileTable<'_>],
    ids: &mut BTreeSet<String>,
    stems: &mut BTreeSet<String>,
) -> DraftColumn {
    let mut column = DraftColumn { records: files.last().map_or(0, FileTable::rows), ..DraftColumn::default() };
    let mut seen = 0;
    for (_, one) in merged.all(files) {
        if column.id.is_empty() {
            column.id = names::id(&one.field.label, &one.field.column, ids);
        }
        if stems.insert(one.stem.clone()) {
            column.labels.push(one.label.clone());
        }
        seen += 1;
    }
    if merged.renamed {
        let renamed =
            Said::fixed("各月的叫法不同，认作同一列。", "The months call it differently; it is taken for one column.");
        column.doubts.push(Doubt::new(About::Other, renamed));
    }
    let kind = merge::kind(merged, files, &mut column.doubts);
    let label = column.title().to_owned();
    column.kind = define::kind(kind, &label);
    column.unit = merge::unit(merged, files, kind, &mut column.doubts);
    let empty = merged.all(files).all(|(file, one)| one.field.nulls >= files[file].table.records);
    column.optional = empty || seen < files.len();
    if let Some(values) = files.len().checked_sub(1).and_then(|newest| merged.in_file(newest, files)) {
        let filled: Vec<&str> = values.iter().flatten().copied().collect();
        column.filled = filled.len();
        column.distinct = filled.into_iter().collect::<BTreeSet<_>>().len();
    }
    if kind == "text" {
        state(&mut column, &label, merged, files);
    }
    column
}

/// Makes a column one of states where its words are.
fn state(column: &mut DraftColumn, label: &str, merged: &Merged, files: &[FileTable<'_>]) {
    let words: BTreeSet<&str> = merged.values(files).flat_map(|(_, values)| values.iter().flatten().copied()).collect();
    match states::sorted(label, &words) {
        Some((states, unknown)) => {
            column.kind = "status";
            column.states = states;
            if !unknown.is_empty() {
                let unknown = Said::list(unknown.iter().map(|word| Said::same(format!("“{word}”"))));
                let unclear = say!(
                    "{unknown}算不算完成不清楚，先算未完成。",
                    "It is not clear whether these words mean done: {unknown}. They are taken for not done.",
                    unknown
                );
                column.doubts.push(Doubt::new(About::Other, unclear));
            }
            if column.states[1].is_empty() {
                let none = Said::fixed(
                    "没有见过未完成的状态词，请补上 open。",
                    "No word for what is not done was seen; please add open.",
                );
                column.doubts.push(Doubt::new(About::Other, none));
            }
        }
        None if states::labelled(label) => {
            column.hint =
                Some("如果是状态，改为 type = \"status\"，并写 done = [\"已完成\"]、open = [\"进行中\"]".to_owned());
        }
        None => {}
    }
}

/// The ids of the columns that are unique in every file.
fn key_of(
    columns: &[DraftColumn],
    merged: &[Merged],
    files: &[FileTable<'_>],
    across: bool,
    doubts: &mut Vec<Doubt>,
) -> Vec<String> {
    // Without values nothing can be said; the records of periods across are several of one row.
    if across || files.iter().all(|file| file.rows() == 0) {
        return Vec::new();
    }
    match keys::key(columns, merged, files) {
        Some(key) => key.into_iter().filter_map(|at| Some(columns.get(at)?.id.clone())).collect(),
        None => {
            let none = Said::fixed(
                "没有找到在每个文件里都不重复的列，没有写 key；不写 key 就不能对照两次报送的变化。有这样的列，写作 key = [\"列\"]。",
                "No column was found that is unique in every file, so key is not given; without it, changes between two submissions cannot be found. If there is such a column, write key = [\"column\"].",
            );
            doubts.push(Doubt::new(About::Key, none));
            Vec::new()
        }
    }
}

/// What the ledger is called: what the titles of its tables have in common, else their sheets, else
/// their files.
fn title(files: &[FileTable<'_>]) -> String {
    let named = |file: &FileTable<'_>| {
        let title = file.table.title.clone().filter(|title| title.chars().count() >= 3);
        title.as_deref().map(names::words).filter(|words| words.chars().count() >= 2)
    };
    let sheet = |file: &FileTable<'_>| {
        let has = |sheet: &&super::SheetDescription| sheet.tables.iter().any(|table| std::ptr::eq(table, file.table));
        let sheet = file.description.sheets.iter().find(has)?;
        Some(names::words(&sheet.name))
            .filter(|name| name.chars().count() >= 2 && !name.starts_with("Sheet") && name != "CSV")
    };
    let file =
        |file: &FileTable<'_>| Some(names::words(&file.description.file)).filter(|name| name.chars().count() >= 2);
    let of = |name: &dyn Fn(&FileTable<'_>) -> Option<String>| -> Option<String> {
        let all: Vec<String> = files.iter().filter_map(name).collect();
        let shared = names::common(&all);
        let newest = files.last().and_then(name);
        // What names have in common at their ends is the ledger, at their beginnings it is the office.
        let ends = newest.as_deref().is_some_and(|newest| newest.ends_with(&shared));
        if all.len() == files.len() && ends && shared.chars().count() >= 3 { Some(shared) } else { newest }
    };
    of(&named).or_else(|| of(&sheet)).or_else(|| of(&file)).unwrap_or_else(|| "台账".to_owned())
}

/// Whether two months that follow each other hold mostly the same rows, or of states the same things:
/// then each is the whole state. Nothing where that cannot be told.
fn grain(merged: &[Merged], files: &[FileTable<'_>], months: &[Option<Month>], has_states: bool) -> Option<Grain> {
    let (mut pairs, mut same) = (0, 0);
    for [earlier, later] in (1..files.len()).map(|at| [at - 1, at]) {
        if months[earlier].is_none() || months[earlier] == months[later] || files[earlier].rows() < 3 {
            continue;
        }
        pairs += 1;
        let stays =
            same_rows(merged, files, [earlier, later]) || has_states && same_things(merged, files, [earlier, later]);
        same += usize::from(stays);
    }
    (pairs > 0).then(|| if same * 2 >= pairs { Grain::Snapshot } else { Grain::Month })
}

/// The columns that two files have, without that of running numbers.
fn in_both<'m>(
    merged: &'m [Merged],
    files: &'m [FileTable<'_>],
    [earlier, later]: [usize; 2],
) -> impl Iterator<Item = &'m Merged> {
    let both = move |one: &&Merged| one.seen[earlier].is_some() && one.seen[later].is_some();
    let numbering = |one: &Merged| one.fields(files).any(|field| field.label.contains("序号"));
    merged.iter().filter(both).filter(move |one| !numbering(one))
}

/// Whether most rows of a file stand in the other one as they are.
fn same_rows(merged: &[Merged], files: &[FileTable<'_>], pair: [usize; 2]) -> bool {
    let shared: Vec<&Merged> = in_both(merged, files, pair).collect();
    let row = |file: usize, row: usize| -> Vec<Option<&str>> {
        let value = |one: &&Merged| one.in_file(file, files).and_then(|values| values.get(row).copied().flatten());
        shared.iter().map(value).collect()
    };
    let [earlier, later] = pair;
    let known: BTreeSet<Vec<Option<&str>>> = (0..files[later].rows()).map(|at| row(later, at)).collect();
    let same = (0..files[earlier].rows()).filter(|at| known.contains(&row(earlier, *at))).count();
    same * 2 >= files[earlier].rows()
}

/// Whether a column that tells most rows apart has most of its values in both files.
fn same_things(merged: &[Merged], files: &[FileTable<'_>], pair: [usize; 2]) -> bool {
    let telling = |one: &Merged| {
        let [Some(before), Some(after)] = pair.map(|file| one.in_file(file, files)) else { return false };
        let [known, later] = [before, after].map(|values| values.iter().flatten().copied().collect::<BTreeSet<&str>>());
        known.len() * 2 >= before.len() && known.intersection(&later).count() * 2 >= known.len()
    };
    in_both(merged, files, pair).any(telling)
}

/// Doubts whether two columns are one of which every file has the one or the other.
fn alternating(merged: &[Merged], files: &[FileTable<'_>], columns: &mut [DraftColumn]) {
    for (at, one) in merged.iter().enumerate() {
        for (other_at, other) in merged.iter().enumerate().skip(at + 1) {
            let alternate = one.seen.iter().zip(&other.seen).all(|(one, other)| one.is_some() != other.is_some());
            let kinds = [one, other].map(|merged| merged.fields(files).next().map(|field| field.kind));
            if !alternate || kinds[0] != kinds[1] {
                continue;
            }
            let title = columns[other_at].title().to_owned();
            let text = say!(
                "与“{title}”从不在同一个文件里出现，是不是同一列的两种叫法？是的话把叫法并到一列，并去掉 optional。",
                "It never stands in the same file as “{title}”. Are they two names of one column? If so, give all names to one column and delete optional."
            );
            columns[at].doubts.push(Doubt::new(About::Other, text));
        }
    }
}

/// Doubts about units that several columns have, each said once.
fn shared_doubts(columns: &mut [DraftColumn]) -> Vec<Doubt> {
    let mut of: BTreeMap<Said, Vec<String>> = BTreeMap::new();
    for column in columns.iter() {
        for doubt in column.doubts.iter().filter(|doubt| doubt.about == About::Unit) {
            of.entry(doubt.text.clone()).or_default().push(format!("“{}”", column.title()));
        }
    }
    of.retain(|_, columns| columns.len() > 1);
    for column in columns.iter_mut() {
        column.doubts.retain(|doubt| !of.contains_key(&doubt.text));
    }
    let said = |(text, titles): (Said, Vec<String>)| {
        let count = titles.len();
        let titles = Said::list(titles.into_iter().take(3).map(Said::same));
        let said = match count > 3 {
            true => say!("{titles}等 {count} 列：{text}", "{count} columns, among them {titles}: {text}", titles, text),
            false => say!("{titles}列：{text}", "Columns {titles}: {text}", titles, text),
        };
        Doubt::new(About::Unit, said)
    };
    of.into_iter().map(said).collect()
}

/// Words before the name of who sends.
const SENDERS: [&str; 6] = ["填报单位", "报送单位", "编制单位", "填表单位", "报表单位", "单位名称"];

/// Where the files of one month say whose each is: their banners, else their names.
fn sender(files: &[FileTable<'_>], months: &[Option<Month>], globs: &[String]) -> Option<String> {
    let mut by_month: BTreeMap<Month, Vec<&FileTable<'_>>> = BTreeMap::new();
    for (file, month) in files.iter().zip(months) {
        by_month.entry((*month)?).or_default().push(file);
    }
    if by_month.values().all(|files| files.len() < 2) {
        return None;
    }
    let says = |file: &FileTable<'_>, word: &str| {
        let said = |text: &str| {
            let text = match_form(text);
            text.contains(&format!("{word}:"))
        };
        file.table.notes.iter().any(|note| said(&note.text))
    };
    if let Some(word) = SENDERS.iter().find(|word| files.iter().all(|file| says(file, word))) {
        return Some(format!("banner:{word}"));
    }
    let told = by_month.values().all(|files| {
        let names: Vec<Option<String>> =
            files.iter().map(|file| crate::file_words::besides(&file.description.file, globs)).collect();
        names.iter().all(Option::is_some) && names.iter().collect::<BTreeSet<_>>().len() == names.len()
    });
    told.then(|| "file".to_owned())
}
