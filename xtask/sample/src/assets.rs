//! 国有资产租金, 往来账款, 银行账户 and 资金调拨: what the development company owns and moves.

use crate::enterprises::Enterprise;
use crate::facts::{self, decimal, yuan};
use crate::firms::firms;
use crate::form::{Form, Head, centre, day, head, money, under, words, workbook};
use crate::outcome::{Books, Outcome};
use crate::random::Random;
use crate::workbook::Cell;
use model::{Date, Month};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Lease {
    contract: String,
    asset: String,
    kind: String,
    tenant: String,
    area: String,
    way: String,
    let_on: Date,
    rent: String,
    assessed: String,
    paid_november: i64,
    paid_december: i64,
    arrears_november: String,
    arrears_december: String,
    age: String,
    state_november: String,
    state_december: String,
}

impl Lease {
    /// The rent of some months in 分, a half going up: 元 with two places times 平方米 with two.
    fn rent_of(&self, months: i64) -> Outcome<i64> {
        Ok((decimal(&self.rent, 2)? * decimal(&self.area, 2)? * months + 50) / 100)
    }

    /// The months of the year up to `month` for which rent is due.
    fn months(&self, month: Month) -> Outcome<i64> {
        let first = self.let_on.month_of().index().max(month.january().index());
        Ok(month.index() - first + 1)
    }
}

/// 国有资产租金: the snapshots of November and December; some old arrears are gone in December.
pub(crate) fn leases(all: &[Enterprise]) -> Outcome<Books> {
    let leases: Vec<Lease> = facts::read(include_str!("facts/lease.tsv"))?;
    let (november, december) = (Month::new(2020, 11).ok_or("2020-11")?, Month::new(2020, 12).ok_or("2020-12")?);
    let first = lease_form(all, &leases, november)?.note("填表人：方某某          审核人：吴某某");
    let first = workbook(&[first], november.last_day().plus_days(5))?;
    let houses = lease_form(all, leases.iter().filter(|lease| lease.kind == "房屋"), december)?;
    let parcels = lease_form(all, leases.iter().filter(|lease| lease.kind != "房屋"), december)?;
    let sheets = [
        houses.named("房屋").note("注：法院执行的两户已取得生效判决，租金由法院强制执行。"),
        parcels.named("零星地块").note("注：零星地块均作为生产配套场地使用。"),
    ];
    let sheets = sheets.map(|form| form.note("填表人：方某某          审核人：吴某某"));
    let second = workbook(&sheets, december.last_day().plus_days(6))?;
    Ok(vec![
        (november, "国有资产租金台账（2020年11月）.xlsx", first),
        (december, "国有资产租金台账（2020年12月）.xlsx", second),
    ])
}

fn lease_form<'a>(all: &[Enterprise], leases: impl IntoIterator<Item = &'a Lease>, month: Month) -> Outcome<Form> {
    let december = month.month() == 12;
    let title = format!("示例高新区国有资产租金收缴台账（{}）", month.chinese());
    let unit = if december { "" } else { "          单位：元" };
    let banner = format!("填报单位：示例高新区开发公司          截至日期：{}{unit}", month.last_day().chinese());
    let heads = if december { december_heads() } else { november_heads() };
    let rows = leases.into_iter().enumerate().map(|(at, lease)| lease_row(all, at, lease, month));
    let rows: Outcome<Vec<_>> = rows.collect();
    Ok(Form::new(&title, &banner, &heads).named("租金台账").rows(rows?).total("合计", &[10, 11, 12]))
}

fn november_heads() -> [Head; 15] {
    [
        head("序号", 6),
        head("合同编号", 13),
        head("资产名称", 28),
        head("资产类型", 10),
        head("承租人", 34),
        head("面积（平方米）", 12),
        head("出租方式", 11),
        head("出租日期", 14),
        head("月租金单价（元/平方米）", 12),
        head("评估价（元/平方米）", 12),
        head("应收租金", 15),
        head("实收租金", 15),
        head("欠缴余额", 15),
        head("欠缴账龄", 11),
        head("催收状态", 12),
    ]
}

