//! `taizhang redactions`: what the public edition leaves out, for the person who signs for it.

use crate::cli::{Common, RedactionOptions};
use crate::documents::{jobs, made};
use crate::language::tell;
use crate::outcome::{End, Fatal};
use crate::publishing::{Publishing, Redaction};
use crate::session::Session;
use model::edition::{Edition, Secret};
use model::{Month, Said, say};
use std::collections::{BTreeMap, BTreeSet};

/// Lists what is left out, and what is new or gone since another month.
pub(crate) fn run(options: &RedactionOptions) -> Result<End, Fatal> {
    let session = Session::open(&options.common, &options.reports)?;
    let publishing = Publishing::new(&session)?;
    let list = list(&session, &publishing)?;
    let month = session.project.time.month;
    let against = options.against.unwrap_or_else(|| month.plus(-1));
    let earlier = earlier(options, against);
    if options.output.json() {
        let earlier = earlier.as_deref().ok().map(|earlier| changed(&list, earlier));
        let (new, gone) = earlier.unwrap_or_default();
        let kept: Vec<&str> = publishing.shown.iter().map(|secret| secret.value.as_str()).collect();
        println!(
            "{:#}",
            serde_json::json!({ "month": month.to_string(), "redactions": list, "against": against.to_string(), "new": new, "gone": gone, "shown": kept })
        );
        return Ok(End::Clean);
    }
    let time = session.project.time;
    tell!(
        "{month}（截至{as_of}）公开版隐去清单",
        "What the public edition of {month} (as of {as_of}) leaves out",
        month,
        as_of = time.as_of
    );
    print(&list);
    told(&publishing.shown);
    short(&publishing.short);
    match earlier {
        Ok(earlier) => compare(&list, &earlier, against),
        Err(reason) => tell!(
            "没有{against}的清单可以对比：{why}",
            "There is no list of {against} to compare with: {why}",
            against,
            why = words(&reason)
        ),
    }
    tell!("核对人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿", "Checked by: ____________    Date: ____________");
    Ok(End::Clean)
}

/// What all public documents of a session leave out.
pub(crate) fn list(session: &Session, publishing: &Publishing) -> Result<Vec<Redaction>, Fatal> {
    let mut all = Vec::new();
    for report in &session.reports {
        for job in jobs(session, report, &[Edition::Public]) {
            all.extend(made(session, Some(publishing), &job)?.redactions);
        }
    }
    Ok(all)
}

/// The list of another month of the same project.
fn earlier(options: &RedactionOptions, month: Month) -> Result<Vec<Redaction>, Fatal> {
    let common = Common {
        project: options.common.project.clone(),
        month: Some(month),
        as_of: None,
        no_cache: options.common.no_cache,
    };
    let session = Session::open(&common, &options.reports)?;
    list(&session, &Publishing::new(&session)?)
}

fn print(list: &[Redaction]) {
    let mut document = "";
    for redaction in list {
        if redaction.document != document {
            document = &redaction.document;
            tell!("《{document}》", "“{document}”");
        }
        let Redaction { part, what, rule, times, .. } = redaction;
        tell!("  {part}　{what}　{times} 处　{rule}", "  {part}  {what}  {times} time(s)  {rule}", part, what, rule);
    }
    let count = list.len();
    tell!("共 {count} 条。", "{count} in all.");
}

/// Words that would be masked if another column did not show them to everyone.
fn told(shown: &[Secret]) {
    if shown.is_empty() {
        return;
    }
    let words: BTreeSet<&str> = shown.iter().map(|secret| secret.value.as_str()).collect();
    let words = Said::list(words.into_iter().map(Said::same));
    tell!(
        "下列文字在某一列要隐去，但另有一列写着 sensitivity = \"public\"，没有隐去：{words}。",
        "These words are to be masked in one column, but another says sensitivity = \"public\", so they were left as they are: {words}.",
        words
    );
}

/// Why there is no list of another month.
fn words(reason: &Fatal) -> Said {
    match reason {
        Fatal::Message(message) => message.clone(),
        Fatal::Definitions(problems) => {
            let count = problems.len();
            say!("定义有 {count} 处错误。", "there are {count} error(s) in definitions.")
        }
    }
}

/// Masked values that are too short to be looked for, column by column.
fn short(secrets: &[Secret]) {
    let mut columns: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for secret in secrets {
        *columns.entry((&secret.ledger, &secret.column)).or_default() += 1;
    }
    for ((ledger, column), count) in columns {
        tell!(
            "{ledger}的“{column}”有 {count} 个值太短，在文件里无法查找，请人工核对。",
            "{count} value(s) of “{column}” of {ledger} are too short to be looked for in files; please check them by hand."
        );
    }
}

/// What is new and what is gone. Documents and parts are named by months, which differ.
fn changed<'a>(now: &'a [Redaction], earlier: &'a [Redaction]) -> (Vec<&'a Redaction>, Vec<&'a Redaction>) {
    let key = |redaction: &&'a Redaction| redaction.key.as_str();
    let keys = |list: &'a [Redaction]| list.iter().map(|one| key(&one)).collect::<BTreeSet<_>>();
    let (of_now, of_earlier) = (keys(now), keys(earlier));
    let new = now.iter().filter(|one| !of_earlier.contains(&key(one))).collect();
    let gone = earlier.iter().filter(|one| !of_now.contains(&key(one))).collect();
    (new, gone)
}

fn compare(now: &[Redaction], earlier: &[Redaction], against: Month) {
    let (new, gone) = changed(now, earlier);
    let (added, removed) = (new.len(), gone.len());
    tell!(
        "与{against}相比：新增 {added} 条，减少 {removed} 条。",
        "Against {against}: {added} new, {removed} gone.",
        against
    );
    for (sign, list) in [("＋", new), ("－", gone)] {
        for Redaction { document, part, what, rule, .. } in list {
            tell!(
                "  {sign}《{document}》{part}　{what}　{rule}",
                "  {sign} “{document}” {part}  {what}  {rule}",
                part,
                what,
                rule
            );
        }
    }
}
