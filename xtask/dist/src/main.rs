//! Builds the program for Linux and Windows and packs each with what an office needs to run it: fonts, samples, a
//! page that says how to begin, something to double-click, and the licences of all that is in it.
//!
//! The same sources give the same bytes: paths of the machine are taken out of the program, and an archive has
//! neither times nor owners.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "This is a program that speaks to a terminal.")]
#![allow(clippy::disallowed_methods, reason = "It reads the sources and writes the archives.")]

mod archive;
mod build;
mod contents;
mod guide;
mod licences;
mod platform;
mod wine;

use platform::Platform;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What went wrong, in a sentence.
type Failure = String;

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    if names == ["wine"] {
        return match wine::run() {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => {
                eprintln!("{reason}");
                ExitCode::from(1)
            }
        };
    }
    let unknown = names.iter().find(|name| Platform::named(name).is_none());
    if let Some(unknown) = unknown {
        eprintln!("没有“{unknown}”这个平台，可写 linux 或 windows；不写则两个都做。");
        return ExitCode::from(2);
    }
    let chosen: Vec<Platform> = match names.is_empty() {
        true => Platform::ALL.to_vec(),
        false => names.iter().filter_map(|name| Platform::named(name)).collect(),
    };
    let mut failed = false;
    for platform in chosen {
        match pack(platform) {
            Ok(path) => println!("已写 {}", path.display()),
            Err(reason) => {
                failed = true;
                eprintln!("没有做成 {}：{reason}", platform.name());
            }
        }
    }
    if failed { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// Builds for a platform and writes its archive.
fn pack(platform: Platform) -> Result<PathBuf, Failure> {
    let root = root();
    let program = build::program(&root, platform, build::Profile::Packed)?;
    let name = format!("taizhang-{}-{}", env!("CARGO_PKG_VERSION"), platform.name());
    let entries = contents::of(&root, platform, &program)?;
    let bytes = archive::packed(platform, &name, &entries)?;
    let path = root.join("target/dist").join(format!("{name}{}", platform.suffix()));
    write(&path, &bytes)?;
    Ok(path)
}

/// The workspace's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Writes a file whole: beside its place, then renamed.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| format!("无法写入 {}：{error}", path.display());
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    std::io::Write::write_all(&mut file, bytes).map_err(failed)?;
    // What is temporary is its owner's alone; an archive is for everyone.
    #[cfg(unix)]
    std::fs::set_permissions(file.path(), std::os::unix::fs::PermissionsExt::from_mode(0o644)).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
