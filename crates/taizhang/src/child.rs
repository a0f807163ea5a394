//! Workbooks of formats that cannot be read piece by piece are opened in a child process of this
//! program with bounds on memory and time. What kills the child is one file's error.

use crate::disk::io_words;
use crate::outcome::{End, Fatal};
use ingest::{Grid, Refusal};
use model::Said;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// The hidden command that the child runs.
pub(crate) const COMMAND: &str = "open-workbook";

/// A file's whole time.
const TIME: Duration = Duration::from_secs(9);
/// The child's memory, in bytes. What the program itself maps is part of it.
const MEMORY: u64 = 900 << 20;
/// The child's processor time, in seconds: it ends even if nobody is left to kill it.
const PROCESSOR: u64 = 10;
/// No grid of a bounded workbook takes more bytes.
const MOST_ANSWERED: u64 = 700 << 20;

/// Opens a workbook, in a child process where its format asks for it.
pub(crate) fn open(bytes: &[u8]) -> Result<Grid, Refusal> {
    if !ingest::risky(bytes) {
        return ingest::open(bytes);
    }
    let program = std::env::current_exe().map_err(|error| Refusal::NoReader(io_words(&error)))?;
    let child = Command::new(program)
        .arg(COMMAND)
        // The allocator of the static program reserves a whole GiB at once, more than the child may have, and then
        // what it takes besides is refused. In KiB.
        .env("MIMALLOC_ARENA_RESERVE", "32768")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Refusal::NoReader(io_words(&error)))?;
    answer(child, bytes)
}

/// Sends the bytes and waits for the answer, at most [`TIME`].
fn answer(mut child: Child, bytes: &[u8]) -> Result<Grid, Refusal> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let answer = std::thread::scope(|scope| {
        let (send, receive) = channel();
        scope.spawn(move || {
            // A child that ends early does not read to the end; its answer says why.
            let _ = input.map(|mut input| input.write_all(bytes));
        });
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = output.map(|output| output.take(MOST_ANSWERED).read_to_end(&mut answer));
            let _ = send.send(read.is_some_and(|read| read.is_ok()).then_some(answer));
        });
        let answer = receive.recv_timeout(TIME);
        // Whatever came: nothing is left running, and the threads above come to their ends.
        let _ = child.kill();
        answer
    });
    let _ = child.wait();
    let answer = match answer {
        Ok(answer) => answer.unwrap_or_default(),
        Err(RecvTimeoutError::Timeout) => return Err(Refusal::TimedOut),
        Err(RecvTimeoutError::Disconnected) => Vec::new(),
    };
    // What is no answer is what a child left that died.
    ingest::from_bytes(&answer).unwrap_or(Err(Refusal::Crashed))
}

/// The child's side: a workbook on the standard input, its grid or the refusal on the standard output.
pub(crate) fn run() -> Result<End, Fatal> {
    bounds::bound(MEMORY, PROCESSOR)
        .map_err(|_| Said::fixed("无法限制读取程序的用时。", "the time of the reading process cannot be limited."))?;
    let failed = |error: std::io::Error| Fatal::Message(Said::same(error.to_string()));
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
    let answer = ingest::open(&bytes);
    drop(bytes);
    let mut out = std::io::stdout().lock();
    out.write_all(&ingest::to_bytes(&answer)).map_err(failed)?;
    out.flush().map_err(failed)?;
    Ok(End::Clean)
}
