//! `cargo xtask bench`: whole-process time and peak memory of the main job.

use crate::{cargo, root};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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

/// One run of a program: its time, and its peak memory in KiB where the system tells it.
pub(crate) fn run_once(command: &mut Command) -> Result<(Duration, u64), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let started = Instant::now();
    let child = command.stdout(Stdio::null()).spawn();
    let mut child = child.map_err(|error| format!("无法启动 {name}：{error}"))?;
    let mut peak = 0;
    loop {
        peak = peak.max(high_water(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            let time = started.elapsed();
            return if status.success() { Ok((time, peak)) } else { Err(format!("{name}：{status}")) };
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The peak resident memory of a running process in KiB (Linux).
pub(crate) fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
