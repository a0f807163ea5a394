//! `cargo xtask …`: the pipeline and the chores of the workspace. It only starts other programs,
//! so that it is built in a moment.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "This is a program that speaks to a terminal.")]
#![allow(clippy::disallowed_methods, reason = "It measures time and reads the environment.")]

mod bench;
mod bench_ingest;
mod bench_pdf;
mod bench_zones;
mod circles;
mod measured;
mod workspace;

use std::env;
use std::path::Path;
use std::process::ExitCode;
use workspace::{cargo, cargo_with, root};

const HELP: &str = "\
用法：cargo xtask <命令>

  report [选项…]   构建并运行 taizhang report（选项原样传给它）
  test             运行全部测试
  sample-data      重新生成示例数据（data/、tests/faulty/）
  bless            接受测试的新结果（重写 tests/golden/）
  bench            测量构建好的程序：示例项目五次，时间和内存峰值
  bench pdf        5000 行表格排成 PDF；给出 peers.py 的路径则与 Typst、ReportLab 比较
  bench ingest     百万行工作簿读成记录；给出 peers.py 的路径则与 fastexcel 比较
  bench zones [N…] N 个单位各十二个月一起出报告：时间、内存峰值，与上一个 N 之比（先构建发行版）
  circles          检查各个 crate 的文件有没有循环引用
  spoil            把示例的报送逐一改坏，看数有没有不声不响地变；
                   [--seed N] [--ledgers N] [--only 名称中的字]
  dist             构建发行版，放到 target/dist/（程序与字体）";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let done = match arguments.first().map(String::as_str) {
        Some("report") => cargo(&["run", "--quiet", "--package", "taizhang", "--", "report"], rest),
        Some("test") => cargo(&["test", "--workspace"], rest),
        Some("sample-data") => cargo(&["run", "--quiet", "--package", "sample", "--"], &[root().display().to_string()]),
        Some("bless") => bless(),
        Some("bench") => bench::run(rest),
        Some("circles") => circles::run(&root()),
        Some("spoil") => spoil(rest),
        Some("dist") => dist(),
        _ => {
            println!("{HELP}");
            return if arguments.is_empty() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// Runs the tests with the order to write what they get as what they expect.
fn bless() -> Result<u8, String> {
    cargo_with(&["test", "--workspace"], &[], &[("TAIZHANG_BLESS", "1")])
}

/// Builds the program, which the injector of faults finds beside itself.
fn spoil(rest: &[String]) -> Result<u8, String> {
    match cargo(&["build", "--quiet", "--workspace"], &[])? {
        0 => cargo(&["run", "--quiet", "--package", "spoil", "--"], rest),
        code => Ok(code),
    }
}

/// The program in release with its fonts beside it.
fn dist() -> Result<u8, String> {
    let code = cargo(&["build", "--release", "--package", "taizhang"], &[])?;
    if code != 0 {
        return Ok(code);
    }
    let (built, to) = (root().join("target/release"), root().join("target/dist"));
    let fonts = to.join("fonts");
    let failed = |error: std::io::Error| format!("无法写入 {}：{error}", to.display());
    std::fs::create_dir_all(&fonts).map_err(failed)?;
    let program = format!("taizhang{}", env::consts::EXE_SUFFIX);
    std::fs::copy(built.join(&program), to.join(&program)).map_err(failed)?;
    for entry in std::fs::read_dir(root().join("crates/layout/fonts")).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        // The script that made the faces is of no use without the source tree.
        if let Some(name) =
            path.file_name().filter(|_| path.is_file() && path.extension().is_none_or(|kind| kind != "py"))
        {
            std::fs::copy(&path, fonts.join(name)).map_err(failed)?;
        }
    }
    // `taizhang init --sample` copies these.
    for (sample, project) in [("zone", root()), ("office", root().join("tests/office"))] {
        let template = to.join("template").join(sample);
        for folder in ["data", "reports/definitions"] {
            copy(&project.join(folder), &template.join(folder)).map_err(failed)?;
        }
        std::fs::copy(project.join("taizhang.toml"), template.join("taizhang.toml")).map_err(failed)?;
    }
    println!("已写 {}", to.display());
    Ok(0)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
