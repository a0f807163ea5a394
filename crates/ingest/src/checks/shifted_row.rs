//! A row of a text file has more cells than the others.

use model::{Rule, Severity, Texts};

/// A row of a text file has more cells than the others.
pub static SHIFTED_ROW: Rule = Rule {
    code: "shifted-row",
    severity: Severity::Warning,
    chinese: Texts {
        title: "这一行的列数与其他行不同",
        meaning: "CSV 的一行比表头或其他行多出列，多半是数字或名称里有逗号而没有加引号，后面的列可能错位；或者用了别的分隔符，整行成了一格。",
        example: "甲公司,1,000（千分位的逗号没有加引号，读成 1 和 000）。",
        remedy: "核对这一行；数字去掉千分位，含逗号的内容加引号，或另存为 xlsx 后重新报送。",
        words: &[
            "这一行用“{sign}”分隔，与其他行不同，整行成了一格，里面的数没有读到。请改成同样的分隔符后重新报送。",
            "这一行的列数比表头或其他行多，多半是数字或名称里的逗号没有加引号，后面的列可能错位。请核对这一行，去掉千分位或加上引号后重新报送。",
        ],
    },
    english: Texts {
        title: "Row with other columns than the others",
        meaning: "A row of the CSV has more columns than the header or the others: most likely a number or a name has a comma and no quotation marks, and the columns after it may be shifted. Or it has another separator, and is one cell.",
        example: "Company A,1,000 (the comma of the thousands has no quotation marks, so it was read as 1 and 000).",
        remedy: "Check this row; leave out the commas of thousands and put quotation marks around content with commas, or save the file as xlsx and send it again.",
        words: &[
            "This row is parted by “{sign}”, other than the others, so that it is one cell, and its numbers were not read. Please use the same separator and send the file again.",
            "This row has more columns than the header or the others. Most likely a number or a name has a comma and no quotation marks, and the columns after it may be shifted. Please check this row, leave out the commas of thousands or add quotation marks, and send the file again.",
        ],
    },
};
