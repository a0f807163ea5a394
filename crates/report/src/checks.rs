//! The rules of this crate.

use model::figure::{Figure, Missing};
use model::unit::Format;
use model::{Diagnostic, Exact, Place, Rule, Said, Severity, Texts};

/// The rules of this crate.
pub static RULES: &[&Rule] = &[&MISSING_COMPARED, &BESIDE_BOUND, &TIED_RANK, &NO_ROW, &MISSING_PICTURE];

/// A condition on a figure that has no value.
static MISSING_COMPARED: Rule = Rule {
    code: "missing-compared",
    severity: Severity::Warning,
    chinese: Texts {
        title: "用没有值的指标作比较",
        meaning: "文字里的条件（{% if … %}）或分档（level）比较了一个没有值的指标（显示为“—”）。条件无论怎样比较都不成立，会走“否则”那一支；分档写作“—”和原因。",
        example: "{% if tax.growth < 0 %}下降{% else %}上升{% endif %}，而上年同期无报送数据。",
        remedy: "补齐数据；或先写 {% if tax.growth.missing %}…，为没有值的情形另写一句。",
        words: &[
            "分档（level）的指标“{figure}”没有值，文字里写作“—（{why}）”；请补齐数据，或先用 {figure}.missing 判断。",
            "条件里比较的指标“{figure}”没有值（—），按不成立处理；请补齐数据，或先用 {figure}.missing 判断。",
        ],
    },
    english: Texts {
        title: "A figure without a value is compared",
        meaning: "A condition ({% if … %}) or a level in a text compares a figure that has no value (shown as “—”). No such condition holds, so the text takes its {% else %}; a level says “—” and why.",
        example: "{% if tax.growth < 0 %}fell{% else %}rose{% endif %}, and no data were sent for the same month of last year.",
        remedy: "Complete the data; or begin with {% if tax.growth.missing %} and write a sentence of its own for a figure without a value.",
        words: &[
            "The figure “{figure}” of a level has no value, so the text says “—” and why ({why}); complete the data, or ask for {figure}.missing first.",
            "The figure “{figure}” of a condition has no value (—), so the condition does not hold; complete the data, or ask for {figure}.missing first.",
        ],
    },
};

/// Says it of the figure of a condition.
pub(crate) fn missing_compared(figure: &str) -> Diagnostic {
    MISSING_COMPARED.problem().name("figure", figure)
}

/// Whether a problem is that of a figure without a value.
pub(crate) fn is_missing(problem: &Diagnostic) -> bool {
    problem.rule.code == MISSING_COMPARED.code
}

/// Says it of the figure of a level.
pub(crate) fn missing_level(figure: &str, why: &Missing) -> Diagnostic {
    MISSING_COMPARED.problem().name("figure", figure).text("why", why.said())
}

/// A bound that lies between a figure's exact value and the printed one.
static BESIDE_BOUND: Rule = Rule {
    code: "beside-bound",
    severity: Severity::Warning,
    chinese: Texts {
        title: "准确的数与写出来的数分在界线两边",
        meaning: "指标四舍五入以后正好到了（或离开了）条件、分档里的界线：读者看到的数与准确的数，比较的结果不同。条件（{% if … %}）按准确的数判断，分档（level）按写出来的数取词，使词与数不矛盾。",
        example: "执行进度 59.996%，写出来是 60.00%：{% if rate < 60 %} 成立，而 level 取的是 60 以上的词。",
        remedy: "看这一句是否合适；要与写出来的数一致用 level，要分得更细就给指标多写几位小数（places）。",
        words: &[
            "指标“{figure}”写出来是 {printed}，准确的数约为 {exact}，界线 {bound} 在两者之间：分档按写出来的数取“{word}”，请看是否合适。",
            "指标“{figure}”写出来是 {printed}，准确的数约为 {exact}，界线 {bound} 在两者之间：条件按准确的数判断，请看与写出来的数是否矛盾。",
        ],
    },
    english: Texts {
        title: "The exact and the printed number lie on two sides of a bound",
        meaning: "Rounding takes a figure to a bound of a condition or a level, or away from it: the number that is read and the exact one compare differently. A condition ({% if … %}) goes by the exact number; a level goes by the printed one, so that word and number never contradict each other.",
        example: "Progress of 59.996% is printed as 60.00%: {% if rate < 60 %} holds, and level takes the word for 60 and above.",
        remedy: "Look whether the sentence is right; use level to go by the printed number, or give the figure more decimals (places).",
        words: &[
            "The figure “{figure}” is printed as {printed}, the exact number is about {exact}, and the bound {bound} lies between them: the level goes by the printed number and says “{word}”; look whether that is right.",
            "The figure “{figure}” is printed as {printed}, the exact number is about {exact}, and the bound {bound} lies between them: the condition goes by the exact number; look whether it contradicts the printed one.",
        ],
    },
};

/// Says it of a figure with its exact value and a bound; with the word that a level took.
pub(crate) fn beside_bound(figure: &Figure, value: Exact, bound: Exact, word: Option<&str>) -> Diagnostic {
    let text = |format: &Format| format.text(value).unwrap_or_default();
    let finer = Format { places: figure.format.places.saturating_add(4), ..figure.format.clone() };
    let problem = BESIDE_BOUND.problem().name("figure", &figure.name).text("bound", Said::same(bound.to_string()));
    let problem = problem.amount("printed", text(&figure.format)).amount("exact", text(&finer));
    match word {
        Some(word) => problem.text("word", Said::same(word)),
        None => problem,
    }
}

