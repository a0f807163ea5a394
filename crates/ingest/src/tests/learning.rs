//! A ledger learned from several months.

use crate::{Detail, Draft, Submitted, inspect, learn, month_of, one_ledger, open};
use model::{Month, Said};

/// The draft of some text files, each with its month.
fn draft(files: &[(&str, &str, &str)]) -> Draft {
    let seen: Vec<_> = files
        .iter()
        .map(|(file, _, text)| inspect(file, open(text.as_bytes()).as_ref().map_err(Clone::clone), Detail::Values))
        .collect();
    let submitted: Vec<Submitted<'_>> = seen
        .iter()
        .zip(files)
        .map(|(description, (_, month, _))| Submitted { description, month: month.parse().ok() })
        .collect();
    let draft = learn(&submitted).expect("a table");
    let text = draft.toml();
    let ledger = model::define::ledger(&text, "data/definitions/trial.toml").expect("a definition");
    let problems = crate::definition(&ledger, std::slice::from_ref(&ledger), "trial.toml", &text);
    assert!(problems.is_empty(), "{problems:#?}\n{text}");
    // Every file that it was learned from has all columns that it must have.
    for (file, _, content) in files {
        let read = super::reading(&ledger, file, content.as_bytes());
        let missing = read
            .diagnostics
            .iter()
            .find(|problem| ["missing-column", "unknown-label", "unknown-word"].contains(&problem.rule.code));
        assert!(missing.is_none() && !read.records.is_empty(), "{file}: {missing:?}\n{text}");
    }
    draft
}

/// Each column in a line: id, labels, type, unit, whether it is optional.
fn columns(draft: &Draft) -> Vec<String> {
    let line = |column: &crate::DraftColumn| {
        let unit = column.unit.as_deref().unwrap_or("-");
        format!(
            "{} {} {} {unit}{}",
            column.id,
            column.labels.join("|"),
            column.kind,
            if column.optional { " ?" } else { "" }
        )
    };
    draft.columns.iter().map(line).collect()
}

const OCTOBER: &str = "事项编号,责任单位,问题描述,整改时限,整改状态,金额（万元）\nA1,办公室,甲,2020-12-01,整改中,10\nA2,财务科,乙,2020-11-01,已完成,20.5\nA3,办公室,丙,2020-12-31,未启动,30\n";
const NOVEMBER: &str = "编号,责任部门,问题描述,整改时限,整改状态,金额（万元）,备注\nA1,办公室,甲,2020-12-01,已完成,10,无\nA2,财务科,乙,2020-11-01,已完成,20.5,补充材料\nA3,办公室,丙,2020-12-31,未启动,30,\nA4,办公室,丁,2021-01-31,长期坚持,40,\n";

#[test]
fn labels_states_and_keys_of_two_months_are_put_together() {
    let draft = draft(&[("整改台账10月.csv", "2020-10", OCTOBER), ("整改台账11月.csv", "2020-11", NOVEMBER)]);
    assert_eq!(
        columns(&draft),
        [
            "code 编号|事项编号 text -",
            "department 责任部门|责任单位 text -",
            "issue 问题描述 text -",
            "due 整改时限 date -",
            "status 整改状态 status -",
            "amount 金额（万元） money 万元",
            "remark 备注 text - ?",
        ]
    );
    assert_eq!(draft.files, ["*整改台账*"]);
    assert_eq!(draft.grain, model::ledger::Grain::Snapshot);
    assert_eq!((draft.key.as_slice(), draft.deadline.as_deref()), (&["code".to_owned()][..], Some("due")));
    let status = draft.column("status").expect("the state");
    assert_eq!(
        status.states,
        [vec!["已完成"], vec!["整改中", "未启动"], vec!["长期坚持"]]
            .map(|list| list.into_iter().map(str::to_owned).collect::<Vec<_>>())
    );
    let doubts = draft.all_doubts();
    assert!(doubts.iter().all(|doubt| doubt.chinese().contains("叫法不同")) && doubts.len() == 2, "{doubts:?}");
}

