//! `cargo xtask bench ingest`: a workbook of a million rows into checked records, beside a peer.
//!
//! The reading is an example of the crate that reads, so that it is built in a minute; the peer is
//! polars with fastexcel in Python, where there is one that has both.

use crate::measured::run_once;
use crate::workspace::{cargo, root};
use std::process::Command;
use std::time::Duration;

/// How often each program is run; the runs take turns.
const RUNS: usize = 3;
const PEER: &str = "import polars, sys; print(len(polars.read_excel(sys.argv[1], engine='calamine')))";

/// Builds, writes the workbook if it is not there, and measures.
pub(crate) fn run() -> Result<u8, String> {
    if cargo(&["build", "--quiet", "--release", "--package", "ingest", "--examples"], &[])? != 0 {
        return Err("无法构建（ingest 的例子）".to_owned());
    }
    let examples = root().join("target/release/examples");
    let file = root().join("target/bench/million.xlsx");
    if !file.is_file() {
        std::fs::create_dir_all(root().join("target/bench")).map_err(|error| error.to_string())?;
        run_once(Command::new(examples.join("million")).arg(&file))?;
    }
    let python = peer();
    let (mut ours, mut inflating, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(run_once(Command::new(examples.join("read")).arg(&file))?);
        inflating.push(run_once(Command::new(examples.join("read")).arg("--inflate").arg(&file))?);
        if let Some(python) = &python {
            theirs.push(run_once(Command::new(python).args(["-c", PEER]).arg(&file))?);
        }
    }
    let (time, peak) = best(&ours);
    println!("1,000,000 × 12 into records: {time:.2} s, peak {peak} MiB ({RUNS} runs, best time, highest peak)");
    println!("only inflating: {:.2} s", best(&inflating).0);
    if theirs.is_empty() {
        println!("no Python with polars and fastexcel: nothing to compare with (pip install polars fastexcel)");
    } else {
        let (their_time, their_peak) = best(&theirs);
        println!("polars + fastexcel: {their_time:.2} s, peak {their_peak} MiB");
        println!("ratio: {:.2} × time, {:.2} × memory", time / their_time, peak as f64 / their_peak as f64);
    }
    Ok(0)
}

/// The first Python that has the peer: the one that PYTHON names, then the usual ones.
fn peer() -> Option<String> {
    let named = std::env::var("PYTHON").ok();
    let has = |python: &String| {
        let command = Command::new(python).args(["-c", "import polars, fastexcel"]).output();
        command.is_ok_and(|output| output.status.success())
    };
    named.into_iter().chain(["python3".to_owned(), "python".to_owned()]).find(|python| has(python))
}

/// The shortest time in seconds and the highest peak in MiB.
fn best(runs: &[(Duration, u64)]) -> (f64, u64) {
    let time = runs.iter().map(|(time, _)| time.as_secs_f64()).fold(f64::INFINITY, f64::min);
    (time, runs.iter().map(|(_, peak)| *peak).max().unwrap_or(0) / 1024)
}
