//! The program itself, built for another system.

use crate::Failure;
use crate::platform::Platform;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How the program is built: to be given away, or to be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Packed,
    Dev,
}

/// Builds the program and gives its path.
pub(crate) fn program(root: &Path, platform: Platform, profile: Profile) -> Result<PathBuf, Failure> {
    let (name, folder) = match profile {
        Profile::Packed => ("packed", "packed"),
        Profile::Dev => ("dev", "debug"),
    };
    let packed = (profile == Profile::Packed).then_some(("TAIZHANG_PACKED", "1"));
    built(root, platform, &["--profile", name, "--package", "taizhang", "--no-default-features"], packed)?;
    Ok(root.join("target").join(platform.target()).join(folder).join(platform.program()))
}

/// Builds the little program of Windows that holds a file open.
pub(crate) fn holder(root: &Path) -> Result<PathBuf, Failure> {
    built(root, Platform::Windows, &["--package", "hold"], None)?;
    Ok(root.join("target").join(Platform::Windows.target()).join("debug/hold.exe"))
}

fn built(root: &Path, platform: Platform, what: &[&str], told: Option<(&str, &str)>) -> Result<(), Failure> {
    wanting(platform)?;
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let target = platform.target();
    let status = Command::new(cargo)
        .args(["build", "--locked", "--target", target])
        .args(what)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(root, platform).join("\u{1f}"))
        .env("SOURCE_DATE_EPOCH", "0")
        .envs(told)
        .current_dir(root)
        .status()
        .map_err(|error| format!("无法启动 cargo：{error}"))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("cargo build --target {target} 没有成功")),
    }
}

/// What of the tools is not there, and how to get it.
fn wanting(platform: Platform) -> Result<(), Failure> {
    let (compiler, package) = platform.tools();
    if !runs(Command::new(compiler).arg("--version")) {
        return Err(format!("这台机器没有 {compiler}，请先安装（Debian：apt-get install {package}）"));
    }
    let libraries = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", platform.target()])
        .output()
        .map_err(|error| format!("无法启动 rustc：{error}"))?;
    if !Path::new(String::from_utf8_lossy(&libraries.stdout).trim()).is_dir() {
        return Err(format!("Rust 工具链没有 {0} 的标准库，请先安装（rustup target add {0}）", platform.target()));
    }
    Ok(())
}

fn runs(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// The compiler's flags that take this machine out of the program: its paths, and the time of linking.
fn flags(root: &Path, platform: Platform) -> Vec<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let mut flags = vec![format!("--remap-path-prefix={}=taizhang", root.display())];
    flags.extend(home.map(|home| format!("--remap-path-prefix={}=cargo", home.display())));
    match platform {
        Platform::Linux => flags.push("-Ctarget-feature=+crt-static".to_owned()),
        // A program of Windows holds the time at which it was linked.
        Platform::Windows => flags.push("-Clink-arg=-Wl,--no-insert-timestamp".to_owned()),
    }
    flags
}
