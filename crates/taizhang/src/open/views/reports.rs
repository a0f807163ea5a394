//! The reports' view.

use crate::open::address::Addresses;
use crate::open::making::Ended;
use maud::{Markup, html};
use model::report::Report;
use model::{Language, Month, Spoken as _, say};

/// What there is to make, and what was made.
pub(crate) struct Listed<'a> {
    pub(crate) reports: Vec<&'a Report>,
    /// The name of the report of each document, the words that tell it from others, and its title.
    pub(crate) documents: Vec<(&'a str, String, String)>,
    pub(crate) files: Vec<String>,
    pub(crate) formats: Vec<&'static str>,
    pub(crate) running: Option<Month>,
    pub(crate) last: Option<Ended>,
}

pub(crate) fn view(addresses: &Addresses, language: Language, listed: &Listed<'_>) -> Markup {
    html! {
        h1 { (language.say("报告", "Reports")) }
        @if listed.reports.is_empty() { (first(addresses, language)) }
        @else { (running(addresses, language, listed)) (form(addresses, language, listed)) }
        (files(addresses, language, listed))
    }
}

/// Where there is no report yet.
fn first(addresses: &Addresses, language: Language) -> Markup {
    html! {
        div class="notice" {
            p { (language.say("还没有报告定义。可以按现有的台账提出第一份报告，以后再改 reports/definitions/ 里的文字和指标。",
                "There is no report yet. A first one can be proposed from the ledgers; its text and figures are edited in reports/definitions/ later.")) }
            form method="post" action=(addresses.view("reports/first")) data-told="" { button { (language.say("提出第一份报告", "Propose a first report")) } }
        }
    }
}

/// How far the making is, or how it ended.
fn running(addresses: &Addresses, language: Language, listed: &Listed<'_>) -> Markup {
    html! {
        section id="making" class="notice" data-reload=(addresses.view("reports")) hidden[listed.running.is_none()] aria-label=(language.say("进度", "Progress")) {
            p { (language.say("正在生成报告……", "Making reports…")) " " @if let Some(month) = listed.running { (month.spoken(language)) " " } span id="counted" {} }
            progress id="progress" aria-label=(language.say("进度", "Progress")) {}
            form method="post" action=(addresses.view("reports/stop")) data-quiet="" { button { (language.say("停止", "Stop")) } }
        }
        @if let (None, Some(ended)) = (listed.running, &listed.last) {
            @match &ended.refused {
                Some(refused) => (super::refused(language, refused)),
                None => { p class="notice fine" role="status" { (ended.words.text(language)) } }
            }
        }
    }
}

fn form(addresses: &Addresses, language: Language, listed: &Listed<'_>) -> Markup {
    html! {
        form method="post" action=(addresses.view("reports/make")) data-told="" {
            table {
                thead { tr {
                    th scope="col" { (language.say("生成", "Make")) } th scope="col" { (language.say("报告", "Report")) }
                    th scope="col" { (language.say("看页面，点数字查来历", "Pages, with every number to be clicked")) }
                } }
                tbody { @for report in &listed.reports { tr {
                    td { input type="checkbox" name="report" value=(report.name) checked aria-label=(make(language, &report.name)); }
                    th scope="row" { code { (report.name) } }
                    td { @for (_, words, title) in listed.documents.iter().filter(|(name, ..)| *name == report.name) {
                        a href=(addresses.ask("document", &[("name", words)])) { (title) @if words.ends_with("（公开版）") { (language.say("（公开版）", " (public edition)")) } } br;
                    } }
                } } }
            }
            fieldset class="row" {
                legend { (language.say("格式（都不选则按报告定义，再不然 PDF 和 XLSX）", "Formats (none: those of each definition, else PDF and XLSX)")) }
                @for format in &listed.formats { label class="choice" { input type="checkbox" name="format" value=(format); " " (format.to_uppercase()) } }
            }
            fieldset class="row" {
                legend { (language.say("版本", "Edition")) }
                @for (value, words) in [("", language.say("按项目设置", "as the project says")), ("internal", language.say("内部版", "internal")), ("public", language.say("公开版", "public")), ("both", language.say("两种都要", "both"))] {
                    label class="choice" { input type="radio" name="edition" value=(value) checked[value.is_empty()]; " " (words) }
                }
            }
            button disabled[listed.running.is_some()] { (language.say("生成选中的报告", "Make the chosen reports")) }
        }
    }
}

/// What the box before a report does.
fn make(language: Language, name: &str) -> String {
    say!("生成 {name}", "Make {name}").spoken(language)
}

fn files(addresses: &Addresses, language: Language, listed: &Listed<'_>) -> Markup {
    html! {
        section aria-labelledby="files" {
            h2 id="files" { (language.say("已生成的文件", "Files made")) }
            @if listed.files.is_empty() { p class="faint" { (language.say("这个月还没有。", "None of this month yet.")) } }
            ul class="files" { @for name in &listed.files {
                li { a download="" href=(addresses.ask("file", &[("name", name)])) { (name) } }
            } }
        }
    }
}
