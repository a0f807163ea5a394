//! 隐患排查 and 企业诉求: what walks through the enterprises find, month by month.

use crate::enterprises::Enterprise;
use crate::firms::{named, naming, person, some};
use crate::form::{Form, Head, centre, day, head, under, words, workbook, wrapped};
use crate::outcome::{Books, Outcome};
use crate::random::Random;
use crate::workbook::Cell;
use model::{Date, Month};

/// Hazards of 2020 that were cleared within the year.
const CLEARED: usize = 87;
/// Hazards that were open at the end of the year: found on, due on.
const OPEN: [(&str, &str); 9] = [
    ("2020-09-16", "2020-10-31"),
    ("2020-11-03", "2020-12-03"),
    ("2020-11-19", "2020-12-19"),
    ("2020-11-27", "2021-01-11"),
    ("2020-12-04", "2021-01-18"),
    ("2020-12-11", "2021-01-31"),
    ("2020-12-09", "2021-02-20"),
    ("2020-12-16", "2021-03-05"),
    ("2020-12-22", "2021-03-22"),
];

/// Kinds of hazards with what was seen.
const HAZARDS: [(&str, [&str; 4]); 5] = [
    ("消防", ["疏散通道堆放物料", "灭火器压力不足", "应急照明损坏", "宿舍楼消防水带缺失"]),
    ("用电", ["配电箱无防护门", "车间私拉电线", "电缆绝缘层破损", "临时用电未装漏电保护"]),
    ("特种设备", ["叉车年检过期", "压力容器安全阀未校验", "电梯维保记录缺失", "行车限位器失灵"]),
    ("危化品", ["危化品未分类存放", "油漆仓库未设防爆灯", "化学品缺少安全标签", "气瓶未固定存放"]),
    ("环保", ["废气处理设施未开启", "危险废物台账不全", "铁屑废料露天堆放", "污水管网错接"]),
];

struct Hazard<'a> {
    firm: &'a Enterprise,
    what: (&'static str, &'static str),
    grave: bool,
    found: Date,
    due: Date,
    cleared: Option<Date>,
}

fn hazards(all: &[Enterprise]) -> Outcome<Vec<Hazard<'_>>> {
    let firms = some(all, 61, |one| one.rank < 600 && one.industry.industrial);
    let mut random = Random::of(&[62]);
    let first = Date::new(2020, 2, 18).ok_or("2020-02-18")?;
    let last = Date::new(2020, 12, 29).ok_or("2020-12-29")?;
    let mut hazards = Vec::new();
    for at in 0..CLEARED + OPEN.len() {
        let firm = firms.get(at * 5 % firms.len().max(1)).ok_or("no firm")?;
        let (kind, seen) = random.pick(&HAZARDS);
        let grave = random.happens(60);
        let (found, due, cleared) = match at.checked_sub(CLEARED) {
            Some(open) => (OPEN[open].0.parse()?, OPEN[open].1.parse()?, None),
            None => {
                let found = first.plus_days(i64::try_from(random.between(0, 300))?);
                let term = if grave { 45 } else { random.pick(&[7, 15, 15, 30]) };
                let due = found.plus_days(term);
                let late = random.happens(110);
                // In time means in the second half of the term.
                let days = if late {
                    term + 4 + i64::try_from(random.between(0, 20))?
                } else {
                    term - i64::try_from(random.between(0, term.unsigned_abs() / 2))?
                };
                (found, due, Some(found.plus_days(days).min(last)))
            }
        };
        hazards.push(Hazard { firm, what: (kind, random.pick(&seen)), grave, found, due, cleared });
    }
    hazards.sort_by_key(|hazard| hazard.found);
    Ok(hazards)
}

impl Hazard<'_> {
    fn status(&self, end: Date) -> &'static str {
        match self.cleared.filter(|cleared| *cleared <= end) {
            // Clearing is looked at again before it is closed.
            Some(cleared) if cleared.plus_days(10) <= end => "已销号",
            Some(_) => "已整改",
            None if self.found.plus_days(5) > end => "未整改",
            None => "整改中",
        }
    }

    fn row(&self, all: &[Enterprise], at: usize, end: Date) -> Vec<Cell> {
        let [code, name] = named(all, self.firm, naming(at, self.firm));
        let street = self.firm.street.trim_end_matches("街道");
        vec![
            words(&format!("YH2020-{:03}", at + 1)),
            code,
            name,
            centre(&format!("{street}第{}网格", 1 + self.firm.rank % 3)),
            centre(self.what.0),
            wrapped(self.what.1),
            centre(if self.grave { "重大" } else { "一般" }),
            day(at, Some(self.found), "/"),
            day(at + 2, Some(self.due), "/"),
            day(at + 5, self.cleared.filter(|cleared| *cleared <= end), "/"),
            centre(self.status(end)),
        ]
    }
}

