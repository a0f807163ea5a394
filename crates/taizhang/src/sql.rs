//! `taizhang sql`: the measures of reports as one query for another engine.

use crate::cli::{Engine, SqlOptions};
use crate::disk::whole;
use crate::export::zone_name;
use crate::outcome::{End, Fatal};
use crate::session::Session;
use ::sql::{Asked, Dialect, Table};
use model::ledger::Ledger;
use model::plan::{FigurePlan, Plan};
use model::query::Query;
use std::collections::BTreeSet;

/// A measure with the report and the item that ask for it first.
struct Wanted {
    report: String,
    item: String,
    words: String,
    query: Query,
}

/// Prints the query, or the statements that make the tables known.
pub(crate) fn run(options: &SqlOptions) -> Result<End, Fatal> {
    let session = Session::open(&options.common, &options.reports)?;
    let dialect = dialect(options.dialect);
    if options.tables {
        let folder = options.export.clone().unwrap_or_else(|| options.common.project.join("export"));
        let folder = whole(&folder);
        print!("{}", ::sql::tables(dialect, &folder.display().to_string(), &tables(&session)));
        return Ok(End::Clean);
    }
    let wanted = wanted(&session, options.reports.is_empty());
    let asked =
        wanted.iter().map(|Wanted { report, item, words, query }| Asked { report, item, words: words.clone(), query });
    print!("{}", ::sql::query(dialect, &ledgers(&session), &zone(&session), &asked.collect::<Vec<_>>()));
    Ok(session.end())
}

/// The dialect of an engine.
pub(crate) fn dialect(engine: Engine) -> Dialect {
    match engine {
        Engine::Duckdb => Dialect::Duckdb,
        Engine::Spark => Dialect::Spark,
        Engine::Clickhouse => Dialect::Clickhouse,
        Engine::Postgres => Dialect::Postgres,
    }
}

/// The ledgers of a project.
pub(crate) fn ledgers(session: &Session) -> Vec<&Ledger> {
    session.project.ledgers.iter().map(AsRef::as_ref).collect()
}

/// The partition that an export puts the project's records into.
pub(crate) fn zone(session: &Session) -> String {
    zone_name(&session.project.organisation)
}

fn tables(session: &Session) -> Vec<Table<'_>> {
    let table = |ledger: &'_ Ledger| ::export::columns(ledger, &stats::links(&session.sources, &ledger.id));
    ledgers(session).into_iter().map(|ledger| Table { name: &ledger.id, columns: table(ledger) }).collect()
}

/// Every measure of the reports and of the reconciliations, each once; of the figures that reports share
/// too, where all reports are asked for.
fn wanted(session: &Session, shared: bool) -> Vec<Wanted> {
    let mut all = Vec::new();
    let mut known = BTreeSet::new();
    let mut add = |report: &str, item: &str, words: &str, queries: Vec<Query>| {
        for query in queries.into_iter().filter(|query| known.insert(query.id.clone())) {
            let words = format!("{report} {item}：{words}");
            all.push(Wanted { report: report.to_owned(), item: item.to_owned(), words, query });
        }
    };
    let sources = &session.sources;
    let figure = |plan: &FigurePlan| stats::figure_queries(sources, plan);
    for (source, Plan { figures, tables, .. }) in &session.reports {
        let report = &source.report.name;
        for plan in figures {
            add(report, &plan.name, &plan.title, figure(plan));
        }
        for plan in tables {
            add(report, &plan.name, &plan.title, stats::table_queries(sources, plan));
        }
    }
    for plan in session.shared.iter().filter(|_| shared) {
        add("figures", &plan.name, &plan.title, figure(plan));
    }
    for reconciled in &session.reconciled {
        for expr in reconciled.exprs() {
            add("checks", &reconciled.plan.title, "勾稽", stats::expr_queries(sources, expr));
        }
    }
    all
}
