//! Shows windows of the workbook of the reading benchmark: `window FILE`. Prints how long a window
//! of a hundred rows takes at places all over the sheet.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "A chore for the benchmark.")]

use std::process::ExitCode;
use std::time::Instant;

/// How many windows are shown.
const WINDOWS: u32 = 1_000;

fn main() -> ExitCode {
    let Some(bytes) = std::env::args().nth(1).and_then(|file| std::fs::read(file).ok()) else {
        return ExitCode::from(2);
    };
    let Ok(grid) = ingest::open(&bytes) else { return ExitCode::from(2) };
    let started = Instant::now();
    let last = grid.sheets().first().map_or(0, |sheet| sheet.last_row);
    let outlined = started.elapsed();
    let started = Instant::now();
    let windows = (0..WINDOWS).map(|at| last / WINDOWS * at);
    let cells: usize =
        windows.filter_map(|first| grid.window(0, first..=first + 99, 1..=20)).map(|window| window.cells.len()).sum();
    let shown = started.elapsed() / WINDOWS;
    println!("{last} rows outlined in {outlined:.1?}; {cells} cells in {WINDOWS} windows, {shown:.1?} each");
    ExitCode::SUCCESS
}
