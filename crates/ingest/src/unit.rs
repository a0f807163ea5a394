//! Units as they stand in labels, banners, row labels and file names.

use crate::text::match_form;
use model::Unit;
use std::borrow::Cow;

/// Units that are not yuan, so that brackets which hold them are no part of a label.
const OTHERS: [&str; 78] = [
    "%",
    "‰",
    "家",
    "户",
    "个",
    "人",
    "人次",
    "万人",
    "次",
    "项",
    "件",
    "台",
    "套",
    "份",
    "宗",
    "亩",
    "公顷",
    "平方米",
    "万平方米",
    "m2",
    "平方公里",
    "公里",
    "米",
    "吨",
    "万吨",
    "吨标准煤",
    "度",
    "千瓦时",
    "万千瓦时",
    "kwh",
    "天",
    "年",
    "月",
    "岁",
    "元/平方米",
    "元/月",
    "万户",
    "万个",
    "万家",
    "万亩",
    "万台",
    "万件",
    "亿千瓦时",
    "立方米",
    "万立方米",
    "千克",
    "公斤",
    "辆",
    "万辆",
    "名",
    "栋",
    "美元",
    "万美元",
    "亿美元",
    "克",
    "斤",
    "万公斤",
    "升",
    "盒",
    "箱",
    "袋",
    "瓶",
    "包",
    "只",
    "株",
    "棵",
    "架",
    "座",
    "条",
    "头",
    "羽",
    "位",
    "张",
    "本",
    "册",
    "把",
    "桶",
    "万人次",
];

/// Words in brackets that say nothing about what the column is.
const REMARKS: [&str; 8] = ["必填", "选填", "全称", "盖章", "公章", "下拉选择", "单选", "可选"];

/// A unit with that name in comparable form, if it is one.
pub(crate) fn unit(name: &str) -> Option<Unit> {
    let name = name.strip_prefix("人民币").unwrap_or(name);
    let name = if name == "圆" { "元" } else { name };
    let simple = |name: &str| {
        Unit::money(name).or_else(|| OTHERS.contains(&name.to_lowercase().as_str()).then(|| Unit::named(name)))
    };
    let compound = || {
        let (worth, per) = name.split_once('/')?;
        simple(worth).and(simple(per)).map(|_| Unit::named(name))
    };
    simple(name).or_else(compound).or_else(|| english(name))
}

/// An amount of money in English, in comparable form: rmb10,000, 100millionyuan, rmb'000, cnymillion.
fn english(name: &str) -> Option<Unit> {
    if !name.is_ascii() {
        return None;
    }
    let name = name.to_lowercase().replace([',', '.', '\'', '-'], "");
    let name = ["in", "of"].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(&name);
    let money = ["rmbyuan", "yuanrmb", "chineseyuan", "rmb", "cny", "yuan"];
    let before = money.iter().find_map(|word| name.strip_prefix(word));
    let behind = || money.iter().find_map(|word| name.strip_suffix(word));
    let size = before.or_else(behind)?;
    let size = size.strip_prefix("in").unwrap_or(size);
    let size = money.iter().find_map(|word| size.strip_suffix(word)).unwrap_or(size);
    Unit::money(match size.trim_end_matches("of") {
        "" | "1" => "元",
        "000" | "000s" | "1000" | "thousand" | "thousands" | "k" => "千元",
        "10000" | "0000" | "tenthousand" | "10thousand" | "wan" => "万元",
        "1000000" | "million" | "millions" | "mn" | "m" | "mio" => "百万元",
        "100000000" | "100million" | "hundredmillion" | "yi" => "亿元",
        _ => return None,
    })
}

/// The unit of money that a text above a table says in English: Unit: RMB 10,000, (in millions of yuan).
fn english_banner(text: &str) -> Option<Unit> {
    let text = text.to_lowercase();
    let text = text.trim_start_matches('(').trim_end_matches([')', '.']);
    let inner = text.rsplit_once('(').map_or(text, |(_, inner)| inner);
    [inner, text].into_iter().find_map(|text| {
        let name = behind_unit(text).trim_start_matches([':', '(']);
        let turned = || {
            let (size, money) = name.split_once("of")?;
            english(&format!("{money}{size}"))
        };
        english(name).or_else(turned)
    })
}

/// What stands behind the words that say that it is a unit.
fn behind_unit(text: &str) -> &str {
    const UNIT: [&str; 7] = ["单位:", "currencyunit:", "monetaryunit:", "units:", "unit:", "currency:", "unit"];
    const STATED: [&str; 5] = ["expressedin", "amountsin", "valuesin", "allin", "in"];
    let behind = UNIT.iter().find_map(|word| text.rsplit_once(word)).map(|(_, rest)| rest);
    behind.or_else(|| STATED.iter().find_map(|word| text.strip_prefix(word))).unwrap_or(text)
}

