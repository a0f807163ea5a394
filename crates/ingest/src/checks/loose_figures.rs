//! Figures below the records belong to no record.

use crate::text::quoted;
use model::{Diagnostic, Place, Rule, Severity, Texts};

/// Figures below the records belong to no record.
pub static LOOSE_FIGURES: Rule = Rule {
    code: "loose-figures",
    severity: Severity::Warning,
    chinese: Texts {
        title: "表下零散的数",
        meaning: "表的下方有数，但名称一栏是空的，其他各栏也大多是空的，不作为记录读取。",
        example: "合计行下面隔一行，只在“税额”一栏有 12.50。",
        remedy: "是记录的，补齐名称，不要与上面的行隔开；验算用的数，请删去。",
        words: &["表下这一行只有“{first}”等零散内容，没有名称，没有计入。是记录的，请补齐名称；不是的，请删去。"],
    },
    english: Texts {
        title: "Loose figures below the table",
        meaning: "Below the table there are figures, but the column of names is empty there and so are most others; they were not read as a record.",
        example: "One row below the total row there is only 12.50 in “税额”.",
        remedy: "If it is a record, fill in the name and leave no gap to the rows above; if it only checks a sum, delete it.",
        words: &[
            "This row below the table has only loose content such as “{first}” and no name; it was not counted. If it is a record, please fill in the name; if not, please delete it.",
        ],
    },
};

/// Says it of a row whose first content is given. Below a total such figures check it.
pub(crate) fn problem(place: Place, first: &str, below_total: bool) -> Diagnostic {
    let severity = if below_total { Severity::Info } else { Severity::Warning };
    Diagnostic { severity, ..Diagnostic::new(&LOOSE_FIGURES, place) }.words("first", quoted(first))
}
