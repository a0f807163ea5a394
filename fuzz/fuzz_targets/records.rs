//! Any bytes into records. Formats that are opened in a child process are left to it.
#![no_main]

use libfuzzer_sys::fuzz_target;

const LEDGER: &str = "title = \"试验\"\nfiles = [\"*\"]\ngrain = \"month\"\nkey = [\"name\"]\n[columns.name]\nlabels = [\"企业名称\", \"合同名称\"]\n[columns.day]\nlabels = [\"日期\", \"签订日期\"]\ntype = \"date\"\n[columns.paid]\nlabels = [\"税额\", \"合同金额\"]\ntype = \"money\"\n[columns.share]\nlabels = [\"占比\", \"完成比例\"]\ntype = \"percent\"\n";

fuzz_target!(|bytes: &[u8]| {
    if ingest::risky(bytes) {
        return;
    }
    let (Ok(ledger), Some(month)) = (model::define::ledger(LEDGER, "trial.toml"), model::Month::new(2020, 12)) else {
        return;
    };
    ingest::read(&ingest::Workbook { file: "试验.xlsx", month, bytes }, &ledger);
});