#[test]
fn flows_have_other_numbers_every_month_and_units_that_differ_are_told() {
    let november = "企业,税额（元）\n甲,100000\n乙,200000\n丙,300000\n";
    let december = "企业,税额（万元）\n甲,11\n乙,21\n丙,31\n";
    let draft = draft(&[("税收11月.csv", "2020-11", november), ("税收12月.csv", "2020-12", december)]);
    assert_eq!(draft.grain, model::ledger::Grain::Month);
    assert_eq!(draft.column("tax").and_then(|column| column.unit.as_deref()), Some("万元"));
    let doubts = Said::list(draft.all_doubts()).chinese().to_owned();
    assert!(doubts.contains("单位不同") && doubts.contains("写元的有税收11月.csv"), "{doubts}");
    assert!(draft.toml().contains("# 请核对：各月单位不同"), "{}", draft.toml());
}

#[test]
fn columns_that_come_and_go_stay_apart() {
    let one = "名称,街道,本月支出\n甲,东街,1\n乙,西街,2\n丙,南街,3\n";
    let other = "名称,行业,累计支出\n甲,制造业,10\n乙,服务业,20\n丙,农业,30\n";
    let draft = draft(&[("支出1月.csv", "2020-01", one), ("支出2月.csv", "2020-02", other)]);
    let optional: Vec<bool> = draft.columns.iter().map(|column| column.optional).collect();
    assert_eq!(optional, [false, true, true, true, true], "{:?}", columns(&draft));
}

#[test]
fn without_a_unique_column_there_is_no_key() {
    let draft = draft(&[("来访.csv", "", "来源,件数\n来信,1\n来访,2\n来信,1\n")]);
    assert!(draft.key.is_empty());
    assert!(draft.toml().contains("# 请核对：没有找到在每个文件里都不重复的列"), "{}", draft.toml());
    let pair = self::draft(&[("预算.csv", "", "单位,项目,金额\n东院,人员,1\n东院,公用,2\n西院,人员,1\n西院,公用,2\n")]);
    assert_eq!(pair.key, ["item", "unit"]);
}

#[test]
fn files_of_one_month_say_whose_they_are() {
    let rows = "项目,本月支出\n人员,10\n公用,20\n";
    let banner = |name: &str| format!("填报单位：{name},单位：万元\n{rows}");
    let [east, west] = [banner("东院"), banner("西院")];
    let draft = draft(&[("东院预算表.csv", "2020-01", &east), ("西院预算表.csv", "2020-01", &west)]);
    assert_eq!(draft.columns[0].from.as_deref(), Some("banner:填报单位"));
    assert_eq!(draft.key, ["sender", "item"]);
    let draft = self::draft(&[("东院-预算表.csv", "2020-01", rows), ("西院-预算表.csv", "2020-01", rows)]);
    assert_eq!(draft.columns[0].from.as_deref(), Some("file"));
}

#[test]
fn files_of_one_ledger_are_known_by_their_labels() {
    let seen =
        |file: &str, text: &str| inspect(file, open(text.as_bytes()).as_ref().map_err(Clone::clone), Detail::Summary);
    let (october, november) = (seen("整改台账10月.csv", OCTOBER), seen("整改台账11月.csv", NOVEMBER));
    assert!(one_ledger(&october, &november));
    assert!(!one_ledger(&october, &seen("税收.csv", "企业,税额\n甲,1\n")));
    assert!(one_ledger(&seen("东院.csv", "项目,支出\n甲,1\n"), &seen("西院.csv", "项目,支出\n乙,2\n")));
}

#[test]
fn months_are_known_by_names_sheets_and_titles() {
    let month = |file: &str, text: &str| -> Option<Month> {
        month_of(&inspect(file, open(text.as_bytes()).as_ref().map_err(Clone::clone), Detail::Summary))
    };
    let rows = "企业,税额\n甲,1\n乙,2\n";
    let some = |month: &str| month.parse::<Month>().ok();
    assert_eq!(month("税收2020年12月.csv", rows), some("2020-12"));
    assert_eq!(month("医疗服务（2025年1-6月）.csv", rows), some("2025-06"));
    assert_eq!(month("税收.csv", &format!("2020年11月企业税收统计表,\n{rows}")), some("2020-11"));
    assert_eq!(month("税收11月.csv", &format!("2020年11月企业税收统计表,\n{rows}")), some("2020-11"));
    assert_eq!(month("税收11月.csv", rows), None);
    assert_eq!(month("税收.csv", &format!("填表日期：2020年10月5日,\n{rows}")), None);
}
