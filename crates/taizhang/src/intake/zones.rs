//! Ledgers that gather the records of other projects (from): a superior office's own.

use super::{Entities, Intake, Once, Workbook, read_as};
use crate::disk::{is_project, names, whole};
use crate::outcome::Fatal;
use crate::problems::not_sent;
use crate::project::{Project, known_ledgers};
use globset::Glob;
use model::ledger::{Column, Grain, Ledger, ZONE};
use model::records::{Cells, Records, SheetTable, Submission};
use model::unsent::{Missing, Unsent};
use model::{Diagnostic, Month, Said, say};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What was gathered.
#[derive(Default)]
pub(super) struct Gathered {
    /// By the position of a ledger: its records, and for each of them the entity that it names.
    pub(super) ledgers: BTreeMap<usize, (Records, Entities)>,
    /// By the position of a ledger: for each record the one that it is a copy of, else itself.
    pub(super) originals: BTreeMap<usize, Vec<u32>>,
    pub(super) workbooks: Vec<Workbook>,
    pub(super) findings: Vec<Diagnostic>,
    /// What is missing in the run's month.
    pub(super) unsent: Vec<Unsent>,
    /// What is missing in months in which other projects have sent.
    pub(super) gaps: Vec<(Month, Unsent)>,
    /// What came to other projects only once within a year.
    pub(super) once: Vec<Once>,
}

/// One project whose records are gathered.
struct Zone {
    /// As its files are told: relative to the superior's project.
    path: String,
    name: String,
    intake: Intake,
}

/// Gathers the records of all ledgers that say from where.
pub(super) fn gather(project: &Project) -> Result<Gathered, Fatal> {
    let mut gathered = Gathered::default();
    let patterns: BTreeSet<&str> = project.ledgers.iter().filter_map(|ledger| ledger.from.as_deref()).collect();
    for pattern in patterns {
        let zones = zones(project, pattern)?;
        let wanted: Vec<usize> =
            (0..project.ledgers.len()).filter(|at| project.ledgers[*at].from.as_deref() == Some(pattern)).collect();
        for at in &wanted {
            let of_ledger = of_ledger(project, *at, &zones, &mut gathered)?;
            gathered.ledgers.insert(*at, of_ledger);
        }
        for zone in zones {
            tell(project, &wanted, zone, &mut gathered);
        }
    }
    Ok(gathered)
}

/// The folders of the projects that a project gathers from, as far as its definitions can be read.
pub(crate) fn gathered_from(project: &Path) -> Vec<PathBuf> {
    let definitions = project.join("data/definitions");
    let gathers = |name: &String| {
        let text = std::fs::read_to_string(definitions.join(name)).unwrap_or_default();
        text.lines().any(|line| line.starts_with("from"))
    };
    if !names(&definitions).unwrap_or_default().iter().any(gathers) {
        return Vec::new();
    }
    let (ledgers, _) = known_ledgers(project);
    let patterns: BTreeSet<String> = ledgers.into_iter().filter_map(|ledger| ledger.from).collect();
    let all = patterns.iter().filter_map(|pattern| folders(project, pattern).ok()).flatten();
    all.map(|(_, folder)| folder).collect()
}

/// The folders of projects that a pattern names, as it writes them and where they are.
fn folders(project: &Path, pattern: &str) -> Result<Vec<(String, PathBuf)>, Fatal> {
    let trimmed = pattern.trim_end_matches('/');
    let (parent, last) = trimmed.rsplit_once('/').unwrap_or((".", trimmed));
    let wrong = || {
        Fatal::Message(say!(
            "from = \"{pattern}\"：写法不对，只有最后一段可以用 *，如 ../zones/*。",
            "from = \"{pattern}\": this is no valid pattern; only the last part may have *, as in ../zones/*."
        ))
    };
    if parent.contains(['*', '?', '[', '{']) {
        return Err(wrong());
    }
    let glob = Glob::new(last).map_err(|_| wrong())?.compile_matcher();
    let all = names(&project.join(parent))?.into_iter().filter(|name| glob.is_match(name) || name == last);
    let place = |name: String| (format!("{parent}/{name}"), project.join(parent).join(name));
    Ok(all.map(place).filter(|(_, folder)| is_project(folder)).collect())
}

