//! 惠企资金, 科技支行融资 and 动建电费: money between the zone and its enterprises.

use crate::enterprises::Enterprise;
use crate::firms::{self, Naming, able, named, naming, person, some};
use crate::form::{Form, centre, day, head, money, under, words, workbook};
use crate::outcome::{Books, Outcome};
use crate::random::Random;
use crate::targets::distribute;
use crate::workbook::Cell;
use model::{Date, Month};

/// 研发经费补助（清算） of the district, in 元: 27 firms.
const RND: (usize, i64) = (27, 10_425_100);
/// 科技创新券补助 of the province, in 元: 6 firms.
const VOUCHERS: [i64; 6] = [24_000, 18_000, 16_500, 13_500, 12_000, 9_000];
/// 疫情防控科技专项补助 of the city, in 元: 2 firms.
const COVID: [i64; 2] = [400_000, 200_000];

/// All loans since the branch was founded, in 分: 75.02亿元.
const LOANS: i64 = 750_218_000_000;
const LOANS_COUNT: usize = 396;

/// 惠企资金: a sheet for each level, each with the form of whoever hands the money out.
pub(crate) fn subsidies(all: &[Enterprise]) -> Outcome<Books> {
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let technical = |one: &Enterprise| one.hitech.is_some() || one.industry.technical && one.rank < 300;
    let firms = some(all, 31, technical);
    let mut random = Random::of(&[32]);
    let weights: Vec<u64> = (0..RND.0).map(|_| random.between(30, 400)).collect();
    // Whole hundreds of 元, as the district's finance office pays them.
    let rnd: Vec<i64> = distribute(RND.1 / 100, &weights).into_iter().map(|hundreds| hundreds * 100).collect();
    let levels = [("省级", &VOUCHERS[..]), ("市级", &COVID[..]), ("区级", &rnd[..])];
    let mut forms = Vec::new();
    let mut number = 0;
    for (level, amounts) in levels {
        let mut rows = Vec::new();
        for amount in amounts {
            // Firms one after another, so that nobody gets the same money twice.
            let one = firms.get(number).ok_or("too few firms")?;
            rows.push(subsidy(all, number, one, level, *amount)?);
            number += 1;
        }
        forms.push(subsidy_form(level).rows(rows));
    }
    let [province, city, district] = <[Form; 3]>::try_from(forms).map_err(|_| "three levels")?;
    let note = "填表人：苏某某          审核人：陈某某";
    let forms = [
        province.total("合计", &[6]).note(note),
        city.note("注：资金由市级主管部门直接拨付企业。"),
        district.total("合计", &[6]).note("注：研发经费补助为清算数，已扣除上年度预拨部分。").note(note),
    ];
    Ok(vec![(month, "惠企资金兑现情况（2020年）.xlsx", workbook(&forms, month.last_day().plus_days(5))?)])
}

fn subsidy_form(level: &str) -> Form {
    let banner = "填报单位：示例高新区业务科          截至日期：2020年12月31日";
    match level {
        "市级" => {
            let heads = [
                head("序号", 6),
                head("信用代码", 23),
                head("申报企业", 36),
                head("补助项目", 26),
                head("下达级别", 10),
                head("下达单位", 20),
                head("金额", 14),
                head("拨付日期", 14),
            ];
            let banner = format!("{banner}          单位：万元");
            Form::new("市级惠企资金到位情况表", &banner, &heads).named("市级")
        }
        _ => {
            let heads = [
                head("序号", 6),
                under("受补助企业", "统一社会信用代码", 23),
                under("受补助企业", "企业名称", 36),
                head("资金项目", 26),
                head("资金级别", 10),
                head("下达单位", 20),
                head("补助金额（元）", 16),
                head("下达日期", 14),
            ];
            Form::new(&format!("{level}惠企资金兑现情况表"), banner, &heads).named(level)
        }
    }
}

fn subsidy(all: &[Enterprise], at: usize, one: &Enterprise, level: &str, amount: i64) -> Outcome<Vec<Cell>> {
    let (programme, issuer, on) = match level {
        "省级" => ("科技创新券补助", "省科技主管部门", "2020-08-21"),
        "市级" => ("疫情防控科技专项补助", "市科技主管部门", "2020-06-12"),
        _ if at.is_multiple_of(2) => ("研发经费补助（清算）", "区政府", "2020-09-30"),
        // The second half came with the year's second order, typed by somebody else.
        _ => ("研发经费补助(清算)", "区政府", "2020-12-11"),
    };
    let [code, name] = named(all, one, naming(at, one));
    let amount = if level == "市级" { Cell::Wan(amount * 100) } else { money(at, amount * 100) };
    let on: Date = on.parse()?;
    let on = day(at, Some(on), "/");
    Ok(vec![Cell::Count(at + 1), code, name, words(programme), centre(level), centre(issuer), amount, on])
}

