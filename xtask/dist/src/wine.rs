//! The program of Windows under Wine: the sample gives the figures, the problems and the files that it gives here.
//!
//! What Wine cannot show: it takes the limits of a job object and does not keep to them.

use crate::build::{Profile, program};
use crate::platform::Platform;
use crate::{Failure, contents, root};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs all of it and says what was compared.
pub(crate) fn run() -> Result<(), Failure> {
    let root = root();
    if Command::new("wine").arg("--version").output().is_err() {
        return Err("这台机器没有 wine，请先安装（Debian：apt-get install wine wine64）".to_owned());
    }
    let windows = program(&root, Platform::Windows, Profile::Dev)?;
    let folder = tempfile::tempdir().map_err(told)?;
    let wine = Wine::prepared(&windows, folder.path())?;
    let here = Here(root.clone());
    same_answers(&wine, &here, &root, folder.path())?;
    same_console(&wine, &here)?;
    same_files(&wine, &here, &root, folder.path())?;
    long_path(&wine, &root, folder.path())?;
    held_file(&wine, &root, folder.path())?;
    Ok(())
}

fn told(error: impl std::fmt::Display) -> Failure {
    error.to_string()
}

/// The program for Windows with what it needs beside it, and a Wine of its own.
struct Wine {
    folder: PathBuf,
    prefix: PathBuf,
}

impl Wine {
    fn prepared(program: &Path, folder: &Path) -> Result<Wine, Failure> {
        let wine = Wine { folder: folder.join("program"), prefix: folder.join("prefix") };
        std::fs::create_dir_all(wine.folder.join("fonts")).map_err(told)?;
        std::fs::copy(program, wine.folder.join("taizhang.exe")).map_err(told)?;
        for (name, bytes) in contents::files(&root().join("crates/layout/fonts"))? {
            std::fs::write(wine.folder.join("fonts").join(name), bytes).map_err(told)?;
        }
        let built = Command::new(Platform::Windows.tools().0)
            .args(["-shared", "-O2", "-s", "-o"])
            .arg(wine.folder.join("bcryptprimitives.dll"))
            .arg(root().join("xtask/dist/wine/bcryptprimitives.c"))
            .arg("-ladvapi32")
            .status()
            .map_err(told)?;
        if built.success() { Ok(wine) } else { Err("bcryptprimitives.dll 没有编译成功".to_owned()) }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new("wine");
        command.arg(self.folder.join(program));
        // Wine takes the encoding of file names from the locale, which must be one that the machine has.
        command.env("WINEPREFIX", &self.prefix).env("WINEDEBUG", "-all").env("LC_ALL", "C.UTF-8");
        command
    }
}

/// The program as it is built for this machine.
struct Here(PathBuf);

/// A way to start the program.
trait Starts {
    fn start(&self, arguments: &[&OsStr]) -> Result<Output, Failure>;
}

impl Starts for Wine {
    fn start(&self, arguments: &[&OsStr]) -> Result<Output, Failure> {
        self.command("taizhang.exe").args(arguments).output().map_err(told)
    }
}

impl Starts for Here {
    fn start(&self, arguments: &[&OsStr]) -> Result<Output, Failure> {
        let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        command.args(["run", "--quiet", "--locked", "--package", "taizhang", "--"]).args(arguments);
        command.current_dir(&self.0).output().map_err(told)
    }
}

/// The words of a command line, and behind them options with paths.
fn words<'a>(words: &[&'static str], paths: &[(&'static str, &'a Path)]) -> Vec<&'a OsStr> {
    let plain = words.iter().map(|word| OsStr::new(*word));
    plain.chain(paths.iter().flat_map(|(option, path)| [OsStr::new(*option), path.as_os_str()])).collect()
}

/// The figures of the sample, the problems of the faulty project (xls and ods are read in a child process, under a job
/// object), and the codes.
fn same_answers(wine: &Wine, here: &Here, root: &Path, folder: &Path) -> Result<(), Failure> {
    let (faulty, marked) = (root.join("tests/faulty"), folder.join("marked"));
    let lines: [Vec<&OsStr>; 3] = [
        words(&["figures", "--format", "tsv", "--no-cache"], &[("--project", root)]),
        words(&["codes"], &[]),
        words(&["check", "--all", "--no-cache"], &[("--project", &faulty), ("--marked", &marked)]),
    ];
    for line in &lines {
        let (there, own) = (wine.start(line)?, here.start(line)?);
        // Where the marked copies were written is told as each system writes paths.
        let text = |output: &Output| -> Vec<String> {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            text.lines().filter(|line| !line.starts_with("标注副本")).map(str::to_owned).collect()
        };
        let (said, expected) = (text(&there), text(&own));
        if let Some((said, expected)) = said.iter().zip(&expected).find(|(said, expected)| said != expected) {
            return Err(format!("Wine 里说“{said}”，本机说“{expected}”"));
        }
        if there.status.code() != own.status.code() || said.len() != expected.len() || said.is_empty() {
            let error = String::from_utf8_lossy(&there.stderr);
            return Err(format!("Wine 里的 {line:?} 与本机的不同（退出码 {:?}）：{error}", there.status.code()));
        }
        println!("相同：{}", line.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" "));
    }
    Ok(())
}