/// The projects of a pattern, read up to the time of the run.
fn zones(project: &Project, pattern: &str) -> Result<Vec<Zone>, Fatal> {
    let own = whole(&project.folder);
    let (mut zones, mut names): (Vec<Zone>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
    for (path, folder) in folders(&project.folder, pattern)? {
        if whole(&folder) == own {
            continue;
        }
        let named = |fatal: Fatal| {
            let reason = fatal.in_a_line();
            Fatal::Message(say!(
                "from = \"{pattern}\"：“{path}”{reason}",
                "from = \"{pattern}\": “{path}”: {reason}",
                reason
            ))
        };
        let cache = project.cache.as_ref().map(|cache| cache.within(&path));
        let zone = Project::gathered(&folder, project.time, cache).map_err(named)?;
        if let Some(ledger) = zone.ledgers.iter().find(|ledger| ledger.from.is_some()) {
            let title = &ledger.title;
            return Err(say!(
                "from = \"{pattern}\"：“{path}”的{title}自己也是汇总来的，记录会算两遍；请直接写各单位的文件夹。",
                "from = \"{pattern}\": {title} of “{path}” is gathered from others itself, so records would count twice; please name the folders of the offices themselves."
            )
            .into());
        }
        let name = zone.organisation.clone();
        if !names.insert(name.clone()) {
            return Err(say!(
                "from = \"{pattern}\"：有两个项目的单位名称都是“{name}”，请在各自的 taizhang.toml 里改成不同的。",
                "from = \"{pattern}\": the offices of two projects are both called “{name}”; please give them different names in their taizhang.toml."
            )
            .into());
        }
        let intake = read_as(&zone, None, true).map_err(named)?;
        zones.push(Zone { path, name, intake });
    }
    if zones.is_empty() {
        return Err(say!(
            "from = \"{pattern}\"：那里没有项目（内有 taizhang.toml 的文件夹）。",
            "from = \"{pattern}\": there is no project (a folder with taizhang.toml in it)."
        )
        .into());
    }
    Ok(zones)
}

/// The records of one ledger in all projects, one project behind another.
fn of_ledger(
    project: &Project,
    at: usize,
    zones: &[Zone],
    gathered: &mut Gathered,
) -> Result<(Records, Entities), Fatal> {
    let ledger = project.ledgers[at].as_ref();
    let list = ledger.columns.iter().find_map(|column| column.entity.clone());
    let from_list = |id: &String| project.ledgers.iter().any(|other| other.id == *id && other.from == ledger.from);
    let list = list.filter(from_list);
    let mut all = Records::empty(ledger);
    let mut originals: Vec<u32> = Vec::new();
    let number = |record: usize| u32::try_from(record).unwrap_or(u32::MAX);
    let mut entities: Vec<Option<u32>> = Vec::new();
    let months: BTreeSet<Month> = zones.iter().flat_map(|zone| sent(zone, &ledger.id)).collect();
    // The records of the list stand there one project behind another, too.
    let mut base = 0;
    for zone in zones {
        let source = zone.intake.sources.iter().find(|source| source.ledger.id == ledger.id);
        let Some(source) = source else {
            let (path, title, id) = (&zone.path, &ledger.title, &ledger.id);
            return Err(say!(
                "“{path}”没有“{title}”（{id}）这个台账。",
                "“{path}” does not have the ledger “{title}” ({id})."
            )
            .into());
        };
        let own = mapped(ledger, zone, &source.ledger, &source.records)?;
        let list_records = list.as_ref().map_or(0, |list| copies(project, zone, list, zones).length);
        let shifted = |entity: Option<u32>| entity.and_then(|entity| entity.checked_add(base));
        let named = source.entities.as_ref().filter(|(named, _)| list.as_ref() == Some(named));
        let of = named.map(|(_, of)| of.as_slice()).unwrap_or_default();
        let copied = copies(project, zone, &ledger.id, zones);
        let first = all.len();
        originals.extend((0..own.len()).map(|record| number(first + record)));
        all.append(ledger, &own);
        entities.extend((0..own.len()).map(|record| shifted(of.get(record).copied().flatten())));
        for (month, records) in copied.by_month {
            let mut copy = own.chosen(&records);
            copy.submissions.iter_mut().for_each(|sent| sent.month = month);
            all.append(ledger, &copy);
            originals.extend(records.iter().map(|record| number(first + record)));
            entities.extend(records.iter().map(|record| shifted(of.get(*record).copied().flatten())));
        }
        base += u32::try_from(list_records).unwrap_or(u32::MAX);
        gathered.gaps.extend(gaps(ledger, zone, &months, project.time.month));
    }
    gathered.originals.insert(at, originals);
    let entities = list.map(|list| (list, entities));
    Ok((all, entities))
}

/// What a project has not sent that others have: of a flow the month, of a state what held until it sent first.
fn gaps(ledger: &Ledger, zone: &Zone, months: &BTreeSet<Month>, now: Month) -> Vec<(Month, Unsent)> {
    let own: BTreeSet<Month> = sent(zone, &ledger.id).collect();
    let lacks = |month: &&Month| {
        !own.contains(month) && (ledger.grain == Grain::Month || own.first().is_none_or(|first| *month < first))
    };
    // What the project itself misses in the month of the run is told by it.
    let told = |month: &Month| {
        zone.intake.unsent.iter().any(|unsent| {
            let of = zone.intake.sources.iter().find(|source| source.ledger.title == unsent.ledger);
            of.is_some_and(|source| source.ledger.id == ledger.id) && *month == now
        })
    };
    let unsent = |month: &Month| Unsent {
        ledger: ledger.title.clone(),
        missing: Missing::Sender(zone.name.clone()),
        last: own.range(..*month).next_back().copied(),
    };
    months.iter().filter(lacks).filter(|month| !told(month)).map(|month| (*month, unsent(month))).collect()
}

/// The months for which a project has submissions of a ledger.
fn sent<'a>(zone: &'a Zone, ledger: &str) -> impl Iterator<Item = Month> + use<'a> {
    let source = zone.intake.sources.iter().find(|source| source.ledger.id == ledger);
    source.into_iter().flat_map(|source| source.records.submissions.iter().map(|sent| sent.month))
}

