//! How an engine comes to know the exported tables.

use crate::dialect::Dialect;

/// A table with its columns.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// Its name, which is the ledger's id.
    pub name: &'a str,
    /// Its columns in their order, without those that its folders are named after, with what they hold: `string`,
    /// `integer`, `date` or `boolean`.
    pub columns: Vec<(String, &'static str)>,
}

/// The statements that make the tables of an export known: views over the files where the engine reads
/// Parquet itself, else empty tables to be filled.
pub fn tables(dialect: Dialect, folder: &str, tables: &[Table<'_>]) -> String {
    let folder = folder.trim_end_matches('/');
    let one = |table: &Table<'_>| {
        let name = dialect.name(table.name);
        let files = dialect.text(&format!("{folder}/{}/*/*/records.parquet", table.name));
        match dialect {
            Dialect::Duckdb => format!(
                "CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({files}, hive_partitioning = true, hive_types_autocast = false);"
            ),
            Dialect::Spark => format!(
                "CREATE OR REPLACE TEMPORARY VIEW {name} USING parquet OPTIONS (path {});",
                dialect.text(&format!("{folder}/{}", table.name))
            ),
            Dialect::Clickhouse => format!(
                "CREATE OR REPLACE VIEW {name} AS SELECT * FROM file({files}, 'Parquet') SETTINGS use_hive_partitioning = 1;"
            ),
            Dialect::Postgres => {
                let columns = table.columns.iter().map(|(id, kind)| {
                    let kind = match *kind {
                        "integer" => "BIGINT",
                        "date" => "DATE",
                        "boolean" => "BOOLEAN",
                        _ => "TEXT",
                    };
                    format!("{} {kind}", dialect.name(id))
                });
                let partitions = ["_zone", "_month"].map(|id| format!("{} TEXT", dialect.name(id)));
                let columns: Vec<String> = columns.chain(partitions).collect();
                format!("CREATE TABLE {name} ({});", columns.join(", "))
            }
        }
    };
    let settings = match dialect {
        // A month is a text, and no engine is to guess otherwise; a text escapes; a sum too large is an error.
        Dialect::Spark => {
            "SET spark.sql.sources.partitionColumnTypeInference.enabled = false;\nSET spark.sql.parser.escapedStringLiterals = false;\nSET spark.sql.ansi.enabled = true;\n"
        }
        // A query of several hundred measures is longer than what is read there unasked.
        Dialect::Clickhouse => {
            "SET max_query_size = 100000000, max_ast_elements = 100000000, max_expanded_ast_elements = 100000000;\n"
        }
        Dialect::Duckdb | Dialect::Postgres => "",
    };
    let tables: Vec<String> = tables.iter().map(one).collect();
    format!("{settings}{}\n", tables.join("\n"))
}