fn december_heads() -> [Head; 15] {
    const CONTRACT: &str = "合同情况";
    const MONEY: &str = "租金收缴（元）";
    [
        head("序号", 6),
        head("合同编号", 13),
        head("资产名称", 28),
        head("资产类型", 10),
        under(CONTRACT, "承租单位", 34),
        under(CONTRACT, "面积（平方米）", 12),
        under(CONTRACT, "招租方式", 11),
        under(CONTRACT, "起租日期", 14),
        under(CONTRACT, "租金标准（元/平方米）", 12),
        under(CONTRACT, "市场调查价（元/平方米）", 12),
        under(MONEY, "应收租金", 15),
        under(MONEY, "已收租金", 15),
        under(MONEY, "2019年11月底应收未收余额", 17),
        head("欠缴账龄", 11),
        head("催收状态", 12),
    ]
}

fn lease_row(all: &[Enterprise], at: usize, lease: &Lease, month: Month) -> Outcome<Vec<Cell>> {
    let december = month.month() == 12;
    let (paid, arrears, state) = if december {
        (lease.paid_december, &lease.arrears_december, &lease.state_december)
    } else {
        (lease.paid_november, &lease.arrears_november, &lease.state_november)
    };
    let tenant = match lease.tenant.parse::<usize>() {
        Ok(place) => firms(all, |_| true).get(place).ok_or("too few firms")?.name.as_str(),
        Err(_) => lease.tenant.as_str(),
    };
    let arrears = match yuan(arrears)? {
        // Where nothing was owed some clerks write 0 and some a stroke.
        0 if at % 4 == 1 => centre("/"),
        cents => Cell::Money(cents),
    };
    let age = if matches!(arrears, Cell::Money(1..)) { lease.age.as_str() } else { "/" };
    Ok(vec![
        Cell::Count(at + 1),
        centre(&lease.contract),
        words(&lease.asset),
        centre(&lease.kind),
        words(tenant),
        Cell::Decimal(decimal(&lease.area, 2)?, 2),
        centre(&lease.way),
        day(at, Some(lease.let_on), "/"),
        Cell::Decimal(decimal(&lease.rent, 2)?, 2),
        Cell::Decimal(decimal(&lease.assessed, 2)?, 2),
        Cell::Money(lease.rent_of(lease.months(month)?)?),
        money(at, lease.rent_of(paid)?),
        arrears,
        centre(age),
        centre(state),
    ])
}

#[derive(Debug, Deserialize)]
struct Balance {
    counterparty: String,
    direction: String,
    amount: String,
    age: String,
    reconciled: String,
}

/// 往来账款: an old form whose labels are spread with blanks.
pub(crate) fn balances() -> Outcome<Books> {
    let balances: Vec<Balance> = facts::read(include_str!("facts/receivable.tsv"))?;
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let heads = [
        head("序 号", 8),
        head("对 方 单 位", 38),
        head("性 质", 10),
        head("余 额（元）", 18),
        head("账 龄", 12),
        head("已 核 对", 10),
    ];
    let banner = "编制单位：示例高新区开发公司          截止日期：2020年12月31日";
    let mut form = Form::new("其 他 应 收 应 付 往 来 账 款 明 细 表", banner, &heads);
    for (title, direction) in [("一、其他应收款", "应收"), ("二、其他应付款", "应付")] {
        let rows = balances.iter().filter(|one| one.direction == direction).enumerate();
        let rows = rows.map(|(at, one)| -> Outcome<Vec<Cell>> {
            Ok(vec![
                Cell::Count(at + 1),
                words(&one.counterparty),
                centre(&one.direction),
                money(at, yuan(&one.amount)?),
                centre(&one.age),
                centre(if one.reconciled == "是" { "√" } else { "×" }),
            ])
        });
        form = form.section(title).rows(rows.collect::<Outcome<Vec<_>>>()?).total("小计", &[3]);
    }
    let form = form.note("制表人：吴某某          复核人：许某某");
    Ok(vec![(month, "往来账款明细表2020年12月.xlsx", workbook(&[form], month.last_day().plus_days(8))?)])
}

#[derive(Debug, Deserialize)]
struct Account {
    account: String,
    bank: String,
    purpose: String,
    disposal: String,
    closed: String,
}

fn accounts() -> Outcome<Vec<Account>> {
    facts::read(include_str!("facts/account.tsv"))
}

