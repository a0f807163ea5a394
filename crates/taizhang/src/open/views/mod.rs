//! The views' words and forms. Whatever comes from files is text, never markup.

pub(crate) mod assets;
pub(crate) mod book;
pub(crate) mod changes;
pub(crate) mod document;
pub(crate) mod editions;
pub(crate) mod frame;
pub(crate) mod inbox;
pub(crate) mod month;
pub(crate) mod problems;
pub(crate) mod reports;

use super::address::Addresses;
use super::opened::Refused;
use maud::{Markup, html};
use model::{Diagnostic, Language, Place, Severity, Spoken as _, say};
use std::path::Path;

/// Why something cannot be shown, with every definition that is wrong at its line.
pub(crate) fn refused(language: Language, refused: &Refused) -> Markup {
    html! {
        div class="notice error" role="alert" {
            p { (refused.message.text(language)) }
            @if !refused.problems.is_empty() {
                ul { @for problem in &refused.problems { li { (told(language, problem)) } } }
            }
        }
    }
}

/// A problem in a line: where it stands and what is wrong.
pub(crate) fn told(language: Language, problem: &Diagnostic) -> String {
    let (place, message) = (&problem.place, problem.said());
    say!("{place}：{message}", "{place}: {message}", place, message).spoken(language)
}

/// The word of a severity, told by more than its colour.
pub(crate) fn badge(language: Language, severity: Severity) -> Markup {
    let class = match severity {
        Severity::Error => "badge error",
        Severity::Warning => "badge warning",
        Severity::Info => "badge info",
    };
    html! { span class=(class) { (severity.word(language)) } }
}

/// How many errors, warnings and notes.
pub(crate) fn counted(counts: [usize; 3], language: Language) -> Markup {
    let words = [language.say("错误", "errors"), language.say("警告", "warnings"), language.say("说明", "notes")];
    let classes = ["badge error", "badge warning", "badge info"];
    html! {
        @if counts.iter().all(|count| *count == 0) { span class="fine" { (language.say("没有问题", "no problems")) } }
        @for ((count, word), class) in counts.iter().zip(words).zip(classes) {
            @if *count > 0 { span class=(class) { (count) " " (word) } " " }
        }
    }
}

/// A place as a link into the grid of its workbook; words alone where it is none of a workbook.
pub(crate) fn place(addresses: &Addresses, language: Language, place: &Place) -> Markup {
    place_as(addresses, place, &place.spoken(language))
}

/// The same with other words.
pub(crate) fn place_as(addresses: &Addresses, place: &Place, words: &str) -> Markup {
    if !place.file.starts_with("data/") || place.file.starts_with("data/definitions/") {
        return html! { (words) };
    }
    let sheet = place.sheet.as_deref().unwrap_or_default();
    let mut pairs: Vec<(&str, &dyn std::fmt::Display)> = vec![("file", &place.file)];
    if !sheet.is_empty() {
        pairs.push(("sheet", &sheet));
    }
    if let Some((row, column)) = &place.cell {
        pairs.extend([("row", row as &dyn std::fmt::Display), ("column", column)]);
    }
    html! { a href=(addresses.ask("book", &pairs)) { (words) } }
}

/// The ways to make a project where there is none yet, and the projects that lie in the folder.
pub(crate) fn start(addresses: &Addresses, language: Language, folder: &Path, known: &[String]) -> Markup {
    let kinds = [
        (
            "empty",
            language.say(
                "空项目：拖入本单位的工作簿，一步步建台账",
                "Empty: drop your own workbooks and define ledgers from them",
            ),
        ),
        (
            "zone",
            language.say(
                "示例：开发区（虚构数据，可以直接出报告）",
                "Sample: a development zone (invented data, makes reports at once)",
            ),
        ),
        ("office", language.say("示例：县卫生健康局（虚构数据）", "Sample: a county health bureau (invented data)")),
    ];
    html! {
        @if !known.is_empty() {
            h1 { (language.say("打开项目", "Open a project")) }
            form method="post" action=(addresses.common("project")) class="card" data-told="" {
                ul { @for name in known {
                    li { button type="submit" name="name" value=(name) { (name) } }
                } }
            }
        }
        h1 { (language.say("新建项目", "New project")) }
        @if known.is_empty() {
            p { (language.say("这里还没有项目：", "There is no project here yet: ")) code { (folder.display()) } }
        } @else {
            p { (language.say("新项目放在这个文件夹里：", "The new project will lie in this folder: ")) code { (folder.display()) } }
        }
        form method="post" action=(addresses.common("start")) class="card stacked" data-told="" {
            fieldset {
                legend { (language.say("从哪里开始", "Begin with")) }
                @for (at, (kind, words)) in kinds.iter().enumerate() {
                    label class="choice" { input type="radio" name="kind" value=(kind) checked[at == 0]; " " (words) }
                }
            }
            label { (language.say("单位名称（空项目用，印在报告里）", "Name of your office (for an empty project; it is printed in reports)"))
                input type="text" name="organisation"; }
            label { (language.say("项目文件夹的名称", "Name of the project's folder"))
                input type="text" name="folder" value=(language.say("台账", "ledgers")) required; }
            button type="submit" { (language.say("新建", "Create")) }
        }
    }
}
