//! The changes' view.

use super::{place, refused};
use crate::diff::words;
use crate::open::address::Addresses;
use crate::open::opened::Refused;
use maud::{Markup, html};
use model::change::{Change, ChangeKind};
use model::ledger::Ledger;
use model::{Language, Month, Spoken as _, say};

/// The changes of each ledger by kind, from an earlier month to the one that is shown.
pub(crate) fn view(
    addresses: &Addresses,
    language: Language,
    (from, earlier): (Month, &[Month]),
    (ledger, ledgers): (&str, &[(&str, &str)]),
    found: &Result<Vec<(&Ledger, Vec<Change>)>, Refused>,
) -> Markup {
    let month = addresses.month();
    html! {
        h1 { (say!("{month} 与 {from}", "{month} against {from}", month, from).text(language)) }
        form method="get" action=(addresses.view("changes")) class="row filter" {
            label { (language.say("与这个月相比", "Against")) select name="from" {
                @for month in earlier.iter().rev() { option value=(month.to_string()) selected[*month == from] { (month.spoken(language)) } }
            } }
            label { (language.say("台账", "Ledger")) select name="ledger" {
                option value="" { (language.say("全部", "all")) }
                @for (id, title) in ledgers { option value=(id) selected[*id == ledger] { (title) } }
            } }
            button { (language.say("对比", "Compare")) }
        }
        @match found {
            Err(reason) => (refused(language, reason)),
            Ok(ledgers) => @for (ledger, changes) in ledgers { (of_ledger(addresses, language, ledger, changes)) },
        }
    }
}

fn of_ledger(addresses: &Addresses, language: Language, ledger: &Ledger, changes: &[Change]) -> Markup {
    let count = changes.len();
    html! {
        section {
            h2 { (ledger.title) " " span class="small" { (say!("{count} 处变化", "changes: {count}").text(language)) } }
            @for kind in ChangeKind::ALL {
                @let group: Vec<&Change> = changes.iter().filter(|change| change.kind == kind).collect();
                @if !group.is_empty() {
                    details open {
                        summary { (kind.spoken(language)) " " (group.len()) }
                        table {
                            thead { tr {
                                th scope="col" { (language.say("记录", "Record")) } th scope="col" { (language.say("列", "Column")) }
                                th scope="col" { (language.say("以前", "Before")) } th scope="col" { (language.say("现在", "After")) }
                                th scope="col" { (language.say("位置", "Place")) }
                            } }
                            tbody { @for change in group { tr {
                                th scope="row" { (change.key) }
                                td { (change.column.as_deref().unwrap_or("")) }
                                td { @if change.column.is_some() { (words(change.before.as_ref()).text(language)) } }
                                td { @if change.column.is_some() { (words(change.after.as_ref()).text(language)) } }
                                td { @if let Some(cell) = change.after.as_ref().or(change.before.as_ref()) { (place(addresses, language, &cell.place)) } }
                            } } }
                        }
                    }
                }
            }
        }
    }
}
