//! One problem, one file: its rule and the words in which it is said.

pub mod aside_row;
pub mod carried_row;
pub mod code_digits;
pub mod credit_code;
pub mod cut_off;
pub mod damaged_text;
pub mod date_remark;
pub mod ditto_mark;
pub mod double_cell;
pub(crate) mod doubts;
pub mod duplicate_key;
pub mod duplicate_label;
pub mod duplicate_month;
pub mod empty_key;
pub mod empty_period;
pub mod entity_conflict;
pub mod epoch;
pub mod error_cell;
pub mod external_links;
pub mod formula_without_value;
pub mod hidden_cells;
pub(crate) mod keys;
pub mod loose_figures;
pub mod magnitude;
pub mod merged_amount;
pub mod missing_column;
pub mod missing_header;
pub mod mixed_basis;
pub mod nested_rows;
pub mod no_records;
pub mod odd_decimals;
pub mod odd_format;
pub mod odd_unit;
pub mod open_quote;
pub mod other_month;
pub(crate) mod parts;
pub mod parts_filled;
pub mod parts_sum;
pub mod rounded;
pub mod row_ratio;
pub mod running_list;
pub mod same_rows;
pub mod scientific;
pub mod shifted_row;
pub mod since_january;
pub mod skipped_sheet;
pub mod skipped_table;
pub mod stale_formula;
pub mod struck_out;
pub mod sum_row;
pub mod summary_file;
pub(crate) mod tables;
pub mod total_mismatch;
pub mod uncounted_sheet;
pub mod unheaded_rows;
pub mod unknown_label;
pub mod unknown_word;
pub mod unreadable_boolean;
pub mod unreadable_date;
pub mod unreadable_number;
pub mod unreadable_sheet;
pub mod unreadable_workbook;
pub mod unresolved_entity;
pub mod void_sheet;

use model::Rule;

/// All rules of this stage, in the order in which a reading meets them.
pub static RULES: &[&Rule] = &[
    &unreadable_workbook::UNREADABLE_WORKBOOK,
    &unreadable_sheet::UNREADABLE_SHEET,
    &double_cell::DOUBLE_CELL,
    &cut_off::CUT_OFF,
    &damaged_text::DAMAGED_TEXT,
    &open_quote::OPEN_QUOTE,
    &shifted_row::SHIFTED_ROW,
    &skipped_sheet::SKIPPED_SHEET,
    &skipped_table::SKIPPED_TABLE,
    &uncounted_sheet::UNCOUNTED_SHEET,
    &unheaded_rows::UNHEADED_ROWS,
    &void_sheet::VOID_SHEET,
    &hidden_cells::HIDDEN_CELLS,
    &struck_out::STRUCK_OUT,
    &external_links::EXTERNAL_LINKS,
    &missing_header::MISSING_HEADER,
    &missing_column::MISSING_COLUMN,
    &no_records::NO_RECORDS,
    &other_month::OTHER_MONTH,
    &since_january::SINCE_JANUARY,
    &unknown_label::UNKNOWN_LABEL,
    &duplicate_label::DUPLICATE_LABEL,
    &duplicate_month::DUPLICATE_MONTH,
    &empty_period::EMPTY_PERIOD,
    &error_cell::ERROR_CELL,
    &formula_without_value::FORMULA_WITHOUT_VALUE,
    &stale_formula::STALE_FORMULA,
    &unreadable_number::UNREADABLE_NUMBER,
    &rounded::ROUNDED,
    &scientific::SCIENTIFIC,
    &epoch::EPOCH,
    &unreadable_date::UNREADABLE_DATE,
    &date_remark::DATE_REMARK,
    &ditto_mark::DITTO_MARK,
    &unreadable_boolean::UNREADABLE_BOOLEAN,
    &unknown_word::UNKNOWN_WORD,
    &code_digits::CODE_DIGITS,
    &credit_code::CREDIT_CODE,
    &odd_format::ODD_FORMAT,
    &odd_unit::ODD_UNIT,
    &odd_decimals::ODD_DECIMALS,
    &sum_row::SUM_ROW,
    &aside_row::ASIDE_ROW,
    &carried_row::CARRIED_ROW,
    &loose_figures::LOOSE_FIGURES,
    &nested_rows::NESTED_ROWS,
    &mixed_basis::MIXED_BASIS,
    &total_mismatch::TOTAL_MISMATCH,
    &merged_amount::MERGED_AMOUNT,
    &parts_sum::PARTS_SUM,
    &parts_filled::PARTS_FILLED,
    &magnitude::MAGNITUDE,
    &magnitude::OTHER_UNIT,
    &magnitude::OUTLIER,
    &summary_file::SUMMARY_FILE,
    &running_list::RUNNING_LIST,
    &row_ratio::ROW_RATIO,
    &empty_key::EMPTY_KEY,
    &duplicate_key::DUPLICATE_KEY,
    &same_rows::SAME_ROWS,
    &unresolved_entity::UNRESOLVED_ENTITY,
    &entity_conflict::ENTITY_CONFLICT,
];
