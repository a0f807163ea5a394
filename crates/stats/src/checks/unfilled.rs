//! What figures read of a ledger and its last submission does not hold.

use super::recent;
use crate::sources::{Loaded, Sources};
use model::expr::{Bound, Expr, Field, Test};
use model::ledger::{Column, Kind};
use model::plan::FigurePlan;
use model::records::{Cells, Records, SheetTable, Submission};
use model::{Diagnostic, Month, Place, Rule, Severity, Texts};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A submission lacks a column that figures read, or has it empty.
pub static UNFILLED_COLUMN: Rule = Rule {
    code: "unfilled-column",
    severity: Severity::Warning,
    chinese: Texts {
        title: "指标用到的列缺了或空着",
        meaning: "最近一次报送里，指标用到的一列没有，或者整列空着，而以前（或者别的工作表）多数都填了。用到它的指标不含这份报送。",
        example: "工程结算台账没有“审定价”列，而月报统计审定总额。",
        remedy: "请报送人补填；列改了名的，在台账定义的 labels 里补上。",
        words: &[
            "没有“{column}”列，用到它的{figures}不含这份报送。请补填；列改了名的，在台账定义的 labels 里补上。",
            "“{empty}”列整列空着，用到它的{figures}不含这份报送。请补填。",
        ],
    },
    english: Texts {
        title: "A column that figures use is missing or empty",
        meaning: "The latest submission lacks a column that figures use, or has it empty, while earlier months (or other sheets) mostly filled it in. This submission does not count for the figures that use it.",
        example: "The ledger of settlements has no column “审定价”, and the monthly report counts the total approved.",
        remedy: "Ask the sender to fill it in; where the column was renamed, add its name to labels in the ledger's definition.",
        words: &[
            "There is no column “{column}”, so this submission does not count for {figures}. Please fill it in; where the column was renamed, add its name to labels in the ledger's definition.",
            "The whole column “{empty}” is empty, so this submission does not count for {figures}. Please fill it in.",
        ],
    },
};

/// A cell that figures read is empty, as hardly any other of its column is.
pub static UNFILLED_CELL: Rule = Rule {
    code: "unfilled-cell",
    severity: Severity::Warning,
    chinese: Texts {
        title: "指标用到的格子空着",
        meaning: "指标按这一列挑选记录或合计这一列，其余记录（或以前各月）几乎都填了，这一格空着，指标就少了这一条或这一格的数。",
        example: "56 项整改措施都填了状态，只有一项空着。",
        remedy: "请报送人补填；确实没有的，填0。",
        words: &[
            "“{column}”空着，其余 {filled} 条都填了；{figures}按这一列挑选记录，这一条可能没有算对。请补填。",
            "“{added}”空着，其余 {filled} 条都填了；{figures}里没有这一格的数。请补填，确实没有的填0。",
            "“{more}”空着，以前各月几乎都填了；{figures}里没有这一格的数。请补填，确实没有的填0。",
            "“{ditto}”空着，这一列只在各组的第一行填了；{figures}按这一列挑选记录，空着的没有算进去。请每行都填上，或者把同一组的单元格合并。",
        ],
    },
    english: Texts {
        title: "A cell that figures use is empty",
        meaning: "Figures choose records by this column or add it up. Almost all other records (or those of the months before) have it filled in, and this cell is empty, so that figures lack the record or its number.",
        example: "All but one of 56 measures have a status.",
        remedy: "Ask the sender to fill it in; where there is really nothing, with 0.",
        words: &[
            "“{column}” is empty, while {filled} other records have it filled in; {figures} choose records by it, and this one may be counted wrongly. Please fill it in.",
            "“{added}” is empty, while {filled} other records have it filled in; its number is missing in {figures}. Please fill it in, with 0 where there is nothing.",
            "“{more}” is empty, while the months before had almost all cells filled in; its number is missing in {figures}. Please fill it in, with 0 where there is nothing.",
            "“{ditto}” is empty, and the column is filled in on the first row of each group alone; {figures} choose records by it, and the empty ones are not among them. Please fill in every row, or merge the cells of a group.",
        ],
    },
};

/// Of so many records at least some filled ones say that the others should be.
const RECORDS: usize = 8;
/// One in so many may be empty and is asked about.
const RARE: usize = 20;