/// 隐患排查 at the end of October, November and December; October's is an export in UTF-8.
pub(crate) fn hazard_books(all: &[Enterprise]) -> Outcome<Books> {
    let hazards = hazards(all)?;
    let first = Month::new(2020, 10).ok_or("2020-10")?;
    let mut books = Vec::new();
    for (month, name) in (0..).map(|later| first.plus(later)).zip([
        "隐患排查导出2020年10月.csv",
        "隐患排查台账2020年11月.xlsx",
        "隐患排查台账2020年12月.xlsx",
    ]) {
        let end = month.last_day();
        let known = hazards.iter().filter(|hazard| hazard.found <= end).enumerate();
        let title = format!("园区企业隐患排查台账（截至{}）", end.chinese());
        let form = Form::new(&title, "填报单位：示例高新区业务科（安全生产网格办）", &hazard_heads(month));
        let form = form.named("隐患排查").rows(known.map(|(at, hazard)| hazard.row(all, at, end)));
        let bytes = if month == first {
            ["\u{feff}".as_bytes(), &form.csv()?].concat()
        } else {
            workbook(&[form.note("填表人：苏某某          审核人：陈某某")], end.plus_days(2))?
        };
        books.push((month, name, bytes));
    }
    Ok(books)
}

fn hazard_heads(month: Month) -> [Head; 11] {
    if month.month() == 12 {
        const FIRM: &str = "企业";
        const CLEARING: &str = "整改情况";
        return [
            head("隐患编号", 14),
            under(FIRM, "统一社会信用代码", 23),
            under(FIRM, "企业名称", 36),
            under(FIRM, "所属网格", 13),
            head("隐患类别", 11),
            head("隐患内容", 26),
            head("隐患等级", 10),
            head("发现日期", 14),
            under(CLEARING, "整改期限", 14),
            under(CLEARING, "销号日期", 14),
            under(CLEARING, "整改状态", 11),
        ];
    }
    [
        head("编号", 14),
        head("信用代码", 23),
        head("单位名称", 36),
        head("网格", 13),
        head("隐患类别", 11),
        head("问题描述", 26),
        head("隐患等级", 10),
        head("发现日期", 14),
        head("整改期限", 14),
        head("整改完成日期", 14),
        head("整改状态", 11),
    ]
}

/// Visits of 2020 up to the end of October, November and December.
const VISITS: usize = 180;
/// Every third visit brings a request.
const REQUESTS: usize = VISITS / 3;
/// Of the latest requests every second is still open.
const LATEST: usize = 24;

/// Kinds of requests with what was asked for.
const WISHES: [(&str, [&str; 3]); 6] = [
    ("用地", ["希望协调扩产用地", "厂房权证补办遇到困难", "希望租用相邻闲置地块"]),
    ("用工", ["节后普工缺口较大", "希望组织专场招聘", "技术工人留不住"]),
    ("融资", ["希望对接科技支行贷款", "续贷审批时间长", "希望了解应收账款质押"]),
    ("用能", ["希望接通管道燃气", "夏季限电影响排产", "希望开通专用供水线路"]),
    ("通道交通", ["厂区出入口大货车转弯困难", "上下班高峰公交班次少", "门前道路破损"]),
    ("政策", ["咨询研发费用加计扣除", "咨询高企复评材料", "咨询稳岗补贴申领"]),
];

struct Visit<'a> {
    firm: &'a Enterprise,
    visitor: usize,
    on: Date,
    request: Option<Request>,
}

struct Request {
    kind: &'static str,
    text: &'static str,
    due: Date,
    solved: Option<Date>,
}