/// 银行账户 with what became of each.
pub(crate) fn account_list() -> Outcome<Books> {
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let heads = [
        head("序号", 6),
        head("账号", 12),
        head("开户银行", 26),
        head("账户用途", 30),
        head("处置意见", 11),
        head("注销日期", 14),
    ];
    let row = |(at, one): (usize, &Account)| -> Outcome<Vec<Cell>> {
        let closed = if one.closed == "-" { None } else { Some(one.closed.parse()?) };
        let (account, bank, purpose) = (centre(&one.account), words(&one.bank), words(&one.purpose));
        Ok(vec![Cell::Count(at + 1), account, bank, purpose, centre(&one.disposal), day(at, closed, "/")])
    };
    let rows: Outcome<Vec<_>> = accounts()?.iter().enumerate().map(row).collect();
    let banner = "填报单位：示例高新区开发公司          清理日期：2020年9月30日";
    let form = Form::new("开发公司银行账户清理情况表", banner, &heads).rows(rows?);
    let form = form.note("注：账号只保留后四位。").note("填表人：吴某某          审核人：许某某");
    Ok(vec![(month, "银行账户清理情况.xlsx", workbook(&[form], month.last_day().plus_days(3))?)])
}

/// 资金调拨: 32 transfers between the accounts that were open on the day, each with its form.
pub(crate) fn transfers() -> Outcome<Books> {
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let accounts = accounts()?;
    let mut random = Random::of(&[41]);
    let first = month.january().first_day();
    let mut days: Vec<Date> = (0..32)
        .map(|at| {
            let on = first.plus_days(6 + at * 11 + i64::try_from(random.between(0, 5)).unwrap_or(0));
            // From Saturday to Friday, from Sunday to Monday.
            on.plus_days(match on.days() % 7 {
                2 => -1,
                3 => 1,
                _ => 0,
            })
        })
        .collect();
    days.sort();
    let mut rows = Vec::new();
    for (at, on) in days.iter().enumerate() {
        let open = |one: &&Account| one.closed.parse::<Date>().map_or(true, |closed| *on < closed);
        let mut open: Vec<&Account> = accounts.iter().filter(open).collect();
        random.shuffle(&mut open);
        let [from, to, ..] = open.as_slice() else { return Err("too few accounts".into()) };
        let amount = i64::try_from(random.between(8, 180))? * 2_500_000;
        rows.push(vec![
            Cell::Count(at + 1),
            centre(&format!("DB2020-{:03}", at + 1)),
            day(at, Some(*on), "/"),
            centre(&from.account),
            centre(&to.account),
            Cell::Wan(amount),
            centre(if at % 5 == 3 { "有" } else { "是" }),
        ]);
    }
    let heads = [
        head("序号", 6),
        head("调拨单号", 15),
        head("调拨日期", 14),
        head("调出账户", 13),
        head("调入账户", 13),
        head("调拨金额", 15),
        head("是否有审批单", 13),
    ];
    let banner = "填报单位：示例高新区开发公司          统计期间：2020年1—12月          单位：万元";
    let form = Form::new("2020年资金调拨登记簿", banner, &heads).rows(rows).total("合计", &[5]);
    let form = form.note("登记人：许某某          复核人：吴某某");
    Ok(vec![(month, "资金调拨登记簿（2020年）.xlsx", workbook(&[form], month.last_day().plus_days(3))?)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leases_are_those_of_the_notice() {
        let leases: Vec<Lease> = facts::read(include_str!("facts/lease.tsv")).expect("leases");
        let count = |fits: &dyn Fn(&Lease) -> bool| leases.iter().filter(|lease| fits(lease)).count();
        let in_court = |lease: &Lease| lease.state_december == "法院执行";
        assert_eq!(count(&in_court), 2);
        assert_eq!(count(&|lease| !in_court(lease) && lease.arrears_december != "0"), 0);
        let first = Date::new(2017, 7, 1).expect("a day");
        let until = Date::new(2019, 10, 31).expect("a day");
        let old = |lease: &Lease| lease.way == "协议出租" && (first..=until).contains(&lease.let_on);
        assert_eq!(count(&|lease| lease.kind == "零星地块" && old(lease)), 11);
        assert_eq!(count(&|lease| lease.way == "公开竞价"), 1);
    }
}
