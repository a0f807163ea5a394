//! `cargo xtask bench`: whole-process time and peak memory of the main job.

use crate::measured::run_once;
use crate::workspace::{cargo, root};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// How often the job is run.
const RUNS: usize = 5;

/// Builds and measures the profile of the README and, with `--release`, the release profile too.
pub(crate) fn run(rest: &[String]) -> Result<u8, String> {
    if rest.first().is_some_and(|what| what == "pdf") {
        return crate::bench_pdf::run(rest.get(1..).unwrap_or_default());
    }
    if rest.first().is_some_and(|what| what == "ingest") {
        return crate::bench_ingest::run();
    }
    measure("dev", "debug", &["build", "--quiet", "--package", "taizhang"])?;
    if rest.iter().any(|option| option == "--release") {
        measure("release", "release", &["build", "--quiet", "--release", "--package", "taizhang"])?;
    }
    Ok(0)
}

fn measure(profile: &str, folder: &str, build: &[&str]) -> Result<(), String> {
    if cargo(build, &[])? != 0 {
        return Err(format!("无法构建（{profile}）"));
    }
    let program = root().join("target").join(folder).join("taizhang");
    let out = root().join("target").join("bench").join(profile);
    let runs = (0..RUNS).map(|_| once(&program, &out)).collect::<Result<Vec<_>, String>>()?;
    let mut seconds: Vec<f64> = runs.iter().map(|(time, _)| time.as_secs_f64()).collect();
    seconds.sort_by(f64::total_cmp);
    let peak = runs.iter().map(|(_, peak)| *peak).max().unwrap_or(0);
    let list: Vec<String> = seconds.iter().map(|seconds| format!("{seconds:.2}")).collect();
    println!(
        "{profile}: report of the sample project, s: {} (median {:.2}), peak {} MiB",
        list.join(" "),
        seconds[RUNS / 2],
        peak / 1024
    );
    Ok(())
}

/// One run: its time, and its peak memory in KiB where the system tells it.
fn once(program: &Path, out: &Path) -> Result<(Duration, u64), String> {
    run_once(Command::new(program).args(["report", "--project"]).arg(root()).arg("--out").arg(out))
}
