//! A row speaks of the records and is none of them.

use crate::recognise::Aside;
use crate::text::quoted;
use model::{Diagnostic, Place, Rule, Severity, Texts};

/// A row speaks of the records and is none of them.
pub static ASIDE_ROW: Rule = Rule {
    code: "aside-row",
    severity: Severity::Warning,
    chinese: Texts {
        title: "不作记录的行",
        meaning: "表末的上年同期、增减额、平均一类的行，合计下面的“其中”各行，以及表首的填写示例，说的是上面的记录，自己不是记录，没有计入。",
        example: "合计下面的“上年同期 3900.00”和“其中：国有 33.00”。",
        remedy: "一般不用处理；确是一条记录的，换一个名称，放在合计上面。",
        words: &[
            "“{compared}”是拿来比较的数，不是一条记录，没有计入。确是记录的，请换一个名称，放在合计上面。",
            "“{part}”在合计下面，是合计的其中项，没有计入。确是记录的，请放在合计上面。",
            "“{other}”这一行在另一个表头下面，像是另一张表，没有计入。应当计入的，请改成同样的表头；不是的，请与上面的表隔开。",
            "“{example}”这一行是填写示例，没有计入。确是记录的，请改掉“例”字。",
        ],
    },
    english: Texts {
        title: "Rows that are no records",
        meaning: "Rows at the end of a table such as “上年同期”, “增减额” and “平均”, rows of “其中” below a total, and an example at its head speak of the records and are none themselves; they were not counted.",
        example: "“上年同期 3900.00” and “其中：国有 33.00” below a total.",
        remedy: "Usually there is nothing to do; if it is a record, give it another name and put it above the total.",
        words: &[
            "“{compared}” is what the records are compared with and no record; it was not counted. If it is a record, please give it another name and put it above the total.",
            "“{part}” stands below the total and is a part of it; it was not counted. If it is a record, please put it above the total.",
            "The row “{other}” stands below other labels and looks like one of another table; it was not counted. If it should be, please give it the same labels; if not, please set it apart from the table above.",
            "The row “{example}” is an example of how to fill in the form; it was not counted. If it is a record, please take out the word “例”.",
        ],
    },
};

/// Says it of a row whose name is given.
pub(crate) fn problem(place: Place, name: &str, aside: Aside) -> Diagnostic {
    let argument = match aside {
        Aside::Compared => "compared",
        Aside::Part => "part",
        Aside::Example => "example",
        Aside::Other => "other",
    };
    Diagnostic::new(&ASIDE_ROW, place).words(argument, quoted(name))
}
