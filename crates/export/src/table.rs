//! One table: the records of a ledger that were submitted for a month.

use crate::columns::{CHANGED, ENTITY, FILE, Form, RECORD, ROW, SHEET, STAMP, form, of, unit};
use crate::stamp::stamp;
use model::change::ChangeKind;
use model::ledger::{Column, Kind, Ledger};
use model::query::Links;
use model::records::{Cells, NULL, Records};
use model::{Month, Place, Said};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;

/// So many records stand in a row group at most.
const GROUP: usize = 500_000;

/// The records of a ledger that were submitted for a month, as the bytes of a Parquet file. The same records
/// give the same bytes.
///
/// # Errors
/// What the writer refuses, in its own words.
pub fn table(ledger: &Ledger, records: &Records, links: &Links, month: Month) -> Result<Vec<u8>, Said> {
    let of_month = |record: &usize| records.submission(*record).is_some_and(|sent| sent.month == month);
    let chosen: Vec<usize> = (0..records.len()).filter(of_month).collect();
    written(ledger, records, links, &chosen).map_err(|error| Said::same(error.to_string()))
}

fn written(ledger: &Ledger, records: &Records, links: &Links, chosen: &[usize]) -> Result<Vec<u8>, ParquetError> {
    let schema = schema(ledger, links)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("taizhang".to_owned())
        .set_key_value_metadata(Some(metadata(ledger)))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    for group in chosen.chunks(GROUP) {
        let mut rows = writer.next_row_group()?;
        for (column, cells) in ledger.columns.iter().zip(&records.columns) {
            cells_of(&mut rows, column, cells, group)?;
        }
        let places: Vec<Place> = group.iter().map(|record| records.place(*record, 0)).collect();
        texts(&mut rows, places.iter().map(|place| Some(place.file.as_str())))?;
        texts(&mut rows, places.iter().map(|place| place.sheet.as_deref()))?;
        let row = |record: &usize| records.origins.get(*record).map(|origin| i64::from(origin.row));
        integers(&mut rows, group.iter().map(row))?;
        links_of(&mut rows, links, group)?;
        integers(&mut rows, group.iter().map(|record| Some(stamp(ledger, records, links, *record))))?;
        rows.close()?;
    }
    writer.into_inner()
}

/// What the records are linked with.
fn links_of(rows: &mut Rows<'_>, links: &Links, group: &[usize]) -> Result<(), ParquetError> {
    let position = |record: usize| i64::try_from(record).ok();
    integers(rows, group.iter().map(|record| position(*record)))?;
    if let Some(entity) = &links.entity {
        integers(rows, group.iter().map(|record| entity.get(*record).copied().flatten()))?;
    }
    for (_, records) in &links.joined {
        integers(rows, group.iter().map(|record| position(records.get(*record).copied().flatten()?)))?;
    }
    if let Some(changed) = &links.changed {
        let words = |record: &usize| {
            let kinds = changed.get(*record).filter(|kinds| !kinds.is_empty())?;
            Some(format!(",{},", kinds.iter().map(|kind| ChangeKind::word(*kind)).collect::<Vec<_>>().join(",")))
        };
        let words: Vec<Option<String>> = group.iter().map(words).collect();
        texts(rows, words.iter().map(Option::as_deref))?;
    }
    Ok(())
}

/// The names of the columns of the links and of the stamp, with their forms.
pub(crate) fn link_columns(links: &Links) -> Vec<(String, Form)> {
    let mut columns = vec![(RECORD.to_owned(), Form::Integer(0))];
    columns.extend(links.entity.as_ref().map(|_| (ENTITY.to_owned(), Form::Integer(0))));
    columns.extend(links.joined.iter().map(|(other, _)| (of(other), Form::Integer(0))));
    columns.extend(links.changed.as_ref().map(|_| (CHANGED.to_owned(), Form::Text)));
    columns.push((STAMP.to_owned(), Form::Integer(0)));
    columns
}

