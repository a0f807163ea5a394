//! A process that bounds itself gets no more. Each test starts this very program again, as the process that does.
#![allow(clippy::unwrap_used, clippy::panic, reason = "A test fails by panicking.")]
#![allow(clippy::disallowed_methods, reason = "The tests start processes and read the environment.")]

use std::process::{Command, Output};
use std::time::{Duration, Instant};

const TASK: &str = "TAIZHANG_BOUNDED_TASK";
const MEMORY: u64 = 256 << 20;

/// What the bounded process does and says.
fn bounded(task: &str) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "is_the_bounded_process", "--nocapture"]).env(TASK, task);
    command.output().unwrap()
}

#[test]
fn is_the_bounded_process() {
    let Ok(task) = std::env::var(TASK) else { return };
    bounds::bound(MEMORY, 2).unwrap();
    let mut held: Vec<u8> = Vec::new();
    match task.as_str() {
        "little" => assert!(held.try_reserve_exact(1 << 20).is_ok()),
        "much" => assert!(held.try_reserve_exact(1 << 30).is_err()),
        _ => {
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(60) {
                std::hint::black_box(begun);
            }
        }
    }
    println!("came to its end");
}

fn ended(output: &Output) -> bool {
    output.status.success() && String::from_utf8_lossy(&output.stdout).contains("came to its end")
}

#[test]
fn memory_beyond_the_bound_is_refused() {
    assert!(ended(&bounded("little")));
    assert!(ended(&bounded("much")));
}

#[test]
fn time_beyond_the_bound_ends_the_process() {
    let begun = Instant::now();
    assert!(!ended(&bounded("forever")));
    assert!(begun.elapsed() < Duration::from_secs(40), "{:?}", begun.elapsed());
}