/// 科技支行融资: the bank's own export, comma-separated in GBK.
pub(crate) fn loans(all: &[Enterprise]) -> Outcome<Books> {
    const PRODUCTS: [&str; 6] = ["科技信用贷", "知识产权质押贷", "税信贷", "应收账款质押贷", "厂房抵押贷", "设备融资"];
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let first = Date::new(2014, 6, 9).ok_or("2014-06-09")?;
    let until = month.last_day().days() - first.days();
    let mut random = Random::of(&[33]);
    let firms = firms::firms(all, |one| one.rank < 520);
    let mut days = Vec::new();
    for _ in 0..LOANS_COUNT {
        let later = i64::try_from(random.between(0, until.unsigned_abs()))?;
        let on = first.plus_days(later);
        // Banks lend on working days: 1970-01-01 was a Thursday.
        days.push(on.plus_days(match on.days() % 7 {
            2 => -1,
            3 => 1,
            _ => 0,
        }));
    }
    days.sort();
    let private: Vec<bool> = days.iter().map(|_| random.happens(180)).collect();
    let weights: Vec<u64> = private
        .iter()
        .map(|private| if *private { random.between(20, 260) } else { random.between(400, 5200) })
        .collect();
    // Whole 万元.
    let amounts = distribute(LOANS / 1_000_000, &weights);
    let mut in_year = (0, 0);
    let mut rows = Vec::new();
    for (at, ((on, private), amount)) in days.iter().zip(private).zip(amounts).enumerate() {
        in_year = if in_year.0 == on.year() { (on.year(), in_year.1 + 1) } else { (on.year(), 1) };
        let borrower = if private { person(at) } else { random.pick(&firms).name.clone() };
        rows.push(vec![
            words(&format!("KJ{}-{:03}", on.year(), in_year.1)),
            words(&borrower),
            words(if private { "个人" } else { "企业" }),
            words(if private { "个人经营贷" } else { random.pick(&PRODUCTS) }),
            Cell::Wan(amount * 1_000_000),
            Cell::Day(*on),
        ]);
    }
    let heads = ["编号", "融资主体", "主体类型", "信贷产品", "放款金额", "放款日期"].map(|label| head(label, 12));
    let form = Form::new("示例商业银行科技支行累计放款明细", "统计期间：2014年6月至2020年12月      单位：万元", &heads);
    let utf8 = String::from_utf8(form.rows(rows).total("合计", &[4]).note("数据来源：科技支行信贷系统").csv()?)?;
    let (gbk, _, lost) = encoding_rs::GBK.encode(&utf8);
    if lost {
        return Err("GBK 没有的字".into());
    }
    Ok(vec![(month, "科技支行融资明细2020年12月.csv", gbk.into_owned())])
}

/// 动建电费: the two firms that owed for the power of their building sites.
pub(crate) fn electricity(all: &[Enterprise]) -> Outcome<Books> {
    let month = Month::new(2020, 12).ok_or("2020-12")?;
    let firms = some(all, 34, |one| one.industry.industrial && (250..600).contains(&one.rank));
    let led = firms.iter().find(|one| able(one, Naming::Licence)).ok_or("no firm with a further licence")?;
    let other = firms.iter().find(|one| one.code != led.code).ok_or("too few firms")?;
    let heads = [
        head("序 号", 8),
        head("信 用 代 码", 24),
        head("企 业 名 称", 38),
        head("应 缴 电 费", 16),
        head("已 缴 电 费", 16),
        head("缴 费 方 式", 14),
        head("缴 费 状 态", 14),
        head("最近缴费日期", 16),
    ];
    let banner = "填报单位：示例高新区开发公司          截至日期：2020年12月31日          单位：元";
    let row = |at: usize, names: [Cell; 2], amounts: [i64; 2], plan: &str, state: &str, on: &str| {
        let [code, name] = names;
        let [billed, paid] = amounts.map(Cell::Money);
        vec![Cell::Count(at), code, name, billed, paid, centre(plan), centre(state), centre(on)]
    };
    let rows = [
        row(1, named(all, led, Naming::Licence), [8_642_050, 8_642_050], "一次缴清", "已缴清", "2020年10月30日"),
        row(2, named(all, other, Naming::Name), [31_860_000, 2_500_000], "分期还款", "按期还款", "2020年12月31日"),
    ];
    let form = Form::new("企 业 动 建 电 费 清 缴 情 况 表", banner, &heads).rows(rows).total("合计", &[3, 4]);
    let form = form
        .note("注：分期还款企业已提交承诺函，余款于2021年12月31日前付清。")
        .note("制表人：方某某          复核人：吴某某");
    Ok(vec![(month, "企业动建电费清缴情况.xlsx", workbook(&[form], month.last_day().plus_days(4))?)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enterprises::enterprises;
    use std::collections::BTreeSet;

    #[test]
    fn subsidies_are_those_of_the_notice() {
        assert_eq!(VOUCHERS.iter().sum::<i64>(), 93_000);
        assert_eq!(COVID.iter().sum::<i64>(), 600_000);
        let all = enterprises().expect("enterprises");
        let firms = some(&all, 31, |one| one.hitech.is_some() || one.industry.technical && one.rank < 300);
        let firms = &firms[..RND.0 + VOUCHERS.len() + COVID.len()];
        let odd: BTreeSet<_> = firms.iter().enumerate().map(|(at, one)| naming(at, one) as u8).collect();
        assert!(odd.len() >= 3, "rows name firms in different ways: {odd:?}");
        assert_eq!(firms.iter().map(|one| &one.code).collect::<BTreeSet<_>>().len(), firms.len());
    }
}
