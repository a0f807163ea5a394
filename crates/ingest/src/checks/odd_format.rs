//! A number format that shows another number than the cell holds, or none.

use crate::grid::{Book, Raw};
use crate::grid::{OddFormat, Sheet};
use crate::report::Report;
use crate::unit::power;
use crate::value::{decimal::Decimal, shown};
use model::{Place, Rule, Said, Severity, Texts, Unit};

/// A number format that shows another number than the cell holds, or none.
pub static ODD_FORMAT: Rule = Rule {
    code: "odd-format",
    severity: Severity::Warning,
    chinese: Texts {
        title: "显示的与存的不一样",
        meaning: "单元格的数字格式把数缩小了显示（如按万显示），或者什么都不显示。读取的是存的数，不是看到的数。列名或表头写着万元、而格式又按万显示的，是错误。",
        example: "列名“税收合计（万元）”，单元格存的是 12345678，格式 0!.0, 显示 1234.6。",
        remedy: "核对存的数和单位，把格式改为“常规”后重新报送。",
        words: &[
            "“{column}”有 {count} 格的数字格式把数缩小 {times} 倍显示（这一格显示 {shown}，存的是 {stored}），按存的数和单位“{unit}”读取。以哪个为准请核对，改为常规格式后重新报送。",
            "“{column}”有 {count} 格的数字格式在数后面写着“{written}”（这一格存的是 {stored}），而这一列按“{read}”读取。以哪个为准请核对，改为常规格式后重新报送。",
            "“{column}”有 {count} 格的数字格式不显示数（这一格存的是 {stored}），按存的数读取。请核对是否应当报送，改为常规格式后重新报送。",
        ],
    },
    english: Texts {
        title: "Shown differs from stored",
        meaning: "The number format of the cell shows the number divided (by 10,000, say) or shows nothing at all. What was read is the number stored, not the one seen. It is an error where the header says “万元” and the format divides as well.",
        example: "The header is “税收合计（万元）”, the cell stores 12345678, and the format 0!.0, shows 1234.6.",
        remedy: "Check the number stored and the unit, set the format to “General” and send the file again.",
        words: &[
            "{count} cell(s) of “{column}” have a number format that shows the number divided by {times} (this cell shows {shown} and stores {stored}); the number stored was read, in the unit “{unit}”. Please check which is right, set the format to “General” and send the file again.",
            "{count} cell(s) of “{column}” have a number format that writes “{written}” behind the number (this cell stores {stored}), and the column was read in “{read}”. Please check which is right, set the format to “General” and send the file again.",
            "{count} cell(s) of “{column}” have a number format that does not show the number (this cell stores {stored}); the number stored was read. Please check whether it should be sent, set the format to “General” and send the file again.",
        ],
    },
};

/// The power of ten of the unit that a column is read in; nothing where it may have any.
fn own_power(unit: &Unit) -> Option<u8> {
    let fen = match unit {
        Unit::Money(_, fen) => *fen,
        Unit::None => return Some(0),
        other => return Some(power(other.name()).unwrap_or(0)),
    };
    (0..=8).find(|power| 100 * 10_i64.pow(u32::from(*power)) == fen)
}

/// A column of numbers: its place, its label and the unit it is read in.
pub(crate) struct Numbers {
    pub(crate) column: u32,
    pub(crate) label: String,
    pub(crate) unit: Unit,
}

/// Tells the columns of a table whose numbers are shown otherwise; `holds` are the table's records.
pub(crate) fn check(
    (book, sheet): (&Book, &Sheet),
    columns: &[Numbers],
    holds: impl Fn(u32) -> bool,
    report: &mut Report<'_>,
) {
    for Numbers { column, label, unit } in columns {
        // A unit that is written is no other one where it is that of the column.
        let same =
            |odd: OddFormat| matches!(odd, OddFormat::Unit(power) if own_power(unit).is_none_or(|own| own == power));
        let odd = |(row, at, odd): &(u32, u32, OddFormat)| {
            (at == column && !same(*odd) && holds(*row)).then_some((*row, *odd))
        };
        let mut cells = sheet.odd_formats.iter().filter_map(odd);
        let Some((row, odd)) = cells.next() else { continue };
        let Raw::Number(number) = sheet.own(row, *column) else { continue };
        let stored = Decimal::of_f64(number).map(|stored| (stored, shown(Raw::Number(number), book)));
        let Some((decimal, stored)) = stored else { continue };
        let mut problem = ODD_FORMAT.problem().name("column", label).count("count", 1 + cells.count());
        problem.place = Place::cell(report.file, sheet.name.as_str(), row, *column);
        if let OddFormat::Unit(power) = odd {
            let written = ["元", "十", "百", "千", "万", "十万", "百万", "千万", "亿"].get(usize::from(power)).copied();
            problem = problem.name("written", written.unwrap_or_default()).name("read", unit.name());
        }
        if let OddFormat::Scaled(power) = odd {
            let unit_name = if *unit == Unit::None { Said::fixed("无", "none") } else { Said::same(unit.name()) };
            problem = problem
                .text("times", Said::same(format!("1{}", "0".repeat(power.into()))))
                .amount("shown", decimal.scaled(power).to_string());
            problem = problem.phrase("unit", unit_name);
            // Who reads 1234.6 below 万元 means that many 万元.
            if matches!(unit, Unit::Money(_, fen) if *fen > 100) {
                problem.severity = Severity::Error;
            }
        }
        report.add(problem.amount("stored", stored));
    }
}
