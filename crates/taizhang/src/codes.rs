//! `taizhang codes`: what each code of a problem means, with an example and what to do.

use crate::cli::CodesOptions;
use crate::outcome::{End, Fatal};
use crate::problems;
use model::{Rule, diagnostic};
use std::fmt::Write;

/// All rules of all stages, in the order in which a run meets them.
pub(crate) fn rules() -> Vec<&'static Rule> {
    let mut rules: Vec<&'static Rule> = problems::RULES.to_vec();
    rules.push(&model::define::DEFINITION);
    rules.extend(ingest::RULES);
    rules.extend(stats::RULES);
    rules.extend(report::RULES);
    rules.extend(layout::RULES);
    let mut seen = Vec::new();
    rules.retain(|rule| {
        let new = !seen.contains(&std::ptr::from_ref(*rule));
        seen.push(std::ptr::from_ref(*rule));
        new
    });
    rules
}

/// Prints the page of one code, or of all.
pub(crate) fn run(options: &CodesOptions) -> Result<End, Fatal> {
    let rules = rules();
    match &options.code {
        None => print!("{}", page(&rules)),
        Some(code) => match rules.iter().find(|rule| rule.code == code) {
            Some(rule) => print!("{}", entry(rule)),
            None => {
                let known = diagnostic::suggestion(code, rules.iter().map(|rule| rule.code));
                return Err(Fatal::Message(format!("没有“{code}”这个代码{known}")));
            }
        },
    }
    Ok(End::Clean)
}

/// The page of all codes: `docs/diagnostics.md`.
fn page(rules: &[&Rule]) -> String {
    let mut out = String::from(
        "# 问题代码\n\n本页由 `taizhang codes` 从程序生成，不要手工修改；单看一个代码用 `taizhang codes <代码>`。\n\n级别：错误是有值没有按原样读到，或数之间矛盾；警告是多半有误，照常计算；说明是知道即可。\n\n| 代码 | 级别 | 名称 |\n| --- | --- | --- |\n",
    );
    for rule in rules {
        let _ = writeln!(out, "| [{0}](#{0}) | {1} | {2} |", rule.code, rule.severity.chinese(), rule.title);
    }
    for rule in rules {
        out.push('\n');
        out.push_str(&entry(rule));
    }
    out
}

fn entry(rule: &Rule) -> String {
    format!(
        "## {}\n\n**{}**（{}）\n\n{}\n\n- 例：{}\n- 怎么办：{}\n",
        rule.code,
        rule.title,
        rule.severity.chinese(),
        rule.meaning,
        rule.example,
        rule.remedy
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_every_rule_says_all() {
        let rules = rules();
        let codes: BTreeSet<&str> = rules.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), rules.len());
        for rule in rules {
            let texts = [rule.title, rule.meaning, rule.example, rule.remedy];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", rule.code);
            assert!(rule.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.code);
        }
    }
}
