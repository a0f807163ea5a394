//! What units count and how much each is worth, so that they are converted and never exchanged.

use crate::{Exact, Said, Unit, say};

/// What a unit measures: 万元/户 is money (元) per 户, worth 1,000,000 分.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What is counted or measured; empty for a number of something without a name.
    pub of: String,
    /// What it is measured per; empty where it is of nothing.
    pub per: String,
    /// How many of the base unit one is: 分 for money, plain quotients for rates, 人次 for 万人次.
    pub worth: Exact,
}

/// Money, of which the base unit is 分.
pub const MONEY: &str = "元";
/// Plain quotients: %, ‰, 倍.
pub const QUOTIENT: &str = "%";
const POINTS: &str = "个百分点";

/// Signs of numbers before a unit.
const PREFIXES: [(&str, i128); 4] = [("亿", 100_000_000), ("万", 10_000), ("千", 1_000), ("百", 100)];

/// Units that are so many, over so many, of another (GB 3100), and words that count the same.
const KIN: [(&str, &str, i128, i128); 14] = [
    ("名", "人", 1, 1),
    ("位", "人", 1, 1),
    ("户", "家", 1, 1),
    ("起", "件", 1, 1),
    ("宗", "件", 1, 1),
    ("吨", "克", 1_000_000, 1),
    ("公斤", "克", 1_000, 1),
    ("斤", "克", 500, 1),
    ("公里", "米", 1_000, 1),
    ("公顷", "平方米", 10_000, 1),
    ("平方公里", "平方米", 1_000_000, 1),
    ("平方千米", "平方米", 1_000_000, 1),
    ("亩", "平方米", 2_000, 3),
    ("平米", "平方米", 1, 1),
];

impl Scale {
    /// A number of something without a name.
    pub fn plain() -> Scale {
        Scale { of: String::new(), per: String::new(), worth: Exact::integer(1) }
    }

    /// Plain quotients as they are stored.
    pub fn quotient() -> Scale {
        Scale { of: QUOTIENT.to_owned(), ..Scale::plain() }
    }

    /// What the unit with that name measures.
    pub fn named(name: &str) -> Scale {
        let (of, per) = name.split_once(['/', '／']).unwrap_or((name, ""));
        let ((of, worth), (per, each)) = (simple(of), simple(per));
        let worth = worth.over(each).unwrap_or(worth);
        if of == per && !of.is_empty() { Scale { worth, ..Scale::quotient() } } else { Scale { of, per, worth } }
    }

    /// What the values are of that a unit shows, and how much one as stored is worth.
    pub fn stored(unit: &Unit) -> Scale {
        let named = Scale::named(unit.name());
        match unit {
            Unit::None | Unit::Of(_) => named,
            Unit::Money(..) | Unit::Percent | Unit::Points => Scale { worth: Exact::integer(1), ..named },
            Unit::Scaled(_, worth) => Scale { worth: named.worth.over(*worth).unwrap_or(named.worth), ..named },
        }
    }

    /// Whether both measure the same, so that they can be added and compared.
    pub fn fits(&self, other: &Scale) -> bool {
        same(&self.of, &other.of) && self.per == other.per
    }

    /// The unit with that name for values of this scale; nothing where it measures something else.
    pub fn shown_as(&self, name: &str) -> Option<Unit> {
        let scale = Scale::named(name);
        let worth = scale.worth.over(self.worth).filter(|_| self.fits(&scale))?;
        Some(Unit::scaled(name, worth))
    }

    /// What the product of both is of: money by a number of things is money, 元/台 by 台 is 元; nothing
    /// where no unit says it, as for 人 by 件.
    pub fn times(&self, other: &Scale) -> Option<Scale> {
        let worth = self.worth.times(other.worth)?;
        for (one, factor) in [(self, other), (other, self)] {
            let plain = factor.per.is_empty();
            if plain && (factor.of.is_empty() || factor.of == QUOTIENT) {
                return Some(Scale { worth, ..one.clone() });
            }
            if plain && !one.per.is_empty() && one.per == factor.of {
                return Some(Scale { of: one.of.clone(), per: String::new(), worth });
            }
        }
        // 单价 that says no 每: 元 by 台 is 元. Whether 元 by 吨 is per 吨 or per 克, nothing says.
        let money = |scale: &Scale| scale.of == MONEY && scale.per.is_empty();
        let counted = |scale: &Scale| scale.of != MONEY && scale.per.is_empty() && scale.worth == Exact::integer(1);
        match (money(self), money(other)) {
            (true, _) if counted(other) => Some(Scale { worth, ..self.clone() }),
            (_, true) if counted(self) => Some(Scale { worth, ..other.clone() }),
            _ => None,
        }
    }

    /// The unit that it is of, without multiples.
    pub fn unit_name(&self) -> String {
        if self.per.is_empty() { self.of.clone() } else { format!("{}/{}", self.of, self.per) }
    }

    /// A name for messages: 元/户, or that it is a number of something without a name.
    pub fn said(&self) -> Said {
        let of = match self.of.is_empty() {
            true => Said::fixed("没有单位的数", "numbers without a unit"),
            false => Said::same(self.of.as_str()),
        };
        let of = match (self.per.as_str(), self.of.is_empty()) {
            ("", _) => of,
            (per, true) => say!("{of}/{per}", "{of} per {per}", of),
            (per, false) => say!("{of}/{per}", "{of}/{per}", of),
        };
        match self.worth == Exact::integer(1) || self.of == MONEY {
            true => of,
            false => say!("倍数不同的{of}", "multiples of {of}", of),
        }
    }
}

