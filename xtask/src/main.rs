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
use std::io::IsTerminal;
use std::process::ExitCode;
use workspace::{cargo, cargo_with, root};

const HELP: &str = "\
用法：cargo xtask <命令>

  report [选项…]   构建并运行 taizhang report（选项原样传给它）
  test             运行全部测试（只有一项要几分钟的留给 .ci/run）
  sample-data      重新生成示例数据（data/、tests/faulty/）
  bless            接受测试的新结果（重写 tests/golden/）
  bench            测量构建好的程序：示例项目五次，时间和内存峰值
  bench pdf        5000 行表格排成 PDF；给出 peers.py 的路径则与 Typst、ReportLab 比较
  bench ingest     百万行工作簿读成记录；给出 peers.py 的路径则与 fastexcel 比较
  bench zones [N…] N 个单位各十二个月一起出报告：时间、内存峰值，与上一个 N 之比（先构建发行版）
  circles          检查各个 crate 的文件有没有循环引用
  spoil            把示例的报送逐一改坏，看数有没有不声不响地变；
                   [--seed N] [--ledgers N] [--only 名称中的字]
  wine             构建 Windows 的程序，在 Wine 里运行示例，与本机的结果逐字节对照
  dist [平台…]     打包给单位用的程序（linux、windows；不写则两个都做），放到 target/dist/：程序、字体、
                   示例、使用说明、可以双击的启动文件和全部许可";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let done = match arguments.first().map(String::as_str) {
        Some("report") => report(rest),
        Some("test") => cargo(&["test", "--workspace"], rest),
        Some("sample-data") => cargo(&["run", "--quiet", "--package", "sample", "--"], &[root().display().to_string()]),
        Some("bless") => bless(),
        Some("bench") => bench::run(rest),
        Some("circles") => circles::run(&root()),
        Some("spoil") => spoil(rest),
        Some("wine") => cargo(&["run", "--quiet", "--package", "dist", "--", "wine"], rest),
        Some("dist") => cargo(&["run", "--quiet", "--package", "dist", "--"], rest),
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

/// Builds the program, which shows on a terminal how far it is, and runs it.
fn report(rest: &[String]) -> Result<u8, String> {
    let quiet: &[&str] = if std::io::stderr().is_terminal() { &[] } else { &["--quiet"] };
    match cargo(&[&["build", "--package", "taizhang"], quiet].concat(), &[])? {
        0 => cargo(&["run", "--quiet", "--package", "taizhang", "--", "report"], rest),
        code => Ok(code),
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