/// The power of ten of the words that a unit begins with, 元 and 1 alike: 4 for 万元, 6 for 百万人.
pub(crate) fn power(words: &str) -> Option<u8> {
    let powers = [("百万", 6), ("千万", 7), ("万", 4), ("亿", 8), ("千", 3), ("元", 0)];
    powers.into_iter().find(|(word, _)| words.starts_with(word)).map(|(_, power)| power)
}

/// The money in a unit: 元 in 元/吨.
pub(crate) fn money_in(unit: &Unit) -> Option<Unit> {
    match unit {
        Unit::Money(..) => Some(unit.clone()),
        other => other.name().split_once('/').and_then(|(worth, _)| Unit::money(worth)),
    }
}

/// A text that is a unit, in brackets or not.
pub(crate) fn bare(text: &str) -> Option<Unit> {
    let text = match_form(text);
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(&text);
    unit(inside.strip_prefix("单位:").unwrap_or(inside))
}

/// A label in comparable form without the bracket at its end that holds a unit, and the unit:
/// `含税签约合同价(元)` is `含税签约合同价` in 元.
pub(crate) fn split(label: &str) -> (&str, Option<Unit>) {
    let label = label.trim_start_matches('*').trim_end_matches(['*', ':']);
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
        let Some((stem, inside)) = label.strip_suffix(close).and_then(|label| label.rsplit_once(open)) else {
            continue;
        };
        let name = inside.strip_prefix("单位:").unwrap_or(inside);
        // 营业收入(万元,保留两位小数)
        let first = name.split([',', '、', ';']).next().and_then(money);
        if let Some(unit) = unit(name).or(first) {
            return (stem, Some(unit));
        }
        if REMARKS.contains(&name) {
            return split(stem);
        }
    }
    // `税收合计:万元`, `税收合计,万元`, `金额/万元`
    if let Some((stem, name)) = label.rsplit_once([':', ',', '/']).filter(|(stem, _)| !stem.is_empty())
        && let Some(unit @ Unit::Money(..)) = unit(name)
    {
        return (stem, Some(unit));
    }
    (label, None)
}

/// The units that a text above a table names, one or several: `单位：万元`,
/// `（金额单位：元、%）`, `计量单位：吨、元/吨、万元`, `指标：地区生产总值(亿元)`. Unlike a label, a
/// banner must say that it is one.
pub(crate) fn banner(text: &str) -> Vec<Unit> {
    let text = match_form(text);
    let mut others: Vec<Unit> = Vec::new();
    for (at, word) in text.match_indices("单位") {
        let rest = text.get(at + word.len()..).unwrap_or_default();
        let rest =
            ["均为", "一律为", "统一为", "都是", "为"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        let rest = rest.trim_start_matches([':', '(', ',']);
        let units: Vec<Unit> = rest.split([',', '、', ';', '和']).take(12).filter_map(leading).collect();
        if units.iter().any(|unit| matches!(unit, Unit::Money(..))) {
            return units;
        }
        if others.is_empty() {
            others = units;
        }
    }
    match split(&text).1 {
        Some(money @ Unit::Money(..)) => vec![money],
        _ if others.is_empty() => english_banner(&text).into_iter().collect(),
        _ => others,
    }
}

/// The unit of money that a text anywhere about a table says to be that of its amounts: 单位：万元, （万元）,
/// 以上金额均以万元计.
pub(crate) fn said(text: &str) -> Option<Unit> {
    let text = match_form(text);
    if (text.contains("单位") || text.to_lowercase().contains("unit"))
        && let Some(unit) = banner(&text).into_iter().find(|unit| matches!(unit, Unit::Money(..)))
    {
        return Some(unit);
    }
    if let Some(unit @ Unit::Money(..)) = bare(&text) {
        return Some(unit);
    }
    let before = |mark: &str| text.split(mark).next().filter(|before| before.len() < text.len());
    ["计", "为单位"].into_iter().filter_map(before).find_map(|before| {
        let name = ["亿元", "万元", "千元", "百元", "元"].into_iter().find(|name| before.ends_with(name))?;
        let word = before.strip_suffix(name)?;
        word.ends_with(['以', '按']).then(|| unit(name)).flatten()
    })
}

/// The texts of a row, where what 单位： asks for stands in the next cell together with it.
pub(crate) fn joined<'a>(cells: impl Iterator<Item = (u32, &'a str)>) -> Vec<(u32, Cow<'a, str>)> {
    let mut texts: Vec<(u32, Cow<'a, str>)> = Vec::new();
    for (column, text) in cells {
        match texts.last_mut() {
            Some((_, before)) if match_form(before).ends_with("单位:") && bare(text).is_some() => {
                *before = Cow::Owned(format!("{before}{text}"));
            }
            _ => texts.push((column, Cow::Borrowed(text))),
        }
    }
    texts
}

/// Whether a text says the unit of the table below it and nothing else: 单位：万元, （金额单位：元）.
pub(crate) fn only_banner(text: &str) -> bool {
    let text = match_form(text);
    let text = text.trim_start_matches(['(', '[', '【']);
    ["单位:", "单位(", "金额单位", "计量单位", "货币单位"].iter().any(|word| text.starts_with(word))
        && banner(text).iter().any(|unit| matches!(unit, Unit::Money(..)))
}

/// The unit with which a text begins, where a word of its own ends behind it.
fn leading(text: &str) -> Option<Unit> {
    const NEXT: [&str; 14] =
        ["币种", "人民币", "制表", "填报", "编制", "日期", "单位", "审核", "第", "20", "报表", "会", "金额", "共"];
    let text = text.strip_prefix("人民币").unwrap_or(text);
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(1).take(8).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| {
        let (name, behind) = text.split_at_checked(end)?;
        let apart = behind.chars().next().is_none_or(|letter| !letter.is_alphanumeric())
            || NEXT.iter().any(|word| behind.starts_with(word));
        unit(name).filter(|_| apart)
    })
}

