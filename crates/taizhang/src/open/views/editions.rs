//! The public edition's view: which reports have one, and what it leaves out.

use super::refused;
use crate::open::opened::Refused;
use crate::publishing::Redaction;
use maud::{Markup, html};
use model::{Language, Said, say};

/// The reports with whether each has a public edition, and the list of what is left out.
pub(crate) fn view(language: Language, reports: &[(&str, bool)], found: &Result<&[Redaction], Refused>) -> Markup {
    let public: Vec<&str> = reports.iter().filter(|(_, public)| *public).map(|(name, _)| *name).collect();
    let names = Said::list(public.iter().map(|name| Said::same(*name)));
    let public_reports = say!("有公开版的报告：{names}", "Reports with a public edition: {names}", names);
    html! {
        h1 { (language.say("公开版隐去清单", "What the public edition leaves out")) }
        p {
            @if public.is_empty() { (language.say("没有报告写明可以公开。", "No report may be published.")) }
            @else { (public_reports.text(language)) }
        }
        @match found {
            Err(reason) => {
                p { (language.say("要出公开版，先按下面改正定义；只出内部版的可以不管。", "For a public edition mend the definitions first; who writes none may leave them.")) }
                (refused(language, reason))
            }
            Ok(list) if list.is_empty() => { p class="fine" { (language.say("没有隐去任何内容。", "Nothing is left out.")) } }
            Ok(list) => {
                table {
                    thead { tr {
                        th scope="col" { (language.say("文件", "Document")) } th scope="col" { (language.say("位置", "Part")) }
                        th scope="col" { (language.say("隐去什么", "What")) } th scope="col" { (language.say("依据", "Rule")) }
                        th scope="col" class="number" { (language.say("处数", "Times")) }
                    } }
                    tbody { @for Redaction { document, part, what, rule, times, .. } in *list {
                        tr { td { (document) } td { (part.text(language)) } td { (what.text(language)) } td { (rule.text(language)) } td class="number" { (times) } }
                    } }
                }
                p { (language.say("核对人：＿＿＿＿＿＿　日期：＿＿＿＿＿＿", "Checked by: ______  Date: ______")) }
            }
        }
    }
}