/// A column that figures read.
#[derive(Default)]
struct Use {
    /// Whether records are chosen by it.
    chosen_by: bool,
    figures: BTreeSet<String>,
}

/// Columns and cells that figures read and the last submission of their ledger does not hold.
pub fn unfilled<'a>(sources: &Sources, plans: impl Iterator<Item = &'a FigurePlan>) -> Vec<Diagnostic> {
    let mut uses: BTreeMap<(String, String), Use> = BTreeMap::new();
    for plan in plans {
        used(&plan.expr, &mut |ledger, id, chosen_by| {
            let known = uses.entry((ledger.to_owned(), id.to_owned())).or_default();
            known.chosen_by |= chosen_by;
            known.figures.insert(plan.title.clone());
        });
    }
    let mut problems = Vec::new();
    for ((ledger, id), known) in &uses {
        let Some(loaded) = sources.get(ledger).filter(|loaded| loaded.ledger.periods.is_none()) else { continue };
        let at = loaded.ledger.position(id);
        let Some((at, column)) = at.and_then(|at| Some((at, loaded.ledger.columns.get(at)?))) else { continue };
        let Some(cells) = loaded.records.columns.get(at) else { continue };
        for (place, records) in recent(loaded) {
            problems.extend(told(loaded, (at, column, cells), (place, &records), known));
        }
    }
    problems
}

fn used<'a>(expr: &'a Expr, each: &mut impl FnMut(&'a str, &'a str, bool)) {
    expr.visit(&mut |take, selection| {
        for field in take.fields() {
            match field {
                Field::Own(id) => each(&selection.ledger, id, false),
                // Without a first day there are no days; a last day is often still to come.
                Field::Days(days) => each(&selection.ledger, &days.from, false),
                Field::OfEntity(..) | Field::Entity(_) | Field::Changed(_) | Field::Joined(..) => {}
            }
        }
        for criterion in &selection.criteria {
            let tested = !matches!(criterion.test, Test::Set(_) | Test::Listed(_));
            if let (Field::Own(id), true) = (&criterion.field, tested) {
                each(&selection.ledger, id, true);
            }
            if let Test::Compare(_, Bound::Field(Field::Own(id), _)) = &criterion.test {
                each(&selection.ledger, id, true);
            }
        }
    });
}

/// A sheet's table: the submission and the number of the table.
fn table(records: &Records, (submission, table): (u32, u32)) -> Option<(&Submission, &SheetTable)> {
    let sent = records.submissions.get(usize::try_from(submission).ok()?)?;
    Some((sent, sent.tables.get(usize::try_from(table).ok()?)?))
}

/// Whether the column is one that is often empty: on sheets of the name in earlier months, else in
/// all earlier months, else on the other sheets of the month. Where nothing else is there it is not.
fn seldom(loaded: &Loaded, cells: &Cells, place: (u32, u32), sheet: &str) -> bool {
    let records = &loaded.records;
    let month = table(records, place).map(|(sent, _)| sent.month);
    // How many records there are, and how many of them are filled.
    let [mut named, mut earlier, mut beside] = [(0_usize, 0_usize); 3];
    for (record, origin) in records.origins.iter().enumerate() {
        let other = (origin.submission, origin.table);
        let Some((sent, own)) = table(records, other).filter(|_| other != place) else { continue };
        let count = |(all, filled): &mut (usize, usize)| {
            *all += 1;
            *filled += usize::from(cells.get(record).is_some());
        };
        match month.map(|month| sent.month.cmp(&month)) {
            Some(Ordering::Equal) => count(&mut beside),
            Some(Ordering::Less) if own.sheet == sheet => [&mut named, &mut earlier].into_iter().for_each(count),
            Some(Ordering::Less) => count(&mut earlier),
            Some(Ordering::Greater) | None => {}
        }
    }
    // Other sheets say less than earlier months do.
    let known = [(named, 12), (earlier, 12), (beside, 1)].into_iter().find(|((all, _), _)| *all > 0);
    known.is_some_and(|((all, filled), twentieths)| filled * 20 < all * twentieths)
}

