//! Any grid, written as text, into a look; a definition made from the look must be sound.
#![no_main]

use ingest::Detail;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let grid = ingest::open(text.as_bytes());
    let look = ingest::inspect("试验.csv", grid.as_ref().map_err(Clone::clone), Detail::Values);
    if let Some(text) = ingest::definition_of(&look) {
        let ledger = model::define::ledger(&text, "trial.toml").expect("a definition that parses");
        let problems = ingest::definition(&ledger, std::slice::from_ref(&ledger), "trial.toml", &text);
        assert!(problems.is_empty(), "{problems:?}\n{text}");
    }
});
