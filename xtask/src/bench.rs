//! `cargo xtask bench`: whole-process time and peak memory of the main job.

use crate::measured::run_once;
use crate::workspace::{cargo, root};
use std::path::Path;
use std::process::Command;

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
    if rest.first().is_some_and(|what| what == "zones") {
        return crate::bench_zones::run(rest.get(1..).unwrap_or_default());
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
    let report = |command: &mut Command| {
        command.args(["report", "--project"]).arg(root()).arg("--out").arg(&out);
    };
    let definitions = |command: &mut Command| {
        command.args(["check", "--definitions", "--project"]).arg(root());
    };
    let what = "of the sample project";
    told(&format!("{profile}: report {what}"), &program, &report)?;
    told(&format!("{profile}: check --definitions {what}"), &program, &definitions)
}

/// Runs a job several times and tells how long it took.
fn told(what: &str, program: &Path, arguments: &dyn Fn(&mut Command)) -> Result<(), String> {
    let run = |_| {
        let mut command = Command::new(program);
        arguments(&mut command);
        run_once(&mut command)
    };
    let runs = (0..RUNS).map(run).collect::<Result<Vec<_>, String>>()?;
    let mut seconds: Vec<f64> = runs.iter().map(|(time, _)| time.as_secs_f64()).collect();
    seconds.sort_by(f64::total_cmp);
    let peak = runs.iter().map(|(_, peak)| *peak).max().unwrap_or(0);
    let list: Vec<String> = seconds.iter().map(|seconds| format!("{seconds:.2}")).collect();
    println!("{what}, s: {} (median {:.2}), peak {} MiB", list.join(" "), seconds[RUNS / 2], peak / 1024);
    Ok(())
}
