//! The table of answers that another engine computed, read back.

use bytes::Bytes;
use model::Exact;
use model::figure::Missing;
use model::query::{Answer, AnsweredRow};
use model::{Said, say};
use parquet::data_type::Decimal;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use std::collections::BTreeMap;

/// The rows of a Parquet file of answers.
///
/// # Errors
/// It is no Parquet file, or not one of answers.
pub fn answers(bytes: Vec<u8>) -> Result<Vec<Answer>, Said> {
    let damaged = |error: parquet::errors::ParquetError| {
        say!("不是可读的 Parquet 文件（{error}）", "this is no Parquet file that can be read ({error})")
    };
    let reader = SerializedFileReader::new(Bytes::from(bytes)).map_err(damaged)?;
    let rows = reader.get_row_iter(None).map_err(damaged)?;
    rows.map(|row| answer(&row.map_err(damaged)?)).collect()
}

fn answer(row: &Row) -> Result<Answer, Said> {
    let columns: BTreeMap<&str, &Field> = row.get_column_iter().map(|(name, field)| (name.as_str(), field)).collect();
    let column = |name: &str| {
        let known = columns.get(name).copied();
        known.ok_or_else(|| {
            say!(
                "没有“{name}”这一列，不是 taizhang sql 的查询结果",
                "there is no column “{name}”; this is no result of the queries of taizhang sql"
            )
        })
    };
    let of = integer(column("of_rows")?)?.and_then(|of| usize::try_from(of).ok()).unwrap_or(0);
    let query = text(column("measure")?)?.unwrap_or_default();
    let kind = text(column("row_kind")?)?.unwrap_or_default();
    let row = AnsweredRow::named(&kind, text(column("row_key")?)?).ok_or_else(|| {
        say!(
            "有一行的 row_kind 是“{kind}”，不是 taizhang sql 的查询结果",
            "the row_kind of a row is “{kind}”; this is no result of the queries of taizhang sql"
        )
    })?;
    let missing = match text(column("missing")?)? {
        Some(code) => Some(Missing::from_code(&code).ok_or_else(|| {
            say!("不认得缺值的原因“{code}”", "“{code}” is no known reason for a value to be missing")
        })?),
        None => None,
    };
    let numerator = integer(column("numerator")?)?;
    let denominator = integer(column("denominator")?)?;
    let value = match (missing, numerator) {
        (Some(missing), _) => Err(missing),
        (None, None) => Ok(None),
        (None, Some(numerator)) => {
            let value = denominator.and_then(|denominator| Exact::new(numerator, denominator));
            Ok(Some(value.ok_or(Said::fixed("有一行没有分母", "a row has no denominator"))?))
        }
    };
    Ok(Answer { query, row, value, of })
}

fn text(field: &Field) -> Result<Option<String>, Said> {
    match field {
        Field::Null => Ok(None),
        Field::Str(text) => Ok(Some(text.clone())),
        Field::Bytes(bytes) => Ok(Some(String::from_utf8_lossy(bytes.data()).into_owned())),
        other => Err(say!("“{other}”应为文字", "“{other}” must be a text")),
    }
}

/// A whole number of up to 38 digits. A binary fraction is none: it may have been rounded.
fn integer(field: &Field) -> Result<Option<i128>, Said> {
    match field {
        Field::Null => Ok(None),
        Field::Int(value) => Ok(Some((*value).into())),
        Field::Long(value) => Ok(Some((*value).into())),
        Field::UInt(value) => Ok(Some((*value).into())),
        Field::ULong(value) => Ok(Some((*value).into())),
        Field::Decimal(value) if value.scale() == 0 => {
            decimal(value).map(Some).ok_or(Said::fixed("有一个整数超过38位", "an integer has more than 38 digits"))
        }
        other => Err(say!("“{other}”应为整数（DECIMAL(38, 0)）", "“{other}” must be an integer (DECIMAL(38, 0))")),
    }
}

/// The digits of a decimal, which are stored as a big-endian integer of any length; nothing where it does not
/// fit 128 bits.
fn decimal(value: &Decimal) -> Option<i128> {
    let negative = value.data().first().is_some_and(|byte| *byte >= 128);
    let (start, fill) = if negative { (-1, 0xff) } else { (0, 0) };
    let (more, last) = value.data().split_at(value.data().len().saturating_sub(16));
    let whole = last.iter().fold(start, |whole: i128, byte| (whole << 8) | i128::from(*byte));
    (more.iter().all(|byte| *byte == fill) && (whole < 0) == negative).then_some(whole)
}
