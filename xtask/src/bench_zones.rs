//! `cargo xtask bench zones`: a batch over many offices, twelve months each.

use crate::measured::run_once;
use crate::workspace::{cargo, root};
use std::fs;
use std::path::Path;
use std::process::Command;

/// So many offices where nothing else is asked for.
const USUAL: [&str; 2] = ["1", "10"];
/// The months that are reported.
const MONTHS: &str = "2020-01..2020-12";

/// Builds the release, makes the offices and reports on all their months, without anything that was kept.
pub(crate) fn run(rest: &[String]) -> Result<u8, String> {
    if cargo(&["build", "--quiet", "--release", "--package", "taizhang"], &[])? != 0 {
        return Err("无法构建".to_owned());
    }
    let asked: Vec<&str> = if rest.is_empty() { USUAL.to_vec() } else { rest.iter().map(String::as_str).collect() };
    let mut last: Option<(f64, f64)> = None;
    for count in asked {
        let count: u32 = count.parse().map_err(|_| format!("“{count}”不是一个数"))?;
        let folder = root().join("target/bench/zones").join(count.to_string());
        offices(&folder, count).map_err(|error| format!("无法写入 {}：{error}", folder.display()))?;
        let mut command = Command::new(root().join("target/release/taizhang"));
        command.args(["report", "--no-cache", "--month", MONTHS, "--projects"]).arg(&folder);
        command.arg("--out").arg(root().join("target/bench/zones/out"));
        let (time, peak) = run_once(&mut command)?;
        let (seconds, zones) = (time.as_secs_f64(), f64::from(count));
        let ratio = last.map(|(before, zones_before)| {
            format!("，每倍的工作用 {:.2} 倍的时间", (seconds / before) / (zones / zones_before))
        });
        println!(
            "{count} 个单位 × 12 个月：{seconds:.1} 秒，内存峰值 {} MiB{}",
            peak / 1024,
            ratio.unwrap_or_default()
        );
        last = Some((seconds, zones));
    }
    Ok(0)
}

/// Offices of the sample's kind, each a project of its own.
fn offices(folder: &Path, count: u32) -> std::io::Result<()> {
    let settings = fs::read_to_string(root().join("taizhang.toml"))?;
    for number in 1..=count {
        let office = folder.join(format!("zone-{number:03}"));
        if office.join("taizhang.toml").is_file() {
            continue;
        }
        copy(&root().join("data"), &office.join("data"))?;
        copy(&root().join("reports/definitions"), &office.join("reports/definitions"))?;
        fs::write(office.join("taizhang.toml"), settings.replace("示例高新区", &format!("示例{number}区")))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