/// Whether names of what is counted are the same. What has no name may be of anything but money and
/// quotients, which are told by their columns.
pub fn same(one: &str, other: &str) -> bool {
    let named = |name: &str| [MONEY, QUOTIENT, POINTS].contains(&name);
    one == other || (one.is_empty() && !named(other)) || (other.is_empty() && !named(one))
}

/// Whether a title says a unit itself: `税收（亿元）`, `单位：亿元`.
pub fn says(title: &str, unit: &str) -> bool {
    ["（", "(", "单位：", "单位:"].iter().any(|before| {
        let mut behind = title.split(before).skip(1).filter_map(|rest| rest.strip_prefix(unit));
        !unit.is_empty() && behind.any(|rest| rest.is_empty() || rest.starts_with(['）', ')']))
    })
}

/// A title without the unit in brackets at its end, where that is one of the same kind: 金额 of
/// `金额（万元）` for 亿元, so that no head names two units.
pub fn bare<'a>(title: &'a str, unit: &str) -> &'a str {
    let open = title.rfind(['（', '(']).filter(|at| *at > 0 && title.ends_with(['）', ')']));
    let inner = |at: usize| {
        let inner = title.get(at..)?.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
        Some(inner.trim_start_matches("单位：").trim_start_matches("单位:"))
    };
    let named = |name: &str| {
        let (own, other) = (Scale::named(name), Scale::named(unit));
        own.of == other.of && own.per == other.per && !own.of.is_empty()
    };
    let at = open.filter(|at| !unit.is_empty() && inner(*at).is_some_and(named));
    at.and_then(|at| title.get(..at)).unwrap_or(title)
}

/// A title with its unit in brackets, said once.
pub fn headed(title: &str, unit: &str) -> String {
    if unit.is_empty() || says(title, unit) {
        return title.to_owned();
    }
    format!("{}（{unit}）", bare(title, unit))
}

/// The base unit of a name without a slash, and how many of it one is.
fn simple(name: &str) -> (String, Exact) {
    if let Some(Unit::Money(_, fen)) = Unit::money(name) {
        return (MONEY.to_owned(), Exact::integer(fen.into()));
    }
    match name {
        "%" | "％" => return (QUOTIENT.to_owned(), Exact::scaled(1, 2)),
        "‰" => return (QUOTIENT.to_owned(), Exact::scaled(1, 3)),
        "倍" => return (QUOTIENT.to_owned(), Exact::integer(1)),
        "个百分点" | "百分点" => return (POINTS.to_owned(), Exact::scaled(1, 2)),
        _ => {}
    }
    if let Some((_, base, worth, of)) = KIN.iter().find(|(known, ..)| *known == name) {
        return ((*base).to_owned(), Exact::new(*worth, *of).unwrap_or(Exact::integer(*worth)));
    }
    let prefixed = PREFIXES.iter().find_map(|(prefix, times)| Some((name.strip_prefix(prefix)?, *times)));
    match prefixed {
        Some((rest, times)) => {
            let (base, worth) = simple(rest);
            (base, worth.times(Exact::integer(times)).unwrap_or(worth))
        }
        None => (name.to_owned(), Exact::integer(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, bare, headed, says};
    use crate::Exact;

    #[test]
    fn a_head_names_its_unit_once() {
        assert_eq!(headed("金额", "亿元"), "金额（亿元）");
        assert_eq!(headed("金额（亿元）", "亿元"), "金额（亿元）");
        assert_eq!(headed("金额（万元）", "亿元"), "金额（亿元）");
        assert_eq!(headed("金额(单位：万元)", "元"), "金额（元）");
        assert_eq!(headed("企业（合并一企多牌）", "家"), "企业（合并一企多牌）（家）");
        assert_eq!(headed("户数", ""), "户数");
        assert_eq!((bare("税收（亿元）", "亿元"), bare("（亿元）", "亿元")), ("税收", "（亿元）"));
        assert!(says("税收情况（单位：亿元）", "亿元") && !says("税收情况（亿元以上）", "亿元"));
    }

    fn check(stored: &str, value: i128, shown: &str, expected: Option<&str>) {
        let unit = Scale::named(stored).shown_as(shown);
        let text = unit.and_then(|unit| unit.convert(Exact::integer(value))).map(|value| value.to_string());
        assert_eq!(text.as_deref(), expected, "{stored} as {shown}");
    }

    #[test]
    fn units_are_converted_and_never_exchanged() {
        check("人次", 7_800_900, "万人次", Some("780.09"));
        check("万人次", 78, "人次", Some("780000"));
        check("分", 150, "元", Some("1.5"));
        check("元/平方米", 20_000, "万元/平方米", Some("2"));
        check("人次/人", 2, "人次/万人", Some("20000"));
        check("吨", 3, "公斤", Some("3000"));
        check("亩", 3, "平方米", Some("2000"));
        check("", 30_000, "万件", Some("3"));
        check("名", 30_000, "万人", Some("3"));
        for (stored, shown) in [("元", "台"), ("台", "万元"), ("件", "台"), ("", "元"), ("%", "件"), ("元", "元/户")]
        {
            check(stored, 1, shown, None);
        }
    }
}