fn told(
    loaded: &Loaded,
    (at, column, cells): (usize, &Column, &Cells),
    (place, records): ((u32, u32), &[usize]),
    known: &Use,
) -> Vec<Diagnostic> {
    let empty: Vec<usize> = records.iter().copied().filter(|record| cells.get(*record).is_none()).collect();
    let Some((sent, own)) = table(&loaded.records, place).filter(|_| !empty.is_empty()) else { return Vec::new() };
    let named = |problem: Diagnostic| problem.names("figures", known.figures.iter());
    if empty.len() == records.len() {
        let lacks = own.columns.get(at).is_none_or(Option::is_none);
        // A column that has to be there was told when it was missed.
        if lacks && !column.optional || seldom(loaded, cells, place, &own.sheet) {
            return Vec::new();
        }
        let problem = Diagnostic::new(&UNFILLED_COLUMN, Place::sheet(&sent.file, own.sheet.as_str()));
        return vec![named(problem.name(if lacks { "column" } else { "empty" }, column.title()))];
    }
    let added = !known.chosen_by && column.kind.is_number() && !column.optional && !one_of_two(column);
    // Who writes 无 or — says that there is none.
    let none: BTreeSet<(u32, u32)> = own.none.iter().filter(|_| added).copied().collect();
    let told_none = |record: &usize| loaded.records.place(*record, at).cell.is_some_and(|cell| none.contains(&cell));
    let empty: Vec<usize> = empty.into_iter().filter(|record| !told_none(record)).collect();
    let rare = records.len() >= RECORDS && empty.len() <= (records.len() / RARE).max(1);
    if rare && (known.chosen_by || added) {
        let cell = |record: usize| {
            let problem = Diagnostic::new(&UNFILLED_CELL, loaded.records.place(record, at));
            let problem = problem.name(if added { "added" } else { "column" }, column.title());
            named(problem.count("filled", records.len() - empty.len()))
        };
        return empty.iter().map(|record| cell(*record)).collect();
    }
    let first = |name: &'static str| {
        let place = empty.first().map(|first| loaded.records.place(*first, at));
        place.map(|place| Diagnostic {
            more: empty.len() - 1,
            ..named(Diagnostic::new(&UNFILLED_CELL, place).name(name, column.title()))
        })
    };
    if known.chosen_by && column.kind.is_words() && heads_groups(cells, records) {
        return first("ditto").into_iter().collect();
    }
    // A state that is neither done nor open is in no figure, however many there are.
    if known.chosen_by && column.kind == Kind::Status && !column.optional && empty.len() * 2 < records.len() {
        let filled = records.len() - empty.len();
        return first("column").map(|problem| problem.count("filled", filled)).into_iter().collect();
    }
    // More are empty than ever before.
    match empty.first().filter(|_| added && records.len() >= RECORDS && always(loaded, cells, sent.month)) {
        Some(first) => {
            let problem = Diagnostic::new(&UNFILLED_CELL, loaded.records.place(*first, at));
            vec![Diagnostic { more: empty.len() - 1, ..named(problem.name("more", column.title())) }]
        }
        None => Vec::new(),
    }
}

/// Whether a column is filled in where its value changes, and nowhere else: 东街道, nothing, nothing, 西街道, nothing.
fn heads_groups(cells: &Cells, records: &[usize]) -> bool {
    let mut values = BTreeSet::new();
    let filled: Vec<i64> = records.iter().filter_map(|record| cells.get(*record)).collect();
    let empty = records.len() - filled.len();
    let begins = records.first().is_some_and(|record| cells.get(*record).is_some());
    begins && filled.len() >= 2 && empty >= filled.len() && filled.into_iter().all(|value| values.insert(value))
}

/// Whether a column is one of two of which each record fills one: 借方 and 贷方.
fn one_of_two(column: &Column) -> bool {
    ["借方", "贷方", "收入", "支出", "收方", "付方", "增加", "减少"].iter().any(|word| column.title().contains(word))
}

/// Whether hardly any record of the months before lacks the column.
fn always(loaded: &Loaded, cells: &Cells, month: Month) -> bool {
    let before = |record: &usize| loaded.records.submission(*record).is_some_and(|sent| sent.month < month);
    let (mut all, mut filled) = (0, 0);
    for record in (0..loaded.records.len()).filter(before) {
        all += 1;
        filled += usize::from(cells.get(record).is_some());
    }
    all >= RECORDS && (all - filled) * RARE <= all
}
