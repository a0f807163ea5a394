//! One run over a project: load, read, resolve, check, the same for all commands.

use crate::album::Album;
use crate::caveats::{self, Submitted};
use crate::cli::Common;
use crate::intake::{Library, Workbook, read};
use crate::language::{complain, language};
use crate::outcome::{End, Fatal};
use crate::project::{Project, RECONCILIATIONS, ReportSource};
use crate::values;
use model::caveat::Caveat;
use model::ledger::Ledger;
use model::package::Reconciled;
use model::plan::{FigurePlan, Plan, ReconciliationPlan};
use model::records::Records;
use model::unsent::Unsent;
use model::{Diagnostic, Place, Severity};
use serde::Serialize;
use stats::{Source, Sources};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// A project with all that was submitted, its plans, and everything that is wrong.
pub(crate) struct Session {
    pub(crate) project: Project,
    /// The workbooks that were read.
    pub(crate) workbooks: Vec<Workbook>,
    /// The records of all ledgers.
    pub(crate) sources: Sources,
    /// The figures that reports share.
    pub(crate) shared: Vec<FigurePlan>,
    /// The reports that were asked for with their plans.
    pub(crate) reports: Vec<(ReportSource, Plan)>,
    /// How the reconciliations came out.
    pub(crate) reconciled: Vec<Reconciled>,
    /// What is wrong with the workbooks and with what they say together.
    pub(crate) findings: Vec<Diagnostic>,
    /// What was not submitted for the month.
    pub(crate) unsent: Vec<Unsent>,
    /// By the titles of ledgers that name who has to send, who has sent for the month.
    pub(crate) sent_by: Vec<(String, Vec<String>)>,
    /// What reports have to own up to.
    pub(crate) caveats: Vec<Caveat>,
    /// The pictures that were read so far.
    pub(crate) album: Album,
}

impl Session {
    /// Opens a project; `names` are the reports that are asked for, all where there is none.
    ///
    /// # Errors
    /// Definitions that cannot be used, every problem at its line; a project without workbooks.
    pub(crate) fn open(options: &Common, names: &[String]) -> Result<Session, Fatal> {
        Session::open_with(options, names, None)
    }

    /// The same, where what a library holds is not read again.
    ///
    /// # Errors
    /// As of [`Session::open`].
    pub(crate) fn open_with(options: &Common, names: &[String], library: Option<&Library>) -> Result<Session, Fatal> {
        Session::opened(options, names, library, None)
    }

    /// The same, where another engine computed the measures: its table of answers is the file or the folder.
    ///
    /// # Errors
    /// As of [`Session::open`], and answers that are about other records.
    pub(crate) fn open_answered(options: &Common, names: &[String], values: Option<&Path>) -> Result<Session, Fatal> {
        Session::opened(options, names, None, values)
    }

    fn opened(
        options: &Common,
        names: &[String],
        library: Option<&Library>,
        values: Option<&Path>,
    ) -> Result<Session, Fatal> {
        let project = Project::load(options)?;
        let chosen: Vec<ReportSource> = project.chosen(names)?.into_iter().cloned().collect();
        let intake = read(&project, library)?;
        let sources = values::answered(Sources::new(intake.sources)?, &project.ledgers, values)?;
        let Resolved { shared, reports, reconciliations, wrong } = resolved(&project, chosen, &sources);
        if !wrong.is_empty() {
            return Err(Fatal::Definitions(wrong));
        }
        let reconciled = stats::reconcile(&sources, &reconciliations);
        let mut findings = intake.findings;
        for (source, plan) in &reports {
            add(&mut findings, stats::unseen(&sources, &plan.figures, &source.report.figures));
        }
        add(&mut findings, stats::unseen(&sources, &shared, &project.shared));
        let figures = || shared.iter().chain(reports.iter().flat_map(|(_, plan)| &plan.figures));
        let empty = unsaid(stats::unfilled(&sources, figures()), &findings);
        findings.extend(empty);
        findings.extend(stats::joined(&sources, figures()));
        findings.extend(stats::check(&sources, project.time));
        findings.extend(stats::failed(&sources, &reconciled, RECONCILIATIONS));
        if project.ledgers.iter().any(|ledger| ledger.from.is_some()) {
            // What holds on in several months is told once.
            let mut told = Vec::new();
            findings.retain(|finding| !told.contains(finding) && (told.push(finding.clone()), true).1);
        }
        let (workbooks, unsent, sent_by) = (intake.workbooks, intake.unsent, intake.sent_by);
        let caveats = caveats::of(&Submitted {
            project: &project,
            workbooks: &workbooks,
            unsent: &unsent,
            gaps: &intake.gaps,
            earlier: &intake.earlier,
            once: &intake.once,
            findings: &findings,
            sources: &sources,
        });
        let album = Album::new(&project.folder);
        Ok(Session {
            project,
            workbooks,
            sources,
            shared,
            reports,
            reconciled,
            findings,
            unsent,
            sent_by,
            caveats,
            album,
        })
    }

