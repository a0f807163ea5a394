//! Whole processes, measured.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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
