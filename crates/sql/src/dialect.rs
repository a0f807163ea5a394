//! What engines write differently.

use model::Date;

/// A dialect of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB.
    Duckdb,
    /// Spark SQL.
    Spark,
    /// ClickHouse.
    Clickhouse,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// A name of a table or a column.
    pub(crate) fn name(self, name: &str) -> String {
        match self {
            Dialect::Spark => format!("`{}`", name.replace('`', "``")),
            Dialect::Duckdb | Dialect::Postgres => format!("\"{}\"", name.replace('"', "\"\"")),
            Dialect::Clickhouse => format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")),
        }
    }

    /// A text. Two of the dialects know backslashes, which escape there.
    pub(crate) fn text(self, text: &str) -> String {
        match self {
            Dialect::Duckdb | Dialect::Postgres => format!("'{}'", text.replace('\'', "''")),
            Dialect::Spark | Dialect::Clickhouse => {
                format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
            }
        }
    }

    /// A day.
    pub(crate) fn date(self, date: Date) -> String {
        match self {
            Dialect::Clickhouse => format!("toDate32('{date}')"),
            Dialect::Duckdb | Dialect::Spark | Dialect::Postgres => format!("DATE '{date}'"),
        }
    }

    /// The days from one day to another.
    pub(crate) fn days(self, from: &str, to: &str) -> String {
        match self {
            Dialect::Duckdb | Dialect::Postgres => format!("({to} - {from})"),
            Dialect::Spark => format!("datediff({to}, {from})"),
            Dialect::Clickhouse => format!("dateDiff('day', {from}, {to})"),
        }
    }

    /// A day so many days later.
    pub(crate) fn later(self, day: &str, days: i64) -> String {
        match self {
            Dialect::Duckdb => format!("({day} + CAST({days} AS INTEGER))"),
            Dialect::Postgres => format!("({day} + ({days}))"),
            Dialect::Spark => format!("date_add({day}, {days})"),
            Dialect::Clickhouse => format!("addDays({day}, {days})"),
        }
    }

    /// A whole number that sums of billions of records cannot overflow: of 38 digits or more.
    pub(crate) fn wide(self, number: &str) -> String {
        let kind = match self {
            Dialect::Duckdb => "HUGEINT",
            Dialect::Spark => "DECIMAL(38, 0)",
            Dialect::Clickhouse => "Nullable(Int256)",
            Dialect::Postgres => "NUMERIC",
        };
        format!("CAST({number} AS {kind})")
    }

    /// A whole number of the table of answers.
    pub(crate) fn answer(self, number: &str) -> String {
        match self {
            Dialect::Duckdb | Dialect::Spark => format!("CAST({number} AS DECIMAL(38, 0))"),
            // It has no way but through the digits.
            Dialect::Clickhouse => {
                format!(
                    "CAST(CAST(CAST({number} AS Nullable(Int256)) AS Nullable(String)) AS Nullable(Decimal(38, 0)))"
                )
            }
            Dialect::Postgres => format!("CAST({number} AS NUMERIC(38, 0))"),
        }
    }

    /// Anything as a text.
    pub(crate) fn words(self, value: &str) -> String {
        let kind = match self {
            Dialect::Duckdb => "VARCHAR",
            Dialect::Spark => "STRING",
            Dialect::Clickhouse => "Nullable(String)",
            Dialect::Postgres => "TEXT",
        };
        format!("CAST({value} AS {kind})")
    }

    /// Rows of a few values as a table that is called `q`.
    pub(crate) fn rows(self, columns: &[&str], rows: &[Vec<String>]) -> String {
        if self == Dialect::Clickhouse {
            let row = |row: &Vec<String>| {
                let values = row.iter().zip(columns).map(|(value, column)| format!("{value} AS {column}"));
                format!("SELECT {}", values.collect::<Vec<_>>().join(", "))
            };
            return format!("({}) q", rows.iter().map(row).collect::<Vec<_>>().join(" UNION ALL "));
        }
        let rows: Vec<String> = rows.iter().map(|row| format!("({})", row.join(", "))).collect();
        format!("(VALUES {}) AS q({})", rows.join(", "), columns.join(", "))
    }

    /// What stands behind the whole query.
    pub(crate) fn settings(self) -> &'static str {
        match self {
            // Without it what is not found is zero or empty there, not NULL.
            Dialect::Clickhouse => "\nSETTINGS join_use_nulls = 1, output_format_parquet_compression_method = 'snappy'",
            Dialect::Duckdb | Dialect::Spark | Dialect::Postgres => "",
        }
    }
}

/// Words of a comment on one line, which no sign in them can end or go on.
pub fn comment(words: &str) -> String {
    words.chars().map(|c| if c.is_control() || c == '\\' { ' ' } else { c }).collect()
}