fn money(name: &str) -> Option<Unit> {
    unit(name).filter(|unit| matches!(unit, Unit::Money(..)))
}

/// The money unit in brackets anywhere in a file's name: `税收（万元）.xlsx`.
pub(crate) fn of_file(file: &str) -> Option<Unit> {
    let name = match_form(file.rsplit(['/', '\\']).next().unwrap_or(file));
    let insides = name.split(['(', '[', '【']).skip(1).filter_map(|rest| rest.split([')', ']', '】']).next());
    insides.map(|inside| inside.strip_prefix("单位:").unwrap_or(inside)).find_map(money)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_where_offices_write_them() {
        let check = |label: &str| {
            let label = match_form(label);
            let (stem, unit) = split(&label);
            format!("{stem}|{}", unit.map(String::from).unwrap_or_default())
        };
        assert_eq!(check("含税签约合同价（元）"), "含税签约合同价|元");
        assert_eq!(check("招标预算金额 （万元） "), "招标预算金额|万元");
        assert_eq!(check("占比（%）"), "占比|%");
        assert_eq!(check("金额/万元"), "金额|万元");
        assert_eq!(check("单价（元/吨）"), "单价|元/吨");
        assert_eq!(check("*企业名称（全称）"), "企业名称|");
        assert_eq!(check("税收合计（上年同期）"), "税收合计(上年同期)|");
        let name = |unit: Option<Unit>| unit.map(String::from).unwrap_or_default();
        let names = |text: &str| banner(text).into_iter().map(String::from).collect::<Vec<_>>().join(" ");
        assert_eq!(names("单位：万元"), "万元");
        assert_eq!(names("填报单位：财政局    （金额单位：元、%）"), "元 %");
        assert_eq!(names("填报单位：元氏县财政局"), "");
        assert_eq!(names("指标：地区生产总值(亿元)"), "亿元");
        assert_eq!(names("单位：吨、元/吨、万元"), "吨 元/吨 万元");
        for text in
            ["Unit: RMB 10,000", "(RMB 10,000)", "Unit: 10 000 yuan", "单位：RMB 10,000", "Tax (in 10,000 yuan)"]
        {
            assert_eq!(names(text), "万元", "{text}");
        }
        for text in ["Unit: RMB million", "(in millions of RMB)", "In RMB million", "Unit: CNY mn"] {
            assert_eq!(names(text), "百万元", "{text}");
        }
        assert_eq!(names("(RMB '000)"), "千元");
        assert_eq!(names("Unit: 100 million yuan"), "亿元");
        assert_eq!(names("Unit: yuan"), "元");
        for text in ["Business unit: Yuan Hua Ltd", "Tax of 2020", "United", "in", "unit 2"] {
            assert!(names(text).is_empty(), "{text}");
        }
        assert_eq!(check("Tax (RMB 10,000)"), "Tax|万元");
        assert_eq!(name(of_file("data/2020-12/税收（万元）12月.xlsx")), "万元");
    }
}
