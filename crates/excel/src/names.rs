//! Names of sheets and of Excel tables.

use rust_xlsxwriter::utility;
use std::collections::BTreeSet;

/// Excel's limit, in UTF-16 units.
const MAX_UNITS: usize = 31;

/// Gives out sheet names that Excel accepts, no two of them alike.
#[derive(Default)]
pub(crate) struct SheetNames {
    /// The names given out, in lower case, since Excel does not tell cases apart.
    taken: BTreeSet<String>,
}

impl SheetNames {
    /// The wanted name without what Excel forbids; numbered `（2）` where it is taken.
    pub(crate) fn unique(&mut self, wanted: &str) -> String {
        let clean = clean(wanted);
        let mut name = shortened(&clean, MAX_UNITS);
        let mut number = 1_u32;
        while !self.taken.insert(name.to_lowercase()) {
            number += 1;
            let suffix = format!("（{number}）");
            name = shortened(&clean, MAX_UNITS - suffix.encode_utf16().count()) + &suffix;
        }
        name
    }
}

/// Gives out names of Excel tables, which share their room with the defined names.
pub(crate) struct TableNames {
    taken: BTreeSet<String>,
}

impl TableNames {
    /// Names beside those of the figures.
    pub(crate) fn new<'a>(figures: impl Iterator<Item = &'a str>) -> TableNames {
        TableNames { taken: figures.map(str::to_lowercase).collect() }
    }

    /// The wanted name as letters and digits; numbered `_2` where it is taken.
    pub(crate) fn unique(&mut self, wanted: &str) -> String {
        let clean: String = wanted.chars().filter(|c| c.is_alphanumeric() || *c == '_').take(60).collect();
        // A name that begins with a digit or looks like a cell is made into one that does not.
        let base = if utility::check_name(&clean).is_ok() { clean } else { format!("表_{clean}") };
        let mut name = base.clone();
        let mut number = 1_u32;
        while !self.taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{base}_{number}");
        }
        name
    }
}

/// Without the characters that a sheet name must not hold. Apostrophes go as well: they are
/// allowed within a name, but must be doubled in every reference.
fn clean(wanted: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '*' | '?' | ':' | '[' | ']' | '\\' | '/' | '\'');
    let name: String = wanted.chars().filter(allowed).collect();
    // Excel keeps `History` for itself.
    match name.trim() {
        "" => "表".to_owned(),
        history if history.eq_ignore_ascii_case("history") => format!("{history}_"),
        name => name.to_owned(),
    }
}

/// The beginning of a name that takes at most `limit` UTF-16 units.
fn shortened(name: &str, limit: usize) -> String {
    let mut left = limit;
    let fits = |c: &char| {
        let room = left.checked_sub(c.len_utf16());
        left = room.unwrap_or(0);
        room.is_some()
    };
    name.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_named_beside_the_figures() {
        let mut names = TableNames::new(["Tax", "q4"].into_iter());
        assert_eq!(names.unique("企业税收（2020）"), "企业税收2020");
        assert_eq!(names.unique("企业税收2020"), "企业税收2020_2");
        assert_eq!(names.unique("tax"), "tax_2");
        assert_eq!(names.unique("A1"), "表_A1");
        assert_eq!(names.unique("2020年"), "表_2020年");
    }

    #[test]
    fn names_fit_excel_and_are_unique() {
        let mut names = SheetNames::default();
        assert_eq!(names.unique("分街道[税收]：1/2"), "分街道税收：12");
        assert_eq!(names.unique("''"), "表");
        assert_eq!(names.unique("Data"), "Data");
        assert_eq!(names.unique("data"), "data（2）");
        let long = "税".repeat(40);
        assert_eq!(names.unique(&long), "税".repeat(31));
        assert_eq!(names.unique(&long), format!("{}（2）", "税".repeat(28)));
    }
}