fn visits(all: &[Enterprise]) -> Outcome<Vec<Visit<'_>>> {
    let firms = some(all, 71, |one| one.rank < 900);
    let mut random = Random::of(&[72]);
    let first = Date::new(2020, 2, 11).ok_or("2020-02-11")?;
    let last = Date::new(2020, 12, 30).ok_or("2020-12-30")?;
    let mut visits = Vec::new();
    for at in 0..VISITS {
        let on = first.plus_days(i64::try_from(at)? * 9 / 5);
        // A dozen firms were seen twice.
        let firm = firms.get(if at % 15 == 14 { at / 2 } else { at }).ok_or("too few firms")?;
        let number = at / 3;
        let request = (at % 3 == 1).then(|| {
            let (kind, texts) = random.pick(&WISHES);
            let term = random.pick(&[15, 30, 30, 60]);
            let days = i64::try_from(random.between(2, 50)).unwrap_or(2);
            let open = number + LATEST >= REQUESTS && number.is_multiple_of(2);
            let solved = (!open).then(|| on.plus_days(days).min(last).max(on));
            Request { kind, text: random.pick(&texts), due: on.plus_days(term), solved }
        });
        visits.push(Visit { firm, visitor: 60 + at * 7 % 18, on, request });
    }
    Ok(visits)
}

impl Visit<'_> {
    fn row(&self, all: &[Enterprise], at: usize, end: Date) -> Vec<Cell> {
        let [code, name] = named(all, self.firm, naming(at, self.firm));
        let none = if end.month() == 11 { "/" } else { "" };
        let status = |request: &Request| match request.solved.filter(|solved| *solved <= end) {
            Some(_) if request.kind == "政策" => "已答复",
            Some(_) => "已解决",
            None if self.on.plus_days(7) > end => "未办理",
            None => "办理中",
        };
        let request = self.request.as_ref();
        vec![
            centre(&format!("SQ{:04}", at + 1)),
            code,
            name,
            centre(&person(self.visitor)),
            day(at, Some(self.on), "/"),
            request.map_or(centre(if end.month() == 12 { "无" } else { none }), |request| words(request.text)),
            centre(request.map_or(none, |request| request.kind)),
            day(at + 4, request.map(|request| request.due), none),
            centre(request.map_or(none, status)),
        ]
    }
}

/// 企业诉求 at the end of October, November and December.
pub(crate) fn request_books(all: &[Enterprise]) -> Outcome<Books> {
    let visits = visits(all)?;
    let first = Month::new(2020, 10).ok_or("2020-10")?;
    let mut books = Vec::new();
    for (month, name) in (0..).map(|later| first.plus(later)).zip([
        "企业诉求台账2020年10月.xlsx",
        "企业诉求台账2020年11月.xlsx",
        "企业诉求台账2020年12月.xlsx",
    ]) {
        let end = month.last_day();
        let old = month == first;
        let word = |now, before| if old { before } else { now };
        let heads = [
            head("编号", 11),
            head(word("统一社会信用代码", "信用代码"), 23),
            head(word("企业名称", "单位名称"), 36),
            head(word("走访人", "挂钩干部"), 13),
            head("走访日期", 14),
            head(word("企业诉求", "诉求内容"), 30),
            head("诉求类别", 11),
            head("办理时限", 14),
            head("办理状态", 11),
        ];
        let known = visits.iter().filter(|visit| visit.on <= end).enumerate();
        let title = format!("挂钩服务企业走访和诉求台账（{}）", month.chinese());
        let banner = format!("填报单位：示例高新区业务科          截至日期：{}", end.chinese());
        let form = Form::new(&title, &banner, &heads).named("走访诉求");
        let form = form.rows(known.map(|(at, visit)| visit.row(all, at, end)));
        let form = form.note("注：没有提出诉求的，诉求各列不填。").note("填表人：苏某某          审核人：陈某某");
        books.push((month, name, workbook(&[form], end.plus_days(3))?));
    }
    Ok(books)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enterprises::enterprises;

    #[test]
    fn snapshots_have_open_and_overdue_rows() {
        let all = enterprises().expect("enterprises");
        let hazards = hazards(&all).expect("hazards");
        let end = Date::new(2020, 12, 31).expect("a day");
        let open: Vec<&Hazard<'_>> = hazards.iter().filter(|one| one.cleared.is_none_or(|day| day > end)).collect();
        assert_eq!((hazards.len(), open.len()), (96, 9));
        assert_eq!(open.iter().filter(|one| one.due <= end).count(), 3);
        assert!(hazards.iter().all(|one| one.cleared.is_none_or(|cleared| cleared >= one.found)));
        let visits = visits(&all).expect("visits");
        let requests: Vec<&Request> = visits.iter().filter_map(|one| one.request.as_ref()).collect();
        let solved = requests.iter().filter(|one| one.solved.is_some()).count();
        assert_eq!((visits.len(), requests.len(), solved), (180, 60, 48));
    }
}
