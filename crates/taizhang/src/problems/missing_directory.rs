//! No submission of the ledger that lists the entities is there yet.

use model::{Diagnostic, Place, ReportingTime, Rule, Said, Severity, Texts, say};

/// No submission of the ledger that lists the entities is there yet.
pub(crate) static MISSING_DIRECTORY: Rule = Rule {
    code: "missing-directory",
    severity: Severity::Warning,
    chinese: Texts {
        title: "没有名录",
        meaning: "台账里的主体（企业、机构）要在名录中查对，而截至这个月还没有报送过名录：各按填写的名称和代码分别统计，没有名录里登记的各项（如行业、街道）。",
        example: "统计 2020 年 11 月，企业名录最早放在 data/2020-12/。",
        remedy: "把当时的名录放入当月或更早月份的文件夹。",
        words: &[
            "截至{date}没有报送过{ledger}，各按填写的名称和代码分别统计，没有{ledger}里登记的各项。请把{ledger}放入 data/{month}/ 或更早月份的文件夹。",
        ],
    },
    english: Texts {
        title: "No list of entities",
        meaning: "The entities of ledgers (enterprises, bodies) are looked up in a list of entities, and none has been sent up to this month: they are counted by the names and codes as written, without what the list says of them (such as industry or subdistrict).",
        example: "For November 2020, while the first list of enterprises lies in data/2020-12/.",
        remedy: "Put the list of that time into the folder of the month or of an earlier one.",
        words: &[
            "No {ledger} has been sent up to {date}; entities are counted by the names and codes as written, without what {ledger} says of them. Put {ledger} into data/{month}/ or the folder of an earlier month.",
        ],
    },
};

/// Says it of the ledger with this title.
pub(crate) fn problem(ledger: &str, time: ReportingTime) -> Diagnostic {
    Diagnostic::new(&MISSING_DIRECTORY, Place::file("data"))
        .text("date", say!("{date}", "{date}", date = time.as_of))
        .name("ledger", ledger)
        .text("month", Said::same(time.month.to_string()))
}