/// Records that stand once more.
struct Copies {
    /// How many records the project has with them.
    length: usize,
    by_month: Vec<(Month, Vec<usize>)>,
}

/// Of a ledger of states: for each month in which others have sent and a project has not the records of what
/// it sent last, which hold on.
fn copies(project: &Project, zone: &Zone, ledger: &str, zones: &[Zone]) -> Copies {
    let Some(source) = zone.intake.sources.iter().find(|source| source.ledger.id == ledger) else {
        return Copies { length: 0, by_month: Vec::new() };
    };
    let mut copies = Copies { length: source.records.len(), by_month: Vec::new() };
    let states = project.ledgers.iter().any(|one| one.id == ledger && one.grain == Grain::Snapshot);
    let own: BTreeSet<Month> = sent(zone, ledger).collect();
    let all: BTreeSet<Month> = zones.iter().flat_map(|zone| sent(zone, ledger)).collect();
    for month in all.into_iter().filter(|month| states && !own.contains(month)) {
        let Some(last) = own.range(..month).next_back() else { continue };
        let of_last = |record: &usize| source.records.submission(*record).is_some_and(|sent| sent.month == *last);
        let records: Vec<usize> = (0..source.records.len()).filter(of_last).collect();
        copies.length += records.len();
        copies.by_month.push((month, records));
    }
    copies
}

