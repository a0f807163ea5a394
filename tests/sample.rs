//! The sample project: the figures of the notice, computed from the cells.

use crate::support::{edit, figures, files, golden, pdf_text, root, sample_copy, sample_files, stated, taizhang};

/// The printed text of each of the 93 figures of the notice: `id<TAB>text`.
const NOTICE: &str = include_str!("notice.tsv");

fn notice() -> impl Iterator<Item = (&'static str, &'static str)> {
    NOTICE.lines().filter_map(|line| line.split_once('\t'))
}

/// What a reader of the reports sees of a figure: words for the series and the balance, which
/// `figures` shows in signs.
pub(crate) fn read<'a>(id: &str, text: &'a str) -> &'a str {
    match id {
        "tax.hitech_share_rising" => "逐年递增",
        "acc.check" => "分项之和13，与总数12相差1",
        _ => text,
    }
}

#[test]
fn every_figure_of_the_notice_comes_out_as_printed() {
    let figures = figures(&root());
    assert_eq!(notice().count(), 93);
    for (id, text) in notice() {
        let got = figures.get(&("共用".to_owned(), id.to_owned()));
        assert_eq!(got.map(|(_, printed)| printed.as_str()), Some(text), "{id}");
    }
}

#[test]
fn the_workbook_of_the_notice_states_every_figure() {
    let mut files = sample_files().iter();
    let workbook = files.find(|(name, _)| name.contains("通报") && name.ends_with(".xlsx")).unwrap().1;
    let stated = stated(workbook);
    for (id, text) in notice() {
        assert_eq!(stated.get(id).map(String::as_str), Some(read(id, text)), "{id}");
    }
}

/// Together with the golden files, which prove that the reviewed places stand in the PDF: one of
/// them has a mark for each figure of a text, the other the words of the note below the text.
#[test]
fn the_notice_has_a_place_for_every_figure() {
    let reviewed = |name: &str| std::fs::read_to_string(root().join("tests/golden").join(name)).unwrap();
    let (places, words) = (reviewed("places.txt"), reviewed("关于巡察整改进展情况的通报.txt"));
    let texts = places.split("# ").find(|document| document.starts_with("关于巡察整改进展情况的通报")).unwrap();
    for (id, text) in notice() {
        let printed: String = read(id, text).chars().filter(|c| !c.is_whitespace()).collect();
        let stands = match id {
            "acc.check" => words.contains(&format!("人（{printed}），一人可能受两种处理")),
            _ => texts.contains(&format!("【{id} = {printed}】")),
        };
        assert!(stands, "the notice has no place for {id} {text}");
    }
}

#[test]
fn every_report_is_written_and_none_is_empty() {
    let files = sample_files();
    let parts = [
        "整改进展情况",
        "整改周报",
        "督办",
        "企业税收统计月报",
        "高企与创新发展简报",
        "国有资产与资金月报",
        "隐患与诉求月报",
    ];
    for part in parts {
        for kind in [".pdf", ".xlsx"] {
            let found = files.iter().filter(|(name, _)| name.contains(part) && name.ends_with(kind));
            assert!(found.clone().count() > 0, "no {kind} of {part} in {:?}", files.keys());
            assert!(found.clone().all(|(_, bytes)| bytes.len() > 5_000));
        }
    }
    // One letter for each department that has something due.
    assert!(files.keys().filter(|name| name.contains("督办") && name.ends_with(".pdf")).count() >= 2);
}

#[test]
fn all_figures_are_as_reviewed() {
    let answer = taizhang(&root(), &["figures", "--format", "tsv"]);
    golden("figures.tsv", &answer.out);
}

#[test]
fn the_words_of_the_reports_are_as_reviewed() {
    for (name, bytes) in sample_files().iter().filter(|(name, _)| name.ends_with(".pdf")) {
        // One sentence a line, so that a difference is seen where it is.
        let text = pdf_text(bytes).replace('。', "。\n");
        golden(&name.replace(".pdf", ".txt"), &text);
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let out = tempfile::tempdir().unwrap();
    taizhang(&root(), &["report", "--out", &out.path().display().to_string()]);
    let (first, second) = (sample_files(), files(out.path()));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in first {
        assert!(second.get(name) == Some(bytes), "{name} differs between two runs");
    }
}

#[test]
fn a_figure_is_explained_down_to_its_cells() {
    let answer = taizhang(&root(), &["explain", "税收累计", "--format", "json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let explained: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let cells = explained["provenance"]["cells"].as_array().unwrap();
    let fen = |text: &str| {
        let (yuan, fen) = text.split_once('.').unwrap_or((text, ""));
        format!("{yuan}{fen:0<2}").parse::<i64>().unwrap()
    };
    let sum: i64 = cells.iter().map(|cell| fen(cell["value"].as_str().unwrap())).sum();
    let exact = explained["figure"]["value"]["number"].as_str().unwrap();
    assert_eq!(sum.to_string(), exact, "the cells add up to the figure in 分");
    assert!(cells.iter().all(|cell| cell["file"].as_str().unwrap().starts_with("data/2020-")));
}

#[test]
fn figures_of_one_title_with_other_values_are_named() {
    let project = sample_copy();
    let title = |report: &str, old: &str| {
        let definition = project.path().join("reports/definitions").join(report).join("report.toml");
        edit(&definition, &format!("title = \"{old}\""), "title = \"同名指标\"");
    };
    title("supervision", "已完成");
    title("rectification", "未完成");
    let answer = taizhang(project.path(), &["explain", "同名指标"]);
    assert!(answer.code == 0 && answer.out.starts_with("同名指标（open）"), "{}{}", answer.out, answer.err);
    assert!(answer.err.contains("数不同的指标：supervision/done；"), "{}", answer.err);
    let answer = taizhang(project.path(), &["explain", "supervision/done"]);
    assert!(answer.code == 0 && answer.out.starts_with("同名指标（done）"), "{}{}", answer.out, answer.err);
    assert!(answer.err.is_empty(), "{}", answer.err);
}

#[test]
fn an_unknown_figure_is_answered_with_the_nearest() {
    let answer = taizhang(&root(), &["explain", "税收累积"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("税收累计"), "{}", answer.err);
}

#[test]
fn before_the_first_register_one_warning_is_enough() {
    let out = tempfile::tempdir().unwrap();
    let copies = out.path().display().to_string();
    let answer = taizhang(&root(), &["check", "--month", "2020-11", "--marked", &copies, "--format", "json"]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let problems = answer["diagnostics"].as_array().unwrap();
    let warnings = problems.iter().filter(|problem| problem["severity"] != "info");
    let codes: Vec<&str> = warnings.filter_map(|problem| problem["code"].as_str()).collect();
    assert_eq!(codes, ["missing-directory"]);
}
