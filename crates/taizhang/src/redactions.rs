//! `taizhang redactions`: what the public edition leaves out, for the person who signs for it.

use crate::cli::{Common, RedactionOptions};
use crate::documents::{jobs, made};
use crate::outcome::{End, Fatal};
use crate::publishing::{Publishing, Redaction};
use crate::session::Session;
use model::Month;
use model::edition::{Edition, Secret};
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
    println!("{}公开版隐去清单", session.project.time.chinese());
    print(&list);
    told(&publishing.shown);
    short(&publishing.short);
    match earlier {
        Ok(earlier) => compare(&list, &earlier, against),
        Err(reason) => println!("没有{}的清单可以对比：{}", against.chinese(), words(&reason)),
    }
    println!("核对人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿");
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
            println!("《{document}》");
        }
        let Redaction { part, what, rule, times, .. } = redaction;
        println!("  {part}　{what}　{times} 处　{rule}");
    }
    println!("共 {} 条。", list.len());
}

/// Words that would be masked if another column did not show them to everyone.
fn told(shown: &[Secret]) {
    if shown.is_empty() {
        return;
    }
    let words: BTreeSet<&str> = shown.iter().map(|secret| secret.value.as_str()).collect();
    let words: Vec<&str> = words.into_iter().collect();
    println!("下列文字在某一列要隐去，但另有一列写着 sensitivity = \"public\"，没有隐去：{}。", words.join("、"));
}

/// Why there is no list of another month.
fn words(reason: &Fatal) -> String {
    match reason {
        Fatal::Message(message) => message.clone(),
        Fatal::Definitions(problems) => format!("定义有 {} 处错误。", problems.len()),
    }
}

/// Masked values that are too short to be looked for, column by column.
fn short(secrets: &[Secret]) {
    let mut columns: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for secret in secrets {
        *columns.entry((&secret.ledger, &secret.column)).or_default() += 1;
    }
    for ((ledger, column), count) in columns {
        println!("{ledger}的“{column}”有 {count} 个值太短，在文件里无法查找，请人工核对。");
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
    println!("与{}相比：新增 {} 条，减少 {} 条。", against.chinese(), new.len(), gone.len());
    for (sign, list) in [("＋", new), ("－", gone)] {
        for Redaction { document, part, what, rule, .. } in list {
            println!("  {sign}《{document}》{part}　{what}　{rule}");
        }
    }
}
