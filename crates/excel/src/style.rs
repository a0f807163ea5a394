//! How cells look. Everything is readable in black and white.

use model::document::RowKind;
use model::ledger::Kind;
use model::unit::Format;
use model::{Severity, Unit};
use rust_xlsxwriter as xlsx;
use rust_xlsxwriter::{FormatAlign, FormatBorder};

/// The font of the body; every Chinese installation has it.
pub(crate) const BODY_FONT: &str = "宋体";
/// The font of titles.
const TITLE_FONT: &str = "黑体";
/// The fill of heads, light enough for a copy of a copy.
const HEAD_FILL: u32 = 0x00E7_E6E6;
/// The fill of 其他 and 小计.
const OTHERS_FILL: u32 = 0x00F5_F5F5;
/// The colour of rules between cells.
const RULE: u32 = 0x0080_8080;
/// Text of a cell whose number format must not turn it into a number or a formula when somebody
/// edits it.
const AS_TEXT: &str = "@";
/// The number format of days.
pub(crate) const DAY: &str = "yyyy-mm-dd";
/// The number format of months.
pub(crate) const MONTH: &str = "yyyy\"年\"m\"月\"";

/// Plain text without rules.
pub(crate) fn plain() -> xlsx::Format {
    xlsx::Format::new().set_font_name(BODY_FONT).set_font_size(11).set_align(FormatAlign::VerticalCenter)
}

/// The title in the middle of the first row.
pub(crate) fn title() -> xlsx::Format {
    plain().set_font_name(TITLE_FONT).set_font_size(16).set_align(FormatAlign::Center).set_text_wrap()
}

/// A title that stands on the left, for sheets wider than a screen.
pub(crate) fn left_title() -> xlsx::Format {
    plain().set_font_name(TITLE_FONT).set_font_size(14)
}

/// A line in the middle under the title.
pub(crate) fn subtitle() -> xlsx::Format {
    plain().set_align(FormatAlign::Center)
}

/// The unit line, on the right above the table.
pub(crate) fn unit_line() -> xlsx::Format {
    plain().set_font_size(10).set_align(FormatAlign::Right)
}

/// Explanations and notes, over as many lines as they need.
pub(crate) fn note() -> xlsx::Format {
    plain().set_font_size(10).set_text_wrap()
}

/// A short remark that stays on one line.
pub(crate) fn remark() -> xlsx::Format {
    plain().set_font_size(10)
}

/// A link to another sheet.
pub(crate) fn link() -> xlsx::Format {
    plain().set_font_color(xlsx::Color::RGB(0x0005_63C1)).set_underline(xlsx::FormatUnderline::Single)
}

/// The head of a column.
pub(crate) fn head() -> xlsx::Format {
    ruled(plain())
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_text_wrap()
        .set_background_color(xlsx::Color::RGB(HEAD_FILL))
}

/// The kind and the unit of a column above its head on a detail sheet.
pub(crate) fn kind() -> xlsx::Format {
    plain().set_font_size(9).set_align(FormatAlign::Center).set_font_color(xlsx::Color::RGB(0x0059_5959))
}

/// A cell of words in a ruled table.
pub(crate) fn words() -> xlsx::Format {
    ruled(plain()).set_num_format(AS_TEXT).set_text_wrap()
}

/// Words that a formula gives; as text the formula itself would be shown.
pub(crate) fn words_from_formula() -> xlsx::Format {
    ruled(plain()).set_text_wrap()
}

/// A link in a ruled table.
pub(crate) fn ruled_link() -> xlsx::Format {
    ruled(link())
}

/// The title above a group of rows.
pub(crate) fn group() -> xlsx::Format {
    words().set_bold()
}

/// A number, a day or a month in a ruled table.
pub(crate) fn ruled_number(num_format: &str) -> xlsx::Format {
    ruled(plain()).set_num_format(num_format)
}

/// A severity: errors bold, so that they stand out on paper too.
pub(crate) fn severity(severity: Severity) -> xlsx::Format {
    let format = words().set_align(FormatAlign::Center);
    match severity {
        Severity::Error => format.set_bold().set_font_color(xlsx::Color::RGB(0x00C0_0000)),
        Severity::Warning | Severity::Info => format,
    }
}

/// A cell of a table: aligned by what it holds, marked by what its row is.
pub(crate) fn cell(kind: Kind, format: Option<&Format>, row: RowKind) -> xlsx::Format {
    let look = match kind {
        Kind::Text | Kind::Status => words(),
        Kind::CreditCode | Kind::Boolean => words().set_align(FormatAlign::Center),
        Kind::Date => ruled_number(DAY).set_align(FormatAlign::Center),
        Kind::Month => ruled_number(MONTH).set_align(FormatAlign::Center),
        Kind::Integer if format.is_none() => ruled_number("0").set_align(FormatAlign::Center),
        Kind::Money | Kind::Number | Kind::Integer | Kind::Percent => {
            ruled_number(&signed(&num_format(kind, format))).set_align(FormatAlign::Right)
        }
    };
    match row {
        RowKind::Body => look,
        RowKind::Others | RowKind::Subtotal => look.set_background_color(xlsx::Color::RGB(OTHERS_FILL)),
        RowKind::Total => look.set_bold().set_border_top(FormatBorder::Medium).set_border_top_color(xlsx::Color::Black),
    }
}

/// The look of a whole column of a detail sheet. It has no rules: 50,000 rows of them would be
/// slow to draw and hard to read.
pub(crate) fn detail(kind: Kind) -> xlsx::Format {
    match kind {
        Kind::Text | Kind::Status | Kind::CreditCode => plain().set_num_format(AS_TEXT),
        Kind::Boolean => plain().set_align(FormatAlign::Center),
        Kind::Date => plain().set_num_format(DAY).set_align(FormatAlign::Center),
        Kind::Month => plain().set_num_format(MONTH).set_align(FormatAlign::Center),
        Kind::Money => plain().set_num_format(signed("#,##0.00")),
        Kind::Percent => plain().set_num_format(signed("0.00##%")),
        // As typed: a whole number may be a year or a rank, which no one writes with commas.
        Kind::Number | Kind::Integer => plain(),
    }
}

/// A column that only formulas read.
pub(crate) fn helper() -> xlsx::Format {
    plain().set_font_size(9).set_font_color(xlsx::Color::RGB(0x0080_8080))
}

/// The number format that prints a value as the document does, with commas between thousands.
pub(crate) fn num_format(kind: Kind, format: Option<&Format>) -> String {
    match (format, kind) {
        (Some(format), _) if format.unit == Unit::Percent => format!("{}%", decimals("0", format.places)),
        (Some(format), _) => decimals("#,##0", format.places),
        (None, Kind::Money) => decimals("#,##0", 2),
        (None, Kind::Percent) => "0.00%".to_owned(),
        (None, _) => "General".to_owned(),
    }
}

/// A number format that shows what is below zero in red and with its sign, and words such as the
/// dash for a missing value as they are.
pub(crate) fn signed(positive: &str) -> String {
    if positive == "General" { positive.to_owned() } else { format!("{positive};[Red]-{positive};{positive};@") }
}

/// `#,##0.00` for two places.
pub(crate) fn decimals(whole: &str, places: u8) -> String {
    let point = if places == 0 { "" } else { "." };
    format!("{whole}{point}{}", "0".repeat(usize::from(places)))
}

fn ruled(format: xlsx::Format) -> xlsx::Format {
    format.set_border(FormatBorder::Thin).set_border_color(xlsx::Color::RGB(RULE))
}