/// Names of the first rows of a table, of which others have the same number.
static TIED_RANK: Rule = Rule {
    code: "tied-rank",
    severity: Severity::Warning,
    chinese: Texts {
        title: "名次有并列",
        meaning: "文字写前几名（names）、最高、最低（first、last），而排序的数有相同的。names 把并列的都写出来；first、last 只能写一个；统计表的 top 截去的，文字里写不出来。",
        example: "{{ names(\"by_street\", 3) }} 写出了四个街道，第三、第四名的税收相同。",
        remedy: "看这一句怎样写才对，如把“前三位”改成“居前的”；top 截去了并列的，就把 top 写大一些。",
        words: &[
            "“{table}”要写 {asked} 个，并列的都写出来，共 {named} 个；请看文字里的个数是否还对。",
            "“{table}”的{which}一名有并列的，文字里只写了其中一个；可以改用 names。",
            "“{table}”的 top 截去了与最后一名并列的，文字里没有写出来；请把 top 写大一些。",
        ],
    },
    english: Texts {
        title: "Several share a rank",
        meaning: "A text names the first few (names), the highest or the lowest (first, last), and others have the same number. names writes all that tie; first and last can write one only; what top of the table cuts off cannot be written.",
        example: "{{ names(\"by_street\", 3) }} writes four streets, since the third and the fourth have the same tax.",
        remedy: "Look how the sentence should be put, such as “among the first” for “the first three”; where top cut off one that ties, make top larger.",
        words: &[
            "“{table}” was to name {asked}, and all that tie are named, {named} in all; look whether the number in the text is still right.",
            "Others tie with the {which} of “{table}”, and the text names only one; names would write them all.",
            "top of “{table}” cut off others that tie with the last one, and the text does not name them; make top larger.",
        ],
    },
};

/// Says it of a table: that all that tie are named.
pub(crate) fn more_named(table: &str, asked: usize, named: usize) -> Diagnostic {
    TIED_RANK.problem().name("table", table).count("asked", asked).count("named", named)
}

/// Says it of a table that leaves out one that ties.
pub(crate) fn cut_tie(table: &str) -> Diagnostic {
    TIED_RANK.problem().name("table", table)
}

/// Says it of a table of whose first or last row others have the number.
pub(crate) fn tied_end(table: &str, which: Said) -> Diagnostic {
    TIED_RANK.problem().name("table", table).phrase("which", which)
}

/// The first or the last row of what has none.
static NO_ROW: Rule = Rule {
    code: "no-row",
    severity: Severity::Warning,
    chinese: Texts {
        title: "没有要写的那一行",
        meaning: "文字用 first 或 last 取一行，而统计表、明细表本期一行也没有，写作“无”；或用 row 按名称取一行，而统计表本期没有这个名称，数写作“—”。",
        example: "最高的是{{ first(\"by_street\").label }}，而本期没有报送。",
        remedy: "用 {% if rows(\"by_street\") %}…{% else %}…{% endif %} 为没有的情形另写一句。",
        words: &[
            "“{table}”没有“{label}”这一行，文字里的数写作“—”；是名称写错了，还是本期没有报送？",
            "“{table}”一行也没有，文字里写作“无”；请先判断 rows 有没有行，为没有的情形另写一句。",
        ],
    },
    english: Texts {
        title: "The row that is to be written is not there",
        meaning: "A text takes a row by first or last, and the table or listing has none this month, so that it says “无”; or it takes a row by its name (row), and the table has no such name this month, so that the numbers are “—”.",
        example: "The highest is {{ first(\"by_street\").label }}, and nothing was sent this month.",
        remedy: "Write a sentence of its own for that case: {% if rows(\"by_street\") %}…{% else %}…{% endif %}.",
        words: &[
            "“{table}” has no row “{label}”, so the numbers in the text are “—”; is the name wrong, or was nothing sent this month?",
            "“{table}” has no rows, so the text says “无”; ask first whether rows has any, and write a sentence of its own for that case.",
        ],
    },
};

/// Says it of a table without a row of that label.
pub(crate) fn no_label(table: &str, label: &str) -> Diagnostic {
    NO_ROW.problem().name("table", table).name("label", label)
}

/// Says it of a table or listing.
pub(crate) fn no_row(table: &str) -> Diagnostic {
    NO_ROW.problem().name("table", table)
}

/// A picture that a cell names and that is not there.
static MISSING_PICTURE: Rule = Rule {
    code: "missing-picture",
    severity: Severity::Warning,
    chinese: Texts {
        title: "没有找到照片",
        meaning: "台账的单元格里写了照片的文件名，文字里用 picture 放这张照片，而月份文件夹和报告的文件夹里都没有这个文件，或者文件打不开。报告照出，照片的位置写“（无照片：名称）”。",
        example: "隐患台账的“照片”一列写了 IMG_0012.jpg，而 data/2020-12/ 里没有这个文件。",
        remedy: "把照片放在当月的文件夹里（可以建“照片”文件夹），文件名与单元格一致，再重新生成；不需要照片的，清空单元格。",
        words: &["照片“{name}”放不进报告：{reason}"],
    },
    english: Texts {
        title: "A photo is not there",
        meaning: "A cell of a ledger names a photo that the text shows by picture, and there is no such file in the folder of the month or of the report, or it cannot be opened. The report is made all the same, with “（无照片：name）” in the place of the photo.",
        example: "The column “照片” of a ledger says IMG_0012.jpg, and data/2020-12/ has no such file.",
        remedy: "Put the photo in the folder of the month (a folder “照片” in it will do), named as the cell names it, and make the report again; empty the cell where no photo is wanted.",
        words: &["The photo “{name}” cannot go into the report: {reason}"],
    },
};

/// Says it of the cell, the name and the reason.
pub(crate) fn missing_picture(place: Place, name: &str, reason: &Said) -> Diagnostic {
    Diagnostic::new(&MISSING_PICTURE, place).words("name", name).text("reason", reason.clone())
}
