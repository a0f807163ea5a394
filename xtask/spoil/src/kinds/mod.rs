//! The ways in which submissions are spoiled, as a table: a name, what must hold, and what is done.

mod cells;
mod codes;
mod dates;
mod encodings;
mod files;
mod formats;
mod labels;
mod packages;
mod rows;
mod sheets;
mod totals;
mod units;
mod words;

use crate::scene::Spoil;

/// What must hold when a submission was spoiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// No figure moves unless a warning or an error names the workbook.
    Told,
    /// The workbook says something else than what is read, so a warning or an error names it even
    /// where no figure moves.
    Asked,
    /// It only looks different: no figure moves, and nothing above a note is told.
    Same,
}

/// One way of spoiling.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) expected: Expected,
    pub(crate) spoil: Spoil,
}

const fn harm(name: &'static str, spoil: Spoil) -> Kind {
    Kind { name, expected: Expected::Told, spoil }
}

const fn asked(name: &'static str, spoil: Spoil) -> Kind {
    Kind { name, expected: Expected::Asked, spoil }
}

const fn look(name: &'static str, spoil: Spoil) -> Kind {
    Kind { name, expected: Expected::Same, spoil }
}

/// The groups of kinds.
pub(crate) const GROUPS: [(&str, &[Kind]); 13] = [
    ("文件", &files::KINDS),
    ("工作表", &sheets::KINDS),
    ("行", &rows::KINDS),
    ("合计行", &totals::KINDS),
    ("数值", &cells::KINDS),
    ("词语", &words::KINDS),
    ("日期", &dates::KINDS),
    ("代码", &codes::KINDS),
    ("表头", &labels::KINDS),
    ("单位", &units::KINDS),
    ("数字格式", &formats::KINDS),
    ("文本格式", &encodings::KINDS),
    ("工作簿内部", &packages::KINDS),
];
