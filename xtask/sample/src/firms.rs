//! Enterprises as the other ledgers name them: not always by the name and code of the register.

use crate::enterprises::Enterprise;
use crate::form::{centre, words};
use crate::random::Random;
use crate::workbook::Cell;

/// How a row names a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// By code and name.
    Both,
    /// By name alone.
    Name,
    /// By the code and name of a further licence (一企多牌).
    Licence,
    /// By the code of 15 characters that it had before 2015.
    OldCode,
    /// By the name that it had before, without a code.
    Former,
}

/// The main firms that fit, from the largest on.
pub(crate) fn firms(all: &[Enterprise], fits: impl Fn(&Enterprise) -> bool) -> Vec<&Enterprise> {
    let mut firms: Vec<&Enterprise> =
        all.iter().filter(|one| one.main.is_none() && one.size > 0 && fits(one)).collect();
    firms.sort_by_key(|one| one.rank);
    firms
}

/// Some of the firms that fit, without repetition, in an order of their own.
pub(crate) fn some(all: &[Enterprise], key: u64, fits: impl Fn(&Enterprise) -> bool) -> Vec<&Enterprise> {
    let mut firms = firms(all, fits);
    Random::of(&[key]).shuffle(&mut firms);
    firms
}

/// Whether a firm can be named in that way.
pub(crate) fn able(one: &Enterprise, naming: Naming) -> bool {
    match naming {
        Naming::Both | Naming::Name => true,
        Naming::Licence => one.leads,
        Naming::OldCode => one.old_code.is_some(),
        Naming::Former => one.former.is_some(),
    }
}

/// The way in which the row `at` names a firm, where the firm allows it.
pub(crate) fn naming(at: usize, one: &Enterprise) -> Naming {
    let odd = match at % 9 {
        2 => Naming::Name,
        4 => Naming::Licence,
        6 => Naming::OldCode,
        8 => Naming::Former,
        _ => Naming::Both,
    };
    if able(one, odd) { odd } else { Naming::Both }
}

/// The code and the name of a firm as a row gives them.
pub(crate) fn named(all: &[Enterprise], one: &Enterprise, naming: Naming) -> [Cell; 2] {
    let both = |one: &Enterprise| [words(&one.code), words(&one.name)];
    match naming {
        Naming::Both => both(one),
        Naming::Name => [centre("/"), words(&one.name)],
        Naming::Licence => {
            let licence = all.iter().find(|other| other.main.as_ref() == Some(&one.code));
            both(licence.unwrap_or(one))
        }
        Naming::OldCode => [words(one.old_code.as_ref().unwrap_or(&one.code)), words(&one.name)],
        Naming::Former => {
            let former = one.former.as_ref().map_or(&one.name, |(name, _)| name);
            [centre("—"), words(former)]
        }
    }
}

/// A masked person: a common family name, 某 and a number that tells people apart.
pub(crate) fn person(number: usize) -> String {
    const FAMILIES: [&str; 12] = ["陈", "林", "黄", "张", "吴", "李", "王", "郑", "蔡", "许", "苏", "庄"];
    format!("{}某（{:02}）", FAMILIES[number * 7 % FAMILIES.len()], number)
}
