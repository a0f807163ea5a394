//! Holds a file open as Excel does, so that nobody else may write it, until its standard input ends. For Windows; see
//! `cargo xtask wine`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "This is a program that speaks to whoever started it.")]
#![allow(clippy::disallowed_methods, reason = "It opens the file that it is told to.")]

#[cfg(windows)]
fn main() -> std::io::Result<()> {
    use std::os::windows::fs::OpenOptionsExt;
    let path = std::env::args_os().nth(1).unwrap_or_default();
    // Others may read (FILE_SHARE_READ), and not write, delete or rename.
    let _held = std::fs::OpenOptions::new().read(true).write(true).share_mode(1).open(path)?;
    println!("held");
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).map(drop)
}

#[cfg(not(windows))]
fn main() {
    eprintln!("Only Windows keeps others from a file that is open.");
}
