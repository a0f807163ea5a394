//! `cargo xtask bench pdf [ROWS] [PEERS]`: a table of 7 columns to PDF, ours against Typst and
//! ReportLab where a Python with them is there. Each run is a whole process, one after the other.

use crate::workspace::{cargo, root};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How often each program is run; the median counts.
const RUNS: usize = 5;
/// The rows of the goal.
const ROWS: &str = "5000";
/// What our time and memory may be of theirs.
const GOALS: [(&str, f64, Option<f64>); 2] = [("typst", 0.15, Some(0.15)), ("reportlab", 0.2, None)];

/// Seconds and peak memory in KiB.
#[derive(Clone, Copy, Debug)]
struct Measured {
    seconds: f64,
    peak: u64,
}

/// Builds the example and measures it; then the peers through the program that is given, or the one
/// at `TAIZHANG_PEERS`, with the Python at `TAIZHANG_PYTHON`.
pub(crate) fn run(rest: &[String]) -> Result<u8, String> {
    let release = rest.iter().any(|option| option == "--release");
    let given: Vec<&String> = rest.iter().filter(|option| !option.starts_with("--")).collect();
    let rows = given.first().map_or(ROWS, |rows| rows.as_str());
    let mut build = vec!["build", "--quiet", "--package", "pdf", "--example", "table"];
    build.extend(release.then_some("--release"));
    if cargo(&build, &[])? != 0 {
        return Err("无法构建".to_owned());
    }
    let folder = root().join("target/bench/pdf");
    std::fs::create_dir_all(&folder).map_err(|error| format!("无法写入 {}：{error}", folder.display()))?;
    let program = root().join("target").join(if release { "release" } else { "debug" }).join("examples/table");
    let ours = median(|| Command::new(&program).arg(rows).arg(folder.join("ours.pdf")).stdout(Stdio::null()).spawn())?;
    println!("taizhang   {:.2} s  {:>4} MiB  (portrait)", ours.seconds, ours.peak / 1024);
    let Some(peers) = given.get(1).map(PathBuf::from).or_else(|| std::env::var_os("TAIZHANG_PEERS").map(PathBuf::from))
    else {
        println!("没有给出对比程序（peers.py），只测了自己。");
        return Ok(0);
    };
    let mut reached = true;
    for (peer, time_goal, memory_goal) in GOALS {
        match median(|| python(&peers, peer, rows, &folder).spawn()) {
            Err(message) => println!("{peer}：{message}"),
            Ok(theirs) => {
                let (time, memory) = (ours.seconds / theirs.seconds, ours.peak as f64 / theirs.peak.max(1) as f64);
                println!(
                    "{peer:<10} {:.2} s  {:>4} MiB  (landscape)  ours: {time:.2} × the time (goal {time_goal}), {memory:.2} × the memory",
                    theirs.seconds,
                    theirs.peak / 1024
                );
                reached &= time <= time_goal && memory_goal.is_none_or(|goal| memory <= goal);
            }
        }
    }
    Ok(u8::from(!reached))
}

fn python(peers: &Path, peer: &str, rows: &str, folder: &Path) -> Command {
    let python = std::env::var("TAIZHANG_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    command.arg(peers).args(["pdf", peer, rows]);
    command.arg(root().join("crates/layout/fonts/kai.ttf")).arg(folder.join(format!("{peer}.pdf")));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The median time of some runs, and their greatest peak.
fn median(start: impl Fn() -> std::io::Result<std::process::Child>) -> Result<Measured, String> {
    let runs = (0..RUNS).map(|_| once(&start)).collect::<Result<Vec<Measured>, String>>()?;
    let mut seconds: Vec<f64> = runs.iter().map(|run| run.seconds).collect();
    seconds.sort_by(f64::total_cmp);
    Ok(Measured { seconds: seconds[RUNS / 2], peak: runs.iter().map(|run| run.peak).max().unwrap_or(0) })
}

fn once(start: impl Fn() -> std::io::Result<std::process::Child>) -> Result<Measured, String> {
    let started = Instant::now();
    let mut child = start().map_err(|error| format!("无法启动：{error}"))?;
    let mut peak = 0;
    loop {
        peak = peak.max(crate::measured::high_water(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            let seconds = started.elapsed().as_secs_f64();
            return if status.success() { Ok(Measured { seconds, peak }) } else { Err(status.to_string()) };
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}
