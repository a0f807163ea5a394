//! `taizhang open`: a local page in the clerk's browser. Everything in it is what the commands do, made
//! by the same functions; nothing is computed in the browser.

mod address;
mod desk;
mod guard;
mod handlers;
mod held;
mod inbox;
mod lock;
mod making;
mod news;
mod opened;
mod run;
mod server;
mod shown;
mod views;
mod workbooks;

use crate::cli::OpenOptions;
use crate::disk::{io_words, is_project, projects};
use crate::language::here;
use crate::outcome::{End, Fatal};
use desk::Desk;
use held::held;
use lock::{Lock, Taken};
use model::{Said, say};
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Opens the page and serves it until nobody looks at it any more.
pub(crate) fn run(options: &OpenOptions) -> Result<End, Fatal> {
    let options = &OpenOptions { project: project(&options.project)?, ..options.clone() };
    let lock = match Lock::take(&options.project)? {
        Taken::Free(lock) => lock,
        Taken::Held(address) => return Ok(elsewhere(&address, options.quiet)),
    };
    let failed = |error: std::io::Error| {
        let reason = io_words(&error);
        Fatal::Message(say!(
            "无法打开本机端口：{reason}。",
            "a port of this machine cannot be opened: {reason}.",
            reason
        ))
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let desk = Arc::new(Desk::new(options, port, lock)?);
    let address = desk.address();
    held(&desk.lock).tell(&address)?;
    print(&say!(
        "页面地址：{address}\n页面只在本机可用。关掉浏览器里的页面，程序过一会儿自动结束；也可以按 Ctrl+C。",
        "The page's address: {address}\nThe page can be seen on this machine only. Close it in the browser and the program ends by itself a little later; or press Ctrl+C."
    ));
    // The workbooks are read while the browser starts.
    let early = Arc::clone(&desk);
    std::thread::spawn(move || early.has_project().then(|| early.opened(early.usual_month())));
    browse(&address, options.quiet);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(failed)?;
    let served = runtime.block_on(server::serve(listener, Arc::clone(&desk), Duration::from_secs(options.idle)));
    desk.clear();
    served.map_err(failed)?;
    // What still reads a workbook for a page that is gone is not waited for.
    runtime.shutdown_background();
    Ok(End::Clean)
}

/// The folder's project; in a folder without one, such as that of the program, the only project in it: the page itself
/// makes one there, and lets the clerk choose among several.
fn project(folder: &Path) -> Result<PathBuf, Fatal> {
    if is_project(folder) {
        return Ok(folder.to_path_buf());
    }
    Ok(match projects(folder)?.as_slice() {
        [only] => folder.join(only),
        _ => folder.to_path_buf(),
    })
}

/// Says that another program has the project open, and shows that one's page.
fn elsewhere(address: &str, quiet: bool) -> End {
    print(&say!(
        "这个项目已由另一个 taizhang open 打开：{address}",
        "Another taizhang open has this project open: {address}"
    ));
    browse(address, quiet);
    End::Clean
}

/// Shows an address in the clerk's browser; where there is none the printed address has to do.
fn browse(address: &str, quiet: bool) {
    if !quiet && open::that_detached(address).is_err() {
        print(&Said::fixed(
            "没有找到浏览器，请把上面的地址复制到浏览器里。",
            "No browser was found; please copy the address above into one.",
        ));
    }
}

/// Says something on the terminal; one that is gone is no reason to end.
fn print(words: &Said) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", here(words)).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_project_of_a_folder_is_opened_and_one_of_several_is_not_chosen() {
        let folder = tempfile::tempdir().expect("a folder");
        let make = |name: &str| {
            std::fs::create_dir_all(folder.path().join(name)).expect("a folder");
            std::fs::write(folder.path().join(name).join("taizhang.toml"), "").expect("a file");
        };
        let found = |path: &Path| project(path).ok();
        assert_eq!(found(folder.path()), Some(folder.path().to_path_buf()));
        make("台账");
        assert_eq!(found(folder.path()), Some(folder.path().join("台账")));
        make("另一个");
        assert_eq!(found(folder.path()), Some(folder.path().to_path_buf()));
        assert_eq!(found(&folder.path().join("台账")), Some(folder.path().join("台账")));
        make("");
        assert_eq!(found(folder.path()), Some(folder.path().to_path_buf()));
    }
}
