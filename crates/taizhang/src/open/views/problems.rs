//! The problems' view.

use super::{badge, place};
use crate::open::address::Addresses;
use maud::{Markup, html};
use model::{Argument, Diagnostic, Language, Place, Severity, Spoken as _, say};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// So many problems stand on a page.
const SHOWN: usize = 200;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// Words of the message, of the place or of the rule.
    words: String,
    severity: String,
    rule: String,
    file: String,
    /// Whether the months before are meant as well.
    all: String,
    /// The page, from 0.
    page: usize,
}

impl Filter {
    pub(crate) fn all(&self) -> bool {
        !self.all.is_empty()
    }

    fn fits(&self, problem: &Diagnostic, language: Language) -> bool {
        let words = self.words.trim();
        let severity = match self.severity.as_str() {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "info" => Some(Severity::Info),
            _ => None,
        };
        severity.is_none_or(|severity| problem.severity == severity)
            && (self.rule.is_empty() || problem.rule.code == self.rule)
            && (self.file.is_empty() || problem.place.file == self.file)
            && (words.is_empty()
                || [
                    problem.message(language),
                    problem.place.spoken(language),
                    problem.rule.texts(language).title.to_owned(),
                    problem.rule.code.to_owned(),
                ]
                .iter()
                .any(|text| text.contains(words)))
    }
}

/// The problems that fit, by workbook, the gravest first.
pub(crate) fn view(
    addresses: &Addresses,
    language: Language,
    filter: &Filter,
    all: &[&Diagnostic],
    faulty: &[&str],
) -> Markup {
    let mut found: Vec<&Diagnostic> = all.iter().copied().filter(|problem| filter.fits(problem, language)).collect();
    found.sort_by(|one, other| {
        let key = |problem: &Diagnostic| (std::cmp::Reverse(problem.severity), problem.place.file.clone());
        key(one).cmp(&key(other)).then_with(|| one.place.cmp(&other.place))
    });
    let pages = found.len().div_ceil(SHOWN);
    let page = filter.page.min(pages.saturating_sub(1));
    let shown = found.iter().skip(page * SHOWN).take(SHOWN);
    html! {
        h1 { (language.say("问题", "Problems")) " " span class="small" { (found.len()) " / " (all.len()) } }
        (form(addresses, language, filter, all))
        (copies(addresses, language, filter, faulty))
        @if found.is_empty() { p class="fine" { (language.say("没有符合的问题。", "No problem fits.")) } }
        @else {
            table class="problems" {
                thead { tr {
                    th scope="col" { (language.say("级别", "Severity")) }
                    th scope="col" { (language.say("位置", "Place")) }
                    th scope="col" { (language.say("问题", "Problem")) }
                    th scope="col" { (language.say("怎么办", "What to do")) }
                } }
                tbody { @for problem in shown { tr {
                    td { (badge(language, problem.severity)) }
                    td { (place(addresses, language, &problem.place)) }
                    td { (problem.message(language)) (named(addresses, language, problem)) (meaning(language, problem)) }
                    td class="small" { (problem.rule.texts(language).remedy) }
                } } }
            }
            (turning(addresses, language, filter, page, pages))
        }
    }
}

/// The cells that the message names, each leading into its grid.
fn named(addresses: &Addresses, language: Language, problem: &Diagnostic) -> Markup {
    let places = problem.arguments.iter().filter_map(|(_, argument)| match argument {
        Argument::Places(places) => Some(places),
        _ => None,
    });
    let places: Vec<&Place> = places.flatten().collect();
    html! { @if !places.is_empty() { ul class="named" { @for at in places { li { (place(addresses, language, at)) } } } } }
}

/// What the rule means, for who wants to know.
fn meaning(language: Language, problem: &Diagnostic) -> Markup {
    let (texts, code) = (problem.rule.texts(language), problem.rule.code);
    let title = texts.title;
    html! {
        details { summary class="small" { (say!("{title}（{code}）", "{title} ({code})").text(language)) }
            p { (texts.meaning) } p class="small" { (texts.example) } }
    }
}

fn form(addresses: &Addresses, language: Language, filter: &Filter, all: &[&Diagnostic]) -> Markup {
    let rules: BTreeMap<&str, &str> =
        all.iter().map(|problem| (problem.rule.code, problem.rule.texts(language).title)).collect();
    let files: BTreeSet<&str> =
        all.iter().map(|problem| problem.place.file.as_str()).filter(|file| !file.is_empty()).collect();
    let any = language.say("全部", "all");
    html! {
        form method="get" action=(addresses.view("problems")) class="row filter" role="search" {
            label { (language.say("查找", "Search")) input type="search" name="words" value=(filter.words); }
            label { (language.say("级别", "Severity")) select name="severity" {
                option value="" { (any) }
                @for (value, severity) in [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)] {
                    option value=(value) selected[filter.severity == value] { (severity.word(language)) }
                }
            } }
            label { (language.say("规则", "Rule")) select name="rule" {
                option value="" { (any) }
                @for (code, title) in &rules { option value=(code) selected[filter.rule == *code] { (title) } }
            } }
            label { (language.say("文件", "File")) select name="file" {
                option value="" { (any) }
                @for file in &files { option value=(file) selected[filter.file == *file] { (file) } }
            } }
            label class="choice" { input type="checkbox" name="all" checked[filter.all()]; " " (language.say("连同以前各月", "with months before")) }
            button { (language.say("筛选", "Filter")) }
        }
    }
}

/// The marked copies: of the file that is looked at, and of all.
fn copies(addresses: &Addresses, language: Language, filter: &Filter, faulty: &[&str]) -> Markup {
    html! {
        @if !faulty.is_empty() {
            p class="row" {
                @if faulty.contains(&filter.file.as_str()) {
                    a class="button" download="" href=(addresses.ask("marked", &[("file", &filter.file)])) { (language.say("下载这个文件的标注副本", "Download its marked copy")) }
                }
                a class="button quiet" download="" href=(addresses.view("marked")) { (language.say("全部标注副本（zip）", "All marked copies (zip)")) " · " (faulty.len()) }
            }
        }
    }
}

fn turning(addresses: &Addresses, language: Language, filter: &Filter, page: usize, pages: usize) -> Markup {
    let to = |page: usize| {
        addresses.ask(
            "problems",
            &[
                ("words", &filter.words),
                ("severity", &filter.severity),
                ("rule", &filter.rule),
                ("file", &filter.file),
                ("all", &filter.all),
                ("page", &page),
            ],
        )
    };
    html! {
        @if pages > 1 {
            nav class="row" aria-label=(language.say("翻页", "Pages")) {
                @if page > 0 { a href=(to(page - 1)) { "← " (language.say("上一页", "Previous")) } }
                span { (page + 1) " / " (pages) }
                @if page + 1 < pages { a href=(to(page + 1)) { (language.say("下一页", "Next")) " →" } }
            }
        }
    }
}