/// What the console of a Chinese Windows (code page 936, GBK) shows: the same words, which its lines cut where they end.
fn same_console(wine: &Wine, here: &Here) -> Result<(), Failure> {
    for line in ["codes", "codes 公式没有计算结果"] {
        // The window is one of this machine's; within it the code page is set and asked for at the end.
        let typed = format!("wine cmd /c \"chcp 936 & taizhang.exe {line} & chcp\"");
        let starter = wine.command("taizhang.exe");
        let window = Command::new("script")
            .args(["-q", "-e", "-c", &typed, "/dev/null"])
            .envs(starter.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .current_dir(&wine.folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("无法启动 script（Debian：apt-get install bsdutils）：{error}"))?;
        let shown = shown(&String::from_utf8_lossy(&window.stdout));
        let arguments: Vec<&OsStr> = line.split(' ').map(OsStr::new).collect();
        let own = without_spaces(&String::from_utf8_lossy(&here.start(&arguments)?.stdout));
        // The cells of Wine's window hold 16 bits: a rarer letter stands in two, as nothing that is known.
        let own: String = own
            .chars()
            .map(|letter| if letter.len_utf16() > 1 { "\u{fffd}\u{fffd}".into() } else { letter.to_string() })
            .collect();
        let pages = shown.matches("Activecodepage:936").count();
        if own.is_empty() || !shown.contains(&own) || pages != 2 {
            let start: String = shown.chars().take(300).collect();
            return Err(format!("代码页 936 的窗口里，taizhang {line} 显示的与本机的不同：{start}"));
        }
        println!("相同：代码页 936 的窗口里 taizhang {line}");
    }
    Ok(())
}

/// What a terminal shows of an output, without the commands that move its cursor and without spaces.
fn shown(output: &str) -> String {
    let mut pieces = output.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default();
    let behind = |piece: &str| {
        let end = piece.find(|letter: char| letter.is_ascii_alphabetic()).map_or(piece.len(), |at| at + 1);
        piece.get(end..).unwrap_or_default().to_owned()
    };
    without_spaces(&std::iter::once(first.to_owned()).chain(pieces.map(behind)).collect::<String>())
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The parts of a file in their order; one without a name where the file is no container.
type Parts = Vec<(String, Vec<u8>)>;

/// A container's directory tells on which system it was written; what it holds is the same.
fn unpacked(bytes: Vec<u8>) -> Result<Parts, Failure> {
    if !bytes.starts_with(b"PK") {
        return Ok(vec![(String::new(), bytes)]);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(told)?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(told)?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(told)?;
        parts.push((part.name().map_err(told)?.into_owned(), bytes));
    }
    Ok(parts)
}

/// Every file of every report of the sample's month: PDFs byte for byte, of the others every part.
fn same_files(wine: &Wine, here: &Here, root: &Path, folder: &Path) -> Result<(), Failure> {
    let written = |name: &str, starts: &dyn Starts| -> Result<Vec<(String, Parts)>, Failure> {
        let out = folder.join(name);
        let line =
            words(&["report", "--as", "pdf,xlsx,docx,ofd", "--no-cache"], &[("--project", root), ("--out", &out)]);
        let answer = starts.start(&line)?;
        match answer.status.code() {
            Some(0 | 1) => {
                contents::files(&out)?.into_iter().map(|(name, bytes)| Ok((name, unpacked(bytes)?))).collect()
            }
            _ => Err(format!("报告没有写成：{}", String::from_utf8_lossy(&answer.stderr))),
        }
    };
    let (there, own) = (written("wine", wine)?, written("here", here)?);
    let differs = there.iter().zip(&own).find(|(there, own)| there != own);
    match differs {
        Some(((name, _), _)) => Err(format!("Wine 里写的 {name} 与本机的不同")),
        None if there.len() != own.len() || there.is_empty() => {
            Err(format!("Wine 里写了 {} 个文件，本机 {} 个", there.len(), own.len()))
        }
        None => {
            println!("相同：报告的 {} 个文件，PDF 逐字节，其他的逐部件", there.len());
            Ok(())
        }
    }
}

/// A folder deeper than the 260 signs of old Windows.
fn long_path(wine: &Wine, root: &Path, folder: &Path) -> Result<(), Failure> {
    let out = (0..4).fold(folder.to_path_buf(), |path, _| path.join("很长的文件夹名称".repeat(9)));
    let answer = wine.start(&words(&["report", "--report", "tax-monthly"], &[("--project", root), ("--out", &out)]))?;
    let count = contents::files(&out).map(|files| files.len()).unwrap_or(0);
    if count < 2 {
        return Err(format!("长路径里没有写出报告：{}", String::from_utf8_lossy(&answer.stderr)));
    }
    println!("写出：{} 个字符的路径里 {count} 个文件", out.to_string_lossy().chars().count());
    Ok(())
}

/// A report that another program has open is told, and none of the others is replaced.
fn held_file(wine: &Wine, root: &Path, folder: &Path) -> Result<(), Failure> {
    let out = folder.join("wine");
    let before = contents::files(&out)?;
    let (held, _) = before.iter().find(|(name, _)| name.ends_with(".xlsx")).ok_or("没有工作簿")?;
    let holder = crate::build::holder(root)?;
    std::fs::copy(holder, wine.folder.join("hold.exe")).map_err(told)?;
    let mut holding = wine.command("hold.exe");
    let mut holding = holding.arg(out.join(held)).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(told)?;
    let mut line = String::new();
    let output = holding.stdout.take().ok_or("没有输出")?;
    BufReader::new(output).read_line(&mut line).map_err(told)?;
    let line = words(&["report", "--as", "pdf,xlsx", "--as-of", "2021-01-15"], &[("--project", root), ("--out", &out)]);
    let answer = wine.start(&line);
    drop(holding.stdin.take());
    let _ = holding.wait();
    let answer = answer?;
    let said = String::from_utf8_lossy(&answer.stderr).into_owned();
    if answer.status.code() != Some(2) || !said.contains("正在别的程序") || contents::files(&out)? != before {
        return Err(format!("被占用的文件没有说清，或者别的文件被换掉了（退出码 {:?}）：{said}", answer.status.code()));
    }
    println!("拒绝：{}", said.trim());
    Ok(())
}