/// The records of a project as those of the superior's ledger: its columns, and the project's name.
fn mapped(ledger: &Ledger, zone: &Zone, own: &Ledger, records: &Records) -> Result<Records, Fatal> {
    let (title, code, path) = (&ledger.title, &ledger.id, &zone.path);
    let different = |id: &str, what: Said| {
        Fatal::Message(say!(
            "台账“{title}”（{code}）的“{id}”列：“{path}”的定义{what}，记录合不到一起，请把两处的定义改成一样。",
            "column “{id}” of ledger “{title}” ({code}): the definition in “{path}” differs ({what}), so the records cannot be put together; please make both definitions the same.",
            what
        ))
    };
    let key = ledger.key.iter().filter(|id| *id != ZONE);
    let meanings = [
        ("grain", own.grain == ledger.grain),
        ("periods", own.periods == ledger.periods),
        ("key", own.key.iter().eq(key)),
        ("deadline", own.deadline == ledger.deadline),
        ("closed", own.closed == ledger.closed),
        ("days", own.days == ledger.days),
        ("entity", own.entity == ledger.entity),
    ];
    if let Some((what, _)) = meanings.iter().find(|(_, same)| !same) {
        return Err(say!(
            "台账“{title}”（{code}）：“{path}”的定义里 {what} 与这里不同，记录合不到一起，请改成一样。",
            "ledger “{title}” ({code}): {what} differs in the definition in “{path}”, so the records cannot be put together; please make both the same."
        )
        .into());
    }
    let mut places = Vec::new();
    for column in ledger.columns.iter().filter(|column| column.id != ZONE) {
        let absent = || different(&column.id, Said::fixed("没有这一列", "it has no such column"));
        let at = own.position(&column.id).ok_or_else(absent)?;
        let other = &own.columns[at];
        if other.kind != column.kind || other.scale() != column.scale() {
            return Err(different(&column.id, Said::fixed("类型或小数位数不同", "in its type or decimals")));
        }
        if other.entity != column.entity {
            return Err(different(&column.id, Said::fixed("写的主体（entity）不同", "in its entity")));
        }
        let sets = |words: &[String]| words.iter().cloned().collect::<BTreeSet<_>>();
        let states = |column: &Column| [&column.done, &column.open, &column.standing].map(|words| sets(words));
        if states(other) != states(column) {
            let what = Said::fixed("done、open 或 standing 的词不同", "in the words of done, open or standing");
            return Err(different(&column.id, what));
        }
        if other.kind.is_number() && other.unit != column.unit && other.kind != model::ledger::Kind::Money {
            return Err(different(&column.id, Said::fixed("单位不同", "in its unit")));
        }
        places.push(at);
    }
    let mut columns: Vec<Cells> = places.iter().filter_map(|at| records.columns.get(*at).cloned()).collect();
    let mut name = Cells::default();
    for _ in 0..records.len() {
        let number = name.intern(&zone.name);
        name.values.push(number);
    }
    columns.push(name);
    let table = |table: &SheetTable| {
        let picked = |at: &usize| table.columns.get(*at).copied().flatten();
        let unit = |at: &usize| table.units.get(*at).cloned().flatten();
        SheetTable {
            sheet: table.sheet.clone(),
            columns: places.iter().map(picked).chain([None]).collect(),
            units: places.iter().map(unit).chain([None]).collect(),
            none: table.none.clone(),
        }
    };
    let submission = |sent: &Submission| Submission {
        file: format!("{}/{}", zone.path, sent.file),
        month: sent.month,
        tables: sent.tables.iter().map(table).collect(),
    };
    let submissions = records.submissions.iter().map(submission).collect();
    Ok(Records { columns, origins: records.origins.clone(), submissions })
}

/// What a project says of its submissions, as the superior tells it.
fn tell(project: &Project, wanted: &[usize], zone: Zone, gathered: &mut Gathered) {
    let Zone { path, name, intake } = zone;
    let title = |id: &str| wanted.iter().map(|at| &project.ledgers[*at]).find(|ledger| ledger.id == id);
    let titled: BTreeMap<String, String> = intake
        .sources
        .iter()
        .filter_map(|source| Some((source.ledger.title.clone(), title(&source.ledger.id)?.title.clone())))
        .collect();
    let mut others = BTreeSet::new();
    for workbook in intake.workbooks {
        match titled.get(&workbook.ledger) {
            Some(title) => gathered.workbooks.push(Workbook {
                file: format!("{path}/{}", workbook.file),
                ledger: title.clone(),
                records: workbook.records,
            }),
            None => {
                others.insert(workbook.file);
            }
        }
    }
    for mut finding in intake.findings {
        if finding.rule.code == not_sent::NOT_SENT.code || others.contains(&finding.place.file) {
            continue;
        }
        finding.place.file = format!("{path}/{}", finding.place.file);
        gathered.findings.push(finding);
    }
    for Once { ledger, whose, last } in intake.once {
        let Some(title) = titled.get(&ledger) else { continue };
        gathered.once.push(Once { ledger: title.clone(), whose: format!("{name}{whose}"), last });
    }
    for unsent in intake.unsent {
        let Some(title) = titled.get(&unsent.ledger) else { continue };
        let missing = match unsent.missing {
            Missing::Whole => Missing::Sender(name.clone()),
            Missing::File(file) => Missing::File(format!("{path}/{file}")),
            Missing::Sender(sender) => Missing::Sender(format!("{name}{sender}")),
        };
        gathered.unsent.push(Unsent { ledger: title.clone(), missing, last: unsent.last });
    }
}
