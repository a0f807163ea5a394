//! The enterprises of the sample: everything that both the register and the tax ledger say of them
//! comes from one [`Enterprise`].

use crate::codes;
use crate::names::{INDUSTRIES, Industry, registered, stems};
use crate::outcome::Outcome;
use crate::random::Random;
use model::{Date, Month};

/// Firms that pay taxes in 2020, each with all its licences.
const TAXPAYERS: usize = 1262;
/// Registered names that are a further licence of one of them (一企多牌).
const LICENCES: usize = 55;
/// Registered names that never pay.
const DORMANT: usize = 5;

/// A registered name with its code.
#[derive(Clone, Debug)]
pub(crate) struct Enterprise {
    /// The 统一社会信用代码.
    pub(crate) code: String,
    /// The registered name.
    pub(crate) name: String,
    /// The 15 characters that some tax rows still give.
    pub(crate) old_code: Option<String>,
    /// The name before, and the first month of the present one.
    pub(crate) former: Option<(String, Month)>,
    /// The code of the firm whose further licence this is.
    pub(crate) main: Option<String>,
    /// Whether further licences point to this firm.
    pub(crate) leads: bool,
    /// The 行业.
    pub(crate) industry: &'static Industry,
    /// The 街道.
    pub(crate) street: &'static str,
    /// Whether it is a 规上工业企业.
    pub(crate) above_scale: bool,
    /// The certificate of a 高新技术企业.
    pub(crate) hitech: Option<Certificate>,
    /// The batch and day of the recommendation to apply for one.
    pub(crate) applied: Option<(&'static str, Date)>,
    /// The board and day of the listing.
    pub(crate) listed: Option<(&'static str, Date)>,
    /// Which firm it is, from the largest on; licences stand behind.
    pub(crate) rank: usize,
    /// How much it pays in proportion to others of its group; 0 for nothing ever.
    pub(crate) size: u64,
    /// Whether its taxes count as those of a 高新技术企业.
    pub(crate) counts_hitech: bool,
    /// The first year in which it pays.
    pub(crate) since: i32,
}

/// The certificate of a 高新技术企业.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Certificate {
    /// 新认定 or 复评.
    pub(crate) way: &'static str,
    /// 发证日期.
    pub(crate) on: Date,
}

impl Certificate {
    /// The last day of the three years for which it holds.
    pub(crate) fn until(self) -> Date {
        self.on.plus_months(36).plus_days(-1)
    }
}

/// All registered names, in the order of the register.
pub(crate) fn enterprises() -> Outcome<Vec<Enterprise>> {
    let mut random = Random::of(&[1]);
    let mut stems = stems(&mut random).into_iter();
    let mut firms = Vec::new();
    for rank in 0..TAXPAYERS + DORMANT {
        firms.push(firm(&mut random, &stems.next().ok_or("too few names")?, rank));
    }
    scale_and_certificates(&mut random, &mut firms)?;
    listings(&mut firms)?;
    rename(&mut random, &mut firms, &mut stems)?;
    let mut all = licences(&mut random, &mut firms)?;
    all.append(&mut firms);
    random.shuffle(&mut all);
    Ok(all)
}

fn firm(random: &mut Random, stem: &str, rank: usize) -> Enterprise {
    const STREETS: [&str; 8] =
        ["云山街道", "云山街道", "云山街道", "清溪街道", "清溪街道", "东湖街道", "南桥街道", "松林街道"];
    let industry = industry(random.between(0, 1000));
    // Firms founded after October 2015 have a code that begins with MA, and never had 15 characters.
    let young = random.happens(if rank < 400 { 250 } else { 600 });
    let digits = |random: &mut Random| random.between(10_000_000, 100_000_000).to_string();
    let body = if young { format!("MA{}", &digits(random)[..6]) } else { digits(random) };
    let organisation = codes::organisation(&body);
    // Falling with the square of the rank, as real taxes do; whole numbers alone are the same on
    // every machine.
    let depth = u64::try_from(rank).unwrap_or(0) + 40;
    let noise = if rank < 300 { random.between(800, 1200) } else { random.between(150, 1600) };
    let size = if rank < TAXPAYERS { 1_000_000_000_000 / (depth * depth) * noise } else { 0 };
    let since = match random.between(0, 100) {
        _ if rank < 500 => 2018,
        0..76 => 2018,
        76..89 => 2019,
        _ => 2020,
    };
    Enterprise {
        code: codes::credit(&organisation),
        name: registered(random, stem, random_word(industry, rank)),
        old_code: (!young && random.happens(90)).then(|| codes::taxpayer(&organisation)),
        former: None,
        main: None,
        leads: false,
        industry,
        street: random.pick(&STREETS),
        above_scale: false,
        hitech: None,
        applied: None,
        listed: None,
        rank,
        size,
        counts_hitech: false,
        since: if young { since } else { 2018 },
    }
}

fn industry(at: u64) -> &'static Industry {
    let mut passed = 0;
    let found = INDUSTRIES.iter().find(|industry| {
        passed += industry.share;
        at < passed
    });
    found.unwrap_or(&INDUSTRIES[0])
}

