//! What the files did not say is asked of the clerk.

use super::questions::Clerk;
use crate::outcome::Fatal;
use ingest::{About, Draft, DraftColumn};
use model::ledger::Grain;
use model::{Month, Said, Unit, say};

/// Asks for the title, and for what is a doubt: month or state, key, units. An answer settles the
/// doubt, no answer leaves it.
pub(super) fn settle(draft: &mut Draft, clerk: &mut dyn Clerk) -> Result<(), Fatal> {
    let title = &draft.title;
    if let Some(title) = clerk.answer(&say!("台账的名称 [{title}]：", "The title of the ledger [{title}]: "))? {
        draft.title = title;
    }
    if draft.doubts.iter().any(|doubt| doubt.about == About::Grain) {
        grain(draft, clerk)?;
    }
    if draft.doubts.iter().any(|doubt| doubt.about == About::Key) {
        key(draft, clerk)?;
    }
    let title = draft.title.clone();
    for column in draft.columns.iter_mut().filter(|column| column.kind == "money" && column.unit.is_none()) {
        unit(&title, column, clerk)?;
    }
    let all: Vec<&DraftColumn> = draft.columns.iter().filter(|column| column.kind == "money").collect();
    if all.iter().all(|column| column.unit.is_some()) {
        let bare = |text: &Said| text.chinese().contains("工作簿里没有写单位");
        draft.doubts.retain(|doubt| doubt.about != About::Unit || !bare(&doubt.text));
    }
    Ok(())
}

fn grain(draft: &mut Draft, clerk: &mut dyn Clerk) -> Result<(), Fatal> {
    let usual = if draft.grain == Grain::Month { "1" } else { "2" };
    let title = &draft.title;
    let question = say!(
        "“{title}”每次报的是：1 当月发生的，2 全部现状 [{usual}]：",
        "What does each submission of “{title}” say: 1 what happened in the month, 2 all as it stands [{usual}]: "
    );
    let grain = match clerk.answer(&question)?.as_deref() {
        Some("1") => Grain::Month,
        Some("2") => Grain::Snapshot,
        _ => return Ok(()),
    };
    draft.grain = grain;
    draft.doubts.retain(|doubt| doubt.about != About::Grain);
    Ok(())
}

fn key(draft: &mut Draft, clerk: &mut dyn Clerk) -> Result<(), Fatal> {
    let list = draft.columns.iter().enumerate();
    let list = list.map(|(at, column)| Said::same(format!("{} {}", at + 1, column.title())));
    let (title, list) = (&draft.title, Said::joined(list, "，", ", "));
    let question = say!(
        "“{title}”哪一列（或哪几列合起来）每条都不同？（{list}；写号码，几列用逗号分开，没有就回车）：",
        "Which column of “{title}” (or which columns together) differs in every record? ({list}; write the numbers, with commas between several; if there is none, just press Enter): ",
        list
    );
    let Some(answer) = clerk.answer(&question)? else { return Ok(()) };
    let numbers = answer.split([',', '，', '、', ' ']).filter(|part| !part.is_empty());
    let column = |part: &str| draft.columns.get(part.parse::<usize>().ok()?.checked_sub(1)?);
    let key: Option<Vec<String>> = numbers.map(|part| column(part).map(|column| column.id.clone())).collect();
    if let Some(key) = key.filter(|key| !key.is_empty()) {
        draft.key = key;
        draft.doubts.retain(|doubt| doubt.about != About::Key);
    }
    Ok(())
}

fn unit(title: &str, column: &mut DraftColumn, clerk: &mut dyn Clerk) -> Result<(), Fatal> {
    let label = column.title();
    let question = say!(
        "“{title}”的“{label}”没有写单位，是元、万元还是亿元 [元]：",
        "“{label}” of “{title}” has no unit; is it in “元” (yuan), “万元” (10,000 yuan) or “亿元” (100 million yuan) [“元”]: "
    );
    if let Some(unit) = clerk.answer(&question)?.filter(|unit| Unit::money(unit).is_some()) {
        column.unit = Some(unit);
        column.doubts.retain(|doubt| doubt.about != About::Unit);
    }
    Ok(())
}

/// Asks for the month of a file that says none.
pub(super) fn month(file: &str, clerk: &mut dyn Clerk) -> Result<Option<Month>, Fatal> {
    let question = say!(
        "“{file}”是哪个月的报送（如 2020-12；不知道就回车，先不放入）：",
        "Of which month is “{file}” (like 2020-12; if you do not know, just press Enter, and it is not put in yet): "
    );
    let answer = clerk.answer(&question)?;
    Ok(answer.and_then(|answer| answer.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ingest::Doubt;

    /// Answers one line after the other.
    struct Scripted(Vec<&'static str>);

    impl Clerk for Scripted {
        fn answer(&mut self, _: &Said) -> Result<Option<String>, Fatal> {
            let line = if self.0.is_empty() { "" } else { self.0.remove(0) };
            Ok(Some(line.to_owned()).filter(|line| !line.is_empty()))
        }
    }

    fn draft() -> Draft {
        let column = |id: &str, label: &str, kind: &'static str| DraftColumn {
            id: id.to_owned(),
            labels: vec![label.to_owned()],
            kind,
            ..DraftColumn::default()
        };
        let mut money = column("paid", "支付", "money");
        money.doubts.push(Doubt::new(About::Unit, Said::fixed("工作簿里没有写单位，按元计。", "there is no unit.")));
        Draft {
            sources: vec!["支付.xlsx".to_owned()],
            title: "支付".to_owned(),
            files: vec!["*支付*".to_owned()],
            grain: Grain::Month,
            key: Vec::new(),
            deadline: None,
            closed: None,
            across: false,
            columns: vec![column("name", "名称", "text"), money],
            doubts: vec![
                Doubt::new(About::Grain, Said::fixed("推测", "a guess")),
                Doubt::new(About::Key, Said::fixed("没有", "none")),
            ],
            left_out: Vec::new(),
        }
    }

    #[test]
    fn answers_settle_what_was_doubted() {
        let mut asked = draft();
        settle(&mut asked, &mut Scripted(vec!["支付台账", "2", "1", "万元"])).expect("answers");
        assert_eq!((asked.title.as_str(), asked.grain), ("支付台账", Grain::Snapshot));
        assert_eq!(asked.key, ["name"]);
        assert_eq!(asked.columns[1].unit.as_deref(), Some("万元"));
        assert_eq!(asked.all_doubts(), Vec::new());
    }

    #[test]
    fn without_an_answer_or_with_nonsense_everything_stays_a_doubt() {
        for answers in [vec![], vec!["", "3", "9", "美元"]] {
            let mut asked = draft();
            settle(&mut asked, &mut Scripted(answers)).expect("answers");
            assert_eq!(asked, draft());
        }
        assert_eq!(month("甲.xlsx", &mut Scripted(vec!["2020-12"])).expect("an answer"), "2020-12".parse().ok());
    }
}