fn schema(ledger: &Ledger, links: &Links) -> Result<TypePtr, ParquetError> {
    let mut fields = Vec::new();
    for column in &ledger.columns {
        fields.push(field(&column.id, form(column))?);
    }
    for (name, form) in [(FILE, Form::Text), (SHEET, Form::Text), (ROW, Form::Integer(0))] {
        fields.push(field(name, form)?);
    }
    for (name, form) in link_columns(links) {
        fields.push(field(&name, form)?);
    }
    Ok(Arc::new(Type::group_type_builder(&ledger.id).with_fields(fields).build()?))
}

fn field(name: &str, form: Form) -> Result<TypePtr, ParquetError> {
    let (physical, logical) = match form {
        Form::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Form::Integer(_) => (Physical::INT64, None),
        Form::Date => (Physical::INT32, Some(LogicalType::Date)),
        Form::Boolean => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    Ok(Arc::new(field.with_logical_type(logical).build()?))
}

/// What an engine that knows nothing of ledgers must be told: titles, units and scales.
fn metadata(ledger: &Ledger) -> Vec<KeyValue> {
    let mut pairs = vec![KeyValue::new("title".to_owned(), ledger.title.clone())];
    for column in &ledger.columns {
        pairs.push(KeyValue::new(format!("{}.title", column.id), column.title().to_owned()));
        if let Form::Integer(scale) = form(column) {
            pairs.push(KeyValue::new(format!("{}.scale", column.id), scale.to_string()));
            pairs.push(KeyValue::new(format!("{}.unit", column.id), unit(column).to_owned()));
        }
    }
    pairs
}

type Rows<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

/// The values of a column, whatever they are.
fn cells_of(rows: &mut Rows<'_>, column: &Column, cells: &Cells, group: &[usize]) -> Result<(), ParquetError> {
    let values = group.iter().map(|record| cells.get(*record));
    match form(column) {
        Form::Integer(_) => integers(rows, values),
        Form::Text if column.kind == Kind::Month => {
            let months: Vec<Option<String>> =
                values.map(|value| Some(Month::from_index(value?)?.to_string())).collect();
            texts(rows, months.iter().map(Option::as_deref))
        }
        Form::Text => texts(rows, values.map(|value| cells.word(value?))),
        Form::Date => {
            let days = values.map(|value| i32::try_from(value?).ok());
            put(rows, days, |column, values, levels| match column {
                ColumnWriter::Int32ColumnWriter(column) => column.write_batch(values, Some(levels), None),
                _ => Err(other()),
            })
        }
        Form::Boolean => {
            put(rows, values.map(|value| value.map(|value| value != 0)), |column, values, levels| match column {
                ColumnWriter::BoolColumnWriter(column) => column.write_batch(values, Some(levels), None),
                _ => Err(other()),
            })
        }
    }
}

fn integers(rows: &mut Rows<'_>, values: impl Iterator<Item = Option<i64>>) -> Result<(), ParquetError> {
    let values = values.map(|value| value.filter(|value| *value != NULL));
    put(rows, values, |column, values, levels| match column {
        ColumnWriter::Int64ColumnWriter(column) => column.write_batch(values, Some(levels), None),
        _ => Err(other()),
    })
}

fn texts<'a>(rows: &mut Rows<'_>, values: impl Iterator<Item = Option<&'a str>>) -> Result<(), ParquetError> {
    put(rows, values.map(|text| text.map(ByteArray::from)), |column, values, levels| match column {
        ColumnWriter::ByteArrayColumnWriter(column) => column.write_batch(values, Some(levels), None),
        _ => Err(other()),
    })
}

/// Writes the next column: its values, and for each record whether it has one.
fn put<T>(
    rows: &mut Rows<'_>,
    values: impl Iterator<Item = Option<T>>,
    write: impl FnOnce(&mut ColumnWriter<'_>, &[T], &[i16]) -> Result<usize, ParquetError>,
) -> Result<(), ParquetError> {
    let (mut filled, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        filled.extend(value);
    }
    let mut column = rows.next_column()?.ok_or_else(other)?;
    write(column.untyped(), &filled, &levels)?;
    column.close()
}

/// The schema and the columns do not agree, which no input can bring about.
fn other() -> ParquetError {
    ParquetError::General("a column of another type".to_owned())
}