fn random_word(industry: &'static Industry, rank: usize) -> &'static str {
    industry.words[rank % industry.words.len()]
}

/// 66 高新技术企业, 17 of them new and 7 renewed in 2020, and 150 规上工业企业.
fn scale_and_certificates(random: &mut Random, firms: &mut [Enterprise]) -> Outcome<()> {
    let able = |firm: &&mut Enterprise| firm.industry.technical && firm.rank < 420;
    let mut technical: Vec<&mut Enterprise> = firms.iter_mut().filter(able).collect();
    random.shuffle(&mut technical);
    let batches = [("2020年第一批", "2020-06-24"), ("2020年第二批", "2020-08-26")];
    for (at, firm) in technical.into_iter().enumerate().take(72) {
        let (batch, on) = batches[at % 2];
        if !(17..66).contains(&at) {
            firm.applied = Some((batch, on.parse()?));
        }
        let (way, on) = match at {
            0..17 => ("新认定", "2020-12-01"),
            17..24 => ("复评", "2020-12-01"),
            24..38 => ("新认定", "2018-11-30"),
            38..44 => ("复评", "2018-11-30"),
            44..56 => ("新认定", "2019-12-02"),
            56..66 => ("复评", "2019-12-02"),
            _ => continue,
        };
        firm.hitech = Some(Certificate { way, on: on.parse()? });
        firm.counts_hitech = true;
    }
    let industrial = |firm: &&mut Enterprise| firm.industry.industrial && firm.hitech.is_some();
    firms.iter_mut().filter(industrial).take(46).for_each(|firm| firm.above_scale = true);
    let rest = |firm: &&mut Enterprise| firm.industry.industrial && firm.hitech.is_none();
    let rest_of_scale = 150 - firms.iter().filter(|firm| firm.above_scale).count();
    firms.iter_mut().filter(rest).take(rest_of_scale).for_each(|firm| firm.above_scale = true);
    Ok(())
}

fn listings(firms: &mut [Enterprise]) -> Outcome<()> {
    let listings =
        [("主板", "2012-05-16"), ("中小板", "2015-11-10"), ("创业板", "2017-04-18"), ("创业板", "2020-09-24")];
    let able = |firm: &&mut Enterprise| firm.above_scale && firm.hitech.is_some();
    for (firm, (board, on)) in firms.iter_mut().filter(able).zip(listings) {
        firm.listed = Some((board, on.parse()?));
        firm.name = firm.name.replace("有限责任公司", "有限公司").replace("有限公司", "股份有限公司");
    }
    Ok(())
}

/// 26 firms had another name before.
fn rename(random: &mut Random, firms: &mut [Enterprise], stems: &mut impl Iterator<Item = String>) -> Outcome<()> {
    let first = Month::new(2018, 5).ok_or("2018-05")?;
    let able = |firm: &&mut Enterprise| firm.since == 2018 && firm.rank % 43 == 5 && firm.size > 0;
    for firm in firms.iter_mut().filter(able).take(26) {
        let stem = stems.next().ok_or("too few names")?;
        let name = registered(random, &stem, random_word(firm.industry, firm.rank));
        firm.former = Some((name, first.plus(i32::try_from(random.between(0, 27))?)));
    }
    Ok(())
}

/// Further licences of larger firms: other codes and names for the same taxpayer. The certificates
/// stay with the main firm, so that counting rows and counting firms give the same.
fn licences(random: &mut Random, firms: &mut [Enterprise]) -> Outcome<Vec<Enterprise>> {
    const WORDS: [&str; 5] = ["实业", "销售", "售后服务", "物业管理", "营销服务"];
    let mut order: Vec<usize> = (0..500).collect();
    random.shuffle(&mut order);
    let mut licences = Vec::new();
    for at in order.into_iter().take(LICENCES) {
        let main = &mut firms[at];
        main.leads = true;
        let word = random_word(main.industry, main.rank);
        let mut further = firm(random, "", TAXPAYERS + DORMANT);
        further.name = main.name.replace("股份", "").replace(word, random.pick(&WORDS));
        further.main = Some(main.code.clone());
        further.old_code = None;
        further.industry = main.industry;
        further.street = main.street;
        further.size = main.size / random.between(4, 12);
        further.counts_hitech = main.counts_hitech;
        further.since = 2018;
        licences.push(further);
    }
    Ok(licences)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn counts_are_those_of_the_notice() {
        let all = enterprises().expect("enterprises");
        let count = |wanted: &dyn Fn(&Enterprise) -> bool| all.iter().filter(|one| wanted(one)).count();
        let in_2020 = |date: Date| date.year() == 2020;
        let new =
            |way: &'static str| count(&move |one| one.hitech.is_some_and(|held| held.way == way && in_2020(held.on)));
        assert_eq!(all.len(), TAXPAYERS + LICENCES + DORMANT);
        assert_eq!(count(&|one| one.main.is_none() && one.size > 0), 1262);
        assert_eq!(count(&|one| one.hitech.is_some()), 66);
        assert_eq!((new("新认定"), new("复评")), (17, 7));
        assert_eq!(count(&|one| one.above_scale), 150);
        assert_eq!(count(&|one| one.applied.is_some()), 23);
        assert_eq!(count(&|one| one.applied.is_some() && one.hitech.is_none()), 6);
        assert_eq!(count(&|one| one.listed.is_some_and(|(_, on)| in_2020(on))), 1);
        assert_eq!(count(&|one| one.former.is_some()), 26);
    }

    #[test]
    fn codes_and_names_are_each_different() {
        let all = enterprises().expect("enterprises");
        let former = all.iter().filter_map(|one| one.former.as_ref()).map(|(name, _)| name.as_str());
        let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).chain(former).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        let codes: BTreeSet<&str> = all.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes.len(), all.len());
        assert!(all.iter().all(|one| one.code.len() == 18 && one.code.ends_with(codes::check(&one.code))));
        assert!(all.iter().all(|one| one.name.contains("示例")));
    }
}