    /// A session over the definitions alone, as if nothing had been submitted, with everything that is
    /// wrong with them: what is wrong with one report does not hide the others.
    ///
    /// # Errors
    /// Files that cannot be parsed, every problem at its line.
    pub(crate) fn of_definitions(options: &Common) -> Result<(Session, Vec<Diagnostic>), Fatal> {
        let project = Project::definitions(options)?;
        let empty = |ledger: &Arc<Ledger>| Source {
            ledger: Arc::clone(ledger),
            records: Arc::new(Records::empty(ledger)),
            entities: ledger.columns.iter().find_map(|column| Some((column.entity.clone()?, Vec::new()))),
        };
        let sources = Sources::new(project.ledgers.iter().map(empty).collect())?;
        let Resolved { shared, reports, wrong, .. } = resolved(&project, project.reports.clone(), &sources);
        let album = Album::new(&project.folder);
        let session = Session {
            project,
            album,
            workbooks: Vec::new(),
            sources,
            shared,
            reports,
            reconciled: Vec::new(),
            findings: Vec::new(),
            unsent: Vec::new(),
            sent_by: Vec::new(),
            caveats: Vec::new(),
        };
        Ok((session, wrong))
    }

    /// Whether any problem is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// How a command ends that shows numbers and not what is wrong with them: that there are errors is told beside.
    pub(crate) fn end(&self) -> End {
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        if errors == 0 {
            return End::Clean;
        }
        complain!(
            "有 {errors} 个错误没有更正，数可能不准；请用 taizhang check --all 查看。",
            "{errors} error(s) were not corrected, so numbers may be wrong; please see taizhang check --all."
        );
        End::Problems
    }
}

/// What definitions mean, and what is wrong with them.
struct Resolved {
    shared: Vec<FigurePlan>,
    reports: Vec<(ReportSource, Plan)>,
    reconciliations: Vec<ReconciliationPlan>,
    wrong: Vec<Diagnostic>,
}

/// Settles every name of the definitions.
fn resolved(project: &Project, chosen: Vec<ReportSource>, sources: &Sources) -> Resolved {
    let mut wrong = Vec::new();
    let shared = kept(stats::resolve_figures(sources.catalogue(), &project.shared, project.time), &mut wrong);
    let shared = shared.unwrap_or_default();
    let mut reports = Vec::new();
    for source in chosen {
        let plan = stats::resolve(sources.catalogue(), &source.report, project.time);
        reports.extend(kept(plan, &mut wrong).map(|plan| (source, plan)));
    }
    let mut reconciliations = Vec::new();
    // Reconciliations of figures that are wrong themselves would only repeat it.
    if wrong.is_empty() {
        let text = (project.reconciliations_text.as_str(), RECONCILIATIONS);
        let plans = stats::resolve_reconciliations(&shared, &project.reconciliations, text);
        reconciliations = kept(plans, &mut wrong).unwrap_or_default();
    }
    Resolved { shared, reports, reconciliations, wrong }
}

/// Problems of cells of which nothing else is told: one that could not be read has no value and is not empty.
fn unsaid(problems: Vec<Diagnostic>, told: &[Diagnostic]) -> Vec<Diagnostic> {
    let of_cells: BTreeSet<&Place> =
        told.iter().filter(|problem| problem.severity > Severity::Info).map(|problem| &problem.place).collect();
    problems.into_iter().filter(|problem| problem.place.cell.is_none() || !of_cells.contains(&problem.place)).collect()
}

fn kept<T>(resolved: Result<T, Vec<Diagnostic>>, wrong: &mut Vec<Diagnostic>) -> Option<T> {
    resolved.map_err(|more| add(wrong, more)).ok()
}

/// Adds problems that are new: a wrong figure that several reports share is told once.
pub(crate) fn add(problems: &mut Vec<Diagnostic>, more: Vec<Diagnostic>) {
    for problem in more {
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
}

/// Problems as machines read them, their messages in the run's language.
pub(crate) fn written(problems: &[Diagnostic]) -> Vec<impl Serialize + '_> {
    problems.iter().map(|problem| problem.written(language())).collect()
}
