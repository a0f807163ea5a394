//! Records that name enterprises.

use super::{ledger, reading, xlsx};
use model::Language;
use model::ledger::Ledger;

fn enterprises() -> Ledger {
    let mut ledger = ledger(
        "[entity]\ncodes = [\"code\", \"old\"]\nnames = [\"name\", \"former\"]\ngroup = \"group\"
[columns.code]\nlabels = [\"代码\"]\ntype = \"credit-code\"\n[columns.name]\nlabels = [\"名称\"]\n[columns.old]\nlabels = [\"旧代码\"]\ntype = \"credit-code\"\n[columns.former]\nlabels = [\"曾用名\"]\n[columns.group]\nlabels = [\"主体\"]\ntype = \"credit-code\"\ndefault = \"code\"",
    );
    ledger.id = "enterprise".into();
    ledger.title = "企业名录".into();
    ledger
}

#[test]
fn codes_then_names_then_groups_are_followed_and_the_rest_is_said_once() {
    let enterprise = enterprises();
    let known = reading(
        &enterprise,
        "名录.xlsx",
        &xlsx(
            "代码|名称|旧代码|曾用名|主体\n'111111111|示例（湖南）科技有限公司|'430105123456789||\n'222222222|示例销售有限公司||示例商贸有限公司|'111111111\n'333333333|样板材料股份有限公司|||",
        ),
    );
    let tax = ledger(
        "[columns.code]\nlabels = [\"税号\"]\ntype = \"credit-code\"\nentity = \"enterprise\"\n[columns.name]\nlabels = [\"纳税人\"]\nentity = \"enterprise\"",
    );
    let sent = reading(
        &tax,
        "税收.xlsx",
        &xlsx(
            "税号|纳税人\n'111111111|随便\n'222222222|\n'430105123456789|\n|示例(湖南) 科技有限公司\n|示例商贸有限公司\n'999999999|样板材料有限公司\n'999999999|样板材料有限公司\n'333333333|示例销售有限公司",
        ),
    );
    let chosen: Vec<usize> = (0..known.records.len()).collect();
    let (found, problems) = crate::resolve(&tax, &sent.records, &enterprise, &known.records, &chosen);
    assert_eq!(found, [Some(0), Some(0), Some(0), Some(0), Some(0), None, None, Some(2)]);
    let said: Vec<String> = problems.iter().map(|problem| problem.message(Language::Chinese)).collect();
    let cells: Vec<_> = problems.iter().map(|problem| (problem.rule.code, problem.place.cell)).collect();
    assert_eq!(cells, [("unresolved-entity", Some((7, 1))), ("entity-conflict", Some((9, 1)))], "{said:#?}");
    assert!(said[0].contains("共 2 行") && said[0].contains("样板材料股份有限公司"), "{said:#?}");
    assert_eq!(crate::resolve(&tax, &sent.records, &enterprise, &known.records, &[]).0, [None; 8]);
}
