//! What stands around every view.

use crate::open::address::Addresses;
use maud::{DOCTYPE, Markup, html};
use model::{Language, Month, Spoken as _};

/// The views that the bar leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Month,
    Problems,
    Reports,
    Figures,
    Changes,
    Editions,
    /// None of them: there is no project yet.
    None,
}

/// The bar: addresses and words.
const TABS: [(Tab, &str, &str, &str); 6] = [
    (Tab::Month, "", "月份", "Month"),
    (Tab::Problems, "problems", "问题", "Problems"),
    (Tab::Reports, "reports", "报告", "Reports"),
    (Tab::Figures, "figures", "指标", "Figures"),
    (Tab::Changes, "changes", "变化", "Changes"),
    (Tab::Editions, "editions", "公开版", "Public edition"),
];

/// What all views of a request share.
pub(crate) struct Frame {
    pub(crate) language: Language,
    pub(crate) addresses: Addresses,
    pub(crate) months: Vec<Month>,
    pub(crate) project: String,
    pub(crate) tab: Tab,
}

/// What the program is called.
fn name(language: Language) -> &'static str {
    language.say("台账", "taizhang")
}

impl Frame {
    /// A whole page.
    pub(crate) fn page(&self, title: &str, content: &Markup) -> Markup {
        let Frame { language, addresses, project, .. } = self;
        html! {
            (DOCTYPE)
            html lang=(language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (title) @if !project.is_empty() { " — " (project) } " — " (name(*language)) }
                    link rel="stylesheet" href=(addresses.common("assets/page.css"));
                    link rel="icon" href="data:,";
                    script src=(addresses.common("assets/page.js")) type="module" {}
                }
                body data-events=(addresses.common("events")) data-worker=(addresses.common("assets/worker.js")) data-inbox=(addresses.common("inbox"))
                    data-ended=(language.say("程序已经结束，请重新打开。", "The program has ended; please open it again."))
                    data-cut=(language.say("{name}：没有传完，程序可能已经结束，请重新打开。",
                        "{name} did not arrive whole; the program may have ended. Please open it again.")) {
                    a class="skip" href="#main" { (language.say("跳到正文", "Skip to content")) }
                    (self.header())
                    main id="main" tabindex="-1" { (content) }
                    div id="told" role="status" aria-live="polite" {}
                }
            }
        }
    }

    fn header(&self) -> Markup {
        let Frame { language, addresses, project, .. } = self;
        let other = language.say("en", "zh");
        html! {
            header {
                span class="name" { (name(*language)) span class="project" { (project) } }
                @if self.tab != Tab::None {
                    nav aria-label=(language.say("视图", "Views")) {
                        @for (tab, path, chinese, english) in TABS {
                            a href=(addresses.view(path)) aria-current=[(tab == self.tab).then_some("page")] { (language.say(chinese, english)) }
                        }
                    }
                    (self.month_menu())
                }
                form method="post" action=(addresses.common("language")) {
                    button class="quiet" name="language" value=(other) lang=(other) { (language.say("English", "中文")) }
                }
            }
        }
    }

    /// The months, newest first, as links: choosing one changes nothing but what is seen.
    fn month_menu(&self) -> Markup {
        let path = TABS.iter().find(|(tab, ..)| *tab == self.tab).map_or("", |(_, path, ..)| path);
        html! {
            details class="months" {
                summary { (self.addresses.month().spoken(self.language)) }
                ul { @for month in self.months.iter().rev() {
                    li { a href=(self.addresses.of(*month).view(path)) aria-current=[(*month == self.addresses.month()).then_some("true")] { (month.spoken(self.language)) } }
                } }
            }
        }
    }
}
